"""A recording that an editor gives: read from a file as one channel at the show's rate, with what is to be said about it.

It is decoded piece by piece, and kept as ``float16``: half the memory of ``float32``, and the noise of its rounding lies 70 dB
below the sound however soft that is. In 16-bit integers a recording that peaks at −60 dBFS would keep 38 dB.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import soxr

from audiobuild.messages import Message, msg
from audiobuild.sound.loudness import Samples
from audiobuild.sound.source import BreaksOff, Source
from audiobuild.sound.sources import opened

Halves: TypeAlias = npt.NDArray[np.float16]

LONGEST_MS = 20 * 60_000
"""Of what is used. At 48 kHz it takes 115 MB, and somebody's turn in an interview is never as long."""
SHORTEST_MS = 100
"""A word of one syllable; less is a slip of the hand."""
LATEST_MS = 24 * 3_600_000
"""Where a piece may begin, at most: an MP3 is decoded up to there (a minute for a day of it)."""
LARGEST_BYTES = 2 << 30
"""Three hours at 48 kHz in stereo with 32 bits, three days of an MP3."""

FULL_SCALE = 0.9995
"""A converter that is given too much writes its highest number, again and again; a limiter stays below, or touches it once."""
CLIPPED = 0.001
"""The share of samples from which on it is heard as a crackle."""
LOUDEST = 64.0
"""Times full scale. Floats may go beyond it by a few times, as a mix does; 32768 are whole numbers written as floats."""
CANCELLED = 0.4
"""What a mix of channels keeps of the power that it has where they are strangers to each other, at least. A recorder with one
plug turned round leaves nothing (an XLR cable into a stereo socket)."""
SILENT = 10 ** (-70 / 20)
"""Loudness is not measured below either (BS.1770-4)."""
MISSING_S = 0.1
"""How much less than it says a file may hold: encoders and editors count differently."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Recording:
    """One channel of sound at the show's rate, full scale ±1.0, and remarks: messages that follow "the recording"."""

    samples: Halves = field(repr=False)
    rate_hz: int
    remarks: tuple[Message, ...] = ()

    @property
    def duration_ms(self) -> int:
        return round(len(self.samples) * 1000 / self.rate_hz)


@dataclass(kw_only=True, slots=True)
class _Heard:
    """What is seen of the channels while they are mixed."""

    samples: int = 0
    clipped: int = 0
    powers: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(1))
    mixed: float = 0.0

    def add(self, piece: Samples, mixed: Samples) -> None:
        self.samples += piece.size
        if max(piece.max(), -piece.min()) >= FULL_SCALE:
            full = np.abs(piece) >= FULL_SCALE
            self.clipped += int((full[1:] & full[:-1]).sum())
        self.powers = self.powers + np.einsum("ij,ij->j", piece, piece)
        self.mixed += float(np.einsum("i,i", mixed, mixed))

    @property
    def cancelled(self) -> bool:
        return self.mixed < CANCELLED * float(self.powers.sum()) / len(self.powers) ** 2


def read(
    path: Path, rate_hz: int, start_ms: int = 0, end_ms: int | None = None, longest_ms: int = LONGEST_MS
) -> Recording:
    """What a file holds from one time to another, or to its end.

    Raises OSError if it cannot be opened, and ValueError, in words that follow "the recording", if it cannot be used.
    """
    with path.open("rb") as file:
        if path.stat().st_size > LARGEST_BYTES:
            raise ValueError(msg("is larger than {} GB", LARGEST_BYTES >> 30))
        source = opened(file, path)
        _require_range(source, start_ms, end_ms, longest_ms)
        heard = _Heard()
        mix = np.full(source.channels, 1 / source.channels, np.float32)
        samples = _samples(source, mix, heard, rate_hz, start_ms, end_ms, longest_ms)
        remarks = []
        if heard.cancelled:
            loudest = int(heard.powers.argmax())
            mix = np.eye(source.channels, dtype=np.float32)[loudest]
            samples = _samples(source, mix, _Heard(), rate_hz, start_ms, end_ms, longest_ms)
            remarks.append(msg("has channels that cancel each other out: only channel {} is used", loudest + 1))
    if not len(samples) or max(samples.max(), -samples.min()) < SILENT:
        raise ValueError(msg("is silent"))
    if heard.clipped > CLIPPED * heard.samples:
        remarks.append(msg("is clipped: {:.1f} % of it is at full scale", 100 * heard.clipped / heard.samples))
    return Recording(samples=samples, rate_hz=rate_hz, remarks=tuple(remarks))


def part(recording: Recording, start: int, end: int) -> Recording:
    """From one sample to another, without a copy."""
    return replace(recording, samples=recording.samples[start:end])


