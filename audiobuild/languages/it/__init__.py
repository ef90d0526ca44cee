"""Italian."""

from __future__ import annotations

import re
from dataclasses import replace

from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.shared import inclusive, numbers, romance, romance_rules
from audiobuild.languages.shared.agreement import Counting
from audiobuild.languages.shared.text import APART, GAP
from audiobuild.languages.shared.vocabulary import vocabulary
from audiobuild.languages.shared.wiring import language

_WORDS = vocabulary("it")
cardinal = numbers.cardinals("it")


def ordinal(number: int, feminine: bool = False) -> str:
    """``21`` → "ventunesimo"."""
    return numbers.spelled(number, "it", "ordinal")["ordinal-feminine" if feminine else "ordinal-masculine"]


def _fraction(top: int, bottom: int) -> str:
    if bottom == 2:
        return "un mezzo" if top == 1 else f"{cardinal(top)} mezzi"
    part = ordinal(bottom, False)
    return f"un {part}" if top == 1 else f"{cardinal(top)} {part[:-1]}i"


def _agreed(number: int, feminine: bool, name: str) -> str | None:
    """ "una persona", "un'ora", "uno studente": None where the number does not change."""
    if number != 1:
        return None
    if feminine:
        return "un'" if name[0] in "aeiouèé" else "una"
    return "uno" if re.match(r"s[^aeiou]|z|gn|ps|x|y|sc", name) else "un"


def _half(name: str, feminine: bool) -> str:
    return f"mezz'{name}" if feminine and name[0] in "aeiou" else f"{'mezza' if feminine else 'mezzo'} {name}"


def _singular(noun: str) -> str:
    """ "tazze" → "tazza", "cucchiai" → "cucchiaio"."""
    if re.search("(?:[eo]r|on|[ai]l|[ae]nt|[ei]n|[ei]s|[ei]c)[ei]$", noun):
        return noun[:-1] + "e"
    return re.sub("h?i$", "o", re.sub("h?e$", "a", noun))


def _time(_place: Place, hour: int, minute: int) -> str:
    said = "una" if hour == 1 else str(hour)
    return f"{said} e {minute}" if minute else said


def _general(place: Place) -> Answer:
    """ "il 5 gen. 2020", "il gen. Rossi"."""
    if re.search(r"\d\s?$", place.behind) or place.after[:1].isdecimal():
        return Change(spoken="gennaio", ends="opener", end=place.end)
    return "generale"


def _minimum(place: Place) -> Answer:
    """ "la temperatura min.", "il min. Verdi"."""
    if place.before in {"do", "re", "mi", "fa", "sol", "la", "si", "diesis", "bemolle"}:
        return "minore"
    return "ministro" if place.after[:1].isupper() else romance_rules.adjective(_COUNTING, "minimo")(place)


_HAS = rule(
    "unit",
    "word",
    rf"ha(?={GAP}(?!(?:di|del|della|e|per|in|a|con)\b)[\w«“])",
    lambda place: place[0],
    example=("nel 2019 ha vinto, 20 ha", "nel 2019 ha vinto, 20 ettari"),
)
_TITLE = rule(
    "abbreviation",
    "word",
    r"([Ss]ig|[Dd]ott|[Pp]rof)\.(ra|na|ssa)\b",
    lambda place: _WORDS.never[place[0].capitalize()],
    example=("la Dott.ssa Bianchi", "la dottoressa Bianchi"),
)
_NUMBER = rule(
    "abbreviation",
    "word",
    rf"[nN]\.?[°ºᵒ]\.?(?={GAP}?\d)",
    lambda place: "numero" if place.ahead[:1].isspace() else "numero ",
    example=("il n° 5", "il numero 5"),
)
_HOURS = rule(
    "time",
    "digit",
    r"(?<=[Oo]re )(?P<hour>\d{1,2})[.:,](?P<minute>[0-5]\d)(?!\d)",
    lambda place: _time(place, int(place["hour"]), int(place["minute"])),
    example=("alle ore 14.30", "alle ore 14 e 30"),
)
_FIRST = rule(
    "date",
    "digit",
    rf"{APART}1(?= (?:{'|'.join(_WORDS.months)})\b)",
    lambda _: "primo",
    example=("il 1 maggio", "il primo maggio"),
)
_CENTURY = romance_rules.ordinal_numerals(
    ordinal,
    r"([IVXLC]+)(?=\W+[Ss]ecolo\b)",
    example=("nel XXI secolo", "nel ventunesimo secolo"),
)
_LARGE = rule(
    "large number",
    "word",
    r"ml[nd]\b",
    lambda place: _WORDS.large[place[0]].removesuffix("" if place.ahead.startswith(" €") else " di"),
    example=("5 mln €", "5 milioni di euro"),
)
_INCLUSIVE = inclusive.italian(
    _WORDS.tables["inclusive"],
    _WORDS.tables["women"],
    no="reg|doc|dir|bar|film|sport|club|tram|gas|computer|internet|per|con|non|del|nel|dal|sul|email|web|test|set|euro|standard",
    conjunctions=("e", "o"),
    example=_WORDS.examples["inclusive form"],
)
_COUNTING = Counting(
    words=_WORDS,
    agreed=_agreed,
    fraction=_fraction,
    half=_half,
    and_half=lambda feminine: "mezza" if feminine else "mezzo",
    singular=_singular,
)
LANGUAGE = language(
    "it",
    replace(
        romance.grammar(
            _COUNTING,
            cardinal=cardinal,
            ordinal=ordinal,
            regnal_ordinals=99,
            before={
                "addresses": (_INCLUSIVE,),
                "weekdays": (_TITLE,),
                "dotted names": (_NUMBER,),
                "times": (_HOURS,),
                "bank account": (_FIRST,),
                "roman numerals": (_CENTURY,),
                "formulas": (_LARGE,),
                "units": (_HAS,),
            },
        ),
        time=_time,
        abbreviations={
            "never": {
                **dict.fromkeys(("S.", "s."), romance_rules.saint(_WORDS)),
                "gen.": _general,
                "mar.": romance_rules.month("marzo", "maresciallo"),
                "min.": _minimum,
                "v.": romance_rules.version("versione", "vedi"),
                "pen.": lambda place: "penale" if place[0].islower() else None,
                "max.": romance_rules.adjective(_COUNTING, "massimo"),
            }
        },
    ),
)
