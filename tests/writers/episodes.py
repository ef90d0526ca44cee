"""Small episodes made by hand: a text goes the real way to a timeline, with silent clips of a given length."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

from audiobuild import script, timeline
from audiobuild.model import (
    FRAME_MS,
    Clip,
    Interview,
    Item,
    Paragraph,
    Recording,
    Show,
    Sound,
    Sounds,
    Timeline,
    Utterance,
    Voice,
    Word,
)
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


MUSIC = Sounds(
    intro=Sound(file="intro.wav", credit="„Auftakt“ von Ada <Example> & Co, CC BY 4.0"),
    sting=Sound(file="sting.wav", credit="„Gong“, gemeinfrei"),
    outro=Sound(file="outro.wav", description="Glocken & Regen", credit="„Auftakt“ von Ada <Example> & Co, CC BY 4.0"),
)
LOUD = dataclasses.replace(SHOW, sounds=MUSIC)
"""The show with music of its own."""
SOUND_MS = 6000
"""So long is each sound of the show."""


def with_sounds(body: str, *, show: Show = LOUD, recorded: tuple[int, ...] = (), title: str = "Ein Titel") -> Timeline:
    """The timeline of an interview with the show's music. The answers to the questions with these numbers are each a recording,
    whose sentences share its frames."""
    interview = content.parse(
        MATTER.format(title=repr(title), asks="'Anna'", answers="'Ben'", more="") + body,
        slug="folge",
        path="content/folge.md",
    )
    publication = Publication(root=Path(), show=show, voices=Voices(VOICES))
    said = script.write(_recorded(interview, recorded), publication)
    made = clips(said.utterances, words=True)
    for chapter in said.chapters:
        made |= _of_recordings(chapter.utterances, made)
    sting = _clip(99, "", known=False, sound=True) if show.sounds.sting.file else None
    return timeline.lay(said, made, show.pauses, sting)


def _recorded(interview: Interview, numbers: tuple[int, ...]) -> Interview:
    exchanges = list(interview.exchanges)
    for number in numbers:
        exchange = exchanges[number - 1]
        (turn, *others), file = exchange.answers, f"q{number}.wav"
        first, *rest = turn.passages
        assert isinstance(first, Paragraph)
        turn = dataclasses.replace(turn, passages=(dataclasses.replace(first, recording=Recording(file=file)), *rest))
        exchanges[number - 1] = dataclasses.replace(exchange, answers=(turn, *others))
    return dataclasses.replace(interview, exchanges=tuple(exchanges))


def _of_recordings(utterances: Iterable[Utterance], made: dict[str, Clip]) -> dict[str, Clip]:
    """The clips of a chapter's recordings: sentences that follow each other in one clip, with room tone around them."""
    found: dict[str, Clip] = {}
    for recording, some in groupby(utterances, key=lambda one: one.recording):
        own = [made[one.id] for one in some] if recording else []
        frames = sum(clip.frames for clip in own)
        at_ms = 0
        ids = [one for one in made if made[one] in own]
        for within, (name, clip) in enumerate(zip(ids, own, strict=True)):
            words = tuple(dataclasses.replace(word, time_ms=word.time_ms + at_ms) for word in clip.words)
            found[name] = Clip(
                key=f"r{own[0].key}",
                frames=frames,
                speech_start_ms=at_ms + clip.speech_start_ms,
                speech_end_ms=at_ms + clip.speech_end_ms,
                words=words,
                within=within,
            )
            at_ms += clip.frames * FRAME_MS
    return found


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
    return {one.id: _clip(number, one.spoken, words, sound=not one.is_said) for number, one in enumerate(utterances)}


def _clip(number: int, spoken: str, known: bool, *, sound: bool = False) -> Clip:
    words = []
    position = 0
    for index, word in enumerate(spoken.split()):
        position = spoken.index(word, position)
        words.append(Word(start=position, end=position + len(word), time_ms=24 + 300 * index))
        position += len(word)
    end_ms = SOUND_MS if sound else 24 + 300 * len(words)
    return Clip(
        key=f"c{number}",
        frames=-(-(end_ms + 60) // 24),
        speech_start_ms=24,
        speech_end_ms=end_ms,
        words=tuple(words) if known else (),
    )
