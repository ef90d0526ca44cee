"""The gains of the built-in voices, for audiobuild/speech/measured.tsv.

    python -m tools.gains    measures all of them, in a minute or two; tests/speech/test_measured.py says when that is due

A row is a key, the gain in dB, and for people the voice and the language. Each language with rules has its own voices here, in
the format that a show has if it says nothing. A voice of another language that says a phrase in this one is the same sound.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from audiobuild.languages.registry import CODES
from audiobuild.model import Audio
from audiobuild.publication import voices
from audiobuild.speech import measured
from audiobuild.speech.jobs import Measuring, Surroundings, measure, measuring

PATH = Path(measured.__file__).with_name(measured.TABLE)
REGIONS = ("de-AT", "de-CH", "en-GB", "en-US", "fr-CH", "pt-BR")
"""What else shows are often written in."""


def main() -> None:
    """Write the table."""
    work = list(jobs())
    with ProcessPoolExecutor() as workers:
        rows = [row(one, gain) for one, gain in zip(work, workers.map(measure, work), strict=True)]
    PATH.write_text("".join(f"{line}\n" for line in rows), encoding="utf-8")


def jobs() -> Iterator[Measuring]:
    """All that is measured."""
    around = Surroundings(audio=Audio(), response_cache=Path())
    for language in (*sorted(CODES), *REGIONS):
        for voice in filter(None, map(voices.builtin, voices.names(language))):
            yield measuring(voice, language, around)


def row(work: Measuring, gain_db: float) -> str:
    """A line of the table."""
    return f"{work.key[: measured.KEY_CHARACTERS]}\t{gain_db:.2f}\t{work.voice.name}\t{work.language}"


if __name__ == "__main__":
    main()
