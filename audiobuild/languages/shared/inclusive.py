"""Both genders in one word, as Romance languages print them: "étudiant·e·s", "tod@s l@s niñ@s", "bambini/e".

They are said as a speaker says them, each phrase in both forms: "todos los niños y todas las niñas".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from audiobuild.languages.mechanism import Answer, Place, Rule, rule
from audiobuild.languages.shared.text import GAP

Pair = Callable[[re.Match[str]], tuple[str, str, bool] | None]
"""From the match of one word: its masculine and its feminine, and whether they are plural; None if it is no such word."""


def inclusive(word: str, pair: Pair, *, both: str, either: str, example: tuple[str, str]) -> Rule:
    """``word`` is a pattern with named groups; words that follow each other make one phrase. ``both`` joins the forms of a
    plural ("y"), ``either`` those of a singular ("o")."""
    one = re.compile(word)
    plain = re.sub(r"\(\?P<\w+>", "(?:", word)

    def speak(place: Place) -> Answer:
        found = [pair(match) for match in one.finditer(place[0])]
        if not found or any(forms is None for forms in found):
            return None
        pairs = [forms for forms in found if forms]
        men, women = (" ".join(forms[gender] for forms in pairs) for gender in (0, 1))
        return men if men == women else f"{men} {both if pairs[0][2] else either} {women}"

    return rule("inclusive form", "word", rf"(?:{plain})(?:{GAP}(?:{plain})){{0,3}}", speak, example=example)
