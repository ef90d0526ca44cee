"""Names of people: how they look in a text, and the form in which they are printed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from audiobuild.importers.interview_words import Bending, InterviewWords, anywhere, choice, load
from audiobuild.languages.registry import FALLBACK

_LETTERS = [letter for letter in map(chr, range(0x530)) if letter.isalpha()]
"""Latin, Greek and Cyrillic; other scripts have no capitals by which names could be known."""
LAST_LETTER: Final = max(_LETTERS)
CAPITAL = f"[{''.join(filter(str.isupper, _LETTERS))}]"
PART = (
    rf"(?:{CAPITAL}\.(?:-?{CAPITAL}\.)*|(?:{CAPITAL}['’])?{CAPITAL}[^\W\d_]+"
    rf"(?:[-‑][^\W\d_]+|[’'](?:{CAPITAL}[^\W\d_]+|(?!s\b)[^\W\d_]+))*\b)"
)
"""One name or initial."""
_MOST_PARTS: Final = 5
_LONGEST_RUN: Final = 9
"""Words with capitals in a row, of which more make a heading in capitals, not names."""
_BARE: Final = re.compile(r"[^\w'’‑-]+")
_VOWEL: Final = re.compile(r"[AEIOUYÀ-ÆÈ-ÏÒ-ÖØ-ÝĄĘŒÓΑ-Ωa-zА-я]")
"""A word in capitals without one is an abbreviation."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Words of a text that may be a name. ``left`` and ``right`` are the words with capitals that it is joined to; titles are
    neither, but ``titled`` says that one stands before it."""

    parts: tuple[str, ...]
    start: int
    end: int
    left: str = ""
    right: str = ""
    titled: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """What forms of the same name have in common."""
        return key(" ".join(self.parts))


def key(name: str) -> tuple[str, ...]:
    """A name's words, small, without signs."""
    return tuple(part for part in _BARE.sub(" ", name).replace("’", "'").casefold().split() if part)


@cache
def _pattern() -> re.Pattern[str]:
    particles = choice(anywhere("particles"))
    return re.compile(rf"(?<![\w@#./-])(?:{PART})(?: (?:(?:{particles}) )*(?:d['’])?(?:{PART}))*(?![\w@])")


@cache
def _one() -> re.Pattern[str]:
    return re.compile(rf"(?:[^\W_A-ZÀ-Þ][\w'’]*\s)*(?:{PART})")


def runs(text: str, words: InterviewWords) -> Iterator[Run]:
    """All that may be a name in a text: of each row of words with capitals every part, for where the name begins and ends in
    it is known only by the other places where it stands."""
    for match in _pattern().finditer(text):
        row = [(found.start(), found.end()) for found in _one().finditer(text, match.start(), match.end())]
        if len(row) > _LONGEST_RUN:
            continue
        for begin in range(len(row)):
            for end in range(begin + 1, min(begin + _MOST_PARTS, len(row)) + 1):
                if run := _run(text, row, begin, end, words):
                    yield run


def _run(text: str, row: Sequence[tuple[int, int]], begin: int, end: int, words: InterviewWords) -> Run | None:
    printed = text[row[begin][0] : row[end - 1][1]]
    start = row[begin][0]
    if begin:  # a particle before it belongs to a longer name
        word = _bare(text[slice(*row[begin])].split()[-1:])
        start = row[begin][1] - len(word)
        printed = text[start : row[end - 1][1]]
    parts = tuple(printed.split())
    if len(set(parts)) < len(parts):
        return None
    first, last = parts[0].lower(), parts[-1].lower()
    if any(before.islower() and is_thing(part, words) for before, part in itertools.pairwise(parts)):
        return None  # "Kemal Aydin von der Firma"
    if first in _no_names(words) or last in _no_names(words) or len(printed) < 3:
        return None
    left = _bare(text[slice(*row[begin - 1])].split()[-1:]) if begin else ""
    titled = is_title(left, words) or _title_before(words).search(text[max(0, start - 24) : start]) is not None
    return Run(
        parts=parts,
        start=start,
        end=row[end - 1][1],
        left="" if titled or not left else left,
        right=text[slice(*row[end])] if end < len(row) else "",
        titled=titled,
    )


def _bare(words: Sequence[str]) -> str:
    return words[0] if words else ""


