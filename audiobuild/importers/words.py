"""The words by which a language gives an interview away, from one data file per language, ``languages/<code>/importing.toml``.

Each file holds lists of plain phrases in lower case, and regular expressions for whole lines that do not belong to the
text: ``[junk]`` anywhere, ``[edge]`` only before the first question and after the last answer. The key of a list is the
reason that an editor is given (:mod:`audiobuild.importers.review` has its wording).
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache

from audiobuild.languages.registry import CODES, FALLBACK, folder
from audiobuild.languages.words import words


@dataclass(frozen=True, kw_only=True, eq=False)
class Words:
    """One language's file. The comments of the German file say more where a key needs it.

    There is one of each language, compared by identity: caches ask for its hash a million times.
    """

    language: str
    question_speaker: str
    answer_speaker: str
    interview_with: str
    stopwords: frozenset[str]
    interrogatives: tuple[str, ...]
    address: frozenset[str]
    first_person: frozenset[str]
    requests: tuple[str, ...]
    hearsay: tuple[str, ...]
    reactions: tuple[str, ...]
    contrasts: frozenset[str]
    greetings: tuple[str, ...]
    openers: tuple[str, ...]
    question_labels: frozenset[str]
    answer_labels: frozenset[str]
    parts: frozenset[str]
    thanks: tuple[str, ...]
    roles: frozenset[str]
    honorifics: frozenset[str]
    third_person: tuple[str, ...]
    narration: frozenset[str]
    they: frozenset[str]
    things: frozenset[str]
    endings: tuple[tuple[str, str], ...]
    genitive: tuple[tuple[str, str], ...]
    guests: tuple[str, ...]
    hosts: tuple[str, ...]
    stems: tuple[tuple[str, tuple[str, ...]], ...]
    junk: tuple[tuple[str, re.Pattern[str]], ...]
    edge: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def load(language: str) -> Words:
    """The words of a language; of one that has no file, those of English, whose web manners are everywhere."""
    code = language if language in CODES else FALLBACK
    data = tomllib.loads((folder(code) / "importing.toml").read_text(encoding="utf-8"))
    return Words(
        language=code,
        question_speaker=words(code).question_speaker,
        answer_speaker=words(code).answer_speaker,
        interview_with=data["interview_with"],
        stopwords=frozenset(data["stopwords"]),
        interrogatives=tuple(data["interrogatives"]),
        address=frozenset(data["address"]),
        first_person=frozenset(data["first_person"]),
        requests=tuple(data["requests"]),
        hearsay=tuple(data["hearsay"]),
        reactions=tuple(data["reactions"]),
        contrasts=frozenset(data["contrasts"]),
        greetings=tuple(data["greetings"]),
        openers=tuple(data["openers"]),
        question_labels=frozenset(data["question_labels"]),
        answer_labels=frozenset(data["answer_labels"]),
        parts=frozenset(data["parts"]),
        thanks=tuple(data["thanks"]),
        roles=frozenset(data["roles"]),
        honorifics=frozenset(data["honorifics"]),
        third_person=tuple(data["third_person"]),
        narration=frozenset(data["narration"]),
        they=frozenset(data["they"]),
        things=frozenset(data["things"]),
        endings=tuple((bent, base) for bent, base in data["endings"]),
        genitive=tuple((bent, base) for bent, base in data["genitive"]),
        guests=tuple(data["guests"]),
        hosts=tuple(data["hosts"]),
        stems=tuple((reason, tuple(stems)) for reason, stems in data["stems"].items()),
        junk=_patterns(data["junk"]),
        edge=_patterns(data["edge"]),
    )


def detect(text: str) -> str:
    """The language whose stop words are the most frequent; empty if none of them holds at least 8 % of the words.

    Chosen over a detector library by measurement: it makes no mistake on the annotated cases (``tests/importers/cases``),
    and langdetect, py3langid and lingua weigh 3, 63 and 96 MB.
    """
    counts = Counter(re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text[:20_000].lower()))
    total = sum(counts.values())
    scores = {code: sum(counts[word] for word in load(code).stopwords) for code in CODES}
    best = max(scores, key=lambda code: scores[code])
    return best if total and scores[best] >= 0.08 * total else ""


def _patterns(table: dict[str, list[str]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """One expression per reason. Patterns are matched against a whole line, case aside."""
    return tuple(
        (reason, re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE))
        for reason, patterns in table.items()
    )
