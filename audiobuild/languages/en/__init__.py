"""English: the order in which its rules are asked."""

from __future__ import annotations

from audiobuild.languages.en import amounts, calendar, names
from audiobuild.languages.en.abbreviations import ABBREVIATIONS
from audiobuild.languages.en.openers import OPENERS
from audiobuild.languages.lexicon import read_table
from audiobuild.languages.mechanism import Language, rule
from audiobuild.languages.shared import abbreviations, signs, web
from audiobuild.languages.shared.text import any_of, listed, table

_WEB = web.WebWords(
    at="at",
    dot="dot",
    slash="slash",
    hyphen="hyphen",
    underscore="underscore",
    hashtag="hashtag",
    number_sign="number",
    files={"zip": "zip", "epub": "E-pub", "wav": "wave", "gif": "gif", "mp3": "M-P-three", "mp4": "M-P-four"},
)
_STAGE = listed("""
    laughs laughing laughter smiles smiling grins sighs pauses pause nods thinks shrugs chuckles chuckling applause music
    inaudible crosstalk coughs winks gestures hesitates whispers cries
""")
_SIGNS = table("""
    §§ = sections
    § = section
    <= = less than or equal to
    >= = greater than or equal to
    < = less than
    > = greater than
    → = to
    ~ = about
    © = copyright
""")
_TITLES = {"Mr": "Mister", "Mrs": "Missus", "Ms": "Miz", "Dr": "Doctor", "St": "Saint"}
_PAIRS = table("""
    and/or = and or
    he/she = he or she
    she/he = she or he
    his/her = his or her
    her/his = her or his
    him/her = him or her
    w/o = without
    w/ = with
    c/o = care of
    n/a = not applicable
    N/A = not applicable
""")

RULES = (
    signs.pictures(example=("Great 😀!", "Great!")),
    signs.stage_directions(_STAGE, example=("Yes (laughs).", "Yes (laughs).")),
    *web.web(
        _WEB,
        examples={
            "e-mail": ("to info@kl.digital", "to info at k-l dot digital"),
            "url": ("see https://kl.digital/a?b=1", "see k-l dot digital"),
            "www": ("on www.example.de", "on www dot example dot d-e"),
            "file": ("the file report_new.pdf", "the file report new dot P-D-F"),
            "domain": ("at KL.digital", "at K-L digital"),
            "hashtag": ("with #SmartCity", "with hashtag Smart City"),
            "mention": ("by @kldigital", "by at kldigital"),
        },
    ),
    *calendar.RULES,
    abbreviations.abbreviations(ABBREVIATIONS, example=("Drinks, e.g. tea.", "Drinks, for example tea.")),
    abbreviations.letters(example=("in the U.S. today", "in the U-S today")),
    abbreviations.dotted_names(example=("“Stadt.Raum.Wir.”, he says", "“Stadt, Raum, Wir”, he says")),
    *amounts.RULES,
    *names.RULES,
    abbreviations.unknown(example=("the Nrth. side", "the Nrth side")),
    abbreviations.initials(openers=OPENERS, example=("By J. S. Bach.", "By J S Bach.")),
    rule(
        "abbreviation",
        "word",
        r"(Mr|Mrs|Ms|Dr|St)(?= [A-Z])",
        lambda place: _TITLES[place[0]],
        example=("Mr Smith", "Mister Smith"),
    ),
    rule(
        "abbreviation",
        "word",
        rf"(?:{any_of(_PAIRS)})(?!\w)",
        lambda place: _PAIRS[place[0]],
        example=("tea and/or cake", "tea and or cake"),
    ),
    signs.powers("to the power of", example=("10⁶ or 10^6", "10 to the power of 6 or 10 to the power of 6")),
    signs.product("times", example=("3 x 4", "3 times 4")),
    signs.spoken_signs(_SIGNS, example=("§§ 3 and 4", "sections 3 and 4")),
)

LANGUAGE = Language(
    code="en",
    rules=RULES,
    openers=OPENERS,
    acronyms=names.ACRONYMS,
    foreign=names.FOREIGN,
    lexicon=read_table("en"),
    calibration=(
        "Good morning, and welcome to our conversation. How did you come up with the idea of opening a workshop in "
        "the middle of the old town? It all began twenty-seven years ago, in a tiny garage with two chairs and one "
        "lamp. Hardly anybody came. Today we repair bicycles, sewing machines, radios and now and then a coffee "
        "grinder, and on some Saturdays more than a hundred and fifty people are waiting outside the door. Isn't "
        "that exhausting? Yes, sometimes it is! But when an old music box begins to play after many years of "
        "silence, you forget your tired hands at once. Last autumn the neighbourhood association gave us an award "
        "for sustainability, which surprised us and made us extraordinarily happy. What do you wish for in the "
        "future? More space, a little more quiet, and plenty of curious young people. Just come in and have a "
        "look, we open every Friday at half past eight."
    ),
)
