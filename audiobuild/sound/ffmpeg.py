"""What only FFmpeg reads: M4A, AAC, Opus and more, by PyAV. An extra: ``pip install 'audiobuild[m4a]'``.

FFmpeg is told which format to read, and is given an open file, not a path: playlists, and formats that name other files, are
formats to it as well, and what an editor was sent must not open anything else.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from fractions import Fraction
from importlib.util import find_spec
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from audiobuild.messages import msg
from audiobuild.sound.loudness import Samples
from audiobuild.sound.source import BreaksOff, Source, required

if TYPE_CHECKING:
    from av import AudioFrame

RUN_UP_S = Fraction(1, 4)
"""Decoding begins so much earlier: AAC and Opus need some frames until they sound right (RFC 7845, 4.6: 80 ms)."""

FULL_SCALE = {"u1": 128, "i2": 1 << 15, "i4": 1 << 31}


def by_ffmpeg(file: BinaryIO, kind: str) -> Source:
    """The first sound in a file of a kind that FFmpeg knows by that name."""
    if find_spec("av") is None:
        raise ValueError(msg('is of a kind that needs an extra: pip install "audiobuild[m4a]"; or save it as WAV'))
    frames = _frames(file, kind, 0)
    try:
        first, duration = next(frames)
    except (StopIteration, BreaksOff):
        raise ValueError(msg("is damaged: it cannot be decoded")) from None
    finally:
        frames.close()
    rate_hz, channels = first.sample_rate, first.layout.nb_channels

    def pieces(start: int) -> Iterator[Samples]:
        held: list[Samples] = []
        frames = _frames(file, kind, Fraction(start, rate_hz))
        try:
            for frame, _ in frames:
                if (frame.sample_rate, frame.layout.nb_channels) != (rate_hz, channels):
                    raise ValueError(msg("changes its format on the way"))
                held += _behind(frame, start)
                if sum(map(len, held)) >= Source.AT_ONCE:
                    yield np.concatenate(held)
                    held = []
        except BreaksOff:
            if held:
                yield np.concatenate(held)
            raise
        if held:
            yield np.concatenate(held)

    length = None if duration is None else int(duration * rate_hz)
    return required(Source(rate_hz=rate_hz, channels=channels, frames=length, slack=rate_hz // 5, pieces=pieces))


def _behind(frame: AudioFrame, start: int) -> Iterator[Samples]:
    """What of a frame lies behind that moment, in arrays of a row each moment."""
    sound = frame.to_ndarray()
    scale = FULL_SCALE.get(sound.dtype.str[1:])
    if not frame.format.is_planar:
        sound = sound.reshape(-1, frame.layout.nb_channels).T
    samples = sound.T.astype(np.float32)
    if scale:
        samples = (samples - (scale if scale == 128 else 0)) / np.float32(scale)
    begin = round(frame.pts * frame.time_base * frame.sample_rate) if frame.pts is not None and frame.time_base else 0
    dropped = max(0, start - begin)
    if dropped < len(samples):
        yield samples[dropped:]


def _frames(file: BinaryIO, kind: str, start: Fraction | int) -> Generator[tuple[AudioFrame, Fraction | None]]:
    """The decoded frames from shortly before a time in seconds on, each with the length that the file says."""
    import av

    file.seek(0)
    try:
        with av.open(file, "r", format=kind) as container:
            if not container.streams.audio:
                raise ValueError(msg("holds no sound"))
            stream = container.streams.audio[0]
            if stream.codec_context is None:
                raise ValueError(msg("is of a kind that is not read here: save it as WAV"))
            stream.codec_context.thread_count = 1
            base = stream.time_base
            duration = (
                stream.duration * base if stream.duration and base else Fraction(container.duration or 0, av.time_base)
            )
            if start > RUN_UP_S and base:
                container.seek(int((start - RUN_UP_S) / base), stream=stream)
            for frame in container.decode(stream):
                yield frame, duration or None
    except av.FFmpegError as error:
        raise BreaksOff from error
