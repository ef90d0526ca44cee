"""Rules that Spanish, French, Italian and their sisters share."""

from __future__ import annotations

import re
from collections.abc import Callable, Container

from audiobuild.languages.mechanism import Answer, Change, Place, Rule, rule
from audiobuild.languages.shared import amounts, capitals
from audiobuild.languages.shared.agreement import Counting
from audiobuild.languages.shared.text import APART, GAP, any_of
from audiobuild.languages.shared.vocabulary import Vocabulary

Ordinal = Callable[[int, bool], str]
"""From a number in figures and whether it is feminine."""


def ordinal_numerals(ordinal: Ordinal, pattern: str, *, example: tuple[str, str]) -> Rule:
    """ "XVIIe siècle", "XXI secolo": a roman numeral, the pattern's first group, that is an ordinal."""

    def speak(place: Place) -> Answer:
        value = capitals.roman_value(place[1])
        return ordinal(value, False) if 0 < value < 100 else None

    return rule("roman numeral", "word", pattern, speak, example=example)


def numeral_before(counting: Counting, ordinal: Ordinal, *, example: tuple[str, str]) -> Rule:
    """ "la XXII Legislatura", "II Guerra Mundial": a roman numeral before a noun, behind an article or where a title begins."""
    words = counting.words
    article = re.compile(rf"\b(?:{words.before_numerals})(?:\s|['’])$")

    def speak(place: Place) -> Answer:
        value, noun = capitals.roman_value(place[1]), place["noun"]
        behind = article.search(place.behind)
        first = value == 1 and behind and (noun[0].isupper() or noun in words.ordinal_nouns)
        if not 1 < value < 100 and not first:
            return None
        known = len(place[1]) > 1 and (noun[0].isupper() or noun in words.ordinal_nouns)
        if noun in words.small_words or capitals.shouted(place) or not (behind or known):
            return None
        plural = noun.endswith("s") and not noun.endswith("sis") and words.plural_s
        return ordinal(value, counting.feminine(noun.lower())) + ("s" if plural else "")

    return rule(
        "roman numeral",
        "word",
        rf"(?<![-/])([IVX]{{1,7}})(?={GAP}(?P<noun>[^\W\d_]{{3,30}}))(?!{GAP}[IVXLC]+\b)",
        speak,
        example=example,
    )


def contracted(words: Vocabulary, *, example: tuple[str, str]) -> Rule:
    """ "P.za", "c.so": an abbreviation with a dot inside, which is no address on the web."""
    names = {
        form: said for key, said in words.tables["contracted"].items() for form in (key, key.capitalize(), key.upper())
    }
    return rule("abbreviation", "word", rf"({any_of(names)})(?![\w])", lambda place: names[place[1]], example=example)


def day_and_month(words: Vocabulary, *, example: tuple[str, str]) -> Rule:
    """ "el 12/03": behind an article, and not before what it would be a part of."""
    article = re.compile(rf"\b(?:{words.before_days}){GAP}$")
    of = re.compile(rf"{GAP}(?:{words.of}|del|dell[ao']|d'|du)\b|{GAP}?%")

    def speak(place: Place) -> Answer:
        day, month = int(place[1]), int(place[2])
        dated = article.search(place.behind) and 1 <= day <= 31 and 1 <= month <= 12
        part = of.match(place.ahead) and "0" not in {place[1][0], place[2][0]}
        if part or not dated:
            return None
        said = words.first_day if day == 1 else day
        return (
            words.date.format(day=said, month=words.months[month - 1], year="").removesuffix(f" {words.of} ").rstrip()
        )

    return rule("date", "digit", rf"{APART}(\d{{1,2}})/(\d{{1,2}})(?![\d/]|[.,]\d)", speak, example=example)


def unknown(*, example: tuple[str, str]) -> Rule:
    """ "párrf. 5", "Mt. Kisco": a short word of consonants with a dot is an abbreviation that no table has.

    One in small letters may as well end a sentence where a capital follows.
    """
    consonants = "bcdfghjklmnpqrstvwxz"
    pattern = (
        rf"(?<![-/.])(?:[{consonants.upper()}][{consonants}]{{1,5}}\.(?=\s)|[{consonants}]{{1,5}}\.(?=\s+[a-zà-ÿ\d(]))"
    )
    return rule(
        "abbreviation", "word", pattern, lambda place: Change(spoken=place[0][:-1], ends="opener"), example=example
    )


def kilometre(words: Vocabulary, *, example: tuple[str, str]) -> Rule:
    """ "al km 12"."""
    name, *others = words.unit_names["km"]

    def speak(place: Place) -> Answer:
        several = re.match(rf"{GAP}\d+ (?:y|e|et|a|à|al) \d", place.ahead)
        return None if re.search(r"\d\s?$", place.behind) else others[-1] if several and others else name

    return rule("unit", "word", rf"[kK]m(?={GAP}\d)", speak, example=example)


_SOLD_BY = (
    "kg",
    "g",
    "hg",
    "q",
    "t",
    "l",
    "m",
    "m²",
    "m2",
    "mq",
    "m³",
    "mc",
    "km",
    "h",
    "min",
    "kWh",
    "MWh",
    "ha",
    "km²",
    "ml",
)


