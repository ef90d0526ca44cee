"""Finds the weights by which the importer labels a document: `python -m tools.importing.train`.

Maximum likelihood with an L2 penalty (L-BFGS), on labels that may be known in part only: a piece may have any of a set of
labels. The run is deterministic. Needs SciPy, which the importer does not: `pip install --group train`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from audiobuild.importers import model
from audiobuild.importers.model import EDGES, LABELS, OF_LABEL, STATES, Floats
from tools.importing import prepare
from tools.importing.cases import ROOT, Case, every
from tools.importing.prepare import Example

LEAST_DOCUMENTS: Final = 3
"""In how many documents a piece of evidence must be to have weights."""
SHARED, OWN, EDGE = 6.0, 24.0, 0.1
"""Penalties: for the weights of a label at any place, for those of a label at one place, for those of edges."""
LEAST_WEIGHT: Final = 0.05
_IMPOSSIBLE: Final = -1e3
_PIECES, _DOCUMENTS = 4000, 48
"""Of how many a batch is made at most."""
_STATES: Final = len(STATES)


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Documents of about one length, as one array each [piece, document, …]."""

    index: NDArray[np.intp]
    """Which piece of all it is."""
    there: NDArray[np.bool_]
    gold: Floats
    """0 for the states that a piece may have, else next to never."""
    edges: Floats

    @classmethod
    def of(cls, documents: Sequence[tuple[int, Example]]) -> Batch:
        """The documents, each with the number of its first piece."""
        shape = (max(len(document.evidence) for _, document in documents), len(documents))
        index, there = np.zeros(shape, np.intp), np.zeros(shape, np.bool_)
        gold, edges = np.zeros((*shape, _STATES)), np.zeros((*shape, len(EDGES)))
        for column, (start, document) in enumerate(documents):
            count = len(document.evidence)
            index[:count, column] = np.arange(start, start + count)
            there[:count, column] = True
            gold[:count, column] = np.where(document.gold, 0.0, _IMPOSSIBLE)
            for row, names in enumerate(document.edges):
                edges[row, column, [EDGES.index(name) for name in names]] = 1
        return cls(index=index, there=there, gold=gold, edges=edges)


class Problem:
    """What is to be minimised: how unlikely the weights make the truth, and how large they are."""

    def __init__(self, examples: Sequence[Example]) -> None:
        counts = Counter(name for one in examples for name in {name for row in one.evidence for name in row})
        self.rows = {name: row for row, name in enumerate(sorted(n for n, c in counts.items() if c >= LEAST_DOCUMENTS))}
        ordered = sorted(examples, key=lambda one: len(one.evidence))
        evidence = [sorted({self.rows[n] for n in row if n in self.rows}) for one in ordered for row in one.evidence]
        starts = np.cumsum([0, *map(len, evidence)])
        columns = [column for row in evidence for column in row]
        shape = (len(evidence), len(self.rows))
        self.seen = sparse.csr_matrix((np.ones(len(columns)), columns, starts), shape=shape)
        self.seen_turned = self.seen.T.tocsr()
        self.batches = [Batch.of(group) for group in _groups(ordered)]
        self.allowed = model.allowed()
        self.size = len(self.rows) * (len(LABELS) + _STATES) + len(EDGES) * _STATES**2

    def unpack(self, theta: Floats) -> tuple[Floats, Floats, Floats]:
        """The weights of labels, of states, of edges."""
        labels_end = len(self.rows) * len(LABELS)
        states_end = labels_end + len(self.rows) * _STATES
        return (
            theta[:labels_end].reshape(-1, len(LABELS)),
            theta[labels_end:states_end].reshape(-1, _STATES),
            theta[states_end:].reshape(len(EDGES), _STATES, _STATES),
        )

    def __call__(self, theta: Floats) -> tuple[float, Floats]:
        """The value and its gradient."""
        labels, states, edges = self.unpack(theta)
        emissions = self.seen @ (labels[:, OF_LABEL] + states)
        off = np.zeros_like(emissions)
        off_edges = np.zeros_like(edges)
        value = 0.0
        for batch in self.batches:
            own = emissions[batch.index]
            steps = np.einsum("tbk,kij->tbij", batch.edges, edges) + self.allowed
            any_total, any_state, any_step = _pass(own, steps, batch.there)
            true_total, true_state, true_step = _pass(own + batch.gold, steps, batch.there)
            value += float((any_total - true_total).sum())
            np.add.at(off, batch.index[batch.there], (any_state - true_state)[batch.there])
            off_edges += np.einsum("tbk,tbij->kij", batch.edges[1:], any_step - true_step)
        value += 0.5 * float(SHARED * (labels**2).sum() + OWN * (states**2).sum() + EDGE * (edges**2).sum())
        of_states = self.seen_turned @ off
        of_labels = np.zeros_like(labels)
        np.add.at(of_labels.T, OF_LABEL, of_states.T)
        parts = (of_labels + SHARED * labels, of_states + OWN * states, off_edges + EDGE * edges)
        return value, np.concatenate([part.ravel() for part in parts])


