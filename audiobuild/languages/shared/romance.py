"""What Spanish, French, Italian and their sisters share: two genders, ordinals made of parts, "de"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from audiobuild.languages.mechanism import Answer, Rule
from audiobuild.languages.shared import amounts
from audiobuild.languages.shared import romance_rules as rules
from audiobuild.languages.shared.agreement import Counting
from audiobuild.languages.shared.grammar import Grammar
from audiobuild.languages.shared.romance_rules import Ordinal
from audiobuild.languages.shared.vocabulary import Vocabulary

MOST = 10_000
"""Numbers from here on stay figures."""


def grammar(
    counting: Counting,
    *,
    cardinal: Callable[[int], str],
    ordinal: Ordinal,
    before_noun: Ordinal | None = None,
    regnal_ordinals: int = 10,
    before: Mapping[str, tuple[Rule, ...]],
) -> Grammar:
    """The grammar that they share. Rulers have ordinals up to ``regnal_ordinals``, figures from there; ``before_noun`` says
    an ordinal before a noun, where that is another ("primer"); ``before`` has the language's own rules.
    """
    words = counting.words

    def printed(number: int, ending: str) -> Answer:
        plural = "s" if ending.endswith("s") else ""
        return ordinal(number, ending.rstrip("s")[-1] in "ªa^") + plural if number < MOST else None

    def regnal(value: int, name: str) -> str:
        return ordinal(value, name in words.queens) if value <= regnal_ordinals else str(value)

    def change(cents: int, forms: tuple[str, ...]) -> str:
        coin = f"{words.article(forms[0])} {forms[0]}" if cents == 1 and forms else str(cents)
        return f"{words.cents_joint} {coin}".lstrip()

    examples = tuple(words.examples[f"{name} of something"] for name in ("one", "part", "and a half"))
    digits = tuple(cardinal(digit) for digit in range(10))
    shared: Mapping[str, tuple[Rule, ...]] = {
        "addresses": (rules.contracted(words, example=words.examples["contraction"]),)
        if "contracted" in words.tables
        else (),
        "abbreviations": (rules.kilometre(words, example=words.examples["kilometre"]),),
        "dates": (rules.day_and_month(words, example=words.examples["day and month"]),),
        "prices": (amounts.dotted_numbers(digits, words.web["dot"], example=words.examples["dotted numbers"]),),
        "fractions": (rules.rounds(words, example=words.examples["round"]), *counting.rules(examples=examples)),
        "product": (rules.dimensions(words.tables["over"]["x"], example=words.examples["dimensions"]),),
        "signs": (rules.slash(words, example=words.examples["slash"]),),
        "ratio": (
            rules.over(words.tables["over"]["/"], example=words.examples["blood pressure"]),
            rules.match_minute(words, ordinal, example=words.examples["minute of a match"]),
        ),
        "initials": (rules.unknown(example=words.examples["unknown abbreviation"]),),
        "formulas": (
            rules.numeral_before(counting, before_noun or ordinal, example=words.examples["numeral before a noun"]),
        ),
    }
    return Grammar(
        words=words,
        cardinal=cardinal,
        fraction=counting.fraction,
        ordinal=printed,
        regnal=regnal,
        change=change,
        agreed=counting.said,
        all_parts=True,
        before={group: before.get(group, ()) + shared.get(group, ()) for group in {**before, **shared}},
        instead={"one": ()},
    )


def ordinals(words: Vocabulary, cardinal: Callable[[int], str]) -> Ordinal:
    """ "vigésimo primero", "centésimo segundo"; below :data:`MOST`. All its parts are feminine or none."""

    def parts(number: int) -> list[str]:
        if number >= 1000:
            thousands = cardinal(number // 1000) if number >= 2000 else ""
            return [f"{thousands}{words.thousand_ordinal}", *(parts(number % 1000) if number % 1000 else [])]
        if number >= 100:
            return [words.hundred_ordinals[number // 100 - 1], *(parts(number % 100) if number % 100 else [])]
        if number <= len(words.ordinals):
            return [words.ordinals[number - 1]]
        tens, rest = divmod(number, 10)
        return [words.ten_ordinals[tens - 1], *([words.ordinals[rest - 1]] if rest else [])]

    def ordinal(number: int, feminine: bool = False) -> str:
        return " ".join(f"{part[:-1]}a" if feminine else part for part in parts(number))

    return ordinal
