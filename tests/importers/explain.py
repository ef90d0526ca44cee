"""Shows what each step of an import makes of a source, to find out why one went wrong.

    python tests/importers/explain.py FILE

A line for each block that is left out, with its reason and what the page calls it; then a line for each unit: how sure that
it asks by its words alone (log odds), the side that the layout gives it, its label, and the marks that a reader's eye has.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from audiobuild.importers import readers
from audiobuild.importers.interview_words import detect, load
from audiobuild.importers.junk import blocks as junk
from audiobuild.importers.people import cast
from audiobuild.importers.questions import layouts, units
from audiobuild.importers.questions.document_evidence import evidence_of


def explain(source: bytes, name: str) -> Iterator[str]:
    """The steps of :func:`audiobuild.importers.recognise.interview`, one after the other."""
    document = readers.read(source, name=name)
    language = detect("\n".join(block.text for block in document.blocks))
    words = load(language)
    yield f"{name}: {len(document.blocks)} blocks, language {language or 'unknown'}, title {document.title!r}"
    reasons = junk.reasons(document.blocks, words)
    for block, reason in zip(document.blocks, reasons, strict=True):
        if reason:
            yield f"left out {block.line:5}  {reason:12} {block.style[-40:]:40} {block.text[:60]!r}"
    kept = [(index, block) for index, block in enumerate(document.blocks) if not reasons[index]]
    layout = layouts.find(units.split(kept), words)
    yield f"layout {layout.kind}: {', '.join(layout.marks)}"
    for entry in layout.units:
        unit = entry.unit
        marks = " ".join(sorted(mark for mark in unit.marks if not mark.startswith("class ")))
        evidence = evidence_of(unit, words)
        yield f"{unit.line:5} {evidence:5.1f} {entry.side:8} {entry.speaker:16} {marks:24} {entry.text[:60]!r}"
    people = cast.find(layout, document, words)
    yield f"guests: {', '.join(people.guests)}; hosts: {', '.join(people.hosts)}; named: {', '.join(people.named)}"


if __name__ == "__main__":
    path = Path(sys.argv[1])
    sys.stdout.writelines(f"{line}\n" for line in explain(path.read_bytes(), path.name))
