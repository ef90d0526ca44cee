"""What stands between paragraphs, read: pictures, tables, footnotes, and whose words a quotation is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast
from urllib.parse import unquote

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from audiobuild.messages import msg
from audiobuild.model import Alignment, Footnote, Inline, Paragraph, Passage, Picture, Row, Table, Turn
from audiobuild.publication import bounds, illustrations
from audiobuild.publication.markdown_runs import Refuse, RunReader
from audiobuild.publication.nesting import placed
from audiobuild.text import shown, visible

_LABEL = re.compile(r"[\w.-]{1,40}")
_ATTRIBUTES = re.compile(r"[—―–] ?(?=[^\W\d_])")
"""How a line begins that says whose words the quotation above it is."""
_LONGEST_ATTRIBUTION = 200


def inside(tokens: Sequence[Token], start: int) -> int:
    """Where what opens at ``start`` is closed again."""
    closing, level = tokens[start].type.replace("_open", "_close"), tokens[start].level
    return next(i for i in range(start, len(tokens)) if (tokens[i].type, tokens[i].level) == (closing, level))


def picture(token: Token, line: int, refuse: Refuse) -> Picture | None:
    """The picture that a paragraph is, if it is one and nothing else."""
    children = [child for child in token.children or [] if child.type != "text" or child.content.strip()]
    if [child.type for child in children] != ["image"]:
        return None
    (image,) = children
    source = visible(unquote(str(image.attrs["src"])))
    if fault := illustrations.fault(source):
        refuse(line, msg("the picture {} {}", shown(repr(source), 80), fault), illustrations.REMEDY)
    return Picture(
        source=source,
        alt=_folded("".join(_texts(image.children or []))),
        caption=_folded(str(image.attrs.get("title", ""))),
        line=line,
        lines=_lines(token),
    )


def _texts(children: Sequence[Token]) -> Iterator[str]:
    """The plain text of a picture's description: marks in it say nothing, since nobody sees it printed."""
    for child in children:
        if child.type in ("text", "text_special", "code_inline"):
            yield child.content
        elif child.type in ("softbreak", "hardbreak"):
            yield " "
        elif child.type == "image":
            yield from _texts(child.children or [])


def _folded(text: str) -> str:
    return " ".join(visible(text).split())


def table(tokens: Sequence[Token], first_line: int, source: Sequence[str], runs: RunReader) -> Table:
    """The table in ``tokens``, whose lines are counted from ``first_line``; ``source`` are the lines of the body."""
    rows: list[Row] = []
    cells: list[tuple[Inline, ...]] = []
    alignments: list[Alignment] = []
    opened = tokens[0].map or [0, 0]
    line = first_line + opened[0]
    for token in tokens:
        match token.type:
            case "tr_open":
                at = (token.map or opened)[0]
                line, cells = first_line + at, []
                _refuse_more(source[at], len(alignments), line, runs.refuse)
            case "th_open":
                alignments.append(cast("Alignment", str(token.attrs.get("style", "")).removeprefix("text-align:")))
            case "inline":
                cells.append(runs.read(token, line))
            case "tr_close":
                rows.append(Row(cells=tuple(cells), line=line))
    made = Table(
        head=rows[0],
        rows=tuple(rows[1:]),
        alignments=tuple(alignments),
        line=first_line + opened[0],
        lines=opened[1] - opened[0],
    )
    _check(made, runs.refuse)
    return made


def _refuse_more(row: str, columns: int, line: int, refuse: Refuse) -> None:
    """GFM drops the cells of a row that has more than the head."""
    count = len(escapedSplit(row.strip().removeprefix("|").removesuffix("|")))
    if columns and count > columns:
        remedy = msg("Give the head as many columns, or write \\| for a line that is text.")
        refuse(line, msg("a row has {} cells, the head of its table {}", count, columns), remedy)


def _check(made: Table, refuse: Refuse) -> None:
    columns = len(made.head.cells)
    if columns > bounds.MOST_COLUMNS:
        message = msg("a table has {} columns; {} are allowed", columns, bounds.MOST_COLUMNS)
        refuse(made.line, message, msg("Make several tables of it: nobody can listen to so many."))
        return
    for number, cell in enumerate(made.head.cells, 1):
        if not cell and (number > 1 or columns == 1):
            remedy = msg("Name each column but the first in the line above the dashes.")
            refuse(made.line, msg("column {} of a table has no heading", number), remedy)
    if not made.rows:
        refuse(made.line, msg("a table has a head and no rows"), msg("Write its rows below the dashes, or remove it."))
    for row in made.rows:
        if not any(row.cells):
            refuse(row.line, msg("a row of a table is empty"), msg("Remove the line, or fill a cell."))


def footnote(tokens: Sequence[Token], first_line: int, runs: RunReader) -> Footnote | None:
    """The footnote in ``tokens``, if it can be one; what is wrong with it is refused."""
    opened = tokens[0].map or [0, 0]
    line, label = first_line + opened[0], str(tokens[0].meta["label"])
    texts = [token for token in tokens if token.type == "inline"]
    kinds = {token.type for token in tokens[1:-1]} - {"paragraph_open", "inline", "paragraph_close"}
    if not _LABEL.fullmatch(label):
        remedy = msg("Take letters and figures, like [^1] or [^quelle].")
        runs.refuse(line, msg("{} cannot name a footnote", shown(repr(label), 60)), remedy)
        return None
    if len(texts) != 1 or kinds:
        message = msg("the footnote [^{}] is not one paragraph", label)
        runs.refuse(line, message, msg("Write one paragraph behind the colon, or make it part of the text."))
        return None
    inlines = runs.read(texts[0], line)
    if any(inline.footnotes for inline in inlines):
        runs.refuse(line, msg("the footnote [^{}] refers to a footnote", label), msg("Write both as one."))
    return Footnote(label=label, inlines=inlines, line=line, lines=_lines(texts[0]))


def attributed(turn: Turn) -> Turn:
    """The turn with those paragraphs marked that say behind a quotation whose words it is: such a one is short, begins with a
    dash, and is the last of its quotation, or a quotation by itself behind it; the paragraph before it does not begin so."""
    passages = list(turn.passages)
    places = [*placed(passages)]
    for index, one in enumerate(passages[1:], 1):
        before, here, behind = places[index - 1], places[index], (*places[index + 1 : index + 2], ())[0]
        if not isinstance(one, Paragraph) or one.style != "quote" or not _says_whose(one):
            continue
        around = len(here) - 1
        quoted = before[:around] == here[:around] and [c.kind for c in before[around : around + 1]] == ["quote"]
        if quoted and not _says_whose(passages[index - 1]) and here[-1] not in behind:
            passages[index] = replace(one, style="attribution", shared=None)
    return replace(turn, passages=tuple(passages))


def _says_whose(passage: Passage) -> bool:
    return bool(_ATTRIBUTES.match(passage.text)) and len(passage.text) <= _LONGEST_ATTRIBUTION


def _lines(token: Token) -> int:
    """How many lines of the file a block takes."""
    return token.map[1] - token.map[0] if token.map else 1
