"""A small publication in order, with two episodes on two pages of its feed: what mutations break."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from programs import Once, build, publication, voice_files

INTERVIEW = """\
---
title: {title}
date: {date}
language: de
summary: Ein kurzes Gespräch.
speakers:
  - {{name: Anna Süd, role: question}}
  - {{name: Ben Nord, role: answer}}
---
Guten Tag, liebe Hörerinnen und Hörer.

## Was machen Sie am Morgen?

Zuerst trinke ich Kaffee, und um acht Uhr gehe ich aus dem Haus. Bei Regen nehme ich den Bus.

## Wie weit ist es bis zum Amt, und warum gehen Sie zu Fuß dorthin?

Nicht weit: zwei [Miles]{{lang=en}}.

* * *

Vielen Dank für das Gespräch.
"""


@pytest.fixture(scope="session")
def good(once: Once) -> Any:
    """Its folder. Not to be changed by tests."""
    return once("good", made)


def made(folder: Path) -> None:
    publication(folder)
    picture = io.BytesIO()
    Image.linear_gradient("L").resize((1400, 1400)).convert("RGB").save(picture, "JPEG")
    (folder / "content" / "cover.jpg").write_bytes(picture.getvalue())
    show = folder / "content" / "show.toml"
    show.write_text('image = "cover.jpg"\nfeed_episodes = 1\n' + show.read_text())
    voice_files(folder / "voices", rate=2.0)  # quick speakers: less to decode for each mutation
    (folder / "content" / "neu.md").write_text(INTERVIEW.format(title="Neue Folge", date="2024-05-02"))
    (folder / "content" / "alt.md").write_text(INTERVIEW.format(title="Alte Folge", date="2024-05-01"))
    build(folder)


@pytest.fixture
def broken(good: Any, tmp_path: Path) -> Any:
    """A copy to be broken, of links: whoever changes a file must write a new one."""
    shutil.copytree(good / "dist", tmp_path / "dist", copy_function=os.link)
    return tmp_path / "dist"
