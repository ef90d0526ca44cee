"""How fast a build is, against the least that any program would do with the same sentences.

    .venv/bin/python benchmarks/pipeline.py [--minutes 60] [--text FILE]

The text (the seed in ../shared if it is there, else our German sample) is repeated, each time with another number in every
sentence so that none is in the cache, to about an hour of audio. Printed are characters per second, peak memory, and ratios
within this run:

* the CPU time of ``build -j 1`` to that of the bare pipeline: espeak-ng → soxr → lameenc on the same sentences in one
  process, its library loaded once, no cache, no levelling (goal: at most 1.4);
* the time of ``-j 1`` to that of ``-j 2`` (goal: at least 1.6 on two cores);
* the CPU time of the script, in which the text is made speakable, to that of ``-j 1`` (goal: under 3 %).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audiobuild.model import Utterance

ROOT = Path(__file__).parents[1]
SEED = ROOT.parent / "shared" / "seeds" / "interview-kl-digital.txt"
SECONDS_PER_CHARACTER = 0.068
"""Of the four German voices, pauses included; only to choose how often to repeat the text."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a command took: seconds of time and of CPU (children included), and the largest process in MB."""

    seconds: float
    cpu: float
    peak_mb: float
    output: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--text", type=Path, default=SEED if SEED.exists() else None)
    parser.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.bare:
        bare(arguments.bare)
        return
    with tempfile.TemporaryDirectory() as folder:
        compare(Path(folder), arguments.text, arguments.minutes)


def compare(folder: Path, text: Path | None, minutes: float) -> None:
    characters, sentences, reading = publication(folder / "p", text, minutes)
    (folder / "sentences.json").write_text(json.dumps(sentences))
    command = [sys.executable, "-m", "audiobuild", "build", "-C", str(folder / "p"), "-q", "--json"]
    alone = cost([*command, "-j", "1"])
    (episode,) = json.loads(alone.output)["episodes"]
    for path in (".audiobuild", "dist"):
        subprocess.run(["rm", "-r", folder / "p" / path], check=True)
    both = cost([*command, "-j", "2"])
    again = cost([*command, "-j", "2"])
    least = cost([sys.executable, __file__, "--bare", str(folder / "sentences.json")])

    audio = episode["duration_ms"] / 1000
    print(f"{characters} characters, {episode['segments']} sentences, {audio / 60:.1f} minutes of audio")
    for name, taken in (("bare", least), ("-j 1", alone), ("-j 2", both), ("again", again)):
        print(
            f"{name:6} {taken.seconds:6.1f} s  CPU {taken.cpu:6.1f} s  {characters / taken.seconds:8.0f} characters/s  "
            f"{audio / taken.seconds:6.0f} x real time  peak {taken.peak_mb:4.0f} MB"
        )
    print(f"CPU of -j 1 to the bare pipeline: {alone.cpu / least.cpu:.2f} (goal: at most 1.4)")
    print(f"speed of -j 2 to -j 1: {alone.seconds / both.seconds:.2f} (goal: at least 1.6)")
    print(f"making the text speakable: {reading:.2f} s, {reading / alone.cpu:.1%} of the CPU of -j 1 (goal: under 3 %)")


def cost(command: list[str]) -> Cost:
    """Run it, and ask the system what it and its own children took."""
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as output:
        running = subprocess.Popen(command, stdout=output)
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - began
        if running.returncode:
            raise SystemExit(f"{command} ended with {running.returncode}")
        output.seek(0)
        return Cost(
            seconds=seconds,
            cpu=used.ru_utime + used.ru_stime,
            peak_mb=used.ru_maxrss / 1024,
            output=output.read(),
        )


