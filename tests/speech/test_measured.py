"""The gains that come with the package are those that would be measured here."""

from __future__ import annotations

import pytest

from audiobuild.publication import voices
from audiobuild.speech import measured
from audiobuild.speech.jobs import measure, measuring
from tools import gains

JOBS = {(one.voice.name, one.language): one for one in gains.jobs()}


def test_the_table_has_all_built_in_voices() -> None:
    """Otherwise: ``python -m tools.gains``. A new resampler, espeak-ng or text for measuring makes new keys."""
    rows = [line.split("\t") for line in gains.PATH.read_text(encoding="utf-8").splitlines()]
    assert rows == [gains.row(one, measured.gain(one.key) or 0.0).split("\t") for one in JOBS.values()]


@pytest.mark.parametrize(
    "voice", [("de-narrator-female", "de"), ("en-gb-answer-4-male", "en-GB"), ("pl-question-male", "pl")]
)
def test_they_are_what_would_be_measured(voice: tuple[str, str]) -> None:
    assert measured.gain(JOBS[voice].key) == measure(JOBS[voice])


def test_a_voice_of_another_language_says_a_phrase_with_the_same_gain() -> None:
    polish, english = JOBS["pl-answer-2-male", "pl"], JOBS["en-answer-2-male", "en"]
    both = measuring(polish.voice, "en", polish.around)
    assert both.key == english.key


def test_what_is_not_in_it_is_measured() -> None:
    assert measured.gain("0" * 40) is None


def test_a_language_without_a_text_of_its_own_can_be_measured() -> None:
    """espeak's Japanese spells the English one, which takes longer than it should."""
    (voice,) = filter(None, [voices.builtin("ja-narrator-female")])
    assert 0 < measure(measuring(voice, "ja", JOBS["de-narrator-female", "de"].around)) < 20
