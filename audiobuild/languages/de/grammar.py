"""Endings of ordinals and adjectives, forms of "ein", by the words around them.

Shallow and deterministic: the determiner or preposition before, the noun behind, whose gender is guessed from its
ending where it is not listed. The patterns are the weak, mixed and strong declension of German adjectives.
"""

from __future__ import annotations

import re
from typing import Literal

from audiobuild.languages.shared.text import listed, words

Gender = Literal["m", "f", "n"]

MONTHS = listed("Januar Februar März April Mai Juni Juli August September Oktober November Dezember")
WEEKDAYS = listed("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag")
DAYS = dict(zip(("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"), WEEKDAYS, strict=True))
"""Weekdays by how they are shortened."""

_MASCULINE = words("""
    Junge Kunde Name Gedanke Kollege Experte Wille Zeuge Erbe Franzose Käse Termin Gewinn Sinn Verein Wein Stein Schein
    Beginn Herzog König Tag Platz Stock Rang Geburtstag Weltkrieg Bezirk Teil Spieltag Bürgermeister Vorsitzende Preis
    Advent Abschnitt Akt Band Schritt Versuch Satz Durchgang Senat Zivilsenat Strafsenat Hochzeitstag Todestag Jahrestag
    Kongress Marathon Lauf Stadtlauf FC SV TSV VfL VfB Sieger Anlauf Eindruck Lockdown Band Punkt Grund Sieg Wahlgang
    Termin Kreis Feiertag Weihnachtstag Weihnachtsfeiertag Bauabschnitt Arbeitstag Hauptsatz Gang Ring
""")
_FEMININE = words("""
    Hand Wahl Zeile Spur Staffel Tour Version Kammer Dosis Natur Kultur Arbeit Fachkraft Kraft Nacht Stadt Mannschaft
    Aufl Etg Wand Macht Million Milliarde Bundesliga Liga Halbzeit Uhr Bank Person Figur Sicht Antwort
""")
_NEUTER = words("""
    Tor Kind Quartal Semester Geschoss Geschoß Obergeschoss Obergeschoß Untergeschoss Stockwerk Gebot Viertel Drittel
    Album Gesetz Schreiben Bataillon Regiment Reich Konzil Opfer Team Werk Blatt Bild Foto Fest Festival Forum Gespräch
    Jh Jhd Jhdt EG
    Finale Halbfinale Viertelfinale Achtelfinale Heft Bier Glas Zimmer Büro Projekt Gleis Programm OG UG Mitglied Ziel
    Thema Kabinett Video Level Set Standbein Leben Jubiläum Kapitel Trimester Lehrjahr Auto Haus Prozent Promille Uhr
""") - {"Uhr"}
_FEMININE_END = re.compile(r"(?:ung|heit|keit|schaft|ion|tät|enz|anz|ie|ik|ei|ur|in|[^g]e)$")
_NEUTER_END = re.compile(
    r"(?:chen|lein|ment|um|nis|jahr|jahrhundert|jahrtausend|jahrzehnt|mal|spiel|treffen|buch|haus|zeug|rennen|festival"
    r"|geschoss|projekt|programm|meter|liter|gramm)$",
    re.IGNORECASE,
)

DATIVE = words("""
    in an auf mit von zu bei nach aus seit vor unter über hinter neben zwischen während wegen trotz ab außer gegenüber
    innerhalb außerhalb laut dank entlang anlässlich bezüglich gemäß samt statt anstatt mitsamt
""")
ACCUSATIVE = words("bis für um gegen ohne durch pro je")
_EN = words("""
    den dem des am im vom zum beim zur unterm überm hinterm vorm einen einem eines einer meinen meinem meines meiner
    deinen deinem deines deiner seinen seinem seines seiner ihren ihrem ihres ihrer unseren unserem unseres unserer
    unsern unserm eurem euren eurer eures keinen keinem keines keiner diesen diesem jedem jeden jenem jenen welchem
    welchen allen beiden
""")
_E = words("""
    das die dies diese jede jene welche ins ans aufs fürs ums durchs übers unters dieses jenes jedes welches eine meine
    deine seine ihre unsere eure keine
""")
_MIXED = words("ein mein dein sein ihr unser euer kein")
_DER = words("der dieser jeder jener welcher")
_STRONG = {"m": "er", "f": "e", "n": "es"}

_MONTH = "|".join(MONTHS)
_JOINED = re.compile(
    rf"\d{{1,3}}\.(?:\d{{1,2}}\.)?(?:\s?(?:{_MONTH}))?(?:\s?\d{{4}})?\s?(?:,|–|-|/|&|und|oder|bis|sowie|bzw\.|auf)\s?$"
)
_WEEKDAY = re.compile(rf"(?:{'|'.join(WEEKDAYS)}|(?:{'|'.join(DAYS)})\.),?\s*$")


def gender(noun: str) -> Gender:
    """A noun's gender by list, else by its ending; masculine where nothing is known."""
    if noun in _MASCULINE or noun in MONTHS or noun.endswith("tag"):
        return "m"
    if noun in _FEMININE:
        return "f"
    if noun in _NEUTER or _NEUTER_END.search(noun):
        return "n"
    return "f" if _FEMININE_END.search(noun) else "m"


def ending(behind: str, noun: str) -> str:
    """The ending of an ordinal or adjective behind the text ``behind``, before ``noun`` ("" where there is none)."""
    if joined := _JOINED.search(behind):  # the second of "am 3. und 4. Mai" goes as the first
        return ending(behind[: joined.start()], noun)
    if weekday := _WEEKDAY.search(behind):  # "am Montag, 3. Mai" as "am 3. Mai"
        return ending(behind[: weekday.start()], noun)
    kind = gender(noun)
    before, earlier = last_words(behind)
    if before in _DER:  # a nominative only before a masculine noun, behind no preposition that asks for another case
        return "e" if (kind == "m" or before == "jeder") and earlier not in DATIVE else "en"
    if before in _EN:
        return "en"
    if before in _E:
        return "e"
    if before in _MIXED:
        return "es" if kind == "n" else "er"
    if before in DATIVE:
        return "er" if kind == "f" else "en" if noun in MONTHS else "em"
    if before in ACCUSATIVE and kind == "m":
        return "en"
    return _STRONG[kind]


def one(behind: str, kind: Gender) -> str:
    """ "ein" behind the text ``behind`` and before a noun of that gender."""
    before, _ = last_words(behind)
    if before in DATIVE:
        return "einer" if kind == "f" else "einem"
    if before in ACCUSATIVE and kind == "m":
        return "einen"
    return "eine" if kind == "f" else "ein"


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
