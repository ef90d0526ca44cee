"""What is found to be in another language, and what never is."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from audiobuild.languages.foreign import language_of, marked
from audiobuild.languages.reading import sentences
from audiobuild.languages.registry import CODES
from audiobuild.model import FootnoteReference, Inline

ROWS = [
    row.split("\t")
    for row in (Path(__file__).parent / "foreign.txt").read_text("utf-8").splitlines()
    if not row.startswith("#")
]


def test_the_language_of_quotations_titles_names_and_dialects() -> None:
    assert [[own, language_of(text, own), text] for own, _, text in ROWS] == ROWS


def runs(text: str, language: str = "de") -> list[tuple[str, str]]:
    return [(one.text, one.language) for one in marked((Inline(text=text),), language)]


def test_a_quotation_within_a_sentence() -> None:
    assert runs("Er sagt: „Never change a running system.“ Und geht.") == [
        ("Er sagt: „", ""),
        ("Never change a running system.", "en"),
        ("“ Und geht.", ""),
    ]


def test_a_quotation_in_an_english_text() -> None:
    assert runs("As Sartre put it, “L’enfer, c’est les autres”, and left.", "en") == [
        ("As Sartre put it, “", ""),
        ("L’enfer, c’est les autres", "fr"),
        ("”, and left.", ""),
    ]


def test_sentences_with_short_ones_between_them() -> None:
    text = "Das ist gut. I think that this is really important. Yes. No. That is all we know. Und dann war Schluss."
    assert runs(text) == [
        ("Das ist gut. ", ""),
        ("I think that this is really important. Yes. No. That is all we know.", "en"),
        (" Und dann war Schluss.", ""),
    ]


def test_a_clause_and_a_term_without_quotation_marks() -> None:
    assert runs("Es gilt: Never change a running system, und am Equal Pay Day erst recht.") == [
        ("Es gilt: ", ""),
        ("Never change a running system", "en"),
        (", und am ", ""),
        ("Equal Pay Day", "en"),
        (" erst recht.", ""),
    ]


def test_a_title_in_italics_with_a_footnote_behind() -> None:
    notes = (FootnoteReference(label="a"),)
    title = Inline(text="The Great Gatsby", emphasis=True, footnotes=notes)
    assert marked((Inline(text="Ich las "), title, Inline(text=" oft.")), "de") == (
        Inline(text="Ich las "),
        Inline(text="The Great Gatsby", language="en", emphasis=True, footnotes=notes),
        Inline(text=" oft."),
    )


def test_what_an_editor_marked_is_left_as_it_is() -> None:
    inlines = (
        Inline(text="„"),
        Inline(text="Never change a running system", language="de"),
        Inline(text="“, „"),
        Inline(text="The show must go on", say="sie machten weiter"),
        Inline(text="“."),
    )
    assert marked(inlines, "de") == inlines


def test_addresses_and_names_of_files_are_in_no_language() -> None:
    text = "Siehe www.the-great-gatsby.com/how-it-works, never_change_a_system und join.the@club.org dort."
    assert runs(text) == [(text, "")]


def test_marks_that_cross_a_quotation_stay() -> None:
    inlines = (Inline(text="„Never "), Inline(text="change a", strong=True), Inline(text=" running system“"))
    assert marked(inlines, "de") == (
        Inline(text="„"),
        Inline(text="Never ", language="en"),
        Inline(text="change a", strong=True, language="en"),
        Inline(text=" running system", language="en"),
        Inline(text="“"),
    )


def test_what_is_found_is_read_by_the_rules_of_its_language() -> None:
    (sentence,) = sentences((Inline(text="„We bought 5 kg of tea on 3 May 2022“, sagt sie."),), language="de")
    assert [(piece.spoken, piece.language) for piece in sentence.pieces if piece.rule] == [
        ("kilograms", "en"),
        ("the third of May twenty twenty-two", "en"),
    ]


def test_a_language_without_rules_is_left_alone() -> None:
    assert runs("“Never change a running system”, sa han.", "sv") == [("“Never change a running system”, sa han.", "")]


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_found_in_a_languages_own_text(code: str) -> None:
    text = import_module(f"audiobuild.languages.{code}").LANGUAGE.calibration
    assert runs(text, code) == [(text, "")]


def test_a_second_time_nothing_more_is_found() -> None:
    inlines = tuple(Inline(text=f"„{text}“, sagt sie. {text} ") for own, _, text in ROWS if own == "de")
    assert all(marked(once, "de") == once for one in inlines for once in [marked((one,), "de")])


def test_a_long_text_takes_no_longer_than_its_length() -> None:
    text = "„Never change a running system“ und " * 2_000 + "„" * 20_000 + "was " * 20_000
    assert len(marked((Inline(text=text),), "de")) == 4_001
