"""English names: roman numerals, acronyms, titles; Saint and Street, Doctor and Drive."""

from __future__ import annotations

import re
from collections.abc import Callable

from audiobuild.languages.en import numbers
from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.shared import abbreviations, capitals
from audiobuild.languages.shared.text import any_of
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("en")
_VERBS = frozenset(_WORDS.lists["verbs"])
_SAINTS = frozenset(_WORDS.lists["saints"])
_TITLES, _PAIRS = _WORDS.tables["titles"], _WORDS.tables["pairs"]
_NUMBERED = re.compile(r"\b(?i:vol|ch|chap|pt|bk|pp?|sec|art|fig)\. $")
SPELLED = frozenset(_WORDS.lists["spelled"])
"""Acronyms that a voice would read as words."""


_NO_PRONOUN = (
    r"[.;:),]|$| (?:was (?:born|crowned|executed|buried|succeeded|deposed|murdered|beheaded|painted|proclaimed"
    r"|restored|the)|became|died|ruled|reigned|married|built|founded|ordered|granted|of)\b"
)


def _roman(place: Place) -> Answer:
    """A numeral behind a ruler's name or behind what is numbered."""
    value = capitals.roman_value(place[1])
    if not value:
        return None
    before, long = place.before, len(place[1]) > 1 and not set(place[1]) & set("LCDM")
    ordinal = Change(spoken=f"the {numbers.ordinal(value).capitalize()}", end=place.match.end(1))
    if not place.behind[-2:-1].isalnum() and place[1] == "I":
        return None
    name = before.removesuffix("'s").removesuffix("’s")
    if (
        name in _WORDS.rulers
        and (long or place[1] in "IVX")
        and (place[1] != "I" or re.match(_NO_PRONOUN, place.ahead))
    ):
        return ordinal
    follows = place.after[:1].islower() and place.after not in _VERBS and place.after not in _WORDS.openers
    if before in _WORDS.rulers and follows:
        return ordinal
    if before in _WORDS.numbered_nouns or (long and before[:1].isupper() and before not in _WORDS.openers):
        return Change(spoken=str(value), end=place.match.end(1))
    return None


def _small_roman(place: Place) -> Answer:
    """ "ch. iv", behind the abbreviation of what is numbered."""
    value = capitals.roman_value(place[1].upper()) if _NUMBERED.search(place.behind) else 0
    return str(value) if value else None


def street_or_saint(place: Place) -> Answer:
    """ "Main St." and "St. Mary"."""
    saint = re.sub(r"[’']s?$", "", place.after)
    if saint in _SAINTS and not re.search(r"\d [A-Z\w ]{0,30}$", place.behind):
        return "Saint"
    apart = place.behind.rstrip().endswith(",")
    if place.before[:1].isupper() and place.before not in _WORDS.openers and not apart:
        return Change(spoken="Street", ends="opener", end=place.end)
    return "Saint" if place.after[:1].isupper() else None


def doctor_or_drive(place: Place) -> Answer:
    """ "Dr. Smith" and "Ocean Dr."."""
    if place.before[:1].isupper() and place.before not in _WORDS.openers and not place.after[:1].isupper():
        return Change(spoken="Drive", ends="opener", end=place.end)
    return "Doctor"


def verse_or_versus(place: Place) -> Answer:
    """ "v. 5" and "Smith v. Jones"."""
    return "verse" if place.after[:1].isdigit() else "versus"


def circa(place: Place) -> Answer:
    """ "c. 1500" and "the 15th c.", but "a note 16c."."""
    if re.search(r"\d(?:st|nd|rd|th) $", place.behind):
        return Change(spoken="century", ends="opener", end=place.end)
    if re.search(r"[\d½¼¾⅓⅔]\s$", place.behind) and re.match(r" [a-z]", place.ahead):
        return "cup" if re.search(r"(?<![\d½¼¾⅓⅔ ]\s)(?<!\d)[1½¼¾⅓⅔]\s$", place.behind) else "cups"
    return place.spaced("circa") if place.after[:1].isdigit() or place.after.startswith("AD") else None


def credited(word: str, joint: str) -> Callable[[Place], Answer]:
    """ "cond. Mark Elder", "cond. by Mark Elder"."""
    return lambda place: Change(
        spoken=word if re.match(rf" {joint}\b", place.ahead) else f"{word} {joint}", end=place.end
    )


