"""English abbreviations, by whether a sentence can end with their dot."""

from __future__ import annotations

import re
from collections.abc import Mapping

from audiobuild.languages.en.openers import OPENERS
from audiobuild.languages.mechanism import Answer, Change, Ending, Place
from audiobuild.languages.shared.abbreviations import Spoken
from audiobuild.languages.shared.text import table

_NEVER = table("""
    e.g. = for example
    eg. = for example
    i.e. = that is
    cf. = compare
    viz. = namely
    vs. = versus
    v. = versus
    approx. = approximately
    c. = circa
    ca. = circa
    incl. = including
    excl. = excluding
    esp. = especially
    Mr. = Mister
    Mrs. = Missus
    Ms. = Miz
    Messrs. = Messieurs
    Prof. = Professor
    Gen. = General
    Col. = Colonel
    Capt. = Captain
    Cpt. = Captain
    Lt. = Lieutenant
    Sgt. = Sergeant
    Rev. = Reverend
    Hon. = Honourable
    Gov. = Governor
    Sen. = Senator
    Rep. = Representative
    Pres. = President
    Mt. = Mount
    Ft. = Fort
    Tel. = Telephone
    tel. = telephone
    ext. = extension
    a.k.a. = also known as
""")
_OPENER = table("""
    Inc. = Incorporated
    Ltd. = Limited
    Co. = Company
    Corp. = Corporation
    Bros. = Brothers
    Jr. = Junior
    Sr. = Senior
    Ave. = Avenue
    Rd. = Road
    Blvd. = Boulevard
    Sq. = Square
    p.a. = per annum
    a.m. = a-m
    p.m. = p-m
    A.D. = A-D
    B.C. = B-C
    B.C.E. = B-C-E
    C.E. = C-E
    Ph.D. = P-h-D
    M.D. = M-D
    M.A. = M-A
    B.A. = B-A
    M.Sc. = M-S-c
    B.Sc. = B-S-c
    M.P. = M-P
    D.C. = D-C
    Jan. = January
    Feb. = February
    Mar. = March
    Apr. = April
    Jun. = June
    Jul. = July
    Aug. = August
    Sep. = September
    Sept. = September
    Oct. = October
    Nov. = November
    Dec. = December
    Mon. = Monday
    Tue. = Tuesday
    Tues. = Tuesday
    Thu. = Thursday
    Thurs. = Thursday
    Fri. = Friday
    dept. = department
    Dept. = Department
    govt. = government
    assn. = association
    est. = established
    misc. = miscellaneous
    max. = maximum
    min. = minimum
    ed. = edition
    eds. = editors
    avg. = average
    temp. = temperature
    apt. = apartment
    Apt. = Apartment
    al. = al
""")
_CAPITAL = table("""
    etc. = et cetera
    ibid. = ibidem
""")


def _numbered(spoken: str) -> Spoken:
    return lambda place: spoken if place.after[:1].isdecimal() or re.fullmatch("[IVXL]{2,}", place.after) else None


def _street_or_saint(place: Place) -> Answer:
    if place.before[:1].isupper() and place.before not in OPENERS:
        return Change(spoken="Street", ends="opener", end=place.end)
    return "Saint" if place.after[:1].isupper() else None


def _doctor_or_drive(place: Place) -> Answer:
    if place.before[:1].isupper() and place.before not in OPENERS and not place.after[:1].isupper():
        return Change(spoken="Drive", ends="opener", end=place.end)
    return "Doctor"


ABBREVIATIONS: Mapping[Ending, Mapping[str, Spoken]] = {
    "never": {
        **_NEVER,
        "St.": _street_or_saint,
        "Dr.": _doctor_or_drive,
        "No.": _numbered("number"),
        "no.": _numbered("number"),
        "Nos.": _numbered("numbers"),
        "nos.": _numbered("numbers"),
        "p.": _numbered("page"),
        "pp.": _numbered("pages"),
        "ch.": _numbered("chapter"),
        "Ch.": _numbered("chapter"),
        "Fig.": _numbered("figure"),
        "fig.": _numbered("figure"),
        "Sec.": _numbered("section"),
        "sec.": _numbered("section"),
        "Vol.": _numbered("volume"),
        "vol.": _numbered("volume"),
        "Art.": _numbered("article"),
        "art.": _numbered("article"),
        "para.": _numbered("paragraph"),
    },
    "opener": _OPENER,
    "capital": _CAPITAL,
}
