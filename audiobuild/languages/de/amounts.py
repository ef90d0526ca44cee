"""German amounts: units, money, fractions, ratios, ranges, telephone numbers."""

from __future__ import annotations

import re

from audiobuild.languages.de import numbers
from audiobuild.languages.de.grammar import DAYS, MONTHS, WEEKDAYS, Gender, gender, one
from audiobuild.languages.mechanism import Answer, Place, rule
from audiobuild.languages.shared import amounts, prices
from audiobuild.languages.shared.text import APART, GAP, forms, listed, table, words

FIGURES = amounts.Figures(
    decimal=",",
    grouping=".'’\xa0\u2009\u202f",
    large=listed("Mio. Mrd. Bio. Tsd. Millionen Milliarden Billionen Tausend tausend Million Milliarde"),
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
_MONEY = _CURRENCIES | forms("Euro = Euro\nFranken = Franken\nDollar = Dollar")
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
    Zentimeter Liter Kilo Kilogramm Gramm Tonne Person Mal Quadratmeter Hektar Promille Megabyte Gigabyte Mio. Mrd. Bio. Billion
""")
_INVARIABLE = words("Uhr Prozent Promille Grad")
_GENDERS: dict[str, Gender] = {
    **dict.fromkeys(listed("Euro Cent Dollar Franken Yen Meter Liter Monat Tag"), "m"),
    **dict.fromkeys(listed("Mio. Mrd. Bio. Billion D-Mark Million Milliarde"), "f"),
    **dict.fromkeys(listed("Kilo Hektar Pfund Mal Jahr Bit Byte"), "n"),
}
_LARGE = table("""
    Mio. = Millionen
    Mrd. = Milliarden
    Tsd. = Tausend
    Millionen = Millionen
    Milliarden = Milliarden
""")


def _form(names: tuple[str, ...], amount: str, _between: str) -> str:
    return names[0] if amount == "1" else names[-1]


def _one(place: Place, name: str) -> Answer:
    """ "ein Kilometer", "seit einer Stunde", "ein Prozent"."""
    if name.split()[0] in _INVARIABLE:
        return "ein"
    tail = next((key for key in ("Meter", "Liter") if name.lower().endswith(key.lower())), name)
    return one(place.behind, _GENDERS.get(tail) or gender(name))


def _with_cents(whole: str, cents: int, currency: str) -> str:
    """ "5 Euro 50"; "0,99 €" → "99 Cent"."""
    name = _MONEY[currency][0]
    if whole == "0" and cents and name in {"Euro", "Dollar"}:
        return f"{'ein' if cents == 1 else cents} Cent"
    amount = f"{'ein' if whole == '1' else whole} {name}"
    return f"{amount} {cents}" if cents else amount


def _plain(amount: str, large: str, names: tuple[str, ...], _place: Place) -> str:
    return " ".join(part for part in (re.sub("[–-]", " bis ", amount), large, names[0]) if part)


def _mixed(whole: str, top: int, bottom: int) -> str:
    """ "zweieinhalb", "2 drei Viertel"."""
    if (top, bottom) == (1, 2):
        return f"{numbers.counted(int(whole))}einhalb"
    return f"{whole} {numbers.fraction(top, bottom)}"


RULES = (
    amounts.bank_account(
        example=("IBAN DE89 3704 0044 0532 0130 00", "IBAN D E 8 9, 3 7 0 4, 0 0 4 4, 0 5 3 2, 0 1 3 0, 0 0")
    ),
    amounts.phone(
        tuple(numbers.cardinal(digit) for digit in range(10)),
        "plus",
        behind=r"\b(?:Tel\.?|Telefon|Fax|Telefax|Mobil|Handy|Hotline|Rufnummer|Durchwahl|Notruf|Telefonnummer|Nummer:)",
        example=(
            "Telefon: 0631 3710-0",
            "Telefon: null sechs drei eins, drei sieben eins null, null",
        ),
    ),
    *prices.prices(
        FIGURES,
        prices.Money(currencies=_MONEY, large=_LARGE, with_cents=_with_cents, plain=_plain, per="pro"),
        examples=(
            ("Das kostet 5,50 €.", "Das kostet 5 Euro 50."),
            ("Etwa $ 5 Mio. im Jahr.", "Etwa 5 Millionen Dollar im Jahr."),
        ),
    ),
    *amounts.fractions(
        numbers.fraction,
        _mixed,
        examples=(("3/4 der Stadt", "drei Viertel der Stadt"), ("2½ Jahre", "zweieinhalb Jahre")),
    ),
    amounts.ratio("zu", example=("Wir gewannen 3:2.", "Wir gewannen 3 zu 2.")),
    rule(
        "number",
        "digit",
        rf"{APART}(\d{{1,3}}){GAP}?[x×](?![\w]|{GAP}?\d)",
        lambda place: f"{numbers.counted(int(place[1]))}mal",
        example=("Er kam 3x.", "Er kam dreimal."),
    ),
    amounts.grouped(example=("14\xa0000 Menschen", "14000 Menschen")),
    amounts.one(
        _UNITS | _CURRENCIES,
        _COUNTED,
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
        names="|".join((*MONTHS, *WEEKDAYS, *DAYS, "A|Z")),
        units=_UNITS | _CURRENCIES,
        example=("3–5 Tage", "3 bis 5 Tage"),
    ),
    amounts.minus("minus", example=("bei -3 °C", "bei minus 3 Grad Celsius")),
)
