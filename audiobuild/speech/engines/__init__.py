"""text → sound: one module per engine, found by entry point.

An engine is a class registered in the entry-point group ``audiobuild.engines`` under the name that voice files use.
It is built without arguments, once per worker, and must give for each call a result that depends on nothing but the
arguments. :class:`Engine` is the whole contract; ``tests/engines/test_contract.py`` runs over every engine there is.
"""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar

from audiobuild.errors import EngineError, Problem
from audiobuild.model import Speech, Voice

GROUP = "audiobuild.engines"
OURS = "audiobuild."
IPA_BRACKETS = ("⟦", "⟧")
_T = TypeVar("_T")


class Engine(Protocol):
    """What every engine does."""

    workers: Literal["processes", "threads"]
    """Where it runs: CPU-bound or native code in processes (a crash takes one worker), waiting on a network in threads."""

    concurrency: int
    """How many calls may be under way at once; 0 for as many as there are workers."""

    audible: bool
    """False for an engine that gives silence on purpose; from any other, silence for a text is an error."""

    reads_ipa: bool
    """Whether it speaks what stands between :data:`IPA_BRACKETS` by its phonemes; a text for any other holds none."""

    def problems(self, voice: Voice) -> tuple[Problem, ...]:
        """All that keeps this voice from speaking here: unknown options, a missing model, package or key. Cheap; no sound."""
        ...

    def languages(self) -> frozenset[str]:
        """The language codes (BCP 47, lower case) in which any of its voices can speak a phrase; empty if only in its own."""
        ...

    def fingerprint(self, voice: Voice) -> str:
        """A string that changes whenever the sound would: engine version, data, model, every option that matters."""
        ...

    def sends_text_to(self, voice: Voice) -> str:
        """Who gets to read what this voice speaks, as the editor is told before the first sentence; empty where the text
        stays on this machine."""
        ...

    def synthesize(self, text: str, *, language: str, voice: Voice, response_cache: Path | None = None) -> Speech:
        """Speak ``text`` (one sentence or phrase) in ``language``. Text with nothing to say gives empty PCM.

        ``response_cache`` is a folder where an engine that asks a service keeps every usable response, so that nothing is asked
        twice: a sentence may take several requests, of which the last can fail, and a sentence that is levelled anew
        need not be spoken anew. ``None``: nothing is kept. Engines that ask nobody leave it alone.

        Raises :class:`audiobuild.errors.EngineError` with what happened and what to do.
        """
        ...


def options(kind: type[_T], voice: Voice) -> _T:
    """The options of a voice as a dataclass, which names them with their bounds and defaults.

    Raises EngineError with all that is wrong with them.
    """
    # Imported only for engines that have options to judge: pydantic takes a moment to load.
    from audiobuild.publication import validation

    problems: list[Problem] = []
    value = validation.validate(kind, voice.options, "", problems)
    if problems or value is None:
        raise EngineError(
            replace(problem, place="", message=f"{problem.place[2:]} {problem.message}") for problem in problems
        )
    return value


def option_problems(kind: type[Any], voice: Voice) -> tuple[Problem, ...]:
    """What is wrong with the options of a voice."""
    try:
        options(kind, voice)
    except EngineError as error:
        return error.problems
    return ()


def option_text(options: Any) -> str:
    """Options as a part of a fingerprint, whatever their class is called: a new name of it would not change the sound."""
    values = (f"{field.name}={getattr(options, field.name)!r}" for field in fields(options))
    return f"Options({', '.join(values)})"


@cache
def _points() -> dict[str, EntryPoint]:
    """All that are installed, by name. Nobody else's engine can take the name of one of ours."""
    points = sorted(entry_points(group=GROUP), key=lambda point: not point.value.startswith(OURS))
    return {point.name: point for point in reversed(points)}


def names() -> tuple[str, ...]:
    """The engines that are installed, in alphabetical order."""
    return tuple(sorted(_points()))


def is_ours(name: str) -> bool:
    """Whether an engine is a part of this package, or not there at all: nobody else's code runs when it is loaded."""
    return name not in _points() or _points()[name].value.startswith(OURS)


@cache
def load(name: str) -> Engine:
    """The engine of that name, one instance per process. Only :mod:`audiobuild.speech.guard` calls it."""
    if name not in names():
        raise EngineError(
            Problem(
                message=f"there is no engine {name!r}",
                remedy=f"Engines here: {', '.join(names())}. Is its extra installed?",
            )
        )
    engine: Engine = _points()[name].load()()
    return engine
