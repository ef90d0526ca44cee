"""The show notes of an episode: paragraphs and lists with links and emphasis, in Markdown.

They are printed and never heard. What players do not show is refused by line: headings, pictures, tables, quotations
(docs/standards.md#show-notes).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from html import escape
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin

from audiobuild.errors import Problem
from audiobuild.languages import tags
from audiobuild.languages.words import words
from audiobuild.messages import NOTHING, Message, msg
from audiobuild.model import FrontMatter, Inline
from audiobuild.publication import links
from audiobuild.publication.markdown_inlines import joined
from audiobuild.text import shown, visible

MOST_BYTES = 4000
"""What Apple takes of an episode's description, with its marks: https://help.apple.com/itc/podcasts_connect/#/itcb54353390."""

ListStyle = Literal["plain", "bullet", "number"]

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TIME = re.compile(r"\W*\d{1,2}:[0-5]\d")
_LEFT_OVER = re.compile(r"\]\{[^}]*\}?|\]\([^)]*\)?|\[\^[^\]]*\]")
"""Marks in what the parser takes for text: attributes that it does not know, links that it refuses, footnotes."""
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


def blocks(markdown: str) -> tuple[NoteBlock, ...]:
    """The show notes as they are printed."""
    return _read(markdown)[0]


def problems(about: FrontMatter, path: str) -> Iterator[Problem]:
    """What is wrong with the notes of an episode, by line, and with the size of what players are given with them."""
    size = len(about.notes.encode())
    if size <= MOST_BYTES:  # in which the parser is done soon, whatever stands there
        for line, message, remedy in _read(about.notes)[1]:
            yield Problem(place=f"{path}: notes.{line}", message=message, remedy=remedy)
        size = len(html(about).encode()) if is_marked_up(about) else 0
    if size > MOST_BYTES:
        place = f"{path}: {'notes' if about.notes else 'links'}"
        message = msg("summary, notes and links take {} bytes in the feed", size)
        yield Problem(place=place, message=message, remedy=msg("Apple Podcasts takes {} at most.", MOST_BYTES))


def is_marked_up(about: FrontMatter) -> bool:
    """Whether there is more to tell of an episode than its summary, which is plain text."""
    return bool(about.notes or about.links or about.image_credit)


def html(about: FrontMatter) -> str:
    """Summary, notes, links and the picture's credit as the HTML that Apple takes in a description: p, ol, ul, li, a."""
    parts = [f"<p>{escape(about.summary)}</p>"] if about.summary else []
    for block in blocks(about.notes):
        parts += _block(block.style, map(_anchors, block.paragraphs))
    if about.links:
        parts.append(f"<p>{escape(words(about.language).links)}:</p>")
        parts += _block("bullet", (_anchor(link.url, link.title) for link in about.links))
    if about.image_credit:
        parts.append(f"<p>{escape(about.image_credit)}</p>")
    return "".join(parts)


def plain(about: FrontMatter) -> str:
    """The same as text of several lines, with the addresses in it."""
    parts = [" ".join(about.summary.split("\n"))] if about.summary else []
    for block in blocks(about.notes):
        marks = [f"{number}. " if block.style == "number" else "• " for number in range(1, len(block.paragraphs) + 1)]
        texts = map(_with_addresses, block.paragraphs)
        marked = texts if block.style == "plain" else (f"{mark}{text}" for mark, text in zip(marks, texts, strict=True))
        parts.append("\n".join(marked))
    parts += ["\n".join(f"{link.title}: {link.url}" for link in about.links)] if about.links else []
    parts += [about.image_credit] if about.image_credit else []
    return "\n\n".join(parts)


def _with_addresses(inlines: Iterable[Inline]) -> str:
    """A paragraph as text. An address that is printed as it is stands there once."""
    return "".join(
        f"{inline.text} ({inline.href})" if inline.href and inline.href != inline.text else inline.text
        for inline in inlines
    )


