"""English amounts: units, money, fractions, ranges, telephone numbers."""

from __future__ import annotations

import re

from audiobuild.languages.en import numbers
from audiobuild.languages.en.calendar import MONTHS, WEEKDAYS
from audiobuild.languages.mechanism import Place, rule
from audiobuild.languages.shared import amounts, prices
from audiobuild.languages.shared.text import APART, GAP, forms, listed, table

FIGURES = amounts.Figures(
    decimal=".",
    grouping=",\xa0\u2009\u202f",
    large=listed("million billion trillion thousand hundred"),
)
_CURRENCIES = forms("""
    $ = dollar / dollars
    US$ = US dollar / US dollars
    USD = US dollar / US dollars
    € = euro / euros
    EUR = euro / euros
    £ = pound / pounds
    GBP = pound / pounds
    ¥ = yen / yen
    CHF = Swiss franc / Swiss francs
""")
_CENTS = {
    **dict.fromkeys(("$", "US$", "USD", "€", "EUR"), ("cent", "cents")),
    **dict.fromkeys(("£", "GBP"), ("penny", "pence")),
}
_UNITS = forms("""
    % = percent
    ‰ = per mille
    ° = degree / degrees
    °C = degree Celsius / degrees Celsius
    °F = degree Fahrenheit / degrees Fahrenheit
    nm = nanometre / nanometres
    µm = micrometre / micrometres
    mm = millimetre / millimetres
    cm = centimetre / centimetres
    m = metre / metres
    km = kilometre / kilometres
    ft = foot / feet
    ft. = foot / feet
    in. = inch / inches
    yd = yard / yards
    yd. = yard / yards
    mi = mile / miles
    mi. = mile / miles
    mph = mile per hour / miles per hour
    mpg = mile per gallon / miles per gallon
    m² = square metre / square metres
    m2 = square metre / square metres
    cm² = square centimetre / square centimetres
    km² = square kilometre / square kilometres
    sq ft = square foot / square feet
    sq. ft. = square foot / square feet
    sq m = square metre / square metres
    sq km = square kilometre / square kilometres
    ha = hectare / hectares
    m³ = cubic metre / cubic metres
    cm³ = cubic centimetre / cubic centimetres
    ml = millilitre / millilitres
    mL = millilitre / millilitres
    cl = centilitre / centilitres
    l = litre / litres
    L = litre / litres
    gal = gallon / gallons
    gal. = gallon / gallons
    µg = microgram / micrograms
    mg = milligram / milligrams
    g = gram / grams
    kg = kilogram / kilograms
    t = ton / tons
    lb = pound / pounds
    lb. = pound / pounds
    lbs = pound / pounds
    lbs. = pound / pounds
    oz = ounce / ounces
    oz. = ounce / ounces
    ms = millisecond / milliseconds
    s = second / seconds
    sec = second / seconds
    sec. = second / seconds
    min = minute / minutes
    min. = minute / minutes
    h = hour / hours
    hr = hour / hours
    hr. = hour / hours
    hrs = hour / hours
    hrs. = hour / hours
    yr = year / years
    yrs = year / years
    W = watt / watts
    kW = kilowatt / kilowatts
    MW = megawatt / megawatts
    GW = gigawatt / gigawatts
    Wh = watt hour / watt hours
    kWh = kilowatt hour / kilowatt hours
    MWh = megawatt hour / megawatt hours
    GWh = gigawatt hour / gigawatt hours
    V = volt / volts
    kV = kilovolt / kilovolts
    mAh = milliamp hour / milliamp hours
    Hz = hertz
    kHz = kilohertz
    MHz = megahertz
    GHz = gigahertz
    hPa = hectopascal / hectopascals
    psi = pound per square inch / pounds per square inch
    hp = horsepower
    kcal = kilocalorie / kilocalories
    dB = decibel / decibels
    kbit = kilobit / kilobits
    Mbit = megabit / megabits
    Gbit = gigabit / gigabits
    Mbps = megabit per second / megabits per second
    Gbps = gigabit per second / gigabits per second
    kB = kilobyte / kilobytes
    KB = kilobyte / kilobytes
    MB = megabyte / megabytes
    GB = gigabyte / gigabytes
    TB = terabyte / terabytes
    PB = petabyte / petabytes
    px = pixel / pixels
    ¢ = cent / cents
    p = pence
""")
_LARGE = table("""
    k = thousand
    K = thousand
    m = million
    mn = million
    M = million
    mln = million
    bn = billion
    B = billion
    b = billion
    tn = trillion
    million = million
    billion = billion
    trillion = trillion
    thousand = thousand
""")
_ARTICLES = frozenset({"a", "an", "another", "this", "every", "each"})


