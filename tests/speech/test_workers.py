"""Crashes, stalls, errors and interrupts, with real processes."""

from __future__ import annotations

import ctypes
import errno
import multiprocessing
import os
import signal
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any, Literal

import pytest

from audiobuild.errors import EngineError, Problem
from audiobuild.messages import Message, msg
from audiobuild.speech import workers as executor
from audiobuild.speech.jobs import BLAMED


@dataclass(frozen=True)
class Item:
    number: int
    does: str = "answer"
    place: str = "content/a.md:1"
    engines: str = "'mine'"
    remedy: Message = BLAMED

    @property
    def text(self) -> str:
        return f"sentence {self.number}"


class UnpicklableError(Exception):
    def __init__(self, item: Item) -> None:
        super().__init__(lambda: item)


def fail(error: BaseException) -> None:
    raise error


def close(item: Item) -> None:
    os.closerange(3, 100)
    time.sleep(60)


class Text(str):
    __slots__ = ()


def litter(item: Item) -> None:
    """Write into whatever is open."""
    for number in range(3, 1024):
        with suppress(OSError):
            os.write(number, b"\x00\x10\x00\x00abc")


def fork(item: Item) -> None:
    """The child goes on as if it were the worker."""
    with warnings.catch_warnings(action="ignore"):
        os.fork()


def orphan(item: Item) -> None:
    """A child holds the worker's socket open, and the worker ends."""
    with warnings.catch_warnings(action="ignore"):
        if os.fork() == 0:
            time.sleep(15)
            os._exit(0)
    os._exit(3)


DOES: dict[str, Callable[[Item], Any]] = {
    "crash": lambda item: ctypes.string_at(0),
    "exit": lambda item: os._exit(3),
    "close": close,
    "stall": lambda item: time.sleep(60),
    "stall natively": lambda item: ctypes.PyDLL(None).sleep(60),  # holding the interpreter
    "leave": lambda item: fail(SystemExit(0)),
    "refuse": lambda item: fail(EngineError(Problem(message=msg("no {}", item.number)))),
    "bug": lambda item: fail(ZeroDivisionError()),
    "unpicklable bug": lambda item: fail(UnpicklableError(item)),
    "unpicklable result": lambda item: lambda: item,
    "print": lambda item: os.write(1, b"noise of an engine") and None,
    "stop": lambda item: os.kill(os.getpid(), signal.SIGSTOP),
    "litter": litter,
    "fork": fork,
    "orphan": orphan,
    "class of its own": lambda item: Text("x"),
    "no file": lambda item: fail(OSError(errno.EMFILE, "Too many open files")),
    "big": lambda item: bytes(5_000_000),
}


def work(item: Item) -> Any:
    answer = DOES[item.does](item) if item.does in DOES else None
    return item.number * 10 if answer is None else answer


Kind = Literal["processes", "threads"]
KINDS: tuple[Kind, ...] = ("processes", "threads")


def results(items: Any, *, workers: Kind = "processes", jobs: int = 2) -> dict[int, Any]:
    return {
        item.number: [problem.message for problem in result.problems] if isinstance(result, EngineError) else result
        for item, result in executor.run(work, items, workers=workers, jobs=jobs)
    }


def others(found: dict[int, Any], *numbers: int) -> bool:
    """Whether all but those were answered."""
    return all(value == number * 10 for number, value in found.items() if number not in numbers)


@pytest.mark.parametrize("kind", KINDS)
def test_every_item_is_worked_on_once(kind: Kind) -> None:
    items = [Item(number) for number in range(30)]
    assert results(items, workers=kind) == {number: number * 10 for number in range(30)}


def test_nothing_to_do_starts_nothing() -> None:
    assert results([]) == {}


@pytest.mark.parametrize("kind", KINDS)
def test_crashes_are_found_out_and_the_others_finish(kind: Kind) -> None:
    does = {4: "crash", 9: "exit", 17: "close"}
    found = results([Item(number, does.get(number, "answer")) for number in range(25)], workers=kind)
    assert sorted(found) == list(range(25))
    assert others(found, *does)
    assert found[4] == ["the engine 'mine' crashed (SIGSEGV), on: 'sentence 4'"]
    assert found[9] == ["the engine 'mine' ended its process with code 3, on: 'sentence 9'"]
    (closed,) = found[17]
    assert closed.startswith("the engine 'mine' ")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("how", ["litter", "class of its own"])
