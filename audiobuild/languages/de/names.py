"""German names in capitals: roman numerals, acronyms."""

from __future__ import annotations

import re

from audiobuild.languages.de import numbers
from audiobuild.languages.de.grammar import ending, last_words
from audiobuild.languages.mechanism import Answer, Change, Place, Rule, rule
from audiobuild.languages.shared import abbreviations, capitals
from audiobuild.languages.shared.text import any_of
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("de")
_LISTS = _WORDS.lists
_ORDERED = frozenset(_LISTS["ordered"])
_DATIVE = frozenset(_LISTS["regnal_dative"])
_ACCUSATIVE = frozenset(_LISTS["regnal_accusative"])
_SPELLED = frozenset(_LISTS["spelled"])
READ = frozenset(_LISTS["read"])
"""Words in capitals that are no acronyms, or acronyms that are read as words."""
_BEGINS = "[CPRSTW]H|[BCDFGHJKLMNPRSTVWXYZ]|[BFGKP][LR]|[DT]R|SCH[LMNRW]?|S[PT]R?|KN|QU|PF|ZW|GN"
_ENDS = (
    "[BCDFGKLMNPRSTXZ]|N[DGKNSTZ]|R[BDFGKMNRSTZ]|L[BDFKLMTZ]|H[LMNRT]|S[ST]|T[TZ]|CH[ST]?|[CK]K|FT|FF|M[FMPT]|PF|PP|DT"
    "|[NR]ST|[LNR]KT"
)
_ONSET = re.compile(rf"(?:{_BEGINS})?[AEIOUÄÖÜY]")
_PATTERN_OF_WORDS = re.compile(
    rf"[^AEIOUÄÖÜ][AEIOUÄÖÜ][^AEIOUÄÖÜ][AEIOUÄÖÜ]|(?:{_BEGINS})(?:[AEIOUÄÖÜ]|AU|EI|IE|EU|ÄU|AI|AA|EE|OO)(?:{_ENDS})$"
)
_PLAIN_WORD = re.compile(rf"(?:{_BEGINS})(?:[AEIOUÄÖÜ]|AU|EI|IE|EU|ÄU)(?:CH|[BCDFGHKLMNPRSTZ]{{1,2}})E[NRLS]?$")
"""Syllables of German: NABU; HAUS, STADT. "BASF" and "DIHK" end as no word does."""


def _roman(place: Place) -> Answer:
    """A numeral behind a ruler's name, behind what is numbered, or with a dot before a noun."""
    numeral, dot, before = place[1], place[2], place.before
    value = capitals.roman_value(numeral)
    if not value:
        return None
    if re.fullmatch("[IVX]{1,4}", numeral) and not dot and _several(place):
        return str(value)
    long = len(numeral) > 1 and not set(numeral) & set("LCDM")
    if before in _WORDS.rulers or before.removesuffix("s") in _WORDS.rulers:
        return Change(spoken=_regnal(place, value), ends="opener")
    if dot and place.after[:1].isupper() and place.after not in _WORDS.openers and (long or place.after in _ORDERED):
        return numbers.ordinal(value) + ending(place.behind, place.after)
    if before in _WORDS.numbered_nouns or (long and before[:1].isupper()):
        return Change(spoken=str(value), end=place.match.end(1))
    return None


_TITLED = re.compile(
    r"\b(?:Graf|Kaiser|König|Herzog|Papst|Fürst|Kurfürst|Bischof|Erzbischof|[A-Z][a-z]+graf|Prinz|Großherzog|Zar) (\w+ )$"
)


def _regnal(place: Place, value: int) -> str:
    """ "Ludwig XIV." → "Ludwig der Vierzehnte", in the case of the name."""
    name, before = place.before, last_words(_TITLED.sub(r"\1", place.behind))[1]
    stem = numbers.ordinal(value).capitalize()
    if name.removesuffix("s") in _WORDS.queens:
        return f"der {stem}en" if before in _DATIVE or before == "der" or name.endswith("s") else f"die {stem}e"
    if name not in _WORDS.rulers:
        return f"des {stem}en"
    if before in _DATIVE:
        return f"dem {stem}en"
    return f"den {stem}en" if before in _ACCUSATIVE else f"der {stem}e"


def _spelled(word: str, plural: str) -> bool:
    """Where a voice would read a word; what has no vowel or cannot be said is spelled by every voice."""
    if word in READ or not re.search("[AEIOUÄÖÜ]", word):
        return False
    if set(word) <= set("IVX"):  # a numeral, which voices read as one
        return False
    if word in _SPELLED:
        return True
    if (
        len(word) > 5
        or (len(word) == 5 and _PLAIN_WORD.match(word))
        or (len(word) > 3 and _PATTERN_OF_WORDS.match(word))
    ):
        return False
    return bool(_ONSET.match(word) or plural)


def _verse(place: Place) -> Answer:
    """ "Mt 5,3", "1. Kor. 13, 1"; "Ps. 23"."""
    book = f"{_BIBLE[place['book']]} {place['chapter']}"
    return f"{book}, Vers {place['verse']}" if place["verse"] else book if place["book"] == "Ps" else None


