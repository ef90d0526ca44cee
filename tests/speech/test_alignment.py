"""Which part of a sound is which sentence and which word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from audiobuild.model import Speech
from audiobuild.speech import alignment

RATE_HZ = 8000
EACH_MS = 100
PAUSE = ".!?"
PHONEMES = {"in": "ɪn", "the": "ðə", "town": "taʊn", "1945": "naɪntiːn fɔːtiː faɪv", "we": "wiː", "met": "mɛt"}


class Model:
    """Each symbol is 100 ms of a tone, but for spaces and stops, which are silent; what it said in one go is kept."""

    def __init__(self, *, tells: bool = True) -> None:
        self.tells = tells
        self.rows: list[str] = []

    def __call__(self, symbols: Sequence[str], /) -> tuple[alignment.Samples, npt.NDArray[np.int64] | None]:
        self.rows.append("".join(symbols))
        each = RATE_HZ * EACH_MS // 1000
        loud = np.repeat([0.0 if symbol in f" {PAUSE}" else 0.5 for symbol in symbols], each)
        samples = (loud * np.sin(np.arange(len(loud)))).astype(np.float32)
        return samples, np.arange(len(symbols) + 1) * each if self.tells else None


def speak(texts: Sequence[str], symbols: Sequence[str], model: Model, longest: int = 100) -> tuple[Speech, ...]:
    return tuple(
        alignment.speeches(
            texts,
            [list(one) for one in symbols],
            say=model,
            longest=longest,
            rate_hz=RATE_HZ,
            phonemes=lambda word: PHONEMES.get(word.lower(), ""),
        )
    )


def words(text: str, symbols: str) -> list[tuple[str, int]]:
    (speech,) = speak([text], [symbols], Model())
    return [(text[word.start : word.end], word.time_ms) for word in speech.words]


def lengths_ms(speeches: Sequence[Speech]) -> list[int]:
    return [len(speech.pcm) // 2 * 1000 // RATE_HZ for speech in speeches]


def test_a_paragraph_is_said_in_one_go_and_cut_in_its_pauses() -> None:
    model = Model()
    speeches = speak(["Ja!", "Nein."], ["ja!", "naɪn."], model)
    assert model.rows == ["ja! naɪn."]
    # The pause is a stop and a space, 200 ms; the cut lies in its middle.
    assert lengths_ms(speeches) == pytest.approx([300, 600], abs=2)
    assert [[word.time_ms for word in speech.words] for speech in speeches] == [[0], [pytest.approx(100, abs=2)]]


def test_no_row_is_longer_than_it_may_be() -> None:
    model = Model()
    speak(["A."] * 5, ["aaa."] * 5, model, longest=10)
    assert model.rows == ["aaa. aaa.", "aaa. aaa.", "aaa."]
    assert lengths_ms(speak(["A."], ["a" * 30], model, longest=10)) == [3000]
    assert model.rows[3:] == ["a" * 10] * 3


def test_a_sentence_that_is_longer_is_said_clause_by_clause_and_stays_one() -> None:
    model = Model()
    (speech,) = speak(["We, met in the town"], ["wiː, mɛt ɪn ðə taʊn"], model, longest=10)
    assert model.rows == ["wiː, ", "mɛt ɪn ðə ", "taʊn"]
    assert [word.time_ms for word in speech.words] == [0, 500, 900, 1200, 1500]


def test_a_model_that_does_not_tell_says_each_alone() -> None:
    model = Model(tells=False)
    speeches = speak(["Ja!", "Nein."], ["ja!", "naɪn."], model)
    assert model.rows[1:] == ["ja!", "naɪn."]
    assert (lengths_ms(speeches), [speech.words for speech in speeches]) == ([300, 500], [(), ()])


def test_what_has_no_sound_is_not_said() -> None:
    model = Model()
    speeches = speak(["–", "Ja!", "…", "Nein."], ["", "ja!", "…", "naɪn."], model)
    assert model.rows == ["ja! naɪn."]
    assert [bool(speech.pcm) for speech in speeches] == [False, True, False, True]


def test_where_voices_leave_no_pause_the_quietest_place_is_cut() -> None:
    def say(symbols: Sequence[str], /) -> tuple[alignment.Samples, npt.NDArray[np.int64]]:
        samples = np.full(8000, 0.5, np.float32)
        samples[3950:4110] = 0.1
        return samples, np.array([0, 2000, 4000, 4000, 6000, 8000])

    one, other = alignment.speeches(
        ["a", "b"], ["aa", "bb"], say=say, longest=9, rate_hz=RATE_HZ, phonemes=lambda word: word
    )
    assert (len(one.pcm) // 2, len(other.pcm) // 2) == (4030, 3970)


def test_a_word_is_a_group_of_phonemes() -> None:
    assert words("We met (the town).", "wiː mɛt ðə taʊn.") == [("We", 0), ("met", 400), ("the", 800), ("town", 1100)]


def test_words_that_are_said_in_one_go_begin_together() -> None:
    assert words("We met in the town.", "wiː mɛt ɪnðə taʊn.") == [
        ("We", 0),
        ("met", 400),
        ("in", 800),
        ("the", 800),
        ("town", 1300),
    ]


def test_a_word_that_is_said_in_several_begins_with_its_first() -> None:
    said = "ɪnðə naɪntiːn fɔːtiː faɪv, wiː mɛt."
    assert words("In the 1945, we met.", said) == [
        ("In", 0),
        ("the", 0),
        ("1945", 500),
        ("we", said.index("wiː") * 100),
        ("met", said.index("mɛt") * 100),
    ]


def test_other_words_than_those_that_were_said_have_no_times() -> None:
    assert words("We met in the town.", "kʃɔp blœf") == []


def test_phonemes_in_a_text_are_a_word() -> None:
    assert words("We met ⟦kaɪzɐs laʊtɐn⟧ town.", "wiː mɛt kaɪzɐslaʊtɐn taʊn.")[2] == ("⟦kaɪzɐs laʊtɐn⟧", 800)
