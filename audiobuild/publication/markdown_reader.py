"""The body of an interview, read: Markdown → introduction, exchanges and closing words.

What cannot be read out — HTML, code, marks that say nothing here — is refused by line rather than dropped or spelled out:
nobody would notice before it is published.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from audiobuild.errors import Problem
from audiobuild.messages import Message, msg
from audiobuild.model import Exchange, Footnote, Inline, Paragraph, Passage, Recording, Speaker, Subheading, Turn
from audiobuild.publication import markdown_parser, marks
from audiobuild.publication.markdown_around import Around
from audiobuild.publication.markdown_blocks import attributed, footnote, inside, not_a_table, picture, table
from audiobuild.publication.markdown_runs import COMMENT, RunReader
from audiobuild.publication.marks import DoubtMark
from audiobuild.text import shown

_TASK = re.compile(r"\[[ xX]\](?=\s)")
_TO_ITS_END = re.compile(r"<!--.*?(-->|\Z)", re.DOTALL)
"""A comment, or one that nothing closes with all behind it: each character is looked at once."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """What stands below the front matter, the marks of doubt in it (:mod:`.marks`), and all comments between its blocks, each
    with the number of passages before it."""

    introduction: tuple[Turn, ...]
    exchanges: tuple[Exchange, ...]
    closing: tuple[Turn, ...]
    footnotes: tuple[Footnote, ...] = ()
    marks: tuple[DoubtMark, ...] = ()
    comments: tuple[tuple[int, str], ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All that stands in it but footnotes, in the order of reading."""
        talk = (turn for exchange in self.exchanges for turn in (exchange.question, *exchange.answers))
        return tuple(passage for turn in (*self.introduction, *talk, *self.closing) for passage in turn.passages)


