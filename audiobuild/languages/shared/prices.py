"""Prices: the currency as it is printed, before the amount or behind it, and as it is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from audiobuild.languages.mechanism import Answer, Place, Rule, rule
from audiobuild.languages.shared.amounts import Figures, Form
from audiobuild.languages.shared.text import APART, GAP, Forms, any_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Money:
    """How a language says prices. ``large`` has what may stand between an amount and its currency, as it is spoken."""

    currencies: Forms
    large: Mapping[str, str]
    with_cents: Callable[[str, int, str], str]
    """From the whole part as printed, the cents and the currency as printed: "5 euros 50"."""
    plain: Callable[[str, str, tuple[str, ...], Place], str]
    """From the amount as printed, a word of ``large`` as spoken, the currency's forms and the place."""
    per: str
    """What stands for the slash in "$5/year"; ``per_phrases`` has what is said for it together with some names."""
    per_phrases: Mapping[str, str]
    one: frozenset[str]
    """1 in words: in "ein Euro 50" the currency is said where it stands."""
    divisors: Mapping[str, str]
    """Shortened words behind it: "$5/mo"."""


def prices(figures: Figures, money: Money, *, examples: tuple[tuple[str, str], tuple[str, str]]) -> tuple[Rule, Rule]:
    """ "5,50 €", whose cents are said behind the currency, and "$ 5", whose currency is said behind the amount.

    In "5 Euro 50" it stands where it is said.
    """
    currency = f"(?P<currency>{any_of(money.currencies)})"
    decimal = re.escape(figures.decimal)
    group = f"[{figures.grouping}]"
    exact = rf"(?P<whole>\d{{1,3}}(?:{group}\d{{3}})+|\d+){decimal}(?P<cents>\d\d|[-–—]{{1,2}})(?!\d)"
    no_large = rf"(?!{GAP}?(?:{any_of(money.large)}))" if money.large else ""

    def with_cents(place: Place) -> str:
        cents = int(place["cents"]) if place["cents"].isdecimal() else 0
        return money.with_cents(place["whole"], cents, place["currency"])

    def behind(place: Place) -> Answer:
        return f"{with_cents(place)}{per(place)}"

    def before(place: Place) -> Answer:
        if place.before in money.one:
            return None
        if place["cents"]:
            return behind(place)
        amount = f"{place['amount']}{place['to']}{place['more']}"
        said = money.plain(amount, money.large.get(place["large"], ""), money.currencies[place["currency"]], place)
        return f"{said}{per(place)}"

    def per(place: Place) -> str:
        name = money.divisors.get(place["per"], place["per"])
        return f" {money.per_phrases.get(name, f'{money.per} {name}')}" if name else ""

    amount = (
        rf"(?P<amount>{figures.number})(?P<to>[–-])?(?(to)(?:{any_of(money.currencies)})?(?P<more>{figures.number}))"
    )
    large = rf"(?:{GAP}?(?P<large>{any_of(money.large)})(?!\w))?" if money.large else "(?P<large>)"
    divisor = rf"(?:/(?P<per>{any_of(money.divisors)}|[^\W\d_]+)(?![\w²³]))?"
    return (
        rule("money", "digit", rf"{APART}{exact}{GAP}?{currency}(?!\w){divisor}", behind, example=examples[0]),
        rule(
            "money",
            "word sign",
            rf"(?<!\d)(?<!\d{GAP})(?<!\w-){currency}{GAP}?(?:{exact}{no_large}|{amount}{large}){divisor}",
            before,
            example=examples[1],
        ),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Saying:
    """What most languages need to say prices.

    ``agreed`` says an amount before a name ("1" as "un"); ``cents`` are the forms of a currency's hundredth part, and
    ``change`` says them behind the whole; ``elided`` shortens words that meet; ``to`` stands for the dash of a range.
    """

    currencies: Forms
    cents: Forms
    form: Form
    agreed: Callable[[str, str], str]
    change: Callable[[int, tuple[str, ...]], str]
    elided: Callable[[str], str]
    to: str

    def with_cents(self, whole: str, cents: int, currency: str) -> str:
        """ "5 euros con 50"; "0,50 €" → "50 céntimos"."""
        coin = self.cents.get(currency, ())
        if whole == "0" and cents and coin:
            return self._counted(str(cents), coin)
        amount = self._counted(whole, self.currencies[currency])
        return f"{amount} {self.change(cents, coin)}" if cents else amount

    def plain(self, amount: str, large: str, names: tuple[str, ...], _place: Place) -> str:
        """ "5 to 10 dollars", "5 million dollars"."""
        said = re.sub("[–-]", f" {self.to} ", amount)
        return self.elided(f"{said} {large} {names[-1]}") if large else self._counted(said, names)

    def _counted(self, amount: str, names: tuple[str, ...]) -> str:
        name = self.form(names, amount, " ")
        return f"{self.agreed(amount, name)} {name}"
