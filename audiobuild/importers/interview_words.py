"""The words by which a language gives an interview away, from one data file per language, ``languages/<code>/importing.toml``.

All that the importers know of a language stands in that file: no code asks which language a text is in. A new language
needs nothing but its file.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, TypeAdapter, with_config

from audiobuild.languages.registry import CODES, FALLBACK, folder
from audiobuild.languages.words import words

Bending = tuple[tuple[str, str], ...]
"""Pairs of endings: as a word is bent, and as it stands alone."""


def _one_expression(patterns: Iterable[str]) -> re.Pattern[str]:
    """Patterns that are matched against a whole line, case aside, as one."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


Lines = Mapping[str, Annotated[re.Pattern[str], BeforeValidator(_one_expression)]]
"""Expressions for whole lines, by the reason that an editor is given (:mod:`audiobuild.importers.review` words it)."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, kw_only=True, eq=False)
class InterviewWords:
    """One language's file; its keys are these fields. All are in lower case but where the comment says otherwise.

    There is one of each language, compared by identity: caches ask for its hash a million times. What has a default is
    left out by a language that has no such thing.
    """

    language: str
    question_speaker: str
    answer_speaker: str
    months: frozenset[str]
    """These four come from the registry and from ``words.toml``."""

    interview_with: str
    """A title for an interview that has none, with ``{name}`` for the guest. As printed."""
    stopwords: frozenset[str]
    """The most frequent words; the language is told by them."""

    # --- what is asked and what is answered
    interrogatives: tuple[str, ...]
    """How questions begin: question words, and verbs where they come first."""
    address: frozenset[str]
    """Words that speak to somebody, pronouns above all. A capital counts: "Sie" addresses, "sie" need not."""
    first_person: frozenset[str]
    requests: tuple[str, ...]
    """How somebody is asked for something without a question mark."""
    hearsay: tuple[str, ...]
    """What others say, put to somebody without asking."""
    reactions: tuple[str, ...]
    """How an interviewer takes up what was said."""
    greetings: tuple[str, ...]
    openers: tuple[str, ...]
    """How answers begin. One that ends in a space is the beginning of any sentence about oneself."""
    thanks: tuple[str, ...]
    narration: frozenset[str]
    """Verbs of what somebody does while talking."""
    they: frozenset[str]
    """The pronouns that are told with such verbs."""
    ambiguous_address: frozenset[str] = frozenset()
    """Words of address that say nothing at the beginning of a sentence, where they may be other words with a capital."""
    address_before_plural: frozenset[str] = frozenset()
    """Those of them (as written) that address there before a verb in the plural; the others do so in what asks."""
    plural_endings: tuple[str, ...] = ()
    """How such verbs end."""

    # --- who speaks
    question_labels: frozenset[str]
    answer_labels: frozenset[str]
    """What stands for a speaker before a turn: a part, or who has it."""
    parts: frozenset[str]
    """Those that name the part of a turn, not a speaker."""
    guests: tuple[str, ...]
    hosts: tuple[str, ...]
    """How a text introduces who answers and who asks; ``{name}`` is a run of names."""
    honorifics: frozenset[str]
    """Titles before a name, polite and academic, with their points."""
    bent_honorifics: frozenset[str] = frozenset()
    """Those of them that nobody is called by: bent forms."""
    female_titles: frozenset[str] = frozenset()
    male_titles: frozenset[str] = frozenset()
    """What stands before the name of a woman alone, or of a man alone, with their points: titles, and what somebody is."""
    female_endings: tuple[str, ...] = ()
    """How words end that say what a woman is, where they have a capital before a name."""
    academic: frozenset[str] = frozenset()
    """Titles that are left out where a name is printed, without their points."""
    roles: frozenset[str]
    """What somebody may be called by in place of a name."""
    third_person: tuple[str, ...]
    """How it goes on behind a name where somebody is described."""
    things: frozenset[str]
    """Words in capitals that begin or end the names of things, not of people."""
    conjunctions: frozenset[str] = frozenset()
    """"And" between two names."""
    alternatives: frozenset[str] = frozenset()
    """"Or", which like "and" stands between two halves of words ("indoor- or outdoor")."""
    particles: tuple[str, ...] = ()
    """Small words inside a name ("von der"), as written. Those of all languages count in each: names cross borders."""
    label_words: frozenset[str] = frozenset()
    """Other small words that a label may have, articles above all."""
    nouns_capitalised: bool = False
    """Whether every noun has a capital, so that a capital alone makes no name."""
    occupation_endings: tuple[str, ...] = ()
    """How long words end that say what somebody is, and which stand before a name."""
    occupation_compounds: tuple[str, ...] = ()
    """Second halves of such words."""
    institutions: tuple[str, ...] = ()
    """How words end that name no person but an institution."""
    years: tuple[str, ...] = ()
    """The word behind somebody's age, as written. A bare number between commas is an age in any language."""
    born: tuple[str, ...] = ()
    """How a bracket behind a name begins that gives somebody's birth."""
    endings: Bending = ()
    """How names end behind most prepositions, in languages that bend them; the first that fits is taken."""
    genitive: Bending = ()
    """How they end behind the words in ``genitive_after``."""
    genitive_after: tuple[str, ...] = ()
    oblique_endings: tuple[str, ...] = ()
    """Endings that no name has where nothing bends it."""

    # --- signs and files; what other languages give counts, too, for a file is read before its language is known
    clock: tuple[str, ...] = ()
    """What stands behind the hour in a time of day, as written."""
    numero: tuple[str, ...] = ()
    """Abbreviations of "number" before a number."""
    letters: str = ""
    """Letters and signs besides ASCII; an encoding in which others appear is taken for a wrong one."""
    heading_styles: tuple[str, ...] = ()
    title_styles: tuple[str, ...] = ()
    """How a word processor's named styles of headings and titles begin."""
    title_keys: tuple[str, ...] = ()
    author_keys: tuple[str, ...] = ()
    date_keys: tuple[str, ...] = ()
    """Keys of front matter besides the English ones that programs write."""

    wrote: tuple[str, ...] = ()
    """How a message says whom it quotes: "On 3 May Jo Berg wrote:"."""
    mail_from: tuple[str, ...] = ()
    mail_fields: tuple[str, ...] = ()
    """What mail programs call the sender, and the other header fields of a message that they put into the text of another."""

    # --- about the text
    bylines: tuple[str, ...]
    """How a text names who wrote it, besides ``hosts``; ``{name}`` is a run of names."""
    published: frozenset[str]
    """Words before the date of publication; ``updated`` those before the date of a change."""
    updated: frozenset[str]
    beside_dates: frozenset[str]
    """Small words that stand with a date in a line that is nothing but one: "on", "at", "o'clock"."""
    announced: frozenset[str]
    """Words that make a date one of something else than the text: of what begins, ends or is to come."""

    # --- what is left out
    stems: Mapping[str, tuple[str, ...]]
    """Parts of words by reason. A line at the very edge of a page that has two of one kind is of that kind."""
    junk: Lines
    """Lines that do not belong to the text wherever they stand. ``{months}`` is any month."""
    edge: Lines
    """Lines that do not belong to it before the first question and after the last answer."""


