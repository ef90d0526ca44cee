"""What engines say of themselves and of voices, asked once a build and without trusting them.

Engines of this package are asked here. Those of others are asked in a worker, all voices of a run at once, since loading them
may take seconds, crash, exit or hang as well as speaking may.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from audiobuild.errors import EngineError, Problem
from audiobuild.messages import Message, msg
from audiobuild.model import Voice
from audiobuild.speech import engines, guard, workers
from audiobuild.speech.guard import About

_known: dict[str, About] = {}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Question:
    """A voice to ask of; what :mod:`audiobuild.speech.workers` calls it in an error."""

    voice: Voice
    place: str = ""

    @property
    def text(self) -> str:
        return f"the voice {self.voice.name!r}"

    @property
    def engines(self) -> str:
        return repr(self.voice.engine)

    @property
    def remedy(self) -> Message:
        return guard.REMEDY


def forget() -> None:
    """Ask anew: models are installed and keys are set between two builds of one process."""
    _known.clear()


def about(voice: Voice) -> About:
    """All that is known of a voice, its problems included."""
    ask([voice])
    return _known[repr(voice)]


def ask(voices: Iterable[Voice]) -> None:
    """Ask of many voices at once, which is quicker than one by one."""
    new = {key: voice for voice in voices if (key := repr(voice)) not in _known}
    if not new:
        return
    _known.update((key, guard.about(voice)) for key, voice in new.items() if engines.is_ours(voice.engine))
    foreign = [_Question(voice=voice) for voice in new.values() if not engines.is_ours(voice.engine)]
    for question, answer in workers.run(_answered, foreign, workers="processes", jobs=1):
        if isinstance(answer, EngineError):
            answer = About(problems=tuple(replace(one, remedy=guard.REMEDY) for one in answer.problems))
        _known[repr(question.voice)] = answer
    for question in foreign:
        problem = Problem(message=msg("the engine {} failed too often to be asked of this voice", question.engines))
        _known.setdefault(repr(question.voice), About(problems=(problem,)))


def _answered(question: _Question) -> About:
    return guard.about(question.voice)
