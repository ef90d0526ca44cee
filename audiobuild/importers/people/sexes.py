"""Whether a woman or a man speaks, where the name or a title before it shows that, and nothing else is to be read of it.

A voice of the other sex is worse than one that nobody chose: what is not certain is left open.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from audiobuild.importers.first_names import is_first_name, sex_of
from audiobuild.importers.interview_words import InterviewWords, anywhere
from audiobuild.importers.people import names
from audiobuild.publication.voices import Sex

_WORD: Final = re.compile(r"[^\W_]+(?:[-‑'’.ªº]+[^\W_]+)*[.ªº]{0,2}")
"""A word with the point of an abbreviation, and with that of a sentence, which is told from it where it is looked at."""
_BETWEEN: Final = 5
"""Words that may stand between a title and the surname: first names, academic titles, particles."""
_SHORTEST: Final = 6
"""Letters of a word that is known by its ending."""


def find(people: Iterable[str], texts: Iterable[str], words: InterviewWords) -> dict[str, Sex]:
    """The sex of each of the people whose it is certain; ``texts`` is what the document says."""
    everybody = tuple(dict.fromkeys(people))
    surnames = Counter(_surname(_parts(name, words)) for name in everybody)
    said = _Said(texts)
    found = {}
    for name in everybody:
        parts = _parts(name, words)
        if not parts or _is_no_person(parts, words):
            continue
        alone = surnames[_surname(parts)] == 1  # of a couple nobody knows whose title it is
        told = {sex for sex in (_by_title_in(name, words), by_first_names(name, words)) if sex}
        told |= set(said.titles(parts, words)) if alone else set()
        if len(told) == 1:
            found[name] = told.pop()
    return found


def _parts(name: str, words: InterviewWords) -> tuple[str, ...]:
    """The name without titles before it."""
    parts = name.split()
    while len(parts) > 1 and (names.is_title(parts[0], words) or _of_title(parts[0], words)):
        parts = parts[1:]
    return tuple(parts)


def _surname(parts: Sequence[str]) -> str:
    return parts[-1].casefold() if parts else ""


def _is_no_person(parts: Sequence[str], words: InterviewWords) -> bool:
    """Whether it names several, or a thing."""
    joined = any(part.casefold() in words.conjunctions or not part[0].isalnum() or part.endswith(",") for part in parts)
    return joined or (not is_first_name(parts[0]) and any(names.is_thing(part, words) for part in parts))


def _by_title_in(name: str, words: InterviewWords) -> Sex | None:
    """By a title that the name itself begins with: "Frau Kern"."""
    titles = (_of_title(part, words) for part in name.split()[:-1])
    return next(filter(None, titles), None)


def by_titles(name: str, texts: Iterable[str], words: InterviewWords) -> set[Sex]:
    """By the titles that stand before a surname in texts."""
    return set(_Said(texts).titles(_parts(name, words), words))


def by_first_names(name: str, words: InterviewWords) -> Sex | None:
    """By the first of the names, unless another before the surname is of the other sex. A name of one word is a first name if
    it is known as one."""
    parts = _parts(name, words)
    particles = anywhere("particles")
    first, *others = [part for part in parts[:-1] if part.casefold() not in particles] or parts[:1]
    sex = sex_of(first)
    return sex if all(sex_of(other) in (sex, None) for other in others) else None


def _of_title(word: str, words: InterviewWords) -> Sex | None:
    """Whose title a word is, as it stands or without a point behind it."""
    small = word.casefold()
    forms = {small, small.rstrip(".")}
    if not forms.isdisjoint(words.male_titles):
        return "male"
    if not forms.isdisjoint(words.female_titles) or _ends_so(word, words):
        return "female"
    return None


def _ends_so(word: str, words: InterviewWords) -> bool:
    known = len(word) >= _SHORTEST and word.casefold().endswith(words.female_endings)
    return bool(words.female_endings) and known and word[0].isupper() and not is_first_name(word)


class _Said:
    """All words of a document, by what they are."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [_WORD.findall(text) for text in texts]
        self._places: Mapping[str, list[tuple[int, int]]] = defaultdict(list)
        for number, text in enumerate(self._texts):
            for index, word in enumerate(text):
                self._places[word.casefold().rstrip(".")].append((number, index))

    def titles(self, parts: Sequence[str], words: InterviewWords) -> Iterator[Sex]:
        """The sexes of the titles that stand before a surname, whatever stands between that belongs to the name."""
        own = {part.casefold().rstrip(".") for part in parts[:-1]}
        neutral = own | {small.casefold() for small in anywhere("particles")} | set(anywhere("academic"))
        neutral |= {title.rstrip(".") for title in words.honorifics - words.male_titles - words.female_titles}
        for number, index in self._places.get(_surname(parts), ()):
            text = self._texts[number]
            for before in range(index - 1, max(-1, index - 2 - _BETWEEN), -1):
                if sex := _of_title(text[before], words):
                    yield sex
                if text[before].casefold().rstrip(".") not in neutral:
                    break
