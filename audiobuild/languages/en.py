"""English."""

from __future__ import annotations

from audiobuild.languages.mechanism import Language
from audiobuild.languages.shared import abbreviations, signs
from audiobuild.languages.shared.text import table, words

OPENERS = words("""
    The A An I You He She It We They My Your His Her Its Our Their This That These Those And Or But So Then
    There Here When While If Because Although Though As At In On By For From With Without After Before Since
    Until During Of To Not No Yes What Who Where Why How Which Is Are Was Were Do Does Did Has Have Had Can
    Could Will Would Should May Might Now Today Yesterday Later Meanwhile However Also Still Just Only Some
    Many Most All Each Every Both One Another
""")

RULES = (
    signs.pictures(example=("Great 😀!", "Great!")),
    signs.stage_directions(("laughs", "smiles", "laughing"), example=("Yes (laughs).", "Yes (laughs).")),
    abbreviations.abbreviations(
        {
            "never": table("""
                e.g. = for example
                i.e. = that is
                Mr. = Mister
                Mrs. = Missus
                Ms. = Miz
                Dr. = Doctor
                Prof. = Professor
                St. = Saint
                vs. = versus
                approx. = approximately
            """),
            "opener": table("""
                Inc. = Incorporated
                Ltd. = Limited
                Jr. = Junior
                Sr. = Senior
                p.m. = p-m
                a.m. = a-m
            """),
            "capital": table("""
                etc. = et cetera
            """),
        },
        example=("Drinks, e.g. tea.", "Drinks, for example tea."),
    ),
    abbreviations.initials(openers=OPENERS, example=("By J. S. Bach.", "By J S Bach.")),
)

LANGUAGE = Language(
    code="en",
    rules=RULES,
    openers=OPENERS,
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
