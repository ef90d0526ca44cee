"""Dutch."""

from __future__ import annotations

import re

from audiobuild.languages.lexicon import read_table
from audiobuild.languages.mechanism import Answer, Change, Language, Place, rule
from audiobuild.languages.shared import abbreviations, amounts, calendar, capitals, signs, web
from audiobuild.languages.shared.text import APART, forms, listed, table, words

MONTHS = listed("januari februari maart april mei juni juli augustus september oktober november december")
WEEKDAYS = listed("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag")
OPENERS = words("""
    De Het Een Ik Jij Je U Hij Zij Ze Wij We Jullie Mijn Jouw Uw Zijn Haar Ons Onze Hun Dit Dat Deze Die En Of Maar Want
    Dus Dan Daarna Daar Hier Er Toen Als Wanneer Omdat Hoewel Terwijl In Op Aan Bij Met Zonder Voor Door Van Naar Tegen
    Tussen Tot Sinds Tijdens Na Over Om Wie Wat Waar Waarom Hoe Hoeveel Welke Welk Ja Nee Niet Nu Vandaag Gisteren Morgen
    Later Ook Nog Al Alleen Soms Veel Weinig Alle Alles Iedereen Iemand Niemand Niets Iets Elke Elk Misschien Natuurlijk
    Bovendien Daarom Toch Echter Eerst Ten Vroeger Is Was Zijn Waren Heeft Had Kan Kon Wil Zal Zou Moet Mag 't 's
""")
_ONES = listed("""
    nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien
    negentien
""")
_TENS = listed("twintig dertig veertig vijftig zestig zeventig tachtig negentig")
_ORDINALS = {1: "eerste", 3: "derde", 8: "achtste"}


def cardinal(number: int) -> str:
    """``22`` → "tweeëntwintig"; up to 99."""
    if number < 20:
        return _ONES[number]
    tens, rest = divmod(number, 10)
    joint = "ën" if rest in {2, 3} else "en"
    return (f"{_ONES[rest]}{joint}" if rest else "") + _TENS[tens - 2]


