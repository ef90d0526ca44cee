"""docs/reference.md names every key with what it does, and is what the types say now."""

from __future__ import annotations

import dataclasses
from typing import get_args, get_type_hints

import pytest

from audiobuild.errors import ConfigError
from audiobuild.languages import lexicon
from audiobuild.model import FrontMatter, Show, Voice
from audiobuild.publication import voice_files
from tools import reference


def test_the_page_is_up_to_date() -> None:
    assert reference.PAGE.read_text("utf-8") == reference.page(), "run: python -m tools.reference"


@pytest.mark.parametrize("section", reference.SECTIONS, ids=lambda section: section.title)
def test_every_key_says_what_it_does(section: reference.Section) -> None:
    told = reference.descriptions(section.kind)
    assert [key.name for key in section.keys if not told.get(key.name, "").endswith((".", ").", ".)"))] == []


def test_every_table_has_its_section() -> None:
    """Those within the tables, too."""
    kinds = {section.kind for section in reference.SECTIONS}
    assert {FrontMatter, Show, Voice} <= kinds
    for kind in kinds:
        for hint in get_type_hints(kind).values():
            for one in (hint, *get_args(hint)):
                assert not dataclasses.is_dataclass(one) or one in kinds


def test_the_keys_are_those_that_are_read() -> None:
    keys = {section.kind: [key.name for key in section.keys] for section in reference.SECTIONS}
    assert set(keys[Voice]) == voice_files.OWN_KEYS
    with pytest.raises(ConfigError) as caught:
        lexicon.parse({"word": {"unknown": "x"}}, place="x")
    assert f"Keys here: {', '.join(keys[lexicon.LexiconEntry])}." in str(caught.value)


def test_a_key_without_a_description_is_found() -> None:
    assert reference.descriptions(_Undocumented) == {"told": "What it does."}


@dataclasses.dataclass
class _Undocumented:
    untold: str = ""
    told: str = ""
    """What it does."""
