"""Polish amounts in their case: "od dziesięciu lat", "w trzech szkołach", "dwie i pół godziny", "pięcioro dzieci"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.pl import cases, nouns
from audiobuild.languages.pl.cases import Asked
from audiobuild.languages.pl.numbers import form
from audiobuild.languages.shared import numbers
from audiobuild.languages.shared.text import APART, GAP, any_of, forms
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("pl")
_LARGE = forms(_WORDS.tables["large"]) | {"tys.": _WORDS.counted["tys."], "tys": _WORDS.counted["tys."]}
_UNITS = {sign: names for sign, names in _WORDS.names.items() if len(names) == 4}
_CURRENCIES = frozenset(_WORDS.currency_names)
_DIVISORS = {
    **{sign: re.sub(r"a\b", "ę", names[0], count=1) for sign, names in _UNITS.items()},
    **_WORDS.divisors,
}
_TIMES = frozenset(_WORDS.lists["durations"])
_POINTS = frozenset({"pkt", "pkt."})
_WAYS = frozenset(_WORDS.lists["ways"])
_NAMED = re.compile(rf"(?<!\w)(?:{'|'.join(_WORDS.lists['named_by_number'])})\.?[ \xa0]$", re.IGNORECASE)
_FIGURES = r"\d{1,3}(?:[ \xa0\u202f.]\d{3})+(?!\d)|\d{1,7}"
_CLDR = {"g": "genitive", "d": "dative", "a": "accusative", "i": "instrumental", "l": "locative"}
_SINGULAR, _PLURAL = 3, 2
"""Of a unit's forms: that behind 1,5, which is the genitive of one, and that behind 5."""
_COLLECTIVE = forms(_WORDS.tables["collective"])


@dataclass(frozen=True, kw_only=True)
class Amount:
    """A number as printed."""

    whole: str
    decimals: str = ""

    @property
    def value(self) -> int:
        """Its whole part."""
        return int(re.sub(r"\D", "", self.whole))

    def __lt__(self, other: Amount) -> bool:
        return (self.value, self.decimals) < (other.value, other.decimals)

    def said(self, gender: str, case: str) -> str:
        """In words, but in figures if they are said as one counts."""
        said = _said(self.value, gender, case)
        if not self.decimals:
            return str(self.value) if said == numbers.cardinal(self.value, "pl") else said
        if self.decimals == "5" and self.value < 1000:
            if self.value == 0:
                return "pół"
            if self.value == 1:
                return "półtorej" if gender == "f" else "półtora"
            return f"{said} i pół"
        whole = _said(self.value, "m", case)
        return f"{whole} {numbers.point('pl')} {_decimals(self.decimals)}"


def _decimals(figures: str) -> str:
    """ "dwadzieścia pięć", "zero pięć": two of them are one number."""
    if len(figures) == 2 and figures[0] != "0":
        return numbers.cardinal(int(figures), "pl")
    return " ".join(numbers.cardinal(int(digit), "pl") for digit in figures)


def _said(number: int, gender: str, case: str) -> str:
    """A number in the gender and case of what is counted."""
    if gender == "c" and (collective := _collective(number, case)):
        return collective
    if gender == "p" and case in "na":
        if case == "n" and number in {1, 2, 3, 4}:
            return numbers.cardinal(number, "pl", "masculine-personal")
        return numbers.cardinal(number, "pl", "masculine-accusative-personal")
    if number == 1000 and case in _THOUSAND:
        return _THOUSAND[case]
    name = {"f": "feminine", "n": "neuter", "c": "neuter"}.get(gender, "masculine")
    if gender == "a" and case == "a" and number == 1:
        return numbers.cardinal(number, "pl", "masculine-accusative-animate")
    return numbers.cardinal(number, "pl", f"{name}-{_CLDR[case]}" if case in _CLDR else name)


_THOUSAND = {"g": "tysiąca", "d": "tysiącowi", "i": "tysiącem", "l": "tysiącu"}


