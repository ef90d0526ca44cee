"""Recordings and the show's sounds: what the manifest says of them, held against what is said where, and by whom.

The manifest is believed where :mod:`.hearing` lets silence and sound pass, and where a notice says who is heard in person. So
it must say what the transcripts say: music lies where nobody speaks, and a recording holds the sentences of its speaker alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from audiobuild.checking.finding import File, Finding
from audiobuild.checking.reading import bare
from audiobuild.checking.statements import facts
from audiobuild.checking.transcripts import TranscriptCue
from audiobuild.messages import Message, msg
from audiobuild.model import Item, SoundSpan

APART = msg("One truth: music is heard where nobody speaks, and a recording holds what its speaker says")
CREDITED = msg("Creative Commons, section 3 (a): whose music it is stands where an episode is told of")


def findings(file: File, item: Item, spoken: Sequence[TranscriptCue], duration_ms: int | None) -> Iterator[Finding]:
    """Where the manifest ``file`` says something else of an episode's sounds and speakers than its transcripts."""
    place = f"items.{item.slug}"
    for span in item.sounds:
        if fault := _misplaced(span, spoken, duration_ms):
            yield file.finding(APART, fault, place=place)
    music = [span for span in item.sounds if span.kind == "sound"]
    for cue in spoken:
        if not cue.speaker and not any(_holds(span, cue) for span in music):
            message = msg(
                "knows of no sound at {} ms, where the transcripts describe {!r}", cue.start_ms, cue.text[:40]
            )
            yield file.finding(APART, message, place=place)
    if spoken and (item.synthetic or item.recorded or item.sounds):
        yield from _people(file, item, spoken)


def credited(file: File, item: Item, told: Iterable[str], place: str = "") -> Iterator[Finding]:
    """Credits that are missing from the texts of a file for people."""
    whole = bare(" ".join(told))
    for credit in item.credits:
        if bare(credit) not in whole:
            yield file.finding(CREDITED, msg("does not say {!r}", credit[:80]), place=place)


def _misplaced(span: SoundSpan, spoken: Sequence[TranscriptCue], duration_ms: int | None) -> Message | None:
    """What is wrong with where a recording or a sound is said to be."""
    if not 0 <= span.start_ms < span.end_ms or (duration_ms is not None and span.end_ms > duration_ms):
        return msg("has a sound from {} to {} ms, where none can be", span.start_ms, span.end_ms)
    within = [cue for cue in spoken if cue.speaker and cue.start_ms < span.end_ms and span.start_ms < cue.end_ms]
    others = [cue for cue in within if _letters(cue.speaker) != _letters(span.speaker) or not _holds(span, cue)]
    if others:
        who, text = others[0].speaker, others[0].text[:40]
        return msg("has a sound from {} to {} ms, while {} says {!r}", span.start_ms, span.end_ms, who, text)
    if span.kind == "recording" and not within:
        return msg("has a recording from {} to {} ms, in which nothing is said", span.start_ms, span.end_ms)
    return None


def _people(file: File, item: Item, spoken: Sequence[TranscriptCue]) -> Iterator[Finding]:
    """Who is heard by a voice, and who in person, told otherwise than the transcripts and the places of recordings tell."""
    recordings = [span for span in item.sounds if span.kind == "recording"]
    own: dict[str, None] = {}
    voiced: dict[str, None] = {}
    for cue in spoken:
        if cue.speaker:
            (own if any(_holds(span, cue) for span in recordings) else voiced)[_letters(cue.speaker)] = None
    for what, names, heard in (("synthetic", item.synthetic, voiced), ("recorded", item.recorded, own)):
        if sorted(map(_letters, names)) != sorted(heard):
            message = msg("says {}: {!r}, and the transcripts say {!r}", what, ", ".join(names), ", ".join(heard))
            yield file.finding(facts.DISCLOSED, message, place=f"items.{item.slug}")


def _holds(span: SoundSpan, cue: TranscriptCue) -> bool:
    return span.start_ms <= cue.start_ms and cue.end_ms <= span.end_ms


def _letters(name: str) -> str:
    """What all formats keep of a name."""
    return "".join(filter(str.isalnum, name))
