"""German ordinals, dates, weekdays and years."""

from __future__ import annotations

import re

from audiobuild.languages.de import numbers, times
from audiobuild.languages.de.grammar import ACCUSATIVE, DATIVE, determined, ending, full
from audiobuild.languages.mechanism import Answer, Change, Ending, Place, rule
from audiobuild.languages.shared.text import APART, any_of
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("de")
_LISTS = _WORDS.lists
_DAY = f"(?:{'|'.join(_WORDS.days)})"
_NEXT_DAY = re.compile(
    rf"\s?(?:[–/+&,-]|bis|und|u\.)\s?{_DAY}\b|,?\s?\d{{1,2}}(?:[.:]| ?[–-]| ?Uhr)|\s(?:Ruhetag|geschl)"
)
_RANGE = r"\d{1,2}(?:[.:]\d\d)?\s?[–-]\s?\d{1,2}(?![\d-])"
_NEXT_UNDOTTED = re.compile(
    rf":?\s{_RANGE}|\s(?:geschl(?:ossen)?|Ruhetag|nur)\b"
    rf"|,?\s(?:den\s)?\d{{1,2}}\.(?:\s?\d{{1,2}}\.|\s(?:{'|'.join(_WORDS.months)})\b)|(?:\s?[,–/&+-]\s?| u\. | bis ){_DAY}\b"
    rf"|\s(?:(?:ab|bis|von)\s)?\d{{1,2}}(?:[.:]\d\d)?(?:\s?(?:[–-]|bis)\s?\d{{1,2}}(?:[.:]\d\d)?)?\s?Uhr"
)
_LAST_DAY = re.compile(rf"\b(?:{_DAY}\.?|{'|'.join(_WORDS.weekdays)})\s?(?:[–/+&,-]|bis|und|u\.)\s?$")
_SENTENCE_START = re.compile(r"(?:^|[•·*–]|[!?:…]|[^\W\d]{4}(?<!str)(?<!nr)\.)[\"“”»«)]*\s*$")
_REQUEST = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+(?:en|ern|eln)(?:(?:,| und) [a-zäöüß]+(?:en|ern|eln))? Sie\b")
_NUMBER_VERBS = frozenset(_LISTS["number_verbs"])
_APART = re.compile(r"[,;(/–-]\s*$")
_RANKING = frozenset(_LISTS["ranking"])
_RANKED = re.compile(rf"(?:{'|'.join(_LISTS['ranked'])})n?s?")
_COUNTED = frozenset(_LISTS["counted"])
_COUNTING = frozenset(_LISTS["counting"])
_YEARLESS = frozenset(_LISTS["yearless"])
_DOTTED_BEFORE = frozenset(_LISTS["dotted_before"])
_MEASURED = re.compile(rf"\s?[€$£%°]|\s?(?:(?:[x×]|mal)(?=\s?\d)|(?:{any_of(_WORDS.names)})(?!\w|\.\s?[a-zäöü]))")
_NO_YEAR_BEHIND = re.compile(  # "1920 x 1080", "bis zu 1500", "NJW 2019, 1234, 1236"
    r"\d\s?[x×]\s?$|(?<!\d)\d{1,3}-$|\b[Bb]is zu $"
    r"|\b[A-ZÄÖÜa-z-]{0,12}[A-ZÄÖÜ]{2}[A-Za-z-]{0,6} \d{4}, (?:\d{1,4}(?: [f(]{1,2}\.?)?,? ){0,3}$"
)
_SECTIONS = frozenset(_LISTS["sections"])
_EMERGENCY = frozenset({110, 112, 115})
_PLACES = frozenset({"Platz", "Rang"})


def _ordinal(place: Place) -> Answer:
    """A number with a dot is an ordinal if a noun of its own, a small letter or another ordinal follows.

    Any noun can also open the next sentence ("Es waren 44. Vertrauen kam später."). So it counts as the ordinal's own only
    behind a determiner, a preposition, a verb of ranking, a comma, or the beginning, or if it is one that is mostly ranked.
    """
    number, ahead, after = int(place[1].replace(".", "")), place.ahead.lstrip(), place.after
    if number in _EMERGENCY and place.before == "die" and (not ahead or after in _WORDS.openers):
        return None
    if _GOALS_BEFORE.search(place.behind) and ahead[:1] in {")", ",", "/", ";"} and number:  # the minute of a goal
        return numbers.ordinal(number) + "e"
    if place.opens and not ahead and place.start == 0:
        return f"{numbers.ordinal(number)}er"
    if (
        number >= 1000
        and ahead
        and not (determined(place.behind) and after[:1].isupper() and after not in _WORDS.openers)
    ):
        return None
    if place.before in _PLACES and ahead[:1].islower():
        return str(number)
    starts = bool(_SENTENCE_START.search(place.behind))
    if starts and number and (after in _WORDS.openers or _REQUEST.match(ahead)):
        return numbers.ordinal(number) + "ens,"
    if place.before.lower() in {"um", "gegen"} and after not in _WORDS.months:  # "um 8. Kommst du?"
        return None
    if not number or not (ahead[:1].isalpha() or re.match(r",|[–/-] ?\d", ahead)):
        return _last_ordinal(place, number) if ahead[:1].isdecimal() or not ahead.strip("“”\"')!?.…") else None
    if ahead[0].isupper() and after not in _WORDS.months and not after.endswith(".") and not determined(place.behind):
        before = place.before.lower()
        expected = (
            starts
            or _GENITIVE.fullmatch(place.before)
            or before in DATIVE
            or before in ACCUSATIVE
            or before in _RANKING
            or _APART.search(place.behind)
        )
        day = re.match(rf"{_DAY}\.", ahead)
        if (
            (after in _WORDS.openers and not day)
            or before in _NUMBER_VERBS
            or not (expected or _RANKED.fullmatch(full(after)))
        ):
            return None
    joined = _JOINED_DATE.match(ahead)
    noun = "Mai" if joined else next((word for word in re.findall(r"\w+", ahead)[:4] if word[0].isupper()), "")
    ends: Ending = "never" if re.match(rf"{_DAY}\.", ahead) else "opener"
    return Change(spoken=numbers.ordinal(number) + ending(place.behind, noun), ends=ends)


