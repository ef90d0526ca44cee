"""Italian."""

from __future__ import annotations

import re

from audiobuild.languages.lexicon import read_table
from audiobuild.languages.mechanism import Answer, Language, Place, rule
from audiobuild.languages.shared import abbreviations, amounts, calendar, capitals, signs, web
from audiobuild.languages.shared.text import APART, GAP, forms, listed, table, words

MONTHS = listed("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre")
WEEKDAYS = listed("lunedì martedì mercoledì giovedì venerdì sabato domenica")
OPENERS = words("""
    Il Lo La I Gli Le L' Un Uno Una Io Tu Lui Lei Noi Voi Loro Mio Mia Tuo Tua Suo Sua Nostro Nostra Vostro Vostra Questo
    Questa Questi Queste Quello Quella Quelli Quelle E Ed O Ma Però Perché Poi Dopo Prima Durante In Su Con Senza Per Tra
    Fra Contro Verso Fino Quando Se Come Che Chi Cosa Dove Quanto Quale Quali Sì No Qui Lì Oggi Ieri Domani Ora Adesso Già
    Ancora Anche Così Inoltre Anzi Mentre Molto Molti Molte Più Meno Tutto Tutti Tutte Qualcosa Qualcuno Nessuno Niente
    Sempre Mai Forse È Era Fu Sono Siamo C'è C’è Al Allo Alla Ai Agli Alle Del Dello Della Dei Degli Delle Dal Dalla Nel
    Nella Nei Nelle Sul Sulla Non Ci Si Mi Ti Vi Di A Da Infine Infatti Invece Quindi Dunque Allora
""")
_ONES = listed("""
    zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici
    diciassette diciotto diciannove
""")
_TENS = listed("venti trenta quaranta cinquanta sessanta settanta ottanta novanta")
_ORDINALS = listed("primo secondo terzo quarto quinto sesto settimo ottavo nono decimo")


def cardinal(number: int) -> str:
    """``28`` → "ventotto"; up to 99."""
    if number < 20:
        return _ONES[number]
    tens, rest = divmod(number, 10)
    word = _TENS[tens - 2]
    if not rest:
        return word
    return (word[:-1] if rest in {1, 8} else word) + ("tré" if rest == 3 else _ONES[rest])


def ordinal(number: int, feminine: bool = False) -> str:
    """``21`` → "ventunesimo"; up to 99."""
    if number <= 10:
        word = _ORDINALS[number - 1]
    else:
        stem = cardinal(number).replace("tré", "tre")
        word = (stem if number % 10 in {3, 6} and number > 20 else stem[:-1]) + "esimo"
    return word[:-1] + "a" if feminine else word


