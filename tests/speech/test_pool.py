"""Crashes, stalls, errors and interrupts, with real processes."""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest

from audiobuild.errors import EngineError, Problem
from audiobuild.speech import pool


@dataclass(frozen=True)
class Item:
    number: int
    does: str = "answer"
    place: str = "content/a.md:1"

    @property
    def text(self) -> str:
        return f"sentence {self.number}"


def work(item: Item) -> int:
    if item.does == "crash":
        ctypes.string_at(0)
    if item.does == "exit":
        os._exit(3)
    if item.does == "refuse":
        raise EngineError(Problem(message=f"no {item.number}"))
    if item.does == "stall":
        time.sleep(60)
    if item.does == "bug":
        raise ZeroDivisionError
    return item.number * 10


def results(items: Any, *, workers: Literal["processes", "threads"] = "processes", jobs: int = 2) -> dict[int, Any]:
    return {
        item.number: [problem.message for problem in result.problems] if isinstance(result, EngineError) else result
        for item, result in pool.run(work, items, workers=workers, jobs=jobs)
    }


@pytest.mark.parametrize("kind", ["processes", "threads"])
def test_every_item_is_worked_on_once(kind: Any) -> None:
    items = [Item(number) for number in range(30)]
    assert results(items, workers=kind) == {number: number * 10 for number in range(30)}


def test_nothing_to_do_starts_nothing() -> None:
    assert results([]) == {}


def test_crashes_are_found_out_and_the_others_finish() -> None:
    items = [
        Item(number, "crash" if number in (4, 17) else "exit" if number == 9 else "answer") for number in range(25)
    ]
    found = results(items)
    crashed = {number: text for number, text in found.items() if isinstance(text, list)}
    assert crashed == {number: [f"the speech engine crashed or hung on: 'sentence {number}'"] for number in (4, 9, 17)}
    assert {number: value for number, value in found.items() if number not in crashed} == {
        number: number * 10 for number in range(25) if number not in (4, 9, 17)
    }


def test_a_stalled_worker_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # The limit is read in the worker process, which imports the module anew: it takes it from the test's own.
    monkeypatch.setattr(pool, "_watched", impatient)
    assert results([Item(1), Item(2, "stall"), Item(3)]) == {
        1: 10,
        2: ["the speech engine crashed or hung on: 'sentence 2'"],
        3: 30,
    }


def impatient(function: Any, item: Any) -> Any:
    pool.STALLED_AFTER_S = 1
    return watched(function, item)


watched = pool._watched


def test_after_some_errors_nothing_new_is_begun() -> None:
    items = [Item(number, "refuse") for number in range(100)]
    found = results(items, workers="threads", jobs=1)
    assert pool.MOST_ERRORS <= len(found) <= pool.MOST_ERRORS + pool.AHEAD
    assert found[0] == ["no 0"]


def test_a_defect_is_no_engine_error() -> None:
    with pytest.raises(ZeroDivisionError):
        results([Item(1, "bug")])


def test_items_are_taken_as_they_are_needed() -> None:
    taken = []

    def items() -> Iterator[Any]:
        for number in range(1000):
            taken.append(number)
            yield Item(number)

    stream = pool.run(work, items(), workers="threads", jobs=2)
    next(stream)
    stream.close()
    assert len(taken) <= 2 * pool.AHEAD + 2
