"""German abbreviations whose reading depends on their surroundings, and streets."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from audiobuild.languages.de.grammar import DATIVE, EXTENT, certain, determined, ending, full, gender, plural, the
from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.shared.abbreviations import Spoken, Tables
from audiobuild.languages.shared.text import UPPER, any_of
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("de")
_LISTS = _WORDS.lists
_DAYS_BEFORE = re.compile(rf"\b(?:{'|'.join((*_WORDS.days, *_WORDS.weekdays))})\.?(?:,| u\.| und| bis| auf|[-–/+])\s?$")

_SHORT_MONTH = "(?:Jan|Jän|Febr?|Mär|Mrz|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)"
_DATE_AHEAD = re.compile(
    rf"\s?\d{{1,2}}\.\s?(?:\d{{1,2}}\.|[–/-]|(?:bis|und|u\.|d\.|ds\.|dieses) "
    rf"|(?:{'|'.join(_WORDS.months)})\b|{_SHORT_MONTH}\.)"
)
_SCORE_NEAR = re.compile(r"\W*\d{1,2}:\d{1,2}(?![\d ]*Uhr)")


def _saint(place: Place) -> Answer:
    if place.behind.endswith(("Ja-", "Nein-")):
        return _end(place, "Stimmen")
    if re.search(r"\d\s?$", place.behind):
        return Change(spoken="Stück", ends="opener", end=place.end)
    return "Sankt" if place.after[:1].isupper() else None


def _page(place: Place) -> Answer:
    """ "S. 5" is a page; in a law reference a sentence."""
    if not place.after[:1].isdecimal():
        if place.after[:1].islower() and (place.opens or _SENTENCE_BEFORE.search(place.behind)):
            return "siehe"
        pages = re.search(r"\d\s?$", place.behind)
        return Change(spoken="Seiten", ends="opener", end=place.end) if pages else None
    return "Satz" if re.search(r"(?:Abs|Art|Nr)\.\s?\d+\w?\s?$", place.behind) else "Seite"


def _adjective(place: Place, stem: str) -> Answer:
    """ "der sog. Plan", "ein kath. u. ein ev. Haus"; without a noun it has no ending: "schriftl. einzureichen", "(engl.)"."""
    noun = _noun_ahead(place)
    unit = place[0].removesuffix(".") in _WORDS.unit_names and re.search(r"\d\s?$", place.behind)
    if unit and (not noun or noun in _WORDS.openers):  # "5 dt."
        return None
    if not noun or place.behind.endswith("("):
        return Change(spoken=stem, ends="opener", end=place.end)
    if re.search(r"(?<!\d)(?:[2-9]|\d\d+)\s$", place.behind):  # "2 gestr. TL"
        return f"{stem}e"
    return stem + ending(place.behind, noun)


def _noun_ahead(place: Place) -> str:
    """The noun that follows at once, or behind other adjectives where a determiner stands before."""
    words = _NEXT_WORDS.match(place.ahead)
    if not words or (words[1] and not determined(place.behind)):
        return ""
    return words[2]


_NEXT_WORDS = re.compile(
    rf"\s((?:(?:u\.|und|oder) (?:d(?:ie|er|as|en|em) )?|[a-zäöüß-]+(?:\.|e[nmrs]?) ){{0,5}})([{UPPER}][\w-]+)"
)


def _century(place: Place) -> Answer:
    genitive = re.search(r"\bdes \d+\.\s?$", place.behind)
    return Change(spoken="Jahrhunderts" if genitive else "Jahrhundert", ends="opener", end=place.end)


def _born(place: Place) -> Answer:
    if place.ahead.startswith(", ") and re.search(r"\d\D{1,9}$", place.behind):  # a book: "320 S., geb., …"
        return "gebunden"
    return "geborene" if place.after[:1].isupper() and not re.match(r"\s?(?:am|in)\b|\s?\d", place.ahead) else "geboren"


def _light_or_school_year(place: Place) -> Answer:
    """ "im 2. Lj.", "4,3 Lj."."""
    return _end(place, "Lehrjahr") if re.search(r"\d\.\s$", place.behind) else None


def _following(place: Place) -> Answer:
    """ "§ 12 f.", "S. 3 ff."; before a word "f." is "für"."""
    if not re.search(r"\d\w?\s?$", place.behind):
        return None if place[0].startswith("ff") else _for(place)
    spoken = "fortfolgende" if place[0].startswith("ff") else "folgende"
    return Change(spoken=spoken, ends="opener", end=place.end)


def _word(spoken: str, but: str = ":;", *, behind_numbers: bool = False) -> Callable[[Place], Answer]:
    """One letter for a word: "m. Abendmahl". Not the mark of a list or a unit, which opens the text or stands behind a stop
    (one of ``but``) or a number.
    """

    def speak(place: Place) -> Answer:
        last = place.behind.rstrip()[-1:]
        marks = (place.opens and place[0][0] in "abcdefi" and not re.match(r"\s[a-zü]\.", place.ahead)) or (
            last and last in but and not _SHORT_BEFORE.search(place.behind)
        )
        counts = last.isdecimal() and not behind_numbers
        apart = (not place.behind or _APART_BEFORE.search(place.behind)) and not place.ahead[:1].isalpha()
        followed = place.after[:1].isalnum() or place.after == "§"
        return spoken if apart and followed and not (marks or counts) else None

    return speak


_APART_BEFORE = re.compile(r"[\s(„»]$")
_SENTENCE_BEFORE = re.compile(r"[a-zäöüß]{3}[.!?;(]\s?$")
_SHORT_BEFORE = re.compile(r"(?<!\w)[^\W\d]{1,3}\.\s?$")
_for = _word("für")


def _see(place: Place) -> Answer:
    """ "s. Anlage", but "9,58 s."."""
    apart = place.start == 0 or _APART_BEFORE.search(place.behind)
    return "siehe" if apart and place.after and not re.search(r"\d\s?$", place.behind) else None


def _high(place: Place) -> Answer:
    """ "1,20 m h."."""
    return _end(place, "hoch") if re.search(r"\d\s?[mck]?m\s$", place.behind) else None


def _because_or_carriage(place: Place) -> Answer:
    """ "wg. Regen"; "Gl. 7, Wg. 21"."""
    carriage = place[0][0] == "W" and place.after[:1].isdecimal() and not place.opens
    return "Wagen" if carriage else "wegen"


def _halftime(place: Place) -> Answer:
    """ "2. Hz.", but "440 Hz."."""
    return _end(place, "Halbzeit") if re.search(r"\d\.\s?$", place.behind) else None


def _nominal(stem: str) -> Spoken:
    """A noun with the ending of an adjective: "1. Vors.", "der 1. Vors.", "dem Vors.", "2 Verl."."""

    def speak(place: Place) -> Answer:
        behind = re.sub(r"\d\.\s$", "", place.behind)
        if re.search(r"\b(?:d\.|de[mns]|vom|beim|zum|eine[mnrs]|zur)\s?$", behind):
            return f"{stem}en"
        if re.search(r"(?i:\b[kmds]?ein) $", behind):
            return f"{stem}er"
        return f"{stem}e" if determined(behind) or re.search(r"(?<!\d)\d{1,3}\s?$", behind) else f"{stem}er"

    return speak


def _december(place: Place) -> Answer:
    return "Dezernat" if re.match(r"[IVX]+(?!\w)", place.after) else _end(place, "Dezember")


def _patient(place: Place) -> Answer:
    """ "die 78-jähr. Pat."."""
    return "Patientin" if re.search(r"\b(?:[Dd]ie|[Ee]ine|[Ee]iner)(?: \S+){0,2}\s$", place.behind) else "Patient"


def _of(place: Place) -> Answer:
    """ "Beschl. v. 3.2.2023", "v. 8–11 h"."""
    return "vom" if _DATE_AHEAD.match(place.ahead) else _word("von", behind_numbers=True)(place)


def _the(place: Place) -> Answer:
    """ "Eltern d. Klasse", "n. d. Essen"."""
    if _DATE_AHEAD.match(place.ahead):
        return "den"
    return _word(the(place.behind, place.after), ":;,")(place)


def _in(place: Place) -> Answer:
    """ "i. Advent", "i. li. Bein", "i. Bonn"."""
    words = _NEXT_WORDS.match(place.ahead)
    known = bool(words) and certain(words[2] if words else "") and gender(words[2] if words else "") != "f"
    return _word("im" if known else "in", behind_numbers=True)(place)


def _on(place: Place) -> Answer:
    """ "Frankfurt a. Main", "Hinweis a. Fraktur"."""
    return _word("auf" if gender(place.after) == "f" else "am", ".:;,")(place)


def _to(place: Place) -> Answer:
    """ "z. Jahresende", "z. Ansicht"."""
    noun = place.after
    return _word("zu" if plural(noun) else "zur" if gender(noun) == "f" else "zum")(place)


def _until(place: Place) -> Answer:
    """ "3.5. b. 6.5.", "b. 175 °C"."""
    times = {*_WORDS.months, *_WORDS.weekdays}
    if {full(place.before), full(place.after)} <= times or (
        re.search(r"\d\.?\s$", place.behind) and re.match(r"\s\d", place.ahead)
    ):
        return "bis"
    return _word("bei", ".:;,")(place)


def _a(place: Place) -> Answer:
    """ "e. Kündigung", behind a noun."""
    return _word("einer" if gender(place.after) == "f" else "eines")(place) if place.before[:1].isupper() else None


def _members(place: Place) -> Answer:
    return "Mitglieder" if determined(place.behind) else "Mitglied"


def _young_or_this_year(place: Place) -> Answer:
    """ "Hans Holbein d. J.", "im Mai d. J."."""
    times = {*_WORDS.months, "Ende", "Anfang", "Mitte", "Beginn", "Herbst", "Sommer", "Winter", "Frühjahr", "Quartal"}
    name = place.before[:1].isupper() and place.before not in times and not place.behind.rstrip().endswith(".")
    return _end(place, "der Jüngere" if name else "dieses Jahres")


def _intravenous(place: Place) -> Answer:
    return "intravenös" if place[0][0] == "i" else None


def _retired(place: Place) -> Answer:
    return "in Raum" if place.after[:1].isdecimal() else _end(place, "im Ruhestand")


def _at(place: Place) -> Answer:
    """ "Worms a. d. Brücke", "Tomaten a. d. Dose"."""
    return f"aus {the('z.', place.after)}" if place.after in _LISTS["out_of"] else f"an {the('a.', place.after)}"


def _after_play(other: str, play: str) -> Spoken:
    """ "2:2 n. V." is no agreement, "4:3 i. E." no result."""

    def speak(place: Place) -> Answer:
        spoken = play if _SCORE_NEAR.search(place.behind[-24:]) or _SCORE_NEAR.match(place.ahead) else other
        return Change(spoken=spoken, ends="opener", end=place.end)

    return speak


def _class(place: Place) -> Answer:
    """ "2. Kl.", "Kl. 7b"; else a plaintiff."""
    if re.match(r"\s?\d{1,2}\s?(?:[–-]|bis)\s?\d", place.ahead):
        return "Klassen"
    number = re.search(r"\d\.?\s?$", place.behind) or place.after[:1].isdecimal()
    if number or place.after[:1].isupper() or place.before.lower() in {"d", "der"}:
        return Change(spoken="Klasse", ends="opener", end=place.end)
    return "Klägerin"


def _street(place: Place) -> Answer:
    """ "Lied 316, Str. 1–3"; else a street."""
    verse = re.search(r"\d,\s$", place.behind) and re.match(r"\s?\d(?:\s?([–,+-])\s?\d)?(?!\d)", place.ahead)
    return ("Strophen" if verse[1] else "Strophe") if verse else "Straße"


def _others(place: Place) -> Answer:
    """ "Schütz, Bach u. a.", "3 Ziegen, 2 Kühe u. a. Tiere"; else "unter anderem"."""
    listed = re.search(r"\b[A-ZÄÖÜ]\w+, (?:\w\. |\d+ )?[A-ZÄÖÜ]\w+ $", place.behind)
    return "und andere" if listed and (not place.after[:1].isupper() or plural(place.after)) else "unter anderem"


def _volume(place: Place) -> Answer:
    """A volume; behind a number a bunch, which is a unit."""
    return None if re.search(r"\d\s?$", place.behind) and place.after[:1].isupper() else "Band"


def _lieutenant(place: Place) -> Answer:
    """ "Lt. Polizei", "Lt. § 3"; "an Lt. Kern"."""
    noun = place.after
    name = noun[:1].isupper() and not certain(noun) and not noun.endswith(("en", "ei")) and not place.opens
    return "Leutnant" if name else "laut"


def _highest(place: Place) -> Answer:
    """ "Max. 5 Tage", but not the name "Max."."""
    return "maximal" if place[0][0] == "m" or place.after[:1].isdecimal() else None


def _direction(side: str) -> Spoken:
    """ "re. 2015", "am re. Bein"."""
    return lambda place: (
        side + ending(place.behind, place.after) if place.after[:1].isupper() else _end(place, f"{side}s")
    )


def _end(place: Place, spoken: str) -> Change:
    return Change(spoken=spoken, ends="opener", end=place.end)


def _woman(place: Place) -> Answer:
    """ "Fr. Kern", but "Mo, Mi u. Fr."."""
    if _DAYS_BEFORE.search(place.behind):
        return Change(spoken="Freitag", ends="opener", end=place.end)
    return "Frau" if place.after[:1].isupper() else None


def _years(place: Place) -> Answer:
    """ "27 J.", but "Frau J. Müller"."""
    amount = re.search(r"(?:(\w+) )?[\d.,]+(?:er)?\s?$", place.behind)
    if not amount:
        return None
    dative = (amount[1] or "").lower() in DATIVE | {"den"} or re.search(r"\bden \w+en [\d.,]+\s?$", place.behind)
    spoken = "Jahren" if dative and not EXTENT.match(place.ahead) else "Jahre"
    return Change(spoken=spoken, ends="opener", end=place.end)


def _minimum(place: Place) -> Answer:
    return "mindestens" if place.after[:1].isdecimal() else "minimal"


ABBREVIATIONS: Tables = {
    "never": {
        **{key: partial(_adjective, stem=stem) for key, stem in _WORDS.tables["adjectives"].items()},
        "St.": _saint,
        "S.": _page,
        "J.": _years,
        "Fr.": _woman,
        "geb.": _born,
        "min.": _minimum,
        "f.": _following,
        "ff.": _following,
        "v.": _of,
        "d.": _the,
        "Kl.": _class,
        "Bd.": _volume,
        "max.": _highest,
        "Lt.": _lieutenant,
        "re.": _direction("recht"),
        "li.": _direction("link"),
        "s.": _see,
        "Lj.": _light_or_school_year,
        "h.": _high,
        "wg.": _because_or_carriage,
        "Hz.": _halftime,
        "Pat.": _patient,
        **{key: _nominal(stem) for key, stem in _WORDS.tables["nominal"].items()},
        "a.": _on,
        "b.": _until,
        "z.": _to,
        "e.": _a,
        "i.v.": _intravenous,
        "Mitgl.": _members,
        "i.": _in,
        "a.d.": _at,
        "ü.": _word("über"),
        "i.R.": _retired,
        "n.": _word("nach", behind_numbers=True),
        **{key: _word(spoken) for key, spoken in _WORDS.tables["prepositions"].items()},
    },
    "opener": {
        "Str.": _street,
        "u.a.": _others,
        "Dez.": _december,
        "d.J.": _young_or_this_year,
        "n.V.": _after_play("nach Vereinbarung", "nach Verlängerung"),
        "i.E.": _after_play("im Ergebnis", "im Elfmeterschießen"),
        "Jh.": _century,
        "Jhd.": _century,
        "Jhdt.": _century,
    },
}


def _compound(place: Place) -> Answer:
    """ "Fackelstr.", "Öffnungszt.": the end of a longer noun."""
    return _end(place, place[1] + _TAILS[place[2]]) if len(place[1]) > 1 else None


_TAILS = {
    **_WORDS.tables["tails"],
    **{key.capitalize(): tail.capitalize() for key, tail in _WORDS.tables["tails"].items()},
}


LICH = rule(
    "abbreviation",
    "word",
    r"([a-zäöüß-]{2,30}[bcdfghkmnprstvz]l)\.(?![\w.])",
    lambda place: _adjective(place, f"{place[1]}ich"),
    example=("eine handschriftl. Notiz", "eine handschriftliche Notiz"),
)
RUNNING = rule(
    "abbreviation",
    "word",
    r"lfd\. ?m(?!\w)",
    lambda place: "laufende Meter" if re.search(r"\d\s?$", place.behind) else None,
    example=("für 5 lfd. m", "für 5 laufende Meter"),
)
UNDOTTED = rule(
    "abbreviation",
    "word",
    r"([zdue])\. ?([BhaV])(?![\w.])",
    lambda place: _WORDS.never.get(f"{place[1]}.{place[2]}.") or _WORDS.opener.get(f"{place[1]}.{place[2]}."),
    example=("Es gibt z.B Kaffee.", "Es gibt zum Beispiel Kaffee."),
)
STREET = (
    rule(
        "abbreviation",
        "word",
        rf"([{UPPER}][\w-]{{0,30}}?)({any_of(_TAILS)})\.",
        _compound,
        example=("Fackelstr. 28, Lieferzt. 3 Tage", "Fackelstraße 28, Lieferzeit 3 Tage"),
    ),
)
