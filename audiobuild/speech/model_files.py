"""Files that an engine speaks with: where they are, and whether they are still the same."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

from audiobuild import user_folders
from audiobuild.errors import EngineError, Problem
from audiobuild.messages import Message, msg, words_of
from audiobuild.system_errors import reason

SUFFIX: Final = ".onnx"
"""Of a model. What is called otherwise is the name of one that was installed."""


def installed(engine: str) -> Path:
    """The folder of an engine's models that were installed: one for all publications, since each has some 60 MB."""
    named = os.environ.get("AUDIOBUILD_MODELS")
    return Path(named) if named else user_folders.data() / engine


def path(model: str, engine: str) -> Path:
    """Where a model is, or should be, of which a voice file says the name or the path."""
    return installed(engine) / f"{model}{SUFFIX}" if is_name(model) else whole(model)


def is_name(model: str) -> bool:
    """Whether a model is one that is installed by its name, and no file of the editor's."""
    return not model.endswith(SUFFIX)


def again(model: str) -> Message:
    """What to do where the files of a model are of no use."""
    if is_name(model):
        return msg("Fetch it again: audiobuild voices install {}", model)
    return msg("It is a file of yours: copy it there again, with what belongs to it, or choose another model.")


class UnfitError(ValueError):
    """A model that is whole, and that we cannot speak with; raised with what keeps us from it."""


@contextmanager
def in_use(model: str, path: Path, text: str = "") -> Iterator[None]:
    """Raises EngineError for whatever goes wrong when a model is loaded, or speaks a ``text``. What protobuf and ONNX Runtime
    say of it names their classes and source files, and tells an editor nothing."""
    try:
        yield
    except EngineError:
        raise
    except Exception as error:  # onnxruntime has a class for each of its error codes, and no common one of its own
        raise EngineError(_unusable(model, path, text, error)) from error


def _unusable(model: str, path: Path, text: str, error: Exception) -> Problem:
    if isinstance(error, OSError):
        return Problem(place=str(path), message=msg("cannot be read: {}", reason(error)))
    told = words_of(error) if isinstance(error, UnfitError) else msg("it is damaged, or a model of another kind")
    message = msg("{} cannot speak {!r}: {}", path, text, told) if text else msg("{} cannot be used: {}", path, told)
    return Problem(message=message, remedy=again(model))


def whole(path: str) -> Path:
    """A path of a voice file, with the home folder for ``~``."""
    try:
        return Path(path).expanduser()
    except RuntimeError:  # ~name of nobody
        return Path(path)


def stamp(files: Sequence[Path]) -> tuple[int, ...]:
    """What changes whenever one of the files does."""
    stats = [file.stat() for file in files]
    return tuple(number for stat in stats for number in (stat.st_size, stat.st_mtime_ns))


@lru_cache(maxsize=64)
def digest(files: tuple[Path, ...], stamp: tuple[int, ...]) -> str:
    """Of all the files' bytes, read anew when their :func:`stamp` is another."""
    read = blake2b(digest_size=16)
    for file in files:
        read.update(file.read_bytes())
    return read.hexdigest()
