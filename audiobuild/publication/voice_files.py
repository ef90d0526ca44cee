"""voices/*.toml: the voices that the editor made or changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from audiobuild.errors import InputError, Problem
from audiobuild.inputs import files, tables
from audiobuild.messages import msg
from audiobuild.model import Voice
from audiobuild.publication.validation import validate
from audiobuild.publication.voices import FOLDER, Voices, near
from audiobuild.text import shown

MOST_BYTES: Final = 200_000
"""Of a voice file, and of show.toml."""
SUFFIX: Final = ".toml"
OWN_KEYS: Final = frozenset(field.name for field in fields(Voice)) - {"name", "options"}
"""Any other key is an option of the voice's engine, which judges it itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The voices that could be read, and the names of all files: what is wrong with one is told of itself."""

    voices: Voices
    names: tuple[str, ...]


def load(root: Path, problems: list[Problem]) -> Found:
    """The voice files of the publication in ``root``; what is wrong with them is added to ``problems``."""
    own = {}
    paths = _paths(root, problems)
    for path in paths:
        place = f"{FOLDER}/{path.name}"
        voice = _read(path, place, problems)
        if voice:
            own[voice.name] = with_whole_paths(voice, root)
    found = Found(voices=Voices(own), names=tuple(path.stem for path in paths))
    for voice in own.values():
        for language, name in voice.languages.items():
            problems += missing(name, found, language, f"{FOLDER}/{voice.name}{SUFFIX}: languages.{language}")
    return found


def missing(name: str, found: Found, language: str, place: str) -> Iterator[Problem]:
    """A voice that is neither a file nor built in; ``language`` is what it should speak."""
    if name in found.names or name in found.voices:
        return
    candidates = near(name, found.names, language)
    remedy = (
        msg("Did you mean one of: {}?", ", ".join(candidates)) if candidates else msg("To see all: audiobuild voices")
    )
    yield Problem(place=place, message=msg("there is no voice {}", shown(repr(name), 60)), remedy=remedy)


def voice_of(name: str, table: dict[str, Any], place: str, problems: list[Problem]) -> Voice | None:
    """The voice that a file's table says; what is wrong with it is added to ``problems``."""
    options = {key: value for key, value in table.items() if key not in OWN_KEYS}
    settings = {key: value for key, value in table.items() if key in OWN_KEYS}
    return validate(Voice, {**settings, "name": name, "options": options}, place, problems)


def with_whole_paths(voice: Voice, root: Path) -> Voice:
    """The voice as its engine gets it, which does not know where its file lies: an option that begins with ``./`` or ``../`` is
    a path from the publication's folder."""
    options = {
        key: str((root / value).absolute()) if isinstance(value, str) and value.startswith(("./", "../")) else value
        for key, value in voice.options.items()
    }
    return replace(voice, options=options)


def _paths(root: Path, problems: list[Problem]) -> tuple[Path, ...]:
    try:
        return files.listed(root / FOLDER, SUFFIX, place=f"{FOLDER}/")
    except InputError as error:
        problems += error.problems
    return ()


def _read(path: Path, place: str, problems: list[Problem]) -> Voice | None:
    """Voices may be shared between publications, so a file may be a link; what is published may not."""
    if not path.name.isprintable():
        remedy = msg("Rename it with letters, digits and hyphens: its name is that of the voice.")
        message = msg("the file {} has a name that cannot be read", shown(repr(path.name), 80))
        problems.append(Problem(place=f"{FOLDER}/", message=message, remedy=remedy))
        return None
    try:
        table = tables.from_toml(files.text(path, place=place, most_bytes=MOST_BYTES), place=place)
    except InputError as error:
        problems += error.problems
        return None
    return voice_of(path.stem, table, place, problems)
