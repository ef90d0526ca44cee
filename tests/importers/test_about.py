"""What a text says about itself: dates, titles, bylines, leads, pictures, in every language and format."""

from __future__ import annotations

import io
import struct
import time
import zlib
from datetime import date, datetime
from zipfile import ZipFile

import docx
import pytest

from audiobuild import importers
from audiobuild.importers import about
from audiobuild.importers.about import dates
from audiobuild.importers.document import Document, SourceBlock, SourceRun
from audiobuild.importers.interview_words import load
from audiobuild.languages.months import month_of
from audiobuild.languages.registry import CODES, base
from audiobuild.languages.words import words

DAY = date(2027, 5, 3)
LEAD = "Seit zehn Jahren repariert Ute Hahn Brücken aus Holz, und sie erzählt gern davon, wie alles angefangen hat."
TALK = "Frau Hahn, wie geht es den Brücken?\n\nGut, danke, sie stehen alle noch.\n\nUnd im Winter?\n\nDa ruhen sie sich aus."


def told(text: str, tag: str = "de", name: str = "text.txt") -> Document:
    """What a text says about itself."""
    return importers.described(text.encode(), name=name, language=tag)


def page(head: str, body: str, tag: str = "de") -> Document:
    """What a page says about itself."""
    lead_and_talk = f"<p>{LEAD}</p><p><b>Frau Hahn, wie geht es den Brücken?</b></p><p>Gut, danke, sie stehen alle.</p>"
    return told(f"<html lang='{tag}'><head>{head}</head><body>{body}{lead_and_talk}</body></html>", base(tag), "x.html")


@pytest.mark.parametrize(
    ("tag", "line"),
    [
        ("de", "Köln, 3. Mai 2027"),
        ("de", "vom 3.5.2027"),
        ("de", "Montag, den 03. Mai 2027, 14:30 Uhr"),
        ("de", "Mo., 3. 5. 27"),
        ("de", "3 Mai ’27 | Menschen"),
        ("de", "Veröffentlicht am 3. Mai 20274. Mai 2027 von Redaktion"),
        ("de-AT", "Graz, 3. Mai 2027"),
        ("de", "May 3, 2027"),
        ("en", "May 3rd, 2027"),
        ("en-GB", "Monday 3 May 2027"),
        ("en", "3rd of May, 2027"),
        ("en-US", "05/03/2027"),
        ("en-GB", "03/05/2027"),
        ("en", "2027-05-03"),
        ("en", "Mon, May. 3, 2027 5:02 AM ET"),
        ("es", "3 de mayo de 2027"),
        ("es", "Olmeda - 03 MAY 2027 - 21:30 CEST"),
        ("es", "lunes, 3 de mayo del 2027"),
        ("es", "03/05/2027 a las 07:00h."),
        ("fr", "Port-Aubry, le 3 mai 2027"),
        ("fr", "lundi 3 mai 2027 à 6 h 30"),
        ("fr", "Publié le 03/05/2027"),
        ("it", "3 maggio 2027"),
        ("it", "lunedì 3 mag. 2027"),
        ("it", "Bellano, 3/5/2027"),
        ("nl", "3 mei 2027"),
        ("nl", "maandag 3 mei 2027, 08.15 uur"),
        ("nl", "03-05-2027"),
        ("pl", "3 maja 2027 r."),
        ("pl", "poniedziałek, 3 maja 2027"),
        ("pl", "3 V 2027"),
        ("pl", "03.05.2027, godz. 14:05"),
        ("pt", "3 de maio de 2027"),
        ("pt", "segunda-feira, 3 de maio de 2027"),
        ("pt", "03/05/2027 10h30"),
    ],
)
def test_a_printed_date(tag: str, line: str) -> None:
    assert next(one.day for one in dates.printed(line, tag)) == DAY
    assert told(f"Die Brücken\n\n{line}\n\n{LEAD}\n\n{TALK}\n", tag).date == DAY


@pytest.mark.parametrize("code", CODES)
def test_every_month_of_every_language_is_known_in_full_and_by_its_beginning(code: str) -> None:
    for number, name in enumerate(words(code).months, start=1):
        assert month_of(name, code) == month_of(name.upper(), code) == number
        short = {other[:4] for other in words(code).months if other != name}
        assert name[:4] in short or month_of(name[:4], code) == number


