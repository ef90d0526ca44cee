"""What recordings and music cost: the same episodes spoken, with music, and with recorded answers.

    .venv/bin/python benchmarks/sounds.py [--episodes 15] [--jobs 2]

Our German sample is built so many times over; then with an intro, a sting and an outro; then with all its answers as
recordings, which are cut out of what was spoken: ``{recording="folge.mp3#t=…"}``. Printed are the seconds, the processor's
seconds and the memory of the largest process, each also as a ratio to the spoken build, and how far the sentences of the
recordings are marked from where they lie.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import wave
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import numpy as np

from audiobuild.model import Interview, Recording, Turn
from audiobuild.publication import content

ROOT = Path(__file__).parents[1]
SAMPLE = "bibliothek-am-fluss"
SOUNDS = "".join(
    f'\n[sounds.{name}]\nfile = "{name}.wav"\ncredit = "Nobody\'s"\n' for name in ("intro", "sting", "outro")
)
MEASURED = """
import json, resource, subprocess, sys, time
began = time.monotonic()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--episodes", type=int, default=15)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        spoken, music, recorded = (
            publication(root / name, options.episodes) for name in ("spoken", "music", "recorded")
        )
        with_music(music)
        base = build(spoken, options.jobs)
        for path in (recorded / "content").glob("*.md"):
            with_recordings(path, spoken / "dist" / path.stem)
        print(f"{options.episodes} episodes of 4 minutes, {options.jobs} workers")
        for name, figures in (
            ("spoken", base),
            ("music", build(music, options.jobs)),
            ("recorded", build(recorded, options.jobs)),
        ):
            ratios = ", ".join(f"{one / other:.2f}" for one, other in zip(figures, base, strict=True))
            print("{:9} {:6.1f} s {:6.1f} s CPU {:4.0f} MB".format(name, *figures), f" ratios {ratios}")
        off = sorted(distance for path in (recorded / "dist").glob("folge-*") for distance in distances(path, spoken))
        print(f"{len(off)} sentences are marked {statistics.median(off)} ms off in the median, {off[-1]} ms at most")


def publication(root: Path, episodes: int) -> Path:
    """The sample so many times; in every sentence of a copy stands another number."""
    (root / "content").mkdir(parents=True)
    shutil.copytree(ROOT / "voices", root / "voices")
    shutil.copy(ROOT / "content/show.toml", root / "content/show.toml")
    sample = (ROOT / f"content/{SAMPLE}.md").read_text(encoding="utf-8")
    for number in range(episodes):
        text = sample.replace("Schlüssel", f"Schlüssel {number}")
        (root / f"content/folge-{number}.md").write_text(text, encoding="utf-8")
    return root


def with_music(root: Path) -> None:
    """Twelve seconds before, a second between, eight behind."""
    settings = root / "content/show.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + SOUNDS, encoding="utf-8")
    for name, seconds, hz in (("intro", 12, 330), ("sting", 1, 220), ("outro", 8, 440)):
        tone = 0.2 * np.sin(2 * np.pi * hz * np.arange(48_000 * seconds) / 48_000)
        with wave.open(str(root / f"content/{name}.wav"), "wb") as file:
            file.setparams((2, 2, 48_000, 0, "NONE", ""))
            file.writeframes(np.repeat(np.rint(32767 * tone).astype("<i2"), 2).tobytes())


def with_recordings(path: Path, built: Path) -> None:
    """Each answer is heard in what was spoken of it."""
    shutil.copy(built / f"{path.stem}.mp3", path.parent / f"{path.stem}.mp3")
    interview = content.parse(path.read_text(encoding="utf-8"), slug=path.stem, path=path.name)
    runs = answered(interview, built)
    exchanges = tuple(
        replace(one, answers=tuple(heard(turn, path.stem, runs) for turn in one.answers)) for one in interview.exchanges
    )
    path.write_text(content.render(replace(interview, exchanges=exchanges)), encoding="utf-8")


def answered(interview: Interview, built: Path) -> Iterator[tuple[int, int]]:
    """From when to when each answer is heard."""
    answer = {turn.speaker.name for exchange in interview.exchanges for turn in exchange.answers}
    for speaker, some in groupby(segments(built), key=lambda one: one["speaker"]):
        said = [*some]
        if speaker in answer:
            yield round(1000 * said[0]["startTime"]) - 300, round(1000 * said[-1]["endTime"]) + 300


def heard(turn: Turn, slug: str, runs: Iterator[tuple[int, int]]) -> Turn:
    start_ms, end_ms = next(runs)
    recording = Recording(file=f"{slug}.mp3", start_ms=start_ms, end_ms=end_ms)
    first, *others = turn.paragraphs
    return replace(turn, passages=(replace(first, recording=recording), *others))


def segments(built: Path) -> list[dict[str, float]]:
    found: list[dict[str, float]] = json.loads((built / "transcript.json").read_text(encoding="utf-8"))["segments"]
    return found


def distances(built: Path, spoken: Path) -> Iterator[int]:
    """How far each sentence begins from where it should, measured from the first one of its turn."""
    before = {one["body"]: one for one in segments(spoken / "dist" / built.name)}
    for _, some in groupby(segments(built), key=lambda one: one["speaker"]):
        said = [one for one in some if one["body"] in before]
        for one in said:
            now = one["startTime"] - said[0]["startTime"]
            then = before[one["body"]]["startTime"] - before[said[0]["body"]]["startTime"]
            yield round(1000 * abs(now - then))


def build(root: Path, jobs: int) -> list[float]:
    """Seconds, seconds of processors, megabytes of the largest process."""
    command = (sys.executable, "-m", "audiobuild", "build", "-C", root, "-j", str(jobs), "-q")
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    figures: list[float] = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    main()
