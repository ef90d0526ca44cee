"""How espeak-ng's variants sound, by what judges of speech say of them without having heard anybody say the same.

    python -m benchmarks.timbres                                      # every variant, at its own pitch and at one pace
    python -m benchmarks.timbres f2:-5 f2:0 m3 --languages de en      # these, as VARIANT:SEMITONES
    python -m benchmarks.timbres --builtin --whisper MODEL            # the built-in voices, and what is understood of them

Each speaks the sentences of benchmarks/sentences.toml, which no voice is measured with elsewhere, levelled as in an episode;
``--mp3`` sends them through the encoder, too. So that only the voice differs, each has the pace that espeak-ng has by itself
at 0.92 (a built-in voice: its own). A row is a mean over the languages:

* pace as a factor for the engine, median pitch in Hz, gain in dB to the loudness of a show ("-": never reached)
* DNSMOS of what is heard in pieces of 9 s: OVRL and P.808, by the package speechmos
* of 100 words and of 100 letters those that are lost, by Whisper (faster-whisper, a folder with its model), greedy, without
  repeating four words; in a language that it hardly understands of espeak-ng at all (French), this says nothing

Judges that are not installed are left out; no package of these is needed by anything else. For the built-in voices the two
that are nearest to each are told, by tools/heard.py.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soxr

from audiobuild import espeak_data
from audiobuild.languages.registry import CODES
from audiobuild.model import Audio, Speech, Voice
from audiobuild.publication import voices
from audiobuild.sound import decode, level, mp3
from audiobuild.speech.engines.espeak import Espeak
from tools.heard import Heard, difference, heard, pitch_hz, semitones

SENTENCES: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
AUDIO = Audio()
PAUSE_S, PIECE_S, JUDGED_HZ, PACE = 0.35, 9.01, 16000, 0.92
Samples = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """A voice in one language; without a rate it is spoken at the common pace."""

    label: str
    language: str
    variant: str
    pitch: float
    rate: float = 0.0
    encoded: bool = False
    whisper: str = ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wanted", nargs="*", help="VARIANT or VARIANT:SEMITONES; without: all")
    parser.add_argument("--languages", nargs="+", default=sorted(CODES))
    parser.add_argument("--builtin", action="store_true")
    parser.add_argument("--mp3", action="store_true")
    parser.add_argument("--whisper", default="", metavar="MODEL")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    wanted = builtin() if asked.builtin else named(asked.wanted or espeak_data.variants())
    trials = [
        replace(one, language=language, encoded=asked.mp3, whisper=asked.whisper)
        for one in wanted
        for language in asked.languages
    ]
    with ProcessPoolExecutor(asked.jobs) as workers:
        rows: dict[str, list[dict[str, float]]] = {}
        for trial, measures in zip(trials, workers.map(measured, trials), strict=True):
            rows.setdefault(trial.label, []).append(measures)
            if len(rows[trial.label]) == len(asked.languages):
                print(row(trial.label, rows[trial.label]), flush=True)
    if asked.builtin:
        for language in asked.languages:
            print(*neighbours(language), sep="\n")


def named(words: Sequence[str]) -> list[Trial]:
    parts = [word.partition(":") for word in words]
    return [
        Trial(label=word, language="", variant=variant, pitch=float(pitch or 0))
        for word, (variant, _, pitch) in zip(words, parts, strict=True)
    ]


def builtin() -> list[Trial]:
    return [
        Trial(
            label=voice.name.partition("-")[2],
            language="",
            variant=str(voice.options["variant"]),
            pitch=voice.pitch,
            rate=voice.rate,
        )
        for voice in filter(None, map(voices.builtin, voices.names("en")))
    ]


def row(label: str, measures: Sequence[dict[str, float]]) -> str:
    means = {
        name: np.mean([one[name] for one in measures if name in one]) for name in {n: 0 for m in measures for n in m}
    }
    return f"{label:18} " + "  ".join(f"{name} {value:.2f}" for name, value in means.items())


def measured(trial: Trial) -> dict[str, float]:
    """What the judges say, by their names."""
    texts = SENTENCES[trial.language]
    rate = trial.rate or rate_for(trial)
    speeches = spoken(trial, rate, texts)
    try:
        gain = level.calibrate(speeches, AUDIO)
    except ValueError:
        gain = float("nan")
    sound = joined(speeches, 0.0 if np.isnan(gain) else gain)
    if trial.encoded:
        sound = encoded(sound)
    pcm = (sound * 32767).astype("<i2").tobytes()
    samples = np.clip(soxr.resample(sound, AUDIO.sample_rate_hz, JUDGED_HZ), -1, 1)
    found = {"pace": rate, "Hz": pitch_hz(Speech(pcm=pcm, rate_hz=AUDIO.sample_rate_hz)), "dB": gain}
    for judge in JUDGES:
        try:
            found |= judge(samples, texts, trial)
        except ImportError:
            continue
    return found


def spoken(trial: Trial, rate: float, texts: Sequence[str]) -> list[Speech]:
    options = {"variant": trial.variant} if trial.variant else {}
    voice = Voice(name="trial", engine="espeak", language=trial.language, rate=rate, pitch=trial.pitch, options=options)
    return [Espeak().synthesize(text, language=trial.language, voice=voice) for text in texts]


def rate_for(trial: Trial) -> float:
    """The factor at which a variant takes as long as espeak-ng without one: some lengthen what is stressed."""
    texts = SENTENCES[trial.language]
    wanted = length(spoken(replace(trial, variant=""), PACE, texts))
    rate = PACE
    for _ in range(3):
        rate = min(2.5, max(0.46, rate * length(spoken(trial, rate, texts)) / wanted))
    return round(rate, 2)


def length(speeches: Sequence[Speech]) -> int:
    return sum(level.level([(one, 0.0, 0)], AUDIO).speech_end_ms for one in speeches)


def joined(speeches: Sequence[Speech], gain_db: float) -> Samples:
    pause = np.zeros(int(PAUSE_S * AUDIO.sample_rate_hz))
    pcm = (level.level([(one, gain_db, 0)], AUDIO).pcm for one in speeches)
    return np.concatenate([part for one in pcm for part in (np.frombuffer(one, "<i2") / 32768, pause)])


def encoded(sound: Samples) -> Samples:
    pcm = (sound * 32767).astype("<i2").tobytes()
    pcm += bytes(-len(pcm) % (2 * AUDIO.frame_samples))
    return np.frombuffer(decode.mp3(mp3.whole(mp3.encode(pcm, AUDIO), AUDIO)).pcm, "<i2") / 32768


def dnsmos(samples: Samples, _texts: Sequence[str], _trial: Trial) -> dict[str, float]:
    judge, size = import_module("speechmos.dnsmos"), int(PIECE_S * JUDGED_HZ) + 1
    pieces = [samples[start : start + size] for start in range(0, len(samples) - size + 1, size)]
    said = [judge.run(piece, JUDGED_HZ) for piece in pieces]
    return {
        name: float(np.mean([one[key] for one in said])) for name, key in (("OVRL", "ovrl_mos"), ("P.808", "p808_mos"))
    }


def whisper(samples: Samples, texts: Sequence[str], trial: Trial) -> dict[str, float]:
    if not trial.whisper:
        return {}
    pieces, _ = _whisper(trial.whisper).transcribe(
        samples.astype(np.float32), language=trial.language, beam_size=1, temperature=0, no_repeat_ngram_size=4
    )
    said, understood = words(" ".join(texts)), words(" ".join(piece.text for piece in pieces))
    return {"words": lost(said, understood), "letters": lost(" ".join(said), " ".join(understood))}


JUDGES: Sequence[Callable[[Samples, Sequence[str], Trial], dict[str, float]]] = (dnsmos, whisper)


@cache
def _whisper(model: str) -> Any:
    return import_module("faster_whisper").WhisperModel(model, device="cpu", cpu_threads=1, compute_type="int8")


def words(text: str) -> list[str]:
    return re.sub(r"[^\w ]", "", re.sub(r"[-'’]", " ", text.lower())).split()


def lost(said: Sequence[str], understood: Sequence[str]) -> float:
    """Of a hundred, at most a hundred: by the least number of changes from the one to the other."""
    ranks = list(range(len(understood) + 1))
    for row_, one in enumerate(said, 1):
        corner, ranks[0] = ranks[0], row_
        for column, other in enumerate(understood, 1):
            corner, ranks[column] = (
                ranks[column],
                min(ranks[column] + 1, ranks[column - 1] + 1, corner + (one != other)),
            )
    return min(100.0, 100 * ranks[-1] / len(said))


def neighbours(language: str) -> Iterator[str]:
    """Each built-in voice with the two that are likest to it, and by how many semitones they are higher."""
    text = " ".join(SENTENCES[language])
    known: dict[str, Heard] = {}
    for one in builtin():
        trial = replace(one, language=language)
        known[one.label] = heard(spoken(trial, one.rate, [text])[0])
    pairs = sorted((difference(known[a], known[b]), a, b) for a, b in combinations(known, 2))
    for name in known:
        nearest = [(far, b if a == name else a) for far, a, b in pairs if name in (a, b)][:2]
        told = (f"{other} {far:.2f} ({semitones(known[other], known[name]):+.1f})" for far, other in nearest)
        yield f"{language} {name:18} {known[name].hertz:4.0f} Hz  {', '.join(told)}"


if __name__ == "__main__":
    main()
