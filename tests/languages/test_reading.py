"""What ``sentences`` promises beside the tables: policies, language tags, languages without rules, long texts."""

from __future__ import annotations

from typing import Any

import pytest

from audiobuild.languages.reading import calibration_text, sentences
from audiobuild.languages.registry import CODES
from audiobuild.languages.shared.vocabulary import vocabulary
from audiobuild.model import Inline, Piece


def spoken(text: str, language: str, **options: Any) -> list[str]:
    found = sentences([Inline(text=text)], language=language, **options)
    return [sentence.spoken for sentence in found]


@pytest.mark.parametrize(
    ("printed", "dropped"),
    [
        ("Also ganz praktisch (lacht).", ["Also ganz praktisch."]),
        ("Gut! (lacht) Und dann?", ["Gut!", "Und dann?"]),
        ("(lacht) Gut.", ["Gut."]),
        ("Er (lacht laut) sagt ja.", ["Er sagt ja."]),
        ("Das (neue) Haus.", ["Das (neue) Haus."]),
    ],
)
def test_stage_directions_are_dropped_where_the_show_wants_that(printed: str, dropped: list[str]) -> None:
    assert spoken(printed, "de", stage_directions="dropped") == dropped
    assert " ".join(spoken(printed, "de")) == printed


def test_pieces_say_what_changed_and_why() -> None:
    (sentence,) = sentences([Inline(text="Am 3. Mai kostet die KI z. B. 5,50 €.")], language="de-DE")
    assert (sentence.start, sentence.pieces) == (
        0,
        (
            Piece(text="Am ", spoken="Am ", language="de-DE"),
            Piece(text="3.", spoken="dritten", language="de-DE", rule="ordinal"),
            Piece(text=" Mai kostet die ", spoken=" Mai kostet die ", language="de-DE"),
            Piece(text="KI", spoken="K-I", language="de-DE", rule="acronym"),
            Piece(text=" ", spoken=" ", language="de-DE"),
            Piece(text="z. B.", spoken="zum Beispiel", language="de-DE", rule="abbreviation"),
            Piece(text=" ", spoken=" ", language="de-DE"),
            Piece(text="5,50 €", spoken="5 Euro 50", language="de-DE", rule="money"),
            Piece(text=".", spoken=".", language="de-DE"),
        ),
    )


def test_a_rule_reaches_over_marks_that_are_not_spoken() -> None:
    inlines = [Inline(text="um 14"), Inline(text=":30", strong=True), Inline(text=" Uhr")]
    (sentence,) = sentences(inlines, language="de")
    first, second = sentence.pieces
    assert (first.text, second.text, second.spoken) == ("um ", "14:30 Uhr", "14 Uhr 30")


def test_the_order_of_day_and_month_follows_the_tag() -> None:
    assert spoken("on 03/04/2022", "en-US") == ["on March fourth, twenty twenty-two"]
    assert spoken("on 03/04/2022", "en-GB") == ["on the third of April twenty twenty-two"]


@pytest.mark.parametrize(
    ("language", "paragraph"),
    [
        ("fi", "Hyvää päivää. | Mitä kuuluu? | Kiitos, hyvää!"),
        ("ja", "これは本です。|それは何ですか？|本です！"),
        ("zh", "你好。|你是谁？|“我是老师。”|再见！"),
        ("hi", "यह अच्छा है। | वह भी।"),
        ("ar", "كيف حالك؟ | أنا بخير."),
        ("tlh", "HIja'. | Qapla'!"),
    ],
)
def test_languages_without_rules_are_split_only(language: str, paragraph: str) -> None:
    expected = [sentence.strip() for sentence in paragraph.split("|")]
    printed = paragraph.replace(" | ", " ").replace("|", "")
    found = sentences([Inline(text=printed)], language=language)
    assert [sentence.text for sentence in found] == expected
    assert {(piece.rule, piece.text == piece.spoken) for sentence in found for piece in sentence.pieces} == {("", True)}


@pytest.mark.parametrize("printed", ["", " \n\t", "\u200b"])
def test_nothing_visible_has_no_sentences(printed: str) -> None:
    assert sentences([Inline(text=printed)], language="de") == ()
    assert sentences([], language="de") == ()


def test_what_says_nothing_is_part_of_its_neighbour() -> None:
    assert spoken("😀", "de") == [""]
    assert spoken("😀 Hallo. …", "de") == ["Hallo. …"]
    assert spoken("… Hallo. 🎉 Gut.", "de") == ["… Hallo.", "Gut."]


@pytest.mark.parametrize(
    "unit",
    ["a.", "1.", "1-", "J. ", "www.", "x@", "https://", "z.B.", "„", "😀", "a\u0308 ", "3–", "1", "A₂", "₂", "1½"],
)
@pytest.mark.parametrize("language", ["de", "en", "pl", "fi"])
def test_long_texts_come_through_whole(language: str, unit: str) -> None:
    """A rule whose cost grows with the square of the length would take minutes here."""
    printed = (unit * 10000)[:10000].strip()
    found = sentences([Inline(text=printed)], language=language)
    assert "".join(sentence.text for sentence in found).replace(" ", "") == printed.replace(" ", "")


@pytest.mark.parametrize("language", CODES)
def test_calibration_texts_are_varied_and_long_enough(language: str) -> None:
    text = calibration_text(language)
    found = spoken(text, language)
    assert 8 <= len(found) <= 14
    assert 650 <= len(text) <= 1000
    assert sum(sentence.endswith("?") for sentence in found) >= 3
    assert min(map(len, found)) < 35 < 150 < max(map(len, found))


def test_a_language_without_calibration_text_gets_the_english_one() -> None:
    assert calibration_text("fi") == calibration_text("en")
    assert calibration_text("de-AT") == calibration_text("de")


@pytest.mark.parametrize("code", CODES)
def test_no_abbreviation_looks_for_its_name_in_all_ways(code: str) -> None:
    """Behind each, thirty short words without a name, which a pattern with two ways to read each would try in 2³⁰."""
    words = vocabulary(code)
    tables = (words.never, words.opener, words.capital, words.numbered, words.counted, *words.tables.values())
    short = dict.fromkeys(f"{key.rstrip('.')}." for table in tables for key in table if len(key) < 9)
    for start in range(0, len(short), 50):
        text = " ".join(f"{key} {'abcd ' * 30}" for key in list(short)[start : start + 50])
        assert sentences([Inline(text=text)], language=code)