def _block(style: ListStyle, items: Iterable[str]) -> list[str]:
    if style == "plain":
        return [f"<p>{item}</p>" for item in items]
    tag = "ul" if style == "bullet" else "ol"
    return [f"<{tag}>", *(f"<li>{item}</li>" for item in items), f"</{tag}>"]


def _anchors(inlines: Iterable[Inline]) -> str:
    return "".join(_anchor(inline.href, inline.text) if inline.href else escape(inline.text) for inline in inlines)


def _anchor(href: str, text: str) -> str:
    return f'<a href="{escape(href)}">{escape(text)}</a>'


# --- reading --------------------------------------------------------------------------------------------------------

_Fault = tuple[int, Message, Message]
"""The line of the notes, counted from 0; what is wrong there, and what to do."""


@lru_cache(maxsize=16)
def _read(markdown: str) -> tuple[tuple[NoteBlock, ...], tuple[_Fault, ...]]:
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
    faults: list[_Fault] = field(default_factory=list)
    style: ListStyle = "plain"
    new_item: bool = False

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
                    self._paragraph(self._inlines(token, line), line)
                case "html_block":
                    if _COMMENT.sub("", token.content).strip():
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

    def _inlines(self, token: Token, line: int) -> tuple[Inline, ...]:
        """The runs of a paragraph. Marks nest; each run holds all that are open."""
        stack: list[dict[str, Any]] = [{}]
        runs: list[Inline] = []
        for child in token.children or []:
            match child.type:
                case "text" | "text_special" | "code_inline":
                    if child.type == "text" and (mark := _LEFT_OVER.search(child.content)):
                        remedy = msg("To print it as it is, put a \\ before it.")
                        self._refuse(line, msg("this means nothing in show notes: {}", shown(mark[0])), remedy)
                    runs.append(Inline(text=visible(child.content), **stack[-1]))
                case "softbreak" | "hardbreak":
                    line += 1
                    runs.append(Inline(text=" ", **stack[-1]))
                case "strong_open":
                    stack.append({**stack[-1], "strong": True})
                case "em_open":
                    stack.append({**stack[-1], "emphasis": True})
                case "link_open" | "span_open":
                    stack.append({**stack[-1], **self._attributes(child, line)})
                case "strong_close" | "em_close" | "link_close" | "span_close":
                    stack.pop()
                case "image":
                    remedy = msg("Name the episode's picture in the front matter: image and image_alt.")
                    self._refuse(line, msg("a picture has no place in show notes"), remedy)
                case "html_inline" if not _COMMENT.fullmatch(child.content):
                    message = msg("HTML has no place in show notes: {}", shown(child.content))
                    self._refuse(line, message, msg("Write it as text."))
        return joined(runs)

    def _attributes(self, token: Token, line: int) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, value in token.attrs.items():
            if key == "href":
                found["href"] = str(value)
                if fault := link_fault(str(value)):
                    self._refuse(line, msg("the link {} {}", shown(repr(value), 80), fault), LINK_REMEDY)
            elif key == "lang":
                for problem in tags.problems(str(value), ""):
                    self._refuse(line, problem.message, problem.remedy)
                found["language"] = str(value)
            elif key != "title":
                message = msg("the attribute {}={} means nothing in show notes", shown(key, 40), shown(repr(value), 80))
                self._refuse(
                    line, message, msg("Show notes are not heard. Known is {{lang=en}}, with a language code.")
                )
        return found


LINK_REMEDY = msg("Write the whole address, https://… or mailto:…, without passwords.")


def link_fault(address: str) -> Message:
    """What is wrong with a link that is read away from the page: in players, books and tags."""
    if not re.fullmatch("[!-~]*", address):
        return msg("is not plain ASCII: copy it from the browser's address line, where ü is xn--… or %C3%BC")
    return links.fault(address) or (
        NOTHING if links.absolute(address) else msg("leads nowhere from a player or a book")
    )
