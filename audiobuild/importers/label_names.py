"""Which labels name the same speaker: their comparison form, and the fullest name that others abbreviate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache
from typing import Literal

from audiobuild.importers.interview_words import InterviewWords, anywhere, load
from audiobuild.importers.pieces import numero
from audiobuild.languages.registry import FALLBACK

Side = Literal["question", "answer"]

_MOST = 300
"""Labels that are compared with each other; no talk has more speakers."""
_SIGNS = frozenset({"&", "+"})


def comparison_form(printed: str, words: InterviewWords) -> str:
    """A label without titles, numbers ("Question 3"), case and points."""
    bare = _numbered().sub("", printed)
    if not named_side(bare.casefold(), words):
        bare = printed
    parts = bare.replace(".", ". ").split()
    named = [part for part in parts if part.lower() not in _titles(words)]
    if all(len(part.rstrip(".")) == 1 for part in named):  # initials, of which the first looks like "M."
        named = parts
    return re.sub(r"[.\s]+", " ", " ".join(named)).strip().casefold()


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(rf"\s*{numero()}?\d{{1,2}}$")


@cache
def _titles(words: InterviewWords) -> frozenset[str]:
    """Titles in the text's own language, and those of the academic world and of English, which are met in any."""
    academic = anywhere("academic")
    return words.honorifics | load(FALLBACK).honorifics | {*academic, *(f"{title}." for title in academic)}


def named_side(form: str, words: InterviewWords) -> Side | None:
    """The side that a label names if it is a part, not a name: in the text's own language, ``Q``/``A`` in any."""
    for language in (words, load(FALLBACK)):
        if form in language.question_labels:
            return "question"
        if form in language.answer_labels:
            return "answer"
    return None


def is_capitalised(printed: str, words: InterviewWords) -> bool:
    """Whether each word of a label has a capital, small words inside names aside."""
    return all(part[:1].isupper() or part.lower() in small_words(words) or part in _SIGNS for part in printed.split())


@cache
def small_words(words: InterviewWords) -> frozenset[str]:
    """The words of a name, or of two, that may have no capital."""
    particles = {part.lower() for particle in anywhere("particles") for part in particle.split()}
    return words.conjunctions | words.label_words | particles


def members(form: str, forms: Collection[str], words: InterviewWords) -> list[str]:
    """The speakers whom a label names together; none if it names one, or somebody who never speaks alone."""
    parts = [part for part in form.split() if part not in words.conjunctions | _SIGNS]
    return parts if len(parts) < len(form.split()) and all(part in forms for part in parts) else []


def fullest_forms(forms: Sequence[str], words: InterviewWords) -> dict[str, str]:
    """Each comparison form → that of the fullest name it abbreviates: surname, first name or initials."""
    often = [form for form, _ in Counter(forms).most_common(_MOST)]
    unique = sorted(often, key=lambda form: (-len(form.split()), -len(form), form))
    fullest: dict[str, str] = {form: form for form in forms}
    for form in unique:
        fuller = [
            other for other in unique if other != form and fullest[other] == other and _abbreviates(form, other, words)
        ]
        fullest[form] = fuller[0] if len(fuller) == 1 else form
    return fullest


def _abbreviates(short: str, full: str, words: InterviewWords) -> bool:
    parts, whole = short.split(), full.split()
    if len(whole) < 2 or len(parts) > len(whole) or not (words.conjunctions | _SIGNS).isdisjoint(whole):
        return False
    if len(parts) < len(whole) and all(part in whole for part in parts):
        return True
    if len(parts) == len(whole) and parts[-1] == whole[-1]:
        return all(len(p) == 1 and p == w[0] for p, w in zip(parts[:-1], whole[:-1], strict=True))
    initials = "".join(part[0] for part in whole)
    letters = "".join(parts)
    if len(letters) <= 4 and (letters == initials or letters == initials[0] + initials[-1]):
        return True
    return len(parts) == 2 and len(parts[0]) == 1 and parts[0] == whole[0][0] and parts[1] == whole[-1]
