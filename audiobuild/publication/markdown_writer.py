"""The body of an interview, written: introduction, exchanges and closing words → Markdown that is read back as the same."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from audiobuild.model import Inline, Paragraph, Picture, Role, Speaker, Subheading, Table, Turn
from audiobuild.publication.markdown_inlines import escape, escape_end, escape_start, joined, marked
from audiobuild.publication.markdown_margins import Margins
from audiobuild.publication.markdown_reader import Body
from audiobuild.publication.nesting import placed
from audiobuild.publication.recordings import written as recorded
from audiobuild.text import visible

_WIDTH = 118
_MOST_WORD = 10_000
_MOST_COMMENT = 20_000
"""Characters, about. A longer one becomes several: a block has a bound (:mod:`.bounds`), and so has a word of it."""

_RULES = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}
"""Below the head of a table: how its columns are set."""


def write(body: Body, speakers: Sequence[Speaker], notes: Mapping[int, Sequence[str]] = MappingProxyType({})) -> str:
    """The Markdown that :func:`.markdown_reader.read` reads back as the same body.

    ``notes`` are texts that are kept and not spoken, each by the number of passages that stand before it: those of the
    introduction, each question, those of the answers and of the closing words, in the order of reading.
    """
    writer = _BodyWriter(speakers=speakers, notes={place: texts for place, texts in notes.items() if texts})
    blocks = list(writer.turns(body.introduction, "narrator"))
    for exchange in body.exchanges:
        blocks += writer.question(exchange.question)
        blocks += writer.turns(exchange.answers, "answer")
    if body.closing:
        blocks += [*writer.due(), "* * *", *writer.turns(body.closing, "narrator")]
    blocks += (f"[^{one.label}]: {escape_start(marked(joined(one.inlines)))}" for one in body.footnotes)
    return "\n\n".join([*blocks, *writer.rest()]) + "\n"


@dataclass(kw_only=True, slots=True)
class _BodyWriter:
    """Counts the passages that are written, and gives each note as soon as its place is reached."""

    speakers: Sequence[Speaker]
    notes: dict[int, Sequence[str]]
    written: int = 0

    def due(self, within: str = "") -> Iterator[str]:
        """The notes of this place, each line behind what its list or quotation asks for."""
        for text in self.notes.pop(self.written, ()):
            yield from (textwrap.indent(comment, within, lambda _: True) for comment in _comments(text))

    def rest(self) -> Iterator[str]:
        """The notes of the end, and those of places that are none."""
        for place in sorted(self.notes):
            yield from (comment for text in self.notes[place] for comment in _comments(text))

    def question(self, turn: Turn) -> Iterator[str]:
        yield from self.due()
        label = "" if self._goes_without_saying(turn.speaker, "question") else _label(turn.speaker)
        asked = turn.paragraphs[0]
        text = self._text(asked.inlines, label)
        yield f"## {label}{text} {recorded(asked.recording)}" if asked.recording else f"## {label}{escape_end(text)}"
        self.written += 1

    def turns(self, turns: Sequence[Turn], role: Role) -> Iterator[str]:
        """``role`` is that of who speaks here first without being named."""
        for index, turn in enumerate(turns):
            silent = index == 0 and self._goes_without_saying(turn.speaker, role)
            yield from self._turn(turn, "" if silent else _label(turn.speaker))

    def _turn(self, turn: Turn, label: str) -> Iterator[str]:
        margins, whole = Margins(), ""
        for passage, place in zip(turn.passages, placed(turn.passages), strict=True):
            between, parts = margins.between(place), [*self.due(margins.note(place))]
            # A bold name within a list or a quotation would not begin the line that hands over; nor above a table.
            if label and (place or not isinstance(passage, Paragraph)):
                parts.append(label.rstrip())
                label = ""
            if isinstance(passage, Paragraph):
                text = self._text(passage.inlines, label)
                label += f"{recorded(passage.recording)} " if passage.recording else ""
                parts.append(margins.enter(place) + (f"{label}{text}" if label else escape_start(text)))
            else:
                margins.enter(place)
                parts.append(_block(passage))
            for part in parts:
                if between and whole:
                    whole += f"\n{between}\n{part}"
                    continue
                if whole:
                    yield whole
                whole = part
            label = ""
            self.written += 1
        if whole:
            yield whole

    def _text(self, inlines: Sequence[Inline], label: str) -> str:
        runs = joined(inlines)
        return marked(runs if label or not runs else self._no_label(runs))

    def _default(self, role: Role) -> Speaker | None:
        return next((speaker for speaker in self.speakers if speaker.role == role), None)

    def _goes_without_saying(self, speaker: Speaker, role: Role) -> bool:
        """The first of the role; in an article, where nobody has it, the narrator, who need not be listed."""
        first = self._default(role) or self._default("narrator")
        return speaker == first or (first is None and speaker.role == "narrator")

    def _no_label(self, inlines: Sequence[Inline]) -> Sequence[Inline]:
        """A paragraph whose own bold beginning must not be read as somebody's name: with its colon outside, it is not;
        what is a speaker's name loses the bold."""
        first, *rest = inlines
        text = first.text.rstrip()
        inside = text.endswith(":")
        if not first.strong or not (inside or (rest and rest[0].text.lstrip().startswith(":"))):
            return inlines
        name = text.removesuffix(":")
        if any(name.strip() == speaker.name for speaker in self.speakers):
            return (replace(first, strong=False), *rest)
        if not inside:
            return inlines
        colon = replace(first, text=":" + first.text[len(name) + 1 :], strong=False)
        return (replace(first, text=name), colon, *rest)


def _block(passage: Subheading | Picture | Table) -> str:
    match passage:
        case Subheading():
            return f"### {escape_end(marked(joined(passage.inlines)))}"
        case Picture():
            caption = f' "{_quoted(passage.caption)}"' if passage.caption else ""
            return f"![{escape(passage.alt)}](<{_destination(passage.source)}>{caption})"
        case Table():
            rules = f"| {' | '.join(_RULES[alignment] for alignment in passage.alignments)} |"
            head, *rows = (_row(row.cells) for row in (passage.head, *passage.rows))
            return "\n".join([head, rules, *rows])


def _row(cells: Sequence[Sequence[Inline]]) -> str:
    texts = (marked(joined(cell)).replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(texts)} |"


def _destination(source: str) -> str:
    """A file's name as the address of a picture, which is written in percent where it is read so."""
    return re.sub(r"([\\<>])", r"\\\1", source.replace("%", "%25")).replace("&", "&amp;")


def _quoted(text: str) -> str:
    return re.sub(r'(["\\])', r"\\\1", text).replace("&", "&amp;")


def _label(speaker: Speaker) -> str:
    return f"**{escape(speaker.name)}:** "


def _comments(text: str) -> Iterator[str]:
    """Two hyphens would end a comment too early (HTML: ``--!>`` ends one as well as ``-->``)."""
    safe = re.sub("-(?=-|!?>)", "- ", " ".join(visible(text).split()))
    safe = re.sub(rf"(\S{{{_MOST_WORD}}})(?=\S)", r"\1 ", safe)
    lines = textwrap.wrap(f"<!-- {safe}", _WIDTH, break_long_words=False, break_on_hyphens=False) if safe else []
    part: list[str] = []
    for line in lines:
        if sum(map(len, part)) > _MOST_COMMENT:
            yield "\n".join(part) + " -->"
            part = ["<!--"]
        part.append(line)
    if part:
        yield "\n".join(part) + " -->"
