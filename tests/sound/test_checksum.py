"""The checksum of LAME's tag, against its published check value and its definition."""

from __future__ import annotations

from random import Random

import pytest

from audiobuild.sound.checksum import crc16


def one_by_one(data: bytes, crc: int = 0) -> int:
    """As its definition has it, bit by bit."""
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc


def test_the_check_value_of_the_catalogue() -> None:
    """https://reveng.sourceforge.io/crc-catalogue/16.htm#crc.cat.crc-16-arc"""
    assert crc16(b"123456789") == 0xBB3D


@pytest.mark.parametrize("length", [0, 1, 2, 63, 64, 65, 127, 128, 1_000, 4_097])
def test_every_length_behind_any_sum(length: int) -> None:
    random = Random(length)
    data, before = random.randbytes(length), random.getrandbits(16)
    assert crc16(data, before) == one_by_one(data, before)
    assert crc16(data[length // 3 :], crc16(data[: length // 3], before)) == one_by_one(data, before)
