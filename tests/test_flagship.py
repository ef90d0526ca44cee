"""The examples that must always work: a real page, pasted, imported, built, and read back by others."""

from __future__ import annotations

import html
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import eyed3
import feedparser
import numpy as np
import podcastparser
import pytest
from audio import RATE_HZ, decoded, ffprobe_chapters, measured
from flagship import OWN, SLUG, Flagship, flagships, published
from programs import build, node, run, tool

from audiobuild.text import short_title

pytestmark = flagships(scope="module")


@pytest.fixture(scope="module")
def project(case: Flagship, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case imported and built: a publication with dist/. Not to be changed by tests."""
    if case is OWN:
        folder: Path = request.getfixturevalue("flagship")
        return folder
    return published(case, tmp_path_factory.mktemp(case.name) / "p")


@pytest.fixture(scope="module")
def episode(project: Path) -> Any:
    return project / "dist" / SLUG


@pytest.fixture(scope="module")
def transcript(episode: Any) -> Any:
    return json.loads((episode / "transcript.json").read_text())["segments"]


@pytest.fixture(scope="module")
def samples(episode: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return decoded(episode / "interview.mp3", tmp_path_factory.mktemp("decoded"))


@pytest.fixture(scope="module")
def questions(case: Any) -> Any:
    """The first and the last words of each question, as people annotated them."""
    return [(pair["question_starts"], pair["question_ends"]) for pair in case.truth["pairs"]]


@pytest.fixture(scope="module")
def chapters(episode: Any) -> Any:
    return json.loads((episode / "chapters.json").read_text())["chapters"]


def test_a_chapter_for_each_question_with_it_as_title(chapters: Any, transcript: Any, questions: Any) -> None:
    assert len(questions) >= 15
    assert len(chapters) == len(questions) + 2
    assert (chapters[0]["title"], chapters[-1]["title"]) == ("Einleitung", "Schlusswort")
    asked = " ".join(segment["body"] for segment in transcript if segment["speaker"] == "Redaktion")
    for chapter, (starts, ends) in zip(chapters[1:-1], questions, strict=True):
        start = asked.index(starts)
        asked = asked[start:]
        full = asked[: asked.index(ends) + len(ends)]
        assert chapter["title"] == short_title(full)


def test_ffprobe_lists_the_chapters_in_order(episode: Any, chapters: Any) -> None:
    assert ffprobe_chapters(episode / "interview.mp3") == [
        (chapter["startTime"] * 1000, round(chapter["endTime"] * 1000), chapter["title"]) for chapter in chapters
    ]


def test_eyed3_finds_them_under_one_table(episode: Any, chapters: Any) -> None:
    tag = eyed3.load(episode / "interview.mp3").tag
    (table,) = tag.table_of_contents
    assert (table.toplevel, table.ordered) == (True, True)
    found = [tag.chapters[element] for element in table.child_ids]
    # v2.3 allows an end mark behind addresses; eyeD3 does not take it off.
    assert [(chapter.times, chapter.title, chapter.user_url.rstrip("\0")) for chapter in found] == [
        ((chapter["startTime"] * 1000, round(chapter["endTime"] * 1000)), chapter["title"], chapter["url"])
        for chapter in chapters
    ]


def test_music_metadata_reads_them(episode: Any, chapters: Any) -> None:
    found = node("read.mjs", "mp3", episode / "interview.mp3")
    assert [
        (chapter["start"], chapter["end"], chapter["title"], chapter["url"]["url"])
        for chapter in found["format"]["chapters"]
    ] == [(chapter["startTime"], chapter["endTime"], chapter["title"], chapter["url"]) for chapter in chapters]


def test_mp3_tools_complain_of_nothing(episode: Any) -> None:
    report = run(tool("mp3val"), episode / "interview.mp3").stdout
    assert "WARNING" not in report
    assert "ERROR" not in report
    guessed = run(tool("mp3guessenc"), "-r", episode / "interview.mp3", check=False).stdout
    assert "0 header errors" in guessed
    assert "size distr: [" in guessed


def test_the_decoded_length_is_the_timeline_to_the_sample(samples: Any, chapters: Any) -> None:
    assert len(samples) == round(chapters[-1]["endTime"] * RATE_HZ)


def test_every_mark_lies_in_silence_and_speech_follows_at_once(samples: Any, chapters: Any) -> None:
    for chapter in chapters:
        mark = chapter["startTime"] * RATE_HZ
        before = samples[max(0, mark - RATE_HZ // 4) : mark + RATE_HZ // 10].astype(float)
        after = samples[mark : mark + RATE_HZ // 2].astype(float)
        assert not len(before) or np.abs(before).max() < 33  # −60 dBFS
        assert np.abs(after).max() > 3000


def test_every_sentence_sounds_where_the_transcript_says(samples: Any, transcript: Any) -> None:
    for segment, after in pairwise(transcript):
        start, end = (round(segment[key] * RATE_HZ) for key in ("startTime", "endTime"))
        assert np.abs(samples[start : start + RATE_HZ // 5]).max() > 200
        gap = samples[end + RATE_HZ // 20 : round(after["startTime"] * RATE_HZ) - RATE_HZ // 50].astype(float)
        assert np.abs(gap).max() < 33


def test_loudness_and_peak(samples: Any, tmp_path: Path) -> None:
    loudness, peak = measured(samples, tmp_path)
    assert loudness == pytest.approx(-16, abs=0.7)
    assert peak <= -1


def test_speakers_are_equally_loud(case: Any, samples: Any, transcript: Any, tmp_path: Path) -> None:
    by_speaker: dict[str, list[Any]] = {}
    for segment in transcript:
        start, end = (round(segment[key] * RATE_HZ) for key in ("startTime", "endTime"))
        by_speaker.setdefault(segment["speaker"], []).append(samples[start : end + RATE_HZ // 3])
    loudness = {name: measured(np.concatenate(parts), tmp_path)[0] for name, parts in by_speaker.items()}
    assert set(loudness) == {"Erzählstimme", *case.truth["speakers"].values()}
    assert max(loudness.values()) - min(loudness.values()) <= 1


def test_the_strict_parser_accepts_the_transcript(episode: Any, transcript: Any) -> None:
    found = node("read.mjs", "webvtt", episode / "transcript.vtt")
    assert found["errors"] == []
    assert [(round(cue["startTime"], 3), round(cue["endTime"], 3)) for cue in found["cues"]] == [
        (segment["startTime"], segment["endTime"]) for segment in transcript
    ]


def test_the_feed_parses_everywhere(project: Path, episode: Any, chapters: Any) -> None:
    path = project / "dist" / "feed.xml"
    size = (episode / "interview.mp3").stat().st_size
    with path.open("rb") as file:
        (item,) = podcastparser.parse("https://example.org/feed.xml", file)["episodes"]
    assert item["enclosures"][0]["file_size"] == size
    assert [(chapter["start"], chapter["title"], chapter["href"]) for chapter in item["chapters"]] == [
        (chapter["startTime"], chapter["title"], chapter["url"]) for chapter in chapters
    ]
    assert item["total_time"] == round(chapters[-1]["endTime"])
    assert not feedparser.parse(path.read_bytes()).bozo
    (item,) = node("read.mjs", "feed", path)["items"]
    assert item["enclosure"]["length"] == size
    assert item["duration"] == round(chapters[-1]["endTime"])


def test_the_page_has_a_heading_per_question_and_no_junk(case: Any, episode: Any, questions: Any) -> None:
    """That it says what is heard, when it is heard, check/test_publications.py proves."""
    page = (episode / "index.html").read_text()
    assert page.count("<h2>") == len(questions) + 1  # the questions, and the closing words
    printed = {line.strip() for line in re.sub("<[^>]*>", "\n", html.unescape(page)).splitlines()}
    assert [line for line in case.truth["boilerplate"] if line in printed] == []


def test_a_second_build_speaks_nothing(project: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (project / "dist").rglob("*") if path.is_file()}
    (built,) = build(project)
    assert (built["synthesised"], built["cached"]) == (0, built["segments"])
    assert {path: path.stat().st_mtime_ns for path in (project / "dist").rglob("*") if path.is_file()} == before
