"""Amounts: units, money, ranges, grouped digits, telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from audiobuild.languages.mechanism import Answer, Change, Place, Rule, rule
from audiobuild.languages.shared.text import APART, GAP, any_of

Forms = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """How a language writes numbers: its decimal mark, its marks between thousands, its words for large numbers."""

    decimal: str
    grouping: str
    large: tuple[str, ...]

    @property
    def number(self) -> str:
        """The pattern of a number."""
        return rf"(?:\d{{1,3}}(?:[{self.grouping}]\d{{3}})+(?!\d)|\d+)(?:{re.escape(self.decimal)}\d+)?"

    def value(self, text: str) -> float:
        """A number as printed, as a number; ":" counts as a decimal mark, so that times compare."""
        return float(re.sub(rf"[{self.grouping}](?=\d{{3}})", "", text).replace(self.decimal, ".").replace(":", ".", 1))


def units(
    figures: Figures,
    names: Forms,
    *,
    per: Mapping[str, str],
    form: Callable[[tuple[str, ...], str, str], str],
    joined: Callable[[str, str], str],
    example: tuple[str, str],
) -> Rule:
    """Units behind an amount.

    ``form`` chooses among a unit's forms by the number as printed ("" behind a large number's word) and by what stands
    between the two; ``joined`` says "kilometres" and "hour" as "kilometres per hour"; ``per`` has what stands only
    behind a slash.
    """
    amount = re.compile(rf"(?:({figures.number})|[½¼¾⅓⅔]|(?:{any_of(figures.large)}))(?:{GAP}|-)?$")
    pattern = rf"({any_of(names)})(?:\s?/\s?(?:({any_of(names, per)})(?![^\W\d_]|[²³])|([^\W\d_]+)))?(?![\w²³])"

    def speak(place: Place) -> Answer:
        found = amount.search(place.behind)
        if not found:
            return None
        between = found[0][len(found[0].rstrip(" -\xa0\u2009\u202f")) :]
        said = form(names[place[1]], found[1] or "", between)
        if divisor := place[2]:
            said = joined(said, per.get(divisor) or names[divisor][0])
        elif place[3]:
            said = joined(said, place[3])
        return Change(spoken=said if between else f" {said}", ends="opener")

    return rule("unit", "word sign", pattern, speak, example=example)


def grouped(*, example: tuple[str, str]) -> Rule:
    """ "14 000" with a fixed or thin space, or an apostrophe: one number."""
    pattern = rf"{APART}\d{{1,3}}(?:[\xa0\u2009\u202f]\d{{3}})+(?!\d)|{APART}\d{{1,3}}(?:['’]\d{{3}})+(?!\d)"
    return rule("number", "digit", pattern, lambda place: re.sub(r"\D", "", place[0]), example=example)


def ranges(
    figures: Figures, word: str, *, names: str, units: Forms, example: tuple[str, str], versus: str = ""
) -> Rule:
    """A dash between two numbers, or between two of ``names`` (a pattern: months, weekdays).

    An en dash always joins numbers; a hyphen, or a dash between spaces, only where the second number is the larger.
    """
    number = rf"(?:{figures.number}|\d{{1,2}}[.:]\d\d)"
    left = re.compile(rf"(?<![\w.,:/–-])({number})(?:\.|{GAP}?(?:{any_of(units)}))?(\s?)$")
    right = re.compile(rf"(\s?)(?:€|\$|£)?({number})(?![\d.,:]*[–-]\d)")
    named_left, named_right = re.compile(rf"\b(?:{names})\.?(?: \d{{4}})?\s?$"), re.compile(rf"\s?(?:{names})\b")
    day_right = re.compile(r"\s?\d{1,2}\.")

    def speak(place: Place) -> Answer:
        first, second = left.search(place.behind), right.match(place.ahead)
        if named_left.search(place.behind):
            return place.spaced(word) if named_right.match(place.ahead) or day_right.match(place.ahead) else None
        if not (first and second):
            return None
        rising = figures.value(first[1]) < figures.value(second[2])
        if (place[0] == "–" and not first[2]) or (rising and not re.match(r"0\d", first[1])):
            return place.spaced(word)
        return None

    return rule("range", "sign", "[–‐‑-]", speak, example=example)


def phone(digit_words: tuple[str, ...], plus: str, *, behind: str, example: tuple[str, str]) -> Rule:
    """Telephone numbers digit by digit, with a pause between their groups.

    They begin with "+" or 0 and have at least seven digits, or stand behind a word such as "Tel." (pattern ``behind``).
    """
    introduced = re.compile(rf"(?:{behind})\W{{0,3}}$")
    pattern = r"(?:\+|(?<![\w.,])(?=\d))\(?\d[\d /()\xa0-]*\d(?![\w.,]*\d)"

    def speak(place: Place) -> Answer:
        printed = place[0]
        if not introduced.search(place.behind):
            certain = re.match(r"\+\d|0\d{2,5}[ /)(-]|\(0\d", printed)
            if not certain or len(re.findall(r"\d", printed)) < 7 or re.search(r"\d{4}-\d\d-\d\d", printed):
                return None
        groups = re.findall(r"\d+", printed)
        spoken = ", ".join(" ".join(digit_words[int(digit)] for digit in group) for group in groups)
        return f"{plus} {spoken}" if printed.startswith("+") else spoken

    return rule("phone number", "digit sign", pattern, speak, example=example)
