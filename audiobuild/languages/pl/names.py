"""Polish titles and streets, whose short forms are read in the case of the name that follows."""

from __future__ import annotations

import re
from collections.abc import Callable

from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.pl import calendar, cases, nouns, numbers
from audiobuild.languages.shared import capitals
from audiobuild.languages.shared import numbers as cardinals
from audiobuild.languages.shared.abbreviations import Spoken
from audiobuild.languages.shared.text import APART, any_of, forms
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("pl")
_WITHOUT_DOT = _WORDS.tables["without_dot"]
_TITLES = forms(_WORDS.tables["titles"])
"""Nominative, genitive, dative, instrumental of what a man is called; women's are not declined."""
_PLACES = forms(_WORDS.tables["places"])
"""Nominative, genitive, accusative, instrumental, locative of what stands before a street's name."""
_DECLINED = forms(_WORDS.tables["declined"])
_DECLINED_NUMBERED = forms(_WORDS.tables["declined_numbered"])
"""The same cases of nouns whose case only the word before shows."""
_RULERS = {*_WORDS.rulers, *_WORDS.queens, *(f"{name}a" for name in _WORDS.rulers), "Pawła"}
_ADJECTIVE = re.compile(r"(?:ego|emu|[yi]m|ej|[sc]ki|[sc]ka|[sc]kie|ow[yae]|n[yae])$")
_TENS, _ONES = _WORDS.tables["tens_joined"], _WORDS.tables["ones_joined"]
_PAIRS = _WORDS.tables["pairs"]
_WOMEN = frozenset(_WORDS.lists["women"])
_WOMANS_ENDINGS = ("ska", "cka", "dzka", "owa")
_GENITIVE = frozenset(
    {"z", "ze", "od", "do", "koło", "obok", "u", "wzdłuż", "wylotu", "rogu", "dla", "wokół", "remont", "część"}
)
_LOCATIVE = frozenset({"przy", "na", "po", "w", "we", "rogu", "skrzyżowaniu"})
_ACCUSATIVE = frozenset({"o", "przez", "na", "w", "za", "pod"})
_INSTRUMENTAL = frozenset({"nad", "pod", "za", "między", "przed", "z", "ze"})


def _mans_case(name: str) -> int:
    """The case of a man's name by its ending."""
    if name.endswith(("em", "im", "ym")):
        return 3
    if name.endswith(("owi", "emu")):
        return 2
    womans = name in _WOMEN or name.endswith(_WOMANS_ENDINGS)
    return 1 if name.endswith("ego") or (name.endswith("a") and not womans) else 0


def _title(words: tuple[str, ...]) -> Spoken:
    return lambda place: words[_mans_case(_name(place))]


_NAMED = re.compile(r"(?:\s?[A-ZŁŚŻ]\.|\s[a-ząćęłńóśźż]{1,4}\.?(?=\s)){0,6}\s?([A-ZĆŁŃÓŚŹŻ]\w+)")
"""Each part of it begins otherwise, so that none is tried in two ways."""


def _name(place: Place) -> str:
    """The last of the titles and names that follow: "dr. hab. Janem"."""
    found = _NAMED.match(place.ahead)
    return found[1] if found else ""


_HOLY = {"e": "e", "a": "a", "y": "ej", "ę": "ą", "ą": "ą", "o": "e", "om": "ym", "ach": "ych", "ami": "ymi"}
_HOLY_NOUN = re.compile(r"\b(?:[Mm]sz|[Ss]ióstr|[Rr]odzin|[Kk]omuni|[Ii]kon)(ami|ach|om|[eayęąo]) $")


def _saint(place: Place) -> str:
    name = place.after
    if noun := _HOLY_NOUN.search(place.behind):  # "Msze św."
        return f"święt{_HOLY[noun[1]]}"
    if writ := re.search(r"\b[Pp]i(?:sm(?:o|a|u|em|ie)) $", place.behind):  # "Pismo św."
        ends = {"o": "e", "a": "ego", "u": "emu", "em": "ym", "ie": "ym"}
        return f"Święt{ends[re.sub('.*sm', '', writ[0].strip())]}"
    if name in _WOMEN or name.endswith("ska"):
        return "święta"
    if name.endswith("ą"):
        return "świętą"
    if name.endswith(("y", "i", "ej")) and f"{name.removesuffix('y').removesuffix('i')}a" in _WOMEN:
        return "świętej"
    return ("święty", "świętego", "świętemu", "świętym")[_mans_case(name)]


