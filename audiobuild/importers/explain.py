"""Why an import is what it is: each piece with its label, how sure that is, which label came second, and the evidence that
speaks most for the one against the other.

It goes the way of :mod:`.recognise`, so that what it shows is what happened; a source that is refused is explained, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from audiobuild.importers import features, model, recognise
from audiobuild.importers.document import Document
from audiobuild.importers.result import Wishes
from audiobuild.importers.turns import Turn
from audiobuild.messages import msg
from audiobuild.publication import marks
from audiobuild.text import shown

_MOST = 6
"""Pieces of evidence that are shown for each label."""
_LEAST = 0.05
_WIDTH = 70


def lines(document: Document, wishes: Wishes) -> Iterator[str]:
    """The explanation, as lines of plain text."""
    tag, words, found = recognise.seen(document, wishes)
    yield f"language: {tag or 'unknown'}"
    yield f"title, date, author of the document: {document.title!r}, {document.date or 'none'}, {document.author!r}"
    yield f"labels before turns: {', '.join(found.names.values()) or 'none'}"
    if not found.turns:
        return
    chain = recognise.chained(document, found, words)
    likely = chain.marginals()
    evidence = features.of(document, found, words)
    judged = recognise.settled(recognise.judged_by(chain, document, found, words), document, found, words)
    for entry, state, row, names in zip(judged, chain.best(), likely, evidence, strict=True):
        by_label = np.bincount(model.OF_LABEL, weights=row, minlength=len(model.LABELS))
        own = model.OF_LABEL[state]
        second = int(np.where(np.arange(len(by_label)) == own, -1.0, by_label).argmax())
        rival = int(np.where(second == model.OF_LABEL, row, -1.0).argmax())
        if entry.label != model.LABELS[own]:  # by a rule: for what stands outside of the talk, or for headings
            second = int(own)
        yield ""
        yield _head(entry.turn, entry.label, row[state], model.LABELS[second], by_label[second])
        yield from _evidence(names, state, rival)
    for turn in found.beside:
        yield f"{turn.piece.line:5}  beside the text:  ({turn.piece.region}) {shown(turn.text, _WIDTH)}"


def _head(turn: Turn, label: str, sure: float, second: str, second_sure: float) -> str:
    speaker = f"[{turn.speaker}] " if turn.speaker else ""
    region = f"({turn.piece.region}) " if turn.piece.region else ""
    told = msg(
        "{:5}  {} {} %, then {} {} %", turn.piece.line, label, marks.percent(sure), second, marks.percent(second_sure)
    )
    return f"{told}:  {region}{speaker}{shown(turn.text, _WIDTH)}"


def _evidence(names: Sequence[str], state: int, rival: int) -> Iterator[str]:
    """What speaks most for one state against another, and what most for the other."""
    trained = model.trained()
    weights = [
        (float(trained.weights[trained.rows[n]][[state, rival]] @ [1, -1]), n) for n in names if n in trained.rows
    ]
    weights.sort(key=lambda entry: (-abs(entry[0]), entry[1]))
    for title, sign in (("for it", 1), ("against it", -1)):
        strong = [f"{name} ({weight:+.1f})" for weight, name in weights if weight * sign >= _LEAST][:_MOST]
        if strong:
            yield f"       {title}: {', '.join(strong)}"
