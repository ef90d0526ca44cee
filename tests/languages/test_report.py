"""The words that an editor may want to look at."""

from __future__ import annotations

from audiobuild.languages.lexicon import EMPTY, Lexicon, LexiconEntry
from audiobuild.languages.reading import sentences
from audiobuild.languages.report import DoubtfulWord, report
from audiobuild.model import Inline

PRINTED = (
    "Die GmbH und die NGG trafen Shannon Moore, Łukasz und Frau Müller-Schön. Das XQZ-Team und XQZ "
    "haben Social Media-Inhalte und eCommerce. Die EU kennt BBB und die OKW."
)


def found(inlines: list[Inline], lexicon: Lexicon = EMPTY) -> list[DoubtfulWord]:
    return [
        finding
        for sentence in sentences(inlines, language="de", lexicon=lexicon)
        for finding in report(sentence.pieces, language="de", lexicon=lexicon)
    ]


def test_unknown_acronyms_foreign_names_and_mixed_words_are_reported() -> None:
    assert found([Inline(text=PRINTED)]) == [
        DoubtfulWord(kind="acronym", text="NGG", spoken="NGG"),
        DoubtfulWord(kind="foreign name", text="Shannon", spoken="Shannon"),
        DoubtfulWord(kind="foreign name", text="Łukasz", spoken="Łukasz"),
        DoubtfulWord(kind="acronym", text="XQZ", spoken="XQZ"),
        DoubtfulWord(kind="acronym", text="XQZ", spoken="XQZ"),
        DoubtfulWord(kind="mixed word", text="Social Media-Inhalte", spoken="Social Media-Inhalte"),
        DoubtfulWord(kind="mixed word", text="eCommerce", spoken="eCommerce"),
        DoubtfulWord(kind="acronym", text="BBB", spoken="BBB"),
        DoubtfulWord(kind="acronym", text="OKW", spoken="O-K-W"),
    ]


def test_what_is_marked_or_in_the_lexicon_is_not_reported() -> None:
    inlines = [
        Inline(text="Die "),
        Inline(text="NGG", say="N G G"),
        Inline(text=" traf "),
        Inline(text="Shannon Moore", language="en"),
        Inline(text=" und BBB."),
    ]
    lexicon = Lexicon((LexiconEntry(text="BBB", spoken="B B B"),))
    assert found(inlines, lexicon) == []


def words_of(text: str) -> list[tuple[str, str]]:
    return [(word.kind, word.text) for word in found([Inline(text=text)])]


def test_names_that_no_table_knows_and_whose_letters_are_foreign_are_reported() -> None:
    assert words_of("Herr Nguyen fuhr mit Zbigniew im Peugeot von Szczecin über Toulouse nach Guangzhou.") == [
        ("foreign name", "Nguyen"),
        ("foreign name", "Zbigniew"),
        ("foreign name", "Szczecin"),
        ("foreign name", "Guangzhou"),
    ]


def test_words_of_the_language_and_rare_compounds_are_not_reported() -> None:
    text = (
        "Die Szene und das Szenario der Kooperation, Krankenhauseinweisungen, Verdrängungsmechanismen, Straßenbahnfahrer, "
        "Kohleausstieg, Rechercheaufgaben, Einödhof und Frauenheilkunde, sagt Frau Hölderlin aus Ratzeburg."
    )
    assert words_of(text) == []


def test_odd_numbers_and_signs_are_reported() -> None:
    assert words_of("Der R2D2 hat 1.2.3.4 und 12..5 bei ∑ 7, nicht 20.000 oder 3,5, A4, 5G, 90er.") == [
        ("number", "R2D2"),
        ("number", "12..5"),
        ("sign", "∑"),
    ]


def test_abbreviations_that_nobody_knows_are_reported() -> None:
    assert words_of("Er kam als Hptm. mit Fachabtlg. und so fort, vgl. S. 5 usw. und ca. 7 bzw. 8.") == [
        ("abbreviation", "Fachabtlg."),
    ]


def test_words_in_other_scripts_are_reported() -> None:
    assert words_of("Das heißt Москва und 日本, wie sieht’s aus, nicht Muñoz.") == [
        ("other script", "Москва"),
        ("other script", "日本"),
        ("foreign name", "Muñoz"),
    ]


def test_what_is_found_in_another_language_is_not_reported() -> None:
    assert words_of("Das steht in „The Catcher in the Rye“ von einem Mann.") == []
