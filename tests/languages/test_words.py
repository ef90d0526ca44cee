"""The words of the tool itself: every language says everything, with the same gaps to fill."""

from __future__ import annotations

import string
import tomllib
from dataclasses import fields
from typing import Any

import pytest
from babel import Locale

from audiobuild.languages.registry import CODES, folder
from audiobuild.languages.shared.vocabulary import vocabulary
from audiobuild.languages.words import Words, words

SAID = [field.name for field in fields(Words)]


def table_of(language: Any) -> Any:
    """What the tool says, without the tables of those who read and write in the language."""
    table = tomllib.loads((folder(language) / "words.toml").read_text())
    return {name: value for name, value in table.items() if name in SAID}


ENGLISH = table_of("en")


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", CODES)
def test_a_language_says_everything(language: Any) -> None:
    said = words(language)
    table = table_of(language)
    assert list(table) == list(ENGLISH)
    assert sorted(SAID) == sorted(["language", *table])
    assert said.language == language
    assert len(set(said.months)) == 12
    for name, text in table.items():
        if name == "frequencies":
            assert list(text) == list(ENGLISH[name])
        elif name != "months":
            assert text == text.strip() != ""
            assert gaps(text) == gaps(ENGLISH[name]), name


@pytest.mark.parametrize("language", CODES)
def test_a_button_is_called_what_is_printed_on_it(language: Any) -> None:
    """Who speaks to a computer says what they see: WCAG 2.2, 2.5.3."""
    said = words(language)
    for caption, names in {
        "10 ": (said.back, said.forward),
        said.sentence: (said.previous_sentence, said.next_sentence),
        said.question: (said.previous_question, said.next_question),
    }.items():
        assert all(caption.lower() in name.lower() for name in names)


def test_other_languages_are_served_in_english() -> None:
    assert words("fi").language == "en"
    assert words("de-AT").language == "de"


@pytest.mark.parametrize("code", CODES)
def test_months_and_weekdays_are_those_of_unicode(code: str) -> None:
    names = Locale.parse("pt_PT" if code == "pt" else code)
    said = vocabulary(code)
    assert list(said.months) == [names.months["format"]["wide"][number] for number in range(1, 13)]
    days = [names.days["format"]["wide"][number].removesuffix("-feira") for number in range(7)]
    assert [day.casefold() for day in said.weekdays] == [day.casefold() for day in days]