FIGURES = amounts.Figures(
    decimal=",",
    grouping=".\xa0\u2009\u202f",
    large=(*listed("milione milioni miliardo miliardi mila mln mld"), "milioni di", "miliardi di"),
)
_CURRENCIES = forms("""
    € = euro
    EUR = euro
    $ = dollaro / dollari
    USD = dollaro / dollari
    £ = sterlina / sterline
    CHF = franco svizzero / franchi svizzeri
""")
_UNITS = forms("""
    % = per cento
    ‰ = per mille
    ° = grado / gradi
    °C = grado Celsius / gradi Celsius
    mm = millimetro / millimetri
    cm = centimetro / centimetri
    m = metro / metri
    km = chilometro / chilometri
    cm² = centimetro quadrato / centimetri quadrati
    m² = metro quadrato / metri quadrati
    mq = metro quadrato / metri quadrati
    km² = chilometro quadrato / chilometri quadrati
    ha = ettaro / ettari
    m³ = metro cubo / metri cubi
    ml = millilitro / millilitri
    cl = centilitro / centilitri
    l = litro / litri
    mg = milligrammo / milligrammi
    g = grammo / grammi
    kg = chilogrammo / chilogrammi
    t = tonnellata / tonnellate
    ms = millisecondo / millisecondi
    s = secondo / secondi
    min = minuto / minuti
    h = ora / ore
    W = watt
    kW = chilowatt
    MW = megawatt
    kWh = chilowattora
    MWh = megawattora
    V = volt
    Hz = hertz
    kHz = chilohertz
    MHz = megahertz
    GHz = gigahertz
    dB = decibel
    Mbit = megabit
    Gbit = gigabit
    KB = kilobyte
    MB = megabyte
    GB = gigabyte
    TB = terabyte
""")
_FEMININE = words("sterlina tonnellata ora settimana persona volta")
_NOUNS = listed(
    "euro dollaro metro chilometro litro anno mese giorno minuto secondo milione miliardo ora settimana volta"
)
_KINGS = words("""
    Luigi Filippo Carlo Vittorio Emanuele Enrico Giovanni Paolo Pio Leone Napoleone Benedetto Gregorio Guglielmo Edoardo
    Giorgio Giacomo Alessandro Nicola Pietro Federico Umberto Elisabetta Caterina Margherita Ferdinando Francesco
""")
_QUEENS = words("Elisabetta Caterina Margherita")
_NUMBERED = words("capitolo Capitolo tomo parte Parte atto Atto volume Volume titolo Titolo fase Fase libro Libro")
_STAGE = listed("ride ridono risate risata sorride sospira pausa esita musica applausi incomprensibile annuisce")
_NEVER = table("""
    Sig. = signor
    Sig.ra = signora
    Sig.na = signorina
    sig. = signor
    sig.ra = signora
    Sigg. = signori
    Dott. = dottor
    dott. = dottor
    dott.ssa = dottoressa
    Dott.ssa = dottoressa
    Dr. = dottor
    Prof. = professor
    Prof.ssa = professoressa
    Ing. = ingegner
    Avv. = avvocato
    Arch. = architetto
    On. = onorevole
    p.es. = per esempio
    es. = esempio
    cfr. = confronta
    ca. = circa
    ss. = seguenti
    ab. = abitanti
    v. = vedi
    tel. = telefono
    Tel. = telefono
    vol. = volume
    cap. = capitolo
    fig. = figura
    max. = massimo
    min. = minimo
    vs. = contro
    Gent. = gentile
    Spett. = spettabile
""")
_OPENER = table("""
    a.C. = avanti Cristo
    d.C. = dopo Cristo
    S.p.A. = S-P-A
    S.r.l. = S-R-L
    s.r.l. = S-R-L
    gen. = gennaio
    feb. = febbraio
    sett. = settembre
    ott. = ottobre
    nov. = novembre
    dic. = dicembre
    sec. = secolo
""")


def _saint(place: Place) -> Answer:
    initial = re.search(r"[A-Z]\.\s?$", place.behind) or re.match(r"\s?[A-Z]\.", place.ahead)
    return "San" if place.after[:1].isupper() and not initial else None


def _numbered(spoken: str) -> abbreviations.Spoken:
    return lambda place: spoken if place.after[:1].isdecimal() else None


ABBREVIATIONS: abbreviations.Tables = {
    "never": {
        **_NEVER,
        "S.": _saint,
        "n.": _numbered("numero"),
        "nn.": _numbered("numeri"),
        "p.": _numbered("pagina"),
        "pp.": _numbered("pagine"),
        "pag.": _numbered("pagina"),
        "art.": _numbered("articolo"),
        "artt.": _numbered("articoli"),
    },
    "opener": _OPENER,
    "capital": {"ecc.": "eccetera", "etc.": "eccetera"},
}


def _one(_place: Place, name: str) -> Answer:
    return "una" if name.split()[0] in _FEMININE else "un"


def _form(names: tuple[str, ...], amount: str, _between: str = "") -> str:
    return names[0] if amount == "1" else names[-1]


def _with_cents(whole: str, cents: int, currency: str) -> str:
    one, many = (*_CURRENCIES[currency], *_CURRENCIES[currency])[:2]
    if whole == "0" and cents:
        return "un centesimo" if cents == 1 else f"{cents} centesimi"
    said = f"{'una' if one in _FEMININE else 'un'} {one}" if whole == "1" else f"{whole} {many}"
    return f"{said} e {cents}" if cents else said


def _plain(amount: str, large: str, names: tuple[str, ...], _place: Place) -> str:
    if large:
        return f"{amount} {large} di {names[-1]}"
    if amount == "1":
        return f"{'una' if names[0] in _FEMININE else 'un'} {names[0]}"
    return f"{re.sub('[–-]', ' a ', amount)} {names[-1]}"


def _fraction(top: int, bottom: int) -> str:
    if bottom == 2:
        return "un mezzo" if top == 1 else f"{cardinal(top)} mezzi"
    part = ordinal(bottom)
    return f"un {part}" if top == 1 else f"{cardinal(top)} {part[:-1]}i"


def _mixed(whole: str, top: int, bottom: int) -> str:
    return f"{whole} e {'mezzo' if bottom == 2 else _fraction(top, bottom)}"


