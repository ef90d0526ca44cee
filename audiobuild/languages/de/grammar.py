"""Endings of ordinals and adjectives, forms of "ein", by the words around them.

Shallow and deterministic: the determiner or preposition before, the noun behind, whose gender is guessed from its
ending where it is not listed. The patterns are the weak, mixed and strong declension of German adjectives.
"""

from __future__ import annotations

import re
from typing import Literal

from audiobuild.languages.mechanism import Place
from audiobuild.languages.shared.vocabulary import vocabulary

Gender = Literal["m", "f", "n"]

_WORDS = vocabulary("de")
_LISTS = _WORDS.lists
MASCULINE = frozenset(_LISTS["masculine"])
_FEMININE = frozenset(_LISTS["feminine"])
NEUTER = frozenset(_LISTS["neuter"])
_FEMININE_END = re.compile(r"(?:ung|heit|keit|schaft|ion|tät|enz|anz|ie|ik|ei|ur|in|[^g]e|a|[sS]tr)$")
_NEUTER_END = re.compile(
    r"(?:chen|lein|ment|um|nis|jahr|jahrhundert|jahrtausend|jahrzehnt|mal|spiel|treffen|buch|haus|zeug|rennen|festival"
    r"|geschoss|projekt|programm|meter|liter|gramm)$",
    re.IGNORECASE,
)

DATIVE = frozenset(_LISTS["dative"])
ACCUSATIVE = frozenset(_LISTS["accusative"])
_ABOUT = frozenset(_LISTS["about"])
_TAKING = frozenset(_LISTS["taking"])
_EN = frozenset(_LISTS["weak_en"])
_E = frozenset(_LISTS["weak_e"])
_MIXED = frozenset(_LISTS["mixed"])
_DER = frozenset(_LISTS["weak_der"])
_FULL = {
    key.rstrip("."): words.partition(" / ")[0]
    for table in (_WORDS.never, _WORDS.opener, _WORDS.numbered, _WORDS.units)
    for key, words in table.items()
    if key[0].isupper() and key.endswith(".")
}
_FULL |= {key.rstrip("."): words[0] for key, words in _WORDS.counted.items()}
_FULL |= {key.rstrip("."): f"{stem}er" for key, stem in _WORDS.tables["nominal"].items()}
"""Abbreviated nouns, without the dot, in full."""
_PLURAL_END = re.compile(rf"(?:en|ern|eln|[a-z]{{3}}tage|(?:{'|'.join(_LISTS['plural_s'])})s)$", re.IGNORECASE)
_SINGULAR_EN = re.compile(rf"(?:{'|'.join(_LISTS['singular_en'])})$", re.IGNORECASE)
_PLURALS = frozenset(_LISTS["plurals"])
_GENITIVE = re.compile(r"(?:[Gg]rades|[Rr]anges|[Tt]eiles|[Jj]ahres|[Tt]ages|[Bb]andes|[Ss]tandes)$")
"""Nouns of which one says "ein Kontakt 2. Grades"."""
_DATIVE_LETTERS = frozenset("iabnmvzu")
_GENDERS: dict[str, Gender] = {
    **dict.fromkeys((*_FEMININE, *_WORDS.queens), "f"),
    **dict.fromkeys(NEUTER, "n"),
    **dict.fromkeys(MASCULINE, "m"),
}
_STRONG = {"m": "er", "f": "e", "n": "es"}

_MONTH = "|".join(_WORDS.months)
_JOINED = re.compile(
    rf"\d{{1,3}}\.(?:\d{{1,2}}\.)?(?:\s?(?:{_MONTH}))?(?:\s?\d{{4}})?\s?(?:,|–|-|/|&|und|u\.|oder|od\.|bis|b\.|sowie|bzw\.|auf)\s?$"
)
_WEEKDAY = re.compile(rf"(?:{'|'.join(_WORDS.weekdays)}|\b(?:{'|'.join(_WORDS.days)})\.?),?\s*$")

