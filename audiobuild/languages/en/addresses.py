"""English addresses: house numbers, streets, states and ZIP codes; telephone numbers and the like, figure by figure."""

from __future__ import annotations

import re

from audiobuild.languages.en import numbers
from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.shared.text import APART, any_of
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("en")
_STREETS, _STATES = _WORDS.tables["streets"], _WORDS.tables["states"]
_COMPASS = {"N": "North", "E": "East", "S": "South", "W": "West", "NE": "North East", "NW": "North West"}
_COMPASS |= {"SE": "South East", "SW": "South West"}
_CODE = re.compile(
    r"\b(?:(?:end|start|begin)(?:s|ing|ning) (?:in|with)|PIN|pin|OTP|otp|passcode|extension|ext\.?|Ext\.?"
    r"|[Tt]ext [A-Z]+ to|code(?: is)?)\s$"
)
_NUMBER_OF = re.compile(
    r"\b(?:[Aa]ccount|[Aa]cct|[Aa]/[Cc]|[Rr]ef(?:erence)?\.?|[Pp]olicy|[Oo]rder|[Ii]nvoice|[Bb]ooking|[Cc]ase"
    r"|[Cc]laim|[Ss]erial|[Tt]racking|"
    r"[Cc]onfirmation|[Mm]embership|[Cc]ustomer|[Cc]harity|[Rr]egistration|[Ll]icen[cs]e|[Pp]assport|[Ss]tudent"
    r"|[Pp]atient|[Tt]icket)"
    r" (?:[Nn]o\.?|[Nn]umber|code|ref\.?|ID)(?: is|:| was)?\s$|\ba/c\s$"
)
_NAME = r"(?:[A-Z][\w'’-]*|\d{1,3}(?:st|nd|rd|th))"
_STREET = rf"(?:{any_of(_STREETS)})(?!\w)"
_AHEAD = rf"(?: (?:{any_of(_COMPASS)})\b\.?)? {_NAME}(?: {_NAME}){{0,3}}? (?i:{_STREET})"


_CERTAIN = frozenset({"Rd", "Ave", "Blvd", "Hwy", "Expy", "Pkwy", "Cres", "Gdns", "Bldg"})
_NO_STREETS = _WORDS.openers | _WORDS.tables["titles"].keys() | {"Prof", "Professor"}


def digits(figures: str) -> str:
    """Figures one by one, with "oh" for 0 between others: "nine seven three oh one"."""
    return " ".join("oh" if digit == "0" else numbers.cardinal(int(digit)) for digit in figures)


def _house(place: Place) -> Answer:
    """ "1211 E Main St" → "twelve eleven"; up to two figures, and whole hundreds, are a number."""
    return _house_number(place[1])


def _house_number(number: str) -> Answer:
    if len(number) < 3 or number.endswith("00"):
        return None
    if len(number) == 3:
        first, rest = number[0], number[1:]
        return f"{numbers.cardinal(int(first))} {digits(rest) if rest[0] == '0' else numbers.cardinal(int(rest))}"
    if len(number) == 4 and number[2] != "0" and number[0] != "0":
        return f"{numbers.cardinal(int(number[:2]))} {numbers.cardinal(int(number[2:]))}"
    return digits(number)


def _street(place: Place) -> Answer:
    """The word behind a street's name. With a dot a sentence can end with it."""
    numbered = re.search(rf"(?:\d{{1,5}}|\d(?:st|nd|rd|th)|[NESW]{{1,2}}\.?)(?: {_NAME}){{1,4}} $", place.behind)
    if not numbered and not _behind_a_name(place):
        return None
    spoken = _STREETS[place[1]] if place[1] in _STREETS else _STREETS[place[1].capitalize()]
    return Change(spoken=spoken, ends="opener")


