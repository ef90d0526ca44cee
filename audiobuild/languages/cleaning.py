"""Text as the rules need it (:func:`audiobuild.text.visible`), and the way back to what is printed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace

from audiobuild.languages.mechanism import Atom
from audiobuild.text import visible


class Cleaned:
    """Texts cleaned, and joined as ``text``. Of a word that had to be changed only the ends are known in print."""

    def __init__(self, printed: Sequence[str]) -> None:
        self.printed = "".join(printed)
        self.texts = printed
        self.changed: list[tuple[int, int]] = []
        self._words: list[tuple[int, int]] = [(0, 0)]
        if visible(self.printed) != self.printed:
            self.texts = [self._cleaned(text) for text in printed]
        self.text = "".join(self.texts)

    def _cleaned(self, printed: str) -> str:
        """White space never composes with what follows it, so that each word can be cleaned alone."""
        text = ""
        start, start_in_print = self._words[-1]
        for word in re.findall(r"\s+|\S+", printed):
            clean = visible(word) or " "
            if clean != word:
                self.changed.append((start, start + len(clean)))
            start, start_in_print = start + len(clean), start_in_print + len(word)
            self._words.append((start, start_in_print))
            text += clean
        return text

    def in_print(self, position: int) -> int:
        """The place in print of a place in ``text`` that is not inside a changed word."""
        start, start_in_print = self._words[bisect_right(self._words, (position, len(self.printed))) - 1]
        return start_in_print + position - start

    def with_changed(self, atoms: Sequence[Atom], language_at: Callable[[int], str]) -> list[Atom]:
        """The atoms, and one for each changed word, into which those go that share it."""
        pending, done = deque(atoms), list[Atom]()
        for start, end in self.changed:
            while pending and pending[0].end <= start:
                done.append(pending.popleft())
            inside = [done.pop()] if done and done[-1].end > start else []
            while pending and pending[0].start < end:
                inside.append(pending.popleft())
            word = Atom(start=start, end=end, spoken="", language=language_at(start), rule="unicode", ends="capital")
            done.append(self._joined(word, inside))
        return [*done, *pending]

    def _joined(self, word: Atom, inside: Sequence[Atom]) -> Atom:
        """One atom from a word and the atoms that overlap it, which speak for their parts."""
        start = min([word.start, *(atom.start for atom in inside)])
        end = max([word.end, *(atom.end for atom in inside)])
        spoken, position = "", start
        for atom in inside:
            spoken += self.text[position : atom.start] + atom.spoken
            position = atom.end
        model = inside[0] if inside else word
        ends = inside[-1].ends if inside and position == end else "capital"
        return replace(model, start=start, end=end, spoken=spoken + self.text[position:end], ends=ends)
