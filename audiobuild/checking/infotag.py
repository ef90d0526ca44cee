"""LAME's Info header, the first frame of an MP3: players take from it how long the sound is and what to leave out.

Layout: Xing's header (``Info`` for a constant bit rate) and http://gabriel.mp3-tech.org/mp3infotag.html.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from audiobuild.messages import Message, msg
from audiobuild.sound import mp3
from audiobuild.sound.checksum import crc16

RULE = "LAME Info tag, revision 1"
_FLAGS = 0b1111
"""Frame count, byte count, table of contents and quality follow."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Info:
    """What the header says. ``delay`` and ``padding`` are samples in front and at the end that are no sound."""

    name: bytes
    flags: int
    frames: int
    size: int
    places: bytes
    encoder: bytes
    method: int
    delay: int
    padding: int
    music_bytes: int
    music_crc: int
    crc: int
    own_crc: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Stream:
    """What is really there: frames behind the header, bytes with the header, and the CRC of what is behind it."""

    frames: int
    size: int
    crc: int


def read(frame: bytes, main_data: int) -> Info:
    """The header in the MP3's first frame, whose main data begin at byte ``main_data``. Raises ValueError if it is short."""
    if len(frame) < main_data + 156:
        raise ValueError(msg("the first frame has no room for the header"))
    name, flags, frames, size, places = struct.unpack_from(">4sIII100s", frame, main_data)
    encoder, method = struct.unpack_from(">9sB", frame, main_data + 120)
    gap = int.from_bytes(frame[main_data + 141 : main_data + 144], "big")
    music_bytes, music_crc, crc = struct.unpack_from(">IHH", frame, main_data + 148)
    return Info(
        name=name,
        flags=flags,
        frames=frames,
        size=size,
        places=places,
        encoder=encoder,
        method=method & 15,
        delay=gap >> 12,
        padding=gap & 0xFFF,
        music_bytes=music_bytes,
        music_crc=music_crc,
        crc=crc,
        own_crc=crc16(frame[: main_data + 154]),
    )


def faults(info: Info, stream: Stream) -> Iterator[Message]:
    """Where the header says something else than what follows it."""
    if info.name != b"Info" or info.flags & _FLAGS != _FLAGS:
        yield msg("the first frame is no complete Info header")
        return
    if info.frames != stream.frames:
        yield msg("counts {} frames, there are {}", info.frames, stream.frames)
    if info.size != stream.size:
        yield msg("counts {} bytes, there are {}", info.size, stream.size)
    wrong = [percent for percent in range(100) if abs(info.places[percent] - _place(percent, stream.frames)) > 1]
    if wrong:
        yield msg("its table of contents leads astray at {} % of the time", wrong[0])
    if not info.encoder.startswith(b"LAME") or info.method != 1:
        yield msg("does not say that LAME made it at a constant bit rate: players then ignore what is to be left out")
        return
    if info.crc != info.own_crc:
        yield msg("its CRC is {:04x}, of what it holds {:04x}", info.crc, info.own_crc)
    if info.delay != mp3.ENCODER_DELAY:
        yield msg("names a delay of {} samples, LAME's is {}", info.delay, mp3.ENCODER_DELAY)
    if info.music_bytes != stream.size:
        yield msg("says that the music takes {} bytes, it takes {}", info.music_bytes, stream.size)
    if info.music_crc != stream.crc:
        yield msg("says that the music's CRC is {:04x}, it is {:04x}", info.music_crc, stream.crc)


def _place(percent: int, frames: int) -> int:
    return 256 * (frames * percent // 100 + 1) // (frames + 1)
