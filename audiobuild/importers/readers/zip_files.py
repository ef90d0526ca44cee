"""Documents that are zip files: how large they may be, and what to say of one that cannot be opened."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from zipfile import ZipFile

from audiobuild.errors import AudiobuildError, ContentError, Problem
from audiobuild.messages import msg
from audiobuild.text import shown

UNPACKED_BYTES = 100_000_000
"""The most that the parts of a file may unpack to, pictures among them; a novel in Word is a hundredth of it."""

XML_BYTES = 20_000_000
"""The most that its parts in XML may unpack to: parsed they take ten times the memory."""


def parts(source: bytes, *, name: str) -> frozenset[str]:
    """The names of the parts of a file, by which its format is known.

    Raises :class:`audiobuild.errors.ContentError` for what is no zip file, or a bomb. Nothing is kept.
    """
    with reading(name), ZipFile(io.BytesIO(source)) as archive:
        items = archive.infolist()
        size = sum(item.file_size for item in items)
        xml = [item for item in items if item.filename.endswith((".xml", ".rels"))]
        fits = size <= UNPACKED_BYTES and sum(item.file_size for item in xml) <= XML_BYTES
        read = [item for item in xml if item.filename in _READ or item.filename.startswith("word/")] if fits else []
        tags = sum(archive.read(item).count(b"<") for item in read)
    if tags > MOST_TAGS:
        message, remedy = msg("has {} tags, too many for a text", tags), msg("Save its text alone and import that.")
        raise ContentError(Problem(place=name, message=message, remedy=remedy))
    if not fits:
        message = msg("the file would unpack to {} MB", size // 1_000_000)
        remedy = msg("A text is never that large. Save its text alone and import that.")
        raise ContentError(Problem(place=name, message=message, remedy=remedy))
    return frozenset(item.filename for item in items)


_READ = ("content.xml", "styles.xml", "meta.xml")
"""Of an OpenDocument text; of a Word file what lies in ``word/``."""

MOST_TAGS = 1_000_000
"""In its XML: each takes 200 bytes of memory."""


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Whatever a library raises while it reads somebody else's document is the document's fault: they list no errors, and
    raise whatever their own code trips over (zlib, lzma, struct, attributes of nothing).

    Raises :class:`audiobuild.errors.ContentError`.
    """
    try:
        yield
    except AudiobuildError:
        raise
    except Exception as error:
        raise broken(name, shown(error) or type(error).__name__) from error


def broken(name: str, detail: str) -> ContentError:
    """The error for a document that its reader cannot open."""
    message = msg("cannot be opened as a document: {}", detail)
    return ContentError(Problem(place=name, message=message, remedy=msg("Save it again as .docx, .odt or plain text.")))
