"""French."""

from __future__ import annotations

import re
from dataclasses import replace

from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.shared import inclusive, numbers, romance, romance_rules
from audiobuild.languages.shared.agreement import Counting
from audiobuild.languages.shared.text import APART, GAP
from audiobuild.languages.shared.vocabulary import vocabulary
from audiobuild.languages.shared.wiring import language

_WORDS = vocabulary("fr")
_TITLES = _WORDS.tables["titles"]


def cardinal(number: int) -> str:
    """``71`` → "soixante et onze"; CLDR writes hyphens."""
    return numbers.cardinal(number, "fr").replace("-et-", " et ")


def ordinal(number: int, feminine: bool = False) -> str:
    """``21`` → "vingt et unième"; below :data:`.romance.MOST`."""
    if number == 1:
        return "première" if feminine else "premier"
    word = re.sub(r"(vingt|cent)s$", r"\1", cardinal(number))
    if word.endswith("neuf"):
        return f"{word[:-1]}vième"
    return f"{word}uième" if word.endswith("cinq") else f"{word.removesuffix('e')}ième"


def _ordinal(number: int, ending: str) -> Answer:
    """ "1er" and "1re" are the first, and nothing else is; "2nd" is the second."""
    feminine, plural = ending.rstrip("s").endswith(("re", "nde", "ʳᵉ")), "s" if ending.endswith("s") else ""
    if ending.lstrip(" ").startswith("n"):
        return ("seconde" if feminine else "second") + plural if number == 2 else None
    first = ending.rstrip("s") in {"er", "re", "ère", "ᵉʳ", "ʳᵉ"}
    return ordinal(number, feminine) + plural if number < romance.MOST and first == (number == 1) else None


def _century(place: Place) -> Answer:
    found = re.search(r"[IVX]e\s?$", place.behind)
    return Change(spoken="siècle", ends="opener", end=place.end) if found else None


def _form(names: tuple[str, ...], amount: str, _between: str = "") -> str:
    """From two upwards the plural: "1,5 kilomètre"."""
    return names[0] if re.fullmatch(r"0*[01](?:,\d+)?", amount) else names[-1]


def _fraction(top: int, bottom: int) -> str:
    part = {2: "demi", 3: "tiers", 4: "quart"}.get(bottom) or ordinal(bottom, False)
    return f"{cardinal(top)} {part}{'s' if top > 1 and part != 'tiers' else ''}"


def _time(_place: Place, hour: int, minute: int) -> str:
    """The hour in words: a voice reads "9 heures" without the v of "neuf heures"."""
    said = f"{_agreed(hour, True, 'heure') or cardinal(hour)} heure{'s' if hour > 1 else ''}"
    return f"{said} {minute or ''}".rstrip()


def _agreed(number: int, feminine: bool, _name: str) -> str | None:
    """ "une", "vingt et une": None where the number does not change."""
    counted = cardinal(number)
    one = counted.endswith(("-un", " un")) or number == 1
    return counted + "e" * feminine if one and (feminine or number == 1) else None


def _elided(said: str) -> str:
    return re.sub(r"\bde (?=[aeéêiouh])", "d'", said)


def _spaced(word: str, place: Place) -> str:
    return word if place.ahead[:1].isspace() else f"{word} "


def _avenue(place: Place) -> Answer:
    """ "12, av. de la Gare", "av. à la cour"."""
    return "avocat" if place.after == "à" else "avenue"


def _minute(place: Place) -> Answer:
    """ "à la 90e min.", "min. 5"."""
    return "minute" if re.search(r"\d(?:e|er|re|ère)\s?$", place.behind) else "minimum"


def _chamber(place: Place) -> Answer:
    """ "2e ch.", "12, ch. des Vignes"."""
    return "chambre" if re.search(r"\d(?:e|er|re|ère)\s?$", place.behind) else "chemin"


_MADAME = rule(
    "abbreviation",
    "word",
    r"(?:Mmes?|Mlles?)(?!\w)",
    lambda place: _TITLES[place[0]],
    example=("Mme la Ministre", "Madame la Ministre"),
)
_RAISED_TITLE = rule(
    "abbreviation",
    "word",
    r"[MDP][ʰ-˿ᴬ-ᵿ]{1,4}(?!\w)",
    lambda place: _TITLES.get(place[0]),
    example=("Mᵐᵉ Petit", "Madame Petit"),
)
_TITLE = rule(
    "abbreviation",
    "word",
    rf"({'|'.join(_TITLES)})(?={GAP}(?:d(?:e|u|es){GAP}(?:la{GAP})?|d['’])?[A-ZÀ-Þ])|(Ste?)(?=-[A-ZÀ-Þ])|[nN][°ºᵒ]s?\.?(?={GAP}?\d)",
    lambda place: _TITLES.get(place[0]) or _spaced("numéros" if "s" in place[0] else "numéro", place),
    example=("Mme Dupont, n° 5", "Madame Dupont, numéro 5"),
)
_AROUND = rule(
    "time",
    "digit",
    rf"{APART}(\d{{1,2}}){GAP}?([hj]){GAP}?/{GAP}?(\d{{1,2}})(?!\w)",
    lambda place: f"{place[1]} {'heures' if place[2] == 'h' else 'jours'} sur {place[3]}",
    example=("7j/7", "7 jours sur 7"),
)
_HOUR = rule(
    "time",
    "digit",
    rf"{APART}(?P<hour>\d{{1,2}}){GAP}?h(?:{GAP}?(?P<minute>[0-5]\d))?(?!\w)",
    lambda place: _time(place, int(place["hour"]), int(place["minute"] or 0)),
    example=("à 14h30", "à quatorze heures 30"),
)
_CENTURY = romance_rules.ordinal_numerals(
    ordinal,
    r"([IVX]+)(?:er|re|e|ème)(?!\w|-\w|’|')",
    example=("au XVIIe siècle", "au dix-septième siècle"),
)
_INCLUSIVE = inclusive.french(
    _WORDS.tables["inclusive"], conjunctions=("et", "ou"), example=_WORDS.examples["inclusive form"]
)
_COUNTING = Counting(
    words=_WORDS,
    agreed=_agreed,
    fraction=_fraction,
    half=lambda name, feminine: f"{'une' if feminine else 'un'} demi-{name}",
    and_half=lambda feminine: "demie" if feminine else "demi",
    singular=lambda noun: noun.removesuffix("s"),
    elided=_elided,
)
LANGUAGE = language(
    "fr",
    replace(
        romance.grammar(
            _COUNTING,
            cardinal=cardinal,
            ordinal=ordinal,
            regnal_ordinals=1,
            before={
                "addresses": (_INCLUSIVE,),
                "dotted names": (_RAISED_TITLE, _MADAME, _TITLE),
                "times": (_AROUND, _HOUR),
                "roman numerals": (_CENTURY,),
            },
        ),
        time=_time,
        ordinal=_ordinal,
        form=_form,
        elided=_elided,
        abbreviations={
            "never": {
                "s.": _century,
                "av.": _avenue,
                "al.": lambda place: "al" if place.before == "et" else "alinéa",
                "ch.": _chamber,
                "v.": romance_rules.version("version", "voir"),
                "min.": _minute,
            }
        },
        letters_first=True,
    ),
)
