"""Polish dates, times, years, centuries, rulers and other ordinals."""

from __future__ import annotations

import re

from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.pl import cases, numbers
from audiobuild.languages.pl.numbers import Case
from audiobuild.languages.shared import capitals
from audiobuild.languages.shared.text import APART, any_of
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("pl")
_MONTH = "|".join(_WORDS.months)
_LOCATIVE = frozenset({"w", "we", "po", "na", "o", "przy"})
_GENITIVES = frozenset(f"{name.removesuffix('eł') + 'ł' if name == 'Paweł' else name}a" for name in _WORDS.rulers)


def date(place: Place, day: int, month: int, year: str) -> str:
    """ "dwunastego lutego dwa tysiące dwudziestego drugiego roku"."""
    said = f"{numbers.ordinal(day, 'genitive')} {_WORDS.months[month - 1]}"
    if len(year) < 4:
        return f"{said} {year}".rstrip()
    said += f" {numbers.year(int(year), 'genitive')}"
    return said if re.match(r"\s?(?:r\.|roku)", place.ahead) else f"{said} roku"


def _day(place: Place) -> Answer:
    day = int(place[1])
    return numbers.ordinal(day, "genitive") if 1 <= day <= 31 else None


def _year(place: Place) -> Answer:
    number, before = int(place[0]), place.before.lower()
    dotted = re.match(r"\sr\.", place.ahead)
    case = _year_case(place, before)
    if dotted and before in {"na", "za"}:
        said = f"{numbers.year(number, 'nominative')} rok"
        return Change(spoken=said, end=place.end + dotted.end(), ends="opener")
    if dotted and before in {"przed", "między", "nad"}:
        said = f"{numbers.year(number, 'locative')} rokiem"
        return Change(spoken=said, end=place.end + dotted.end(), ends="opener")
    return numbers.year(number, case) if case else None


def _year_case(place: Place, before: str) -> Case | None:
    """The case of a year, by "rok" behind it or the word before it; None for what is none."""
    if re.match(r" rok\b", place.ahead):
        return "nominative"
    if re.match(r" rokiem\b", place.ahead):
        return "locative"
    dated = before in _WORDS.months or re.match(r" (?:r\.|roku)", place.ahead)
    if not dated and (_THING.match(place.ahead) or cases.counted(place.ahead)):
        return None
    if before in {"w", "we", "po"} or (before in {"przed", "między"} and int(place[0]) < 2100):
        return "locative"
    if before in _WORDS.months or re.match(r" (?:r\.|roku)", place.ahead):
        joined = re.search(r"\b([wWpP]o?) [12]\d{3} (?:i|lub|oraz|a|czy) $", place.behind)
        return "locative" if joined else "genitive"
    if re.match(r" (?:i|lub|oraz|a|czy) [12]\d{3} (?:r\.|roku)", place.ahead):
        return "genitive"
    if re.search(r"(?<!od )\b\d{4} do $", place.behind):
        return None
    return "genitive" if before in {"od", "do", "z", "sprzed"} and 1000 < int(place[0]) < 2100 else None


_THING = re.compile(rf"[ \xa0]?(?:{any_of(_WORDS.names)}|tys|mln|mld|razy)(?![\w])")


def time(place: Place, hour: int, minute: int) -> str:
    """ "o czternastej trzydzieści", but "czternasta trzydzieści"."""
    before = place.before.lower()
    oblique = (
        re.search(r"\b[wW] godz\. ?\d{1,2}[.:]\d\d\s?[–-]\s?$", place.behind)
        or before in {"o", "od", "do", "po", "przed", "około"}
        or re.search(r"\b[oO] godz(?:inie|\.) ?$", place.behind)
        or _TIMES_BEHIND.search(place.behind)
    )
    said = numbers.ordinal(hour, "oblique feminine" if oblique else "feminine")
    return f"{said} {'zero ' if 0 < minute < 10 else ''}{numbers.cardinal(minute)}" if minute else said


def _hour(place: Place) -> Answer:
    hour, before = int(place[2]), place.before.lower()
    if hour > 24 or re.search(r"\d\s$", place.behind):  # "2 godz. 15 min"
        return None
    if place[4]:
        hours = f"od {_clock(hour, int(place[3] or 0))} do {_clock(int(place[4]), int(place[5] or 0))}"
        return f"{'godzinach' if before == 'w' else 'godzina'} {hours}"
    if before == "w":
        return f"godzinach od {_clock(hour, int(place[3] or 0))}"
    asked = cases.governed(place.behind).cases
    case = "l" if before in {"o", "po"} else asked[:1] or "n"
    return f"{_WORDS.tables['hour'][case]} {_clock(hour, int(place[3] or 0), case)}"


