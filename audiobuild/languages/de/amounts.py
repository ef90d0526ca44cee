"""German amounts: units, money, fractions, ratios, ranges, telephone numbers."""

from __future__ import annotations

import re

from audiobuild.languages.de import numbers
from audiobuild.languages.de.grammar import MONTHS, WEEKDAYS, Gender, gender, one
from audiobuild.languages.mechanism import Answer, Place, rule
from audiobuild.languages.shared import amounts
from audiobuild.languages.shared.text import APART, GAP, any_of, forms, listed, table, words

FIGURES = amounts.Figures(
    decimal=",",
    grouping=".'’\xa0\u2009\u202f",
    large=listed("Mio. Mrd. Tsd. Millionen Milliarden Billionen Tausend tausend Million Milliarde"),
)

_CURRENCIES = forms("""
    € = Euro
    EUR = Euro
    $ = Dollar
    US$ = US-Dollar
    USD = US-Dollar
    £ = Pfund
    GBP = Pfund
    ¥ = Yen
    CHF = Franken
    SFr. = Franken
    DM = D-Mark
    T€ = Tausend Euro
    TEUR = Tausend Euro
    ct = Cent
    Ct = Cent
""")
_UNITS = forms("""
    % = Prozent
    ‰ = Promille
    ° = Grad
    °C = Grad Celsius
    °F = Grad Fahrenheit
    nm = Nanometer
    µm = Mikrometer
    mm = Millimeter
    cm = Zentimeter
    dm = Dezimeter
    m = Meter
    km = Kilometer
    mm² = Quadratmillimeter
    cm² = Quadratzentimeter
    m² = Quadratmeter
    m2 = Quadratmeter
    qm = Quadratmeter
    km² = Quadratkilometer
    km2 = Quadratkilometer
    qkm = Quadratkilometer
    ha = Hektar
    cm³ = Kubikzentimeter
    ccm = Kubikzentimeter
    m³ = Kubikmeter
    m3 = Kubikmeter
    cbm = Kubikmeter
    ml = Milliliter
    cl = Zentiliter
    dl = Deziliter
    l = Liter
    hl = Hektoliter
    µg = Mikrogramm
    mg = Milligramm
    g = Gramm
    kg = Kilogramm
    t = Tonne / Tonnen
    ms = Millisekunde / Millisekunden
    s = Sekunde / Sekunden
    sec = Sekunde / Sekunden
    Sek. = Sekunde / Sekunden
    min = Minute / Minuten
    Min. = Minute / Minuten
    h = Stunde / Stunden
    Std. = Stunde / Stunden
    mW = Milliwatt
    W = Watt
    kW = Kilowatt
    MW = Megawatt
    GW = Gigawatt
    TW = Terawatt
    kWp = Kilowatt Peak
    Wh = Wattstunde / Wattstunden
    kWh = Kilowattstunde / Kilowattstunden
    MWh = Megawattstunde / Megawattstunden
    GWh = Gigawattstunde / Gigawattstunden
    TWh = Terawattstunde / Terawattstunden
    V = Volt
    kV = Kilovolt
    mA = Milliampere
    mAh = Milliamperestunde / Milliamperestunden
    Ah = Amperestunde / Amperestunden
    Hz = Hertz
    kHz = Kilohertz
    MHz = Megahertz
    GHz = Gigahertz
    hPa = Hektopascal
    kPa = Kilopascal
    mbar = Millibar
    Nm = Newtonmeter
    kJ = Kilojoule
    kcal = Kilokalorie / Kilokalorien
    dB = Dezibel
    kbit = Kilobit
    kBit = Kilobit
    Mbit = Megabit
    MBit = Megabit
    Gbit = Gigabit
    GBit = Gigabit
    KB = Kilobyte
    kB = Kilobyte
    MB = Megabyte
    GB = Gigabyte
    TB = Terabyte
    PB = Petabyte
    Mbps = Megabit pro Sekunde
    Gbps = Gigabit pro Sekunde
    px = Pixel
""")
_PER = table("""
    a = Jahr
    d = Tag
    Tg. = Tag
    Wo. = Woche
    Mon. = Monat
    Pers. = Person
    Stk. = Stück
    Einw. = Einwohner
    100 km = hundert Kilometer
""")
_COUNTED = words("""
    Uhr Euro Cent Dollar Franken Prozent Million Milliarde Stunde Minute Sekunde Tag Woche Monat Jahr Kilometer Meter
    Zentimeter Liter Kilo Kilogramm Gramm Tonne Person Mal Quadratmeter Hektar Promille Megabyte Gigabyte Mio. Mrd.
""")
_INVARIABLE = words("Uhr Prozent Promille Grad")
_GENDERS: dict[str, Gender] = {
    **dict.fromkeys(listed("Euro Cent Dollar Franken Yen Meter Liter Monat Tag"), "m"),
    **dict.fromkeys(listed("Mio. Mrd. D-Mark Million Milliarde"), "f"),
    **dict.fromkeys(listed("Kilo Hektar Pfund Mal Jahr Bit Byte"), "n"),
}
_SIGN_FRACTIONS = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3)}
_CURRENCY = any_of(_CURRENCIES, ("Euro", "Dollar", "Franken"))


