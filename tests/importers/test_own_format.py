"""A file of our own format is taken as it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from programs import audiobuild, publication

from audiobuild.importers import Wishes, read, review
from audiobuild.publication import content

OURS = """\
---
title: Die Schätze im Keller
date: 2023-04-05
language: de
summary: Worum es geht.
speakers:
  - {name: Kai Mai, role: question, voice: k}
  - {name: Eva Lind, role: answer, voice: e}
  - {name: Ole Bär, role: answer}
---
Vorweg ein Satz.

## Wer kocht?

Ich. Auf [Kölsch]{lang=ksh} heißt das [Koch]{say="Kosch"}.

**Ole Bär:** Und ich *spüle*.

## Und wer isst?

Alle, die Hunger haben.
"""


@pytest.mark.parametrize("source", [OURS, OURS.encode(), OURS.replace("\n", "\r\n").encode("utf-8-sig")])
def test_it_is_the_same_interview(source: str | bytes) -> None:
    found = read(source, Wishes(), name="keller.md")
    parsed = content.parse(OURS, slug="die-schaetze-im-keller", path="content/die-schaetze-im-keller.md")
    assert found.interview == parsed
    assert (found.unsure, found.left_out, found.date_found) == ((False, False), (), True)
    assert list(review.lines(found))[1] == "the file is in audiobuild's own format and taken as it is"


def test_what_the_command_says_goes_before_it() -> None:
    found = read(OURS, Wishes(date=date(2024, 1, 1), language="de-AT"), name="keller.md").interview
    assert (found.about.date, found.about.language) == (date(2024, 1, 1), "de-AT")


def test_what_is_not_right_in_it_is_read_as_any_markdown() -> None:
    found = read(OURS.replace("role: question", "role: asks"), Wishes(), name="keller.md")
    assert found.layout[0] != "own"
    assert found.interview.about.title == "Die Schätze im Keller"


def test_the_command_writes_what_it_read(tmp_path: Path) -> None:
    project = publication(tmp_path / "show")
    (tmp_path / "a.md").write_text(OURS, encoding="utf-8")
    audiobuild("import", "-C", project, tmp_path / "a.md")
    text = (project / "content/die-schaetze-im-keller.md").read_text("utf-8")
    assert '[Koch]{say="Kosch"}' in text
    assert "[Kölsch]{lang=ksh}" in text
    assert "{name: Kai Mai, role: question, voice: k}" in text
