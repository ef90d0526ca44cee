"""Turns → evidence: what is to be seen of each, as names. The model knows by how much each speaks for each label.

One small function for each kind of evidence. What a document is like as a whole (how its questions are set, which label asks)
is evidence too: it is found from what the words say of all its pieces.
"""

from __future__ import annotations

import bisect
import itertools
import math
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from audiobuild.importers import evidence as say
from audiobuild.importers import page_lines as lines
from audiobuild.importers import typography
from audiobuild.importers.document import Document
from audiobuild.importers.evidence import sigmoid
from audiobuild.importers.interview_words import InterviewWords
from audiobuild.importers.label_names import named_side
from audiobuild.importers.pieces import DASH, number_before
from audiobuild.importers.repeats import repeated
from audiobuild.importers.turns import Labelling, Turn

_NAME: Final = re.compile(r"[^\W\d_a-zß-ÿ][^\W\d_]+(?: [^\W\d_a-zß-ÿ]\.)? [^\W\d_a-zß-ÿ][^\W\d_]+")
_CONTACT: Final = re.compile(r"https?://|www\.|\S@\S+\.\w|\b\d{3,}[ /-]\d{3,}")
_TIME: Final = re.compile(r"\b\d{1,2}[.:h]\d{2}\b")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_DATE: Final = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b")
_COPY: Final = re.compile(r"©|\(c\)|\|")
_CLEAR: Final = 2.5
_ENOUGH: Final = 200
"""Pieces with a mark that say how much such pieces ask."""
_NEAR: Final = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What is known of a document before its pieces are judged."""

    document: Document
    turns: Sequence[Turn]
    words: InterviewWords
    asking: Sequence[float]
    """How much each piece asks, by its words alone: log odds."""
    lengths: Sequence[int]
    """Words of each."""

    @property
    def belief(self) -> list[float]:
        """How likely each asks, by its words alone."""
        return [sigmoid(1.2 * (value - 0.3)) for value in self.asking]


def of(document: Document, labelling: Labelling, words: InterviewWords) -> list[list[str]]:
    """The evidence of each turn, in order."""
    turns = labelling.turns
    asking = [say.questionness(DASH.sub("", number_before().sub("", t.text, count=1), count=1), words) for t in turns]
    look = Look(
        document=document,
        turns=turns,
        words=words,
        asking=asking,
        lengths=[len(say.tokens(turn.text)) for turn in turns],
    )
    columns = [column(look) for column in _COLUMNS]
    own = [[name for column in columns for name in column[index]] for index in range(len(turns))]
    return _with_neighbours(look, own)


Column = list[list[str]]


def _column(kind: Callable[[Look, int], Iterator[str]]) -> Callable[[Look], Column]:
    return lambda look: [list(kind(look, index)) for index in range(len(look.turns))]


def _wording(look: Look, index: int) -> Iterator[str]:
    """What the words of a piece say by themselves."""
    text, words = look.turns[index].text, look.words
    parts = say.sentences(text)
    yield f"asking {_bin(look.asking[index], 1)}"
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
    yield f"length {_size(length)}"
    yield f"sentences {min(len(say.sentences(text)), 5)}"
    if not say.ends_sentence(text):
        yield "no end"
        yield f"no end {_size(length)}"
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
    yield f"cut {piece.cut} {_bin(look.asking[index], 1)}"
    if piece.parts > 1:
        place = "first" if piece.part == 0 else "last" if piece.part == piece.parts - 1 else "middle"
        yield f"part {place}"
        yield f"part {place} {_bin(look.asking[index], 2)}"
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
        yield f"region {_size(look.lengths[index])}"
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


def _names(look: Look) -> Column:
    """Labels: whether this label asks, by all that stands behind it in this document."""
    words = look.words
    sums: dict[str, list[float]] = defaultdict(list)
    for index, turn in enumerate(look.turns):
        if turn.speaker:
            sums[turn.speaker].append(max(-2.0, min(3.0, look.asking[index])))
    order = list(dict.fromkeys(turn.speaker for turn in look.turns if turn.speaker))
    count = sum(map(len, sums.values()))
    share = count / max(1, len(look.turns))
    asks = {speaker: statistics.fmean(values) for speaker, values in sums.items()}
    mean = statistics.fmean(asks.values()) if asks else 0.0
    rows: Column = []
    before = ""
    inside = 0
    for turn in look.turns:
        row = [f"labels {min(4, int(share * 8))}"] if count >= 2 else ["labels none"]
        if speaker := turn.speaker:
            row.append("label")
            side = named_side(speaker, words) or "name"
            own = asks[speaker]
            row.append(f"label {side}")
            row.append(f"label asks {_bin(own, 2)}")
            row.append(f"label asks more {_bin(own - mean, 2)} {min(len(sums), 4)}")
            row.append(f"label times {min(len(sums[speaker]), 4)}")
            row.append(f"label {min(order.index(speaker), 3)}")
            row.append(f"label {'again' if speaker == before else 'other'}")
            if asks and own == max(asks.values()) and len(asks) > 1:
                row.append("label asks most")
            if asks and own == min(asks.values()) and len(asks) > 1:
                row.append("label asks least")
            if turn.alone:
                row.append("label alone")
            before = speaker
            inside = 0
        elif before:
            inside += 1
            row.append(f"behind label {min(inside, 3)} {_bin(asks[before] - mean, 1)} {min(4, int(share * 8))}")
        rows.append(row)
    return rows


def _marks(look: Look) -> Column:
    """The document's own layout: how much the pieces that look like this one ask."""
    belief = look.belief
    by_mark: dict[str, list[int]] = defaultdict(list)
    by_look: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, turn in enumerate(look.turns):
        for mark in turn.piece.marks:
            by_mark[mark].append(index)
        by_look[tuple(sorted(turn.piece.marks))].append(index)
    alike = {marks: (math.fsum(belief[i] for i in own), len(own) - 1) for marks, own in by_look.items()}
    all_mean = statistics.fmean(belief) if belief else 0.0
    found = typography.find([turn.piece for turn in look.turns], look.asking) if look.turns else None
    rows: Column = []
    for index, turn in enumerate(look.turns):
        row = []
        if found:
            row.append(f"set {index in found.marked}")
            row.append(f"set {index in found.marked} {_bin(look.asking[index], 2)}")
            row.append(f"set {index in found.marked} {round(2 * found.score)}")
        else:
            row.append("set not")
        total, others = alike[tuple(sorted(turn.piece.marks))]
        if others >= 2:
            mean = (total - belief[index]) / others
            row.append(f"alike {_tenth(mean - all_mean)}")
            row.append(f"alike {_bin(mean, 8)}")
        else:
            row.append("alike few")
        means = []
        for mark in turn.piece.marks:
            others = len(by_mark[mark]) - 1
            if others >= 2 and others < len(look.turns) * 0.8:
                some = [i for i in by_mark[mark][: _ENOUGH + 1] if i != index][:_ENOUGH]
                means.append(statistics.fmean(belief[i] for i in some))
        if means:
            row.append(f"mark asks {_bin(max(means), 8)}")
            row.append(f"mark tells {_bin(min(means), 8)}")
        rows.append(row)
    return rows


