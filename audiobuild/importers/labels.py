"""Labels: a word before a turn that says who speaks (``Redaktion:``, ``IB:``, ``P.-``, ``[Name]``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from audiobuild.importers.evidence import asks, ends_sentence, sentence_spans, tokens
from audiobuild.importers.first_names import is_first_name
from audiobuild.importers.interview_words import InterviewWords, choice
from audiobuild.importers.label_names import comparison_form, fullest_forms, is_capitalised, named_side, small_words
from audiobuild.importers.pieces import Piece

_TIME = re.compile(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?\s*[-–—]?\s*")
_COLON = re.compile(r"([^\W_@]?[^\W_][^:?\n\"„“«»]{0,58}?|@[^\s:?]{1,20})\s*:{1,2}(?!//)\s*(?:[-–—]\s+)?")
_TIMED = re.compile(
    r"([^\W\d_][^:?\n\"„“«»()\[\]]{0,58}?)\s*(?:[\[(]\d{1,2}:\d{2}(?::\d{2})?[\])]\s*:?|\d{1,2}:\d{2}(?::\d{2})?\s*(?::|\n|$))\s*"
)
"""A name with the time at which somebody begins to speak: "Lenny (00:03):", "Anna Berg 1:02:03"."""
_LETTER = re.compile(r"([A-ZÀ-Ý]{1,4})\s*(?:\.\s?[-–—]+|\.(?=\s)|\s?(?:\)|[-–—](?!\w))(?=\s?\S)|/(?=\s))\s*(?=\S)")
_CAPITALS = re.compile(r"([A-ZÀ-Ý]{2,}(?: [A-ZÀ-Ý]{2,}){0,3})\s*(?:\.\s?[-–—]+|\.|\s[-–—])\s+(?=\S)")
_NAMED = re.compile(r"([^\W\d_a-z][^\W\d_]+(?:[ -][^\W\d_][\w'’]+){0,3})\s*\.\s?[-–—]+\s+(?=\S)")
"""A name as French prints it: "Anne Roux. – …"."""
_DASHED = re.compile(r"([^\W\d_a-zß-ÿ][\w.'’]*(?: [^\W\d_a-zß-ÿ][\w.'’]*){0,2})\s[-–—]\s+(?=\S)")
"""A name before a dash, believed where most turns begin so: "Algemiro - Claro"."""
_BRACKETS = re.compile(r"[\[<]([^\W\d_][^\]>\n]{0,40})[\]>]\s*:?\s*|\(([^\W\d_][^()\n]{0,40})\)\s*:\s*")
_ROLE_IN_BRACKETS = re.compile(r"\s*\([^)]*\)\s*")
_IN_BRACKETS = re.compile(r"\(([^()]*[^\W\d_][^()]*)\)")
_SHORT = re.compile(r"\(([^\W\d_]{1,4})\)")
_SOME_WORDS = 5
_CLASS = re.compile(r"(?:[^\W\d_]+ )?\d{1,2}\.? ?[^\W\d_]")
"""A class of a school that asks: "4b", "Klasse 9c"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """A label as printed, the comparison form of its speaker's name, and how many characters of the piece it takes. ``role`` is
    what stands in brackets behind the name.

    ``short`` is the comparison form of what the label says it will be shortened to: ``Schüler (S):``. ``colon`` says that a
    colon ends it.
    """

    printed: str
    speaker: str
    length: int
    short: str = ""
    colon: bool = False
    role: str = ""


def candidates(pieces: Sequence[Piece], words: InterviewWords) -> dict[int, Label]:
    """What may be a label before a piece, each under the fullest name for its speaker."""
    marked = {
        index: label for index, piece in enumerate(pieces) if not piece.row and (label := _candidate(piece.text, words))
    }
    candidates = marked | _unmarked(pieces, marked, words)
    fullest = fullest_forms([label.speaker for label in candidates.values()], words)
    fullest |= {label.short: fullest[label.speaker] for label in candidates.values() if label.short}
    return {index: replace(label, speaker=fullest[label.speaker]) for index, label in candidates.items()}


def _candidate(text: str, words: InterviewWords) -> Label | None:
    time = _TIME.match(text)
    start = time.end() if time else 0
    rest = text[start:]
    for pattern in (_BRACKETS, _TIMED, _COLON, _LETTER, _CAPITALS, _NAMED, _part_words(words), _bare_words(words)):
        match = pattern.match(rest)
        if not match:
            continue
        before_mark = next(filter(None, match.groups()))
        printed = _ROLE_IN_BRACKETS.sub(" ", before_mark).strip(" ,*")
        speaker = comparison_form(printed, words)
        if speaker and _nameable(printed, speaker, words, colon=pattern in (_COLON, _TIMED)):
            abbreviation = _SHORT.search(before_mark)
            short = abbreviation[1].casefold() if abbreviation else ""
            return Label(
                printed=printed,
                speaker=speaker,
                length=start + match.end(),
                short=short,
                colon=pattern is _COLON,
                role=" ".join(_IN_BRACKETS.findall(before_mark)),
            )
    return None


