"""What is heard, held against what is said: sound where a sentence is, silence where none is, and another for another text.

A build lays sentences on silence, and cuts each where its sound begins and ends. So the bounds of sentences can be heard, and a
sound that stands for another, or for nothing, or that lacks its end, does not fit between its bounds. A recording is never
silent, and music lies where nobody speaks: where the manifest says that these are, only their own silence is a fault.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from audiobuild.checking.finding import File, Finding
from audiobuild.checking.transcripts import TranscriptCue
from audiobuild.messages import Message, msg
from audiobuild.model import SoundSpan
from audiobuild.sound.loudness import Samples

SPOKEN = msg("WCAG 2.2, 1.2.1: what is printed as said is heard, where the transcript says so")
OWN = msg("One truth: a sentence has the sound of its own text")

WINDOW_MS = 20
QUIET = 10 ** (-65 / 20)
"""Nobody hears what is softer, and sentences are cut at −55 dBFS. Measured between sentences of seven publications in nine
languages: never louder, and never softer at a sentence's ends."""
SLACK_MS = 200
"""So much may a sentence begin late or end early, and so much may sound between two: two syllables."""
LONGEST_PAUSE_MS = 2000
"""Of silence in a sentence. Measured: 0.48 s, in one of two clauses with a dash between them."""
MOST_FRAMES = 0.7
"""A sentence that shares more of its frames with another one is that one. Those of pauses are shared by all."""

_MOST = 5

Windows = npt.NDArray[np.bool_]
Prints = npt.NDArray[np.uint64]


