"""How good the importer is: `python -m tools.importing.measure [--shared DIR] [--clones DIR] [--only WORD] [-v]`.

Over all cases that are there, by where they are from and by form, those that no training has seen apart. A pair is exact if
its question and its answer begin and end with the true words. Words lost are those of true answers that are not spoken.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from audiobuild.errors import ContentError
from audiobuild.importers import Wishes, read
from audiobuild.importers.review import as_json
from tools.importing.cases import ROOT, Case, TruePair, every, words


@dataclass
class Score:
    """What was there, what was found, what of it is right."""

    sources: int = 0
    refused: int = 0
    truth: int = 0
    found: int = 0
    exact: int = 0
    named: int = 0
    names: int = 0
    asked: int = 0
    askers: int = 0
    junk: int = 0
    lines: int = 0
    lost: int = 0
    words: int = 0
    sure: int = 0
    sure_exact: int = 0
    missed: list[str] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        return Score(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})

    @property
    def f1(self) -> float:
        return 2 * self.exact / max(1, self.truth + self.found)

    def __str__(self) -> str:
        return (
            f"F1 {self.f1:.3f}  pairs {self.exact}/{self.truth} of {self.found} found  names {self.named}/{self.names}  "
            f"askers {self.asked}/{self.askers}  "
            f"junk {self.junk}/{self.lines}  lost {self.lost}/{self.words}  refused {self.refused}/{self.sources}  "
            f"sure {self.sure_exact}/{self.sure}"
        )


def score(case: Case) -> Score:
    """One case. A source that is refused has no pairs."""
    result = Score(sources=1, truth=len(case.pairs), lines=len(case.junk))
    result.words = sum(len(pair.words) for pair in case.pairs)
    try:
        found = as_json(read(case.source, Wishes(), name=case.file))
    except ContentError as error:
        result.refused = 1
        result.lost = result.words
        result.missed.append(f"refused: {error}"[:200])
        return result
    _pairs(case, found, result)
    _junk(case, found, result)
    _lost(case, found, result)
    return result


def _pairs(case: Case, found: Mapping[str, Any], result: Score) -> None:
    left = [(words(pair["question"]), _answer(pair), pair) for pair in found["pairs"]]
    result.found = len(left)
    result.sure = sum(pair["confidence"] >= 0.9 for _, _, pair in left)
    for want in case.pairs:
        mine = next((entry for entry in left if _is(entry[0], entry[1], want)), None)
        if mine is None:
            result.missed.append(" ".join(want.question))
            continue
        left.remove(mine)
        result.exact += 1
        result.sure_exact += mine[2]["confidence"] >= 0.9
        if want.asker:
            result.askers += 1
            result.asked += words(mine[2]["speaker"]) == words(want.asker)
        if want.guests:
            result.names += 1
            said = {" ".join(words(answer["speaker"])) for answer in mine[2]["answers"]}
            result.named += said == {" ".join(words(name)) for name in want.guests}
    result.missed += ["too much: " + " ".join(question[:8]) for question, _, _ in left]


def _answer(pair: Mapping[str, Any]) -> list[str]:
    return [word for answer in pair["answers"] for text in answer["paragraphs"] for word in words(text)]


def _is(question: Sequence[str], answer: Sequence[str], want: TruePair) -> bool:
    ends = ((question, want.question, want.question_ends), (answer, want.answer, want.answer_ends))
    return all(
        tuple(text[: len(start)]) == start and tuple(text[len(text) - len(end) :]) == end for text, start, end in ends
    )


def _spoken(found: Mapping[str, Any]) -> list[str]:
    spoken = [*found["introduction"], *found["closing"], *(pair["question"] for pair in found["pairs"])]
    return spoken + [text for pair in found["pairs"] for answer in pair["answers"] for text in answer["paragraphs"]]


def _junk(case: Case, found: Mapping[str, Any], result: Score) -> None:
    """Lines that must not be spoken: of a page with a label for each word, paragraphs that are the page's for the most part."""
    texts = [words(line) for text in _spoken(found) for line in text.splitlines()]
    if not case.labelled:
        spoken = {tuple(text) for text in texts}
        leaked = [line for line in case.junk if words(line) and tuple(words(line)) in spoken]
    else:
        page = " ".join(word if "page" in labels and len(labels) == 1 else "|" for word, labels in case.labelled)
        good = " ".join(word for word, labels in case.labelled if labels != {"page"})
        leaked = [
            " ".join(t)
            for t in texts
            if t and f" {' '.join(t)} " in f" {page} " and f" {' '.join(t)} " not in f" {good} "
        ]
        result.lines += page.count("|")
        result.lines = len([1 for part in page.split("|") if part.strip()])
    result.junk += len(leaked)
    result.missed += [f"spoken: {line}" for line in leaked]


def _lost(case: Case, found: Mapping[str, Any], result: Score) -> None:
    """Words of true answers that nobody speaks, by number."""
    left: dict[str, int] = defaultdict(int)
    for text in _spoken(found):
        for word in words(text):
            left[word] += 1
    for pair in case.pairs:
        for word in pair.words:
            if left[word]:
                left[word] -= 1
            else:
                result.lost += 1


def main() -> None:
    """Print the sums, with ``-v`` each case that is not perfect, too."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--clones", type=Path, default=None)
    parser.add_argument("--only", default="")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    cases = [case for case in every(options.shared, options.clones) if options.only in case.name]
    sums: dict[str, Score] = defaultdict(Score)
    with Pool(2) as pool:
        for case, result in zip(cases, pool.imap(score, cases, chunksize=4), strict=True):
            seen = "held back" if case.held_back else "trained on"
            for heading in (f"{seen}: {case.group}, {case.form}", f"{seen}: {case.form}", f"{seen}: all"):
                sums[heading] += result
            if options.verbose and (result.missed or result.lost):
                sys.stdout.write(f"{case.name}: {result}\n" + "".join(f"    {line}\n" for line in result.missed))
    for heading, result in sorted(sums.items()):
        sys.stdout.write(f"{heading:45} {result}\n")


if __name__ == "__main__":
    main()