def _collective(number: int, case: str) -> str:
    """ "dwoje", "dwudziestu pięciorga": how children are counted."""
    rest = number % 100 if number % 100 < 20 else number % 10
    if rest < 2:
        return ""
    names = _COLLECTIVE[str(rest)]
    last = names[{"n": 0, "a": 0, "g": 1, "d": 2, "l": 2, "i": 3}[case]]
    head = number - rest
    return (
        f"{numbers.cardinal(head, 'pl', f'masculine-{_CLDR[case]}' if case in 'gdil' else 'masculine')} {last}"
        if head
        else last
    )


def _declined(names: tuple[str, ...], amount: Amount, case: str) -> str:
    """A unit's name behind an amount in a case."""
    if amount.decimals:
        return names[_SINGULAR]
    if case == "n" or (case == "a" and amount.value != 1):
        return names[form(str(amount.value))]
    if case == "g":
        return names[_SINGULAR if amount.value == 1 else _PLURAL]
    if amount.value == 1:
        feminine = names[0].endswith("a")
        if case in "ld":
            return _LOCATIVES.get(names[0], names[0])
        ending = {"a": "ę", "i": "ą"}[case] if feminine else ""
        return (
            names[0][:-1] + ending
            if feminine
            else names[0] + ("em" if case == "i" and names[0][-1] not in "yo" else "")
        )
    return _oblique(names, case)


_LOCATIVES = _WORDS.tables["unit_locatives"]


def _oblique(names: tuple[str, ...], case: str) -> str:
    """ "kilometrami", "tonach", "złotym": from the plural, as "kilometry", "tony", "złote"."""
    plural = names[1]
    if plural == names[0]:  # "procent", "euro"
        return plural
    first, _, rest = plural.partition(" ")
    if names[2].split()[0] == f"{first[:-1]}ych":
        first = first[:-1] + {"i": "ymi", "l": "ych", "d": "ym"}[case]
    else:
        first = first[:-1] + {"i": "ami", "l": "ach", "d": "om"}[case]
    if rest:
        rest = re.sub(r"(?<=[nw])e\b", {"i": "ymi", "l": "ych", "d": "ym"}[case], rest)
    return f"{first} {rest}".strip()


def _per(place: Place) -> str:
    divisor = place["per"]
    if not divisor:
        return ""
    name = _DIVISORS.get(divisor, divisor)
    return f" {_WORDS.per_phrases.get(name, f'{_WORDS.per} {name}')}"


def _amount(place: Place) -> Answer:
    first = Amount(whole=place["number"], decimals=place["decimals"])
    last = Amount(whole=place["more"], decimals=place["fraction"]) if place["more"] else first
    if _NAMED.search(place.behind) or (last is not first and not first < last):
        return None
    asked = cases.governed(place.behind)
    said = (_of_unit if place["large"] or place["unit"] else _of_noun)(place, first, last, asked)
    if said is None:
        return None
    spoken = f"minus {said}" if place["minus"] else said
    return Change(spoken=spoken, ends="opener") if place[0].endswith(".") else spoken


def _of_unit(place: Place, first: Amount, last: Amount, asked: Asked) -> str | None:
    large, unit = place["large"], place["unit"]
    case = _unit_case(asked, unit, large)
    if unit in _CURRENCIES and len(last.decimals) == 2 and not large:
        return _money(last, unit, case) + _per(place) if first is last else None
    name = _LARGE[large] if large else _UNITS[unit]
    gender = "f" if name[0].split()[0] in _WORDS.feminine else "m"
    said = _numbers(first, last, gender, case)
    said += f" {_declined(name, last, case if first is last or case not in 'na' else 'g')}"
    if said.startswith("jedna ") and not asked.cases and not place.opens:  # "trwa 1 min"
        said = re.sub(r"^jedna (\w+)a\b", r"jedną \1ę", said)
    if large and unit:
        said += f" {_UNITS[unit][_PLURAL]}"
    return re.sub("^pół procent$", "pół procenta", said) + _per(place)


