"""The page plays what is served from another origin, and by its policy from nowhere else."""

from __future__ import annotations

import re
import socket
from pathlib import Path
from typing import Any

import pytest
from programs import node, tool

from attacks import subject
from audiobuild import pipeline
from audiobuild.publication import config


@pytest.fixture
def port() -> int:
    """One that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
        return number


@pytest.fixture
def dist(tmp_path: Path, port: int) -> Path:
    """A publication whose pages are served at one port, and whose large files at another."""
    show = f'media_link = "http://127.0.0.1:{port}/"\n{subject.SHOW.replace("https:", "http:")}'
    subject.publication(tmp_path, {"eins": subject.interview(answer="Gut war es. " * 10)}, show=show)
    with subject.in_process():
        pipeline.build(config.load(tmp_path), jobs=1)
    return tmp_path / "dist"


def heard(dist: Path, port: int) -> Any:
    tool("chromium")
    return node("elsewhere.js", dist, "eins", str(port))


def test_it_plays_from_there_without_any_leave(dist: Path, port: int) -> None:
    """Playing needs no CORS: the server of the test gives none."""
    found = heard(dist, port)
    assert (found["errors"], found["status"]) == ([], "Wie war es?")
    assert found["at"] > found["start"] + 300
    assert {tuple(pair) for pair in found["asked"]} == {("media:eins/eins.mp3", 206)}


def test_the_policy_lets_nothing_in_from_elsewhere(dist: Path, port: int) -> None:
    page = dist / "eins/index.html"
    text, found = re.subn(rf" http://127\.0\.0\.1:{port};", ";", page.read_text())
    assert found == 1
    page.write_text(text)
    refused = heard(dist, port)
    assert refused["at"] <= refused["start"]
    assert refused["asked"] == []
    assert any("Content Security Policy" in error for error in refused["errors"])
