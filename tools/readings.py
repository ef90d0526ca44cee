"""How printed text is read against a table of somebody else: ``python -m tools.readings FILE… [--language de [--spoken-first]] [--judge FILE]``.

A file has a row a line. With tabs: language, printed, spoken in words, and what kind it is. With ``~``: printed and spoken, as
NVIDIA's NeMo-text-processing has its tests, where ``--language`` says which (its German ones have what is spoken first). ``|`` in the spoken text is the end of a sentence,
``<en>…</en>`` is spoken in that language. Numbers are compared as words; case, punctuation, spaces and hyphens do not count, nor
"and" in English numbers and "ein" before German hundreds.

Prints by kind, or file, how many rows are read alike, and every other one. ``--judge`` writes those for somebody who judges them
without knowing what was expected: printed and spoken text between tabs.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from audiobuild.languages.figures import written_out
from audiobuild.languages.reading import sentences
from audiobuild.model import Inline

_SAME = {"de": (r"\bein(?=hundert|tausend)", ""), "en": (r"\band\b", "")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """What is printed, how the table says that it is spoken, and the name of what is counted together."""

    language: str
    printed: str
    spoken: str
    kind: str


def read(path: Path, language: str, *, spoken_first: bool = False) -> Iterator[Row]:
    """The rows of a table."""
    for line in path.read_text("utf-8").splitlines():
        if "\t" in line:
            code, printed, spoken, *kind = line.split("\t")
            yield Row(language=code, printed=printed, spoken=spoken, kind=" ".join((code, *kind)))
        elif "~" in line[1:]:
            printed, spoken = line.split("~", 1)
            if spoken_first:
                printed, spoken = spoken, printed
            yield Row(language=language, printed=printed, spoken=spoken, kind=path.stem)


def said(printed: str, language: str) -> str:
    """What is spoken for a text, in words, as the tables write it."""
    return " | ".join(
        "".join(
            words if piece.language == language else f"<{piece.language}>{words}</{piece.language}>"
            for piece in sentence.pieces
            for words in [written_out(piece.spoken, piece.language)]
        ).strip()
        for sentence in sentences((Inline(text=printed),), language=language)
    )


def alike(one: str, other: str, language: str) -> bool:
    """Whether two spoken texts are the same words with the same ends of sentences."""
    return _folded(one, language) == _folded(other, language)


def _folded(text: str, language: str) -> str:
    pattern, instead = _SAME.get(language, (r"(?!)", ""))
    text = re.sub(pattern, instead, text.casefold())
    return re.sub(r"[^\w|<>]|_", "", text)


def main() -> None:
    """Print how many rows of each kind are read alike, and the others."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--language", default="")
    parser.add_argument("--spoken-first", action="store_true")
    parser.add_argument("--judge", type=Path)
    given = parser.parse_args()
    rows = [row for path in given.files for row in read(path, given.language, spoken_first=given.spoken_first)]
    others = _report(rows)
    if given.judge:
        given.judge.write_text("".join(f"{row.language}\t{row.printed}\t{ours}\n" for row, ours in others), "utf-8")


def _report(rows: Sequence[Row]) -> list[tuple[Row, str]]:
    others: list[tuple[Row, str]] = []
    counts: defaultdict[str, list[bool]] = defaultdict(list)
    for row in rows:
        ours = said(row.printed, row.language)
        counts[row.kind].append(alike(ours, row.spoken, row.language))
        if not counts[row.kind][-1]:
            others.append((row, ours))
    for row, ours in others:
        click.echo(f"{row.kind}: {row.printed}\n  said: {ours}\n  not:  {row.spoken}")
    for kind, some in sorted(counts.items()):
        click.echo(f"{sum(some):5} of {len(some):5}  {kind}")
    click.echo(f"{len(rows) - len(others):5} of {len(rows):5}  in all")
    return others


if __name__ == "__main__":
    main()
