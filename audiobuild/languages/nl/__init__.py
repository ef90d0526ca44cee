"""Dutch."""

from __future__ import annotations

import re
from collections.abc import Callable

from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.shared import amounts, numbers
from audiobuild.languages.shared.grammar import Grammar
from audiobuild.languages.shared.romance_rules import ordinal_numerals
from audiobuild.languages.shared.text import APART, GAP, any_of
from audiobuild.languages.shared.vocabulary import vocabulary
from audiobuild.languages.shared.wiring import language

_WORDS = vocabulary("nl")
cardinal = numbers.cardinals("nl")
_UNITS = any_of(_WORDS.unit_names)
_BEFORE_DATES = frozenset(_WORDS.lists["before_dates"]) | set(_WORDS.weekdays)
_BEFORE_VERSES = re.compile(rf"\b(?:[Aa]rt(?:\.|ikel)|{'|'.join(map(re.escape, _WORDS.lists['books']))}) $")
_BEFORE_YEARS = frozenset(_WORDS.lists["before_years"]) | set(_WORDS.months)
_BEFORE_YEARS |= {short.removesuffix(".") for short, month in _WORDS.opener.items() if month in _WORDS.months}


def ordinal(number: int) -> str:
    """``21`` → "eenentwintigste"."""
    return numbers.spelled(number, "nl", "ordinal")["ordinal"]


def _fraction(top: int, bottom: int) -> str:
    if bottom == 2:
        return "een half" if top == 1 else f"{cardinal(top)} halve"
    return f"{cardinal(top)} {'kwart' if bottom == 4 else ordinal(bottom)}"


def _mixed(whole: str, top: int, bottom: int) -> str:
    if bottom == 2:
        return "anderhalf" if whole == "1" else f"{whole} en een half"
    return f"{whole} en {_fraction(top, bottom)}"


def _minimum(place: Place) -> Answer:
    """ "min. 18 jaar", but "25 min.", "in de 63e min." and "per min."."""
    if re.search(r"\d(?:e|de|ste)\s?$|\bper $", place.behind):
        return Change(spoken="minuut", ends="opener", end=place.end)
    return None if re.search(r"\d\s?$", place.behind) else "minimaal"


def _junior(place: Place) -> str:
    """ "45 jr.", but "Jansen jr."."""
    return "jaar" if re.search(r"\d\s?$", place.behind) else "junior"


def _average_or_council(place: Place) -> str:
    """ "gem. 20 °C", but "de gem. Utrecht"."""
    return "gemeente" if place.after[:1].isupper() else "gemiddeld"


def _gram(place: Place) -> Answer:
    """ "250 gr.", but "gr. 5"."""
    if re.search(r"\d\s?$", place.behind):
        return "gram"
    return "groep" if place.after[:1].isdigit() else None


def _day_and_month(place: Place) -> Answer:
    """ "op 24/12"."""
    day, month = int(place[1]), int(place[2])
    certain = place.before.lower() in _BEFORE_DATES and 1 <= day <= 31 and 1 <= month <= 12
    certain = certain and not re.match(rf"{GAP}?(?:{_UNITS}|deel|van|kopje|bosje)\b", place.ahead)
    return f"{day} {_WORDS.months[month - 1]}" if certain else None


def _date(_place: Place, day: int, month: int, year: str) -> str:
    """ "14-12-1911"."""
    said = numbers.spelled(int(year), "nl", "year")["numbering-year"] if re.fullmatch(r"1[1-9]\d\d", year) else year
    return _WORDS.date.format(day=day, month=_WORDS.months[month - 1], year=said)


def _verse(place: Place) -> Answer:
    """ "Joh. 3:16", "Ps. 23:1-3"."""
    last = f" {_WORDS.to} {place[3]}" if place[3] else ""
    gap = ", " if re.match(r"\d{3}", place[2]) else " "  # no thousands
    return f"{place[1]}{gap}{place[2]}{last}" if _BEFORE_VERSES.search(place.behind) else None


def _measure(name: str) -> Callable[[Place], Answer]:
    """ "h. 18 cm"."""
    return lambda place: name if re.match(rf"{GAP}?\d+(?:,\d+)?{GAP}?[cm]?m\b", place.ahead) else None


def _year(place: Place) -> Answer:
    """ "in 1998" → "negentienachtennegentig", but "1998 mensen"."""
    certain = place.before.lower() in _BEFORE_YEARS or re.search(r"\($|\d[–-]$", place.behind)
    certain = certain or re.match(r"[–-](?:1[1-9]|20)\d\d(?![\w–-])", place.ahead)
    return numbers.spelled(int(place[0]), "nl", "year")["numbering-year"] if certain else None


_ENDS = _WORDS.tables["ends"]


def _compound(place: Place) -> Change:
    return Change(spoken=f"{place[1]}{_ENDS[place[2]]}", ends="opener")