def test_what_is_no_answer_is_blamed_on_its_item(kind: Kind, how: str, capfd: pytest.CaptureFixture[str]) -> None:
    found = results([Item(number, how if number == 4 else "answer") for number in range(9)], workers=kind)
    assert found.pop(4) == [
        "the engine 'mine' wrote into files that are not its own, or gave an answer that is none, on: 'sentence 4'"
    ]
    assert found == {number: number * 10 for number in range(9) if number != 4}
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("kind", KINDS)
def test_a_forked_child_answers_nothing(kind: Kind) -> None:
    items = [Item(number, "fork" if number in {2, 3} else "answer") for number in range(20)]
    assert results(items, workers=kind) == {number: number * 10 for number in range(20)}


def test_a_forked_child_does_not_hide_the_end_of_its_worker() -> None:
    began = time.monotonic()
    found = results([Item(1, "orphan"), Item(2)], jobs=1)
    assert found == {1: ["the engine 'mine' ended its process with code 3, on: 'sentence 1'"], 2: 20}
    assert time.monotonic() - began < 14


def test_a_worker_that_reads_nothing_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executor, "STALLED_AFTER_S", {"processes": 5, "threads": 5})
    items = [Item(number, "stop", engines="x" * 100_000) for number in range(16)]
    stream = executor.run(work, items, workers="threads", jobs=16)
    with closing(stream):  # a thread may still answer before the signal arrives
        assert any(isinstance(result, EngineError) for _, result in stream)


def test_the_number_of_an_error_of_the_system_is_kept() -> None:
    with pytest.raises(executor.WorkerError) as caught:
        results([Item(1, "no file")])
    assert caught.value.errno == errno.EMFILE


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("how", ["stall", "stall natively"])
def test_a_stalled_worker_is_ended(kind: Kind, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executor, "STALLED_AFTER_S", {"processes": 10, "threads": 10})
    # What stalls natively stops all threads of its process, and so whatever they are at: one at a time, then.
    jobs = 1 if (kind, how) == ("threads", "stall natively") else 2
    found = results([Item(1), Item(2, how), Item(3), Item(4)], workers=kind, jobs=jobs)
    assert found.pop(2) == ["the engine 'mine' did not finish within 10 s, on: 'sentence 2'"]
    assert found == {1: 10, 3: 30, 4: 40}


def test_after_some_errors_nothing_new_is_begun() -> None:
    found = results([Item(number, "refuse") for number in range(100)], workers="threads", jobs=1)
    assert len(found) == executor.MOST_ERRORS
    assert found[0] == ["no 0"]


@pytest.mark.parametrize("does", ["bug", "unpicklable bug", "unpicklable result", "leave"])
def test_a_defect_is_no_engine_error(does: str) -> None:
    with pytest.raises(executor.WorkerError) as caught:
        results([Item(1, does)])
    assert "work" in str(caught.value.__cause__)


def test_what_an_engine_prints_is_no_result_of_ours(capfd: pytest.CaptureFixture[str]) -> None:
    assert results([Item(1, "print")]) == {1: 10}
    assert capfd.readouterr() == ("", "noise of an engine")


def test_large_results_cross() -> None:
    assert results([Item(number, "big") for number in range(4)]) == dict.fromkeys(range(4), bytes(5_000_000))


@pytest.mark.parametrize("kind", KINDS)
def test_items_are_taken_as_they_are_needed(kind: Kind) -> None:
    taken = []

    def items() -> Iterator[Any]:
        for number in range(1000):
            taken.append(number)
            yield Item(number)

    stream = executor.run(work, items(), workers=kind, jobs=2)
    next(stream)
    stream.close()
    assert len(taken) <= 5


@pytest.mark.parametrize("kind", KINDS)
def test_closing_ends_what_hangs(kind: Kind) -> None:
    """And leaves no process behind."""
    stream = executor.run(work, [Item(1), Item(2, "stall natively")], workers=kind, jobs=2)
    assert next(stream)[1] == 10
    began = time.monotonic()
    stream.close()
    assert time.monotonic() - began < 2
    assert multiprocessing.active_children() == []
