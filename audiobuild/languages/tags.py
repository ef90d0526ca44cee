"""Language tags (BCP 47): their form, and how the language is written that somebody means with another code.

A language that has a two-letter code is named by that alone (RFC 5646, 2.2.1): players, browsers and voices look for ``de``
and find nothing for ``deu``. No library is used: langcodes knows all of CLDR's aliases in 0.9 MB and none of the slips below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from audiobuild.errors import Problem
from audiobuild.messages import msg
from audiobuild.text import shown

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

_FORMER = {"in": "id", "iw": "he", "ji": "yi", "jw": "jv", "mo": "ro"}
"""Codes that were withdrawn, and what they became (IANA's Language Subtag Registry, Preferred-Value)."""

_COUNTRIES = {
    "al": "sq", "at": "de", "by": "be", "cn": "zh", "cz": "cs", "dk": "da", "gb": "en", "ge": "ka", "gr": "el", "il": "he",
    "iq": "ar", "ir": "fa", "jp": "ja", "kz": "kk", "md": "ro", "mx": "es", "np": "ne", "pk": "ur", "rs": "sr", "sy": "ar",
    "ua": "uk", "us": "en", "vn": "vi",
}  # fmt: skip
"""Countries (ISO 3166-1) whose code is no language's, by the language that is meant: ``gr`` for Greek."""

_REGIONS = {"uk": "GB"}
_LOCALE = re.compile(r"(?P<tag>[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)(?:\.[\w-]+)?(?:@\w+)?")
"""As systems name it: ``de_DE.UTF-8``."""


def problems(tag: str, place: str) -> Iterator[Problem]:
    """What is wrong with a language tag that an editor wrote."""
    meant = instead(tag)
    if LANGUAGE_TAG.fullmatch(tag) and meant.lower() == tag.lower():
        return
    remedy = (
        msg("Write {} instead of {}.", meant, shown(tag, 40)) if meant else msg("Write a code such as de, en or pt-BR.")
    )
    yield Problem(place=place, message=msg("{} is not a language code", shown(repr(tag), 80)), remedy=remedy)


def instead(tag: str) -> str:
    """The tag as it should be written: itself where it is right, nothing where no language is to be seen. Small letters are no
    fault, and the tag has those that are usual (RFC 5646, 2.1.1): ``de-AT``, ``sr-Latn-RS``."""
    match = _LOCALE.fullmatch(tag)
    if not match:
        return ""
    code, *rest = match["tag"].replace("_", "-").split("-")
    small = code.lower()
    found = _shortest().get(small) or _FORMER.get(small) or _COUNTRIES.get(small) or (small if len(code) == 3 else "")
    if not found:
        return ""
    rest = [_REGIONS.get(part.lower(), part) for part in rest]
    return "-".join([found, *map(_subtag, rest)])


def _subtag(part: str) -> str:
    """A region in capitals, a script like a name."""
    return part.upper() if len(part) == 2 else part.capitalize() if len(part) == 4 and part.isalpha() else part


@cache
def _shortest() -> Mapping[str, str]:
    """All codes of the languages that have one of two letters, by any of them."""
    lines = (files("audiobuild.languages") / "iso639.txt").read_text("utf-8").splitlines()
    rows = [line.split() for line in lines if not line.startswith("#")]
    return {code: row[0] for row in rows for code in row}
