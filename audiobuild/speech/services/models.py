"""Models for Piper and Kokoro: what they consist of, and where that is fetched.

What a file must be is told by our own tables, as far as it is known there, else by the index: the ``voices.json`` of
https://huggingface.co/rhasspy/piper-voices, which has size and MD5 of each file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import quote

from annotated_types import Ge
from pydantic import StringConstraints, TypeAdapter, ValidationError

from audiobuild.errors import ConfigError, Problem, RemoteError
from audiobuild.inputs import near
from audiobuild.messages import msg
from audiobuild.network import foreign
from audiobuild.speech.services import client, fetching, known_models, kokoro_model
from audiobuild.speech.services.fetching import Meanwhile
from audiobuild.speech.services.model_file import ModelFile

SOURCE: Final = f"https://huggingface.co/rhasspy/piper-voices/resolve/{known_models.REVISION}"
"""Always the same files: what its owner changes later is another revision."""
INDEX_BYTES: Final = 50_000_000
MOST_NAMES: Final = 20
"""Of an index, that are told to who named something else."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Described:
    """A file, as the index describes it."""

    size_bytes: Annotated[int, Ge(1)]
    md5_digest: Annotated[str, StringConstraints(pattern="^[0-9a-f]{32}$")]


_FILES = TypeAdapter(dict[str, _Described])


def install(
    name: str, folder: Path, *, source: str = "", told: Meanwhile | None = None, clock: client.Clock | None = None
) -> tuple[Path, ...]:
    """Fetch the model ``name`` of our tables, or of the index at ``source``, into ``folder``; the paths of its files.

    What is there already is compared, and fetched again only if it differs; a fetch that broke off goes on where it was.
    Raises ConfigError where there is no such voice, RemoteError where the index cannot be read or a file cannot be
    fetched as it is described there, OutputError.
    """
    told, clock = told or Meanwhile(), clock or client.Clock()
    if name == kokoro_model.NAME:
        source = source.rstrip("/") or kokoro_model.SOURCE
        files: tuple[ModelFile, ...] = kokoro_model.FILES
        terms = kokoro_model.CARD
    else:
        source = source.rstrip("/") or SOURCE
        files = _described(name, source, told, clock)
        terms = f"{foreign.without_password(source)}/{quote(files[0].place.rpartition('/')[0])}/MODEL_CARD"
    told.note(msg("under which terms it may be used: {}", terms))
    return tuple(fetching.fetch(file, source, folder, told, clock) for file in files)


def _described(name: str, source: str, told: Meanwhile, clock: client.Clock) -> tuple[ModelFile, ...]:
    """The settings and the model: the model last, so that where it is, all is. The index is asked only for what our table does
    not know, and not believed against it."""
    model = known_models.known(name)
    if model and model.complete:
        return model.files
    found = _files(name, _index(source, told, clock), source)
    return tuple(map(_held, model.files, found)) if model else found


def _held(known: ModelFile, described: ModelFile) -> ModelFile:
    """What a file must be: as our table knows it, else as it is described."""
    return ModelFile(
        place=described.place,
        size_bytes=known.size_bytes or described.size_bytes,
        md5=known.md5 or described.md5,
        sha256=known.sha256,
    )


def _index(source: str, told: Meanwhile, clock: client.Clock) -> dict[str, Any]:
    try:
        index = json.loads(fetching.read(f"{source}/voices.json", INDEX_BYTES, told, clock))
    except (ValueError, RecursionError):
        index = None
    if not isinstance(index, dict):
        remedy = msg("Give the address of a folder with a voices.json, as Piper's is: --source.")
        message = msg("{}/voices.json is not an index of voices", foreign.without_password(source))
        raise RemoteError(Problem(message=message, remedy=remedy))
    return index


def _files(name: str, index: Mapping[str, Any], source: str) -> tuple[ModelFile, ...]:
    source = foreign.without_password(source)
    if name not in index:
        others = [key for key in index if key[:2] == name[:2]] or list(index)
        remedy = near.remedy(near.names(name, index)) or msg("It has: {}.", ", ".join(sorted(others)[:MOST_NAMES]))
        raise ConfigError(Problem(message=msg("there is no voice {!r} at {}", name, source), remedy=remedy))
    try:
        by_name = {path.rpartition("/")[2]: path for path in index[name]["files"]}
        paths = (by_name[f"{name}.onnx.json"], by_name[f"{name}.onnx"])
        files = _FILES.validate_python({path: index[name]["files"][path] for path in paths})
    except (LookupError, TypeError, AttributeError, ValidationError) as error:
        message = msg("the index at {} does not describe the files of {!r}", source, name)
        raise RemoteError(Problem(message=message, remedy=msg("Choose another voice, or another source."))) from error
    return tuple(ModelFile(place=path, size_bytes=file.size_bytes, md5=file.md5_digest) for path, file in files.items())
