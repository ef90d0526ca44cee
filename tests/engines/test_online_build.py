"""A whole build with a voice that works over a network: said beforehand, kept whatever happens, published whole or not."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from audiobuild import pipeline
from audiobuild.cli.main import cli
from audiobuild.errors import EngineError
from audiobuild.publication import config, starter
from audiobuild.speech import dispatch, engines
from audiobuild.speech.engines.gtts import MANNERS, Gtts
from audiobuild.speech.workers import MOST_ERRORS
from engines.services import Server, SkippingClock, google, status

INTERVIEW = """---
title: Ein Gespräch
date: 2026-01-01
language: de
summary: Kurz.
speakers:
  - {name: Redaktion, role: question}
  - {name: Ilona Benz, role: answer}
---
## Wie waren die ersten Tage?

Da waren viele neue Gesichter. Und viele neue Fragen.

## Und jetzt?

Jetzt kenne ich sie alle. Auch den Hausmeister.
"""
GOOGLE = "Google (translate.google.com)"


def in_threads(
    function: Callable[[Any], Any], items: Iterable[Any], *, workers: str, jobs: int
) -> Iterator[tuple[Any, Any]]:
    """As :func:`audiobuild.speech.workers.run` does it, in this process, whose clock waits for nothing."""

    def result(item: Any) -> Any:
        try:
            return function(item)
        except EngineError as error:
            return error

    failed = 0
    with ThreadPoolExecutor(jobs) as executor:
        waiting = iter(items)
        while failed < MOST_ERRORS and (some := list(islice(waiting, jobs))):
            for pair in zip(some, executor.map(result, some), strict=True):
                failed += isinstance(pair[1], EngineError)
                yield pair


@pytest.fixture
def publication(tmp_path: Path, clock: SkippingClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[config.Publication]:
    """A short interview, all of it spoken by Google, and no waiting in this process."""
    monkeypatch.setattr(dispatch, "run", in_threads)
    monkeypatch.setattr(Gtts.__init__, "__defaults__", (MANNERS, clock))
    engines.load.cache_clear()
    starter.create(tmp_path, "de")
    for voice in (tmp_path / "voices").iterdir():
        voice.write_text('engine = "gtts"\nlanguage = "de"\n')
    (tmp_path / "content/willkommen.md").write_text(INTERVIEW)
    yield config.load(tmp_path)
    engines.load.cache_clear()


def built(publication: config.Publication) -> list[str]:
    """Build; the services that the editor was told of."""
    told: list[str] = []
    pipeline.build(publication, jobs=4, hooks=pipeline.Hooks(notify=told.append))
    return told


def test_nothing_is_asked_twice(publication: config.Publication, google_server: Server) -> None:
    assert built(publication) == [GOOGLE]
    assert set(Counter(google_server.texts).values()) == {1}
    asked = len(google_server.asked)
    assert asked > 10
    assert built(publication) == []
    louder = replace(
        publication, show=replace(publication.show, audio=replace(publication.show.audio, loudness_lufs=-20))
    )
    built(louder)
    assert len(google_server.asked) == asked


def test_the_command_says_where_the_text_goes(
    publication: config.Publication, google_server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(publication.root)
    notice = f"sentences that are new are sent to {GOOGLE}\n"
    for expected in (1, 0):
        cli.main(["build", "-C", root, "-j", "2"], standalone_mode=False)
        printed = capsys.readouterr()
        assert printed.err.count(notice) == expected
        assert notice not in printed.out
    cli.main(["say", "-C", root, "--voice", "de-gast", "-q", "-o", f"{root}/x.wav", "Neu."], standalone_mode=False)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("answered", "place"), [(5, "voices/de-gast.toml"), (20, "content/willkommen.md:")], ids=["measuring", "speaking"]
)
def test_a_refusal_keeps_what_is_spoken(
    answered: int, place: str, publication: config.Publication, google_server: Server
) -> None:
    google_server.plan = [google()] * answered
    google_server.usually = status(429)
    with pytest.raises(EngineError) as caught:
        built(publication)
    for problem in caught.value.problems:
        assert problem.place.startswith(place)
        assert problem.message.startswith("Google answered 429 Too Many Requests")
        assert problem.remedy.endswith("What is spoken already is kept: build again, and only the rest is asked for.")
    assert not (publication.root / "dist/feed.xml").exists()
    assert not (publication.root / "dist/willkommen").exists()

    known = google_server.texts[:answered]
    del google_server.asked[:]
    google_server.usually = google()
    engines.load.cache_clear()  # as in a new process
    built(publication)
    assert (publication.root / "dist/willkommen/willkommen.mp3").exists()
    assert set(Counter(known + google_server.texts).values()) == {1}


def test_an_interrupt_ends_a_long_wait(publication: config.Publication, google_server: Server) -> None:
    """In a process of its own, with real time: Google asks for a pause of a hundred seconds."""
    google_server.plan = [google(), google()]
    google_server.usually = status(429, Retry_After="100")
    command = [sys.executable, "-m", "audiobuild", "build", "-C", str(publication.root), "-j", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        while len(google_server.asked) < 3 and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.endswith("interrupted; what was spoken so far is kept, the next build goes on from there\n")
    assert len(google_server.asked) == 3
