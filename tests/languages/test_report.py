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