_CROSSING = re.compile(r"\b(?:skrzyżowani\w{1,2}|rogu|zbiegu|okolic\w{1,3}|odcinku) [^.;:]{0,12}\. [^.;:]{2,50}$")
""" "na skrzyżowaniu ul. Lipowej i al. Jana Pawła II"."""


def _street(words: tuple[str, ...]) -> Spoken:
    nominative, genitive, accusative, instrumental, locative = words

    def speak(place: Place) -> Answer:
        before, name = place.before.lower(), place.after
        if name.endswith("ą"):
            return accusative if before in _ACCUSATIVE else instrumental if before in _INSTRUMENTAL else accusative
        if before in _LOCATIVE:
            return locative
        joined = before in {"i", "oraz"} and _CROSSING.search(place.behind)
        return genitive if joined or before in _GENITIVE or name.endswith("ej") else nominative

    return speak


_WITH = re.compile(
    r"\b(?:\w*zgodn\w+|związku|wraz|sprzeczn\w+|tożsam\w+|porównaniu|łącznie|koliduj\w+) ze? $", re.IGNORECASE
)


def _by_preposition(words: tuple[str, ...], *, numbered: bool = False) -> Callable[[Place], Answer]:
    """ "w art. 5", "z art. 5", "zgodnie z art. 5"."""
    nominative, genitive, _accusative, instrumental, locative = words

    def speak(place: Place) -> Answer:
        if numbered and not re.match(r"\d|[IVXL]+\Z", place.after):
            return None
        before = place.before.lower()
        if _WITH.search(place.behind) or before in {"między", "przed", "nad"}:
            return instrumental
        if before in {"w", "we", "na", "po", "przy", "o"}:
            return locative
        if before in {"z", "ze", "od", "do", "dla", "bez", "według", "wg", "myśl"}:
            return genitive
        of_a_noun = before.islower() and len(before) > 3 and numbered and nouns.readings(place.before)
        return genitive if of_a_noun else nominative

    return speak


_AREA = re.compile(r"[^a-ząćęłńóśźż]{0,25} ?(?:[mk]{0,2}m ?(?:²|2|kw)|ha|ar|a\b|m\.? ?kw|do|i|lub|mln|tys)")


def _measure(short: str) -> Callable[[Place], Answer]:
    """ "o szer. 5 cm", "5 cm szer.", "szer. 5 cm"; "w pow. tarnowskim"."""
    nominative, genitive = forms(_WORDS.tables["measures"])[short]
    otherwise, genitive_of = ABBREVIATIONS_DECLINED.get(short), {"pow.": "powiatu"}

    def speak(place: Place) -> Answer:
        if otherwise and not place.after[:1].isdigit():
            return genitive_of[short] if place.after.endswith("ego") and short in genitive_of else otherwise(place)
        if short == "pow." and not _AREA.match(place.ahead):
            return "powyżej"
        first = place.opens or re.search(r"[,;:(]\s?$", place.behind)
        return nominative if first and place.after[:1].isdigit() else genitive

    return speak


def minutes_or_minimum(place: Place) -> Answer:
    """ "15 min.", "w 63. min.", "min. 18 lat"."""
    if re.search(r"\d\.\s?$", place.behind):
        within = re.search(r"\b(?:[wW]|[pP]o) (?:\d+\.,? (?:i |oraz |lub )?)+$", place.behind)
        return Change(spoken="minucie" if within else "minuta", ends="opener", end=place.end)
    return None if re.search(r"\d\s?$", place.behind) else "minimum"


_PAGE = _by_preposition(("strona", "strony", "stronę", "stroną", "stronie"))


def sister_or_page(place: Place) -> Answer:
    """ "s. Maria" and "s. 5"."""
    name = place.after
    if name[:1].isdigit():
        return str(_PAGE(place))
    if name.endswith("ą") and f"{name[:-1]}a" in _WOMEN:
        return "siostrą"
    return "siostra" if name in _WOMEN else None