_INNER = re.compile(
    r"(?:\b(?:spätestens|frühestens|längstens|spät\.|einschließlich|einschl\.|inkl\.|voraussichtlich|vorerst|zunächst|etwa|ca\.|mindestens"
    r"|maximal|erst|noch|jeweils|genau)\s|\d+-|\d{1,3}\.\s"
    r"|\b[a-zäöüß]{2,15}(?:\.|e[mnrs]?)\s(?:u\.|und|od\.|oder|bzw\.)\s)$"
)
"""What stands between a determiner and an adjective without changing its ending."""


def full(noun: str) -> str:
    """An abbreviated noun, without its dot, in full."""
    return _FULL.get(noun, noun)


def decline(place: Place, noun: str) -> str:
    """The plural of what is counted, in the dative where the words before ask for it: "nach 6 Monaten"."""
    behind, amount = place.behind, _AMOUNT.search(place.behind)
    if (
        not amount
        or EXTENT.match(place.ahead)
        or " " in noun
        or noun.endswith(("byte", "bel"))
        or not noun.endswith(("e", "er", "el"))
    ):
        return noun
    before = amount["earlier"] if amount["before"].lower() in _ABOUT else amount["before"]
    if _THE.search(behind) or (noun.startswith("Quadrat") and before == "auf"):
        return f"{noun}n"
    return f"{noun}n" if (before or "").lower() in _COUNTED_DATIVE else noun


EXTENT = re.compile(
    r"\s(?:groß|lang|hoch|hoh|breit|tief|dick|weit|stark|schwer|alt|entfernt|dünn|schmal|kurz)[a-z]{0,2}\b"
)
"""An adjective that a measure belongs to, in the accusative: "in 1 cm große Würfel", "mit 14 cm dicken Platten"."""
_COUNTED_DATIVE = frozenset(_LISTS["counted_dative"])
_THE = re.compile(r"\bden (?:[a-zäöüß]+en )?\d[\d.,]*\s?$")
_AMOUNT = re.compile(
    r"(?:(?P<earlier>\w+)\s)?\b(?P<before>\w+)\.?\s[\d.,–-]+(?:\s(?:bis|und|oder|u\.)\s[\d.,]+)?"
    r"(?:\s(?:Mio\.|Mrd\.|Tsd\.|Millionen|Milliarden|Tausend))?\s?$"
)


def gender(noun: str) -> Gender:
    """A noun's gender by list, also as the end of a compound, else by its ending; masculine where nothing is known. "Kl."
    has that of "Klasse".
    """
    tail = noun.rpartition("-")[2]
    noun = full(tail).rpartition(" ")[2]
    listed = _GENDERS.get(noun)
    if not listed and (noun in _WORDS.months or noun.endswith("tag")):
        return "m"
    if not listed:
        ends = (noun[start:].capitalize() for start in range(1, len(noun) - 3))
        listed = next((_GENDERS[end] for end in ends if end in _GENDERS), None)
    if listed or _NEUTER_END.search(noun):
        return listed or "n"
    return "f" if _FEMININE_END.search(noun) else "m"


def certain(noun: str) -> bool:
    """Whether its gender is listed, or shown by its ending."""
    tail = full(noun.rpartition("-")[2])
    known = tail in MASCULINE or tail in NEUTER or tail in _FEMININE or tail.endswith("tag")
    return known or bool(_NEUTER_END.search(tail) or _FEMININE_END.search(tail))


def plural(noun: str) -> bool:
    """Whether its ending shows a plural: "Schulen", "Regeln", "Leiterinnen"; not "Garten", "Zeichen", "Treffen"."""
    if noun in _PLURALS:
        return True
    noun = full(noun)
    return bool(_PLURAL_END.search(noun)) and not _SINGULAR_EN.search(noun) and noun not in _WORDS.months


