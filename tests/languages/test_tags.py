"""Language tags: what is asked for in which form."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from audiobuild.errors import AudiobuildError, Problem
from audiobuild.languages import lexicon, registry, tags
from audiobuild.messages import msg
from audiobuild.publication import content

TEXT = """\
---
title: T
date: 2024-05-01
language: de
speakers: [{name: Ann, role: question}, {name: Ben, role: answer}]
---
## Was?

Das.
"""


@pytest.mark.parametrize(
    "tag", [*registry.CODES, "de-AT", "pt-BR", "zh-Hant-TW", "DE", "nds", "cmn", "gsw", "yue", "sh"]
)
def test_as_they_should_be(tag: str) -> None:
    assert list(tags.problems(tag, "x")) == []


@pytest.mark.parametrize(
    ("tag", "meant"),
    [
        *(("deu", "de"), ("ger", "de"), ("eng", "en"), ("fre", "fr"), ("fra", "fr"), ("spa", "es"), ("dut", "nl")),
        *(
            ("GER", "de"),
            ("deu-AT", "de-AT"),
            ("de_DE", "de-DE"),
            ("pt_BR.UTF-8", "pt-BR"),
            ("ca_ES@valencia", "ca-ES"),
        ),
        *(("gr", "el"), ("jp", "ja"), ("dk", "da"), ("cz", "cs"), ("ua", "uk"), ("us", "en"), ("iw", "he")),
        *(("en-UK", "en-GB"), ("en_uk", "en-GB"), ("fil_PH", "fil-PH")),
    ],
)
def test_what_is_meant(tag: str, meant: str) -> None:
    assert list(tags.problems(tag, "x")) == [
        Problem(
            place="x",
            message=msg("{!r} is not a language code", tag),
            remedy=msg("Write {} instead of {}.", meant, tag),
        )
    ]
    assert list(tags.problems(meant, "x")) == []


@pytest.mark.parametrize(
    "tag", ["", "d", "xx", "zz-DE", "german", "Deutsch", "de-", "-de", "de DE", "de-D", "x-klingon", "de\n"]
)
def test_what_names_no_language(tag: str) -> None:
    assert tags.instead(tag) == ""
    (problem,) = tags.problems(tag, "x")
    assert problem.remedy == "Write a code such as de, en or pt-BR."


def test_the_table_is_iso_639() -> None:
    """184 languages with two letters, twenty of them with two codes of three, and no code twice."""
    lines = (Path(tags.__file__).parent / "iso639.txt").read_text("utf-8").splitlines()
    rows = [line.split() for line in lines if not line.startswith("#")]
    assert Counter(tuple(map(len, row)) for row in rows) == {(2, 3): 165, (2, 3, 3): 20}
    codes = Counter(code for row in rows for code in row)
    assert max(codes.values()) == 1
    assert not codes.keys() & (tags._FORMER.keys() | tags._COUNTRIES.keys())
    assert {*tags._FORMER.values(), *tags._COUNTRIES.values()} <= codes.keys()


def test_an_interview_and_a_phrase_in_it() -> None:
    wrong = TEXT.replace("language: de", "language: deu").replace("Das.", "Das [x]{lang=eng}, [y]{lang=de_DE}.")
    with pytest.raises(AudiobuildError) as caught:
        content.parse(wrong, slug="a", path="content/a.md")
    assert str(caught.value).splitlines() == [
        "content/a.md:4: language: 'deu' is not a language code",
        "    Write de instead of deu.",
        "content/a.md:9: 'eng' is not a language code",
        "    Write en instead of eng.",
        "content/a.md:9: 'de_DE' is not a language code",
        "    Write de-DE instead of de_DE.",
    ]


def test_a_lexicon() -> None:
    with pytest.raises(AudiobuildError) as caught:
        lexicon.parse({"Pipeline": {"language": "eng"}}, place="content/lexicon.toml")
    assert "'eng' is not a language code\n    Write en instead of eng." in str(caught.value)
