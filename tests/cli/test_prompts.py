"""Yes, no and later, as they are typed."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from terminal import session

from audiobuild.cli import prompts
from audiobuild.messages import msg
from audiobuild.publication import dates


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *((text, "yes") for text in ("y", "Y", "yes", "ja", "JA", "j", " ja ")),
        *((text, "no") for text in ("n", "no", "nein", "Nein")),
        *((text, "later") for text in ("l", "later", "s", "später", "spaeter")),
    ],
)
def test_a_word_is_taken_in_any_language(typed: str, meant: str) -> None:
    chosen: list[str] = []

    @click.command()
    def ask() -> None:
        words = (prompts.YES, prompts.NO, prompts.LATER)
        chosen.append(prompts.choice(msg("Well?"), {word: word for word in words}))

    done = CliRunner().invoke(ask, input=f"{typed}\n")
    assert (done.exit_code, chosen) == (0, [meant])


def test_what_is_not_offered_is_told_not_to_be_valid() -> None:
    @click.command()
    def ask() -> None:
        prompts.choice(msg("Well?"), {prompts.YES: prompts.YES, prompts.LATER: prompts.LATER})

    done = CliRunner().invoke(ask, input="n\ny\n")
    assert "Error: 'n' is none of these: y (yes), l (later)." in done.output


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-05-01", "2024-05-01"),
        (" 27.11.2026 ", "2026-11-27"),
        ("1.5.2024", "2024-05-01"),
        ("1. 5. 2024", "2024-05-01"),
        *((text, None) for text in ("11.27.2026", "31.2.2024", "1/5/2024", "1.5.24", "2024.5.1", "20240501", "", "1-5-2024")),
    ],
)  # fmt: skip
def test_a_date_that_is_one_day(text: str, day: str | None) -> None:
    found = dates.typed(text)
    assert (found and found.isoformat()) == day


@pytest.mark.parametrize(
    ("language", "asked", "typed", "code"), [("de_DE", "entfernen", "Ja", 0), ("C", "Remove", "", 130)]
)
def test_before_something_is_removed(project: Path, language: str, asked: str, typed: str, code: int) -> None:
    done = session("remove", "a-talk", answers=[(asked, typed)], cwd=project, language=language)
    assert (done.exit_code, (project / "content/a-talk.md").exists()) == (code, code != 0), done.text
