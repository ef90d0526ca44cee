"""How much a piece of text, taken by itself, looks like a question: the evidence that language gives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from audiobuild.importers.words import Words

_LEAD = "\"'„“”«»‹›‘’‚¿¡([—–- ,…"
_END = re.compile(r"[.!?…:;]+[\s\"'”“’‘»«›)\]]*$")
_SENTENCE = re.compile(
    r"(?<=[.!?…])[\"”“»’)\]]*\s+(?=(?:,,|[\"„“«»‘¿¡—–-])*[^\W\d_a-zß-öø-ÿ]|(?:,,|[\"„“«»‘¿¡])*\d|[(\[])"
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_QUESTION_MARK = re.compile(r"\?[?!…. ]*[\s\"'”“’‘»«›)\]]*$")


def sentences(text: str) -> list[str]:
    """A rough cut, good enough for evidence; nothing is spoken by it."""
    return [part for part in _SENTENCE.split(text) if part.strip()]


def tokens(text: str) -> list[str]:
    """The words of a text, as written."""
    return _WORD.findall(text.replace("’", "'"))


def asks(text: str) -> bool:
    """Whether the text ends in a question mark, whatever else stands around it (``?!``, ``?…``, ``?“``)."""
    return bool(_QUESTION_MARK.search(text.strip()))


def ends(text: str) -> bool:
    """Whether the text ends as a sentence does."""
    return bool(_END.search(text.strip()))


def opens(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether the text begins with one of the phrases, at a word's end, quotation marks and case aside."""
    return bool(_opening(phrases).match(text.lstrip(_LEAD).replace("’", "'").lower()))


def thanks(text: str, words: Words) -> bool:
    """Whether the text is no more than the thanks that end a talk, with or without a name before them."""
    if len(tokens(text)) > 18 or asks(text) or opens(text, words.openers):
        return False
    return any(opens(part, words.thanks) for part in re.split(r"[,.!]\s+", text)[:3])


def addresses(text: str, words: Words) -> bool:
    """Whether somebody is spoken to. Words that a language writes in capitals for that count only so (German "Sie")."""
    found = tokens(text)
    return any(word in words.address or (word.lower() in words.address and words.language != "de") for word in found)


def first_person(text: str, words: Words) -> int:
    """How often somebody speaks of themselves."""
    return sum(word.lower() in words.first_person or word in words.first_person for word in tokens(text))


def questionness(text: str, words: Words) -> float:
    """Log odds, by the language alone, that the text is a question put to somebody rather than part of an answer.

    The weights are set by hand and checked on the annotated cases (``tests/importers/score.py``); what a document's own
    typography says comes on top of it (:mod:`audiobuild.importers.layout`).
    """
    parts = sentences(text)
    if not parts:
        return -2.0
    length = len(tokens(text))
    marked = sum(asks(part) for part in parts)
    requested = any(opens(part, words.requests) for part in parts)
    score = _mark(parts, marked)
    if addresses(text, words):
        score += 1.0 if asks(text) else 0.8
    if requested:
        score += 0.6 if marked else 2.6
    elif opens(text, words.greetings) or opens(text, words.hearsay):
        score += 1.4 if not marked else 0.3
    if any(asks(part) and (opens(part, words.interrogatives) or "¿" in part) for part in parts):
        score += 0.7
    score -= min(first_person(text, words), 3) * (0.4 if asks(text) else 0.3 if requested else 0.9)
    score -= 1.2 if opens(text, words.openers) and not asks(parts[0]) else 0.0
    score -= 0.8 if opens(text, words.thanks) and not asks(parts[-1]) else 0.0
    score -= 0.0 if length <= 35 else 0.6 if length <= 55 else 1.6 if length <= 90 else 3.0
    return score


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
    found = list(flags)
    return sum(found) / len(found) if found else 0.0
