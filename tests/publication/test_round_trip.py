"""Any interview, written and read again, is the same: with any marks beside any characters, and notes at every place."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from audiobuild.model import (
    Alignment,
    Exchange,
    Footnote,
    FootnoteReference,
    FrontMatter,
    Inline,
    Interview,
    Paragraph,
    Passage,
    Picture,
    Row,
    Speaker,
    Style,
    Subheading,
    Table,
    Turn,
)
from audiobuild.publication import content
from audiobuild.publication.markdown_blocks import attributed
from audiobuild.publication.markdown_inlines import joined
from audiobuild.publication.nesting import common, placed
from audiobuild.text import visible

ASKS = Speaker(name="Anna O'Neil", role="question")
CO_ASKS = Speaker(name="*Dora* _x_", role="question")
ANSWERS = Speaker(name="Ben", role="answer")
CO_ANSWERS = Speaker(name="Cem", role="answer")
READS = Speaker(name="Erzählstimme", role="narrator")
SPEAKERS = (ASKS, CO_ASKS, ANSWERS, CO_ANSWERS)
STYLES: tuple[Style, ...] = ("plain", "bullet", "number", "quote")
ALIGNMENTS: tuple[Alignment, ...] = ("", "left", "center", "right")
LABELS = ("1", "2", "quelle", "a-b.c_d", "10")
SOURCES = ("turm.jpg", "fotos/Türme (2) & <so> 100%25.PNG", "a b/c'd\"e.webp", "x&amp;y%20z.jpeg", "[a](b)*c*_d_.jpg")
PIECES = [
    *(
        "Wort",
        "a",
        "ö",
        "1",
        "2.",
        "3)",
        " ",
        " ",
        "  ",
        ".",
        ",",
        "“",
        "„",
        '"',
        "(",
        ")",
        "?",
        "!",
        ":",
        "-",
        "–",
        "…",
    ),
    *("*", "**", "_", "__", "`", "[", "]", "{", "}", "<", ">", "\\", "&", "&amp;", "#", "##", "+", "=", "~", "~~", "|"),
    *("<!--", "-->", "--", "https://example.org/a_b", "漢字", "😀", "§", "€", "\u00a0", "[^1]:", "***", "![", "]("),
]
NOTES = [
    *("not spoken: Foto: privat", "a --> b", "a --!> b", "---", "<!-- c -->", "-", "> d", "b -", "- e"),
    *("## keine Frage", "* * *", "**Ben:** Nein.", "[^1]: Fußnote.", "```", "Zwei  Wörter\n\n---\nzwei Zeilen", "<b>"),
    *("wort " * 500, "x" * 300, "Controls \x07 \u202e \u2066", "--" * 200, "<!-->", "->", "-->", "--!>", "", " "),
]


def words(random_: random.Random) -> str:
    return "".join(random_.choice(PIECES) for _ in range(random_.randint(1, 4)))


def inlines(random_: random.Random) -> tuple[Inline, ...]:
    """Runs with any marks, of which the reader makes no others: no white space at either end, no bold beginning with a colon,
    which would be a label."""
    runs = joined(
        Inline(
            text=words(random_),
            strong=random_.random() < 0.4,
            emphasis=random_.random() < 0.4,
            href=random_.choice(["", "", "", "https://example.org/a_(b)*c*", "mailto:a@b.example"]),
            language=random_.choice(["", "", "", "en"]),
            say=random_.choice(["", "", "", "K *L* d]"]),
        )
        for _ in range(random_.randint(1, 5))
    )
    text = "".join(run.text for run in runs)
    label = runs and runs[0].strong and runs[0].text.rstrip().endswith(":")
    if label or not text.strip() or text.strip() != text:
        return (Inline(text="Ja", strong=True), Inline(text="."))
    return runs


def referring(random_: random.Random) -> tuple[Inline, ...]:
    """Runs, some with marks of footnotes behind them."""
    runs = inlines(random_)
    if random_.random() < 0.3:
        place = random_.randrange(len(runs))
        labels = random_.sample(LABELS, random_.randint(1, 2))
        mark = Inline(text="", footnotes=tuple(FootnoteReference(label=label) for label in labels))
        if "".join(run.text for run in runs[: place + 1]).strip():
            runs = joined((*runs[: place + 1], mark, *runs[place + 1 :]))
    return runs


def plain_words(random_: random.Random, most: int) -> str:
    return " ".join("".join(words(random_) for _ in range(random_.randint(0, most))).split())


def row(random_: random.Random, columns: int, *, head: bool = False) -> Row:
    cells = [referring(random_) if random_.random() < 0.8 else () for _ in range(columns)]
    for index in range(head, columns) if head else range(1):
        cells[index] = cells[index] or (Inline(text="Wort"),)
    return Row(cells=tuple(cells), line=1)


def table(random_: random.Random) -> Table:
    columns = random_.randint(2, 4)
    return Table(
        head=row(random_, columns, head=True),
        rows=tuple(row(random_, columns) for _ in range(random_.randint(1, 3))),
        alignments=tuple(random_.choice(ALIGNMENTS) for _ in range(columns)),
        line=1,
    )


def passage(random_: random.Random) -> Passage:
    kind = random_.random()
    if kind < 0.1:
        alt, caption = plain_words(random_, 3), plain_words(random_, 3)
        return Picture(source=random_.choice(SOURCES), alt=alt, caption=caption, line=1)
    if kind < 0.2:
        return Subheading(inlines=referring(random_), line=1)
    if kind < 0.3:
        return table(random_)
    style = random_.choice(STYLES)
    if style == "plain":
        return Paragraph(inlines=referring(random_), line=1)
    within = tuple(random_.choice(STYLES[1:]) for _ in range(random_.choice((0, 0, 0, 1, 1, 2))))
    shared = random_.choice((None, None, 0, 0, 1, 2, 3, 4))
    number = random_.choice((None, 7)) if shared == 0 and "number" in (*within, style) else None
    return Paragraph(inlines=referring(random_), line=1, style=style, within=within, shared=shared, number=number)


def turn(random_: random.Random, speaker: Speaker) -> Turn:
    return attributed(Turn(speaker=speaker, passages=tuple(passage(random_) for _ in range(random_.randint(1, 6)))))


def noted(one: Interview, random_: random.Random) -> Interview:
    """The interview with a text for each footnote that it refers to."""
    told = [run for turn in one.turns for item in turn.passages for run in runs_of(item)]
    labels = dict.fromkeys(mark.label for run in told for mark in run.footnotes)
    texts = (Footnote(label=label, inlines=inlines(random_), line=1) for label in labels)
    return replace(one, footnotes=tuple(texts))


def runs_of(item: Passage) -> tuple[Inline, ...]:
    match item:
        case Picture():
            return ()
        case Table():
            return tuple(run for line in (item.head, *item.rows) for cell in line.cells for run in cell)
        case _:
            return item.inlines


def interview(random_: random.Random) -> Interview:
    def anybody() -> Speaker:
        return random_.choice((*SPEAKERS, READS))

    exchanges = tuple(
        Exchange(
            question=Turn(speaker=random_.choice(SPEAKERS), passages=(Paragraph(inlines=referring(random_), line=1),)),
            answers=tuple(turn(random_, random_.choice(SPEAKERS)) for _ in range(random_.randint(1, 3))),
        )
        for _ in range(random_.randint(1, 3))
    )
    one = Interview(
        slug="a",
        path="content/a.md",
        about=FrontMatter(title="T", date=date(2024, 5, 1), language="de", speakers=(*SPEAKERS, READS)),
        title_line=2,
        introduction=tuple(turn(random_, anybody()) for _ in range(random_.randint(0, 2))),
        exchanges=exchanges,
        closing=tuple(turn(random_, anybody()) for _ in range(random_.randint(0, 2))),
    )
    return noted(one, random_)


def told(interview: Interview) -> list[object]:
    """All that it says: who, in what style, each letter with its marks. White space has none at the edge of a mark."""
    parts = [len(interview.introduction), [len(exchange.answers) for exchange in interview.exchanges]]
    return [
        *parts,
        *((turn.speaker, [look(item) for item in turn.passages], around(turn)) for turn in interview.turns),
        *((one.label, letters(one.inlines)) for one in interview.footnotes),
    ]


def around(turn: Turn) -> list[object]:
    """What is around each passage: of what kind, how much of it is also around the one before, and the number."""
    places = [(), *placed(turn.passages)]
    return [(common(before, place), [(one.kind, one.number) for one in place]) for before, place in pairwise(places)]


def look(item: Passage) -> object:
    match item:
        case Paragraph():
            return item.style, item.within, letters(item.inlines)
        case Subheading():
            return "subheading", letters(item.inlines)
        case Picture():
            return item.source, item.alt, item.caption
        case Table():
            return item.alignments, [[letters(cell) for cell in line.cells] for line in (item.head, *item.rows)]


def letters(inlines: Sequence[Inline]) -> list[object]:
    return [
        letter if letter.isspace() else (letter, replace(inline, text="", footnotes=marks))
        for inline in inlines
        for letter, marks in zip(inline.text, [*[()] * (len(inline.text) - 1), inline.footnotes], strict=True)
    ]


def read(written: str) -> Interview:
    return content.parse(written, slug="a", path="content/a.md")


@pytest.mark.parametrize("seed", range(20))
def test_what_is_written_is_read_back(seed: int) -> None:
    random_ = random.Random(seed)
    for _ in range(10):
        one = interview(random_)
        written = content.render(one)
        assert told(read(written)) == told(one), written
        assert content.render(read(written)) == written


@pytest.mark.parametrize("seed", range(20))
def test_notes_at_every_place_change_nothing(seed: int) -> None:
    random_ = random.Random(seed)
    for _ in range(6):
        one = interview(random_)
        spoken = sum(len(turn.passages) for turn in one.turns)
        notes = {place: random_.choices(NOTES, k=random_.randint(0, 3)) for place in range(-1, spoken + 3)}
        written = content.render(one, notes)
        assert told(read(written)) == told(one), written
        assert max(map(len, written.split("\n"))) < 5_000


@pytest.mark.parametrize("note", NOTES)
def test_any_text_survives_as_a_note(note: str) -> None:
    paragraph = Paragraph(inlines=(Inline(text="Wort"),), line=1)
    one = replace(interview(random.Random(1)), introduction=(), closing=(), footnotes=())
    question = Turn(speaker=ASKS, passages=(paragraph,))
    for style in STYLES:
        answer = Turn(speaker=ANSWERS, passages=(replace(paragraph, style=style),) * 3)
        one = replace(one, exchanges=(Exchange(question=question, answers=(answer,)),))
        written = content.render(one, {3: [note]})
        assert told(read(written)) == told(one)
        (kept, *more) = re.findall(r"<!--\s(.*?)-->", written, re.DOTALL) or [""]
        assert not more
        assert re.sub(r"[\s>]", "", kept) == re.sub(r"[\s>]", "", visible(note))
        assert max(map(len, written.split("\n"))) <= max(120, *(len(word) + 10 for word in (*note.split(), "")))


def test_a_long_note_is_within_the_bounds_of_an_interview() -> None:
    one = interview(random.Random(1))
    assert told(read(content.render(one, {2: ["wort " * 40_000, "x" * 60_000]}))) == told(one)


def test_a_note_breaks_no_list_in_two() -> None:
    item = Paragraph(inlines=(Inline(text="Wort"),), line=1, style="bullet")
    exchange = Exchange(
        question=Turn(speaker=ASKS, passages=(replace(item, style="plain"),)),
        answers=(
            Turn(
                speaker=ANSWERS,
                passages=(
                    *(item, item, replace(item, style="number"), replace(item, style="number")),
                    *(replace(item, style="quote"), replace(item, style="quote"), replace(item, style="plain")),
                ),
            ),
        ),
    )
    one = replace(interview(random.Random(1)), introduction=(), exchanges=(exchange,), closing=(), footnotes=())
    notes = {place: [f"note {place}"] for place in range(10)}
    assert content.render(one, notes).split("---\n\n")[1] == (
        "<!-- note 0 -->\n\n## Wort\n\n<!-- note 1 -->\n\n- Wort\n\n  <!-- note 2 -->\n\n- Wort\n\n<!-- note 3 -->\n\n"
        "1. Wort\n\n   <!-- note 4 -->\n\n2. Wort\n\n<!-- note 5 -->\n\n> Wort\n>\n> <!-- note 6 -->\n>\n> Wort\n\n"
        "<!-- note 7 -->\n\nWort\n\n<!-- note 8 -->\n\n<!-- note 9 -->\n"
    )
