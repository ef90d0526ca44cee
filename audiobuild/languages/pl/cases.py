"""In which case a Polish number is: what the words before it ask for, and what the noun behind it can be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from audiobuild.languages.pl import nouns
from audiobuild.languages.shared.text import any_of
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("pl")
_GOVERNED = _WORDS.tables["governed"]
"""Prepositions, and the cases that they ask for, the usual one first."""
_HEADS = re.compile(rf"(?:{'|'.join(_WORDS.lists['genitive_heads'])})", re.IGNORECASE)
"""Nouns and verbs before a number in the genitive: "grupa 5 osób", "sięga 5 m"."""
_INSTRUMENTAL = re.compile(rf"(?:{'|'.join(_WORDS.lists['instrumental_heads'])})", re.IGNORECASE)
_MIXED = re.compile(rf"\b(?:{'|'.join(_WORDS.lists['mixed_with'])})[^.;:]*$", re.IGNORECASE)
_ABOUT = re.compile(r"(?:około|ok\.|blisko|koło)[ \xa0]$", re.IGNORECASE)
_BESIDE = any_of(_WORDS.lists["beside_numbers"])
_COUNTED = "|".join(_WORDS.lists["before_counted"])
_SKIPPED = re.compile(rf"(?<!\w)(?:{_BESIDE}|(?:{_COUNTED})(?:ych|ich|e|ymi|imi))[ \xa0]$", re.IGNORECASE)
_JOINED = re.compile(
    r"(?<![\w.,])\d[\d \xa0]{0,9}(?:,\d{1,3})?"
    r"(?:,"
    r"|(?:[ \xa0]?[^\W\d]{1,14}\.?(?:[ \xa0][^\W\d]{3,14})?|[ \xa0]?%)?[ \xa0](?:i|lub|albo|oraz|czy|bądź|a)"
    r"|[ \xa0]?(?:godz\.|h|min\.?|zł|m|kg|lat\w*|rok\w*))[ \xa0]$"
)
"""An amount to which another is joined: "od 3 do 5 lat i 2 miesięcy", "do 4 godz. 10 min"."""
_NO_VERBS = frozenset({"tylko", "więcej", "mniej", "wcześniej", "później", "jest", "są", "zaledwie", "dalej", "dłużej"})
_MODAL = "|".join(_WORDS.lists["before_verbs"])
_NOT = re.compile(rf"\bnie[ \xa0](?:(?:{_MODAL})[ \xa0](?:się[ \xa0])?)?(\w+)(?:[ \xa0]się)?[ \xa0]$", re.IGNORECASE)
_HAVING = re.compile(r"\bo[ \xa0](?:[^\W\d]+(?:ej|ym|im)[ \xa0])?[^\W\d]+[ \xa0]$", re.IGNORECASE)
"""What something has: "o sile 6 stopni", "o nośności 82 tys. t"."""
_WORD = re.compile(r"([^\W\d_]+)\.?[ \xa0](?:\()?$")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The cases that the text before a number asks for, the usual one first, and the preposition that does, if one does."""

    cases: str = ""
    preposition: str = ""
    weak: bool = False
    """Whether only a noun stands before: "uczniowie 5 klas", but "cena 5 zł"."""


@lru_cache(maxsize=256)  # several rules ask at the same place
def governed(behind: str) -> Asked:
    """What the text before a number asks for."""
    about = joined = False
    while found := _SKIPPED.search(behind) or _JOINED.search(behind):
        joined = joined or found.re is _JOINED
        about = about or (not joined and bool(_ABOUT.search(behind)))
        behind = behind[: found.start()]
    word = _WORD.search(behind)
    name = word[1].lower() if word else ""
    if name in _GOVERNED:
        with_it = name in {"z", "ze"} and _MIXED.search(behind)
        return Asked(cases="ig" if with_it else _GOVERNED[name], preposition=name)
    if about:
        return Asked(cases="g", preposition="około")
    refused = _NOT.search(behind)
    if name and _HAVING.search(behind) and any(tag[1:] == "sl" for tag in nouns.readings(name)):
        return Asked(cases="g")
    if (refused and refused[1].lower() not in _NO_VERBS) or _HEADS.fullmatch(name):
        return Asked(cases="g")
    if name and (_verbal(name) or _belongs(name, behind)):
        return Asked(cases="g", weak=True)
    return Asked(cases="i" if _INSTRUMENTAL.fullmatch(name) else "")


def _belongs(name: str, behind: str) -> bool:
    """Whether a noun in the nominative or accusative stands before, and is no time, behind no preposition, nor like a verb."""
    cases = {tag[2] for tag in nouns.readings(name)}
    if (
        not cases
        or not cases <= {"n", "a"}
        or name.endswith(("stanie", "ło", "ła", "ły", "ał", "li"))
        or _TIMES.fullmatch(name)
    ):
        return False
    before = _BEFORE_NOUN.search(behind)
    return not (before and {before[1], before[2]} & set(_GOVERNED))


_TIMES = re.compile("|".join(_WORDS.lists["times"]))
_BEFORE_NOUN = re.compile(r"([^\W\d]+)?[ \xa0]?(?<!\w)([^\W\d]+)[ \xa0][^\W\d]+[ \xa0]$")


def _verbal(name: str) -> bool:
    """ "wybudowanie", "posadzenia": nouns of what is done, which are followed by what it is done to."""
    return (
        len(name) > 6
        and not name.endswith("stanie")
        and name.endswith(("nie", "nia", "cie", "cia", "niem", "ciem"))
        and any(tag[:2] == "ns" for tag in nouns.readings(name))
    )


def agreed(number: int, asked: str, tags: frozenset[str]) -> tuple[str, str] | None:
    """Gender and case of a number before a noun with these readings; None where they do not go together."""
    if number == 1:
        return _first(tags, "s", f"{asked}nagild")
    if "cpi" in tags:
        return "n", "i"
    if "i" in asked and (found := _first(tags, "p", "i") or (("c", "i") if "cpg" in tags and number < 20 else None)):
        return found
    few = number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14}
    for case in f"{asked}n":
        found = _counted(tags, few=few) if case in "na" else _first(tags, "p", case)
        if found:
            return found
    return _first(tags, "p", "lid")


def _counted(tags: frozenset[str], *, few: bool) -> tuple[str, str] | None:
    """Gender and case in the nominative or accusative, where five things stand in the genitive, and three persons as well."""
    if few and (found := _first(tags, "p", "n")):
        return found
    found = _first(tags, "p", "g")
    return found and (found[0], "a" if found[0] == "p" else "g" if few else "n")


def _first(tags: frozenset[str], count: str, cases: str, genders: str = "cpamfn") -> tuple[str, str] | None:
    """The gender that a noun has in the first of the cases that it can be in, children before persons before things."""
    return next(((gender, case) for case in cases for gender in genders if f"{gender}{count}{case}" in tags), None)


def of_one(noun: str, behind: str) -> str:
    """What one noun is behind this text, as :func:`nouns.readings` says it: "fsl"; empty if nobody knows."""
    tags, asked = nouns.readings(noun), governed(behind).cases
    for count in "sp":
        if found := _first(tags, count, f"{asked}nagdli", "cpfamn"):
            return f"{found[0]}{count}{found[1]}"
    return ""


def counted(ahead: str) -> bool:
    """Whether the text begins with a noun in the plural, as behind a number."""
    tags = nouns.following(ahead)
    return bool(tags) and all(tag[1] == "p" for tag in tags)