def publication(folder: Path, text: Path | None, minutes: float) -> tuple[int, list[tuple[str, int, int, str]], float]:
    """Write it; the characters of its text, each sentence as (variant, rate, pitch, text) for the bare pipeline, and the CPU
    seconds that its script takes."""
    from audiobuild import script
    from audiobuild.publication import config, content
    from audiobuild.speech.engines import espeak

    subprocess.run(
        [sys.executable, "-m", "audiobuild", "init", folder, "--language", "de", "-q", "--sample"], check=True
    )
    for path in (folder / "content").glob("*.md"):
        path.unlink()
    if text:
        names = ["--question-speaker", "Redaktion", "--answer-speaker", "Gast"]
        source = [str(text), "--slug", "long", "--date", "2024-05-01", *names]
        subprocess.run([sys.executable, "-m", "audiobuild", "import", "-q", "-C", folder, *source], check=True)
    else:
        sample = (ROOT / "content" / "bibliothek-am-fluss.md").read_text()
        (folder / "content" / "long.md").write_text(sample)
    path = folder / "content" / "long.md"
    settings = config.load(folder)
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("<!-- unsure (")))
    (interview,) = content.load(folder)
    chapters = [chapter for chapter in script.write(interview, settings).chapters if chapter.kind == "question"]
    once = sum(len(utterance.text) for chapter in chapters for utterance in chapter.utterances)
    times = max(1, round(minutes * 60 / (once * SECONDS_PER_CHARACTER)))
    matter = path.read_text().split("---\n", 2)[1]
    blocks = []
    for number in range(1, times + 1):
        for chapter in chapters:
            blocks.append(f"## {' '.join(numbered(item, number) for item in chapter.heading if not item.announcement)}")
            blocks += (numbered(item, number) for block in chapter.blocks for some in block.paragraphs for item in some)
    path.write_text(f"---\n{matter}---\n\n" + "\n\n".join(blocks) + "\n")
    (interview,) = content.load(folder)
    began = time.process_time()
    written = script.write(interview, settings)
    reading = time.process_time() - began
    sentences = [
        (str(item.voice.options.get("variant", "")), espeak.rate(item.voice), espeak.pitch(item.voice), item.spoken)
        for item in written.utterances
        if item.voice
    ]
    return sum(len(item.text) for item in written.utterances), sentences, reading


def numbered(utterance: Utterance, number: int) -> str:
    """Its text in Markdown, with a number at its end."""
    text = re.sub(r"([.?!…“]*)$", rf" {number}\1", utterance.text, count=1)
    return re.sub(r"([\\*_`<>\[\]{}#])", r"\\\1", text)


def bare(path: Path) -> None:
    """The least: every sentence spoken, resampled and encoded, one after the other."""
    import ctypes

    import espeakng_loader
    import lameenc
    import numpy as np
    import soxr

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    library.espeak_Initialize(2, 0, os.fsencode(espeakng_loader.get_data_path()), 0)
    pcm: list[bytes] = []

    def take(samples: int | None, count: int, events: int) -> int:
        if samples and count:
            pcm.append(ctypes.string_at(samples, 2 * count))
        return 0

    callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(take)
    library.espeak_SetSynthCallback(callback)
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_in_sample_rate(24000)
    encoder.set_out_sample_rate(24000)
    encoder.set_channels(1)
    encoder.set_bit_rate(64)
    encoder.set_quality(5)
    size = 0
    for variant, rate, pitch, text in json.loads(path.read_text()):
        library.espeak_SetVoiceByName(f"de+{variant}".encode())
        library.espeak_SetParameter(1, rate, 0)
        library.espeak_SetParameter(3, pitch, 0)
        data = text.encode() + b"\0"
        library.espeak_Synth(data, ctypes.c_size_t(len(data)), 0, 0, 0, 1, None, None)
        samples = np.frombuffer(b"".join(pcm), dtype=np.int16)
        pcm.clear()
        size += len(encoder.encode(soxr.resample(samples, 22050, 24000).tobytes()))
    print(size + len(encoder.flush()))


if __name__ == "__main__":
    main()
