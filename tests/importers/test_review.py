"""What an editor gets to see, and the Markdown that an import becomes."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from audiobuild.importers import Wishes, read, review
from audiobuild.importers.result import Import
from audiobuild.model import Interview, Turn
from audiobuild.publication import content
from importers.score import CASES

TODAY = date(2024, 1, 1)
SOURCES = sorted(CASES / name for case in CASES.glob("*.json") for name in json.loads(case.read_text("utf-8"))["files"])
TALK = """\
Zum Inhalt springen

Ein Morgen im Lager

Hanna Voss leitet das Lager seit 2011. Wir waren um sechs da.

Frau Voss, was ist hier am schwersten?

Das Klavier im dritten Gang. Niemand weiß, wem es gehört.

Und am leichtesten?

Die Federn. Elf Kisten.

Kleine Dinge

Was würden Sie nie weggeben?

Den Schlüssel.

Hanna Voss ist gelernte Tischlerin.

Artikel drucken
"""


def told(interview: Interview) -> list[object]:
    def texts(turns: tuple[Turn, ...]) -> list[tuple[str, list[tuple[str, str]]]]:
        return [(turn.speaker.name, [(p.text, p.style) for p in turn.paragraphs]) for turn in turns]

    exchanges = [(texts((exchange.question,)), texts(exchange.answers)) for exchange in interview.exchanges]
    return [
        interview.about.title,
        interview.about.language,
        texts(interview.introduction),
        exchanges,
        texts(interview.closing),
    ]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_an_import_is_markdown_that_builds_as_it_stands(path: Path) -> None:
    found = read(path.read_bytes(), Wishes(), name=path.name)
    interview = found.interview
    written = content.render(interview, found.comments)
    for texts in found.comments.values():
        assert all(re.sub("-(?=-|!?>)", "- ", text) in written for text in texts)
    assert told(content.parse(written, slug=interview.slug, path=interview.path)) == told(interview)


def test_the_review_shows_the_work() -> None:
    assert "\n".join(review.lines(imported(), width=80)) == (
        """\
Ein Morgen im Lager  (de, no date found)
nothing but the words tells questions and answers apart
asks: Redaktion
answers: Hanna Voss

    Introduction: Hanna Voss leitet das Lager seit 2011. Wir waren um sechs da.
  1 Frau Voss, was ist hier am schwersten?
      Hanna Voss: Das Klavier im dritten Gang. Niemand weiß, wem es gehört.
  2 Und am leichtesten?
      Hanna Voss: Die Federn. Elf Kisten.
  3 Was würden Sie nie weggeben?
      Hanna Voss: Den Schlüssel.
    Closing words: Hanna Voss ist gelernte Tischlerin.

Not spoken, kept as comments:
  subheading
      15  Kleine Dinge

Left out:
  navigation
       1  Zum Inhalt springen
  sharing and printing
      23  Artikel drucken

The text gives no date; 2024-01-01 stands in the file."""
    )


def imported() -> Import:
    return read(TALK, Wishes(), name="lager.txt")


def test_what_is_unsure_is_pointed_out() -> None:
    lines = list(review.lines(replace(imported(), confidence=(0.99, 0.4, 0.99))))
    assert "  2?Und am leichtesten?" in lines
    assert "Look at the 1 marked with ?: they may be no questions." in lines


def test_a_guest_whom_nobody_names_has_a_name_that_builds() -> None:
    found = read("Wer kocht?\n\nIch.\n\nWer spült?\n\nIch auch.\n", Wishes(), name="küche.txt")
    assert [speaker.name for speaker in found.interview.about.speakers] == ["Redaktion", "Antwort"]
    advice = "The text names nobody who answers. Give --answer-speaker, or write the name in the file."
    assert advice in list(review.lines(found))
    assert advice not in list(review.lines(imported()))


def test_every_reason_has_its_words() -> None:
    for path in SOURCES:
        found = read(path.read_bytes(), Wishes(), name=path.name)
        assert {item.reason for item in found.left_out} <= set(review.REASONS)
        assert found.layout[0] in review.LAYOUTS
        assert list(review.lines(found))


def test_the_json_says_what_becomes_of_each_line() -> None:
    found = review.as_json(imported())
    assert found["left_out"] == ["Zum Inhalt springen", "Kleine Dinge", "Artikel drucken"]
    assert found["reasons"][1] == {"line": 15, "text": "Kleine Dinge", "reason": "subheading", "kept_as_comment": True}
    assert found["date"] is None
    assert found["pairs"][1] == {
        "speaker": "Redaktion",
        "question": "Und am leichtesten?",
        "answers": [{"speaker": "Hanna Voss", "paragraphs": ["Die Federn. Elf Kisten."]}],
        "confidence": found["pairs"][1]["confidence"],
    }


def test_names_given_go_before_names_found() -> None:
    found = read(
        TALK, Wishes(question_speaker="Kai", answer_speaker="Frau Voss"), name="lager.txt"
    ).interview
    assert [(speaker.name, speaker.role) for speaker in found.about.speakers] == [
        ("Kai", "question"),
        ("Frau Voss", "answer"),
    ]


def test_a_second_import_says_what_it_would_change() -> None:
    first = content.render(imported().interview)
    corrected = first.replace("Elf Kisten.", "Zwölf Kisten.")
    assert review.changes(corrected, first) == (
        "--- there",
        "+++ imported",
        "@@ -17,3 +17,3 @@",
        " ",
        "-Die Federn. Zwölf Kisten.",
        "+Die Federn. Elf Kisten.",
        " ",
    )
    assert review.changes(first, first) == ()
