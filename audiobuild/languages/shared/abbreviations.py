"""Words with dots: abbreviations, initials, names written with dots."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping

from audiobuild.languages.mechanism import Answer, Change, Ending, Place, Rule, rule
from audiobuild.languages.shared.amounts import Form
from audiobuild.languages.shared.text import GAP, UPPER

Spoken = str | Callable[[Place], Answer]
"""What an abbreviation stands for, or a function that decides by its surroundings; None leaves it as printed."""
Tables = Mapping[Ending, Mapping[str, Spoken]]
"""Abbreviations, written without inner spaces, by whether a sentence can end with their dot."""


def abbreviations(tables: Tables, *, units: Container[str] = (), example: tuple[str, str]) -> Rule:
    """Abbreviations from tables by whether a sentence can end with their dot. What is a unit, too, is none behind a number:
    "5 min.".

    Keys are written without inner spaces (``z.B.``); printed, their parts may stand apart, and the first letter may be
    a capital. Of several dotted words in a row, the longest that a table knows counts. Case does not matter where the key
    has several dots, or stands before a number ("NR. 5") or as a month ("2. mär."): "CAP." may be an acronym at an end.
    """
    known = {key: (spoken, ends) for ends, some in tables.items() for key, spoken in some.items()}
    folded = {key.lower(): found for key, found in reversed(known.items())}
    parts = max(key.count(".") for key in known)
    pattern = rf"(?<![^\W\d]\.)[^\W\d_][\w-]{{0,30}}\.(?:{GAP}?[\w-]{{1,9}}\.){{0,{parts - 1}}}"

    def speak(place: Place) -> Answer:
        printed = place[0]
        while printed:
            key = re.sub(GAP, "", printed)
            # a capital at a sentence's start, but "U. Müller" is an initial
            found = known.get(key) or (known.get(key[0].lower() + key[1:]) if len(key) > 2 else None)
            if not found and len(key) > 2 and (key.count(".") > 1 or _counts(place)):
                found = folded.get(key.lower())
            end = place.start + len(printed)
            ahead = place.text[end : end + 2]
            joined = ahead[:1].islower() or (
                len(key) == 2 and ahead[:1].isupper() and ahead[1:] == "."
            )  # "app.quit", "D.N.I."
            if found and not joined and not (printed in units and _BEHIND_NUMBER.search(place.behind)):
                return _answer(place.shortened(place.start + len(printed)), *found)
            printed = printed[: printed.rstrip(".").rfind(".") + 1]
        return None

    return rule("abbreviation", "word", pattern, speak, example=example)


_BEHIND_NUMBER = re.compile(r"\d\s?$")


def _counts(place: Place) -> bool:
    """Whether a number stands behind it, or the dot of one before."""
    return place.after[:1].isdecimal() or bool(re.search(r"\d\.\s?$", place.behind))


def _answer(place: Place, spoken: Spoken, ends: Ending) -> Answer:
    answer = spoken(place) if callable(spoken) else spoken
    return Change(spoken=answer, ends=ends, end=place.end) if isinstance(answer, str) else answer


def numbered(spoken: str, numerals: str = "", otherwise: str | None = None) -> Spoken:
    """Only before a number: "p. 5"; ``otherwise`` elsewhere. ``numerals`` is a pattern of roman ones that count as such."""
    number = re.compile(rf"\d|(?:{numerals})(?:[–-](?:{numerals}))?\Z" if numerals else r"\d")

    def speak(place: Place) -> Answer:
        if not number.match(place.after):
            return otherwise
        return spoken if place.ahead[:1].isspace() else f"{spoken} "  # "s.1"

    return speak


def counted(forms: tuple[str, ...], form: Form, decline: Callable[[Place, str], str]) -> Callable[[Place], Answer]:
    """Only behind a number, which chooses the form: "1 Mio.", "5 Mio.". ``decline`` gives it the case that the text before
    asks for."""

    def speak(place: Place) -> Answer:
        amount = re.search(r"(\d[\d.,]*)\s?$", place.behind)
        if not amount:
            return None
        figure = "1" if amount[1].endswith(".") else amount[1]  # "the 5. Std." is one
        said = form(forms, figure, " ")
        said = said if figure == "1" else decline(place, said)
        return Change(spoken=said, ends="opener", end=place.end)

    return speak


def tried_first(some: Mapping[str, Callable[[Place], Answer]], tables: Tables) -> dict[Ending, Mapping[str, Spoken]]:
    """The tables with ``some`` before what they have for the same abbreviation: "34 Pkt." are points, "Pkt. 3" is a point."""

    def chain(first: Callable[[Place], Answer], then: Spoken) -> Spoken:
        return lambda place: first(place) or (then(place) if callable(then) else then)

    known = {key for table in tables.values() for key in table}
    joined: dict[Ending, Mapping[str, Spoken]] = {
        ends: {key: chain(some[key], spoken) if key in some else spoken for key, spoken in table.items()}
        for ends, table in tables.items()
    }
    return {**joined, "never": {**joined["never"], **{key: said for key, said in some.items() if key not in known}}}


def initials(*, openers: frozenset[str], example: tuple[str, str]) -> Rule:
    """The dot of "J. S. Bach" ends no sentence and is not heard; before a word that opens sentences it may be one."""

    def speak(place: Place) -> Answer:
        aside = place.ahead.lstrip().startswith("(")
        return place[1] if aside or (place.after[:1].isupper() and place.after not in openers) else None

    return rule("initial", "word", rf"([{UPPER}])\.(?={GAP}?[^\W\d_]|{GAP}?\()", speak, example=example)


def unknown(*, example: tuple[str, str]) -> Rule:
    """A short word of consonants, or one small letter, with a dot is an abbreviation that no table has: "tgl."."""
    pattern = (
        rf"(?:[BCDFGHJKLMNPQRSTVWXZ][bcdfghjklmnpqrstvwxzß]{{1,5}}|[bcdfghjklmnpqrstvwxzß]{{2,5}}|[{letters}])\.(?=\s)"
    )
    return rule(
        "abbreviation", "word", pattern, lambda place: Change(spoken=place[0][:-1], ends="opener"), example=example
    )


def letters(*, example: tuple[str, str]) -> Rule:
    """ "U.S.A." is spelled."""

    def speak(place: Place) -> Answer:
        return Change(spoken="-".join(re.findall(r"\w", place[0])), ends="opener")

    return rule("acronym", "word", rf"(?:[{UPPER}]\.){{2,9}}(?!\w)", speak, example=example)


def spelled() -> Rule:
    """ "D-A-A-D" and "3 p-m" are letters already; "A-Z" and "I-IV" are ranges, and have a rule of their own."""
    letter = r"[^\W\d_]"
    pattern = rf"(?<![\w-])(?!A-Z\b|[IVX]-[IVX]\b){letter}(?:-{letter})+(?![\w-])"
    return rule(
        "acronym",
        "word",
        pattern,
        lambda place: place[0],
        example=("by the D-A-A-D at 3 p-m", "by the D-A-A-D at 3 p-m"),
    )


def dotted_names(*, example: tuple[str, str]) -> Rule:
    """ "Stadt.Raum.Wir." is a name, whose dots are short pauses; its last one ends a sentence only before white space."""

    def speak(place: Place) -> Answer:
        return ", ".join(part for part in place[0].split(".") if part)

    capital = rf"[{UPPER}][\w-]{{1,40}}"
    return rule(
        "name", "word", rf"{capital}(?:\.{capital}){{1,9}}(?:\.(?=[\"”“»«’]+[,;:]|[,;:]))?", speak, example=example
    )