def _date(_place: Place, day: int, month: int, year: str) -> str:
    return f"{'primo' if day == 1 else day} {MONTHS[month - 1]} {year}".rstrip()


def _time(_place: Place, hour: int, minute: int) -> str:
    return f"{hour} e {minute}" if minute else f"{hour}"


def _ordinal(place: Place) -> Answer:
    number = int(place[1])
    return ordinal(number, place[2] in {"ª", "a"}) if 0 < number < 100 else None


def _roman(place: Place) -> Answer:
    value, before, after = capitals.roman_value(place[1]), place.before, place.after
    if not value or value > 99:
        return None
    if before in _KINGS or after in {"secolo", "Secolo"}:
        return ordinal(value, before in _QUEENS)
    return str(value) if before in _NUMBERED else None


_DAYS = dict(zip(["lun", "mar", "mer", "gio", "ven", "sab", "dom"], WEEKDAYS, strict=True))
RULES = (
    signs.pictures(example=("Bello 😀!", "Bello!")),
    signs.stage_directions(_STAGE, example=("Sì (ride).", "Sì (ride).")),
    *web.web(
        web.WebWords(
            at="chiocciola",
            dot="punto",
            slash="barra",
            hyphen="trattino",
            underscore="trattino basso",
            hashtag="hashtag",
            number_sign="numero",
            hashtag_language="en",
            files={"mp3": "M-P-tre", "mp4": "M-P-quattro", "zip": "zip"},
        ),
        examples={
            "e-mail": ("a info@kl.digital", "a info chiocciola k-l punto digital"),
            "url": ("su https://kl.digital/a?b=1", "su k-l punto digital"),
            "www": ("su www.esempio.it", "su www punto esempio punto i-t"),
            "file": ("il file rapporto.pdf", "il file rapporto punto P-D-F"),
            "domain": ("su esempio.it", "su esempio punto i-t"),
            "hashtag": ("con #CittàDigitale", "con hashtag Città Digitale"),
            "mention": ("di @kldigital", "di chiocciola kldigital"),
        },
    ),
    rule(
        "abbreviation",
        "word",
        r"([Ss]ig|[Dd]ott|[Pp]rof)\.(ra|na|ssa)\b",
        lambda place: _NEVER[place[0].capitalize()],
        example=("la Dott.ssa Bianchi", "la dottoressa Bianchi"),
    ),
    calendar.weekdays(_DAYS, "a|al|e", example=("lun.–ven.", "lunedì a venerdì.")),
    abbreviations.abbreviations(ABBREVIATIONS, example=("Il Sig. Rossi, p. es.", "Il signor Rossi, per esempio.")),
    abbreviations.letters(example=("l'O.N.U. dice", "l'O-N-U dice")),
    rule(
        "abbreviation", "word", rf"[nN]\.?[°º](?={GAP}?\d)", lambda place: "numero", example=("il n° 5", "il numero 5")
    ),
    abbreviations.dotted_names(example=("«Città.Spazio.Noi.», dice", "«Città, Spazio, Noi», dice")),
    *calendar.numeric_dates(
        _date,
        separators="/.-",
        examples=(("il 12/02/2022", "il 12 febbraio 2022"), ("il 2022-02-12", "il 12 febbraio 2022")),
    ),
    rule(
        "time",
        "digit",
        r"(?<=[Oo]re )(?P<hour>\d{1,2})[.:,](?P<minute>[0-5]\d)(?!\d)",
        lambda place: _time(place, int(place["hour"]), int(place["minute"])),
        example=("alle ore 14.30", "alle ore 14 e 30"),
    ),
    *calendar.clock(
        _time,
        marks=":.",
        units="h|ore",
        score="vin[ct]|pers|vittoria|sconfitta|scala|formato|punteggio",
        examples=(("alle 14.30 h", "alle 14 e 30"), ("alle 14:05", "alle 14 e 5")),
    ),
    rule(
        "ordinal",
        "digit",
        rf"{APART}(\d{{1,2}})([º°ª])(?![\wC])",
        _ordinal,
        example=("il 1º maggio, la 2ª volta", "il primo maggio, la seconda volta"),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}1(?= (?:{'|'.join(MONTHS)})\b)",
        lambda place: "primo",
        example=("il 1 maggio", "il primo maggio"),
    ),
    amounts.phone(
        tuple(cardinal(digit) for digit in range(10)),
        "più",
        behind=r"\b(?:[Tt]el\.?|[Tt]elefono|[Ff]ax|[Cc]ellulare)",
        example=("Telefono 06 1234567", "Telefono zero sei, uno due tre quattro cinque sei sette"),
    ),
    *amounts.prices(
        FIGURES,
        amounts.Money(
            currencies=_CURRENCIES,
            large=table(
                "milioni = milioni\nmilione = milione\nmiliardi = miliardi\nmiliardo = miliardo\nmln = milioni\nmld = miliardi"
            ),
            with_cents=_with_cents,
            plain=_plain,
            per="per",
        ),
        examples=(("5,50 €", "5 euro e 50"), ("circa $ 5 milioni", "circa 5 milioni di dollari")),
    ),
    *amounts.fractions(
        _fraction, _mixed, examples=(("3/4 della città", "tre quarti della città"), ("2½ anni", "2 e mezzo anni"))
    ),
    amounts.ratio("a", example=("vinto 3:2", "vinto 3 a 2")),
    amounts.grouped(example=("14\u202f000 persone", "14000 persone")),
    amounts.one(_UNITS | _CURRENCIES, _NOUNS, _one, example=("1 km e 1 ora", "un chilometro e una ora")),
    amounts.units(
        FIGURES,
        _UNITS | _CURRENCIES,
        per=table("giorno = giorno\nmese = mese\nanno = anno"),
        form=_form,
        joined=lambda unit, divisor: f"{unit} per {divisor}" if divisor != "ora" else f"{unit} all'ora",
        example=("a 100 km/h", "a 100 chilometri all'ora"),
    ),
    amounts.ranges(
        FIGURES,
        "a",
        names="|".join((*MONTHS, *WEEKDAYS, *_DAYS, "A|Z")),
        units=_UNITS | _CURRENCIES,
        example=("3–5 giorni", "3 a 5 giorni"),
    ),
    amounts.minus("meno", example=("a -3 °C", "a meno 3 gradi Celsius")),
    rule(
        "roman numeral",
        "word",
        r"([IVXLCDM]+)(?!\w|-\w)",
        _roman,
        example=("Luigi XIV nel XXI secolo", "Luigi quattordicesimo nel ventunesimo secolo"),
    ),
    rule(
        "large number",
        "word",
        r"ml[nd]\b",
        lambda place: {"mln": "milioni", "mld": "miliardi"}[place[0]] + (" di" if place.ahead.startswith(" €") else ""),
        example=("5 mln €", "5 milioni di euro"),
    ),
    capitals.formulas(cardinal, example=("meno CO2", "meno C-O-due")),
    abbreviations.initials(openers=OPENERS, example=("Di J. S. Bach.", "Di J S Bach.")),
    signs.product("per", example=("3 x 4", "3 per 4")),
    signs.spoken_signs(
        table("§§ = paragrafi\n§ = paragrafo\n= = uguale a\n< = minore di\n> = maggiore di\n& = e\n~ = circa"),
        example=("Rossi & Figli", "Rossi e Figli"),
    ),
)

