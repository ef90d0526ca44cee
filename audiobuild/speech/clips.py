"""Lines → Clips: :func:`fill` measures the voices that are not yet measured, makes the sentences that are not yet in the
cache, makes speakers as loud as each other, and says for each line which clip it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from audiobuild.errors import EngineError, Problem
from audiobuild.model import Audio, Clip
from audiobuild.speech import balance, doubts, engines, measured
from audiobuild.speech.about import about
from audiobuild.speech.cache import Cache
from audiobuild.speech.dispatch import Dispatcher
from audiobuild.speech.jobs import Job, Measuring, Surroundings, fingerprint, job, make, measure, measuring
from audiobuild.speech.lines import Line, passages
from audiobuild.speech.outgoing import Outgoing, again, characters, outgoing, require

__all__ = ["Filled", "cached", "fill", "fingerprint", "planned"]

Progress = Callable[[int, int], None]
"""Told how many of how many new sentences are done."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """The clip of each line, by the line's id; how many of the lines were new, each counted once though it may be made twice;
    and the keys of all clips on which these depend. ``more_db`` is by how much they, and all beside them, are louder than the
    show's own loudness."""

    clips: Mapping[str, Clip]
    synthesised: int
    used: frozenset[str]
    more_db: float = 0.0


def fill(
    scripts: Sequence[Sequence[Line]],
    beside: Sequence[Sequence[Clip]] = (),
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

    First a sample of what each speaker says is made at the gain of the voice, mostly all of it; then all, with the gains of
    those moved who are not as loud as the others (:mod:`.balance`), so that the episode is, with what is heard ``beside`` in
    it.

    ``progress`` is told how many of how many sentences are made; ``notify`` what each service will be sent, before it
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
    maker = _Maker(cache=cache, dispatcher=Dispatcher(jobs), progress=progress)
    gains = _gains(needs, cache, maker.dispatcher)
    samples = [balance.sample(list(passages(lines))) for lines in scripts]
    first = [[job(passage, gains, around) for passage in some] for some in samples]
    new = maker.missing(first)
    maker.make(first, new)
    others = beside or [()] * len(scripts)
    more = [
        _more_db(lines, work, maker.clips, some, audio)
        for lines, work, some in zip(scripts, first, others, strict=True)
    ]
    last = [
        _moved(lines, work, maker.clips, gains, around, more_db)
        for lines, work, more_db in zip(scripts, first, more, strict=True)
    ]
    other = maker.missing(last)
    judged = [{part.id for one in work for part in one.parts} for work in first]
    twice = [last[index][place] for index, place in other if last[index][place].parts[0].id in judged[index]]
    sent = again(twice, around)
    require(sent, None if most_characters is None else most_characters - characters(needs.outgoing))
    for service in sent:
        notify(service)
    maker.make(last, other)
    new_ids = {(index, part.id) for index, place in new for part in first[index][place].parts}
    new_ids |= {
        (index, part.id) for index, place in other for part in last[index][place].parts if part.id not in judged[index]
    }
    synthesised = Counter(index for index, _ in new_ids)
    return tuple(
        Filled(
            clips={part.id: maker.clips[part.key] for one in work for part in one.parts},
            synthesised=synthesised[index],
            used=frozenset(part.key for one in (*first[index], *work) for part in one.parts),
            more_db=more[index],
        )
        for index, work in enumerate(last)
    )


@dataclass(kw_only=True, slots=True)
class _Maker:
    """Clips, by their keys, from the cache or made; and how many were made."""

    cache: Cache
    dispatcher: Dispatcher
    progress: Progress
    clips: dict[str, Clip] = field(default_factory=dict)
    done: int = 0

    def missing(self, work: Sequence[Sequence[Job]]) -> list[tuple[int, int]]:
        """The jobs that are to be made, by the numbers of their scripts and their own: of several that are the same, the first.
        What the cache has of the others is known after this."""
        keys = {part.key for jobs in work for one in jobs for part in one.parts} - self.clips.keys()
        self.clips |= {key: clip for key in keys if (clip := self.cache.clip(key))}
        missing: dict[str, tuple[int, int]] = {}
        for index, jobs in enumerate(work):
            for place, one in enumerate(jobs):
                if any(part.key not in self.clips for part in one.parts):
                    missing.setdefault(one.parts[0].key, (index, place))
        return [*missing.values()]

    def make(self, work: Sequence[Sequence[Job]], places: Collection[tuple[int, int]]) -> None:
        """Make these jobs, and keep what comes of them. Raises EngineError with all that failed."""
        jobs = [work[index][place] for index, place in places]
        total = self.done + sum(len(one.parts) for one in jobs)
        problems: list[Problem] = []
        if self.done < total:
            self.progress(self.done, total)
        # Closing calls the workers off at once, also when an interrupt comes between two results.
        with closing(self.dispatcher.run(make, jobs)) as results:
            for one, result in results:
                if isinstance(result, EngineError):
                    problems += result.problems
                else:
                    for clip, frames in result:
                        self.cache.put(clip, frames)
                        self.clips[clip.key] = clip
                self.done += len(one.parts)
                self.progress(self.done, total)
        if problems:
            raise EngineError(problems)


def _moved(
    lines: Sequence[Line],
    sample: Sequence[Job],
    clips: Mapping[str, Clip],
    gains: Mapping[tuple[str, str], float],
    around: Surroundings,
    more_db: float,
) -> list[Job]:
    """All jobs of a script, with the gains of those speakers changed who are moved by the sample of what they say."""
    offsets = balance.offsets(_by_speaker(lines, sample, clips), around.audio.loudness_lufs + more_db)
    return [job(passage, gains, around, offset_db=offsets.get(passage[0].speaker, 0.0)) for passage in passages(lines)]


def _more_db(
    lines: Sequence[Line], sample: Sequence[Job], clips: Mapping[str, Clip], beside: Iterable[Clip], audio: Audio
) -> float:
    """Nothing where only a sample is known: beside so much speech, what else is heard hardly counts."""
    spoken = [clips[part.key] for one in sample for part in one.parts]
    return balance.more_db(spoken, beside, audio.loudness_lufs) if len(spoken) == len(lines) else 0.0


def _by_speaker(lines: Iterable[Line], sample: Iterable[Job], clips: Mapping[str, Clip]) -> dict[str, list[Clip]]:
    """The clips that are known of each speaker who may be moved. Who speaks through a service of somebody else's engine may
    not: whether that keeps answers is not known, and it would be paid twice."""
    keys = {part.id: part.key for one in sample for part in one.parts}
    by_speaker: dict[str, list[Clip]] = {}
    dear: set[str] = set()
    for line in lines:
        if line.id in keys:
            by_speaker.setdefault(line.speaker, []).append(clips[keys[line.id]])
        if any(about(span.voice).sends_text_to and not engines.is_ours(span.voice.engine) for span in line.spans):
            dear.add(line.speaker)
    return {name: some for name, some in by_speaker.items() if name and name not in dear}


def cached(lines: Sequence[Line], beside: Sequence[Clip] = (), *, audio: Audio, cache: Cache) -> bool:
    """Whether :func:`fill` would make nothing new for the lines."""
    around = Surroundings(audio=audio, response_cache=cache.responses.folder.absolute())
    needs = _needs(lines, around, cache)
    if needs.measurings.keys() != needs.gains.keys():
        return False
    maker = _Maker(cache=cache, dispatcher=Dispatcher(1), progress=lambda done, total: None)
    first = [job(passage, needs.gains, around) for passage in balance.sample(list(passages(lines)))]
    if maker.missing([first]):
        return False
    more_db = _more_db(lines, first, maker.clips, beside, audio)
    return not maker.missing([_moved(lines, first, maker.clips, needs.gains, around, more_db)])


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