@pytest.mark.parametrize(
    ("word", "code", "number"),
    [
        ("Jänner", "de", 1),
        ("Mrz", "de", 3),
        ("mrt", "nl", 3),
        ("styczeń", "pl", 1),
        ("aout", "fr", 8),
        ("set", "pt", 9),
    ],
)
def test_other_names_of_months(word: str, code: str, number: int) -> None:
    assert month_of(word, code) == number


@pytest.mark.parametrize(
    ("tag", "line", "expected"),
    [
        ("en-US", "05/03/2027", DAY),
        ("en", "03/05/2027", DAY),
        ("en", "05/23/2027", date(2027, 5, 23)),
        ("fr", "1er mai 2027", date(2027, 5, 1)),
        ("it", "1º maggio 2027", date(2027, 5, 1)),
        ("nl", "december 2021", date(2021, 12, 1)),
    ],
)
def test_dates_that_may_be_read_in_two_ways(tag: str, line: str, expected: date) -> None:
    assert [one.day for one in dates.printed(line, tag)] == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "31. Februar 2027",
        "Samstag, 4. November",
        "August/September 2018",
        "Ausgabe 2/2023",
        "Telefon 0631 3710-20",
        "1.2.3.2027",
        "zwischen 1990 und 2027",
        "5 Marken 2020",
        "22-05-19",
        "XIV 2020",
    ],
)
def test_what_is_no_date(line: str) -> None:
    assert dates.printed(line, "de") == []


@pytest.mark.parametrize(
    "text",
    [
        f"Die Brücken\n\n{LEAD}\n\nWann öffnet die neue?\n\n3. Mai 2027.\n\nUnd dann?\n\nDann feiern wir.",
        f"Die Brücken\n\nPremiere: 3. Mai 2027\n\n{LEAD}\n\n{TALK}",
        f"Die Brücken\n\nAb 3. Mai 2027\n\n{LEAD}\n\n{TALK}",
        f"Die Brücken\n\n{LEAD}\n\n{TALK}\n\nDas Fest ist am 3. Mai 2027 um 18 Uhr auf dem Platz.",
        f"Die Brücken\n\n{LEAD} Es wird am 3. Mai 2027 gefeiert.\n\n{TALK}",
        f"Die Brücken\n\n{LEAD}\n\n{TALK}\n\n© 2027",
        f"Die Brücken\n\n{LEAD}\n\n{TALK}",
    ],
)
def test_no_date_of_something_else_and_none_where_there_is_none(text: str) -> None:
    assert told(text).date is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Die Brücken\n\nAktualisiert am 9. Juni 2027\n\n3. Mai 2027\n\n{LEAD}\n\n{TALK}", DAY),
        (f"Die Brücken\n\nVeröffentlicht: 3.5.2027 | Aktualisiert: 9.6.2027\n\n{LEAD}\n\n{TALK}", DAY),
        (f"Die Brücken\n\n{LEAD}\n\n{TALK}\n\nLetzte Änderung: 3. Mai 2027", DAY),
        (f"Die Brücken\n\n{LEAD}\n\n{TALK}\n\nErschienen am 3. Mai 2027", DAY),
        (f"Die Brücken\n\n{LEAD}\n\n{TALK}\n\nDas Gespräch führte Ira Wolf, Mai 2027", date(2027, 5, 1)),
        (f"Gemeindebrief, Mai 2027\n\nDie Brücken\n\n{LEAD}\n\n{TALK}", date(2027, 5, 1)),
        (f"Nr. 12 vom 3. Mai 2027\n\nDie Brücken\n\n{LEAD}\n\n{TALK}", DAY),
    ],
)
def test_which_date(text: str, expected: date) -> None:
    assert told(text).date == expected


@pytest.mark.parametrize(
    ("tag", "published", "updated"),
    [
        ("de", "Veröffentlicht am 3. Mai 2027", "Zuletzt aktualisiert: 9. Juni 2027"),
        ("en", "Published on 3 May 2027", "Last updated: 9 June 2027"),
        ("es", "Publicado el 3 de mayo de 2027", "Actualizado: 9 de junio de 2027"),
        ("fr", "Publié le 3 mai 2027", "Mis à jour le 9 juin 2027"),
        ("it", "Pubblicato il 3 maggio 2027", "Ultimo aggiornamento: 9 giugno 2027"),
        ("nl", "Geplaatst op 3 mei 2027", "Bijgewerkt: 9 juni 2027"),
        ("pl", "Opublikowano: 3 maja 2027", "Ostatnia aktualizacja: 9 czerwca 2027"),
        ("pt", "Publicado em 3 de maio de 2027", "Última atualização: 9 de junho de 2027"),
    ],
)
def test_the_day_of_a_change_counts_only_where_there_is_no_other(tag: str, published: str, updated: str) -> None:
    assert told(f"Marta Ruiz\n\n{updated}\n\n{published}\n\n{TALK}", tag).date == DAY
    assert told(f"Marta Ruiz\n\n{updated}\n\n{TALK}", tag).date == date(2027, 6, 9)


