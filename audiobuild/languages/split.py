"""Where sentences end, given the atoms that no boundary may cut."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from audiobuild.languages.mechanism import Atom

_CLOSERS = "\"'”“’»«›‹)]}"
# In French a closing guillemet stands apart from what it closes, and a space follows it: "Quoi ? » dit-il".
_CLOSING = rf"(?:[{re.escape(_CLOSERS)}]|\s[»›](?!\w))*"
_END = re.compile(rf"[.!?…‽؟।॥։።]+(?:[ \xa0]\.(?![\w.]))*{_CLOSING}(?=\s|$)|[。！？｡]+[」』）”’]*")
_REST = re.compile(r"\s*\Z")
_SPACES = " \n\xa0\u202f」』）"
_NEXT = re.compile(r"[\s\"'„“”‚‘»«›‹(\[{–—•¿¡-]*(\w*)")


class Splitter:
    """The atoms of one text, found by position."""

    def __init__(self, text: str, atoms: Sequence[Atom], openers: frozenset[str]) -> None:
        self.text = text
        self.atoms = atoms
        self.openers = openers
        self._starts = [atom.start for atom in atoms]

    def boundaries(self) -> Iterator[int]:
        """The positions behind which a new sentence begins, in order; the end of the text is not one."""
        for match in _END.finditer(self.text):
            stop = self._behind_asides(match.end())
            if _REST.match(self.text, stop):
                return
            follows = _NEXT.match(self.text, stop)
            word = follows[1] if follows else ""
            if not word[:1].islower() and not self._cuts(stop) and self._may_end(match, word):
                yield stop

    def _atom_at(self, position: int) -> Atom | None:
        """The atom that holds the character at ``position``."""
        index = bisect_right(self._starts, position) - 1
        return self.atoms[index] if index >= 0 and self.atoms[index].end > position else None

    def _cuts(self, position: int) -> bool:
        atom = self._atom_at(position)
        return atom is not None and atom.start < position

    def _behind_asides(self, stop: int) -> int:
        """Stage directions and dropped signs behind a full stop belong to the sentence that it ends."""
        for index in range(bisect_right(self._starts, stop - 1), len(self.atoms)):
            atom = self.atoms[index]
            if self.text[stop : atom.start].strip() or (atom.spoken and atom.rule != "stage direction"):
                break
            stop = atom.end
        return stop

    def _may_end(self, match: re.Match[str], word: str) -> bool:
        """Whether the stop is a sentence's own, or the dot of an atom with which a sentence can end before ``word``."""
        stop = match[0].rstrip(_CLOSERS + _SPACES)
        if stop.endswith(("…", "...", ". .")) and self.openers and word not in self.openers:
            return False  # a pause in the sentence: "die … Projekte"
        last = match.start() + len(stop) - 1
        atom = self._atom_at(last)
        if atom is None:
            return True
        return atom.end == last + 1 and (atom.ends == "capital" or (atom.ends == "opener" and word in self.openers))
