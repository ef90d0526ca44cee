"""German ordinals, dates, times and years."""

from __future__ import annotations

import re

from audiobuild.languages.de import numbers
from audiobuild.languages.de.grammar import ACCUSATIVE, DATIVE, DAYS, MONTHS, WEEKDAYS, determined, ending
from audiobuild.languages.de.openers import OPENERS
from audiobuild.languages.mechanism import Answer, Change, Place, rule
from audiobuild.languages.shared.text import APART, words

_DAY = f"(?:{'|'.join(DAYS)})"
_NEXT_DAY = re.compile(rf"\s?(?:[–/+&,-]|bis|und|u\.)\s?{_DAY}\b|,?\s?\d{{1,2}}(?:[.:]| ?[–-]| ?Uhr)")
_NEXT_UNDOTTED = re.compile(
    rf"\s?[,–/&+-]\s?{_DAY}\b|\s(?:(?:ab|bis|von)\s)?\d{{1,2}}(?:[.:]\d\d)?(?:\s?(?:[–-]|bis)\s?\d{{1,2}}(?:[.:]\d\d)?)?\s?Uhr"
)
_LAST_DAY = re.compile(rf"\b(?:{_DAY}\.?|{'|'.join(WEEKDAYS)})\s?(?:[–/+&,-]|bis|und)\s?$")
_SENTENCE_START = re.compile(r"(?:^|[!?:…]|[^\W\d]{4}(?<!str)(?<!nr)\.)[\"“”»«)]*\s*$")
_NUMBER_VERBS = words(
    "waren sind war ist wurden hatte hatten hat haben kamen nur schon etwa rund noch über fast bei auf"
)
_APART = re.compile(r"[,;(/–-]\s*$")
_RANKING = words("wurde wurden wird werde werden belegt belegte belegten erreicht erreichte erreichten als")
_RANKED = re.compile(
    r"(?:Platz|Rang|Preis|Stock|Etage|OG|UG|Stockwerk|Obergeschoss|Untergeschoss|Reihe|Auflage|Ausgabe|Jahrgang|Semester"
    r"|Quartal|Halbjahr|Trimester|Lehrjahr|Schuljahr|Jahrhundert|Jahrtausend|Jahrzehnt|Weltkrieg|Geburtstag|Todestag"
    r"|Jahrestag|Hochzeitstag|Feiertag|Weihnachts(?:feier)?tag|Spieltag|Advent|Klasse|Liga|Bundesliga|Mannschaft|Runde"
    r"|Halbzeit|Satz|Wahlgang|Bauabschnitt|Abschnitt|Bürgermeister(?:in)?|Vorsitzender?|Senat|Kammer|Mal|FC|SV|TSV|VfL|VfB"
    r"|Welle|Impfung|Dosis|Staffel|Lesung|Generation)n?s?"
)
_COUNTED = words("""
    Jahre Jahren Euro Dollar Meter Menschen Einwohner Einwohnerinnen Einwohnern Personen Kilometer Stück Prozent Mal
    Mitglieder Mitgliedern Kinder Kindern Stunden Zeichen Wörter Seiten Teilnehmer Teilnehmende Teilnehmerinnen Kilo
    Kilogramm Gramm Tonnen Liter Quadratmeter Hektar Watt Grad Besucher Besucherinnen Gäste Tage Tagen Wohnungen Follower
""")
_COUNTING = words("""
    rund etwa circa ca knapp fast über insgesamt mehr als mindestens höchstens alle die diese exakt genau weitere nur gut
    ungefähr maximal minimal bisher
""")
_YEARLESS = words(
    "Nr Nummer Seite Zimmer Raum Artikel Postfach Modell Paragraf Konto Raumnummer Hausnummer Typ Euro EUR"
)
_DOTTED_BEFORE = words("geb gest gegr ggü ca Jan Feb Apr Jun Jul Aug Sep Sept Okt Nov Dez")
_SCORE = re.compile(
    r"gew[aio]nn|verlor|verlier|besieg|siegt|Sieg|Niederlage|Ergebnis|Endstand|führt|unterlag|Remis|Spielstand|Tore"
    r"|Verhältnis|Maßstab|Format|Mischung"
)


