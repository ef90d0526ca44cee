"""Who says which sentence, in which voice, with which pause."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from audiobuild import script
from audiobuild.errors import ConfigError, ContentError
from audiobuild.model import Announcements, Block, Inline, Script, Show, Voice
from audiobuild.publication import content
from audiobuild.publication.config import Publication
from audiobuild.publication.voices import Voices

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


def write(
    text: str = TEXT, *, announcements: Announcements = "none", voices: dict[str, Voice] = VOICES, show: Show = SHOW
) -> Script:
    publication = Publication(
        root=Path(), show=dataclasses.replace(show, announcements=announcements), voices=Voices(voices)
    )
    return script.write(content.parse(text, slug="a", path="content/a.md"), publication)


def row(utterance: Any) -> Any:
    source = (utterance.source.line, utterance.source.start, utterance.source.end)
    return (utterance.speaker.name, utterance.voice.name, utterance.text, utterance.pause, source)


def style(block: Block) -> str:
    """What its first paragraph stands in."""
    return block.places[0][0].kind if block.places[0] else "plain"


def tree(written: Any) -> Any:
    """Every chapter: how it is called, its heading, its blocks with their paragraphs."""
    return [
        (
            (chapter.id, chapter.title, chapter.asked_by),
            [("announcement" if one.announcement else "heading", *row(one)) for one in chapter.heading],
            [
                (
                    style(block),
                    block.speaker.name,
                    block.named,
                    [[row(one) for one in some] for some in block.paragraphs],
                )
                for block in chapter.blocks
            ],
        )
        for chapter in written.chapters
    ]


def test_the_whole_script() -> None:
    written = write(announcements="number")
    assert [utterance.id for utterance in written.utterances] == [f"s{number}" for number in range(1, 11)]
    narrator, ben, cem = ("Erzählstimme", "de-n"), ("Ben", "de-a"), ("Cem", "de-b")
    assert tree(written) == [
        (
            ("introduction", "Einleitung", ""),
            [("heading", *narrator, "Ein Titel", "paragraph", (2, 0, 9))],
            [
                ("plain", "Erzählstimme", False, [
                    [
                        (*narrator, "Das ist z. B. die Einleitung.", "sentence", (10, 0, 29)),
                        (*narrator, "Sie hat zwei Sätze, auch über Zeilen.", "chapter", (10, 30, 67)),
                    ],
                ]),
            ],
        ),
        (
            ("q1", "Was ist los?", "Anna"),
            [
                ("announcement", *narrator, "Frage 1 von 1", "speaker", (13, 0, 13)),
                ("heading", "Anna", "de-q", "Was ist los?", "speaker", (13, 0, 12)),
            ],
            [
                ("plain", "Ben", True, [
                    [(*ben, "Nichts. (…)", "paragraph", (15, 0, 11))],
                    [(*ben, "Doch: Smart City!", "speaker", (17, 0, 17))],
                ]),
                ("plain", "Cem", True, [[(*cem, "Wirklich?", "chapter", (19, 0, 9))]]),
            ],
        ),
        (
            ("closing", "Schlusswort", ""),
            [("heading", *narrator, "Schlusswort", "paragraph", (23, 0, 11))],
            [("plain", "Erzählstimme", False, [[(*narrator, "Ende.", "chapter", (23, 0, 5))]])],
        ),
    ]  # fmt: skip


def test_an_utterance_knows_its_lines_in_the_file() -> None:
    written = write()
    assert [(u.source.line, u.source.lines) for u in written.utterances][:4] == [(2, 1), (10, 2), (10, 2), (13, 1)]


def test_lists_and_quotations_are_blocks_and_who_asks_is_named_where_several_do() -> None:
    text = TEXT.replace("Nichts. (…)", "Ja.\n\n- Eins.\n- Zwei.\n\n> Gut.\n\nDann.")
    text = text.replace("## Was ist los?", "## **Dora:** Was ist los?").replace(
        "  - {name: Ben", "  - {name: Dora, role: question}\n  - {name: Ben"
    )
    question = write(text).chapters[1]
    assert question.asked_by == "Dora"
    assert [
        (style(block), block.speaker.name, block.named, [[one.text for one in some] for some in block.paragraphs])
        for block in question.blocks
        if isinstance(block, Block)
    ] == [
        ("plain", "Ben", True, [["Ja."]]),
        ("bullet", "Ben", False, [["Eins."], ["Zwei."]]),
        ("quote", "Ben", False, [["Gut."]]),
        ("plain", "Ben", False, [["Dann."], ["Doch: Smart City!"]]),
        ("plain", "Cem", True, [["Wirklich?"]]),
    ]
    # Items follow each other closely, and what is quoted stands apart.
    assert [one.pause for one in question.utterances] == [
        "speaker",
        "paragraph",
        "item",
        "speaker",
        "speaker",
        "paragraph",
        "speaker",
        "chapter",
    ]


def test_what_the_tool_says_itself_is_marked_where_it_is_in_another_language() -> None:
    voices = {name: dataclasses.replace(voice, language="fi") for name, voice in VOICES.items()}
    _, question, closing = write(
        TEXT.replace("language: de", "language: fi"), announcements="number", voices=voices
    ).chapters
    announcement, heading = question.heading[0], closing.heading[0]
    assert announcement.inlines == (Inline(text="Question 1 of 1", language="en"),)
    assert heading.inlines == (Inline(text="Closing words", language="en"),)
    assert {piece.language for utterance in (announcement, heading) for piece in utterance.pieces} == {"en"}


def test_marks_follow_the_sentence_they_are_in() -> None:
    utterances = list(write().utterances)
    assert utterances[2].inlines == (
        Inline(text="Sie hat "),
        Inline(text="zwei Sätze, auch über Zeilen", emphasis=True),
        Inline(text="."),
    )
    (foreign,) = [piece for utterance in utterances for piece in utterance.pieces if piece.language == "en"]
    assert foreign.text == "Smart City"


def test_a_word_that_the_lexicon_knows_as_foreign_is_marked_as_such() -> None:
    written = write(TEXT.replace("Nichts. (…)", "Das *steht* in der **Pipeline hier**, oder?"))
    (utterance,) = [utterance for utterance in written.utterances if "Pipeline" in utterance.text]
    assert utterance.inlines == (
        Inline(text="Das "),
        Inline(text="steht", emphasis=True),
        Inline(text=" in der "),
        Inline(text="Pipeline", strong=True, language="en"),
        Inline(text=" hier", strong=True),
        Inline(text=", oder?"),
    )


def test_printed_and_spoken_are_the_same_pieces() -> None:
    utterance = list(write().utterances)[1]
    assert utterance.spoken == "Das ist zum Beispiel die Einleitung."
    assert "".join(inline.text for inline in utterance.inlines) == utterance.text


def test_a_paragraph_with_nothing_to_say_is_refused_by_line() -> None:
    with pytest.raises(ContentError) as caught:
        write(TEXT.replace("Nichts. (…)", "– – –").replace("Ende.", "(…)"))
    assert [problem.place for problem in caught.value.problems] == ["content/a.md:15", "content/a.md:23"]


def test_every_speaker_without_a_fitting_voice_is_named() -> None:
    text = TEXT.replace("voice: de-b", "voice: gone").replace(
        "name: Ben, role: answer", "name: Ben, role: answer, voice: en-a"
    )
    with pytest.raises(ConfigError) as caught:
        write(text, show=dataclasses.replace(SHOW, voices={"question": "de-q"}))
    fitting = "de-n, de-q, de-a, de-b, de-answer-female, de-answer-male"
    assert [f"{problem.message}. {problem.remedy}" for problem in caught.value.problems] == [
        f"the voice 'en-a' of Ben speaks en, the interview is in de. Give the speaker one of: {fitting}.",
        f"there is no voice 'gone' for Cem. Give the speaker one of: {fitting}.",
    ]
