"""text → sound: one module per engine, found by entry point.

An engine is a class registered in the entry-point group ``audiobuild.engines`` under the name that voice files use.
It is built without arguments, once per worker, and must give for each call a result that depends on nothing but the
arguments. :class:`Engine` is the whole contract; ``tests/engines/test_contract.py`` runs over every engine there is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.metadata import Distribution, EntryPoint, distributions
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar, runtime_checkable

from audiobuild.errors import EngineError, Problem
from audiobuild.messages import msg
from audiobuild.model import Speech, Voice
from audiobuild.text import shown

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

    reads_figures: bool
    """Whether it says "20.000" and "2 + 2" as its language does; for any other they are written out in words."""

    evenly_loud: bool
    """Whether a voice is as loud when it speaks a tenth faster or slower, to 0.3 dB: then it is measured once."""

    def problems(self, voice: Voice) -> tuple[Problem, ...]:
        """All that keeps this voice from speaking here: unknown options, and what is not there yet, a model, package or key
        (:class:`~audiobuild.errors.Missing`). Cheap; no sound."""
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


@runtime_checkable
class Connecting(Protocol):
    """What an engine does besides that speaks a sentence as it sounds among its neighbours: spoken alone, each begins 2
    semitones higher than in its paragraph, and the melody does not fall towards the end."""

    def connects(self, voice: Voice) -> bool:
        """Whether this voice does."""
        ...

    def passage(
        self, texts: Sequence[str], *, language: str, voice: Voice, response_cache: Path | None = None
    ) -> tuple[Speech, ...]:
        """Speak the sentences of a paragraph; each one's sound may depend on all of them. Else as :meth:`Engine.synthesize`."""
        ...


@runtime_checkable
class Asking(Protocol):
    """What an engine of ours that asks a service does besides, so that an editor knows beforehand what it will cost."""

    def requests(
        self, texts: Sequence[str], *, language: str, voice: Voice, response_cache: Path | None = None
    ) -> Mapping[str, str]:
        """The texts that :meth:`Connecting.passage` would send for the same arguments, or :meth:`Engine.synthesize` for each
        text: all parts of which no response is kept in ``response_cache``, by the names of their responses."""
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
            replace(problem, place="", message=msg("{} {}", problem.place[2:], problem.message)) for problem in problems
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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Installed:
    """The entry points by name, and which packages tell theirs in a way that cannot be read."""

    points: Mapping[str, EntryPoint]
    problems: tuple[Problem, ...]


@cache
def _installed() -> _Installed:
    """All that are installed. Nobody else's engine can take the name of one of ours, and nobody's damaged metadata keep
    those of others from being found, as :func:`importlib.metadata.entry_points` would have it."""
    found: list[EntryPoint] = []
    problems: list[Problem] = []
    for distribution in distributions():
        try:
            found += [point for point in distribution.entry_points if point.group == GROUP]
        except Exception as error:
            problems.append(_unreadable(distribution, error))
    found.sort(key=lambda point: not point.value.startswith(OURS))
    return _Installed(points={point.name: point for point in reversed(found)}, problems=tuple(problems))


def _unreadable(distribution: Distribution, error: Exception) -> Problem:
    folder = getattr(distribution, "_path", None) or distribution.locate_file("")
    return Problem(
        place=shown(Path(str(folder)) / "entry_points.txt", 1000),
        message=msg("cannot be read, so its engines are left out ({}: {})", type(error).__name__, shown(error)),
        remedy=msg("If you want an engine of this package, install it anew, or report it to its makers."),
    )


def names() -> tuple[str, ...]:
    """The engines that are installed, in alphabetical order."""
    return tuple(sorted(_installed().points))


def named() -> tuple[str, ...]:
    """Their names as they are shown to people: a package may call its engine anything, and silence is for tests."""
    return tuple(shown(name, 60) for name in names() if name != "silence")


def unreadable() -> tuple[Problem, ...]:
    """The packages that may have engines, but whose metadata cannot be read."""
    return _installed().problems


def is_ours(name: str) -> bool:
    """Whether an engine is a part of this package, or not there at all: nobody else's code runs when it is loaded."""
    point = _installed().points.get(name)
    return point is None or point.value.startswith(OURS)


@cache
def load(name: str) -> Engine:
    """The engine of that name, one instance per process. Only :mod:`audiobuild.speech.guard` calls it."""
    if name not in names():
        left_out = "".join(f" {problem.place} cannot be read." for problem in unreadable())
        raise EngineError(
            Problem(
                message=msg("there is no engine {!r}", name),
                remedy=msg("Engines here: {}. Is its extra installed?{}", ", ".join(named()), left_out),
            )
        )
    engine: Engine = _installed().points[name].load()()
    return engine
