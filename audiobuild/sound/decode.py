"""Sound in other people's formats → PCM: what services answer with, and MP3 files read back."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import miniaudio
import numpy as np

from audiobuild.model import Speech
from audiobuild.sound import layer3

LONGEST_WAV_BYTES = 1_000_000_000
"""A WAV that says it holds more was sent before its length was known: the field has 0xFFFFFFFF (OpenAI, Kokoro-FastAPI#94),
0x7FFFFFFF (ElevenLabs), 2,000,000,000 (pocket-tts#229), or 0 (libsndfile, speaches#493)."""


RATES_HZ = range(8_000, 192_001)
"""Of sound that anybody sends or keeps. A WAV may say any other number, and what is resampled from it takes all memory."""


def mp3(data: bytes) -> Speech:
    """The sound of an MP3 by anyone, as one channel at its own rate.

    Raises ValueError if ``data`` is empty, no MP3, cut off, or changes its format on the way.
    """
    stream = tuple(layer3.frames(data))
    formats = {(frame.header.rate_hz, frame.header.channels) for frame in stream}
    if len(formats) != 1:
        raise ValueError("changes its format on the way" if formats else "is empty")
    try:
        return _speech(miniaudio.mp3_read_s16(data[stream[0].offset :]))
    except miniaudio.DecodeError as error:
        raise ValueError("cannot be decoded") from error


def mp3_file(path: Path, samples: int = 1 << 16) -> Iterator[bytes]:
    """The sound of an MP3 file of one channel as s16le, some ``samples`` at a time, so that memory stays flat.

    Raises ValueError if there is no MP3 in it; whether it is whole is for :func:`audiobuild.sound.layer3.frames` to say.
    """
    try:
        for piece in miniaudio.mp3_stream_file(str(path), samples):
            yield np.asarray(piece).astype("<i2").tobytes()
    except miniaudio.DecodeError as error:
        raise ValueError("cannot be decoded") from error


def wav(data: bytes) -> Speech:
    """The sound of a WAV in any sample format, as one channel at its own rate; a length that was not known is found.

    Raises ValueError if ``data`` is empty, no WAV, cut off, or several of them behind each other.
    """
    if not data:
        raise ValueError("is empty")
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise ValueError("is no WAV")
    start, length = _wav_data(data)
    there = len(data) - start
    if length == 0 or length > LONGEST_WAV_BYTES:
        length = there
    if length > there:
        raise ValueError(f"breaks off {length - there} bytes before its end")
    if data[start + length : start + length + 4] == b"RIFF":
        raise ValueError("is several WAVs behind each other")  # Kokoro-FastAPI#94: one for each chunk of a stream
    whole = data[: start - 4] + struct.pack("<I", length) + data[start : start + length]
    try:
        return _speech(miniaudio.wav_read_s16(whole))
    except miniaudio.DecodeError as error:
        raise ValueError("cannot be decoded") from error


def _wav_data(data: bytes) -> tuple[int, int]:
    """Where the samples begin, and how many bytes of them there are by the file's own account."""
    position = 12
    while position + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, position)
        if name == b"data":
            return position + 8, size
        position += 8 + size + size % 2
    raise ValueError("is a WAV without sound")


def _speech(sound: miniaudio.DecodedSoundFile) -> Speech:
    if sound.sample_rate not in RATES_HZ:
        raise ValueError(f"has {sound.sample_rate} samples a second")
    samples = np.asarray(sound.samples).reshape(-1, sound.nchannels).mean(axis=1)
    return Speech(pcm=samples.astype("<i2").tobytes(), rate_hz=sound.sample_rate)
