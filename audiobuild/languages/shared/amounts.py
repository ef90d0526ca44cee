"""Amounts: units, ranges, fractions, grouped digits, telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from audiobuild.languages.mechanism import Answer, Change, Place, Rule, rule
from audiobuild.languages.shared.text import APART, GAP, Forms, any_of

Form = Callable[[tuple[str, ...], str, str], str]
"""Chooses among a name's forms by the number as printed ("" behind a large number's word) and by what stands between."""


def singular_at_one(names: tuple[str, ...], amount: str, _between: str = "") -> str:
    """ "1 kilometre", "5 kilometres": the form of a name that most languages take."""
    return names[0] if amount == "1" else names[-1]


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
    form: Form,
    joined: Callable[[str, str], str],
    example: tuple[str, str],
) -> Rule:
    """Units behind an amount.

    ``joined`` says "kilometres" and "hour" as "kilometres per hour"; ``per`` has what stands only
    behind a slash.
    """
    amount = re.compile(
        rf"(?<![^\W\d_])(?<![^\W\d_]-)(?:({figures.number})|[½¼¾⅓⅔]|(?:{any_of(figures.large)}))(?:{GAP}|-)?$"
    )
    pattern = rf"({any_of(names)})(?:\s?/\s?(?:({any_of(names, per)})(?![^\W\d_]|[²³])|([^\W\d_]+)))?(?![\w²³]|\.\w)"

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
    """ "14 000" with a fixed or thin space, or an apostrophe: one number. With a plain space, which parts numbers as well, only
    where it is round or an amount of money."""
    fixed, apostrophes = r"(?:[\xa0\u2009\u202f]\d{3})+(?!\d)", r"(?:['’]\d{3})+(?!\d)"
    plain = r"(?<!\d \d)(?<!\d \d\d)(?<!\d \d\d\d)(?:(?: 000)+(?![ \d.,]*\d)|(?: \d{3})+(?= ?(?:€|\$|£|%|[Ee]uro|EUR)))"
    pattern = rf"{APART}\d{{1,3}}(?:{fixed}|{apostrophes}|{plain})"
    return rule("number", "digit", pattern, lambda place: re.sub(r"\D", "", place[0]), example=example)


def ranges(figures: Figures, word: str, *, names: str, units: Iterable[str], example: tuple[str, str]) -> Rule:
    """A dash between two numbers, or between two of ``names`` (a pattern: months, weekdays).

    An en dash always joins numbers; a hyphen, or a dash between spaces, only where the second number is the larger.
    """
    number = rf"(?:{figures.number}|\d{{1,2}}[.:]\d\d)"
    left = re.compile(rf"(?<![\w.,:/–-])({number})(?:\.|{GAP}?(?:{any_of(units)}))?(\s?)$")
    right = re.compile(rf"(\s?)(?:€|\$|£)?({number})(?![\d.,:]*[–-]\d)")
    named_left, named_right = re.compile(rf"\b(?:{names})\.?(?: \d{{4}})?\s?$"), re.compile(rf"\s?(?:{names})\b")
    date_left, day_right = re.compile(r"\b\d{1,2}\.\s?\d{1,2}\.(?:\d{2,4})?\s?$"), re.compile(r"\s?\d{1,2}\.")

    def speak(place: Place) -> Answer:
        first, second = left.search(place.behind), right.match(place.ahead)
        if named_left.search(place.behind):
            return place.spaced(word) if named_right.match(place.ahead) or day_right.match(place.ahead) else None
        if date_left.search(place.behind) and day_right.match(place.ahead):
            return place.spaced(word)
        if not (first and second):
            return None
        start, end = first[1], second[2]
        if len(start) == 4 and len(end) == 2:  # "2020-22"
            end = start[:2] + end
        rising = figures.value(start) < figures.value(end)
        if (place[0] == "–" and not first[2]) or (rising and not re.match(r"0\d", first[1])):
            return place.spaced(word)
        return None

    return rule("range", "sign", "[–‐‑-]", speak, example=example)


def fractions(
    proper: Callable[[int, int], str], mixed: Callable[[str, int, int], str], *, examples: tuple[tuple[str, str], ...]
) -> tuple[Rule, Rule]:
    """ "3/4" and "1 1/2"; "2½". Not 24/7, 9/11 or 120/80: only what is smaller than one and usual."""

    def printed(place: Place) -> Answer:
        top, bottom = int(place[2]), int(place[3])
        usual = bottom <= 10 or (
            top == 1 and (bottom in {12, 16, 20} or (bottom <= 20 and _PART_OF.match(place.ahead)))
        )
        if not (0 < top < bottom and usual):
            return None
        return mixed(place[1], top, bottom) if place[1] else proper(top, bottom)

    def sign(place: Place) -> Answer:
        top, bottom = _FRACTION_SIGNS[place[2]]
        return mixed(place[1], top, bottom) if place[1] else proper(top, bottom)

    return (
        rule(
            "fraction",
            "digit",
            rf"{APART}(?:(\d{{1,5}}) )?(\d{{1,2}})/(\d{{1,3}})(?![\d/]|[.,]\d)",
            printed,
            example=examples[0],
        ),
        rule("fraction", "digit sign word", rf"(?:{APART}(\d{{1,5}}){GAP}?)?([½¼¾⅓⅔])", sign, example=examples[1]),
    )


_PART_OF = re.compile(r"\s(?:of|des|der|aller|de|du|del|della|di|van|da)\b")
_FRACTION_SIGNS = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3)}


def one(
    names: Forms,
    nouns: Iterable[str],
    speak: Callable[[Place, str], Answer],
    *,
    example: tuple[str, str],
    figures: str = "1",
) -> Rule:
    """ "1" before what is measured, where a language says it otherwise than when it counts: "un euro", "ein Euro".

    ``speak`` answers by the name of what is measured, a unit's first form or one of ``nouns`` as printed. ``figures``
    is a pattern of the numbers that change.
    """
    pattern = rf"{APART}{figures}(?={GAP}?(?:(?P<unit>{any_of(names)})|(?P<noun>{any_of(nouns)}))(?![\w²³]))"

    def answer(place: Place) -> Answer:
        return speak(place, names[place["unit"]][0] if place["unit"] else place["noun"])

    return rule("number", "digit", pattern, answer, example=example)


def ratio(word: str, *, example: tuple[str, str]) -> Rule:
    """ "3:2" and "16:9"."""
    pattern = rf"{APART}(\d{{1,4}})(\s?):\2(\d{{1,6}})(?![\d:])"
    return rule("ratio", "digit", pattern, lambda place: f"{place[1]} {word} {place[3]}", example=example)


def minus(word: str, *, example: tuple[str, str]) -> Rule:
    """A minus or hyphen before a number, at the beginning of a word."""

    def speak(place: Place) -> Answer:
        return f"{word} " if place.opens or place.behind[-1:] in " (\xa0\u202f" else None

    return rule("sign", "sign", r"[-−](?=\d)", speak, example=example)


def bank_account(*, example: tuple[str, str]) -> Rule:
    """ "DE89 3704 0044 …": an IBAN, character by character, with a pause behind each group."""

    def speak(place: Place) -> Answer:
        characters = re.sub(r"\s", "", place[0])
        return ", ".join(" ".join(characters[start : start + 4]) for start in range(0, len(characters), 4))

    return rule("bank account", "word", r"[A-Z]{2}\d\d(?: ?\d{4}){3,7}(?: ?\d{1,3})?(?!\w)", speak, example=example)


def phone(digit_words: tuple[str, ...], plus: str, *, behind: str, example: tuple[str, str]) -> Rule:
    """Telephone numbers digit by digit, with a pause between their groups.

    They begin with "+" or 0 and have at least seven digits, or stand behind a word such as "Tel." (pattern ``behind``).
    """
    introduced = re.compile(rf"(?:{behind})\W{{0,3}}$")
    pattern = r"(?:\+|(?<![\w.,])(?=\d))\(?\d[\d /()\xa0-]{0,28}\d(?![\w.,]*\d)"

    def speak(place: Place) -> Answer:
        printed = place[0]
        if not introduced.search(place.behind):
            certain = re.match(r"\+\d|0\d{2,5}[ /)(-]|\(0\d|0\d(?: \d\d){4}", printed)
            if not certain or len(re.findall(r"\d", printed)) < 7 or re.search(r"\d{4}-\d\d-\d\d", printed):
                return None
        groups = re.findall(r"\d+", printed)
        spoken = ", ".join(" ".join(digit_words[int(digit)] for digit in group) for group in groups)
        return f"{plus} {spoken}" if printed.startswith("+") else spoken

    return rule("phone number", "digit sign", pattern, speak, example=example)
