"""A hand-made episode as EPUB and DAISY book, with silence of the right length."""

from __future__ import annotations

import io

from audiobuild.model import Audio, Episode
from audiobuild.outline import Part, outline
from audiobuild.site.writers import daisy, epub
from audiobuild.sound import mp3

from .episodes import SHOW, episode

COVER = b"\xff\xd8\xff\xe0 picture"
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


def hand_made() -> Episode:
    return episode(BODY, title=TITLE)


def silence(part: Part) -> bytes:
    audio = Audio()
    return mp3.whole(mp3.silent_frame(audio) * part.frames, audio)


def an_epub(made: Episode) -> bytes:
    file = io.BytesIO()
    epub.write(file, SHOW, made, outline(made), cover=COVER, cover_name="cover.jpg", audio=silence)
    return file.getvalue()


def a_daisy(made: Episode) -> bytes:
    file = io.BytesIO()
    daisy.write(file, SHOW, made, outline(made), audio=silence)
    return file.getvalue()
