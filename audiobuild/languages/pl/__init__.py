"""Polish."""

from __future__ import annotations

from audiobuild.languages.pl import amounts, calendar, counting, names, numbers, references
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
        agreed=amounts.agreed,
        change=amounts.change,
        plain=amounts.plain,
        abbreviations={"never": names.ABBREVIATIONS, "opener": {"min.": names.minutes_or_minimum}},
        before={
            "weekdays": (
                *names.PAIRS,
                *references.REFERENCES,
                calendar.UNTIL,
                calendar.HOUR,
                calendar.WEEKDAYS,
                names.WEEKDAYS,
            ),
            "letters": names.UNDOTTED,
            "dotted names": (names.FLAT, names.POSTCODE),
            "times": (counting.INCHES, amounts.OVER, *references.RESULTS, counting.SCORE, *calendar.DATES),
            "bank account": (
                calendar.ORDINAL_UNIT,
                calendar.RAZ,
                names.ORDERED,
                calendar.FORMATIONS,
                calendar.ORDINAL,
                amounts.HALF,
            ),
            "prices": (amounts.FRACTION, *counting.AMOUNTS),
            "roman numerals": (amounts.TIMES,),
        },
        instead={"roman numerals": (*names.NUMERALS, *calendar.NUMERALS)},
    ),
)
