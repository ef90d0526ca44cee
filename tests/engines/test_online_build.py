"""A whole build with a voice that works over a network: said beforehand, kept whatever happens, published whole or not."""

from __future__ import annotations

import re
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

from attacks import subject
from audiobuild import pipeline
from audiobuild.cli.main import cli
from audiobuild.errors import EngineError
from audiobuild.publication import config
from audiobuild.speech import dispatch, engines
from audiobuild.speech.engines.gtts import MANNERS, Gtts
from audiobuild.speech.outgoing import Outgoing
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
    subject.publication(tmp_path, {"willkommen": INTERVIEW})
    for name in ("de-question-female", "de-answer-male"):
        (tmp_path / f"voices/{name}.toml").write_text('engine = "gtts"\nlanguage = "de"\n')
    yield config.load(tmp_path)
    engines.load.cache_clear()


def built(publication: config.Publication) -> list[Outgoing]:
    """Build; what the editor was told that services get."""
    told: list[Outgoing] = []
    pipeline.build(publication, jobs=4, hooks=pipeline.Hooks(notify=told.append))
    return told


SPOKEN = (
    "Ein Gespräch.",
    "Wie waren die ersten Tage?",
    "Da waren viele neue Gesichter.",
    "Und viele neue Fragen.",
    "Und jetzt?",
    "Jetzt kenne ich sie alle.",
    "Auch den Hausmeister.",
)
"""What is said in the interview, by voices that share a language and a service, so that each is one request."""
ALL = Outgoing(
    service=GOOGLE,
    sentences=len(SPOKEN),
    characters=sum(map(len, SPOKEN)),
    voice_characters=0,
)


def kinds(server: Server) -> tuple[list[str], list[str]]:
    """The texts that were asked for: sentences of the interview, and those of the text for measuring."""
    return [text for text in server.texts if text in SPOKEN], [text for text in server.texts if text not in SPOKEN]


def test_what_is_told_is_what_is_sent_and_nothing_is_asked_twice(
    publication: config.Publication, google_server: Server
) -> None:
    (told,) = built(publication)
    sentences, measured = kinds(google_server)
    assert sorted(sentences) == sorted(SPOKEN)
    assert told == replace(ALL, voice_characters=sum(map(len, measured)))
    assert set(Counter(google_server.texts).values()) == {1}
    assert built(publication) == []
    louder = replace(
        publication, show=replace(publication.show, audio=replace(publication.show.audio, loudness_lufs=-20))
    )
    assert built(louder) == []
    assert len(google_server.asked) == len(sentences) + len(measured)


def test_a_new_sentence_is_all_that_is_told(publication: config.Publication, google_server: Server) -> None:
    built(publication)
    del google_server.asked[:]
    text = publication.root / "content/willkommen.md"
    text.write_text(text.read_text().replace("Auch den Hausmeister.", "Auch den Koch 😀. Auch den Koch 😀."))
    assert built(publication) == [Outgoing(service=GOOGLE, sentences=1, characters=len("Auch den Koch."))]
    assert google_server.texts == ["Auch den Koch."]


def test_a_request_that_is_repeated_counts_once(publication: config.Publication, google_server: Server) -> None:
    google_server.plan = [status(503)] * 3
    (told,) = built(publication)
    assert len(google_server.asked) == len(set(google_server.texts)) + 3
    assert told.all_characters == sum(map(len, set(google_server.texts)))


def test_a_limit_stops_before_anything_is_sent(publication: config.Publication, google_server: Server) -> None:
    (plan,) = pipeline.outgoing(publication, pipeline.scripts(publication))
    assert (plan.sentences, plan.characters) == (ALL.sentences, ALL.characters)
    assert plan.voice_characters > 500
    most = plan.all_characters
    for allowed in (0, most - 1):
        limited = replace(publication, show=replace(publication.show, max_characters=allowed))
        with pytest.raises(EngineError) as caught:
            built(limited)
        assert [problem.message for problem in caught.value.problems] == [
            f"{most:,} characters are to be sent, and {allowed:,} are allowed ({most:,} to {GOOGLE}): nothing was sent"
        ]
        assert google_server.asked == []
    assert built(replace(publication, show=replace(publication.show, max_characters=most))) == [plan]
    assert sum(map(len, google_server.texts)) == most
    assert built(replace(publication, show=replace(publication.show, max_characters=0))) == []


def test_the_limit_changes_nothing_that_is_published(publication: config.Publication, google_server: Server) -> None:
    built(publication)
    before = (publication.root / "dist/audiobuild-manifest.json").read_bytes()
    built(replace(publication, show=replace(publication.show, max_characters=5)))
    assert (publication.root / "dist/audiobuild-manifest.json").read_bytes() == before


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    cli.main([*arguments], standalone_mode=False)
    return [line for line in capsys.readouterr().err.splitlines() if GOOGLE in line]


def test_the_command_says_how_much_goes_where(
    publication: config.Publication, google_server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(publication.root)
    expected = [f"{len(SPOKEN)} new sentences ({ALL.characters} characters) are sent to {GOOGLE}"]
    first = said(capsys, "build", "-C", root, "--dry-run")
    assert google_server.asked == []
    assert first[0] == expected[0]
    assert re.fullmatch(
        r"a test text \([\d,]+ characters\) that makes new voices as loud as others is sent to " + re.escape(GOOGLE),
        first[1],
    )
    with pytest.raises(EngineError, match="0 are allowed"):
        said(capsys, "build", "-C", root, "--dry-run", "--max-characters", "0")
    with pytest.raises(EngineError, match="0 are allowed"):
        said(capsys, "build", "-C", root, "--max-characters", "0")
    assert google_server.asked == []
    show = publication.root / "content/show.toml"
    text = show.read_text()
    show.write_text(f"max_characters = 1\n{text}")
    with pytest.raises(EngineError, match="1 are allowed"):
        said(capsys, "build", "-C", root)
    assert said(capsys, "build", "-C", root, "-j", "2", "--max-characters", "99999") == first
    assert said(capsys, "build", "-C", root, "-j", "2") == []
    assert said(capsys, "build", "-C", root, "--dry-run") == []
    assert said(capsys, "say", "-C", root, "--voice", "de-answer-male", "-o", f"{root}/x.wav", "Neu.") == [
        f"1 new sentence (4 characters) is sent to {GOOGLE}"
    ]
    cli.main(
        ["say", "-C", root, "--voice", "de-answer-male", "-q", "-o", f"{root}/x.wav", "Neuer."], standalone_mode=False
    )
    assert capsys.readouterr().err == ""


def test_what_is_not_due_is_not_counted(publication: config.Publication) -> None:
    text = publication.root / "content/willkommen.md"
    text.write_text(text.read_text().replace("2026-01-01", "2999-01-01"))
    scripts = pipeline.scripts(publication)
    assert pipeline.outgoing(publication, scripts) == ()
    assert pipeline.outgoing(publication, scripts, drafts=True)[0].sentences == len(SPOKEN)


@pytest.mark.parametrize(
    ("answered", "place"),
    [(5, "voices/de-answer-male.toml"), (20, "content/willkommen.md:")],
    ids=["measuring", "speaking"],
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