def ordinal(number: int) -> str:
    """``21`` → "eenentwintigste"; up to 999."""
    if number >= 100:
        head = ("" if number < 200 else _ONES[number // 100]) + "honderd"
        return head + (ordinal(number % 100) if number % 100 else "ste")
    return _ORDINALS.get(number) or cardinal(number) + ("ste" if number >= 20 else "de")


FIGURES = amounts.Figures(
    decimal=",", grouping=".\xa0\u2009\u202f", large=listed("miljoen miljard mln. mln mld. mld duizend")
)
_CURRENCIES = forms("""
    € = euro
    EUR = euro
    $ = dollar
    USD = dollar
    £ = pond
    CHF = Zwitserse frank
""")
_UNITS = forms("""
    % = procent
    ‰ = promille
    ° = graad / graden
    °C = graad Celsius / graden Celsius
    mm = millimeter
    cm = centimeter
    m = meter
    km = kilometer
    cm² = vierkante centimeter
    m² = vierkante meter
    m2 = vierkante meter
    km² = vierkante kilometer
    ha = hectare
    m³ = kubieke meter
    m3 = kubieke meter
    ml = milliliter
    cl = centiliter
    l = liter
    mg = milligram
    g = gram
    kg = kilogram
    t = ton
    ms = milliseconde / milliseconden
    s = seconde / seconden
    sec. = seconde / seconden
    min = minuut / minuten
    min. = minuut / minuten
    u = uur
    W = watt
    kW = kilowatt
    MW = megawatt
    kWh = kilowattuur
    MWh = megawattuur
    V = volt
    Hz = hertz
    kHz = kilohertz
    MHz = megahertz
    GHz = gigahertz
    dB = decibel
    Mbit = megabit
    Gbit = gigabit
    KB = kilobyte
    MB = megabyte
    GB = gigabyte
    TB = terabyte
    h = uur
""")
_KINGS = words("""
    Lodewijk Willem Filips Karel Hendrik Jan Johannes Paulus Pius Leo Napoleon Benedictus Gregorius Eduard George Jacobus
    Alexander Nicolaas Peter Frederik Albert Boudewijn Leopold Elizabeth Catharina Margaretha
""")
_NUMBERED = words(
    "hoofdstuk Hoofdstuk deel Deel band Band akte bedrijf titel Titel fase Fase klasse Boek boek Wereldoorlog"
)
_STAGE = listed("lacht lachend gelach glimlacht zucht pauze aarzelt muziek applaus onverstaanbaar knikt denkt grinnikt")
_NEVER = table("""
    bijv. = bijvoorbeeld
    bv. = bijvoorbeeld
    d.w.z. = dat wil zeggen
    d.m.v. = door middel van
    i.p.v. = in plaats van
    i.v.m. = in verband met
    m.b.t. = met betrekking tot
    m.b.v. = met behulp van
    n.a.v. = naar aanleiding van
    t.a.v. = ten aanzien van
    t.o.v. = ten opzichte van
    t.g.v. = ten gevolge van
    t.b.v. = ten behoeve van
    o.a. = onder andere
    o.l.v. = onder leiding van
    m.n. = met name
    m.i. = mijns inziens
    i.h.b. = in het bijzonder
    t.z.t. = te zijner tijd
    zgn. = zogenaamde
    zog. = zogenaamde
    ca. = circa
    vgl. = vergelijk
    inw. = inwoners
    cf. = vergelijk
    incl. = inclusief
    excl. = exclusief
    evt. = eventueel
    resp. = respectievelijk
    gem. = gemiddeld
    max. = maximaal
    dhr. = de heer
    Dhr. = De heer
    mevr. = mevrouw
    mw. = mevrouw
    dr. = doctor
    drs. = doctorandus
    ir. = ingenieur
    ing. = ingenieur
    mr. = meester
    prof. = professor
    ds. = dominee
    st. = sint
    tel. = telefoon
    jl. = jongstleden
    St. = Sint
    vs. = tegen
    v. = van
""")
_OPENER = table("""
    e.v. = en volgende
    v.Chr. = voor Christus
    n.Chr. = na Christus
    a.s. = aanstaande
    jan. = januari
    feb. = februari
    mrt. = maart
    apr. = april
    jun. = juni
    jul. = juli
    aug. = augustus
    sept. = september
    okt. = oktober
    nov. = november
    dec. = december
    str. = straat
    p.p. = per persoon
    p.j. = per jaar
    B.V. = B-V
    N.V. = N-V
    b.v. = bijvoorbeeld
""")


def _numbered(spoken: str) -> abbreviations.Spoken:
    return lambda place: spoken if place.after[:1].isdecimal() else None


def _amount(spoken: str) -> abbreviations.Spoken:
    def speak(place: Place) -> Answer:
        return Change(spoken=spoken, ends="opener", end=place.end) if re.search(r"\d\s?$", place.behind) else None

    return speak


ABBREVIATIONS: abbreviations.Tables = {
    "never": {
        **_NEVER,
        "nr.": _numbered("nummer"),
        "nrs.": _numbered("nummers"),
        "blz.": _numbered("bladzijde"),
        "p.": _numbered("pagina"),
        "art.": _numbered("artikel"),
        "hfst.": _numbered("hoofdstuk"),
        "mln.": _amount("miljoen"),
        "mld.": _amount("miljard"),
        "min.": lambda place: None if re.search(r"\d\s?$", place.behind) else "minimaal",
    },
    "opener": _OPENER,
    "capital": {"enz.": "enzovoort", "etc.": "et cetera", "e.d.": "en dergelijke", "e.a.": "en andere"},
}


def _form(names: tuple[str, ...], amount: str, _between: str = "") -> str:
    return names[0] if amount == "1" else names[-1]


def _with_cents(whole: str, cents: int, currency: str) -> str:
    if whole == "0" and cents:
        return f"{cents} cent"
    return f"{whole} {_CURRENCIES[currency][0]} {cents or ''}".rstrip()


def _plain(amount: str, large: str, names: tuple[str, ...], _place: Place) -> str:
    return " ".join(part for part in (re.sub("[–-]", " tot ", amount), large, names[-1]) if part)


def _fraction(top: int, bottom: int) -> str:
    if bottom == 2:
        return "een half" if top == 1 else f"{cardinal(top)} halve"
    return f"{cardinal(top)} {'kwart' if bottom == 4 else ordinal(bottom)}"


def _mixed(whole: str, top: int, bottom: int) -> str:
    if bottom == 2:
        return "anderhalf" if whole == "1" else f"{whole} en een half"
    return f"{whole} en {_fraction(top, bottom)}"


def _date(_place: Place, day: int, month: int, year: str) -> str:
    return f"{day} {MONTHS[month - 1]} {year}".rstrip()


def _time(_place: Place, hour: int, minute: int) -> str:
    return f"{hour} uur {minute or ''}".rstrip()


_DAYS = dict(zip(("ma", "di", "wo", "do", "vr", "za", "zo"), WEEKDAYS, strict=True))


def _roman(place: Place) -> Answer:
    value, before = capitals.roman_value(place[1]), place.before
    if not value or value > 99:
        return None
    if before in _KINGS:
        return f"de {ordinal(value).capitalize()}"
    return str(value) if before in _NUMBERED else None


RULES = (
    signs.pictures(example=("Leuk 😀!", "Leuk!")),
    signs.stage_directions(_STAGE, example=("Ja (lacht).", "Ja (lacht).")),
    *web.web(
        web.WebWords(
            at="apenstaartje",
            dot="punt",
            slash="slash",
            hyphen="streepje",
            underscore="liggend streepje",
            hashtag="hashtag",
            number_sign="nummer",
            files={"mp3": "M-P-drie", "mp4": "M-P-vier", "zip": "zip"},
        ),
        examples={
            "e-mail": ("aan info@kl.digital", "aan info apenstaartje k-l punt digital"),
            "url": ("op https://kl.digital/a?b=1", "op k-l punt digital"),
            "www": ("op www.voorbeeld.nl", "op www punt voorbeeld punt n-l"),
            "file": ("het bestand verslag.pdf", "het bestand verslag punt P-D-F"),
            "domain": ("op voorbeeld.nl", "op voorbeeld punt n-l"),
            "hashtag": ("met #SlimmeStad", "met hashtag Slimme Stad"),
            "mention": ("van @kldigital", "van apenstaartje kldigital"),
        },
    ),
    calendar.weekdays(_DAYS, "t/m|en|tot", example=("ma. t/m vr.", "maandag tot en met vrijdag.")),
    abbreviations.abbreviations(ABBREVIATIONS, example=("Dhr. Jansen, o.a. hier", "De heer Jansen, onder andere hier")),
    abbreviations.letters(example=("de V.N. zegt", "de V-N zegt")),
    rule("abbreviation", "word", r"t/m\b", lambda place: "tot en met", example=("1 t/m 5", "1 tot en met 5")),
    abbreviations.dotted_names(example=("“Stad.Ruimte.Wij.”, zegt hij", "“Stad, Ruimte, Wij”, zegt hij")),
    *calendar.numeric_dates(
        _date,
        separators="-/.",
        examples=(("op 12-02-2022", "op 12 februari 2022"), ("op 2022-02-12", "op 12 februari 2022")),
    ),
    *calendar.clock(
        _time,
        marks=":.",
        units="uur|u|h",
        score="wint|won|verloor|verlies|stand|schaal|formaat|overwinning|nederlaag",
        examples=(("om 14.30 uur", "om 14 uur 30"), ("om 14:05", "om 14 uur 5")),
    ),
    rule(
        "ordinal",
        "digit",
        rf"{APART}(\d{{1,3}})(?:ste|de|e)\b",
        lambda place: ordinal(int(place[1])) if int(place[1]) else None,
        example=("de 21e eeuw, het 3de jaar", "de eenentwintigste eeuw, het derde jaar"),
    ),
    amounts.phone(
        tuple(cardinal(digit) for digit in range(10)),
        "plus",
        behind=r"\b(?:[Tt]el\.?|[Tt]elefoon|[Ff]ax|[Mm]obiel)",
        example=("Telefoon 020 1234567", "Telefoon nul twee nul, een twee drie vier vijf zes zeven"),
    ),
    *amounts.prices(
        FIGURES,
        amounts.Money(
            currencies=_CURRENCIES,
            large=table(
                "miljoen = miljoen\nmiljard = miljard\nmln. = miljoen\nmld. = miljard\nmln = miljoen\nmld = miljard"
            ),
            with_cents=_with_cents,
            plain=_plain,
            per="per",
        ),
        examples=(("5,50 €", "5 euro 50"), ("ongeveer € 5 miljoen", "ongeveer 5 miljoen euro")),
    ),
    *amounts.fractions(
        _fraction, _mixed, examples=(("3/4 van de stad", "drie kwart van de stad"), ("1½ jaar", "anderhalf jaar"))
    ),
    amounts.ratio("tegen", example=("gewonnen met 3:2", "gewonnen met 3 tegen 2")),
    amounts.grouped(example=("14\u202f000 mensen", "14000 mensen")),
    amounts.units(
        FIGURES,
        _UNITS | _CURRENCIES,
        per=table("dag = dag\nmaand = maand\njaar = jaar"),
        form=_form,
        joined=lambda unit, divisor: f"{unit} per {divisor}",
        example=("met 100 km/u", "met 100 kilometer per uur"),
    ),
    amounts.ranges(
        FIGURES,
        "tot",
        names="|".join((*MONTHS, *WEEKDAYS, *_DAYS, "A|Z")),
        units=_UNITS | _CURRENCIES,
        example=("3–5 dagen", "3 tot 5 dagen"),
    ),
    amounts.minus("min", example=("bij -3 °C", "bij min 3 graden Celsius")),
    rule(
        "roman numeral",
        "word",
        r"([IVXLCDM]+)(?!\w|-\w)",
        _roman,
        example=("Lodewijk XIV in deel II", "Lodewijk de Veertiende in deel 2"),
    ),
    capitals.formulas(cardinal, example=("minder CO2", "minder C-O-twee")),
    abbreviations.initials(openers=OPENERS, example=("Van J. S. Bach.", "Van J S Bach.")),
    signs.product("keer", example=("3 x 4", "3 keer 4")),
    signs.spoken_signs(
        table(
            "§§ = paragrafen\n§ = paragraaf\n= = is gelijk aan\n< = kleiner dan\n> = groter dan\n& = en\n~ = ongeveer"
        ),
        example=("Jansen & Zonen", "Jansen en Zonen"),
    ),
)

LANGUAGE = Language(
    code="nl",
    rules=RULES,
    openers=OPENERS,
    foreign=re.compile(r"[^a-zA-ZéèëïöüáóÉ'’-]|[qQxX]|sch[^aeiorut]|cz|sz"),
    lexicon=read_table("nl"),
    calibration=(
        "Goedemorgen en welkom bij ons gesprek. Hoe kwam u op het idee om midden in de oude binnenstad een werkplaats te "
        "openen? Het begon allemaal zevenentwintig jaar geleden, in een piepkleine garage met twee stoelen en een lamp. Bijna "
        "niemand kwam langs. Tegenwoordig repareren we fietsen, naaimachines, radio's en af en toe zelfs een koffiemolen, en "
        "op sommige zaterdagen staan er meer dan honderdvijftig mensen voor de deur. Is dat niet vermoeiend? Ja, soms wel! "
        "Maar wanneer een oude speeldoos na zoveel jaren stilte weer begint te spelen, vergeet je meteen je vermoeide handen. "
        "Vorig najaar gaf de buurtvereniging ons een prijs voor duurzaamheid, wat ons heeft verrast en buitengewoon gelukkig "
        "heeft gemaakt. Wat wenst u voor de toekomst? Meer ruimte, wat meer rust en veel nieuwsgierige jonge mensen. Kom "
        "gerust eens kijken, we zijn elke vrijdag open vanaf half negen."
    ),
)