_CALL = re.compile(
    r"\b(?:[Cc]all(?:s|ing|ed)?|[Dd]iall?(?:s|ing|ed)?|[Rr]ing(?:s|ing)?|[Rr]ang|[Pp]hon(?:e|es|ing|ed)|[Tt]ext|NHS"
    r"|[Tt]el|[Ff]ax|RSVP|"
    r"[Pp]olice on|emergency)\b[^.!?\d]{0,25}(?:\d{3}(?: or | and |, ?|/))?$"
)
_LABELLED = re.compile(
    r"\b(?:[Ee]rror(?: code)?|HTTP|[Ss]tatus|[Cc]ode|[Rr]oom|Rm\.?|[Ss]uite|[Bb]us|[Rr]oute|[Hh]ighway|Hwy|[Ff]light)s? $"
)


_COURSES = "ENG|ENGL|MATH|HIST|BIO|BIOL|CHEM|PHYS|PSYC|PSY|ECON|SOC|PHIL|COMP|MUS|NURS|ACCT|POLS|GEOG"


def _numbered(place: Place) -> Answer:
    """ "Error 404", "Room 204", "Flight 1549": what is a name more than a number."""
    if course := re.match(r"[A-Z]{2,4} ", place[0]) if not place[1] else None:
        return f"{course[0]}{_house_number(place[2]) or place[2]}"
    if not _LABELLED.search(place.behind) or (place[1] and place.before.lower() != "flight"):
        return None
    if place[1]:
        return f"{'-'.join(place[1])} {' '.join('oh' if digit == '0' else numbers.cardinal(int(digit)) for digit in place[2])}"
    return _house_number(place[2])


def _behind_a_name(place: Place) -> bool:
    """ "St Mary's Rd will", "the High St"; "Dr", "St" and the like not before another name."""
    named = re.search(r"[A-Z][\w’'-]*[a-z] $", place.behind) and place.before not in _NO_STREETS
    certain = place[0] in _CERTAIN or not re.match(r"\.| [A-Z]", place.ahead)
    return bool(named) and place[0] in _STREETS and certain


def _phone(place: Place) -> Answer:
    groups = [group for group in re.split(r"[ ()./-]+", place[0]) if group]
    return ", ".join(_group(group) for group in groups)


def _group(group: str) -> str:
    if group in ("800", "900"):
        return numbers.cardinal(int(group))
    return " ".join(numbers.cardinal(int(digit)) for digit in group) if group.isdecimal() else group


def _ip(place: Place) -> str:
    said = (" ".join(numbers.cardinal(int(digit)) for digit in group) for group in place[0].split("."))
    return f" {_WORDS.web['dot']} ".join(said)