def _form(names: tuple[str, ...], amount: str, _between: str) -> str:
    return names[0] if amount == "1" else names[-1]


def _one(place: Place) -> Answer:
    """ "1" before what is measured: "ein Kilometer", "seit einer Stunde"."""
    unit, noun = place["unit"], place["noun"]
    if noun and noun not in _COUNTED:
        return None
    name = noun or {**_UNITS, **_CURRENCIES}[unit][0]
    if name.split()[0] in _INVARIABLE:
        return "ein"
    tail = name if name in _GENDERS else next((key for key in ("meter", "liter") if name.endswith(key)), name)
    kind = _GENDERS.get(tail.capitalize()) or gender(name)
    return one(place.behind, kind)


def _price(place: Place) -> Answer:
    """ "5,50 €" → "fünf Euro fünfzig"; "0,99 €" → "neunundneunzig Cent"."""
    currency = _CURRENCIES.get(place["currency"], (place["currency"],))[0]
    whole, cents = int(re.sub(r"\D", "", place["whole"])), int(place["cents"])
    if not whole and cents and currency in {"Euro", "Dollar"}:
        return f"{'ein' if cents == 1 else cents} Cent"
    amount = "ein" if whole == 1 else place["whole"]
    return f"{amount} {currency} {cents}" if cents else f"{amount} {currency}"


def _prefixed(place: Place) -> Answer:
    """ "$ 5 Mio." → "5 Millionen Dollar": the currency comes behind the amount."""
    currency = _CURRENCIES[place["currency"]][0]
    large = {"Mio.": "Millionen", "Mrd.": "Milliarden"}.get(place["large"], place["large"])
    return " ".join(part for part in (place["amount"], large, currency) if part)


def _fraction(place: Place) -> Answer:
    top, bottom = int(place[2]), int(place[3])
    if not 0 < top < bottom or (bottom > 12 and bottom not in {16, 20, 100}) or (top, bottom) == (9, 11):
        return None
    return _mixed_number(int(place[1]), top, bottom) if place[1] else numbers.fraction(top, bottom)


def _mixed_number(whole: int, top: int, bottom: int) -> str:
    """ "2½" → "zweieinhalb"."""
    if bottom == 2:
        return f"{numbers.counted(whole)}einhalb"
    return f"{numbers.cardinal(whole)} {numbers.fraction(top, bottom)}"


_PRICE = r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d+),(?P<cents>\d\d)"

