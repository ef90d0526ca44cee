"""What laws, roads, classes, books of the Bible and their sisters are referred to by."""

from __future__ import annotations

import re
from collections.abc import Callable

from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.shared import capitals, numbers
from audiobuild.languages.shared.text import APART, GAP, any_of
from audiobuild.languages.shared.vocabulary import vocabulary

_WORDS = vocabulary("it")
_BOOKS = _WORDS.tables["bible"]
_SLASHED = _WORDS.tables["slashed"]
_ROADS = {"SS": "statale", "SP": "provinciale", "SR": "regionale", "SC": "comunale"}
_ARTICLE = re.compile(
    r"(?:\d|\d[°º]?[- ](?:bis|ter|quater|quinquies|sexies|septies)|\d e ss\.|[a-z]\)|\be segg?\.),? $"
)


_BIBLE = re.compile(
    r"(?:[Cc]ap\.? ?\d+|\b(?:Gv|Mt|Mc|Lc|Gen|Es|Sal|Rm|Ap|Is)\.? \d*|[Ss]almo \d+|Vangelo[^.]{0,40}),? (?:e )?(?:i )?$"
)
_LAW = re.compile(
    r"\b(?:[Ll]egge|[Ll]\.|[Dd]\. ?[Ll]gs\.|DPR|D\.P\.R\.|[Dd]ecreto|[Rr]egolamento|[Dd]elibera|[Ss]entenza)(?: n\.)? ?$"
)


def of_article(law: str, of: str) -> Callable[[Place], Answer]:
    """ "l'art. 18 c.c." is of the code, "il c.c." is the code: ``of`` is the article with its preposition."""

    def speak(place: Place) -> Answer:
        joint = " " if of[-1] != "'" else ""
        said = f"{of}{joint}{law}" if _ARTICLE.search(place.behind) else law
        return Change(spoken=said, ends="opener", end=place.end)

    return speak


def _verses(place: Place) -> str:
    """ "Lc 15,11-32"."""
    first, last = place["first"], place["last"]
    name = _BOOKS[place["book"]]
    chapter = f"{place['chapter']}" if name.lower() == "salmo" else f"capitolo {place['chapter']}"
    verses = f", versetti da {first} a {last}" if last else f", versetto {first}" if first else ""
    return f"{name}{'' if name.lower() == 'salmo' else ','} {chapter}{verses}"


def _of_verses(place: Place) -> Answer:
    """ "cap. 3, vv. 16-21" of the Bible are no lines of a poem."""
    if not place.after[:1].isdecimal():
        return None
    if _BIBLE.search(place.behind):
        return "versetti"
    return "versi"


VERSES = _of_verses


def _numerals(place: Place) -> Answer:
    """ "voll. I-IV", "secc. XI-XII"."""
    first, last = capitals.roman_value(place[1]), capitals.roman_value(place[2])
    if not (0 < first < 100 and 0 < last < 100):
        return None
    if place.before in _WORDS.rulers or place.after.startswith("sec"):
        return f"{spelled(first)}, {spelled(last)}"
    return f"da {first} a {last}" if first < last and place.before in _WORDS.numbered_nouns else None


def spelled(number: int) -> str:
    """ "undicesimo"."""
    return numbers.spelled(number, "it", "ordinal")["ordinal-masculine"]


RULES = (
    rule(
        "roman numeral",
        "word",
        r"([IVXLC]{1,7})[–-]([IVXLC]{1,7})(?![\w-])",
        _numerals,
        example=("voll. I-IV, secc. XI-XII", "volumi da 1 a 4, secoli undicesimo, dodicesimo"),
    ),
    rule(
        "reference",
        "word digit",
        rf"(?P<book>{any_of(_BOOKS)})\.? (?P<chapter>\d{{1,3}}),{GAP}?"
        rf"(?P<first>\d{{1,3}})(?:[-–](?P<last>\d{{1,3}}))?(?![\d,])",
        _verses,
        example=("Lc 15,11-32", "Luca, capitolo 15, versetti da 11 a 32"),
    ),
    rule(
        "reference",
        "word",
        rf"(?:S\.?{GAP}?([SPRC])\.?)(?={GAP}?(?:n\.{GAP}?)?\d)",
        lambda place: _ROADS[f"S{place[1]}"],
        example=("la SS 16 e la S.P. 12", "la statale 16 e la provinciale 12"),
    ),
    rule(
        "abbreviation",
        "word",
        rf"({any_of(_SLASHED)})(?![\w/])",
        lambda place: _SLASHED[place[0]],
        example=("c/o la scuola, biglietto A/R", "presso la scuola, biglietto andata e ritorno"),
    ),
    rule(
        "acronym",
        "word",
        r"[A-Z]\.(?:[a-z]\.){1,2}[A-Z]\.",
        lambda place: (
            Change(spoken="-".join(place[0].replace(".", "").upper()), ends="opener")
            if place[0] not in _WORDS.never and place[0] not in _WORDS.opener
            else None
        ),
        example=("il C.d.A. decide", "il C-D-A decide"),
    ),
    rule(
        "reference",
        "digit",
        rf"{APART}(\d{{1,4}})/((?:18[6-9]|19\d|20[0-4])\d)(?![\w/]|[.,]\d)",
        lambda place: (
            f"{place[1]} del {place[2]}" if not re.fullmatch(r"(?:19|20)\d\d", place[1]) else f"{place[1]}, {place[2]}"
        ),
        example=("la legge 241/1990", "la legge 241 del 1990"),
    ),
    rule(
        "reference",
        "digit",
        rf"{APART}((?:19|20)\d\d)/(\d\d)(?![\w/]|[.,]\d)",
        lambda place: f"{place[1]}, {place[2]}" if (int(place[1]) + 1) % 100 == int(place[2]) else None,
        example=("nel 2024/25", "nel 2024, 25"),
    ),
    rule(
        "reference",
        "digit",
        rf"{APART}(\d{{1,4}})/(\d\d)(?![\w/]|[.,]\d)",
        lambda place: f"{place[1]} del {place[2]}" if _LAW.search(place.behind) else None,
        example=("la legge 241/90", "la legge 241 del 90"),
    ),
    rule(
        "sign",
        "sign",
        r"(?<=\d)/(?=[A-Z](?!\w))|(?<=\d{4})/(?=\d{3,4}(?!\d))",
        lambda _: " barra ",
        example=("via Roma 12/B", "via Roma 12 barra B"),
    ),
)
