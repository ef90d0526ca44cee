"""The runs of a block, read: the tokens of a paragraph, a heading or a cell → inlines, each with all marks that are open."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from markdown_it.token import Token

from audiobuild.languages import tags
from audiobuild.messages import Message, msg, words_of
from audiobuild.model import FootnoteReference, Inline, Recording
from audiobuild.publication import links, recordings
from audiobuild.publication.markdown_inlines import TILDES, joined
from audiobuild.text import shown, visible

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

Refuse = Callable[[int, Message, Message], None]
"""What to do with something wrong: its line, what is wrong, and what to do."""

_MARKS = msg(
    '*emphasis*, **bold**, [text](https://…), [text]{{lang=en}}, [text]{{say="…"}}, {{recording="…"}} and footnotes, [^1]'
)
STRAY = (
    r"\{\s*(?i:recordings?|aufnahmen?)\s*=[^}]*\}?|\]\{[^}]*\}?|\]\([^)]*\)?|\[\^[^\]]*\]|\^\[[^\]]*\]?|\]\[[^\]]*\]"
)
"""Marks in what the parser takes for text: attributes it does not know, links and pictures that it refuses or that lead
nowhere, odd footnotes."""
_STRAY = re.compile(rf"{STRAY}|{TILDES}")
"""Struck-out text, too."""


@dataclass(kw_only=True, slots=True)
class Runs:
    """Reads the runs of one block after the other; what may stand in them is up to who inherits. ``refuse`` is told what is
    wrong."""

    STRAY: ClassVar[re.Pattern[str]]
    """Marks in what the parser takes for text."""

    refuse: Refuse

    def read(self, token: Token, line: int) -> tuple[Inline, ...]:
        """The runs of an ``inline`` token that begins at ``line``. Marks nest; each run holds all that are open."""
        stack: list[dict[str, Any]] = [{}]
        runs: list[Inline] = []
        for child in token.children or []:
            match child.type:
                case "text" | "text_special" | "code_inline":
                    if child.type == "text" and (mark := self.STRAY.search(child.content)):
                        self._stray(shown(mark[0]), line)
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
                case "recording" | "footnote_ref" | "image":
                    self._mark(child, runs, line)
                case "html_inline":
                    self._html(child.content, line)
                    line += child.content.count("\n")
        return joined(runs)

    def _attributes(self, token: Token, line: int) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, value in token.attrs.items():
            if key == "href":
                found["href"] = str(value)
                self._link(str(value), line)
            elif key == "lang":
                for problem in tags.problems(str(value), ""):
                    self.refuse(line, problem.message, problem.remedy)
                found["language"] = str(value)
            elif key != "title":
                found |= self._attribute(key, str(value), line)
        return found

    def _mark(self, token: Token, runs: list[Inline], line: int) -> None:
        """What stands in a text and is none."""
        match token.type:
            case "recording":
                self._recorded(str(token.meta["named"]), line)
            case "footnote_ref":
                self._refer(token.meta["label"], runs, line)
            case _:
                self._image(line)

    def _stray(self, mark: str, line: int) -> None:
        raise NotImplementedError

    def _refer(self, label: str, runs: list[Inline], line: int) -> None:
        """A reference to a footnote, which only a parser with footnotes gives."""
        raise NotImplementedError

    def _recorded(self, named: str, line: int) -> None:
        """The mark of a recording, which only a parser of interviews gives."""
        raise NotImplementedError

    def _image(self, line: int) -> None:
        raise NotImplementedError

    def _html(self, markup: str, line: int) -> None:
        raise NotImplementedError

    def _link(self, address: str, line: int) -> None:
        raise NotImplementedError

    def _attribute(self, key: str, value: str, line: int) -> dict[str, str]:
        """What an attribute of our own says of its run."""
        raise NotImplementedError


@dataclass(kw_only=True, slots=True)
class RunReader(Runs):
    """Those of an interview. ``comment`` is told of each comment with its line; ``references`` are the footnotes referred to so
    far, by label, with the line of the first; ``recordings`` are those named since they were ``taken``, with their lines.
    """

    STRAY = _STRAY

    comment: Callable[[str, int], None]
    references: dict[str, int] = field(default_factory=dict)
    recordings: list[tuple[int, Recording]] = field(default_factory=list)

    def taken(self) -> list[tuple[int, Recording]]:
        """The recordings that were named since this was asked."""
        named, self.recordings[:] = [*self.recordings], []
        return named

    def _recorded(self, named: str, line: int) -> None:
        try:
            self.recordings.append((line, recordings.read(named)))
        except ValueError as error:
            remedy = recordings.TIMES if "#" in named else recordings.REMEDY
            self.refuse(line, msg("the recording {} {}", shown(repr(named), 80), words_of(error)), remedy)

    def _stray(self, mark: str, line: int) -> None:
        remedy = msg("Known are: {}. To print it as it is, put a \\ before it.", _MARKS)
        self.refuse(line, msg("this means nothing: {}", mark), remedy)

    def _refer(self, label: str, runs: list[Inline], line: int) -> None:
        self.references.setdefault(label, line)
        if any(run.text.strip() for run in runs):
            runs.append(Inline(text="", footnotes=(FootnoteReference(label=label),)))
        else:
            remedy = msg("Write it behind the word that it explains.")
            self.refuse(line, msg("the footnote [^{}] stands before any text", shown(label, 40)), remedy)

    def _image(self, line: int) -> None:
        remedy = msg("Put it on a line of its own, with an empty line above and below.")
        self.refuse(line, msg("a picture stands within a text"), remedy)

    def _html(self, markup: str, line: int) -> None:
        if not COMMENT.fullmatch(markup):
            self.refuse(line, msg("HTML cannot be read out: {}", shown(markup)), msg("Write it as text."))
        self.comment(markup, line)

    def _link(self, address: str, line: int) -> None:
        if fault := links.fault(address):
            remedy = msg("Published are links to https://, http://, mailto: and tel: addresses, without passwords.")
            self.refuse(line, msg("the link {} {}", shown(repr(address), 80), fault), remedy)

    def _attribute(self, key: str, value: str, line: int) -> dict[str, str]:
        if key == "say" and value.strip():
            return {"say": visible(value).strip()}
        remedy = msg('Use {{lang=en}} with a language code, or {{say="spoken form"}}.')
        self.refuse(line, msg("the attribute {}={} means nothing here", shown(key, 40), shown(repr(value), 80)), remedy)
        return {}
