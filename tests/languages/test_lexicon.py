"""The lexicon: what it is read from, what it matches, and what wins."""

from __future__ import annotations

import re
from typing import Any

import pytest

from audiobuild.errors import ConfigError
from audiobuild.languages import lexicon, pls
from audiobuild.languages.lexicon import Lexicon, LexiconEntry
from audiobuild.languages.reading import sentences
from audiobuild.model import Inline, Piece

PLACE = "content/lexicon.toml"


def spoken(text: str, *entries: LexiconEntry, **options: Any) -> str:
    inline = Inline(text=text, **options)
    found = sentences([inline], language="de", lexicon=Lexicon(entries))
    return " ".join(sentence.spoken for sentence in found)


def test_a_table_becomes_entries() -> None:
    table = {
        "KL.digital": "K L digital",
        "Pipeline": {"language": "en"},
        "Benz": {"spoken": "Bents", "ipa": "bɛnts"},
        "chat  gpt": {"spoken": "Chat G P T", "case": False},
    }
    assert lexicon.parse(table, place=PLACE).entries == (
        LexiconEntry(text="KL.digital", spoken="K L digital"),
        LexiconEntry(text="Pipeline", language="en"),
        LexiconEntry(text="Benz", spoken="Bents", ipa="bɛnts"),
        LexiconEntry(text="chat gpt", spoken="Chat G P T", case=False),
    )


def test_every_problem_of_a_table_is_named() -> None:
    table = {
        "": "nothing",
        "number": 5,
        "unknown": {"spoken": "x", "sprache": "de"},
        "language": {"language": "not a language"},
        "case": {"spoken": "x", "case": "no"},
        "empty": "",
    }
    with pytest.raises(ConfigError) as caught:
        lexicon.parse(table, place=PLACE)
    problems = [(problem.place, problem.message) for problem in caught.value.problems]
    assert problems == [
        (f"{PLACE}: ''", "there is no word before the ="),
        (f"{PLACE}: 'number'", "5 is no pronunciation"),
        (f"{PLACE}: 'unknown'", "unknown key 'sprache'"),
        (f"{PLACE}: 'language'", "'not a language' is not a language code"),
        (f"{PLACE}: 'case'", "case = 'no'"),
        (f"{PLACE}: 'empty'", "nothing says how it is spoken"),
    ]
    assert all(problem.remedy for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Die KL.digital GmbH", "Die K L digital GmbH"),
        ("Die KL.digital-Leute", "Die K L digital-Leute"),
        ("bei KL.digital.", "bei K L digital."),
        ("info@KL.digital", "info ät K-L Punkt digital"),
        ("kl.digital", "k-l Punkt digital"),
        ("ob der OB kommt", "ob der Oberbürgermeister kommt"),
        ("pushen. Pushen. PUSHEN", "drücken. drücken. PUSHEN"),
        ("ChatGPT und chatgpt", "Chat G P T und Chat G P T"),
        ("Social\u00a0Media im Netz", "Soziale Medien im Netz"),
        ("Social Media-Team und Social", "Soziale Medien-Team und Sozial"),
        ("Hausschuh", "Hausschuh"),
        ("z. B. so", "zum Bleistift so"),
    ],
)
def test_what_entries_fit(printed: str, expected: str) -> None:
    entries = (
        LexiconEntry(text="KL.digital", spoken="K L digital"),
        LexiconEntry(text="OB", spoken="Oberbürgermeister"),
        LexiconEntry(text="pushen", spoken="drücken"),
        LexiconEntry(text="chatgpt", spoken="Chat G P T", case=False),
        LexiconEntry(text="Social Media", spoken="Soziale Medien"),
        LexiconEntry(text="Social", spoken="Sozial"),
        LexiconEntry(text="Haus", spoken="Heim"),
        LexiconEntry(text="z. B.", spoken="zum Bleistift"),
    )
    assert spoken(printed, *entries) == expected


def test_the_place_wins_over_the_show_and_the_show_over_the_tool() -> None:
    assert spoken("Pipeline", say="Rohr") == "Rohr"
    assert spoken("Pipeline", LexiconEntry(text="Pipeline", spoken="Leitung")) == "Leitung"
    assert spoken("Pipeline", LexiconEntry(text="Pipeline", spoken="Leitung"), say="Rohr") == "Rohr"
    (sentence,) = sentences([Inline(text="in der Pipeline")], language="de")
    assert sentence.pieces[1] == Piece(text="Pipeline", spoken="Pipeline", language="en", rule="lexicon")


