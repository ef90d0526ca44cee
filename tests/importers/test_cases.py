"""The annotated cases: every pair exact, by the right speaker, nothing of the page spoken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flagship import OWN

from audiobuild.importers import interview_words, readers
from audiobuild.languages.registry import CODES
from importers.score import CASES, score


@pytest.mark.parametrize("case", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_case(case: Path) -> None:
    result = score(case)
    assert (result.missed, result.spoken, result.found) == ([], [], result.truth)
    assert result.speakers == result.exact


def test_our_own_interview() -> None:
    result = score(OWN.annotation)
    assert (result.missed, result.spoken, result.found, result.speakers) == ([], [], result.truth, result.exact)


@pytest.mark.seed
def test_shared_cases(shared: Path) -> None:
    """The cases that were given, the seed among them."""
    for path in sorted((shared / "import-cases").glob("[0-9]*.json")):
        result = score(path)
        assert (path.stem, result.missed, result.spoken, result.found) == (path.stem, [], [], result.truth)


def test_the_language_is_found() -> None:
    for case in CASES.glob("*.json"):
        truth = json.loads(case.read_text(encoding="utf-8"))
        for name in truth["files"]:
            document = readers.read((CASES / name).read_bytes(), name=name)
            assert (name, interview_words.detect("\n".join(block.text for block in document.blocks))) == (
                name,
                truth["language"],
            )


def test_cases_cover_the_languages_and_formats() -> None:
    cases = [json.loads(path.read_text(encoding="utf-8")) for path in CASES.glob("*.json")]
    assert {case["language"] for case in cases} == set(CODES)
    assert {Path(name).suffix for case in cases for name in case["files"]} == {".txt", ".html", ".md"}
