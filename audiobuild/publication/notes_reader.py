"""Show notes, read: their Markdown → paragraphs and lists of inlines, and what is wrong with them.

What players do not show is refused by line: headings, pictures, tables, quotations (docs/standards.md#show-notes).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin

from audiobuild.messages import Message, msg
from audiobuild.model import Inline
from audiobuild.publication import links
from audiobuild.publication.markdown_inlines import joined
from audiobuild.publication.markdown_runs import COMMENT, STRAY, Runs
from audiobuild.text import shown

ListStyle = Literal["plain", "bullet", "number"]

_TIME = re.compile(r"\W*\d{1,2}:[0-5]\d")
_REFUSED = {
    "heading_open": (msg("a heading"), msg("Make it a paragraph.")),
    "blockquote_open": (msg("a quotation"), msg("Make it a paragraph, with quotation marks.")),
    "fence": (msg("a block of code"), msg("Write it as text, or remove the ``` lines.")),
    "hr": (msg("a line across"), msg("Remove it.")),
    "table_open": (msg("a table"), msg("Write it as a list.")),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteBlock:
    """A paragraph, or a list with its items."""

    style: ListStyle
    paragraphs: tuple[tuple[Inline, ...], ...]


Fault = tuple[int, Message, Message]
"""The line of the notes, counted from 0; what is wrong there, and what to do."""


@lru_cache(maxsize=16)
def read(markdown: str) -> tuple[tuple[NoteBlock, ...], tuple[Fault, ...]]:
    """The notes as they are printed, and their faults."""
    reader = _NotesReader()
    reader.read(_parser().parse(markdown))
    return tuple(block for block in reader.blocks if block.paragraphs), tuple(reader.faults)


@cache
def _parser() -> MarkdownIt:
    """CommonMark; tables are known to be refused, indented text is text."""
    return (
        MarkdownIt("commonmark")
        .disable(["code", "lheading", "text_join"])
        .enable("table")
        .use(attrs_plugin, after=("link_close", "span_close"), spans=True)
    )


@dataclass(kw_only=True, slots=True)
class _NotesReader:
    """One pass over the notes. ``style`` is that of the list that is open, ``new_item`` whether its next item has begun."""

    blocks: list[NoteBlock] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    style: ListStyle = "plain"
    new_item: bool = False
    runs: _NoteRuns = field(init=False)

    def __post_init__(self) -> None:
        self.runs = _NoteRuns(refuse=self._refuse)

    def read(self, tokens: Sequence[Token]) -> None:
        line = 0
        for token in tokens:
            line = token.map[0] if token.map else line
            match token.type:
                case "bullet_list_open" | "ordered_list_open":
                    self._open_list("bullet" if token.type == "bullet_list_open" else "number", line)
                case "bullet_list_close" | "ordered_list_close":
                    self.style = "plain"
                case "list_item_open":
                    self.new_item = True
                case "inline":
                    self._paragraph(self.runs.read(token, line), line)
                case "html_block":
                    if COMMENT.sub("", token.content).strip():
                        self._refuse(
                            line, msg("HTML has no place in show notes"), msg("Write it as text, or leave it out.")
                        )
                case kind if kind in _REFUSED:
                    what, remedy = _REFUSED[kind]
                    self._refuse(line, msg("{} has no place in show notes, since players do not show it", what), remedy)

    def _open_list(self, style: ListStyle, line: int) -> None:
        if self.style != "plain":
            self._refuse(line, msg("a list within a list has no place in show notes"), msg("Make one list of it."))
        self.style = style
        self.blocks.append(NoteBlock(style=style, paragraphs=()))

    def _paragraph(self, inlines: tuple[Inline, ...], line: int) -> None:
        text = "".join(inline.text for inline in inlines)
        if not text:
            return
        if _TIME.match(text):
            remedy = msg("Begin it with a word. The chapters are listed by themselves.")
            self._refuse(line, msg("begins with a time: players would make a chapter of it"), remedy)
        if self.style == "plain":
            self.blocks.append(NoteBlock(style="plain", paragraphs=(inlines,)))
            return
        before = self.blocks.pop().paragraphs
        if not self.new_item:  # an item of several paragraphs is one line in players
            inlines = joined((*before[-1], Inline(text=" "), *inlines))
            before = before[:-1]
        self.blocks.append(NoteBlock(style=self.style, paragraphs=(*before, inlines)))
        self.new_item = False

    def _refuse(self, line: int, message: Message, remedy: Message) -> None:
        self.faults.append((line, message, remedy))


@dataclass(kw_only=True, slots=True)
class _NoteRuns(Runs):
    """The runs of show notes."""

    STRAY = re.compile(STRAY)

    def _stray(self, mark: str, line: int) -> None:
        remedy = msg("To print it as it is, put a \\ before it.")
        self.refuse(line, msg("this means nothing in show notes: {}", mark), remedy)

    def _image(self, line: int) -> None:
        remedy = msg("Name the episode's picture in the front matter: image and image_alt.")
        self.refuse(line, msg("a picture has no place in show notes"), remedy)

    def _html(self, markup: str, line: int) -> None:
        if not COMMENT.fullmatch(markup):
            message = msg("HTML has no place in show notes: {}", shown(markup))
            self.refuse(line, message, msg("Write it as text."))

    def _link(self, address: str, line: int) -> None:
        if fault := links.away_fault(address):
            self.refuse(line, msg("the link {} {}", shown(repr(address), 80), fault), links.AWAY_REMEDY)

    def _attribute(self, key: str, value: str, line: int) -> dict[str, str]:
        message = msg("the attribute {}={} means nothing in show notes", shown(key, 40), shown(repr(value), 80))
        self.refuse(line, message, msg("Show notes are not heard. Known is {{lang=en}}, with a language code."))
        return {}
