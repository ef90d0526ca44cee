"""Polish titles and streets, whose short forms are read in the case of the name that follows."""

from __future__ import annotations

import re

from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.pl import numbers
from audiobuild.languages.shared import capitals
from audiobuild.languages.shared.abbreviations import Spoken
from audiobuild.languages.shared.text import APART, forms
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("pl")
_WITHOUT_DOT = _WORDS.tables["without_dot"]
_TITLES = forms(_WORDS.tables["titles"])
"""Nominative, genitive, dative, instrumental of what a man is called; women's are not declined."""
_PLACES = forms(_WORDS.tables["places"])
"""Nominative, genitive, accusative, instrumental, locative of what stands before a street's name."""
_WOMEN = frozenset(_WORDS.lists["women"])
_WOMANS_ENDINGS = ("ska", "cka", "dzka", "owa")
_GENITIVE = frozenset(
    {"z", "ze", "od", "do", "koło", "obok", "u", "wzdłuż", "wylotu", "rogu", "dla", "wokół", "remont", "część"}
)
_LOCATIVE = frozenset({"przy", "na", "po", "w", "we", "rogu", "skrzyżowaniu"})
_ACCUSATIVE = frozenset({"o", "przez", "na", "w", "za", "pod"})
_INSTRUMENTAL = frozenset({"nad", "pod", "za", "między", "przed", "z", "ze"})


def _mans_case(name: str) -> int:
    """The case of a man's name by its ending."""
    if name.endswith(("em", "im", "ym")):
        return 3
    if name.endswith(("owi", "emu")):
        return 2
    womans = name in _WOMEN or name.endswith(_WOMANS_ENDINGS)
    return 1 if name.endswith("ego") or (name.endswith("a") and not womans) else 0


def _title(words: tuple[str, ...]) -> Spoken:
    return lambda place: words[_mans_case(_name(place))]


def _name(place: Place) -> str:
    """The last of the titles and names that follow: "dr. hab. Janem"."""
    found = re.match(r"(?:\s?(?:[a-ząćęłńóśźż]{1,4}\.?|[A-ZŁŚŻ]\.))*\s?([A-ZĆŁŃÓŚŹŻ]\w+)", place.ahead)
    return found[1] if found else ""


def _saint(place: Place) -> str:
    name = place.after
    if name in _WOMEN or name.endswith("ska"):
        return "święta"
    if name.endswith("ą"):
        return "świętą"
    if name.endswith(("y", "i", "ej")) and f"{name.removesuffix('y').removesuffix('i')}a" in _WOMEN:
        return "świętej"
    return ("święty", "świętego", "świętemu", "świętym")[_mans_case(name)]


def _street(words: tuple[str, ...]) -> Spoken:
    nominative, genitive, accusative, instrumental, locative = words

    def speak(place: Place) -> Answer:
        before, name = place.before.lower(), place.after
        if name.endswith("ą"):
            return accusative if before in _ACCUSATIVE else instrumental if before in _INSTRUMENTAL else accusative
        if before in _LOCATIVE:
            return locative
        return genitive if before in _GENITIVE or name.endswith("ej") else nominative

    return speak


def minutes_or_minimum(place: Place) -> Answer:
    """ "15 min.", "w 63. min.", "min. 18 lat"."""
    if re.search(r"\d\.\s?$", place.behind):
        return Change(
            spoken="minucie" if re.search(r"\b[wW] \d+\.\s?$", place.behind) else "minuta", ends="opener", end=place.end
        )
    return None if re.search(r"\d\s?$", place.behind) else "minimum"


def sister_or_page(place: Place) -> Answer:
    """ "s. Maria" and "s. 5"."""
    return "strona" if place.after[:1].isdigit() else "siostra" if place.after in _WOMEN else None


def _point(place: Place) -> Answer:
    """ "pkt 3 umowy" → "punkt trzeci", "w pkt 3" → "w punkcie trzecim"."""
    number, before = int(place[1]), place.before.lower()
    if not 0 < number < 100:
        return None
    if before in ("w", "we", "po", "o"):
        return f"punkcie {numbers.ordinal(number, 'locative')}"
    if before in ("z", "do", "od"):
        return f"punktu {numbers.ordinal(number, 'genitive')}"
    return f"punkt {numbers.ordinal(number)}"


def _floor(place: Place) -> Answer:
    value = capitals.roman_value(place[1])
    return f"{numbers.ordinal(value, 'neuter')} piętro" if 0 < value < 40 else None


def _first_noun(place: Place) -> Answer:
    """ "V Symfonia" at the beginning, where a numeral is an ordinal in the gender of the noun."""
    value, noun = capitals.roman_value(place[1]), place[2]
    if not (place.opens and 0 < value < 100):
        return None
    case: numbers.Case = "feminine" if noun.endswith("a") else "neuter" if noun[-1] in "oe" else "nominative"
    return Change(spoken=numbers.ordinal(value, case).capitalize(), end=place.match.end(1))


ABBREVIATIONS = {
    **{f"{short}.": _title(words) for short, words in _TITLES.items()},
    **{f"{short}.": _street(words) for short, words in _PLACES.items()},
    "św.": _saint,
    "s.": sister_or_page,
}
UNDOTTED = (
    rule(
        "abbreviation",
        "word",
        r"pkt\.? (\d{1,2})(?![\w.,]*\d)",
        _point,
        example=("pkt 3 umowy, w pkt 4", "punkt trzeci umowy, w punkcie czwartym"),
    ),
    rule(
        "abbreviation",
        "word",
        rf"({'|'.join(_TITLES)})(?= [A-ZĆŁŃÓŚŹŻ]| (?:dr|inż|prof|hab)\b)",
        lambda place: _TITLES[place[1]][_mans_case(_name(place))],
        example=("bp Nowak z dr Lis", "biskup Nowak z doktor Lis"),
    ),
    rule(
        "abbreviation",
        "word",
        rf"({'|'.join(_WITHOUT_DOT)})(?= [\w])",
        lambda place: _WITHOUT_DOT[place[0]],
        example=("nr 5, ppkt 3", "numer 5, podpunkt 3"),
    ),
)
NUMERALS = (
    rule(
        "roman numeral",
        "word",
        r"([IVX]+) p\.(?!\w)",
        _floor,
        example=("45 m², III p.", "45 metrów kwadratowych, trzecie piętro."),
    ),
    rule(
        "roman numeral",
        "word",
        r"([IVX]+) ([A-ZĆŁŃÓŚŹŻ][a-ząćęłńóśźż]{2,})(?!\w)",
        _first_noun,
        example=("V Symfonia", "Piąta Symfonia"),
    ),
)
FLAT = rule(
    "address",
    "word",
    r"m\.(?= \d)",
    lambda place: "mieszkanie" if re.search(r"\d[a-z]? $", place.behind) else None,
    example=("ul. Krótka 5 m. 12", "ulica Krótka 5 mieszkanie 12"),
)
POSTCODE = rule(
    "postcode",
    "digit",
    rf"{APART}(\d\d)-(\d{{3}})(?= [A-ZĆŁŃÓŚŹŻ])",
    lambda place: f"{' '.join(place[1])}, {' '.join(place[2])}",
    example=("00-950 Warszawa", "0 0, 9 5 0 Warszawa"),
)
