"""How much a piece of text, taken by itself, looks like a question: the evidence that language gives."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from audiobuild.importers.interview_words import InterviewWords, abbreviates, choice

_LEAD = "\"'„“”«»‹›‘’‚¿¡([—–- ,…"
_END = re.compile(r"[.!?؟？…:;]+[\s\"'”“’‘»«›)\]]*$")
_ABBREVIATED = re.compile(r"(?<!\w)(?:\w\. ?){2,}$")
"""How the name of a society or company ends: "e. V.", "S.p.A."."""
_SENTENCE = re.compile(
    r"(?<=[.!?؟？…])[\"”“»’)\]]*\s+(?=(?:,,|[\"„“«»‘¿¡—–-])*[^\W\d_a-zß-öø-ÿ]|(?:,,|[\"„“«»‘¿¡])*\d|[(\[])"
)
_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\W\d_]+, ")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_OPEN = ("…", "...")
_MOST_TEXTS = 32_768
"""Judgements that are kept, more than a document has lines: several steps ask for each."""
_QUESTION_MARK = re.compile(r"[?؟？][?؟？!…. ]*[\s\"'”“’‘»«›)\]]*$")


def sentences(text: str) -> list[str]:
    """A rough cut, good enough for evidence; nothing is spoken by it."""
    return [text[start:end] for start, end in sentence_spans(text)]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends."""
    gaps = [match.span() for match in _SENTENCE.finditer(text) if not abbreviates(text, match.start())]
    starts, ends = [0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if text[start:end].strip()]


def tokens(text: str) -> list[str]:
    """The words of a text, as written."""
    return _WORD.findall(text.replace("’", "'"))


def asks(text: str) -> bool:
    """Whether the text ends in a question mark, whatever else stands around it (``?!``, ``?…``, ``?“``)."""
    return bool(_QUESTION_MARK.search(text.strip()))


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does."""
    return bool(_END.search(text.strip())) and not _ABBREVIATED.search(text.strip())


def completes(text: str, following: str) -> bool:
    """Whether somebody is given the beginning of a sentence and ends it: "Mornings …", "… I am no good"."""
    return text.endswith(_OPEN) and following.startswith(_OPEN)


def begins_with(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether the text begins with one of the phrases, at a word's end, quotation marks and case aside."""
    return bool(_opening(phrases).match(text.lstrip(_LEAD).replace("’", "'").lower()))


def gives_thanks(text: str, words: InterviewWords) -> bool:
    """Whether the text is no more than the thanks that end a talk, with or without a name before them."""
    if len(tokens(text)) > 18 or asks(text) or begins_with(text, words.openers):
        return False
    return any(begins_with(part, words.thanks) for part in (text, *re.split(r"[,.!]\s+", text)[:3]))


def addresses(text: str, words: InterviewWords) -> bool:
    """Whether somebody is spoken to.

    Where a capital tells a word of address from another, the first word of a sentence says nothing by its capital: German
    "Sie" counts there only before a verb in the plural ("Sie haben", not "Sie hat"), "Ihr" only in what asks.
    """
    if not words.ambiguous_address:
        return any(token.lower() in words.address for token in tokens(text))
    asking = asks(text)
    return any(_addresses(tokens(sentence), words, asking=asking) for sentence in sentences(text))


def _addresses(sentence: Sequence[str], words: InterviewWords, *, asking: bool) -> bool:
    first, *others = sentence or [""]
    if any(token in words.address for token in others):
        return True
    if first.casefold() not in words.ambiguous_address:
        return first.lower() in words.address
    if first in words.address_before_plural:
        return bool(others) and others[0].endswith(words.plural_endings)
    return asking


def calls_somebody(text: str, words: InterviewWords) -> bool:
    """Whether the text begins by calling somebody: "Frau Dr. Berg, …", or by one name if it asks: "Nino, …?"."""
    start = text.lstrip(_LEAD)
    if _call(words).match(start):
        return True
    return (
        bool(_NAME.match(start))
        and asks(text)
        and not begins_with(text, words.openers + words.requests + words.interrogatives)
    )


@cache
def _call(words: InterviewWords) -> re.Pattern[str]:
    titles = choice(words.honorifics | words.roles)
    return re.compile(rf"(?:(?i:{titles})\s+){{1,3}}(?:[^\W\d_][\w'’-]*\s?){{0,3}},")


