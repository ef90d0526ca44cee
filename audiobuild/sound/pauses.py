"""Where the sentences of a recording lie, from its pauses and the length of its text: no word is recognised.

A border between two sentences is a pause that stands where the letters say that it should. What a border is, and how sure,
comes of all the ways to lay the text over the sound, each weighed by how well

* each sentence's letters fit the time that is spoken between its borders (pauses do not count: readers differ in those most),
* the pauses at its borders are as long as this reader's pauses between sentences,
* the pauses within it lie where its commas are;

and a border may also lie where there is no pause at all, which is what a reader does who runs two sentences together. A border
is *clear* if nearly all of that weight is on one pause, and the sentences beside it are as long as they should be. What is not
clear is not guessed: the paragraph is one span. Evidence: benchmarks/recordings.py.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from audiobuild.languages.registry import base
from audiobuild.messages import msg
from audiobuild.sound.loudness import Powers
from audiobuild.sound.plausible import LETTER_MS, OTHER_LETTER_MS, SIGN_MS
from audiobuild.sound.quality import levels, noise_and_voice
from audiobuild.sound.recording import Halves

WINDOW_MS = 10

LEAST_CONTRAST_DB = 12
"""Between speech and its pauses: with less, pauses are what the noise leaves of them."""
QUIETEST = 0.02
"""The part of a recording that is quiet for certain, be it in stops only."""
DEPTH = 0.3
"""A pause is quieter than this part of the way from the noise to the voice, in dB."""
LEAST_DEPTH_DB, MOST_DEPTH_DB = 6, 18
"""And not nearer to the noise than the noise's own swing, nor further from it than a soft syllable."""
SHORTEST_PAUSE_MS = 120
"""What is shorter is a stop: a long /p/, /t/ or /k/ is silent for 60 to 110 ms."""
SHORTEST_SOUND_MS = 60
"""What is shorter, in a pause, is a click: of 20 ms, and smoothed by as much on either side."""

DIGIT_LETTERS, CAPITAL_LETTERS, SYMBOL_LETTERS = 5, 3.5, 6
"""How many letters one character is when it is spoken: "7", a letter that is spelled, "%"."""
WORD_LETTERS = 1.0
"""What a word takes beside its letters."""
CLAUSE_MARKS = frozenset(",;:–—…()")

SPREAD = 0.13
SPREAD_MS = 220
"""How far a sentence is from what its letters say: a part of its length, and an amount (hesitations, names, figures)."""
OUTLIERS, OUTLIER_SPREAD = 0.05, 3.0
"""So many are off by as many times that."""

WITHOUT_PAUSE = 0.04
"""The share of sentences that are run together with the next."""
WITHOUT_PAUSE_LAST = 0.004
"""Of those that end a paragraph."""
GRID_MS = 200
INNER_PER_MS = 0.12e-3
"""How many pauses there are within sentences, beside those at commas."""
AT_COMMAS = 0.5
COMMA_SPREAD_MS = 300
PAUSE_SLOPE, PAUSE_MOST = 2.0, 2.5
"""What a pause's length says, in natural logarithms: for each time that it is e times as long, and at most."""
INNER_PART = 0.55
"""A pause within a sentence against one between two, mostly."""

CLEAR, CLEAR_LAST = 0.99, 0.98
"""The weight that one pause must have: between two sentences, and between two paragraphs."""
FAR, FAR_MEAN = 2.6, 1.4
"""How many spreads a sentence beside a clear border may be off, and the root mean square of all sentences."""
KEPT = 30.0
"""Ways that are worse than the best by as many natural logarithms are left out."""


