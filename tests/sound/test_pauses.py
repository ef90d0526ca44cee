"""Sentences found by their pauses: where they are told, they are right; where it is not clear, it is said so."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from audiobuild.sound import pauses
from audiobuild.sound.pauses import Span, Unclear, sentence_times
from audiobuild.sound.recording import Halves

RATE_HZ = 24_000
LETTER_MS = 65
SHORT = "The mill stands by the river."
LONG = "Every morning the miller opens the gate, and the water comes down from the hills above the village."
MIDDLE = "Nobody remembers who built it or when that was."


def said(*pieces: int, noise: float = 0.0) -> Halves:
    """Sound and silence by turns, in ms, silence first: noise in syllables."""
    random = np.random.default_rng(2)
    found = []
    for number, milliseconds in enumerate(pieces):
        count = milliseconds * RATE_HZ // 1000
        syllables = 0.01 + np.abs(np.sin(np.arange(count) / RATE_HZ * np.pi * 5 + 0.7))
        found.append(random.standard_normal(count) * syllables * 0.1 * (number % 2))
    whole = np.concatenate(found)
    return (whole + noise * random.standard_normal(len(whole))).astype(np.float16)


def spoken(text: str, pace: float = 1.0) -> int:
    return round(len(text) * LETTER_MS * pace)


def near(found: Sequence[Span], wanted: Sequence[tuple[int, int]]) -> bool:
    return len(found) == len(wanted) and all(
        abs(one.start_ms - start) <= 30 and abs(one.end_ms - end) <= 30
        for one, (start, end) in zip(found, wanted, strict=True)
    )


def test_sentences_lie_between_pauses() -> None:
    first, second, third = spoken(SHORT), spoken(LONG), spoken(MIDDLE)
    sound = said(300, first, 500, second, 450, third, 400, noise=0.0005)
    ((one, two, three),) = sentence_times(sound, RATE_HZ, [[SHORT, LONG, MIDDLE]], "en")
    begin = 300 + first + 500
    last = begin + second + 450
    assert near((one, two, three), [(300, 300 + first), (begin, begin + second), (last, last + third)])


@pytest.mark.parametrize("pace", [0.6, 1.5])
def test_a_fast_and_a_slow_reader(pace: float) -> None:
    lengths = [spoken(text, pace) for text in (LONG, SHORT, MIDDLE)]
    sound = said(100, lengths[0], 400, lengths[1], 400, lengths[2])
    (spans,) = sentence_times(sound, RATE_HZ, [[LONG, SHORT, MIDDLE]], "en")
    assert [span.end_ms - span.start_ms for span in spans] == pytest.approx(lengths, abs=40)


def test_a_pause_at_a_comma_is_none_between_sentences() -> None:
    comma = spoken(LONG[: LONG.index(",")])
    sound = said(100, comma, 350, spoken(LONG) - comma, 400, spoken(MIDDLE))
    ((one, two),) = sentence_times(sound, RATE_HZ, [[LONG, MIDDLE]], "en")
    assert one.end_ms == pytest.approx(100 + spoken(LONG) + 350, abs=30)
    assert two.start_ms == pytest.approx(one.end_ms + 400, abs=40)


def test_paragraphs() -> None:
    lengths = [spoken(text) for text in (LONG, MIDDLE, LONG)]
    sound = said(100, lengths[0], 400, lengths[1], 800, lengths[2])
    first, second = sentence_times(sound, RATE_HZ, [[LONG, MIDDLE], [LONG]], "en")
    assert [len(first), len(second)] == [2, 1]
    assert second[0].start_ms == pytest.approx(100 + lengths[0] + 400 + lengths[1] + 800, abs=30)


def test_sentences_run_together_are_one_span() -> None:
    """There is a pause in mid-sentence, and none where the sentence ends."""
    whole = spoken(LONG) + spoken(LONG)
    third = whole // 3
    sound = said(100, third, 350, whole - third)
    assert len(sentence_times(sound, RATE_HZ, [[LONG, LONG]], "en")[0]) == 1


def test_two_pauses_that_would_do_are_none() -> None:
    """A word held up: silence before and behind it, and either may be the end of the sentence."""
    lengths = spoken(LONG), spoken(LONG)
    sound = said(100, lengths[0] - 150, 400, 300, 400, lengths[1] - 150)
    assert len(sentence_times(sound, RATE_HZ, [[LONG, LONG]], "en")[0]) == 1


def test_a_sentence_that_was_left_out() -> None:
    """What follows is not laid over the wrong sound."""
    sound = said(100, spoken(LONG), 450, spoken(MIDDLE))
    with pytest.raises(Unclear):
        sentence_times(sound, RATE_HZ, [[LONG], [SHORT + " " + LONG], [MIDDLE]], "en")
    assert len(sentence_times(sound, RATE_HZ, [[LONG, LONG, LONG, MIDDLE]], "en")[0]) == 1


def test_noise_as_loud_as_speech() -> None:
    sound = said(100, spoken(LONG), 450, spoken(MIDDLE), noise=0.1)
    with pytest.raises(Unclear, match=r"^has no clear pauses between its paragraphs$"):
        sentence_times(sound, RATE_HZ, [[LONG], [MIDDLE]], "en")


def test_silence() -> None:
    with pytest.raises(Unclear, match=r"^is silent$"):
        sentence_times(np.zeros(RATE_HZ, np.float16), RATE_HZ, [[SHORT]], "en")


def test_one_sentence_is_all_that_is_heard() -> None:
    (spans,) = sentence_times(said(700, 2000, 600), RATE_HZ, [[SHORT]], "en")
    assert near(spans, [(700, 2700)])


def test_clicks_are_no_sound_and_stops_no_pause() -> None:
    found = pauses._sounds(said(500, 20, 400, 900, 80, 900, 500), RATE_HZ)
    assert found.tolist() == [[pytest.approx(920, abs=20), pytest.approx(2800, abs=20)]]


def test_figures_and_spelled_letters_take_longer() -> None:
    length = {text: pauses._text(text, "en", last=True).length_ms for text in ("word", "1234", "ABCD", "a b", "a, b")}
    assert length["1234"] == 5 * length["word"]
    assert length["ABCD"] > 3 * length["word"]
    assert length["a b"] == length["a, b"] == 3 * LETTER_MS
    assert list(pauses._text("one, two", "en", last=True).commas) == pytest.approx([3 / 7])


@pytest.mark.parametrize("text", ["磨坊在河边。", "היה היתה טחנה", "…", "", "1"])
def test_any_text_has_a_length(text: str) -> None:
    assert len(sentence_times(said(100, 1500, 300), RATE_HZ, [[text]], "zh")) == 1
    assert sentence_times(said(100, 1500, 300, 1500), RATE_HZ, [[text, text, text, text]], "zh")
