"""Bytes → text, whatever the encoding and whatever is said about it."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import cache

from audiobuild.importers.interview_words import anywhere
from audiobuild.importers.readers import refusals

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_SIGNS = "„“”‚‘’«»–—…€§°·•©®\u00a0"
_LEGACY = ("cp1252", "cp1250", "iso8859-15", "iso8859-2", "mac_roman", "cp850")
_PAGES = re.compile(
    r"(?:cp\d{3,4}|iso8859-\d+|koi8-[rtu]|mac-[a-z]+|big5\w*|gb\w+|euc_\w+|shift_jis\w*|iso2022_\w+|johab|tis-620)"
)
"""What stood in pages and files before UTF-8 (https://encoding.spec.whatwg.org/#legacy-single-byte-encodings and below)."""
_TWICE = re.compile("Ã[¤¶¼Ÿ„–œ©¨ª±³¡­§€]|â€[œ“”™ž˜]|Å[‚›„º¼]|Ä[…™‡]")


def text(source: bytes, *, declared: str = "", name: str = "") -> str:
    """The text of a file or answer. ``declared`` is the charset that HTTP names.

    UTF-8 that is valid is UTF-8, whatever else is declared: no other encoding is valid UTF-8 by chance. Raises
    :class:`audiobuild.errors.ContentError` for what is no text.
    """
    for mark, encoding in _BOMS:
        if source.startswith(mark):
            return source[len(mark) :].decode(encoding, errors="replace")
    if b"\x00" in source[:4096]:
        return _wide(source, name)
    try:
        return _untwisted(source.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    named = declared or _named_inside(source)
    candidates = [*([named] if _is_legacy(named) else []), *_LEGACY]
    encoding = max(candidates, key=lambda candidate: _score(source, candidate))  # of equals the first
    decoded = source.decode(encoding, errors="replace")
    if sum(c < " " and c not in "\t\n\r\x0c\x0b" for c in decoded[:4096]) > 0.05 * len(decoded[:4096]):
        raise refusals.no_text(name)
    return decoded


def _wide(source: bytes, name: str) -> str:
    """UTF-16 without a byte order mark: every other byte of Western text is zero."""
    even, odd = Counter(source[:4096:2])[0], Counter(source[1:4096:2])[0]
    half = len(source[:4096]) / 2
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros > 0.7 * half and others < 0.05 * half:
            return source.decode(encoding, errors="replace")
    raise refusals.no_text(name)


def _named_inside(source: bytes) -> str:
    """The encoding that HTML or XML names in its own first lines."""
    match = _DECLARED.search(source[:4096])
    return match[1].decode("ascii", errors="replace") if match else ""


def _is_legacy(encoding: str) -> bool:
    """Whether pages are written in such an encoding: Python has others that are none of text (``rot13``, ``idna``)."""
    try:
        return bool(_PAGES.fullmatch(codecs.lookup(encoding).name))
    except (LookupError, ValueError):
        return False


def _score(source: bytes, encoding: str) -> float:
    """How much of what is not ASCII comes out as letters and signs that are printed; a wrong table gives others."""
    decoded = source[:200_000].decode(encoding, errors="replace")
    other = [c for c in decoded if c > "\x7f"]
    return round(sum(c in _common() for c in other) / len(other), 2) if other else 0.0


@cache
def _common() -> frozenset[str]:
    """What the languages print besides ASCII."""
    return frozenset(_SIGNS).union(*anywhere("letters"))


def _untwisted(decoded: str) -> str:
    """UTF-8 that was taken for Windows-1252 and encoded again, as it was meant."""
    if len(_TWICE.findall(decoded)) < 2:
        return decoded
    try:
        return decoded.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return decoded