CREDITS = {
    "cond.": credited("conducted", "by"),
    "dir.": credited("directed", "by"),
    "perf.": credited("performed", "by"),
    "prod.": credited("produced", "by"),
    "arr.": credited("arranged", "by"),
    "trans.": credited("translated", "by"),
    "attrib.": credited("attributed", "to"),
}


def minutes_or_minimum(place: Place) -> Answer:
    """ "15 min." and "min. 18 years"."""
    if re.search(r"\bin [A-G](?:[ -](?:flat|sharp)|[♭♯#])? $", place.behind):
        return Change(spoken="minor", ends="opener", end=place.end)
    number = re.search(r"(?<![\d.,])(\d+(?:[.,]\d+)?)\s?$", place.behind)
    spoken = ("minute" if number[1] == "1" else "minutes") if number else "minimum"
    return Change(
        spoken=spoken if not number or place.behind[-1].isspace() else f" {spoken}", ends="opener", end=place.end
    )


def established_or_estimated(place: Place) -> Answer:
    """ "est. 1887", "est. $800"."""
    sum_ = re.match(r"\s?(?:[$£€]|(?!1\d\d\d|20\d\d)\d)", place.ahead)
    return Change(spoken="estimated" if sum_ else "established", ends="opener", end=place.end)


NUMERAL = rule(
    "roman numeral",
    "word",
    r"([IVXLCDM]+)(?!\w|-\w|[’'](?!s\b))",
    _roman,
    example=("Henry VIII and World War II", "Henry the Eighth and World War 2"),
)
ACRONYMS = (
    capitals.acronyms(
        lambda word, _plural: word in SPELLED,
        beyond=r"@|[:.]\w",
        example=("an NGO or the WHO", "an N-G-O or the W-H-O"),
    ),
    abbreviations.unknown(example=("the Nrth. side", "the Nrth side")),
)
MUSIC = (
    rule(
        "sign",
        "word",
        r"([A-G])([♭♯])",
        lambda place: f"{place[1]} {'flat' if place[2] == '♭' else 'sharp'}",
        example=("in B♭ or F♯", "in B flat or F sharp"),
    ),
    rule(
        "name", "word", r"([CF])#(?!\w)", lambda place: f"{place[1]} sharp", example=("in C# code", "in C sharp code")
    ),
    rule(
        "roman numeral",
        "word",
        r"([ivxl]+)(?!\w|[-’'.]\w)",
        _small_roman,
        example=("vol. iv, p. xii", "volume 4, page 12"),
    ),
)
_LETTERED = re.compile(
    r"\b(?:[Pp]lan|[Vv]itamins?|[Gg]rades?|[Tt]ypes?|[Gg]roups?|[Cc]lass|[Ss]ection|[Tt]eam|[Ll]evel|[Hh]epatitis|[Bb]lock|[Ww]ing|[Gg]ate"
    r"|[Pp]art|[Oo]ption|[Aa]ppendix|[Ee]xhibit|[Pp]oint|[Cc]ategory|[Ss]chedule|[Uu]nit|[Ff]orm|[Bb]uilding|[Pp]latform|[Zz]one|[Rr]oute"
    r"|[Ss]ide|[Ss]tand|[Ll]eague|[Ss]treptococcus|[Ii]nfluenza|[Tt]riple|[Dd]ouble|[Ll]etter|an|got|from) $"
)
TITLES = (
    rule(
        "letter",
        "word",
        r"A(?![\w.'’-])",
        lambda place: Change(spoken="A", ipa="ˈeɪ") if _LETTERED.search(place.behind) else None,
        example=("Plan A is better.", "Plan A is better."),
    ),
    rule("abbreviation", "word", r"N[°º]\.?(?=\s?\d)", lambda _: "number", example=("N°. 7", "number 7")),
    rule(
        "abbreviation",
        "word",
        rf"({'|'.join(_TITLES)})(?= [A-Z])",
        lambda place: _TITLES[place[0]],
        example=("Mr Smith", "Mister Smith"),
    ),
    rule(
        "abbreviation",
        "word",
        rf"(?:{any_of(_PAIRS)})(?!\w)",
        lambda place: _PAIRS[place[0]],
        example=("tea and/or cake", "tea and or cake"),
    ),
)
