"""Polish."""

from __future__ import annotations

from audiobuild.languages.pl import amounts, calendar, cases, names, numbers
from audiobuild.languages.shared.grammar import Grammar
from audiobuild.languages.shared.vocabulary import vocabulary
from audiobuild.languages.shared.wiring import language

_WORDS = vocabulary("pl")
LANGUAGE = language(
    "pl",
    Grammar(
        words=_WORDS,
        cardinal=numbers.cardinal,
        fraction=amounts.fraction,
        date=calendar.date,
        time=calendar.time,
        form=amounts.form,
        one=amounts.feminine,
        one_figures=r"(?:1|\d{0,2}2)",
        agreed=amounts.agreed,
        change=amounts.change,
        plain=amounts.plain,
        abbreviations={"never": names.ABBREVIATIONS, "opener": {"min.": names.minutes_or_minimum}},
        before={
            "weekdays": (*names.PAIRS, calendar.HOUR, calendar.WEEKDAYS),
            "letters": names.UNDOTTED,
            "dotted names": (names.FLAT, names.POSTCODE),
            "times": calendar.DATES,
            "bank account": (amounts.OVER, calendar.ORDINAL, amounts.HALF),
            "prices": (cases.GENITIVE, cases.PEOPLE),
            "ratio": (cases.SCORE,),
            "units": (amounts.LARGE,),
            "roman numerals": (amounts.TIMES,),
        },
        instead={"roman numerals": (*names.NUMERALS, *calendar.NUMERALS)},
    ),
)
