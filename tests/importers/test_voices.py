"""Whether a woman or a man speaks, and the voices that an import writes for that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from audiobuild.importers import Wishes, again, decide, given_voices, read, review
from audiobuild.importers.first_names import is_first_name, sex_of
from audiobuild.importers.interview_words import load
from audiobuild.importers.people import sexes
from audiobuild.importers.result import Import
from audiobuild.model import Show, Speaker, Voice
from audiobuild.publication import casting, content
from audiobuild.publication.config import Publication
from audiobuild.publication.voices import Voices

TALK = """\
Am Herd

Kai Mai sprach mit Eva Lind, Ilona Benz und der Köchin Robin Stein. Frau Stein kam später.

Kai Mai: Was kochen Sie, und warum?

Eva Lind: Ich koche Suppe, weil es kalt ist.

Ilona Benz: Ich koche nichts.

Kai Mai: Und wer wäscht ab?

Robin Stein: Das bin ich, wie immer.

Ilona Benz: Das stimmt.
"""


SHOW = Show(title="t", link="l", description="d", language="de", author="a", email="e", category="c")


def found(text: str = TALK) -> Import:
    return read(text, Wishes(), name="a.txt")


def speaking(one: Import) -> dict[str, str]:
    return {speaker.name: speaker.voice for speaker in one.interview.about.speakers}


@pytest.mark.parametrize(
    ("name", "sex"),
    [
        ("Ilona", "female"),
        ("Łukasz", "male"),
        ("Anna-Lena", "female"),
        ("Karl-Heinz", "male"),
        ("Eva-Xyz", "female"),
        ("Andrea", None),  # a man in Italy
        ("Kim", None),
        ("Redaktion", None),
    ],
)
def test_whose_first_name_it_is(name: str, sex: str | None) -> None:
    assert sex_of(name) == sex
    assert is_first_name(name) or name in ("Redaktion", "Eva-Xyz")


@pytest.mark.parametrize(
    ("language", "name", "text", "sex"),
    [
        ("de", "Ilona Benz", "", "female"),
        ("de", "Dr. Ilona Benz", "", "female"),
        ("de", "Anna Maria Kern", "", "female"),
        ("de", "Rainer Maria Kern", "", None),
        ("de", "Anna von der Tann", "", "female"),
        ("de", "Frau Kern", "", "female"),
        ("de", "Kern", "Danke, Herr Dr. Kern.", "male"),
        ("de", "Robin Kern", "Wir fragten Frau Kern.", "female"),
        ("de", "Robin Kern", "Die Bürgermeisterin Robin Kern kommt.", "female"),
        ("de", "Robin Kern", "Die Stadtplanerin Robin Kern kommt.", "female"),
        ("de", "Robin Kern", "Severin Kern kommt.", None),
        ("de", "Anna Kern", "Herr Kern kam auch.", None),
        ("de", "Anna und Paul", "", None),
        ("de", "Redaktion", "Frau Kern", None),
        ("de", "Echo Verlag", "", None),
        ("en", "Kim Hill", "Thank you, Mrs. Hill.", "female"),
        ("en", "Don Hill", "", None),  # a title in Spanish, and no name that is known
        ("en", "Robin Hill", "Mr Hill came.", "male"),
        ("fr", "Dominique Roux", "Merci, M. Roux.", "male"),
        ("fr", "Dominique Roux", "Merci, madame Roux.", "female"),
        ("es", "Cruz Pardo", "La alcaldesa Cruz Pardo llega.", "female"),
        ("it", "Andrea Rossi", "Il sig. Rossi.", "male"),
        ("nl", "Robin Bos", "De heer Bos.", "male"),
        ("pl", "Kim Nowak", "Pani Nowak.", "female"),
        ("pt", "Kim Costa", "A dra. Costa.", "female"),
    ],
)
def test_what_a_name_and_the_titles_before_it_show(language: str, name: str, text: str, sex: str | None) -> None:
    assert sexes.find([name], [text], load(language)).get(name) == sex


def test_of_a_couple_nobody_knows_whose_title_it_is() -> None:
    people = ["Anna Kern", "Robin Kern"]
    assert sexes.find(people, ["Frau Kern und Herr Kern"], load("de")) == {"Anna Kern": "female"}


def test_women_and_men_have_numbers_of_their_own() -> None:
    one = given_voices.given(found(), None)
    assert speaking(one) == {
        "Kai Mai": "de-question-male",
        "Eva Lind": "de-answer-2-female",
        "Ilona Benz": "de-answer-female",
        "Robin Stein": "de-answer-3-female",
    }
    dated = one.dated(date(2024, 1, 1)).interview
    there = content.parse(content.render(dated), slug="a", path="a.md")
    assert there.about == dated.about
    turns = [turn.speaker for exchange in there.exchanges for turn in (exchange.question, *exchange.answers)]
    assert turns == [t.speaker for exchange in dated.exchanges for t in (exchange.question, *exchange.answers)]
    assert {turn.voice for turn in turns} == set(speaking(one).values())
    told = list(review.lines(one))
    assert "Ilona Benz speaks with de-answer-female; change it in the speakers line" in told
    assert {"name": "Eva Lind", "role": "answer", "voice": "de-answer-2-female"} in review.as_json(one)["speakers"]


def test_the_editors_voices_stay() -> None:
    first = given_voices.given(found(), None)
    text = content.render(first.interview, first.notes).replace("date: 0001-01-01", "date: 2024-01-01")
    text = text.replace(", voice: de-answer-2-female", "").replace("de-answer-female", "de-answer-3-female")
    text = text.replace("- {name: Robin Stein, role: answer, voice: de-answer-3-female}\n", "")
    text = text.replace("**Robin Stein:** ", "**Eva Lind:** ")
    there = content.draft(text, path="a.md")
    merged = again.merged(found(), there, Wishes())
    known = {"Kai Mai", "Eva Lind", "Ilona Benz"}
    assert speaking(given_voices.given(merged, None, known=known)) == {
        "Kai Mai": "de-question-male",
        "Ilona Benz": "de-answer-3-female",
        "Eva Lind": "",
        "Robin Stein": "de-answer-female",
    }


def test_of_whom_nothing_is_certain_the_voice_is_written_too_and_told() -> None:
    text = TALK.replace("Ilona Benz", "Kim Brandt").replace("Kai Mai", "Redaktion")
    one = given_voices.given(found(text), None)
    assert speaking(one) == {
        "Redaktion": "de-question-female",
        "Eva Lind": "de-answer-female",
        "Kim Brandt": "de-answer-male",
        "Robin Stein": "de-answer-2-female",
    }
    would_be = casting.of(found(text).interview.about, "a.md", {}, Voices({})).voices
    assert would_be["Redaktion"].name == "de-question-female"
    told = [line for line in review.lines(one) if "speaks with" in line]
    guessed = "(guessed: nothing says whether a woman or a man speaks)"
    assert f"Kim Brandt speaks with de-answer-male {guessed}; change it in the speakers line" in told
    assert len(told) == 4
    there = content.parse(content.render(one.dated(date(2024, 1, 1)).interview), slug="a", path="a.md")
    assert {voice.name for voice in casting.of(there.about, "a.md", {}, Voices({})).voices.values()} == {
        *speaking(one).values(),
        "de-narrator-female",
    }


def test_what_the_show_has_stays_in_the_show() -> None:
    text = TALK.replace("Ilona Benz", "Kim Brandt")
    show = replace(SHOW, voices={"answer": "de-answer-5-male"})
    one = given_voices.given(found(text), Publication(root=Path(), show=show, voices=Voices({})))
    assert speaking(one)["Kim Brandt"] == ""
    told = "Kim Brandt speaks with de-answer-5-male, as [voices] in content/show.toml says; for another write voice: in the file"
    assert told in list(review.lines(one))


def test_a_guest_who_is_named_last_is_heard_by_that_name() -> None:
    text = "Frage: Wie geht es Ihnen heute?\n\nAntwort: Gut, danke.\n\nFrage: Und morgen?\n\nAntwort: Morgen fahre ich hinaus.\n"
    nobody = given_voices.given(found(text), None)
    assert nobody.unnamed
    for name, voice in (("Lena Kranz", "de-answer-female"), ("Kim Kranz", "de-answer-male")):
        named = given_voices.named(decide.answered_by(nobody, name), None)
        assert speaking(named)[name] == voice
        assert {turn.speaker.voice for one in named.interview.exchanges for turn in one.answers} == {voice}


@pytest.mark.parametrize(("answer", "given"), [("mine", ""), ("de-answer-male", "de-answer-female")])
def test_a_voice_file_that_the_show_names_is_what_it_wants(answer: str, given: str) -> None:
    show = replace(SHOW, voices={"answer": answer})
    voices = Voices({"mine": Voice(name="mine", engine="piper", language="de")})
    one = given_voices.given(found(), Publication(root=Path(), show=show, voices=voices))
    assert speaking(one)["Ilona Benz"] == given
    assert speaking(one)["Kai Mai"] == "de-question-male"


def test_more_than_there_are_voices_for_get_none() -> None:
    one = found()
    women = tuple(Speaker(name=f"Anna {letter}", role="answer") for letter in "ABCDEFGH")
    about = replace(one.interview.about, speakers=women)
    one = replace(one, interview=replace(one.interview, about=about), sexes={w.name: "female" for w in women})
    voices = list(speaking(given_voices.given(one, None)).values())
    assert (voices[0], voices[5], voices[6:]) == ("de-answer-female", "de-answer-6-female", ["", ""])