_reader = cache(lambda: TypeAdapter(InterviewWords))


@cache
def load(language: str) -> InterviewWords:
    """The words of a language; of one that has no file, those of English, whose web manners are everywhere."""
    code = language if language in CODES else FALLBACK
    own = words(code)
    months = [month.lower() for month in own.months]
    table = (folder(code) / "importing.toml").read_text(encoding="utf-8").replace("{months}", "|".join(months))
    given = {
        "language": code,
        "question_speaker": own.question_speaker,
        "answer_speaker": own.answer_speaker,
        "months": months,
    }
    return _reader().validate_python(tomllib.loads(table) | given)


@cache
def anywhere(key: str) -> tuple[str, ...]:
    """What all languages together give for a key, the longest first, so that an expression tries that first."""
    every = {item for code in CODES for item in getattr(load(code), key)}
    return tuple(sorted(every, key=lambda item: (-len(item), item)))


def choice(phrases: Iterable[str]) -> str:
    """An expression for any of the phrases; for nothing at all where there is none."""
    return "|".join(map(re.escape, sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))) or "(?!)"


_LONGEST_ABBREVIATION = 24


def abbreviates(text: str, end: int | None = None) -> bool:
    """Whether the point at the end of a text (or before the character ``end``) is that of an abbreviation or of an ordinal
    number, behind which a sentence goes on: "Frau Dr.", "z. B.", "am 3."."""
    end = len(text) if end is None else end
    return bool(_abbreviation().search(text[max(0, end - _LONGEST_ABBREVIATION) : end]))


@cache
def _abbreviation() -> re.Pattern[str]:
    pointed = {title.removesuffix(".") for title in anywhere("honorifics") if title.endswith(".")}
    titles = choice(pointed | set(anywhere("academic")))
    return re.compile(rf"(?:^|[\s(\"„“«.])(?:(?i:{titles})|(?!I\.)[^\W\d_]|\d{{1,2}})\.$")


def detect(text: str) -> str:
    """The language whose stop words are the most frequent; empty if none of them holds at least 8 % of the words.

    Chosen over a detector library by measurement: it makes no mistake on the annotated cases (``tests/importers/cases``),
    and langdetect, py3langid and lingua weigh 3, 63 and 96 MB.
    """
    counts = Counter(re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text[:20_000].lower()))
    total = sum(counts.values())
    scores = {code: sum(counts[word] for word in _frequent(load(code))) for code in CODES}
    best = max(scores, key=lambda code: scores[code])
    return best if total and scores[best] >= 0.08 * total else ""


def _frequent(words: InterviewWords) -> frozenset[str]:
    """The words that tell a language: "or" is all that a quick round of either-or questions has of it."""
    return words.stopwords | words.conjunctions | words.alternatives