def read(
    text: str, *, path: str, first_line: int, speakers: tuple[Speaker, ...], narrator: Speaker, problems: list[Problem]
) -> Body:
    """The body ``text``, which begins at ``first_line`` of the file ``path``; what is wrong is added to ``problems``.

    A ``##`` heading is a question; the first speaker with that role asks, the first with role ``answer`` answers, until a
    bold name and a colon hands over to another; ``* * *`` begins the closing words.
    """
    reader = _BodyReader(path=path, offset=first_line - 1, speakers=speakers, narrator=narrator, problems=problems)
    reader.read(markdown_parser.parser().parse(text), text.split("\n"))
    return Body(
        introduction=tuple(map(attributed, reader.introduction)),
        exchanges=tuple(replace(one, answers=tuple(map(attributed, one.answers))) for one in reader.exchanges),
        closing=tuple(map(attributed, reader.closing)),
        footnotes=tuple(reader.footnotes),
        marks=tuple(reader.marks),
        comments=tuple(reader.comments),
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
    footnotes: list[Footnote] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    marks: list[DoubtMark] = field(default_factory=list)
    comments: list[tuple[int, str]] = field(default_factory=list)
    passed: int = 0
    closed: bool = False
    waiting: tuple[int, Recording] | None = None
    around: Around = field(default_factory=Around)
    runs: RunReader = field(init=False)

    def __post_init__(self) -> None:
        self.runs = RunReader(refuse=self._refuse, comment=self._marks)

    def read(self, tokens: Sequence[Token], source: Sequence[str]) -> None:
        end = 0
        for index, token in enumerate(tokens):
            if index < end:
                continue
            line = self.offset + (token.map[0] if token.map else 0) + 1
            if self.around.read(token):
                continue
            if token.type in ("table_open", "footnote_reference_open"):
                end = inside(tokens, index)
                self._whole(tokens[index : end + 1], line, source)
            elif token.type == "heading_open":
                self._heading(token, tokens[index + 1], line)
            elif token.type == "inline" and tokens[index - 1].type != "heading_open":
                self._text(token, line)
            else:
                self._other(token, line)
        self._finish()

    def _whole(self, tokens: Sequence[Token], line: int, source: Sequence[str]) -> None:
        """What is read with all that it holds."""
        if tokens[0].type == "table_open":
            nested = self._nested(line, msg("a table"))
            runs = replace(self.runs, refuse=lambda *_: None) if nested else self.runs
            self._add(table(tokens, self.offset + 1, source, runs))
            self._refuse_recordings()
            return
        self.labels.add(str(tokens[0].meta["label"]))
        found = footnote(tokens, self.offset + 1, self.runs)
        self._refuse_recordings()
        if found and any(found.label == other.label for other in self.footnotes):
            self._refuse(
                found.line, msg("the footnote [^{}] stands there twice", found.label), msg("Give one another name.")
            )
        elif found:
            self.footnotes.append(found)

    def _other(self, token: Token, line: int) -> None:
        match token.type:
            case "hr":
                self._close(line)
            case "html_block":
                self._comment(token.content, line)
            case "fence":
                self._refuse(
                    line, msg("a block of code cannot be read out"), msg("Write it as text, or remove the ``` lines.")
                )

    def _comment(self, markup: str, line: int) -> None:
        if _TO_ITS_END.sub(lambda comment: "" if comment[1] else "<", markup).strip():
            self._refuse(line, msg("HTML cannot be read out"), msg("Write it as text, or as a comment: <!-- … -->"))
        self._marks(markup, line)
        self.comments += ((self.passed, comment[4:-3].strip()) for comment in COMMENT.findall(markup))

    def _marks(self, markup: str, line: int) -> None:
        self.marks += marks.found(markup, line, len(self.exchanges))

    def _nested(self, line: int, what: Message) -> bool:
        if self.around.place:
            self._refuse(
                line, msg("{} stands in a list or a quotation", what), msg("Move it behind that, to a line of its own.")
            )
        return bool(self.around.place)

    def _heading(self, token: Token, content: Token, line: int) -> None:
        if token.tag == "h3":
            self._nested(line, msg("a heading"))
            self._subheading(content, line)
            return
        if token.tag != "h2":
            remedy = msg(
                "A question begins with ##, a heading below it with ###; the title stands in the front matter."
            )
            self._refuse(line, msg("a heading of level {} has no place in an interview", token.tag[1]), remedy)
            return
        if self.closed:
            self._refuse(
                line,
                msg("a question stands after the closing words"),
                msg("Move it before the line * * *, or remove that line."),
            )
        self._check_answered()
        inlines = self.runs.read(content, line)
        recording = self._recording()
        speaker, inlines = self._who_speaks(inlines, line) or (self._first("question"), inlines)
        if not "".join(inline.text for inline in inlines).strip():
            self._refuse(line, msg("the question is empty"), msg("Write the question behind the ##."))
        asked = Paragraph(inlines=inlines, line=line, lines=_lines(content), recording=recording)
        self.exchanges.append(Exchange(question=Turn(speaker=speaker, passages=(asked,)), answers=()))
        self.passed += 1

    def _subheading(self, content: Token, line: int) -> None:
        inlines = self.runs.read(content, line)
        self._refuse_recordings()
        if not any(inline.text.strip() for inline in inlines):
            self._refuse(line, msg("the heading is empty"), msg("Write it behind the ###."))
        self._add(Subheading(inlines=inlines, line=line, lines=_lines(content)))

    def _text(self, token: Token, line: int) -> None:
        """A paragraph, or a picture that stands where one could."""
        found = picture(token, line, self._refuse)
        if found:
            self._nested(line, msg("a picture"))
            self._add(found)
        else:
            self._paragraph(token, line)

    def _add(self, passage: Passage) -> None:
        """What nobody says, or whoever is talking goes on with."""
        turns = self._turns() or (Turn(speaker=self._default_speaker(), passages=()),)
        self._set_turns((*turns[:-1], replace(turns[-1], passages=(*turns[-1].passages, passage))))
        self.around.leave()
        self.passed += 1

    def _paragraph(self, token: Token, line: int) -> None:
        inlines = self.runs.read(token, line)
        named = self._who_speaks(inlines, line)
        speaker, inlines = named or (None, inlines)
        turns = self._turns()
        text = any(inline.text.strip() for inline in inlines)
        if named:
            self._check_heard()
        recording = self._recording()
        if recording and not text:
            self.waiting, recording = (line, recording), None
        if named or (text and not turns):
            turns = (*turns, Turn(speaker=speaker or self._default_speaker(), passages=()))
            self.around.leave()
        if text:
            self._refuse_marks(token.content, line)
            if self.waiting:
                recording, self.waiting = recording or self.waiting[1], None
            paragraph = self.around.put(Paragraph(inlines=inlines, line=line, lines=_lines(token), recording=recording))
            turns = (*turns[:-1], replace(turns[-1], passages=(*turns[-1].passages, paragraph)))
            self.passed += 1
        self._set_turns(turns)

    def _recording(self) -> Recording | None:
        """The recording that was named in what was read last."""
        named = self.runs.taken()
        for line, _ in named[1:]:
            self._refuse(line, msg("a paragraph is heard in one recording"), msg("Remove the other one."))
        return named[0][1] if named else None

    def _refuse_recordings(self) -> None:
        for line, _ in self.runs.taken():
            remedy = msg("Name it behind a question, or in front of what is said.")
            self._refuse(line, msg("nobody is heard here in a recording"), remedy)

    def _check_heard(self) -> None:
        """What a recording on a line of its own holds stands below it, in the same turn."""
        if self.waiting:
            self._refuse(
                self.waiting[0],
                msg("nothing stands below the recording that is heard in it"),
                msg("Write what is said in it: it is printed, and shown while it is heard."),
            )
            self.waiting = None

    def _refuse_marks(self, markup: str, line: int) -> None:
        """Marks of whole lines that mean nothing here, or not as they stand."""
        if found := not_a_table(markup):
            number, message, remedy = found
            self._refuse(line + number, message, remedy)
        if _TASK.match(markup) and self.around.place and self.around.place[-1].kind == "item":
            self._refuse(line, msg("boxes to tick cannot be read out"), msg("Remove the brackets, or write a word."))

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
                line,
                msg("a second line * * * has no meaning"),
                msg("Only one may stand there: before the closing words."),
            )
        elif not self.exchanges:
            self._refuse(line, msg("closing words begin before the first question"), msg("Remove the line * * *."))
        self._check_answered()
        self.closed = True

    def _finish(self) -> None:
        self._check_heard()
        if not self.closed:
            self._check_answered()
        if not self.exchanges:
            remedy = msg("Begin each question with ##, or import the text: audiobuild import FILE")
            self.problems.append(Problem(place=self.path, message=msg("there is no question in it"), remedy=remedy))
        self._check_footnotes()
        for turn in (*self.introduction, *(turn for item in self.exchanges for turn in item.answers), *self.closing):
            if not turn.passages:
                message = msg("{} is named, but says nothing", turn.speaker.name)
                self.problems.append(
                    Problem(
                        place=self.path, message=message, remedy=msg("Write text behind **{}:**", turn.speaker.name)
                    )
                )

    def _check_footnotes(self) -> None:
        """A reference leads to a footnote, and to each footnote leads one: else a reader would lose it."""
        for label, line in self.runs.references.items():
            if label not in self.labels:
                remedy = msg("Write [^{}]: … on a line of its own, or put a \\ before the bracket.", shown(label, 40))
                self._refuse(line, msg("there is no footnote [^{}]", shown(label, 40)), remedy)
        for one in self.footnotes:
            if one.label not in self.runs.references:
                remedy = msg(
                    "Write [^{}] behind the word that it explains, or put it into a comment: <!-- … -->", one.label
                )
                self._refuse(one.line, msg("nothing refers to the footnote [^{}]", one.label), remedy)

    def _check_answered(self) -> None:
        self._check_heard()
        if self.exchanges and not self.closed and not self.exchanges[-1].answers:
            question = self.exchanges[-1].question.paragraphs[0]
            remedy = msg("Write the answer below it, or make it part of the next question.")
            self._refuse(question.line, msg("the question {} has no answer", shown(repr(question.text))), remedy)

    def _refuse(self, line: int, message: Message, remedy: Message) -> None:
        self.problems.append(Problem(place=f"{self.path}:{line}", message=message, remedy=remedy))

    def _who_speaks(self, inlines: tuple[Inline, ...], line: int) -> tuple[Speaker, tuple[Inline, ...]] | None:
        """The speaker named by ``**Name:**`` at the start, and what follows it; ``None`` where there is none."""
        if not inlines or not inlines[0].strong or inlines[0].footnotes:
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
            remedy = msg(
                "Known: {}. Add the name to the speakers; if it is no name, put the colon outside: **{}**:", names, name
            )
            self._refuse(line, msg("there is no speaker {!r}", name), remedy)
        return None