def _numbers(first: Amount, last: Amount, gender: str, case: str) -> str:
    if first is last:
        return last.said(gender, case)
    return f"{first.said(gender, case)} do {last.said(gender, 'g')}"


_MEASURES = {
    "razy",
    "cali",
    "cale",
    *(name.split()[0] for names in (*_UNITS.values(), *_LARGE.values()) for name in names),
}
_AGO = re.compile(r" \w+ (?:temu|później|wcześniej|dłużej|więcej|mniej)\b")
_LISTED = re.compile(r"(?:, \d+)*(?: (?:i|lub|oraz|albo|do) |\s?[x×]\s?)\d")


def _of_them(place: Place) -> frozenset[str]:
    """ "6 osób, 2 z nich": who they are, the last that were counted."""
    if not re.match(r" (?:z|spośród) (?:nich|których)", place.ahead):
        return frozenset()
    named = re.findall(r"\d (\w+)", place.behind)
    genders = {tag[0] for tag in nouns.readings(named[-1])} if named else set()
    gender = next((gender for gender in "pf" if gender in genders), "m")
    return frozenset({f"{gender}pg"} if gender == "p" else {f"{gender}pn", f"{gender}pg"})


def counted(number: int, unit: str) -> str:
    """``2, "min"`` → "dwie minuty"."""
    names = _UNITS[unit]
    return f"{_said(number, 'f' if names[0] in _WORDS.feminine else 'm', 'n')} {names[form(str(number))]}"


def _unit_case(asked: Asked, unit: str, large: str) -> str:
    """The case of an amount of a unit: "w 5 min" is within them, "w 80%" is in them."""
    if asked.preposition in {"w", "we"}:
        return "a" if unit in _TIMES else "l"
    if asked.preposition in {"z", "ze"} and unit in _POINTS:
        return "i"
    if asked.preposition == "po":
        return "l" if not large and unit in _TIMES | _WAYS else "a"
    return "n" if asked.weak else asked.cases[:1] or "n"


def _money(amount: Amount, unit: str, case: str) -> str:
    coin, cents = _WORDS.cent_names.get(unit, ()), Amount(whole=amount.decimals)
    whole = Amount(whole=amount.whole)
    said = f"{whole.said('m', case)} {_declined(_UNITS[unit], whole, case)}"
    if not cents.value:
        return said
    change = f"{cents.said('m', case)} {_declined(coin, cents, case)}" if coin else cents.said("m", case)
    return change if amount.value == 0 and coin else f"{said} {change}"


def _of_noun(place: Place, first: Amount, last: Amount, asked: Asked) -> str | None:
    tags = nouns.following(place.ahead) or _of_them(place)
    if asked.weak and (place.after in _MEASURES or not place.after.islower() or _AGO.match(place.ahead)):
        asked = Asked()
    genitive = asked.cases[:1] == "g" and not (asked.weak and last.decimals)
    found = cases.agreed(last.value, asked.cases, tags) if tags else None
    if last.decimals:
        gender = "f" if "fsg" in tags and tags.isdisjoint({"msg", "nsg"}) else "m"
        known = tags or genitive
        return _numbers(first, last, gender, "g" if genitive and place.after != "razy" else "n") if known else None
    if found is None:
        if asked.preposition in {"przy", "między", "pomiędzy"} and first is last and not tags and not place["minus"]:
            return last.said("m", asked.cases)
        if genitive and not asked.preposition and _LISTED.match(place.ahead):
            return last.said("m", "g")
        bare = genitive and asked.preposition and first is last and not re.fullmatch(r"(?:1\d|20)\d\d", last.whole)
        return last.said("m", "g") if bare else None
    gender, case = found
    if first is not last and case not in "nag":
        return f"{first.said(gender, case)}, {last.said(gender, case)}"
    if first is not last and not any(tag[1:] == "pg" for tag in tags):
        return f"{first.said(gender, case)}, {last.said(gender, case)}"
    return _numbers(first, last, gender, case)


