"""What stands in an MPEG Layer III stream, read without decoding it.

Tells a whole MP3 from junk and from one that broke off on its way, counts frames exactly, and finds joints at which
decoders would drop something. Bit positions: ISO/IEC 11172-3, 2.4.1 and 2.4.2 (MPEG-1), ISO/IEC 13818-3 (MPEG-2, at
half the rates) and its unofficial extension MPEG-2.5 (at a quarter).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from mmap import mmap

from audiobuild.messages import msg

_BITRATES_KBPS = {
    "MPEG-1": (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    "MPEG-2": (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES_HZ = {0b00: (11025, 12000, 8000), 0b10: (22050, 24000, 16000), 0b11: (44100, 48000, 32000)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """What follows from a frame's first four bytes. Side information lies from byte ``side_info`` to ``main_data``."""

    mpeg1: bool
    size: int
    samples: int
    rate_hz: int
    bitrate_kbps: int
    channels: int
    side_info: int
    main_data: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """One frame of a stream, ``offset`` its first byte.

    Its main data begin ``main_data_begin`` bytes before its own room for them and are ``main_data_bytes`` long.
    ``info`` is true of a Xing or Info header, which looks like a frame and is no sound.
    """

    offset: int
    header: Header
    main_data_begin: int
    main_data_bytes: int
    info: bool


def frames(data: bytes | mmap) -> Iterator[Frame]:
    """All frames of an MP3 that is nothing but frames, with or without an ID3 tag.

    Raises ValueError, naming the byte, where something else stands, or where the last frame breaks off.
    """
    offset, end = id3v2_bytes(data), len(data)
    if end >= 128 and data[end - 128 : end - 125] == b"TAG":  # ID3v1
        end -= 128
    while offset < end:
        frame = _frame(data, offset)
        if offset + frame.header.size > end:
            raise ValueError(msg("breaks off at byte {}, inside the frame that begins at byte {}", end, offset))
        yield frame
        offset += frame.header.size


def torn(stream: Iterable[Frame]) -> Iterator[Frame]:
    """The frames that point back to main data which are not there. Decoders drop them; right joints leave none."""
    free = 0  # bytes behind the last main data used
    for frame in stream:
        if frame.info:
            continue
        if frame.main_data_begin > free:
            yield frame
        room = frame.header.size - frame.header.main_data
        free = max(0, min(free, frame.main_data_begin) + room - frame.main_data_bytes)


def id3v2_bytes(data: bytes | mmap) -> int:
    """The length of the ID3v2 tag in front, 0 where there is none (ID3v2.4 structure, 3.1: 28 bits in four bytes)."""
    head = data[:10]
    if len(head) < 10 or not head.startswith(b"ID3"):
        return 0
    footer = 10 if head[5] & 0x10 else 0
    return 10 + (head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]) + footer


def _frame(data: bytes | mmap, offset: int) -> Frame:
    try:
        header = _header(data[offset : offset + 4])
    except ValueError as error:
        raise ValueError(msg("{} at byte {}", error, offset)) from None
    side = data[offset + header.side_info : offset + header.main_data]
    bits = int.from_bytes(side.ljust(header.main_data - header.side_info, b"\0"), "big")
    after = data[offset + header.main_data : offset + header.main_data + 4]
    begin_bits, granules, granule_bits = (9, 2, 59) if header.mpeg1 else (8, 1, 63)
    length = 8 * (header.main_data - header.side_info)
    # The side information ends with one record per granule and channel, each led by its main data's length in 12 bits.
    records = range(granules * header.channels)
    used = sum(bits >> (granule_bits * (following + 1) - 12) & 0xFFF for following in records)
    return Frame(
        offset=offset,
        header=header,
        main_data_begin=bits >> (length - begin_bits),
        main_data_bytes=-(-used // 8),
        info=after in (b"Xing", b"Info"),
    )


@lru_cache(maxsize=256)
def _header(head: bytes) -> Header:
    word = int.from_bytes(head, "big")
    version, layer, bitrate, rate = word >> 19 & 3, word >> 17 & 3, word >> 12 & 15, word >> 10 & 3
    if len(head) < 4 or word >> 21 != 0x7FF or version == 1 or layer != 1 or bitrate in (0, 15) or rate == 3:
        raise ValueError(msg("no Layer III frame"))
    mpeg1 = version == 3
    rate_hz = _RATES_HZ[version][rate]
    bitrate_kbps = _BITRATES_KBPS["MPEG-1" if mpeg1 else "MPEG-2"][bitrate]
    samples = 1152 if mpeg1 else 576
    channels = 1 if word >> 6 & 3 == 3 else 2
    side_info = 4 if word >> 16 & 1 else 6  # a CRC of two bytes
    return Header(
        mpeg1=mpeg1,
        size=samples // 8 * 1000 * bitrate_kbps // rate_hz + (word >> 9 & 1),
        samples=samples,
        rate_hz=rate_hz,
        bitrate_kbps=bitrate_kbps,
        channels=channels,
        side_info=side_info,
        main_data=side_info + ((17, 32) if mpeg1 else (9, 17))[channels - 1],
    )
