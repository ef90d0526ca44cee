"""German abbreviations, by whether a sentence can end with their dot."""

from __future__ import annotations

import re
from collections.abc import Mapping

from audiobuild.languages.de.grammar import DATIVE, ending
from audiobuild.languages.mechanism import Answer, Change, Ending, Place
from audiobuild.languages.shared.abbreviations import Spoken
from audiobuild.languages.shared.text import table

_NEVER = table("""
    z.B. = zum Beispiel
    d.h. = das heißt
    d.i. = das ist
    i.e. = das heißt
    bzw. = beziehungsweise
    bspw. = beispielsweise
    vgl. = vergleiche
    ca. = circa
    rd. = rund
    ggü. = gegenüber
    erm. = ermäßigt
    Teiln. = Teilnehmende
    Kennz. = Kennzeichen
    tgl. = täglich
    Red. = Redaktion
    d.Red. = der Redaktion
    v.d. = von der
    BGBl. = Bundesgesetzblatt
    Jgg. = Jahrgänge
    bzgl. = bezüglich
    Az. = Aktenzeichen
    Bsp. = Beispiel
    gez. = gezeichnet
    Ltg. = Leitung
    Gde. = Gemeinde
    Kto. = Konto
    Pfd. = Pfund
    Pkt. = Punkt
    Stv. = Stellvertreter
    Verw. = Verwaltung
    Wdh. = Wiederholung
    zul. = zulässig
    zus. = zusammen
    zirka. = circa
    Nr. = Nummer
    Nrn. = Nummern
    Abs. = Absatz
    Dr. = Doktor
    Dres. = Doktores
    Prof. = Professor
    Dipl.-Ing. = Diplom-Ingenieur
    Dipl. = Diplom
    Ing. = Ingenieur
    Mag. = Magister
    Hr. = Herr
    Hrn. = Herrn
    bes. = besonders
    insb. = insbesondere
    insbes. = insbesondere
    allg. = allgemein
    ggf. = gegebenenfalls
    ggfs. = gegebenenfalls
    gg. = gegen
    evtl. = eventuell
    event. = eventuell
    lt. = laut
    gem. = gemäß
    inkl. = inklusive
    exkl. = exklusive
    einschl. = einschließlich
    ausschl. = ausschließlich
    zzgl. = zuzüglich
    zgl. = zuzüglich
    abzgl. = abzüglich
    mind. = mindestens
    höchst. = höchstens
    max. = maximal
    tägl. = täglich
    wöchentl. = wöchentlich
    monatl. = monatlich
    mtl. = monatlich
    jährl. = jährlich
    stündl. = stündlich
    Bd. = Band
    Bde. = Bände
    Kap. = Kapitel
    Abb. = Abbildung
    Tab. = Tabelle
    Anm. = Anmerkung
    Hrsg. = Herausgeber
    hrsg. = herausgegeben
    Verf. = Verfasser
    Übers. = Übersetzung
    resp. = respektive
    betr. = betreffend
    bez. = bezüglich
    versch. = verschiedene
    verh. = verheiratet
    gest. = gestorben
    gegr. = gegründet
    vorauss. = voraussichtlich
    urspr. = ursprünglich
    eigtl. = eigentlich
    wg. = wegen
    zw. = zwischen
    od. = oder
    v.a. = vor allem
    v.A. = vor allem
    i.d.R. = in der Regel
    i.Allg. = im Allgemeinen
    i.A. = im Auftrag
    i.S.d. = im Sinne des
    i.S.v. = im Sinne von
    i.V.m. = in Verbindung mit
    i.H.v. = in Höhe von
    i.R.d. = im Rahmen der
    m.E. = meines Erachtens
    m.a.W. = mit anderen Worten
    m.W. = meines Wissens
    z.T. = zum Teil
    z.Hd. = zu Händen
    z.Z. = zur Zeit
    z.Zt. = zur Zeit
    u.U. = unter Umständen
    u.E. = unseres Erachtens
    o.g. = oben genannte
    u.g. = unten genannte
    s.a. = siehe auch
    sh. = siehe
    v.l.n.r. = von links nach rechts
    v.l. = von links
    v.r. = von rechts
    med. = med
    phil. = phil
    jur. = jur
    rer. = rer
    nat. = nat
    h.c. = honoris causa
    Fa. = Firma
    Gebr. = Gebrüder
    Hl. = Heilige
    hl. = heilige
    Tel. = Telefon
    Tel.-Nr. = Telefonnummer
    Telefonnr. = Telefonnummer
    Hausnr. = Hausnummer
    Fax. = Fax
    Vors. = Vorsitzende
    u. = und
    o. = oder
    vs. = gegen
    Aufl. = Auflage
    Ausg. = Ausgabe
""")
_OPENER = table("""
    geschl. = geschlossen
    i.R. = im Ruhestand
    n.V. = nach Vereinbarung
    s.u. = siehe unten
    s.o. = siehe oben
    e.G. = e-G
    a.D. = außer Dienst
    e.V. = e-V
    u.a. = unter anderem
    Tsd. = Tausend
    MwSt. = Mehrwertsteuer
    USt. = Umsatzsteuer
    Str. = Straße
    str. = straße
    Pl. = Platz
    Jan. = Januar
    Jän. = Jänner
    Feb. = Februar
    Febr. = Februar
    Mrz. = März
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
    v.u.Z. = vor unserer Zeitrechnung
    p.a. = pro Jahr
    p.P. = pro Person
    p.M. = pro Monat
    Co. = Co
    Inc. = Inc
    Ltd. = Limited
    jun. = junior
    sen. = senior
    Jr. = junior
    Sr. = senior
    Einw. = Einwohner
    Mitgl. = Mitglieder
    Whg. = Wohnung
    Zi. = Zimmer
    Hbf. = Hauptbahnhof
    Bhf. = Bahnhof
    Jg. = Jahrgang
    M.A. = M-A
    B.A. = B-A
    M.Sc. = Master of Science
    B.Sc. = Bachelor of Science
    Ph.D. = P-h-D
    d.J. = dieses Jahres
    d.M. = dieses Monats
    St.-Nr. = Steuernummer
    G.m.b.H. = GmbH
""")
_CAPITAL = table("""
    usw. = und so weiter
    usf. = und so fort
    etc. = et cetera
    u.a.m. = und anderes mehr
    u.v.m. = und vieles mehr
    u.v.a. = und viele andere
    u.v.a.m. = und vieles andere mehr
    uvm. = und vieles mehr
    u.Ä. = und Ähnliches
    u.ä. = und Ähnliches
    o.Ä. = oder Ähnliches
    o.ä. = oder Ähnliches
    o.J. = ohne Jahr
    u.dgl. = und dergleichen
    dgl. = dergleichen
""")