_JOINED_DATE = re.compile(rf"(?:[–/,-]|bis|und|u\.)\s?\d{{1,2}}\.\s?(?:\d{{1,2}}\.|(?:{'|'.join(_WORDS.months)})\b)")
_GENITIVE = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+(?:[nrtlvkdg]s|['’])")
_GOALS_BEFORE = re.compile(r"\((?:\d{1,3}\.(?:\+\d{1,2})?(?:, ?|/| und ))*$")


def _stoppage(place: Place) -> Answer:
    """ "in der 90.+3. Minute", "(90.+3)"."""
    if not place[3]:
        return f"{place[1]} plus {place[2]}"
    return f"{place[1]} plus {numbers.ordinal(int(place[2]))}{ending(place.behind, 'Minute')}"


def _last_ordinal(place: Place, number: int) -> Answer:
    """ "am 3." at the end of the text, or before a number: only behind a determiner."""
    if number and determined(place.behind):
        return Change(spoken=numbers.ordinal(number) + ending(place.behind, ""), ends="opener")
    return None


def _date(place: Place) -> Answer:
    day, month, year = int(place["day"]), int(place["month"]), place["year"]
    if not (1 <= day <= 31 and 1 <= month <= 12) or place.before in _SECTIONS or place.behind.rstrip().endswith("§"):
        return None
    if not year and (place.ahead[:1].isdecimal() or _is_version(place)):
        return None
    spoken = f"{numbers.ordinal(day)}{ending(place.behind, 'Mai')} {_WORDS.months[month - 1]}"
    if place.before in {"geb", "gest", "gegr"}:
        spoken = f"am {numbers.ordinal(day)}en {_WORDS.months[month - 1]}"
    return Change(spoken=f"{spoken} {_spoken_year(year)}" if year else spoken, ends="never" if year else "opener")


def _is_version(place: Place) -> bool:
    """ "iOS 15.4." and "Raum 1.05." at a sentence's end: a name stands right before."""
    before = place.before
    if int(place["day"]) > 12 and int(place["month"]) > 9:
        return False
    if before == before.lower() or place.opens or before in _WORDS.weekdays or before in _WORDS.openers:
        return False
    return place.behind.rstrip()[-1:].isalnum()


def _iso_date(place: Place) -> Answer:
    day, month = int(place["day"]), int(place["month"])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return (
        f"{numbers.ordinal(day)}{ending(place.behind, 'Mai')} {_WORDS.months[month - 1]} {_spoken_year(place['year'])}"
    )


def _spoken_year(text: str) -> str:
    """Years of our millennium are read right as they are."""
    return numbers.year(int(text)) if text.startswith("1") and len(text) == 4 else text.lstrip("0") or "null"


def _year(place: Place) -> Answer:
    return numbers.year(int(place.match[0])) if _is_year(place) else None


def _is_year(place: Place) -> bool:
    """1100 to 1999 without a thousands' dot is a year, unless something is counted."""
    after, before = place.after, place.before
    if (
        re.match(r"/\d(?!\d)", place.ahead)
        or after in _COUNTED
        or _MEASURED.match(place.ahead)
        or _NO_YEAR_BEHIND.search(place.behind)
    ):
        return False
    if (
        place.behind.rstrip().endswith(".")
        and before not in _DOTTED_BEFORE
        and not before.isdecimal()
        and len(before) <= 3
    ):
        return False
    if re.search(r"1\d{3}\s?(?:[–/-]|bis|und|oder|,)\s?$", place.behind) or re.match(r"[–/-]\d", place.ahead):
        return True
    if before[:1].isupper() and before.lower() not in _COUNTING and not place.opens and before not in _WORDS.openers:
        return before not in _YEARLESS
    if before.lower() == "seit" and not after.endswith("n"):
        return True
    if re.match(r"\s[A-ZÄÖÜ]", place.ahead) and after not in _WORDS.openers and before.lower() != "seit":
        return False
    return before.lower() not in _COUNTING


_MORE_HOURS = re.compile(r"\s(?:zusätzlich|zudem|auch|bis|ab|von|durchgehend|[a-z]+tags)\b")
_DAY_NEAR = re.compile(rf"\b{_DAY}\b.{{0,40}}[,;]? (?:und|u\.|sowie|,) $|\b{_DAY}\b.{{0,40}}[,;] $")


def _weekday(place: Place) -> Answer:
    if place[2] == "." and (re.match(r",|\s[a-zäöü]", place.ahead) or place.before in {"am", "vom", "zum", "jeden"}):
        return Change(spoken=_WORDS.days[place[1]], ends="opener")
    near = (_NEXT_DAY if place[2] else _NEXT_UNDOTTED).match(place.ahead)
    listed = _MORE_HOURS.match(place.ahead) and _DAY_NEAR.search(place.behind)
    return _WORDS.days[place[1]] if near or listed or _LAST_DAY.search(place.behind) else None


_SMALL_DAYS = {day.lower(): name for day, name in _WORDS.days.items()}
SMALL_DAYS = rule(
    "weekday",
    "word",
    rf"({any_of(_SMALL_DAYS)})\.?\s?([–/-]|bis|und)\s?({any_of(_SMALL_DAYS)})\b\.?(?=\s(?:\d|von|ab|bis|nur|geöffnet|geschlossen))",
    lambda place: f"{_SMALL_DAYS[place[1]]} {'und' if place[2] in {'/', 'und'} else 'bis'} {_SMALL_DAYS[place[3]]}",
    example=("di–so 10–17 Uhr", "Dienstag bis Sonntag 10 bis 17 Uhr"),
)
DIGITS = (
    rule(
        "century",
        "digit",
        rf"{APART}([12])\. (?:H\.|Hälfte) (?:d\. )?(\d{{1,2}})\. Jh\.",
        lambda place: f"{numbers.ordinal(int(place[1]))}e Hälfte des {numbers.ordinal(int(place[2]))}en Jahrhunderts",
        example=("Sandstein (1. H. 18. Jh.)", "Sandstein (erste Hälfte des achtzehnten Jahrhunderts)"),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?![\w-])",
        _iso_date,
        example=("Stand: 2022-02-14", "Stand: vierzehnter Februar 2022"),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.(?:\s?(?P<year>\d{{4}}|\d{{2}})(?!\d|[.:]\d))?",
        _date,
        example=("Am 12.02.2022 begann es.", "Am zwölften Februar 2022 begann es."),
    ),
    *times.TIMES,
    rule(
        "ordinal",
        "digit",
        rf"{APART}(\d{{1,3}})\.\+(\d{{1,2}})(\.?)",
        _stoppage,
        example=("in der 90.+3. Minute", "in der 90 plus dritten Minute"),
    ),
    rule(
        "move",
        "digit",
        rf"{APART}(\d{{1,3}})\.(?:\s?(?:\.\.\.?|…))?(?=\s?(?:[KDTLS]?[a-h]?[1-8]?x?[a-h][1-8]|[0O]-[0O])(?![^\W\d_]))",
        lambda place: place[1],
        example=("1. e4 e5 2. Sf3 Sc6", "1 e4 e5 2 Sf3 Sc6"),
    ),
    rule(
        "ordinal",
        "digit",
        rf"{APART}(\d{{1,3}})\.-(?=[a-zäöü])",
        lambda place: numbers.ordinal(int(place[1])) if int(place[1]) else None,
        example=("die 3.-beste Zeit", "die drittbeste Zeit"),
    ),
    rule(
        "ordinal",
        "digit",
        rf"{APART}(\d{{1,3}})s?t(e[mnrs]?)(?!\w)",
        lambda place: numbers.ordinal(int(place[1])) + place[2] if int(place[1]) else None,
        example=("am 3ten Tag", "am dritten Tag"),
    ),
    rule(
        "ordinal",
        "digit",
        rf"{APART}(\d{{1,3}}(?:\.\d{{3}})?|\d{{4,7}})\.(?!\d)",
        _ordinal,
        example=("Vom 3. bis 5. Mai.", "Vom dritten bis fünften Mai."),
    ),
    rule(
        "year",
        "digit",
        rf"{APART}(1[1-9]\d0)er\b",
        lambda place: numbers.year(int(place[1])) + "er",
        example=("die 1990er Jahre", "die neunzehnhundertneunziger Jahre"),
    ),
    rule(
        "year",
        "digit",
        rf"{APART}1[1-9]\d\d(?![\d\w]|[.,:]\d)",
        _year,
        example=("Seit 1998 kamen 1998 Gäste.", "Seit neunzehnhundertachtundneunzig kamen 1998 Gäste."),
    ),
)

WEEKDAYS = (
    rule(
        "weekday",
        "word",
        rf"({_DAY})(\.|\b)",
        _weekday,
        example=("Mo.–Fr. 9–17 Uhr", "Montag bis Freitag 9 bis 17 Uhr"),
    ),
)
