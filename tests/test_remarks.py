"""What an editor is told though the build succeeds."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from programs import audiobuild, build, publication

TEXT = """\
---
title: Zwei Gäste
date: 2024-05-02
language: de
speakers:
  - {name: Redaktion, role: question}
  - {name: Antwort, role: answer}
  - {name: Bert, role: answer}
---
## Wer ist da?

Ich.

**Bert:** Und ich.
"""


@pytest.fixture
def project(tmp_path: Path) -> Any:
    folder = publication(tmp_path / "p")
    (folder / "content/a.md").write_text(TEXT)
    return folder


def told(project: Path, *arguments: Any) -> Any:
    """What stands on stderr, without progress, remedies and what comes next."""
    lines = audiobuild("build", "-C", project, *arguments).stderr.splitlines()
    other = (" ", "speaking", "To see", "https://hoeren.stadt-am-fluss.de/")
    return [line for line in lines if not line.startswith(other) and "sentences" not in line]


def test_guests_without_a_name_or_a_voice_of_their_own(project: Path) -> None:
    unnamed = "content/a.md: speakers: 'Antwort' stands for a guest whom the text did not name"
    assert told(project) == [unnamed]
    (project / "content/a.md").write_text(TEXT.replace("role: answer", "role: answer, voice: de-answer-3-male"))
    same = "'de-answer-3-male': listeners cannot tell them apart"
    expected = [f"content/a.md: speakers: Antwort and Bert have the same voice, {same}", unnamed]
    assert told(project) == told(project, "--dry-run") == expected
    (project / "content/a.md").write_text(TEXT.replace("name: Antwort", "name: Anna"))
    assert told(project) == []


def test_a_language_without_rules(project: Path) -> None:
    speakers = "".join(f"  - {{name: {name}, role: {name}}}\n" for name in ("narrator", "question", "answer"))
    (project / "content/a.md").write_text(
        f"---\ntitle: Hei\ndate: 2024-05-02\nlanguage: fi\nspeakers:\n{speakers}---\n## Mitä kuuluu?\n\nHyvää.\n"
    )
    said = told(project)
    assert said[-1] == (
        "content/a.md: language: there are no reading rules for 'fi': dates and amounts are left to the voice"
    )


def test_what_is_left_over_or_behind_the_settings(project: Path) -> None:
    text = TEXT.replace("name: Antwort", "name: Anna")
    for day, slug in enumerate(("a", "b"), 1):
        (project / f"content/{slug}.md").write_text(text.replace("05-02", f"05-0{day}"))
    build(project)
    (project / "content/a.md").unlink()
    (project / "content/c.md").write_text(text.replace("date: 2024-05-02", "date: 2024-05-03\nid: c"))
    (project / "content/d.md").write_text(text.replace("date: 2024-05-02", "date: 2024-05-04\nid: d"))
    (project / "dist/own").mkdir()
    (project / "dist/own/own.mp3").write_bytes(b"an editor's own")
    assert told(project) == ["dist/a: belongs to no interview: there is no content/a.md"]
    shutil.rmtree(project / "dist/a")
    show = project / "content/show.toml"
    show.write_text(show.read_text().replace("stadt-am-fluss.de/", "stadt-am-fluss.de/neu/"))
    outdated, again = told(project, "b")
    assert outdated == "dist: built with other settings of the show: c, d"
    assert again.startswith("content/show.toml: what sound files say of the show has changed: 1 episode (")
    (again,) = told(project)
    assert again.startswith("content/show.toml: what sound files say of the show has changed: 2 episodes (")
    assert told(project) == []
