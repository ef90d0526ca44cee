"""The checksum of LAME's tag: CRC-16/ARC (polynomial 0x8005 reflected, nothing added at either end).

It is linear: the sum of two parts joined is the first's, moved on by as many zeros as the second is long, xor the second's.
So all rows of 64 bytes are summed at once and joined then.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

_Sums: TypeAlias = npt.NDArray[np.uint16]

_ROW: Final = 64
"""Bytes. Longer rows cost more in a short sentence, shorter ones in a long file."""


def _of_each_byte() -> _Sums:
    sums = np.arange(256, dtype=np.uint16)
    for _ in range(8):
        sums = np.where(sums & 1, sums >> 1 ^ 0xA001, sums >> 1).astype(np.uint16)
    return sums


_BYTES: Final = _of_each_byte()


def _behind(sums: _Sums, columns: Iterable[npt.NDArray[np.uint8]]) -> _Sums:
    """Each of the sums, moved on by one byte of each column."""
    for column in columns:
        sums = _BYTES[(sums ^ column) & 255] ^ sums >> 8
    return sums


_ZEROS: Final = np.zeros((_ROW, 1), np.uint8)
_LOW: Final[list[int]] = _behind(np.arange(256, dtype=np.uint16), _ZEROS).tolist()
_HIGH: Final[list[int]] = _behind(np.arange(0, 1 << 16, 256, dtype=np.uint16), _ZEROS).tolist()


def crc16(data: bytes, crc: int = 0) -> int:
    """CRC-16/ARC, as LAME's tag has it, of ``data`` behind data whose CRC is ``crc``."""
    odd = len(data) % _ROW
    for byte in data[:odd]:
        crc = int(_BYTES[(crc ^ byte) & 255]) ^ crc >> 8
    rows = np.frombuffer(data[odd:], np.uint8).reshape(-1, _ROW)
    for own in _behind(np.zeros(len(rows), np.uint16), rows.T).tolist():
        crc = _LOW[crc & 255] ^ _HIGH[crc >> 8] ^ own
    return crc
