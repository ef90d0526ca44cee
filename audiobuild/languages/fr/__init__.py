"""French."""

from __future__ import annotations

import re

from audiobuild.languages.lexicon import read_table
from audiobuild.languages.mechanism import Answer, Change, Language, Place, rule
from audiobuild.languages.shared import abbreviations, amounts, calendar, capitals, signs, web
from audiobuild.languages.shared.text import APART, GAP, forms, listed, table, words

MONTHS = listed("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
WEEKDAYS = listed("lundi mardi mercredi jeudi vendredi samedi dimanche")
OPENERS = words("""
    Le La Les L' Un Une Des Du De Je Tu Il Elle On Nous Vous Ils Elles Ce Cet Cette Ces C'est C’est Mon Ma Mes Ton Ta Tes
    Son Sa Ses Notre Nos Votre Vos Leur Leurs Et Ou Mais Donc Or Ni Car Alors Puis Ensuite Après Avant Depuis Pendant Dans
    En Sur Sous Avec Sans Pour Par Chez Entre Contre Vers Quand Lorsque Si Comme Parce Que Qui Quoi Où Comment Pourquoi
    Combien Quel Quelle Quels Quelles Oui Non Ici Là Aujourd'hui Hier Demain Maintenant Déjà Encore Aussi Ainsi Enfin
    D'abord Cependant Pourtant Toutefois Bref Bien Tout Tous Toute Toutes Beaucoup Plusieurs Quelques Chaque Aucun Aucune
    Rien Personne Peut-être J'ai J’ai Il y À Au Aux Très Plus Moins Même Ça Cela
""")
_ONES = listed("""
    zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit
    dix-neuf
""")
_TENS = listed("vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt")


def cardinal(number: int) -> str:
    """``71`` → "soixante et onze"; up to 99."""
    if number < 20:
        return _ONES[number]
    tens, rest = divmod(number, 10)
    if tens in {7, 9}:
        rest += 10
    word = _TENS[tens - 2]
    if not rest:
        return word + ("s" if tens == 8 else "")
    return f"{word} et {_ONES[rest]}" if rest in {1, 11} and tens < 8 else f"{word}-{_ONES[rest]}"


def ordinal(number: int) -> str:
    """``21`` → "vingt et unième"; up to 99."""
    word = cardinal(number).removesuffix("s") if number == 80 else cardinal(number)
    if word.endswith("neuf"):
        return f"{word[:-1]}vième"
    return f"{word}uième" if word.endswith("cinq") else f"{word.removesuffix('e')}ième"


FIGURES = amounts.Figures(
    decimal=",",
    grouping=".\xa0\u2009\u202f ",
    large=(*listed("million millions milliard milliards mille"), "millions de", "milliards de"),
)
_CURRENCIES = forms("""
    € = euro / euros
    EUR = euro / euros
    $ = dollar / dollars
    £ = livre / livres
    CHF = franc suisse / francs suisses
    M€ = million d'euros / millions d'euros
    Md€ = milliard d'euros / milliards d'euros
    k€ = mille euros / mille euros
""")
_UNITS = forms("""
    % = pour cent
    ‰ = pour mille
    ° = degré / degrés
    °C = degré Celsius / degrés Celsius
    mm = millimètre / millimètres
    cm = centimètre / centimètres
    m = mètre / mètres
    km = kilomètre / kilomètres
    cm² = centimètre carré / centimètres carrés
    m² = mètre carré / mètres carrés
    km² = kilomètre carré / kilomètres carrés
    ha = hectare / hectares
    m³ = mètre cube / mètres cubes
    ml = millilitre / millilitres
    cl = centilitre / centilitres
    l = litre / litres
    mg = milligramme / milligrammes
    g = gramme / grammes
    kg = kilogramme / kilogrammes
    t = tonne / tonnes
    ms = milliseconde / millisecondes
    s = seconde / secondes
    min = minute / minutes
    h = heure / heures
    W = watt / watts
    kW = kilowatt / kilowatts
    MW = mégawatt / mégawatts
    kWh = kilowattheure / kilowattheures
    MWh = mégawattheure / mégawattheures
    V = volt / volts
    Hz = hertz
    kHz = kilohertz
    MHz = mégahertz
    GHz = gigahertz
    dB = décibel / décibels
    Mbit = mégabit / mégabits
    Gbit = gigabit / gigabits
    ko = kilooctet / kilooctets
    Mo = mégaoctet / mégaoctets
    Go = gigaoctet / gigaoctets
    To = téraoctet / téraoctets
""")
_FEMININE = words("heure minute seconde tonne livre fois personne semaine année page milliseconde")
_KINGS = words("""
    Louis Charles Henri François Philippe Jean Paul Pie Léon Napoléon Benoît Grégoire Guillaume Édouard Georges Jacques
    Alexandre Nicolas Pierre Frédéric Élisabeth Elizabeth Catherine Félipe Léopold Albert Baudouin
""")
_QUEENS = words("Élisabeth Elizabeth Catherine")
_NUMBERED = words(
    "Chapitre chapitre Tome tome Partie partie Acte acte Volume volume Livre livre Titre titre Phase Annexe"
)
_STAGE = listed("rire rires rit sourit sourire soupir soupire silence pause hésite musique applaudissements inaudible")
_NEVER = table("""
    M. = Monsieur
    MM. = Messieurs
    Mme. = Madame
    Dr. = Docteur
    Pr. = Professeur
    p.ex. = par exemple
    c.-à-d. = c'est-à-dire
    cf. = confer
    env. = environ
    av. = avenue
    bd. = boulevard
    tél. = téléphone
    Tél. = Téléphone
    vol. = volume
    chap. = chapitre
    fig. = figure
    éd. = édition
    max. = maximum
    min. = minimum
    incl. = inclus
    hab. = habitants
    pers. = personnes
    suiv. = suivantes
    St. = Saint
    n. = numéro
    vs. = contre
    ex. = exemple
""")
_OPENER = table("""
    av.J.-C. = avant Jésus-Christ
    apr.J.-C. = après Jésus-Christ
    janv. = janvier
    févr. = février
    avr. = avril
    juil. = juillet
    sept. = septembre
    oct. = octobre
    nov. = novembre
    déc. = décembre
    S.A. = S-A
    Cie. = compagnie
    R.S.V.P. = répondez s'il vous plaît
    s.v.p. = s'il vous plaît
""")


def _century(place: Place) -> Answer:
    found = re.search(r"[IVX]e\s?$", place.behind)
    return Change(spoken="siècle", ends="opener", end=place.end) if found else None


def _numbered(spoken: str) -> abbreviations.Spoken:
    return lambda place: spoken if place.after[:1].isdecimal() else None


_TITLES = {
    "Mme": "Madame",
    "Mlle": "Mademoiselle",
    "Dr": "Docteur",
    "Pr": "Professeur",
    "Me": "Maître",
    "St": "Saint",
    "Ste": "Sainte",
    "bd": "boulevard",
    "av": "avenue",
}

ABBREVIATIONS: abbreviations.Tables = {
    "never": {
        **_NEVER,
        "s.": _century,
        "p.": _numbered("page"),
        "pp.": _numbered("pages"),
        "art.": _numbered("article"),
    },
    "opener": _OPENER,
    "capital": {"etc.": "et cetera"},
}


def _with_cents(whole: str, cents: int, currency: str) -> str:
    one, many = (*_CURRENCIES[currency], *_CURRENCIES[currency])[:2]
    if whole == "0" and cents:
        return f"{cents} centime{'s' if cents > 1 else ''}"
    return " ".join(
        filter(None, ("un" if whole == "1" else whole, one if whole in {"0", "1"} else many, str(cents or "")))
    )


def _plain(amount: str, large: str, names: tuple[str, ...], _place: Place) -> str:
    if large:
        return f"{amount} {large} d'{names[-1]}" if names[-1][0] in "aeiouh" else f"{amount} {large} de {names[-1]}"
    return f"{re.sub('[–-]', ' à ', amount)} {_form(names, amount)}"


def _form(names: tuple[str, ...], amount: str, _between: str = "") -> str:
    """From two upwards the plural: "1,5 kilomètre"."""
    singular = amount and re.fullmatch(r"[01](?:,\d+)?", amount)
    return names[0] if singular else names[-1]


def _fraction(top: int, bottom: int) -> str:
    part = {2: "demi", 3: "tiers", 4: "quart"}.get(bottom) or ordinal(bottom)
    return f"{cardinal(top)} {part}{'s' if top > 1 and part != 'tiers' else ''}"


def _mixed(whole: str, top: int, bottom: int) -> str:
    return f"{whole} et {'demi' if bottom == 2 else _fraction(top, bottom)}"


def _date(_place: Place, day: int, month: int, year: str) -> str:
    return f"{'premier' if day == 1 else day} {MONTHS[month - 1]} {year}".rstrip()


def _time(_place: Place, hour: int, minute: int) -> str:
    """The hour in words: a voice reads "9 heures" without the v of "neuf heures"."""
    said = "une heure" if hour == 1 else f"{cardinal(hour)} heure{'s' if hour else ''}"
    return f"{said} {minute or ''}".rstrip()


def _one(_place: Place, name: str) -> Answer:
    return "une" if name in _FEMININE else "un"


def _ordinal(place: Place) -> Answer:
    number, ending = int(place[1]), place[2]
    if ending in {"er", "ers"}:
        return "premier" if number == 1 else None
    if ending in {"re", "ère"}:
        return "première" if number == 1 else None
    return ordinal(number) if 1 < number < 100 else None


def _roman(place: Place) -> Answer:
    value, before = capitals.roman_value(place[1]), place.before.rpartition("-")[2]
    if not value or value > 99 or not set(place[1]) <= set("IVX"):
        return None
    if place[2]:
        return "premier" if value == 1 else ordinal(value)
    if before in _KINGS:
        first = "première" if before in _QUEENS else "premier"
        return first if value == 1 else str(value)
    return str(value) if before in _NUMBERED else None


_DAYS = dict(zip(["lun", "mar", "mer", "jeu", "ven", "sam", "dim"], WEEKDAYS, strict=True))
RULES = (
    signs.pictures(example=("Super 😀 !", "Super !")),
    signs.stage_directions(_STAGE, example=("Oui (rires).", "Oui (rires).")),
    *web.web(
        web.WebWords(
            at="arobase",
            dot="point",
            slash="barre oblique",
            hyphen="tiret",
            underscore="tiret bas",
            hashtag="hashtag",
            number_sign="numéro",
            hashtag_language="en",
            files={"mp3": "M-P-trois", "mp4": "M-P-quatre", "zip": "zip"},
        ),
        examples={
            "e-mail": ("à info@kl.digital", "à info arobase k-l point digital"),
            "url": ("sur https://kl.digital/a?b=1", "sur k-l point digital"),
            "www": ("sur www.exemple.fr", "sur www point exemple point f-r"),
            "file": ("le fichier rapport.pdf", "le fichier rapport point P-D-F"),
            "domain": ("sur exemple.fr", "sur exemple point f-r"),
            "hashtag": ("avec #VilleNumérique", "avec hashtag Ville Numérique"),
            "mention": ("de @kldigital", "de arobase kldigital"),
        },
    ),
    abbreviations.letters(example=("l'O.N.U. dit", "l'O-N-U dit")),
    calendar.weekdays(_DAYS, "à|au|et", example=("lun.–ven.", "lundi à vendredi.")),
    abbreviations.abbreviations(ABBREVIATIONS, example=("M. Dupont, p. ex.", "Monsieur Dupont, par exemple.")),
    rule(
        "abbreviation",
        "word",
        rf"(Mme|Mlle|Dr|Pr|Me|St|Ste|bd|av)(?={GAP}[A-ZÀ-Þ])|[nN][°º]s?(?={GAP}?\d)",
        lambda place: _TITLES.get(place[0]) or ("numéros" if place[0].endswith("s") else "numéro"),
        example=("Mme Dupont, n° 5", "Madame Dupont, numéro 5"),
    ),
    abbreviations.dotted_names(example=("« Ville.Espace.Nous. », dit-il", "« Ville, Espace, Nous. », dit-il")),
    *calendar.numeric_dates(
        _date,
        separators="/.-",
        examples=(("le 12/02/2022", "le 12 février 2022"), ("le 2022-02-12", "le 12 février 2022")),
    ),
    rule(
        "time",
        "digit",
        rf"{APART}(?P<hour>\d{{1,2}}){GAP}?h(?:{GAP}?(?P<minute>[0-5]\d))?(?!\w)",
        lambda place: _time(place, int(place["hour"]), int(place["minute"] or 0)),
        example=("à 14h30", "à quatorze heures 30"),
    ),
    *calendar.clock(
        _time,
        marks=":.",
        units="h|heures",
        score="gagn|perd|score|bat|victoire|défaite|échelle|format",
        examples=(("à 14:30 h", "à quatorze heures 30"), ("à 14:05", "à quatorze heures 5")),
    ),
    rule(
        "ordinal",
        "digit",
        rf"{APART}(\d{{1,2}})(ers?|re|ère|e|es|ème|èmes|ième)(?!\w)",
        _ordinal,
        example=("le 1er mai au 21e siècle", "le premier mai au vingt et unième siècle"),
    ),
    amounts.phone(
        tuple(cardinal(digit) for digit in range(10)),
        "plus",
        behind=r"\b(?:[Tt]él\.?|[Tt]éléphone|[Ff]ax|[Pp]ortable|[Mm]obile)",
        example=("au 01 23 45 67 89", "au zéro un, deux trois, quatre cinq, six sept, huit neuf"),
    ),
    *amounts.prices(
        FIGURES,
        amounts.Money(
            currencies=_CURRENCIES,
            large=table("millions = millions\nmillion = million\nmilliards = milliards\nmilliard = milliard"),
            with_cents=_with_cents,
            plain=_plain,
            per="par",
        ),
        examples=(("5,50 €", "5 euros 50"), ("environ $ 5 millions", "environ 5 millions de dollars")),
    ),
    *amounts.fractions(
        _fraction, _mixed, examples=(("3/4 de la ville", "trois quarts de la ville"), ("2½ ans", "2 et demi ans"))
    ),
    amounts.ratio("à", example=("gagné 3:2", "gagné 3 à 2")),
    amounts.grouped(example=("14\u202f000 personnes", "14000 personnes")),
    amounts.one(_UNITS | _CURRENCIES, sorted(_FEMININE), _one, example=("1 h et 1 km", "une heure et un kilomètre")),
    amounts.units(
        FIGURES,
        _UNITS | _CURRENCIES,
        per=table("jour = jour\nmois = mois\nan = an"),
        form=_form,
        joined=lambda unit, divisor: f"{unit} par {divisor}",
        example=("à 100 km/h", "à 100 kilomètres par heure"),
    ),
    amounts.ranges(
        FIGURES,
        "à",
        names="|".join((*MONTHS, *WEEKDAYS, *_DAYS, "A|Z")),
        units=_UNITS | _CURRENCIES,
        example=("3–5 jours", "3 à 5 jours"),
    ),
    amounts.minus("moins", example=("par -3 °C", "par moins 3 degrés Celsius")),
    rule(
        "roman numeral",
        "word",
        r"([IVXLCDM]+)(er|re|e|ème)?(?!\w|-\w|’|')",
        _roman,
        example=("Louis XIV au XVIIe siècle", "Louis 14 au dix-septième siècle"),
    ),
    capitals.formulas(cardinal, example=("moins de CO2", "moins de C-O-deux")),
    abbreviations.initials(openers=OPENERS, example=("De J. S. Bach.", "De J S Bach.")),
    signs.product("fois", example=("3 x 4", "3 fois 4")),
    signs.spoken_signs(
        table("§§ = paragraphes\n§ = paragraphe\n= = égale\n< = inférieur à\n> = supérieur à\n& = et\n~ = environ"),
        example=("§ 12", "paragraphe 12"),
    ),
)

LANGUAGE = Language(
    code="fr",
    rules=RULES,
    openers=OPENERS,
    foreign=re.compile(r"(?i)[^a-zA-ZàâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛŒ'’-]|sch|[kw]|[^aeiouyàâäéèêëîïôöùûüœæ]{4}"),
    lexicon=read_table("fr"),
    calibration=(
        "Bonjour et bienvenue à notre entretien. Comment avez-vous eu l'idée d'ouvrir un atelier au beau milieu de la "
        "vieille ville ? Tout a commencé il y a vingt-sept ans, dans un minuscule garage, avec deux chaises et une lampe. "
        "Presque personne ne venait. Aujourd'hui, nous réparons des vélos, des machines à coudre, des radios et parfois "
        "même des moulins à café, et certains samedis plus de cent cinquante personnes attendent devant la porte. N'est-ce "
        "pas épuisant ? Si, quelquefois ! Mais quand une vieille boîte à musique se remet à jouer après tant d'années de "
        "silence, on oublie aussitôt ses mains fatiguées. L'automne dernier, l'association du quartier nous a remis un prix "
        "pour le développement durable, ce qui nous a surpris et extraordinairement réjouis. Que souhaitez-vous pour "
        "l'avenir ? Davantage de place, un peu plus de calme et beaucoup de jeunes gens curieux. Passez donc nous voir, nous "
        "ouvrons chaque vendredi à huit heures et demie."
    ),
)
