"""Finds the weights by which the importer labels a document: `python -m tools.importing.train`.

Maximum likelihood with an L2 penalty (L-BFGS), on labels that may be known in part only: a piece may have any of a set of labels.
The run is deterministic. Needs SciPy, which the importer does not.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import optimize, sparse

from audiobuild.importers import model
from audiobuild.importers.model import EDGES, LABELS, OF_LABEL, STATES

S = len(STATES)


@dataclass(frozen=True, kw_only=True)
class Example:
    """A document: its evidence, its edges, and for each piece which states it may have [pieces, states]."""

    name: str
    evidence: Sequence[Sequence[str]]
    edges: Sequence[Sequence[str]]
    gold: np.ndarray
    weight: float = 1.0
    speakers: Sequence[str] = ()


def lse(values: np.ndarray, axis: int) -> np.ndarray:
    high = values.max(axis=axis, keepdims=True)
    return np.log(np.exp(values - high).sum(axis=axis)) + high.squeeze(axis)


class Problem:
    def __init__(self, examples: Sequence[Example], least: int, shared: float, own: float) -> None:
        counts = Counter(name for e in examples for name in {n for row in e.evidence for n in row})
        self.names = sorted(name for name, count in counts.items() if count >= least)
        self.rows = {name: i for i, name in enumerate(self.names)}
        self.examples = sorted(examples, key=lambda e: len(e.evidence))
        self.shared, self.own = shared, own
        indices, indptr = [], [0]
        for e in self.examples:
            for row in e.evidence:
                indices += sorted({self.rows[n] for n in row if n in self.rows})
                indptr.append(len(indices))
        self.X = sparse.csr_matrix((np.ones(len(indices)), indices, indptr), shape=(len(indptr) - 1, len(self.names)))
        self.XT = self.X.T.tocsr()
        self.batches = []
        start = 0
        group = []
        for e in self.examples:
            group.append((start, e))
            start += len(e.evidence)
            if sum(len(x.evidence) for _, x in group) > 4000 or len(group) >= 48:
                self.batches.append(self._batch(group))
                group = []
        if group:
            self.batches.append(self._batch(group))
        self.F = len(self.names)
        self.allowed = model.allowed()

    def _batch(self, group):
        T = max(len(e.evidence) for _, e in group)
        B = len(group)
        index = np.zeros((T, B), int)
        mask = np.zeros((T, B), bool)
        gold = np.zeros((T, B, S))
        edges = np.zeros((T, B, len(EDGES)))
        weight = np.array([e.weight for _, e in group])
        for b, (start, e) in enumerate(group):
            n = len(e.evidence)
            index[:n, b] = np.arange(start, start + n)
            mask[:n, b] = True
            gold[:n, b] = np.where(e.gold, 0.0, -1e3)
            for t, names in enumerate(e.edges):
                for name in names:
                    edges[t, b, EDGES.index(name)] = 1
        lengths = mask.sum(0)
        return index, mask, gold, edges, weight, lengths

    def unpack(self, theta):
        a = self.F * len(LABELS)
        b = a + self.F * S
        return theta[:a].reshape(self.F, -1), theta[a:b].reshape(self.F, S), theta[b:].reshape(len(EDGES), S, S)

    @property
    def size(self):
        return self.F * (len(LABELS) + S) + len(EDGES) * S * S

    def __call__(self, theta):
        U, V, E = self.unpack(theta)
        W = U[:, OF_LABEL] + V
        em_all = self.X @ W
        value = 0.0
        G = np.zeros_like(em_all)
        GE = np.zeros_like(E)
        for index, mask, gold, edges, weight, lengths in self.batches:
            em = em_all[index]
            steps = np.einsum("tbk,kij->tbij", edges, E) + self.allowed
            z0, p0, x0 = self.pass_(em, steps, mask, lengths)
            z1, p1, x1 = self.pass_(em + gold, steps, mask, lengths)
            value += (weight * (z0 - z1)).sum()
            d = (p0 - p1) * weight[None, :, None] * mask[:, :, None]
            np.add.at(G, index[mask], d[mask])
            dx = (x0 - x1) * weight[None, :, None, None]
            GE += np.einsum("tbk,tbij->kij", edges[1:], dx)
        gW = self.XT @ G
        gU = np.zeros_like(U)
        for s in range(S):
            gU[:, OF_LABEL[s]] += gW[:, s]
        value += 0.5 * (self.shared * (U**2).sum() + self.own * (V**2).sum() + 0.1 * (E**2).sum())
        grad = np.concatenate([(gU + self.shared * U).ravel(), (gW + self.own * V).ravel(), (GE + 0.1 * E).ravel()])
        return value, grad

    def pass_(self, em, steps, mask, lengths):
        T, B, _ = em.shape
        f = np.empty_like(em)
        f[0] = model.starts() + em[0]
        for t in range(1, T):
            new = lse(f[t - 1][:, :, None] + steps[t], 1) + em[t]
            f[t] = np.where(mask[t][:, None], new, f[t - 1])
        z = lse(f[-1] + model.ends(), 1)
        bk = np.empty_like(em)
        bk[-1] = model.ends()
        for t in range(T - 2, -1, -1):
            new = lse(steps[t + 1] + (em[t + 1] + bk[t + 1])[:, None, :], 2)
            bk[t] = np.where(mask[t + 1][:, None], new, bk[t + 1])
        p = np.exp(f + bk - z[None, :, None])
        x = f[:-1, :, :, None] + steps[1:] + (em[1:] + bk[1:])[:, :, None, :] - z[None, :, None, None]
        x = np.exp(np.where(mask[1:, :, None, None], x, -np.inf))
        return z, p, x


def train(
    examples: Sequence[Example], least: int = 3, shared: float = 12, own: float = 48, iterations: int = 60, say=print
) -> model.Model:
    problem = Problem(examples, least, shared, own)
    began = time.monotonic()
    n = [0]

    def told(theta):
        n[0] += 1
        if n[0] % 20 == 0:
            say(n[0], round(time.monotonic() - began), "s")

    result = optimize.minimize(
        problem,
        np.zeros(problem.size),
        jac=True,
        method="L-BFGS-B",
        callback=told,
        options={"maxiter": iterations, "maxcor": 8},
    )
    U, V, E = problem.unpack(result.x)
    W = U[:, OF_LABEL] + V
    return model.Model(rows=problem.rows, weights=W, edges=E)


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
        scale=scale,
        edges=found.edges.astype(np.float32),
    )
    sys.stdout.write(f"{len(names)} rows of {len(found.rows)}, {path.stat().st_size} bytes\n")


LEAST_WEIGHT = 0.05


def main() -> None:
    """Train on all that is there and not held back."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--clones", type=Path, default=None)
    parser.add_argument("--iterations", type=int, default=60)
    options = parser.parse_args()
    cases = [case for case in every(options.shared, options.clones) if not case.held_back]
    examples = [made for case in cases if (made := prepare.example(case))]
    sys.stdout.write(f"{len(examples)} of {len(cases)} documents\n")
    write(train(examples, iterations=options.iterations))


if __name__ == "__main__":
    from tools.importing import prepare
    from tools.importing.cases import ROOT, every

    main()
