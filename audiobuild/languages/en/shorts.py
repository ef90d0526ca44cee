"""English short forms: abbreviations without dots, states, degrees behind names, directions, keys, rates."""

from __future__ import annotations

import re

from audiobuild.languages import frequent
from audiobuild.languages.en import numbers
from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.shared.text import any_of
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("en")
_UNDOTTED, _NUMBERED = _WORDS.tables["undotted"], _WORDS.tables["undotted_numbers"]
_STATES, _KEYS = _WORDS.tables["dotted_states"], _WORDS.tables["keys"]
_PRICED, _SCRIPTURE = _WORDS.tables["behind_prices"], _WORDS.tables["scripture"]
_PERIODS = {**_WORDS.divisors, **{symbol: names[0] for symbol, names in _WORDS.unit_names.items()}}
_BEFORE_DAYS = frozenset({"on", "every", "each", "by", "until", "till", "last", "next", "since", "and", "or"})
_BEFORE_MONTHS = frozenset(
    {"in", "since", "until", "till", "by", "from", "to", "late", "early", "mid", "next", "last", "every"}
)
_SHORT_MONTHS = {"Sept": "September", **{month[:3]: month for month in _WORDS.months if len(month) > 4}}
_DAYS = {**_WORDS.days, "Weds": "Wednesday"}
_POINTS = {"N": "north", "E": "east", "S": "south", "W": "west"}
_PLACES = (
    "of|breeze|breezes|gale|gales|airflow|coast|corner|side|wind|winds|edge|bank|slope|face|facing|part|parts|region"
    "|area|end|wing|entrance|exit|quarter|"
    "suburbs|Wales|England|Scotland|Ireland|London|France|Spain|Germany|Asia|Europe|Africa|America|Yorkshire|"
    "Yorks|Sussex|Devon|Essex|Kent|Cornwall|Norfolk|Lincs|Texas|Florida|Ohio|Portland"
)


def _undotted(place: Place) -> Answer:
    """Not what is a unit behind a number. A dot that plainly ends no sentence is not heard."""
    if place[1] in _WORDS.unit_names and re.search(r"\d\s?$", place.behind):
        return None
    name = place[1][0].islower() or place.behind.rstrip()[-1:].isalnum() or place[1] in ("Dept", "Govt", "Asst", "Univ")
    return Change(spoken=_UNDOTTED[place[1]], ends="opener") if name else None


def _unknown(place: Place) -> Answer:
    """A short word that is not a usual one, with a dot that plainly ends no sentence, is an abbreviation that no table has."""
    usual = re.search(r"[\d½¼¾⅓⅔]\s?$", place.behind) or place[1].lower() in frequent.of("en").rarities
    return None if usual or (place[1][0].isupper() and not place.ahead[1:2].isdigit()) else place[1]


def _company(place: Place) -> Answer:
    """ "Acme Inc", "Marks & Co"; "Luther King Jr"."""
    if not re.search(r"(?:[A-Z][\w’'-]*,?|&) $", place.behind):
        return None
    return {"Inc": "Incorporated", "Co": "Company", "Jr": "Junior", "Jnr": "Junior", "Sr": "Senior", "Snr": "Senior"}[
        place[1]
    ]


def _day(place: Place) -> Answer:
    return _DAYS[place[1]] if place.before.lower() in _BEFORE_DAYS else None


def _month(place: Place) -> Answer:
    return _SHORT_MONTHS[place[1]] if place.before.lower() in _BEFORE_MONTHS else None


def _direction(place: Place) -> Answer:
    """ "the NW coast", "60 miles SE of", "an ENE wind"."""
    points = place[1]
    near = re.match(rf"(?:[ -](?:{_PLACES})\b|bound\b)", place.ahead)
    windy = re.search(r"\b(?:[Ww]inds?|veering|backing|becoming|mph|knots)(?: from the)? $", place.behind)
    named = len(points) == 2 and re.match(r" [A-Z][a-z]", place.ahead) and place.before not in ("iPhone", "Watch", "98")
    if (
        not near
        and not windy
        and not named
        and not (len(points) == 2 and place.before == "the" and re.match(r"[,;.]|$| [a-z]", place.ahead))
    ):
        return None
    if (
        len(points) == 1
        and re.match(r" of (?!(?:the )?[A-Z])", place.ahead)
        and not re.search(r"\b(?:miles?|mi|km|m|just|due|lies) $", place.behind)
    ):
        return None
    if len(points) == 3:
        return f"{_POINTS[points[0]]} {_POINTS[points[1]]}-{_POINTS[points[2]]}"
    return "-".join(_POINTS[point] for point in points)


def _state(place: Place) -> Answer:
    """ "Fourchon, La.", "Wichita, Kan."."""
    return Change(spoken=_STATES[place[1]], ends="opener") if re.search(r"[a-z.], $", place.behind) else None