def each(words: Vocabulary, behind: str, *, example: tuple[str, str]) -> Rule:
    """ "4 € al kg": ``behind`` is a pattern of what stands before a unit without a figure."""
    names = words.unit_names
    return amounts.each({sign: names[sign] for sign in _SOLD_BY if sign in names}, behind, example=example)


_DIVISORS = frozenset({"h", "min", "km", "km²", "kmq", "m²", "mq", "m2", "m³", "ha", "kg", "ml", "dl"})


def slash(words: Vocabulary, *, example: tuple[str, str]) -> Rule:
    """ "3 días/2 noches" is a short pause, "3 veces/día" is how often."""
    units = {sign: forms[0] for sign, forms in words.unit_names.items() if sign in _DIVISORS}
    names = {**words.divisors, **units}

    def speak(place: Place) -> Answer:
        if re.search(r"(?:^|[\s\"«“(/])/[\w.-]+$", place.behind):
            return None  # a path
        if place[1]:
            name = names[place[1]]
            return f" {words.per_phrases.get(name, f'{words.per} {name}')}"
        return ", "

    return rule(
        "sign", "sign", rf"(?<=[\w.€$£%])/(?:({any_of(names)})(?![\w/])|(?<=[^\W\d_]/)(?=\w))", speak, example=example
    )


def dimensions(word: str, *, example: tuple[str, str]) -> Rule:
    """ "30 x 20 x 10 cm"."""
    number = r"\s?\d{1,5}(?:,\d{1,3})?"
    pattern = rf"[x×](?={number}(?:\s?[x×]{number})?\s?(?:[cm]m|px|m²?)(?!\w))"
    return rule(
        "sign",
        "word sign",
        pattern,
        lambda place: None if amounts.relay(place) else place.spaced(word),
        example=example,
    )


def over(word: str, *, example: tuple[str, str]) -> Rule:
    """ "120/80 mmHg"."""
    pattern = rf"{APART}(\d{{2,3}})/(\d{{2,3}})(?={GAP}?mm{GAP}?Hg)"
    return rule("ratio", "digit", pattern, lambda place: f"{place[1]} {word} {place[2]}", example=example)


def match_minute(words: Vocabulary, ordinal: Ordinal, *, example: tuple[str, str]) -> Rule:
    """ "al 25'", "(25')": a minute of a match."""
    saying, name = words.tables["over"]["minute"], words.unit_names["min"][0]

    def speak(place: Place) -> Answer:
        number, more = int(place[1]), f" {words.plus} {place[2]}" if place[2] else ""
        if not 0 < number <= 130:
            return None
        return saying.format(number=number, ordinal=ordinal(number, False), minute=name) + more

    behind = rf"(?:(?<=\()|(?<=\b[aA]l{GAP})|(?<=\b[nN]el{GAP})|(?<=\b[eE]l{GAP})|(?<=\b[aA]os{GAP})|(?<=\b[aà]{GAP}la{GAP}))"
    return rule("time", "digit", rf"{behind}(\d{{1,3}})['′’](?:\+(\d{{1,2}})['′’]?)?(?![\w'’])", speak, example=example)


def adjective(
    counting: Counting, word: str, *, articles: Container[str] = ("la", "a", "as", "las")
) -> Callable[[Place], Answer]:
    """ "la temperatura máx.": an abbreviated adjective agrees with the noun before, or with its article."""

    def speak(place: Place) -> Answer:
        before = re.split("['’]", place.before.lower())[-1]
        feminine = before and (
            before in articles or before == "temp" or (len(before) > 2 and counting.feminine(before))
        )
        return word[:-1] + "a" if feminine else word

    return speak


def version(word: str, otherwise: str | None = None) -> Callable[[Place], Answer]:
    """ "v. 3.2"; ``otherwise`` elsewhere."""
    return lambda place: word if re.match(r"\s?\d+\.\d", place.ahead) else otherwise


def month(name: str, otherwise: str | None = None) -> Callable[[Place], Answer]:
    """ "14 mar. 2024", "14 de mar."; ``otherwise`` elsewhere."""

    def speak(place: Place) -> Answer:
        dated = re.search(r"\d[º°]?\s(?:de\s)?$", place.behind)
        return Change(spoken=name, ends="opener", end=place.end) if dated else otherwise

    return speak


def rounds(words: Vocabulary, *, example: tuple[str, str]) -> Rule:
    """ "1/8 de final"."""
    names = words.tables["rounds"]
    return rule(
        "fraction",
        "digit",
        rf"{APART}1/({any_of(names)})(?:[eèª°º])?(?={GAP}(?:d[ei] )?fina)",
        lambda place: names[place[1]],
        example=example,
    )


def saint(words: Vocabulary) -> Callable[[Place], Answer]:
    """ "S. Pedro" is a saint, "S. Moreno" somebody whose name begins with S: the names of ``words.tables["saints"]``, each with
    what is said before it."""
    saints = {name: title for title, names in words.tables["saints"].items() for name in names.split()}

    def speak(place: Place) -> Answer:
        title = saints.get(re.split("[-’']", place.after)[0])
        if not title:
            return None
        gap = len(place.ahead) - len(place.ahead.lstrip()) if title.endswith("'") else 0
        return Change(spoken=title, end=place.end + gap)

    return speak
