"""How loud episodes are, from 8 s to an hour, and how alike their speakers; and what it costs to make them so.

    .venv/bin/python benchmarks/loudness.py [--piper FILE.onnx] [--kokoro FILE.onnx:VOICES] [--only ENGINE]

Interviews in eight languages, made of the texts that come with the project, are built twice: as they are, and with voices'
gains alone (*before*). Each MP3 is measured by ffmpeg's ebur128, whole, and each speaker's part of it: what the transcript says
is his, cut out and joined, where that is 3 s or more. An hour repeats the texts, with a number more in each paragraph.

Printed are, for each episode, its length; loudness in LUFS, true peak in dBTP, and by how much its speakers differ in LU; and
the same before. Then the worst of each length. By how much the processor time is higher is told of the builds, which make the
short episodes of a language together, and each long one alone.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, pairwise
from pathlib import Path
from unittest import mock

import numpy as np

from audiobuild import pipeline
from audiobuild.publication import config
from audiobuild.speech import balance

ROOT = Path(__file__).parents[1]
LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pl", "pt")
SAMPLES = {"de": "bibliothek-am-fluss", "en": "tide-mill"}
SECONDS = {"espeak": (8, 14, 21, 30, 60, 120), "piper": (8, 14, 21, 30, 60, 120), "kokoro": (8, 21, 60)}
LONG = {
    "espeak": (*((language, 600) for language in LANGUAGES), ("de", 1800), ("fr", 1800), ("en", 3600), ("pl", 3600)),
    "piper": (("en", 600), ("en", 1200)),
}
CHARACTERS_A_SECOND = 13.5
RATE_HZ = 24000
LEAST_MS = 3000

Pair = tuple[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """An episode, as it is heard."""

    seconds: float
    lufs: float
    dbtp: float
    apart: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """An episode: which, as it is, and as it was before."""

    name: str
    now: Measured
    before: Measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--piper", type=Path)
    parser.add_argument("--kokoro", default="")
    parser.add_argument("--only")
    wanted = parser.parse_args()
    engines = ["espeak", *(["piper"] if wanted.piper else []), *(["kokoro"] if wanted.kokoro else [])]
    for engine in engines:
        if wanted.only in (None, engine):
            rows = list(measured(engine, wanted.piper, wanted.kokoro))
            summary(engine, rows)


def measured(engine: str, piper: Path | None, kokoro: str) -> Iterator[Row]:
    """Build and measure; an episode is printed when it is done."""
    print("episode              length |  LUFS  dBTP    LU |  before: LUFS  dBTP    LU", flush=True)
    known = {"espeak": LANGUAGES, "piper": ("en",), "kokoro": ("en", "es", "fr", "it", "pt")}[engine]
    builds = [(language, SECONDS[engine]) for language in known if SECONDS[engine]]
    builds += [(language, (seconds,)) for language, seconds in LONG.get(engine, ())]
    for language, lengths in builds:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            write(root, engine, language, lengths, piper, kokoro)
            if engine != "espeak":
                built(root, lengths)  # voices are measured
            with mock.patch.object(balance, "offsets", return_value={}):
                before, cost = built(root, lengths)
            now, dearer = built(root, lengths)
        for seconds, one, two in zip(lengths, now, before, strict=True):
            name = f"{engine} {language} {seconds} s"
            print(
                f"{name:19} {one.seconds:6.0f} s | {one.lufs:5.1f} {one.dbtp:5.1f} {one.apart:5.1f} |"
                f"         {two.lufs:5.1f} {two.dbtp:5.1f} {two.apart:5.1f}",
                flush=True,
            )
            yield Row(name=name, now=one, before=two)
        print(f"CPU {cost:.1f} -> {dearer:.1f} s", flush=True)


def summary(engine: str, rows: Sequence[Row]) -> None:
    """The worst of each length."""
    edges = (0, 20, 45, 150, 900, 10_000)
    for low, high in pairwise(edges):
        some = [row for row in rows if low <= row.now.seconds < high]
        if some:
            told = [f"{engine} {low} to {high} s, {len(some)} episodes:"]
            for name, ones in (("before", [row.before for row in some]), ("now", [row.now for row in some])):
                levels = [one.lufs for one in ones]
                told.append(
                    f"{name} {min(levels):.1f} to {max(levels):.1f} LUFS, {max(one.dbtp for one in ones):.1f} dBTP,"
                    f" {max(one.apart for one in ones):.1f} LU;"
                )
            print(*told)


# --- interviews -----------------------------------------------------------------------------------------------------


def write(root: Path, engine: str, language: str, lengths: Sequence[int], piper: Path | None, kokoro: str) -> None:
    """A publication with interviews that take about so long."""
    (root / "content").mkdir(parents=True)
    (root / "voices").mkdir()
    show = (ROOT / "content/show.toml").read_text()
    show = show.replace('language = "de"', f'language = "{language}"').replace("announcements", "# announcements")
    speakers = ["{name: Ada, role: question", "{name: Ben, role: answer"]
    if engine != "espeak":
        names = voices(root, engine, language, piper, kokoro)
        speakers = [f"{one}, voice: {name}" for one, name in zip(speakers, names, strict=False)]
        show += f'[voices]\nnarrator = "{names[0]}"\n'
    (root / "content/show.toml").write_text(show)
    lines = "".join(f"  - {one}}}\n" for one in speakers)
    for seconds in lengths:
        head = f"---\ntitle: A {seconds}\ndate: 2024-05-02\nlanguage: {language}\nspeakers:\n{lines}---\n"
        (root / f"content/talk-{seconds}.md").write_text(head + text(language, seconds))


def voices(root: Path, engine: str, language: str, piper: Path | None, kokoro: str) -> tuple[str, str]:
    """Files of two voices, by their names. Piper's is one, which speaks a little faster as the second."""
    if engine == "piper":
        options = [f'model = "{piper.absolute()}"' if piper else ""] * 2
        tag = "en-US"
    else:
        model, _, folder = kokoro.partition(":")
        pairs = {"en": "af_heart am_michael", "es": "ef_dora em_alex", "fr": "ff_siwis ff_siwis"}
        pairs |= {"it": "if_sara im_nicola", "pt": "pf_dora pm_alex"}
        options = [f'model = "{model}"\nvoices = "{folder}"\nvoice = "{name}"' for name in pairs[language].split()]
        tag = {"en": "en-US", "pt": "pt-BR"}.get(language, language)
    for name, rate, some in zip(("one", "two"), (1.0, 1.12), options, strict=True):
        file = f'engine = "{engine}"\nlanguage = "{tag}"\nrate = {rate}\n{some}\n'
        (root / f"voices/{name}.toml").write_text(file)
    return "one", "two"


