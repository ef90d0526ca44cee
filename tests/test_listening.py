"""How listening goes on a page, in a real browser: pausing where one is, waiting, failing, times, coming back.

``node/listening.js`` does it and says what it found; each test here asks one thing of that.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from programs import SaidOnce, tool


@pytest.fixture(scope="module")
def facts(samples: Any, said_once: SaidOnce) -> Any:
    tool("chromium")
    return said_once("listening", "listening.js", samples / "dist", "tide-mill")


def test_nothing_goes_wrong(facts: Any) -> None:
    assert facts["errors"] == []
    assert [(name, found) for name, found in facts.items() if isinstance(found, dict) and "failed" in found] == []


def test_each_turn_has_one_button_behind_its_words_that_names_them(facts: Any) -> None:
    found = facts["turn"]
    names = [button["name"] for button in found["buttons"]]
    assert all(button["last"] for button in found["buttons"])
    assert len(set(names)) == len(names) < found["paragraphs"]
    assert names[:3] == [
        "Listen: The tide mill at Carrow…",
        "Listen: Why does anyone buy a ruin?",
        "Listen: I only came along to carry…",
    ]


def test_the_button_pauses_its_turn_and_goes_on_where_it_stopped(facts: Any) -> None:
    found = facts["turn"]
    assert [name.partition(":")[0] for name in found["names"]] == ["Listen", "Pause", "Go on listening"]
    (stopped, was_paused), (on, is_paused) = found["stopped"], found["on"]
    assert (was_paused, is_paused) == (True, False)
    assert found["from"] + 1000 < stopped <= on < stopped + 1500


def test_from_any_text_to_pause_in_two_keys_at_most(facts: Any) -> None:
    found = facts["pause"]
    assert re.fullmatch(r"SPAN s\d+ Out of spite, at first\.", found["focused"][0])
    assert found["focused"][1] == "BUTTON hear Pause: Why does anyone buy a ruin?"
    # P pauses; it plays again, and Tab and Enter pause; P plays; with the focus nowhere, P is the browser's.
    assert found["paused"] == [True, True, False, False]


def test_sentences_are_reached_without_a_button_each(facts: Any) -> None:
    found = facts["sentences"]
    assert found["stops"] == 1
    assert found["first"].endswith("Question 1 of 9")
    assert found["third"].endswith("Out of spite, at first.")
    assert found["next"].endswith("Question 2 of 9")
    assert found["said"] == ""  # the sentence has the focus, and is spoken for that
    assert (found["played"], found["paused"], found["kept"], found["left"]) == (False, True, True, False)


def test_waiting_has_a_word_and_a_state(facts: Any) -> None:
    now, later, loaded = facts["slow"]
    assert (now["busy"], now["said"], now["play"]) == (None, "", "Pause")
    assert later == {"busy": "true", "said": "The audio is loading …", "play": "Pause", "marked": True}
    assert loaded == {"busy": None, "said": "", "play": "Pause", "marked": False}


def test_a_failed_load_is_tried_again_by_play_from_the_same_place(facts: Any) -> None:
    found = facts["missing"]
    failed, plays = found["states"]
    assert failed == {
        "busy": None,
        "said": "The audio cannot be loaded. “Play” tries again.",
        "play": "Play",
        "marked": False,
    }
    assert plays == {"busy": None, "said": "", "play": "Pause", "marked": False}
    assert found["from"] < found["at"] < found["from"] + 5000


def test_without_a_connection_it_says_so_and_goes_on_when_there_is_one(facts: Any) -> None:
    found = facts["offline"]
    assert found["said"]["said"] == "No connection. It goes on as soon as there is one."
    assert found["after"] == {"busy": None, "said": "", "play": "Pause", "marked": False}


def test_media_fragments(facts: Any) -> None:
    found = facts["fragments"]
    assert found["found"] == {
        "62": 62_000,
        "npt:62": 62_000,
        "1:02.5": 62_500,
        "00:01:01.5": 61_500,
        "0:00:10": 10_000,
        "10,12": 10_000,
        ",2": 0,
        "%31%30": 10_000,
        "5&t=30": 30_000,
        "xywh=1&t=40": 40_000,
        # https://www.w3.org/TR/media-frags/#valid-uri: these name no time of this sound
        **dict.fromkeys(("t=", "1:75", "0:90", "20,10", "abc", "-5", "99:59:59", "10,", "%"), 0),
    }
    assert found["end"] == 11_000


def test_the_slider_speaks_in_words_at_any_time_and_goes_by_ten_seconds(facts: Any) -> None:
    found = facts["slider"]
    assert all(re.fullmatch(r"\d+ seconds of 3 minutes \d+ seconds", said) for said in found["said"])
    first, *others = found["times"]
    steps = [first + step for step in (10_000, 20_000, 10_000, 70_000, 10_000)]
    assert others == pytest.approx(steps, abs=2)
    assert found["clocks"][:2] == [["0:00", "true", "0 seconds"], ["0:20", "true", "20 seconds"]]


def test_who_comes_back_is_told_where_it_goes_on_and_sees_it(facts: Any) -> None:
    found = facts["resume"]
    assert re.fullmatch(r"Continues at 1 minute \d+ seconds: What was the hardest part\?", found["said"])
    assert found["described"] == "heard"
    assert 0 < found["box"] < 600
    assert found["after"] == "What was the hardest part?"


def test_the_next_question_is_shown_to_who_had_scrolled_away(facts: Any) -> None:
    found = facts["away"]
    assert found["follows"] == ["false", "true"]
    assert 0 < found["top"] < 500
    assert found["heard"] == "How does a tide mill work?"


def test_at_four_hundred_per_cent_one_button_goes_along(facts: Any) -> None:
    found = facts["small"]
    assert found["seen"] == [True] * 8
    assert (found["name"], found["paused"], found["bar"]) == ("Pause", True, "bar")


def test_it_stops_behind_each_sentence_where_that_is_wanted(facts: Any) -> None:
    found = facts["stops"]
    assert found["at"] == pytest.approx(found["starts"][1:3], abs=2)
    assert found["kept"] == "sentence"


def test_the_system_s_controls_have_title_place_and_picture(facts: Any) -> None:
    found = facts["system"]
    assert (found["title"], found["state"], found["positions"]) == ("Why does anyone buy a ruin?", "playing", True)
    assert all(re.fullmatch(r"\d+x\d+", sizes) and kind == "image/jpeg" for sizes, kind in found["artwork"])
