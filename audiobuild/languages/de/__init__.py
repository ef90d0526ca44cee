"""German: the order in which its rules are asked."""

from __future__ import annotations

from audiobuild.languages.de import amounts, calendar, names
from audiobuild.languages.de.abbreviations import ABBREVIATIONS
from audiobuild.languages.de.openers import OPENERS
from audiobuild.languages.lexicon import read_table
from audiobuild.languages.mechanism import Change, Language, rule
from audiobuild.languages.shared import abbreviations, signs, web
from audiobuild.languages.shared.text import UPPER, listed, table

_WEB = web.WebWords(
    at="ät",
    dot="Punkt",
    slash="Schrägstrich",
    hyphen="Bindestrich",
    underscore="Unterstrich",
    hashtag="Hashtag",
    number_sign="Nummer",
    hashtag_language="en",
    files={"zip": "Zip", "epub": "E-Pub", "wav": "Wave", "gif": "Gif", "mp3": "M-P-drei", "mp4": "M-P-vier"},
)
_STAGE = listed("""
    lacht lachend Lachen lachen Gelächter schmunzelt schmunzelnd lächelt lächelnd grinst grinsend überlegt nickt seufzt
    zögert Pause räuspert hustet zwinkert winkt Applaus Musik unverständlich weint schüttelt zuckt denkt strahlt
    augenzwinkernd zeigt ironisch flüstert ruft stöhnt
""")
_SIGNS = table("""
    §§ = Paragrafen
    <= = kleiner oder gleich
    >= = größer oder gleich
    < = kleiner als
    > = größer als
    → = nach
    ~ = ungefähr
    © = Copyright
    † = gestorben
""")

RULES = (
    signs.pictures(example=("Super 😀!", "Super!")),
    signs.stage_directions(_STAGE, example=("Ja (lacht).", "Ja (lacht).")),
    *web.web(
        _WEB,
        examples={
            "e-mail": ("an info@kl.digital", "an info ät k-l Punkt digital"),
            "url": ("unter https://kl.digital/a?b=1", "unter k-l Punkt digital"),
            "www": ("auf www.kaiserslautern.de", "auf www Punkt kaiserslautern Punkt d-e"),
            "file": ("die Datei bericht_neu.pdf", "die Datei bericht neu Punkt P-D-F"),
            "domain": ("bei KL.digital", "bei K-L digital"),
            "hashtag": ("mit #SmartCity", "mit Hashtag Smart City"),
            "mention": ("von @kldigital", "von ät kldigital"),
        },
    ),
    abbreviations.letters(example=("in den U.S.A. leben", "in den U-S-A leben")),
    *calendar.WORDS,
    abbreviations.abbreviations(ABBREVIATIONS, example=("Es gibt z. B. Kaffee.", "Es gibt zum Beispiel Kaffee.")),
    rule(
        "abbreviation",
        "word",
        rf"([{UPPER}]\w*)([sS])tr\.",
        lambda place: Change(spoken=f"{place[1]}{place[2]}traße", ends="opener"),
        example=("Fackelstr. 28", "Fackelstraße 28"),
    ),
    abbreviations.dotted_names(example=("„Stadt.Raum.Wir.“, sagt er", "„Stadt, Raum, Wir“, sagt er")),
    *calendar.DIGITS,
    *amounts.RULES,
    *names.RULES,
    abbreviations.unknown(example=("die Mschr. lesen", "die Mschr lesen")),
    abbreviations.initials(openers=OPENERS, example=("Von J. S. Bach.", "Von J S Bach.")),
    rule(
        "postcode",
        "digit",
        r"(?<!\w)\d{3}(?!00)\d\d(?= [A-ZÄÖÜ])",
        lambda place: " ".join(place[0]) if place.opens or place.behind.rstrip().endswith(",") else None,
        example=("Fackelstr. 28, 67655 Kaiserslautern", "Fackelstraße 28, 6 7 6 5 5 Kaiserslautern"),
    ),
    signs.powers("hoch", example=("10⁶ oder 10^6", "10 hoch 6 oder 10 hoch 6")),
    signs.product("mal", example=("3 x 4 Meter", "3 mal 4 Meter")),
    rule(
        "sign",
        "sign",
        r"%(?=ig)",
        lambda place: "prozent",
        example=("eine 100%ige Sache", "eine 100prozentige Sache"),
    ),
    signs.spoken_signs(_SIGNS, example=("§§ 3 und 4", "Paragrafen 3 und 4")),
)

LANGUAGE = Language(
    code="de",
    rules=RULES,
    openers=OPENERS,
    acronyms=names.ACRONYMS,
    foreign=names.FOREIGN,
    lexicon=read_table("de"),
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