def text(language: str, seconds: int) -> str:
    """Questions and answers, as long as they are to be: the last answer ends with the sentence that fills it."""
    left = seconds * CHARACTERS_A_SECOND - 40
    parts: list[str] = []
    for number, (question, paragraphs) in enumerate(cycle(pairs(language))):
        if left <= 0:
            break
        again = f" {number}." if number >= len(pairs(language)) else ""
        parts.append(f"## {question}")
        left -= len(question) + 20
        for paragraph in paragraphs:
            said: list[str] = []
            for sentence in re.split(r"(?<=[.!?]) ", paragraph + again):
                if left > 0 or not said:
                    said.append(sentence)
                    left -= len(sentence) + 5
            parts.append(" ".join(said))
            if left <= 0:
                break
    return "\n\n".join(parts) + "\n"


def pairs(language: str) -> list[Pair]:
    """The questions of the project's texts in a language, each with the paragraphs of its answer; the shortest first."""
    files = [*(ROOT / f"audiobuild/languages/{language}/starter").glob("*.md")]
    if language in SAMPLES:
        files.append(ROOT / f"content/{SAMPLES[language]}.md")
    found: list[Pair] = []
    for file in files:
        body = file.read_text().split("---", 2)[2].split("\n* * *")[0]
        body = re.sub(r"<!--.*?-->|\{[^}]*\}|\[\^\w+\]:?|\*\*[^*]*:\*\*|[*_>\[\]]", "", body, flags=re.DOTALL)
        for chapter in body.split("\n## ")[1:]:
            question, *paragraphs = [" ".join(part.split()) for part in chapter.split("\n\n") if part.strip()]
            plain = [one for one in paragraphs if one[0].isalpha() and "|" not in one and "](" not in one]
            if plain:
                found.append((question, plain))
    return sorted(found, key=lambda pair: len(pair[0]) + sum(map(len, pair[1])))


# --- building and measuring -----------------------------------------------------------------------------------------


def built(root: Path, lengths: Sequence[int]) -> tuple[list[Measured], float]:
    """The episodes, built from nothing but the gains of their voices, and the processor time that took."""
    for folder in (root / ".audiobuild/cache/clips", root / "dist"):
        subprocess.run(["rm", "-rf", folder], check=True)
    with timed() as spent:
        pipeline.build(config.load(root))
    return [heard(root, f"talk-{seconds}") for seconds in lengths], spent[0]


def heard(root: Path, slug: str) -> Measured:
    """An episode, and what its transcript says is each speaker's."""
    episode = root / "dist" / slug
    sound = np.frombuffer(ffmpeg("-i", episode / f"{slug}.mp3", "-f", "s16le", "-").stdout, "<i2")
    whole = meter(sound, root)
    by_speaker: dict[str, list[np.ndarray]] = {}
    for cue in json.loads((episode / "transcript.json").read_text())["segments"]:
        start, end = (round(cue[key] * RATE_HZ) for key in ("startTime", "endTime"))
        by_speaker.setdefault(cue["speaker"], []).append(sound[start:end])
    joined = [np.concatenate(parts) for parts in by_speaker.values()]
    levels = [meter(one, root)[0] for one in joined if len(one) * 1000 >= LEAST_MS * RATE_HZ]
    apart = max(levels, default=0.0) - min(levels, default=0.0)
    return Measured(seconds=len(sound) / RATE_HZ, lufs=whole[0], dbtp=whole[1], apart=apart)


def meter(sound: np.ndarray, folder: Path) -> tuple[float, float]:
    """LUFS and dBTP."""
    raw = folder / "sound.raw"
    sound.tofile(raw)
    source = ("-f", "s16le", "-ar", str(RATE_HZ), "-ac", "1", "-i", raw)
    log = ffmpeg(*source, "-af", "ebur128=peak=true", "-f", "null", "-").stderr.decode()
    lufs, dbtp = re.findall(r"(?:I:|Peak:) +(-?[\d.]+)", log[log.rindex("Summary") :])
    return float(lufs), float(dbtp)


def ffmpeg(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["ffmpeg", "-hide_banner", "-nostats", *arguments], capture_output=True, check=True)


@contextmanager
def timed() -> Iterator[list[float]]:
    """The processor time in seconds, once it is over: of this process and of its workers, which have ended by then."""

    def used() -> float:
        some = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(one.ru_utime + one.ru_stime for one in some)

    spent = [used()]
    yield spent
    spent[0] = used() - spent[0]


if __name__ == "__main__":
    main()
