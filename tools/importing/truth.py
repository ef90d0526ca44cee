"""Truth → labels for the words of a document as the importer reads it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from tools.importing.cases import AFTER, BEFORE, INSIDE, UNSPOKEN, Case, TruePair, words

Labels = list[frozenset[str]]


def labels(case: Case, found: Sequence[str]) -> Labels | None:
    """For each word that the importer found the labels that it may have; None where the truth is not to be found in it."""
    if case.labelled:
        return _carried_over(case, found)
    return _from_ends(case, found)


def _carried_over(case: Case, found: Sequence[str]) -> Labels:
    """By the longest common sequences of words. What the page hides or adds has no truth: anything but the talk."""
    theirs = [word for word, _ in case.labelled]
    result: Labels = [frozenset({"page", "aside"})] * len(found)
    matcher = difflib.SequenceMatcher(a=theirs, b=list(found), autojunk=False)
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            result[block.b + offset] = case.labelled[block.a + offset][1]
    return result


def _from_ends(case: Case, found: Sequence[str]) -> Labels | None:
    spans: list[tuple[int, int, int, int]] = []
    cursor = 0
    for number, pair in enumerate(case.pairs):
        following = case.pairs[number + 1] if number + 1 < len(case.pairs) else None
        span = _locate(pair, following, found, cursor)
        if span is None:
            return None
        spans.append(span)
        cursor = span[3]
    if not spans:
        return None
    result: Labels = [BEFORE] * spans[0][0]
    end = spans[0][0]
    for q_start, q_end, a_start, a_end in spans:
        result += [INSIDE] * (q_start - end)
        result += [frozenset({"question"})] * (q_end - q_start)
        result += [INSIDE] * (a_start - q_end)
        result += [frozenset({"answer"})] * (a_end - a_start)
        end = a_end
    result += [AFTER] * (len(found) - end)
    _mark_junk(case, found, result)
    return result


def _locate(
    pair: TruePair, following: TruePair | None, found: Sequence[str], cursor: int
) -> tuple[int, int, int, int] | None:
    for q_start in _places(pair.question, found, cursor):
        for q_end in _places(pair.question_ends, found, q_start):
            q_stop = q_end + len(pair.question_ends)
            if q_stop - q_start < len(pair.question):
                continue
            if q_stop - q_start > 600:
                break
            a_start = next(iter(_places(pair.answer, found, q_stop)), None)
            if a_start is None:
                return None
            if a_start - q_stop > 60:
                continue
            a_end = _end(pair, following, found, a_start)
            if a_end:
                return q_start, q_stop, a_start, a_end
    return None


def _end(pair: TruePair, following: TruePair | None, found: Sequence[str], start: int) -> int | None:
    """Where the answer ends: at the last of its last words before the next question, else at the first."""
    ends = [at + len(pair.answer_ends) for at in _places(pair.answer_ends, found, start)]
    ends = [end for end in ends if end - start >= min(len(pair.answer), len(pair.answer_ends))]
    if not ends:
        return None
    if following is None:
        return ends[0]
    for end in ends:
        asked = next(iter(_places(following.question, found, end)), None)
        if asked is not None:
            inside = [other for other in ends if other <= asked]
            return inside[-1] if asked - end < 4000 else end
    return ends[0]


def _places(wanted: Sequence[str], found: Sequence[str], start: int) -> Iterator[int]:
    size = len(wanted)
    if not size:
        yield start
        return
    first = wanted[0]
    for at in range(start, len(found) - size + 1):
        if found[at] == first and list(found[at : at + size]) == list(wanted):
            yield at


def _mark_junk(case: Case, found: Sequence[str], result: Labels) -> None:
    """Lines that must not be spoken, wherever they stand and nothing of a pair does."""
    for lines, allowed in ((case.junk, UNSPOKEN), (case.optional, None)):
        for line in lines:
            wanted = words(line)
            if not wanted:
                continue
            for at in _places(wanted, found, 0):
                for index in range(at, at + len(wanted)):
                    if result[index] & {"question", "answer"}:
                        continue
                    if allowed:
                        result[index] = allowed
                    else:
                        result[index] = result[index] | {"aside", "page"}
