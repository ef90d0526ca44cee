"""Whether real speech is ever taken for broken: every sentence that is at hand, in every language, spoken by espeak-ng.

    .venv/bin/python benchmarks/plausible.py [--seed 1] [--most 3000] [--voices 3]

The sentences are those of tests/languages, of the samples and of ``init``, the texts by which voices are measured, and pieces
of them: single words, the first words, some in capitals; and numbers. Voices, rates and pitches are drawn by lot. Printed are
how many sounds were judged and how many refused (goal: none), and how near the nearest came to a bound; then how many are
refused once they are broken, which says what the bounds are worth.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from audiobuild.languages.reading import calibration_text, sentences
from audiobuild.languages.registry import CODES, folder
from audiobuild.model import Inline, Speech, Voice
from audiobuild.sound import plausible
from audiobuild.sound.loudness import from_pcm
from audiobuild.speech.engines.espeak import Espeak

ROOT = Path(__file__).parents[1]
VARIANTS = (
    "",
    "f1",
    "f2",
    "f3",
    "f4",
    "f5",
    "m1",
    "m2",
    "m3",
    "m4",
    "m5",
    "m6",
    "m7",
    "m8",
    "whisper",
    "whisperf",
    "croak",
)
RATES = (1.0, 1.0, 1.0, 0.92, 1.1, 0.7, 1.3, 0.5, 1.8, 2.5)


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One sound judged: what was said against it, where it lay between the bounds, and its length per letter in ms."""

    code: str
    text: str
    rate: float
    doubt: str
    times_shortest: float
    part_of_longest: float
    letter_ms: float
    roughness: float
    loudness: float
    caught: tuple[str, ...]


