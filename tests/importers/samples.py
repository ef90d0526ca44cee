"""One small interview in every format that is read, and the writers for those that no library of ours writes."""

from __future__ import annotations

import html
import io
import json
import textwrap
import zipfile
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import docx

from attacks.printed import Print, pdf

PAIRS = [
    (
        "Frau Sander, wie kommt eine Mathematikerin zu einem Leuchtturm?",
        [
            (
                "Durch eine Wette im Studium. Ich hatte behauptet, dass man die Stufen schneller berechnet als steigt, und "
                "habe verloren. Seitdem wohne ich hier, und die Stufen zähle ich noch immer jeden Morgen."
            ),
            "Es sind hundertneunzehn. An schlechten Tagen fühlen sie sich an wie zweihundert, vor allem mit Einkäufen.",
        ],
    ),
    (
        "Was sehen Sie von dort oben als Erstes?",
        [
            "Das Wetter von morgen. Es kommt immer aus derselben Richtung, und man hat fast einen Tag, um sich zu ärgern."
        ],
    ),
    (
        "Haben Sie manchmal Angst in der Nacht?",
        ["Vor dem Meer nicht. Vor der Treppe schon, wenn die Lampe ausfällt und ich das Geländer nicht finde."],
    ),
    (
        "Wer übernimmt den Turm nach Ihnen?",
        ["Meine Nichte, wenn sie die Wette gewinnt. Sie steigt allerdings sehr langsam und rechnet sehr gut."],
    ),
]


# --- PDF ----------------------------------------------------------------------------------------------------------


def flow(paragraphs: Sequence[tuple[str, str]], width: int) -> list[tuple[str, str]]:
    """Paragraphs as lines of at most ``width`` letters, each with its font; an empty one between two."""
    lines: list[tuple[str, str]] = []
    for font, text in paragraphs:
        lines += [*((font, line) for line in textwrap.wrap(text, width)), ("", "")]
    return lines


def in_columns(lines: Sequence[tuple[str, str]], *, columns: int, rows: int, width: float) -> list[list[Print]]:
    """Lines set in columns, as many pages as they need, each with a running head and its number."""
    pages: list[list[Print]] = []
    for start in range(0, len(lines), rows * columns):
        page: list[Print] = [
            (60, 810, "plain", 8, "Der Inselbote"),
            (290, 30, "plain", 8, str(len(pages) + 7)),
        ]
        for index, (font, text) in enumerate(lines[start : start + rows * columns]):
            column, row = divmod(index, rows)
            if text:
                page.append((60 + column * width, 760 - 12 * row, font, 10, text))
        pages.append(page)
    return pages


# --- the interview in each format ---------------------------------------------------------------------------------


def _paragraphs() -> list[tuple[str, str]]:
    return [item for question, answer in PAIRS for item in (("bold", question), *(("plain", text) for text in answer))]


def _pdf_columns() -> bytes:
    return pdf(in_columns(flow(_paragraphs(), 36), columns=2, rows=14, width=250))


def _pdf() -> bytes:
    return pdf(in_columns(flow(_paragraphs(), 70), columns=1, rows=15, width=0))


def _rtf() -> bytes:
    def escaped(text: str) -> str:
        return "".join(letter if letter < "\x80" else f"\\u{ord(letter)}?" for letter in text)

    body = "".join(
        f"\\pard {{\\b {escaped(text)}}}\\par\n" if font == "bold" else f"\\pard {escaped(text)}\\par\n"
        for font, text in _paragraphs()
    )
    return f"{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Times;}}}}{body}}}".encode("ascii")


ODT_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in {
        "office": "office", "text": "text", "style": "style", "table": "table", "draw": "drawing",
        "fo": "xsl-fo-compatible", "svg": "svg-compatible",
    }.items()
)  # fmt: skip