def _hours(place: Place) -> Answer:
    """ "godz. 9-17", "sob. 10–14.30": from and to."""
    if not _OPENING.search(place.behind):
        return None
    first, last = (_clock(int(place[hour]), int(place[minute] or 0)) for hour, minute in ((1, 2), (3, 4)))
    return f"od {first} do {last}" if not place.behind.rstrip().endswith("od") else f"{first} do {last}"


def _clock(hour: int, minute: int, case: str = "g") -> str:
    return f"{numbers.agreed(hour, f'fs{case}')}{f' {_minutes(minute)}' if minute else ''}"


def _until(place: Place) -> Answer:
    """ "między godz. 4 a 5", "w soboty od 10 do 15": hours, as a word near it tells."""
    hours = (int(place["first"]), int(place["last"]))
    minutes = (int(place["early"] or 0), int(place["late"] or 0))
    if max(hours) > 24 or not (place["named"] or place["early"] or _DAY.search(place.behind)):
        return None
    between = place[1].lower() in {"między", "pomiędzy"}
    case = "i" if between else "g"
    named = f"{_WORDS.tables['hour'][case]} " if place["named"] else ""
    first, last = (_clock(hour, minute, case) for hour, minute in zip(hours, minutes, strict=True))
    return f"{place[1]} {named}{first} {place['joint']} {last}"


def _at(place: Place) -> Answer:
    hour, minute = int(place[1]), int(place[2])
    return (
        _clock(hour, minute)
        if hour < 25 and (place.before.lower() in _AT or _TIMES_BEHIND.search(place.behind))
        else None
    )


def _decade(place: Place) -> Answer:
    """ "lata 80.", "w latach 90.": the plural of an ordinal."""
    stem = numbers.ordinal(int(place[1])).removesuffix("y")
    ending = {"lata": "e", "lat": "ych", "latach": "ych", "latom": "ym", "latami": "ymi"}.get(place.before.lower())
    return Change(spoken=f"{stem}{ending}", ends="opener") if ending else None


_DAY_NAMES = "|".join({*_WORDS.weekdays, *(re.escape(short) for short in _WORDS.days)})
_OPENING = re.compile(rf"(?:\b(?:{_DAY_NAMES})\.?,?(?: w)?(?: godz\.)?|godz\.|godzinach)\s(?:od )?$")
_DAYS = "|".join(_WORDS.lists["day_stems"])
_OPEN = "|".join(_WORDS.lists["opening_stems"])
_DAY = re.compile(rf"(?:\b(?:{_DAYS}|{_OPEN})|\b(?:{any_of(_WORDS.days)})\.)[^.!?\d]{{0,25}}$", re.IGNORECASE)
"""Before hours without minutes: "w soboty od 10 do 15"."""
_TIMES_BEHIND = re.compile(
    r"\b(?:[oO]|[oO]d|[dD]o|[pP]o) (?:godz\w*\.? )?(?:\d{1,2}(?:[.:]\d\d)?(?:,| i| oraz| lub| albo| a) )+$"
)
_AT = frozenset({"o", "od", "do", "po", "przed", "około"})


def _minutes(minute: int) -> str:
    return f"{'zero ' if minute < 10 else ''}{numbers.cardinal(minute)}"


def _century(place: Place) -> Answer:
    value, noun = capitals.roman_value(place[1]), place[2]
    if not 0 < value < 100:
        return None
    locative = place.before.lower() in _LOCATIVE
    if noun == "w.":
        case: Case = "locative" if locative else "nominative" if place.opens or place.before == "" else "genitive"
        said = "wiek" if case == "nominative" else "wieku"
        return Change(spoken=f"{numbers.ordinal(value, case)} {said}", ends="opener")
    if noun == "wiekiem":
        return f"{numbers.ordinal(value, 'locative')} wiekiem"
    if noun == "wiek":
        return f"{numbers.ordinal(value)} wiek"
    return f"{numbers.ordinal(value, 'locative' if locative else 'genitive')} wieku"