def clock(milliseconds: float) -> str:
    """A time in a recording as players show it: 1:02:03, 2:03."""
    seconds = int(milliseconds // 1000)
    hours = f"{seconds // 3600}:{seconds // 60 % 60:02}" if seconds >= 3600 else f"{seconds // 60}"
    return f"{hours}:{seconds % 60:02}"


def _require_range(source: Source, start_ms: int, end_ms: int | None, longest_ms: int) -> None:
    if end_ms is not None and end_ms - start_ms < SHORTEST_MS:
        raise ValueError(msg("is too short: {} ms are the least", SHORTEST_MS))
    if start_ms > LATEST_MS:
        raise ValueError(msg("is used up to {} at most", clock(LATEST_MS)))
    if end_ms is not None and end_ms - start_ms > longest_ms:
        raise _too_long(end_ms - start_ms, longest_ms)
    if source.frames is not None and not source.broken:
        there_ms = source.frames * 1000 / source.rate_hz
        if 0 < there_ms <= start_ms:
            raise _nothing_there(start_ms, there_ms)
        if end_ms is None and there_ms - start_ms > longest_ms + 1000 * MISSING_S:
            raise _too_long(there_ms - start_ms, longest_ms)


def _samples(
    source: Source, mix: Samples, heard: _Heard, rate_hz: int, start_ms: int, end_ms: int | None, longest_ms: int
) -> Halves:
    """The channels mixed and resampled. As much memory is asked for as can be needed, and taken when it is written to."""
    most_ms = longest_ms + 1000 if end_ms is None else end_ms - start_ms
    if source.frames:
        most_ms = min(most_ms, max(0, source.frames * 1000 // source.rate_hz - start_ms) + 1000)
    whole = np.empty(most_ms * rate_hz // 1000, np.float16)
    resampler = soxr.ResampleStream(source.rate_hz, rate_hz, 1, dtype="float32")
    there = 0
    for piece in _mixed(source, mix, heard, start_ms, end_ms):
        resampled = resampler.resample_chunk(piece)[: len(whole) - there]
        whole[there : there + len(resampled)] = resampled
        there += len(resampled)
        if end_ms is None and there > longest_ms * rate_hz // 1000 + MISSING_S * rate_hz:
            raise _too_long(None, longest_ms)
    rest = resampler.resample_chunk(np.zeros(0, np.float32), last=True)[: len(whole) - there]
    whole[there : there + len(rest)] = rest
    samples = whole[: there + len(rest)]
    if len(samples) * 1000 < SHORTEST_MS * rate_hz:
        raise ValueError(msg("is too short: {} ms are the least", SHORTEST_MS))
    return samples


def _mixed(source: Source, mix: Samples, heard: _Heard, start_ms: int, end_ms: int | None) -> Iterator[Samples]:
    """The wanted frames as one channel. Raises ValueError where they are not all there."""
    start = start_ms * source.rate_hz // 1000
    end = None if end_ms is None else end_ms * source.rate_hz // 1000
    there, broken = start, source.broken
    try:
        for piece in source.pieces(start):
            wanted = piece if end is None else piece[: end - there]
            if not np.abs(wanted).max(initial=0) <= LOUDEST:  # which no NaN is, either
                raise ValueError(msg("holds samples that are no sound"))
            mixed = wanted @ mix
            heard.add(wanted, mixed)
            yield mixed
            there += len(wanted)
            if there == end:
                return
    except BreaksOff:
        broken = True
    _require_all(source, start, there, broken=broken)


def _require_all(source: Source, start: int, there: int, *, broken: bool) -> None:
    """The sound ended before what was wanted: a file may be shorter than a range, if it is whole."""
    missing = (source.frames or 0) - there
    if broken or missing > MISSING_S * source.rate_hz + source.slack:
        if there == start:
            before = msg(
                "breaks off before {}: it is damaged, or was not copied whole", clock(start * 1000 / source.rate_hz)
            )
            raise ValueError(before if start else msg("is damaged: it cannot be decoded"))
        raise ValueError(
            msg("breaks off at {}: it is damaged, or was not copied whole", clock(there * 1000 / source.rate_hz))
        )
    if there == start:
        raise _nothing_there(start * 1000 / source.rate_hz, (source.frames or 0) * 1000 / source.rate_hz)


def _too_long(milliseconds: float | None, longest_ms: int) -> ValueError:
    longest = clock(longest_ms)
    if milliseconds is None:
        return ValueError(msg("is too long: {} are used at most; name a piece of it", longest))
    return ValueError(
        msg("is too long: {}, where {} are used at most; name a piece of it", clock(milliseconds), longest)
    )


def _nothing_there(start_ms: float, there_ms: float) -> ValueError:
    if there_ms and start_ms:
        return ValueError(msg("has nothing at {}: it ends at {}", clock(start_ms), clock(there_ms)))
    return ValueError(msg("has nothing at {}", clock(start_ms)) if start_ms else msg("holds no sound"))