@cache
def _bare_words(words: InterviewWords) -> re.Pattern[str]:
    """The word for a part with nothing behind it but the turn: "Pregunta ¿Cómo …", believed where it comes again and again."""
    return re.compile(
        rf"((?:{choice(part.capitalize() for part in words.parts if len(part) > 2)})(?: ?\d{{1,2}})?)\s+"
        r"(?=[^\W\d_a-zß-öø-ÿ]|¿|¡)"
    )


@cache
def _part_words(words: InterviewWords) -> re.Pattern[str]:
    """Words like ``Pregunta.`` with a full stop, which no name has."""
    return re.compile(rf"((?i:{choice(words.parts)})(?: ?\d{{1,2}})?)\s*(?:\.\s?[-–—]+|[.)]|[-–—])\s+(?=\S)")


def _nameable(printed: str, speaker: str, words: InterviewWords, *, colon: bool) -> bool:
    """Whether the words before the mark can be a name or a part: few, and each capital where names are."""
    if named_side(speaker, words) or (colon and _CLASS.fullmatch(printed)):
        return True
    parts = printed.split()
    if (
        not parts
        or len(parts) > 6
        or (not colon and len(parts) > 4)
        or len(sentence_spans(f"{printed} A")) > 1 + (printed[-1] == ".")
    ):
        return False
    small = [part for part in parts if part[:1].islower()]
    if colon and len(parts) == len(small) <= 2:
        return True  # a nickname, if it comes again and again, or a paper that has no capital
    begins = parts[0][:1].isupper() or parts[0][:1] == "@" or (colon and parts[-1][:1].isupper())
    return begins and all(part.lower() in small_words(words) for part in small)


def _unmarked(pieces: Sequence[Piece], marked: Collection[int], words: InterviewWords) -> dict[int, Label]:
    """Labels without a colon: a name in bold or italics before the turn, or on a line of its own above it, again and again."""
    set_off: dict[int, Label] = {}
    slanted: dict[int, Label] = {}
    dashed: dict[int, Label] = {}
    alone: dict[int, Label] = {}
    for index, piece in enumerate(pieces):
        lead = piece.runs[0]
        printed = lead.text.strip(" .:–—-")
        speaker = comparison_form(printed, words)
        if (match := _DASHED.match(piece.text)) and (form := comparison_form(match[1], words)):
            dashed[index] = Label(printed=match[1], speaker=form, length=match.end())
        if index in marked or not speaker or asks(lead.text) or len(lead.text) > 40 or len(printed.split()) > 4:
            continue
        if not (named_side(speaker, words) or is_capitalised(printed, words)):
            continue
        whole = len(piece.runs) == 1
        if not whole and lead.strong and piece.runs[1].strong and not lead.text.isupper():
            continue  # what is bold goes on
        label = Label(printed=printed, speaker=speaker, length=len(lead.text))
        if lead.strong or piece.kind == "heading" or (lead.text.isupper() and not whole):
            if whole or not lead.text.rstrip().endswith((",", ".")):
                set_off[index] = label
        elif lead.emphasis and not whole and piece.runs[1].text[:1].isspace() and lead.text.strip() == printed:
            slanted[index] = label
        elif whole and not ends_sentence(lead.text) and piece.kind == "paragraph" and _is_above(pieces, index):
            alone[index] = label
    again_and_once: dict[int, Label] = {}
    for others, least in ((alone, 0.15), (slanted, 0.3), (dashed, 0.3)):
        again = _recurring(others)
        if len(again) >= least * len(pieces):
            once = {index: label for index, label in others.items() if is_first_name(label.printed.split()[0])}
            again_and_once |= again | once
    return _recurring(set_off) | again_and_once


def _is_above(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a line stands above what somebody says: some words, or a sentence."""
    below = pieces[index + 1].text if index + 1 < len(pieces) else ""
    return ends_sentence(below) or len(tokens(below)) >= _SOME_WORDS


def _recurring(labels: Mapping[int, Label]) -> dict[int, Label]:
    counts = Counter(label.speaker for label in labels.values())
    return {index: label for index, label in labels.items() if counts[label.speaker] >= 2}


def fullness(printed: str) -> tuple[int, int]:
    """What makes one printed name fuller than another: words, then letters."""
    return len(tokens(printed)), len(printed)