def _roman(place: Place) -> Answer:
    value, before = capitals.roman_value(place[1]), place.before
    if not 0 < value < 100:
        return None
    if before in _WORDS.rulers:
        return numbers.ordinal(value).capitalize()
    if before in _GENITIVES:
        return numbers.ordinal(value, "genitive").capitalize()
    if before in _WORDS.queens:
        return numbers.ordinal(value, "feminine").capitalize()
    if place.after in {"wojna", "Wojna"}:
        return numbers.ordinal(value, "feminine")
    if place.after in {"wojny", "wojnie", "Wojny", "Wojnie"}:
        return numbers.ordinal(value, "oblique feminine")
    return str(value) if before in _WORDS.numbered_nouns else None


def _ordinal(place: Place) -> Answer:
    """ "3. miejsce", "w 2. połowie", "w 34. i 78. min.": in the gender and case of the noun behind it, or of an adjective."""
    shared = _ORDINALS_AHEAD.match(place.ahead)
    noun = shared[1] if shared else place.after
    behind = _ORDINALS_BEHIND.sub("", place.behind)
    if noun in _SHORT_NOUNS:
        noun = _SHORT_NOUNS[noun][1 if "l" in cases.governed(behind).cases else 0]
    number = int(place[1])
    return before_noun(number, noun, behind) or None if 0 < number < 1000 and noun.islower() else None


def _ordinal_unit(place: Place) -> Answer:
    """ "na 93. km" → "na dziewięćdziesiątym trzecim kilometrze"."""
    noun = _SHORT_NOUNS[place[2]][1 if "l" in cases.governed(place.behind).cases else 0]
    return f"{before_noun(int(place[1]), noun, place.behind)} {noun}"


_SHORT_NOUNS = {"min": ("minuta", "minucie"), "km": ("kilometr", "kilometrze"), "kl": ("klasa", "klasie")}
_ORDINALS_AHEAD = re.compile(r"(?:,? (?:i|oraz|lub|albo|do|czy|a)? ?\d{1,3}\.)+ ([^\W\d]+)")
_ORDINALS_BEHIND = re.compile(r"(?:\d{1,3}\.(?:,| i| oraz| lub| albo| czy) )+$")


def before_noun(number: int, word: str, behind: str) -> str:
    """An ordinal before a noun or its adjective, in its gender and case; empty if nobody knows them."""
    noun = cases.of_one(word, behind)
    if noun:
        return numbers.agreed(number, noun)
    asked = cases.governed(behind).cases
    if "l" in asked and word.endswith(("ie", "rze", "dze", "ce")):
        return numbers.ordinal(number, "locative")
    if word.endswith("u"):
        return numbers.ordinal(number, "locative" if "l" in asked else "genitive")
    if word.endswith("em"):
        return numbers.ordinal(number, "locative")
    if word.endswith(("o", "ę")):
        return numbers.ordinal(number, "neuter" if word[-1] == "o" else "accusative feminine")
    return numbers.like(number, word) or numbers.ordinal(number)


def _roman_month(place: Place) -> Answer:
    """ "3 V 1791", "do 30 IX"."""
    day, month = int(place[1]), capitals.roman_value(place[2])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    dated = place.before.lower() in {"od", "do", "dnia", "dniu", "przed", "po", *_WORDS.weekdays}
    if not (place[3] or dated or re.match(r"[.,;)]|$| (?:r\.|o|od|do|w|we|na|br\.) ", place.ahead)):
        return None
    return date(place, day, month, place[3])


def _day_and_month(place: Place) -> Answer:
    """ "do dn. 14.02.", "14.02. odbędzie się"."""
    day, month = int(place[1]), int(place[2])
    dated = place.before.lower() in {"dn", "dnia", "dniu", *_WORDS.weekdays} or re.match(
        r" (?:na |o )?godz", place.ahead
    )
    if not (1 <= day <= 31 and 1 <= month <= 12 and (dated or place[0].endswith("."))):
        return None
    said = date(place, day, month, "")
    return Change(spoken=said, ends="opener") if place[0].endswith(".") else said


def _bare_hour(place: Place) -> Answer:
    """ "we wtorek 6 maja o 18 w sali": behind a day."""
    if place.before.lower() != "o" or int(place[1]) > 24 or not _DATED.search(place.behind):
        return None
    if _THING.match(place.ahead) or cases.counted(place.ahead):
        return None
    return _clock(int(place[1]), 0)


_DATED = re.compile(rf"(?:\b(?:{_MONTH}|{_DAYS}|miesiąca|bm\.|br\.|r\.))[^.!?]{{0,30}}\b[oO] $")


