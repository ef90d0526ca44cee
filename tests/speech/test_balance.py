"""How much louder or softer speakers are made."""

from __future__ import annotations

from itertools import pairwise
from math import log10
from typing import Any

import pytest

from audiobuild.model import OFFSETS_DB, Clip
from audiobuild.speech import balance
from audiobuild.speech.lines import Line

TARGET = -16.0


def clip(lufs: float, loud_ms: int = 3300, slope: float = 0.5) -> Clip:
    """A sentence of which a limiter leaves so much of what is added."""
    return Clip(
        key=f"{lufs}",
        frames=1,
        speech_start_ms=0,
        speech_end_ms=loud_ms - 300,
        loudness_lufs=tuple(lufs + slope * offset for offset in OFFSETS_DB),
        loud_ms=loud_ms,
    )


def reached(clips: list[Clip], offset_db: float) -> float:
    """How loud they are together, with their pauses."""
    at = [one.loudness_lufs[2] + (one.loudness_lufs[3] - one.loudness_lufs[2]) / 2 * offset_db for one in clips]
    loud = [one.loud_ms for one in clips]
    return 10 * log10(sum(10 ** (one / 10) * ms for one, ms in zip(at, loud, strict=True)) / sum(loud))


@pytest.mark.parametrize("missing", [-1.7, -1, -0.5, -0.3, 0.3, 0.5, 1, 1.7])
@pytest.mark.parametrize("slope", [0.45, 0.6, 1])
def test_who_is_too_loud_or_too_soft_is_moved(missing: Any, slope: Any) -> None:
    clips = [clip(TARGET + missing, slope=slope), clip(TARGET + missing, loud_ms=2100, slope=slope)]
    (offset,) = balance.offsets({"Ada": clips}, TARGET).values()
    assert reached(clips, offset) == pytest.approx(TARGET, abs=0.13)
    assert offset % balance.STEP_DB == 0


@pytest.mark.parametrize("missing", [-0.19, 0, 0.19])
def test_who_is_nearly_right_stays(missing: Any) -> None:
    assert balance.offsets({"Ada": [clip(TARGET + missing)]}, TARGET) == {}


def test_no_one_is_moved_by_more_than_what_is_known() -> None:
    assert balance.offsets({"Ada": [clip(-30)], "Ben": [clip(-5)]}, TARGET) == {"Ada": 4.0, "Ben": -4.0}


def test_two_become_as_loud_as_each_other_and_the_whole_as_the_show() -> None:
    ada, ben = [clip(-17.2), clip(-16.8)], [clip(-15.2), clip(-14.8), clip(-15)]
    offsets = balance.offsets({"Ada": ada, "Ben": ben}, TARGET)
    levels = {"Ada": reached(ada, offsets["Ada"]), "Ben": reached(ben, offsets["Ben"])}
    assert abs(levels["Ada"] - levels["Ben"]) <= 0.2
    assert all(abs(one - TARGET) <= 0.2 for one in levels.values())


def test_pauses_do_not_make_who_speaks_in_short_sentences_louder_than_others() -> None:
    """Their speech is as loud; with their pauses they are softer."""
    short, long = [clip(-15, loud_ms=900)] * 10, [clip(-15, loud_ms=9000)] * 2
    offsets = balance.offsets({"Ada": short, "Ben": long}, TARGET)

    def speech(clips: list[Clip], offset_db: float) -> float:
        return reached(clips, offset_db) + 10 * log10(
            sum(one.loud_ms for one in clips) / sum(one.loud_ms - 300 for one in clips)
        )

    assert speech(short, offsets["Ada"]) == pytest.approx(speech(long, offsets["Ben"]), abs=0.2)


def passage(number: int, speaker: str, characters: int = 100) -> tuple[Line, ...]:
    return (
        Line(id=f"s{number}", place="x", text=f"{number} {speaker}".ljust(characters, "x"), spans=(), speaker=speaker),
    )


def test_who_says_little_is_judged_by_all_and_who_says_much_by_a_sample() -> None:
    some = [passage(number, "Ada" if number % 10 else "Ben") for number in range(400)]
    sample = balance.sample(some)
    assert [one for one in sample if one[0].speaker == "Ben"] == [one for one in some if one[0].speaker == "Ben"]
    ada = [one[0] for one in sample if one[0].speaker == "Ada"]
    assert sum(len(line.text) for line in ada) == balance.SAMPLE_CHARACTERS
    assert [one for one in some if one in sample] == sample
    numbers = [int(line.id[1:]) for line in ada]
    assert numbers[0] < 60
    assert numbers[-1] > 340
    assert max(later - earlier for earlier, later in pairwise(numbers)) < 120


def test_an_edit_changes_one_sentence_of_the_sample_at_most() -> None:
    some = [passage(number, "Ada") for number in range(400)]
    sample = set(balance.sample(some))
    for place in range(0, 400, 40):
        edited = set(balance.sample([*some[:place], passage(1000, "Ada"), *some[place + 1 :]]))
        assert len(sample - edited) <= 1


def test_silence_and_what_is_hardly_heard_move_nobody() -> None:
    silent = Clip(key="0", frames=1, speech_start_ms=0, speech_end_ms=0)
    assert balance.offsets({"Ada": [silent]}, TARGET) == {}
    assert balance.offsets({}, TARGET) == {}
    assert balance.offsets({"Ada": [silent, clip(-25, loud_ms=300)], "Ben": [clip(-17)]}, TARGET).keys() == {"Ben"}
