"""English names in capitals: roman numerals, acronyms, formulas."""

from __future__ import annotations

import re

from audiobuild.languages.en import numbers
from audiobuild.languages.en.openers import OPENERS
from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.shared import capitals
from audiobuild.languages.shared.text import words

_NUMBERED = words("""
    Chapter Part Volume Book Act Phase Stage Class Section Title Article Annex Appendix Type Group Rocky Module Apollo War
    Scene Category Version Level Tier Bowl Vatican Schedule Grade Series
""")
_RULERS = words("""
    Henry Edward George William Charles James Louis Richard John Paul Francis Philip Leo Pius Napoleon Nicholas Alexander
    Peter Gustav Christian Leopold Ferdinand Frederick Benedict Clement Gregory Innocent Urban Ivan Felipe Harald Otto
    Ramses Elizabeth Mary Catherine Margaret Isabella Anne
""")
_SPELLED = words("""
    LED FAQ VIP WHO UAE NGO SAP ICU IQ OB NGOS EPUB OS UI UX ER PA EP IRA IRS IPO IUCN ECB IHK ECHR EEA EV EVS IOU AOK
    EKG UV UFO ACE AKA AGM OAP OBE ATM API ABC ADC ALS ARM ART
""") - {"ART", "ARM", "ACE"}


def _acronym(place: Place) -> Answer:
    word, plural = place[1], place[2]
    if word in _SPELLED and not capitals.shouted(place):
        return "-".join(word) + plural
    return None


def _roman(place: Place) -> Answer:
    """A numeral behind a ruler's name or behind what is numbered."""
    value = capitals.roman_value(place[1])
    if not value:
        return None
    before, long = place.before, len(place[1]) > 1 and not set(place[1]) & set("LCDM")
    if before.removesuffix("'s").removesuffix("’s") in _RULERS and (long or place[1] in "IVX") and place[1] != "I":
        return Change(spoken=f"the {numbers.ordinal(value).capitalize()}", end=place.match.end(1))
    if before in _RULERS and place.after not in OPENERS and place.after[:1].islower() and place.after not in _VERBS:
        return Change(spoken=f"the {numbers.ordinal(value).capitalize()}", end=place.match.end(1))
    if before in _NUMBERED or (long and before[:1].isupper() and before not in OPENERS):
        return Change(spoken=str(value), end=place.match.end(1))
    return None


ACRONYMS = _SPELLED | words("""
    AI IT US UK EU UN USA TV PC PDF CD DVD USB GPS URL HTML API SMS NASA NATO UNESCO UNICEF FIFA UEFA AIDS DNA RNA HIV IBM
    BBC CNN CEO CFO CTO PR HR ID IP OK AM PM MIT FBI CIA BA MA MP PM EUR USD GBP CHF II III IV
""")
FOREIGN = re.compile(
    r"[^a-zA-Z'’-]|sch|cz|sz|[Zz]w|ij|tz$|aa|uu|ii|[jJ][^aeiou]|[kK]j|[Dd]j|[vV]l|[Ww]r[zs]|[Qq](?!u)|eux?$"
)
_VERBS = words("am was have had think would will can could should do did know")

RULES = (
    rule(
        "roman numeral",
        "word",
        r"([IVXLCDM]+)(?!\w|-\w|[’'](?!s\b))",
        _roman,
        example=("Henry VIII and World War II", "Henry the Eighth and World War 2"),
    ),
    capitals.formulas(numbers.cardinal, example=("less CO2", "less C-O-two")),
    rule(
        "acronym",
        "word",
        r"([A-Z]{2,})(s?)(?![\w@]|-[^\W\d_]|[:.]\w)",
        _acronym,
        example=("an NGO or the WHO", "an N-G-O or the W-H-O"),
    ),
)
