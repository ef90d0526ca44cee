"""German."""

from __future__ import annotations

from audiobuild.languages.de import abbreviations, amounts, calendar, grammar, names, numbers, series
from audiobuild.languages.mechanism import Answer, Place, rule
from audiobuild.languages.shared.grammar import Grammar
from audiobuild.languages.shared.vocabulary import vocabulary
from audiobuild.languages.shared.wiring import language


def _postcode(place: Place) -> Answer:
    """Behind the street, or "D-"."""
    behind = place.behind.rstrip()
    return " ".join(place[0]) if place.opens or behind.endswith((",", "·", "|", "PLZ")) or behind[-2:] == "D-" else None


_POSTCODE = rule(
    "postcode",
    "digit",
    r"(?<!\w)\d{3}(?!00)\d\d(?= [A-ZÄÖÜ])",
    _postcode,
    example=("Fackelstr. 28, 67655 Kaiserslautern", "Fackelstraße 28, 6 7 6 5 5 Kaiserslautern"),
)
_PERCENT = rule(
    "sign", "sign", r"%(?=ig)", lambda _: "prozent", example=("eine 100%ige Sache", "eine 100prozentige Sache")
)
_LIFE = rule(
    "sign",
    "sign",
    r"(?:(?<=[(,;])|(?<=[(,;] ))[*†]\s?(?=(?P<day>\d{1,2}\.)|\d)",
    lambda place: f"{'geboren' if place[0][0] == '*' else 'gestorben'}{' am' if place['day'] else ''} ",
    example=("Kern (* 3. 5. 1970; † 2020)", "Kern (geboren am dritten Mai neunzehnhundertsiebzig; gestorben 2020)"),
)
_SHARP = rule(
    "sign",
    "word",
    r"([CF])#(?!\w)",
    lambda place: f"{place[1]} Sharp",
    example=("in C# und F#", "in C Sharp und F Sharp"),
)
LANGUAGE = language(
    "de",
    Grammar(
        words=vocabulary("de"),
        cardinal=numbers.cardinal,
        fraction=numbers.fraction,
        mixed=amounts.mixed,
        decline=grammar.decline,
        one=amounts.one_of,
        plain=amounts.plain,
        acronyms=names.READ,
        abbreviations=abbreviations.ABBREVIATIONS,
        letters_first=True,
        before={
            "pictures": (_LIFE,),
            "weekdays": (calendar.SMALL_DAYS,),
            "dotted names": (*abbreviations.STREET, abbreviations.LICH),
            "abbreviations": (*names.REFERENCES, abbreviations.UNDOTTED, abbreviations.RUNNING),
            "spelled": (amounts.EACH,),
            "fractions": (amounts.HOURS, amounts.TINY),
            "prices": (*series.SERIES, *names.IN_FULL),
            "grouped digits": (amounts.TIMES,),
            "units": amounts.RATES,
            "ranges": (amounts.BARE,),
            "initials": names.ACRONYMS,
            "powers": (_POSTCODE,),
            "signs": (_PERCENT, _SHARP),
        },
        instead={
            "durations": (),
            "weekdays": calendar.WEEKDAYS,
            "dates": calendar.DIGITS,
            "times": (),
            "roman numerals": (names.NUMERAL,),
        },
    ),
)