def the(behind: str, noun: str) -> str:
    """The article that "d." stands for: genitive, or the case of the preposition before."""
    before, _ = last_words(behind)
    kind, before = gender(noun), before.rstrip(".")
    if before in {"f", "ü", "für", "gg", "durch", "ohne", "um"}:
        return "die" if plural(noun) else {"m": "den", "f": "die", "n": "das"}[kind]
    if before in DATIVE or before in _DATIVE_LETTERS:
        return "den" if plural(noun) else "der" if kind == "f" else "dem"
    return "des" if noun.endswith("s") and kind != "f" else "der"


def ending(behind: str, noun: str) -> str:
    """The ending of an ordinal or adjective behind the text ``behind``, before ``noun`` ("" where there is none)."""
    if joined := _JOINED.search(behind):  # the second of "am 3. und 4. Mai" goes as the first
        return ending(behind[: joined.start()], noun)
    if weekday := _WEEKDAY.search(behind):  # "am Montag, 3. Mai" as "am 3. Mai"
        return ending(behind[: weekday.start()], noun)
    if inner := _INNER.search(
        behind
    ):  # "bis spätestens 3. Mai" as "bis 3. Mai", "die 78-jähr. Frau" as "die jähr. Frau"
        return ending(behind[: inner.start()], noun)
    noun = full(noun)
    kind = gender(noun)
    before, earlier = last_words(behind)
    if plural(noun) and before not in _MIXED:
        return _plural_ending(before)
    if before in _DER:  # a nominative only before a masculine noun, behind no preposition that asks for another case
        return "e" if (kind == "m" or before == "jeder") and earlier not in DATIVE else "en"
    if before in _EN:
        return "en"
    if before in _E:
        return "e"
    if before in _MIXED:
        return "es" if kind == "n" else "er"
    if before in DATIVE:
        return "er" if kind == "f" else "en" if noun in _WORDS.months else "em"
    if before in ACCUSATIVE and kind == "m":
        return "en"
    return "en" if _GENITIVE.search(noun) else _STRONG[kind]


def _plural_ending(before: str) -> str:
    """ "die kath. Schulen", "kath. Schulen", "an kath. Schulen"."""
    return "en" if before in _EN or before in _E or before in _DER or before in DATIVE else "e"


def one(behind: str, kind: Gender, *, certain: bool = True) -> str:
    """ "ein" behind the text ``behind`` and before a noun of that gender; behind a verb only where that is ``certain``."""
    behind = re.sub(r"(?:weniger|mehr|länger|kürzer) als $", "", behind)
    before, earlier = last_words(behind)
    if before in _ABOUT:
        before = earlier
    if (before in DATIVE and not _RATIO.search(behind)) or _JOINED_DATIVE.search(behind):
        return "einer" if kind == "f" else "einem"
    if (before in ACCUSATIVE or (before in _TAKING and certain)) and kind == "m":
        return "einen"
    return "eine" if kind == "f" else "ein"


_RATIO = re.compile(r"\d[^,;:!?]{0,30} auf $")
""" "20 Tropfen auf 1 Glas"."""
_JOINED_DATIVE = re.compile(r"\b(?:[Mm]it|[Aa]us|[Vv]on) [^.;:()]{0,60}\b[A-ZÄÖÜ][a-zäöüß]+ (?:und|sowie|u\.) $")
""" "mit 1 TL Salz und 1 Prise Zucker"."""


def determined(behind: str) -> bool:
    """Whether a determiner, or an ordinal that it is joined to, stands before."""
    if _JOINED.search(behind) or _WEEKDAY.search(behind):
        return True
    before, _ = last_words(behind)
    return before in _EN or before in _E or before in _DER or before in _MIXED


def last_words(behind: str) -> tuple[str, str]:
    """The last word and the one before it, in small letters, without opening punctuation."""
    tail = [word.strip("„“»«\"'(,;:").lower() for word in behind.split()[-2:]]
    return (tail or [""])[-1], tail[0] if len(tail) > 1 else ""