def _centuries(place: Place) -> Answer:
    """ "na przełomie XIX i XX w.", "z XVII–XVIII w."."""
    first, last = capitals.roman_value(place[1]), capitals.roman_value(place[3])
    if not 0 < first < last < 40:
        return None
    case: Case = "locative" if place.before.lower() in {"w", "we", "po"} else "genitive"
    said = f"{numbers.ordinal(first, case)} {place[2] or 'i'} {numbers.ordinal(last, case)} wieku"
    return Change(spoken=said, ends="opener") if place[4] == "w." else said


def _days(place: Place) -> Answer:
    """ "3–5 czerwca": from and to."""
    if not 0 < int(place[1]) < int(place[2]) < 32:
        return None
    first, last = (numbers.ordinal(int(place[n]), "genitive") for n in (1, 2))
    return f"{'' if place.before.lower() in {'od', 'z', 'do'} else 'od '}{first} do {last}"


def _night(place: Place) -> Answer:
    """ "w nocy z 12/13 lipca"."""
    first, last = (numbers.ordinal(int(place[n]), "genitive") for n in (1, 2))
    return f"{first if place.before.lower() == 'z' else f'z {first}'} na {last}"


def _holiday(place: Place) -> Answer:
    """ "ul. 3 Maja"."""
    return f"{numbers.ordinal(int(place[1]), 'genitive').capitalize()} {place[2]}" if 0 < int(place[1]) < 32 else None


def _weekdays(place: Place) -> Answer:
    """ "pn.–pt.": from and to, in the genitive."""
    first, last = (_WEEKDAYS[_WORDS.days.get(place[n], place[n])] for n in (1, 2))
    said = f"{first} do {last}" if place.before.lower() == "od" else f"od {first} do {last}"
    return Change(spoken=said, ends="opener")