def _degree(place: Place) -> Answer:
    """ "Helen Marsh, MD," is no city: no word such as "in" stands before two names, or a title, an initial or a degree does."""
    person = re.search(
        r"(?:^|[^\w,]|[,.] )(?:(?P<place>in|near|of|from|to|at|outside|and) )?[A-Z][\w’'-]+ (?:[A-Z]\.? )?[A-Z][\w’'-]+, $",
        place.behind,
    )
    titled = re.search(r"\b(?:Dr|Prof|Professor|Doctor)\b\.?[^,]{3,40}, $", place.behind) or re.search(
        r"(?:\b[A-Z]\. [A-Z][\w’'-]+|PhD|MD|MPH|BSc|MSc|BA), $", place.behind
    )
    certain = titled or re.match(r",? (?:PhD|MPH|MBA|RN|FACS|JD)\b", place.ahead)
    return "-".join(place[0]) if certain or (person and not person["place"]) else None


def _slash(place: Place) -> Answer:
    """ "vehicles/day" → "vehicles per day", but "day/night"."""
    if not place.behind[-1:].isalpha():
        return None
    return f" per {_WORDS.divisors[place[1]]}" if place.before.rpartition("/")[2] not in _PERIODS else None


_HASH = re.compile(r"\b(?:[Pp]ress|hit|dial|then|or|by|e\.g\.|with|example) $")
_KEYPAD = {"*": "star", "#": "hash"}
SHORTS = (
    rule(
        "abbreviation",
        "word",
        r"no\.(?= (?:is|was|will|has|on|given|below|above)\b)",
        lambda place: (
            "number"
            if re.search(
                r"\b(?:[Pp]hone|[Mm]obile|[Aa]ccount|main|new|[Rr]ef|[Oo]rder|contact|the|[Yy]our|[Mm]y|[Hh]is|[Hh]er"
                r"|[Tt]he|[Oo]ur) $",
                place.behind,
            )
            else None
        ),
        example=("our main no. is", "our main number is"),
    ),
    rule(
        "abbreviation",
        "word",
        r"(?:M[DA]|PA|DO)(?!\w|\.\w)",
        _degree,
        example=("Ann Lee, MD, PhD, and in Rome, MD", "Ann Lee, M-D, PhD, and in Rome, Maryland"),
    ),
    rule(
        "abbreviation",
        "word",
        rf"({any_of(_STATES)})(?!\w)",
        _state,
        example=("near Delhi, La., and", "near Delhi, Louisiana, and"),
    ),
    rule(
        "abbreviation",
        "word",
        r"(?<=\d(?:st|nd|rd|th) )(?:(flr?)|cent|C)(?!\w)\.?",
        lambda place: Change(spoken="floor" if place[1] else "century", ends="opener"),
        example=("on the 2nd fl., 3rd cent. AD", "on the second floor, third century AD"),
    ),
)
UNDOTTED = (
    rule(
        "direction",
        "word",
        r"([NESW])\.(?= (?:Yorks|Yorkshire|Wales|Sussex|Midlands|Devon|Lothian|Dakota|Carolina)\b)",
        lambda place: _POINTS[place[1]].capitalize(),
        example=("in N. Wales", "in North Wales"),
    ),
    rule(
        "unit",
        "word",
        r"(?<=degrees )[CF](?![\w-])",
        lambda place: "Celsius" if place[0] == "C" else "Fahrenheit",
        example=("at 90 degrees F now", "at 90 degrees Fahrenheit now"),
    ),
    rule("sign", "sign", r"\+/[-−–] ?(?=\d)", lambda _: "plus or minus ", example=("+/-5", "plus or minus 5")),
    rule(
        "sign",
        "sign",
        r"(?<=[a-z] )>(?= [A-Z][a-z])",
        lambda _: "then",
        example=("File > Save", "File then Save"),
    ),
    rule(
        "phone number",
        "sign",
        r"[*#]\d{1,9}(?:[*#]\d{1,9}){0,3}#?(?!\w)",
        lambda place: (
            " ".join(_KEYPAD.get(sign) or numbers.cardinal(int(sign)) for sign in place[0])
            if place[0][0] == "*" or place[0][-1] == "#"
            else None
        ),
        example=("dial *21#", "dial star two one hash"),
    ),
    rule("abbreviation", "word", r"pp?\.(?= [A-Z]-?\d)", lambda _: "page", example=("on p. A4 of", "on page A4 of")),
    rule("sign", "word", r"f/(?=\d)", lambda _: "f ", example=("an f/2 lens", "an f 2 lens")),
    rule(
        "abbreviation",
        "word",
        r"(?:(?<=gas )|(?<=oil )|(?<=full ))CH(?!\w)",
        lambda _: "central heating",
        example=("with gas CH and", "with gas central heating and"),
    ),
    rule(
        "abbreviation",
        "word",
        r"(?<=[\w)] )v(?= [A-Z])",
        lambda _: "versus",
        example=("Bath v Exeter", "Bath versus Exeter"),
    ),
    rule(
        "abbreviation",
        "word",
        rf"({any_of(_NUMBERED)})(?:\.? (?=[A-Z]?\d)|(?:\.|(?<=Yr)|(?<=Rm))(?=\d))",
        lambda place: None if re.search(r"\d\s?$", place.behind) else f"{_NUMBERED[place[1]]} ",
        example=("Yrs 7 to 9 in Rm 12", "Years 7 to 9 in Room 12"),
    ),
    rule(
        "abbreviation",
        "word",
        r"Y(?=(?:[1-9]|1[0-3])(?!\w|[.,:]\d))",
        lambda _: "Year ",
        example=("for Y10 and Y11", "for Year 10 and Year 11"),
    ),
    rule(
        "abbreviation",
        "word",
        r"No(?= \d)",
        lambda place: None if place.opens or re.search(r"[.!?:]\s$", place.behind) else "number",
        example=("at No 10 Downing", "at number 10 Downing"),
    ),
    rule(
        "abbreviation",
        "word",
        rf"(?<![\w/@.-])({any_of(_UNDOTTED)})(?![\w@/+]|[.’']\w)(?:\.(?=[,;:)]|\s[a-z\d(&]))?",
        _undotted,
        example=("approx 30 in the dept today", "approximately 30 in the department today"),
    ),
    rule(
        "abbreviation",
        "word",
        r"(Inc|Co|Jnr|Jr|Snr|Sr)(?![\w.-])",
        _company,
        example=("Bell & Co or Tom King Jr", "Bell & Company or Tom King Junior"),
    ),
    rule(
        "abbreviation",
        "word",
        r"([A-Za-z][a-z]{1,5})\.(?=\s\d|[,;:)]|\s[a-z])",
        _unknown,
        example=("the mfd. 5 of Xylo. 7", "the mfd 5 of Xylo 7"),
    ),
    rule("weekday", "word", rf"({any_of(_DAYS)})(?![\w’'-])", _day, example=("every Wed at", "every Wednesday at")),
    rule("date", "word", rf"({any_of(_SHORT_MONTHS)})(?![\w’'-])", _month, example=("in Apr or", "in April or")),
    rule(
        "direction",
        "word",
        r"([NS][NS]?[EW]|[EW][NS][EW]|[NESW])(?=[ -]?\w|[,;.]|$)(?!\w(?!ound))",
        _direction,
        example=("the NW coast, SE of it", "the north-west coast, south-east of it"),
    ),
    rule(
        "key",
        "word",
        rf"({any_of(_KEYS)})(?:(\+)(?=\w)|(?!\w))",
        lambda place: (
            f"{_KEYS[place[1]]}{' plus ' * bool(place[2])}" if place[2] or place.behind.endswith("+") else None
        ),
        example=("Ctrl+Alt+Del", "Control plus Alt plus Delete"),
    ),
    rule(
        "abbreviation",
        "word",
        rf"({any_of(_PRICED)})(?![\w/])",
        lambda place: (
            f"{'' if place.behind[-1:].isspace() else ' '}{_PRICED[place[1]]}"
            if re.search(r"[$£€][\d,]+(?:\.\d\d)?k? ?$", place.behind)
            else None
        ),
        example=("£30 pp or £20pw", "30 pounds per person or 20 pounds per week"),
    ),
    rule(
        "abbreviation",
        "word",
        rf"({any_of(_SCRIPTURE)})\.?(?= \d{{1,3}}[:.]\d|(?<=Mk) \d|(?<=Lk) \d|(?<=Isa) \d)",
        lambda place: _SCRIPTURE[place[1]],
        example=("in Mk 1:8", "in Mark 1, 8"),
    ),
    rule("abbreviation", "word", r"v\.?(?=\d{1,3}\.\d)", lambda _: "version ", example=("in v4.2", "in version 4.2")),
    rule(
        "path",
        "sign",
        r"(?<!\S)/\w[\w.-]{0,60}(?:/\w[\w.-]{0,60}){1,9}",
        lambda place: f"slash {place[0][1:].replace('/', ' slash ')}",
        example=("in /etc/hosts", "in slash etc slash hosts"),
    ),
    rule(
        "sign",
        "sign",
        rf"/({any_of(_WORDS.divisors)})(?![\w/])",
        _slash,
        example=("cars/day, day/night", "cars per day, day/night"),
    ),
    rule(
        "unit",
        "word",
        rf"({any_of(_PERIODS)})(?![\w/])",
        lambda place: _PERIODS[place[1]] if re.search(r"\b[Pp]er $|[a-z] per $", place.behind) else None,
        example=("89p per kg", "89 pence per kilogram"),
    ),
    rule(
        "sign",
        "sign",
        r"#(?=\s|[,.;:)]|$)",
        lambda place: (
            "hash" if _HASH.search(place.behind) or re.match(r" (?:key\b|sign\b|or [@*])", place.ahead) else None
        ),
        example=("press # now", "press hash now"),
    ),
    rule(
        "sign", "sign", r"(?<=\s)@(?=[,.;:)]|$)", lambda _: "at sign", example=("# or @, too", "hash or at sign, too")
    ),
    rule(
        "sign",
        "sign",
        r":?\\(?=\w\w)",
        lambda place: (
            f" {'colon ' * (len(place[0]) > 1)}backslash "
            if re.search(r"\b[A-Z]$" if len(place[0]) > 1 else r"\b[A-Z]:\\[\w\\ .-]{1,60}$", place.behind)
            else None
        ),
        example=(r"in C:\Users", "in C colon backslash Users"),
    ),
)
