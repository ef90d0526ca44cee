"""Scores what an import finds out about a text: title, date and byline, by format, of cases in sight and of those held back.

    python tests/importers/score_about.py [-v] [FOLDER…]

A folder holds cases as ``score.py`` reads them; without one it is ``cases/`` and those in ../shared. The truth stands in
``about.tsv``, written by somebody who had read the sources: several answers apart by " ~ ", "-" for none; "=" is the title in the case's
own file. "declared" is what the source says in words for machines, "described" what the importer makes of it and of the text.

A third is held back (by the name's checksum): nobody looks at what is wrong there; ``-v`` prints what is wrong in the others.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from audiobuild import importers
from audiobuild.errors import ContentError
from audiobuild.importers import readers
from audiobuild.importers.document import Document

HERE = Path(__file__).parent
SHARED = Path("/work/shared")
FOLDERS = (
    HERE / "cases",
    SHARED / "import-cases",
    SHARED / "import-cases" / "2",
    SHARED / "import-corpus" / "html",
    SHARED / "import-corpus" / "text",
)
FIELDS = ("title", "date", "byline")


def truths() -> dict[str, dict[str, tuple[str, ...]]]:
    """What is right of each case, by its name."""
    with (HERE / "about.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row["case"]: {name: tuple(row[name].split(" ~ ")) for name in FIELDS} for row in rows}


def is_held_back(case: str) -> bool:
    return int(hashlib.sha256(case.encode()).hexdigest(), 16) % 3 == 0


def cases(folders: list[Path]) -> Iterator[tuple[str, Path, dict[str, tuple[str, ...]]]]:
    """Name, file and truth of every source in the folders that has a truth."""
    known = truths()
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            name = path.stem.removesuffix(".expected")
            if name not in known:
                continue
            own: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            truth = dict(known[name])
            if truth["title"] == ("=",):
                truth["title"] = (own.get("title") or "-",)
            for file in own["files"]:
                yield name, path.parent / file, truth


def declared(path: Path) -> Document:
    """What the reader alone makes of a source."""
    return readers.read(path.read_bytes(), name=path.name)


def found(document: Document, path: Path) -> dict[str, str]:
    """The three as text. A title that stands nowhere in the source, but is made of the guest's or the file's name, is none."""
    title = document.title
    if not title:
        try:
            made = importers.read(path.read_bytes(), importers.Wishes(today=date(2024, 1, 1)), name=path.name)
            made_title = made.interview.about.title
        except ContentError:
            made_title = ""
        title = made_title if any(fold(made_title) in fold(block.text) for block in document.blocks) else ""
    return {"title": title, "date": str(document.date or "")[:10], "byline": document.author}


def is_right(name: str, answer: str, truth: tuple[str, ...]) -> bool:
    """Whether an answer is one of the right ones; names in any order."""
    if not answer:
        return "-" in truth
    if name == "byline":
        return names(answer) in [names(option) for option in truth]
    return fold(answer) in [fold(option) for option in truth]


def fold(text: str) -> str:
    """The form in which texts are compared: composed, no quotation marks, no space twice, small."""
    return re.sub(r"\s+", " ", re.sub("[„“”«»‹›\"'‘’‚*_`]", "", unicodedata.normalize("NFC", text))).strip().lower()


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def names(text: str) -> set[str]:
    return {fold(part) for part in re.split(r",|\bund\b|\band\b|\bet\b|\by\b|\be\b|\ben\b|\bi\b", text) if part.strip()}


def main(arguments: list[str]) -> None:
    """Print the sums, and with ``-v`` what is wrong in the cases that are in sight."""
    talkative = "-v" in arguments
    folders = [Path(argument) for argument in arguments if argument != "-v"] or [*FOLDERS]
    sums: dict[tuple[str, str, str, str], int] = defaultdict(int)
    totals: dict[tuple[str, str], int] = defaultdict(int)
    for case, path, truth in cases(folders):
        side = "held back" if is_held_back(case) else "in sight"
        kind = path.suffix[1:]
        totals[side, kind] += 1
        documents = {"declared": declared(path), "described": importers.described(path.read_bytes(), name=path.name)}
        for way, document in documents.items():
            answers = found(document, path) if way == "described" else _plain(document)
            for name in FIELDS:
                right = is_right(name, answers[name], truth[name])
                sums[way, side, kind, name] += right
                if talkative and not right and way == "described" and side == "in sight":
                    say(f"{path.name:55} {name:7} {answers[name]!r} instead of {' ~ '.join(truth[name])!r}")
    for side in ("in sight", "held back"):
        for kind in sorted({kind for kept, kind in totals if kept == side}):
            for way in ("declared", "described"):
                row = "  ".join(f"{name} {sums[way, side, kind, name]:3}" for name in FIELDS)
                say(f"{side:10} {kind:5} {totals[side, kind]:3} files  {way:10} {row}")


def _plain(document: Document) -> dict[str, str]:
    return {"title": document.title, "date": str(document.date or "")[:10], "byline": document.author}


if __name__ == "__main__":
    main(sys.argv[1:])
