"""What is read and not heard, read back: braille on its pages, and the transcript for word processors."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar
from xml.etree import ElementTree as Xml

from audiobuild.checking.finding import File, Finding
from audiobuild.checking.publications.book import WHOLE
from audiobuild.checking.reading import THERE
from audiobuild.checking.statements import Statement, books
from audiobuild.inputs.files import is_file
from audiobuild.languages.words import words
from audiobuild.messages import msg, words_of
from audiobuild.publication.addresses import EpisodeFiles

CELLS = msg("PEF 2008-1 and BRF: a page has as many lines and cells as it says, and both files have the same")
SAME = msg("EN 301 549, 10: a transcript says what is said")

_PEF = "{http://www.daisy.org/ns/2008/pef}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BROKEN = (
    *(OSError, ValueError, LookupError, SyntaxError, EOFError, NotImplementedError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error, struct.error),
)
_ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
"""The alphabet of North American ASCII braille: the character of each cell, in the order of Unicode."""
_CELL = {character: chr(0x2800 + dots) for dots, character in enumerate(_ASCII)}
_MOST = 3

_T = TypeVar("_T")
Pages = list[list[str]]


def check(page: File, offered: frozenset[str], said: Sequence[str], findings: list[Finding]) -> list[Statement]:
    """What these files state of the episode. ``offered`` are the names that the page links to, ``said`` the sentences on it."""
    files = EpisodeFiles(page.path.parent.name)
    brf, pef, docx = (page.beside(name) for name in (files.brf, files.pef, files.docx))
    statements: list[Statement] = []
    there = [file for file in (pef, brf, docx) if is_file(file.path) or file.path.name in offered]
    cells = _readable(brf, _ascii, findings) if brf in there else None
    if pef in there:
        statements += _readable(pef, partial(_braille, ascii_cells=cells, brf=brf, findings=findings), findings) or ()
    if docx in there:
        statements += _readable(docx, partial(_document, said=said, findings=findings), findings) or ()
    return statements


def _readable(file: File, read: Callable[[File], _T], findings: list[Finding]) -> _T | None:
    try:
        return read(file)
    except FileNotFoundError:
        findings.append(file.finding(THERE, msg("is missing")))
    except _BROKEN as error:
        findings.append(file.finding(WHOLE, msg("cannot be read: {}", words_of(error))))
    return None


def _braille(pef: File, *, ascii_cells: Pages | None, brf: File, findings: list[Finding]) -> list[Statement]:
    root = Xml.fromstring(pef.path.read_bytes())  # noqa: S314 expat knows no other files
    pages = [[row.text or "" for row in page.iter(f"{_PEF}row")] for page in root.iter(f"{_PEF}page")]
    volume = root.find(f".//{_PEF}volume")
    columns, rows = (int((volume.get(name) if volume is not None else None) or 0) for name in ("cols", "rows"))
    findings += _pages(pef, pages, columns, rows)
    if ascii_cells is not None and ascii_cells != [[row.rstrip("⠀") for row in page] for page in pages]:
        findings.append(brf.finding(CELLS, msg("holds other cells than {}", pef.path.name)))
    return list(books.pef(pef, root))


def _pages(file: File, pages: Iterable[Sequence[str]], columns: int, rows: int) -> Iterator[Finding]:
    for number, page in enumerate(pages, 1):
        longest = max(map(len, page), default=0)
        if len(page) > rows or longest > columns:
            message = msg(
                "page {} has {} lines of up to {} cells, not {} of {}", number, len(page), longest, rows, columns
            )
            yield file.finding(CELLS, message)
        elif not all("⠀" <= cell <= "⠿" for row in page for cell in row):
            yield file.finding(CELLS, msg("page {} holds what is no cell of six dots", number))


def _ascii(file: File) -> Pages:
    """The pages of a BRF in Unicode braille."""
    *pages, rest = file.path.read_bytes().decode("ascii").split("\f")
    if not pages:
        raise ValueError(msg("is empty"))
    if rest:
        raise ValueError(msg("does not end with a form feed"))
    return [["".join(_CELL[one] for one in row).rstrip("⠀") for row in page.split("\r\n")[:-1]] for page in pages]


def _document(file: File, *, said: Sequence[str], findings: list[Finding]) -> list[Statement]:
    with zipfile.ZipFile(file.path) as archive:
        parts = [Xml.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "footnotes")]  # noqa: S314
        core = Xml.fromstring(archive.read("docProps/core.xml"))  # noqa: S314
    text = " ".join(_words("".join(_texts(parts))))
    known, own = set(text.split()), words(books.language_of(core))
    labels = {*_words(own.picture), *_words(own.table), *_words(own.footnote.format(number=""))}
    missing = [one for one in said if not _is_in(_words(one), text, known | labels)]
    findings += (file.finding(SAME, msg("does not say {!r}", one[:60])) for one in missing[:_MOST])
    return list(books.docx(file, core))


def _texts(parts: Iterable[Xml.Element]) -> Iterator[str]:
    """What is printed, and what pictures are described with."""
    for element in (element for part in parts for element in part.iter()):
        if element.tag == f"{_W}t":
            yield element.text or ""
        elif element.tag == f"{_W}p":
            yield " "
        elif element.tag.endswith("}docPr"):
            yield f" {element.get('descr', '')} "


def _is_in(sentence: Sequence[str], text: str, known: set[str]) -> bool:
    """A row of a table, a note, or a picture is set in another way, of the same words."""
    return " ".join(sentence) in text or known.issuperset(sentence)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
