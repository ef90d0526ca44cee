"""Which of LAME's qualities keeps most of a voice, and what it costs.

    .venv/bin/python benchmarks/encoder.py SOUND… [--qualities 0 2 3 5 7 9]

A SOUND is a WAV of speech, some seconds long. Each is levelled as a sentence is, encoded by ``audiobuild/sound/mp3.py`` at both
of our formats with each of the qualities, decoded again and held against what went in:

* SNR in dB over the whole band, and above 8 kHz, where sibilants are
* LSD, the mean distance of the spectra in dB (frames of 23 ms that are louder than −60 dB), in the whole band and above 8 kHz
* PESQ (wide band, 16 kHz) by the package pesq, ViSQOL (speech) by visqol-python, and DNSMOS (OVRL; of what comes out alone) by
  speechmos, where they are installed: the first two know what went in, the last hears only what comes out
* processor time of LAME in ms for each second of sound, as a ratio to quality 5

Printed are means over all sounds. No package of these is needed by anything else.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soxr

from audiobuild.model import Audio
from audiobuild.sound import decode, level, mp3

Samples = npt.NDArray[np.float64]
FORMATS = (Audio(), Audio(sample_rate_hz=48000))
MEASURES: dict[str, Callable[[Samples, Samples, int], float]] = {}


def measure(
    name: str,
) -> Callable[[Callable[[Samples, Samples, int], float]], Callable[[Samples, Samples, int], float]]:
    def add(function: Callable[[Samples, Samples, int], float]) -> Callable[[Samples, Samples, int], float]:
        MEASURES[name] = function
        return function

    return add


@measure("SNR")
def snr(before: Samples, after: Samples, _rate_hz: int) -> float:
    return float(10 * np.log10(np.sum(before**2) / np.sum((before - after) ** 2)))


@measure("SNR>8k")
def snr_above(before: Samples, after: Samples, rate_hz: int) -> float:
    return snr(_above(before, rate_hz), _above(after, rate_hz), rate_hz)


@measure("LSD")
def lsd(before: Samples, after: Samples, rate_hz: int) -> float:
    return _distance(before, after, rate_hz, 0)


@measure("LSD>8k")
def lsd_above(before: Samples, after: Samples, rate_hz: int) -> float:
    return _distance(before, after, rate_hz, 8000)


@measure("PESQ")
def pesq(before: Samples, after: Samples, rate_hz: int) -> float:
    return float(import_module("pesq").pesq(16000, _at(before, rate_hz, 16000), _at(after, rate_hz, 16000), "wb"))


@measure("ViSQOL")
def visqol(before: Samples, after: Samples, rate_hz: int) -> float:
    judge = import_module("visqol").VisqolApi()
    judge.create(mode="speech")
    return float(judge.measure_from_arrays(_at(before, rate_hz, 16000), _at(after, rate_hz, 16000), 16000).moslqo)


@measure("DNSMOS")
def dnsmos(_before: Samples, after: Samples, rate_hz: int) -> float:
    heard = np.clip(_at(after, rate_hz, 16000), -1, 1)
    return float(import_module("speechmos.dnsmos").run(heard, 16000)["ovrl_mos"])


def _at(samples: Samples, rate_hz: int, wanted_hz: int) -> Samples:
    return np.asarray(soxr.resample(samples, rate_hz, wanted_hz), np.float64)


def _above(samples: Samples, rate_hz: int) -> Samples:
    spectrum = np.fft.rfft(samples)
    spectrum[: int(8000 * len(samples) / rate_hz)] = 0
    return np.fft.irfft(spectrum, len(samples))


def _distance(before: Samples, after: Samples, rate_hz: int, lowest_hz: int) -> float:
    size = 512 if rate_hz == 24000 else 1024
    low, high = int(lowest_hz * size / rate_hz), int(11000 * size / rate_hz)
    levels = [_levels(samples, size)[:, low:high] for samples in (before, after)]
    loud = levels[0].mean(axis=1) > -60
    return float(np.sqrt(((levels[0] - levels[1])[loud] ** 2).mean(axis=1)).mean())


def _levels(samples: Samples, size: int) -> Samples:
    frames = np.lib.stride_tricks.sliding_window_view(samples, size)[:: size // 2]
    power = np.abs(np.fft.rfft(frames * np.hanning(size))) ** 2 / size
    return np.asarray(10 * np.log10(np.maximum(power, 1e-9)), np.float64)


def compared(path: Path, audio: Audio, quality: int) -> Iterator[tuple[str, float]]:
    speech = decode.wav(path.read_bytes())
    pcm = level.level([(speech, level.calibrate([speech], audio), 0)], audio).pcm
    pcm = bytes(2 * audio.frame_samples) + pcm + bytes(2 * mp3.SILENCE_BEHIND)
    pcm += bytes(-len(pcm) % (2 * audio.frame_samples))
    mp3.QUALITY = quality
    begun = time.process_time()
    frames = mp3.encode(pcm, audio)
    yield "ms", 1000 * (time.process_time() - begun) / (len(pcm) / 2 / audio.sample_rate_hz)
    before = np.frombuffer(pcm, "<i2") / 32768
    heard = np.frombuffer(decode.mp3(mp3.whole(frames, audio)).pcm, "<i2") / 32768
    after = _aligned(before, heard)
    for name, one in MEASURES.items():
        try:
            yield name, one(before, after, audio.sample_rate_hz)
        except ImportError:
            continue


def _aligned(before: Samples, heard: Samples) -> Samples:
    """What was heard, without what the decoder puts before it."""
    size = len(before) + len(heard)
    match = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(before, size)), size)
    late = int(np.argmax(match[: len(heard)]))
    return np.pad(heard[late : late + len(before)], (0, max(0, len(before) - len(heard) + late)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sounds", nargs="+", type=Path)
    parser.add_argument("--qualities", nargs="+", type=int, default=[0, 2, 3, 5, 7, 9])
    wanted = parser.parse_args()
    for audio in FORMATS:
        print(f"{audio.sample_rate_hz} Hz, {audio.bitrate_kbps} kbit/s, {len(wanted.sounds)} sounds")
        rows = {}
        for quality in wanted.qualities:
            found: dict[str, list[float]] = {}
            for path in wanted.sounds:
                for name, value in compared(path, audio, quality):
                    found.setdefault(name, []).append(value)
            rows[quality] = {name: float(np.mean(values)) for name, values in found.items()}
        print("quality " + " ".join(f"{name:>7}" for name in next(iter(rows.values()))))
        for quality, row in rows.items():
            print(f"{quality:7} " + " ".join(f"{value:7.2f}" for value in row.values()))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
