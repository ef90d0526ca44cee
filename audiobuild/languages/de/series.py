"""German numbers that are no amounts: addresses, ratios, series, angles; and "1" before a noun."""

from __future__ import annotations

import re

from audiobuild.languages.de import numbers
from audiobuild.languages.de.amounts import INVARIABLE
from audiobuild.languages.de.grammar import Gender, certain, gender, one, plural
from audiobuild.languages.mechanism import Answer, Place, rule
from audiobuild.languages.shared.text import APART, GAP
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("de")
_LISTS = _WORDS.lists
_ENDINGS: dict[str, Gender] = {"es": "n", "er": "m"}
_COMPASS = {"N": "Nord", "S": "Süd", "O": "Ost", "W": "West"}
_LABELLED = re.compile(r"(?:\bKl\.|(?:Klasse|[Ss]tufe|Seite)n?|Jahrgang|Nr\.|Heft|Ausgabe|Windows|Band|Bd\.|S\.) $")
_PRESSURE = re.compile(r"\b(?:RR|Blutdruck)(?:werte?)?[ :]{1,2}(?:[a-zä]{2,9} )?$")
_EXTENSION = re.compile(rf"(?:{'|'.join(_WORDS.phone)}|App\.|Apparat|DW)[:.]?\s?$")
_COUNTED_AGE = re.compile(
    r"(?:Nr\.|Nummer|Seiten?|S\.|Klassen?|Kl\.|[Ss]tufen?|Jahrgang|Gruppen?|R[aä]um?e?|Band|Kapitel|Gleis|Tor|Linien?|Platz|Plätze|§§?"
    r"|Abs\.|Absatz|Art\.|Artikel|Teil|Block|Phase|Lektion|Strophen?|Spieltag|Halle) $"
)
_CURRENT = re.compile(
    r"\d,\d{1,2} $|\b(?:mit|à|je|V|Volt|Sicherung|Ladestrom|Nennstrom|Stromstärke)\W{1,2}(?:von )?\d{1,3} $"
    r"|\d ?(?:V|kW)\b.{0,20} \d{1,3} $"
)
_INCHES = re.compile(r"^[^\"]*(?<![\w.,])\d{1,2}(?:[.,]\d{1,2})?$")


def _single(place: Place) -> Answer:
    """ "1 Pause" is "eine Pause"; behind a name or what is numbered it is a figure: "Gleis 1 Richtung Bonn"."""
    noun, last = place["noun"], place.behind.rstrip()[-1:]
    if (
        noun in INVARIABLE
        or plural(noun)
        or noun in _WORDS.openers
        or noun in _WORDS.months
        or (place.opens and noun.endswith(("ung", "heit", "keit")))
    ):
        return None
    if place["kind"] in _LISTS["no_kinds"] or re.search("ende[rs]?$", place["kind"]):
        return None
    small = place.before[:1].islower() and (last.isalpha() or last == ".") and place.before not in _LISTS["labels"]
    return _one(place, noun) if place.opens or small or last in ",(:&" else None


def _one(place: Place, noun: str) -> str:
    """By the ending of the adjective between, else by the noun: "1 neues Klavier"."""
    kind, adjective = gender(noun), place["kind"]
    if adjective.endswith("en"):
        return "einen" if one(place.behind, "m") != "einem" else one(place.behind, kind)
    return one(place.behind, _ENDINGS.get(adjective[-2:]) or kind, certain=bool(adjective) or certain(noun))


def _mean(place: Place) -> str:
    if re.match(rf"{GAP}?(?:von )?[\d.,]+{GAP}?[mck]?m\b", place.ahead):
        return "Durchmesser"
    if re.search(rf"\d{GAP}?[mck]?m\s$", place.behind):
        return "Durchmesser"
    return "Durchschnitt" if place.before.lower() in {"im", "vom", "zum", "der", "den", "dem"} else "durchschnittlich"


def _digits(number: str) -> str:
    return " ".join(numbers.cardinal(int(digit)) for digit in number)


def _address(place: Place) -> Answer:
    parts = place[0].split(".")
    grouped = all(len(part) == 3 for part in parts[1:])
    return " Punkt ".join(parts) if not grouped and all(int(part) < 256 for part in parts) else None