def odt(body: str, styles: str = "") -> bytes:
    """An OpenDocument text with ``body`` as its text."""
    return packed({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {ODT_NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
    })  # fmt: skip


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _odt() -> bytes:
    style = '<style:style style:name="bold"><style:text-properties fo:font-weight="bold"/></style:style>'
    body = "".join(f'<text:p text:style-name="{font}">{html.escape(text)}</text:p>' for font, text in _paragraphs())
    return odt(body, style)


def _docx() -> bytes:
    document = docx.Document()
    for font, text in _paragraphs():
        document.add_paragraph().add_run(text).bold = font == "bold"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _eml() -> bytes:
    body = "\n\n".join(
        "\n".join(f"> {line}" for line in textwrap.wrap(question, 60)) + "\n\n" + "\n\n".join(answer)
        for question, answer in PAIRS
    )
    head = (
        "Date: Mon, 3 May 2027 10:30:00 +0200\nFrom: Ida Sander <ida@turm.example>\nTo: redaktion@bote.example\n"
        "Subject: =?utf-8?q?Re=3A_Fragen_zum_T=C3=BCrmen?=\nMIME-Version: 1.0\nMessage-ID: <1@turm.example>\n"
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
    )
    return f"{head}\n{body}\n".encode()


def _turns() -> list[tuple[str, str]]:
    return [
        turn
        for question, answer in PAIRS
        for turn in (("Jo Berg", question), *(("Ida Sander", text) for text in answer))
    ]


def _cues(turns: Sequence[tuple[str, str]]) -> list[tuple[int, int, str, str]]:
    """Turns cut to cues of six words; each turn of which the speaker goes on begins after a silence."""
    cues: list[tuple[int, int, str, str]] = []
    second = 1
    for before, (speaker, text) in pairwise([("", ""), *turns]):
        second += 5 if before[0] == speaker else 0
        words = text.split()
        for start in range(0, len(words), 6):
            cues.append((second, second + 2, speaker, " ".join(words[start : start + 6])))
            second += 2
    return cues


def _vtt() -> bytes:
    cues = (f"00:{a // 60:02}:{a % 60:02}.000 --> 00:{b // 60:02}:{b % 60:02}.000\n<v {who}>{text}</v>\n" for a, b, who, text in _cues(_turns()))  # fmt: skip
    return ("WEBVTT\n\nNOTE made by hand\n\n" + "\n".join(f"cue-{n}\n{cue}" for n, cue in enumerate(cues))).encode()


def _srt() -> bytes:
    blocks, before = [], ""
    for number, (a, b, who, text) in enumerate(_cues(_turns()), start=1):
        label = f"{who}: " if who != before else ""
        times = f"00:{a // 60:02}:{a % 60:02},000 --> 00:{b // 60:02}:{b % 60:02},000"
        blocks.append(f"{number}\r\n{times}\r\n{label}{text}\r\n")
        before = who
    return "\r\n".join(blocks).encode()


def _json() -> bytes:
    segments = [{"speaker": who, "startTime": a, "endTime": b, "body": text} for a, b, who, text in _cues(_turns())]
    return json.dumps({"version": "1.0.0", "segments": segments}).encode()


def _timed_text() -> bytes:
    turns = [(question, "\n\n".join(answer)) for question, answer in PAIRS]
    return "\n\n".join(
        f"Jo Berg  {number}:05\n{question}\n\nIda Sander  {number}:15\n{answer}"
        for number, (question, answer) in enumerate(turns)
    ).encode()


def _markdown() -> bytes:
    parts = [f"**{text}**" if font == "bold" else text for font, text in _paragraphs()]
    return (
        '+++\ntitle = "Hundertneunzehn Stufen"\n+++\n\n{{< figure src="turm.jpg" >}}\n\n' + "\n\n".join(parts)
    ).encode()


def _html() -> bytes:
    body = "".join(
        f"<p><strong>{html.escape(text)}</strong></p>\n" if font == "bold" else f"<p>{html.escape(text)}</p>\n"
        for font, text in _paragraphs()
    )
    return f"<html><body><main>{body}</main></body></html>".encode()


def _wordpress() -> bytes:
    body = "\n\n".join(f"<strong>{text}</strong>" if font == "bold" else text for font, text in _paragraphs())
    return f'[caption id="a1" width="300"]<img src="a.jpg" alt=""> Der Turm[/caption]\n\n{body}'.encode()


FORMATS: Mapping[str, Callable[[], bytes]] = {
    "a.pdf": _pdf,
    "columns.pdf": _pdf_columns,
    "a.rtf": _rtf,
    "a.odt": _odt,
    "a.docx": _docx,
    "a.eml": _eml,
    "a.vtt": _vtt,
    "a.srt": _srt,
    "a.json": _json,
    "a.txt": _timed_text,
    "a.md": _markdown,
    "a.html": _html,
    "wordpress.html": _wordpress,
}
