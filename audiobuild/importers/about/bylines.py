"""Who wrote a text or asked the questions, where a line says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from audiobuild.importers.about import lines as line_of
from audiobuild.importers.about.lines import BEFORE, BEHIND, SEPARATOR, Line
from audiobuild.importers.interview_words import InterviewWords, anywhere, choice, load
from audiobuild.languages.registry import FALLBACK

_CAPITAL = r"[^\W\d_a-zß-öø-ÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĺļľłńņňōŏőŕŗřśŝşšţťŧũūŭůűųŵŷźżž]"
_PART = rf"(?:{_CAPITAL}['’])?{_CAPITAL}[^\W\d_]+(?:[-'’][^\W\d_]+)*|{_CAPITAL}\."
"""One name or initial."""
_TIME = re.compile(r",?\s*\b\d{1,2}[:.h]\s?\d{2}\b(?:\s?[^\W\d_]{1,4}\b\.?)?")
_LAST = 3
"""So many lines at the end of a text may say who wrote it with a bare "by"."""
_OTHER_TEXTS = frozenset({"attribution", "comments", "teaser"})
_LONGEST_OWN = 16
"""Words of the longest line in which a bare "by" names the author."""


def find(lines: Sequence[Line], title: int | None, words: InterviewWords) -> tuple[str, bool]:
    """The author, and whether a phrase says what he did ("interviewed by") or only a preposition, or his place by the date.

    A phrase counts wherever it stands outside of an answer, the first behind the title before any other; the rest only near
    the title.
    """
    start = max(0, (title or 0) - BEFORE)
    end = line_of.talk(lines, 0 if title is None else title + 1, BEHIND)
    head = [line for line in (*lines[(title or 0) : end], *lines[start : (title or 0)]) if line.short]
    rest = [line for line in lines if line.short and line.block.region not in _OTHER_TEXTS and not line.spoken]
    told = next((name for line in head for name in phrased(line, words, within=True)), "")
    if told := told or next((name for line in rest for name in phrased(line, words)), ""):
        return told, True
    last = [line for line in lines[-_LAST:] if line.short]
    bare = (name for line in (*head, *last) if line.size <= _LONGEST_OWN for name in _prefixed(line, words))
    return next(bare, "") or _beside_date(head, words), False


def phrased(line: Line, words: InterviewWords, *, within: bool = False) -> Iterator[str]:
    """The names behind a phrase such as "interview by" at the beginning of a line, of a part of it or of a sentence.

    ``within`` lets it begin inside of a sentence, as Polish says who talks to whom.
    """
    for text in line.printed:
        for match in _phrases(words).finditer(_without_dates(text, line)):
            allowed = within or match["inside"] is None
            whole = ":" not in match["phrase"] or _ends(text[match.end() :])
            name = _joined(match["names"], words)
            if allowed and whole and name:
                yield name


def _without_dates(text: str, line: Line) -> str:
    """The line with a sign that separates in place of each date and time, of the same length."""
    spans = [(one.start, one.end) for one in line.dates] if text == line.text else []
    spans += [match.span() for match in _TIME.finditer(text)]
    for start, end in spans:
        text = text[:start] + "|" * (end - start) + text[end:]
    return text


def is_byline(line: Line, words: InterviewWords) -> bool:
    """Whether a line names who wrote the text."""
    return bool(next(phrased(line, words), "") or next(_prefixed(line, words), ""))


def is_name(text: str, words: InterviewWords) -> bool:
    """Whether a line is somebody's name and nothing more."""
    return bool(_only_names(text, words))


def _prefixed(line: Line, words: InterviewWords) -> Iterator[str]:
    """The names behind a bare "by" with which a line, or what stands behind its date, begins."""
    pieces = [line.text]
    for one in line.dates:
        pieces = [line.text[: one.start], _TIME.sub("", line.text[one.end :])]
    for piece in pieces:
        if match := _preposition(words).match(piece):
            name = _joined(match["names"], words)
            if " " in name and _ends(piece[match.end() :]):
                yield name


def _ends(rest: str) -> bool:
    """Whether nothing more is said behind the names."""
    return not rest.strip(" .)") or bool(re.match(r"\s*[,.;|/·•–—(-]|\s+[^\W\d_]{1,3}\s*$|\s+\S+@", rest))