def _behind_number(units: Iterable[str]) -> str:
    """The pattern of a number, or a range, with a large number's word and one of the units."""
    return (
        rf"(?P<minus>[-−])?{APART}(?P<number>{_FIGURES})(?:,(?P<decimals>\d{{1,3}}))?"
        rf"(?:\s?[–-]\s?(?P<more>{_FIGURES})(?:,(?P<fraction>\d{{1,3}}))?)?"
        rf"(?![\d:/]|[–-]\d|[.,]\d|\.(?!\s+[A-ZĆŁŚŻŹ]|\s*$))"
        rf"(?:{GAP}?(?P<large>{any_of(_LARGE)})(?!\w))?"
        rf"(?:{GAP}?(?P<unit>{any_of(units)})(?![\w²³]|\.\w|\. ?\d))?"
        rf"(?(unit)|(?![^\W\d_]))"
        rf"(?:(?(unit)|(?!))\s?/\s?(?P<per>{any_of(_DIVISORS)})(?![^\W\d_]|[²³]))?"
    )


AMOUNTS = (
    rule(
        "unit",
        "digit",
        rf"{APART}(\d{{1,4}}) s\.(?=,| [a-ząćęłńóśźż])",
        lambda place: counted(int(place[1]), "str."),
        example=("liczy 54 s., ma mapy", "liczy pięćdziesiąt cztery strony, ma mapy"),
    ),
    rule(
        "money",
        "digit",
        f"{_behind_number(_CURRENCIES)}(?(unit)|(?!))",
        _amount,
        example=("za 2 zł, do 5 zł", "za 2 złote, do pięciu złotych"),
    ),
    rule(
        "unit",
        "digit sign",
        f"{_behind_number(_UNITS)}(?(unit)|(?(large)|(?!)))",
        _amount,
        example=("od 10 km, 2,5 t", "od dziesięciu kilometrów, dwie i pół tony"),
    ),
    rule(
        "number",
        "digit sign",
        _behind_number(_UNITS),
        _amount,
        example=("od 10 lat, w 3 szkołach", "od dziesięciu lat, w trzech szkołach"),
    ),
)


def _score(place: Place) -> Answer:
    if not (len(place[2]) < 2 or int(place[2]) > 59 or int(place[1]) > 24 or _in_scores(place)):
        return None
    return f"{place[1]} do {_said(int(place[2]), 'm', 'g')}"


def _in_scores(place: Place) -> bool:
    """Whether one of the list is no time of day: "25:21, 18:25"."""
    before = re.search(r"(?:\d{1,3}:\d{1,3}[,;] ?)+$", place.behind)
    behind = re.match(r"(?:[,;] ?\d{1,3}:\d{1,3})+", place.ahead)
    scores = re.findall(r"(\d+):(\d+)", f"{before[0] if before else ''} {behind[0] if behind else ''}")
    return any(int(first) > 24 or len(second) < 2 for first, second in scores)


def _inches(place: Place) -> Answer:
    """ "28″": where no quotation is open."""
    if place.behind.count('"') % 2 or "„" in place.behind:
        return None
    amount = Amount(whole=place[1], decimals=place[2])
    asked = cases.governed(place.behind)
    case = "n" if asked.weak else asked.cases[:1] or "n"
    return f"{amount.said('m', case)} {_declined(_INCHES, amount, case)}"


_INCHES = ("cal", "cale", "cali", "cala")
INCHES = rule(
    "unit",
    "digit",
    rf"{APART}(\d{{1,3}})(?:,(\d{{1,2}}))?[\"″”](?![\w])",
    _inches,
    example=("ekran 27″", "ekran 27 cali"),
)
SCORE = rule(
    "ratio",
    "digit",
    rf"{APART}(\d{{1,3}}):(\d{{1,3}})(?![\w:,.]*\d|,\d)",
    _score,
    example=("wygrali 2:1", "wygrali 2 do jednego"),
)