def _place(look: Look) -> Column:
    """Where a piece stands: to the clear questions, to the prose, in the document."""
    clear = [index for index, value in enumerate(look.asking) if value >= _CLEAR and look.lengths[index] >= 3]
    count = len(look.turns)
    first, last = (clear[0], clear[-1]) if clear else (count, -1)
    prose = [index for index in range(count) if look.lengths[index] >= 20]
    box = Counter(name for index in prose for name in look.turns[index].piece.classes)
    usual = {name for name, times in box.items() if times >= 0.6 * len(prose)}
    rows: Column = []
    for index in range(count):
        row = [f"tenth {index * 10 // max(1, count)}", f"questions {min(len(clear), 8) // 2}"]
        if index < first:
            row += [f"before {_steps(first - index)}", "before"]
        elif index > last:
            row += [f"after {_steps(index - last)}", "after"]
        else:
            row += ["within", f"since {_steps(index - clear[bisect.bisect_right(clear, index) - 1])}"]
        if index == 0:
            row.append("very first")
        if index == count - 1:
            row.append("very last")
        if usual:
            row.append(f"box {round(4 * len(usual & look.turns[index].piece.classes) / len(usual))}")
        at = bisect.bisect_left(prose, index)
        nearest = min((abs(index - other) for other in prose[max(0, at - 1) : at + 1]), default=_NEAR)
        row.append(f"prose {min(nearest, _NEAR)}")
        rows.append(row)
    return rows


def _relative_length(look: Look) -> Column:
    """Length against that of the clear questions and of what else is said."""
    logs = [math.log(1 + length) for length in look.lengths]
    clear = [logs[index] for index, value in enumerate(look.asking) if value >= _CLEAR and look.lengths[index] >= 3]
    told = [logs[index] for index, value in enumerate(look.asking) if value <= -1 and look.lengths[index] >= 8]

    def score(values: Sequence[float]) -> Callable[[float], str]:
        if len(values) < 3:
            return lambda _: "unknown"
        mean, deviation = statistics.fmean(values), max(statistics.pstdev(values), 0.4)
        return lambda value: _bin((value - mean) / deviation, 1, 3)

    asked, said = score(clear), score(told)
    return [[f"like questions {asked(value)}", f"like answers {said(value)}"] for value in logs]


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
    _names,
    _marks,
    _place,
    _relative_length,
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


def _with_neighbours(look: Look, own: Sequence[Sequence[str]]) -> list[list[str]]:
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


def _bin(value: float, steps: int, most: int = 5) -> str:
    return str(max(-most * steps, min(most * steps, round(value * steps))) / steps)


def _tenth(value: float) -> str:
    return str(round(value * 5))


def _size(length: int) -> int:
    return next(number for number, most in enumerate((0, 1, 3, 6, 12, 20, 35, 60, 100, 10**9)) if length <= most)


def _steps(distance: int) -> int:
    return next(number for number, most in enumerate((0, 1, 2, 3, 5, 8, 15, 30, 10**9)) if distance <= most)
