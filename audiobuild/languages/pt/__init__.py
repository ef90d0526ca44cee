"""Portuguese, as it is written in Portugal and in Brazil."""

from __future__ import annotations

import re
from dataclasses import replace

from audiobuild.languages.mechanism import Answer, Place, rule
from audiobuild.languages.shared import inclusive, numbers, romance, romance_rules
from audiobuild.languages.shared.agreement import Counting
from audiobuild.languages.shared.text import APART, GAP
from audiobuild.languages.shared.vocabulary import vocabulary
from audiobuild.languages.shared.wiring import language

_WORDS = vocabulary("pt")
cardinal = numbers.cardinals("pt")
ordinal = romance.ordinals(_WORDS, cardinal)


def _fraction(top: int, bottom: int) -> str:
    if bottom == 2:
        return "metade" if top == 1 else f"{cardinal(top)} meios"
    part = {3: "terço"}.get(bottom) or (
        ordinal(bottom, False) if bottom <= 10 or not bottom % 100 else f"{cardinal(bottom)} avo"
    )
    return f"{cardinal(top)} {part}{'s' if top > 1 else ''}"


def _agreed(number: int, feminine: bool, _name: str) -> str | None:
    """ "uma", "vinte e duas", "duzentas": None where the number does not change."""
    counted = cardinal(number)
    said = re.sub(r"\bum$", "uma", re.sub(r"\bdois\b", "duas", re.sub(r"entos\b", "entas", counted)))
    return said if feminine and said != counted else counted if number == 1 else None


def _time(_place: Place, hour: int, minute: int) -> str:
    said = _agreed(hour, True, "hora") or str(hour)
    return f"{said} e {minute}" if minute else f"{said} hora{'' if hour == 1 else 's'}"


_HOUR = rule(
    "time",
    "digit",
    rf"{APART}(?P<hour>[01]?\d|2[0-4])h(?P<minute>[0-5]\d)?(?!\w)",
    lambda place: _time(place, int(place["hour"]), int(place["minute"] or 0)),
    example=("às 14h30", "às 14 e 30"),
)
_NO_NUMBER = rule(
    "abbreviation",
    "word",
    r"(?<=[\w,] )s/n(?:\.º)?(?!\w)",
    lambda _: "sem número",
    example=("rua Nova, s/n", "rua Nova, sem número"),
)


def _street(place: Place) -> Answer:
    """ "na R. Augusta", not "o Dr. R. Sousa"."""
    return "rua" if place.opens or re.search(r"(?:,|\b(?:[Nn]a|[Dd]a|[Àà]|[Pp]ela|[Nn]uma)) $", place.behind) else None


_EVERY = rule(
    "time",
    "digit",
    rf"{APART}(\d{{1,2}})/\1(?={GAP}?h(?:oras)?\b)",
    lambda place: f"{place[1]} em {place[1]}",
    example=("de 8/8 h", "de 8 em 8 horas"),
)
_NUMBER_OR_TITLE = rule(
    "abbreviation",
    "word",
    rf"[nN]\.?[°ºᵒ]\.?(?={GAP}?\d)|(?:Sr|Dr|Prof)\.ª",
    lambda place: {"S": "senhora", "D": "doutora", "P": "professora"}.get(place[0][0], "número"),
    example=("a Sr.ª Rosa, n.º 5", "a senhora Rosa, número 5"),
)


def _woman(man: str) -> str:
    if man.endswith("ão"):
        return man[:-1]
    stem = re.sub("(?:o|(?<=r)e)(s?)$", r"a\1", man)
    return stem if stem != man else man.replace("ê", "e") + "a"


_INCLUSIVE = inclusive.iberian(
    _WORDS.tables["inclusive"], _woman, conjunctions=("e", "ou"), example=_WORDS.examples["inclusive form"]
)
_COUNTING = Counting(
    words=_WORDS,
    agreed=_agreed,
    fraction=_fraction,
    half=lambda name, feminine: f"{'meia' if feminine else 'meio'} {name}",
    and_half=lambda feminine: "meia" if feminine else "meio",
    singular=lambda noun: noun.removesuffix("s"),
)
LANGUAGE = language(
    "pt",
    replace(
        romance.grammar(
            _COUNTING,
            cardinal=cardinal,
            ordinal=ordinal,
            before={
                "addresses": (_INCLUSIVE,),
                "abbreviations": (_NO_NUMBER, _NUMBER_OR_TITLE),
                "times": (_HOUR, _EVERY),
            },
        ),
        time=_time,
        abbreviations={
            "never": {
                "al.": lambda place: "alínea" if re.match(r"\s?(?:[a-z]\)|\d)", place.ahead) else None,
                "R.": _street,
                "Dep.": lambda place: "departamento" if place.after in {"de", "da", "do"} else "deputado",
                "v.": romance_rules.version("versão"),
                "S.": romance_rules.saint(_WORDS),
                "D.": lambda place: "dona" if place.after.endswith("a") else "dom",
                "máx.": romance_rules.adjective(_COUNTING, "máximo"),
                "mín.": romance_rules.adjective(_COUNTING, "mínimo"),
            },
            "opener": {"mar.": romance_rules.month("março")},
        },
    ),
)
