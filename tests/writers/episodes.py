"""Small episodes made by hand: a text goes the real way to a timeline, with silent clips of a given length."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from audiobuild import script, timeline
from audiobuild.model import Clip, Item, Show, Timeline, Utterance, Voice, Word
from audiobuild.publication import content
from audiobuild.publication.config import Publication
from audiobuild.publication.voices import Voices

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
) -> Timeline:
    """The timeline of an interview with that body; each word takes 300 ms. ``more`` are further lines of speakers."""
    text = MATTER.format(title=repr(title), asks=repr(asks), answers=repr(answers), more=more) + body
    interview = content.parse(text, slug="folge", path="content/folge.md")
    publication = Publication(root=Path(), show=SHOW, voices=Voices(VOICES))
    written = script.write(interview, publication)
    return timeline.lay(written, clips(written.utterances, words), SHOW.pauses)


def about(laid: Timeline, **changes: Any) -> Timeline:
    """The same with something else in its front matter."""
    interview = dataclasses.replace(laid.interview, about=dataclasses.replace(laid.interview.about, **changes))
    return dataclasses.replace(laid, script=dataclasses.replace(laid.script, interview=interview))


def changed(item: Item, **changes: Any) -> Item:
    """An item of the catalogue with something else in it, or in its front matter."""
    own = {field.name for field in dataclasses.fields(Item)}
    matter = dataclasses.replace(item.about, **{key: value for key, value in changes.items() if key not in own})
    return dataclasses.replace(item, about=matter, **{key: value for key, value in changes.items() if key in own})


def written(write: Callable[..., None], *arguments: Any, **options: Any) -> bytes:
    """What a writer writes."""
    sink = io.BytesIO()
    write(sink, *arguments, **options)
    return sink.getvalue()


def clips(utterances: Iterable[Utterance], words: bool) -> dict[str, Clip]:
    """A clip for each."""
    return {one.id: _clip(number, one.spoken, words) for number, one in enumerate(utterances)}


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
