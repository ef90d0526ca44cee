"""Work goes to the workers, engine by engine, each where it runs best."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable
from typing import Protocol, TypeVar

from audiobuild.errors import EngineError
from audiobuild.model import Voice
from audiobuild.speech.about import about
from audiobuild.speech.workers import Work, run


class SpokenWork(Work, Protocol):
    """Work that is done by voices."""

    @property
    def voices(self) -> tuple[Voice, ...]: ...


_W = TypeVar("_W", bound=SpokenWork)
_R = TypeVar("_R")


class Dispatcher:
    """``jobs`` workers."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def run(self, function: Callable[[_W], _R], work: Iterable[_W]) -> Generator[tuple[_W, _R | EngineError]]:
        """``function`` of all work, engine by engine, with its results as they come."""
        by_engine: dict[str, list[_W]] = {}
        for item in work:
            by_engine.setdefault(_strictest(item).engine, []).append(item)
        for items in by_engine.values():
            engine = about(_strictest(items[0]))
            most = min(engine.concurrency or self._jobs, len(items))
            yield from run(function, items, workers=engine.workers, jobs=most)


def _strictest(item: SpokenWork) -> Voice:
    """The voice by whose engine's rules an item is made. A sentence may hold a phrase by another engine; the one that allows
    the fewest calls at once decides, since a service that is asked from many processes refuses all of them."""
    return min(item.voices, key=lambda voice: about(voice).concurrency or sys.maxsize)
