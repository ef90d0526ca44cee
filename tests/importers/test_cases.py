"""The annotated cases: how much of them the import gets right, by form, may not become less.

What is measured, and how, stands in :mod:`tools.importing.measure`; ``python -m tools.importing.measure -v`` shows what is wrong.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flagship import OWN

from audiobuild.importers import interview_words, readers
from audiobuild.importers.evidence import tokens
from audiobuild.languages.registry import CODES
from tools.importing.cases import ROOT, Case, every, from_annotation
from tools.importing.measure import Score, score

CASES = ROOT / "tests/importers/cases"
FLOORS = {"html": (0.922, 6), "text": (0.916, 7), "markdown": (0.88, 0)}
"""By form: the least F1, a hundredth below what it is, and the most lines of the page that are spoken."""
EXACT = ("21-de-ohne-leerzeilen", "23-es-rayas", "24-it-domanda-risposta")
"""Of the cases that were given, those that are found whole; the seed must be."""
EXACT_OF_SECOND = [f"{number:02}" for number in range(1, 13) if number != 4]


@pytest.mark.parametrize("form", FLOORS)
def test_the_cases_as_a_whole(form: str) -> None:
    result = sum((score(case) for case in every(None, None) if case.form == form), Score())
    least, spoken = FLOORS[form]
    assert result.f1 >= least, str(result)
    assert result.junk <= spoken, str(result)
    assert result.refused == 0, str(result)


def whole(case: Case) -> None:
    """Every pair is found, and nothing else is spoken."""
    result = score(case)
    assert (case.name, result.exact, result.found, result.missed) == (case.name, len(case.pairs), len(case.pairs), [])


def test_our_own_interview() -> None:
    for case in from_annotation(OWN.annotation, "own"):
        whole(case)


@pytest.mark.seed
def test_the_seed(shared: Path) -> None:
    for case in from_annotation(shared / "import-cases/00-seed-interview-kl-digital.json", "shared"):
        whole(case)


@pytest.mark.seed
def test_shared_cases(shared: Path) -> None:
    for name in EXACT:
        for case in from_annotation(shared / f"import-cases/{name}.json", "shared"):
            whole(case)
    for number in EXACT_OF_SECOND:
        for path in (shared / "import-cases/2").glob(f"{number}-*.json"):
            for case in from_annotation(path, "shared 2"):
                whole(case)


def test_the_language_is_found() -> None:
    for case in CASES.glob("*.json"):
        truth = json.loads(case.read_text(encoding="utf-8"))
        for name in truth["files"]:
            document = readers.read((CASES / name).read_bytes(), name=name)
            text = "\n".join(block.text for block in document.blocks)
            few = {""} if len(tokens(text)) < 20 else set()  # the page says it, or the editor
            assert (name, interview_words.detect(text)) in {(name, language) for language in {truth["language"], *few}}


def test_cases_cover_the_languages_and_formats() -> None:
    cases = [json.loads(path.read_text(encoding="utf-8")) for path in CASES.glob("*.json")]
    assert {case["language"] for case in cases} == set(CODES)
    assert {Path(name).suffix for case in cases for name in case["files"]} == {".txt", ".html", ".md"}
