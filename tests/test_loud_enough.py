"""Episodes of some seconds are as loud as the show, and their speakers as each other; whatever the cache holds."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from audio import RATE_HZ, decoded, measured
from programs import Once, build, publication, voice_files

from audiobuild.publication.config import STATE

LEAST_S = 2.5
"""A speaker with less speech is not measured: a few words are as loud as they are."""

INTERVIEWS = {
    "kurz": """\
---
title: Ja
date: 2026-01-05
language: de
speakers:
  - {name: Anna, role: question}
  - {name: Ben, role: answer}
---
## Fährt die Fähre noch im Winter über den Fluss?

Ja.
""",
    "traghetto": """\
---
title: Il traghetto
date: 2026-01-06
language: it
speakers:
  - {name: Anna, role: question}
  - {name: Bruno, role: answer}
  - {name: Carla, role: answer, voice: it-answer-female}
---
## Chi prende ancora il traghetto la mattina presto?

I pescatori, le maestre e due gatti. D’estate vengono anche i ciclisti, che fotografano tutto.

**Carla:** E mia nonna, ogni giovedì, con una torta per il capitano.

## E d’inverno?

Allora siamo in quattro, e il fiume è tutto nostro.
""",
    "lock": """\
---
title: The keeper of the lock
date: 2026-01-07
language: en
speakers:
  - {name: Anna, role: question}
  - {name: Bill, role: answer, voice: en-answer-male}
  - {name: Cleo, role: answer, voice: en-answer-female}
---
Nobody has opened the upper lock by hand since the flood, except for these two.

## What does a keeper do all day?

**Bill:** He listens. You can hear a boat long before you see it, and you can hear whether its master is in a hurry. Then you
put the kettle down and walk to the gate.

**Cleo:** He talks to the ducks. I have seen it.

## How long does it take to fill the chamber?

**Cleo:** Eleven minutes, if the upper river is high. In a dry August it takes a quarter of an hour, and people get out and
eat their sandwiches on the wall. We know most of them by their sandwiches.

**Bill:** Cheese, mostly.

## Would you let a machine do it?

**Bill:** The gates, yes, they are heavy. But a machine would not know that the man with the green boat cannot swim, or that the
school comes on Tuesdays.

**Cleo:** And who would talk to the ducks?
""",
}
EDITED = ("In a dry August it takes", "In a very dry August it takes")


@pytest.fixture(scope="module")
def ferries(once: Once) -> Path:
    """A publication with three interviews of 8, 20 and 60 s, built by two workers. Not to be changed by tests."""

    def make(folder: Path) -> None:
        write(folder)
        build(folder, "-j", "2")

    return once("ferries", make)


def write(folder: Path) -> None:
    publication(folder)
    for slug, text in INTERVIEWS.items():
        (folder / f"content/{slug}.md").write_text(text)


def speakers(project: Path, slug: str, samples: Any) -> dict[str, Any]:
    """What is each speaker's in an episode, as its transcript says, cut out and joined."""
    parts = defaultdict(list)
    for cue in json.loads((project / f"dist/{slug}/transcript.json").read_text())["segments"]:
        start, end = (round(cue[key] * RATE_HZ) for key in ("startTime", "endTime"))
        parts[cue["speaker"]].append(samples[start:end])
    return {name: np.concatenate(some) for name, some in parts.items()}


def clips(project: Path) -> int:
    """How many sentences are kept."""
    return sum(1 for path in (project / STATE / "cache/clips").rglob("*") if path.is_file())


def sound(project: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((project / "dist").glob("*/*.mp3"))}


@pytest.mark.parametrize(("slug", "seconds"), [("kurz", 8), ("traghetto", 20), ("lock", 60)])
def test_a_short_episode_is_as_loud_as_the_show(slug: str, seconds: int, ferries: Path, tmp_path: Path) -> None:
    samples = decoded(ferries / f"dist/{slug}/{slug}.mp3", tmp_path)
    assert len(samples) / RATE_HZ == pytest.approx(seconds, rel=0.3)
    lufs, dbtp = measured(samples, tmp_path)
    assert lufs == pytest.approx(-16, abs=0.3)
    assert dbtp <= -1


@pytest.mark.parametrize("slug", ["traghetto", "lock"])
def test_speakers_are_as_loud_as_each_other(slug: str, ferries: Path, tmp_path: Path) -> None:
    samples = decoded(ferries / f"dist/{slug}/{slug}.mp3", tmp_path)
    found = speakers(ferries, slug, samples)
    levels = {n: measured(s, tmp_path)[0] for n, s in found.items() if len(s) >= LEAST_S * RATE_HZ}
    assert len(levels) >= 3
    assert max(levels.values()) - min(levels.values()) <= 0.5, levels


def test_one_worker_makes_the_same(ferries: Path, tmp_path: Path) -> None:
    write(tmp_path / "alone")
    build(tmp_path / "alone", "-j", "1")
    assert sound(tmp_path / "alone") == sound(ferries)


def test_an_edit_makes_few_sentences_and_the_bytes_of_a_clean_build(ferries: Path, tmp_path: Path) -> None:
    edited = tmp_path / "edited"
    shutil.copytree(ferries, edited, symlinks=True)
    interview = edited / "content/lock.md"
    interview.write_text(interview.read_text().replace(*EDITED))
    (episode,) = (one for one in build(edited) if not one["unchanged"])
    assert (episode["synthesised"], episode["cached"]) == (1, episode["segments"] - 1)
    hers = 7  # made again only if her loudness comes to another step
    assert 1 <= clips(edited) - clips(ferries) <= 1 + hers
    incremental = sound(edited)
    shutil.rmtree(edited / STATE)
    shutil.rmtree(edited / "dist")
    build(edited)
    assert sound(edited) == incremental
    assert incremental != sound(ferries)


def test_an_edit_that_is_taken_back_makes_nothing(ferries: Path, tmp_path: Path) -> None:
    edited = tmp_path / "edited"
    shutil.copytree(ferries, edited, symlinks=True)
    interview = edited / "content/lock.md"
    before = interview.read_text()
    interview.write_text(before.replace(*EDITED))
    build(edited)
    interview.write_text(before)
    (episode,) = (one for one in build(edited) if not one["unchanged"])
    assert episode["synthesised"] == 0
    assert sound(edited) == sound(ferries)


def test_voices_that_say_nothing_are_left_alone(tmp_path: Path) -> None:
    publication(tmp_path)
    voice_files(tmp_path / "voices", engine="silence", options={})
    (tmp_path / "content/kurz.md").write_text(INTERVIEWS["kurz"])
    (episode,) = build(tmp_path)
    assert episode["synthesised"] == episode["segments"]
