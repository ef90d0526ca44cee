"""Number words by the rules of the Unicode Consortium (CLDR), which the package unicode-rbnf carries out.

They know eighty languages, with genders and cases, and the ways of a country ("septante" in Belgium).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Literal

from audiobuild.languages.registry import base

if TYPE_CHECKING:
    from unicode_rbnf import RbnfEngine

Kind = Literal["cardinal", "ordinal", "year"]
_SOFT_HYPHEN = "\xad"
_OWN = {"pt": "pt_PT"}
"""CLDR's Portuguese without a country is that of Brazil."""


def cardinal(number: int, tag: str, form: str = "") -> str:
    """``2022`` → "zweitausendzweiundzwanzig", as one counts; ``form`` is CLDR's name of another: "feminine"."""
    forms = spelled(number, tag, "cardinal")
    return forms.get(f"cardinal-{form}", forms["numbering"])


def cardinals(tag: str) -> Callable[[int], str]:
    """:func:`cardinal` in one language."""
    return partial(cardinal, tag=tag)


def point(tag: str) -> str:
    """What stands between a number and its decimals: "Komma"."""
    return _engine(tag).format_number("1.5").text.split()[1]


@lru_cache(maxsize=4096)
def spelled(number: int, tag: str, kind: Kind) -> Mapping[str, str]:
    """All forms of a number in the language of a BCP 47 tag, by CLDR's names without "spellout-"."""
    from unicode_rbnf import FormatPurpose

    found = _engine(tag).format_number(number, FormatPurpose[kind.upper()]).text_by_ruleset
    return {name.removeprefix("spellout-"): text.replace(_SOFT_HYPHEN, "") for name, text in found.items()}


@cache
def _engine(tag: str) -> RbnfEngine:
    # Loading it takes longer than reading a page without numbers.
    from unicode_rbnf import RbnfEngine

    wanted = _OWN.get(tag, tag.replace("-", "_"))
    return RbnfEngine.for_language(wanted if wanted in RbnfEngine.get_supported_languages() else base(tag))
