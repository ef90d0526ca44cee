"""Which ending an ordinal takes: weak, strong or mixed, by the words around it.

Deterministic and shallow: the determiner or preposition before, the noun behind, its gender guessed from its ending
where it is not known. Source of the patterns: the declension of German adjectives (Duden, Die Grammatik, Adjektiv).
"""

from __future__ import annotations

import re

from audiobuild.languages.common import listed, words

Gender = str
"""``m``, ``f`` or ``n``."""

_FEMININE = words("""
    Klasse Woche Auflage Stunde Runde Etage Stelle Liga Frage Minute Sekunde Person Phase Stufe Reihe Seite
    Ausgabe Bundesliga Hälfte Halbzeit Mannschaft Nacht Welle Folge Hand Wahl Zeile Spalte Spur Staffel
    Strophe Symphonie Sinfonie Tour Version Ebene Kammer Kompanie Kategorie Platte Schicht Dosis Impfung Reise
    Straße Mal-Nummer Lesung Kohorte Dimension Jahreszeit Amtszeit Legislatur Wahlperiode Natur Kultur Arbeit
    Führungskraft Fachkraft Armee
""")
_NEUTER = words("""
    Jahr Jahrhundert Jahrtausend Jahrzehnt Mal Kapitel Tor Spiel Kind Quartal Semester Halbjahr Obergeschoss
    Untergeschoss Geschoss Stockwerk Buch Treffen Gebot Viertel Drittel Lebensjahr Schuljahr Trimester Rennen
    Album Gesetz Schreiben Bataillon Regiment Reich Konzil Opfer Team Werk Blatt Bild Foto Fest Festival Forum
    Gespräch Finale Halbfinale Viertelfinale Achtelfinale Heft Bier Glas Zimmer Büro Projekt Gleis Programm
    Obergeschoß OG UG Mitglied Ziel Thema Kabinett Video Level Set Grad Ersuchen Standbein Leben Jubiläum
""")
_FEMININE_END = re.compile(r"(?:ung|heit|keit|schaft|ion|tät|enz|anz|ie|ik|ei|ur|in|[^g]e)$")
_NEUTER_END = re.compile(
    r"(?:chen|lein|ment|um|nis|jahr|jahrhundert|mal|spiel|treffen|buch|haus|zeug|rennen|festival)$"
)
_MASCULINE = words("""
    Junge Kunde Name Gedanke Kollege Experte Wille Zeuge Erbe Franzose Käse Termin Gewinn Sinn Verein Wein
    Stein Schein Beginn Herzog König
""")

_DATIVE = words("""
    in an auf mit von zu bei nach aus seit vor unter über hinter neben zwischen während wegen trotz ab außer
    gegenüber innerhalb außerhalb laut dank entlang anlässlich bezüglich gemäß samt statt anstatt mitsamt bis
""")
_EN = words("""
    den dem des am im vom zum beim zur unterm überm hinterm vorm einen einem eines meinen meinem meines meiner
    deinen deinem deines deiner seinen seinem seines seiner ihren ihrem ihres ihrer unseren unserem unseres
    unserer unsern unserm eurem euren eurer eures keinen keinem keines keiner einer diesen diesem jedem jeden
    jenem jenen welchem welchen allen beiden jedes
""")
_E = words("""
    das die dies diese jede jene welche ins ans aufs fürs ums durchs übers unters dieses jenes welches eine
    meine deine seine ihre unsere eure keine
""")
_MIXED = words("ein mein dein sein ihr unser euer kein")
_DER = words("der dieser jeder jener welcher")
_STRONG_DATIVE = words("ab seit nach mit bei aus zu")
_ACCUSATIVE = words("bis für um gegen ohne durch")
_JOINS = re.compile(r"(\d{1,3})\.?\s*(?:,|–|-|/|und|oder|bis|sowie|bzw\.|auf|zum)\s*(?:de[nmr]\s+|zum\s+|die\s+)?$")


def gender(noun: str) -> Gender:
    """A noun's gender, by list, else by its ending; masculine if nothing is known."""
    if noun in _MASCULINE:
        return "m"
    if noun in _FEMININE:
        return "f"
    if noun in _NEUTER or _NEUTER_END.search(noun):
        return "n"
    return "f" if _FEMININE_END.search(noun) else "m"


def ordinal_ending(behind: str, noun: str) -> str:
    """The ending of an ordinal behind the text ``behind``, whose noun is ``noun`` ("" where there is none)."""
    kind = gender(noun) if noun else "m"
    if joined := _JOINS.search(behind):
        return ordinal_ending(behind[: joined.start()], noun)
    words = [word.strip("„“\"'(,;").lower() for word in behind.split()[-2:]]
    before, earlier = (words or [""])[-1], words[0] if len(words) > 1 else ""
    if before in _DER:
        # a nominative only before a masculine noun, and behind no preposition that asks for another case
        return "e" if kind == "m" and earlier not in _DATIVE else "en"
    if before in _EN:
        return "en"
    if before in _E:
        return "e"
    if before in _MIXED:
        return "es" if kind == "n" else "er"
    if before in _STRONG_DATIVE:
        return "er" if kind == "f" else "en" if noun in MONTHS else "em"
    if before in _ACCUSATIVE and kind == "m":
        return "en"
    return {"m": "er", "f": "e", "n": "es"}[kind]


MONTHS = listed("Januar Februar März April Mai Juni Juli August September Oktober November Dezember")
