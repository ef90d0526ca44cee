"""WAV as recorders and editors write it, whatever its head says of its length: RIFF, RF64 and BW64, whole numbers and floats.

miniaudio reads them too; it takes a length of 0 at its word and says nothing where a file breaks off.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np

from audiobuild.messages import msg
from audiobuild.sound.loudness import Samples
from audiobuild.sound.source import Source, required

INTEGERS, FLOATS, EXTENSIBLE = 1, 3, 0xFFFE
"""WAVE_FORMAT_PCM, WAVE_FORMAT_IEEE_FLOAT, and WAVE_FORMAT_EXTENSIBLE, whose format stands further behind (mmreg.h)."""
BITS = {INTEGERS: (8, 16, 24, 32), FLOATS: (32, 64)}

MOST_CHUNKS = 1000
"""Before the sound. A recorder writes a dozen; two gigabytes of empty ones would be read for minutes."""

UNKNOWN_BYTES = 2_000_000_000
"""Who writes so great a length, or 0, did not know it (:data:`audiobuild.sound.decode.LONGEST_WAV_BYTES`): files that large are
not read here anyway."""


def opened(file: BinaryIO) -> Source | None:
    """The sound in a WAV; None if its samples are coded, and others must decode them."""
    form, start, length = parts(file)
    if len(form) < 16:
        raise ValueError(msg("is a WAV that does not say its format"))
    kind, channels, rate_hz, _, align, bits = struct.unpack_from("<HHIIHH", form)
    if kind == EXTENSIBLE:
        (kind,) = struct.unpack_from("<H", form.ljust(26, b"\0"), 24)
    if kind not in BITS:
        return None
    size = -(-bits // 8)  # 20 bits stand in the upper ones of 24
    if size * 8 not in BITS[kind]:
        raise ValueError(msg("has samples of {} bits", bits))
    if channels and align != size * channels:
        raise ValueError(msg("is damaged: it does not say what it holds"))
    there = file.seek(0, os.SEEK_END) - start
    if not length or length >= UNKNOWN_BYTES:
        length = there

    def pieces(first: int) -> Iterator[Samples]:
        file.seek(start + first * align)
        left = min(length, there) // align - first
        while left > 0:
            data = file.read(min(left, Source.AT_ONCE) * align)
            if len(data) < align:
                return
            yield _samples(data[: len(data) // align * align], kind, size).reshape(-1, channels)
            left -= Source.AT_ONCE

    frames = length // align if align else 0
    return required(Source(rate_hz=rate_hz, channels=channels, frames=frames, pieces=pieces))


def parts(file: BinaryIO) -> tuple[bytes, int, int]:
    """Its format, where the samples begin, and how many bytes of them there are by the file's own account."""
    position, form, long_length = 12, b"", None
    for _ in range(MOST_CHUNKS):
        file.seek(position)
        head = file.read(8)
        if len(head) < 8:
            break
        name, size = struct.unpack("<4sI", head)
        if name == b"data":
            return form, position + 8, size if long_length is None or size != 0xFFFFFFFF else long_length
        if name == b"fmt ":
            form = file.read(min(size, 40))
        if name == b"ds64":  # EBU Tech 3306: the lengths that 32 bits cannot hold
            _, long_length = struct.unpack("<QQ", file.read(16).ljust(16, b"\0"))
        position += 8 + size + size % 2
    raise ValueError(msg("is a WAV without sound"))


def _samples(data: bytes, kind: int, size: int) -> Samples:
    if kind == FLOATS:
        return np.frombuffer(data, f"<f{size}").astype(np.float32)
    if size == 1:
        return (np.frombuffer(data, np.uint8).astype(np.float32) - 128) / np.float32(128)
    if size == 3:
        wide = np.zeros((len(data) // 3, 4), np.uint8)
        wide[:, 1:] = np.frombuffer(data, np.uint8).reshape(-1, 3)
        return wide.view("<i4")[:, 0].astype(np.float32) / np.float32(1 << 31)
    return np.frombuffer(data, f"<i{size}").astype(np.float32) / np.float32(1 << 8 * size - 1)
