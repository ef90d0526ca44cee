"""Sound in other people's formats → PCM: what services answer with, and MP3 files read back."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import miniaudio
import numpy as np

from audiobuild.messages import msg
from audiobuild.model import FASTEST_HZ, SLOWEST_HZ, Audio, Speech
from audiobuild.sound import layer3, wave_file
from audiobuild.sound.loudness import Samples
from audiobuild.sound.wave_file import BITS, EXTENSIBLE, FLOATS

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
        raise ValueError(msg("changes its format on the way") if formats else msg("is empty"))
    try:
        return _speech(miniaudio.mp3_read_s16(data[stream[0].offset :]))
    except miniaudio.DecodeError as error:
        raise ValueError(msg("cannot be decoded")) from error


def frames(data: bytes) -> Samples:
    """The sound of frames of our own, one channel, as it is heard: beyond full scale too, which 16 bits cannot hold."""
    return np.asarray(miniaudio.mp3_read_f32(data).samples, dtype=np.float32)


def long_frames(data: bytes, audio: Audio, samples: int = 1 << 16) -> Iterator[Samples]:
    """The same, some ``samples`` at a time."""
    form = miniaudio.SampleFormat.FLOAT32
    for piece in miniaudio.stream_memory(data, form, 1, audio.sample_rate_hz, samples):
        yield np.frombuffer(piece, np.float32)


def mp3_file(path: Path, samples: int = 1 << 16) -> Iterator[bytes]:
    """The sound of an MP3 file of one channel as s16le, some ``samples`` at a time, so that memory stays flat.

    Raises ValueError if there is no MP3 in it; whether it is whole is for :func:`audiobuild.sound.layer3.frames` to say.
    """
    try:
        for piece in miniaudio.mp3_stream_file(str(path), samples):
            yield np.asarray(piece).astype("<i2").tobytes()
    except miniaudio.DecodeError as error:
        raise ValueError(msg("cannot be decoded")) from error


def wav(data: bytes) -> Speech:
    """The sound of a WAV in any sample format, as one channel at its own rate; a length that was not known is found.

    Raises ValueError if ``data`` is empty, no WAV, cut off, or several of them behind each other; if its rate is none
    (:data:`audiobuild.model.speech.SLOWEST_HZ`), or a sample is no number.
    """
    if not data:
        raise ValueError(msg("is empty"))
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise ValueError(msg("is no WAV"))
    form, start, length = wave_file.parts(BytesIO(data))
    there = len(data) - start
    if length == 0 or length > LONGEST_WAV_BYTES:
        length = there
    if length > there:
        raise ValueError(msg("breaks off {} bytes before its end", length - there))
    if data[start + length : start + length + 4] == b"RIFF":
        raise ValueError(msg("is several WAVs behind each other"))  # Kokoro-FastAPI#94: one for each chunk of a stream
    _require_samples(form, data[start : start + length])
    whole = data[: start - 4] + struct.pack("<I", length) + data[start : start + length]
    try:
        return _speech(miniaudio.wav_read_s16(whole))
    except miniaudio.DecodeError as error:
        raise ValueError(msg("cannot be decoded")) from error


def _require_samples(form: bytes, samples: bytes) -> None:
    if len(form) < 16:
        raise ValueError(msg("is a WAV that does not say its format"))
    kind, _, rate_hz, _, _, bits = struct.unpack_from("<HHIIHH", form)
    if not SLOWEST_HZ <= rate_hz <= FASTEST_HZ:
        raise ValueError(msg("has {} samples a second", rate_hz))
    if kind == EXTENSIBLE:
        (kind,) = struct.unpack_from("<H", form.ljust(26, b"\0"), 24)
    if bits not in BITS.get(kind, (bits,)):
        raise ValueError(msg("has samples of {} bits", bits))
    if kind == FLOATS:
        size = bits // 8
        if not np.isfinite(np.frombuffer(samples[: len(samples) // size * size], f"<f{size}")).all():
            raise ValueError(msg("holds samples that are no numbers"))


def _speech(sound: miniaudio.DecodedSoundFile) -> Speech:
    if sound.sample_rate not in RATES_HZ:
        raise ValueError(msg("has {} samples a second", sound.sample_rate))
    samples = np.asarray(sound.samples).reshape(-1, sound.nchannels).mean(axis=1)
    return Speech(pcm=samples.astype("<i2").tobytes(), rate_hz=sound.sample_rate)