def _form(names: tuple[str, ...], amount: str, between: str = "") -> str:
    """ "1 kilometre", "a 5-kilometre run", "5 kilometres"."""
    return names[0] if amount == "1" or between == "-" else names[-1]


def _plain(amount: str, large: str, names: tuple[str, ...], place: Place) -> str:
    """ "1.5 million dollars", "5 to 10 dollars", but "a 5 million dollar project"."""
    attributive = place.ahead.startswith("-") or (
        place.before.lower() in _ARTICLES and re.match(" [a-z]", place.ahead) is not None
    )
    name = names[0] if attributive or (amount == "1" and not large) else names[-1]
    return " ".join(part for part in (re.sub("[–-]", " to ", amount), large, name) if part)


def _with_cents(whole: str, cents: int, currency: str) -> str:
    """ "5 dollars 50"; "$0.99" → "99 cents"."""
    name = _form(_CURRENCIES[currency], whole)
    if whole == "0" and cents and currency in _CENTS:
        one, many = _CENTS[currency]
        return f"{cents} {one if cents == 1 else many}"
    if not cents:
        return f"{whole} {name}"
    return f"{whole} {name} {'oh ' if cents < 10 else ''}{cents}"


def _mixed(whole: str, top: int, bottom: int) -> str:
    return f"{whole} and {numbers.fraction(top, bottom).replace('one ', 'a ', 1)}"


RULES = (
    amounts.bank_account(
        example=("IBAN GB89 3704 0044 0532 0130 00", "IBAN G B 8 9, 3 7 0 4, 0 0 4 4, 0 5 3 2, 0 1 3 0, 0 0")
    ),
    amounts.phone(
        tuple(numbers.cardinal(digit) for digit in range(10)),
        "plus",
        behind=r"\b(?:[Tt]el\.?|[Tt]elephone|[Pp]hone|[Ff]ax|[Mm]obile|[Cc]ell|[Hh]otline|[Cc]all|[Dd]ial|ext\.)",
        example=("Call 555 123-4567.", "Call five five five, one two three, four five six seven."),
    ),
    rule(
        "phone number",
        "digit sign",
        r"\(?\b(\d{3})\)?[ -](\d{3})-(\d{4})\b",
        lambda place: ", ".join(" ".join(numbers.cardinal(int(d)) for d in place[n]) for n in (1, 2, 3)),
        example=("on 555-123-4567", "on five five five, one two three, four five six seven"),
    ),
    *prices.prices(
        FIGURES,
        prices.Money(currencies=_CURRENCIES, large=_LARGE, with_cents=_with_cents, plain=_plain, per="per"),
        examples=(("5.50 €", "5 euros 50"), ("$5.50 or £3bn", "5 dollars 50 or 3 billion pounds")),
    ),
    *amounts.fractions(
        numbers.fraction,
        _mixed,
        examples=(("3/4 of the city", "three quarters of the city"), ("2½ years", "2 and a half years")),
    ),
    amounts.ratio("to", example=("a 3:2 win", "a 3 to 2 win")),
    rule(
        "number",
        "digit",
        rf"{APART}(\d+)/(\d+)(?![\d/])",
        lambda place: f"{place[1]} {place[2]}",
        example=("open 24/7", "open 24 7"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}(\d+)[x×](?!\w)",
        lambda place: f"{place[1]} times",
        example=("10x faster", "10 times faster"),
    ),
    rule(
        "unit",
        "digit",
        rf"{APART}(\d)['′’](?:{GAP}?(\d{{1,2}})[\"″”])?(?!\w)",
        lambda place: f"{place[1]} foot {place[2]}".rstrip() if place[2] else None,
        example=("he is 6'2\" tall", "he is 6 foot 2 tall"),
    ),
    amounts.grouped(example=("14\xa0000 people", "14000 people")),
    amounts.units(
        FIGURES,
        {**_UNITS, **_CURRENCIES},
        per=table("day = day\nmonth = month"),
        form=_form,
        joined=lambda unit, divisor: f"{unit} per {divisor}",
        example=("at 100 km/h", "at 100 kilometres per hour"),
    ),
    amounts.ranges(
        FIGURES,
        "to",
        names="|".join((*MONTHS, *WEEKDAYS, "Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun|A|Z")),
        units=_UNITS | _CURRENCIES | forms("am = am\npm = pm\na.m. = a-m\np.m. = p-m"),
        example=("3–5 days", "3 to 5 days"),
    ),
    amounts.minus("minus", example=("at -3 °C", "at minus 3 degrees Celsius")),
)