def _saint(place: Place) -> Answer:
    if re.search(r"\d\s?$", place.behind):
        return Change(spoken="Stück", ends="opener", end=place.end)
    return "Sankt" if place.after[:1].isupper() else None


def _numbered(spoken: str) -> Spoken:
    return lambda place: spoken if place.after[:1].isdecimal() or place.after in {"I", "II", "III", "IV"} else None


def _page(place: Place) -> Answer:
    """ "S. 5" is a page; in a law reference a sentence."""
    if not place.after[:1].isdecimal():
        pages = re.search(r"\d\s?$", place.behind)
        return Change(spoken="Seiten", ends="opener", end=place.end) if pages else None
    return "Satz" if re.search(r"(?:Abs|Art|Nr)\.\s?\d+\w?\s?$", place.behind) else "Seite"


def _amount(one: str, many: str) -> Spoken:
    """ "1 Mio." is one million; "1,5 Mio." are millions."""

    def speak(place: Place) -> Answer:
        amount = re.search(r"([\d.,]+)[ \xa0\u202f]?$", place.behind)
        if not amount:
            return None
        return Change(spoken=one if amount[1] == "1" else many, ends="opener", end=place.end)

    return speak


def _adjective(stem: str) -> Spoken:
    """ "der sog. Plan", but "(engl. Review)"."""
    return lambda place: stem if place.behind.endswith("(") else stem + ending(place.behind, place.after)


def _century(place: Place) -> Answer:
    genitive = re.search(r"\bdes \d+\.\s?$", place.behind)
    return Change(spoken="Jahrhunderts" if genitive else "Jahrhundert", ends="opener", end=place.end)


def _born(place: Place) -> Answer:
    return "geborene" if place.after[:1].isupper() and not re.match(r"\s?(?:am|in)\b|\s?\d", place.ahead) else "geboren"


def _following(place: Place) -> Answer:
    """ "§ 12 f.", "S. 3 ff."."""
    if not re.search(r"\d\w?\s?$", place.behind):
        return None
    spoken = "fortfolgende" if place[0].startswith("ff") else "folgende"
    return Change(spoken=spoken, ends="opener", end=place.end)


def _woman(place: Place) -> Answer:
    return "Frau" if place.after[:1].isupper() else None


def _years(place: Place) -> Answer:
    """ "27 J.", but "Frau J. Müller"."""
    amount = re.search(r"(?:(\w+) )?[\d.,]+\s?$", place.behind)
    if not amount:
        return None
    spoken = "Jahren" if (amount[1] or "").lower() in DATIVE else "Jahre"
    return Change(spoken=spoken, ends="opener", end=place.end)


def _minimum(place: Place) -> Answer:
    return "mindestens" if place.after[:1].isdecimal() else "minimal"


ABBREVIATIONS: Mapping[Ending, Mapping[str, Spoken]] = {
    "never": {
        **_NEVER,
        "St.": _saint,
        "S.": _page,
        "Art.": _numbered("Artikel"),
        "Z.": _numbered("Zeile"),
        "Gl.": _numbered("Gleis"),
        "J.": _years,
        "Rn.": _numbered("Randnummer"),
        "Fr.": _woman,
        "geb.": _born,
        "min.": _minimum,
        "f.": _following,
        "ff.": _following,
        "Mio.": _amount("Million", "Millionen"),
        "Mrd.": _amount("Milliarde", "Milliarden"),
        "Bio.": _amount("Billion", "Billionen"),
        "Min.": _amount("Minute", "Minuten"),
        "Std.": _amount("Stunde", "Stunden"),
        "Sek.": _amount("Sekunde", "Sekunden"),
        "Stck.": _amount("Stück", "Stück"),
        "Stk.": _amount("Stück", "Stück"),
        "sog.": _adjective("sogenannt"),
        "ehem.": _adjective("ehemalig"),
        "europ.": _adjective("europäisch"),
        "Europ.": _adjective("Europäisch"),
        "dt.": _adjective("deutsch"),
        "engl.": _adjective("englisch"),
        "frz.": _adjective("französisch"),
        "kath.": _adjective("katholisch"),
        "ev.": _adjective("evangelisch"),
        "evang.": _adjective("evangelisch"),
        "öffentl.": _adjective("öffentlich"),
        "stellv.": _adjective("stellvertretend"),
        "gesetzl.": _adjective("gesetzlich"),
    },
    "opener": {**_OPENER, "Jh.": _century, "Jhd.": _century, "Jhdt.": _century},
    "capital": _CAPITAL,
}