def _groups(examples: Sequence[Example]) -> Iterator[list[tuple[int, Example]]]:
    group: list[tuple[int, Example]] = []
    start = 0
    for one in examples:
        group.append((start, one))
        start += len(one.evidence)
        if sum(len(other.evidence) for _, other in group) > _PIECES or len(group) >= _DOCUMENTS:
            yield group
            group = []
    if group:
        yield group


def _pass(emissions: Floats, steps: Floats, there: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    """Forward and backward through a batch: the log of the sum over all labellings, how likely each state of each piece is,
    and each step from one to the next."""
    forward = np.empty_like(emissions)
    forward[0] = model.starts() + emissions[0]
    for row in range(1, len(emissions)):
        new = _log_sum(forward[row - 1][:, :, None] + steps[row], 1) + emissions[row]
        forward[row] = np.where(there[row][:, None], new, forward[row - 1])
    total = _log_sum(forward[-1] + model.ends(), 1)
    backward = np.empty_like(emissions)
    backward[-1] = model.ends()
    for row in range(len(emissions) - 2, -1, -1):
        new = _log_sum(steps[row + 1] + (emissions[row + 1] + backward[row + 1])[:, None, :], 2)
        backward[row] = np.where(there[row + 1][:, None], new, backward[row + 1])
    states = np.exp(forward + backward - total[None, :, None])
    both = (
        forward[:-1, :, :, None]
        + steps[1:]
        + (emissions[1:] + backward[1:])[:, :, None, :]
        - total[None, :, None, None]
    )
    return total, states, np.exp(np.where(there[1:, :, None, None], both, -np.inf))


def _log_sum(values: Floats, axis: int) -> Floats:
    high = values.max(axis=axis, keepdims=True)
    return np.asarray(np.log(np.exp(values - high).sum(axis=axis)) + high.squeeze(axis))


def train(examples: Sequence[Example], iterations: int = 150) -> model.Model:
    """The most likely weights, or what they are after so many iterations."""
    problem = Problem(examples)
    options: dict[str, Any] = {"maxiter": iterations, "maxcor": 8}
    result = optimize.minimize(problem, np.zeros(problem.size), jac=True, method="L-BFGS-B", options=options)
    labels, states, edges = problem.unpack(result.x)
    return model.Model(rows=problem.rows, weights=labels[:, OF_LABEL] + states, edges=edges)


def write(found: model.Model, path: Path = model.WEIGHTS) -> None:
    """Keep the weights as bytes: a hundredth of the largest is less than anything depends on."""
    strong = np.abs(found.weights).max(axis=1) >= LEAST_WEIGHT
    names = [name for name, row in found.rows.items() if strong[row]]
    weights = found.weights[[found.rows[name] for name in names]]
    scale = float(np.abs(weights).max()) / 127
    np.savez_compressed(
        path,
        names=np.frombuffer("\n".join(names).encode(), np.uint8),
        weights=np.round(weights / scale).astype(np.int8),
        scale=np.float64(scale),
        edges=found.edges.astype(np.float32),
    )
    sys.stdout.write(f"{len(names)} rows of {len(found.rows)}, {path.stat().st_size} bytes\n")


def _examples(case: Case) -> list[Example]:
    return list(prepare.examples(case))


def main() -> None:
    """Train on all that is there and not held back."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--clones", type=Path, default=None)
    parser.add_argument("--iterations", type=int, default=150)
    options = parser.parse_args()
    cases = [case for case in every(options.shared, options.clones) if not case.held_back]
    with Pool(2) as pool:
        examples = [made for several in pool.imap(_examples, cases, chunksize=4) for made in several]
    sys.stdout.write(f"{len(examples)} examples of {len(cases)} documents\n")
    write(train(examples, iterations=options.iterations))


if __name__ == "__main__":
    main()
