"""Amounts: units, ranges, fractions, grouped digits, telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from audiobuild.languages.mechanism import Answer, Change, Ending, Place, Rule, rule
from audiobuild.languages.shared.text import APART, GAP, Forms, any_of

Form = Callable[[tuple[str, ...], str, str], str]
"""Chooses among a name's forms by the number as printed ("" behind a large number's word) and by what stands between."""


_PARTS = {2: "½", 3: "⅓⅔", 4: "¼ ¾", 5: "⅕⅖⅗⅘", 6: "⅙   ⅚", 8: "⅛ ⅜ ⅝ ⅞"}
FRACTION_SIGNS = {
    sign: (top, bottom) for bottom, signs in _PARTS.items() for top, sign in enumerate(signs, 1) if sign != " "
}
"""Top and bottom of what is printed as one sign."""
_SIGNS = "".join(FRACTION_SIGNS)


def singular_at_one(names: tuple[str, ...], amount: str, _between: str = "") -> str:
    """ "1 kilometre", "5 kilometres": the form of a name that most languages take."""
    return names[0] if amount.lstrip("0") == "1" else names[-1]


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
    decline: Callable[[Place, str], str],
    joined: Callable[[str, str], str],
    ends: Ending,
    example: tuple[str, str],
) -> Rule:
    """Units behind an amount.

    ``joined`` says "kilometres" and "hour" as "kilometres per hour"; ``per`` has what stands only behind a slash. ``decline``
    gives a unit before no noun the case that the text before asks for. ``ends`` is how a sentence can end with a unit's own
    dot: "5 kg.".
    """
    amount = re.compile(
        rf"(?<![^\W\d_]-)(?:(?<![^\W_x])({figures.number})|[{_SIGNS}]|(?:{any_of(figures.large)}))(?:{GAP}|-)?$"
    )
    pattern = rf"({any_of(names)})(?:\s?/\s?({any_of(names, per)})(?![^\W\d_]|[²³])|/([^\W\d_]+))?(?![\w²³]|[.'’]\w)"

    def speak(place: Place) -> Answer:
        found = amount.search(place.behind)
        if not found:
            return None
        between = found[0][len(found[0].rstrip(" -\xa0\u2009\u202f")) :]
        amount_said = "1" if _PART.search(place.behind) else found[1] or ""  # half a teaspoon
        said = form(names[place[1]], amount_said, between)
        measured = re.match(r"\s[^\W\d_]", place.ahead) and place.after[:1].isupper()
        if not (measured or place[2] or place[3]):
            said = decline(place, said)
        if divisor := place[2]:
            said = joined(said, per.get(divisor) or names[divisor][0])
        elif place[3]:
            said = joined(said, place[3])
        return Change(spoken=said if between else f" {said}", ends=ends if place.after[:1].isupper() else "opener")

    return rule("unit", "word sign", pattern, speak, example=example)


def relay(place: Place) -> bool:
    """Whether "x" stands for how often a distance is run or swum: "4x100 m"."""
    distance = re.match(r"\s?(?:[1-9]\d{2,3}|50)\s?m(?![\w²])", place.ahead)
    return bool(distance and re.search(r"(?<![\d.,])\d\s?$", place.behind))


def each(names: Forms, word: str, *, example: tuple[str, str]) -> Rule:
    """ "€ 3 per kg", "in kWh": a unit without an amount, behind the ``word`` for each, or one that is no other word."""
    known = {sign for sign in names if len(sign) > 1 or sign.islower()}
    behind = re.compile(rf"\b{word}{GAP}$")

    def speak(place: Place) -> Answer:
        if behind.search(place.behind):
            return names[place[1]][0]
        alone = place[1] in _CERTAIN and (not place.behind or place.behind[-1] in " (\n\xa0")
        return names[place[1]][-1] if alone else None

    return rule("unit", "word", rf"({any_of(known)})(?![\w²³/]|[.'’]\w|-)", speak, example=example)


_CERTAIN = frozenset(
    {"km", "kg", "cm", "ml", "mg", "kW", "MW", "GW", "kWh", "MWh", "GWh", "TWh", "km/h", "km/u", "°C"}
    | {f"{length}{power}" for length in ("m", "km", "cm") for power in ("²", "2", "³", "3")}
)
"""Units that are no other word."""


def grouped(*, spaces: bool = False, example: tuple[str, str]) -> Rule:
    """ "14 000" with a fixed or thin space, or an apostrophe: one number. With a plain space, which parts numbers as well, only
    where it is round or an amount of money, or where the language ``spaces`` its thousands and a word follows."""
    fixed, apostrophes = r"(?:[\xa0\u2009\u202f]\d{3})+(?!\d)", r"(?:['’]\d{3})+(?!\d)"
    plain = r"(?<!\d \d)(?<!\d \d\d)(?<!\d \d\d\d)(?:(?: 000)+(?![ \d.,]*\d)|(?: \d{3})+(?= ?(?:€|\$|£|%|[Ee]uro|EUR)))"
    if spaces:
        plain += r"|(?<!\d )(?: \d{3}){1,2}(?=(?:,\d+)?[ \xa0][^\W\d_])"
    pattern = rf"{APART}(?!0)\d{{1,3}}(?:{fixed}|{apostrophes}|{plain})"
    return rule("number", "digit", pattern, lambda place: re.sub(r"\D", "", place[0]), example=example)


def ranges(
    figures: Figures, word: str, *, names: str, units: Iterable[str], score: str = "(?!)", example: tuple[str, str]
) -> Rule:
    """A dash between two numbers, or between two of ``names`` (a pattern: months, weekdays).

    An en dash always joins numbers; a hyphen, or a dash between spaces, only where the second number is the larger, or where
    a word of ``score`` (a pattern) is near, as in "won 3-1".
    """
    near = re.compile(score, re.IGNORECASE)
    numbered = re.compile(r"\b[nN](?:\.?[°º]|[ºr.o]|úm\.)\s?[\d.]+$")
    number = rf"(?:{figures.number}|\d{{1,2}}[.:]\d\d)"
    left = re.compile(rf"(?<![\w.,:/–-])({number})(?:\.|{GAP}?(?:{any_of(units)}))?(\s?)$")
    right = re.compile(rf"(\s?)(?:€|\$|£)?({number})(?![\d.,:]*[–/-]\d)")
    named_left, named_right = re.compile(rf"\b(?:{names})\.?(?: \d{{4}})?\s?$"), re.compile(rf"\s?(?:{names})\b")
    date_left, day_right = re.compile(r"\b\d{1,2}\.\s?\d{1,2}\.(?:\d{2,4})?\s?$"), re.compile(r"\s?\d{1,2}\.")

    def speak(place: Place) -> Answer:
        first, second = left.search(place.behind), right.match(place.ahead)
        if named_left.search(place.behind):
            days = day_right.match(place.ahead) and not re.search(r"\b\w$", place.behind)  # not the road "A-7."
            return place.spaced(word) if named_right.match(place.ahead) or days else None
        if date_left.search(place.behind) and day_right.match(place.ahead):
            return place.spaced(word)
        if not (first and second):
            return None
        start, end = first[1], second[2]
        if re.fullmatch(r"(?:1[1-9]|20)\d\d", start) and len(end) == 2:  # "2020-22"
            end = start[:2] + end
        rising = figures.value(start) < figures.value(end)
        if (first[2] and len(end) - len(start) > 2) or numbered.search(
            place.behind
        ):  # a house and its postcode, "n° 20-45"
            return None
        if place[0] != "–" and _NUMBERED.search(place.behind) and len(end) > len(start) > 1:  # "Nr. 24-305"
            return None
        listed, scored = _SCORE_BEFORE.search(place.behind[: first.start()]), near.search(place.behind)
        if listed and int(listed[1]) > int(listed[2]) and len(start) < 3 and not scored:  # "6-4, 3-6"
            return None
        small = not first[2] and len(start) < 4 and start.isdecimal() and len(end) < 4 and end.isdecimal()
        if small and (near.search(place.behind) or near.search(place.ahead)):
            return place.spaced(word)
        if (place[0] == "–" and not first[2]) or (rising and not re.match(r"0\d", first[1])):
            return place.spaced(word)
        return None

    return rule("range", "sign", "[–‐‑-]", speak, example=example)


_SCORE_BEFORE = re.compile(r"(?<![\d-])(\d{1,2})-(\d{1,2})(?:,| [a-z]{1,3}) $")
_NUMBERED = re.compile(r"[Nn](?:r\.?|ummer) ?\d{2,}\s?$")


def fractions(
    proper: Callable[[int, int], str],
    mixed: Callable[[str, int, int], str],
    *,
    all_parts: bool = False,
    examples: tuple[tuple[str, str], ...],
) -> tuple[Rule, Rule]:
    """ "3/4" and "1 1/2"; "2½". Not 24/7, 9/11 or 120/80: only what is smaller than one and usual.

    With ``all_parts`` it may be one of any number, and hundredths.
    """

    def printed(place: Place) -> Answer:
        top, bottom = int(place[2]), int(place[3])
        usual = bottom <= 10 or (
            top == 1 and (bottom in {12, 16, 20} or (bottom <= 20 and _PART_OF.match(place.ahead)))
        )
        usual = usual or (all_parts and (top == 1 or bottom in {100, 1000}))
        if not (0 < top < bottom and usual):
            return None
        return mixed(place[1], top, bottom) if place[1] else proper(top, bottom)

    def sign(place: Place) -> Answer:
        top, bottom = FRACTION_SIGNS[place[2]]
        return mixed(place[1], top, bottom) if place[1] else proper(top, bottom)

    return (
        rule(
            "fraction",
            "digit",
            rf"{APART}(?:(\d{{1,5}}) )?(\d{{1,2}})/(1000|\d{{1,3}})(?![\d/]|[.,]\d)",
            printed,
            example=examples[0],
        ),
        rule("fraction", "digit sign word", rf"(?:{APART}(\d{{1,5}}){GAP}?)?([{_SIGNS}])", sign, example=examples[1]),
    )


_PART = re.compile(rf"(?<![\d ] )(?<!\d)(?:1/\d{{1,2}}|[{_SIGNS}])\s?$")
_PART_OF = re.compile(r"\s(?:of|des|der|aller|de|du|del|della|di|van|da)\b")


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
    """A minus, hyphen or dash before a number, at the beginning of a word; where a dash opens the text, only before degrees."""

    def speak(place: Place) -> Answer:
        if place.opens and place[0] == "–" and not re.match(r"[\d.,]+\s?°", place.ahead):
            return None
        return f"{word} " if place.opens or place.behind[-1:] in " (\xa0\u202f" else None

    return rule("sign", "sign", r"[-−–](?=\d)", speak, example=example)


def bank_account(*, example: tuple[str, str]) -> Rule:
    """ "DE89 3704 0044 …": an IBAN, character by character, with a pause behind each group."""

    def speak(place: Place) -> Answer:
        characters = re.sub(r"\s", "", place[0])
        return ", ".join(" ".join(characters[start : start + 4]) for start in range(0, len(characters), 4))

    return rule("bank account", "word", r"[A-Z]{2}\d\d(?: ?\d{4}){3,7}(?: ?\d{1,3})?(?!\w)", speak, example=example)


def dotted_numbers(digit_words: tuple[str, ...], dot: str, *, example: tuple[str, str]) -> Rule:
    """ "192.168.0.1", an address on the internet, digit by digit; "2.0.1", a version, number by number. A date is neither."""

    def speak(place: Place) -> Answer:
        parts = place[0].split(".")
        if len(parts) == 4 and all(int(part) < 256 and part == str(int(part)) for part in parts):
            return f" {dot} ".join(" ".join(digit_words[int(digit)] for digit in part) for part in parts)
        return None if all(len(part) == 3 for part in parts[1:]) else f" {dot} ".join(parts)

    return rule("number", "digit", rf"{APART}\d{{1,3}}(?:\.\d{{1,3}}){{2,4}}(?![\w/]|[.,]\d)", speak, example=example)


def phone(
    digit_words: tuple[str, ...],
    plus: str,
    *,
    behind: str,
    usual: str = "(?!)",
    pairs: bool = False,
    example: tuple[str, str],
) -> Rule:
    """Telephone numbers digit by digit, with a pause between their groups.

    They begin with "+" or 0 and have at least seven digits, or are as numbers of a country ``usual``ly are (a pattern), or
    stand behind a word such as "Tel." (pattern ``behind``). ``pairs`` of digits are numbers.
    """

    def grouped(group: str) -> str:
        if pairs and len(group) == 2 and group[0] != "0":
            return group
        return " ".join(digit_words[int(digit)] for digit in group)

    introduced, common = re.compile(rf"(?:{behind})\W{{0,3}}$"), re.compile(rf"(?:{usual})(?!\w)")
    dotted = r"(?<![\w.,])0\d(?:\.\d\d){4}(?![\w.,]*\d)"
    pattern = rf"{dotted}|(?:\+|(?<![\w.,])(?=[\d(]))\(?\d[\d /()\xa0-]{{0,28}}\d(?![\w.,]*\d)"

    def speak(place: Place) -> Answer:
        printed = place[0]
        if not introduced.search(place.behind):
            certain = re.match(r"\+\d|0\d{2,5}[ /)(-]|\(0 ?\d|0\d(?:[ .]\d\d){4}", printed) or common.fullmatch(printed)
            if not certain or len(re.findall(r"\d", printed)) < 7 or re.search(r"\d{4}-\d\d-\d\d|/20\d\d$", printed):
                return None
        spoken = ", ".join(grouped(group) for group in re.findall(r"\d+", printed))
        return f"{plus} {spoken}" if printed.startswith("+") else spoken

    return rule("phone number", "digit sign", pattern, speak, example=example)
