"""The tool that shows the steps of an import goes the same way as the import."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiobuild.importers import Wishes, read
from importers.explain import explain
from importers.score import CASES

SOURCES = sorted(path for path in CASES.glob("1*.html"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_it_goes_the_way_of_the_import(path: Path) -> None:
    lines = list(explain(path.read_bytes(), path.name))
    result = read(path.read_bytes(), Wishes(), name=path.name)
    assert f"layout {result.layout[0]}: {', '.join(result.layout[1:])}" in lines
    shown = {line[:28].rstrip() for line in lines}
    by_page = [item for item in result.left_out if item.reason not in ("aside", "heading", "narration", "subheading")]
    assert {f"left out {item.line:5}  {item.reason:12}"[:28].rstrip() for item in by_page} <= shown
    assert any(line.startswith("guests: ") for line in lines)
