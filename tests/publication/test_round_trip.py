"""Any interview, written and read again, is the same: with any marks beside any characters, and notes at every place."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from audiobuild.model import Exchange, FrontMatter, Inline, Interview, Paragraph, Speaker, Style, Turn
from audiobuild.publication import content
from audiobuild.publication.markdown_inlines import joined
from audiobuild.text import visible

ASKS = Speaker(name="Anna O'Neil", role="question")
CO_ASKS = Speaker(name="*Dora* _x_", role="question")
ANSWERS = Speaker(name="Ben", role="answer")
CO_ANSWERS = Speaker(name="Cem", role="answer")
READS = Speaker(name="Erzählstimme", role="narrator")
SPEAKERS = (ASKS, CO_ASKS, ANSWERS, CO_ANSWERS)
STYLES: tuple[Style, ...] = ("plain", "bullet", "number", "quote")
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
    *("not spoken (caption): Foto: privat", "a --> b", "a --!> b", "---", "<!-- c -->", "-", "> d", "b -", "- e"),
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


def turn(random_: random.Random, speaker: Speaker) -> Turn:
    paragraphs = (
        Paragraph(inlines=inlines(random_), line=1, style=random_.choice(STYLES)) for _ in range(random_.randint(1, 4))
    )
    return Turn(speaker=speaker, passages=tuple(paragraphs))


def interview(random_: random.Random) -> Interview:
    def anybody() -> Speaker:
        return random_.choice((*SPEAKERS, READS))

    exchanges = tuple(
        Exchange(
            question=Turn(speaker=random_.choice(SPEAKERS), passages=(Paragraph(inlines=inlines(random_), line=1),)),
            answers=tuple(turn(random_, random_.choice(SPEAKERS)) for _ in range(random_.randint(1, 3))),
        )
        for _ in range(random_.randint(1, 3))
    )
    return Interview(
        slug="a",
        path="content/a.md",
        about=FrontMatter(title="T", date=date(2024, 5, 1), language="de", speakers=(*SPEAKERS, READS)),
        title_line=2,
        introduction=tuple(turn(random_, anybody()) for _ in range(random_.randint(0, 2))),
        exchanges=exchanges,
        closing=tuple(turn(random_, anybody()) for _ in range(random_.randint(0, 2))),
    )


def turns(interview: Interview) -> list[Turn]:
    talk = [turn for exchange in interview.exchanges for turn in (exchange.question, *exchange.answers)]
    return [*interview.introduction, *talk, *interview.closing]


def told(interview: Interview) -> list[object]:
    """All that it says: who, in what style, each letter with its marks. White space has none at the edge of a mark."""
    parts = [len(interview.introduction), [len(exchange.answers) for exchange in interview.exchanges]]
    return [
        *parts,
        *(
            (turn.speaker, [(item.style, letters(item.inlines)) for item in turn.paragraphs])
            for turn in turns(interview)
        ),
    ]


def letters(inlines: Sequence[Inline]) -> list[object]:
    return [
        letter if letter.isspace() else (letter, replace(inline, text=""))
        for inline in inlines
        for letter in inline.text
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
        spoken = sum(len(turn.paragraphs) for turn in turns(one))
        notes = {place: random_.choices(NOTES, k=random_.randint(0, 3)) for place in range(-1, spoken + 3)}
        written = content.render(one, notes)
        assert told(read(written)) == told(one), written
        assert max(map(len, written.split("\n"))) < 5_000


@pytest.mark.parametrize("note", NOTES)
def test_any_text_survives_as_a_note(note: str) -> None:
    paragraph = Paragraph(inlines=(Inline(text="Wort"),), line=1)
    one = replace(interview(random.Random(1)), introduction=(), closing=())
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
    one = replace(interview(random.Random(1)), introduction=(), exchanges=(exchange,), closing=())
    notes = {place: [f"note {place}"] for place in range(10)}
    assert content.render(one, notes).split("---\n\n")[1] == (
        "<!-- note 0 -->\n\n## Wort\n\n<!-- note 1 -->\n\n- Wort\n\n  <!-- note 2 -->\n\n- Wort\n\n<!-- note 3 -->\n\n"
        "1. Wort\n\n   <!-- note 4 -->\n\n1. Wort\n\n<!-- note 5 -->\n\n> Wort\n\n> <!-- note 6 -->\n\n> Wort\n\n"
        "<!-- note 7 -->\n\nWort\n\n<!-- note 8 -->\n\n<!-- note 9 -->\n"
    )
