"""Documents that are zip files: how large they may be, and what to say of one that cannot be opened."""

from __future__ import annotations

import io
from zipfile import BadZipFile, ZipFile

from audiobuild.errors import ContentError, Problem

UNPACKED_BYTES = 100_000_000
"""The most that the parts of a file may unpack to; a novel in Word is a hundredth of it."""


def parts(source: bytes, *, name: str) -> frozenset[str]:
    """The names of the parts of a file, by which its format is known.

    Raises :class:`audiobuild.errors.ContentError` for what is no zip file, or a bomb. Nothing is unpacked.
    """
    try:
        with ZipFile(io.BytesIO(source)) as archive:
            items = archive.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise broken(name, str(error)) from error
    size = sum(item.file_size for item in items)
    if size > UNPACKED_BYTES:
        message = f"the file would unpack to {size // 1_000_000} MB"
        remedy = "A text is never that large. Save its text alone and import that."
        raise ContentError(Problem(place=name, message=message, remedy=remedy))
    return frozenset(item.filename for item in items)


def broken(name: str, detail: str) -> ContentError:
    """The error for a document that its reader cannot open."""
    message = f"cannot be opened as a document: {detail}"
    return ContentError(Problem(place=name, message=message, remedy="Save it again as .docx, .odt or plain text."))
