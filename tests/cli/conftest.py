"""A publication of a few words, which needs nothing of the program but itself."""

from __future__ import annotations

from pathlib import Path

import pytest

SHOW = """\
title = "Stadt im Ohr"
link = "https://hoeren.stadt-am-fluss.de/gespraeche/"
description = "Interviews."
language = "de"
author = "Stadt am Fluss"
email = "presse@stadt-am-fluss.de"
category = "News"

[voices]
narrator = "eva"
question = "eva"
answer = "eva"
"""
INTERVIEW = """\
---
title: Ein Titel
date: 2022-02-14
language: de
speakers: [{name: Anna, role: question}, {name: Ben, role: answer}]
---
## Was gibt es?

Vieles.
"""


@pytest.fixture(autouse=True)
def _as_wide_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal tells its width itself, unless this variable does."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "show"
    (folder / "content").mkdir(parents=True)
    (folder / "voices").mkdir()
    (folder / "content/show.toml").write_text(SHOW, "utf-8")
    (folder / "content/a-talk.md").write_text(INTERVIEW, "utf-8")
    (folder / "voices/eva.toml").write_text('engine = "espeak"\nlanguage = "de"\n', "utf-8")
    return folder
