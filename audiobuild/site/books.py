"""What both books are: a ZIP file whose bytes follow from what is in it alone (no clock, no order of a file system), and
what their templates are told."""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from audiobuild.languages.words import Words, words
from audiobuild.model import AnyBlock, FootnoteBlock, FrontMatter, PictureBlock, Show, TableBlock, Timeline
from audiobuild.publication import addresses, disclosure
from audiobuild.site import templates
from audiobuild.site.illustrations import Illustration
from audiobuild.site.pictures import EpisodePictures

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date that the format can hold."""

_UNIX, _MODE = 3, 0o644 << 16


def add(archive: zipfile.ZipFile, name: str, data: bytes, *, stored: bool = False) -> None:
    """Add a file: compressed, or ``stored`` as it is, for what is compressed already or must be found at a fixed place."""
    with entry(archive, name, stored=stored) as sink:
        sink.write(data)


@contextmanager
def entry(archive: zipfile.ZipFile, name: str, *, stored: bool = False) -> Iterator[BinaryIO]:
    """A file of the archive to write into, for what is never held whole."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    info.create_system = _UNIX
    info.external_attr = _MODE
    with archive.open(info, "w") as sink:
        yield cast("BinaryIO", sink)


def facts(show: Show, timeline: Timeline, file_name: str, own: EpisodePictures | None) -> dict[str, Any]:
    """What the templates of a book name; its identifier follows from its own address. ``unheard`` says whether there is
    something to read beside the talk: notes, links, credits, the episode's own picture; ``printed_only`` whether something of
    the talk itself is not heard."""
    interview = timeline.interview
    about, origins = interview.about, disclosure.of_timeline(timeline, show)
    address = addresses.page(show, interview.slug)
    return {
        "show": show,
        "interview": interview,
        "timeline": timeline,
        "address": address,
        "identifier": uuid.uuid5(uuid.NAMESPACE_URL, address + file_name),
        "words": words(about.language),
        "picture": own.picture if own else None,
        "unheard": bool(about.notes or about.links or (own and own.picture) or origins.credits),
        "origins": origins,
        "notice": disclosure.notice(words(about.language), origins),
        "authors": authors(show, about),
        "printed_only": not all(_is_heard(timed.block) for chapter in timeline.chapters for timed in chapter.blocks),
    }


def authors(show: Show, about: FrontMatter) -> tuple[str, ...]:
    """Whose name stands on a book: who answers, else who talks, else who makes the show."""
    guests = tuple(speaker.name for speaker in about.participants if speaker.role == "answer")
    return guests or tuple(speaker.name for speaker in about.participants) or (show.author,)


def summary(own: Words, *, about: bool, printed: bool, pictures: bool, notice: str) -> str:
    """What a book says of how it can be read, sentence by sentence: whether it has a page ``about`` the episode, whether some
    of the text is ``printed`` only, whether there are ``pictures``, and what is told of the voices."""
    sentences = (
        (own.accessibility, True),
        (own.accessibility_about, about),
        (own.accessibility_printed, printed),
        (own.accessibility_pictures if pictures else own.accessibility_no_pictures, True),
        (notice, True),
    )
    return " ".join(text for text, true in sentences if true)


def _is_heard(block: AnyBlock) -> bool:
    return block.heard if isinstance(block, PictureBlock | TableBlock | FootnoteBlock) else True


def style(book: str, timeline: Timeline) -> bytes:
    """The style sheet of a kind of book: with what only some texts have where this one has it."""
    blocks = (timed.block for chapter in timeline.chapters for timed in chapter.blocks)
    special = any(block.kind != "text" for block in blocks) or any(chapter.opening for chapter in timeline.chapters)
    return templates.asset(f"{book}/style.css") + (templates.asset(f"{book}/blocks.css") if special else b"")


def once(pictures: Mapping[str, Illustration]) -> tuple[Illustration, ...]:
    """The pictures of a text, each once, in its order."""
    return tuple({picture.name: picture for picture in pictures.values()}.values())


def footnotes(timeline: Timeline) -> Mapping[int, str]:
    """In which chapter each footnote stands, by its number."""
    return {
        timed.block.number: chapter.chapter.id
        for chapter in timeline.chapters
        for timed in chapter.blocks
        if isinstance(timed.block, FootnoteBlock)
    }
