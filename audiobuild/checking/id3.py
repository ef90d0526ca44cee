"""An ID3v2.3 tag, read as it lies in the file: frame by frame in its order, which libraries for tags do not keep.

id3v2.3.0, 3.1 to 3.3, and the ID3v2 Chapter Frame Addendum 1.0: https://mutagen-specs.readthedocs.io/en/latest/id3/.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from audiobuild.messages import msg

Frames: TypeAlias = "tuple[Id3Frame, ...]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Id3Frame:
    """A frame: its name, its flags, what it holds."""

    name: str
    flags: int
    data: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Chap:
    """CHAP: a chapter in milliseconds, the bytes at which it lies, and the frames in it."""

    element: str
    start_ms: int
    end_ms: int
    offsets: tuple[int, int]
    frames: Frames


@dataclass(frozen=True, kw_only=True, slots=True)
class Ctoc:
    """CTOC: a table of contents and the frames in it."""

    element: str
    top: bool
    ordered: bool
    children: tuple[str, ...]
    frames: Frames


@dataclass(frozen=True, kw_only=True, slots=True)
class Apic:
    """APIC: a picture with its media type and its kind (3 is the front cover)."""

    mime: str
    type: int
    data: bytes


def frames(data: bytes) -> Iterator[Id3Frame]:
    """The frames in ``data``, up to padding. Raises ValueError where something else lies."""
    at = 0
    while at < len(data) and data[at]:
        head = data[at : at + 10]
        name = head[:4].decode("latin-1")
        if len(head) < 10 or not re.fullmatch("[A-Z0-9]{4}", name):
            raise ValueError(msg("{!r} is no frame", name))
        size = int.from_bytes(head[4:8], "big")
        if at + 10 + size > len(data):
            raise ValueError(msg("the frame {} is longer than what holds it", name))
        yield Id3Frame(name=name, flags=int.from_bytes(head[8:], "big"), data=data[at + 10 : at + 10 + size])
        at += 10 + size
    if any(data[at:]):
        raise ValueError(msg("there is something between the frames"))


def text(frame: Id3Frame) -> str:
    """What a text frame says. Raises ValueError where it is not in UTF-16 with its byte order mark, or is broken."""
    return _utf16(frame, frame.data[1:])


def described(frame: Id3Frame, *, language: bool) -> tuple[str, str, str]:
    """Language, description and text of COMM, USLT (with a ``language``) and TXXX (without). Raises ValueError."""
    rest = frame.data[4:] if language else frame.data[1:]
    for cut in range(0, len(rest) - 1, 2):
        if rest[cut : cut + 2] == b"\0\0":
            code = frame.data[1:4].decode("latin-1") if language else ""
            return code, _utf16(frame, rest[:cut]), _utf16(frame, rest[cut + 2 :])
    raise ValueError(msg("{} has no description", frame.name))


def link(frame: Id3Frame) -> str:
    """The address in a W frame, WXXX with its empty description included. Raises ValueError where it is not ASCII."""
    data = frame.data
    if frame.name == "WXXX":
        if data[:2] != b"\0\0":
            raise ValueError(msg("WXXX has a description that is not empty Latin-1"))
        data = data[2:]
    return data.rstrip(b"\0").decode("ascii")


def titled_link(frame: Id3Frame) -> str:
    """The address in a WXXX with a description. Raises ValueError where that is missing, or the address is not ASCII."""
    rest = frame.data[1:]
    for cut in range(0, len(rest) - 1, 2):
        if rest[cut : cut + 2] == b"\0\0":
            if not _utf16(frame, rest[:cut]).strip():
                break
            return rest[cut + 2 :].rstrip(b"\0").decode("ascii")
    raise ValueError(msg("WXXX has no description: nobody knows where it leads"))


def picture(frame: Id3Frame) -> Apic:
    """What APIC holds. Raises ValueError where its description is not empty Latin-1."""
    match = re.match(rb"\0([\x20-\x7e]*)\0(.)\0", frame.data, re.DOTALL)
    if not match:
        raise ValueError(msg("APIC has a description that is not empty Latin-1"))
    return Apic(mime=match[1].decode("ascii"), type=match[2][0], data=frame.data[match.end() :])


def chapter(frame: Id3Frame) -> Chap:
    """What CHAP holds. Raises ValueError."""
    element, rest = _element(frame.data)
    if len(rest) < 16:
        raise ValueError(msg("{} breaks off", element))
    start, end, *offsets = struct.unpack_from(">4I", rest)
    return Chap(
        element=element,
        start_ms=start,
        end_ms=end,
        offsets=(offsets[0], offsets[1]),
        frames=tuple(frames(rest[16:])),
    )


def contents(frame: Id3Frame) -> Ctoc:
    """What CTOC holds. Raises ValueError."""
    element, rest = _element(frame.data)
    if len(rest) < 2:
        raise ValueError(msg("{} breaks off", element))
    flags, count, rest = rest[0], rest[1], rest[2:]
    children = []
    for _ in range(count):
        child, rest = _element(rest)
        children.append(child)
    return Ctoc(
        element=element,
        top=bool(flags & 2),
        ordered=bool(flags & 1),
        children=tuple(children),
        frames=tuple(frames(rest)),
    )


def _element(data: bytes) -> tuple[str, bytes]:
    name, mark, rest = data.partition(b"\0")
    if not mark:
        raise ValueError(msg("an element's name has no end"))
    return name.decode("latin-1"), rest


def _utf16(frame: Id3Frame, data: bytes) -> str:
    if frame.data[:1] != b"\x01":
        raise ValueError(msg("{} is not in UTF-16", frame.name))
    if data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise ValueError(msg("{} has no byte order mark", frame.name))
    return data.decode("utf-16").removesuffix("\0")
