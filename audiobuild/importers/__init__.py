"""A text, a page or a document → Interview: its structure kept, its questions found, its junk left out and listed.

The way through the room, in the order of :func:`~audiobuild.importers.recognise.interview`:

``fetch``            a web address → bytes
``readers``          bytes → :class:`~audiobuild.importers.document.Document`, blocks in reading order; one module a format
``about``            what the text says about itself: title, date, author, lead
``pieces``           blocks → the smallest parts that can be a question, an answer, or part of one
``turns``            pieces → the same without the labels of speakers (:mod:`.labels`) before them
``features``         turns → evidence: what is to be seen of each, as names
``model``            evidence → one label for each: the best labelling of the whole, and how sure each label is
``talk``             turns with labels → questions with their answers, and what is not spoken, at its place
``people``           who is named around the talk, and whose label is whose
``interview``        the talk as an Interview
``review``           all of it shown to an editor; ``explain``: why each piece has its label
``changes``          what it would change in a file that is there
``again``            the same over a file that an editor has worked on; ``own``: a file of our own format, as it is

What a language contributes stands in ``languages/<code>/importing.toml`` (:mod:`~audiobuild.importers.interview_words`).
"""

from __future__ import annotations

from dataclasses import replace

from audiobuild.importers import about, decide, explain, fetch, own, readers, recognise
from audiobuild.importers.document import Document
from audiobuild.importers.interview_words import detect, load
from audiobuild.importers.result import Import, Wishes
from audiobuild.languages.registry import FALLBACK, base

__all__ = ["Import", "Wishes", "address", "described", "explained", "read"]


def address(source: str) -> bool:
    """Whether a source is a web address rather than a file."""
    return bool(fetch.ADDRESS.match(source))


def read(source: bytes | str, wishes: Wishes, *, name: str, media_type: str = "", charset: str = "") -> Import:
    """The interview in a source, whatever its format.

    ``name`` is its file name or address: errors name it, and its suffix is believed where the bytes say nothing.
    ``media_type`` and ``charset`` are what HTTP says.

    Pure: nothing is fetched, run or written. Raises :class:`audiobuild.errors.ContentError` with what was seen and how to
    go on, if there is no interview.
    """
    if taken := own.interview(source, wishes, name=name):
        return _as_said(taken, wishes)
    document = described(source, name=name, language=wishes.language, media_type=media_type, charset=charset)
    return _as_said(recognise.interview(document, wishes, name=name), wishes)


def _as_said(found: Import, wishes: Wishes) -> Import:
    """The import with the title and the date that the command says."""
    found = decide.titled(found, wishes.title) if wishes.title else found
    return found.dated(wishes.date) if wishes.date else found


def explained(
    source: bytes | str, wishes: Wishes, *, name: str, media_type: str = "", charset: str = ""
) -> tuple[str, ...]:
    """Why :func:`read` makes of a source what it makes, as lines of text; the arguments are the same."""
    if own.interview(source, wishes, name=name):
        return ("The file is in audiobuild's own format and taken as it is.",)
    document = described(source, name=name, language=wishes.language, media_type=media_type, charset=charset)
    return tuple(explain.lines(document, wishes))


def described(
    source: bytes | str, *, name: str, language: str = "", media_type: str = "", charset: str = ""
) -> Document:
    """The document in a source, with all that it says about itself; the arguments are those of :func:`read`.

    ``language`` goes before what the words show, as it does for the interview.
    """
    found = readers.read(source, name=name, media_type=media_type, charset=charset)
    if base(language) != base(found.language) or "-" in language:
        found = replace(found, language=language or found.language)
    tag = language or detect("\n".join(block.text for block in found.blocks)) or found.language or FALLBACK
    return about.describe(found, load(base(tag)), name=name)
