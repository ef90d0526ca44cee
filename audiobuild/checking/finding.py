"""What is wrong with what is published, and the file in which it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from audiobuild.messages import Message, msg

REBUILD = msg("Build it again: audiobuild build. If it stays so, it is a fault of this program: please report it.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One rule that is broken. ``place`` is a line, element, frame, chapter or cue of the ``file``; empty where the whole
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
    """A file that is checked: where it is, and its ``name`` as findings have it, ``dist/…`` or an address. ``remedy`` is what
    helps where nothing else is said."""

    path: Path
    name: str
    remedy: Message = REBUILD

    def finding(self, rule: str, message: Message, *, place: str = "", remedy: Message | None = None) -> Finding:
        """A finding: this file breaks the rule."""
        return Finding(file=self.name, place=place, rule=rule, message=message, remedy=remedy or self.remedy)

    def beside(self, name: str) -> File:
        """Another file of the same folder."""
        return replace(self, path=self.path.with_name(name), name=f"{self.name.rpartition('/')[0]}/{name}")
