"""What is wrong in dist/, and the file in which it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from audiobuild.messages import Message, msg

REBUILD = msg("Build it again: audiobuild build. If it stays so, it is a fault of this program: please report it.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One rule that dist/ breaks. ``place`` is a line, element, frame, chapter or cue of the ``file``; empty where the whole
    file is meant. ``rule`` begins with the standard or the player that asks for it."""

    file: str
    place: str
    rule: str
    message: Message
    remedy: Message

    def __str__(self) -> str:
        where = msg("{}: {}", self.file, self.place) if self.place else self.file
        return msg("{}: {}\n    {}\n    {}", where, self.message, self.rule, self.remedy)


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file that is checked: where it is, and its ``name`` as findings have it, ``dist/…``."""

    path: Path
    name: str

    def finding(self, rule: str, message: Message, *, place: str = "", remedy: Message = REBUILD) -> Finding:
        """A finding: this file breaks the rule."""
        return Finding(file=self.name, place=place, rule=rule, message=message, remedy=remedy)

    def beside(self, name: str) -> File:
        """Another file of the same folder."""
        return File(path=self.path.with_name(name), name=f"{self.name.rpartition('/')[0]}/{name}")
