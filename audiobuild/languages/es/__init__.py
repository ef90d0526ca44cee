"""Spanish."""

from __future__ import annotations

import re
from dataclasses import replace

from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.shared import capitals, inclusive, numbers, romance, romance_rules
from audiobuild.languages.shared.agreement import Counting
from audiobuild.languages.shared.text import APART, GAP, any_of
from audiobuild.languages.shared.vocabulary import vocabulary
from audiobuild.languages.shared.wiring import language

_WORDS = vocabulary("es")
cardinal = numbers.cardinals("es")
ordinal = romance.ordinals(_WORDS, cardinal)
_PLAIN = str.maketrans("áéíóú", "aeiou")


def _twelfth(number: int) -> str:
    """ "doceavo", "treintavo", "treintaiunavo"."""
    return re.sub("(?<=n)o$|a$", "", cardinal(number).translate(_PLAIN).replace(" y ", "i")) + "avo"


def _fraction(top: int, bottom: int) -> str:
    if bottom == 2:
        return "medio" if top == 1 else f"{cardinal(top)} medios"
    if bottom > 100 and bottom % 100:
        return f"{cardinal(top)} sobre {bottom}"
    part = {3: "tercio"}.get(bottom) or (
        ordinal(bottom, False) if bottom <= 10 or not bottom % 100 else _twelfth(bottom)
    )
    return f"{'un' if top == 1 else cardinal(top)} {part}{'s' if top > 1 else ''}"


def _ordinal_before(number: int, feminine: bool = False) -> str:
    """ "primer festival", "tercer congreso"."""
    word = ordinal(number, feminine)
    return word if feminine else re.sub(r"(primer|tercer)o$", r"\1", word)


def _agreed(number: int, feminine: bool, _name: str) -> str | None:
    """ "una" and "veintiún", "doscientas": None where the number does not change."""
    counted = cardinal(number)
    said = re.sub(r"uno(?= mil\b)", "un", counted)
    said = re.sub(r"cientos\b", "cientas", said).replace("quinientos", "quinientas") if feminine else said
    said = re.sub(r"uno$", "una" if feminine else "un", said)
    said = re.sub(r"veintiun\b", "veintiún", said)
    return said if said != counted else None


def _singular(noun: str) -> str:
    return re.sub(r"(?<=[lrndjz])es$|s$", "", noun)


def _time(place: Place, hour: int, minute: int) -> str:
    said = {1: "una", 21: "veintiuna"}.get(hour, str(hour))
    if minute:
        return f"{said} {minute:02}"
    if re.match(r"\s?(?:[–-]|a\b|y\b|hasta\b)", place.ahead) and not place.ahead.startswith(" a. "):
        return said
    ends = re.search(r"h(?:oras|s)?$", place[0]) or re.search(r"\d:\d\d (?:a|y) $", place.behind)
    if hour > 12 or not hour or (hour > 1 and ends):
        return f"{said} horas"
    return f"{said} en punto"


def _half_of_the_day(place: Place) -> Answer:
    """ "a. m." behind a time."""
    found = re.search(r"(\d{1,2})(?:[.:]\d\d)?\s?$", place.behind)
    if not found:
        return None
    hour = int(found[1])
    afternoon = "del mediodía" if hour == 12 else "de la tarde" if hour < 8 else "de la noche"
    said = afternoon if place[0][0] in "pP" else "de la mañana"
    return Change(spoken=said if place.behind[-1:].isspace() else f" {said}", ends="opener", end=place.end)


_TWELVE_HOURS = rule(
    "time",
    "digit",
    rf"{APART}(?P<hour>1[0-2]|0?[1-9])(?:[.:](?P<minute>[0-5]\d))?(?={GAP}?[aApP]\.?{GAP}?[mM](?!\w))",
    lambda place: _time(place, int(place["hour"]), int(place["minute"] or 0)).removesuffix(" en punto"),
    example=("a la 1.15 p. m.", "a la una 15 de la tarde."),
)
_AM_PM = rule(
    "time",
    "word",
    r"[aApP](?:\.[ \xa0\u202f]?)?[mM](?![\w.])",
    _half_of_the_day,
    example=("a las 10:30 am", "a las 10 30 de la mañana"),
)


def _ordinal(number: int, ending: str) -> Answer:
    """ "3.er" is "tercer"."""
    if number >= romance.MOST:
        return None
    said = _ordinal_before if ending.lstrip(".") in {"er", "ᵉʳ"} else ordinal
    return said(number, ending.rstrip("s")[-1] in "ªa") + ("s" if ending.endswith("s") else "")


def _street(place: Place) -> Answer:
    """ "C. Mayor", not "a 8 º C. Hoy"."""
    named = re.match(r"\s[A-ZÁÉÍÓÚÑ]\w", place.ahead) and not re.search(r"[\dºª]\s?$", place.behind)
    return "calle" if named else None


def _century(place: Place) -> Answer:
    if not capitals.roman_value(place.after):
        return None
    return "siglos" if place.before in {"los", "Los"} else "siglo"


def _father(place: Place) -> Answer:
    """ "el P. Andrés"."""
    return "padre" if place.before.lower() in {"el", "del", "al"} and place.after[:1].isupper() else None


def _spaced(word: str, place: Place) -> str:
    return word if place.ahead[:1].isspace() else f"{word} "


def _per_person(place: Place) -> Answer:
    """ "299 € p. p.", "0,25 p. p."."""
    points = re.search(r"\d\s?$", place.behind)
    return Change(spoken="puntos porcentuales" if points else "por persona", ends="opener", end=place.end)