def wants_answer(text: str, words: InterviewWords) -> bool:
    """Whether the text puts something to somebody, in whatever form."""
    if asks(text) or begins_with(text, words.requests):
        return True
    return ends_sentence(text) and addresses(text, words) and len(tokens(text)) <= 30


def first_person(text: str, words: InterviewWords) -> int:
    """How often somebody speaks of themselves."""
    return sum(word.lower() in words.first_person or word in words.first_person for word in tokens(text))


@lru_cache(maxsize=_MOST_TEXTS)
def questionness(text: str, words: InterviewWords) -> float:
    """Log odds, by the language alone, that the text is a question put to somebody rather than part of an answer.

    The weights are set by hand. What a document's own typography says, and how far to trust any of it, is found over it
    (:mod:`audiobuild.importers.features`).
    """
    parts = sentences(text)
    if not parts:
        return -2.0
    length = len(tokens(text))
    marked = sum(asks(part) for part in parts)
    requested = any(begins_with(part, words.requests) for part in parts)
    score = _mark(parts, marked)
    if addresses(text, words):
        score += 1.0 if asks(text) else 0.8
    elif asks(text) and not asks(parts[0]):
        score -= 0.8  # an answer that ends in a question of its own
    if text.rstrip().endswith(":"):
        score -= 1.0
    if calls_somebody(text, words):
        score += 1.5
    if requested:
        score += 0.6 if marked else 2.6
    elif begins_with(text, words.greetings) or _hearsay(text, words):
        score += 1.4 if not marked else 0.3
    elif not marked and length <= 12 and begins_with(text, words.reactions):
        score += 0.8
    if any(asks(part) and (begins_with(part, words.interrogatives) or "¿" in part) for part in parts):
        score += 0.7
    told = not marked and _hearsay(text, words)  # "…, I'm told" is no answer
    score -= min(max(first_person(text, words) - told, 0), 3) * (0.4 if asks(text) else 0.3 if requested else 0.9)
    score -= 1.2 if begins_with(text, words.openers) and not asks(parts[0]) and not requested else 0.0
    score -= 0.8 if begins_with(text, words.thanks) and not asks(parts[-1]) else 0.0
    score -= 0.0 if length <= 35 else 0.6 if length <= 55 else 1.6 if length <= 90 else 3.0
    return score


def _hearsay(text: str, words: InterviewWords) -> bool:
    """Whether others' talk is put to somebody: "Angeblich …", "The neighbours, they say, …", "…, I'm told."."""
    if begins_with(text.rpartition(", ")[2], words.hearsay):
        return True
    return any(begins_with(" ".join(text.split()[skipped:]), words.hearsay) for skipped in range(3))


def begins_as_reply(text: str, words: InterviewWords) -> bool:
    """Whether the text begins as only an answer does: with yes, no, of course."""
    return begins_with(text, tuple(phrase for phrase in words.openers if not phrase.endswith(" "))) and not asks(text)


def takes_up_last_word(text: str, before: str) -> bool:
    """Whether the text takes up the last word before it: "… allein." "Allein? …"."""
    first, last = tokens(text)[:1], tokens(before)[-1:]
    return bool(first) and len(first[0]) > 3 and [first[0].casefold()] == [word.casefold() for word in last]


def _mark(parts: list[str], marked: int) -> float:
    """What the question marks say: at the end; before a short last sentence ("Nennen Sie drei."); somewhere;
    nowhere."""
    if asks(parts[-1]):
        return 3.0
    if marked and asks(parts[-min(2, len(parts))]) and len(tokens(parts[-1])) <= 8 and len(parts) <= 4:
        return 0.5
    return -1.4 if marked else -1.8


@cache
def _opening(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_bounded(phrase) for phrase in sorted(phrases, key=len, reverse=True)) or r"(?!)")


def _bounded(phrase: str) -> str:
    return re.escape(phrase) + (r"(?![^\W_])" if phrase[-1:].isalnum() else "")


def share(flags: Iterable[bool]) -> float:
    """The part of the flags that are set; 0 of none."""
    every = list(flags)
    return sum(every) / len(every) if every else 0.0


def sigmoid(value: float) -> float:
    """Log odds as a probability."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
