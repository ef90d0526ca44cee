"""Nothing is lost: every word of a source is spoken, kept as a comment at its place, listed as left out, or is a label, a number or
a time that was taken off a turn.

The words of a source are read by rules of this test's own (:mod:`tools.importing.annotate`), not by the importer's readers.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from flagship import SHARED

from audiobuild.errors import ContentError
from audiobuild.importers import Wishes, described, pieces, read, recognise, turns
from audiobuild.importers.document import Document, SourceBlock
from audiobuild.importers.interview_words import InterviewWords, load
from audiobuild.importers.label_names import comparison_form
from audiobuild.importers.result import Import, places
from audiobuild.languages.registry import FALLBACK, base
from audiobuild.publication import content
from tools.importing import annotate, cases
from tools.importing.cases import Case, words

CASES = [case for case in cases.every(SHARED, None) if case.group != "corpus"]
OWN = [case for case in CASES if case.group == "own"]
MIXTURES = 300
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")


def printed(case: Case) -> list[str]:
    """The words of a source that a reader sees, and those that its Markdown only marks things with."""
    lines = annotate.lines(case.source, case.file)
    found = [word for line in lines for word in line.words]
    if case.form == "html":
        return found
    noise = {line.first + number for line in lines for number in cases._markup(line.text)}
    return [word for number, word in enumerate(found) if number not in noise]


def said(found: Import) -> list[str]:
    """All texts that are spoken, in the order of reading, the title aside."""
    interview = found.interview
    talk = [turn for exchange in interview.exchanges for turn in (exchange.question, *exchange.answers)]
    return [paragraph.text for turn in (*interview.introduction, *talk, *interview.closing) for paragraph in turn.paragraphs]


def counted(texts: Sequence[str]) -> Counter[str]:
    return Counter(word for text in texts for word in words(text))


def taken_off(document: Document, own: InterviewWords) -> tuple[list[str], Counter[str]]:
    """What the pieces have and the turns have not: the texts of the labels and numbers, and their words."""
    cut = pieces.cut(document.blocks)
    found = turns.find(pieces.numbers_aside(cut), own)
    lost = counted([piece.text for piece in cut]) - counted([turn.text for turn in found.turns])
    return list(found.names.values()), lost


def missing(document: Document, found: Import) -> Counter[str]:
    """Words of the document's blocks that the import does not account for."""
    own = load(base(recognise.language(document, "") or FALLBACK))
    names, off = taken_off(document, own)
    known = {word for name in (*names, *own.parts) for word in words(name)}
    labels = Counter({word: count for word, count in off.items() if word in known or word.isdigit() or len(word) <= 3})
    listed = counted([item.text for item in found.left_out])
    title = counted([found.interview.about.title] * 3)
    numbers = {word for word in counted([block.text for block in document.blocks]) if word.isdigit() and len(word) <= 3}
    rest = counted([block.text for block in document.blocks]) - counted(said(found)) - listed - title - labels
    return Counter({word: count for word, count in rest.items() if word not in numbers})
