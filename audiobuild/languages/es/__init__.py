"""Spanish."""

from __future__ import annotations

import re

from audiobuild.languages.lexicon import read_table
from audiobuild.languages.mechanism import Answer, Language, Place, rule
from audiobuild.languages.shared import abbreviations, amounts, calendar, capitals, signs, web
from audiobuild.languages.shared.text import APART, GAP, forms, listed, table, words

MONTHS = listed("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
WEEKDAYS = listed("lunes martes miércoles jueves viernes sábado domingo")
OPENERS = words("""
    El La Los Las Lo Un Una Unos Unas Yo Tú Él Ella Nosotros Nosotras Ustedes Ellos Ellas Usted Mi Mis Tu Tus Su Sus
    Nuestro Nuestra Nuestros Nuestras Este Esta Estos Estas Ese Esa Esos Esas Aquel Aquella Eso Esto Y O Pero Sino Porque
    Pues Entonces Luego Después Antes Desde Durante En Sobre Bajo Con Sin Para Por Entre Contra Hacia Hasta Cuando Si Como
    Cómo Que Qué Quién Quiénes Dónde Cuándo Cuánto Cuál Cuáles Sí No Aquí Allí Hoy Ayer Mañana Ahora Ya Todavía También
    Tampoco Así Además Aunque Sin Mientras Mucho Muchos Muchas Muy Más Menos Todo Todos Todas Algo Alguien Nadie Nada
    Ninguno Siempre Nunca Quizá Quizás Es Era Fue Son Hay Había Al Del De A Se Me Te Nos Le Les
""")
_ONES = listed("""
    cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete
    dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho
    veintinueve
""")
_TENS = listed("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_ORDINALS = listed("primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo")
_TEN_ORDINALS = listed(
    "décimo vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo septuagésimo octogésimo nonagésimo"
)


def cardinal(number: int) -> str:
    """``31`` → "treinta y uno"; up to 99."""
    if number < 30:
        return _ONES[number]
    tens, rest = divmod(number, 10)
    return _TENS[tens - 3] + (f" y {_ONES[rest]}" if rest else "")


def ordinal(number: int, feminine: bool = False) -> str:
    """``21`` → "vigésimo primero"; up to 99."""
    if number in {11, 12}:
        word = "undécimo" if number == 11 else "duodécimo"
        return word[:-1] + "a" if feminine else word
    tens, rest = divmod(number, 10)
    parts = ([_TEN_ORDINALS[tens - 1]] if tens else []) + ([_ORDINALS[rest - 1]] if rest else [])
    return " ".join(part[:-1] + "a" if feminine else part for part in parts)


FIGURES = amounts.Figures(
    decimal=",",
    grouping=".\xa0\u2009\u202f ",
    large=(*listed("millón millones mil billón billones"), "millones de", "millón de"),
)
_CURRENCIES = forms("""
    € = euro / euros
    EUR = euro / euros
    $ = dólar / dólares
    USD = dólar / dólares
    £ = libra / libras
    CHF = franco suizo / francos suizos
    M€ = millón de euros / millones de euros
""")
_UNITS = forms("""
    % = por ciento
    ‰ = por mil
    ° = grado / grados
    °C = grado Celsius / grados Celsius
    ºC = grado Celsius / grados Celsius
    mm = milímetro / milímetros
    cm = centímetro / centímetros
    m = metro / metros
    km = kilómetro / kilómetros
    cm² = centímetro cuadrado / centímetros cuadrados
    m² = metro cuadrado / metros cuadrados
    km² = kilómetro cuadrado / kilómetros cuadrados
    ha = hectárea / hectáreas
    m³ = metro cúbico / metros cúbicos
    ml = mililitro / mililitros
    cl = centilitro / centilitros
    l = litro / litros
    mg = miligramo / miligramos
    g = gramo / gramos
    kg = kilogramo / kilogramos
    t = tonelada / toneladas
    ms = milisegundo / milisegundos
    s = segundo / segundos
    min = minuto / minutos
    h = hora / horas
    W = vatio / vatios
    kW = kilovatio / kilovatios
    MW = megavatio / megavatios
    kWh = kilovatio hora / kilovatios hora
    MWh = megavatio hora / megavatios hora
    V = voltio / voltios
    Hz = hercio / hercios
    kHz = kilohercio / kilohercios
    MHz = megahercio / megahercios
    GHz = gigahercio / gigahercios
    dB = decibelio / decibelios
    Mbit = megabit / megabits
    Gbit = gigabit / gigabits
    KB = kilobyte / kilobytes
    MB = megabyte / megabytes
    GB = gigabyte / gigabytes
    TB = terabyte / terabytes
""")
_FEMININE = words("libra hectárea tonelada hora hora persona semana vez")
_NOUNS = listed("euro dólar metro kilómetro litro año mes día minuto segundo millón hora semana persona vez")
_KINGS = words("""
    Luis Felipe Carlos Alfonso Fernando Enrique Juan Pablo Pío León Napoleón Benedicto Gregorio Guillermo Eduardo Jorge
    Jacobo Alejandro Nicolás Pedro Federico Isabel Catalina Margarita Sancho Jaime Ramiro Francisco José
""")
_QUEENS = words("Isabel Catalina Margarita")
_NUMBERED = words(
    "s siglo Siglo capítulo Capítulo tomo Tomo parte Parte acto Acto volumen título Título fase Fase Guerra"
)
_STAGE = listed("ríe risas risa sonríe suspira suspiro pausa duda música aplausos inaudible se asiente")
_NEVER = table("""
    Sr. = señor
    Sra. = señora
    Srta. = señorita
    Sres. = señores
    D. = don
    Dña. = doña
    Dr. = doctor
    Dra. = doctora
    Prof. = profesor
    Profa. = profesora
    Lic. = licenciado
    Ing. = ingeniero
    Arq. = arquitecto
    p.ej. = por ejemplo
    P.ej. = por ejemplo
    aprox. = aproximadamente
    hab. = habitantes
    ss. = siguientes
    Avda. = avenida
    Av. = avenida
    C. = calle
    Pza. = plaza
    tel. = teléfono
    Tel. = teléfono
    tfno. = teléfono
    vol. = volumen
    cap. = capítulo
    fig. = figura
    ed. = edición
    máx. = máximo
    mín. = mínimo
    Sta. = santa
    Sto. = santo
    vs. = contra
    cf. = confróntese
""")
_OPENER = table("""
    EE.UU. = Estados Unidos
    a.C. = antes de Cristo
    d.C. = después de Cristo
    a.m. = a-m
    p.m. = p-m
    S.A. = S-A
    S.L. = S-L
    Ud. = usted
    Uds. = ustedes
    Vd. = usted
    ene. = enero
    feb. = febrero
    sept. = septiembre
    oct. = octubre
    nov. = noviembre
    dic. = diciembre
    JJ.OO. = Juegos Olímpicos
    CC.OO. = Comisiones Obreras
    RR.HH. = recursos humanos
""")


def _numbered(spoken: str) -> abbreviations.Spoken:
    return lambda place: spoken if place.after[:1].isdecimal() else None


ABBREVIATIONS: abbreviations.Tables = {
    "never": {
        **_NEVER,
        "s.": lambda place: "siglo" if capitals.roman_value(place.after) else None,
        "p.": _numbered("página"),
        "pág.": _numbered("página"),
        "págs.": _numbered("páginas"),
        "art.": _numbered("artículo"),
        "núm.": _numbered("número"),
    },
    "opener": _OPENER,
    "capital": {"etc.": "etcétera"},
}


def _one(_place: Place, name: str) -> Answer:
    return "una" if name.split()[0] in _FEMININE else "un"


def _form(names: tuple[str, ...], amount: str, _between: str = "") -> str:
    return names[0] if amount == "1" else names[-1]


def _with_cents(whole: str, cents: int, currency: str) -> str:
    one, many = (*_CURRENCIES[currency], *_CURRENCIES[currency])[:2]
    if whole == "0" and cents:
        return "un céntimo" if cents == 1 else f"{cents} céntimos"
    said = f"{_one_or(whole, one)} {one if whole == '1' else many}"
    return f"{said} con {cents}" if cents else said


def _one_or(amount: str, name: str) -> str:
    return ("una" if name in _FEMININE else "un") if amount == "1" else amount


def _plain(amount: str, large: str, names: tuple[str, ...], _place: Place) -> str:
    if large:
        return f"{amount} {large} {'de ' if large != 'mil' else ''}{names[-1]}"
    return f"{_one_or(re.sub('[–-]', ' a ', amount), names[0])} {_form(names, amount)}"


def _fraction(top: int, bottom: int) -> str:
    if bottom == 2:
        return "medio" if top == 1 else f"{cardinal(top)} medios"
    part = {3: "tercio"}.get(bottom) or (ordinal(bottom) if bottom <= 10 else f"{cardinal(bottom)}avo")
    return f"{'un' if top == 1 else cardinal(top)} {part}{'s' if top > 1 else ''}"


def _mixed(whole: str, top: int, bottom: int) -> str:
    return f"{whole} y {_fraction(top, bottom)}"


def _date(_place: Place, day: int, month: int, year: str) -> str:
    said = f"{day if day > 1 else 'uno'} de {MONTHS[month - 1]}"
    return f"{said} de {year}" if year else said


def _time(_place: Place, hour: int, minute: int) -> str:
    return f"{hour} {minute:02}" if minute else f"{hour} horas" if hour > 12 or not hour else f"{hour} en punto"


def _ordinal(place: Place) -> Answer:
    number, ending = int(place[1]), place[2].lstrip(".")
    if not 0 < number < 100:
        return None
    word = ordinal(number, ending in {"ª", "a"})
    return word.removesuffix("o") if ending in {"er", "ᵉʳ"} and number % 10 in {1, 3} else word


def _roman(place: Place) -> Answer:
    value, before = capitals.roman_value(place[1]), place.before
    if not value or value > 99:
        return None
    if before in _KINGS:
        return ordinal(value, before in _QUEENS) if value <= 10 else str(value)
    return str(value) if before in _NUMBERED else None


_DAYS = dict(zip(["lun", "mar", "mié", "jue", "vie", "sáb", "dom"], WEEKDAYS, strict=True))
RULES = (
    signs.pictures(example=("¡Genial 😀!", "¡Genial!")),
    signs.stage_directions(_STAGE, example=("Sí (risas).", "Sí (risas).")),
    *web.web(
        web.WebWords(
            at="arroba",
            dot="punto",
            slash="barra",
            hyphen="guion",
            underscore="guion bajo",
            hashtag="hashtag",
            number_sign="número",
            hashtag_language="en",
            files={"mp3": "M-P-tres", "mp4": "M-P-cuatro", "zip": "zip"},
        ),
        examples={
            "e-mail": ("a info@kl.digital", "a info arroba k-l punto digital"),
            "url": ("en https://kl.digital/a?b=1", "en k-l punto digital"),
            "www": ("en www.ejemplo.es", "en www punto ejemplo punto e-s"),
            "file": ("el archivo informe.pdf", "el archivo informe punto P-D-F"),
            "domain": ("en ejemplo.es", "en ejemplo punto e-s"),
            "hashtag": ("con #CiudadDigital", "con hashtag Ciudad Digital"),
            "mention": ("de @kldigital", "de arroba kldigital"),
        },
    ),
    calendar.weekdays(_DAYS, "a|y", example=("lun.–vie.", "lunes a viernes.")),
    abbreviations.abbreviations(ABBREVIATIONS, example=("El Sr. López, p. ej.", "El señor López, por ejemplo.")),
    abbreviations.letters(example=("la O.N.U. dice", "la O-N-U dice")),
    rule(
        "abbreviation",
        "word",
        rf"[nN]\.?[°º](?={GAP}?\d)|[cC]/(?= [A-ZÁÉÍÓÚÑ])",
        lambda place: "calle" if "/" in place[0] else "número",
        example=("el n.º 5", "el número 5"),
    ),
    abbreviations.dotted_names(example=("«Ciudad.Espacio.Nos.», dice", "«Ciudad, Espacio, Nos», dice")),
    *calendar.numeric_dates(
        _date,
        separators="/.-",
        examples=(("el 12/02/2022", "el 12 de febrero de 2022"), ("el 2022-02-12", "el 12 de febrero de 2022")),
    ),
    *calendar.clock(
        _time,
        marks=":.",
        units="h|horas|hs",
        score="gan[óae]|perd|marcador|victoria|derrota|escala|formato",
        examples=(("a las 14.30 h", "a las 14 30"), ("a las 14:05", "a las 14 05")),
    ),
    rule(
        "ordinal",
        "digit",
        rf"{APART}(\d{{1,2}})(\.?[ºª°]|\.?er|\.ᵉʳ)(?![\wC])",
        _ordinal,
        example=("el 3.er piso, la 2.ª vez", "el tercer piso, la segunda vez"),
    ),
    amounts.phone(
        tuple(cardinal(digit) for digit in range(10)),
        "más",
        behind=r"\b(?:[Tt]el\.?|[Tt]eléfono|[Ff]ax|[Mm]óvil|[Tt]fno\.?)",
        example=("Teléfono 912 345 678", "Teléfono nueve uno dos, tres cuatro cinco, seis siete ocho"),
    ),
    *amounts.prices(
        FIGURES,
        amounts.Money(
            currencies=_CURRENCIES,
            large=table("millones = millones\nmillón = millón\nmil = mil"),
            with_cents=_with_cents,
            plain=_plain,
            per="por",
        ),
        examples=(("5,50 €", "5 euros con 50"), ("unos $ 5 millones", "unos 5 millones de dólares")),
    ),
    *amounts.fractions(
        _fraction, _mixed, examples=(("3/4 de la ciudad", "tres cuartos de la ciudad"), ("2½ tazas", "2 y medio tazas"))
    ),
    amounts.ratio("a", example=("ganó 3:2", "ganó 3 a 2")),
    amounts.grouped(example=("14\u202f000 personas", "14000 personas")),
    amounts.one(_UNITS | _CURRENCIES, _NOUNS, _one, example=("1 km y 1 hora", "un kilómetro y una hora")),
    amounts.units(
        FIGURES,
        _UNITS | _CURRENCIES,
        per=table("día = día\nmes = mes\naño = año"),
        form=_form,
        joined=lambda unit, divisor: f"{unit} por {divisor}",
        example=("a 100 km/h", "a 100 kilómetros por hora"),
    ),
    amounts.ranges(
        FIGURES,
        "a",
        names="|".join((*MONTHS, *WEEKDAYS, *_DAYS, "A|Z")),
        units=_UNITS | _CURRENCIES,
        example=("3–5 días", "3 a 5 días"),
    ),
    amounts.minus("menos", example=("a -3 °C", "a menos 3 grados Celsius")),
    rule(
        "roman numeral",
        "word",
        r"([IVXLCDM]+)(?!\w|-\w)",
        _roman,
        example=("Felipe VI en el siglo XXI", "Felipe sexto en el siglo 21"),
    ),
    capitals.formulas(cardinal, example=("menos CO2", "menos C-O-dos")),
    abbreviations.initials(openers=OPENERS, example=("De J. S. Bach.", "De J S Bach.")),
    signs.product("por", example=("3 x 4", "3 por 4")),
    signs.spoken_signs(
        table("§§ = párrafos\n§ = párrafo\n= = igual a\n< = menor que\n> = mayor que\n& = y\n~ = unos"),
        example=("Ruiz & Hijos", "Ruiz y Hijos"),
    ),
)

LANGUAGE = Language(
    code="es",
    rules=RULES,
    openers=OPENERS,
    foreign=re.compile(r"(?i)[^a-zA-ZáéíóúüñÁÉÍÓÚÜÑ'’-]|sch|[kw]|[^aeiouáéíóúy]{4}|th"),
    lexicon=read_table("es"),
    calibration=(
        "Buenos días y bienvenidos a nuestra conversación. ¿Cómo se les ocurrió la idea de abrir un taller en pleno centro "
        "histórico? Todo empezó hace veintisiete años, en un garaje diminuto, con dos sillas y una lámpara. Casi nadie venía. "
        "Hoy reparamos bicicletas, máquinas de coser, radios y de vez en cuando hasta molinillos de café, y algunos sábados "
        "esperan más de ciento cincuenta personas delante de la puerta. ¿No es agotador? Sí, ¡a veces lo es! Pero cuando una "
        "vieja caja de música vuelve a sonar después de tantos años de silencio, uno olvida enseguida el cansancio de las "
        "manos. El otoño pasado la asociación del barrio nos entregó un premio a la sostenibilidad, lo que nos sorprendió y "
        "nos alegró extraordinariamente. ¿Qué desean para el futuro? Más espacio, un poco más de tranquilidad y muchos "
        "jóvenes curiosos. Pásense a vernos, abrimos todos los viernes a las ocho y media."
    ),
)
