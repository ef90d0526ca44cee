"""Models for Piper, fetched whole, as published, or not at all.

What a file must be is told by our own table, as far as it is known there, else by the index: the ``voices.json`` of
https://huggingface.co/rhasspy/piper-voices, which has size and MD5 of each file. Piper's own downloader compares neither, and
takes half a file for the whole (piper-tts 1.8, download_voices.py).
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar
from urllib.parse import quote, urlsplit

import requests
from annotated_types import Ge
from pydantic import StringConstraints, TypeAdapter, ValidationError

from audiobuild.errors import ConfigError, OutputError, Problem, RemoteError
from audiobuild.messages import msg
from audiobuild.network import foreign
from audiobuild.network.budget import Budget
from audiobuild.network.failures import NetworkError
from audiobuild.network.session import Session, pieces
from audiobuild.speech.services import client, known_models
from audiobuild.speech.services.known_models import KnownModel
from audiobuild.system_errors import reason

SOURCE = f"https://huggingface.co/rhasspy/piper-voices/resolve/{known_models.REVISION}"
"""Always the same files: what its owner changes later is another revision."""
ATTEMPTS = 4
INDEX_BYTES = 50_000_000
SLOWEST_BYTES_S = 20_000
"""Who sends a model more slowly than this is not waited for: 63 MB are then an hour."""

_R = TypeVar("_R")


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelFile:
    """A file of a voice, as the index describes it. Its SHA-256 is known to our table at best."""

    size_bytes: Annotated[int, Ge(1)]
    md5_digest: Annotated[str, StringConstraints(pattern="^[0-9a-f]{32}$")]
    sha256_digest: str = ""


_FILES = TypeAdapter(dict[str, ModelFile])


def install(
    name: str,
    folder: Path,
    *,
    source: str = SOURCE,
    note: Callable[[str], None] = lambda text: None,
    clock: client.Clock | None = None,
) -> tuple[Path, ...]:
    """Fetch the voice ``name`` of our table, or of the index at ``source``, into ``folder``; the paths of its files.

    What is there already is compared, and fetched again only if it differs; a fetch that broke off goes on where it was.
    Raises ConfigError where there is no such voice, RemoteError where the index cannot be read or a file cannot be
    fetched as it is described there, OutputError.
    """
    source, clock = source.rstrip("/"), clock or client.Clock()
    files = _described(name, source, clock)
    shown = foreign.without_password(source)
    note(msg("under which terms it may be used: {}/{}/MODEL_CARD", shown, quote(files[0][0].rpartition("/")[0])))
    paths = []
    for index_path, file in files:
        path = folder / index_path.rpartition("/")[2]
        try:
            _fetch(f"{source}/{quote(index_path)}", path, file, note, clock)
        except (OSError, _UnwritableError) as error:
            failed = error if isinstance(error, OSError) else error.failed
            problem = Problem(place=str(failed.filename or path), message=msg("cannot be written: {}", reason(failed)))
            raise OutputError(problem) from error
        paths.append(path)
    return tuple(paths)


def installed(name: str, folder: Path) -> bool:
    """Whether both files of a model are there; whether they are what they should be is seen when they are fetched."""
    return all((folder / f"{name}{suffix}").is_file() for suffix in (".onnx.json", ".onnx"))


def _described(name: str, source: str, clock: client.Clock) -> tuple[tuple[str, ModelFile], ...]:
    """The settings and the model, by their paths at the source: the model last, so that where it is, all is. The index is asked
    only for what our table does not know, and not believed against it."""
    model = known_models.known(name)
    if model and model.complete:
        nothing = ModelFile(size_bytes=0, md5_digest="")
        found: tuple[tuple[str, ModelFile], ...] = ((f"{model.path}.json", nothing), (model.path, nothing))
    else:
        found = _files(name, _index(source, clock), source)
    return tuple((path, _held(file, path, model) if model else file) for path, file in found)


def _held(file: ModelFile, path: str, model: KnownModel) -> ModelFile:
    """What a file must be: as our table knows it, else as it is described."""
    if path.endswith(".json"):
        size, md5, sha256 = model.settings_bytes, model.settings_md5, ""
    else:
        size, md5, sha256 = model.model_bytes, model.model_md5, model.model_sha256
    return ModelFile(size_bytes=size or file.size_bytes, md5_digest=md5 or file.md5_digest, sha256_digest=sha256)


def _index(source: str, clock: client.Clock) -> dict[str, Any]:
    def read() -> bytes:
        budget = Budget(whole_s=60, body_bytes=INDEX_BYTES)
        with _response(f"{source}/voices.json", budget) as response:
            return b"".join(pieces(response, budget))

    try:
        index = json.loads(_persistently(read, source, clock))
    except (ValueError, RecursionError):
        index = None
    if not isinstance(index, dict):
        remedy = msg("Give the address of a folder with a voices.json, as Piper's is: --source.")
        message = msg("{}/voices.json is not an index of voices", foreign.without_password(source))
        raise RemoteError(Problem(message=message, remedy=remedy))
    return index


def _files(name: str, index: Mapping[str, Any], source: str) -> tuple[tuple[str, ModelFile], ...]:
    """The settings and the model, by their paths in the index: the model last, so that where it is, all is."""
    source = foreign.without_password(source)
    if name not in index:
        near = difflib.get_close_matches(name, index, n=5) or [key for key in index if key[:2] == name[:2]] or index
        remedy = msg("It has: {}.", ", ".join(sorted(near)[:20]))
        raise ConfigError(Problem(message=msg("there is no voice {!r} at {}", name, source), remedy=remedy))
    try:
        by_name = {path.rpartition("/")[2]: path for path in index[name]["files"]}
        paths = (by_name[f"{name}.onnx.json"], by_name[f"{name}.onnx"])
        files = _FILES.validate_python({path: index[name]["files"][path] for path in paths})
    except (LookupError, TypeError, AttributeError, ValidationError) as error:
        message = msg("the index at {} does not describe the files of {!r}", source, name)
        raise RemoteError(Problem(message=message, remedy=msg("Choose another voice, or another source."))) from error
    return tuple(files.items())


def _fetch(url: str, path: Path, file: ModelFile, note: Callable[[str], None], clock: client.Clock) -> None:
    """The file at ``path``, if it is not there yet; until it is whole, in a file beside it."""
    if _is(path, file):
        note(msg("{} is there already", path.name))
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    note(msg("fetching {}, {:.1f} MB", path.name, file.size_bytes / 1e6))

    def fetch() -> None:
        resumed = _append(url, part, file.size_bytes)
        if not _is(part, file):
            part.unlink()
            raise client.ServiceError(
                msg("gave another {} than is described", path.name),
                remedy=msg("Try again later, or from another source."),
                again=resumed,  # the beginning may be of an older version
            )

    _persistently(fetch, url, clock)
    part.replace(path)


class _UnwritableError(Exception):
    """A file could not be written while a response was read, where an OSError would be taken for the network's."""

    def __init__(self, failed: OSError) -> None:
        super().__init__(str(failed))
        self.failed = failed


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _UnwritableError(error) from error


