"""German names in capitals: roman numerals, acronyms, formulas."""

from __future__ import annotations

import re

from audiobuild.languages.de import numbers
from audiobuild.languages.de.grammar import ending, last_words
from audiobuild.languages.de.openers import OPENERS
from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.shared import capitals
from audiobuild.languages.shared.text import words

_NUMBERED = words("""
    Kapitel Teil Band Akt Phase Stufe Klasse Abschnitt Hartz SGB Titel Buch Artikel Anhang Anlage Typ Gruppe Rocky Modul
    Apollo Weltkrieg Satz Szene Aufzug Vatikanum Lektion Bereich Liga Zone Kategorie Version Gesang Block Strophe Tafel
""")
_ORDERED = words("Weltkrieg Quartal Vatikanische Vatikanisches Liga")
_RULERS = words("""
    Ludwig Wilhelm Friedrich Karl Heinrich Otto Johannes Paul Benedikt Franz Josef Joseph Leo Pius Napoleon Nikolaus
    Philipp Georg Charles Karol Alexander Peter Gustav Adolf Christian Rudolf Maximilian Leopold Albrecht Ferdinand Konrad
    Ramses Felipe Carlos Harald Clemens Klemens Gregor Innozenz Urban Ottokar Iwan Eduard Jakob Richard Franziskus
    Elisabeth Katharina Margrethe Maria Johanna Isabella
""")
_QUEENS = words("Elisabeth Katharina Margrethe Maria Johanna Isabella")
_DATIVE = words("von mit bei unter zu nach seit vor dem")
_ACCUSATIVE = words("für gegen durch um über den")
_READ = words("""
    NATO UNO UNESCO UNICEF AIDS COVID DIN ISO DAX MDAX PISA TÜV BUND NABU AWO MINT KITA ABI FIFA UEFA IBAN SIM PIN TAN
    LAN RAM ROM GAU GEMA ASTA TOP ZOB IKEA EDEKA PEGIDA JUSO JUSOS ELSTER BIC OPEC ASEAN INTERPOL FRONTEX SWIFT ESA NASA
    KOMMUNAL LEADER ERASMUS LASER DEKRA OBI ALDI LIDL REWE HARIBO DAISY EPUB MEZ GIF UFO LEGO DALLE SAT PUR NEIN JA NICHT
    SEHR DAS DER DIE IST UND ODER KEIN KEINE ALLE ALLES NUR NIE ICH DU WIR SIE ER ES MUSS KANN WILL NOCH JETZT IMMER MEHR
    ALS WIE WAS WER IN IM AN AM AUF ZU ZUM ZUR MIT VON AB BIS FÜR SO NEU STOP STOPP START ENDE GO ON OFF OUT UP TOR EIN
    EINE EINEN MEIN DEIN SEIN UNS EUCH DAZU GANZ VIEL GUT OK OKAY HALT BITTE DANKE AUCH ABER DOCH DA DORT HIER OH AH HA
""")
ACRONYMS = _READ | words("""
    GmbH AG KG EU USA UK UN KI IT PC PDF CD DVD TV WLAN USB LED SMS BGB StGB SGB DSGVO CDU CSU SPD FDP AfD ARD ZDF SWR
    ICE IC RE ÖPNV LKW PKW KFZ IHK HWK TU FH CEO PR HR OB KL DM EUR CHF BWL VWL GPS QR HTML URL API VW BMW ADAC DRK THW
    AOK TK BRD DDR NRW RLP BW FC SV TSV EM WM FAQ ID IP OP EKG MRT WG ZIP
""")
FOREIGN = re.compile(
    r"[^a-zäöüßA-ZÄÖÜ'’-]|^Sh[aeiouy]|gh|^Wh|oo[kmnp]|eek|cz|ij|[Qq](?!u)|^Mc[A-Z]|eaux?$|oux$|ault$|[dlnrt]y$"
    r"|^Zh|^X[iu]|^Cz|^Sz"
)
_SPELLED = words("BASF ADAC ADFC OECD ÖPNV AEUV SEPA AGBs")
_ONSET = re.compile(
    r"(?:[CPRSTW]H|[BCDFGHJKLMNPRSTVWXYZ]|[BFGKP][LR]|[DT]R|SCH[LMNRW]?|S[PT]R?|KN|QU|PF|ZW|GN)?[AEIOUÄÖÜY]"
)
_PATTERN_OF_WORDS = re.compile(r"[^AEIOUÄÖÜ][AEIOUÄÖÜ][^AEIOUÄÖÜ][AEIOUÄÖÜ]")


def _roman(place: Place) -> Answer:
    """A numeral behind a ruler's name, behind what is numbered, or with a dot before a noun."""
    numeral, dot, before = place[1], place[2], place.before
    value = capitals.roman_value(numeral)
    if not value:
        return None
    long = len(numeral) > 1 and not set(numeral) & set("LCDM")
    if before in _RULERS or before.removesuffix("s") in _RULERS:
        return Change(spoken=_regnal(place, value), ends="opener")
    if dot and place.after[:1].isupper() and place.after not in OPENERS and (long or place.after in _ORDERED):
        return numbers.ordinal(value) + ending(place.behind, place.after)
    if before in _NUMBERED or (long and before[:1].isupper()):
        return Change(spoken=str(value), end=place.match.end(1))
    return None


def _regnal(place: Place, value: int) -> str:
    """ "Ludwig XIV." → "Ludwig der Vierzehnte", in the case of the name."""
    name, before = place.before, last_words(place.behind)[1]
    stem = numbers.ordinal(value).capitalize()
    if name.removesuffix("s") in _QUEENS:
        return f"der {stem}en" if before in _DATIVE or before == "der" or name.endswith("s") else f"die {stem}e"
    if name not in _RULERS:
        return f"des {stem}en"
    if before in _DATIVE:
        return f"dem {stem}en"
    return f"den {stem}en" if before in _ACCUSATIVE else f"der {stem}e"


def _acronym(place: Place) -> Answer:
    """Spelled where a voice would read a word; what has no vowel or cannot be said is spelled by every voice."""
    word, plural = place[1], place[2]
    if word in _READ or not re.search("[AEIOUÄÖÜ]", word) or capitals.shouted(place):
        return None
    if set(word) <= set("IVX"):  # a numeral, which voices read as one
        return None
    if word not in _SPELLED:
        if len(word) > 5 or (len(word) > 3 and _PATTERN_OF_WORDS.match(word)):
            return None
        if not _ONSET.match(word) and not plural:
            return None
    return "-".join(word) + plural


RULES = (
    rule(
        "roman numeral",
        "word",
        r"([IVXLCDM]+)(\.?)(?!\w|-\w)",
        _roman,
        example=("Unter Ludwig XIV. und im II. Weltkrieg.", "Unter Ludwig dem Vierzehnten und im zweiten Weltkrieg."),
    ),
    capitals.formulas(numbers.cardinal, example=("weniger CO2", "weniger C-O-zwei")),
    rule(
        "acronym",
        "word",
        r"([A-ZÄÖÜ]{2,})(s?)(?![\w]|-[^\W\d_]|[@:]\w)",
        _acronym,
        example=("KI im ÖPNV", "K-I im Ö-P-N-V"),
    ),
)
