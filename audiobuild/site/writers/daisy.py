"""DAISY 2.02, full text and full audio: a talking book for players with buttons, in one flat folder.

docs/standards.md#daisy-202 says what it must be. The headings of chapters are of the first level, as the specification lets
them be: on most players "next" then leads from question to question without a level to choose first.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import BinaryIO

from audiobuild import __version__
from audiobuild.model import FootnoteBlock, Part, PictureBlock, Show, Timeline
from audiobuild.publication import addresses
from audiobuild.site import books, templates
from audiobuild.site.books import add, entry
from audiobuild.site.illustrations import Illustration
from audiobuild.site.pictures import EpisodePictures

TEXTS = ("ncc.html", "master.smil", "text.html")
STYLE = "style.css"


def write(
    sink: BinaryIO,
    show: Show,
    timeline: Timeline,
    *,
    mp3_of: Callable[[Part], bytes],
    own: EpisodePictures | None = None,
    pictures: Mapping[str, Illustration] = MappingProxyType({}),
    picture_of: Callable[[Illustration], bytes] = lambda picture: b"",
) -> None:
    """Write <slug>-daisy.zip to ``sink``. ``mp3_of`` gives a part as an MP3 file of its own, ``picture_of`` the bytes of a
    picture in the text; one is held at a time.

    Names are of small ASCII letters and at most eight of them, for old hardware. Notes, links and the episode's ``own`` picture
    stand at the end of the text, where no time leads: they are read and not heard.
    """
    files = addresses.EpisodeFiles(timeline.interview.slug)
    shown = books.once(pictures)
    names = {picture.name: f"p{number:04}.{picture.name[-3:]}" for number, picture in enumerate(shown, 1)}
    blocks = [timed.block for chapter in timeline.chapters for timed in chapter.blocks]
    facts = books.facts(show, timeline, files.daisy, own) | {
        "files": len(TEXTS) + 1 + len(timeline.chapters) + len(timeline.parts) + len(shown) + bool(own and own.picture),
        "version": __version__,
        "pictures": {source: replace(picture, name=names[picture.name]) for source, picture in pictures.items()},
        "subheadings": sum(block.kind == "subheading" for block in blocks),
        "footnotes": sum(isinstance(block, FootnoteBlock) and block.heard for block in blocks),
        "descriptions": sum(isinstance(block, PictureBlock) and block.described for block in blocks),
    }
    with zipfile.ZipFile(sink, "w") as archive:
        for name in TEXTS:
            with entry(archive, name) as file:
                templates.write(file, f"daisy/{name}", **facts)
        add(archive, STYLE, books.style("daisy", timeline))
        if own and own.picture:
            add(archive, own.picture.name, own.data[own.picture.name], stored=True)
        for picture in shown:
            add(archive, names[picture.name], picture_of(picture), stored=True)
        for number, chapter in enumerate(timeline.chapters, 1):
            with entry(archive, f"s{number:04}.smil") as file:
                templates.write(file, "daisy/section.smil", timed=chapter, **facts)
        for number, part in enumerate(timeline.parts, 1):
            add(archive, f"a{number:04}.mp3", mp3_of(part), stored=True)
