"""Paragraphs that hold a question and its answer, cut into the two, in documents that are made so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from audiobuild.importers.document import cut, joined_text
from audiobuild.importers.interview_words import InterviewWords
from audiobuild.importers.questions.evidence import (
    addresses,
    asks,
    begins_with,
    first_person,
    questionness,
    sentence_spans,
    sentences,
)
from audiobuild.importers.questions.units import QUOTED, Unit, printed


def cut_open(units: Sequence[Unit], words: InterviewWords) -> list[Unit]:
    """Units cut after the question that opens them, where that is how the document is made.

    It is where such units are more than those that ask and stop; an answer that begins with a question of its own
    ("Warum? Weil …") is found in any interview. Elsewhere only what opens the document is cut so, which often has lost its
    line with its headline, and a question whose answer is a quotation.
    """
    cuts = [_inline_question(unit, words) for unit in units]
    alone = [index for index, unit in enumerate(units) if asks(unit.text) and questionness(unit.text, words) > 2]
    if sum(map(bool, cuts)) < 3 or sum(map(bool, cuts)) <= 1.5 * len(alone):
        first = alone[0] if alone else 0
        cuts = [
            position if index < first or _quoted_rest(units[index], position) else 0
            for index, position in enumerate(cuts)
        ]
    else:
        cuts = [position or _inline_statement(unit, words) for unit, position in zip(units, cuts, strict=True)]
    return [
        part
        for unit, position in zip(units, cuts, strict=True)
        for part in ([_part(unit, 0, position), _part(unit, position, None)] if position else [unit])
    ]


def _quoted_rest(unit: Unit, position: int) -> bool:
    """Whether what follows the question is a quotation to the end: an answer, where answers are quoted."""
    rest = unit.text[position:].strip()
    return bool(position) and bool(QUOTED.match(rest)) and len(rest.split()) > 3


def _inline_question(unit: Unit, words: InterviewWords) -> int:
    """Where the question at the beginning of the unit ends; 0 if there is none with an answer behind it."""
    spans = sentence_spans(unit.text)
    asking = next((position for position, (start, end) in enumerate(spans[:3]) if asks(unit.text[start:end])), None)
    if asking is None or asking == len(spans) - 1:
        return 0
    _, head = spans[asking]
    if re.search(r"[\"„“«»]", unit.text[: head + 1]):  # somebody quoted asks
        return 0
    return head if questionness(unit.text[:head], words) > 2.5 else 0


def _inline_statement(unit: Unit, words: InterviewWords) -> int:
    """Where a first sentence ends that puts something to somebody, if the rest speaks of oneself, or that wants something
    told, if the rest speaks to nobody; 0 otherwise.
    """
    first, *rest = sentences(unit.text) or [""]
    answer = " ".join(rest)
    if rest and begins_with(first, words.requests) and questionness(first, words) > 0 and not addresses(rest[0], words):
        return len(first)
    if not rest or not addresses(first, words) or first_person(first, words):
        return 0
    return len(first) if first_person(answer, words) and not addresses(answer, words) else 0


def _part(unit: Unit, start: int, end: int | None) -> Unit:
    runs = cut(unit.runs, start, end)
    own = printed(joined_text(runs))
    return replace(
        unit,
        runs=runs,
        first=unit.first and start == 0,
        marks=unit.marks - printed(unit.text) | own | {"opening" if start == 0 else "rest"},
        apart=unit.apart and start == 0,
        rule=unit.rule and start == 0,
    )
