"""German abbreviations, by whether a sentence can end with their dot."""

from __future__ import annotations

from collections.abc import Mapping

from audiobuild.languages.common import Spoken, table
from audiobuild.languages.mechanism import Answer, Ending, Place

_NEVER = table("""
    z.B. = zum Beispiel
    d.h. = das heißt
    bzw. = beziehungsweise
    vgl. = vergleiche
    ca. = circa
    Nr. = Nummer
    Nrn. = Nummern
    Abs. = Absatz
    Dr. = Doktor
    Prof. = Professor
    bspw. = beispielsweise
    bes. = besonders
    insb. = insbesondere
    insbes. = insbesondere
    ggf. = gegebenenfalls
    ggfs. = gegebenenfalls
    evtl. = eventuell
    sog. = sogenannte
    lt. = laut
    gem. = gemäß
    inkl. = inklusive
    exkl. = exklusive
    zzgl. = zuzüglich
    abzgl. = abzüglich
    einschl. = einschließlich
    Hr. = Herr
    Hrn. = Herrn
    Bd. = Band
    Hrsg. = Herausgeber
    i.d.R. = in der Regel
    v.a. = vor allem
    m.E. = meines Erachtens
    z.T. = zum Teil
    u.U. = unter Umständen
""")
_OPENER = table("""
    Tel. = Telefon
    Mio. = Millionen
    Mrd. = Milliarden
    Tsd. = Tausend
    Jh. = Jahrhundert
    Std. = Stunden
    Min. = Minuten
    Sek. = Sekunden
    Str. = Straße
    Jan. = Januar
    Feb. = Februar
    Apr. = April
    Jun. = Juni
    Jul. = Juli
    Aug. = August
    Sep. = September
    Sept. = September
    Okt. = Oktober
    Nov. = November
    Dez. = Dezember
    v.Chr. = vor Christus
    n.Chr. = nach Christus
""")
_CAPITAL = table("""
    usw. = und so weiter
    usf. = und so fort
    etc. = et cetera
    u.a. = unter anderem
    u.v.m. = und vieles mehr
    u.Ä. = und Ähnliches
    o.Ä. = oder Ähnliches
    s.o. = siehe oben
    s.u. = siehe unten
    e.V. = e-V
    a.D. = außer Dienst
""")


def _saint(place: Place) -> Answer:
    return "Sankt" if place.after[:1].isupper() else None


def _numbered(spoken: str) -> Spoken:
    return lambda place: spoken if place.after[:1].isdecimal() else None


ABBREVIATIONS: Mapping[Ending, Mapping[str, Spoken]] = {
    "never": {**_NEVER, "St.": _saint, "S.": _numbered("Seite"), "Art.": _numbered("Artikel")},
    "opener": _OPENER,
    "capital": _CAPITAL,
}