class Ear:
    """Which windows of :data:`WINDOW_MS` are not silent, of sound that comes piece by piece."""

    def __init__(self, rate_hz: int) -> None:
        self._size = rate_hz * WINDOW_MS // 1000
        self._rest = np.zeros(0, np.float32)
        self._windows: list[Windows] = []

    def add(self, piece: Samples) -> None:
        """Sound that follows what was added before."""
        both = np.concatenate((self._rest, piece))
        whole = len(both) // self._size * self._size
        self._rest = both[whole:]
        self._windows.append(np.abs(both[:whole]).reshape(-1, self._size).max(axis=1, initial=0) > QUIET)

    def windows(self) -> Windows:
        """All whole windows."""
        return np.concatenate(self._windows) if self._windows else np.zeros(0, np.bool_)


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What was heard of a stream: its ``windows``, and a number for each of its frames of ``frame_ms``, by their bytes."""

    windows: Windows
    prints: Prints
    frame_ms: float


def prints(frames: bytes, size: int) -> Prints:
    """A number for each frame of that size, by its bytes."""
    words = size // 8
    table = np.frombuffer(frames, np.uint8).reshape(-1, size)[:, : 8 * words]
    factors = np.random.default_rng(1).integers(1, 1 << 63, words, np.uint64) | np.uint64(1)
    return np.ascontiguousarray(table).view(np.uint64) @ factors


def findings(
    file: File, heard: Heard, spoken: Sequence[TranscriptCue], spans: Sequence[SoundSpan] = ()
) -> Iterator[Finding]:
    """Sentences that are not heard, or not where they are said to be; and those that have the sound of another. ``spans`` are
    recordings and sounds."""
    all_faults = _faults(heard.windows, spoken, spans)
    faults = ((number, cue, fault) for number, (cue, fault) in enumerate(all_faults, 1) if fault)
    for number, cue, fault in islice(faults, _MOST):
        yield file.finding(SPOKEN, msg("{!r} {}", cue.text[:40], fault), place=msg("sentence {}", number))
    for one, other in islice(_same(heard, spoken), _MOST):
        message = msg(
            "{!r} has the sound of sentence {}, {!r}", spoken[one].text[:40], other + 1, spoken[other].text[:40]
        )
        yield file.finding(OWN, message, place=msg("sentence {}", one + 1))
    for span in spans:
        if not heard.windows[span.start_ms // WINDOW_MS : -(-span.end_ms // WINDOW_MS)].any():
            place = msg("{} ms", span.start_ms)
            yield file.finding(SPOKEN, msg("is silent, from {} to {} ms", span.start_ms, span.end_ms), place=place)


def _faults(
    windows: Windows, spoken: Sequence[TranscriptCue], spans: Sequence[SoundSpan]
) -> Iterator[tuple[TranscriptCue, Message | str]]:
    """Each sentence, and what is wrong with its sound: empty if nothing is."""
    slack = SLACK_MS // WINDOW_MS
    others = windows.copy()
    for span in spans:
        others[span.start_ms // WINDOW_MS : -(-span.end_ms // WINDOW_MS)] = False
    recorded = [span for span in spans if span.kind == "recording"]
    for number, cue in enumerate(spoken):
        own = windows[-(-cue.start_ms // WINDOW_MS) : cue.end_ms // WINDOW_MS]
        at = np.flatnonzero(own)
        follower = spoken[number + 1].start_ms if number + 1 < len(spoken) else len(windows) * WINDOW_MS
        behind = others[-(-cue.end_ms // WINDOW_MS) : follower // WINDOW_MS]
        fault: Message | str = ""
        if _says_something(cue.text) and len(own):
            if not len(at):
                fault = msg("is silent, from {} to {} ms", cue.start_ms, cue.end_ms)
            elif not cue.speaker or any(one.start_ms <= cue.start_ms < cue.end_ms <= one.end_ms for one in recorded):
                pass  # people and music take their time
            elif at[0] > slack:
                fault = msg("begins with {} ms of silence", int(at[0]) * WINDOW_MS)
            elif len(own) - 1 - at[-1] > slack:
                fault = msg("ends with {} ms of silence", int(len(own) - 1 - at[-1]) * WINDOW_MS)
            elif (pause := int(np.diff(at).max(initial=0)) * WINDOW_MS) > LONGEST_PAUSE_MS:
                fault = msg("holds {} ms of silence", pause)
        if not fault and (more := int(behind.sum())) > slack:
            fault = msg("goes on for {} ms behind its end at {} ms", more * WINDOW_MS, cue.end_ms)
        yield cue, fault


def _same(heard: Heard, spoken: Sequence[TranscriptCue]) -> Iterator[tuple[int, int]]:
    """Pairs of sentences of different texts and the same sound. Each frame belongs to the first sentence that has it. An intro
    and an outro may be the same music."""
    if not len(heard.prints) or not spoken:
        return
    spans = [(int(-(-cue.start_ms // heard.frame_ms)), int(cue.end_ms // heard.frame_ms)) for cue in spoken]
    numbers = np.concatenate([np.full(len(heard.prints[a:b]), index) for index, (a, b) in enumerate(spans)])
    frames = np.concatenate([heard.prints[a:b] for a, b in spans])
    _, first, which = np.unique(frames, return_index=True, return_inverse=True)
    owners = numbers[first][which.reshape(-1)]
    for index in np.unique(numbers[owners != numbers]):
        owned = owners[slice(*np.searchsorted(numbers, [index, index + 1]))]
        other = int(np.bincount(owned).argmax())
        alike = _letters(spoken[index].text) == _letters(spoken[other].text) or not spoken[index].speaker
        if other != index and not alike and (owned == other).mean() > MOST_FRAMES and _sounds(heard, spoken[index]):
            yield int(index), other


def _sounds(heard: Heard, cue: TranscriptCue) -> bool:
    return bool(heard.windows[cue.start_ms // WINDOW_MS : cue.end_ms // WINDOW_MS].any())


def _says_something(text: str) -> bool:
    """Whether there is anything to say: pictures and marks may be passed over in silence."""
    return any(map(str.isalnum, text))


def _letters(text: str) -> str:
    """What is heard of a text: no mark, and no stage direction in brackets."""
    plain = unicodedata.normalize("NFKC", re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", text))
    return "".join(filter(str.isalnum, plain)).casefold()
