"""The sound of episodes: what is recorded is read, what is not is spoken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audiobuild.errors import Problem
from audiobuild.model import Audio, Clip
from audiobuild.pipeline.plan import Voiced
from audiobuild.speech import clips, takes
from audiobuild.speech.cache import Cache
from audiobuild.speech.outgoing import Outgoing
from audiobuild.speech.takes import Recorded, Take


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """The clips of an episode by the ids of its utterances, how many sentences were spoken just now, and the keys of all clips
    on which these depend."""

    clips: Mapping[str, Clip]
    synthesised: int
    used: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Speaking:
    """How a build speaks; the fields are those of :func:`audiobuild.speech.clips.fill`. ``note`` is told what is to be said of
    recordings."""

    root: Path
    audio: Audio
    cache: Cache
    jobs: int
    progress: Callable[[int, int], None]
    notify: Callable[[Outgoing], None]
    note: Callable[[Problem], None]
    most_characters: int | None
    accepted: Collection[str]
    doubtful: Path

    def of(self, some: Sequence[Voiced]) -> tuple[Spoken, ...]:
        """The sound of all of them. Recordings come first: what is wrong with one is told before anything is sent to a service.

        Raises EngineError with all that failed; whatever was finished stays in the cache.
        """
        recorded = self._recorded([one.takes for one in some])
        told: dict[str, Problem] = {}
        for remark in (remark for one in recorded for remark in one.remarks):
            told.setdefault(str(remark.message), remark)  # once for a file
        for remark in told.values():
            self.note(remark)
        filled = clips.fill(
            [one.lines for one in some],
            [one.heard for one in recorded],
            audio=self.audio,
            cache=self.cache,
            jobs=self.jobs,
            progress=self.progress,
            notify=self.notify,
            most_characters=self.most_characters,
            accepted=self.accepted,
            doubtful=self.doubtful,
        )
        louder = [
            tuple(replace(take, more_db=own.more_db) for take in one.takes) if own.more_db else ()
            for one, own in zip(some, filled, strict=True)
        ]
        return tuple(
            Spoken(
                clips={**first.clips, **beside.clips, **own.clips},
                synthesised=own.synthesised,
                used=own.used.union(clip.key for clip in (*first.heard, *beside.heard)),
            )
            for first, beside, own in zip(recorded, self._recorded(louder), filled, strict=True)
        )

    def _recorded(self, some: Sequence[Sequence[Take]]) -> tuple[Recorded, ...]:
        return takes.fill(some, root=self.root, cache=self.cache, jobs=self.jobs)