def test_the_date_of_an_address() -> None:
    address = "https://z.example/2027/05/03/bruecken/"
    assert told(f"Die Brücken\n\n{LEAD}\n\n{TALK}", name=address).date == DAY
    assert page(f"<link rel=canonical href='{address}'>", "<h1>Die Brücken</h1>").date == DAY
    assert told(f"Die Brücken\n\n{LEAD}\n\n{TALK}", name="https://z.example/2027/13/03/").date is None


def test_the_region_of_a_page_says_how_figures_are_read() -> None:
    body = "<h1>The bridges</h1><p>05/03/2027</p>"
    text = "The bridges stand where they have always stood, and we asked about them."
    source = f"<html lang='{{}}'><body>{body}<p>{text}</p><p>How are they?</p><p>They are all well.</p></body></html>"
    assert told(source.format("en-US"), "en", "x.html").date == DAY
    assert told(source.format("en-GB"), "en", "x.html").date == date(2027, 3, 5)


def test_a_server_in_another_zone_is_a_day_off() -> None:
    declared = "<meta property='article:published_time' content='2027-05-02T23:10:00Z'>"
    assert page(declared, "<h1>Die Brücken</h1><p>3. Mai 2027</p>").date == DAY
    assert page(declared, "<h1>Die Brücken</h1><p>9. Mai 2027</p>").date == date(2027, 5, 2)


def test_only_changes_are_declared() -> None:
    declared = "<meta property='article:modified_time' content='2027-06-09'>"
    assert page(declared, "<h1>Die Brücken</h1><p>3. Mai 2027</p>").date == DAY
    assert page(declared, "<h1>Die Brücken</h1>").date == date(2027, 6, 9)


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("<title>Ute Hahn : « Un pont » - Le Val</title>", "<h1>Ute Hahn : « Un pont »</h1>", "Ute Hahn : « Un pont »"),
        ("<meta property=og:title content='Rencontre : une sourcière'>", "", "Rencontre : une sourcière"),
        (
            "<title>Alte Brücken - Stadtblatt</title>",
            "<h1>Stadtblatt</h1><h2>Alte Brücken</h2>",
            "Alte Brücken",
        ),
        (
            "<title>Stadtblatt</title>",
            "<p>Reportage</p><h1>Brücken aus Holz</h1><h2>Ein Besuch</h2>",
            "Brücken aus Holz",
        ),
        (
            "<meta property=og:title content='Ute Hahn: „Holz lebt“'>",
            "<h1>Ute Hahn, Zimmerin: „Holz lebt“</h1><h2>Ute Hahn: „Holz lebt“, und was sie noch vom Bau erzählt</h2>",
            "Ute Hahn, Zimmerin: „Holz lebt“",
        ),
        ("", "<figure><img src=a.jpg><figcaption>Ute Hahn bei der Arbeit</figcaption></figure><h1>Holz</h1>", "Holz"),
        ("", "<h1>Holz<br>und Stein</h1>", "Holz und Stein"),
        (
            "<title>Trainer - TSV</title>",
            "<p><b>Neun Fragen an unsere neue Trainerin</b></p>",
            "Neun Fragen an unsere neue Trainerin",
        ),
    ],
)
def test_the_title_of_a_page(head: str, body: str, expected: str) -> None:
    assert page(head, body).title == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "Startseite\nVerein\nKontakt\n„Die Brücke steht“\nVeröffentlicht am 8. März 2022 von admin\n",
            "„Die Brücke steht“",
        ),
        ("Holzblatt, Zeitung der Zimmerei\nAusgabe 2/2023\n„Die Brücke steht“\n", "„Die Brücke steht“"),
        ("„Holz lebt“\nInterview mit Dr. Ute Hahn, neue Leiterin der Werkstatt\nFoto: Werkstatt/Wolf\n", "„Holz lebt“"),
        ("Brücken aus Holz\nVon Ira Wolf\n", "Brücken aus Holz"),
        ("Foto: Ira Wolf\n", ""),
        ("Von Ira Wolf\n", ""),
        ("3. Mai 2027\n", ""),
        ("", ""),
    ],
)
def test_the_title_of_a_text(lines: str, expected: str) -> None:
    spaced = lines.replace("\n", "\n\n")
    assert told(f"{spaced}{LEAD}\n\n{TALK}\n").title == expected