def _append(url: str, part: Path, size: int) -> bool:
    """Fetch what is missing of a file; whether something was there before. Raises ServiceError if it breaks off."""
    start = part.stat().st_size if part.is_file() else 0
    if start >= size:
        return True
    budget = Budget(whole_s=60 + size / SLOWEST_BYTES_S, body_bytes=size + 1_000_000)
    with part.open("ab") as file, _response(url, budget, start) as response:
        if response.status_code == 200:  # from the beginning, whatever was asked for
            with _writing():
                file.truncate(0)
            start = 0
        for piece in pieces(response, budget):  # iter_content keeps the last piece when the connection breaks
            with _writing():
                file.write(piece)
                file.flush()
            if file.tell() > size:
                break
    if part.stat().st_size < size:
        raise client.ServiceError(
            msg("hung up before the end"), remedy=msg("Try again: it goes on from there."), again=True
        )
    return start > 0


def _is(path: Path, file: ModelFile) -> bool:
    if not path.is_file() or path.stat().st_size != file.size_bytes:
        return False
    md5, sha256 = hashlib.md5(usedforsecurity=False), hashlib.sha256()
    with path.open("rb") as opened:
        while piece := opened.read(1 << 20):
            md5.update(piece)
            sha256.update(piece)
    return md5.hexdigest() == file.md5_digest and file.sha256_digest in ("", sha256.hexdigest())


@contextmanager
def _response(url: str, budget: Budget, start: int = 0) -> Iterator[requests.Response]:
    """The response to a GET from byte ``start`` on. Raises ServiceError for whatever goes wrong until it is read."""
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={start}-"} if start else {})
    try:
        with Session().get(url, budget, headers=headers, onward=_onward) as response:
            goes_on = response.headers.get("Content-Range", "").startswith(f"bytes {start}-")
            if not (response.status_code == 206 and goes_on):
                other = client.Response(
                    status=response.status_code, reason=response.reason or "", headers=response.headers, body=b""
                )
                client.successful(other, response.request)
            yield response
    except NetworkError as error:
        raise client.failure(error) from error


def _onward(current: str, following: str) -> None:
    schemes = ("https:",) if current.startswith("https:") else ("https:", "http:")
    if not following.lower().startswith(schemes):
        shown = foreign.quote(foreign.without_password(following))
        raise NetworkError(msg("leads on to {}, which is not encrypted", shown), again=False)


def _persistently(action: Callable[[], _R], url: str, clock: client.Clock) -> _R:
    """What ``action`` gives, tried some times. Raises RemoteError."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return action()
        except client.ServiceError as error:
            pause_s = 2 ** (attempt - 1) if error.pause_s is None else error.pause_s
            if not error.again or attempt == ATTEMPTS or pause_s > 120:
                shown = foreign.without_password(url)
                message = msg("{} {} ({})", urlsplit(shown).netloc, error.message, shown)
                raise RemoteError(Problem(message=message, remedy=error.remedy or msg("Try again later."))) from error
            clock.wait(pause_s)
    raise AssertionError("the last attempt returns or raises")
