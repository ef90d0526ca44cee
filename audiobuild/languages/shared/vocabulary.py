"""The words by which a language is read: the table ``[reading]`` of its ``words.toml``, and what the tool says anyway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from audiobuild.languages.shared import units
from audiobuild.languages.shared.text import Forms, forms
from audiobuild.languages.words import table, words

_FROM_THE_TOOL = ("months", "decimal", "date")
_SETS = ("openers", "acronyms", "feminine", "small_words", "rulers", "queens", "numbered_nouns", "ordinal_nouns")
_FORMS = ("cents", "counted")


@dataclass(frozen=True, kw_only=True, eq=False)
class Vocabulary:
    """A language's words. ``months``, ``decimal`` and ``date`` are those that the tool prints itself.

    What has no default must be there. Keys of tables are what is printed, values what is spoken.
    """

    code: str
    months: tuple[str, ...]
    decimal: str
    date: str

    calibration: str
    """A text of about a minute, by which the loudness of a voice is measured."""
    foreign: str
    """A pattern of letters that show a name as another language's."""
    openers: frozenset[str]
    """Words that, with a capital, open a sentence."""
    capital_nouns: bool = False
    """Whether every noun has a capital, so that one behind a dot begins no sentence for certain."""
    acronyms: frozenset[str] = frozenset()
    """Those whose reading is certain."""
    weekdays: tuple[str, ...]
    """Monday first."""
    short_weekdays: tuple[str, ...]
    """The same in short, several ways of it apart by " / "."""
    joints: tuple[str, ...] = ()
    """Words that join two weekdays."""
    stage: tuple[str, ...]
    """The first word of a stage direction such as "(laughs)"."""
    web: Mapping[str, str]
    """The signs in addresses, as :class:`~.web.WebWords` names them."""
    files: Mapping[str, str] = field(default_factory=lambda: {"zip": "zip"})
    """Endings of file names that are not spelled."""

    never: Mapping[str, str] = field(default_factory=dict)
    """Abbreviations whose dot ends no sentence."""
    opener: Mapping[str, str] = field(default_factory=dict)
    """Abbreviations whose dot may end one, before a word that opens sentences."""
    capital: Mapping[str, str] = field(default_factory=dict)
    """Abbreviations whose dot may end one, before any capital."""
    numbered: Mapping[str, str] = field(default_factory=dict)
    """Abbreviations only before a number: "p. 5"."""
    numerals: str = ""
    """A pattern of the roman numerals that count as such a number, too."""
    counted: Forms = field(default_factory=dict)
    """Abbreviations only behind a number: "5 mln."."""

    thousand: str = ""
    ordinals: tuple[str, ...] = ()
    """From the first; ``ten_ordinals`` from the tenth, by tens; ``hundred_ordinals`` from the hundredth, by hundreds."""
    ten_ordinals: tuple[str, ...] = ()
    hundred_ordinals: tuple[str, ...] = ()
    thousand_ordinal: str = ""
    ordinal_endings: str = ""
    """A pattern of what is printed behind an ordinal in figures: "3.º"."""
    conjunction: str = ""
    """Stands between the parts of a number: "treinta y uno", "2 y medio"."""
    half: str = ""
    """What ½ is behind a whole number, where it is said otherwise than alone."""
    first_day: str = "1"
    """The first day of a month."""

    grouping: str
    """Stands between thousands, beside the narrow spaces that do so everywhere."""
    large: Mapping[str, str]
    """Words between an amount and its currency, as they are spoken there: "millones de"."""
    large_words: tuple[str, ...] = ()
    """Words that stand between a number and its unit, where they are others than those."""
    prefixes: Mapping[str, str]
    units: Mapping[str, str]
    spellings: Mapping[str, str] = field(default_factory=dict)
    square: str = ""
    cube: str = ""
    """These make the names of units: see :mod:`~.units`."""
    currencies: Mapping[str, str]
    currency_words: Mapping[str, str] = field(default_factory=dict)
    """Words that stand with prices as a currency's sign does."""
    range_units: tuple[str, ...] = ()
    """What stands behind the first number of a range, beside units: "9 am–5 pm"."""
    cents: Forms = field(default_factory=dict)
    """The hundredth part of a currency."""
    cents_joint: str = ""
    """Stands before cents: "5 euros con 50"."""
    per: str
    """Stands for the slash of "km/h"."""
    per_phrases: Mapping[str, str] = field(default_factory=dict)
    """What is said for it together with some names: "ora" = "all'ora"."""
    divisors: Mapping[str, str] = field(default_factory=dict)
    """What stands only behind a slash."""
    articles: tuple[str, ...] = ()
    """1 before a name, where it is no figure: "un", and "una" before those that are ``feminine``."""
    feminine: frozenset[str] = frozenset()
    nouns: tuple[str, ...] = ()
    """What is counted beside units and currencies."""
    before_counted: str = "(?!)"
    """A pattern of what stands before a 1 that counts the noun behind it: "com 1 filha", but "artigo 1 entra"."""
    feminine_noun: str = "(?!)"
    """A pattern of other nouns that are feminine."""
    small_words: frozenset[str] = frozenset()
    """Words behind a number that it does not count: "las", "jueves"."""
    of: str = ""
    """Stands between a part and its whole: "tres cuartos de hora"."""

    hours: tuple[str, ...] = ()
    """Patterns of what stands behind a time of day."""
    before_degrees: str = "(?!)"
    """A pattern of what stands before a temperature: "a 30°"."""
    before_days: str = "(?!)"
    """A pattern of what stands before a day and a month: "el 12/03"."""
    before_hours: tuple[str, ...] = ()
    """Patterns of what stands before one: "a las 20.15"."""
    feet: bool = False
    """Whether 5'10" is a length."""
    score: tuple[str, ...] = ()
    """Patterns of words near which "3:10" is no time of day."""
    phone: tuple[str, ...]
    """Patterns of words that announce a telephone number."""
    phone_numbers: tuple[str, ...] = ()
    """Patterns of those that need no such word."""
    phone_pairs: bool = False
    """Whether two digits are said as a number in them."""
    plus: str
    minus: str
    times: str
    ratio: str
    to: str
    power: str = ""
    powers: Mapping[str, str] = field(default_factory=dict)
    """The signs + of telephone numbers, - before numbers, × and : between them, the dash of a range, ^; ``powers`` has
    exponents with a name: "2" = "ao quadrado"."""
    signs: Mapping[str, str]
    """Other signs that stand for words."""
    symbols: Mapping[str, str] = field(default_factory=dict)
    """Signs that espeak-ng says as these words, so that they are written out only for other engines."""

    rulers: frozenset[str] = frozenset()
    """Names before roman numerals; ``queens`` are those that are feminine."""
    queens: frozenset[str] = frozenset()
    numbered_nouns: frozenset[str] = frozenset()
    """Nouns before roman numerals that are read as figures."""
    before_numerals: str = "(?!)"
    """A pattern of what stands before roman numerals that are ordinals of the noun behind: "la XXII Legislatura"."""
    ordinal_nouns: frozenset[str] = frozenset()
    """Nouns in small letters behind such numerals where no word stands before them."""
    plural_s: bool = True
    """Whether such ordinals take an s in the plural."""
    examples: Mapping[str, tuple[str, str]]
    """Printed and spoken, for each rule of :mod:`~.wiring`: its test."""
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Words for rules that are the language's own."""

    @property
    def days(self) -> Mapping[str, str]:
        """Weekdays by how they are shortened."""
        pairs = zip(self.short_weekdays, self.weekdays, strict=True)
        return {short: day for several, day in pairs for short in several.split(" / ")}

    @property
    def names(self) -> Forms:
        """Units and currencies."""
        return {**self.unit_names, **self.currency_names}

    @property
    def unit_names(self) -> Forms:
        """Every unit by its symbol."""
        return units.named(
            forms(self.units), self.prefixes, square=self.square, cube=self.cube, spellings=self.spellings
        )

    def article(self, name: str) -> str:
        """1 before the name of what is counted."""
        if not self.articles:
            return "1"
        return self.articles[-1] if name.split()[0] in self.feminine else self.articles[0]

    @property
    def currency_names(self) -> Forms:
        """Every currency by its sign or code."""
        return units.coded(forms(self.currencies))

    @property
    def cent_names(self) -> Forms:
        """The hundredth part by the currency's sign or code, where the code is not named otherwise than the sign."""
        return units.coded(self.cents, apart=self.currencies)


@cache
def vocabulary(code: str) -> Vocabulary:
    """The words of a language in :data:`~audiobuild.languages.registry.CODES`."""
    said, reading = words(code), table(code)["reading"]
    own: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in reading.items()}
    own |= {name: frozenset(own[name]) for name in _SETS if name in own}
    own |= {name: forms(own[name]) for name in _FORMS if name in own}
    own["lists"] = {name: tuple(some) for name, some in own.get("lists", {}).items()}
    own["examples"] = {name: tuple(pair) for name, pair in own["examples"].items()}
    return Vocabulary(code=code, **own, **{name: getattr(said, name) for name in _FROM_THE_TOOL})
