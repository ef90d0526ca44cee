"""Transcripts as Podverse's own package reads them: who says what."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from programs import node

from audiobuild.model import Timeline
from audiobuild.site.writers import transcript
from writers.episodes import episode, written

BODY = """\
Ein Wort vorweg: Wir duzen uns

## Wie spät ist es: 10:30 Uhr oder 11:15 Uhr?

Halb elf: so steht es hier. Und es gilt: Wer zu spät kommt, den bestraft das Leben, sagte man früher oft und gern.

## Und dann?

Dann: Schluss
"""
ASKS, ANSWERS = "Ann-Kathrin O'Neil", "Dr. Zoë Müller-Süß"
SAID = [
    ("Erzählstimme", "Ein Titel. Ein Wort vorweg: Wir duzen uns."),
    (ASKS, "Wie spät ist es: 10:30 Uhr oder 11:15 Uhr?"),
    (
        ANSWERS,
        "Halb elf: so steht es hier. Und es gilt: Wer zu spät kommt, den bestraft das Leben, sagte man früher oft und gern.",
    ),
    (ASKS, "Und dann?"),
    (ANSWERS, "Dann: Schluss."),
]
FORMS: dict[str, Callable[..., None]] = {
    "json": transcript.podcast_json,
    "srt": transcript.srt,
    "html": partial(transcript.html, page="https://example.org/g/folge/"),
}


@pytest.fixture(scope="module")
def laid() -> Timeline:
    return episode(BODY, asks=ASKS, answers=ANSWERS)


@pytest.mark.parametrize("form", FORMS)
def test_who_says_what(form: str, laid: Timeline, tmp_path: Path) -> None:
    path = tmp_path / f"a.{form}"
    path.write_bytes(written(FORMS[form], laid))
    found: list[dict[str, Any]] = node("read.mjs", "transcript", path)
    turns = [
        (speaker, " ".join(" ".join(one["body"].split()) for one in some))
        for speaker, some in groupby(found, key=lambda one: str(one["speaker"]))
    ]
    assert [(speaker, text.replace("\ua789", ":").replace("\xa0", " ")) for speaker, text in turns] == SAID
