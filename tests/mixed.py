"""A publication with an intro, a sting, an outro, a recorded question and answer, and two synthetic voices.

What is recorded is spoken by espeak-ng as fast or as slow, as loud and as noisy as the test likes, with known pauses: so where
each sentence lies is known.
"""

from __future__ import annotations

import re
import shutil
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from programs import FRONT_MATTER, ROOT, build

from audiobuild.model import Voice
from audiobuild.speech import guard

SLUG = "gemischt"
RATE_HZ = 48_000
QUESTION = "Wie hat sich die Innenstadt seit dem Umbau verändert?"
ANSWER = (
    ("Sie ist ruhiger geworden.", "Auf dem Markt sitzen jetzt viele Leute, die früher nur durchgefahren sind."),
    (
        "Das war nicht immer so.",
        "Vor drei Jahren stand hier noch ein Parkhaus mit vierhundert Plätzen.",
        "Heute spielen dort Kinder.",
    ),
)
BODY = f"""\
Die Bürgermeisterin antwortet selbst.

## {QUESTION} {{recording="aufnahmen/frage.wav"}}

{{recording="aufnahmen/antwort.wav#t=1.5"}} {" ".join(ANSWER[0])}

{" ".join(ANSWER[1])}

## Und was kommt danach?

Das entscheidet der Rat im Herbst. Bis dahin wird gebaut.

* * *

Wir danken für das Gespräch.
"""
SOUNDS = """

[sounds.intro]
file = "klang/auftakt.wav"
credit = "„Am Fluss“ von Ada Beispiel, CC BY 4.0"
gain_db = -2
fade_out_ms = 800

[sounds.sting]
file = "klang/gong.wav"
credit = "Gong: Stadtarchiv <Stadt & Land>"

[sounds.outro]
file = "klang/glocken.wav"
description = "Glocken der Marienkirche"
credit = "Glocken: Stadtarchiv"
"""

Samples = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """Sound, and from when to when each sentence is heard in it, by paragraph, in ms."""

    samples: Samples
    sentences: tuple[tuple[tuple[int, int], ...], ...]


def spoken(paragraphs: tuple[tuple[str, ...], ...], cache: Path, *, before_ms: int = 700) -> Spoken:
    """Paragraphs as somebody reads them: half a second between sentences, a second between paragraphs, in a quiet room."""
    voice = Voice(name="somebody", engine="espeak", language="de", options={"variant": "f3"})
    rng = np.random.default_rng(1)
    parts: list[Samples] = [np.zeros(before_ms * RATE_HZ // 1000)]
    sentences: list[tuple[tuple[int, int], ...]] = []
    for paragraph in paragraphs:
        spans = []
        for text in paragraph:
            said = guard.synthesize(text, language="de", voice=voice, response_cache=cache)
            samples = np.frombuffer(said.pcm, "<i2").astype(np.float64) / 32768
            loud = np.flatnonzero(np.abs(samples) > 0.01)
            samples = samples[loud[0] : loud[-1]]
            resampled = np.interp(np.arange(0, len(samples), said.rate_hz / RATE_HZ), np.arange(len(samples)), samples)
            start = sum(map(len, parts))
            spans.append((start * 1000 // RATE_HZ, (start + len(resampled)) * 1000 // RATE_HZ))
            parts += [resampled, np.zeros(RATE_HZ // 2)]
        sentences.append(tuple(spans))
        parts.append(np.zeros(RATE_HZ // 2))
    whole = np.concatenate(parts)
    return Spoken(samples=0.3 * whole + rng.normal(0, 10 ** (-62 / 20), len(whole)), sentences=tuple(sentences))


def tone(seconds: float, hz: float) -> Samples:
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return 0.2 * np.sin(2 * np.pi * hz * time) * (1 + 0.3 * np.sin(2 * np.pi * 3 * time))


def write(path: Path, samples: Samples, *, channels: int = 1, rate_hz: int = RATE_HZ) -> None:
    """A WAV of 16 bits, with the same in each channel."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(np.repeat(np.rint(samples * 32767).astype("<i2"), channels).tobytes())


def publication(root: Path, *, body: str = BODY, sounds: str = SOUNDS) -> Path:
    """The publication of the repository with this interview alone, at an address that is no placeholder, not yet built."""
    content = root / "content"
    content.mkdir(parents=True)
    shutil.copytree(ROOT / "voices", root / "voices")
    show = re.sub("(?m)^sample = .*\n", "", (ROOT / "content" / "show.toml").read_text("utf-8"))
    (content / "show.toml").write_text(show.replace("example.org", "stadt-am-fluss.de") + sounds, encoding="utf-8")
    (content / f"{SLUG}.md").write_text(FRONT_MATTER + body, encoding="utf-8")
    write(content / "klang/auftakt.wav", tone(4, 330), channels=2)
    write(content / "klang/gong.wav", tone(1, 220))
    write(content / "klang/glocken.wav", tone(3, 440))
    write(content / "aufnahmen/frage.wav", spoken(((QUESTION,),), root).samples)
    write(content / "aufnahmen/antwort.wav", spoken(ANSWER, root, before_ms=2200).samples)
    return root


def published(root: Path, **options: str) -> Path:
    """The episode's folder."""
    build(publication(root, **options))
    return root / "dist" / SLUG
