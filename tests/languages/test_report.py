"""The words that an editor may want to look at."""

from __future__ import annotations

from audiobuild.languages.lexicon import EMPTY, Lexicon, LexiconEntry
from audiobuild.languages.reading import sentences
from audiobuild.languages.report import Finding, report
from audiobuild.model import Inline

PRINTED = (
    "Die GmbH und die NGG trafen Shannon Moore, Łukasz und Frau Müller-Schön. Das XQZ-Team und XQZ "
    "haben Social Media-Inhalte und eCommerce. Die EU kennt BBB und die OKW."
)


def found(inlines: list[Inline], lexicon: Lexicon = EMPTY) -> list[Finding]:
    return [
        finding
        for sentence in sentences(inlines, language="de", lexicon=lexicon)
        for finding in report(sentence.pieces, language="de", lexicon=lexicon)
    ]


def test_unknown_acronyms_foreign_names_and_mixed_words_are_reported() -> None:
    assert found([Inline(text=PRINTED)]) == [
        Finding(kind="acronym", text="NGG", spoken="NGG"),
        Finding(kind="foreign name", text="Shannon", spoken="Shannon"),
        Finding(kind="foreign name", text="Łukasz", spoken="Łukasz"),
        Finding(kind="acronym", text="XQZ", spoken="XQZ"),
        Finding(kind="acronym", text="XQZ", spoken="XQZ"),
        Finding(kind="mixed word", text="Social Media-Inhalte", spoken="Social Media-Inhalte"),
        Finding(kind="mixed word", text="eCommerce", spoken="eCommerce"),
        Finding(kind="acronym", text="BBB", spoken="BBB"),
        Finding(kind="acronym", text="OKW", spoken="O-K-W"),
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
