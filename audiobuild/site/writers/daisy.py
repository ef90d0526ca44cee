"""DAISY 2.02, full text and full audio: a talking book for players with buttons, in one flat folder.

docs/standards.md#daisy-202 says what it must be. All headings are of the first level, as the specification lets them be: on
most players "next" then leads from question to question without a level to choose first.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from typing import BinaryIO

from audiobuild import __version__
from audiobuild.model import Part, Show, Timeline
from audiobuild.publication import addresses
from audiobuild.site import books, templates
from audiobuild.site.books import add, entry
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
) -> None:
    """Write <slug>-daisy.zip to ``sink``. ``mp3_of`` gives a part as an MP3 file of its own; one is held at a time.

    Names are of small ASCII letters and at most eight of them, for old hardware. Notes, links and the episode's ``own`` picture
    stand at the end of the text, where no time leads: they are read and not heard.
    """
    files = addresses.EpisodeFiles(timeline.interview.slug)
    facts = books.facts(show, timeline, files.daisy, own) | {
        "files": len(TEXTS) + 1 + len(timeline.chapters) + len(timeline.parts) + bool(own),
        "version": __version__,
    }
    with zipfile.ZipFile(sink, "w") as archive:
        for name in TEXTS:
            with entry(archive, name) as file:
                templates.write(file, f"daisy/{name}", **facts)
        add(archive, STYLE, templates.asset(f"daisy/{STYLE}"))
        if own:
            add(archive, own.picture.name, own.data[own.picture.name], stored=True)
        for number, chapter in enumerate(timeline.chapters, 1):
            with entry(archive, f"s{number:04}.smil") as file:
                templates.write(file, "daisy/section.smil", timed=chapter, **facts)
        for number, part in enumerate(timeline.parts, 1):
            add(archive, f"a{number:04}.mp3", mp3_of(part), stored=True)
