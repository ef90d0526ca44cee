"""``import --explain``: why each line is taken for what it is. It goes the way of the import."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from programs import audiobuild

from audiobuild.importers import Wishes, described, explained, recognise
from tools.importing.cases import ROOT

CASES = ROOT / "tests/importers/cases"
SOURCES = sorted(CASES.glob("1[12]*.html"))
HEAD = re.compile(r" *(\d+)  (\w+) (\d+) %, then (\w+) (\d+) %:  ")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_it_shows_the_labels_that_the_import_gave(path: Path) -> None:
    source = path.read_bytes()
    document = described(source, name=path.name)
    _, words, found = recognise.seen(document, Wishes())
    judged = recognise.label(document, found, words)
    lines = explained(source, Wishes(), name=path.name)
    shown = [match for line in lines if (match := HEAD.match(line))]
    assert [(match[2], int(match[3])) for match in shown] == [
        (one.label, int(one.sure * 100)) for one in judged if one.weighed
    ]
    assert all(match[2] != match[4] for match in shown)
    assert lines[2] == f"labels before turns: {', '.join(found.names.values()) or 'none'}"
    assert sum(line.startswith("       for it: ") for line in lines) >= 0.9 * len(shown)


def test_the_command_explains_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Kai: Wer kocht?\n\nEva: Ich koche.\n\nKai: Wer spült?\n\nEva: Auch ich.\n", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text("Brot 3,20\n", encoding="utf-8")
    done = audiobuild("import", "--explain", "a.txt", "b.txt", cwd=tmp_path)
    lines = done.stdout.splitlines()
    assert [line for line in lines if line in ("a.txt:", "b.txt:")] == ["a.txt:", "b.txt:"]
    assert "labels before turns: Kai, Eva" in lines
    assert any(HEAD.match(line) and line.endswith(" %:  [kai] Wer kocht?") for line in lines)
    assert any("Brot 3,20" in line for line in lines)  # what an import refuses is explained, too
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]
    refused = audiobuild("import", "--explain", "--json", "a.txt", check=False, cwd=tmp_path)
    assert (refused.returncode, "--explain prints text" in refused.stderr) == (2, True)
