"""Page, EPUB and DAISY book read back from dist/: which sentence is printed, and when it is heard.

The proof that the three tell one truth. Validators do not give it: EPUBCheck passes clips that overlap or lie beyond their
audio, sentences that nobody reads, and an active class without a style (docs/standards.md#epub-3).
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import zip_longest
from urllib.parse import unquote

from lxml.html import HtmlElement

from audiobuild.checking.finding import File, Finding
from audiobuild.checking.majority import most
from audiobuild.checking.publications import daisy, epub, page, setting
from audiobuild.checking.publications.book import WHOLE
from audiobuild.checking.publications.narration import TRUTH, Narration
from audiobuild.checking.reading import THERE
from audiobuild.inputs.files import is_file
from audiobuild.messages import msg, words_of

__all__ = ["check", "daisy", "epub", "page"]

SET = msg("WCAG 2.2, 1.3.1: what the looks of a text say is in page and books alike")

_BROKEN = (
    *(OSError, ValueError, LookupError, SyntaxError, EOFError, NotImplementedError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error, struct.error),
)
"""What zipfile and expat raise for damaged files, and we where an element is missing (LookupError)."""


def check(
    page_file: File, tree: HtmlElement | None, duration_ms: int | None, findings: list[Finding]
) -> Mapping[File, Narration]:
    """What page and books say, as far as they can be read, and all that is wrong with them, alone and beside each other.

    ``tree`` is the page as pages.parse gives it. A show may have one kind of book or none: each that the page offers must be
    there, and each that is there must be right.
    ``duration_ms`` is how long the MP3 is, where it could be read.
    """
    slug = page_file.path.parent.name
    linked = offered(tree)
    books = [
        (read, file)
        for read, name in ((epub.read, f"{slug}.epub"), (daisy.read, f"{slug}-daisy.zip"))
        if is_file((file := page_file.beside(name)).path) or name in linked
    ]
    reads = {page_file: partial(page.read, page_file, tree)} | {file: partial(read, file) for read, file in books}
    narrations = {file: _readable(read, file, findings) for file, read in reads.items()}
    readable = {file: narration for file, narration in narrations.items() if narration is not None}
    usual = most(narration.sentences for narration in readable.values()) if readable else ()
    for file, narration in readable.items():
        sentences = narration.sentences
        if sentences != usual:
            same = (i for i, pair in enumerate(zip(sentences, usual, strict=False)) if pair[0] != pair[1])
            number = next(same, min(len(sentences), len(usual))) + 1
            findings.append(
                file.finding(TRUTH, msg("does not say the same as the others, from sentence {} on", number))
            )
    findings += _set(readable)
    on_page = readable[page_file].sentences if page_file in readable else ()
    if on_page and duration_ms is not None and on_page[-1].end_ms != duration_ms:
        message = msg("ends at {} ms, its audio at {} ms", on_page[-1].end_ms, duration_ms)
        findings.append(page_file.finding(TRUTH, message))
    return readable


def _set(readable: Mapping[File, Narration]) -> Iterator[Finding]:
    """Where one of them is set in another way than most, the first place of each. Where there are two, the page is right."""
    for what in ("setting", "notes"):
        rows = {file: getattr(narration, what) for file, narration in readable.items() if narration.sentences}
        usual = most(rows.values()) if rows else ()
        for file, row in rows.items():
            pairs = zip_longest(row, usual, fillvalue=setting.Trait(""))
            one, other = next((pair for pair in pairs if pair[0] != pair[1]), (None, None))
            if one and other:
                yield file.finding(SET, msg("has {} where the others have {}", _named(one), _named(other)))


def _named(trait: setting.Trait) -> str:
    said = ", ".join(repr(one[:60]) for one in trait.said if one)
    return f"<{trait.what}> {said}".rstrip() if trait.what else msg("nothing")


def offered(tree: HtmlElement | None) -> frozenset[str]:
    """The names of the files to which the page links."""
    links = () if tree is None else (link.get("href") or "" for link in tree.iter("a"))
    return frozenset(unquote(link.partition("#")[0].rpartition("/")[2]) for link in links)


def _readable(read: Callable[[], Narration], file: File, findings: list[Finding]) -> Narration | None:
    """What the file says; ``None`` with a finding where it is broken, in whatever way archives and XML can be."""
    try:
        narration = read()
    except FileNotFoundError:
        findings.append(file.finding(THERE, msg("is missing")))
    except _BROKEN as error:
        findings.append(file.finding(WHOLE, msg("cannot be read: {}", words_of(error))))
    else:
        findings += narration.findings
        return narration
    return None
