"""Ways of breaking a publication that were once not found, and others of their kinds: each is found by what the file says, in
the file in which it is said. The manifest describes what lies there, so no digest gives it away."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from audiobuild import checking
from audiobuild.checking import (
    artwork,
    chapters,
    deeds,
    embed,
    enclosed,
    feed,
    host_rules,
    index,
    items,
    known,
    known_frames,
    mojibake,
    pages,
    polling,
    reading,
    sentences,
    show_notes,
    strays,
    surroundings,
    talk,
    transcripts,
)
from audiobuild.checking.publications import book, daisy, epub
from audiobuild.checking.statements import facts
from audiobuild.site import artwork as made

from .mutate import (
    as_json,
    as_written,
    both,
    chapter,
    data,
    entry,
    frame,
    sub,
    tag,
    utf16,
    write,
)

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FEED, PAGE, MP3, INDEX, EMBED = "feed.xml", "neu/index.html", "neu/neu.mp3", "index.html", "neu/embed.html"
EPUB, DAISY, JSON, VTT, HTML = (
    "neu/neu.epub",
    "neu/neu-daisy.zip",
    "neu/chapters.json",
    "neu/transcript.vtt",
    "neu/transcript.html",
)
LINK = "https://hoeren.stadt-am-fluss.de/gespraeche/"


def artwork_made(side: int) -> bytes:
    return made.jpeg(Image.effect_mandelbrot((side, side), (-2, -1, 1, 2), 50).convert("RGB"))


def channel(xml: str) -> Any:
    """Something more in the channel."""
    return sub("<itunes:type>", f"{xml}<itunes:type>")


def item(xml: str) -> Any:
    """Something more in the newest item."""
    return sub("<itunes:episodeType>", f"{xml}<itunes:episodeType>")


def numbered(path: Path) -> None:
    """Both episodes are the first of the first season."""
    for document in path.parent.glob("feed*.xml"):
        item("<itunes:season>1</itunes:season><itunes:episode>1</itunes:episode>")(document)


def beside(name: str, text: str = "x") -> Any:
    """A further file, by its path in dist/."""

    def change(path: Path) -> None:
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text)

    assert name
    return change


def archived(name: str, content: bytes) -> Any:
    """Another file in an archive."""

    def change(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            files = {info.filename: archive.read(info) for info in archive.infolist()}
        assert name in files
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for file, held in (files | {name: content}).items():
                archive.writestr(file, held)
        write(path, buffer.getvalue())

    return change


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
SKIPPED = "<skipHours>" + "".join(f"<hour>{hour}</hour>" for hour in range(24)) + "</skipHours>"
SWAPPED = both(
    entry("EPUB/nav.xhtml", "#q1", "#qq"),
    entry("EPUB/nav.xhtml", "#q2", "#q1"),
    entry("EPUB/nav.xhtml", "#qq", "#q2"),
)

MISSES = [
    # number in the list, how it is broken, file, by what, rule
    (1, "the feed has moved", FEED, channel("<itunes:new-feed-url>https://b.test/f</itunes:new-feed-url>"), facts.MEANT),
    (2, "hidden from Apple", FEED, channel("<itunes:block>yes</itunes:block>"), facts.MEANT),
    (3, "no episode follows", FEED, channel("<itunes:complete>Yes</itunes:complete>"), facts.MEANT),
    (9, "a transcript in another language", FEED, sub('language="de"', 'language="en"'), facts.IN_LANGUAGE),
    (10, "season and number twice", FEED, numbered, facts.NUMBERED, ["feed-1.xml"]),
    (11, "a date in another zone", FEED, sub("<pubDate>.*?<", "<pubDate>Wed, 01 May 2024 15:00:00 -0900<"), facts.DATED),
    (13, "mojibake", FEED, sub("<description>", "<description>GesprÃ¤che. "), mojibake.RULE),
    (14, "asked once a year", FEED, channel("<ttl>525600</ttl>"), polling.ASKED),
    (15, "asked at no hour", FEED, channel(SKIPPED), polling.ASKED),
    (16, "the guest is the host", FEED, sub('role="guest"', 'role="host"'), facts.SPEAK),
    (17, "somebody who does not speak", FEED, item('<podcast:person role="guest">Eva Ost</podcast:person>'), facts.SPEAK),
    (18, "a script in the notes", FEED, sub("&lt;p&gt;Ein", '&lt;p&gt;&lt;a href="javascript:alert(1)"&gt;Hier&lt;/a&gt; Ein'), show_notes.LINKS),
    (19, "human voices", FEED, sub("Die Stimmen sind computererzeugt", "Es sprechen Menschen"), facts.DISCLOSED),
    (20, "a picture that is not there", FEED, item(f'<itunes:image href="{LINK}neu/weg.jpg"/>'), reading.THERE, ["neu/weg.jpg"]),
    (21, "built before the newest", FEED, sub("<lastBuildDate>.*?<", "<lastBuildDate>Mon, 01 Jan 2024 00:00:00 +0000<"), polling.BUILT),
    (24, "a backup", "neu/neu.mp3.bak", beside("neu.mp3.bak"), strays.RULE),
    (24, "what Windows left", "neu/Thumbs.db", beside("Thumbs.db"), strays.RULE),
    (25, "a draft", "entwurf.md", beside("entwurf.md", "---\ntitle: Geheim\n---\n"), strays.RULE),
    (30, "the text in another language", MP3, frame("USLT", lambda held: held[:1] + b"eng" + held[4:]), facts.IN_LANGUAGE),
    (31, "the tag in another language", MP3, frame("TLAN", lambda _: utf16("eng")), facts.IN_LANGUAGE),
    (32, "another year", MP3, frame("TYER", lambda _: utf16("1999")), facts.DATED),
    (36, "a phrase in another language", VTT, sub("<lang en>", "<lang fr>"), facts.IN_PART),
    (38, "a chapter's picture that is not there", JSON, chapter(1, img=f"{LINK}neu/weg.jpg"), chapters.PICTURE),
    (39, "chapters of another podcast", JSON, as_json(lambda table: table.update(podcastName="Anderswo")), facts.SAME),
    (39, "chapters at a place", JSON, chapter(1, location={"name": "Berlin", "geo": "geo:52,13"}), chapters.KNOWN),
    (41, "the sound of another", PAGE, sub('<audio([^>]*) src="neu.mp3"', r'<audio\1 src="../alt/alt.mp3"'), facts.PLAYS),
    (42, "plays by itself", PAGE, sub("<audio controls", "<audio autoplay controls"), deeds.AUTOPLAY),
    (43, "the page in another language", PAGE, sub('<html lang="de"', '<html lang="en"'), facts.IN_LANGUAGE),
    (44, "canonical elsewhere", PAGE, sub('rel="canonical" href="[^"]*"', 'rel="canonical" href="https://b.test/"'), facts.CANONICAL),
    (44, "hidden from search", PAGE, sub("<title>", '<meta name="robots" content="noindex"><title>'), deeds.HIDDEN),
    (45, "undisclosed", PAGE, sub("Die Stimmen sind computererzeugt.", ""), facts.DISCLOSED),
    (46, "no script in the script", "assets/player.js", data(lambda _: b""), index.ASSETS),
    (47, "no style in the style", "assets/style.css", data(lambda _: b" \n/* nothing */"), index.ASSETS),
    (48, "a cover of one pixel", EPUB, archived("EPUB/images/cover.jpg", PIXEL), facts.PICTURED),
    (48, "an empty cover", EPUB, archived("EPUB/images/cover.jpg", b""), book.WHOLE),
    (51, "contents that lead astray", EPUB, SWAPPED, epub.CONTENTS),
    (52, "the book in another language", EPUB, entry("EPUB/package.opf", "<dc:language>de", "<dc:language>en"), facts.IN_LANGUAGE),
    (54, "another year in the list", INDEX, sub('datetime="2024', 'datetime="2014'), facts.DATED),
]  # fmt: skip

KINDS = [
    ("an archive is hidden", "feed-1.xml", channel("<itunes:block>Yes</itunes:block>"), facts.MEANT),
    ("an episode is hidden", FEED, item("<itunes:block>Yes</itunes:block>"), polling.HIDDEN),
    ("no episode follows, as RFC 5005 says it", FEED, channel("<fh:complete/>"), facts.MEANT),
    ("asked on no day", FEED, channel("<skipDays>" + "".join(f"<day>{day}day</day>" for day in ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")) + "</skipDays>"), polling.ASKED),
    ("another title of the show", FEED, sub("<title>Stadt im Ohr", "<title>Land im Ohr"), facts.SAME),
    ("another author", FEED, sub("<itunes:author>Stadt", "<itunes:author>Land"), facts.SAME),
    ("another language of the show", FEED, sub("<language>de", "<language>fr"), facts.IN_LANGUAGE),
    ("another description", INDEX, sub('(<div>\n<h1>[^<]*</h1>\n<p>)', r"\1Nicht "), facts.SAME),
    ("another guid", FEED, sub("(<guid[^>]*>)........", r"\g<1>00000000"), facts.GUID.rule),
    ("a trailer", FEED, sub(">full<", ">trailer<"), facts.NUMBERED),
    ("a season that no other names", FEED, item("<itunes:season>3</itunes:season>"), facts.NUMBERED),
    ("another summary", PAGE, sub('name="description" content="Ein kurzes', 'name="description" content="Ein langes'), facts.SAME, [FEED]),
    ("another summary in the list", INDEX, sub("Ein kurzes", "Ein langes"), facts.SAME),
    ("notes that say more", FEED, sub("(&lt;p&gt;)(Kapitel|Ein kurzes)", r"\1Gesprochen von Menschen.&lt;/p&gt;&lt;p&gt;\2"), enclosed.NOTES),
    ("a date that is printed wrong", PAGE, sub("2. Mai 2024", "2. Mai 2023"), facts.DATED),
    ("a date that is marked wrong", PAGE, sub('datetime="2024-05-02"', 'datetime="2024-05-03"'), facts.DATED),
    ("a time of day", FEED, sub("<pubDate>Thu, 02 May 2024 00", "<pubDate>Thu, 02 May 2024 11"), facts.DATED),
    ("a length that is printed wrong", PAGE, sub("Dauer: 1 Min", "Dauer: 7 Min"), facts.LASTS),
    ("a length in the list that is wrong", INDEX, sub("Dauer: 1 Min", "Dauer: 2 Std"), facts.LASTS),
    ("a player of another length", PAGE, sub(r'data-duration="\d', 'data-duration="9'), facts.LASTS),
    ("somebody else on the page", PAGE, sub("Im Gespräch: Anna Süd", "Im Gespräch: Eva Ost"), facts.SPEAK),
    ("a download of another", PAGE, sub('<a href="neu.mp3" download', '<a href="../alt/alt.mp3" download'), facts.PLAYS),
    ("a link to hear another", PAGE, sub('class="hear" href="neu.mp3#t=', 'class="hear" href="../alt/alt.mp3#t='), facts.PLAYS),
    ("another feed", PAGE, sub('href="../feed.xml"', 'href="https://b.test/feed.xml"'), facts.SAME),
    ("another feed of the list", INDEX, sub('title="Stadt im Ohr" href="feed.xml"', 'title="Stadt im Ohr" href="feed-1.xml"'), facts.SAME),
    ("the list's canonical elsewhere", INDEX, sub('rel="canonical" href="[^"]*"', 'rel="canonical" href="https://b.test/"'), facts.MEANT),
    ("another cover on the page", PAGE, sub('data-cover="../cover.jpg"', 'data-cover="../other.jpg"'), facts.PICTURED),
    ("a page that leads away", PAGE, sub("<title>", '<meta http-equiv="refresh" content="0;url=https://b.test/"><title>'), deeds.MOVES),
    ("a link that runs", INDEX, sub('<a class="button" href="#latest"', '<a class="button" href="java&#10;script:alert(1)"'), deeds.RUNS),
    ("an attribute that runs", PAGE, sub("<main>", '<main onclick="alert(1)">'), deeds.RUNS),
    ("a frame of others", PAGE, sub("<main>", '<main><iframe title="x" src="https://b.test/"></iframe>'), deeds.FRAMED),
    ("a phrase without its language", PAGE, sub('<span lang="en">Miles</span>', "Miles"), facts.IN_PART),
    ("another phrase in a book", DAISY, entry("text.html", 'lang="en" xml:lang="en">Miles', 'lang="nl" xml:lang="nl">Miles'), facts.IN_PART),
    ("a transcript in another language", HTML, sub('lang="de"', 'lang="pl"'), facts.IN_LANGUAGE),
    ("a transcript of another", HTML, sub("<title>[^<]*", "<title>Alte Folge"), facts.SAME),
    ("a transcript of another page", HTML, sub('gespraeche/neu/"', 'gespraeche/alt/"'), facts.CANONICAL),
    ("the list in another language", INDEX, sub('<li lang="de"', '<li lang="it"'), facts.IN_LANGUAGE),
    ("another title in the list", INDEX, sub(">Neue Folge<", ">Neuere Folge<"), facts.SAME),
    ("chapters of another title", JSON, as_json(lambda table: table.update(title="Alte Folge")), facts.SAME),
    ("another title of the book", EPUB, entry("EPUB/package.opf", "(<dc:title[^>]*>)Neue", r"\1Alte"), facts.SAME),
    ("another day of the book", EPUB, entry("EPUB/package.opf", "<dc:date>2024", "<dc:date>2014"), facts.DATED),
    ("the guest asks in the book", EPUB, entry("EPUB/package.opf", ">ive<", ">ivr<"), facts.SPEAK),
    ("an undisclosed book", EPUB, entry("EPUB/package.opf", ">computererzeugte Stimme", ">Stimme"), facts.DISCLOSED),
    ("a chapter of the book in another language", EPUB, entry("EPUB/text1.xhtml", ' lang="de"', ' lang="en"'), facts.IN_LANGUAGE),
    ("the book's source elsewhere", EPUB, entry("EPUB/package.opf", "<dc:source>[^<]*", "<dc:source>https://b.test/"), facts.CANONICAL),
    ("another show of the book", EPUB, entry("EPUB/package.opf", ">Stadt im Ohr<", ">Land im Ohr<"), facts.SAME),
    ("an undisclosed talking book", DAISY, entry("ncc.html", "computererzeugte Stimme", "Stimme"), facts.DISCLOSED),
    ("another title of the talking book", DAISY, entry("ncc.html", 'name="dc:title" content="Neue', 'name="dc:title" content="Alte'), facts.SAME),
    ("somebody else in the talking book", DAISY, entry("ncc.html", 'content="Ben Nord"', 'content="Eva Ost"'), facts.SPEAK),
    ("human voices in the tag", MP3, frame("TXXX", lambda held: held.replace("computer".encode("utf-16-le"), "menschen".encode("utf-16-le"))), facts.DISCLOSED),
    ("somebody else in the channel", FEED, sub("<podcast:person", '<podcast:person role="guest">Eva Ost</podcast:person><podcast:person'), items.PERSON),
    ("another mailbox", FEED, sub('owner="presse', 'owner="privat'), facts.MEANT, ["feed-1.xml"]),
    ("both mailboxes a stranger's", FEED, sub("presse@[a-z.-]*", "privat@b.test", 0), facts.MEANT, ["feed-1.xml"]),
    ("a stranger's support", FEED, channel('<podcast:funding url="https://b.test/">Gib</podcast:funding>'), facts.MEANT),
    ("another category", FEED, sub('<itunes:category text="[^"]*"/?>', '<itunes:category text="True Crime"/>'), facts.MEANT),
    ("another order", FEED, sub("<itunes:type>episodic", "<itunes:type>serial"), facts.MEANT),
    ("another title for one app", FEED, item("<itunes:title>Alt</itunes:title>"), known.OURS),
    ("money for a stranger", FEED, channel('<podcast:value type="lightning"/>'), known.OURS),
    ("a file name instead of a description", FEED, sub('<podcast:image ([^>]*)alt="[^"]*"', r'<podcast:image \1alt="" id="a"'), known.OURS),
    ("questions that are no headings", PAGE, sub("<h2([^>]*)>(.*?)</h2>", r"<p\1>\2</p>", 0), pages.HEADED),
    ("another name above", PAGE, sub('data-initials="BN">Ben Nord', 'data-initials="BN">Anna Süd'), sentences.AGREE),
    ("a foreign script", PAGE, sub("</head>", '<script src="https://b.test/a.js"></script></head>'), deeds.FRAMED),
    ("no enlarging", PAGE, sub("initial-scale=1", "initial-scale=1, user-scalable=no"), deeds.ZOOM),
    ("hidden from screen readers", PAGE, sub("<main", '<main aria-hidden="true"'), deeds.SILENCED),
    ("a style without focus", "assets/style.css", data(lambda css: css + b":focus { outline: none }"), index.ASSETS),
    ("a script that plays", "assets/player.js", data(lambda js: js + b"play()"), index.ASSETS),
    ("a claim that is not true", EPUB, entry("EPUB/package.opf", ">ARIA<", ">signLanguage<"), epub.CLAIMS),
    ("a style that hides who speaks", EPUB, entry("EPUB/css/style.css", "$", ".speaker { display: none }"), epub.STYLED),
    ("the identifier of another book", DAISY, entry("ncc.html", "urn:uuid:........", "urn:uuid:00000000"), facts.IDENTIFIED.rule),
    ("a book of another", PAGE, sub('href="neu.epub"', 'href="../alt/alt.epub"'), facts.SAME),
    ("another transcript", PAGE, sub('href="transcript.srt"', 'href="../alt/transcript.srt"'), facts.SAME),
    ("another sound to embed", PAGE, sub("(&lt;audio [^>]*gespraeche/)neu/neu.mp3", r"\1alt/alt.mp3"), facts.PLAYS),
    ("another page to embed", PAGE, sub("(&lt;iframe src=&#34;[^&]*/)neu/", r"\1alt/"), facts.CANONICAL),
    ("human voices in the book", EPUB, entry("EPUB/package.opf", "Die Stimmen sind computererzeugt", "Menschen sprechen"), facts.DISCLOSED),
    ("contents of another book", EPUB, entry("EPUB/nav.xhtml", "<title>Neue", "<title>Alte"), facts.SAME),
    ("a talking book in another order", DAISY, both(entry("master.smil", "s0002.smil", "s.smil"), entry("master.smil", "s0003.smil", "s0002.smil"), entry("master.smil", "s.smil", "s0003.smil")), daisy.BOOK),
    ("mojibake in the list", INDEX, sub("</header>", "<p>FÃ¼r alle</p></header>"), mojibake.RULE),
    ("names of buttons exchanged", PAGE, both(sub("10 Sekunden zurück", "§"), sub("10 Sekunden vor", "10 Sekunden zurück"), sub("§", "10 Sekunden vor")), surroundings.WRITTEN),
    ("a button that cannot be reached", PAGE, sub('class="play"', 'class="play" tabindex="-1"'), surroundings.WRITTEN),
    ("a player that ends early", PAGE, sub(r' max="\d+"', ' max="1"'), surroundings.WRITTEN),
    ("a selection without a name", PAGE, sub('<label>Tempo <select name="rate">', '<label></label><select name="rate">'), surroundings.WRITTEN),
    ("a pace that is another", PAGE, sub('<option value="1.25">', '<option value="2.25">'), surroundings.WRITTEN),
    ("a button that does nothing", PAGE, sub('data-do="current"', 'data-do="now"'), surroundings.WRITTEN),
    ("nothing is announced", PAGE, sub(' role="status"', ""), surroundings.WRITTEN),
    ("a class that the script needs", PAGE, sub('class="status"', 'class="state"'), surroundings.WRITTEN),
    ("a bar that cannot be used", PAGE, sub(' hidden data-duration', ' inert hidden data-duration'), surroundings.WRITTEN),
    ("a placeholder that is none", PAGE, sub("{position} von", "{pos} von"), surroundings.WRITTEN),
    ("another episode's player", PAGE, sub('(<audio [^>]*)Neue Folge', r"\1Alte Folge"), surroundings.WRITTEN),
    ("help that names other keys", PAGE, sub("<dt>[^<]*", "<dt>Pos1"), surroundings.WRITTEN),
    ("no policy", PAGE, sub("<meta http-equiv[^>]*>\n", ""), surroundings.WRITTEN),
    ("another policy", PAGE, sub("script-src &#39;self&#39;", "script-src *"), surroundings.WRITTEN),
    ("written from right to left", PAGE, sub('<html lang="de"', '<html lang="de" dir="rtl"'), surroundings.WRITTEN),
    ("a paragraph more", PAGE, sub("</header>\n<section", "</header>\n<p>Werbung</p><section"), surroundings.WRITTEN),
    ("words that are struck out", PAGE, sub("Guten Tag", "<del>Guten</del> Tag"), talk.OURS),
    ("an app that is handed another feed", INDEX, sub("pktc://subscribe/", "pktc://subscribe/b.test/"), surroundings.WRITTEN),
    ("an app that nobody knows", INDEX, sub("overcast://", "evil://"), deeds.RUNS),
    ("data of something else", INDEX, sub('"PodcastSeries"', '"Organization"'), surroundings.WRITTEN),
    ("a script among the data", INDEX, sub('type="application/ld[+]json"', 'type="module"'), deeds.RUNS),
    ("another picture to share", PAGE, sub('(property="og:image" content=")[^"]*', r"\1https://b.test/a.jpg"), surroundings.WRITTEN),
    ("another code for telephones", INDEX, sub('<path stroke="#000" d="M', r"\g<0>1 1M"), surroundings.WRITTEN),
    ("a word more in the small player", EMBED, sub("Guten Tag", "Guten lieben Tag"), embed.SAME),
    ("the small player of another", EMBED, sub('src="neu.mp3"', 'src="../alt/alt.mp3"'), surroundings.WRITTEN),
    ("a small player without a name", EMBED, sub('aria-label="Hörfassung[^"]*"', 'aria-label=""'), surroundings.WRITTEN),
    ("a small cover that is none", "cover-150.jpg", data(lambda _: b"GIF89a"), artwork.SMALL),
    ("a small cover with more pixels", "cover-150.jpg", data(lambda _: artwork_made(600)), artwork.SMALL),
    ("a list that says what it is not", INDEX, sub('<ul class="episodes" role="list">', '<ul class="episodes" role="menu">'), surroundings.WRITTEN),
    ("a transcript with a script's name", HTML, sub("<body>", '<body class="x">'), surroundings.WRITTEN),
    ("a comment of a tagger", MP3, tag(lambda frames: frames.append(["COMM", b"\0\0", b"\x01deu" + "intern".encode("utf-16") + b"\0\0" + "Nein".encode("utf-16")])), known_frames.OURS),
    ("a gain", MP3, tag(lambda frames: frames.append(["TXXX", b"\0\0", b"\x01" + "REPLAYGAIN_TRACK_GAIN".encode("utf-16") + b"\0\0" + "+24 dB".encode("utf-16")])), known_frames.OURS),
    ("a frame of others", MP3, tag(lambda frames: frames.append(["TCOP", b"\0\0", utf16("Alle Rechte")])), known_frames.OURS),
    ("another comment", MP3, frame("COMM", lambda held: held.replace("kurzes".encode("utf-16-le"), "langes".encode("utf-16-le"))), facts.SAME),
    ("music", FEED, sub("<podcast:medium>podcast", "<podcast:medium>music"), "Podcast namespace"),
    ("another text of the cover", FEED, sub('(<podcast:image [^>]*alt=")[^"]*', r"\1cover.jpg"), facts.MEANT),
    ("more often", FEED, channel('<podcast:updateFrequency rrule="FREQ=DAILY">täglich</podcast:updateFrequency>'), facts.MEANT),
    ("a season's name", FEED, item('<podcast:season name="Eins">1</podcast:season>'), facts.NUMBERED),
    ("escaped twice", FEED, sub("<content:encoded>(.*?)</content:encoded>", lambda found: found[0].replace("&", "&amp;")), show_notes.ELEMENTS),
    ("a style for the feed", FEED, sub("<rss ", '<?xml-stylesheet href="https://b.test/x.xsl"?><rss '), facts.MEANT),
    ("a remark in the feed", FEED, sub("<channel>", "<channel><!-- intern -->"), facts.MEANT),
    ("voices that are none", FEED, sub('purpose="ai-content">true', 'purpose="ai-content">false'), facts.MEANT),
    ("a telephone of the owner", FEED, sub("<itunes:owner>", "<itunes:owner><itunes:phone>1</itunes:phone>"), facts.MEANT),
    ("a picture of a chapter", FEED, sub("<psc:chapter ", '<psc:chapter image="https://b.test/a.png" '), facts.MEANT),
    ("captions that are not called so", FEED, sub(' rel="captions"', ""), facts.MEANT),
    ("a paragraph behind the page", PAGE, sub("</html>", "</html><p>Werbung</p>"), surroundings.WRITTEN),
    ("no document type", PAGE, sub("<!DOCTYPE html>\n", ""), surroundings.WRITTEN),
    ("an entity that XML has not", FEED, sub("<title>Stadt", "<title>&uuml;ber Stadt"), feed.XML, ["feed-1.xml"]),
    ("a remark in the captions", VTT, sub("WEBVTT\n", "WEBVTT\n\nNOTE intern\n"), transcripts.OURS),
    ("captions that nobody sees", VTT, sub("WEBVTT\n", "WEBVTT\n\nSTYLE\n::cue { color: transparent }\n"), transcripts.OURS),
    ("squeezed captions", VTT, sub("(--> [0-9:.]+)", r"\1 size:3%"), transcripts.OURS),
    ("captions at another time", VTT, sub("WEBVTT\n", "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n"), transcripts.OURS),
    ("another show's domain", "CNAME", beside("CNAME", "b.test\n"), host_rules.LEADS),
    ("an old feed", "rss.xml", beside("rss.xml", "<rss/>"), strays.RULE),
    ("an editor's copy", "index.html~", beside("index.html~"), strays.RULE),
    ("an editor's swap file", ".feed.xml.swp", beside(".feed.xml.swp"), strays.RULE),
    ("what a Mac left", ".DS_Store", beside(".DS_Store"), strays.RULE),
    ("the settings", "show.toml", beside("show.toml"), strays.RULE),
]  # fmt: skip

ROWS = [
    *(pytest.param(*row[2:5], row[5] if len(row) > 5 else [], id=f"{row[0]:02} {row[1]}") for row in MISSES),
    *(pytest.param(*row[1:4], row[4] if len(row) > 4 else [], id=f"{row[1]}: {row[0]}") for row in KINDS),
]


@pytest.mark.parametrize(("file", "change", "rule", "also"), ROWS)
def test_it_is_found(broken: Any, file: Any, change: Any, rule: Any, also: Any) -> None:
    change(broken / file)
    as_written(broken)
    findings = checking.check(broken.parent, jobs=1, now=NOW).findings
    assert any(
        found.rule.startswith(rule) and found.file in {f"dist/{name}" for name in (file, *also)} for found in findings
    ), findings
    assert {found.file for found in findings} <= {f"dist/{name}" for name in (file, *also)}, findings
    assert all(found.message and found.remedy for found in findings)
