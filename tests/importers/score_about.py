"""Scores what an import finds out about a text: title, date and byline, by format, of cases in sight and of those held back.

    python tests/importers/score_about.py [-v] [FOLDER…]

For each page and each Markdown file there are two more, made of it: ``paste``, the page's lines as select-all and copy gives them,
and ``docx``, its text without the page around it, in Word. What only the page's words for machines say may be missing there.

A folder holds cases in the shape of ``cases/``; without one it is ``cases/`` and those in ../shared. The truth stands in
``about.tsv``, written by somebody who had read the sources: several answers apart by " ~ ", "-" for none; "=" is the title in the case's
own file. "declared" is what the source says in words for machines, "described" what the importer makes of it and of the text.

A third is held back (by the name's checksum): nobody looks at what is wrong there; ``-v`` prints what is wrong in the others.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx

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


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """What is imported, and what is right of it."""

    kind: str
    name: str
    data: bytes
    truth: dict[str, tuple[str, ...]]


def sources(path: Path, truth: dict[str, tuple[str, ...]]) -> Iterator[Source]:
    """A file, and what is made of it."""
    data = path.read_bytes()
    yield Source(kind=path.suffix[1:], name=path.name, data=data, truth=truth)
    if path.suffix not in (".html", ".md"):
        return
    page = readers.read(data, name=path.name)
    shown = "\n".join(block.text for block in page.blocks)
    told = plain(page)
    unseen = {name: told[name] and fold(told[name]) not in fold(shown) for name in ("title", "byline")}
    unseen["date"] = bool(told["date"]) and str(page.date)[:4] not in shown
    less = {name: (*right, "-") if unseen[name] else right for name, right in truth.items()}
    pasted = "\n\n".join(block.text for block in page.blocks).encode()
    yield Source(kind="paste", name=f"{path.stem}.txt", data=pasted, truth=less)
    yield Source(kind="docx", name=f"{path.stem}.docx", data=in_word(page), truth=less)


def in_word(page: Document) -> bytes:
    """The text of a page as somebody would have it in Word: its headings as such, bold where it is bold, no menus."""
    document = docx.Document()
    for block in page.blocks:
        if block.region not in ("", "byline", "caption"):
            continue
        style = f"Heading {block.level}" if block.kind == "heading" else "List Bullet" if block.kind == "item" else None
        paragraph = document.add_paragraph(style=style)
        for run in block.runs:
            paragraph.add_run(run.text).bold = run.strong or None
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def found(source: Source) -> dict[str, str]:
    """The three as text. A title that stands nowhere in the source, but is made of the guest's or the file's name, is none."""
    document = importers.described(source.data, name=source.name)
    answers = plain(document)
    if not answers["title"]:
        try:
            made = importers.read(source.data, importers.Wishes(), name=source.name)
            title = made.interview.about.title
        except ContentError:
            title = ""
        answers["title"] = title if any(fold(title) in fold(block.text) for block in document.blocks) else ""
    return answers


def plain(document: Document) -> dict[str, str]:
    return {"title": document.title, "date": str(document.date or "")[:10], "byline": document.author}


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
        for source in sources(path, truth):
            totals[side, source.kind] += 1
            declared = plain(readers.read(source.data, name=source.name))
            for way, answers in (("declared", declared), ("described", found(source))):
                for name in FIELDS:
                    right = is_right(name, answers[name], source.truth[name])
                    sums[way, side, source.kind, name] += right
                    if talkative and not right and way == "described" and side == "in sight":
                        wanted = " ~ ".join(source.truth[name])
                        say(f"{source.kind:5} {source.name:50} {name:7} {answers[name]!r} instead of {wanted!r}")
    for side in ("in sight", "held back"):
        for kind in sorted({kind for kept, kind in totals if kept == side}):
            for way in ("declared", "described"):
                row = "  ".join(f"{name} {sums[way, side, kind, name]:3}" for name in FIELDS)
                say(f"{side:10} {kind:5} {totals[side, kind]:3} files  {way:10} {row}")


if __name__ == "__main__":
    main(sys.argv[1:])