def _weekday(place: Place) -> Answer:
    """ "elke 2e za. van de maand", "; ma. gesloten"."""
    named = re.search(r"(?:\d(?:e|de|ste)|\b(?:[Ee]lke|[Ii]edere|[Oo]p)) $", place.behind)
    named = named or (re.search(r"[;,(] ?$", place.behind) and re.match(" [a-z(]", place.ahead))
    return Change(spoken=_WORDS.days[place[1]], ends="opener") if named else None


def _half(place: Place) -> Answer:
    """ "een halve liter", but "een half uur"; "anderhalve liter"."""
    noun = _WORDS.unit_names[place["unit"]][0] if place["unit"] else place["noun"]
    if noun in _WORDS.small_words:
        return None
    half = "half" if noun in _WORDS.lists["neuter"] or noun.endswith("je") else "halve"
    if place["whole"] == "1":
        return f"ander{half}"
    return f"{place['whole']} en een {half}" if place["whole"] else half if noun == "finale" else f"een {half}"


def _by(place: Place) -> Answer:
    """ "60 x 80 cm", but "4x100 m"."""
    return None if amounts.relay(place) or not re.search(rf"\d{GAP}?$", place.behind) else place.spaced("bij")


def _weekday_of_date(place: Place) -> Answer:
    """ "op do 12 december", "t/m zo 15 maart"."""
    named = place.before.lower() in ("op", "van", "tot", "en", "vanaf", "per", "t/m")
    return _WORDS.days[place[1]] if named or _DATED.match(place.ahead) else None


_DATED = re.compile(rf" \d{{1,2}} (?:{'|'.join(_WORDS.months)})\b")
_WEEKDAY = rule(
    "weekday",
    "word",
    r"(ma|di|wo|do|vr|za|zo)(?= (?:van |vanaf |om )?\d)",
    _weekday_of_date,
    example=("op do 12 december", "op donderdag 12 december"),
)
_ABBREVIATIONS = (
    rule("abbreviation", "word", r"t/m\b", lambda _: "tot en met", example=("1 t/m 5", "1 tot en met 5")),
    rule(
        "abbreviation",
        "word",
        r"([A-Z]?[a-zé]{2,30})(str|nr|temp|dgn|afd|verg)\.",
        _compound,
        example=("Hoofdstr. 12, zaaknr. 5", "Hoofdstraat 12, zaaknummer 5"),
    ),
    rule(
        "abbreviation",
        "word",
        r"([A-Z][a-zé]{3,30})(gr|ln|pl|wg)\.",
        _compound,
        example=("Keizersgr. 12", "Keizersgracht 12"),
    ),
    rule(
        "abbreviation",
        "word",
        r"([NZ])\.-(?=(?:Holland|Brabant|Beveland|Limburg|Afrika|Amerika|Korea)\b)",
        lambda place: {"N": "Noord-", "Z": "Zuid-"}[place[1]],
        example=("in Z.-Holland", "in Zuid-Holland"),
    ),
    rule(
        "abbreviation",
        "word",
        rf"p/({any_of(_WORDS.unit_names, _WORDS.divisors)})(?!\w)",
        lambda place: f"per {_WORDS.divisors.get(place[1]) or _WORDS.unit_names[place[1]][0]}",
        example=("€ 5 p/m²", "5 euro per vierkante meter"),
    ),
    rule("weekday", "word", r"(ma|di|wo|do|vr|za|zo)\.", _weekday, example=("elke 2e za.", "elke tweede zaterdag.")),
    rule("abbreviation", "word", r"m/v(?!\w)", lambda _: "man of vrouw", example=("lezers m/v", "lezers man of vrouw")),
    rule("abbreviation", "word", r"A'dam\b", lambda _: "Amsterdam", example=("naar A'dam", "naar Amsterdam")),
)
_GROUPS = rule(
    "number",
    "digit",
    rf"{APART}(\d{{1,2}})/(\d{{1,2}})(?![\d/]|[.,]\d)",
    lambda place: f"{place[1]}, {place[2]}" if place.before.lower() in _WORDS.lists["before_groups"] else None,
    example=("groep 7/8", "groep 7, 8"),
)
_HOUR = rule(
    "time",
    "digit",
    rf"{APART}([01]?\d|2[0-4])u([0-5]\d)(?!\w)",
    lambda place: f"{place[1]} uur {int(place[2]) or ''}".rstrip(),
    example=("om 19u30", "om 19 uur 30"),
)
_HALF = rule(
    "fraction",
    "digit sign word",
    rf"{APART}(?:(?P<whole>\d{{1,3}})(?:{GAP}?(?=½)|{GAP}))?(?:½|1/2)(?={GAP}(?:(?P<unit>{_UNITS})(?!\w)|(?P<noun>[a-zé]{{2,30}})))",
    _half,
    example=("1/2 tl zout en 1½ uur", "een halve theelepel zout en anderhalf uur"),
)
_DATE = rule(
    "date",
    "digit",
    rf"{APART}(\d{{1,2}})/(\d{{1,2}})(?![\w/]|[.,]\d)",
    _day_and_month,
    example=("op 24/12", "op 24 december"),
)
_YEAR = rule(
    "year",
    "digit",
    rf"{APART}1[1-9]\d\d(?![\w]|[.,:]\d| \d)",
    _year,
    example=("in 1998, 1998 mensen", "in negentienachtennegentig, 1998 mensen"),
)
_VERSE = rule(
    "number",
    "digit",
    rf"{APART}(\d{{1,3}}):(\d{{1,4}}[a-z]?)(?:[–-](\d{{1,3}}))?(?![\w:])",
    _verse,
    example=("Joh. 3:16 en artikel 6:162 BW", "Johannes 3 16 en artikel 6, 162 BW"),
)
_POSTCODE = rule(
    "postcode",
    "digit",
    rf"{APART}([1-9]\d)(\d\d) ?([A-Z]{{2}})(?![\w.])",
    lambda place: f"{place[1]} {' '.join(place[2]) if place[2][0] == '0' else place[2]} {'-'.join(place[3])}",
    example=("1234 AB Utrecht", "12 34 A-B Utrecht"),
)
_TIMES = rule(
    "number",
    "digit",
    rf"{APART}(\d{{1,3}}(?:,\d+)?) ?[x×](?![\w]| ?\d)",
    lambda place: f"{place[1]} keer",
    example=("2x per week", "2 keer per week"),
)
_BY = rule(
    "sign",
    "word sign",
    rf"[x×](?=\s?\d{{1,6}}(?:,\d+)?(?:\s?[x×]\s?\d{{1,6}}(?:,\d+)?)?{GAP}?(?:{_UNITS})(?!\w))",
    _by,
    example=("60 x 80 cm", "60 bij 80 centimeter"),
)
_MOBILE = rule(
    "phone number",
    "digit",
    rf"{APART}06[- ]?(\d{{4}}) ?(\d{{4}})(?!\d)",
    lambda place: ", ".join(" ".join(group) for group in ("06", place[1], place[2])),
    example=("bel 06 12345678", "bel 0 6, 1 2 3 4, 5 6 7 8"),
)
_SCORES = re.compile(rf"\b(?:{'|'.join(_WORDS.lists['scores'])})")

