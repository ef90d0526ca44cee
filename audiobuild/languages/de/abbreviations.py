"""German abbreviations whose reading depends on their surroundings, and streets."""

from __future__ import annotations

import re

from audiobuild.languages.de.grammar import DATIVE, ending
from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.shared.abbreviations import Spoken, Tables
from audiobuild.languages.shared.text import UPPER
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("de")
_DAYS_BEFORE = re.compile(rf"\b(?:{'|'.join((*_WORDS.days, *_WORDS.weekdays))})\.?(?:,| u\.| und| bis|[-–/+])\s?$")


def _saint(place: Place) -> Answer:
    if re.search(r"\d\s?$", place.behind):
        return Change(spoken="Stück", ends="opener", end=place.end)
    return "Sankt" if place.after[:1].isupper() else None


def _page(place: Place) -> Answer:
    """ "S. 5" is a page; in a law reference a sentence."""
    if not place.after[:1].isdecimal():
        pages = re.search(r"\d\s?$", place.behind)
        return Change(spoken="Seiten", ends="opener", end=place.end) if pages else None
    return "Satz" if re.search(r"(?:Abs|Art|Nr)\.\s?\d+\w?\s?$", place.behind) else "Seite"


def _adjective(stem: str) -> Spoken:
    """ "der sog. Plan", but "(engl. Review)"."""
    return lambda place: stem if place.behind.endswith("(") else stem + ending(place.behind, place.after)


def _century(place: Place) -> Answer:
    genitive = re.search(r"\bdes \d+\.\s?$", place.behind)
    return Change(spoken="Jahrhunderts" if genitive else "Jahrhundert", ends="opener", end=place.end)


def _born(place: Place) -> Answer:
    return "geborene" if place.after[:1].isupper() and not re.match(r"\s?(?:am|in)\b|\s?\d", place.ahead) else "geboren"


def _following(place: Place) -> Answer:
    """ "§ 12 f.", "S. 3 ff."."""
    if not re.search(r"\d\w?\s?$", place.behind):
        return None
    spoken = "fortfolgende" if place[0].startswith("ff") else "folgende"
    return Change(spoken=spoken, ends="opener", end=place.end)


def _woman(place: Place) -> Answer:
    """ "Fr. Kern", but "Mo, Mi u. Fr."."""
    if _DAYS_BEFORE.search(place.behind):
        return Change(spoken="Freitag", ends="opener", end=place.end)
    return "Frau" if place.after[:1].isupper() else None


def _years(place: Place) -> Answer:
    """ "27 J.", but "Frau J. Müller"."""
    amount = re.search(r"(?:(\w+) )?[\d.,]+\s?$", place.behind)
    if not amount:
        return None
    spoken = "Jahren" if (amount[1] or "").lower() in DATIVE else "Jahre"
    return Change(spoken=spoken, ends="opener", end=place.end)


def _minimum(place: Place) -> Answer:
    return "mindestens" if place.after[:1].isdecimal() else "minimal"


ABBREVIATIONS: Tables = {
    "never": {
        **{key: _adjective(stem) for key, stem in _WORDS.tables["adjectives"].items()},
        "St.": _saint,
        "S.": _page,
        "J.": _years,
        "Fr.": _woman,
        "geb.": _born,
        "min.": _minimum,
        "f.": _following,
        "ff.": _following,
    },
    "opener": {"Jh.": _century, "Jhd.": _century, "Jhdt.": _century},
}
STREET = rule(
    "abbreviation",
    "word",
    rf"([{UPPER}]\w*)([sS])tr\.",
    lambda place: Change(spoken=f"{place[1]}{place[2]}traße", ends="opener"),
    example=("Fackelstr. 28", "Fackelstraße 28"),
)