def _ordinal(place: Place) -> Answer:
    """A number with a dot is an ordinal if a noun of its own, a small letter or another ordinal follows.

    Any noun can also open the next sentence ("Es waren 44. Vertrauen kam später."). So it counts as the ordinal's own only
    behind a determiner, a preposition, a verb of ranking, a comma, or the beginning, or if it is one that is mostly ranked.
    """
    number, ahead, after = int(place[1]), place.ahead.lstrip(), place.after
    starts = bool(_SENTENCE_START.search(place.behind))
    if starts and number and after in OPENERS:
        return numbers.ordinal(number) + "ens,"
    if place.before.lower() in {"um", "gegen"} and after not in MONTHS:  # "um 8. Kommst du?"
        return None
    if not number or not (ahead[:1].isalpha() or re.match(r",|[–/-] ?\d", ahead)):
        return _last_ordinal(place, number) if ahead[:1].isdecimal() or not ahead.strip("“”\"')!?.…") else None
    if ahead[0].isupper() and after not in MONTHS and not after.endswith(".") and not determined(place.behind):
        before = place.before.lower()
        expected = (
            starts or before in DATIVE or before in ACCUSATIVE or before in _RANKING or _APART.search(place.behind)
        )
        if after in OPENERS or before in _NUMBER_VERBS or not (expected or _RANKED.fullmatch(after)):
            return None
    noun = next((word for word in re.findall(r"\w+", ahead)[:4] if word[0].isupper()), "")
    return Change(spoken=numbers.ordinal(number) + ending(place.behind, noun), ends="opener")


def _last_ordinal(place: Place, number: int) -> Answer:
    """ "am 3." at the end of the text, or before a number: only behind a determiner."""
    if number and determined(place.behind):
        return Change(spoken=numbers.ordinal(number) + ending(place.behind, ""), ends="opener")
    return None


def _date(place: Place) -> Answer:
    day, month, year = int(place["day"]), int(place["month"]), place["year"]
    if not (1 <= day <= 31 and 1 <= month <= 12) or place.before in {"Version", "Kapitel"}:
        return None
    if not year and (place.ahead[:1].isdecimal() or _is_version(place)):
        return None
    spoken = f"{numbers.ordinal(day)}{ending(place.behind, 'Mai')} {MONTHS[month - 1]}"
    if place.before in {"geb", "gest", "gegr"}:
        spoken = f"am {numbers.ordinal(day)}en {MONTHS[month - 1]}"
    return Change(spoken=f"{spoken} {_spoken_year(year)}" if year else spoken, ends="never" if year else "opener")


def _is_version(place: Place) -> bool:
    """ "iOS 15.4." and "Raum 1.05." at a sentence's end: a name stands right before."""
    before = place.before
    if before == before.lower() or place.opens or before in WEEKDAYS or before in OPENERS:
        return False
    return place.behind.rstrip()[-1:].isalnum()


def _iso_date(place: Place) -> Answer:
    day, month = int(place["day"]), int(place["month"])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return f"{numbers.ordinal(day)}{ending(place.behind, 'Mai')} {MONTHS[month - 1]} {_spoken_year(place['year'])}"


def _spoken_year(text: str) -> str:
    """Years of our millennium are read right as they are."""
    return numbers.year(int(text)) if text.startswith("1") and len(text) == 4 else text.lstrip("0") or "null"


def _time(place: Place) -> Answer:
    hour, minute = int(place[1]), int(place[2])
    if hour > 24 or minute > 59:
        return None
    spoken = "ein Uhr" if hour == 1 else f"{hour} Uhr"
    return f"{spoken} {minute}" if minute else spoken


def _bare_time(place: Place) -> Answer:
    return None if _SCORE.search(place.behind) or _SCORE.search(place.ahead) else _time(place)


def _duration(place: Place) -> Answer:
    parts = zip((int(place[1]), int(place[2]), int(place[3])), ("Stunde", "Minute", "Sekunde"), strict=True)
    return " ".join(f"{n if n != 1 else 'eine'} {unit}{'n' * (n != 1)}" for n, unit in parts if n) or None


