"""Polish: the order in which its rules are asked."""

from __future__ import annotations

import re

from audiobuild.languages.lexicon import read_table
from audiobuild.languages.mechanism import Language, rule
from audiobuild.languages.pl import numbers
from audiobuild.languages.pl.abbreviations import ABBREVIATIONS, WITHOUT_DOT
from audiobuild.languages.pl.amounts import RULES as AMOUNTS
from audiobuild.languages.pl.calendar import DAYS
from audiobuild.languages.pl.calendar import RULES as CALENDAR
from audiobuild.languages.shared import abbreviations, calendar, capitals, signs, web
from audiobuild.languages.shared.text import listed, table, words

OPENERS = words("""
    Ja Ty On Ona Ono My Wy Oni One Pan Pani Państwo Mój Moja Moje Twój Twoja Nasz Nasza Wasz Ich Jego Jej Ten Ta To Ci Te
    Tamten Tamta Tamto I A Ale Lub Albo Oraz Więc Bo Gdyż Ponieważ Zatem Potem Następnie Przed Po Od Do W We Na Pod Nad Z Ze
    Bez Dla Przez Między Wobec Przeciw Gdy Kiedy Jeśli Jeżeli Jak Jako Że Żeby Aby Co Kto Gdzie Skąd Dlaczego Ile Jaki Jaka
    Jakie Który Która Które Czy Tak Nie Tu Tutaj Tam Dziś Dzisiaj Wczoraj Jutro Teraz Już Jeszcze Też Także Również Tylko
    Poza Mimo Choć Chociaż Podczas Bardzo Wiele Wielu Dużo Mało Więcej Mniej Wszystko Wszyscy Wszystkie Każdy Każda Każde
    Coś Ktoś Nikt Nic Zawsze Nigdy Często Czasem Może Być Jest Był Była Było Były Są Będzie Mam Mamy Ma Mają Jednak Dlatego
    Najpierw Wreszcie Oczywiście Naprawdę O U Za Przy
""")
_STAGE = listed("śmiech śmieje śmiejąc uśmiecha uśmiech wzdycha pauza cisza waha muzyka oklaski niezrozumiałe kiwa")

RULES = (
    signs.pictures(example=("Super 😀!", "Super!")),
    signs.stage_directions(_STAGE, example=("Tak (śmiech).", "Tak (śmiech).")),
    *web.web(
        web.WebWords(
            at="małpa",
            dot="kropka",
            slash="ukośnik",
            hyphen="myślnik",
            underscore="podkreślnik",
            hashtag="hasztag",
            number_sign="numer",
            files={"mp3": "M-P-trzy", "mp4": "M-P-cztery", "zip": "zip"},
        ),
        examples={
            "e-mail": ("na info@kl.digital", "na info małpa k-l kropka digital"),
            "url": ("na https://kl.digital/a?b=1", "na k-l kropka digital"),
            "www": ("na www.przyklad.pl", "na www kropka przyklad kropka p-l"),
            "file": ("plik raport.pdf", "plik raport kropka P-D-F"),
            "domain": ("na przyklad.pl", "na przyklad kropka p-l"),
            "hashtag": ("z #MiastoCyfrowe", "z hasztag Miasto Cyfrowe"),
            "mention": ("od @kldigital", "od małpa kldigital"),
        },
    ),
    *CALENDAR,
    calendar.weekdays(DAYS, "do|i", example=("pon.–pt.", "poniedziałek do piątek.")),
    abbreviations.abbreviations(
        ABBREVIATIONS, example=("Kawa, np. z ul. Długiej.", "Kawa, na przykład z ulicy Długiej.")
    ),
    rule(
        "abbreviation",
        "word",
        rf"({'|'.join(WITHOUT_DOT)})(?= [\w])",
        lambda place: WITHOUT_DOT[place[0]],
        example=("dr Nowak, nr 5", "doktor Nowak, numer 5"),
    ),
    abbreviations.letters(example=("O.N.Z. mówi", "O-N-Z mówi")),
    abbreviations.dotted_names(example=("„Miasto.Plac.My.”, mówi", "„Miasto, Plac, My”, mówi")),
    *AMOUNTS,
    capitals.formulas(numbers.cardinal, example=("mniej CO2", "mniej C-O-dwa")),
    abbreviations.initials(openers=OPENERS, example=("Od J. S. Bacha.", "Od J S Bacha.")),
    signs.product("razy", example=("3 x 4", "3 razy 4")),
    signs.spoken_signs(
        table("§§ = paragrafy\n§ = paragraf\n= = równa się\n< = mniejsze niż\n> = większe niż\n& = i\n~ = około"),
        example=("Nowak & Syn", "Nowak i Syn"),
    ),
)

LANGUAGE = Language(
    code="pl",
    rules=RULES,
    openers=OPENERS,
    foreign=re.compile(r"[^a-zA-ZąćęłńóśźżĄĆĘŁŃÓŚŹŻ'’-]|[qvxQVX]|sch|th|ph"),
    lexicon=read_table("pl"),
    calibration=(
        "Dzień dobry i witamy w naszej rozmowie. Jak wpadli państwo na pomysł, żeby otworzyć warsztat w samym środku starego "
        "miasta? Wszystko zaczęło się dwadzieścia siedem lat temu, w maleńkim garażu, z dwoma krzesłami i jedną lampą. Prawie "
        "nikt nie przychodził. Dzisiaj naprawiamy rowery, maszyny do szycia, radia, a czasem nawet młynki do kawy, i w "
        "niektóre soboty przed drzwiami czeka ponad sto pięćdziesiąt osób. Czy to nie jest męczące? Tak, czasami bardzo! Ale "
        "kiedy stara pozytywka po tylu latach ciszy znowu zaczyna grać, od razu zapomina się o zmęczonych rękach. Zeszłej "
        "jesieni stowarzyszenie dzielnicowe wręczyło nam nagrodę za zrównoważony rozwój, co nas zaskoczyło i niezwykle "
        "ucieszyło. Czego życzyliby sobie państwo na przyszłość? Więcej miejsca, trochę więcej spokoju i wielu ciekawych "
        "świata młodych ludzi. Proszę nas odwiedzić, otwieramy w każdy piątek o wpół do dziewiątej."
    ),
)
