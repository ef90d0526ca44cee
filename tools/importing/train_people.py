"""Train who answers and who asks: `python -m tools.importing.train_people [--shared DIR] [--clones DIR]`.

On all cases whose people are known and that are not held back. Of the candidates of a document one is right, or nobody is;
the weights of the cues are those of a conditional logit model, which is convex, so that the run is deterministic. Each
document counts twice: as it is, and without its labels, for talks that have none. Needs SciPy, which the program does not.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from scipy import optimize, sparse

from audiobuild.errors import ContentError
from audiobuild.importers import described, pieces, recognise, turns
from audiobuild.importers.document import Document
from audiobuild.importers.interview_words import InterviewWords, load
from audiobuild.importers.people import cast, cues, mentions, scores
from audiobuild.importers.talk import Judged
from audiobuild.languages.registry import FALLBACK, base
from tools.importing.cases import ROOT, Case, every, words

_LEAST: Final = 3
"""Documents in which a cue must hold."""
_SHRINK: Final = 0.2
"""How strongly weights are held small."""


@dataclass(frozen=True, kw_only=True)
class Example:
    """The cues of each candidate of a document, and which of them are right; none where the page names nobody."""

    candidates: Sequence[Mapping[str, float]]
    right: Sequence[bool]
    weight: float = 1.0


def examples(
    judged: Sequence[Judged], document: Document, own: InterviewWords, wanted: Collection[str]
) -> Iterator[Example]:
    """A document as it is and without labels."""
    bare = [replace(entry, turn=replace(entry.turn, speaker="", printed="")) for entry in judged]
    for seen, weight in ((judged, 0.4), (bare, 0.6)):
        named = mentions.find(seen, document, own)
        scene = cues.scene(named, cast.labels(seen), own, site=document.site)
        candidates = list(named.candidates.values())
        right = [" ".join(words(candidate.printed)) in wanted for candidate in candidates]
        if wanted and not any(right):
            continue  # whom the page names, but not as a name: nothing is learnt of nobody
        yield Example(
            candidates=[cues.of(candidate, scene) for candidate in candidates],
            right=right,
            weight=weight,
        )


def train(found: Sequence[Example], shrink: float = _SHRINK) -> dict[str, float]:
    """The weight of each cue: the most likely ones, held small."""
    documents = Counter(cue for example in found for cue in set().union(*example.candidates))
    known = {cue: column for column, cue in enumerate(sorted(c for c, n in documents.items() if n >= _LEAST))}
    rows: list[list[tuple[int, float]]] = []
    owner: list[int] = []
    right: list[bool] = []
    for number, example in enumerate(found):
        rows.append([])  # nobody
        owner.append(number)
        right.append(not any(example.right))
        for own, is_right in zip(example.candidates, example.right, strict=True):
            rows.append(sorted((known[cue], value) for cue, value in own.items() if cue in known))
            owner.append(number)
            right.append(is_right)
    pointers = np.cumsum([0, *map(len, rows)])
    columns = np.array([column for row in rows for column, _ in row])
    values = np.array([value for row in rows for _, value in row])
    table = sparse.csr_matrix((values, columns, pointers), shape=(len(rows), len(known)))
    starts = np.searchsorted(owner, np.arange(len(found)))
    group, mask = np.array(owner), np.array(right)
    importance = np.array([example.weight for example in found])

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        odds = table @ theta
        odds -= np.maximum.reduceat(odds, starts)[group]
        raised = np.exp(odds)
        every, good = np.add.reduceat(raised, starts), np.add.reduceat(raised * mask, starts)
        good = np.maximum(good, 1e-12)
        slope = importance[group] * (raised / every[group] - raised * mask / good[group])
        value = float((importance * (np.log(every) - np.log(good))).sum() + shrink * (theta**2).sum())
        return value, table.T @ slope + 2 * shrink * theta

    result = optimize.minimize(loss, np.zeros(len(known)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return {cue: float(result.x[column]) for cue, column in known.items()}


def write(found: dict[str, dict[str, float]], path: Path = scores.WEIGHTS) -> None:
    """Keep two digits: less than anything depends on. Cues that say nothing are left out."""
    kept = {part: {cue: round(w, 2) for cue, w in own.items() if abs(w) >= 0.05} for part, own in found.items()}
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    sys.stdout.write(f"{sum(map(len, kept.values()))} weights, {path.stat().st_size} bytes\n")


def people(case: Case, part: scores.Part) -> set[str] | None:
    """Who answers or asks, by their words; none where the page says that nobody is named, None where that is not known."""
    if part == "answer":
        told = {" ".join(words(name)) for pair in case.pairs for name in pair.guests}
    else:
        told = {" ".join(words(pair.asker)) for pair in case.pairs if pair.asker}
    return told if told or case.group == "pages" else None


def main() -> None:
    """Train on all that is there and not held back."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--clones", type=Path, default=None)
    options = parser.parse_args()
    found: dict[str, list[Example]] = {"answer": [], "question": []}
    for case in every(options.shared, options.clones):
        if case.held_back:
            continue
        try:
            document = described(case.source, name=case.file)
        except ContentError:
            continue
        own = load(base(recognise.language(document, "") or FALLBACK))
        labelling = turns.find(pieces.numbers_aside(pieces.cut(document.blocks)), own)
        judged = recognise.label(document, labelling, own)
        for part in ("answer", "question"):
            wanted = people(case, part)
            if wanted is not None:
                found[part] += examples(judged, document, own, wanted)
    write({part: train(own) for part, own in found.items()})


if __name__ == "__main__":
    main()
