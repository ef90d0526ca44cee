"""What a build costs that has little to do: nothing new, and one new sentence.

    .venv/bin/python benchmarks/rebuild.py [--of CHECKOUT] [--minutes 60] [--times 5]

Two publications are built: our German sample alone, and repeated to about an hour of audio in episodes of ten minutes. Each
is built again without a change, and with one sentence changed. Printed are the medians of seconds and CPU seconds, and, with
``--of``, the same of another checkout of this program, in turn with this one so that both meet the same machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLE = "bibliothek-am-fluss"
SAMPLE_MINUTES = 3.9
SENTENCE = "Das fragen alle."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--of", type=Path, help="another checkout")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    checkouts = [ROOT, *([options.of.resolve()] if options.of else [])]
    with tempfile.TemporaryDirectory() as folder:
        for minutes in (SAMPLE_MINUTES, options.minutes):
            compare(Path(folder, f"{minutes:.0f}"), checkouts, minutes, options.times)


def compare(folder: Path, checkouts: list[Path], minutes: float, times: int) -> None:
    """Build, and build again, with each checkout in turn."""
    places = {checkout: folder / str(number) for number, checkout in enumerate(checkouts)}
    for checkout, place in places.items():
        publication(place, minutes)
        build(checkout, place)
    print(f"{minutes:.0f} minutes in {len(list((folder / '0/content').glob('*.md')))} episodes")
    for what in ("no change", "one sentence"):
        taken: dict[Path, list[tuple[float, float]]] = {checkout: [] for checkout in checkouts}
        for number in range(times):
            for checkout, place in places.items():
                if what == "one sentence":
                    edit(place, number)
                taken[checkout].append(build(checkout, place))
        for checkout in checkouts:
            seconds, cpu = (statistics.median(column) for column in zip(*taken[checkout], strict=True))
            name = "this" if checkout == ROOT else "other"
            print(f"  {what:13} {name:6} {seconds:6.2f} s  CPU {cpu:6.2f} s")


def publication(place: Path, minutes: float) -> None:
    """The sample, so often that it takes about so long; in every sentence of a copy stands another number."""
    (place / "content").mkdir(parents=True)
    shutil.copytree(ROOT / "voices", place / "voices")
    show = (ROOT / "content/show.toml").read_text()
    (place / "content/show.toml").write_text(show)
    sample = (ROOT / f"content/{SAMPLE}.md").read_text()
    for number in range(max(1, round(minutes / SAMPLE_MINUTES))):
        (place / f"content/folge-{number}.md").write_text(sample.replace("Schlüssel", f"Schlüssel {number}"))


def edit(place: Path, number: int) -> None:
    path = place / "content/folge-0.md"
    text = path.read_text()
    path.write_text(
        text.replace(SENTENCE, f"Das fragen {number} mal alle.", 1)
        if SENTENCE in text
        else text.replace(f"Das fragen {number - 1} mal alle.", f"Das fragen {number} mal alle.")
    )


def build(checkout: Path, place: Path) -> tuple[float, float]:
    """Seconds, and CPU seconds with those of workers."""
    began, before = time.perf_counter(), os.times()
    command = [sys.executable, "-m", "audiobuild", "build", "-C", str(place), "-q"]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    subprocess.run(command, check=True, env=environment, cwd="/", stdout=subprocess.DEVNULL)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - began, cpu


if __name__ == "__main__":
    main()
