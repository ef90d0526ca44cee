"""What is no text, by its first bytes or its name, and what to do instead. A file that an editor has ends in an interview or
in a sentence that says how it becomes one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from audiobuild.errors import ContentError, Problem
from audiobuild.messages import Message, msg

_SOUND = msg(
    "Have it transcribed first (many programs and services can; most know who speaks), and import the transcript: .vtt, .srt, "
    ".json or text."
)
_PICTURE = msg(
    "Have its text recognised first (a phone can copy text from a picture), read it over, save it as text, and import "
    "that."
)
_OFFICE = msg("Open it and save it as .docx or .odt, and import that.")
_UNPACK = msg("Unpack it, and import the file in it that has the interview.")
_TABLE = msg("Copy the columns with the questions and the answers into a text document, and import that.")
_SLIDES = msg("Copy the text of the interview into a text document, and import that.")
_TEXT = msg("Copy its text into a text document, and import that.")
_BYTES = msg(
    "Import plain text, HTML, Markdown, PDF, RTF, .docx, .odt, .eml, a transcript (.vtt, .srt, .json) or a web address."
)

_SIGNS: tuple[tuple[re.Pattern[bytes], Message, Message], ...] = (
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), msg("is a file of an old Office (.doc, .xls, .msg)"), _OFFICE),
    (
        re.compile(
            rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|II\*\x00|MM\x00\*|BM.{4}\x00{4}|8BPS|....ftyp(?:hei[cx]|mif1|avif)",
            re.DOTALL,
        ),
        msg("this is no text: it is a picture"),
        _PICTURE,
    ),
    (
        re.compile(
            rb"ID3|\xff[\xf2\xf3\xfa\xfb]|RIFF....(?:WAVE|AVI )|OggS|fLaC|....ftyp|\x1aE\xdf\xa3|#!AMR|FORM....AIF|caff|MThd",
            re.DOTALL,
        ),
        msg("this is no text: it is a recording"),
        _SOUND,
    ),
    (
        re.compile(rb"7z\xbc\xaf\x27\x1c|Rar!|\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ|PK\x05\x06|\x28\xb5\x2f\xfd"),
        msg("is packed"),
        _UNPACK,
    ),
    (re.compile(rb"ITSF|.{60}BOOKMOBI", re.DOTALL), msg("is an e-book"), _TEXT),
)  # fmt: skip
"""The first bytes of kinds of files (https://www.iana.org/assignments/media-types, and what each format's own text says)."""

_PARTS: tuple[tuple[str, Message, Message], ...] = (
    ("xl/workbook.xml", msg("is a spreadsheet"), _TABLE),
    ("xl/workbook.bin", msg("is a spreadsheet"), _TABLE),
    ("ppt/presentation.xml", msg("is a set of slides"), _SLIDES),
    ("Index/Document.iwa", msg("is a document of Pages"), msg("In Pages: File, Export To, Word. Import that.")),
    ("Index.zip", msg("is a document of Pages"), msg("In Pages: File, Export To, Word. Import that.")),
    ("META-INF/container.xml", msg("is an e-book"), _TEXT),
)
"""Parts by which zip files are known."""

_SUFFIXES: Mapping[str, tuple[Message, Message]] = {
    ".csv": (msg("is a table"), _TABLE),
    ".tsv": (msg("is a table"), _TABLE),
    ".xls": (msg("is a spreadsheet"), _TABLE),
    ".numbers": (msg("is a spreadsheet"), _TABLE),
    ".pages": (msg("is a document of Pages"), msg("In Pages: File, Export To, Word. Import that.")),
    ".key": (msg("is a set of slides"), _SLIDES),
    ".msg": (
        msg("is a message of Outlook"),
        msg("In Outlook, save it as text or HTML, or drag it out of another mail program as .eml."),
    ),
}  # fmt: skip
_MEDIA_TYPES = {"text/csv": ".csv", "text/tab-separated-values": ".tsv"}


def by_bytes(source: bytes, name: str) -> None:
    """Raises :class:`audiobuild.errors.ContentError` for what is known to be no document."""
    for sign, message, remedy in _SIGNS:
        if sign.match(source[:100]):
            raise refused(name, message, remedy)


def by_name(suffix: str, media_type: str, name: str) -> None:
    """The same for what the name or HTTP says."""
    suffix = _MEDIA_TYPES.get(media_type, suffix)
    if suffix in _SUFFIXES:
        raise refused(name, *_SUFFIXES[suffix])


def by_parts(parts: frozenset[str], name: str) -> None:
    """The same for a zip file with such parts, if it is no document that is read."""
    for part, message, remedy in _PARTS:
        if part in parts:
            raise refused(name, message, remedy)
    if "word/document.xml" not in parts and "[Content_Types].xml" not in parts:
        raise refused(name, msg("is packed"), _UNPACK)


def no_text(name: str) -> ContentError:
    """The error for bytes of which nothing is known."""
    return refused(name, msg("this is no text: it holds bytes that no text has"), _BYTES)


def no_transcript(name: str) -> ContentError:
    """The error for JSON that is something else."""
    remedy = msg(
        'A transcript has a list "segments" of {{"speaker", "startTime", "body"}} (Podcasting 2.0). '
        "Else copy the text into a text document, and import that."
    )
    return refused(name, msg("is JSON, but no transcript"), remedy)


def refused(name: str, message: Message, remedy: Message) -> ContentError:
    """An error of a source, with what to do."""
    return ContentError(Problem(place=name, message=message, remedy=remedy))