def test_a_question_or_a_turn_is_no_title() -> None:
    assert told(TALK).title == ""
    turns = "Nora: Wie viele?\n\nGlen: Neun.\n\nNora: Alle auf einmal?\n\nGlen: Ja.\n\nNora: Schwer?\n\nGlen: Sehr.\n"
    assert told(turns).title == ""


def test_a_title_in_front_matter() -> None:
    text = f"---\ntitle: 'Brücken: was hält'\nauthors:\n- Ira Wolf\n- name: Jo Fuchs\nlastmod: 2027-05-03\n---\n\n## Anfang\n\n{LEAD}\n"
    found = told(text, name="x.md")
    assert (found.title, found.author, found.date) == ("Brücken: was hält", "Ira Wolf, Jo Fuchs", DAY)


def test_the_interview_has_what_its_text_says() -> None:
    text = f"Stadtblatt\n\n„Die Brücke steht“\n\n3. Mai 2027\n\n{LEAD}\n\n{TALK}\n"
    found = importers.read(text.encode(), importers.Wishes(), name="x.txt")
    assert (found.interview.about.title, found.interview.about.date, found.date_found) == (
        "„Die Brücke steht“",
        DAY,
        True,
    )


@pytest.mark.parametrize(
    ("tag", "line", "expected"),
    [
        ("de", "Von Ira Wolf", "Ira Wolf"),
        ("de", "Interview: Ira Wolf", "Ira Wolf"),
        ("de", "Text und Fotos: Ira Wolf", "Ira Wolf"),
        ("de", "Das Gespräch führte Ira Wolf.", "Ira Wolf"),
        ("de", "(Das Interview führten Ira Wolf und Jo Fuchs)", "Ira Wolf, Jo Fuchs"),
        ("de", "Ein Interview von Ira Wolf mit Ute Hahn", "Ira Wolf"),
        ("de", "VON IRA WOLF am 21. April 2020", "Ira Wolf"),
        ("de", "Ira Wolf 21. April 2020, 08:15", "Ira Wolf"),
        ("en", "By Ira Wolf, Features Editor", "Ira Wolf"),
        ("en", "By IRA WOLF iwolf@z.example", "Ira Wolf"),
        ("en", "Posted by Ira Wolf on 3 May 2027", "Ira Wolf"),
        ("en", "Words by Ira Wolf", "Ira Wolf"),
        ("es", "Por Ira Wolf", "Ira Wolf"),
        ("es", "Texto: Ira Wolf. Fotos: archivo", "Ira Wolf"),
        ("fr", "Propos recueillis par Ira Wolf", "Ira Wolf"),
        ("fr", "Texte : Ira Wolf – Photos : Jo Fuchs", "Ira Wolf"),
        ("fr", "PUBLIÉ LE 03/05/2027 PAR Ira Wolf", "Ira Wolf"),
        ("it", "di Ira Wolf", "Ira Wolf"),
        ("it", "a cura di Ira Wolf", "Ira Wolf"),
        ("it", "Intervista raccolta da Ira Wolf, luglio 2014", "Ira Wolf"),
        ("nl", "Tekst en foto: Ira Wolf", "Ira Wolf"),
        ("nl", "Tekst: Ira Wolf – Beeld: Jo Fuchs", "Ira Wolf"),
        ("pl", "Rozmawiał Ira Wolf", "Ira Wolf"),
        ("pl", "Rozmawiała: Ira Wolf. Zdjęcia: archiwum", "Ira Wolf"),
        ("pl", "Z reżyserem Janem Kosem rozmawia Ira Wolf.", "Ira Wolf"),
        ("pt", "Por Ira Wolf", "Ira Wolf"),
        ("pt", "Entrevista de Ira Wolf", "Ira Wolf"),
        ("de", "Von der Brücke aus", ""),
        ("de", "Von Redaktion", ""),
        ("fr", "Publié le mardi 5 décembre 2023 par la rédaction", ""),
        ("en", "Posted by admin on 4 October 2022", ""),
        ("de", "Foto: Ira Wolf", ""),
    ],
)
def test_a_byline(tag: str, line: str, expected: str) -> None:
    text = f"„Hahn & Hahn“\n\n{line}\n\n{LEAD}\n\n{TALK}\n"
    assert told(text, tag).author == expected


