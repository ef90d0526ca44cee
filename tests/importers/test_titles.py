"""Titles that look like something else."""

from __future__ import annotations

import pytest

from audiobuild import importers

TEXT = "{title}\n\nRedaktion: Wie geht es Ihnen heute?\n\nFink: Danke, es geht mir gut.\n\nRedaktion: Und morgen?\n\nFink: Noch besser.\n"


@pytest.mark.parametrize(
    "title", ["Interview mit Otto Fink", "Interview with Tom Reed", "Entrevista com Inês Carvalhal"]
)
def test_who_is_interviewed_did_not_write_it(title: str) -> None:
    found = importers.read(TEXT.format(title=title).encode(), importers.Wishes(), name="x.txt")
    assert found.interview.about.title == title


def test_standard_input_has_no_name() -> None:
    text = TEXT.format(title="").encode()
    found = importers.read(text, importers.Wishes(), name="-")
    assert any(map(str.isalnum, found.interview.about.title))