RULES = (
    amounts.phone(
        tuple(numbers.cardinal(digit) for digit in range(10)),
        "plus",
        behind=r"\b(?:Tel\.?|Telefon|Fax|Telefax|Mobil|Handy|Hotline|Rufnummer|Durchwahl|Notruf|Telefonnummer|Nummer:)",
        example=(
            "Telefon: 0631 3710-0",
            "Telefon: null sechs drei eins, drei sieben eins null, null",
        ),
    ),
    rule(
        "money",
        "digit",
        rf"{APART}{_PRICE}{GAP}?(?P<currency>{_CURRENCY})(?!\w)",
        _price,
        example=("Das kostet 5,50 €.", "Das kostet 5 Euro 50."),
    ),
    rule(
        "money",
        "word sign",
        rf"(?P<currency>{_CURRENCY}){GAP}?{_PRICE}(?![\d,])(?!{GAP}?(?:Mio|Mrd|Mill))",
        _price,
        example=("Das kostet € 5,50.", "Das kostet 5 Euro 50."),
    ),
    rule(
        "money",
        "word sign",
        rf"(?P<currency>{any_of(_CURRENCIES)}){GAP}?(?P<amount>{FIGURES.number})"
        rf"(?:{GAP}?(?P<large>Mio\.|Mrd\.|Millionen|Milliarden))?",
        _prefixed,
        example=("Etwa $ 5 Mio. im Jahr.", "Etwa 5 Millionen Dollar im Jahr."),
    ),
    rule(
        "money",
        "digit",
        rf"{APART}({FIGURES.number}),[-–—]{{1,2}}(?:{GAP}?(?:€|EUR|Euro))?",
        lambda place: f"{place[1]} Euro" if place[1] != "1" else "ein Euro",
        example=("nur 20,– €", "nur 20 Euro"),
    ),
    rule(
        "fraction",
        "digit",
        rf"{APART}(?:(\d+) )?(\d{{1,2}})/(\d{{1,3}})(?![\d/]|[.,]\d)",
        _fraction,
        example=("3/4 der Stadt", "drei Viertel der Stadt"),
    ),
    rule(
        "fraction",
        "digit",
        rf"{APART}(\d+){GAP}?([½¼¾⅓⅔])",
        lambda place: _mixed_number(int(place[1]), *_SIGN_FRACTIONS[place[2]]),
        example=("2½ Jahre", "zweieinhalb Jahre"),
    ),
    rule(
        "ratio",
        "digit",
        rf"{APART}(\d{{1,4}})(\s?):\2(\d{{1,6}})(?![\d:])",
        lambda place: f"{place[1]} zu {place[3]}",
        example=("Wir gewannen 3:2.", "Wir gewannen 3 zu 2."),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}(\d{{1,3}}){GAP}?[x×](?![\w]|{GAP}?\d)",
        lambda place: f"{numbers.counted(int(place[1]))}mal",
        example=("Er kam 3x.", "Er kam dreimal."),
    ),
    amounts.grouped(example=("14\xa0000 Menschen", "14000 Menschen")),
    rule(
        "number",
        "digit",
        rf"{APART}1(?={GAP}?(?:(?P<unit>{any_of(_UNITS, _CURRENCIES)})(?![\w²³])|(?P<noun>Mio\.|Mrd\.|[A-ZÄÖÜ]\w+)))",
        _one,
        example=("seit 1 Stunde, noch 1 km", "seit einer Stunde, noch ein Kilometer"),
    ),
    amounts.units(
        FIGURES,
        {**_UNITS, **_CURRENCIES},
        per=_PER,
        form=_form,
        joined=lambda unit, divisor: f"{unit} pro {divisor}",
        example=("mit 100 km/h", "mit 100 Kilometer pro Stunde"),
    ),
    amounts.ranges(
        FIGURES,
        "bis",
        names="|".join((*MONTHS, *WEEKDAYS, "Mo|Di|Mi|Do|Fr|Sa|So|A|Z")),
        units=_UNITS | _CURRENCIES,
        example=("3–5 Tage", "3 bis 5 Tage"),
    ),
    rule(
        "sign",
        "sign",
        r"[-−](?=\d)",
        lambda place: "minus " if place.opens or place.behind[-1:] in " (\xa0" else None,
        example=("bei -3 °C", "bei minus 3 Grad Celsius"),
    ),
)
