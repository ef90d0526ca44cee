"""DAISY 2.02, full text and full audio: a talking book for players with buttons, in one flat folder (STANDARDS.md, 7).

All headings are of the first level, as the specification lets them be: on most players "next" then leads from question to
question without a level to choose first.
"""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Callable
from typing import BinaryIO

from audiobuild import __version__
from audiobuild.languages.words import words
from audiobuild.model import Episode, Show
from audiobuild.outline import Outline, Part
from audiobuild.site.templates import asset, render
from audiobuild.site.ziparchive import add

TEXTS = ("ncc.html", "master.smil", "text.html")
STYLE = "style.css"


def write(file: BinaryIO, show: Show, episode: Episode, outline: Outline, *, audio: Callable[[Part], bytes]) -> None:
    """Write <slug>-daisy.zip to ``file``. ``audio`` gives a part as an MP3 file of its own; one is held at a time.

    Names are of small ASCII letters and at most eight of them, for old hardware.
    """
    interview = episode.interview
    facts = {
        "show": show,
        "interview": interview,
        "outline": outline,
        "duration_ms": episode.timeline.duration_ms,
        "identifier": uuid.uuid5(uuid.NAMESPACE_URL, f"{show.link}{interview.slug}/{interview.slug}-daisy.zip"),
        "files": len(TEXTS) + 1 + len(outline.sections) + len(outline.parts),
        "version": __version__,
        "words": words(interview.language),
    }
    with zipfile.ZipFile(file, "w") as archive:
        for name in TEXTS:
            add(archive, name, render(f"daisy/{name}", **facts))
        add(archive, STYLE, asset(f"daisy/{STYLE}"))
        for number, section in enumerate(outline.sections, 1):
            add(archive, f"s{number:04}.smil", render("daisy/section.smil", section=section, **facts))
        for number, part in enumerate(outline.parts, 1):
            add(archive, f"a{number:04}.mp3", audio(part), stored=True)
