"""Polish amounts: units in their four forms, money, ranges, fractions, telephone numbers."""

from __future__ import annotations

import re

from audiobuild.languages.mechanism import Answer, Place, rule
from audiobuild.languages.pl import numbers
from audiobuild.languages.pl.calendar import DAYS, MONTHS, WEEKDAYS
from audiobuild.languages.shared import amounts, prices
from audiobuild.languages.shared.text import APART, forms, listed, table, words

FIGURES = amounts.Figures(
    decimal=",",
    grouping=".\xa0\u2009\u202f ",
    large=listed(
        "mln mld tys. milion miliony milionów miliona miliard miliardy miliardów miliarda tysiąc tysiące tysięcy"
    ),
)
_CURRENCIES = forms("""
    zł = złoty / złote / złotych / złotego
    PLN = złoty / złote / złotych / złotego
    € = euro / euro / euro / euro
    EUR = euro / euro / euro / euro
    $ = dolar / dolary / dolarów / dolara
    USD = dolar / dolary / dolarów / dolara
    £ = funt / funty / funtów / funta
    gr = grosz / grosze / groszy / grosza
""")
_UNITS = forms("""
    % = procent / procent / procent / procent
    ‰ = promil / promile / promili / promila
    ° = stopień / stopnie / stopni / stopnia
    °C = stopień Celsjusza / stopnie Celsjusza / stopni Celsjusza / stopnia Celsjusza
    mm = milimetr / milimetry / milimetrów / milimetra
    cm = centymetr / centymetry / centymetrów / centymetra
    m = metr / metry / metrów / metra
    km = kilometr / kilometry / kilometrów / kilometra
    m² = metr kwadratowy / metry kwadratowe / metrów kwadratowych / metra kwadratowego
    km² = kilometr kwadratowy / kilometry kwadratowe / kilometrów kwadratowych / kilometra kwadratowego
    ha = hektar / hektary / hektarów / hektara
    m³ = metr sześcienny / metry sześcienne / metrów sześciennych / metra sześciennego
    ml = mililitr / mililitry / mililitrów / mililitra
    l = litr / litry / litrów / litra
    mg = miligram / miligramy / miligramów / miligrama
    g = gram / gramy / gramów / grama
    kg = kilogram / kilogramy / kilogramów / kilograma
    dag = dekagram / dekagramy / dekagramów / dekagrama
    t = tona / tony / ton / tony
    s = sekunda / sekundy / sekund / sekundy
    sek. = sekunda / sekundy / sekund / sekundy
    min = minuta / minuty / minut / minuty
    min. = minuta / minuty / minut / minuty
    h = godzina / godziny / godzin / godziny
    godz. = godzina / godziny / godzin / godziny
    W = wat / waty / watów / wata
    kW = kilowat / kilowaty / kilowatów / kilowata
    MW = megawat / megawaty / megawatów / megawata
    kWh = kilowatogodzina / kilowatogodziny / kilowatogodzin / kilowatogodziny
    V = wolt / wolty / woltów / wolta
    Hz = herc / herce / herców / herca
    MHz = megaherc / megaherce / megaherców / megaherca
    GHz = gigaherc / gigaherce / gigaherców / gigaherca
    dB = decybel / decybele / decybeli / decybela
    Mbit = megabit / megabity / megabitów / megabita
    MB = megabajt / megabajty / megabajtów / megabajta
    GB = gigabajt / gigabajty / gigabajtów / gigabajta
    TB = terabajt / terabajty / terabajtów / terabajta
""")
_LARGE = forms("""
    mln = milion / miliony / milionów / miliona
    mld = miliard / miliardy / miliardów / miliarda
""")
_PER = {"godzina": "godzinę", "sekunda": "sekundę", "minuta": "minutę"}
_FEMININE = words("tona sekunda minuta godzina kilowatogodzina")
_NOUNS = listed("godzina godziny minuta minuty sekunda sekundy osoba osoby tona tony strona strony")


def _form(names: tuple[str, ...], amount: str, _between: str = "") -> str:
    return names[numbers.form(amount)]


