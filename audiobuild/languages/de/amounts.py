"""German amounts: "ein" and "eine", prices, fractions."""

from __future__ import annotations

import re

from audiobuild.languages.de import numbers
from audiobuild.languages.de.grammar import EXTENT, Gender, ending, gender, one
from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.shared import amounts
from audiobuild.languages.shared.text import APART, GAP, any_of
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("de")
_LISTS = _WORDS.lists
_NAMES = _WORDS.names
INVARIABLE = frozenset({"Uhr", "Prozent", "Promille", "Grad"})
_GENDERS: dict[str, Gender] = {
    **dict.fromkeys(_LISTS["masculine_measures"], "m"),
    **dict.fromkeys(_LISTS["feminine_measures"], "f"),
    **dict.fromkeys(_LISTS["neuter_measures"], "n"),
}


def one_of(place: Place, name: str) -> Answer:
    """ "ein Kilometer", "seit einer Stunde", "ein Prozent"."""
    if name.split()[0] in INVARIABLE:
        return "ein"
    kind = _GENDERS.get(_tail(name)) or gender(name)
    if re.match(rf"{GAP}?\S{{1,12}}{EXTENT.pattern}", place.ahead):
        return "einen" if kind == "m" else "eine" if kind == "f" else "ein"
    return one(place.behind, kind)


def _tail(name: str) -> str:
    return next((key for key in ("Meter", "Liter") if name.lower().endswith(key.lower())), name)


def plain(amount: str, large: str, names: tuple[str, ...], _place: Place) -> str:
    """ "5 bis 10 Dollar", "5 Millionen Dollar", "1 Euro"."""
    return " ".join(part for part in (re.sub("[–-]", " bis ", amount), large, names[0]) if part)


def mixed(whole: str, top: int, bottom: int) -> str:
    """ "zweieinhalb", "2 drei Viertel"."""
    if (top, bottom) == (1, 2):
        return f"{numbers.counted(int(whole))}einhalb"
    return f"{whole} {numbers.fraction(top, bottom)}"


def _part(place: Place) -> Answer:
    """Half or a quarter of what follows: "nach ½ Std.", "1/2 Zitrone", "¾ l Milch"."""
    top, bottom = amounts.FRACTION_SIGNS[place["sign"]] if place["sign"] else (int(place["top"]), int(place["bottom"]))
    if not 0 < top < bottom <= 8:
        return None
    name = _NAMES[place["unit"]][0] if place["unit"] else place["noun"]
    if name == "Stunde" and bottom == 4:
        return f"{one(place.behind, 'f')} {'Viertelstunde' if top == 1 else 'Dreiviertelstunde'}"
    if (top, bottom) == (1, 4) and place["unit"]:
        return f"{one(place.behind, _GENDERS.get(_tail(name)) or gender(name))} {numbers.ordinal(bottom)}el {name}"
    if bottom > 2 or top > 1:
        return f"{numbers.fraction(top, bottom)} {name}"
    kind = _GENDERS.get(_tail(name)) or gender(name)
    article = one(place.behind, kind)
    if article == "ein" and kind == "m" and not place.opens and _ASKED_FOR.match(place.ahead):
        article = "einen"
    return Change(spoken=f"{article} halb{ending(article, _NOUNS[kind])} {name}", ends="opener")


def _tiny(place: Place) -> Answer:
    """ "1/125 s", "nur 1/20"; not "Heft 1/22", "am 1/11"."""
    bottom, before = int(place[1]), place.before
    if not 10 < bottom <= 1000:
        return None
    if place[2]:
        return Change(spoken=f"{one(place.behind, 'f')} {numbers.ordinal(bottom)}el Sekunde", ends="opener")
    numbered = before[:1].isupper() or before.lower() in _LISTS["issues"]
    if numbered and not place.opens and place.behind.rstrip()[-1:] not in ",(:":
        return None
    return numbers.fraction(1, bottom)


