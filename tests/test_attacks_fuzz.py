"""A short run of ``python -m attacks.fuzz``: every entry point a hundred times."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from attacks import entries, fuzz, mutation
from attacks.entry import Entry
from attacks.lines import Lines, report
from audiobuild.errors import ContentError, Problem
from audiobuild.messages import msg


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Entry]:
    return {entry.name: entry for entry in entries.all_of(tmp_path_factory.mktemp("fuzz"))}


def test_every_entry_point(every: dict[str, Entry], capfd: pytest.CaptureFixture[str]) -> None:
    assert len(every) >= 36
    found = [fault for entry in every.values() for fault in fuzz.attack(entry, times=100, seed=7).faults]
    assert found == []


def test_what_counts_as_a_fault(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def run(number: int) -> None:
        if number == 1:
            raise ContentError(Problem(message=msg("refused")))
        if number == 2:
            raise ValueError("said")
        if number == 3:
            raise KeyError("unsaid")

    numbers = iter((0, 1, 2, 3, 3))
    entry = Entry(name="x", make=lambda _: next(numbers), run=run, targets=(), raises=(ValueError,))
    tally = fuzz.attack(entry, times=5, seed=1, keep=tmp_path / "kept")
    assert (tally.tried, len(tally.faults)) == (5, 2)
    assert [path.read_bytes() for path in (tmp_path / "kept").iterdir()] == [b"3"]


def test_the_same_seed_gives_the_same_input() -> None:
    def inputs(seed: int) -> Iterator[bytes]:
        random_ = random.Random(seed)
        return (mutation.of_either(random_, ["---\ntitle: a\n---\n"]) for _ in range(50))

    assert list(inputs(1)) == list(inputs(1))
    assert list(inputs(1)) != list(inputs(2))


def test_lines_are_counted(every: dict[str, Entry]) -> None:
    watch = Lines()
    watch.begin()
    every["links"].run("https://a.example/")
    watch.end()
    first, total = report(watch.seen, ("publication/links",))
    assert "publication/links.py" in first
    assert 15 < float(total.split()[0]) < 90