_BEHIND_SCORES = re.compile(r"\d{1,2}(?: ?[,.;:()]| en \d| (?:van|tegen|gewonnen|verloren|na|op|in)\b|$)")


def _score(place: Place) -> Answer:
    """ "6-3, 4-6", but "won 10-15 prijzen"."""
    alone = re.search(r"(?<![\w.,])\d{1,2}$", place.behind) and _BEHIND_SCORES.match(place.ahead)
    return "-" if alone and (_SCORES.search(place.behind) or _SCORES.search(place.ahead)) else None


_SCORE = rule(
    "ratio", "sign", r"[-–](?=\d{1,2}(?![\d.,:]\d|\d))", _score, example=("verloor met 4-6", "verloor met 4-6")
)
_CENTURY = ordinal_numerals(
    lambda number, _feminine: ordinal(number),
    r"([IVXL]+)e(?= eeuw)",
    example=("de XXe eeuw", "de twintigste eeuw"),
)
_MEASURES = {f"{short}.": _measure(name) for short, name in _WORDS.tables["measures"].items()}
LANGUAGE = language(
    "nl",
    Grammar(
        words=_WORDS,
        cardinal=cardinal,
        date=_date,
        ordinal=lambda number, _ending: ordinal(number) if number < 1000 else None,
        fraction=_fraction,
        mixed=_mixed,
        time=lambda _place, hour, minute: f"{hour} uur {minute or ''}".rstrip(),
        regnal=lambda value, _name: f"de {ordinal(value).capitalize()}",
        abbreviations={
            "never": {"min.": _minimum, "gem.": _average_or_council, **_MEASURES},
            "opener": {"jr.": _junior, "gr.": _gram},
        },
        before={
            "abbreviations": _ABBREVIATIONS[1:6],
            "weekdays": (_WEEKDAY,),
            "dotted names": _ABBREVIATIONS,
            "dates": (_VERSE, _DATE, _YEAR),
            "phone": (_MOBILE,),
            "times": (_HOUR,),
            "fractions": (_GROUPS, _HALF),
            "ranges": (
                _SCORE,
                amounts.each(_WORDS.unit_names, _WORDS.per, example=_WORDS.examples["each"]),
            ),
            "powers": (_POSTCODE, _TIMES, _BY),
            "roman numerals": (_CENTURY,),
        },
    ),
)
