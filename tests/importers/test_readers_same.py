"""The same interview in every format gives the same questions and answers."""

from __future__ import annotations

from datetime import date

import pytest

from audiobuild.importers import Wishes, read
from audiobuild.importers.review import as_json
from importers.samples import FORMATS, PAIRS

TODAY = date(2024, 1, 1)


@pytest.mark.parametrize("name", FORMATS)
def test_one_interview_in_every_format(name: str) -> None:
    found = as_json(read(FORMATS[name](), Wishes(), name=name))
    pairs = [
        (pair["question"], [text for answer in pair["answers"] for text in answer["paragraphs"]])
        for pair in found["pairs"]
    ]
    assert pairs == PAIRS


@pytest.mark.parametrize("name", [name for name in FORMATS if not name.endswith((".json", ".md"))])
def test_it_is_known_without_its_name(name: str) -> None:
    """Standard input has none."""
    assert len(read(FORMATS[name](), Wishes(), name="-").interview.exchanges) == len(PAIRS)


def test_what_a_message_says_about_itself() -> None:
    found = read(FORMATS["a.eml"](), Wishes(), name="a.eml")
    assert (found.interview.about.title, found.interview.about.date) == ("Fragen zum Türmen", date(2027, 5, 3))


@pytest.mark.parametrize("name", ["a.vtt", "a.srt", "a.json", "a.txt"])
def test_a_transcript_names_who_speaks(name: str) -> None:
    speakers = as_json(read(FORMATS[name](), Wishes(), name=name))["speakers"]
    assert [speaker["name"] for speaker in speakers] == ["Jo Berg", "Ida Sander"]
