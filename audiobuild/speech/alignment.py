"""Which part of a neural voice's sound is which sentence and which word, by how long each of its symbols takes.

Symbols are phonemes with the spaces and punctuation between them; the phonemes between two spaces are a group. Mostly a group
is a word. espeak-ng says some words in one go ("in the" /ɪnðə/) and others in several ("1945"), so where there are more or
fewer groups than words, each word's own phonemes tell which are its.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise, product
from typing import Protocol

import numpy as np
import numpy.typing as npt

from audiobuild.model import Speech, Word
from audiobuild.speech import engines

PUNCTUATION = " .,;:!?¡¿…—–-\"'“”„«»()[]"
SILENT = frozenset(f"{PUNCTUATION}ˈˌːˑ")
"""Symbols that have no sound of their own."""

Samples = npt.NDArray[np.float32]
_BEFORE, _BEHIND = engines.IPA_BRACKETS
_TOKEN = re.compile(rf"(?:{_BEFORE}[^{_BEHIND}]*{_BEHIND}|\S)+")
_MARKS = re.compile("[\\sˈˌːˑ\u0300-\u036f]")
MOST_GROUPS = 8
"""Of one word: "1.234.567"."""
MOST_WORDS = 3
"""That are said in one go."""
_STEPS = (*((1, count) for count in range(1, MOST_GROUPS + 1)), *((count, 1) for count in range(2, MOST_WORDS + 1)))
UNLIKE = 0.5
"""So many changes for each symbol, and the words are not those that were said."""

QUIET = 10 ** (-55 / 20)
"""Below it there is no speech any more, nor a breath that is missed."""
QUIET_MS = 20
REACH_MS = 30
"""By how much a sound may begin before its symbol or end behind it."""


class Say(Protocol):
    """A model that says symbols in one go."""

    def __call__(self, symbols: Sequence[str], /) -> tuple[Samples, npt.NDArray[np.int64] | None]:
        """The samples, and the number of the sample with which each symbol begins, and with which the last ends; None where the
        model does not tell."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sentence:
    """A sentence as it was said: its text, its symbols, with which samples they begin, and the last ends, and the groups that
    sound, each by the numbers of its symbols."""

    text: str
    symbols: Sequence[str]
    starts: npt.NDArray[np.int64]
    groups: Sequence[range]


def _groups(symbols: Sequence[str]) -> Iterator[range]:
    """The groups that sound, without the punctuation around them."""
    spaces = [-1, *(number for number, symbol in enumerate(symbols) if symbol == " "), len(symbols)]
    for before, behind in pairwise(spaces):
        if sounds(symbols[before + 1 : behind]):
            inner = [number for number in range(before + 1, behind) if symbols[number] not in PUNCTUATION]
            yield range(inner[0], inner[-1] + 1)


def sounds(symbols: Iterable[str]) -> bool:
    """Whether any of them has a sound."""
    return not SILENT.issuperset(symbols)


def speeches(
    texts: Sequence[str],
    symbols: Sequence[Sequence[str]],
    *,
    say: Say,
    longest: int,
    rate_hz: int,
    phonemes: Callable[[str], str],
) -> Iterator[Speech]:
    """The sound of each of the sentences of a paragraph, with its words.

    ``symbols`` are those of each. They are said in as few rows as it takes to have none longer than ``longest`` symbols; a
    sentence that is longer itself, clause by clause. ``phonemes`` are those of a single word.
    """
    sounding = [number for number, own in enumerate(symbols) if sounds(own)]
    found: dict[int, Speech] = {}
    for row in _rows([len(symbols[number]) for number in sounding], longest):
        numbers = sounding[row.start : row.stop]
        said = _said(
            [texts[number] for number in numbers],
            [symbols[number] for number in numbers],
            lambda row: _in_parts(row, say, longest),
            rate_hz,
            phonemes,
        )
        found.update(zip(numbers, said, strict=True))
    silence = Speech(pcm=b"", rate_hz=rate_hz)
    yield from (found.get(number, silence) for number in range(len(texts)))


def _in_parts(symbols: Sequence[str], say: Say, longest: int) -> tuple[Samples, npt.NDArray[np.int64] | None]:
    """What a model says of symbols, of which it gets no more than ``longest`` at once."""
    said = [say(part) for part in _parts(symbols, longest)]
    samples = np.concatenate([sound for sound, _ in said])
    before = accumulate((len(sound) for sound, _ in said), initial=0)
    starts = [begin + own for begin, (_, own) in zip(before, said, strict=False) if own is not None]
    if len(starts) < len(said):
        return samples, None
    return samples, np.concatenate([*(own[:-1] for own in starts), starts[-1][-1:]])


def _parts(symbols: Sequence[str], longest: int) -> Iterator[Sequence[str]]:
    """The symbols as they are said in one go: clauses, or words, or what fits."""
    while len(symbols) > longest:
        spaces = [number for number in range(1, longest) if symbols[number] == " "]
        clauses = [number for number in spaces if symbols[number - 1] in ",;:—–"]
        end = (clauses or spaces or [longest - 1])[-1] + 1
        yield symbols[:end]
        symbols = symbols[end:]
    yield symbols


def _rows(lengths: Sequence[int], most: int) -> Iterator[range]:
    """Sentences of these lengths in rows."""
    begin = 0
    for number in range(1, len(lengths)):
        if sum(lengths[begin : number + 1]) > most:
            yield range(begin, number)
            begin = number
    if lengths:
        yield range(begin, len(lengths))


