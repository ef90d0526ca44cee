"""Scores the importer over annotated cases: pairs exact (F1), speakers right, junk spoken; over all, by group and by style.

    python tests/importers/score.py [CASE.json…]

A case is a JSON file beside its input, in the shape that ../shared/import-cases/README.md describes, with ``style`` as a list
and ``group``: which round of writing it is from (see cases/README.md for what the figures of a first look were).
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from audiobuild.errors import ContentError
from audiobuild.importers import Wishes, read
from audiobuild.importers.review import as_json

CASES = Path(__file__).parent / "cases"


@dataclass
class Score:
    """What was there, what was found, what of it is right; ``missed`` and ``spoken`` say where to look."""

    truth: int = 0
    found: int = 0
    exact: int = 0
    speakers: int = 0
    junk: int = 0
    missed: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        names = (field.name for field in fields(self))
        return Score(**{name: getattr(self, name) + getattr(other, name) for name in names})

    @property
    def f1(self) -> float:
        return 2 * self.exact / max(1, self.truth + self.found)

    def __str__(self) -> str:
        return (
            f"F1 {self.f1:.3f}  pairs {self.exact}/{self.truth}, found {self.found}, speakers {self.speakers}/{self.exact}, "
            f"junk spoken {len(self.spoken)}/{self.junk}"
        )


def fold(text: str) -> str:
    """The form in which texts are compared: composed, plain spaces, no quotation marks, no Markdown, small."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub("[\u200b\u00ad„“”«»‹›\"'‘’‚*_`]", "", text)
    return re.sub(r"\s+", " ", text).strip().lower()


def score(case: Path) -> Score:
    """One case. A source that is refused has no pairs."""
    truth = json.loads(case.read_text(encoding="utf-8"))
    result = Score()
    for name in truth["files"]:
        path = case.parent / name
        result.truth += len(truth["pairs"])
        result.junk += len(truth["boilerplate"])
        try:
            found = as_json(read(path.read_bytes(), Wishes(), name=path.name))
        except ContentError:
            result.missed += [pair["question_starts"] for pair in truth["pairs"]]
            continue
        _compare(truth, found, result)
    return result


def _compare(truth: dict[str, Any], found: dict[str, Any], result: Score) -> None:
    left = list(found["pairs"])
    result.found += len(left)
    for want in truth["pairs"]:
        pair = next((pair for pair in left if _matches(pair, want)), None)
        if pair is None:
            result.missed.append(want["question_starts"])
            continue
        left.remove(pair)
        result.exact += 1
        wanted = {fold(name) for name in want.get("speaker_answer") or []}
        result.speakers += not wanted or {fold(answer["speaker"]) for answer in pair["answers"]} == wanted
    spoken = [*found["introduction"], *found["closing"], *(pair["question"] for pair in found["pairs"])]
    spoken += [text for pair in found["pairs"] for answer in pair["answers"] for text in answer["paragraphs"]]
    lines = {fold(line) for text in spoken for line in text.splitlines()}
    result.spoken += [line for line in truth["boilerplate"] if fold(line) and fold(line) in lines]


def _matches(pair: dict[str, Any], want: dict[str, Any]) -> bool:
    question = fold(pair["question"])
    answer = fold("\n".join(text for turn in pair["answers"] for text in turn["paragraphs"]))
    return (
        question.startswith(fold(want["question_starts"]))
        and question.endswith(fold(want["question_ends"]))
        and answer.startswith(fold(want["answer_starts"]))
        and answer.endswith(fold(want["answer_ends"]))
    )


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main(arguments: list[str]) -> None:
    """Print the scores of the cases that are not perfect, then the sums."""
    cases = [Path(argument) for argument in arguments] or sorted(CASES.glob("*.json"))
    total = Score()
    sums: dict[str, Score] = defaultdict(Score)
    for case in cases:
        truth = json.loads(case.read_text(encoding="utf-8"))
        result = score(case)
        total += result
        styles = truth.get("style", [])
        for heading in (
            f"group: {truth.get('group', '')}",
            *(f"style: {s}" for s in styles if isinstance(styles, list)),
        ):
            sums[heading] += result
        if result.missed or result.spoken or result.found != result.truth:
            say(f"{case.stem}: {result}")
            for line in (*result.missed, *(f"spoken: {line}" for line in result.spoken)):
                say(f"    {line}")
    for heading, result in sorted(sums.items()):
        say(f"{heading:45} {result}")
    say(f"{'all':45} {total}")


if __name__ == "__main__":
    main(sys.argv[1:])
