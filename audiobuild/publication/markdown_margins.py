"""How the lines of a paragraph begin within its lists and quotations, so that each is read back as one."""

from __future__ import annotations

from dataclasses import dataclass, field

from audiobuild.publication.nesting import Place, common

_SIGNS = {"bullet": ("-", "*"), "number": (".", ")")}
"""Of two lists one behind the other, which would be one with the same sign."""


@dataclass(kw_only=True, slots=True)
class Margins:
    """Goes from passage to passage. ``before`` is what is around the one before; ``signs`` are those of the lists, ``widths``
    those of the items, ``numbers`` the last of each list."""

    before: Place = ()
    signs: dict[int, str] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)

    def between(self, place: Place) -> str:
        """The empty line before a passage: one without the sign of a quotation would end it."""
        return self._margin(place[: common(self.before, place)]).rstrip()

    def note(self, place: Place) -> str:
        """How each line of a note before a passage begins: it ends no list, since it stands in the item before."""
        shared = common(self.before, place)
        in_list = shared > 0 and self.before[shared - 1].kind in _SIGNS
        return self._margin(self.before[: shared + in_list])

    def enter(self, place: Place) -> str:
        """How the first line of a passage begins."""
        shared = common(self.before, place)
        begun = self._margin(place[:shared])
        beside = self.before[shared].kind if shared < len(self.before) else ""
        for index in range(shared, len(place)):
            one = place[index]
            if one.kind in _SIGNS:
                first, second = _SIGNS[one.kind]
                apart = index == shared and beside == one.kind and self.signs[self.before[shared].id] == first
                self.signs[one.id] = second if apart else first
            elif one.kind == "item":
                begun += self._item(place, index)
            else:
                begun += "> "
        self.before = place
        return begun

    def _item(self, place: Place, index: int) -> str:
        listed, one = place[index - 1], place[index]
        mark = self.signs[listed.id]
        if listed.kind == "number":
            counted = self.numbers.get(listed.id, 0) + 1
            self.numbers[listed.id] = counted if one.number is None else one.number
            mark = f"{self.numbers[listed.id]}{mark}"
        self.widths[one.id] = len(mark) + 1
        return f"{mark} "

    def _margin(self, place: Place) -> str:
        return "".join("> " if one.kind == "quote" else " " * self.widths.get(one.id, 0) for one in place)
