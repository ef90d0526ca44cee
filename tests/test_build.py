"""The pipeline as its user meets it: again, interrupted, killed, refused, crashed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from plugins import engine
from programs import ROOT, audiobuild, build, publication, run, voice_files

from audiobuild.publication.config import STATE
from audiobuild.store import Store

CRASHING_ENGINE = """\
import ctypes
from audiobuild.speech.engines.espeak import Espeak

class Crashy(Espeak):
    "espeak-ng, but one sentence kills it."

    def problems(self, voice):
        return ()

    def synthesize(self, text, **options):
        if "Schlüssel" in text:
            ctypes.string_at(0)
        return super().synthesize(text, **options)
"""

HELD = "Das fragen alle."
BEFORE = 14
"""How many sentences of the sample come before that one."""
HOLDING_ENGINE = f"""\
import os, pathlib, time
from audiobuild.speech.engines.espeak import Espeak

class Holding(Espeak):
    "espeak-ng, but it waits before one sentence until it is let go."

    def problems(self, voice):
        return ()

    def synthesize(self, text, **options):
        if {HELD!r} in text and (folder := os.environ.get("HOLD")):
            pathlib.Path(folder, "worker.tmp").write_text(str(os.getpid()))
            pathlib.Path(folder, "worker.tmp").rename(pathlib.Path(folder, "worker"))
            while not pathlib.Path(folder, "go").exists():
                time.sleep(0.005)
        return super().synthesize(text, **options)
