"""Pronunciations by word or phrase: the show's own (``content/lexicon.toml``) over the tool's, and W3C PLS files.

``content/lexicon.toml`` is a table from what is printed to what is spoken, or to more about it::

    "KL.digital" = "K L digital"
    "Pipeline" = {language = "en"}
    "Benz" = {spoken = "Bents", ipa = "bɛnts"}
    "chatgpt" = {spoken = "Chat G P T", case = false}
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, get_type_hints

from audiobuild.errors import ConfigError, Problem
from audiobuild.languages import tags
from audiobuild.languages.registry import folder
from audiobuild.messages import msg


@dataclass(frozen=True, kw_only=True, slots=True)
class LexiconEntry:
    """How a word or phrase is spoken wherever ``text`` stands as such, also as a part of a word with hyphens."""

    text: str
    spoken: str = ""
    """What is spoken for it. Without it, it is spoken as printed, in `language`."""
    ipa: str = ""
    """Its pronunciation in the International Phonetic Alphabet, for voices that read it (espeak-ng, Piper, Kokoro), else
    `spoken`."""
    language: str = ""
    """The language in which it is read, as a BCP 47 tag."""
    case: bool = True
    """`false`: in capitals or not. Else small letters also fit a capital at the beginning of a sentence, and nothing more."""


_OPTIONS: Mapping[str, type] = {name: kind for name, kind in get_type_hints(LexiconEntry).items() if name != "text"}
"""What a table may say of a word."""


@dataclass(frozen=True)
class Lexicon:
    """Entries, found by the first word of each. Of two that fit, the longer counts, then the later."""

    entries: tuple[LexiconEntry, ...] = field(default=())

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Kept, since every sentence asks for it: of 10,000 entries it takes milliseconds."""
        return hash(self.entries)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of what is printed."""
        return frozenset(word for entry in self.entries for word in entry.text.split())

    @cached_property
    def _by_text(self) -> Mapping[str, tuple[LexiconEntry, ...]]:
        """The entries by their text in small letters, the later first."""
        texts: defaultdict[str, dict[str, LexiconEntry]] = defaultdict(dict)
        for entry in reversed(self.entries):
            texts[_spaced(entry.text).casefold()].setdefault(entry.text, entry)
        return {text: tuple(some.values()) for text, some in texts.items()}

    @cached_property
    def _lengths(self) -> Mapping[str, tuple[int, ...]]:
        """How many characters the entries that begin with a word have, the most first."""
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for entry in self.entries:
            if first := _TOKEN.match(entry.text):
                lengths[first[0].casefold()].add(len(_spaced(entry.text)))
        return {word: tuple(sorted(some, reverse=True)) for word, some in lengths.items()}

    def find(self, text: str, start: int, word: str) -> tuple[LexiconEntry, int] | None:
        """The longest entry that stands at ``start``, where the token ``word`` begins, and its end in ``text``.

        A show may list thousands of names that begin alike ("Frau …"). So an entry is looked up by what stands there, as
        many characters of it as some entry has, and only then held against the text by its pattern.
        """
        lengths = self._lengths.get(word.casefold())
        if lengths is None:
            return None
        ahead = _folded_spaces(text, start, lengths[0])
        for length in lengths:
            for entry in self._by_text.get(ahead[:length].casefold(), ()) if len(ahead) >= length else ():
                if match := _pattern(entry).match(text, start):
                    return entry, match.end()
        return None

    def over(self, lower: Lexicon) -> Lexicon:
        """Both, where this one's entries win."""
        if not (self.entries and lower.entries):
            return self if self.entries else lower
        return _joined(self, lower)


EMPTY = Lexicon()
_TOKEN = re.compile(r"\d+|[^\W\d]+|[^\w\s]")
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=64)
def _joined(upper: Lexicon, lower: Lexicon) -> Lexicon:
    """Kept, since every sentence asks for the same few."""
    return Lexicon((*lower.entries, *upper.entries))


def _folded_spaces(text: str, start: int, length: int) -> str:
    """As many characters from ``start`` on, each stretch of white space as one space."""
    return _SPACE.sub(" ", text[start : start + 4 * length + 40])[:length]


def _spaced(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=10_000)
def _pattern(entry: LexiconEntry) -> re.Pattern[str]:
    """White space in a phrase fits any; the text does not go on as a longer word, an address or a file name."""
    body = r"\s+".join(re.escape(word) for word in entry.text.split())
    if entry.case and entry.text[0].islower():
        body = f"[{entry.text[0]}{entry.text[0].upper()}]{body[1:]}" if len(entry.text[0].upper()) == 1 else body
    behind, ahead = r"(?<!\w)", r"(?![\w@]|[.:]\w|://)" if entry.text[-1].isalnum() else ""
    return re.compile(behind + body + ahead, 0 if entry.case else re.IGNORECASE)


def parse(table: Mapping[str, object], *, place: str) -> Lexicon:
    """The lexicon of a table as read from TOML; ``place`` names its file.

    Raises :class:`audiobuild.errors.ConfigError` with everything that is wrong with it.
    """
    entries: list[LexiconEntry] = []
    problems: list[Problem] = []
    for text, value in table.items():
        of_entry = tuple(_problems(text, value, f"{place}: {text!r}"))
        problems += of_entry
        if not of_entry:
            options: Mapping[str, Any] = value if isinstance(value, Mapping) else {"spoken": value}
            entries.append(LexiconEntry(text=" ".join(text.split()), **options))
    if problems:
        raise ConfigError(problems)
    return Lexicon(tuple(entries))


def _problems(text: str, value: object, place: str) -> Iterator[Problem]:
    if not _TOKEN.search(text):
        yield Problem(
            message=msg("there is no word before the ="), place=place, remedy=msg("Write the word as it is printed.")
        )
    if isinstance(value, str):
        value = {"spoken": value}
    if not isinstance(value, Mapping):
        remedy = msg('Write = "what is spoken", or a table such as = {{spoken = "…", language = "en"}}.')
        yield Problem(message=msg("{!r} is no pronunciation", value), place=place, remedy=remedy)
        return
    for key, option in value.items():
        if key not in _OPTIONS:
            yield Problem(
                message=msg("unknown key {!r}", key), place=place, remedy=msg("Keys here: {}.", ", ".join(_OPTIONS))
            )
        elif type(option) is not _OPTIONS[key]:
            kind = msg("true or false") if _OPTIONS[key] is bool else msg("text in quotes")
            yield Problem(message=msg("{} = {!r}", key, option), place=place, remedy=msg("{} must be {}.", key, kind))
        elif key == "language":
            yield from tags.problems(str(option), place)
    if not any(value.get(key) for key in ("spoken", "ipa", "language")):
        yield Problem(
            message=msg("nothing says how it is spoken"), place=place, remedy=msg("Give spoken, ipa or language.")
        )


def read_table(code: str) -> Lexicon:
    """The tool's own lexicon of a language: lines of printed, spoken, language and IPA, between tabs."""
    lines = (folder(code) / "lexicon.tsv").read_text("utf-8").splitlines()
    rows = ((*line.split("\t"), "", "")[:4] for line in lines if line and not line.startswith("#"))
    return Lexicon(
        tuple(LexiconEntry(text=text, spoken=spoken, language=tag, ipa=ipa) for text, spoken, tag, ipa in rows)
    )