def _point(place: Place) -> Answer:
    """ "pkt 3 umowy" → "punkt trzeci", "w pkt 3" → "w punkcie trzecim"."""
    number, before = int(place[1]), place.before.lower()
    if not 0 < number < 100:
        return None
    if before in ("w", "we", "po", "o"):
        return f"punkcie {numbers.ordinal(number, 'locative')}"
    if before in ("z", "do", "od"):
        return f"punktu {numbers.ordinal(number, 'genitive')}"
    return f"punkt {numbers.ordinal(number)}"


def _before_noun(place: Place) -> Answer:
    """ "na II piętrze", "w III kwartale", "V Symfonię", "XIV Festiwal": an ordinal in the gender and case of the noun."""
    value, noun, before = capitals.roman_value(place[1]), place[2], place.before
    if not 0 < value < 100 or noun.startswith("wiek") or before in _RULERS:
        return None
    known = cases.of_one(noun, place.behind)
    opens = place.opens or re.search(r"[.!?:]\s$", place.behind)
    if value == 1 and opens and not (known and noun[0].isupper()):  # "and"
        return None
    named = not opens and re.search(r"[A-ZĆŁŃÓŚŹŻ]\w{2,} $", place.behind)
    if not known and (named or not (noun[0].isupper() or _ADJECTIVE.search(noun))):
        return None
    said = calendar.before_noun(value, noun, place.behind)
    return Change(spoken=said.capitalize() if opens else said, end=place.match.end(1)) if said else None


def _shortened(place: Place) -> Answer:
    """ "w II kw.", "na I p.", "w 2. poł.": an ordinal with its noun in short."""
    value = int(place[1][:-1]) if place[1][0].isdecimal() else capitals.roman_value(place[1])
    gender, *names = _ORDERED[place[2]]
    if not 0 < value < 100:
        return None
    asked = cases.governed(place.behind).cases
    case = "l" if "l" in asked else asked[:1] or "n"
    name = names["ngail".index(case)] if case in "ngail" else names[1]
    return Change(spoken=f"{numbers.agreed(value, f'{gender}s{case}')} {name}", ends="opener")


_ORDERED = forms(_WORDS.tables["ordered_short"])


def _joined(place: Place) -> Answer:
    """ "42-letniego" → "czterdziestodwuletniego", "XX-lecie" → "dwudziestolecie"."""
    number = int(place[1]) if place[1].isdecimal() else capitals.roman_value(place[1])
    return f"{_prefix(number)}{place[2]}" if 0 < number < 2000 else None


