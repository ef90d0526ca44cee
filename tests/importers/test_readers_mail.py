"""A talk by mail: who is quoted asks, who quotes answers, in whatever way a mail program says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import starmap

import pytest

from audiobuild.importers import Wishes, read, readers
from audiobuild.importers.readers import mail_names
from audiobuild.importers.review import as_json

TALK = [
    ("When did you join the rowing club?", "In 1998, straight after university. I could not row, but I could drive the minibus."),
    ("What was your best race?", "Henley in 2006. We lost by a foot and I have never been happier."),
    ("What's next for you?", "I'm going to coach the juniors. Somebody has to drive the minibus."),
]  # fmt: skip
HEAD = (
    'From: "Holt, Grace" <grace@holt.example>\nTo: Editor <editor@club.example>\nSubject: Re: Questions\n'
    'Date: Mon, 11 Mar 2024 18:40:02 +0000\nMIME-Version: 1.0\nContent-Type: text/{}; charset="utf-8"\n\n'
)
WROTE = "On Sun, 10 Mar 2024 at 20:11, Martin Wells <editor@club.example> wrote:\n"


def interleaved() -> str:
    return "".join(f"> {question}\n\n{answer}\n\n" for question, answer in TALK)


def answered() -> str:
    return f"{HEAD.format('plain')}Hi Martin,\n\nsee below.\n\n{WROTE}> Dear Grace,\n>\n{interleaved()}> Best,\n> Martin\n\nCheers,\nGrace\n"


def quoted_line() -> str:
    """As Apple Mail writes, which quotes the line that says who is quoted."""
    return f"{HEAD.format('plain')}> {WROTE}> \n{interleaved()}"


def wrapped_line() -> str:
    line = "On Sun, 10 Mar 2024 at 20:11, Martin Wells <a.very.long.address@club.example>\nwrote:\n\n"
    return HEAD.format("plain") + line + interleaved()


def quoted_twice() -> str:
    """The editor has the last word."""
    head = HEAD.format("plain").replace('"Holt, Grace" <grace@holt.example>', "Martin Wells <editor@club.example>")
    own = "".join(f">> {question}\n>\n> {answer}\n\n" for question, answer in TALK)
    return f"{head}Thank you, Grace.\n\nGrace Holt wrote:\n> {WROTE}{own}"


def forwarded() -> str:
    head = HEAD.format("plain").replace('"Holt, Grace" <grace@holt.example>', "Bote <bote@club.example>")
    fields = "From: Grace Holt <grace@holt.example>\nDate: Mon, 11 Mar 2024\nSubject: Re: Questions\nTo: Martin\n"
    return f"{head}For you.\n\n---------- Forwarded message ---------\n{fields}\n{WROTE}{interleaved()}"


def attached() -> str:
    head = HEAD.format("x").replace('"Holt, Grace" <grace@holt.example>', "Bote <bote@club.example>")
    head = head.replace('text/x; charset="utf-8"', 'multipart/mixed; boundary="b"')
    inner = HEAD.format("plain") + WROTE + interleaved()
    return f"{head}--b\nContent-Type: text/plain\n\nFor you.\n--b\nContent-Type: message/rfc822\n\n{inner}\n--b--\n"


def blockquotes() -> str:
    def pair(question: str, answer: str) -> str:
        return f"<blockquote type='cite'><p>{question}</p></blockquote><p>{answer}</p>"

    return (
        f"{HEAD.format('html')}<div class='moz-cite-prefix'>Am 10.03.24 um 20:11 schrieb Martin Wells:<br></div>"
        + "".join(starmap(pair, TALK))
    )


def outlook(form: str) -> str:
    fields = "<b>Von:</b> Wells, Martin<br><b>Gesendet:</b> Sonntag, 10. März 2024 20:11<br><b>An:</b> Grace Holt"
    talk = "".join(form.format(question, answer) for question, answer in TALK)
    own = '<p><span style="color:#1F497D">Hi Martin, see below.</span></p>'
    return (
        f"{HEAD.format('html')}{own}<div><p>{fields}</p></div><p>Dear Grace,</p>{talk}<p>Kind regards</p><p>Martin</p>"
    )


def in_blue() -> str:
    return outlook('<p>{}</p><p><span style="color:#0070C0">{}</span></p>')


def in_blue_below() -> str:
    return outlook('<p>{}<br><span style="color:#0070C0">{}</span></p>')


def pasted() -> str:
    fields = "Von: Grace Holt\nGesendet: Montag, 11. März 2024 18:40\nAn: Martin Wells\nBetreff: Re: Questions\n"
    return f"{fields}\nHi Martin,\n\nMartin Wells wrote:\n{interleaved()}"


@pytest.mark.parametrize(
    "message",
    [answered, quoted_line, wrapped_line, quoted_twice, forwarded, attached, blockquotes, in_blue, in_blue_below, pasted],
)  # fmt: skip
def test_who_is_quoted_asks_and_who_quotes_answers(message: Callable[[], str]) -> None:
    found = as_json(read(message().encode(), Wishes(), name="a.txt"))
    pairs = [(pair["question"], *(text for answer in pair["answers"] for text in answer["paragraphs"])) for pair in found["pairs"]]  # fmt: skip
    speakers = [(speaker["name"], speaker["role"]) for speaker in found["speakers"]]
    assert (pairs, speakers) == (TALK, [("Martin Wells", "question"), ("Grace Holt", "answer")])
    assert not any(pair["unsure"] for pair in found["pairs"])


def test_the_date_of_a_message_is_that_of_its_header() -> None:
    assert readers.read(answered().encode(), name="a.eml").date == date(2024, 3, 11)
    assert read(answered().encode(), Wishes(), name="a.eml").interview.about.date == date(2024, 3, 11)


def test_who_is_quoted_without_a_name_has_a_letter() -> None:
    source = HEAD.format("plain").replace("To: Editor <editor@club.example>", "To: editor@club.example") + interleaved()
    labels = [block.text for block in readers.read(source.encode(), name="a.eml").blocks if block.text.endswith(":")]
    assert labels == ["Q:", "Grace Holt:"] * 3


def test_whoever_sends_a_reply_without_quotation_marks_answers() -> None:
    numbered = "".join(f"{number}. {question}\n{answer}\n\n" for number, (question, answer) in enumerate(TALK, start=1))
    document = readers.read((HEAD.format("plain") + numbered).encode(), name="a.eml")
    assert (document.author, document.people) == ("Editor", "Holt, Grace")


def test_a_talk_that_nobody_named_is_in_has_no_labels() -> None:
    assert [block.text for block in readers.read(interleaved(), name="a.txt").blocks] == [
        text for pair in TALK for text in pair
    ]


def test_lines_that_a_mail_program_wrapped_are_joined() -> None:
    body = (
        "> Wie hat die Feuerwehr angefangen?\n\nMit zwölf Männern, einer Handpumpe und einem Pferd, das der\nBrauerei gehörte. "
        "Wenn es brannte, gab es eben kein Bier.\n\n> Und heute?\n\nKurz und\ngut.\n"
    )
    document = readers.read((HEAD.format("plain") + body).encode(), name="a.eml")
    assert [block.text for block in document.blocks if not block.text.endswith(":")] == [
        "Wie hat die Feuerwehr angefangen?",
        "Mit zwölf Männern, einer Handpumpe und einem Pferd, das der Brauerei gehörte. Wenn es brannte, gab es eben kein Bier.",
        "Und heute?",
        "Kurz und",
        "gut.",
    ]


def test_signatures_wherever_they_stand() -> None:
    body = "> Wer?\n> -- \n> Jo\n> Turm 2\n\nIch, immer.\n\n-- \nIda\n"
    document = readers.read((HEAD.format("plain") + body).encode(), name="a.eml")
    assert [(block.region, block.text) for block in document.blocks] == [
        ("", "Wer?"), ("signature", "Jo"), ("signature", "Turm 2"), ("", "Ich, immer."), ("signature", "Ida"),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_name_in_the_header_that_is_not_encoded(encoding: str) -> None:
    head = HEAD.format("plain").replace('"Holt, Grace"', "Jens Krüger")
    found = readers.read(head.encode(encoding) + b"> Wer?\n\nIch.\n\n> Wo?\n\nHier.\n", name="a.eml")
    assert found.people == "Jens Krüger"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("On 3/10/24 8:11 PM, Martin Wells wrote:", "Martin Wells"),
        ("On Mar 10, 2024, at 8:11 PM, Martin Wells <m@w.example> wrote:", "Martin Wells"),
        ("On Sunday, Martin Wells wrote:", "Martin Wells"),
        ("Martin Wells <m@w.example> wrote on 10.03.2024 20:11:", "Martin Wells"),
        ("Quoting Martin Wells <m@w.example>:", "Martin Wells"),
        ("Am Di., 14. Mai 2024 um 15:30 Uhr schrieb Petra Lindner <p@l.example>:", "Petra Lindner"),
        ("Am Dienstag, 14. Mai 2024, 15:30:00 MESZ hat Petra Lindner Folgendes geschrieben:", "Petra Lindner"),
        ('"Lindner, Petra" <p@l.example> schrieb am 14.05.2024 15:30 MESZ:', "Petra Lindner"),
        ("Le dim. 10 mars 2024 à 20:11, Jean de La Tour <j@t.example> a écrit :", "Jean de La Tour"),
        ("El dom, 10 mar 2024 a las 20:11, Ana Gil (<a@g.example>) escribió:", "Ana Gil"),
        ("Il giorno dom 10 mar 2024 alle ore 20:11 Marco Neri <m@n.example> ha scritto:", "Marco Neri"),
        ("Op zo 10 mrt 2024 om 20:11 schreef Jan van den Berg <j@b.example>:", "Jan van den Berg"),
        ("niedz., 10 mar 2024 o 20:11 Ewa Kos <e@k.example> napisał(a):", "Ewa Kos"),
        ("W dniu 10.03.2024 o 20:11, Ewa Kos pisze:", "Ewa Kos"),
        ("Em dom., 10 de mar. de 2024 às 20:11, Rui Sá <r@s.example> escreveu:", "Rui Sá"),
        ("2024-03-10 20:11 GMT+01:00 Martin Wells <m@w.example>:", "Martin Wells"),
        ("On Sun, 10 Mar 2024, editor@club.example wrote:", ""),
    ],
)
def test_the_line_above_a_quotation(line: str, name: str) -> None:
    assert mail_names.says_who_wrote(line)
    assert mail_names.who_wrote(line) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Von: Lindner, Petra <p@l.example>", "Petra Lindner"),
        ("From: Martin Wells [mailto:m@w.example]", "Martin Wells"),
        ("De : Élise Roux", "Élise Roux"),
        ("*Da:* Marco Neri (Redazione) <m@n.example>", "Marco Neri"),
        ("From: m@w.example", ""),
    ],
)
def test_a_header_field_in_the_text(line: str, name: str) -> None:
    assert mail_names.name(mail_names.fields([line])["from"]) == name
