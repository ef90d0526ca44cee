"""The body of an interview, read: Markdown → introduction, exchanges and closing words.

What cannot be read out — HTML, code, pictures, tables, footnotes, marks that say nothing here — is refused by line rather
than dropped or spelled out: nobody would notice before it is published.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin

from audiobuild.errors import Problem
from audiobuild.languages import tags
from audiobuild.model import Exchange, Inline, Paragraph, Speaker, Style, Turn
from audiobuild.publication import links, marks
from audiobuild.publication.markdown_inlines import TILDES, joined
from audiobuild.publication.marks import DoubtMark
from audiobuild.text import shown, visible

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TO_ITS_END = re.compile(r"<!--.*?(-->|\Z)", re.DOTALL)
"""A comment, or one that nothing closes with all behind it: each character is looked at once."""
_MARKS = '*emphasis*, **bold**, [text](https://…), [text]{lang=en} and [text]{say="…"}'
_LEFT_OVER = re.compile(rf"\]\{{[^}}]*\}}?|\]\([^)]*\)?|\[\^[^\]]*\]|{TILDES}")
"""Marks in what the parser takes for text: attributes it does not know, links it refuses, footnotes, struck-out text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """What stands below the front matter, the marks of doubt in it (:mod:`.marks`), and all comments between its blocks, each
    with the number of spoken paragraphs before it."""

    introduction: tuple[Turn, ...]
    exchanges: tuple[Exchange, ...]
    closing: tuple[Turn, ...]
    marks: tuple[DoubtMark, ...] = ()
    comments: tuple[tuple[int, str], ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All that is spoken, in the order of reading."""
        talk = (turn for exchange in self.exchanges for turn in (exchange.question, *exchange.answers))
        return tuple(paragraph for turn in (*self.introduction, *talk, *self.closing) for paragraph in turn.paragraphs)


def read(
    text: str, *, path: str, first_line: int, speakers: tuple[Speaker, ...], narrator: Speaker, problems: list[Problem]
) -> Body:
    """The body ``text``, which begins at ``first_line`` of the file ``path``; what is wrong is added to ``problems``.

    A ``##`` heading is a question; the first speaker with that role asks, the first with role ``answer`` answers, until a
    bold name and a colon hands over to another; ``* * *`` begins the closing words.
    """
    reader = _BodyReader(path=path, offset=first_line - 1, speakers=speakers, narrator=narrator, problems=problems)
    reader.read(_parser().parse(text))
    without_comments = _TO_ITS_END.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    for number, line in enumerate(without_comments.split("\n"), first_line):
        if re.match(r" {0,3}\[\^[^\]]+\]:", line):
            remedy = "Write it into the text where it belongs, or into a comment: <!-- … -->"
            problems.append(Problem(place=f"{path}:{number}", message="a footnote cannot be read out", remedy=remedy))
    return Body(
        introduction=tuple(reader.introduction),
        exchanges=tuple(reader.exchanges),
        closing=tuple(reader.closing),
        marks=tuple(reader.marks),
        comments=tuple(reader.comments),
    )


@cache
def _parser() -> MarkdownIt:
    """CommonMark; indented text is text (an indent is an accident of pasting), a line of
    dashes is a rule (below a paragraph it would make that a question), attributes only on spans and links; what is escaped
    stays apart from other text, so that it is not taken for a mark."""
    return (
        MarkdownIt("commonmark")
        .disable(["code", "lheading", "text_join"])
        .enable("table")
        .use(attrs_plugin, after=("link_close", "span_close"), spans=True)
    )


def _lines(token: Token) -> int:
    """How many lines of the file a block takes."""
    return token.map[1] - token.map[0] if token.map else 1


@dataclass(kw_only=True, slots=True)
class _BodyReader:
    """One pass over the blocks of an interview. ``offset`` is the number of lines before the body."""

    path: str
    offset: int
    speakers: tuple[Speaker, ...]
    problems: list[Problem]
    narrator: Speaker
    introduction: list[Turn] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    closing: list[Turn] = field(default_factory=list)
    marks: list[DoubtMark] = field(default_factory=list)
    comments: list[tuple[int, str]] = field(default_factory=list)
    spoken: int = 0
    closed: bool = False

    def read(self, tokens: Sequence[Token]) -> None:
        styles: list[Style] = []
        for index, token in enumerate(tokens):
            line = self.offset + (token.map[0] if token.map else 0) + 1
            match token.type:
                case "heading_open":
                    self._heading(token, tokens[index + 1], line)
                case "inline" if tokens[index - 1].type != "heading_open":
                    self._paragraph(token, line, styles[-1] if styles else "plain")
                case "hr":
                    self._close(line)
                case "bullet_list_open":
                    styles.append("bullet")
                case "ordered_list_open":
                    styles.append("number")
                case "blockquote_open":
                    styles.append("quote")
                case "bullet_list_close" | "ordered_list_close" | "blockquote_close":
                    styles.pop()
                case "html_block":
                    self._comment(token.content, line)
                case "table_open":
                    self._refuse(line, "a table cannot be read out", "Write it as sentences, or as a list.")
                case "fence":
                    self._refuse(
                        line, "a block of code cannot be read out", "Write it as text, or remove the ``` lines."
                    )
        self._finish()

    def _comment(self, markup: str, line: int) -> None:
        if _TO_ITS_END.sub(lambda comment: "" if comment[1] else "<", markup).strip():
            self._refuse(line, "HTML cannot be read out", "Write it as text, or as a comment: <!-- … -->")
        self.marks += marks.found(markup, line, len(self.exchanges))
        self.comments += ((self.spoken, comment[4:-3].strip()) for comment in _COMMENT.findall(markup))

    def _heading(self, token: Token, content: Token, line: int) -> None:
        if token.tag != "h2":
            remedy = (
                "A question begins with ##; the title stands in the front matter; other headings become paragraphs."
            )
            self._refuse(line, f"a heading of level {token.tag[1]} has no place in an interview", remedy)
            return
        if self.closed:
            self._refuse(
                line, "a question stands after the closing words", "Move it before the line * * *, or remove that line."
            )
        self._check_answered()
        inlines = self._inlines(content, line)
        speaker, inlines = self._who_speaks(inlines, line) or (self._first("question"), inlines)
        if not "".join(inline.text for inline in inlines).strip():
            self._refuse(line, "the question is empty", "Write the question behind the ##.")
        question = Turn(speaker=speaker, paragraphs=(Paragraph(inlines=inlines, line=line, lines=_lines(content)),))
        self.exchanges.append(Exchange(question=question, answers=()))
        self.spoken += 1

    def _paragraph(self, token: Token, line: int, style: Style) -> None:
        inlines = self._inlines(token, line)
        named = self._who_speaks(inlines, line)
        speaker, inlines = named or (None, inlines)
        turns = self._turns()
        text = any(inline.text.strip() for inline in inlines)
        if named or (text and not turns):
            turns = (*turns, Turn(speaker=speaker or self._default_speaker(), paragraphs=()))
        if text:
            paragraph = Paragraph(inlines=inlines, line=line, lines=_lines(token), style=style)
            turns = (*turns[:-1], replace(turns[-1], paragraphs=(*turns[-1].paragraphs, paragraph)))
            self.spoken += 1
        self._set_turns(turns)

    def _turns(self) -> tuple[Turn, ...]:
        if self.closed:
            return tuple(self.closing)
        return self.exchanges[-1].answers if self.exchanges else tuple(self.introduction)

    def _set_turns(self, turns: tuple[Turn, ...]) -> None:
        if self.closed:
            self.closing = list(turns)
        elif self.exchanges:
            self.exchanges[-1] = replace(self.exchanges[-1], answers=turns)
        else:
            self.introduction = list(turns)

    def _default_speaker(self) -> Speaker:
        return self.narrator if self.closed or not self.exchanges else self._first("answer")

    def _first(self, role: str) -> Speaker:
        return next((speaker for speaker in self.speakers if speaker.role == role), self.narrator)

    def _close(self, line: int) -> None:
        if self.closed:
            self._refuse(
                line, "a second line * * * has no meaning", "Only one may stand there: before the closing words."
            )
        elif not self.exchanges:
            self._refuse(line, "closing words begin before the first question", "Remove the line * * *.")
        self._check_answered()
        self.closed = True

    def _finish(self) -> None:
        if not self.closed:
            self._check_answered()
        if not self.exchanges:
            remedy = "Begin each question with ##, or import the text: audiobuild import FILE"
            self.problems.append(Problem(place=self.path, message="there is no question in it", remedy=remedy))
        for turn in (*self.introduction, *(turn for item in self.exchanges for turn in item.answers), *self.closing):
            if not turn.paragraphs:
                message = f"{turn.speaker.name} is named, but says nothing"
                self.problems.append(
                    Problem(place=self.path, message=message, remedy=f"Write text behind **{turn.speaker.name}:**")
                )

    def _check_answered(self) -> None:
        if self.exchanges and not self.closed and not self.exchanges[-1].answers:
            question = self.exchanges[-1].question.paragraphs[0]
            remedy = "Write the answer below it, or make it part of the next question."
            self._refuse(question.line, f"the question {shown(repr(question.text))} has no answer", remedy)

    def _refuse(self, line: int, message: str, remedy: str) -> None:
        self.problems.append(Problem(place=f"{self.path}:{line}", message=message, remedy=remedy))

    def _who_speaks(self, inlines: tuple[Inline, ...], line: int) -> tuple[Speaker, tuple[Inline, ...]] | None:
        """The speaker named by ``**Name:**`` at the start, and what follows it; ``None`` where there is none."""
        if not inlines or not inlines[0].strong:
            return None
        first, *rest = inlines
        after = rest[0].text if rest else ""
        label = first.text.rstrip()
        inside, outside = label.endswith(":"), after.lstrip().startswith(":")
        name = label.removesuffix(":").strip()
        speaker = next((speaker for speaker in self.speakers if speaker.name == name), None)
        if speaker and (inside or outside):
            if rest:
                rest[0] = replace(rest[0], text=after.lstrip().removeprefix(":" if not inside else "").lstrip())
            return speaker, tuple(inline for inline in rest if inline.text)
        if inside:
            names = ", ".join(speaker.name for speaker in self.speakers[:20])
            name = shown(name, 80)
            remedy = (
                f"Known: {names}. Add the name to the speakers; if it is no name, put the colon outside: **{name}**:"
            )
            self._refuse(line, f"there is no speaker {name!r}", remedy)
        return None

    def _inlines(self, token: Token, line: int) -> tuple[Inline, ...]:
        """The runs of a block. Marks nest; each run holds all that are open."""
        stack: list[dict[str, Any]] = [{}]
        runs: list[Inline] = []
        for child in token.children or []:
            match child.type:
                case "text" | "text_special" | "code_inline":
                    if child.type == "text" and (mark := _LEFT_OVER.search(child.content)):
                        remedy = f"Known are: {_MARKS}. To print it as it is, put a \\ before it."
                        self._refuse(line, f"this means nothing: {shown(mark[0])}", remedy)
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
                    self._refuse(
                        line, "a picture cannot be read out", "Describe it in words, or put it into a comment."
                    )
                case "html_inline":
                    if not _COMMENT.fullmatch(child.content):
                        self._refuse(line, f"HTML cannot be read out: {shown(child.content)}", "Write it as text.")
                    self.marks += marks.found(child.content, line, len(self.exchanges))
                    line += child.content.count("\n")
        return joined(runs)

    def _attributes(self, token: Token, line: int) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, value in token.attrs.items():
            if key == "href":
                if fault := links.fault(str(value)):
                    remedy = "Published are links to https://, http://, mailto: and tel: addresses, without passwords."
                    self._refuse(line, f"the link {shown(repr(value), 80)} {fault}", remedy)
                found["href"] = str(value)
            elif key == "say" and str(value).strip():
                found["say"] = visible(str(value)).strip()
            elif key == "lang":
                for problem in tags.problems(str(value), ""):
                    self._refuse(line, problem.message, problem.remedy)
                found["language"] = str(value)
            elif key != "title":
                remedy = 'Use {lang=en} with a language code, or {say="spoken form"}.'
                self._refuse(
                    line, f"the attribute {shown(key, 40)}={shown(repr(value), 80)} means nothing here", remedy
                )
        return found
