"""English."""

from __future__ import annotations

from audiobuild.languages.en import addresses, amounts, calendar, names, numbers, shorts, times, years
from audiobuild.languages.shared.grammar import Grammar
from audiobuild.languages.shared.vocabulary import vocabulary
from audiobuild.languages.shared.wiring import language

LANGUAGE = language(
    "en",
    Grammar(
        words=vocabulary("en"),
        cardinal=numbers.cardinal,
        fraction=numbers.fraction,
        mixed=amounts.mixed,
        form=amounts.form,
        change=amounts.change,
        plain=amounts.plain,
        acronyms=names.SPELLED,
        abbreviations={
            "never": {
                **names.CREDITS,
                "St.": names.street_or_saint,
                "Dr.": names.doctor_or_drive,
                "c.": names.circa,
                "v.": names.verse_or_versus,
            },
            "opener": {"min.": names.minutes_or_minimum, "est.": names.established_or_estimated},
        },
        before={
            "pictures": names.MUSIC,
            "abbreviations": (*shorts.SHORTS, *addresses.STREETS),
            "letters": shorts.UNDOTTED,
            "ordinals": addresses.NUMBERS,
            "prices": (amounts.SPAN, amounts.CENTS, amounts.PARTS),
            "fractions": (amounts.FRACTION,),
            "ratio": amounts.SCORES,
            "grouped digits": amounts.NUMBERS,
            "initials": names.ACRONYMS,
            "powers": names.TITLES,
        },
        instead={
            "weekdays": (*calendar.DATES, *times.TIMES, *years.YEARS),
            "dates": (),
            "times": (),
            "roman numerals": (names.NUMERAL,),
        },
    ),
)
