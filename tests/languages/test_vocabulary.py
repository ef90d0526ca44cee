"""A language's words: names of units that are made of others, one home for what the tool prints, too."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from audiobuild.languages import words
from audiobuild.languages.registry import CODES
from audiobuild.languages.shared import units
from audiobuild.languages.shared.grammar import Grammar
from audiobuild.languages.shared.vocabulary import Vocabulary, vocabulary
from audiobuild.languages.shared.wiring import GROUPS, language


def test_names_of_units_are_made_of_their_parts() -> None:
    names = {"m": ("metro", "metros"), "km": ("kilómetro", "kilómetros"), "bit": ("bit",), "Hz": ("hercio", "hercios")}
    made = units.named(
        names,
        {"k": "kilo", "G": "giga"},
        square="{} cuadrado / {} cuadrados",
        cube="",
        spellings={"qm": "m²"},
    )
    assert made == {
        "m": ("metro", "metros"),
        "km": ("kilómetro", "kilómetros"),
        "m²": ("metro cuadrado", "metros cuadrados"),
        "m2": ("metro cuadrado", "metros cuadrados"),
        "qm": ("metro cuadrado", "metros cuadrados"),
        "km²": ("kilómetro cuadrado", "kilómetros cuadrados"),
        "km2": ("kilómetro cuadrado", "kilómetros cuadrados"),
        "Hz": ("hercio", "hercios"),
        "kHz": ("kilohercio", "kilohercios"),
        "GHz": ("gigahercio", "gigahercios"),
        "kbit": ("kilobit",),
        "Gbit": ("gigabit",),
    }


def test_a_noun_loses_its_capital_inside_a_word() -> None:
    names = {"m": ("Meter",), "Wh": ("Wattstunde", "Wattstunden")}
    made = units.named(names, {"k": "Kilo"}, square="Quadrat{}", cube="", spellings={})
    assert (made["km"], made["km²"]) == (("Kilometer",), ("Quadratkilometer",))
    assert made["kWh"] == ("Kilowattstunde", "Kilowattstunden")


def test_a_currency_is_known_by_its_code_where_that_has_no_name_of_its_own() -> None:
    dollars = {"€": ("euro", "euros"), "$": ("dollar", "dollars"), "USD": ("US dollar", "US dollars")}
    assert units.coded(dollars) == {**dollars, "EUR": ("euro", "euros")}
    assert units.coded({"$": ("cent", "cents")}, apart=dollars) == {"$": ("cent", "cents")}


@pytest.mark.parametrize("code", CODES)
def test_what_the_tool_prints_is_what_is_read(code: str) -> None:
    own, said = vocabulary(code), words.words(code)
    assert (own.months, own.decimal, own.date) == (said.months, said.decimal, said.date)
    assert len(own.weekdays) == len(own.short_weekdays) == 7


@pytest.mark.parametrize("code", CODES)
def test_a_starter_has_every_fact(code: str) -> None:
    facts = words.table(code)["starter"]
    assert list(facts) == list(words.table("en")["starter"])
    assert all(isinstance(fact, str) and fact == fact.strip() != "" for fact in facts.values())


def test_a_word_that_is_missing_is_named() -> None:
    make: Callable[..., Vocabulary] = Vocabulary
    with pytest.raises(TypeError, match="'minus'"):
        make(months=(), decimal=",", date="")


def test_a_group_of_rules_that_does_not_exist_is_named() -> None:
    grammar = Grammar(
        words=vocabulary("es"), cardinal=str, fraction=lambda top, bottom: f"{top} {bottom}", before={"datse": ()}
    )
    with pytest.raises(KeyError, match="datse"):
        language("es", grammar)
    assert "dates" in GROUPS