def _clause(place: Place) -> Answer:
    """ "§ 7 II 1 EStG" is its second paragraph's first sentence."""
    value = capitals.roman_value(place["numeral"])
    if not value or not _LAW.search(place.behind):
        return None
    return f"Absatz {value}" + (f" Satz {place['sentence']}" if place["sentence"] else "")


_BIBLE = _WORDS.tables["bible"]
_LAW = re.compile(r"(?:§|Art\.|Artikel)\s?\d{1,4}\s?[a-z]?\s$")
REFERENCES = (
    rule(
        "reference",
        "word",
        rf"(?P<book>{any_of(_BIBLE)})(?P<dot>\.?) (?P<chapter>\d{{1,3}})(?:, ?(?P<verse>\d{{1,3}}))?(?!\d|\.\d)",
        _verse,
        example=("Er las Joh 3,16 vor.", "Er las Johannes 3, Vers 16 vor."),
    ),
    rule(
        "reference",
        "word",
        r"(?<=[\dIVX] )(?P<register>[A-Z][A-Zbcdfghjklmnpqrstvwxz]{1,3})(?=\s\d{1,5}/\d\d(?!\d))|StR(?=\s[A-ZÄÖÜ][a-zäöüß])",
        lambda place: "-".join(place["register"]) if place["register"] else "Studienrat",
        example=("Az. 3 StR 112/23 von StR Kern", "Aktenzeichen 3 S-t-R 112/23 von Studienrat Kern"),
    ),
    rule(
        "reference",
        "word",
        r"(?P<numeral>[IVX]{1,5})(?:\s(?P<sentence>\d{1,2}))?(?![\w.])",
        _clause,
        example=("nach § 7 II 1 EStG", "nach § 7 Absatz 2 Satz 1 EStG"),
    ),
)


def _in_full(table: str, behind: str, *, ahead: str = r"(?![\w-])", example: tuple[str, str]) -> Rule:
    """Capitals that are a word of ``table`` between what the patterns fit."""
    words, before = _WORDS.tables[table], re.compile(rf"(?:{behind})\s?$")

    def speak(place: Place) -> Answer:
        return words[place[0]] if before.search(place.behind) else None

    return rule("abbreviation", "word", rf"(?:{any_of(words)}){ahead}", speak, example=example)


IN_FULL = (
    _in_full(
        "roads",
        r"\b(?:[Dd]em|[Dd]as|[Dd]er|[Dd]ie|[Aa]m|[Vv]om|[Zz]um|[Zz]ur|[Bb]eim|[Zz]wischen|Höhe|nach|und)",
        ahead=r"(?= [A-ZÄÖÜ][a-zäöüß])",
        example=(
            "zwischen dem AK Mainz und der AS Bonn",
            "zwischen dem Autobahnkreuz Mainz und der Anschlussstelle Bonn",
        ),
    ),
    _in_full(
        "board",
        r"\b(?:inkl\.|inklusive|mit|zzgl\.|und|einschl\.|oder|o\.)|[+/]",
        example=("im DZ mit HP", "im Doppelzimmer mit Halbpension"),
    ),
    _in_full(
        "floors",
        r"\d\.|\b(?:im|ins|vom|zum)|\d,",
        example=("im 2. OG und im EG", "im zweiten Obergeschoss und im Erdgeschoss"),
    ),
    _in_full(
        "rents",
        r"[\d€]|Euro|\b(?:zzgl\.|inkl\.|plus|\+|u\.|und)",
        example=("850 € zzgl. NK", "850 Euro zuzüglich Nebenkosten"),
    ),
    _in_full("terms", "", ahead=r"(?= (?:20)?\d\d(?!\d))", example=("im WS 2025/26", "im Wintersemester 2025/26")),
    _in_full("halls", r"\b(?i:im|in|vom)|, |\(", ahead=r"(?= \d)", example=("im HS 3", "im Hörsaal 3")),
    _in_full(
        "garages",
        r"(?i:stell|park)platz\w{0,2} in (?:der|einer) ",
        example=("ein Stellplatz in der TG", "ein Stellplatz in der Tiefgarage"),
    ),
    rule(
        "abbreviation",
        "word",
        r"TG-(?=S)",
        lambda _: "Tiefgaragen-",
        example=("ein TG-Stellplatz", "ein Tiefgaragen-Stellplatz"),
    ),
)


def _several(place: Place) -> bool:
    """Whether it is one of two numerals behind a noun: "in den Ortsteilen I bis III"."""
    first = re.match(r" (?:bis|und) [IVX]{1,4}(?![\w.])", place.ahead) and place.before[:1].isupper()
    return bool(first or re.search(r"\b[A-ZÄÖÜ][a-zäöüß]+ [IVX]{1,4} (?:bis|und) $", place.behind))


NUMERAL = rule(
    "roman numeral",
    "word",
    r"([IVXLCDM]+)(\.?)(?!\w|-\w)",
    _roman,
    example=("Unter Ludwig XIV. und im II. Weltkrieg.", "Unter Ludwig dem Vierzehnten und im zweiten Weltkrieg."),
)
ACRONYMS = (
    capitals.acronyms(_spelled, letters="A-ZÄÖÜ", example=("KI im ÖPNV", "K-I im Ö-P-N-V")),
    abbreviations.unknown(example=("die Mschr. lesen", "die Mschr lesen")),
)