STREETS = (
    rule(
        "address",
        "digit",
        rf"{APART}(\d{{3,5}})(?={_AHEAD})",
        _house,
        example=("at 1211 E Main St", "at twelve eleven East Main Street"),
    ),
    rule(
        "address",
        "word",
        rf"({any_of(_COMPASS)})\b\.?(?= {_NAME}(?: {_NAME}){{0,2}} {_STREET})",
        lambda place: (
            _COMPASS[place[1]]
            if re.search(r"\d $", place.behind) or place.ahead[1:2].isdigit() or "." in place[0]
            else None
        ),
        example=("708 N 1st St", "seven oh eight North first Street"),
    ),
    rule(
        "address",
        "word",
        rf"({any_of(_STREETS, map(str.lower, _STREETS))})(?!\w)\.?",
        _street,
        example=("at 2 Elm Rd.", "at 2 Elm Road."),
    ),
    rule(
        "address",
        "word",
        rf"({any_of(_STATES)}),? (\d{{5}})(?:-(\d{{4}}))?(?![\w-])",
        lambda place: f"{_STATES[place[1]]} {digits(place[2])}{f', {digits(place[3])}' if place[3] else ''}",
        example=("Salem, OR 97301", "Salem, Oregon nine seven three oh one"),
    ),
    rule(
        "address",
        "word",
        rf"({any_of(_STATES)})(?!\w|\.\w)",
        lambda place: (
            _STATES[place[1]] if re.search(r"[a-z], $", place.behind) and not place.after[:1].isdigit() else None
        ),
        example=("of Santa Clara, CA", "of Santa Clara, California"),
    ),
)
NUMBERS = (
    rule(
        "phone number",
        "digit sign",
        r"(?:\+?1[ .-])?(?<!\w)\(?\b\d{3}(?:\)[ -]?|[ .-])\d{3}[.-]\d{4}\b(?!-\d)",
        _phone,
        example=("on (555)123-4567", "on five five five, one two three, four five six seven"),
    ),
    rule(
        "phone number",
        "digit",
        rf"{APART}1-(?:8\d\d|900)(?:-[A-Z\d]+){{1,4}}(?!\w)",
        _phone,
        example=("Dial 1-800-GO-RENT.", "Dial one, eight hundred, GO, RENT."),
    ),
    rule(
        "phone number",
        "digit",
        rf"{APART}\d{{3}}[-–]\d{{4}}(?![\w-]|[.,]\d)",
        lambda place: _phone(place) if place[0].startswith("555") or _CALL.search(place.behind) else None,
        example=("RSVP to 555-0173", "RSVP to five five five, zero one seven three"),
    ),
    rule(
        "phone number",
        "digit",
        r"(?<![\w.,:-])(?:[1-9]11|999|112|10[15]|119|988)(?![\w-]|[.,:]\d)",
        lambda place: (
            " ".join(numbers.cardinal(int(digit)) for digit in place[0])
            if _CALL.search(place.behind) or re.match(r" (?:call|operator|dispatcher|emergency|service)", place.ahead)
            else None
        ),
        example=("ring NHS 111, the 999 call", "ring NHS one one one, the nine nine nine call"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}\d[\d-]{{8,15}}[\dX](?![\w-])",
        lambda place: _phone(place) if re.search(r"\bISBN(?:-1[03])?(?: is|:)?\s$", place.behind) else None,
        example=("ISBN is 0-14-103614-4", "ISBN is zero, one four, one zero three six one four, four"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}(\d\d)-(\d\d)-(\d\d)(?![\w-])",
        lambda place: ", ".join(map(_group, place.match.groups())) if "sort code" in place.behind.lower() else None,
        example=("sort code 20-45-67", "sort code two zero, four five, six seven"),
    ),
    rule(
        "number",
        "digit",
        r"(?<![\w.,])0x[0-9A-Fa-f]{2,16}\b",
        lambda place: " ".join(numbers.cardinal(int(sign)) if sign.isdecimal() else sign for sign in place[0]),
        example=("error 0x8F", "error zero x eight F"),
    ),
    rule(
        "number",
        "digit word",
        rf"(?:([A-Z]{{2}}) ?|(?:{_COURSES}) )?(?<![\d.,:])(\d{{3,4}})(?![\w-]|[.,:]\d)",
        _numbered,
        example=("Error 404 on Flight BA286", "Error four oh four on Flight B-A two eight six"),
    ),
    rule(
        "phone number",
        "digit",
        rf"{APART}\d{{3}}-\d\d-\d{{4}}(?![\w-])",
        _phone,
        example=("SSN 111-22-3333", "SSN one one one, two two, three three three three"),
    ),
    rule(
        "phone number",
        "digit",
        rf"{APART}\d{{4}}(?: \d{{4}}){{3}}(?![\w-])",
        _phone,
        example=(
            "card 4111 1111 1111 2345",
            "card four one one one, one one one one, one one one one, two three four five",
        ),
    ),
    rule(
        "number",
        "digit",
        r"(?<=\s)\d{3,10}(?![\w.,:/-]*\d)",
        lambda place: (
            digits(place[0])
            if _CODE.search(place.behind) or (len(place[0]) > 3 and _NUMBER_OF.search(place.behind))
            else None
        ),
        example=("my card ending in 8806", "my card ending in eight eight oh six"),
    ),
    rule(
        "ip address",
        "digit",
        rf"{APART}\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?![\w.]*\d)",
        _ip,
        example=("at 192.168.0.1", "at one nine two dot one six eight dot zero dot one"),
    ),
)
