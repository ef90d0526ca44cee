"""German."""

from __future__ import annotations

from audiobuild.languages import common
from audiobuild.languages.de import numbers
from audiobuild.languages.de.abbreviations import ABBREVIATIONS
from audiobuild.languages.de.grammar import MONTHS, ordinal_ending
from audiobuild.languages.mechanism import Answer, Language, Place, rule

OPENERS = common.words("""
    Der Die Das Den Dem Des Ein Eine Einen Einem Einer Eines Ich Du Er Sie Es Wir Ihr Man Mein Meine Dein Sein
    Seine Ihre Unser Unsere Dieser Diese Dieses Diesen Diesem Jeder Jede Jedes Kein Keine Und Oder Aber Denn
    Doch Sondern Also Dann Danach Da Dort Hier Heute Gestern Jetzt Nun Schon Noch Auch Nur So Wenn Weil Dass
    Ob Als Wie Was Wer Wo Wann Warum Weshalb Wieso Woher Wohin Welche Welcher Welches In Im Am An Auf Aus Bei
    Beim Bis Durch Für Gegen Mit Nach Ohne Seit Über Um Unter Von Vom Vor Während Wegen Zu Zum Zur Zwischen
    Trotz Außerdem Deshalb Daher Darum Dabei Dafür Damit Daran Darauf Darin Darüber Davon Dazu Dadurch
    Trotzdem Dennoch Jedoch Allerdings Natürlich Vielleicht Wahrscheinlich Sehr Viele Alle Alles Manche Einige
    Mehrere Beide Nicht Nichts Niemand Jemand Etwas Ja Nein Gut Genau Sonst Später Früher Zuerst Zunächst
    Schließlich Zudem Ebenso Insgesamt Immer Nie Oft Manchmal Bald Endlich Haben Hat Ist Sind War Waren Wird
    Werden Kann Können Muss Müssen Soll Sollen Will Wollen Gibt Gab Mir Mich Dir Dich Ihm Ihn Ihnen Uns Euch
    Sich Dessen Deren Solche Jene Jener Anders Leider Zusätzlich Weitere Weiter Zuvor Seitdem Bisher Derzeit
    Aktuell Obwohl Sobald Solange Nachdem Bevor Falls Sofern Indem Damals Inzwischen Mittlerweile
""")

_MONTH = "|".join(MONTHS)
_DATE_BEFORE = {"am": "en", "vom": "en", "zum": "en", "dem": "en", "den": "en", "des": "en", "beim": "en", "der": "e"}


def _ordinal(place: Place) -> Answer:
    """A number with a dot is an ordinal before a noun of its own or a small letter, not before a new sentence."""
    after = place.ahead.lstrip()
    determined = place.before.lower() in _DATE_BEFORE or place.before.lower() in {"die", "das", "im"}
    if place.after in OPENERS and not determined:
        return None
    if not after or not (after[0].isalpha() or after[0] in ",–-/"):
        return None
    return numbers.ordinal(int(place[1])) + ordinal_ending(place.behind, place.after)


def _date(place: Place) -> Answer:
    day, month = int(place["day"]), int(place["month"])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    year = place["year"]
    spoken = f"{numbers.ordinal(day)}{ordinal_ending(place.behind, 'Mai')} {MONTHS[month - 1]}"
    return f"{spoken} {_year(year)}" if year else spoken


def _year(text: str) -> str:
    return numbers.year(int(text)) if text[0] == "1" else text


def _time(place: Place) -> Answer:
    hour, minute = int(place[1]), int(place[2])
    if hour > 24 or minute > 59:
        return None
    spoken = "ein Uhr" if hour == 1 else f"{numbers.cardinal(hour)} Uhr"
    return f"{spoken} {numbers.cardinal(minute)}" if minute else spoken


RULES = (
    common.emoji(example=("Super 😀!", "Super!")),
    common.stage_directions(("lacht", "schmunzelt", "überlegt"), example=("Ja (lacht).", "Ja (lacht).")),
    common.abbreviations(ABBREVIATIONS, example=("Es gibt z. B. Kaffee.", "Es gibt zum Beispiel Kaffee.")),
    common.initials(openers=OPENERS, example=("Von J. S. Bach.", "Von J S Bach.")),
    rule(
        "date",
        "digit",
        r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?:\s?(?P<year>\d{4}|\d{2})(?!\d))?",
        _date,
        example=("Am 12.02.2022 begann es.", "Am zwölften Februar 2022 begann es."),
    ),
    rule(
        "time", "digit", r"(\d{1,2})[:.](\d{2})\s?Uhr\b", _time, example=("Um 14:30 Uhr.", "Um vierzehn Uhr dreißig.")
    ),
    rule("time", "digit", r"(\d{1,2}):(\d{2})(?![\d:])", _time, example=("Um 14:30.", "Um vierzehn Uhr dreißig.")),
    rule("ordinal", "digit", r"(\d{1,3})\.(?![\d])", _ordinal, example=("Am 3. Mai.", "Am dritten Mai.")),
    rule(
        "year",
        "digit",
        r"1[1-9]\d\d(?![\d.,]\d|\d)(?=\W|$)",
        lambda place: numbers.year(int(place.match[0])),
        example=("Seit 1998.", "Seit neunzehnhundertachtundneunzig."),
    ),
    rule(
        "range", "digit", r"(\d+)\s?–\s?(?=\d)", lambda place: f"{place[1]} bis ", example=("3–5 Tage", "3 bis 5 Tage")
    ),
)

LANGUAGE = Language(
    code="de",
    rules=RULES,
    openers=OPENERS,
    calibration=(
        "Guten Tag und herzlich willkommen zu unserem Gespräch. Wie sind Sie eigentlich auf die Idee gekommen, "
        "mitten in der Altstadt eine Werkstatt zu eröffnen? Angefangen hat alles vor siebenundzwanzig Jahren, in "
        "einer winzigen Garage mit zwei Stühlen und einer Lampe. Damals kam fast niemand. Heute reparieren wir "
        "Fahrräder, Nähmaschinen, Radios und gelegentlich sogar Kaffeemühlen, und an manchen Samstagen stehen über "
        "hundertfünfzig Menschen vor der Tür. Ist das nicht anstrengend? Ja, manchmal schon! Aber wenn eine alte "
        "Spieluhr nach langer Zeit wieder klingt, vergisst man die müden Hände sofort. Die Verwaltungsgemeinschaft "
        "hat uns letztes Jahr eine Nachhaltigkeitsauszeichnung verliehen, was uns wirklich überrascht und sehr "
        "gefreut hat. Was wünschen Sie sich für die Zukunft? Mehr Platz, etwas mehr Ruhe und viele neugierige "
        "junge Leute. Kommen Sie einfach vorbei, wir öffnen jeden Freitag um halb neun."
    ),
)
