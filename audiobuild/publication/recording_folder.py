"""A folder of recordings: each file is called as the turn of the interview that it holds.

``q3`` is the third question, ``q3-2`` the second turn below it; ``introduction-1`` and ``closing-1`` are the first turns there.
A file that belongs to no turn is a problem, since nobody would miss it; a turn without a file is spoken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from audiobuild.errors import Problem
from audiobuild.inputs import near
from audiobuild.messages import msg
from audiobuild.model import Exchange, Interview, Recording, Turn
from audiobuild.publication.recordings import CONTENT, fault_of
from audiobuild.text import shown

_FOLDER = msg("Name a folder in content/, such as recordings/mayor, or remove the key.")
_NAMES = msg("Call it as its turn: q3 is the third question, q3-1 the first turn below it, introduction-1, closing-1.")
_ZEROS = re.compile(r"(?<=q)0+(?=\d)|(?<=-)0+(?=\d)")
"""A camera's or a careful person's: q01 is q1."""
_NOTES = (".txt", ".md", ".ini", ".db", ".pdf", ".docx")
"""Endings of what systems and people put beside sound files."""


def recorded(root: Path, interview: Interview, problems: list[Problem]) -> Interview:
    """The interview with the recordings of the folder that its front matter names; what is wrong is added to ``problems``."""
    folder = interview.about.recordings.rstrip("/")
    if not folder:
        return interview
    place = f"{interview.path}: recordings"
    if fault := fault_of(folder):
        problems.append(Problem(place=place, message=msg("{} {}", shown(repr(folder), 80), fault), remedy=_FOLDER))
        return interview
    path = root / CONTENT / folder
    if not path.is_dir():
        message = msg("there is no folder {}/{}", CONTENT, shown(folder, 80))
        problems.append(Problem(place=place, message=message, remedy=_FOLDER))
        return interview
    taker = _Taker(folder=folder)
    for one in sorted(path.iterdir()):
        if one.is_file() and not one.name.startswith(".") and one.suffix.lower() not in _NOTES:
            taker.files.setdefault(_ZEROS.sub("", one.stem.strip().casefold()), []).append(one.name)
    new = replace(
        interview,
        introduction=taker.turns("introduction", interview.introduction),
        exchanges=tuple(taker.exchange(f"q{number}", one) for number, one in enumerate(interview.exchanges, 1)),
        closing=taker.turns("closing", interview.closing),
    )
    problems += taker.problems(interview.path)
    return new


@dataclass(kw_only=True, slots=True)
class _Taker:
    """Gives turns the files that are called as they are. ``names`` are those that turns have, ``taken`` those that were given,
    ``own`` the lines of turns that have a recording of their own as well."""

    folder: str
    files: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    own: dict[str, int] = field(default_factory=dict)

    def exchange(self, name: str, old: Exchange) -> Exchange:
        return replace(old, question=self._turn(name, old.question), answers=self.turns(name, old.answers))

    def turns(self, chapter: str, turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
        return tuple(self._turn(f"{chapter}-{number}", turn) for number, turn in enumerate(turns, 1))

    def _turn(self, name: str, turn: Turn) -> Turn:
        if not turn.paragraphs:
            return turn
        self.names.add(name)
        if name not in self.files:
            return turn
        self.taken.add(name)
        first = turn.paragraphs[0]
        if any(one.recording for one in turn.paragraphs):
            self.own[name] = first.line
            return turn
        given = replace(first, recording=Recording(file=f"{self.folder}/{self.files[name][0]}"))
        return replace(turn, passages=tuple(given if one is first else one for one in turn.passages))

    def problems(self, path: str) -> Iterator[Problem]:
        """Files that are no turn's or no single one's."""
        for name, files in sorted(self.files.items()):
            shown_ = f"{CONTENT}/{shown(f'{self.folder}/{files[0]}', 80)}"
            if name not in self.taken:
                remedy = near.remedy(near.names(name, sorted(self.names - self.taken))) or _NAMES
                message = msg("{} belongs to no turn of the interview", shown_)
                yield Problem(place=f"{path}: recordings", message=message, remedy=remedy)
            elif len(files) > 1:
                message = msg("{} is there with several endings: {}", shown_, ", ".join(files[:5]))
                yield Problem(place=f"{path}: recordings", message=message, remedy=msg("Keep one of them."))
        for name, line in self.own.items():
            message = msg("this turn names a recording, and {}/{} is one, too", self.folder, self.files[name][0])
            yield Problem(place=f"{path}:{line}", message=message, remedy=msg("Remove one of the two."))
