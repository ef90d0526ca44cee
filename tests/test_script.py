"""Who says which sentence, in which voice, with which pause."""

import dataclasses
from pathlib import Path

import pytest

from audiobuild import script
from audiobuild.errors import ConfigError, ContentError
from audiobuild.model import Inline, Show, Voice
from audiobuild.publication import content
from audiobuild.publication.config import Publication

VOICES = {
    name: Voice(name=name, engine="silence", language=name[:2]) for name in ("de-n", "de-q", "de-a", "de-b", "en-a")
}
SHOW = Show(
    title="t", link="https://e.org/", description="d", language="de", author="a", email="e@e.org", category="News",
    voices={"narrator": "de-n", "question": "de-q", "answer": "de-a"},
)  # fmt: skip
TEXT = """\
---
title: Ein Titel
date: 2024-01-01
language: de
speakers:
  - {name: Anna, role: question}
  - {name: Ben, role: answer}
  - {name: Cem, role: answer, voice: de-b}
---
Das ist z. B. die Einleitung. Sie hat *zwei Sätze, auch
über Zeilen*.

## Was ist los?

Nichts. (…)

Doch: [Smart City]{lang=en}!

**Cem:** Wirklich?

* * *

Ende.
"""


def write(text: str = TEXT, *, announcements: str = "none", voices: dict[str, Voice] = VOICES, show: Show = SHOW):
    publication = Publication(root=Path(), show=dataclasses.replace(show, announcements=announcements), voices=voices)
    return script.write(content.parse(text, slug="a", path="content/a.md"), publication)


def rows(segments):
    return [
        (s.kind, (s.chapter, s.turn, s.paragraph), s.speaker.name, s.voice.name, s.text, s.pause, s.line)
        for s in segments
    ]


def test_the_whole_script():
    assert rows(write(announcements="number")) == [
        ("title", (0, 0, 0), "Erzählstimme", "de-n", "Ein Titel", "paragraph", 2),
        ("text", (0, 1, 0), "Erzählstimme", "de-n", "Das ist z. B. die Einleitung.", "sentence", 10),
        ("text", (0, 1, 0), "Erzählstimme", "de-n", "Sie hat zwei Sätze, auch über Zeilen.", "chapter", 10),
        ("announcement", (1, 0, 0), "Erzählstimme", "de-n", "Frage 1 von 1", "speaker", 13),
        ("question", (1, 0, 1), "Anna", "de-q", "Was ist los?", "speaker", 13),
        ("text", (1, 1, 0), "Ben", "de-a", "Nichts. (…)", "paragraph", 15),
        ("text", (1, 1, 1), "Ben", "de-a", "Doch: Smart City!", "speaker", 17),
        ("text", (1, 2, 0), "Cem", "de-b", "Wirklich?", "chapter", 19),
        ("heading", (2, 0, 0), "Erzählstimme", "de-n", "Schlusswort", "paragraph", 23),
        ("text", (2, 1, 0), "Erzählstimme", "de-n", "Ende.", "chapter", 23),
    ]


def test_what_the_tool_says_itself_is_marked_where_it_is_in_another_language():
    voices = {name: dataclasses.replace(voice, language="fi") for name, voice in VOICES.items()}
    segments = write(TEXT.replace("language: de", "language: fi"), announcements="number", voices=voices)
    said = {segment.kind: segment for segment in segments if segment.kind in ("announcement", "heading")}
    assert said["announcement"].inlines == (Inline(text="Question 1 of 1", language="en"),)
    assert said["heading"].inlines == (Inline(text="Closing words", language="en"),)
    assert {piece.language for segment in said.values() for piece in segment.pieces} == {"en"}


def test_marks_follow_the_sentence_they_are_in():
    segments = write()
    assert segments[2].inlines == (
        Inline(text="Sie hat "),
        Inline(text="zwei Sätze, auch über Zeilen", emphasis=True),
        Inline(text="."),
    )
    (foreign,) = [piece for segment in segments for piece in segment.pieces if piece.language == "en"]
    assert foreign.text == "Smart City"


def test_a_word_that_the_lexicon_knows_as_foreign_is_marked_as_such():
    segments = write(TEXT.replace("Nichts. (…)", "Das *steht* in der **Pipeline hier**, oder?"))
    (segment,) = [segment for segment in segments if "Pipeline" in segment.text]
    assert segment.inlines == (
        Inline(text="Das "),
        Inline(text="steht", emphasis=True),
        Inline(text=" in der "),
        Inline(text="Pipeline", strong=True, language="en"),
        Inline(text=" hier", strong=True),
        Inline(text=", oder?"),
    )


def test_printed_and_spoken_are_the_same_pieces():
    segment = write()[1]
    assert segment.spoken == "Das ist zum Beispiel die Einleitung."
    assert "".join(inline.text for inline in segment.inlines) == segment.text


def test_a_paragraph_with_nothing_to_say_is_refused_by_line():
    with pytest.raises(ContentError) as caught:
        write(TEXT.replace("Nichts. (…)", "– – –").replace("Ende.", "(…)"))
    assert [problem.place for problem in caught.value.problems] == ["content/a.md:15", "content/a.md:23"]


def test_every_speaker_without_a_fitting_voice_is_named():
    text = TEXT.replace("voice: de-b", "voice: gone").replace(
        "name: Ben, role: answer", "name: Ben, role: answer, voice: en-a"
    )
    with pytest.raises(ConfigError) as caught:
        write(text, show=dataclasses.replace(SHOW, voices={"question": "de-q"}))
    assert [f"{problem.message}. {problem.remedy}" for problem in caught.value.problems] == [
        "the voice 'en-a' of Ben speaks en, the interview is in de. Give the speaker one of: de-n, de-a, de-b, de-q.",
        "there is no voice 'gone' for Cem. Give the speaker one of: de-n, de-a, de-b, de-q.",
        "Erzählstimme has no voice. List one: - {name: …, role: narrator, voice: de-n}",
    ]


def test_an_interview_in_a_language_without_any_voice():
    with pytest.raises(ConfigError) as caught:
        write(TEXT.replace("language: de", "language: fr"))
    assert {problem.remedy for problem in caught.value.problems} == {"Add a file to voices/ with language = 'fr'."}