def _said(
    texts: Sequence[str], symbols: Sequence[Sequence[str]], say: Say, rate_hz: int, phonemes: Callable[[str], str]
) -> Iterator[Speech]:
    """The sound of sentences that are said in one go; of each alone, if the model does not tell where they end."""
    samples, starts = say([symbol for own in symbols for symbol in (*own, " ")][:-1])
    if starts is None and len(texts) > 1:
        for text, own in zip(texts, symbols, strict=True):
            yield from _said((text,), (own,), say, rate_hz, phonemes)
        return
    if starts is None:
        yield Speech(pcm=pcm(samples), rate_hz=rate_hz)
        return
    begins = [*accumulate((len(own) + 1 for own in symbols), initial=0)]
    sentences = [
        _Sentence(text=text, symbols=own, starts=starts[begin : begin + len(own) + 1], groups=tuple(_groups(own)))
        for text, own, begin in zip(texts, symbols, begins, strict=False)
    ]
    cuts = [0, *(_cut(samples, one, other, rate_hz) for one, other in pairwise(sentences)), len(samples)]
    for sentence, (cut, until) in zip(sentences, pairwise(cuts), strict=True):
        yield Speech(
            pcm=pcm(samples[cut:until]), rate_hz=rate_hz, words=tuple(_words(sentence, cut, rate_hz, phonemes))
        )


def pcm(samples: Samples) -> bytes:
    """Samples of ±1.0 as signed 16-bit little-endian."""
    return (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()


def _cut(samples: Samples, before: _Sentence, behind: _Sentence, rate_hz: int) -> int:
    """The middle of what is quiet, or of the quietest, between the last phoneme of a sentence and the first of the next."""
    reach, window = REACH_MS * rate_hz // 1000, QUIET_MS * rate_hz // 1000
    first = max(0, int(before.starts[before.groups[-1].stop]) - reach)
    last = min(len(samples), int(behind.starts[behind.groups[0].start]) + reach)
    between = samples[first:last].astype(np.float64) ** 2
    if len(between) <= window:
        return (first + last) // 2
    power = np.convolve(between, np.full(window, 1 / window), mode="valid")
    quiet = np.flatnonzero(power <= max(QUIET**2, 2 * power.min()))
    longest = max(np.split(quiet, np.flatnonzero(np.diff(quiet) > 1) + 1), key=len)
    return first + int(longest[0] + longest[-1]) // 2 + window // 2


# --- words and their groups -----------------------------------------------------------------------------------------


def _words(sentence: _Sentence, cut: int, rate_hz: int, phonemes: Callable[[str], str]) -> Iterator[Word]:
    """The words, by the groups that are theirs; several may have the same. None where it is not clear."""
    tokens, groups = list(_tokens(sentence.text)), sentence.groups
    numbers: Sequence[int] = range(len(groups))
    if len(tokens) != len(groups):
        own = [_bare(phonemes(sentence.text[start:end])) for start, end in tokens]
        numbers = _matched(own, [_bare(sentence.symbols[group.start : group.stop]) for group in groups])
    for (start, end), number in zip(tokens, numbers, strict=False):
        begin = int(sentence.starts[groups[number].start]) - cut
        yield Word(start=start, end=end, time_ms=max(0, begin) * 1000 // rate_hz)


def _tokens(text: str) -> Iterator[tuple[int, int]]:
    """The words of a text, without the punctuation around them."""
    for found in _TOKEN.finditer(text):
        sounding = [
            place
            for place, sign in enumerate(found[0], found.start())
            if sign.isalnum() or sign in engines.IPA_BRACKETS
        ]
        if sounding:
            yield sounding[0], sounding[-1] + 1


def _bare(symbols: Iterable[str]) -> str:
    return _MARKS.sub("", "".join(symbol for symbol in symbols if symbol not in SILENT))


def _matched(own: Sequence[str], heard: Sequence[str]) -> Sequence[int]:
    """For each word the number of its first group, by the least changes in all; nothing where that are too many."""
    ends = len(own), len(heard)
    best: dict[tuple[int, int], tuple[int, tuple[int, ...]]] = {(0, 0): (0, ())}
    for word, group in product(range(ends[0]), range(ends[1])):
        if (word, group) not in best or abs(word - group) > abs(ends[0] - ends[1]) + MOST_GROUPS:
            continue
        cost, path = best[word, group]
        for spoken, sounding in _STEPS:
            to = word + spoken, group + sounding
            if to[0] <= ends[0] and to[1] <= ends[1]:
                so_far = cost + _changes("".join(own[word : to[0]]), "".join(heard[group : to[1]]))
                if to not in best or so_far < best[to][0]:
                    best[to] = so_far, (*path, *(group,) * spoken)
    cost, path = best.get(ends, (0, ()))
    return path if cost <= UNLIKE * sum(map(len, heard)) else ()


@lru_cache(maxsize=4096)
def _changes(one: str, other: str) -> int:
    """How many symbols must be added, removed or replaced to make one of the other (Levenshtein)."""
    row = list(range(len(other) + 1))
    for number, sign in enumerate(one, 1):
        before, row[0] = row[0], number
        for place, against in enumerate(other, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (sign != against))
    return row[-1]