SERIES = (
    rule(
        "number",
        "digit",
        rf"{APART}1(?={GAP}?(?:[–-]|bis|oder){GAP}?\d{{1,2}}{GAP}[A-ZÄÖÜ][a-zäöüß])",
        lambda place: None if _COUNTED_AGE.search(place.behind) else "ein",
        example=("nach 1–2 Tagen", "nach ein bis 2 Tagen"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}1(?={GAP}?[x×]{GAP}?\d)",
        lambda _: "ein",
        example=("1 x 150 kW", "ein mal 150 Kilowatt"),
    ),
    rule(
        "unit",
        "word",
        r"A(?=[\s.,;:)]|$)",
        lambda place: "Ampere" if _CURRENT.search(place.behind) else None,
        example=("20 V/3,25 A", "20 Volt/3,25 Ampere"),
    ),
    rule(
        "direction",
        "word",
        r"([NS])([OW])(?!\w)",
        lambda place: (
            _COMPASS[place[1]] + _COMPASS[place[2]].lower()
            if place.before.lower() in {"aus", "nach", "richtung", "von", "im"}
            else None
        ),
        example=("Wind aus SW", "Wind aus Südwest"),
    ),
    rule(
        "sign",
        "word sign",
        r"(?<=\b[A-Z] )[x×](?= [A-Z]\b)",
        lambda _: "mal",
        example=("Maße (B x H x T)", "Maße (B mal H mal T)"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}\d{{1,2}}/\d{{1,2}}(?![\d/])",
        lambda place: place[0] if _LABELLED.search(place.behind) else None,
        example=("in Klasse 9/10", "in Klasse 9/10"),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}(0?[1-9]|1[0-2])/((?:19|20)\d\d)(?![\d/])",
        lambda place: f"{_WORDS.months[int(place[1]) - 1]} {place[2]}" if place.before in _LISTS["spans"] else None,
        example=("von 10/2023 bis 09/2026", "von Oktober 2023 bis September 2026"),
    ),
    rule(
        "address",
        "digit",
        rf"{APART}\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?![\w]|\.\d)",
        _address,
        example=("unter 192.168.0.1", "unter 192 Punkt 168 Punkt 0 Punkt 1"),
    ),
    rule(
        "ratio",
        "digit",
        rf"{APART}\d{{1,3}}(?:\s?:\s?\d{{1,3}}){{2,4}}(?![\d:])",
        lambda place: re.sub(r"\s?:\s?", f" {_WORDS.ratio} ", place[0]),
        example=("im Verhältnis 24:3:1", "im Verhältnis 24 zu 3 zu 1"),
    ),
    rule(
        "ratio",
        "digit",
        rf"{APART}(\d{{2,3}})/(?=\d{{2,3}}(?![\d/]))",
        lambda place: (
            f"{place[1]} {_WORDS.ratio} " if _PRESSURE.search(place.behind) or "mmHg" in place.ahead[:9] else None
        ),
        example=("RR 140/90 mmHg", "RR 140 zu 90 Millimeter Quecksilbersäule"),
    ),
    rule(
        "ratio",
        "sign",
        r"(?<=[½¼¾])\s?:\s?(?=\d|[½¼¾])",
        lambda _: f" {_WORDS.ratio} ",
        example=("Sie gewann 4½:3½.", "Sie gewann viereinhalb zu dreieinhalb."),
    ),
    rule(
        "angle",
        "sign",
        r"['′’](?:(?=\s)|(?!\w))",
        lambda place: " Minuten" if re.search(r"°\s?\d{1,2}(?:[.,]\d+)?$", place.behind) else None,
        example=("bei 54° 11' Nord", "bei 54 Grad 11 Minuten Nord"),
    ),
    rule(
        "angle",
        "word",
        r"[NSOW](?!\w)",
        lambda place: (
            _COMPASS[place[0]] if re.search(r"(?:°\s?\d{1,2}(?:[.,]\d+)?['′’]|\d\s?°)\s?$", place.behind) else None
        ),
        example=("7° 53' O", "7 Grad 53 Minuten Ost"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}(?:0\d{{2,}}|\d{{6,24}}(?!000)\d{{3}})(?![\w]|[.,:/]\d|-\d)",
        lambda place: None if place.opens and place[0][0] != "0" else _digits(place[0]),
        example=(
            "Vertrag 0123 und 123456789",
            "Vertrag null eins zwei drei und eins zwei drei vier fünf sechs sieben acht neun",
        ),
    ),
    rule(
        "sign",
        "word",
        r"Ø(?!\w)",
        lambda place: _mean(place),
        example=("Rohr Ø 12 mm, Ø 3,5 Tore", "Rohr Durchmesser 12 Millimeter, durchschnittlich 3,5 Tore"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}1(?={GAP}(?:(?P<kind>[a-zäöüß]{{2,20}}(?:\.|e[nrs]?)){GAP})?(?P<noun>[A-ZÄÖÜ][a-zäöüß]{{1,30}})(?![\w-]|\.\w))",
        _single,
        example=("mit 1 Enthaltung", "mit einer Enthaltung"),
    ),
    rule(
        "series",
        "digit sign word",
        rf"{APART}(?<![-–])[\d½](?:[-–][\d½]){{2,4}}(?![\d–]|[.,:]\d|-\d)",
        lambda place: re.sub("[-–]", ", ", place[0].replace("½", "einhalb")),
        example=("täglich 1-0-1", "täglich 1, 0, 1"),
    ),
    rule(
        "phone number",
        "sign",
        r"-(\d{2,5})(?!\w)",
        lambda place: _digits(place[1]) if _EXTENSION.search(place.behind) else None,
        example=("Tel. -1234", "Telefon eins zwei drei vier"),
    ),
    rule(
        "unit",
        "sign",
        r"[\"″](?=[\s,.;)-]|$)",
        lambda place: ("-Zoll" if place.ahead[:1] == "-" else " Zoll") if _INCHES.search(place.behind) else None,
        example=('ein 27" Monitor', "ein 27 Zoll Monitor"),
    ),
    rule(
        "money",
        "digit",
        rf"{APART}(\d{{1,3}}(?:\.\d{{3}})*|\d+),[–—-]{{1,2}}(?!\w)(?!{GAP}?(?:€|Euro|EUR|CHF|DM|Fr))",
        lambda place: f"{place[1] if place[1] != '1' else 'ein'} Euro",
        example=("Eintritt 15,–", "Eintritt 15 Euro"),
    ),
)
