"""Polish abbreviations, by whether a sentence can end with their dot."""

from __future__ import annotations

import re

from audiobuild.languages.mechanism import Answer, Change, Place
from audiobuild.languages.pl import numbers
from audiobuild.languages.shared import abbreviations
from audiobuild.languages.shared.text import table

WITHOUT_DOT = {
    "dr": "doktor",
    "mgr": "magister",
    "nr": "numer",
    "wg": "według",
    "ds": "do spraw",
    "Dr": "Doktor",
    "płk": "pułkownik",
    "bp": "biskup",
    "abp": "arcybiskup",
    "mjr": "major",
    "ppłk": "podpułkownik",
}
_NEVER = table("""
    np. = na przykład
    m.in. = między innymi
    tj. = to jest
    tzn. = to znaczy
    tzw. = tak zwany
    ww. = wyżej wymieniony
    prof. = profesor
    inż. = inżynier
    hab. = habilitowany
    ks. = ksiądz
    św. = święty
    gen. = generał
    kpt. = kapitan
    al. = aleja
    pl. = plac
    os. = osiedle
    woj. = województwo
    im. = imienia
    tel. = telefon
    por. = porównaj
    zob. = zobacz
    nast. = następne
    mieszk. = mieszkańców
    dot. = dotyczy
    ok. = około
    ur. = urodzony
    zm. = zmarł
    red. = redakcja
    oprac. = opracowanie
    wyd. = wydanie
    min. = minimum
    maks. = maksimum
    p. = pan
    wzgl. = względnie
    ew. = ewentualnie
    pt. = pod tytułem
    godz. = godzina
    przyp. = przypis
    vs. = kontra
""")
_OPENER = table("""
    p.n.e. = przed naszą erą
    n.e. = naszej ery
    r. = roku
    S.A. = S-A
    sp.zo.o. = spółka z o o
    sp. = spółka
    o.o. = o o
    br. = bieżącego roku
    ub.r. = ubiegłego roku
    gr. = groszy
    wł. = włącznie
""")


def _numbered(spoken: str) -> abbreviations.Spoken:
    return lambda place: spoken if place.after[:1].isdecimal() else None


def _counted(*forms: str) -> abbreviations.Spoken:
    """ "2 tys." are "tysiące", "5 tys." are "tysięcy"."""

    def speak(place: Place) -> Answer:
        amount = re.search(r"([\d.,]+)[ \xa0]?$", place.behind)
        return Change(spoken=forms[numbers.form(amount[1])], ends="opener", end=place.end) if amount else None

    return speak


def _street(place: Place) -> Answer:
    """Behind a preposition that asks for it in the genitive or locative."""
    before = place.before.lower()
    return "ulicy" if before in {"z", "od", "do", "przy", "na", "koło", "obok"} else "ulica"


ABBREVIATIONS: abbreviations.Tables = {
    "never": {
        **_NEVER,
        "ul.": _street,
        "s.": _numbered("strona"),
        "str.": _numbered("strona"),
        "art.": _numbered("artykuł"),
        "ust.": _numbered("ustęp"),
        "par.": _numbered("paragraf"),
        "pkt.": _numbered("punkt"),
        "poz.": _numbered("pozycja"),
        "rozdz.": _numbered("rozdział"),
        "rys.": _numbered("rysunek"),
        "tab.": _numbered("tabela"),
        "tys.": _counted("tysiąc", "tysiące", "tysięcy", "tysiąca"),
    },
    "opener": _OPENER,
    "capital": {"itd.": "i tak dalej", "itp.": "i tym podobne", "etc.": "et cetera", "i in.": "i inni", "in.": "inni"},
}