_DAYS = {"V": "viernes", "S": "sábado", "D": "domingo", "J": "jueves"}
_MONDAY_TO = rule(
    "weekday",
    "word",
    r"L(?: a |[–-])([JVSD])(?!\w)",
    lambda place: f"lunes a {_DAYS[place[1]]}",
    example=("de L a V", "de lunes a viernes"),
)
_WITH = rule("sign", "word", r"c/u(?!\w)", lambda _: "cada uno", example=("5 € c/u", "5 euros cada uno"))
_NO_NUMBER = rule(
    "abbreviation",
    "word",
    r"(?<=[\w,] )s/n(?!\w)",
    lambda _: "sin número",
    example=("calle Mayor, s/n", "calle Mayor, sin número"),
)
_EVERY = rule("sign", "word", rf"c/(?={GAP}?\d)", lambda _: "cada ", example=("1 c/8 h", "1 cada 8 horas"))
_CENTURY = rule(
    "roman numeral",
    "word",
    r"(?<=siglo )[ivxl]+(?!\w)",
    lambda place: str(capitals.roman_value(place[0].upper()) or place[0]),
    example=("el siglo xix", "el siglo 19"),
)
_NUMBER_OR_STREET = rule(
    "abbreviation",
    "word",
    rf"[nN]\.?[°ºᵒ]s?\.?(?={GAP}?\d)|[cC]/(?= [A-ZÁÉÍÓÚÑ])",
    lambda place: "calle" if "/" in place[0] else _spaced("número", place),
    example=("el n.º 5", "el número 5"),
)


def _woman(man: str) -> str:
    stem = re.sub("(?:o|e)(s?)$", r"a\1", man)
    return stem if stem != man else man.translate(_PLAIN) + "a"


_INCLUSIVE = inclusive.iberian(
    _WORDS.tables["inclusive"], _woman, conjunctions=("y", "o"), example=_WORDS.examples["inclusive form"]
)
_COUNTING = Counting(
    words=_WORDS,
    agreed=_agreed,
    fraction=_fraction,
    half=lambda name, feminine: f"{'media' if feminine else 'medio'} {name}",
    and_half=lambda feminine: "media" if feminine else "medio",
    singular=_singular,
)
_BOOKS = {"Mt": "Mateo", "Mc": "Marcos", "Lc": "Lucas", "Jn": "Juan", "Gn": "Génesis", "Ex": "Éxodo", "Is": "Isaías"}
_BOOKS |= {"Sal": "Salmo", "Hch": "Hechos", "Rm": "Romanos", "Rom": "Romanos", "Ap": "Apocalipsis", "Cor": "Corintios"}
_BOOK = rule(
    "reference",
    "word",
    rf"({any_of(_BOOKS)})\.?(?= \d{{1,3}}(?:[,:.]|\s|$))",
    lambda place: _BOOKS[place[1]],
    example=("pasaje de Mt 5, 3", "pasaje de Mateo 5, 3"),
)
_EVERY_MINUTES = rule(
    "time",
    "digit",
    rf"{APART}(\d{{1,3}})['′’](?!\w)",
    lambda place: f"{place[1]} minutos" if place.before.lower() in {"cada", "durante", "tras"} else None,
    example=("cada 10' hay", "cada 10 minutos hay"),
)
_AMERICAN = rule(
    "money",
    "sign",
    rf"(?:US|MX)?\${GAP}?(\d{{1,3}}(?:,\d{{3}})+)(?![\d,])",
    lambda place: f"{place[1].replace(',', '.')} dólares",
    example=("cuesta $ 18,500", "cuesta 18.500 dólares"),
)
LANGUAGE = language(
    "es",
    replace(
        romance.grammar(
            _COUNTING,
            cardinal=cardinal,
            ordinal=ordinal,
            before_noun=_ordinal_before,
            before={
                "addresses": (_INCLUSIVE,),
                "prices": (_AMERICAN,),
                "dotted names": (_BOOK, _MONDAY_TO, _WITH, _NO_NUMBER, _NUMBER_OR_STREET, _EVERY, _CENTURY),
                "times": (_TWELVE_HOURS, _EVERY_MINUTES),
                "bank account": (_AM_PM,),
                "ranges": (
                    romance_rules.each(_WORDS, "(?:[Ee]l|al|por|[Cc]ada|[Uu]n)", example=_WORDS.examples["each"]),
                ),
            },
        ),
        time=_time,
        ordinal=_ordinal,
        abbreviations={
            "never": {
                "S.": romance_rules.saint(_WORDS),
                "s.": _century,
                "ss.": lambda place: "siglos" if capitals.roman_value(place.after) else "siguientes",
                "pl.": lambda place: "planta" if re.search(r"[ªº]\s?$", place.behind) else "plaza",
                "inc.": lambda place: "incluido" if place[0].islower() else None,
                "v.": romance_rules.version("versión"),
                "C.": _street,
                "P.": lambda place: (
                    "padre" if place.before.lower() in {"el", "del", "al"} and place.after[:1].isupper() else None
                ),
                "máx.": romance_rules.adjective(_COUNTING, "máximo"),
                "mín.": romance_rules.adjective(_COUNTING, "mínimo"),
            },
            "opener": {"p.p.": _per_person, "mar.": romance_rules.month("marzo"), "may.": romance_rules.month("mayo")}
            | dict.fromkeys(("a.m.", "p.m."), _half_of_the_day),
        },
    ),
)