def _beside_date(lines: Sequence[Line], words: InterviewWords) -> str:
    """A line or part of one that is a name and stands before a date: the usual head of a newspaper's text."""
    for number, line in enumerate(lines):
        if not line.dates or line.size > _LONGEST_OWN:
            continue
        before = _TIME.sub("", line.text[: line.dates[0].start])
        parts = [part.strip(" ,") for part in SEPARATOR.split(before) if part.strip(" ,")]
        place = before.rstrip().endswith(("-", "–", "—")) or (before.rstrip().endswith(",") and not _in_figures(line))
        candidates = parts[:1] if parts and not (place and len(parts) == 1) else []
        candidates += [lines[number - 1].text] if number > 1 else []
        if name := next((name for part in candidates if (name := _only_names(part, words))), ""):
            return name
    return ""


def _in_figures(line: Line) -> bool:
    one = line.dates[0]
    return not any(letter.isalpha() for letter in line.text[one.start : one.end])


def _only_names(text: str, words: InterviewWords) -> str:
    match = re.fullmatch(_names(words), text.strip())
    name = _joined(match["names"], words) if match else ""
    return name if 2 <= len(name.split(",")[0].split()) <= 3 and not text.isupper() else ""


def _joined(printed: str, words: InterviewWords) -> str:
    """The names as they are printed, with commas between them; those in capitals only, as others are."""
    names = re.split(rf",\s*|\s+(?:{_and(words)})\s+", printed)
    kept = [_in_small(name.strip(" ,")) for name in names if _is_person(name.strip(" ,"), words)]
    return ", ".join(kept)


def _in_small(name: str) -> str:
    return name.title() if name.isupper() and len(name) > 3 else name


def _is_person(name: str, words: InterviewWords) -> bool:
    """Whether it may be somebody: no thing, no part in the talk, no month, no account of a program."""
    parts = name.lower().split()
    no_name = words.things | words.question_labels | words.months | words.stopwords
    capitals = [part.isupper() and len(part) > 1 for part in name.split() if not part.endswith(".")]
    return bool(parts) and parts[0] not in no_name and parts[-1] not in no_name and (all(capitals) or not any(capitals))


def _and(words: InterviewWords) -> str:
    return choice(words.conjunctions | load(FALLBACK).conjunctions | {"&", "+"})


@cache
def _names(words: InterviewWords) -> str:
    """An expression for one or several names."""
    particles = choice(anywhere("particles"))
    titles = choice(words.honorifics)
    one = rf"(?:{_PART})(?: (?:(?:{particles}) )?(?:{_PART})){{0,3}}"
    full = rf"(?:{_PART})(?: (?:(?:{particles}) )?(?:{_PART})){{1,3}}"
    return rf"(?:(?:{titles}) )*(?P<names>{one}(?:,\s*{full}| (?:{_and(words)}) {one}){{0,3}})(?!\w)"


@cache
def _phrases(words: InterviewWords) -> re.Pattern[str]:
    """An expression for all that says what somebody did, in the language and in English."""
    told = [phrase for own in (words, load(FALLBACK)) for phrase in (*own.hosts, *own.bylines) if not _is_bare(phrase)]
    either = "|".join(_phrase(phrase) for phrase in sorted(set(told), key=len, reverse=True))
    role = rf"(?:{choice(words.roles)})?"
    begin = r"(?:^\W*|[.!?…|·•–—(/,-]\s*|(?P<inside>(?<=\s)(?=\w{7})))"
    return re.compile(rf"{begin}(?P<phrase>(?i:{either}))\s*(?i:{role})\s*{_names(words)}")


@cache
def _preposition(words: InterviewWords) -> re.Pattern[str]:
    bare = [
        phrase.removesuffix(" {name}") for own in (words, load(FALLBACK)) for phrase in own.hosts if _is_bare(phrase)
    ]
    return re.compile(rf"\W*(?i:{choice(bare)})\s+{_names(words)}")


def _is_bare(phrase: str) -> bool:
    """Whether a phrase is a word before the name and nothing more: it may begin any sentence."""
    return " " not in phrase.removesuffix(" {name}") and ":" not in phrase and len(phrase) <= len("xxxxx {name}")


def _phrase(phrase: str) -> str:
    """The expression for a phrase of the word lists: spaces and apostrophes as somebody types them."""
    text = re.escape(phrase.removesuffix("{name}").strip())
    return re.sub(r"(?:\\ )*:", r"\\s?:\\s*", text).replace(r"\ ", r"\s+").replace("'", "['’]")
