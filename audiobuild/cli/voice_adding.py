"""``audiobuild voices add``: a new voice, held against its engine before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from audiobuild.cli.translation import local
from audiobuild.errors import ConfigError, Missing, Problem
from audiobuild.files import write_atomically
from audiobuild.messages import Message, msg

if TYPE_CHECKING:
    from audiobuild.model import Voice
    from audiobuild.publication.config import Publication
    from audiobuild.speech.new_voice import Option


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """A voice as the command names it; what is empty or None is left to what is known of its name and engine."""

    name: str
    engine: str
    language: str
    rate: float | None
    pitch: float | None
    label: str
    options: Mapping[str, Option]


def add(publication: Publication, wanted: Wanted) -> tuple[Path, tuple[Problem, ...]]:
    """Write the voice's file, and say what it still lacks: a model, a key.

    Raises ConfigError where the file is there already, and with all that its engine does not take. Raises OutputError.
    """
    from audiobuild.inputs import files
    from audiobuild.publication import voice_files
    from audiobuild.publication.voice_files import SUFFIX
    from audiobuild.publication.voices import FOLDER
    from audiobuild.speech import new_voice
    from audiobuild.speech.about import about

    path = publication.root / FOLDER / f"{wanted.name}{SUFFIX}"
    place = f"{FOLDER}/{path.name}"
    if files.there(path):
        remedy = msg("Change that file, or give the voice another name.")
        raise ConfigError(Problem(place=place, message=msg("is there already"), remedy=remedy))
    voice = _voice(publication, wanted, place)
    problems = about(voice_files.with_whole_paths(voice, publication.root)).problems
    wrong = [problem for problem in problems if not isinstance(problem, Missing)]
    if wrong:
        raise ConfigError(replace(one, place=place, remedy=_remedy(one, wanted.engine)) for one in wrong)
    write_atomically(path, new_voice.text(voice, local).encode())
    return path, problems


def _remedy(problem: Problem, engine: str) -> Message:
    """What to do in the command line: an engine speaks of files."""
    from audiobuild.speech import engines

    if engine not in engines.names():
        return problem.remedy
    if problem.message.startswith("model "):
        return msg("{} Give it to the command as --model NAME.", problem.remedy)
    return msg("{} Give it to the command as --option key=value.", problem.remedy)


def _voice(publication: Publication, wanted: Wanted, place: str) -> Voice:
    """The voice that is asked for. Raises ConfigError with all that is no voice at all, whatever speaks it."""
    from audiobuild.publication import config, voice_files, voices
    from audiobuild.speech import new_voice

    replaced = voices.builtin(wanted.name)
    called = replaced.language if replaced else wanted.name if voices.code(wanted.name) == wanted.name else ""
    language = wanted.language or called or publication.show.language
    as_before = replaced if replaced and wanted.engine == voices.ENGINE else None
    pace = {"rate": wanted.rate, "pitch": wanted.pitch}
    table = {
        "engine": wanted.engine,
        "language": language,
        **({"label": wanted.label} if wanted.label else {}),
        **({"rate": as_before.rate, "pitch": as_before.pitch} if as_before else {}),
        **{key: value for key, value in pace.items() if value is not None},
        **new_voice.suggested(wanted.name, wanted.engine, language),
    }
    if "model" in wanted.options:  # the speaker that goes with another one is nobody's
        table.pop("speaker", None)
    problems: list[Problem] = []
    voice = voice_files.voice_of(wanted.name, {**table, **wanted.options}, place, problems)
    problems += config.language_problems(language, f"{place}: language")
    if problems or voice is None:
        raise ConfigError(problems)
    return voice
