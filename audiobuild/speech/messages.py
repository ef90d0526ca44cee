"""Messages between the main process and its workers.

Engines share a process with the worker's end of the socket, and may write into it, read from it, close it, or fork. So each
message begins with a word that only the two ends know, and tells its length and a digest: whatever else arrives is no message.
And nothing but values of our own is made from what a worker answers: a class of an engine that came along would be imported,
with all that its module does, into the main process.
"""

from __future__ import annotations

import io
import pickle
import secrets
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from socket import socket
from typing import Any

from audiobuild.errors import EngineError, Problem
from audiobuild.messages import restored
from audiobuild.model import Clip, Word
from audiobuild.speech.guard import About

MOST_BYTES = 1 << 30
CHUNK_BYTES = 1 << 20
_HEADER = struct.Struct("!16sQ16s")  # the token, the length, the digest


class BrokenMessageError(Exception):
    """What arrived is no message, or none that may be."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Defect:
    """An error that is no engine's, as it crosses: exceptions of others may not be picklable. ``errno`` is the system's."""

    message: str
    traceback: str
    errno: int = 0


ANSWERS: dict[tuple[str, str], Any] = {
    (kind.__module__, kind.__qualname__): kind for kind in (About, Clip, Defect, EngineError, Problem, Word, restored)
}
"""All classes that an answer may be made of, beside numbers, text, bytes, tuples and the like."""


def new_token() -> bytes:
    """The word by which two ends know their messages."""
    return secrets.token_bytes(16)


def packed(value: Any, token: bytes) -> bytes:
    """A message. Raises whatever pickling it raises."""
    payload = pickle.dumps(value)
    return _HEADER.pack(token, len(payload), _digest(payload, token)) + payload


def answer(payload: bytes) -> Any:
    """The value of a worker's message. Raises BrokenMessageError."""
    try:
        return _Answers(io.BytesIO(payload)).load()
    except Exception as error:
        raise BrokenMessageError from error


def received(link: socket, token: bytes) -> Any:
    """The next value from the main process, once it is there. Raises EOFError, OSError, BrokenMessageError."""

    def read(size: int) -> bytes:
        data = bytearray()
        while len(data) < size:
            if not (more := link.recv(min(CHUNK_BYTES, size - len(data)))):
                raise EOFError
            data += more
        return bytes(data)

    length, digest = _header(read(_HEADER.size), token)
    return pickle.loads(_checked(read(length), digest, token))  # noqa: S301 of the main process


class Inbox:
    """What arrives in pieces, whenever it does."""

    def __init__(self, token: bytes) -> None:
        self._token = token
        self._data = bytearray()

    def take(self, data: bytes) -> Iterator[bytes]:
        """The payloads that are whole now. Raises BrokenMessageError."""
        self._data += data
        while len(self._data) >= _HEADER.size:
            length, digest = _header(self._data[: _HEADER.size], self._token)
            end = _HEADER.size + length
            if len(self._data) < end:
                return
            payload = bytes(memoryview(self._data)[_HEADER.size : end])
            del self._data[:end]
            yield _checked(payload, digest, self._token)


class _Answers(pickle.Unpickler):
    def find_class(self, module: str, name: str, /) -> Any:
        return ANSWERS[module, name]


def _header(data: bytes | bytearray, token: bytes) -> tuple[int, bytes]:
    first, length, digest = _HEADER.unpack(data)
    if first != token or length > MOST_BYTES:
        raise BrokenMessageError
    return length, digest


def _checked(payload: bytes, digest: bytes, token: bytes) -> bytes:
    if _digest(payload, token) != digest:
        raise BrokenMessageError
    return payload


def _digest(payload: bytes, token: bytes) -> bytes:
    return blake2b(payload, key=token, digest_size=16).digest()