def _feminine(place: Place, name: str) -> Answer:
    """ "jedna godzina", "dwie godziny"."""
    if name in _FEMININE or name in _NOUNS:
        return "jedna" if place[0] == "1" else "dwie"
    return None


def _with_cents(whole: str, cents: int, currency: str) -> str:
    said = f"{whole} {_form(_CURRENCIES[currency], whole)}"
    if not cents:
        return said
    coin = _form(_CURRENCIES["gr"], str(cents)) if currency in {"zł", "PLN"} else ""
    small = f"{cents} {coin}".rstrip()
    return small if whole == "0" and coin else f"{said} {small}"


def _plain(amount: str, large: str, names: tuple[str, ...], _place: Place) -> str:
    if large:
        return f"{amount} {_form(_LARGE[large], amount)} {names[2]}"
    last = re.split("[–-]", amount)[-1]
    return f"{re.sub('[–-]', ' do ', amount)} {_form(names, last)}"


def _large(place: Place) -> Answer:
    amount = re.search(r"([\d.,]+)[ \xa0]?$", place.behind)
    return _form(_LARGE[place[0]], amount[1]) if amount else None


def _fraction(top: int, bottom: int) -> str:
    if bottom == 2:
        return "pół" if top == 1 else f"{numbers.cardinal(top)} drugie"
    part = numbers.ordinal(bottom, "feminine")
    count = "jedna" if top == 1 else "dwie" if top == 2 else numbers.cardinal(top)
    if top == 1:
        return f"{count} {part}"
    return f"{count} {numbers.ordinal(bottom, 'neuter')}" if top < 5 else f"{count} {numbers.ordinal(bottom)}ch"


def _mixed(whole: str, top: int, bottom: int) -> str:
    return f"{whole} i {_fraction(top, bottom)}"


RULES = (
    amounts.phone(
        tuple(numbers.cardinal(digit) for digit in range(10)),
        "plus",
        behind=r"\b(?:[Tt]el\.?|[Tt]elefon|[Ff]aks|[Kk]om\.)",
        example=("Telefon 22 123 45", "Telefon dwa dwa, jeden dwa trzy, cztery pięć"),
    ),
    *prices.prices(
        FIGURES,
        prices.Money(
            currencies=_CURRENCIES, large={"mln": "mln", "mld": "mld"}, with_cents=_with_cents, plain=_plain, per="na"
        ),
        examples=(("5,50 zł", "5 złotych 50 groszy"), ("około $ 5 mln", "około 5 milionów dolarów")),
    ),
    *amounts.fractions(
        _fraction, _mixed, examples=(("3/4 miasta", "trzy czwarte miasta"), ("2½ roku", "2 i pół roku"))
    ),
    amounts.ratio("do", example=("wygrali 3:2", "wygrali 3 do 2")),
    amounts.grouped(example=("14\u202f000 osób", "14000 osób")),
    amounts.one(_UNITS, _NOUNS, _feminine, figures="[12]", example=("2 h i 1 km", "dwie godziny i 1 kilometr")),
    rule("large number", "word", r"ml[nd]\b", _large, example=("5 mln osób", "5 milionów osób")),
    amounts.units(
        FIGURES,
        _UNITS | _CURRENCIES,
        per=table("dzień = dzień\nmiesiąc = miesiąc\nrok = rok\nos. = osobę"),
        form=_form,
        joined=lambda unit, divisor: f"{unit} na {_PER.get(divisor, divisor)}",
        example=("100 km/h", "100 kilometrów na godzinę"),
    ),
    amounts.ranges(
        FIGURES,
        "do",
        names="|".join((*MONTHS, *WEEKDAYS, *DAYS, "A|Z")),
        units=_UNITS | _CURRENCIES,
        example=("3–5 dni", "3 do 5 dni"),
    ),
    amounts.minus("minus", example=("przy -3 °C", "przy minus 3 stopnie Celsjusza")),
    rule(
        "number",
        "digit",
        rf"{APART}(\d{{1,3}}) ?[x×](?![\w]| ?\d)",
        lambda place: f"{place[1]} razy",
        example=("3x dziennie", "3 razy dziennie"),
    ),
)
