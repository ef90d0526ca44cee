"""Which kind of sound a file holds, judged by its first bytes and never by its name, and what its head says of it."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import miniaudio
import numpy as np

from audiobuild.messages import msg
from audiobuild.sound import layer3, wave_file
from audiobuild.sound.ffmpeg import by_ffmpeg
from audiobuild.sound.loudness import Samples
from audiobuild.sound.source import BreaksOff, Source, required

HEAD_BYTES = 1 << 16
"""Where an MP3's first frame must begin, behind its tags: players search as far. An Ogg page is not longer."""

BEYOND = {
    b"#!AMR": "amr",
    b"\x1aE\xdf\xa3": "matroska",
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11": "asf",
    b"caff": "caf",
}
"""What FFmpeg reads, by first bytes, and its names for it: telephones' AMR, WebM, WMA, Apple's CAF. Below: M4A, Opus, AIFF,
AAC and Layer II."""

WAVE_64 = b"riff\x2e\x91\xcf\x11"


def opened(file: BinaryIO, path: Path) -> Source:
    """What is read from a file; ``file`` stays open as long as it is used.

    Raises ValueError if it is no sound, or of a kind that is not read here.
    """
    head = file.read(HEAD_BYTES)
    if not head:
        raise ValueError(msg("is empty"))
    if head[:4] in (b"RIFF", b"RF64", b"BW64") and head[8:12] == b"WAVE":
        return wave_file.opened(file) or _by_wave_codec(path)
    if head.startswith(WAVE_64):
        return _by_wave_codec(path)
    if head.startswith(b"fLaC"):
        return _flac(path, head)
    if head.startswith(b"OggS"):
        return _ogg(file, path, head)
    if head[4:8] == b"ftyp":
        return by_ffmpeg(file, "mov")
    if head.startswith(b"FORM") and head[8:12] in (b"AIFF", b"AIFC"):
        return by_ffmpeg(file, "aiff")
    for first, kind in BEYOND.items():
        if head.startswith(first):
            return by_ffmpeg(file, kind)
    return _mpeg(file, path, head)


def _by_wave_codec(path: Path) -> Source:
    """A WAV whose samples are coded (telephones' µ-law and A-law, ADPCM), or one of 64 bits (Sony's W64)."""
    try:
        about = miniaudio.wav_get_file_info(str(path))
    except miniaudio.DecodeError as error:
        raise ValueError(msg("is a WAV of a kind that is not read here: save it as WAV with 16 or 24 bits")) from error
    return _by_miniaudio(path, rate_hz=about.sample_rate, channels=about.nchannels, frames=about.num_frames or None)


def _flac(path: Path, head: bytes) -> Source:
    """Its STREAMINFO always comes first (https://www.rfc-editor.org/rfc/rfc9639#section-8.2)."""
    if len(head) < 42 or head[4] & 0x7F:
        raise ValueError(msg("is damaged: it does not say what it holds"))
    packed = int.from_bytes(head[18:26], "big")
    frames = packed & (1 << 36) - 1
    return _by_miniaudio(path, rate_hz=packed >> 44, channels=(packed >> 41 & 7) + 1, frames=frames or None)


def _ogg(file: BinaryIO, path: Path, head: bytes) -> Source:
    """Vorbis, whose identification header is the first packet, or others. The last page says that it is, and how long the sound
    is (RFC 3533, 6)."""
    file.seek(max(0, file.seek(0, os.SEEK_END) - 2 * HEAD_BYTES))
    tail = file.read()
    _, _, flags, position = struct.unpack_from("<4sBBq", tail[max(0, tail.rfind(b"OggS")) :].ljust(14, b"\0"))
    broken = not flags & 4
    packet = head.find(b"\x01vorbis", 0, 128)
    if packet < 0:
        return replace(by_ffmpeg(file, "ogg"), broken=broken)
    channels, rate_hz = struct.unpack_from("<BI", head.ljust(packet + 16, b"\0"), packet + 11)
    frames = None if broken or position < 0 else position
    return _by_miniaudio(path, rate_hz=rate_hz, channels=channels, frames=frames, broken=broken)


def _mpeg(file: BinaryIO, path: Path, head: bytes) -> Source:
    """MP3, which may have a tag of any size in front and other bytes behind that; else what looks alike."""
    begin = layer3.id3v2_bytes(head)
    file.seek(begin)
    data = file.read(2 * HEAD_BYTES)
    start = next(_first_frames(data), None)
    if start is None:
        if begin or _is_adts(head) or _is_layer_2(head):
            return by_ffmpeg(file, "aac" if _is_adts(data) else "mp3")
        raise ValueError(msg("is no sound file, or of a kind that is not read here: save it as WAV"))
    first = next(layer3.frames(data[start:]))
    frames = _xing_frames(data[start : start + first.header.size]) if first.info else None
    return _by_miniaudio(
        path,
        rate_hz=first.header.rate_hz,
        channels=first.header.channels,
        frames=frames * first.header.samples if frames else None,
        slack=4 * first.header.samples,
    )


def _first_frames(data: bytes) -> Iterator[int]:
    """Where two frames of Layer III stand behind each other; text has no such place, and other sound hardly."""
    place = data.find(b"\xff")
    while 0 <= place < HEAD_BYTES:
        try:
            first, second = islice(layer3.frames(data[place:]), 2)
            if (first.header.rate_hz, first.header.mpeg1) == (second.header.rate_hz, second.header.mpeg1):
                yield place
        except ValueError:
            pass
        place = data.find(b"\xff", place + 1)


def _xing_frames(frame: bytes) -> int | None:
    """How many frames the header of a variable bit rate says there are."""
    place = max(frame.find(b"Xing"), frame.find(b"Info"))
    flags, frames = struct.unpack_from(">II", frame.ljust(place + 12, b"\0"), place + 4)
    return frames if flags & 1 else None


def _is_adts(data: bytes) -> bool:
    """Bare AAC: a sync word of 12 bits, layer 0, and the next where the length says (ISO/IEC 13818-7, 6.2)."""
    if len(data) < 7 or data[0] != 0xFF or data[1] & 0xF6 != 0xF0:
        return False
    size = int.from_bytes(data[3:6], "big") >> 5 & 0x1FFF
    return size >= 7 and data[size : size + 2] in (data[:2], b"")


def _is_layer_2(data: bytes) -> bool:
    return len(data) > 4 and data[0] == 0xFF and data[1] & 0xE6 in (0xE4, 0xE6) and data[2] >> 4 not in (0, 15)


def _by_miniaudio(
    path: Path, *, rate_hz: int, channels: int, frames: int | None, slack: int = 0, broken: bool = False
) -> Source:
    def pieces(start: int) -> Iterator[Samples]:
        form = miniaudio.SampleFormat.FLOAT32
        try:
            stream = miniaudio.stream_file(str(path), form, channels, rate_hz, Source.AT_ONCE, seek_frame=start)
        except miniaudio.DecodeError as error:
            if start:  # behind the end
                return
            raise BreaksOff from error
        try:
            for piece in stream:
                yield np.frombuffer(piece, np.float32).reshape(-1, channels)
        except miniaudio.DecodeError as error:
            raise BreaksOff from error

    return required(
        Source(rate_hz=rate_hz, channels=channels, frames=frames, slack=slack, broken=broken, pieces=pieces)
    )
