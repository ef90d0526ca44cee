"""Nothing is lost: every word of a source is spoken, kept as a comment at its place, listed as left out, or is a label, a number or
a time that was taken off a turn.

The words of a source are read by rules of this test's own (:mod:`tools.importing.annotate`), not by the importer's readers.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from flagship import SHARED

from audiobuild.errors import ContentError
from audiobuild.importers import Wishes, described, pieces, read, recognise
from audiobuild.importers.document import Document
from audiobuild.importers.result import Import, places
from tools.importing import annotate, cases
from tools.importing.cases import Case, words

SOURCES = [case for case in cases.every(SHARED, None) if case.group != "corpus"]
MIXTURES = 100
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n|\A\s*date \d{4}-\d{2}\b", re.DOTALL)
_HYPHEN = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_])")


def printed(case: Case) -> list[str]:
    """The words of a source that a reader sees. Front matter is about the text, and what only marks Markdown is none of it."""
    source = case.source
    if case.form != "html":
        text = _FRONT_MATTER.sub("", source.decode("utf-8").replace("\r\n", "\n"))
        source = _HYPHEN.sub("", text).encode()
    lines = annotate.lines(source, case.file)
    noise = {} if case.form == "html" else {line.first + n for line in lines for n in cases.markup(line.text)}
    return [word for number, word in enumerate(word for line in lines for word in line.words) if number not in noise]


def counted(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in words(text))


def said(found: Import) -> Iterator[str]:
    """All texts that are spoken."""
    interview = found.interview
    yield interview.about.title
    talk = [turn for exchange in interview.exchanges for turn in (exchange.question, *exchange.answers)]
    for turn in (*interview.introduction, *talk, *interview.closing):
        yield from (paragraph.text for paragraph in turn.paragraphs)


def taken_off(document: Document) -> Counter[str]:
    """The words of labels, numbers and times that were taken off turns. Whatever else the turns have not is lost."""
    _, own, found = recognise.seen(document, Wishes())
    cut = pieces.cut(document.blocks)
    off = counted(piece.text for piece in cut) - counted(turn.text for turn in (*found.turns, *found.beside))
    labels = {word for name in (*found.names.values(), *own.parts) for word in words(name)}
    return Counter({word: count for word, count in off.items() if word in labels or _is_sign(word)})


def _is_sign(word: str) -> bool:
    """A number of a question, initials, part of a time."""
    return len(word) <= 3


def lost(document: Document, found: Import) -> Counter[str]:
    """The words of a document that an import does not account for; numbers of questions aside."""
    there = counted(block.text for block in document.blocks)
    listed = counted(item.text for item in found.left_out)
    rest = there - counted(said(found)) - listed - taken_off(document)
    title = set(words(found.interview.about.title))  # printed once, however often the page has it
    return Counter(
        {word: n for word, n in rest.items() if word not in title and not (word.isdigit() and len(word) <= 3)}
    )


def outside_of_comments(found: Import) -> list[str]:
    """What is left out inside the talk without a comment in the Markdown."""
    begins, *_, ends = places(found.interview)
    return [item.text for item in found.left_out if begins < item.place < ends and not item.doubtful]


def _is_utf_8(case: Case) -> bool:
    """Other encodings are not read by this test's own rules."""
    try:
        case.source.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.parametrize("case", SOURCES, ids=lambda case: case.name)
def test_every_word_of_a_source_is_accounted_for(case: Case) -> None:
    document = described(case.source, name=case.file)
    found = read(case.source, Wishes(), name=case.file)
    assert lost(document, found) == {}
    assert outside_of_comments(found) == []


def test_articles_lose_nothing_either() -> None:
    """Those of the sources that have headings with text below them."""
    chapters = 0
    for case in SOURCES:
        document = described(case.source, name=case.file)
        try:
            found = read(case.source, Wishes(article=True), name=case.file)
        except ContentError:
            continue
        chapters += 1
        assert (case.name, lost(document, found), outside_of_comments(found)) == (case.name, {}, [])
    assert chapters > len(SOURCES) / 3


@pytest.mark.parametrize("case", [case for case in SOURCES if _is_utf_8(case)], ids=lambda case: case.name)
def test_the_reader_reads_every_word(case: Case) -> None:
    rest = Counter(printed(case)) - counted(block.text for block in described(case.source, name=case.file).blocks)
    assert {word for word in rest if not word.isdigit()} == set()


def mixture(seed: int) -> Document:
    """Two documents one behind the other, or one whose blocks, or runs of blocks, stand in another order."""
    chance = random.Random(seed)
    first, second = (described(case.source, name=case.file) for case in chance.sample(SOURCES, 2))
    blocks = list(first.blocks)
    kind = seed % 3
    if kind == 0:
        blocks += second.blocks
    elif kind == 1:
        chance.shuffle(blocks)
    else:
        at = sorted(chance.sample(range(len(blocks) + 1), min(4, len(blocks))))
        parts = [blocks[start:end] for start, end in pairwise([0, *at, len(blocks)])]
        chance.shuffle(parts)
        blocks = [block for part in parts for block in part]
    return replace(first, blocks=tuple(blocks))


def test_mixtures_lose_nothing_either() -> None:
    """Documents of which nothing is known; some are refused."""
    refused = 0
    for seed in range(MIXTURES):
        document = mixture(seed)
        try:
            found = recognise.interview(document, Wishes(), name="a.txt")
        except ContentError:
            refused += 1
            continue
        assert (seed, lost(document, found), outside_of_comments(found)) == (seed, {}, [])
    assert refused < MIXTURES / 4


@pytest.mark.parametrize("answer", ["Über 40.", "42.", "10:30.", "Am 4. Mai.", "3"])
def test_an_answer_may_be_a_number(answer: str) -> None:
    text = f"Anna: Wie alt sind Sie heute?\n\nBen: {answer}\n\nAnna: Und wer ist der Nächste?\n\nBen: Meine Nichte vielleicht."
    found = read(text, Wishes(), name="a.txt")
    assert found.interview.exchanges[0].answers[0].paragraphs[0].text == answer