@cache
def _no_names(words: InterviewWords) -> frozenset[str]:
    """Words that may have a capital at the beginning of a sentence or of a title, and are no names by themselves."""
    phrases = (
        *words.interrogatives,
        *words.requests,
        *words.openers,
        *words.thanks,
        *words.greetings,
        *words.reactions,
    )
    openings = {phrase.split()[0].strip(",!:") for phrase in (*phrases, *words.hosts, *words.guests, *words.bylines)}
    address = {word.lower() for word in words.address}
    others = words.stopwords | load(FALLBACK).stopwords | words.months | words.conjunctions | words.label_words
    titles = {title.rstrip(".") for title in words.honorifics | set(anywhere("academic"))} | words.honorifics
    return frozenset(others | words.parts | openings | address | titles | words.first_person | words.they | words.roles)


def is_title(word: str, words: InterviewWords) -> bool:
    """Whether it is a title before a name, polite or academic."""
    small = word.lower().rstrip(".")
    return bool(small) and (
        small in words.honorifics or f"{small}." in words.honorifics or small in anywhere("academic")
    )


@cache
def _title_before(words: InterviewWords) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){titles(words)}$")


@cache
def titles(words: InterviewWords) -> str:
    """An expression for one title before a name: those of the language, and the academic ones that are met in any."""
    academic = {f"{title}." for title in anywhere("academic")}
    polite = load(FALLBACK).honorifics
    return rf"(?:(?i:{choice(words.honorifics | academic | polite)})\s+)"


@cache
def courtesies(words: InterviewWords) -> str:
    """An expression for the titles that go before a surname, as they are printed."""
    polite = [title for title in words.honorifics - words.bent_honorifics if not _is_academic(title)]
    return choice(form for title in polite for form in (title, title.capitalize()))


@cache
def polite(words: InterviewWords) -> re.Pattern[str]:
    """Somebody who is only called Mr or Mrs, as in a school's magazine."""
    return re.compile(rf"(?<!\w)(?P<name>(?:{courtesies(words)}) {PART})(?! {CAPITAL}|[’'\w])")


def unbent(parts: Sequence[str], bent: Bending) -> tuple[str, ...]:
    """A name as it stands alone, in languages that bend names."""
    return tuple(_unbent(part, bent) for part in parts)


def _unbent(part: str, bent: Bending) -> str:
    for ending, base in bent:
        if part.endswith(ending) and len(part) > len(ending) + 1:
            return part[: -len(ending)] + base
    return part


def is_occupation(part: str, words: InterviewWords) -> bool:
    """Whether a word says what somebody is, by the list or by how it ends."""
    return part.lower() in words.roles or (len(part) > 6 and bool(_occupation(words).search(part)))


@cache
def _occupation(words: InterviewWords) -> re.Pattern[str]:
    return re.compile(rf"(?:{choice(words.occupation_endings)}|\w{{5}}(?:{choice(words.occupation_compounds)}))$")


@cache
def _institution(words: InterviewWords) -> re.Pattern[str]:
    return re.compile(rf"(?i:{choice(words.institutions)})$")


def is_thing(part: str, words: InterviewWords) -> bool:
    """Whether a word is one of a thing's or an institution's name."""
    small = part.lower()
    return small in words.things or small in load(FALLBACK).things or bool(_institution(words).search(part))


def in_print(name: str) -> str:
    """A name that the page prints in capitals as it is printed elsewhere."""
    letters = [part for part in name.split() if not part.endswith(".")]
    loud = len(letters) > 1 or any(len(part) > 4 for part in letters)
    spoken = all(_VOWEL.search(part) for part in letters)
    return name.title() if loud and spoken and all(part.isupper() for part in letters) else name


def initials(name: str, *, particles: bool = True) -> str:
    """The first letters of a name's parts."""
    halves = name.replace("-", " ").replace("‑", " ").split()
    return "".join(part[0] for part in halves if particles or part[:1].isupper()).casefold()


def untitled(label: str, words: InterviewWords) -> str:
    """A label without academic titles and what stands in brackets; "Herr" and the like stay where the name would be a surname
    alone."""
    parts = re.sub(r"\s*[(\[].*$", "", label).split() or label.split()
    while len(parts) > 1 and _is_academic(parts[0].lower()):
        parts = parts[1:]
    courteous = len(parts) > 2 and parts[0].lower() in words.honorifics and not _is_academic(parts[0].lower())
    return " ".join(parts[1:] if courteous else parts)


def _is_academic(title: str) -> bool:
    return title.rstrip(".") in anywhere("academic")