def test_who_asked_goes_before_who_put_it_on_the_page() -> None:
    declared = "<meta name=author content='admin'>"
    assert page(declared, "<h1>Die Brücken</h1><p>Das Gespräch führte Ira Wolf</p>").author == "Ira Wolf"
    assert page(declared, "<h1>Die Brücken</h1>").author == "admin"


def test_a_lead_is_one_that_is_set_apart() -> None:
    lead = "Ute Hahn baut Brücken aus Holz, seit sie denken kann, und hört nicht auf."
    assert page("", f"<h1>Holz</h1><p class='article-lead'>{lead}</p>").summary == lead
    assert page("", f"<h1>Holz</h1><h2>{lead}</h2>").summary == lead
    assert page("", f"<h1>Holz</h1><p>3. Mai 2027</p><p><em>{lead}</em></p>").summary == lead
    assert page("", f"<h1>Holz</h1><p>{lead}</p>").summary == ""
    assert page(f"<meta name=description content='{LEAD}'>", f"<h1>Holz</h1><h2>{lead}</h2>").summary == LEAD


def test_the_picture_of_a_page() -> None:
    body = "<header><img src=h.jpg></header><img src=logo.png><img src=s.jpg width=20><p><img src=bild.jpg></p>"
    assert page("", body).image == "bild.jpg"
    assert page("<meta property=og:image content='https://z.example/b.jpg'>", body).image == "https://z.example/b.jpg"


def pixel() -> bytes:
    """A picture of one."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def test_a_word_document() -> None:
    document = docx.Document()
    document.core_properties.author = "Empfang 2"  # an account
    for text, style in (
        ("Stadtblatt", None),
        ("„Die Brücke steht“", "Heading 1"),
        ("Köln, 3. Mai 2027", None),
        ("Text: Ira Wolf", None),
        ("Ute Hahn baut Brücken aus Holz, seit sie denken kann, und hört nicht auf.", "Subtitle"),
        (LEAD, None),
        *((line, None) for line in TALK.split("\n\n")),
    ):
        document.add_paragraph(text, style=style)
    document.add_picture(io.BytesIO(pixel()))
    stream = io.BytesIO()
    document.save(stream)
    found = importers.described(stream.getvalue(), name="x.docx")
    assert (found.title, found.date, found.author) == ("„Die Brücke steht“", DAY, "Ira Wolf")
    assert found.summary.startswith("Ute Hahn baut")
    assert found.image == "word/media/image1.png"


def test_an_opendocument_text() -> None:
    names = "".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" '
        for prefix, name in (("office", "office"), ("text", "text"), ("meta", "meta"), ("draw", "drawing"))
    )
    paragraphs = "".join(
        f"<text:p>{text}</text:p>" for text in ("Brücken aus Holz", "3. Mai 2027", LEAD, *TALK.split("\n\n"))
    )
    picture = (
        '<text:p><draw:image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="Pictures/1.png"/>Hallo</text:p>'
    )
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        body = f"<office:body><office:text>{paragraphs}{picture}</office:text></office:body>"
        archive.writestr("content.xml", f"<office:document-content {names}>{body}</office:document-content>")
        made = "<office:meta><meta:creation-date>2020-01-01T10:00:00</meta:creation-date></office:meta>"
        archive.writestr("meta.xml", f"<office:document-meta {names}>{made}</office:document-meta>")
    found = importers.described(stream.getvalue(), name="x.odt")
    assert (found.title, found.date, found.image) == ("Brücken aus Holz", DAY, "Pictures/1.png")


def test_a_declared_time_of_day_stays() -> None:
    text = f"---\ntitle: Brücken\ndate: 2027-05-03T10:30:00+02:00\n---\n\n{LEAD}\n\n**Warum?**\n\nDarum.\n"
    found = told(text, name="x.md").date
    assert isinstance(found, datetime)
    assert found.hour == 10


@pytest.mark.parametrize(
    "text",
    ["a " * 500_000, "\n".join(["3. Mai 2027, von Ira Wolf: was?"] * 20_000), "1." * 200_000, "Von Ira " * 100_000],
    ids=["one line", "many lines", "figures", "names"],
)
def test_a_text_of_a_million_characters_ends(text: str) -> None:
    document = Document(blocks=tuple(SourceBlock(runs=(SourceRun(text=line),), line=1) for line in text.split("\n")))
    began = time.monotonic()
    about.describe(document, load("de"))
    assert time.monotonic() - began < 5
