"""PDFs: columns, headings and paragraphs are those that the eye sees. A short run of ``python -m attacks.layouts``."""

from __future__ import annotations

import pytest

from attacks import layouts, typeset
from attacks.printed import Print, pdf
from audiobuild.importers import readers


def seen(*pages: list[Print]) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in readers.read(pdf(pages), name="a.pdf").blocks]


def column(left: float, top: float, lines: list[str], font: str = "plain", size: float = 10) -> list[Print]:
    return [(left, top - 1.2 * size * number, font, size, line) for number, line in enumerate(lines)]


def lines(word: str, count: int) -> list[str]:
    return [f"{word} {number} und so geht es hier weiter" for number in range(count)]


@pytest.mark.parametrize("seed", range(1, 41))
def test_every_word_of_a_page_is_read_in_its_order(seed: int) -> None:
    _, document = typeset.typeset(seed)
    assert layouts.read_back(document).fault == ""


def test_the_same_seed_gives_the_same_pages() -> None:
    assert typeset.typeset(3) == typeset.typeset(3)
    assert typeset.typeset(3) != typeset.typeset(4)


def test_what_counts_as_a_fault() -> None:
    _, document = typeset.typeset(3)
    swapped = typeset.Typeset(pages=document.pages, text=document.text[::-1], aside=document.aside)
    assert layouts.read_back(swapped).fault.startswith("word 0: ")
    more = typeset.Typeset(pages=document.pages, text=(*document.text, "fehlt"), aside=document.aside)
    assert "words" in layouts.read_back(more).fault
    torn = typeset.Typeset(pages=document.pages, text=document.text, aside=("nie gedruckt",))
    assert layouts.read_back(torn).fault == "torn: nie gedruckt"


@pytest.mark.parametrize("rows", [9, 12, 20])
def test_columns_under_a_headline_of_two_lines(rows: int) -> None:
    heading = column(60, 780, ["Der Mann, der nachts auf Türmen", "sitzt und zählt"], "bold", 20)
    left, right = lines("Links", rows), lines("Rechts", 8)
    assert seen([*heading, *column(310, 700, right), *column(60, 700, left)]) == [
        ("heading", "Der Mann, der nachts auf Türmen sitzt und zählt"),
        ("paragraph", " ".join([*left, *right])),
    ]


def test_one_line_in_the_second_column() -> None:
    heading = column(60, 780, ["Der Mann, der", "zählt"], "bold", 16)
    text = lines("Links", 18)
    assert seen([*column(310, 787, ["und hier endet es."]), *heading, *column(60, 730, text)]) == [
        ("heading", "Der Mann, der zählt"),
        ("paragraph", " ".join([*text, "und hier endet es."])),
    ]


def test_a_headline_in_the_middle_ends_the_columns_above_it() -> None:
    page = [
        *column(60, 780, lines("Eins", 6)),
        *column(310, 780, lines("Zwei", 6)),
        *column(60, 680, ["Danach"], "bold", 16),
        *column(60, 650, lines("Drei", 6)),
        *column(310, 650, lines("Vier", 6)),
    ]
    assert [text.split(" ")[0] for _, text in seen(page)] == ["Eins", "Danach", "Drei"]


def test_headings_of_several_lines_and_two_headings() -> None:
    page = [
        *column(60, 780, ["Der Mann, der", "nachts auf", "Türmen sitzt"], "bold", 20),
        *column(60, 700, ["Ein Gespräch in großer Schrift"], "plain", 20),
        *column(60, 660, lines("Text", 8)),
    ]
    kinds = [("heading", "Der Mann, der nachts auf Türmen sitzt"), ("heading", "Ein Gespräch in großer Schrift")]
    assert seen(page)[:2] == kinds


@pytest.mark.parametrize("start", ["–", "12.", "-"])
def test_a_dash_or_number_at_the_start_of_a_wrapped_line_begins_nothing(start: str) -> None:
    text = [
        "Manches wurde in den Wochen davor erst „geparkt“",
        f"{start} bis ich dann da bin. Aber das ist ja",
        "gut so.",
    ]
    assert seen(column(60, 700, text)) == [("paragraph", " ".join(text))]


def test_a_caption_between_the_lines_of_a_paragraph_goes_behind_it() -> None:
    above, below = lines("Oben", 6), lines("Unten", 6)
    page = [*column(60, 780, above), *column(60, 640, ["Der Turm im Winter."], "italic", 8), *column(60, 600, below)]
    assert [text for _, text in seen(page)] == [" ".join(above + below), "Der Turm im Winter."]


def test_questions_beside_their_answers_are_read_row_by_row() -> None:
    rows = [
        item
        for number, top in enumerate((780, 700, 620, 540))
        for item in (
            *column(60, top, [f"Wie war die Frage {number}?"], "bold"),
            *column(260, top, [f"Das war die Antwort {number}, und", "sie ging noch weiter, auch wenn", "sie endet."]),
        )
    ]
    assert [text.split(" ")[3] for _, text in seen(rows)] == ["Frage"] * 4
