"""What the outputs say of an episode and of the show, and where one of them says something else.

Title, language, date, speakers and so on stand in many files. Whoever reads a file makes a :class:`Statement` of each; all of
them are compared here, whatever they are about. So a new output or a new fact is a line in one of the modules beside this one,
and never a comparison of its own.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from audiobuild.checking.finding import File, Finding
from audiobuild.checking.majority import most
from audiobuild.messages import Message, msg


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """Something that several outputs say: what it is called, and who asks for it. ``meant``: what is said first was meant, and
    no majority is right against it. ``several``: a file may say several things of one, and what others say and it does not is
    said otherwise."""

    name: Message
    rule: Message
    meant: bool = False
    several: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """What one place of a file says of a fact.

    ``said`` goes from coarse to fine, since formats hold more or less of it: a tag has a day, a feed the moment too. What two
    places both say is compared. ``of`` is what it is said of, where that is not the episode or show as a whole: a chapter.
    """

    fact: Fact
    file: File
    place: str
    said: tuple[Hashable, ...]
    of: str = ""


def stated(file: File, place: str, fact: Fact, *said: Hashable) -> Statement:
    """A statement of an episode or a show as a whole."""
    return Statement(fact=fact, file=file, place=place, said=said)


def agreement(statements: Iterable[Statement]) -> Iterator[Finding]:
    """The statements that stand alone. Each file has one voice for each thing that it says, and is told of it once, however
    often it says it; where there is no majority, the first is right."""
    subjects: dict[tuple[Fact, str], list[Statement]] = {}
    for statement in statements:
        subjects.setdefault((statement.fact, statement.of), []).append(statement)
    files: dict[Fact, dict[File, None]] = {}
    for (fact, _), group in subjects.items():
        files.setdefault(fact, {}).update(dict.fromkeys(one.file for one in group))
    for (fact, of), group in subjects.items():
        yield from _compared(_whole(fact, of, group, files[fact]) if fact.several else group)


def _whole(fact: Fact, of: str, group: Sequence[Statement], files: Iterable[File]) -> Iterator[Statement]:
    """All that each file says of one, as one statement."""
    for file in files:
        own = [one for one in group if one.file == file]
        said = ", ".join(sorted({str(one.said[0]) for one in own}))
        where = msg("{}: {!r}", own[0].place, of) if own else repr(of)
        yield Statement(fact=fact, file=file, place=where, said=(said,), of=of)


def _compared(statements: Iterable[Statement]) -> Iterator[Finding]:
    group, level = list(statements), 0
    while told := [one for one in group if len(one.said) > level]:
        votes = dict.fromkeys((one.file, one.said[level]) for one in told)
        usual = told[0].said[level] if told[0].fact.meant else most(value for _, value in votes)
        other = next(one for one in told if one.said[level] == usual)
        alone = [one for one in told if one.said[level] != usual]
        for one in {(one.file, one.said[level]): one for one in reversed(alone)}.values():
            message = msg("{}: {!r} here, {!r} in {}", one.fact.name, one.said[level], usual, _where(other))
            yield one.file.finding(one.fact.rule, message, place=one.place)
        group = [one for one in group if len(one.said) <= level or one.said[level] == usual]
        level += 1


def _where(statement: Statement) -> str:
    return msg("{}: {}", statement.file.name, statement.place) if statement.place else statement.file.name
