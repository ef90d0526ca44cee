"""What is around a paragraph of Markdown, read: its lists and quotations, and the numbers of its items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from audiobuild.model import Container, ContainerKind, Paragraph, Style
from audiobuild.publication.nesting import Place, common, kinds, usual

_AROUND: Mapping[str, ContainerKind] = {
    "bullet_list_open": "bullet",
    "ordered_list_open": "number",
    "list_item_open": "item",
    "blockquote_open": "quote",
}
_STYLES: Mapping[ContainerKind, Style] = {"bullet": "bullet", "number": "number", "quote": "quote"}


@dataclass(kw_only=True, slots=True)
class Around:
    """The lists, items and quotations that are open, outermost first. ``before`` is what was around the passage before,
    ``numbers`` how far whoever counts the items of each list has come."""

    place: list[Container] = field(default_factory=list)
    before: Place = ()
    entered: int = 0
    next_numbers: dict[int, int] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)

    def read(self, token: Token) -> bool:
        """Whether the token opens or closes one."""
        if token.type in _AROUND:
            self._enter(token)
        elif token.type.replace("_close", "_open") in _AROUND:
            self.place.pop()
        else:
            return False
        return True

    def _enter(self, token: Token) -> None:
        self.entered += 1
        kind, number = _AROUND[token.type], None
        if kind == "number":
            self.next_numbers[self.entered] = int(token.attrs.get("start", 1))
        elif kind == "item" and self.place[-1].kind == "number":
            number = self.next_numbers[self.place[-1].id]
            self.next_numbers[self.place[-1].id] += 1
        self.place.append(Container(kind=kind, id=self.entered, number=number))

    def leave(self) -> None:
        """What follows shares nothing with what is before it: somebody else says it, or it is no paragraph."""
        self.before = ()

    def put(self, paragraph: Paragraph) -> Paragraph:
        """A paragraph at this place."""
        styles = tuple(_STYLES[one.kind] for one in self.place if one.kind in _STYLES)
        put = replace(paragraph, number=self._number())
        put = replace(put, style=styles[-1], within=styles[:-1]) if styles else put
        shared = common(self.before, self.place)
        usual_ = usual([one.kind for one in self.before], kinds(put))
        self.before = tuple(self.place)
        return put if shared == usual_ else replace(put, shared=shared)

    def _number(self) -> int | None:
        """The number of the innermost item if that begins here, and whoever counts would give it another."""
        number: int | None = None
        for index in range(common(self.before, self.place), len(self.place)):
            one = self.place[index]
            if one.kind == "number":
                self.numbers[one.id] = 0
            elif one.number is not None:
                listed = self.place[index - 1].id
                counted = self.numbers.get(listed, 0) + 1
                number = one.number if one.number != counted else None
                self.numbers[listed] = counted
        if number is not None:
            self.numbers[listed] = number
        return number
