"""How much louder or softer whole speakers of an episode are made, so that all are as loud, and it is as loud as the show.

The gain of a voice is right for the text by which it was found. What people say is up to a unit louder or softer: it depends
on the words. So speakers are moved by what their sentences say of themselves (:class:`~audiobuild.model.Clip`); never a
sentence alone, since some are meant to be softer than others. Who says much is judged by a sample of it, so no long episode is
made twice.

What comes out depends on the clips at the voices' own gains alone, which depend on the script alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from math import log10

from audiobuild.model import OFFSETS_DB, Clip
from audiobuild.sound.loudness import GATE_LU
from audiobuild.speech.lines import Line

SAMPLE_CHARACTERS = 4000
"""By so much of what a person says they are judged: five minutes."""

TOLERANCE_LU = 0.2
"""Who is off by less is not moved: two are then as loud within 0.5 LU, with what rounding leaves."""

STEP_DB = 0.25
"""Of the gain: 0.1 to 0.2 LU behind the limiter. An edit seldom leads to another step."""

REACH_MS = 300
"""So much of what a clip says is loud is the pause around it: blocks of 400 ms that reach into it. What is no longer is no
speech by which anybody could be judged."""

_STEPS = range(round(OFFSETS_DB[0] / STEP_DB), round(OFFSETS_DB[-1] / STEP_DB) + 1)


def sample(passages: Sequence[Sequence[Line]]) -> list[Sequence[Line]]:
    """The passages by which their speakers are judged, in their order: all of who says little. Of who says more a choice by
    hashes of the texts, so that it is spread over the script, and an edit changes one sentence of it at most."""
    drawn = sorted(range(len(passages)), key=lambda index: _lot(passages[index]))
    characters: Counter[str] = Counter()
    chosen = []
    for index in drawn:
        speaker = passages[index][0].speaker
        if characters[speaker] < SAMPLE_CHARACTERS:
            chosen.append(index)
            characters[speaker] += sum(len(line.text) for line in passages[index])
    return [passages[index] for index in sorted(chosen)]


def _lot(passage: Sequence[Line]) -> bytes:
    return blake2b("\0".join(line.text for line in passage).encode(), digest_size=8).digest()


def offsets(speakers: Mapping[str, Iterable[Clip]], target_lufs: float) -> dict[str, float]:
    """By how many dB the gains of speakers are to be changed, by their names; of those whose clips stay as they are, nothing.

    All that is said shall have ``target_lufs``, with its pauses. Who speaks in short sentences has more of these, so the speech
    alone is made as loud: a little louder than that, for all the same.
    """
    heard = {name: [clip for clip in clips if clip.loud_ms > REACH_MS] for name, clips in speakers.items()}
    heard = {name: clips for name, clips in heard.items() if clips}
    all_clips = [clip for clips in heard.values() for clip in clips]
    speech_lufs = target_lufs + 10 * log10(_loud_ms(all_clips) / _speech_ms(all_clips)) if all_clips else target_lufs
    found = {name: _offset(clips, speech_lufs) for name, clips in heard.items()}
    return {name: offset_db for name, offset_db in found.items() if offset_db}


def more_db(spoken: Iterable[Clip], beside: Iterable[Clip], target_lufs: float) -> float:
    """By how many dB all of a short episode is to be louder, or softer, since what is heard ``beside`` what is spoken is not as
    loud: music that its editor made softer counts as well. ``beside`` says how loud it is, ``spoken`` for how long."""
    parts = [(target_lufs, sum(clip.loud_ms for clip in spoken))]
    parts += [(clip.loudness_lufs[0], clip.loud_ms) for clip in beside if clip.loud_ms]
    if not parts[0][1]:
        return 0.0
    gate = _together(parts) + GATE_LU
    missing = target_lufs - _together([part for part in parts if part[0] > gate])
    return round(missing / STEP_DB) * STEP_DB if abs(missing) > TOLERANCE_LU else 0.0


def _together(parts: Sequence[tuple[float, int]]) -> float:
    """The loudness of parts that follow each other, each with its own and its length."""
    energy = sum(10 ** (loudness_lufs / 10) * loud_ms for loudness_lufs, loud_ms in parts)
    return 10 * log10(energy / sum(loud_ms for _, loud_ms in parts))


def _offset(clips: Sequence[Clip], wanted_lufs: float) -> float:
    """The step that makes these clips as loud as wanted, or comes nearest."""
    if abs(_speech_lufs(clips, 0.0) - wanted_lufs) <= TOLERANCE_LU:
        return 0.0
    steps = (step * STEP_DB for step in _STEPS)
    return min(steps, key=lambda offset_db: abs(_speech_lufs(clips, offset_db) - wanted_lufs))


def _speech_lufs(clips: Sequence[Clip], offset_db: float) -> float:
    """How loud the speech of these clips is, without the pauses, with their gains changed by an offset."""
    energy = sum(10 ** (_at(clip.loudness_lufs, offset_db) / 10) * clip.loud_ms for clip in clips)
    return 10 * log10(energy / _speech_ms(clips))


def _at(loudness_lufs: Sequence[float], offset_db: float) -> float:
    """Between two offsets at which it is known, on the line from the one to the other."""
    last = len(OFFSETS_DB) - 2
    number = min(last, max(index for index in range(last + 1) if OFFSETS_DB[index] <= offset_db))
    part = (offset_db - OFFSETS_DB[number]) / (OFFSETS_DB[number + 1] - OFFSETS_DB[number])
    return loudness_lufs[number] + part * (loudness_lufs[number + 1] - loudness_lufs[number])


def _loud_ms(clips: Iterable[Clip]) -> int:
    return sum(clip.loud_ms for clip in clips)


def _speech_ms(clips: Iterable[Clip]) -> int:
    return sum(clip.speech_end_ms - clip.speech_start_ms for clip in clips)
