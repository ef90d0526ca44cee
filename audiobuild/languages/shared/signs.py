"""Signs: what is not read at all, stage directions, and signs that stand for words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from audiobuild.languages.mechanism import Place, Rule, rule
from audiobuild.languages.shared.text import any_of

_PICTURES = "\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2300-\u23ff\u20e3\ufe0e\ufe0f\U000e0020-\U000e007f"
_BULLETS = "•‣◦▪▫■□●○◆►▶▸†‡®™"


def pictures(*, example: tuple[str, str]) -> Rule:
    """Emoji, bullets and marks are not read. A joiner (U+200D) that follows none of them belongs to a word."""
    return rule(
        "emoji", "sign", f"[{_PICTURES}{_BULLETS}][{_PICTURES}{_BULLETS}\u200d]*", lambda place: "", example=example
    )


def stage_directions(some: Iterable[str], *, example: tuple[str, str]) -> Rule:
    """ "(laughs)" as printed; :func:`audiobuild.languages.reading.sentences` drops it where the show wants that.

    Up to three words may follow, as in "(laughs out loud)".
    """
    pattern = rf"[(\[](?:{'|'.join(some)})(?: [\w’']+){{0,3}}[)\]]"
    return rule("stage direction", "sign", pattern, lambda place: place[0], example=example)


def spoken_signs(table: Mapping[str, str], *, example: tuple[str, str]) -> Rule:
    """Signs that stand for words, between spaces or beside numbers."""

    def speak(place: Place) -> str:
        return place.spaced(table[place[0]])

    return rule("sign", "sign", any_of(table), speak, example=example)


_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def powers(word: str, names: Mapping[str, str], *, example: tuple[str, str]) -> Rule:
    """ "10⁶" and "10^6"; ``names`` has the exponents that are called otherwise: "3²"."""

    def speak(place: Place) -> str:
        exponent = place[1] or place[0].translate(_RAISED)
        return f" {names.get(exponent) or f'{word} {exponent}'}"

    return rule("sign", "sign digit word", r"(?<=\w)(?:\^(-?\d+)|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)", speak, example=example)


def product(word: str, *, example: tuple[str, str]) -> Rule:
    """ "3 x 4" and "3×4" between numbers."""

    def speak(place: Place) -> str | None:
        return place.spaced(word) if re.search(r"\d\s?(?:[a-z]{1,2}\s)?$", place.behind) else None

    return rule("sign", "word sign", r"[x×·*](?=\s?\d)", speak, example=example)
