"""The interviews that must always work, with what people say is in them."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from programs import ROOT, audiobuild, build, look_over, publication

SHARED = Path(os.environ.get("AUDIOBUILD_SHARED", ROOT.parent / "shared"))
SLUG = "interview"
DATE = "2024-05-01"


@dataclass(frozen=True, kw_only=True)
class Flagship:
    """A text pasted from a web page, junk included, and its annotation in the shape of tests/importers/cases."""

    name: str
    source: Path
    annotation: Path

    @property
    def truth(self) -> dict[str, Any]:
        truth: dict[str, Any] = json.loads(self.annotation.read_text("utf-8"))
        return truth


OWN = Flagship(name="own", source=ROOT / "tests/interview/paste.txt", annotation=ROOT / "tests/interview/paste.json")
SEED = Flagship(
    name="seed",
    source=SHARED / "seeds/interview-kl-digital.txt",
    annotation=SHARED / "import-cases/00-seed-interview-kl-digital.json",
)


FLAGSHIPS = (OWN, *((SEED,) if SEED.source.is_file() else ()))


def flagships(*, scope: Literal["module"] | None = None) -> pytest.MarkDecorator:
    """Parametrizes with both interviews, or with our own where the seed is not at hand (one test says so, visibly)."""
    cases = [pytest.param(case, marks=[pytest.mark.seed] if case is SEED else [], id=case.name) for case in FLAGSHIPS]
    return pytest.mark.parametrize("case", cases, scope=scope)


def published(case: Flagship, folder: Path) -> Path:
    """The interview imported and built in ``folder``, which gets the starter's voices."""
    publication(folder)
    names = case.truth["speakers"]
    audiobuild(
        *("import", "-C", folder, case.source, "--slug", SLUG, "-q", "--date", DATE),
        *("--question-speaker", names["question"], "--answer-speaker", names["answer"]),
    )
    look_over(folder)
    build(folder)
    return folder
