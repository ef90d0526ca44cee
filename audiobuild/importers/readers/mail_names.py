"""Whom a message names: in its header fields, and in the line above a quotation ("On 3 May Jo Berg wrote:")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from audiobuild.importers.interview_words import anywhere, choice

_LONGEST_LINE, _LONGEST_NAME, _MOST_WORDS = 300, 50, 5
_DATED = re.compile(r"(?=.*(?:@|\d[:.h]\d\d|\b(?:19|20)\d\d\b)).*:")
_ADDRESS = re.compile(r"[<\[(]*(?:mailto:)?[^\s<>()\[\]]+@[^\s<>()\[\]]+[>\])]*")
_BRACKETS = re.compile(r"[(\[<][^()\[\]<>]*[)\]>]")
_REVERSED = re.compile(r"([^\s,]+(?: [^\s,]+)?), ([^\s,]+(?: [^\s,]+)?)")
_NO_NAME = re.compile(r"[:?!\"„“”«»@\d]")


def is_field(line: str) -> bool:
    """Whether a line is a header field of a message in the text of another: "Sent: …"."""
    return bool(_field().match(line))


def fields(lines: Iterable[str]) -> dict[str, str]:
    """The header fields in lines, that of the sender as "from"."""
    found: dict[str, str] = {}
    for line in lines:
        if match := _field().match(line):
            found.setdefault("from" if match["from"] else match["other"].lower(), match["value"])
    return found


@cache
def _field() -> re.Pattern[str]:
    senders, others = choice(anywhere("mail_from")), choice(anywhere("mail_fields"))
    key = rf"(?:(?P<from>{senders})|(?P<other>{others}))"
    return re.compile(rf"[*_]?{key}[*_]?\s?:[*_]?\s*(?P<value>.*)", re.IGNORECASE)


def says_who_wrote(line: str) -> bool:
    """Whether a line may say whom a quotation below it is by: it has the word for it, a date or an address, and a colon."""
    if len(line) > _LONGEST_LINE or not line.endswith(":"):
        return False
    return bool(_wrote().search(line) or _DATED.fullmatch(line))


@cache
def _wrote() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{choice(anywhere('wrote'))})(?!\w)", re.IGNORECASE)


def who_wrote(line: str) -> str:
    """The name in such a line: behind the verb, or before it, and there behind the date, or before that."""
    line = _ADDRESS.sub(" ", line).rstrip(" :")
    verb = _wrote().search(line)
    before, behind = (line[: verb.start()], line[verb.end() :]) if verb else (line, "")
    if behind.strip() and not re.search(r"\d", behind):
        return name(behind)
    stretches = re.split(r"\d\S*", before)
    last = re.sub(rf"^\W*(?:{choice(anywhere('clock'))})\b", "", stretches[-1], flags=re.IGNORECASE)
    return _at_the_end(last) or _at_the_end(stretches[0])


def _at_the_end(text: str) -> str:
    """The capitals with which a stretch ends; all of it if it is a name turned round."""
    if re.fullmatch(r"\W*\w+, \w+\W*", text):
        return name(text)
    words: list[str] = []
    for word in reversed(text.rpartition(",")[2].split()):
        if not _may_be_name(word):
            break
        words.insert(0, word)
    return name(" ".join(words))


def name(text: str) -> str:
    """A name as it can stand before a turn, without an address, "Berg, Jo" turned round; empty for what is none."""
    bare = _BRACKETS.sub(" ", _ADDRESS.sub(" ", text)).replace('"', " ")
    bare = " ".join(bare.split()).strip(" ,;'*")
    if match := _REVERSED.fullmatch(bare):
        bare = f"{match[2]} {match[1]}"
    words = bare.split()
    few = 0 < len(words) <= _MOST_WORDS and len(bare) <= _LONGEST_NAME
    return bare if few and all(map(_may_be_name, words)) and not _NO_NAME.search(bare) else ""


def _may_be_name(word: str) -> bool:
    return word[:1].isupper() or word in _particles()


@cache
def _particles() -> frozenset[str]:
    """The small words inside names."""
    return frozenset(part for particle in anywhere("particles") for part in particle.split())