def test_marks_of_the_editor() -> None:
    inlines = [
        Inline(text="Die "),
        Inline(text="KL.digital", say="K L digital"),
        Inline(text=" sagt: "),
        Inline(text="Call Dr. Smith at 3 p.m. today.", language="en"),
        Inline(text=" Und "),
        Inline(text="usw.", say="so fort"),
        Inline(text=" Ende."),
    ]
    first, second, third = sentences(inlines, language="de")
    assert first.pieces == (
        Piece(text="Die ", spoken="Die ", language="de"),
        Piece(text="KL.digital", spoken="K L digital", language="de", rule="say"),
        Piece(text=" sagt: ", spoken=" sagt: ", language="de"),
        Piece(text="Call ", spoken="Call ", language="en"),
        Piece(text="Dr.", spoken="Doctor", language="en", rule="abbreviation"),
        Piece(text=" Smith at ", spoken=" Smith at ", language="en"),
        Piece(text="3 p.m.", spoken="3 p-m", language="en", rule="time"),
        Piece(text=" today.", spoken=" today.", language="en"),
    )
    assert second.pieces == (
        Piece(text="Und ", spoken="Und ", language="de"),
        Piece(text="usw.", spoken="so fort.", language="de", rule="say"),
    )
    assert third.pieces == (Piece(text="Ende.", spoken="Ende.", language="de"),)


PLS = """<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="{lang}">
  <lexeme><grapheme>W3C</grapheme><grapheme>W 3 C</grapheme><alias>World Wide Web Consortium</alias></lexeme>
  <lexeme><grapheme>Newton</grapheme><phoneme>ˈnjutən</phoneme><!-- more --><phoneme prefer="true">ˈnuːtən</phoneme></lexeme>
  <lexeme><grapheme>skip</grapheme><phoneme alphabet="x-sampa">skIp</phoneme></lexeme>
  <lexeme><grapheme>R&amp;D</grapheme><alias>Forschung</alias><phoneme>fɔʁʃʊŋ</phoneme><example>R&amp;D ist teuer</example></lexeme>
</lexicon>"""


def test_pls_becomes_entries() -> None:
    assert pls.entries(PLS.format(lang="de-DE").encode(), language="de", place="x.pls") == (
        LexiconEntry(text="W3C", spoken="World Wide Web Consortium"),
        LexiconEntry(text="W 3 C", spoken="World Wide Web Consortium"),
        LexiconEntry(text="Newton", ipa="ˈnuːtən"),
        LexiconEntry(text="R&D", spoken="Forschung", ipa="fɔʁʃʊŋ"),
    )
    assert {entry.language for entry in pls.entries(PLS.format(lang="en").encode(), language="de", place="x")} == {"en"}


BOMB = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><lexicon>&b;</lexicon>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no xml",
        b"<lexicon/>",
        b"\xff\xfe\x00",
        BOMB.encode(),
        BOMB.encode("utf-16"),
        ('<?xml version="1.0" encoding="cp037"?>' + BOMB).encode("cp037"),
        b'<lexicon xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"/>',
        b'<?xml version="1.0" encoding="nonsense"?><lexicon/>',
    ],
)
def test_what_is_no_pls_is_an_error_that_names_the_file(data: bytes) -> None:
    with pytest.raises(ConfigError) as caught:
        pls.entries(data, language="de", place="content/words.pls")
    assert [problem.place for problem in caught.value.problems] == ["content/words.pls"]


def test_thousands_of_entries_that_begin_alike() -> None:
    """Looked up by what stands there, not tried one after the other: 20,000 patterns would take a second for each word."""
    table = {f"Frau Dr. Muster {number}": f"Nummer {number}" for number in range(20_000)} | {"Frau": "die Frau"}
    show = lexicon.parse(table, place="x")
    text = "Frau Dr. Muster 19999 grüßt Frau  Dr.\u00a0Muster 7 und Frau Dr. Muster."
    found = []
    for start in (match.start() for match in re.finditer("Frau", text)):
        entry, end = show.find(text, start, "Frau") or (None, 0)
        assert entry
        found.append((entry.spoken, text[start:end]))
    assert found == [
        ("Nummer 19999", "Frau Dr. Muster 19999"),
        ("Nummer 7", "Frau  Dr.\u00a0Muster 7"),
        ("die Frau", "Frau"),
    ]
