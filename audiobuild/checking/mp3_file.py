"""The MP3 as a stream and as sound: whole, joined without loss, truly described by its header, as loud as it should be.

A file is mapped, walked and decoded piece by piece, so that one of many hours takes no more memory than a short one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from mmap import ACCESS_READ, mmap

import numpy as np

from audiobuild.checking import hearing, infotag
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.reading import access
from audiobuild.checking.transcripts import TranscriptCue
from audiobuild.messages import msg, words_of
from audiobuild.model import Audio
from audiobuild.publication.addresses import DIGEST_BYTES
from audiobuild.sound import decode, layer3, loudness
from audiobuild.sound.checksum import crc16
from audiobuild.sound.peaks import HIGHEST_DBTP, TruePeakMeter

STREAM = msg("ISO/IEC 13818-3, 2.4.1: an MP3 is frames of Layer III and nothing else")
RESERVOIR = msg("ISO/IEC 11172-3, 2.4.2.7: main_data_begin points back to data that are there")
CONSTANT = msg(
    "DAISY 2.02 and RFC 9110 ranges: one channel at a constant bit rate, so that a time is a place in the file"
)
LOUDNESS = msg(
    "Apple Podcasts, audio requirements: −16 LUFS, or audio.loudness_lufs of the show, ± 1 (ITU-R BS.1770-4), measured on the "
    "decoded file"
)
SPEAKERS = msg("EBU R 128, g: within 1 LU, here of speakers among each other, so that nobody reaches for the volume")
PEAK = msg("Apple Podcasts, audio requirements: true peak at most −1 dBTP (ITU-R BS.1770-4)")

TARGET_LUFS = Audio().loudness_lufs
TOLERANCE_LU = 1.0
"""What the rules allow. Ours are within 0.5 (docs/decisions.md#all-speakers-are-made-as-loud), but what is published may have
been built by an earlier version, and keeps the rules all the same."""
SHORTEST_MS = 10_000
"""A speaker with less speech is not judged: its loudness then depends more on the words than on the voice."""

SHORTEST_PROGRAMME_S = 5
"""A shorter programme is not judged: it is a few words."""

_MEASURE = msg("Measure the voices anew: delete .audiobuild/cache/clips, and build again: audiobuild build")
_PIECE = 1 << 20


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasuredMp3:
    """What an MP3 is: its ID3 tag, its size, a digest of its sound, how long it is heard (``None`` where its header cannot be
    trusted), the power of each 100 ms, and what is heard of it."""

    tag: bytes
    bytes: int
    sound: str
    duration_ms: int | None
    powers: loudness.Powers
    heard: hearing.Heard


@dataclass(slots=True)
class _StreamSummary:
    """The stream's first frame, how many follow, and the formats that they have (at most two are kept)."""

    first: layer3.Frame | None
    frames: int
    formats: set[tuple[int, int, int]]


def check(file: File, findings: list[Finding], target_lufs: float = TARGET_LUFS) -> MeasuredMp3 | None:
    """Read the MP3 and add what is wrong with it; ``None`` if it is no MP3 that can be read to its end. ``target_lufs`` is how
    loud the show is meant to be."""
    try:
        with (
            access(file, findings),
            file.path.open("rb") as opened,
            mmap(opened.fileno(), 0, access=ACCESS_READ) as data,
        ):
            return _measured(file, data, findings, target_lufs)
    except ValueError as error:  # mmap's, of an empty file; the stream's; the decoder's
        findings.append(file.finding(STREAM, words_of(error)))
    return None


def _measured(file: File, data: mmap, findings: list[Finding], target_lufs: float) -> MeasuredMp3:
    summary = _StreamSummary(first=None, frames=0, formats=set())
    torn = next(layer3.torn(_walk(data, summary)), None)
    for _ in _walk(data, summary) if torn else ():  # the first walk ended at the torn frame; count to the end
        pass
    first = summary.first
    if first is None:
        raise ValueError(msg("holds no frame"))
    if torn:
        time = (torn.offset - first.offset) // first.header.size * first.header.samples / first.header.rate_hz
        message = msg("a frame needs data of others that are not there: players drop it")
        findings.append(file.finding(RESERVOIR, message, place=msg("byte {}, about {:.3f} s", torn.offset, time)))
    if len(summary.formats) > 1 or first.header.channels != 1:
        findings.append(file.finding(CONSTANT, msg("has frames of several formats, or more than one channel")))
    start = first.offset + first.header.size
    crc, sound = _sums(data, start)
    ear = hearing.Ear(first.header.rate_hz)
    info = infotag.read(data[first.offset : start], first.header.main_data)
    stream = infotag.Stream(frames=summary.frames, size=len(data) - first.offset, crc=crc)
    faults = [file.finding(infotag.RULE, fault, place=msg("Info header")) for fault in infotag.faults(info, stream)]
    findings += faults
    samples = summary.frames * first.header.samples - info.delay - info.padding
    powers = np.zeros(0)
    if first.header.channels == 1:
        powers = _listen(file, samples, first.header, ear, target_lufs, findings)
    return MeasuredMp3(
        tag=data[: layer3.id3v2_bytes(data)],
        bytes=len(data),
        sound=sound,
        duration_ms=None if faults else samples * 1000 // first.header.rate_hz,
        powers=powers,
        heard=hearing.Heard(
            windows=ear.windows(),
            prints=_prints(data, start, first.header.size) if len(summary.formats) == 1 else np.zeros(0, np.uint64),
            frame_ms=first.header.samples * 1000 / first.header.rate_hz,
        ),
    )


def speakers(file: File, powers: loudness.Powers, spoken: Sequence[TranscriptCue]) -> Iterator[Finding]:
    """Speakers that are louder or softer than the others."""
    by_cue: dict[str, list[loudness.Powers]] = {}
    for cue in spoken:
        hops = powers[-(-cue.start_ms // loudness.HOP_MS) : cue.end_ms // loudness.HOP_MS]
        by_cue.setdefault(cue.speaker, []).append(hops)
    by_speaker = {name: np.concatenate(pieces) for name, pieces in by_cue.items()}
    levels = {
        name: loudness.gated(loudness.blocks(hops))
        for name, hops in by_speaker.items()
        if len(hops) * loudness.HOP_MS >= SHORTEST_MS
    }
    if not levels:
        return
    low, high = min(levels, key=levels.__getitem__), max(levels, key=levels.__getitem__)
    if levels[high] - levels[low] > TOLERANCE_LU:
        message = msg("{} has {:.1f} LUFS, {} {:.1f}", high, levels[high], low, levels[low])
        yield file.finding(SPEAKERS, message, place=msg("speakers"))


def _walk(data: mmap, summary: _StreamSummary) -> Iterator[layer3.Frame]:
    summary.first, summary.frames = None, 0
    for frame in layer3.frames(data):
        if summary.first is None:
            summary.first = frame
        else:
            summary.frames += 1
        if len(summary.formats) < 2:
            summary.formats.add((frame.header.rate_hz, frame.header.bitrate_kbps, frame.header.channels))
        yield frame


def _sums(data: mmap, start: int) -> tuple[int, str]:
    """The CRC and the digest of all bytes from ``start``."""
    crc, sound = 0, blake2b(digest_size=DIGEST_BYTES)
    for at in range(start, len(data), _PIECE):
        crc = crc16(data[at : at + _PIECE], crc)
        sound.update(data[at : at + _PIECE])
    return crc, sound.hexdigest()


def _prints(data: mmap, start: int, size: int) -> hearing.Prints:
    """The numbers of the frames from ``start``, all of one size."""
    step, end = size * (_PIECE // size), start + (len(data) - start) // size * size
    pieces = [hearing.prints(data[at : min(end, at + step)], size) for at in range(start, end, step)]
    return np.concatenate(pieces) if pieces else np.zeros(0, np.uint64)


def _listen(
    file: File, samples: int, header: layer3.Header, ear: hearing.Ear, target_lufs: float, findings: list[Finding]
) -> loudness.Powers:
    """The power of each hop; what is wrong with the sound is added to ``findings``. It is decoded once, piece by piece."""
    heard = 0
    peaks = TruePeakMeter(header.rate_hz)

    def metered() -> Iterator[loudness.Samples]:
        nonlocal heard
        for pcm in decode.mp3_file(file.path):
            piece = loudness.from_pcm(pcm)
            heard += len(piece)
            peaks.add(piece)
            ear.add(piece)
            yield piece

    powers = loudness.powers(metered(), header.rate_hz)
    peak = peaks.dbtp()
    level = loudness.gated(loudness.blocks(powers))
    if heard != samples:
        message = msg("gives {} samples when it is decoded; its header promises {}", heard, samples)
        findings.append(file.finding(STREAM, message))
    if not np.isfinite(level):
        findings.append(
            file.finding(LOUDNESS, msg("is silent"), remedy=msg("Listen to it, and to its voices: audiobuild say."))
        )
    elif abs(level - target_lufs) > TOLERANCE_LU and heard >= SHORTEST_PROGRAMME_S * header.rate_hz:
        message = msg("has a loudness of {:.1f} LUFS, and {:.1f} are meant", level, target_lufs)
        findings.append(file.finding(LOUDNESS, message, remedy=_MEASURE))
    if peak > HIGHEST_DBTP:
        findings.append(file.finding(PEAK, msg("has a true peak of {:.1f} dBTP", peak)))
    return powers
