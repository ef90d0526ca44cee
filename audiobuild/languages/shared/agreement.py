"""Numbers that agree with what is counted: "doscientas personas", "veintiún años", "un'ora", "tres horas y media"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from audiobuild.languages.mechanism import Answer, Change, Place, Rule, rule
from audiobuild.languages.shared.amounts import FRACTION_SIGNS
from audiobuild.languages.shared.text import APART, GAP, any_of
from audiobuild.languages.shared.vocabulary import Vocabulary

Agreed = Callable[[int, bool, str], str | None]
"""From a number, whether what is counted is feminine, and its name: the number's words; None where figures will do. Words that
end in an apostrophe are written together with the name."""
_WORD = r"[^\W\d_]{2,30}"
_BREAKS = tuple(",;:(–—•")
_NOUN = re.compile("(?:[zst]ione|[cs]ión|ção|são|[ts]ion|dade?|tà|té|m(?:i?ento|ent))$")
_APOSTROPHE = ("'", "’")
_SIGNS = "".join(FRACTION_SIGNS)


@dataclass(frozen=True, kw_only=True)
class Counting:
    """How a language counts.

    ``half`` says a half of something by its name and gender, ``and_half`` what stands behind it in "two hours and a half";
    ``singular`` makes one of several; ``elided`` shortens "de heure"."""

    words: Vocabulary
    agreed: Agreed
    fraction: Callable[[int, int], str]
    half: Callable[[str, bool], str]
    and_half: Callable[[bool], str]
    singular: Callable[[str], str]
    elided: Callable[[str], str] = str

    def feminine(self, name: str) -> bool:
        """Whether the noun is feminine, as far as its ending tells."""
        noun = name.split()[0]
        return not self.words.feminine.isdisjoint({noun, self.singular(noun)}) or bool(
            re.fullmatch(self.words.feminine_noun, noun)
        )

    def said(self, amount: str, name: str) -> str:
        """An amount as printed before the name of what is counted: "21", "libras" → "veintiuna"."""
        if not re.fullmatch(rf"\d{{1,3}}(?:[{self.words.grouping}\xa0\u202f]\d{{3}})*|\d+", amount):
            return amount
        return self._agreed(int(re.sub(r"\D", "", amount)), name) or amount

    def _agreed(self, value: int, name: str) -> str | None:
        return self.agreed(value, self.feminine(name), name) if 0 < value < 1_000_000 else None

    def _noun(self, noun: str) -> bool:
        return noun.islower() and noun not in self.words.small_words and noun not in self.words.months

    def rules(self, *, examples: tuple[tuple[str, str], ...]) -> tuple[Rule, ...]:
        """Numbers before a unit or a noun, and fractions before them."""
        names = {sign: forms for sign, forms in self.words.names.items() if sign not in "%‰°"}
        thing = rf"(?P<gap>{GAP}?)(?:(?P<unit>{any_of(names)})(?![\w²³/]|[.'’]\w)|(?<!\S)(?P<noun>{_WORD})(?!\w))"

        counting = re.compile(rf"(?<!\w)(?:{self.words.before_counted}){GAP}$")

        def number(place: Place) -> Answer:
            value, noun = int(re.sub(r"\D", "", place["number"])), place["noun"]
            if noun:
                first = place.behind[-1:].isspace() and place.behind.rstrip().endswith(_BREAKS)
                first = first or (place.opens and not place.behind.strip())
                first = first or bool(counting.search(place.behind))
                counts = (
                    (noun in self.words.nouns or first or _NOUN.search(noun))
                    if value == 1
                    else noun.endswith("s") or noun in self.words.nouns
                )
                if not (counts and self._noun(noun)):
                    return None
            name = noun or names[place["unit"]][0 if value == 1 else -1]
            said = self._agreed(value, name)
            if place["number"].startswith("0"):  # "2 h 05 min"
                said = (said or str(value)) if place["unit"] and len(place["number"]) == 2 else None
            joined = said is not None and said.endswith("'")
            return Change(spoken=said, end=place.end + len(place["gap"]) * joined) if said else None

        def part(place: Place) -> Answer:
            sign, noun, whole = place["sign"], place["noun"], place["whole"]
            top, bottom = FRACTION_SIGNS[sign] if sign else (int(place["top"]), int(place["bottom"]))
            if not 0 < top < bottom <= 10 or (noun and not self._noun(noun)):
                return None
            names_of = names[place["unit"]] if place["unit"] else (self.singular(noun), noun)
            gender = self.feminine(names_of[0])
            if whole:
                name = names_of[0 if whole == "1" else -1]
                tail = self.and_half(gender) if (top, bottom) == (1, 2) else self.fraction(top, bottom)
                head = self.said(whole, name)
                return f"{head}{'' if head.endswith(_APOSTROPHE) else ' '}{name} {self.words.conjunction} {tail}"
            if (top, bottom) == (1, 2):
                return self.half(names_of[0], gender)
            return self.elided(f"{self.fraction(top, bottom)} {self.words.of} {names_of[0]}")

        def part_alone(place: Place) -> Answer:
            """ "une 1/2 heure" has its article already."""
            said = part(place)
            article, _, rest = said.partition(" ") if isinstance(said, str) else ("", "", "")
            return rest if place.before in self.words.articles and article in self.words.articles else said

        unit_behind = re.compile(
            rf"\d{GAP}?(?:(?P<unit>{any_of(names)})|(?P<noun>{_WORD})){GAP}(?P<joint>{self.words.conjunction}{GAP})?$"
        )

        def half_behind(place: Place) -> Answer:
            found = unit_behind.search(place.behind)
            if not found or (found["noun"] and not self._noun(found["noun"])):
                return None
            name = names[found["unit"]][0] if found["unit"] else found["noun"]
            joint = "" if found["joint"] else f"{self.words.conjunction} "
            return joint + self.and_half(self.feminine(name))

        figures = rf"\d{{1,3}}(?:[{self.words.grouping}\xa0\u202f]\d{{3}})+|\d+"
        large = rf"(?:{GAP}{self.words.thousand}(?={GAP}))?" if self.words.thousand else ""
        joint = rf"(?:{GAP}?|{GAP}{self.words.conjunction}{GAP})"
        return (
            rule(
                "number",
                "digit",
                rf"{APART}(?P<number>{figures})(?!\d|[.,:/’']\d)(?={large}{thing})",
                number,
                example=examples[0],
            ),
            rule(
                "fraction",
                "digit sign word",
                rf"{APART}(?:(?P<whole>\d{{1,3}}){joint})?(?:(?P<sign>[{_SIGNS}])|(?<!\d)(?P<top>\d)/(?P<bottom>\d\d?)(?!\d))"
                rf"{thing}",
                part_alone,
                example=examples[1],
            ),
            rule("fraction", "digit sign", rf"{APART}(?:1/2(?![\d/])|½)", half_behind, example=examples[2]),
        )
