"""Lines → Clips: :func:`fill` measures the voices that are not yet measured, makes the sentences that are not yet in the
cache, and says for each line which clip it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from audiobuild.errors import EngineError, Problem
from audiobuild.model import Audio, Clip
from audiobuild.speech import doubts, measured
from audiobuild.speech.cache import Cache
from audiobuild.speech.dispatch import Dispatcher
from audiobuild.speech.jobs import Job, Measuring, Surroundings, fingerprint, job, make, measure, measuring
from audiobuild.speech.lines import Line, passages
from audiobuild.speech.outgoing import Outgoing, outgoing, require

__all__ = ["Filled", "cached", "fill", "fingerprint", "planned"]

Progress = Callable[[int, int], None]
"""Told how many of how many new sentences are done."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """The clip of each line, by the line's id, and how many of them were made just now."""

    clips: Mapping[str, Clip]
    synthesised: int


def fill(
    scripts: Sequence[Sequence[Line]],
    *,
    audio: Audio,
    cache: Cache,
    jobs: int,
    progress: Progress = lambda done, total: None,
    notify: Callable[[Outgoing], None] = lambda outgoing: None,
    most_characters: int | None = None,
    accepted: Collection[str] = (),
    doubtful: Path | None = None,
) -> tuple[Filled, ...]:
    """The clips of the lines of all scripts; what is not in the cache is made, with ``jobs`` workers, and kept there.

    ``progress`` is told how many of how many new sentences are done; ``notify`` what each service will be sent, before it
    is; more than ``most_characters`` in all are not sent. Sounds that are hardly those of their texts are refused, except
    those ``accepted``, and kept in ``doubtful`` (:mod:`audiobuild.speech.doubts`).
    Raises EngineError with all that failed; whatever was finished stays in the cache.
    """
    around = Surroundings(
        audio=audio,
        response_cache=cache.responses.folder.absolute(),
        doubtful=doubts.folder(doubtful) if doubtful else None,
        accepted=frozenset(accepted),
    )
    needs = _needs([line for lines in scripts for line in lines], around, cache)
    require(needs.outgoing, most_characters)
    doubts.clear(around.doubtful)
    for service in needs.outgoing:
        notify(service)
    dispatcher = Dispatcher(jobs)
    gains = _gains(needs, cache, dispatcher)
    work = [[job(passage, gains, around) for passage in passages(lines)] for lines in scripts]
    keys = (part.key for jobs_ in work for one in jobs_ for part in one.parts)
    clips = {key: clip for key in keys if (clip := cache.clip(key))}
    missing = _missing(work, clips)
    clips |= _made([one for _, one in missing.values()], cache, dispatcher, progress)
    synthesised = Counter(index for index, one in missing.values() for _ in one.parts)
    return tuple(
        Filled(clips={part.id: clips[part.key] for one in jobs_ for part in one.parts}, synthesised=synthesised[index])
        for index, jobs_ in enumerate(work)
    )


def _missing(work: Sequence[Sequence[Job]], clips: Container[str]) -> dict[str, tuple[int, Job]]:
    """The jobs that lack a clip, by their first keys, each with the number of its script: of several that are the same, the
    first."""
    missing: dict[str, tuple[int, Job]] = {}
    for index, some_jobs in enumerate(work):
        for one in some_jobs:
            if any(part.key not in clips for part in one.parts):
                missing.setdefault(one.parts[0].key, (index, one))
    return missing


def _made(work: Sequence[Job], cache: Cache, dispatcher: Dispatcher, progress: Progress) -> dict[str, Clip]:
    """The clips of all jobs, made and kept, by their keys."""
    done, total = 0, sum(len(one.parts) for one in work)
    progress(done, total)
    clips: dict[str, Clip] = {}
    problems: list[Problem] = []
    # Closing calls the workers off at once, also when an interrupt comes between two results.
    with closing(dispatcher.run(make, work)) as results:
        for one, result in results:
            if isinstance(result, EngineError):
                problems += result.problems
            else:
                for clip, frames in result:
                    cache.put(clip, frames)
                    clips[clip.key] = clip
            done += len(one.parts)
            progress(done, total)
    if problems:
        raise EngineError(problems)
    return clips


def cached(lines: Sequence[Line], *, audio: Audio, cache: Cache) -> bool:
    """Whether :func:`fill` would make nothing new for the lines."""
    around = Surroundings(audio=audio, response_cache=cache.responses.folder.absolute())
    needs = _needs(lines, around, cache)
    work = [job(passage, needs.gains, around) for passage in passages(lines)] if needs.gains else []
    return needs.measurings.keys() == needs.gains.keys() and all(
        cache.clip(part.key) for one in work for part in one.parts
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Needs:
    """The voices that are needed, each in a language, what is known of their gains in dB, and what will be sent."""

    measurings: Mapping[tuple[str, str], Measuring]
    gains: Mapping[tuple[str, str], float]
    outgoing: tuple[Outgoing, ...]


def planned(scripts: Iterable[Sequence[Line]], *, audio: Audio, cache: Cache) -> tuple[Outgoing, ...]:
    """What :func:`fill` would send to services now."""
    around = Surroundings(audio=audio, response_cache=cache.responses.folder.absolute())
    return _needs([line for lines in scripts for line in lines], around, cache).outgoing


def _needs(lines: Sequence[Line], around: Surroundings, cache: Cache) -> _Needs:
    needed = {(span.voice.name, span.language): span.voice for line in lines for span in line.spans}
    work = {pair: measuring(voice, pair[1], around) for pair, voice in needed.items()}
    known = {pair: gain for pair, one in work.items() if (gain := _known(one.key, cache)) is not None}
    return _Needs(measurings=work, gains=known, outgoing=outgoing(lines, work, known, around, cache))


def _known(key: str, cache: Cache) -> float | None:
    """A gain that need not be measured any more."""
    gain = measured.gain(key)
    return cache.gain(key) if gain is None else gain


def _gains(needs: _Needs, cache: Cache, dispatcher: Dispatcher) -> dict[tuple[str, str], float]:
    """The gain in dB of every voice in every language that is needed."""
    work = needs.measurings
    gains = {work[pair].key: gain for pair, gain in needs.gains.items()}
    problems: list[Problem] = []
    missing = {one.key: one for one in work.values() if one.key not in gains}
    with closing(dispatcher.run(measure, missing.values())) as results:
        for one, result in results:
            if isinstance(result, EngineError):
                problems += result.problems
            else:
                cache.put_gain(one.key, result)
                gains[one.key] = result
    if problems:
        raise EngineError(problems)
    return {pair: gains[one.key] for pair, one in work.items()}