def _year(place: Place) -> Answer:
    return numbers.year(int(place.match[0])) if _is_year(place) else None


def _is_year(place: Place) -> bool:
    """1100 to 1999 without a thousands' dot is a year, unless something is counted."""
    after, before = place.after, place.before
    if after in _COUNTED or re.match(r"\s?[€$£%°]", place.ahead):
        return False
    if place.behind.rstrip().endswith(".") and before not in _DOTTED_BEFORE and len(before) <= 3:
        return False
    if re.search(r"1\d{3}\s?(?:[–/-]|bis|und|oder|,)\s?$", place.behind) or re.match(r"[–/-]\d", place.ahead):
        return True
    if before[:1].isupper() and before.lower() not in _COUNTING and not place.opens and before not in OPENERS:
        return before not in _YEARLESS
    if before.lower() == "seit" and not after.endswith("n"):
        return True
    if re.match(r"\s[A-ZÄÖÜ]", place.ahead) and after not in OPENERS and before.lower() != "seit":
        return False
    return before.lower() not in _COUNTING


def _weekday(place: Place) -> Answer:
    if place[2] == "." and re.match(r",|\s[a-zäöü]", place.ahead):
        return DAYS[place[1]]
    near = (_NEXT_DAY if place[2] else _NEXT_UNDOTTED).match(place.ahead)
    return DAYS[place[1]] if near or _LAST_DAY.search(place.behind) else None


DIGITS = (
    rule(
        "date",
        "digit",
        rf"{APART}(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])",
        _iso_date,
        example=("Stand: 2022-02-14", "Stand: vierzehnter Februar 2022"),
    ),
    rule(
        "date",
        "digit",
        rf"{APART}(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.(?:\s?(?P<year>\d{{4}}|\d{{2}})(?!\d|[.:]\d))?",
        _date,
        example=("Am 12.02.2022 begann es.", "Am zwölften Februar 2022 begann es."),
    ),
    rule(
        "duration",
        "digit",
        rf"{APART}(\d{{1,2}}):(\d\d):(\d\d)(?![\d:])(?:\s?(?:h|Std\.|Stunden)\b)?",
        _duration,
        example=("Die Zeit war 1:23:45.", "Die Zeit war eine Stunde 23 Minuten 45 Sekunden."),
    ),
    rule(
        "time",
        "digit",
        rf"{APART}(\d{{1,2}})[:.](\d\d)(?:\s?(?:Uhr|h)\b|(?=\s?(?:[–-]|bis|und|oder)\s?\d{{1,2}}(?:[:.]\d\d)?\s?Uhr\b))",
        _time,
        example=("Von 9.30–14:30 Uhr.", "Von 9 Uhr 30 bis 14 Uhr 30."),
    ),
    rule(
        "time",
        "digit",
        rf"{APART}(\d{{1,2}}):(\d\d)(?![\d:])",
        _bare_time,
        example=("Um 14:05 ging es los.", "Um 14 Uhr 5 ging es los."),
    ),
    rule(
        "ordinal",
        "digit",
        rf"{APART}(\d{{1,3}})\.(?![\d])",
        _ordinal,
        example=("Vom 3. bis 5. Mai.", "Vom dritten bis fünften Mai."),
    ),
    rule(
        "year",
        "digit",
        rf"{APART}(1[1-9]\d0)er\b",
        lambda place: numbers.year(int(place[1])) + "er",
        example=("die 1990er Jahre", "die neunzehnhundertneunziger Jahre"),
    ),
    rule(
        "year",
        "digit",
        rf"{APART}1[1-9]\d\d(?![\d\w]|[.,:]\d)",
        _year,
        example=("Seit 1998 kamen 1998 Gäste.", "Seit neunzehnhundertachtundneunzig kamen 1998 Gäste."),
    ),
)

WORDS = (
    rule(
        "weekday",
        "word",
        rf"({_DAY})(\.|\b)",
        _weekday,
        example=("Mo.–Fr. 9–17 Uhr", "Montag bis Freitag 9 bis 17 Uhr"),
    ),
)
