"""PDFs set at random, read back: ``python -m attacks.layouts [--times N] [--seed N] [--keep DIR]``.

Counted are documents in which a word of the text is lost, changed or out of order, or what stands beside the text is torn
apart; and paragraphs that are not the ones that were set. The last is a figure, not a promise: a paragraph that fills its
last line in front of one without an indent cannot be told from its sequel.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from pathlib import Path

from attacks.printed import pdf
from attacks.tally import Tally, finish
from attacks.typeset import Typeset, typeset
from attacks.typeset_style import Style
from audiobuild.importers import readers


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What was read of one document: what is wrong with its words (empty if nothing), paragraphs right and set."""

    fault: str
    right: int
    paragraphs: int


def main() -> None:
    """Read so many documents."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=400)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", type=Path, help="a folder for the PDFs that were read wrongly")
    chosen = options.parse_args()
    tally = Tally("layouts")
    right = paragraphs = 0
    began = time.monotonic()
    for seed in range(chosen.seed, chosen.seed + chosen.times):
        style, document = typeset(seed)
        result = read_back(document)
        tally.count(f"{seed} {told(style)}", result.fault or None)
        right, paragraphs = right + result.right, paragraphs + result.paragraphs
        if result.fault and chosen.keep:
            chosen.keep.mkdir(parents=True, exist_ok=True)
            (chosen.keep / f"{seed}.pdf").write_bytes(pdf(document.pages))
            (chosen.keep / f"{seed}.txt").write_text("\n\n".join((*document.text, *document.aside)), encoding="utf-8")
    seconds = time.monotonic() - began
    print(
        f"{right} of {paragraphs} paragraphs are those that were set ({right / max(paragraphs, 1):.2%}); {seconds:.0f} s"
    )
    finish(tally)


def read_back(document: Typeset) -> Result:
    """What the importer's reader makes of the pages."""
    blocks = readers.read(pdf(document.pages), name="a.pdf").blocks
    text = " ".join(block.text for block in blocks)
    known = {word for part in document.text for word in part.split()}
    found = [word for word in text.split() if word in known]
    words = [word for part in document.text for word in part.split()]
    return Result(
        fault=_difference(words, found) or next((f"torn: {part}" for part in document.aside if part not in text), ""),
        right=sum(part in {block.text for block in blocks} for part in document.text),
        paragraphs=len(document.text),
    )


def told(style: Style) -> str:
    """What matters of a style, in a few words."""
    columns = f"{style.columns} columns" if style.columns > 1 else "1 column"
    parts = [
        columns,
        f"headline {style.headline}",
        f"sections {style.sections}",
        f"offset {style.offset:g}",
        style.order,
    ]
    return ", ".join([*parts, *(["justified"] if style.justified else []), *([style.beside] if style.beside else [])])


def _difference(expected: list[str], found: list[str]) -> str:
    """Where the words begin to differ, empty if they do not."""
    for place, (word, other) in enumerate(zip(expected, found, strict=False)):
        if word != other:
            return f"word {place}: {' '.join(expected[max(place - 3, 0) : place + 1])!r}, read {other!r}"
    return "" if len(expected) == len(found) else f"{len(found)} of {len(expected)} words"


if __name__ == "__main__":
    main()
