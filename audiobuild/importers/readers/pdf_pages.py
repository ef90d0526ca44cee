"""PDF → pages of spans, read in a process that is ended when it takes too long or too much (:mod:`.pdf_glyphs`)."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audiobuild.errors import ContentError, Problem
from audiobuild.importers.readers import pdf_glyphs
from audiobuild.messages import Message, msg

SECONDS = 40
"""A book of 400 pages takes 10."""
_ALONE = msg(
    "Save the pages of the interview alone (print them into a PDF), or copy their text into a file, and import that."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """Text in one font on one line, in points from the lower left corner of the page. ``base`` is its base line,
    ``spaced`` says that a gap is before it, ``raised`` that it stands above the line, small."""

    text: str
    left: float
    right: float
    base: float
    size: float
    strong: bool
    emphasis: bool
    colour: str
    spaced: bool
    raised: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """The spans of a page in the order of the file; ``pictures`` is how many there are on it, ``turned`` what is written
    upwards or aslant."""

    width: float
    height: float
    spans: tuple[Span, ...]
    pictures: int = 0
    turned: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pages:
    """What a PDF holds, and who it says made it."""

    pages: tuple[Page, ...]
    author: str


def pages(source: bytes, *, name: str) -> Pages:
    """The pages of a PDF.

    Raises :class:`audiobuild.errors.ContentError` for one that is encrypted, broken, too long, or has no text.
    """
    command = [sys.executable, "-P", str(Path(pdf_glyphs.__file__))]
    try:
        done = subprocess.run(command, input=source, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 ours
    except subprocess.TimeoutExpired as error:
        raise _refused(name, msg("takes longer than {} seconds to read", SECONDS), _ALONE) from error
    records = [json.loads(line) for line in done.stdout.splitlines() if line.endswith(b"}")]
    head, *read = records or [{"error": "broken"}]
    if head.get("error") == "encrypted":
        remedy = msg(
            "Open it with its password, print it into a new PDF or copy its text into a file, and import that."
        )
        raise _refused(name, msg("is a PDF locked with a password"), remedy)
    if head.get("error"):
        raise _refused(
            name, msg("is no PDF that can be opened"), msg("Save it again as PDF, or copy its text into a file.")
        )
    if done.returncode or head["pages"] > pdf_glyphs.MOST_PAGES or len(read) < head["pages"]:
        raise _refused(name, msg("is a PDF too large or too odd to read"), _ALONE)
    found = Pages(pages=tuple(map(_page, read)), author=str(head.get("author") or ""))
    _check(found, name)
    return found


def _page(record: dict[str, Any]) -> Page:
    spans = tuple(Span(**dict(zip(Span.__slots__, span, strict=False))) for span in record["spans"])
    return Page(**(record | {"spans": spans}))


def _check(found: Pages, name: str) -> None:
    """Refuses pictures of pages, and text whose letters are not told."""
    text = "".join(span.text for page in found.pages for span in page.spans)
    letters, pictures = sum(map(str.isalpha, text)), sum(page.pictures for page in found.pages)
    ocr = msg(
        "Have its text recognised first (for example: ocrmypdf scan.pdf text.pdf), read it over, and import that."
    )
    if letters < 20 * len(found.pages) and (pictures or not letters):
        raise _refused(name, msg("is a PDF of pictures without text, a scan"), ocr)
    unknown = sum(letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff" or letter < " " for letter in text)
    if unknown > 0.2 * max(len(text), 1):
        raise _refused(name, msg("is a PDF that does not tell which letters it shows"), ocr)


def _refused(name: str, message: Message, remedy: Message) -> ContentError:
    return ContentError(Problem(place=name, message=message, remedy=remedy))
