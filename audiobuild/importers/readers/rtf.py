"""RTF → Document: what TextEdit, WordPad and old word processors save."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from audiobuild.errors import ContentError, Problem
from audiobuild.importers.document import Document, Kind, SourceBlock, SourceRun, bulleted, merge, tidy
from audiobuild.importers.interview_words import anywhere
from audiobuild.importers.readers import rows, rtf_tokens, symbols
from audiobuild.importers.readers.rtf_tokens import Event, State
from audiobuild.messages import msg

MOST_WORDS = 3_000_000
"""Control words and braces: each takes some microseconds. A novel has 100,000; in Cyrillic each letter is one or two."""
MOST_CHARACTERS = 1_500_000
MOST_RUNS = 200_000
MOST_PARAGRAPHS = 25_000
"""Cells among them."""

_Runs = list[tuple[SourceRun, list[str]]]
"""Marks, and the pieces of text that have them: a Cyrillic letter is one."""


@dataclass(kw_only=True, slots=True)
class _Text:
    """Paragraphs as they gather: those of the text, or those of a footnote or box in it."""

    blocks: list[SourceBlock] = field(default_factory=list)
    behind: list[SourceBlock] = field(default_factory=list)
    runs: _Runs = field(default_factory=list)
    unread: dict[str, _Runs] = field(default_factory=dict)
    style: str = ""
    level: int = 0
    marker: str = ""
    rows: list[list[list[SourceBlock]]] = field(default_factory=list)
    row: list[list[SourceBlock]] = field(default_factory=list)
    cell: list[SourceBlock] = field(default_factory=list)
    in_row: bool = False
    headed: bool = False


def read(source: bytes, *, name: str) -> Document:
    """The document in an RTF file.

    Raises :class:`audiobuild.errors.ContentError` for one with more in it than any text has.
    """
    if source.count(b"\\") + source.count(b"{") > MOST_WORDS:
        raise _too_large(name)
    walk = _Walk()
    for event in rtf_tokens.events(source):
        walk.take(event)
        if walk.characters > MOST_CHARACTERS or walk.runs > MOST_RUNS or walk.paragraphs > MOST_PARAGRAPHS:
            raise _too_large(name)
    return walk.document()


def _too_large(name: str) -> ContentError:
    remedy = msg("Save its text alone, as .docx or plain text, and import that.")
    return ContentError(Problem(place=name, message=msg("is too large an RTF file for a text"), remedy=remedy))


@dataclass(kw_only=True, slots=True)
class _Walk:
    """One pass over the events; ``texts`` is the text and, while they last, what stands beside it."""

    texts: list[_Text] = field(default_factory=lambda: [_Text()])
    styles: dict[str, str] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)
    colours: list[str] = field(default_factory=list)
    colour: dict[str, str] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    gathered: str = ""
    style: str = ""
    property: str = ""
    characters: int = 0
    runs: int = 0
    paragraphs: int = 0

    def take(self, event: Event) -> None:
        text = self.texts[-1]
        match event.kind:
            case "text":
                self._add(event)
            case "paragraph":
                self._end_paragraph(text)
            case "cell":
                self._end_cell(text)
            case "row":
                self._end_row(text)
            case "begin":
                self.texts.append(_Text())
            case "end":
                self._end_beside(event.state.beside)
            case "group":
                self._end_group(event.state)
            case _:
                self._set(event, text)

    def _set(self, event: Event, text: _Text) -> None:
        """A control word that holds for the paragraph, the row, or an entry of a table of styles or colours."""
        if event.kind == "pard":
            text.style, text.level, text.marker = "", 0, ""
        elif event.kind == "trowd":
            text.in_row = True
        elif event.kind == "trhdr":
            text.headed = text.headed or not text.rows
        elif event.kind == "ls":
            text.marker = text.marker or ("•" if event.text and not event.state.part else "")
        elif event.kind in ("red", "green", "blue"):
            self.colour[event.kind] = f"{min(int(event.text or 0) % 256, 255):02x}"
        elif event.state.part == "stylesheet":
            if event.kind == "s":
                self.style = event.text
            elif event.text.isdecimal() and int(event.text) < 9:
                self.levels[self.style] = int(event.text) + 1
        elif event.kind == "s":
            text.style = event.text
            text.level = self.levels.get(event.text, 0) if self._is_heading(event.text) else 0
        elif event.text.isdecimal() and int(event.text) < 9:
            text.level = int(event.text) + 1

    def _is_heading(self, style: str) -> bool:
        return style in self.levels or self.styles.get(style, "").lower().startswith(anywhere("heading_styles"))

    def _add(self, event: Event) -> None:
        state, text = event.state, self.texts[-1]
        if state.part == "colortbl":
            self._end_colours(event.text.count(";"))
            return
        if state.part:
            self.gathered += event.text if len(self.gathered) < 10_000 else ""
            return
        self.characters += len(event.text)
        reason = "deleted" if state.deleted else "hidden" if state.hidden else "struck" if state.struck else ""
        font = self.fonts.get(state.font, "")
        read, rest = symbols.drawn(event.text, font) if symbols.is_font(font) else (event.text, "")
        self._append(text.unread.setdefault(reason, []) if reason else text.runs, state, read)
        if rest:
            self._append(text.unread.setdefault(symbols.REGION, []), state, rest)

    def _append(self, runs: _Runs, state: State, text: str) -> None:
        run = self._run(state)
        if not runs or runs[-1][0] != run:
            self.runs += 1
            runs.append((run, []))
        runs[-1][1].append(text)

    def _run(self, state: State) -> SourceRun:
        colour = self.colours[state.colour] if 0 <= state.colour < len(self.colours) else ""
        style = " ".join(filter(None, (colour, "underline" if state.underlined else "")))
        return SourceRun(text="", strong=state.strong, emphasis=state.emphasis, href=state.href, style=style)

    def _end_colours(self, count: int) -> None:
        """A colour ends with a semicolon; the first is that of the text and says nothing, nor does black."""
        value = "".join(self.colour.get(name, "00") for name in ("red", "green", "blue"))
        if count and len(self.colours) < 5_000:
            self.colours += [""] * (count - 1) + ["" if value == "000000" else value]
        self.colour = {}

    def _end_group(self, state: State) -> None:
        gathered, self.gathered = self.gathered.strip(), ""
        part = state.part
        if part == "fonttbl" and state.font and len(self.fonts) < 5_000:
            self.fonts[state.font] = gathered.rstrip(";").strip()
        elif part in ("title", "author"):
            self.about[part] = gathered
        elif part == "stylesheet" and self.style:
            self.styles[self.style] = gathered.rstrip(";").strip()
            self.style = ""
        elif part in ("listtext", "pntext"):
            self.texts[-1].marker = gathered or "•"
        elif part == "sn":
            self.property = gathered
        elif part == "sv" and self.property == "wzDescription" and gathered:
            run = SourceRun(text=gathered)
            self.texts[-1].behind.append(SourceBlock(runs=merge([run]), line=0, region="picture"))

    def _end_beside(self, kind: str) -> None:
        """A footnote or the like ends: it stands behind the paragraph that it is in."""
        if len(self.texts) == 1:
            return
        inner = self.texts.pop()
        self._end_paragraph(inner)
        self._end_table(inner)
        region = {"box": "aside"}.get(kind, kind)
        outer = self.texts[-1]
        between = kind == "running" and not (outer.runs or outer.in_row or outer.rows)
        target = outer.blocks if between else outer.behind
        target += [replace(block, region=block.region or region) for block in inner.blocks]

    def _end_paragraph(self, text: _Text) -> None:
        self.paragraphs += 1
        if not text.in_row:
            self._end_table(text)
        ordered = text.marker[:1].isalnum()
        name = self.styles.get(text.style, "")
        heading = bool(text.level) or self._is_heading(text.style)
        level = text.level or (int(name[-1]) if name[-1:].isdecimal() else 1)
        kind: Kind = "heading" if heading else "item" if text.marker else "paragraph"
        style = " ".join(filter(None, (name.replace(" ", ""), f"column{len(text.row)}" if text.in_row else "")))
        block = SourceBlock(
            runs=_whole(text.runs), line=0, kind=kind, level=level if heading else 0, ordered=ordered, style=style
        )
        target = text.cell if text.in_row else text.blocks
        target += [bulleted(block)] * bool(block.runs)
        unread = ((reason, _whole(runs)) for reason, runs in text.unread.items())
        target += [SourceBlock(runs=runs, line=0, region=reason) for reason, runs in unread if runs]
        target += text.behind
        text.runs, text.unread, text.behind, text.marker = [], {}, [], ""

    def _end_cell(self, text: _Text) -> None:
        text.in_row = True
        self._end_paragraph(text)
        text.row.append(text.cell)
        text.cell = []

    def _end_row(self, text: _Text) -> None:
        text.rows.append(text.row)
        text.row, text.in_row = [], False

    def _end_table(self, text: _Text) -> None:
        loose = [*text.row, text.cell]
        text.blocks += rows.blocks([*text.rows, *([loose] if any(loose) else [])], headed=text.headed)
        text.rows, text.row, text.cell, text.headed = [], [], [], False

    def document(self) -> Document:
        """What was read; groups that a cut-off file left open are ended."""
        while len(self.texts) > 1:
            self._end_beside("footnote")
        text = self.texts[0]
        text.in_row = False
        self._end_paragraph(text)
        titles = (block.text for block in text.blocks if block.style.lower().startswith(anywhere("title_styles")))
        return Document(
            blocks=tuple(replace(block, line=number) for number, block in enumerate(text.blocks, start=1)),
            title=next(titles, "") or tidy(self.about.get("title", "")).strip(),
            author=tidy(self.about.get("author", "")).strip(),
        )


def _whole(runs: _Runs) -> tuple[SourceRun, ...]:
    """The runs of a paragraph. Halves of a character (an emoji is two ``\\u`` in RTF) become one."""
    texts = ((run, "".join(parts).encode("utf-16", "surrogatepass")) for run, parts in runs)
    return merge(replace(run, text=text.decode("utf-16", "replace")) for run, text in texts)