class Unclear(ValueError):  # noqa: N818 - nothing is wrong with the recording
    """The text cannot be laid over the sound, not even by paragraphs."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """From where sound begins to where it ends."""

    start_ms: int
    end_ms: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Text:
    """A sentence: how long it takes at an engine's pace, and after which parts of that its commas stand.

    ``last``: of its paragraph."""

    length_ms: float
    commas: tuple[float, ...]
    last: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Places:
    """Where a sentence may end: a row each, in order. ``spoken`` is the time spoken before it; ``weight`` what speaks for it,
    and ``last`` what does if a paragraph ends. ``pauses`` is where the pause there begins and ends; ``real``: there is one."""

    spoken: Powers
    weight: Powers
    last: Powers
    pauses: npt.NDArray[np.int64]
    real: npt.NDArray[np.bool_]


def sentence_times(
    samples: Halves, rate_hz: int, paragraphs: Sequence[Sequence[str]], language: str
) -> tuple[tuple[Span, ...], ...]:
    """For each paragraph a span for each of its sentences, or one for all of it.

    Raises Unclear, in words that follow "the recording", if it is not clear where the paragraphs begin.
    """
    texts = tuple(
        _text(sentence, language, last=number == len(paragraph))
        for paragraph in paragraphs
        for number, sentence in enumerate(paragraph, 1)
    )
    borders = tuple(accumulate(map(len, paragraphs), initial=0))
    sounds = _sounds(samples, rate_hz)
    clear = _clear(sounds, texts) if len(texts) > 1 and len(sounds) > 1 else {}
    whole = {0: (0, int(sounds[0, 0])), len(texts): (int(sounds[-1, 1]), 0)} | clear
    if not all(border in whole for border in borders):
        raise Unclear(msg("has no clear pauses between its paragraphs"))
    return tuple(
        _spans(whole, range(first, last + 1) if all(n in whole for n in range(first, last)) else (first, last))
        for first, last in pairwise(borders)
    )


def _spans(places: dict[int, tuple[int, int]], borders: Sequence[int]) -> tuple[Span, ...]:
    return tuple(Span(start_ms=places[one][1], end_ms=places[other][0]) for one, other in pairwise(borders))


# --- the sound ------------------------------------------------------------------------------------------------------


def _sounds(samples: Halves, rate_hz: int) -> npt.NDArray[np.int64]:
    """Where there is sound between pauses: rows of begin and end in ms. All of it is sound where pauses are not to be seen."""
    found = levels(samples, rate_hz, WINDOW_MS)
    noise, voice = noise_and_voice(found, QUIETEST)
    if not np.isfinite(voice):
        raise Unclear(msg("is silent"))
    if voice - noise < LEAST_CONTRAST_DB:
        return np.array([[0, len(found) * WINDOW_MS]], np.int64)
    depth = np.clip(DEPTH * (voice - noise), LEAST_DEPTH_DB, MOST_DEPTH_DB)
    threshold = max(noise + depth, voice - 40)
    smooth = 10 * np.log10(np.convolve(10 ** (found / 10), np.ones(3) / 3, mode="same") + 1e-20)
    loud = _runs(smooth > threshold)
    kept = [run for run in loud if (run[1] - run[0]) * WINDOW_MS >= SHORTEST_SOUND_MS]
    joined: list[list[int]] = []
    for begin, end in kept:
        if joined and (begin - joined[-1][1]) * WINDOW_MS < SHORTEST_PAUSE_MS:
            joined[-1][1] = end
        else:
            joined.append([begin, end])
    if not joined:
        raise Unclear(msg("is silent"))
    return np.array(joined, np.int64) * WINDOW_MS


def _runs(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    edges = np.flatnonzero(np.diff(np.pad(mask.astype(np.int8), 1)))
    return edges.reshape(-1, 2)


# --- the text -------------------------------------------------------------------------------------------------------


def _text(sentence: str, language: str, *, last: bool) -> _Text:
    letter_ms = LETTER_MS.get(base(language), OTHER_LETTER_MS)
    lengths = [_length(before, character, after, letter_ms) for before, character, after in _around(sentence)]
    length_ms = max(sum(lengths), letter_ms)
    passed = accumulate(lengths)
    commas = [
        place / length_ms
        for character, place in zip(sentence, passed, strict=True)
        if character in CLAUSE_MARKS and 0 < place < length_ms
    ]
    return _Text(length_ms=length_ms, commas=tuple(commas), last=last)


def _around(sentence: str) -> zip[tuple[str, str, str]]:
    return zip(f" {sentence}", sentence, f"{sentence[1:]} ", strict=False)


def _length(before: str, character: str, after: str, letter_ms: float) -> float:
    if character == "\N{NO-BREAK SPACE}" or character.isspace():
        return WORD_LETTERS * letter_ms
    kind = unicodedata.category(character)
    if kind == "Lu":
        return letter_ms * (CAPITAL_LETTERS if (before + after).strip() and not (before + after).islower() else 1)
    if kind in ("Lo", "Lm"):
        return SIGN_MS
    if kind[0] == "L":
        return letter_ms
    if kind[0] == "N":
        return DIGIT_LETTERS * letter_ms
    return SYMBOL_LETTERS * letter_ms if kind[0] == "S" or character in "%&@" else 0


# --- the one over the other -----------------------------------------------------------------------------------------


def _clear(sounds: npt.NDArray[np.int64], texts: Sequence[_Text]) -> dict[int, tuple[int, int]]:
    """The clear borders by how many sentences stand before them, each as where its pause begins and ends."""
    lengths = sounds[:, 1] - sounds[:, 0]
    written = np.array([text.length_ms for text in texts])
    pace = float(lengths.sum() / written.sum())
    places = _places(sounds, len(texts) - 1)
    first = _laid(places, texts, pace, lengths.sum())
    if first is None:
        return {}
    if len(texts) > 4:  # the usual sentence's pace, whatever was left out or put in
        pace = float(np.median(first[1] / written))
    laid = _laid(places, texts, pace, lengths.sum())
    if laid is None:
        return {}
    weights, spoken = laid
    best = weights.argmax(axis=1)
    off = (spoken - written * pace) / _spread(written * pace)
    if np.sqrt(np.mean(np.square(off))) > FAR_MEAN or (np.diff(best) <= 0).any():
        return {}
    near = np.abs(off) <= FAR
    enough = np.array([CLEAR_LAST if text.last else CLEAR for text in texts[:-1]])
    sure = (weights.max(axis=1) >= enough) & places.real[best] & near[:-1] & near[1:]
    return {
        int(number) + 1: (int(places.pauses[best[number], 0]), int(places.pauses[best[number], 1]))
        for number in np.flatnonzero(sure)
    }


def _laid(places: _Places, texts: Sequence[_Text], pace: float, total_ms: float) -> tuple[Powers, Powers] | None:
    """The weights, and how long each sentence is spoken between the heaviest places."""
    weights = _weights(places, texts, pace, total_ms)
    if weights is None:
        return None
    return weights, np.diff(np.concatenate(([0], places.spoken[weights.argmax(axis=1)], [total_ms])))


def _spread(length_ms: Powers) -> Powers:
    return np.hypot(SPREAD * length_ms, SPREAD_MS)


def _places(sounds: npt.NDArray[np.int64], borders: int) -> _Places:
    """Every pause, and the moments between them, where a border without a pause may be."""
    pauses = np.stack((sounds[:-1, 1], sounds[1:, 0]), axis=1)
    lengths = pauses[:, 1] - pauses[:, 0]
    longest = np.sort(lengths)[::-1][:borders]
    usual = float(np.median(longest)) if len(longest) else SHORTEST_PAUSE_MS
    middle = np.log(usual) + np.log(INNER_PART) / 2
    slope = np.clip(
        PAUSE_SLOPE * (np.log(np.maximum(lengths, 1)) - middle) / -np.log(INNER_PART), -PAUSE_MOST, PAUSE_MOST
    )
    spoken = np.cumsum(sounds[:, 1] - sounds[:, 0])
    grid = np.arange(GRID_MS, spoken[-1] - GRID_MS / 2, GRID_MS, dtype=np.float64)
    far = np.abs(grid[:, None] - spoken[None, :-1]).min(axis=1, initial=np.inf) > GRID_MS * 0.75
    grid = grid[far]
    there = slope - np.log(INNER_PER_MS)
    spoken_all = np.concatenate((spoken[:-1].astype(np.float64), grid))
    order = np.argsort(spoken_all, kind="stable")
    nothing = np.full(len(grid), np.log(GRID_MS))
    both = np.concatenate((there + np.log(1 - WITHOUT_PAUSE), nothing + np.log(WITHOUT_PAUSE)))[order]
    last = np.concatenate((there + np.log(1 - WITHOUT_PAUSE_LAST), nothing + np.log(WITHOUT_PAUSE_LAST)))[order]
    return _Places(
        spoken=spoken_all[order],
        weight=both,
        last=last,
        pauses=np.concatenate((pauses, np.zeros((len(grid), 2), np.int64)))[order],
        real=(np.arange(len(spoken_all)) < len(pauses))[order],
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Step:
    """One sentence laid over the sound: from each of some places to each of a range of places, with what speaks for it."""

    begins: npt.NDArray[np.intp]
    ends: slice
    scores: Powers


def _weights(places: _Places, texts: Sequence[_Text], pace: float, total_ms: float) -> Powers | None:
    """For each border, how the weight of all ways is spread over the places: a row each; None if there is no way at all."""
    times = np.concatenate(([0.0], places.spoken, [total_ms]))
    pauses = places.spoken[places.real]
    until = np.full(len(times), -np.inf)
    until[0] = 0
    steps, ways = [], []
    for number, text in enumerate(texts):
        weight = _weight(places, texts, number)
        begins = np.flatnonzero(until > until.max() - KEPT)
        if not len(begins) or not np.isfinite(until.max()):
            return None
        step = _step(times, begins, text, pace, pauses)
        steps.append(step)
        reached = np.full(len(times), -np.inf)
        reached[step.ends] = _log_sum(until[begins, None] + step.scores, 0) + weight[step.ends]
        until = reached
        ways.append(until)
    return _spread_over(ways, steps, places, texts) if np.isfinite(until[-1]) else None


def _weight(places: _Places, texts: Sequence[_Text], number: int) -> Powers:
    """What speaks for the end of that sentence at the beginning, at each place, and at the end."""
    if number == len(texts) - 1:
        return np.concatenate((np.full(len(places.spoken) + 1, -np.inf), [0.0]))
    return np.concatenate(([-np.inf], places.last if texts[number].last else places.weight, [-np.inf]))


def _spread_over(ways: Sequence[Powers], steps: Sequence[_Step], places: _Places, texts: Sequence[_Text]) -> Powers:
    """What was found on the way forth, with what is found on the way back."""
    behind = np.zeros(len(ways[0]))
    found = np.zeros((len(steps) - 1, len(places.spoken)))
    for number in range(len(steps) - 1, 0, -1):
        step = steps[number]
        before = np.full(len(behind), -np.inf)
        before[step.begins] = _log_sum(step.scores + (behind + _weight(places, texts, number))[step.ends], 1)
        behind = before
        both = (ways[number - 1] + behind)[1:-1]
        found[number - 1] = np.exp(both - _log_sum(both, 0))
    return found


def _step(times: Powers, begins: npt.NDArray[np.intp], text: _Text, pace: float, pauses: Powers) -> _Step:
    wanted = text.length_ms * pace
    spread = float(_spread(np.array(wanted)))
    reach = OUTLIER_SPREAD * 2 * spread
    first = int(np.searchsorted(times, times[begins[0]] + max(1.0, wanted - reach)))
    last = int(np.searchsorted(times, times[begins[-1]] + wanted + reach, side="right"))
    ends = slice(max(1, first), max(first, last))
    spoken = times[None, ends] - times[begins, None]
    off = (spoken - wanted) / spread
    near = (1 - OUTLIERS) * np.exp(-np.square(off) / 2) + OUTLIERS / OUTLIER_SPREAD * np.exp(
        -np.square(off / OUTLIER_SPREAD) / 2
    )
    with np.errstate(divide="ignore"):
        scores = np.where(spoken > 0, np.log(near / spread), -np.inf)
    if text.commas:
        scores += _at_commas(times[begins], spoken, text.commas, pauses)
    return _Step(begins=begins, ends=ends, scores=scores)


def _at_commas(starts: Powers, spoken: Powers, commas: Sequence[float], pauses: Powers) -> Powers:
    """What the pauses within sentences from these starts, and of these lengths, say for it: that they are where commas are."""
    if not spoken.size:
        return np.zeros_like(spoken)
    some = pauses[(pauses > starts[0]) & (pauses < starts[-1] + spoken.max())]
    place = some[None, None, :] - starts[:, None, None]
    inside = (place > 0) & (place < spoken[:, :, None])
    rate = np.zeros(inside.shape)
    for comma in commas:
        spread = np.hypot(COMMA_SPREAD_MS, 0.08 * spoken)[:, :, None]
        off = (place - comma * spoken[:, :, None]) / spread
        rate += AT_COMMAS / (spread * np.sqrt(2 * np.pi)) * np.exp(-np.square(off) / 2)
    return np.asarray((np.log1p(rate / INNER_PER_MS) * inside).sum(axis=2))


def _log_sum(values: Powers, axis: int) -> Powers:
    """The logarithm of the sum of what these are logarithms of."""
    highest = np.max(values, axis=axis, keepdims=True, initial=-1e30)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.exp(values - highest).sum(axis=axis)) + np.squeeze(highest, axis))