"""


@pytest.fixture
def held(german: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Path, dict[str, str]]]:
    """A build that stands still in the middle of its sentences, the folder by which it is let go, and its environment."""
    hold = tmp_path / "hold"
    hold.mkdir()
    environment = engine(tmp_path / "plugin", HOLDING_ENGINE, name="holding", voices=german / "voices")
    command = [sys.executable, "-m", "audiobuild", "build", "-C", str(german), "-j", "1", "-q"]
    with subprocess.Popen(
        command, env=environment | {"HOLD": str(hold)}, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        wait_until((hold / "worker").exists)
        wait_until(lambda: clips(german) == BEFORE)
        yield running, hold, environment
        (hold / "go").touch()


@pytest.fixture
def german(tmp_path: Path) -> Path:
    """A publication with our German sample, not built yet."""
    folder = publication(tmp_path / "p")
    shutil.copy(ROOT / "content/bibliothek-am-fluss.md", folder / "content")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def clips(project: Path) -> int:
    """How many sentences are in the cache."""
    return sum(1 for _ in Store(project / STATE / "cache/clips").entries())


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(done: Callable[[], bool]) -> None:
    """Wait for something that happens soon, or never: a minute is never."""
    deadline = time.monotonic() + 60
    while not done():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.005)


def test_the_same_bytes_in_any_folder_with_any_number_of_workers(tmp_path: Path, german: Path) -> None:
    shutil.copytree(german, tmp_path / "other")
    build(german, "-j", "1")
    build(tmp_path / "other", "-j", "2")
    one, two = files(german / "dist"), files(tmp_path / "other" / "dist")
    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []
    assert sorted(one) == sorted(
        [
            *(
                "feed.xml",
                "index.html",
                "cover.jpg",
                "icon.png",
                *(f"cover-{side}.jpg" for side in (150, 300, 600)),
                *(f"assets/{name}" for name in ("style.css", "player.js", "list.js")),
                *(f"assets/{name}" for name in ("embed.css", "embed.js", "grow.js")),
                *(f"assets/literata-{name}.woff2" for name in ("400", "400-italic", "700")),
                "audiobuild-manifest.json",
            ),
            *(
                f"bibliothek-am-fluss/{name}"
                for name in ("index.html", "embed.html", "bibliothek-am-fluss.mp3", "chapters.json")
            ),
            "bibliothek-am-fluss/timeline.json",
            *(f"bibliothek-am-fluss/transcript.{form}" for form in ("vtt", "srt", "json", "html")),
            *(f"bibliothek-am-fluss/bibliothek-am-fluss{end}" for end in (".epub", "-daisy.zip")),
        ]
    )


def test_a_killed_build_goes_on_where_it_stopped(german: Path, held: Any) -> None:
    running, hold, environment = held
    running.kill()
    running.wait()
    worker = int((hold / "worker").read_text())
    wait_until(lambda: not is_there(worker))  # it does not outlive the build, though nobody let it go
    assert clips(german) == BEFORE
    assert not (german / "dist" / "feed.xml").exists()
    (built,) = build(german, env=environment)
    assert (built["synthesised"], built["cached"]) == (built["segments"] - BEFORE, BEFORE)


def test_an_interrupt_ends_with_130_and_keeps_what_was_spoken(german: Path, held: Any) -> None:
    running, hold, _ = held
    running.send_signal(signal.SIGINT)
    (hold / "go").touch()
    _, complaint = running.communicate(timeout=30)
    assert (running.returncode, complaint.strip()) == (
        130,
        "interrupted; what was spoken so far is kept, the next build goes on from there",
    )
    assert clips(german) >= BEFORE


def test_one_changed_sentence_is_spoken_anew(german: Path) -> None:
    (first,) = build(german)
    path = german / "content/bibliothek-am-fluss.md"
    path.write_text(path.read_text().replace("Das fragen alle.", "Das fragen wirklich alle."))
    (second,) = build(german)
    assert (second["synthesised"], second["segments"]) == (1, first["segments"])


def test_changed_pauses_need_no_new_speech(german: Path) -> None:
    (first,) = build(german)
    show = german / "content/show.toml"
    show.write_text(show.read_text() + "\n[pauses]\nsentence_ms = 900\n")
    (second,) = build(german)
    assert second["synthesised"] == 0
    assert second["duration_ms"] > first["duration_ms"] + 10_000


def test_a_damaged_clip_is_made_again(german: Path) -> None:
    before = build(german)
    first = files(german / "dist")
    victim = max((german / STATE / "cache/clips").glob("*/*"), key=lambda path: path.stat().st_size)
    victim.write_bytes(victim.read_bytes()[:-1] + b"x")
    shutil.rmtree(german / "dist")  # an episode that lies there in order needs no clips
    done = audiobuild("build", "-C", german, "--json")
    (built,) = json.loads(done.stdout)["episodes"]
    assert built["synthesised"] == 1
    assert "1 damaged entry of the cache: made again" in done.stderr
    assert "damaged entry" not in audiobuild("build", "-C", german).stderr
    assert files(german / "dist") == first
    assert before[0]["bytes"] == built["bytes"]


@pytest.mark.parametrize(
    ("arguments", "change", "code", "complaint"),
    [
        ((), ("role: answer", "role: boss"), 3, "content/bibliothek-am-fluss.md:8: speakers, entry 2: role: is 'boss', not 'question', 'answer' or 'narrator'"),
        ((), ("voice: de-answer-female", "voice: weg"), 2, "there is no voice 'weg' for Miriam Okonjo\n    Give the speaker one of: "),
        ((), ("## Stört", "#### Stört"), 3, "content/bibliothek-am-fluss.md:34: a heading of level 4 has no place in an interview"),
        (("gibtsnicht",), ("", ""), 3, "content/gibtsnicht.md: there is no such interview\n    There are: bibliothek-am-fluss."),
        (("-j", "0"), ("", ""), 2, "--jobs: 0 is out of bounds: 1 to 256 is allowed."),
        (("--wat",), ("", ""), 2, "there is no option --wat"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_published(
    german: Path, arguments: Any, change: Any, code: Any, complaint: Any
) -> None:
    path = german / "content/bibliothek-am-fluss.md"
    path.write_text(path.read_text().replace(*change))
    done = audiobuild("build", "-C", german, *arguments, check=False)
    assert (done.returncode, done.stdout) == (code, "")
    assert complaint in done.stderr
    assert not (german / "dist").exists()


def test_an_output_that_cannot_be_written(german: Path) -> None:
    (german / "dist").write_text("in the way")
    done = audiobuild("build", "-C", german, check=False)
    assert done.returncode == 5
    assert "dist: is no folder, and the publication is to be written there" in done.stderr


def test_a_voice_that_cannot_speak_is_known_before_anything_is_spoken(german: Path) -> None:
    voice_files(german / "voices", options={"variant": "m99", "hall": 3})
    done = audiobuild("build", "-C", german, check=False)
    assert done.returncode == 4
    assert "voices/de-answer-female.toml: espeak-ng has no variant 'm99'" in done.stderr
    assert "'hall'" in done.stderr
    assert not (german / STATE / "cache/clips").exists()


def test_a_crash_of_an_engine_names_the_sentence_and_keeps_the_others(german: Path, tmp_path: Path) -> None:
    """A third party's engine, installed as any other, takes its worker down."""
    environment = engine(tmp_path / "plugin", CRASHING_ENGINE, name="crashy", voices=german / "voices")
    command = (sys.executable, "-m", "audiobuild", "build", "-C", german, "-q", "-j", "2")
    done = run(*command, check=False, env=environment)
    assert done.returncode == 4
    assert done.stderr.startswith(
        "content/bibliothek-am-fluss.md:16: the engine 'crashy' crashed (SIGSEGV), on: "
        "'Was hat die Stadt gesagt, als Sie um den Schlüssel für alle baten?'"
    )
    assert done.stderr.count("crashed") == 1
    assert not (german / "dist").exists()
    assert clips(german) > 50
