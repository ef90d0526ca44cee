"""Titles, names and texts that formats trip over go the whole way: built, then read by other people's parsers and by check."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import eyed3
import feedparser
import podcastparser
import pytest
from audio import ffprobe_chapters
from programs import Once, audiobuild, build, node, publication
from published import narrated

from audiobuild.text import short_title

TITLE = "Ein \"Gespräch\" <über> R&D, 'Süß' & 👩🏽‍🚀"
QUESTIONS = [
    "Verhältnis 3: 4?",
    'מה שלומך היום, <b>שלום</b> & "ברוכים" הבאים?',
    "Wie gelingt es, " + "neue Leserinnen und Leser zu gewinnen, " * 10 + "ohne Geld?",
    "👩🏽‍🚀 Wer fliegt 'heute' & morgen?",
]
ANSWERS = ["Von A --> nach B: so & so, 1 < 2.", "Gut: sehr gut: 3: 4 &amp; mehr.", "Gar nicht.", "Niemand 😀."]
ASKS, ANSWERS_BY = "Ann-Kathrin O'Neil & Söhne: Büro", 'Zoë "Z" <Müller>'

INTERVIEW = """\
---
title: {title}
date: 2024-05-01
language: de
summary: "Worum es geht & 'warum': 👩🏽‍🚀 ]]>"
speakers:
  - {{name: {asks}, role: question}}
  - {{name: {answers}, role: answer}}
---
Guten Tag.

{body}
"""


def escaped(text: str) -> str:
    """As Markdown, every mark of it as itself."""
    return "".join(f"\\{character}" if character in "\\*_`<>&[]{}#" else character for character in text)


@pytest.fixture(scope="module")
def project(once: Once) -> Path:
    return once("hard", made)


def made(folder: Path) -> None:
    publication(folder)
    body = "\n\n".join(f"## {escaped(q)}\n\n{escaped(a)}" for q, a in zip(QUESTIONS, ANSWERS, strict=True))
    quoted = {"title": TITLE, "asks": ASKS, "answers": ANSWERS_BY}
    matter = {name: json.dumps(value, ensure_ascii=False) for name, value in quoted.items()}
    (folder / "content" / "folge.md").write_text(INTERVIEW.format(body=body, **matter))
    build(folder)


@pytest.fixture(scope="module")
def folder(project: Path) -> Any:
    return project / "dist" / "folge"


@pytest.fixture(scope="module")
def marks(folder: Path) -> Any:
    """Start in ms, and title, by chapters.json."""
    chapters = json.loads((folder / "chapters.json").read_text())["chapters"]
    return [(chapter["startTime"] * 1000, chapter["title"]) for chapter in chapters]


def test_check_finds_nothing(project: Path) -> None:
    assert audiobuild("check", "-C", project).stdout == "nothing wrong found: 1 episode, 1 entry in 1 feed\n"


def test_chapters_carry_the_questions(marks: Any) -> None:
    assert [title for _, title in marks] == ["Einleitung", *map(short_title, QUESTIONS)]


def test_the_feed_as_three_parsers_read_it(project: Path, marks: Any) -> None:
    path = project / "dist" / "feed.xml"
    (item,) = podcastparser.parse("https://example.org/feed.xml", BytesIO(path.read_bytes()))["episodes"]
    assert item["title"] == TITLE
    assert [(chapter["start"] * 1000, chapter["title"]) for chapter in item["chapters"]] == marks
    found = feedparser.parse(path.read_bytes())
    assert not found.bozo
    assert found.entries[0].title == TITLE
    assert found.entries[0].summary == "Worum es geht & 'warum': 👩🏽‍🚀 ]]>"
    (item,) = node("read.mjs", "feed", path)["items"]
    assert item["title"] == TITLE
    assert [(person["name"], person["role"]) for person in item["podcastPeople"]] == [
        (ASKS, "Host"),
        (ANSWERS_BY, "Guest"),
    ]


def test_the_tag_as_three_readers_read_it(folder: Path, marks: Any) -> None:
    path = folder / "folge.mp3"
    tag = eyed3.load(path).tag
    assert tag.title == TITLE
    assert [(chapter.times.start, chapter.title) for chapter in tag.chapters] == marks
    assert [chapter.subtitle for chapter in tag.chapters][3] == QUESTIONS[2]
    assert [(start, title) for start, _, title in ffprobe_chapters(path)] == marks
    found = node("read.mjs", "mp3", path)
    assert found["common"]["title"] == TITLE
    assert [(chapter["start"] * 1000, chapter["title"]) for chapter in found["format"]["chapters"]] == marks


def test_the_transcripts(folder: Path) -> None:
    segments = json.loads((folder / "transcript.json").read_text())["segments"]
    said: dict[str, list[str]] = {}
    for segment in segments:
        said.setdefault(segment["speaker"], []).append(segment["body"])
    assert " ".join(said[ASKS]) == " ".join(QUESTIONS)
    assert " ".join(said[ANSWERS_BY]) == " ".join(ANSWERS)
    found = node("read.mjs", "webvtt", folder / "transcript.vtt")
    assert found["errors"] == []
    assert [(cue["startTime"], cue["endTime"]) for cue in found["cues"]] == [
        (segment["startTime"], segment["endTime"]) for segment in segments
    ]
    assert [" ".join(printed(cue["tree"]).split()) for cue in found["cues"]] == [
        segment["body"] for segment in segments
    ]
    voices = [cue["tree"]["children"][0]["value"] for cue in found["cues"]]
    assert set(voices) == {"Erzählstimme", ASKS.replace("&", "+"), 'Zoë "Z" Müller'}


def printed(node: Any) -> Any:
    """The text in a cue as the strict parser has it, which leaves the semicolon of an escaped character behind."""
    own = re.sub("([<>&]);", r"\1", node["value"]) if node.get("type") == "text" else ""
    return own + "".join(map(printed, node["children"]))


def test_the_page_says_it_all(folder: Path) -> None:
    heard = [sentence.text for sentence in narrated(folder / "index.html").sentences]
    segments = json.loads((folder / "transcript.json").read_text())["segments"]
    assert [text.rstrip(".") for text in heard] == [segment["body"].rstrip(".") for segment in segments]
    assert heard[0] == TITLE