LANGUAGE = Language(
    code="it",
    rules=RULES,
    openers=OPENERS,
    foreign=re.compile(r"[^a-zA-ZàèéìíîòóùúÀÈÉÌÒÙ'’-]|[jkwxyJKWXY]|sch[^ei]|th"),
    lexicon=read_table("it"),
    calibration=(
        "Buongiorno e benvenuti alla nostra conversazione. Come vi è venuta l'idea di aprire un'officina nel bel mezzo del "
        "centro storico? Tutto è cominciato ventisette anni fa, in un minuscolo garage, con due sedie e una lampada. Non "
        "veniva quasi nessuno. Oggi ripariamo biciclette, macchine da cucire, radio e ogni tanto perfino macinini da caffè, e "
        "certi sabati davanti alla porta aspettano più di centocinquanta persone. Non è faticoso? Sì, qualche volta! Ma quando "
        "un vecchio carillon torna a suonare dopo tanti anni di silenzio, si dimentica subito la stanchezza delle mani. "
        "L'autunno scorso l'associazione del quartiere ci ha consegnato un premio per la sostenibilità, il che ci ha sorpresi "
        "e rallegrati straordinariamente. Che cosa vi augurate per il futuro? Più spazio, un po' più di tranquillità e tanti "
        "giovani curiosi. Passate a trovarci, apriamo ogni venerdì alle otto e mezza."
    ),
)
