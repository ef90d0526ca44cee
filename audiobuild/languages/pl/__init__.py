"""Polish."""

from __future__ import annotations

from audiobuild.languages.mechanism import Answer, Place, rule
from audiobuild.languages.pl import amounts, calendar, numbers
from audiobuild.languages.shared.grammar import Grammar
from audiobuild.languages.shared.vocabulary import vocabulary
from audiobuild.languages.shared.wiring import language

_WORDS = vocabulary("pl")
_WITHOUT_DOT = _WORDS.tables["without_dot"]


def _street(place: Place) -> Answer:
    """Behind a preposition that asks for it in the genitive or locative."""
    before = place.before.lower()
    return "ulicy" if before in {"z", "od", "do", "przy", "na", "koło", "obok"} else "ulica"


_UNDOTTED = rule(
    "abbreviation",
    "word",
    rf"({'|'.join(_WITHOUT_DOT)})(?= [\w])",
    lambda place: _WITHOUT_DOT[place[0]],
    example=("dr Nowak, nr 5", "doktor Nowak, numer 5"),
)
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
        one_figures="[12]",
        change=amounts.change,
        plain=amounts.plain,
        abbreviations={"never": {"ul.": _street}},
        before={
            "weekdays": (calendar.HOUR,),
            "letters": (_UNDOTTED,),
            "times": calendar.DATES,
            "bank account": (calendar.ORDINAL,),
            "units": (amounts.LARGE,),
            "roman numerals": (amounts.TIMES,),
        },
        instead={"roman numerals": calendar.NUMERALS},
    ),
)