def _prefix(number: int) -> str:
    """``142`` → "stuczterdziestodwu"; ``100`` → "stu"."""
    thousand, number = ("tysiąc", number - 1000) if number >= 1000 else ("", number)
    hundreds, rest = number // 100, number % 100
    tens, ones = (0, rest) if rest < 20 and rest != 10 else (rest // 10 * 10, rest % 10)
    return f"{thousand}{_HUNDREDS[hundreds]}{_TENS.get(str(tens), '')}{_ONES.get(str(ones), '')}"


_LEAGUES = ("pierwszo", "drugo", "trzecio", "czwarto", "piąto")
_HUNDREDS = ("", "stu", "dwustu", "trzystu", "czterystu", "pięćset", "sześćset", "siedemset", "osiemset", "dziewięćset")


def _ended(place: Place) -> Answer:
    """ "20-tych", "3-go", "10-ciu": endings in print of an ordinal, or of a number in the genitive."""
    number, ending = int(place[1]), place[2]
    if not 0 < number < 101:
        return None
    if ending.endswith("u") and not ending.endswith("mu"):
        return cardinals.cardinal(number, "pl", "masculine-genitive")
    return numbers.like(number, "ego" if ending.endswith("go") else "emu" if ending.endswith("mu") else ending)


_CALLING = re.compile(r"\b(?:\w{0,3}dzwoni\w+|telefonowa\w+|SMS\w*|wysłać|wyślij) $")


def _pair(place: Place) -> Change:
    if place[0].startswith("pod nr") and _CALLING.search(place.behind):  # "dzwonić pod nr tel. 22 …"
        return Change(spoken="pod numer telefonu")
    said = _PAIRS.get(place[0]) or _PAIRS[place[0][0].lower() + place[0][1:]]
    spoken = said[0].upper() + said[1:] if place[0][0].isupper() and said[0] != "r" else said
    return Change(spoken=spoken, ends="opener" if place[0].endswith(".") else "never")


def _section(place: Place) -> Answer:
    """ "w dz. 900", "dz. nr 5", "2 razy dz."."""
    if place.after[:1].isdigit():
        return _by_preposition(("dział", "działu", "dział", "działem", "dziale"))(place)
    return "działka" if place.after == "nr" else Change(spoken="dziennie", ends="opener", end=place.end)


def _wyd(place: Place) -> Answer:
    if place.after[:1].isdigit() or re.search(r"\d\s?$", place.behind):
        return "wydanie"
    return "wydawnictwa" if place.before.lower() in {"z", "nakładem", "redaktor", "seria"} else "wydawnictwo"


ABBREVIATIONS_DECLINED: dict[str, Callable[[Place], Answer]] = {
    short: _by_preposition(words) for short, words in _DECLINED.items()
}
ABBREVIATIONS = {
    **{f"{short}.": _title(words) for short, words in _TITLES.items()},
    **{f"{short}.": _street(words) for short, words in _PLACES.items()},
    **ABBREVIATIONS_DECLINED,
    **{short: _by_preposition(words, numbered=True) for short, words in _DECLINED_NUMBERED.items()},
    **{short: _measure(short) for short in _WORDS.tables["measures"]},
    "dz.": _section,
    "ub.": lambda place: (
        "ubiegłym" if place.before.lower() == "w" else "ubiegły" if place.before.lower() == "za" else "ubiegłego"
    ),
    "wyd.": _wyd,
    "św.": _saint,
    "s.": sister_or_page,
}
_PARAGRAPH = _by_preposition(_DECLINED_NUMBERED.pop("§"))
_NUMBER = _by_preposition(("numer", "numeru", "numer", "numerem", "numerze"))
UNDOTTED = (
    rule(
        "abbreviation",
        "word",
        r"pkt\.? (\d{1,2})(?![\w.,]*\d)",
        _point,
        example=("pkt 3 umowy, w pkt 4", "punkt trzeci umowy, w punkcie czwartym"),
    ),
    rule(
        "abbreviation",
        "word",
        rf"({'|'.join(_TITLES)})(?= [A-ZĆŁŃÓŚŹŻ]| (?:dr|inż|prof|hab)\b)",
        lambda place: _TITLES[place[1]][_mans_case(_name(place))],
        example=("bp Nowak z dr Lis", "biskup Nowak z doktor Lis"),
    ),
    rule(
        "sign",
        "sign",
        r"§(?= ?\d)",
        lambda place: f"{_PARAGRAPH(place)}{'' if place.ahead[:1] == ' ' else ' '}",
        example=("zgodnie z § 5, w §5", "zgodnie z paragrafem 5, w paragrafie 5"),
    ),
    rule(
        "abbreviation",
        "word",
        r"nr\.?(?= ?\d)",
        lambda place: "numerem" if place.before.lower() in {"pod", "z", "przed"} else _NUMBER(place),
        example=("pod nr 5, w nr 7", "pod numerem 5, w numerze 7"),
    ),
    rule(
        "abbreviation",
        "word",
        rf"({'|'.join(_WITHOUT_DOT)})(?= [\w])",
        lambda place: _WITHOUT_DOT[place[0]],
        example=("nr 5, ppkt 3", "numer 5, podpunkt 3"),
    ),
)
_ACCUSATIVES = {day: f"{day[:-1]}ę" if day.endswith("a") else day for day in _WORDS.weekdays}
_ON_DAYS = re.compile(rf"\b[wW]e? (?:(?:{any_of(_WORDS.days)})\.(?:,| i| oraz| lub)? )*$")
WEEKDAYS = rule(
    "weekday",
    "word",
    rf"({any_of(_WORDS.days)})\.",
    lambda place: (
        Change(spoken=_ACCUSATIVES[_WORDS.days[place[1]]], ends="opener") if _ON_DAYS.search(place.behind) else None
    ),
    example=("we wt., śr. i niedz. rano", "we wtorek, środę i niedzielę rano"),
)
ORDERED = rule(
    "ordinal",
    "digit",
    rf"{APART}(\d{{1,2}}\.) ({any_of(_ORDERED)})\.",
    _shortened,
    example=("w 2. poł. wieku", "w drugiej połowie wieku"),
)
PAIRS = (
    rule(
        "preposition",
        "word",
        r"[zZ](?= 1\d\d(?!\d|[.,: ]\d))",
        lambda place: f"{place[0]}e",
        example=("z 150 osób", "ze stu pięćdziesięciu osób"),
    ),
    rule(
        "abbreviation",
        "word",
        rf"(?:{any_of(_PAIRS, (key[0].upper() + key[1:] for key in _PAIRS))})(?![\w²])",
        _pair,
        example=("pod nr tel. 5, w reż. Lis", "pod numerem telefonu 5, w reżyserii Lis"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}(\d{{1,3}})-?((?:t|st|sz|eg|g|ej|ym|ci|m)?(?:y|a|e|ego|ej|ym|ych|ymi|mi|go|gi|ga|mu|ci|cia|cie|ciego|ciej|ciu|stu|tu|iu))(?!\w)",
        lambda place: _ended(place) if "-" in place[0] else None,
        example=("lat 20-tych, 3-go maja", "lat dwudziestych, trzeciego maja"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}(\d{{1,2}})-os\.",
        lambda place: f"{_prefix(int(place[1]))}osobow{'ym' if re.search(r'pok(?:oju|[.]) $', place.behind) else 'y'}",
        example=("w pokoju 2-os. z łazienką", "w pokoju dwuosobowym z łazienką"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}(\d{{1,4}})-([a-ząćęłńóśźż]{{4,}})",
        _joined,
        example=("42-letni, 27-latka", "czterdziestodwuletni, dwudziestosiedmiolatka"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}1,5-([a-ząćęłńóśźż]{{4,}})",
        lambda place: f"półtora{place[1]}",
        example=("1,5-roczny", "półtoraroczny"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}(\d{{1,3}})-(?=(?:, \d{{1,3}}-){{0,3}}(?:,| i| lub| oraz| albo) \d{{1,3}}-[a-z]{{4}})",
        lambda place: f"{_prefix(int(place[1]))}-" if 0 < int(place[1]) < 1000 else None,
        example=("2- i 3-osobowe", "dwu- i trzyosobowe"),
    ),
    rule(
        "number",
        "word",
        r"(I{1,3}|IV|V)-(lig[a-z]+)",
        lambda place: f"{_LEAGUES[capitals.roman_value(place[1]) - 1]}{place[2]}",
        example=("III-ligowy", "trzecioligowy"),
    ),
    rule(
        "number",
        "word",
        r"([IVXL]+)-((?:let|lec|wiecz|osob)[a-ząćęłńóśźż]+)",
        _joined,
        example=("XX-lecie, XIX-wieczny", "dwudziestolecie, dziewiętnastowieczny"),
    ),
)
NUMERALS = (
    rule(
        "roman numeral",
        "word",
        rf"([IVX]+) ({any_of(_ORDERED)})\.",
        _shortened,
        example=("w II kw. wzrost, na I p. biura", "w drugim kwartale wzrost, na pierwszym piętrze biura"),
    ),
    rule(
        "roman numeral",
        "word",
        r"([IVXL]+) ([A-ZĆŁŃÓŚŹŻ]?[a-ząćęłńóśźż]{2,})(?!\w)",
        _before_noun,
        example=("na II piętrze", "na drugim piętrze"),
    ),
)
FLAT = rule(
    "address",
    "word",
    r"m\.(?= \d)",
    lambda place: "mieszkanie" if re.search(r"\d[a-z]? $", place.behind) else None,
    example=("ul. Krótka 5 m. 12", "ulica Krótka 5 mieszkanie 12"),
)
POSTCODE = rule(
    "postcode",
    "digit",
    rf"{APART}(\d\d)-(\d{{3}})(?= [A-ZĆŁŃÓŚŹŻ])",
    lambda place: f"{' '.join(place[1])}, {' '.join(place[2])}",
    example=("00-950 Warszawa", "0 0, 9 5 0 Warszawa"),
)
