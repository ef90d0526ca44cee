"""Gains of the built-in voices that were measured when this version was made (``python -m tools.gains``).

A gain is found by its key, which is a hash of all that it depends on: the engine and its data, the voice, the text, the format,
the resampler. So what is in the table is true wherever it is found; where one of these is another, the voice is measured as any
other is. It spares a first build half of its work (two samples, ten voices: 12 → 6 s of processor time).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

TABLE = "measured.tsv"
KEY_CHARACTERS = 16
"""Of a key, in the table: one of a few hundred is not mistaken for another by 64 bits."""


def gain(key: str) -> float | None:
    """The gain in dB with that key; ``None`` where it is to be measured."""
    return _table().get(key[:KEY_CHARACTERS])


@cache
def _table() -> dict[str, float]:
    text = files("audiobuild.speech").joinpath(TABLE).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {row[0]: float(row[1]) for row in rows}
