"""A file of a model, fetched whole, as published, or not at all.

What broke off goes on where it was, also another day. Piper's own downloader compares nothing, and takes half a file for
the whole (piper-tts 1.8, download_voices.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import quote, urlsplit

import requests

from audiobuild.errors import OutputError, Problem, RemoteError
from audiobuild.messages import Message, msg
from audiobuild.network import foreign
from audiobuild.network.budget import Budget
from audiobuild.network.failures import NetworkError
from audiobuild.network.session import Session, pieces
from audiobuild.speech.services import client
from audiobuild.speech.services.model_file import ModelFile
from audiobuild.system_errors import reason

ATTEMPTS: Final = 4
LONGEST_PAUSE_S: Final = 120
SLOWEST_BYTES_S: Final = 20_000
"""Who sends a model more slowly than this is not waited for: 63 MB are then an hour."""

_LATER: Final = msg("Try again later, or fetch it from another copy: --source URL")
_ELSEWHERE: Final = msg("Check the address, or fetch it from another copy: --source URL")
_CLOSED: Final = msg("It is not open to everybody. Fetch it from another copy: --source URL")
_NOT_THERE: Final = msg("It has no such file. Check the address, or fetch it from another copy: --source URL")
_REMEDIES: Final[Mapping[int, Message]] = {
    401: _CLOSED,
    403: _CLOSED,
    404: _NOT_THERE,
    407: _CLOSED,
    410: _NOT_THERE,
    451: _CLOSED,
}
"""By status, what helps where trying again does not."""

_R = TypeVar("_R")


@dataclass(frozen=True, kw_only=True, slots=True)
class Meanwhile:
    """What is said meanwhile: in words, and how many bytes of how many of a file are there."""

    note: Callable[[str], None] = lambda text: None
    progress: Callable[[str, int, int], None] = lambda name, done, total: None


def fetch(file: ModelFile, source: str, folder: Path, told: Meanwhile, clock: client.Clock) -> Path:
    """The file in ``folder``, if it is not there yet; until it is whole, in a file beside it.

    Raises RemoteError where it cannot be fetched as it is described, and OutputError.
    """
    path = folder / file.name
    try:
        _fetch(f"{source}/{quote(file.place)}", path, file, told, clock)
    except (OSError, _UnwritableError) as error:
        failed = error if isinstance(error, OSError) else error.failed
        problem = Problem(place=str(failed.filename or path), message=msg("cannot be written: {}", reason(failed)))
        raise OutputError(problem) from error
    return path


def read(url: str, most_bytes: int, told: Meanwhile, clock: client.Clock) -> bytes:
    """A small file, whole. Raises RemoteError."""

    def whole() -> bytes:
        budget = Budget(whole_s=60, body_bytes=most_bytes)
        with _response(url, budget) as response:
            return b"".join(pieces(response, budget))

    return _persistently(whole, url, told, clock)


def _fetch(url: str, path: Path, file: ModelFile, told: Meanwhile, clock: client.Clock) -> None:
    if file.is_at(path):
        told.note(msg("{} is there already", path.name))
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")

    def fetch() -> None:
        resumed = _complete(url, part, file, told)
        if not file.is_at(part):
            part.unlink()
            raise _other_file(file, again=resumed)  # the beginning may be of an older version

    _persistently(fetch, url, told, clock)
    part.replace(path)


def _other_file(file: ModelFile, *, again: bool) -> client.ServiceError:
    remedy = msg("Fetch it from another copy: --source URL")
    return client.ServiceError(msg("gave another {} than is described", file.name), remedy=remedy, again=again)


class _UnwritableError(Exception):
    """A file could not be written while a response was read, where an OSError would be taken for the network's."""

    def __init__(self, failed: OSError) -> None:
        super().__init__(str(failed))
        self.failed = failed


class _NotFromThereError(Exception):
    """Whoever was asked for the rest of a file does not give it from where it was asked for."""


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _UnwritableError(error) from error


def _complete(url: str, part: Path, file: ModelFile, told: Meanwhile) -> bool:
    """Fetch what is missing of a file; whether something was there before. Raises ServiceError if it breaks off."""
    start = part.stat().st_size if part.is_file() else 0
    if start >= file.size_bytes:
        return True
    if start:
        try:
            return _append(url, part, file, start, told)
        except _NotFromThereError:
            told.note(msg("{} cannot go on where it broke off: it begins anew", file.name))
    return _append(url, part, file, 0, told)