TINY = rule(
    "fraction",
    "digit",
    rf"{APART}1/(\d{{2,4}})(?:{GAP}?(s|[Ss]ek\.|Sekunde)(?!\w)|(?![\d/]|[.,]\d|[^\W\d_]))",
    _tiny,
    example=("mit 1/125 s, nur 1/22", "mit einer hundertfünfundzwanzigstel Sekunde, nur ein Zweiundzwanzigstel"),
)
_ASKED_FOR = re.compile(r"[^.!?;:]{0,60}\s[a-zäöüß]{2,20}(?:en|ern|eln)[.,;!]")
"""An object of what is to be done, as recipes say it: "1/2 Würfel Hefe darin auflösen"."""
_NOUNS = {"m": "Tag", "f": "Stunde", "n": "Jahr"}
HOURS = rule(
    "fraction",
    "digit sign word",
    rf"(?<![\d\w])(?<!\d[{GAP[1:-1]}/.,:–-])(?:(?P<sign>[½¼¾⅓⅔⅛])|(?P<top>\d)/(?P<bottom>\d)){GAP}?"
    rf"(?:(?P<unit>{any_of(_NAMES)})|(?P<noun>[A-ZÄÖÜ][a-zäöüß]{{2,20}}))(?![\w²³/-])",
    _part,
    example=("nach ¾ Stunde, 1/2 Zitrone", "nach einer Dreiviertelstunde, eine halbe Zitrone"),
)


def _rate(place: Place) -> Answer:
    """ "72/min", "735/km²": what is counted is not named."""
    divisor = place["divisor"]
    known = _WORDS.divisors.get(divisor) or _NAMES.get(divisor, ("",))[0]
    counted = divisor in _LISTS["periods"] and re.search(r"\d\s(?:\w{1,4}\.?\s){0,2}[A-ZÄÖÜ][a-zäöüß]+$", place.behind)
    if not counted and not _RATED.search(place.behind) and not (known and re.search(rf"\d[)%]?{GAP}?$", place.behind)):
        return None
    return Change(spoken=f" {_WORDS.per} {known or divisor}", ends="opener")


def _each(place: Place) -> Answer:
    """ "je ha", "pro Std."."""
    if not re.search(r"\b(?:[Jj]e|[Pp]ro|per)\s$", place.behind):
        return None
    return Change(spoken=_WORDS.divisors.get(place[1]) or _NAMES[place[1]][0], ends="opener")


EACH = rule(
    "unit",
    "word sign",
    rf"({any_of(_NAMES, _WORDS.divisors)})(?![\w²³/:]|\.\w|-[a-z])",
    _each,
    example=("15 € je Std. und pro ha", "15 Euro je Stunde und pro Hektar"),
)


def _bare(place: Place) -> Answer:
    """ "zw. km 12 und km 14", "in kWh", "pro kg", "ab dem 21. km"."""
    if place.behind[-1:].isalnum() or place.behind.endswith(("/", ":")):
        return None
    singular = re.search(r"\b(?:pro|je|per|jede[rns]?|die|der|eine[rn]?|Cent|Euro|€)\s$|\d\.\s$", place.behind)
    said = _NAMES[place[1]][0 if singular else -1]
    return Change(spoken=f"{said} {_WORDS.per} {_NAMES[place[2]][0]}" if place[2] else said, ends="opener")


BARE = rule(
    "unit",
    "word sign",
    rf"({any_of(_LISTS['bare_units'])})(?:/({any_of(_NAMES)}))?(?![\w²³/:]|\.\w|-[a-z])",
    _bare,
    example=("zwischen km 3 und 4, Angaben in kWh", "zwischen Kilometer 3 und 4, Angaben in Kilowattstunden"),
)


_RATED = re.compile(
    rf"\d{GAP}?(?:{any_of(_WORDS.currency_names)}|Euro|Cent|[x×]|-?mal|St\.|Stk\.|Std\.|Pers\.|Einw\.|EW|Stück)$"
)
RATES = (
    rule(
        "unit",
        "sign",
        rf"/\s?(?P<divisor>{any_of(_NAMES, _WORDS.divisors)}|[A-ZÄÖÜ][a-zäöüß]{{2,20}})(?![\w²³])",
        _rate,
        example=("ein Puls von 72/min", "ein Puls von 72 pro Minute"),
    ),
    rule(
        "unit",
        "sign",
        r"/(?=1\d{0,2}[.\xa0\u202f]000\b)",
        lambda place: f" {_WORDS.per} " if place.behind[-1:].isdecimal() else None,
        example=("eine Inzidenz von 35/100.000", "eine Inzidenz von 35 pro 100.000"),
    ),
)


def _times(place: Place) -> str:
    return f"{place[0].rstrip('x× ')} mal" if "," in place[1] else f"{numbers.counted(int(place[1]))}mal"


TIMES = rule(
    "number",
    "digit",
    rf"{APART}(\d{{1,3}}(?:,\d)?){GAP}?[x×](?![\w]|{GAP}?\d)",
    _times,
    example=("Er kam 3x.", "Er kam dreimal."),
)
