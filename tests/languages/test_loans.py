"""Loan words and names: the data, what is found by it, and what the engine then says."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from audiobuild.languages.reading import sentences
from audiobuild.languages.registry import folder
from audiobuild.languages.report import report
from audiobuild.languages.shared import loans
from audiobuild.languages.shared.loans import Spoken
from audiobuild.model import Inline, Piece, Voice
from audiobuild.publication.voices import Voices
from audiobuild.speech.espeak import ipa, native, phonemes
from audiobuild.speech.lines import spans
from tools import loans as tool

FILE = Path(str(folder("de") / loans.FILE))
GERMAN = Voice(name="guest", engine="espeak", language="de")
LINES = [
    *("-en\tən", "-n\tn", "-s\ts", "-t\tt\tsmall", "-te\ttə\tsmall"),
    *(
        "Beamer\tbˈiːmɜ",
        "Bon\tbˈɔŋ\talone",
        "Chef\tʃˈɛf\tinside",
        "Job\tdʒˈɔp",
        "Nuance\tnyˈɑ̃s",
        "Live\tlˈaɪf",
        "Stream\tstɾˈiːm",
        "gestreamt\tɡəstɾˈiːmt",
        "cool\tkˈuːl",
    ),
    *("konzert", "raum"),
]


def heard(text: str) -> str:
    """What the engine says for a German text."""
    (sentence,) = sentences((Inline(text=text),), language="de")
    (span,) = spans(sentence, GERMAN, Voices({}))
    return phonemes(span.text, "de")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Beamer", Spoken(start=0, end=6, ipa="bˈiːmɜ")),
        ("Beamers", Spoken(start=0, end=7, ipa="bˈiːmɜs", known=("Beamer",))),
        ("Cool", Spoken(start=0, end=4, ipa="kˈuːl")),
        ("coolen", Spoken(start=0, end=6, ipa="kˈuːlən", known=("cool",))),
        ("coolt", Spoken(start=0, end=5, ipa="kˈuːlt", known=("cool",))),
        ("Chefraum", Spoken(start=0, end=4, ipa="ʃˈɛf", known=("Chef",))),
        ("Gestreamt", Spoken(start=0, end=9, ipa="ɡəstɾˈiːmt")),
        ("Livekonzert", Spoken(start=0, end=4, ipa="lˈaɪf", known=("Live",))),
        ("Livestreams", Spoken(start=0, end=11, ipa="lˈaɪfstɾˌiːms", known=("Live", "Stream"))),
        ("Raumbeamers", Spoken(start=4, end=11, ipa="bˌiːmɜs", known=("Beamer",))),
        *[
            (word, None)
            for word in (
                "beamer",
                "Livezimmer",
                "livekonzert",
                "Raumcool",
                "Beamert",
                "Chef",
                "Chefs",
                "Nuancen",
                "Jobben",
                "Bons",
                "Bonn",
                "BEAMER",
                "Haus",
            )
        ],
    ],
)
def test_what_is_found(word: str, expected: Spoken | None) -> None:
    assert loans.parsed(LINES).find(word) == expected


def test_the_file_is_in_order_and_small() -> None:
    lines = FILE.read_text("utf-8").splitlines()
    comment, rows = [line for line in lines if line[0] == "#"], [line for line in lines if line[0] != "#"]
    assert "CC BY-SA 4.0" in "".join(comment)
    assert FILE.stat().st_size <= 300_000
    names = [row.split("\t")[0] for row in rows]
    assert len(set(names)) == len(names)
    endings = [name for name in names if name[0] == "-"]
    words = [row.split("\t")[0] for row in rows if "\t" in row and row[0] != "-"]
    parts = [row for row in rows if "\t" not in row]
    assert names == [*sorted(endings), *sorted(words), *sorted(parts)]
    assert {row.split("\t")[2:][0] for row in rows if row.count("\t") > 1} == {loans.ALONE, loans.INSIDE, loans.SMALL}


def test_the_voice_says_each_pronunciation_as_it_is_written() -> None:
    known = loans.of("de")
    spelled = sorted({*known.words.values(), *known.inside.values(), *known.small_endings.values()})
    said = native.many_phonemes([f"[[{ipa.mnemonics(one, 'gmw/de')}]]" for one in spelled], voice="gmw/de")
    # Between two vowels, and at the end, its r is another than before one: all three are the same phoneme.
    wrong = [
        (one, other)
        for one, other in zip(spelled, said, strict=True)
        if one.replace("ɾ", "r") != other.replace("ɾ", "r")
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Ein Beamer.", "aɪn bˈiːmɜ"),
        ("Im Beamer-Raum", "ɪm bˈiːmɜrˈaʊm"),
        ("Die Jury tagt.", "diː ʒˈyːri tˈɑːkt"),
        ("Der Regisseur", "dɛɾ reʒɪsˈøːɾ"),
        ("Ein Croissant", "aɪn kɾwasˈɑ̃"),
        ("Das Atelier", "das atəljˈeː"),
        ("Ein Cheeseburger", "aɪn tʃˈiːsbˌœːɾɡɜ"),
        ("Renaults Werk", "renˈoːs vˈɛɾk"),
    ],
)
def test_what_the_engine_says(printed: str, expected: str) -> None:
    assert heard(printed) == expected


def test_what_is_printed_stays_as_it_is() -> None:
    (sentence,) = sentences((Inline(text="Die Jury hört ein Livekonzert."),), language="de")
    assert sentence.text == sentence.spoken == "Die Jury hört ein Livekonzert."
    assert sentence.pieces[1] == Piece(text="Jury", spoken="Jury", language="de", rule="loan word", ipa="ʒˈyːri")


def test_what_is_known_is_not_doubtful() -> None:
    (sentence,) = sentences((Inline(text="Jacques und Shackleby kommen."),), language="de")
    assert [doubt.text for doubt in report(sentence.pieces, language="de")] == ["Shackleby"]


def test_a_word_without_end_takes_no_time() -> None:
    begin = time.perf_counter()
    assert loans.of("de").find("Beamer" + "raum" * 100_000) is None
    assert time.perf_counter() - begin < 0.5


def test_our_own_pronunciations_are_heard() -> None:
    """What the tool was told by hand is in the file, unless the voice says it right anyway."""
    wrong = {
        word: heard(word)
        for word, form in tool.forms(tool.own()).items()
        if "(" not in form.said and tool.least(heard(word), form.rights)
    }
    assert wrong == {}


def test_the_file_has_the_endings_of_the_tool() -> None:
    known = loans.of("de")
    assert (known.endings, known.small_endings) == (tool.ENDINGS, tool.SMALL_ENDINGS)


@pytest.mark.parametrize(
    ("said", "right", "expected"),
    [
        ("tˈeːɑːm", "tiːm", "sounds"),
        ("jˈuːriː", "ʒˈyːri", "sounds"),
        ("ɡəzˈɛltsə", "ɡəzˈɛltsə", ""),
        ("bˈyːroː", "bʏrˈoː", "stress"),
        ("hˈiːt", "hɪt", "length"),
        ("nˈaxrɪçt", "nˈɑːxrɪçt", ""),
        ("aɡˈiːliːtˈɛːt", "aɡilitˈɛːt", ""),
        ("vˌɪɾtʃaftsmiːnˈɪstɜ", "vˈɪɾtʃaftsminˌɪstɜ", ""),
        ("fɛɾzˈuːx", "fɜzˈuːx", ""),
    ],
)
def test_what_is_a_fault(said: str, right: str, expected: str) -> None:
    assert tool.fault(said, right) == expected


@pytest.mark.parametrize(
    ("word", "right", "expected"),
    [
        ("Corona", "korˈoːna", True),
        ("Experte", "ɛkspˈɛɾtə", True),
        ("zufällig", "tsˈuːfɛlɪç", False),
        ("Erdgas", "ˈeːɾtɡˌɑːs", False),
        ("wieso", "vizˈoː", False),
    ],
)
def test_what_is_a_loan_word(word: str, right: str, expected: bool) -> None:
    known = dict.fromkeys(["fällig", "so"])
    assert tool.is_loan(word, right, known) is expected


@pytest.mark.parametrize("word", ["unsere", "Nachricht", "Möglichkeiten", "Us", "vorher"])
def test_what_german_says_little_otherwise_is_left_to_the_voice(word: str) -> None:
    assert loans.of("de").find(word) is None


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Page", "pˈɛɪtʃ"),
        ("Orange", "orˈɑ̃ʒə"),
        ("orange", "orˈɑ̃ʒə"),
        ("Genre", "ʒˈɑ̃rə"),
        ("Engagement", "ɑ̃ɡaʒmˈɑ̃"),
        ("Budgets", "bʏdʒˈeːs"),
        ("Regime", "reʒˈiːm"),
        ("gemanagt", "ɡəmˈɛnɪtʃt"),
        ("streamen", "stɾˈiːmən"),
        ("E-Mails", "ˈiːmɛɪls"),
        ("IT", "aɪtˈiː"),
    ],
)
def test_an_english_or_french_word_is_spoken_as_printed_with_its_phonemes(printed: str, expected: str) -> None:
    (sentence,) = sentences((Inline(text=printed),), language="de")
    assert (sentence.spoken, heard(printed)) == (printed, expected)