_WEEKDAYS = _WORDS.tables["weekdays_genitive"]
_WEEKDAY = any_of(_WORDS.days, _WORDS.weekdays)
WEEKDAYS = rule(
    "weekday",
    "word",
    rf"({_WEEKDAY})\b\.?\s?[–-]\s?({_WEEKDAY})\b\.?",
    _weekdays,
    example=("Czynne pn.–pt. od ósmej", "Czynne od poniedziałku do piątku od ósmej"),
)
DATES = (
    rule(
        "date",
        "digit",
        rf"{APART}(\d{{1,2}}) ([IVX]{{1,4}})(?: ([12]\d{{3}}))?(?![\w]|[.,]\d)",
        _roman_month,
        example=("3 V 1791 r.", "trzeciego maja tysiąc siedemset dziewięćdziesiątego pierwszego roku."),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}(\d{{1,2}})[/-](\d{{1,2}})(?= (?:{_MONTH})\b)",
        lambda place: _night(place) if "/" in place[0] else None,
        example=("w nocy z 12/13 lipca", "w nocy z dwunastego na trzynastego lipca"),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}(\d{{1,2}})\.(0[1-9]|1[0-2])(?:\.(?=[ )]|$)|(?![\d.,:]|\s?(?:zł|%)))",
        _day_and_month,
        example=("do dn. 14.02. rano", "do dnia czternastego lutego rano"),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}(\d{{1,2}})\.?\s?[–-]\s?(\d{{1,2}})\.?(?= (?:{_MONTH})\b)",
        _days,
        example=("w dniach 3–5 czerwca", "w dniach od trzeciego do piątego czerwca"),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}(\d{{1,2}}) bm\.",
        lambda place: Change(spoken=f"{numbers.ordinal(int(place[1]), 'genitive')} bieżącego miesiąca", ends="opener"),
        example=("od 4 bm. do jutra", "od czwartego bieżącego miesiąca do jutra"),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}(\d{{1,2}}) ({_MONTH.title()})(?!\w)",
        _holiday,
        example=("ul. 3 Maja", "ulica Trzeciego Maja"),
    ),
    rule(
        "time",
        "digit",
        rf"{APART}(\d{{1,2}})(?:[.:]([0-5]\d))?\s?[-–]\s?(\d{{1,2}})(?:[.:]([0-5]\d))?(?![\w.:]\d|\w)",
        _hours,
        example=("sob. 10-14", "sobota od dziesiątej do czternastej"),
    ),
    rule(
        "time",
        "digit",
        rf"{APART}(\d{{1,2}})\.([0-5]\d)(?![\w.]\d|\w|\s?(?:r\.|%|(?:godz|h|zł|mln|mld|tys|kg|km|m|cm|mm|g|l)\b))",
        _at,
        example=("odjazd o 8.42", "odjazd o ósmej czterdzieści dwa"),
    ),
    rule(
        "time",
        "digit",
        rf"{APART}(\d{{1,2}})(?![\w:/%]|[.,–-]\d)",
        _bare_hour,
        example=("jutro o 18 w sali", "jutro o osiemnastej w sali"),
    ),
    rule(
        "decade",
        "digit",
        rf"{APART}(\d0)\.",
        _decade,
        example=("w latach 90. w klubie", "w latach dziewięćdziesiątych w klubie"),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}(\d{{1,2}})\.?(?= (?:{_MONTH})\b|(?:[–-]| i | do | na | lub | albo | oraz )\d{{1,2}}\.? (?:{_MONTH})\b)",
        _day,
        example=("od 3 do 5 maja", "od trzeciego do piątego maja"),
    ),
    rule(
        "year",
        "digit",
        rf"{APART}[12]\d{{3}}(?![\d\w]|[.,:]\d|[–-]\d| \d{{3}})",
        _year,
        example=("w 1998 roku", "w tysiąc dziewięćset dziewięćdziesiątym ósmym roku"),
    ),
)
HOUR = rule(
    "time",
    "word",
    r"([gG]odz)\. ?(\d{1,2})(?:[.:]([0-5]\d))?(?:\s?[-–]\s?(\d{1,2})(?:[.:]([0-5]\d))?)?(?!\d)",
    _hour,
    example=("o godz. 14.30", "o godzinie czternastej trzydzieści"),
)
UNTIL = rule(
    "time",
    "word",
    r"([mM]iędzy|[pP]omiędzy|[oO]d) (?P<named>godz(?:\.|iny|iną) ?)?(?P<first>\d{1,2})(?:[.:](?P<early>[0-5]\d))?"
    r" (?P<joint>a|i|do) (?:godz(?:\.|iny|iną) ?)?(?P<last>\d{1,2})(?:[.:](?P<late>[0-5]\d))?"
    r"(?![\w:]|[.,/–-]\d| ?(?:%|°|[a-z]{1,3}\b(?<!\bi)(?<!\bw)(?<!\ba)(?<!\bna)(?<!\bz)(?<!\boraz)|lat|dni|osób|tys|mln|proc))",
    _until,
    example=("między godz. 4 a 5", "między godziną czwartą a piątą"),
)
ORDINAL_UNIT = rule(
    "ordinal",
    "digit",
    rf"{APART}(\d{{1,3}})\. (km|kl)\b\.?",
    _ordinal_unit,
    example=("na 93. km trasy", "na dziewięćdziesiątym trzecim kilometrze trasy"),
)
RAZ = rule(
    "ordinal",
    "digit",
    rf"{APART}(\d{{1,3}})\.",
    lambda place: (
        Change(spoken=numbers.ordinal(int(place[1])), ends="opener")
        if place.before.lower() in {"raz", "rocznik"} and int(place[1])
        else None
    ),
    example=("po raz 100. wystąpił", "po raz setny wystąpił"),
)
FORMATIONS = rule(
    "ordinal",
    "digit",
    rf"{APART}(\d{{1,3}})\.(?= (?:{'|'.join(_WORDS.lists['formations'])}))",
    lambda place: before_noun(int(place[1]), place.after, place.behind) or None,
    example=("w 6. Brygadzie", "w szóstej Brygadzie"),
)
ORDINAL = rule(
    "ordinal",
    "digit",
    rf"{APART}(\d{{1,3}})\.(?= [a-ząćęłńóśźż]|,? (?:i |oraz |lub |albo )?\d{{1,3}}\. [a-z])",
    _ordinal,
    example=("3. miejsce", "trzecie miejsce"),
)
NUMERALS = (
    rule(
        "century",
        "word",
        r"([IVXLC]+)(?: (i|oraz|lub|albo|do|a) |\s?[–/-]\s?)([IVXLC]+) (w\.|wieku)(?!\w)",
        _centuries,
        example=("na przełomie XIX i XX wieku", "na przełomie dziewiętnastego i dwudziestego wieku"),
    ),
    rule(
        "century",
        "word",
        r"([IVXLC]+) (wieku|wiekiem|wiek|w\.)(?!\w)",
        _century,
        example=("w XXI wieku", "w dwudziestym pierwszym wieku"),
    ),
    rule(
        "roman numeral",
        "word",
        r"([IVXLCDM]+)(?!\w|-\w)",
        _roman,
        example=("Zygmunt III, XX wiek", "Zygmunt Trzeci, dwudziesty wiek"),
    ),
)