BREAK: dict[str, Callable[[Speech], Speech]] = {
    "a tenth": lambda speech: replace(speech, pcm=speech.pcm[: len(speech.pcm) // 20 * 2]),
    "ten times": lambda speech: replace(speech, pcm=speech.pcm * 10),
    "noise": lambda speech: replace(speech, pcm=np.random.default_rng(1).bytes(len(speech.pcm))),
    "as floats": lambda speech: replace(speech, pcm=_floats(speech.pcm)),
    "other byte order": lambda speech: replace(speech, pcm=np.frombuffer(speech.pcm, "<i2").byteswap().tobytes()),
    "hardly audible": lambda speech: replace(speech, pcm=(np.frombuffer(speech.pcm, "<i2") // 500).tobytes()),
}


def _floats(pcm: bytes) -> bytes:
    return (np.frombuffer(pcm, "<i2").astype("<f4") / 32768).tobytes()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=3000, help="sentences a language")
    parser.add_argument("--voices", type=int, default=3, help="how many voices speak each")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    work = []
    for code in CODES:
        source = random.Random(f"{arguments.seed} {code}")  # noqa: S311 (the same sentences each time)
        texts = list(dict.fromkeys(_texts(code, source)))
        source.shuffle(texts)
        work += [
            (code, text, _voice(code, source)) for text in texts[: arguments.most] for _ in range(arguments.voices)
        ]
    with ProcessPoolExecutor(arguments.jobs, mp_context=get_context("spawn")) as executor:
        found = [said for said in executor.map(_judged, work, chunksize=50) if said]
    _print(found)
    sys.exit(any(said.doubt for said in found))


def _print(found: list[Said]) -> None:
    for said in found:
        if said.doubt:
            print(f"refused: {said.code} at rate {said.rate}: {said.text[:100]!r} {said.doubt}")
    for code in CODES:
        some = [said for said in found if said.code == code]
        letters = np.median([said.letter_ms for said in some if said.letter_ms])
        nearest = min(said.times_shortest for said in some), max(said.part_of_longest for said in some)
        print(
            f"{code}: {len(some)} sounds, {letters:.0f} ms a letter; at least {nearest[0]:.2f} times the shortest",
            end="",
        )
        print(
            f", at most {nearest[1]:.2f} of the longest; roughness {max(said.roughness for said in some):.2f}", end=""
        )
        print(f", loudness {20 * np.log10(max(said.loudness for said in some)):.1f} dBFS")
    for said in sorted(found, key=lambda said: -said.part_of_longest)[:3]:
        print(f"nearest to too long: {said.code} at rate {said.rate}, {said.part_of_longest:.2f}: {said.text[:100]!r}")
    for said in sorted(found, key=lambda said: said.times_shortest)[:3]:
        print(f"nearest to too short: {said.code} at rate {said.rate}, {said.times_shortest:.2f}: {said.text[:100]!r}")
    print(f"plausible: {len(found)} judged, {sum(bool(said.doubt) for said in found)} refused")
    whole = [said for said in found if said.letter_ms]
    for name in BREAK:
        of_all, of_whole = (sum(name in said.caught for said in some) / len(some) for some in (found, whole))
        print(f"  broken ({name}): {of_all:.1%} refused, {of_whole:.1%} of whole sentences without figures")


def _texts(code: str, source: random.Random) -> Iterator[str]:
    """All kinds of sentences as they are spoken: what is made of them, and as they are printed."""
    printed = [calibration_text(code)]
    for line in (ROOT / f"tests/languages/{code}.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            printed += re.sub(r"\{\w+:([^}]*)\}", r"\1", line).split("\t")
    printed += (ROOT / f"tests/languages/{code}.sentences.txt").read_text("utf-8").splitlines()
    for path in (*folder(code).joinpath("starter").iterdir(), *(ROOT / "content").glob("*.md")):
        if path.name.endswith(".md") and f"language: {code}" in path.read_text("utf-8"):
            printed += path.read_text("utf-8").split("---", 2)[-1].split("\n\n")
    for text in printed:
        yield text.strip()
        for sentence in sentences((Inline(text=text),), language=code):
            yield sentence.spoken.strip()
            yield from _pieces(sentence.spoken.split(), source)
    for digits in range(1, 13):
        yield str(source.randrange(10 ** (digits - 1), 10**digits))


def _pieces(words: list[str], source: random.Random) -> Iterator[str]:
    if len(words) > 1:
        yield source.choice(words)
        yield " ".join(words[: source.randrange(1, len(words))])
        yield " ".join(source.sample(words, min(len(words), 4))).upper()


def _voice(code: str, source: random.Random) -> Voice:
    variant = source.choice(VARIANTS)
    return Voice(
        name="x",
        engine="espeak",
        language=code,
        rate=source.choice(RATES),
        pitch=source.choice((0, 0, -6, 6)),
        options={"variant": variant} if variant else {},
    )


def _judged(work: tuple[str, str, Voice]) -> Said | None:
    code, text, voice = work
    speech = Espeak().synthesize(text, language=code, voice=voice)
    if not speech.pcm:
        return None
    limits = plausible.bounds(text, language=code, rate=voice.rate)
    samples = from_pcm(speech.pcm)
    whole_ms, heard_ms = plausible._lengths(samples, speech.rate_hz)
    plain = voice.rate >= 0.9 and sum(map(str.islower, text)) > 0.75 * len(text) and len(text) > 30

    def doubt(sound: Speech) -> str:
        return plausible.doubt(sound, text, language=code, rate=voice.rate)

    return Said(
        code=code,
        text=text,
        rate=voice.rate,
        doubt=doubt(speech),
        times_shortest=heard_ms / limits.shortest if limits.shortest else 9,
        part_of_longest=whole_ms / limits.longest,
        letter_ms=whole_ms * voice.rate / sum(map(str.isalnum, text)) if plain else 0,
        roughness=plausible._roughness(samples),
        loudness=float(np.sqrt(np.mean(samples**2))),
        caught=tuple(name for name, broken in BREAK.items() if doubt(broken(speech))),
    )


if __name__ == "__main__":
    main()
