"""Names of people in a text: how they look, and the form in which they are printed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from audiobuild.importers.interview_words import Bending, InterviewWords, anywhere, choice, load
from audiobuild.languages.registry import FALLBACK

_LETTERS = [letter for letter in map(chr, range(0x530)) if letter.isalpha()]
"""Latin, Greek and Cyrillic; other scripts have no capitals by which names could be known."""
CAPITAL = f"[{''.join(filter(str.isupper, _LETTERS))}]"
SMALL = f"[{''.join(filter(str.islower, _LETTERS))}]"
PART = rf"(?:{CAPITAL}['’])?{CAPITAL}[^\W\d_]+(?:-[^\W\d_]+|[’']{CAPITAL}[^\W\d_]+)*\b(?!['’]\w)|{CAPITAL}\."
"""One name or initial."""


@cache
def full_name() -> str:
    """An expression for two to four names with particles between them, those of all languages: names cross borders."""
    particles = choice(anywhere("particles"))
    return rf"(?:{PART})(?: (?:(?:{particles}) )?(?:{PART})){{1,3}}"


def plain(text: str, words: InterviewWords) -> list[str]:
    """All that looks like a full name."""
    return [match["name"] for match in _plain(words).finditer(text)]


@cache
def _plain(words: InterviewWords) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){titles(words)}*(?P<name>{full_name()})")


def couples(text: str, words: InterviewWords) -> list[str]:
    """The first of two who share a surname, with it: "Livia e Norma Ferrante" → Livia Ferrante."""
    return [f"{match[1]} {match[2]}" for match in _couple(words).finditer(text)]


@cache
def _couple(words: InterviewWords) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({PART}) (?:{choice(words.conjunctions | {'&'})}) (?:{PART}) ({PART})")


def every(texts: Sequence[str], words: InterviewWords, common: Collection[str]) -> list[str]:
    """Every full name in the texts, whoever it is."""
    names = [person(name, words, common) for text in texts for name in plain(text, words)]
    names += [person(name, words, common) for text in texts for name in couples(text, words)]
    return [name for name in dict.fromkeys(names) if name]


def person(printed: str, words: InterviewWords, common: Collection[str], bent: Bending = ()) -> str:
    """A name as it will be printed; empty if it is that of a thing.

    Words of the language before the name do not belong to it ("Wenn Ewald Rasch"), nor does an occupation, which German
    writes in capitals ("Direktorin Swantje Tamme"). ``bent`` are the endings that a preposition before it asks for, in
    languages that bend names; ``common`` are words that the text also prints small.
    """
    parts = printed.replace("’", "'").split()
    no_names = _no_names(words)
    while len(parts) > 1 and (parts[0].lower() in no_names or (len(parts) > 2 and _is_occupation(parts[0], words))):
        parts = parts[1:]
    if len(parts) < 2 or _institution(words).search(parts[0]):
        return ""
    if any(part.isupper() and len(part) > 2 for part in parts):
        return ""
    if any(part.lower() in no_names or part.lower() in common for part in (parts[0], parts[-1])):
        return ""
    if not bent and any(part.endswith(words.oblique_endings) for part in parts):
        bent = words.endings
    return " ".join(_unbent(part, bent) for part in parts)


def _unbent(part: str, bent: Bending) -> str:
    for ending, base in bent:
        if part.endswith(ending) and len(part) > len(ending) + 1:
            return part[: -len(ending)] + base
    return part


@cache
def _no_names(words: InterviewWords) -> frozenset[str]:
    """Words that may have a capital at the beginning of a sentence or of a title, and are no names."""
    phrases = (*words.interrogatives, *words.requests, *words.openers, *words.thanks, *words.greetings)
    openings = {phrase.split()[0].strip(",") for phrase in (*phrases, *words.hosts, *words.guests)}
    address = {word.lower() for word in words.address}
    others = words.stopwords | words.things | words.months | words.roles | words.honorifics
    return others | openings | address


def _is_occupation(part: str, words: InterviewWords) -> bool:
    return len(part) > 6 and bool(_occupation(words).search(part))


@cache
def _occupation(words: InterviewWords) -> re.Pattern[str]:
    return re.compile(rf"(?:{choice(words.occupation_endings)}|\w{{5}}(?:{choice(words.occupation_compounds)}))$")


@cache
def _institution(words: InterviewWords) -> re.Pattern[str]:
    return re.compile(rf"(?i:{choice(words.institutions)})$")


def surname(full: str) -> str:
    """The last word of a name."""
    return full.split()[-1]


def until(name: str, surnames: Collection[str]) -> str:
    """A name up to one of the surnames, where nouns have capitals, too: "Seit Jahren löscht Ewald Rasch Brände". What a
    name begins with is no surname.
    """
    parts = name.split()
    end = next((index for index, part in enumerate(parts) if index and part.casefold() in surnames), len(parts) - 1)
    return " ".join(parts[: end + 1])


def fullest(label: str, people: Sequence[str], words: InterviewWords) -> str:
    """A label's name without titles, completed from the names in the text: ``Reincke`` → ``Almut Reincke``."""
    bare = _untitled(label, words)
    parts = bare.casefold().split()
    full = [name for name in people if len(name.split()) > 1]
    fuller = [name for name in full if set(parts) <= set(name.casefold().split())]
    if words.nouns_capitalised:
        fuller = list(dict.fromkeys(until(name, parts) for name in fuller))
    if len(fuller) > 1:  # of "Even Maud" and "Maud Hollis" the one that she begins
        fuller = [name for name in fuller if name.casefold().startswith(parts[0])]
    if len(fuller) == 1 and len(parts) == 1:
        return fuller[0]
    letters = re.sub(r"[\W\d_]", "", label).casefold()
    abbreviated = [name for name in full if _initials(name) == letters]
    if len(abbreviated) == 1:
        return abbreviated[0]
    return bare.title() if bare.isupper() and len(bare) > 4 else bare


def _initials(name: str) -> str:
    return "".join(part[0] for part in name.split()).casefold()


def _untitled(label: str, words: InterviewWords) -> str:
    """A label without academic titles; "Herr" and the like stay where the name would be a surname alone."""
    parts = label.split()
    while len(parts) > 1 and _is_academic(parts[0].lower()):
        parts = parts[1:]
    polite = len(parts) > 2 and parts[0].lower() in words.honorifics and not _is_academic(parts[0].lower())
    return " ".join(parts[1:] if polite else parts)


def _is_academic(title: str) -> bool:
    return title.rstrip(".") in anywhere("academic")


@cache
def courtesies(words: InterviewWords) -> str:
    """An expression for the titles that go before a surname, as they are printed."""
    polite = [title for title in words.honorifics - words.bent_honorifics if not _is_academic(title)]
    return choice(form for title in polite for form in (title, title.capitalize()))


@cache
def titles(words: InterviewWords) -> str:
    """An expression for one title before a name: those of the language, and the academic ones that are met in any."""
    academic = {f"{title}." for title in words.academic | load(FALLBACK).academic}
    return rf"(?:(?i:{choice(words.honorifics | academic)})\s+)"
