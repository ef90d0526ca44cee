"""Who speaks in which voice: what the interview says, what the show says, and what is there for everybody."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from audiobuild.model import FrontMatter, Show, Speaker, Voice
from audiobuild.publication import casting, voices
from audiobuild.publication.voices import Voices

OWN = {
    "mine": Voice(name="mine", engine="http", language="de"),
    "also-mine": Voice(name="also-mine", engine="http", language="de-AT"),
    "hers": Voice(name="hers", engine="http", language="en"),
    "de-answer-2-female": Voice(name="de-answer-2-female", engine="piper", language="de"),
}


def cast(*speakers: str, language: str = "de", **named: str) -> Any:
    """The voices of speakers, each given as "role" or "role voice"; what is wrong instead, if anything is."""
    everybody = tuple(
        Speaker(name=f"{number}", role=role, voice=voice)  # type: ignore[arg-type]
        for number, (role, _, voice) in enumerate((one.partition(" ") for one in speakers), 1)
    )
    about = FrontMatter(title="t", date=date(2024, 1, 1), language=language, speakers=everybody)
    show = Show(
        title="t",
        link="https://e.org/",
        description="d",
        language="de",
        author="a",
        email="e@e.org",
        category="News",
        voices={key.replace("__", ".").replace("_", "-"): name for key, name in named.items()},
    )
    found = casting.of(about, "content/a.md", show.voices, Voices(OWN))
    problems = [f"{one.place}: {one.message}. {one.remedy}" for one in found.problems]
    return problems or [found.voices[speaker.name].name for speaker in everybody]


def test_without_a_word_of_the_show() -> None:
    assert cast("narrator", "question", "answer") == ["de-narrator-female", "de-question-female", "de-answer-male"]
    assert cast("answer", language="sv") == ["sv-answer-male"]
    assert cast("answer", language="de-AT") == ["de-answer-male"]
    assert cast("answer", language="pt-BR") == ["pt-br-answer-male"]


def test_the_interview_goes_first() -> None:
    assert cast("answer mine", "answer de-narrator-male", answer="also-mine") == ["mine", "de-narrator-male"]


def test_the_show_s_voices_by_language_then_by_role() -> None:
    assert cast("answer", answer="mine") == ["mine"]
    assert cast("answer", answer="mine", de__answer="also-mine") == ["also-mine"]
    assert cast("answer", language="de-AT", de__answer="mine") == ["mine"]
    assert cast("answer", language="en", answer="mine") == ["en-answer-male"]
    assert cast("answer", language="en", answer="hers", en__question="hers") == ["hers"]


def test_nobody_shares_a_voice_by_default() -> None:
    everybody = cast(*["answer"] * 12, *["question"] * 4)
    assert len(set(everybody)) == 16
    assert everybody[:3] == ["de-answer-male", "de-answer-2-female", "de-answer-3-male"]
    assert everybody[12:14] == ["de-question-female", "de-question-2-male"]
    assert cast("answer", "answer", answer="mine") == ["mine", "de-answer-2-female"]
    assert cast("answer", "answer", answer="mine", answer_2="also-mine") == ["mine", "also-mine"]
    assert cast("answer de-answer-2-female", "answer") == ["de-answer-2-female", "de-answer-3-male"]
    assert cast("answer hers", "answer", language="en", answer="mine") == ["hers", "en-answer-2-female"]


def test_what_the_show_wants_for_two_roles_is_one_voice() -> None:
    assert cast("question", "answer", "narrator", question="mine", answer="mine", narrator="mine") == ["mine"] * 3


def test_a_file_is_spoken_in_place_of_what_is_built_in() -> None:
    found = casting.of(
        FrontMatter(
            title="t",
            date=date(2024, 1, 1),
            language="de",
            speakers=(Speaker(name="A", role="answer"), Speaker(name="B", role="answer")),
        ),
        "a",
        {},
        Voices(OWN),
    )
    assert (found.voices["B"].engine, found.voices["A"].engine) == ("piper", "espeak")


@pytest.mark.parametrize(
    ("speakers", "language", "told"),
    [
        (
            ["answer gone"],
            "de",
            (
                "speakers: there is no voice 'gone' for 1. Give the speaker one of: mine, also-mine, de-answer-2-female, "
                "de-answer-female, de-answer-male."
            ),
        ),
        (
            ["answer de-answr-female"],
            "de",
            (
                "speakers: there is no voice 'de-answr-female' for 1. "
                "Did you mean one of: de-answer-female, de-answer-6-female, de-answer-5-female?"
            ),
        ),
        (
            ["question mine"],
            "en",
            (
                "speakers: the voice 'mine' of 1 speaks de, the interview is in en. "
                "Give the speaker one of: hers, en-question-female, en-question-male."
            ),
        ),
        (
            ["question", "answer"],
            "xx",
            (
                "language: no voice speaks 'xx'. Write a voice for it: "
                "audiobuild voices add NAME --engine http --language xx"
            ),
        ),
    ],
)
def test_what_is_wrong(speakers: list[str], language: str, told: str) -> None:
    assert cast(*speakers, language=language) == [f"content/a.md: {told}"]


def test_a_voice_is_called_by_its_file_or_by_its_name() -> None:
    assert voices.place(OWN["mine"]) == "voices/mine.toml"
    assert voices.place(OWN["de-answer-2-female"]) == "voices/de-answer-2-female.toml"
    assert voices.place(Voices({})["de-answer-2-female"]) == "the built-in voice de-answer-2-female"
