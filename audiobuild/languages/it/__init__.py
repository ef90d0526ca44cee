"""Italian."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from audiobuild.languages.it import ranges
from audiobuild.languages.it.references import RULES as REFERENCES
from audiobuild.languages.it.references import VERSES, of_article
from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.shared import capitals, inclusive, numbers, romance, romance_rules
from audiobuild.languages.shared.agreement import Counting
from audiobuild.languages.shared.text import APART, GAP, any_of
from audiobuild.languages.shared.vocabulary import vocabulary
from audiobuild.languages.shared.wiring import language

_WORDS = vocabulary("it")
cardinal = numbers.cardinals("it")


def ordinal(number: int, feminine: bool = False) -> str:
    """``21`` → "ventunesimo"."""
    return numbers.spelled(number, "it", "ordinal")["ordinal-feminine" if feminine else "ordinal-masculine"]


def _fraction(top: int, bottom: int) -> str:
    if bottom == 2:
        return "un mezzo" if top == 1 else f"{cardinal(top)} mezzi"
    part = ordinal(bottom, False)
    return f"un {part}" if top == 1 else f"{cardinal(top)} {part[:-1]}i"


def _agreed(number: int, feminine: bool, name: str) -> str | None:
    """ "una persona", "un'ora", "uno studente": None where the number does not change."""
    if number != 1:
        return None
    if feminine:
        return "un'" if name[0] in "aeiouèé" else "una"
    return "uno" if re.match(r"s[^aeiou]|z|gn|ps|x|y|sc", name) else "un"


def _half(name: str, feminine: bool) -> str:
    return f"mezz'{name}" if feminine and name[0] in "aeiou" else f"{'mezza' if feminine else 'mezzo'} {name}"


def _singular(noun: str) -> str:
    """ "tazze" → "tazza", "cucchiai" → "cucchiaio"."""
    if re.search("(?:[eo]r|on|[ai]l|[ae]nt|[ei]n|[ei]s|[ei]c)[ei]$", noun):
        return noun[:-1] + "e"
    return re.sub("h?i$", "o", re.sub("h?e$", "a", noun))


def _time(_place: Place, hour: int, minute: int) -> str:
    said = "una" if hour == 1 else str(hour)
    return f"{said} e {minute}" if minute else said


def _general(place: Place) -> Answer:
    """ "il 5 gen. 2020", "il gen. Rossi"."""
    if re.search(r"\d\s?$", place.behind) or place.after[:1].isdecimal():
        return Change(spoken="gennaio", ends="opener", end=place.end)
    return "generale"


def _minimum(place: Place) -> Answer:
    """ "la temperatura min.", "il min. Verdi"."""
    if re.search(r"\b(?:do|re|mi|fa|sol|si|in la|diesis|bemolle) $", place.behind, re.IGNORECASE):
        return "minore"
    return (
        "ministro"
        if place.after[:1].isupper()
        else romance_rules.adjective(_COUNTING, "minimo", articles=("la", "le"))(place)
    )


def _page(place: Place) -> Answer:
    """ "a p. 12", "al 3° p."."""
    if re.search(r"\d[°º] ?$", place.behind):
        return Change(spoken="piano", ends="opener", end=place.end)
    if place.after.lower() == "iva":
        return "partita"
    if re.match(r"[A-Z][a-zà-ù]", place.after):
        return "padre"
    return "pagina" if re.match(rf"\d|{_WORDS.numerals}\Z", place.after) else None


def _exercise(place: Place) -> Answer:
    """ "per es.", "l'es. 4, gli es. 4 e 5"."""
    if place.before in {"ad", "per", "Ad", "Per"} or not place.after[:1].isdecimal():
        return "esempio"
    return "esercizi" if re.match(r"\s?\d+(?:,| e |-)", place.ahead) else "esercizio"


def _of_the_house(place: Place) -> Answer:
    """ "le spese cond.", "il cond. Aurora"."""
    return "condominiali" if place.before.lower() in {"spese", "oneri", "quote", "rate", "parti"} else "condominio"


def _tuesday(place: Place) -> Answer:
    """ "3 mar. 2024", "il mar. Rossi", "dal mar. alla dom."."""
    if re.search(r"\d[º°]?\s$", place.behind):
        return Change(spoken="marzo", ends="opener", end=place.end)
    return "maresciallo" if place.after[:1].isupper() else Change(spoken="martedì", ends="opener", end=place.end)


def _of_two_ends(stem: str) -> Callable[[Place], Answer]:
    """ "la ruota ant.", "le ruote post."."""
    return lambda place: stem + ("i" if place.before[-1:] in {"e", "i"} else "e")


_HAS = rule(
    "unit",
    "word",
    rf"ha(?={GAP}(?!(?:di|del|della|e|per|in|a|con)\b)[\w«“])",
    lambda place: place[0],
    example=("nel 2019 ha vinto, 20 ha", "nel 2019 ha vinto, 20 ettari"),
)
_TITLE = rule(
    "abbreviation",
    "word",
    r"([Ss]ig|[Dd]ott|[Pp]rof)\.(ra|na|ssa)\b",
    lambda place: _WORDS.never[place[0].capitalize()],
    example=("la Dott.ssa Bianchi", "la dottoressa Bianchi"),
)
_NUMBER = rule(
    "abbreviation",
    "word",
    rf"[nN]\.?[°ºᵒ]\.?(?={GAP}?\d)",
    lambda place: "numero" if place.ahead[:1].isspace() else "numero ",
    example=("il n° 5", "il numero 5"),
)
_HOURS = rule(
    "time",
    "digit",
    rf"(?:(?<=[Oo]re )|(?<=\b[Aa]lle )|(?<=\b[Dd]alle )|(?<=\b[Ss]ulle ))"
    rf"(?P<hour>[01]?\d|2[0-4])[.:,](?P<minute>[0-5]\d)(?!\d|{GAP}?(?:€|euro|%|punti|(?:k?m|k?g|l)\b))(?:{GAP}?(?:h|ore)(?!\w))?",
    lambda place: _time(place, int(place["hour"]), int(place["minute"])),
    example=("alle ore 14.30, alle 19,45", "alle ore 14 e 30, alle 19 e 45"),
)


_TIMETABLE = re.compile(
    r"\b(?:[Oo]rari\w?|[Mm]ess[ae]|(?:[Pp]re)?[Ff]estiv[ioe]|[Ff]erial[ie]|[Oo]re|[Pp]artenz\w|[Ss]pettacol[io]|[Pp]roiezion[ie]"
    r"|[Tt]urn[io]|[Cc]ors[ae]|[Aa]rrivi?|[Ii]nizi\w|[Rr]itrov\w|[Aa]pertur[ae])\b[^;()€]{0,70}$"
)
_LATER = "|".join(rf"(?<={joint}{digits},)" for joint in ("e ", ", ") for digits in (r"\d", r"\d\d"))
_TIMETABLED = rule(
    "time",
    "digit",
    rf"{APART}(?P<hour>[01]?\d|2[0-4])(?:\.(?=[0-5][05])|,(?:{_LATER})(?=00|15|30|45))(?P<minute>\d\d)"
    rf"(?![\d-]|[.,]\d|{GAP}?(?:€|euro|%|(?:k?m|k?g|l|mln|mila)\b))",
    lambda place: _time(place, int(place["hour"]), int(place["minute"])) if _TIMETABLE.search(place.behind) else None,
    example=("festivi 10.00, 11.30", "festivi 10, 11 e 30"),
)


def _minutes(place: Place) -> Answer:
    """ "15' di ritardo", but "nel '15'", where it closes what is quoted."""
    if re.search(r"(?:^|[\s(])['‘’][^'’]*$", place.behind) or re.search(r"°\s?$", place.behind):
        return None
    return "un minuto" if place[1] == "1" else f"{place[1]} minuti"


_INCHES = re.compile(
    r"(?:[Mm]onitor|[Ss]cherm|[Dd]isplay|[Tt]v|TV|[Tt]elevis|[Tt]ablet|[Nn]otebook|[Pp]ortatil|[Cc]erchi|[Rr]uot|[Bb]ici|MTB|[Tt]ub|[Pp]ollic|[Vv]inil|LP)"
)


def _seconds(place: Place) -> Answer:
    """ "una pausa di 30\"", "un monitor da 27\""."""
    if re.search(r"(?:^|[\s(«])[\"“][^\"”]*$", place.behind):
        return None
    if _INCHES.search(place.behind):
        return f"{place[1]} pollici"
    return "un secondo" if place[1] == "1" else f"{place[1]} secondi"


_MINUTES = rule(
    "duration",
    "digit",
    rf"{APART}(?<!° )(\d{{1,3}})['′’](?=[\s,;:.)]|$)",
    _minutes,
    example=("con 15' di ritardo", "con 15 minuti di ritardo"),
)
_SECONDS = rule(
    "duration",
    "digit",
    rf"{APART}(\d{{1,3}}(?:,\d)?)(?:[\"″”]|['’′]{{2}})(?=[\s,;:.)]|$)",
    _seconds,
    example=('dopo 30", un monitor da 27"', "dopo 30 secondi, un monitor da 27 pollici"),
)
_SCHOOL = re.compile(
    r"(?:\b(?:[Ll]a|(?:[Dd]e|[Aa]|[Nn]e|[Dd]a|[Ss]u|[Tt]ra)lla|[Cc]lass[ei]|[Aa]ll?iev\w|[Aa]lunn\w|[Ss]tudent\w+|[Ss]ezion[ei]|[Pp]rofess\w+|[Gg]enitori)"
    r"(?: (?:de|a)lla)?|(?:\d|\b[IV]{1,3})[ªa^]? ?[A-I](?:,| e| ed)) $"
)
_CLASS = rule(
    "ordinal",
    "digit",
    rf"{APART}([1-5])(?:[ªa^°]{GAP}?|{GAP}?)([A-I])(?![\w.])",
    lambda place: (
        f"{ordinal(int(place[1]), True)} {place[2]}"
        if _SCHOOL.search(place.behind) and (place[2] != "G" or "lass" in place.behind[-12:])
        else None
    ),
    example=("della 5A e della 3ªB", "della quinta A e della terza B"),
)
_DAY = rule(
    "weekday",
    "word",
    r"(?:lun|mar|mer|gio|ven|sab|dom)(?=,? (?:chius|apert|ripos|ore|dalle)|(?<!mar) \d)",
    lambda place: _WORDS.days[place[0]],
    example=("dom chiuso", "domenica chiuso"),
)
_ROMAN_CLASS = rule(
    "ordinal",
    "word",
    r"(I{1,3}|IV|V)ª? ?([A-H])(?![\w.'’])",
    lambda place: (
        f"{ordinal(capitals.roman_value(place[1]), True)} {place[2]}" if _SCHOOL.search(place.behind) else None
    ),
    example=("nella IV A", "nella quarta A"),
)
_MOST = rule(
    "abbreviation",
    "word",
    rf"(?:max(?![\w.])|(?<!\d )(?<!\d)min(?={GAP}-?\d))",
    lambda place: {"max": "massimo", "min": "minimo"}[place[0]],
    example=("max 11°, min -2°", "massimo 11 gradi, minimo meno 2 gradi"),
)


def _hours_or_height(place: Place) -> Answer:
    """ "alle h 15", "una tela h 140 cm"."""
    if re.search(r"\d ?$", place.behind):
        return None
    return "altezza" if re.match(r"\s?\d+(?:,\d+)?\s?[cm]?m\b", place.ahead) else "ore"


_AT_HOURS = rule(
    "time",
    "word",
    rf"h\.?(?={GAP}?\d)",
    _hours_or_height,
    example=("alle h 15, h. 21", "alle ore 15, ore 21"),
)
_QUARTERS = {"NE": "nord-est", "NO": "nord-ovest", "SE": "sud-est", "SO": "sud-ovest"}
_WIND = re.compile(
    r"\b(?:[Vv]ent[oi]|[Bb]rezz\w|[Rr]affich\w|[Ss]offia\w*|[Cc]orrent\w|[Mm]are|[Mm]aestrale|[Ll]ibeccio)\b[^.]*$"
)
_QUARTER = rule(
    "abbreviation",
    "word",
    r"(?<=[aio] )(NE|NO|SE|SO)(?!\w)",
    lambda place: _QUARTERS[place[1]] if _WIND.search(place.behind) else None,
    example=("vento da NE", "vento da nord-est"),
)
_MEASURES = rule(
    "unit",
    "word",
    rf"(cm|mm|kg|mq|ml|Kg)(?={GAP}\d)",
    lambda place: None if re.search(r"\d ?$", place.behind) else _WORDS.unit_names[place[1]][-1],
    example=("misura cm 80", "misura centimetri 80"),
)
_BALANCE = rule(
    "money",
    "sign",
    rf"€{GAP}?[-−–]{GAP}?((?:\d{{1,3}}(?:\.\d{{3}})+|\d+))(?:,(\d\d))?(?!\d)",
    lambda place: f"meno {place[1]} euro" + (f" e {int(place[2])}" if place[2].strip("0") else ""),
    example=("€ -1.250,00", "meno 1.250 euro"),
)
_BOTH = rule("sign", "sign", r"(?<=[a-z]\.)/(?=[a-z])", lambda _: ", ", example=("lun./gio.", "lunedì, giovedì."))
_TIMES = rule(
    "sign",
    "word",
    rf"[x×](?={GAP}?\d)",
    lambda place: "per" if re.search(r"\d \w{3,12} $", place.behind) else None,
    example=("3 serie x 12", "3 serie per 12"),
)
_OVER = re.compile(r"(?:[Pp]ress\w*|[Vv]ot\w|[Pp]unteggio|[Vv]alutazione|\bPA|P\.A\.|\bpa)\W[\w ]{0,20}$")
_PRESSURE = rule(
    "ratio",
    "digit",
    rf"{APART}(\d{{1,3}})/(\d{{2,3}})(?![\d/])",
    lambda place: f"{place[1]} su {place[2]}" if _OVER.search(place.behind) else None,
    example=("pressione 120/80, voto 28/30", "pressione 120 su 80, voto 28 su 30"),
)
_MASTER = rule(
    "abbreviation", "word", r"M[°ºo]\.?(?= [A-Z])", lambda _: "maestro", example=("il M° Ferri", "il maestro Ferri")
)
_FIRST = rule(
    "date",
    "digit",
    rf"{APART}1(?= (?:{any_of(_WORDS.months, ranges.SHORT_MONTHS)})\b)",
    lambda _: "primo",
    example=("il 1 maggio", "il primo maggio"),
)
_CENTURY = romance_rules.ordinal_numerals(
    ordinal,
    r"([IVXLC]+)(?=\W+[Ss]ecolo\b)",
    example=("nel XXI secolo", "nel ventunesimo secolo"),
)
_LARGE = rule(
    "large number",
    "word",
    r"ml[nd]\b",
    lambda place: _WORDS.large[place[0]].removesuffix("" if place.ahead.startswith(" €") else " di"),
    example=("5 mln €", "5 milioni di euro"),
)
_INCLUSIVE = inclusive.italian(
    _WORDS.tables["inclusive"],
    _WORDS.tables["women"],
    no="reg|doc|dir|bar|film|sport|club|tram|gas|computer|internet|per|con|non|del|nel|dal|sul|email|web|test|set|euro|standard",
    conjunctions=("e", "o"),
    example=_WORDS.examples["inclusive form"],
)
_COUNTING = Counting(
    words=_WORDS,
    agreed=_agreed,
    fraction=_fraction,
    half=_half,
    and_half=lambda feminine: "mezza" if feminine else "mezzo",
    singular=_singular,
)
_RANGE, _RANGE_OF_TIMES, _LIST_OF_TIMES = ranges.ranges(_WORDS)
LANGUAGE = language(
    "it",
    replace(
        romance.grammar(
            _COUNTING,
            cardinal=cardinal,
            ordinal=ordinal,
            regnal_ordinals=99,
            before={
                "addresses": (_INCLUSIVE, *REFERENCES, _BOTH, _TIMES, _PRESSURE),
                "weekdays": (
                    _TITLE,
                    _MASTER,
                    ranges.days(_WORDS),
                    _DAY,
                    _ROMAN_CLASS,
                    _MOST,
                    _AT_HOURS,
                    _QUARTER,
                    _MEASURES,
                ),
                "dotted names": (_NUMBER,),
                "times": (_LIST_OF_TIMES, _RANGE_OF_TIMES, _HOURS, _TIMETABLED, _CLASS),
                "bank account": (_FIRST,),
                "prices": (_RANGE, _BALANCE),
                "grouped digits": (_MINUTES, _SECONDS),
                "ranges": (
                    romance_rules.each(_WORDS, "(?:al|[Pp]er|[Oo]gni|[Ii]l|[Uu]n)", example=_WORDS.examples["each"]),
                ),
                "roman numerals": (_CENTURY,),
                "formulas": (_LARGE,),
                "units": (_HAS,),
            },
        ),
        time=_time,
        abbreviations={
            "never": {
                **dict.fromkeys(("S.", "s."), romance_rules.saint(_WORDS)),
                "gen.": _general,
                "mar.": _tuesday,
                "min.": _minimum,
                "p.": _page,
                "pers.": lambda place: "persona" if place.before in {"a", "per", "di"} else "persone",
                "Reg.": lambda place: (
                    "regolamento" if re.match(r" ?(?:\(?U|\(?C|n\.|\d)", place.ahead) else "regionale"
                ),
                "ant.": _of_two_ends("anterior"),
                "post.": _of_two_ends("posterior"),
                "g.": lambda place: "giorno" if place.before == "al" else None,
                "C.": lambda place: "compagni" if place.behind.endswith("& ") else None,
                "cap.": lambda place: "capitano" if re.match(r"[A-Z][a-zà-ù]", place.after) else "capitolo",
                "agr.": romance_rules.adjective(_COUNTING, "agricolo"),
                "es.": _exercise,
                "cond.": _of_the_house,
                "v.": romance_rules.version("versione", "vedi"),
                "vv.": VERSES,
                "pen.": lambda place: "penale" if place[0].islower() else None,
                "max.": romance_rules.adjective(_COUNTING, "massimo", articles=("la", "le")),
            },
            "opener": {
                "incl.": romance_rules.adjective(_COUNTING, "incluso"),
                "escl.": romance_rules.adjective(_COUNTING, "escluso"),
            }
            | {
                key: of_article(_WORDS.opener.get(key) or _WORDS.never[key], of)
                for key, of in _WORDS.tables["laws"].items()
            },
        },
    ),
)
