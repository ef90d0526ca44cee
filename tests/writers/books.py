"""A hand-made episode as EPUB and DAISY book, with silence of the right length."""

from __future__ import annotations

import io

from PIL import Image

from audiobuild.model import Audio, Part, Timeline
from audiobuild.site.writers import daisy, epub
from audiobuild.sound import mp3

from .episodes import SHOW, episode, written


def picture() -> bytes:
    """A small cover that opens."""
    file = io.BytesIO()
    Image.new("RGB", (16, 16), "#246").save(file, "JPEG")
    return file.getvalue()


COVER = picture()
BODY = """\
Vorab, mit [Link](https://example.org/?a=1&b=2), [Verweis](../andere/) und [Smart City]{lang=en}.

## Was ist *los*? (1 < 2 & "so")

😀 Zehn. Elf \\<b> ]]> -->.

- Ein Punkt.
- Noch einer.

1. Eine Nummer.

> **Fettes** Zitat.

**Anna:** Aha.

## Noch etwas?

Nein.

* * *

Schluss.
"""
TITLE = 'Titel <b>&amp; "mehr"</b>'


def hand_made() -> Timeline:
    return episode(BODY, title=TITLE)


def silence(part: Part) -> bytes:
    audio = Audio()
    return mp3.whole(mp3.silent_frame(audio) * part.frames, audio)


def an_epub(made: Timeline) -> bytes:
    return written(epub.write, SHOW, made, cover=COVER, cover_name="cover.jpg", mp3_of=silence)


def a_daisy(made: Timeline) -> bytes:
    return written(daisy.write, SHOW, made, mp3_of=silence)
