"""Small episodes made by hand: a text goes the real way to a timeline, with silent clips of a given length."""

from __future__ import annotations

from pathlib import Path

from audiobuild import script, timeline
from audiobuild.model import Clip, Episode, Show, Voice, Word
from audiobuild.publication import content
from audiobuild.publication.config import Publication

VOICES = {name: Voice(name=name, engine="silence", language="de") for name in ("n", "q", "a")}
SHOW = Show(
    title="Gespräche & mehr",
    link="https://example.org/g/",
    description="Kurz <b>& gut</b>.",
    language="de",
    author="Wir",
    email="wir@example.org",
    category="Society & Culture > Philosophy",
    licence="CC-BY-4.0",
    voices={"narrator": "n", "question": "q", "answer": "a"},
)
MATTER = """\
---
title: {title}
date: 2024-05-01
language: de
summary: "Worum es geht & <was>."
speakers:
  - {{name: {asks}, role: question}}
  - {{name: {answers}, role: answer}}
{more}---
"""


def episode(
    body: str,
    *,
    title: str = "Ein Titel",
    asks: str = "Anna",
    answers: str = "Ben",
    more: str = "",
    words: bool = True,
) -> Episode:
    """The episode of an interview with that body; each word takes 300 ms. ``more`` are further lines of speakers."""
    text = MATTER.format(title=repr(title), asks=repr(asks), answers=repr(answers), more=more) + body
    interview = content.parse(text, slug="folge", path="content/folge.md")
    publication = Publication(root=Path(), show=SHOW, voices=VOICES)
    segments = script.write(interview, publication)
    clips = [_clip(number, segment.spoken, words) for number, segment in enumerate(segments)]
    return Episode(interview=interview, timeline=timeline.lay(interview, segments, clips, SHOW.pauses))


def _clip(number: int, spoken: str, known: bool) -> Clip:
    words = []
    position = 0
    for index, word in enumerate(spoken.split()):
        position = spoken.index(word, position)
        words.append(Word(start=position, end=position + len(word), time_ms=24 + 300 * index))
        position += len(word)
    end_ms = 24 + 300 * len(words)
    return Clip(
        key=f"c{number}",
        frames=-(-(end_ms + 60) // 24),
        speech_start_ms=24,
        speech_end_ms=end_ms,
        words=tuple(words) if known else (),
    )
