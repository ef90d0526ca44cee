"""Messages that quote messages: who wrote which part, so that each turn of a talk by mail has its speaker before it.

Whoever is named above a quotation ("On 3 May Jo Berg wrote:") wrote it; whoever a block of header fields names ("From: …",
"Sent: …") wrote what stands below it; whoever sent the message wrote the rest. What is set in a colour of its own below such
header fields was written into the older message by whoever sent the newer one.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from audiobuild.importers.document import SourceBlock, SourceRun, merge
from audiobuild.importers.readers import mail_names

ATTRIBUTION = "attribution"
"""The region of a line that says whom a quotation is by, and of header fields in the text."""
_MOST_LINES = 3
"""Lines over which a mail program wraps one that says who is quoted."""
_FEWEST_FIELDS, _MOST_FIELDS = 3, 12
_MOST_MESSAGES = 50
"""Messages one below the other."""
_TURNS = 2
"""Stretches from which on who wrote them has a part in a talk."""
_QUOTED = re.compile(r"\bquoted(\d+)\b")
_SEPARATOR = re.compile(r"[-–—_=* ]{3,}[^-_=*\n]{3,60}[-–—_=* ]{3,}|[^.?!\n]{5,60}:")
"""What stands above the header fields: "----- Original message -----", "Begin forwarded message:"."""
_COLOUR = re.compile(r"(?<![\w-])color:([^,\s]+)")
_NO_COLOUR = frozenset({"", "black", "windowtext", "auto", "inherit", "#000000", "#000", "rgb(0", "#222222", "#212121"})
_SENTENCE_END = re.compile(r"[.?!…][\"”“»')\]]*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """The blocks of a message, whether it quotes another, and who wrote what is quoted deepest, where that is said."""

    blocks: tuple[SourceBlock, ...]
    quotes: bool
    quoted: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Naming:
    """What a block says of those that follow; ``more`` is the rest of header fields."""

    kind: Literal["fields", "line", "more"]
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """A block, in how many messages it stands, and who wrote it, empty if nobody says."""

    block: SourceBlock
    level: int
    author: str


def told(blocks: Sequence[SourceBlock], *, sender: str = "", recipient: str = "") -> Told:
    """The blocks of a message with a label before each turn of a talk in it; lines that say who is quoted are set apart.

    ``recipient`` is who is quoted where nobody else is named: a reply goes to whom it answers.
    """
    blocks = _whole_lines([part for block in blocks for part in _by_colours(block)])
    known = {0: mail_names.name(sender), 1: mail_names.name(recipient)}
    parts = _coloured(list(_parts(blocks, dict(_namings(blocks)), known)))
    labels = _labels(parts)
    deepest = max((part.level for part in parts), default=0)
    return Told(
        blocks=tuple(
            block for index, part in enumerate(parts) for block in _labelled(part.block, labels.get(index, ""))
        ),
        quotes=deepest > 0,
        quoted=next((part.author for part in parts if part.level == deepest > 0 and part.author), ""),
    )


def _labelled(block: SourceBlock, label: str) -> Iterator[SourceBlock]:
    """A block with its label on a line of its own above it: before a number it would part that from its question."""
    if label:
        runs = (SourceRun(text=f"{label}:"),)
        yield SourceBlock(runs=runs, line=block.line, style=block.style, apart=block.apart, rule=block.rule)
    yield replace(block, apart=block.apart and not label, rule=block.rule and not label)


def _depth(block: SourceBlock) -> int:
    return max((int(found) for found in _QUOTED.findall(block.style)), default=0)


# --- who is named -------------------------------------------------------------------------------------------------


def _whole_lines(blocks: Sequence[SourceBlock]) -> list[SourceBlock]:
    """The blocks, a line that says who is quoted as one, over however many lines a mail program has wrapped it."""
    whole: list[SourceBlock] = []
    for block, following in itertools.zip_longest(blocks, blocks[1:]):
        whole.append(block)
        if following is None or _depth(following) <= _depth(block) or not block.text.endswith(":"):
            continue
        for length in range(1, min(_MOST_LINES, len(whole)) + 1):
            own = whole[-length:]
            if mail_names.who_wrote(_joined(own)) and mail_names.says_who_wrote(_joined(own)):
                runs = [run for part in own for run in (*part.runs, SourceRun(text=" "))]
                whole[-length:] = [replace(own[0], runs=merge(runs))]
                break
            if own[0].apart or (len(whole) > length and _depth(whole[-length - 1]) != _depth(block)):
                break
    return whole


def _joined(blocks: Sequence[SourceBlock]) -> str:
    return " ".join(block.text for block in blocks)


def _namings(blocks: Sequence[SourceBlock]) -> Iterator[tuple[int, _Naming]]:
    """The blocks that say who wrote what follows, by their index."""
    index = 0
    while index < len(blocks):
        if length := _fields(blocks, index):
            if (
                index
                and _depth(blocks[index - 1]) == _depth(blocks[index])
                and _SEPARATOR.fullmatch(blocks[index - 1].text)
            ):
                yield index - 1, _Naming(kind="more")
            sender = mail_names.fields(_lines(blocks[index : index + length]))["from"]
            yield index, _Naming(kind="fields", name=mail_names.name(sender))
            yield from ((more, _Naming(kind="more")) for more in range(index + 1, index + length))
        elif _leads(blocks, index):
            yield index, _Naming(kind="line", name=mail_names.who_wrote(blocks[index].text))
        index += max(length, 1)


def _lines(blocks: Sequence[SourceBlock]) -> Iterator[str]:
    return (line for block in blocks for line in block.text.split("\n"))


def _fields(blocks: Sequence[SourceBlock], start: int) -> int:
    """Of how many blocks the header fields of a message are that begin there, 0 if none do. A list of addresses may go on."""
    end = start
    for block in blocks[start : start + _MOST_FIELDS]:
        own = [mail_names.is_field(line) or (end > start and _is_address(line)) for line in _lines([block])]
        if _depth(block) != _depth(blocks[start]) or not all(own):
            break
        end += 1
    found = mail_names.fields(_lines(blocks[start:end]))
    return end - start if len(found) >= _FEWEST_FIELDS and "from" in found else 0


def _is_address(line: str) -> bool:
    return "@" in line and not mail_names.says_who_wrote(line)


def _leads(blocks: Sequence[SourceBlock], index: int) -> bool:
    """Whether a block is a line that says whom the following quotation is by: it stands right before what is quoted deeper;
    some programs quote it, too, as the first line."""
    if index + 1 >= len(blocks) or not mail_names.says_who_wrote(blocks[index].text):
        return False
    depth, following = _depth(blocks[index]), _depth(blocks[index + 1])
    first = depth > 0 and (not index or _depth(blocks[index - 1]) < depth)
    return following > depth or (first and following == depth)


# --- who speaks ---------------------------------------------------------------------------------------------------


def _parts(blocks: Sequence[SourceBlock], namings: Mapping[int, _Naming], known: Mapping[int, str]) -> Iterator[_Part]:
    """The blocks with who wrote them; ``known`` are the authors at the beginning, by level."""
    fields: list[int] = []
    """How deep the header fields were quoted below which we are."""
    for index, block in enumerate(blocks):
        depth = _depth(block)
        fields = [other for other in fields if other <= depth]
        naming = namings.get(index)
        if naming and naming.kind == "fields" and len(fields) < _MOST_MESSAGES:
            fields.append(depth)
        level = depth + len(fields)
        if naming and naming.kind != "more":
            level += naming.kind == "line" and _depth(blocks[index + 1]) > depth
            known = {other: author for other, author in known.items() if other < level} | {level: naming.name}
        part = replace(block, region=ATTRIBUTION) if naming else block
        yield _Part(block=part, level=level, author=known.get(level, ""))


def _coloured(parts: Sequence[_Part]) -> list[_Part]:
    """The parts, of which those in a colour of their own were written into an older message by the author of the newer."""
    authors = {part.level: part.author for part in reversed(parts)}
    counts = Counter(_colour(part.block) for part in parts if part.level and not part.block.region)
    usual: dict[int, str] = {}
    """The colour of each message: that of its first block."""
    found: list[_Part] = []
    for part in parts:
        below_fields = part.level > _depth(part.block)
        colour = _colour(part.block)
        if part.block.region == ATTRIBUTION:
            usual.pop(part.level, None)
        elif below_fields and colour != usual.setdefault(part.level, colour) and counts[colour] >= _TURNS:
            part = replace(part, level=part.level - 1, author=authors.get(part.level - 1, ""))
        found.append(part)
    return found


def _colour(block: SourceBlock) -> str:
    """The colour of all words of a block; empty for that of the text."""
    colours = {_colour_of(run) for run in block.runs if any(map(str.isalnum, run.text))}
    return colours.pop() if len(colours) == 1 else ""


def _colour_of(run: SourceRun) -> str:
    found = _COLOUR.findall(run.style)
    return "" if not found or found[-1] in _NO_COLOUR else found[-1]


def _by_colours(block: SourceBlock) -> Iterator[SourceBlock]:
    """A block, in two where its colour changes behind a sentence for good."""
    groups = [list(group) for _, group in itertools.groupby(block.runs, key=_colour_of)]
    if len(groups) == 2 and _SENTENCE_END.search("".join(run.text for run in groups[0]).rstrip()):
        yield replace(block, runs=merge(groups[0]))
        yield replace(block, runs=merge(groups[1]), apart=False, rule=False)
    else:
        yield block


def _labels(parts: Sequence[_Part]) -> dict[int, str]:
    """The labels by the index of the part before which they stand: where two messages take turns, each turn has one.

    Whoever is quoted asks and whoever quotes answers, where one of them has no name ("Q", "A"). What stands before the first
    question that is quoted belongs to no turn, nor do greetings at the end.
    """
    texts = [(index, part) for index, part in enumerate(parts) if not part.block.region]
    turns = [list(group) for _, group in itertools.groupby(texts, key=lambda item: (item[1].level, item[1].author))]
    while turns and not any(_SENTENCE_END.search(part.block.text) for _, part in turns[-1]):
        turns.pop()
    turns = turns[next((number for number, turn in enumerate(turns) if turn[0][1].level), len(turns)) :]
    counts = Counter(turn[0][1].level for turn in turns)
    levels = sorted(level for level, count in counts.items() if count >= _TURNS)
    if len(levels) < 2 or not any(turn[0][1].author for turn in turns):
        return {}
    turns[0] = turns[0][next((number for number, (_, part) in enumerate(turns[0]) if "?" in part.block.text), 0) :]
    letters = {levels[-1]: "Q", levels[-2]: "A"}
    found = {turn[0][0]: turn[0][1].author or letters.get(turn[0][1].level, "") for turn in turns}
    often = Counter(found.values())
    return {index: label for index, label in found.items() if often[label] >= _TURNS}
