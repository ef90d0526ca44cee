"""English."""

from __future__ import annotations

from audiobuild.languages.en import amounts, calendar, names, numbers
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
        abbreviations={"never": {"St.": names.street_or_saint, "Dr.": names.doctor_or_drive}},
        before={
            "prices": (amounts.PHONE,),
            "grouped digits": amounts.NUMBERS,
            "initials": names.ACRONYMS,
            "powers": names.TITLES,
        },
        instead={
            "weekdays": calendar.RULES,
            "dates": (),
            "times": (),
            "roman numerals": (names.NUMERAL,),
        },
    ),
)
