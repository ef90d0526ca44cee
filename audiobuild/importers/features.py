"""Turns → evidence: what is to be seen of each, as names. The model knows by how much each speaks for each label.

One small function for each kind of evidence. What a document is like as a whole is evidence too (:mod:`.layout`): it is
found from what the words say of all its pieces.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from audiobuild.importers import evidence as say
from audiobuild.importers import layout
from audiobuild.importers import page_lines as lines
from audiobuild.importers.document import Document
from audiobuild.importers.interview_words import InterviewWords
from audiobuild.importers.looks import Column, Look, look, rounded, size
from audiobuild.importers.repeats import repeated
from audiobuild.importers.turns import Labelling

_NAME: Final = re.compile(r"[^\W\d_a-zß-ÿ][^\W\d_]+(?: [^\W\d_a-zß-ÿ]\.)? [^\W\d_a-zß-ÿ][^\W\d_]+")
_CONTACT: Final = re.compile(r"https?://|www\.|\S@\S+\.\w|\b\d{3,}[ /-]\d{3,}")
_TIME: Final = re.compile(r"\b\d{1,2}[.:h]\d{2}\b")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_DATE: Final = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b")
_COPY: Final = re.compile(r"©|\(c\)|\|")


def of(document: Document, labelling: Labelling, words: InterviewWords) -> list[list[str]]:
    """The evidence of each turn, in order."""
    whole = look(document, labelling.turns, words)
    columns = [column(whole) for column in _COLUMNS]
    own = [[name for column in columns for name in column[index]] for index in range(len(whole.turns))]
    return _with_neighbours(own)


def _column(kind: Callable[[Look, int], Iterator[str]]) -> Callable[[Look], Column]:
    return lambda look: [list(kind(look, index)) for index in range(len(look.turns))]


def _wording(look: Look, index: int) -> Iterator[str]:
    """What the words of a piece say by themselves."""
    text, words = look.turns[index].text, look.words
    parts = say.sentences(text)
    yield f"asking {rounded(look.asking[index], 1)}"
    if say.asks(text):
        yield "asks"
        yield "asks somebody" if say.addresses(text, words) else "asks nobody"
    elif "?" in text:
        yield "asks within"
    if parts and say.asks(parts[0]) and len(parts) > 1:
        yield "asks first"
    if say.addresses(text, words):
        yield "addresses"
    if say.calls_somebody(text, words):
        yield "calls"
    persons = min(say.first_person(text, words), 3)
    yield f"first person {persons}"
    for name in ("requests", "openers", "thanks", "greetings", "reactions", "interrogatives", "hearsay"):
        if say.begins_with(text, getattr(words, name)):
            yield f"begins {name}"
    if say.gives_thanks(text, words):
        yield "gives thanks"
    if say.wants_answer(text, words):
        yield "wants answer"
    tokens = {token.lower() for token in say.tokens(text)[:60]}
    if not words.they.isdisjoint(tokens):
        yield "they"
    if not words.narration.isdisjoint(tokens):
        yield "narrates"


def _shape(look: Look, index: int) -> Iterator[str]:
    """How a piece is written."""
    turn, length = look.turns[index], look.lengths[index]
    text = turn.text
    yield f"length {size(length)}"
    yield f"sentences {min(len(say.sentences(text)), 5)}"
    if not say.ends_sentence(text):
        yield "no end"
        yield f"no end {size(length)}"
    for mark in (":", ",", ";", "…", "."):
        if text.endswith(mark):
            yield f"ends {mark}"
    if text[:1].islower():
        yield "small"
    if text[:1] in "\"„“«»‘'":
        yield "quotes"
        if text[-1:] in "\"“”»’'":
            yield "is quote"
    if text[:1] in "([":
        yield "bracket"
    yield from _signs(text, length)
    capitals = sum(token[:1].isupper() for token in say.tokens(text)[:40])
    yield f"capitals {round(4 * capitals / max(1, min(length, 40)))}"
    if any(character.isdigit() for character in text[:3]):
        yield "digit"
    if not length:
        yield "no words"


def _signs(text: str, length: int) -> Iterator[str]:
    """What a text has of numbers, signs and names."""
    for name, pattern in (("contact", _CONTACT), ("clock", _TIME), ("date", _DATE), ("year", _YEAR), ("sign", _COPY)):
        if pattern.search(text):
            yield name
            if length <= 12:
                yield f"short {name}"
    names = len(_NAME.findall(text))
    if names:
        yield f"names {min(names, 3)}"
        if 2.5 * names >= length:
            yield "only names"


def _setting(look: Look, index: int) -> Iterator[str]:
    """How a piece is set: its element, its marks, where it stands in its paragraph."""
    piece = look.turns[index].piece
    yield f"kind {piece.kind}"
    if piece.kind == "heading":
        yield f"level {min(piece.level, 4)}"
        yield f"heading asks {say.asks(piece.text)}"
    for mark in ("strong", "emphasis", "capitals", "number", "dash", "quoted", "link"):
        if mark in piece.marks:
            yield f"mark {mark}"
            yield f"mark {mark} {look.asking[index] > 1}"
    yield f"cut {piece.cut} {rounded(look.asking[index], 1)}"
    if piece.parts > 1:
        place = "first" if piece.part == 0 else "last" if piece.part == piece.parts - 1 else "middle"
        yield f"part {place}"
        yield f"part {place} {rounded(look.asking[index], 2)}"
    if piece.apart:
        yield "apart"
    if piece.rule:
        yield "rule"


def _page(look: Look, index: int) -> Iterator[str]:
    """What the page and the words of web pages say of it."""
    turn = look.turns[index]
    piece = turn.piece
    if piece.region:
        yield "region"
        yield f"region {piece.region}"
        yield f"region {size(look.lengths[index])}"
    for edge in (False, True):
        if reason := lines.reason(turn.text, look.words, edge=edge):
            yield f"junk {edge}"
            yield f"junk {edge} {reason}"
    if stem := lines.by_stems(turn.text, look.words):
        yield "stems"
        yield f"stems {stem}"
    title = look.document.title.casefold().strip()
    text = turn.text.casefold().strip()
    if title and text == title:
        yield "is title"
    elif title and len(text) > 8 and (text in title or title in text):
        yield "part of title"
    if look.document.author and look.document.author.casefold() in text and look.lengths[index] <= 12:
        yield "author"
    if look.document.summary and text and text[:60] in look.document.summary.casefold() and look.lengths[index] > 5:
        yield "summary"


def _repeats(look: Look) -> Column:
    """What only repeats another part of the text."""
    found = repeated([turn.text for turn in look.turns], [turn.piece.kind == "quote" for turn in look.turns])
    times = Counter(turn.text for turn in look.turns)
    return [
        [*(["repeats"] if index in found else []), *(["twice"] if times[turn.text] > 1 else [])]
        for index, turn in enumerate(look.turns)
    ]


def _takes_up(look: Look) -> Column:
    """How a piece goes with the one before it."""
    rows: Column = [[]]
    for before, turn in itertools.pairwise(look.turns):
        row = []
        if say.takes_up_last_word(turn.text, before.text):
            row.append("takes up")
        if say.begins_as_reply(turn.text, look.words) and not say.begins_as_reply(before.text, look.words):
            row.append("replies")
        if before.piece.block == turn.piece.block:
            row.append("same block")
        if before.text.endswith(":"):
            row.append("behind colon")
        if before.piece.kind == turn.piece.kind == "item":
            row.append("item on")
        if before.piece.marks != turn.piece.marks:
            row.append("looks other")
        rows.append(row)
    return rows[: len(look.turns)]


_COLUMNS: Final[tuple[Callable[[Look], Column], ...]] = (
    _column(_wording),
    _column(_shape),
    _column(_setting),
    _column(_page),
    layout.names,
    layout.marks,
    layout.place,
    layout.relative_length,
    _repeats,
    _takes_up,
)


def edges(labelling: Labelling) -> list[list[str]]:
    """What is seen between each turn and the one before it; the first has none."""
    turns = labelling.turns
    labels = Counter(turn.speaker for turn in turns if turn.speaker)
    labelled = len(labels) >= 2 and sum(labels.values()) >= max(4, 0.2 * len(turns))
    dashed = sum("dash" in turn.piece.marks for turn in turns) >= max(4, 0.25 * len(turns))
    rows = []
    before = ""
    for turn in turns:
        row: list[str] = [turn.piece.cut]
        if turn.piece.row:
            row.append("row")
        if turn.speaker:
            row.append("label again" if turn.speaker == before else "label")
            before = turn.speaker
        elif labelled:
            row.append("no label")
        if dashed:
            row.append("dash" if "dash" in turn.piece.marks else "no dash")
        rows.append(row)
    return rows


_FAR: Final = (
    "asking ",
    "asks",
    "length ",
    "label q",
    "label a",
    "label n",
    "set T",
    "region",
    "junk F",
    "kind ",
    "first person",
    "replies",
    "label o",
    "label again",
    "no end",
    "addresses",
    "same block",
    "mark strong",
    "box",
    "apart",
)


def _with_neighbours(own: Sequence[Sequence[str]]) -> list[list[str]]:
    """The evidence with what the two pieces before and behind show."""
    far = [[name for name in row if name.startswith(_FAR)] for row in own]
    rows = []
    for index, row in enumerate(own):
        names = [*row, "always"]
        for offset in (-2, -1, 1, 2):
            other = index + offset
            if 0 <= other < len(own):
                names += [f"{offset:+d} {name}" for name in far[other]]
            else:
                names.append(f"{offset:+d} nothing")
        rows.append(names)
    return rows
