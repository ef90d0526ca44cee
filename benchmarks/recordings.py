"""Whether sentences are found in recordings by their pauses, and never in the wrong place: speech whose borders are known.

    .venv/bin/python benchmarks/recordings.py [--seed 1] [--turns 40] [--half 1] [--piper MODEL] [--kokoro MODEL:VOICES]

Turns of one to four paragraphs, from the sample interviews of each language, are spoken by espeak-ng sentence by sentence and
put together as readers do: pauses of 150 to 700 ms, a pace that changes from sentence to sentence, pauses in mid-sentence,
words held up by an "uhm", sentences run together, noise beneath. Piper and Kokoro speak whole paragraphs in one go, with their
own pauses. Printed is, for each kind of reader, which part of the paragraphs is cut into sentences, and which part of their
borders lies within 150 ms of the true pause (goal: 99 %). The constants were chosen with ``--half 0``; ``--half 1`` are other
turns of the same texts.

    .venv/bin/python benchmarks/recordings.py --memory FILE [--rate 48000]

reads, judges, trims, levels and encodes one file and prints seconds and megabytes for each.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import soxr

from audiobuild.languages.reading import sentences
from audiobuild.languages.registry import CODES, folder
from audiobuild.model import Audio, Inline, Voice
from audiobuild.sound import long, pauses, quality, trimming
from audiobuild.sound.loudness import Samples, from_pcm
from audiobuild.sound.recording import read
from audiobuild.speech.engines import Engine
from audiobuild.speech.engines.espeak import Espeak

ROOT = Path(__file__).parents[1]
RATE_HZ = 24_000
NEAR_MS = 150
VARIANTS = ("", "f2", "f3", "f5", "m1", "m3", "m7", "croak")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """How somebody reads: pauses between sentences in ms, and how often each of the rest happens in a sentence."""

    pauses: tuple[int, int] = (150, 700)
    pace: float = 0.06
    inner: float = 0.0
    held: float = 0.0
    joined: float = 0.0
    skipped: float = 0.0
    added: float = 0.0
    noise_db: float = 60.0


READERS = {
    "plain": Reader(),
    "lively": Reader(pauses=(250, 900), pace=0.12, inner=0.15),
    "halting": Reader(pace=0.12, inner=0.5),
    "uhm": Reader(pace=0.1, inner=0.2, held=0.3),
    "hurried": Reader(pauses=(120, 350), pace=0.08, inner=0.1, joined=0.2),
    "noise 30 dB": Reader(pace=0.08, inner=0.1, noise_db=30),
    "noise 20 dB": Reader(pace=0.08, inner=0.1, noise_db=20),
    "noise 10 dB": Reader(pace=0.08, inner=0.1, noise_db=10),
    "left out": Reader(pace=0.08, inner=0.1, skipped=0.12),
    "put in": Reader(pace=0.08, inner=0.1, added=0.12),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """Sound, its paragraphs, and where each sentence truly begins and ends in ms: None for one that was not said."""

    samples: Samples
    paragraphs: tuple[tuple[str, ...], ...]
    truth: tuple[tuple[float, float] | None, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--half", type=int, default=1)
    parser.add_argument("--turns", type=int, default=40, help="for each language and reader")
    parser.add_argument("--piper", type=Path)
    parser.add_argument("--kokoro")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--memory", type=Path)
    parser.add_argument("--rate", type=int, default=RATE_HZ)
    arguments = parser.parse_args()
    if arguments.memory:
        memory(arguments.memory, Audio(sample_rate_hz=arguments.rate))
        return
    work = [
        (code, name, number, f"{arguments.seed} {arguments.half}")
        for code in CODES
        for name in READERS
        for number in range(arguments.turns)
    ]
    with ProcessPoolExecutor(arguments.jobs, mp_context=get_context("spawn")) as executor:
        found = list(executor.map(_judged_turn, work, chunksize=10))
    by_reader: dict[str, Counter[str]] = {name: Counter() for name in READERS}
    by_language: dict[str, Counter[str]] = {code: Counter() for code in CODES}
    for (code, name, _, _), counts in zip(work, found, strict=True):
        by_reader[name] += counts
        by_language[code] += counts
    for name, counts in (by_reader | by_language).items():
        _print(name, counts)
    for name, engine, voices in _models(arguments.piper, arguments.kokoro):
        total: Counter[str] = Counter()
        for number in range(arguments.turns):
            source = random.Random(f"{name} {arguments.seed} {arguments.half} {number}")  # noqa: S311
            total += judged(
                _by_model(engine, voices[number % len(voices)], source), voices[number % len(voices)].language
            )
        _print(name, total)
    sys.exit(0)


def _print(name: str, counts: Counter[str]) -> None:
    cut, all_of_them = counts["cut"], counts["paragraphs"]
    print(
        f"{name}: {counts['turns']} turns, {counts['unclear']} unclear; {cut} of {all_of_them} paragraphs cut"
        f" ({cut / max(1, all_of_them):.0%}), {counts['near']} of {counts['borders']} borders near"
        f" ({counts['near'] / max(1, counts['borders']):.2%});"
        f" {counts['near between']} of {counts['between']} between paragraphs"
    )


def judged(turn: Turn, language: str) -> Counter[str]:
    """How many borders were found, and how many of them lie where they should."""
    counts = Counter({"turns": 1, "paragraphs": sum(len(paragraph) > 1 for paragraph in turn.paragraphs)})
    try:
        found = pauses.sentence_times(turn.samples.astype(np.float16), RATE_HZ, turn.paragraphs, language)
    except pauses.Unclear:
        counts["unclear"] += 1
        return counts
    first = 0
    for paragraph, spans in zip(turn.paragraphs, found, strict=True):
        if len(spans) > 1:
            counts["cut"] += 1
            counts["borders"] += len(spans) - 1
            counts["near"] += sum(
                _near(spans[number], spans[number + 1], turn.truth[first + number : first + number + 2])
                for number in range(len(spans) - 1)
            )
        first += len(paragraph)
    at = 0
    for number, paragraph in enumerate(turn.paragraphs[:-1]):
        at += len(paragraph)
        counts["between"] += 1
        counts["near between"] += _near(found[number][-1], found[number + 1][0], turn.truth[at - 1 : at + 1])
    return counts


def _near(before: pauses.Span, behind: pauses.Span, truth: Sequence[tuple[float, float] | None]) -> bool:
    """Whether a pause that was found touches the true one, or nearly."""
    one, other = truth
    if one is None or other is None:
        return False
    return before.end_ms <= other[0] + NEAR_MS and behind.start_ms >= one[1] - NEAR_MS


# --- readers that are made of espeak-ng -----------------------------------------------------------------------------


def _judged_turn(work: tuple[str, str, int, str]) -> Counter[str]:
    code, name, number, seed = work
    source = random.Random(f"{code} {name} {number} {seed}")  # noqa: S311 (the same turns each time)
    return judged(_turn(code, READERS[name], source), code)


def _paragraphs(code: str) -> list[tuple[str, ...]]:
    found = []
    for path in (*folder(code).joinpath("starter").iterdir(), *(ROOT / "content").glob("*.md")):
        if path.name.endswith(".md") and f"language: {code}" in path.read_text("utf-8"):
            for text in path.read_text("utf-8").split("---", 2)[-1].split("\n\n"):
                plain = re.sub(r"^[\w ]+:\s+|[*_#>`\[\]]|\(http\S+\)", "", text.replace("\n", " ")).strip()
                said = tuple(one.spoken.strip() for one in sentences((Inline(text=plain),), language=code))
                said = tuple(one for one in said if any(map(str.isalpha, one)))
                found += [said] if said else []
    return found


def _turn(code: str, reader: Reader, source: random.Random) -> Turn:
    paragraphs = tuple(source.sample(_paragraphs(code), source.randint(1, 4)))
    voice = source.choice(VARIANTS)
    usual = source.choice((0.8, 0.9, 1.0, 1.1, 1.3))
    usual_pause = source.uniform(*reader.pauses)
    random_pieces = np.random.default_rng(source.randrange(1 << 30))
    sound: list[Samples] = [np.zeros(RATE_HZ * source.randint(100, 900) // 1000, np.float32)]
    truth: list[tuple[float, float] | None] = []
    for paragraph in paragraphs:
        for number, sentence in enumerate(paragraph):
            last = number == len(paragraph) - 1
            if source.random() < reader.skipped and len(truth):
                truth.append(None)
                continue
            said = _said(sentence, code, voice, usual * source.gauss(1, reader.pace), reader, source)
            if source.random() < reader.added:
                said = np.concatenate(
                    (said, _silence(usual_pause), _said(sentence, code, voice, usual, reader, source))
                )
            begin = sum(map(len, sound)) * 1000 / RATE_HZ
            truth.append((begin, begin + len(said) * 1000 / RATE_HZ))
            pause = usual_pause * source.lognormvariate(0, 0.25) * (source.uniform(1.1, 1.8) if last else 1)
            if not last and source.random() < reader.joined:
                pause = source.uniform(0, 60)
            sound += [said, _silence(pause)]
    whole = np.concatenate(sound)
    level = np.sqrt(np.mean(np.square(whole[np.abs(whole) > 0.001])))
    hiss = random_pieces.standard_normal(len(whole)).astype(np.float32)
    return Turn(
        samples=whole + hiss * np.float32(level * 10 ** (-reader.noise_db / 20)),
        paragraphs=paragraphs,
        truth=tuple(truth),
    )


def _silence(milliseconds: float) -> Samples:
    return np.zeros(round(RATE_HZ * milliseconds / 1000), np.float32)


def _said(text: str, code: str, variant: str, rate: float, reader: Reader, source: random.Random) -> Samples:
    """A sentence without its edges, with what a reader does to it."""
    voice = Voice(
        name="v",
        engine="espeak",
        language=code,
        rate=round(min(2.5, max(0.5, rate)), 2),
        options={"variant": variant} if variant else {},
    )
    speech = Espeak().synthesize(text, language=code, voice=voice)
    samples = soxr.resample(from_pcm(speech.pcm), speech.rate_hz, RATE_HZ)
    loud = np.flatnonzero(np.abs(samples) > 10 ** (-50 / 20))
    begin, end = (int(loud[0]), int(loud[-1]) + 1) if len(loud) else (0, len(samples))
    places = [word.time_ms * RATE_HZ // 1000 for word in speech.words if begin < word.time_ms * RATE_HZ // 1000 < end]
    pieces, done = [], begin
    for place in sorted(places):
        if source.random() < reader.inner / max(1, len(places)) * 1.5:
            pieces += [samples[done:place], _silence(source.uniform(120, 600))]
            done = place
        elif source.random() < reader.held / max(1, len(places)):
            pieces += [
                samples[done:place],
                _silence(source.uniform(0, 300)),
                _uhm(source),
                _silence(source.uniform(0, 300)),
            ]
            done = place
    return np.concatenate([*pieces, samples[done:end]])


def _uhm(source: random.Random) -> Samples:
    """A vowel that is held."""
    time_s = np.arange(round(RATE_HZ * source.uniform(0.25, 0.6))) / RATE_HZ
    wave = sum(np.sin(2 * np.pi * 120 * n * time_s) / n for n in range(1, 20))
    return np.asarray(0.08 * wave * np.minimum(1, 20 * np.minimum(time_s, time_s[::-1])), np.float32)


# --- models that speak a paragraph in one go ------------------------------------------------------------------------


def _models(piper: Path | None, kokoro: str | None) -> Iterator[tuple[str, Engine, list[Voice]]]:
    if piper:
        from audiobuild.speech.engines.piper import Piper

        yield "Piper", Piper(), [Voice(name="v", engine="piper", language="en", options={"model": str(piper)})]
    if kokoro:
        from audiobuild.speech.engines.kokoro import Kokoro

        model, _, folder_of_voices = kokoro.partition(":")
        yield (
            "Kokoro",
            Kokoro(),
            [
                Voice(
                    name="v",
                    engine="kokoro",
                    language=language,
                    options={"model": model, "voices": folder_of_voices, "voice": voice},
                )
                for voice, language in (
                    ("af_heart", "en"),
                    ("bm_george", "en"),
                    ("ff_siwis", "fr"),
                    ("ef_dora", "es"),
                    ("if_sara", "it"),
                )
            ],
        )


def _by_model(engine: Engine, voice: Voice, source: random.Random) -> Turn:
    paragraphs = tuple(source.sample(_paragraphs(voice.language), source.randint(1, 3)))
    sound: list[Samples] = []
    truth: list[tuple[float, float] | None] = []
    for paragraph in paragraphs:
        for speech in engine.passage(paragraph, language=voice.language, voice=voice):  # type: ignore[attr-defined]
            samples = soxr.resample(from_pcm(speech.pcm), speech.rate_hz, RATE_HZ)
            loud = np.flatnonzero(np.abs(samples) > 10 ** (-45 / 20))
            begin = sum(map(len, sound)) * 1000 / RATE_HZ
            truth.append((begin + loud[0] * 1000 / RATE_HZ, begin + loud[-1] * 1000 / RATE_HZ))
            sound.append(samples)
        sound.append(_silence(source.uniform(150, 500)))
    return Turn(samples=np.concatenate(sound), paragraphs=paragraphs, truth=tuple(truth))


# --- what it takes --------------------------------------------------------------------------------------------------


def memory(path: Path, audio: Audio) -> None:
    """Seconds and the most megabytes of each step."""
    began = time.monotonic()

    def told(step: str) -> None:
        nonlocal began
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{step}: {time.monotonic() - began:.1f} s, {megabytes} MB")
        began = time.monotonic()

    told("begun")
    recording = read(path, audio.sample_rate_hz)
    told(f"read, {recording.duration_ms} ms")
    print(quality.remarks(recording))
    told("judged")
    recording = trimming.speech(recording)
    told(f"trimmed, {recording.duration_ms} ms")
    gain_db = long.gain_db(recording, audio)
    told(f"levelled, {gain_db} dB")
    frames = long.encoded(recording, long.Treatment(gain_db=gain_db), audio)
    told(f"encoded, {len(frames)} bytes")


if __name__ == "__main__":
    main()