def _append(url: str, part: Path, file: ModelFile, start: int, told: Meanwhile) -> bool:
    """The file from byte ``start`` on, behind what is there up to that; whether it was used."""
    size = file.size_bytes
    budget = Budget(whole_s=60 + size / SLOWEST_BYTES_S, body_bytes=size + 1_000_000)
    with _response(url, budget, start) as response:
        if _whole_bytes(response) not in (None, size):
            raise _other_file(file, again=False)
        if response.status_code == 200:  # from the beginning, whatever was asked for
            start = 0
        with _writing():
            opened = part.open("ab")
        with opened:
            with _writing():
                opened.truncate(start)
            told.progress(file.name, start, size)
            for piece in pieces(response, budget):  # iter_content keeps the last piece when the connection breaks
                with _writing():
                    opened.write(piece)
                    opened.flush()
                if opened.tell() > size:
                    break
                told.progress(file.name, opened.tell(), size)
    if part.stat().st_size < size:
        raise client.ServiceError(
            msg("hung up before the end"), remedy=msg("Try again: it goes on from there."), again=True
        )
    return start > 0


def _whole_bytes(response: requests.Response) -> int | None:
    """How large the whole file is, if that is said."""
    if response.headers.get("Content-Encoding", "identity") != "identity":
        return None
    said = response.headers.get("Content-Length", "")
    if response.status_code == 206:
        said = response.headers.get("Content-Range", "").rpartition("/")[2]
    return int(said) if re.fullmatch(r"[0-9]{1,15}", said) else None


@contextmanager
def _response(url: str, budget: Budget, start: int = 0) -> Iterator[requests.Response]:
    """The response to a GET from byte ``start`` on. Raises ServiceError for whatever goes wrong until it is read, and
    _NotFromThereError."""
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={start}-"} if start else {})
    try:
        with Session().get(url, budget, headers=headers, onward=_onward) as response:
            goes_on = response.headers.get("Content-Range", "").startswith(f"bytes {start}-")
            if start and (response.status_code == 416 or (response.status_code == 206 and not goes_on)):
                raise _NotFromThereError
            if not (start and response.status_code == 206):
                _require_success(response)
            yield response
    except NetworkError as error:
        raise client.failure(error) from error


def _require_success(response: requests.Response) -> None:
    other = client.Response(
        status=response.status_code, reason=response.reason or "", headers=response.headers, body=b""
    )
    try:
        client.successful(other, response.request)
    except client.ServiceError as error:
        error.address = str(response.url)
        error.remedy = error.remedy or _REMEDIES.get(response.status_code, error.remedy)
        raise


def _onward(current: str, following: str) -> None:
    schemes = ("https:",) if current.startswith("https:") else ("https:", "http:")
    if not following.lower().startswith(schemes):
        raise NetworkError(msg("leads on to {}, which is not encrypted", _shown(following)), again=False)


def _persistently(action: Callable[[], _R], url: str, told: Meanwhile, clock: client.Clock) -> _R:
    """What ``action`` gives, tried some times. Raises RemoteError."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return action()
        except client.ServiceError as error:
            pause_s = 2 ** (attempt - 1) if error.pause_s is None else error.pause_s
            said = msg("{} {}", urlsplit(_shown(error.address or url)).netloc, error.message)
            if not error.again or attempt == ATTEMPTS or pause_s > LONGEST_PAUSE_S:
                message = msg("{} ({})", said, _way(url, error.address))
                remedy = error.remedy or (_LATER if error.again else _ELSEWHERE)
                raise RemoteError(Problem(message=message, remedy=remedy)) from error
            told.note(msg("{}; trying again in {:.0f} s ({} of {})", said, pause_s, attempt + 1, ATTEMPTS))
            clock.wait(pause_s)
    raise AssertionError("the last attempt returns or raises")


def _way(asked: str, failed: str) -> Message:
    """What was asked for, and where that led to."""
    asked, failed = _shown(asked), _shown(failed)
    return msg("{}", asked) if failed in ("", asked) else msg("{}, to which {} led", failed, asked)


def _shown(address: str) -> str:
    """An address without what nobody else may read: a password, and a key that stands behind the question mark."""
    return foreign.quote(foreign.without_password(address).partition("?")[0])
