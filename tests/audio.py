"""Sound read back with ffmpeg."""

from __future__ import annotations

import json
import re
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt
from programs import run, tool

RATE_HZ = 24000


def decoded(mp3: Path, work: Path) -> npt.NDArray[np.int16]:
    """The samples that a gapless decoder gives out."""
    raw = work / f"{mp3.stem}.raw"
    run(tool("ffmpeg"), "-v", "error", "-y", "-i", mp3, "-f", "s16le", "-acodec", "pcm_s16le", raw)
    return np.fromfile(raw, dtype="<i2")


def measured(samples: npt.NDArray[np.int16], work: Path) -> tuple[float, float]:
    """Integrated loudness in LUFS and true peak in dBTP."""
    raw = work / "measured.raw"
    samples.astype("<i2").tofile(raw)
    command = f"-hide_banner -nostats -f s16le -ar {RATE_HZ} -ac 1 -i {raw} -af ebur128=peak=true -f null -"
    log = run(tool("ffmpeg"), *command.split()).stderr
    loudness, peak = re.findall(r"(?:I:|Peak:) +(-?[\d.]+)", log[log.rindex("Summary") :])
    return float(loudness), float(peak)


def ffprobe_chapters(mp3: Path) -> list[tuple[int, int, str]]:
    """Start and end in ms, title; in the order of the file."""
    found = json.loads(run(tool("ffprobe"), "-v", "error", "-show_chapters", "-of", "json", mp3).stdout)["chapters"]
    return [(chapter["start"], chapter["end"], chapter["tags"]["title"]) for chapter in found]


def ffmpeg_meter(path: Path, samples: npt.NDArray[np.float32], rate: int) -> tuple[float, float]:
    """Integrated loudness in LUFS and true peak in dBTP, as ffmpeg measures them."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    log = run(
        tool("ffmpeg"), "-hide_banner", "-nostats", "-i", path, "-af", "ebur128=peak=true", "-f", "null", "-"
    ).stderr
    found = re.findall(r"(?:I:|Peak:) +(-?[\d.]+)", log[log.rindex("Summary") :])
    return float(found[0]), float(found[1])
