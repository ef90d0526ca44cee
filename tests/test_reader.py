"""The page in a real browser, as people use it: by keyboard, on a phone, without script, with their own settings.

``node/reader.js`` does it and says what it found; each test here asks one thing of that.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from programs import SaidOnce, tool


@pytest.fixture(scope="module")
def facts(samples: Any, said_once: SaidOnce) -> Any:
    tool("chromium")
    return said_once("reader", "reader.js", samples / "dist", "tide-mill")


def test_nothing_goes_wrong_and_nobody_else_is_asked(facts: Any) -> None:
    assert (facts["errors"], facts["foreign"]) == ([], [])


def test_by_keyboard_alone_from_the_top_to_the_third_question_and_playing(facts: Any) -> None:
    found = facts["keyboard"]
    assert found["steps"] < 25
    assert found["after"] == found["question"]
    # One sentence is reached by Tab: where it is.
    assert re.fullmatch(r"SPAN\|announcement\|s\d+\|Question 3 of 9", found["button"])
    assert found["question"] < found["samples"][0]["at"] < found["question"] + 3000


def test_the_marked_sentence_is_the_one_that_is_heard(facts: Any) -> None:
    samples = facts["keyboard"]["samples"]
    assert len(samples) == 10
    assert samples[-1]["at"] - samples[0]["at"] > 3000
    assert len({tuple(sample["marked"][0]) for sample in samples}) > 1
    for sample in samples:
        ((start, end),) = sample["marked"]
        # The mark is set with the next frame on the screen; on a busy machine with the next timeupdate, 250 ms at most.
        assert start <= sample["at"] < end + 250
        assert sample["chapter"] == "#q3"


def test_words_are_marked_in_the_marked_sentence(facts: Any) -> None:
    words = [(sample["word"], sample["text"]) for sample in facts["keyboard"]["samples"]]
    assert all(len(word) <= 1 and "".join(word) in text for word, text in words)
    assert len({word[0] for word, _ in words if word}) > 3


def test_playing_moves_no_focus_and_says_nothing(facts: Any) -> None:
    found = facts["keyboard"]
    assert found["focus"] == [found["button"]]
    assert found["live"] == [[], 1]
    assert all(re.fullmatch(r"1 minute \d+ seconds of 3 minutes 39 seconds", one["slider"]) for one in found["samples"])


def test_steps_by_question_sentence_and_ten_seconds(facts: Any) -> None:
    found = facts["controls"]
    starts = found["starts"]
    assert list(map(round, found["states"].values())) == [  # the browser's times are no whole numbers
        starts["q1"][0],
        starts["q2"][0],
        starts["q1"][0],
        starts["q1"][1],
        starts["q1"][2],
        starts["q1"][1],
        starts["q1"][1] + 10_000,
        starts["q1"][1],
        starts["q1"][1] - 10_000,
        starts["q1"][1] - 20_000,
    ]
    assert found["said"] == "Why does anyone buy a ruin?"


def test_names_follow_the_state(facts: Any) -> None:
    assert facts["controls"]["names"] == {"paused": "Play", "playing": "Pause"}
    assert facts["controls"]["speed"] == [1.5, True]


def test_the_slider_speaks_in_words(facts: Any) -> None:
    before, after = facts["controls"]["slider"]
    assert re.fullmatch(r"\d seconds? of 3 minutes \d+ seconds", before)
    assert re.fullmatch(r"\d+ seconds of 3 minutes \d+ seconds", after)
    assert int(after.split()[0]) == int(before.split()[0]) + 10


def test_keys_work_in_the_bar_and_nowhere_else(facts: Any) -> None:
    before, inside, outside = facts["controls"]["keys"]
    assert inside == facts["controls"]["starts"]["q1"][0] > before
    assert outside == inside


def test_the_system_knows_what_is_heard(facts: Any) -> None:
    assert facts["controls"]["system"] == [
        "Why does anyone buy a ruin?",
        "Gespräche zum Hören",
        "Two neighbours and a tide mill",
        "/cover-150.jpg",
    ]


def test_the_current_sentence_can_be_found_again(facts: Any) -> None:
    assert facts["controls"]["current"].startswith("SPAN|announcement|s")


def test_a_sentence_is_pressed_and_heard(facts: Any) -> None:
    found = facts["press"]
    assert found["sentence"] < found["heard"] < found["sentence"] + 3000


def test_following_stops_when_the_reader_scrolls_and_can_be_switched_off_for_good(facts: Any) -> None:
    assert facts["press"]["following"] == ["true", "false", "true", "false", "false"]


def test_the_place_is_remembered(facts: Any) -> None:
    found = facts["memory"]
    assert found["found"] == pytest.approx(found["left"], abs=50)
    assert found["marked"] == "q2"
    assert found["paused"]
    seconds = int(found["found"] / 1000)
    assert found["shown"] == f"{seconds // 60}:{seconds % 60:02}"


def test_links_to_a_moment(facts: Any) -> None:
    found = facts["links"]
    assert found == {
        "#q2": [found["start"], True],
        "start": found["start"],
        "#t=61": [61_000, True],
        "#t=1:02.5": [62_500, True],
        "#text": [0, True],
        "#nowhere": [0, True],
    }


def test_narrow_screens_and_large_text(facts: Any) -> None:
    for size, found in facts["narrow"].items():
        assert (found["width"], found["wide"]) == (320, []), size
        assert found["bar"] < 0.45
    assert facts["narrow"]["episode 100%"]["bar"] > 0


def test_every_stop_of_the_keyboard_is_seen_and_large_enough(facts: Any) -> None:
    for name, stops in facts["stops"].items():
        assert len(stops) >= 3
        assert [stop for stop in stops if stop["outline"] != "solid 3px" or stop["hidden"] or stop["small"]] == [], name


def test_without_script_everything_is_there(facts: Any) -> None:
    found = facts["withoutScript"]
    assert re.fullmatch(r"tide-mill\.mp3#t=\d+\.\d+", found.pop("hear"))
    assert found == {"audio": True, "bar": False, "chapters": True, "text": True}


def test_motion_is_reduced_where_it_is_unwelcome(facts: Any) -> None:
    assert facts["motion"] == {"reduce": ["instant"], "no-preference": ["smooth"]}


def test_in_the_reader_s_own_colours_on_paper_and_with_wide_spacing(facts: Any) -> None:
    assert facts["media"] == {
        "forced": ["underline", True],
        "printed": {".bar": False, ".hear": False, ".chapters": False, "h1": True, "#s5": True},
        "spaced": True,
    }
