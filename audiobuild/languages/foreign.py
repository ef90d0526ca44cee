"""Which parts of a text are in another language, though nobody marked them: quotations, titles, sentences, terms.

A voice of another language that reads what is not in it is worse than one's own that reads a quotation badly. So nothing is
found without sure signs, and what the editor marked, in the text's own language as well, is left as it is.

What is compared is how frequent each word is in the two languages (:mod:`.frequent`), summed over a stretch of text. What a
language without rules here claims for itself ("Carpe diem", "Mia san mia") is nobody else's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from operator import and_

from audiobuild.languages import frequent
from audiobuild.languages.frequent import Frequent
from audiobuild.languages.registry import CODES, base
from audiobuild.model import Inline

Span = tuple[int, int]

_WORD = re.compile(r"[^\W\d_]+")
_QUOTATION = re.compile(
    r"„[^„“”]{3,600}[“”]|“[^“”]{3,600}”|»[^»«]{3,600}«|«[^»«]{3,600}»|\"[^\"]{3,600}\""
    r"|(?<!\w)‚[^‚‘]{3,600}‘|(?<!\w)‘[^‘’]{3,600}’(?!\w)|(?<!\w)‹[^‹›]{3,600}›|(?<!\w)›[^‹›]{3,600}‹"
)
_CLAUSE = re.compile(r"[.!?…:;][\"“”»«’)]*\s+|\s[–—]\s+|\n+|[()]")
"""What parts clauses that may each be in a language of their own."""
_CHUNK = re.compile(r"(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)?(?P<sign>\S+)?(?:(?=\s)|$)")
_TOKEN = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|[@_]|\w[.]\w")

_SURE = 2.5
"""So much, in powers of ten, may one word say at most; a single letter says less."""
_LETTER = 1.5
_GRAMMATICAL = 2.0
"""Rarities below this have the hundred most frequent words: articles, prepositions."""
_CAPITALISING = ("de", "en")
"""Elsewhere a few words that are capitalised without exception are a name: "Jean-Paul Sartre", "Le Havre"."""
_PARTICLES = frozenset(
    re.findall(r"\w+", "d da das de del den der des di do dos du e el et l la las le les los ter til van von y zu")
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Demand:
    """How sure it must be that a stretch of text is in another language, in powers of ten: all its words together, and each
    on average; how many words it must have, and how many of them may speak for the text's own language."""

    words: int
    together: float
    each: float = 0.6
    against: float = 0.1


_MARKED_OFF = _Demand(words=2, together=3.3)
"""What stands between quotation marks or in italics: a title, something said."""
_LONG = _Demand(words=2, together=2.8)
_LENGTH = 4
_CLAUSES = _Demand(words=3, together=4.0, against=0.05)
_TERMS = _Demand(words=3, together=4.5, each=1.2, against=0.0)


def marked(inlines: Sequence[Inline], language: str) -> Sequence[Inline]:
    """The inlines, where those parts that are found to be in another language than ``language`` have that as theirs."""
    own = base(language)
    if own not in CODES:
        return inlines
    text = "".join("\n" * len(one.text) if one.language or one.say else one.text for one in inlines)
    if _ADDRESS.search(text):
        text = _TOKEN.sub(lambda token: "0" * len(token[0]) if _ADDRESS.search(token[0]) else token[0], text)
    found = tuple(_found(text, _emphasised(inlines), own))
    return tuple(_split(inlines, found)) if found else inlines


def language_of(text: str, own: str) -> str:
    """The language of a quotation or title in a text whose language is ``own``; empty where it is that, or not certain."""
    words = _WORD.findall(text)
    return _language(words, own, _LONG if len(words) >= _LENGTH else _MARKED_OFF)


def _found(text: str, emphasised: Sequence[Span], own: str) -> Iterator[tuple[Span, str]]:
    """The stretches in another language, and which, in order."""
    quoted = ((match.start() + 1, match.end() - 1) for match in _QUOTATION.finditer(text))
    found: list[tuple[Span, str]] = []
    rest: list[str] = []
    position = 0
    for start, end in sorted({*quoted, *emphasised}):
        if start >= position and (language := language_of(text[start:end], own)):
            found.append(((start, end), language))
            rest += text[position:start], "\n" * (end - start)
            position = end
    found += _clauses("".join((*rest, text[position:])), own)
    return _joined(text, sorted(found), own)


def _clauses(text: str, own: str) -> Iterator[tuple[Span, str]]:
    """Clauses outside of quotations, and terms in the others."""
    position = 0
    for end, behind in [*(match.span() for match in _CLAUSE.finditer(text)), (len(text), len(text))]:
        chunks = [chunk for chunk in _CHUNK.finditer(text, position, end) if _WORD.search(chunk[0])]
        position = behind
        if len(chunks) < _CLAUSES.words:
            continue
        words = [word for chunk in chunks for word in _WORD.findall(chunk[0])]
        small = [word.casefold() for word in words]
        unknown = [not frequent.of(own).knows(word) for word in small]
        if not any(map(and_, unknown, unknown[1:])):
            continue
        if language := _language(words, own, _CLAUSES):
            yield (chunks[0].start(), _with_stops(text, chunks[-1].end())), language
        else:
            yield from _terms(chunks, own)


def _with_stops(text: str, end: int) -> int:
    """Where the stops end that stand behind a clause."""
    while text[end : end + 1] in {".", "!", "?", "…"}:
        end += 1
    return end


def _terms(chunks: Sequence[re.Match[str]], own: str) -> Iterator[tuple[Span, str]]:
    """Words in a row, without a sign between them, that are another language's."""
    row: list[re.Match[str]] = []
    for chunk in chunks:
        words = [word.casefold() for word in _WORD.findall(chunk[0])]
        if chunk["word"] and all(_speaks_for_another(word, own) for word in words):
            row.append(chunk)
            if not chunk["sign"]:
                continue
        yield from _term(row, own)
        row = []
    yield from _term(row, own)


@lru_cache(maxsize=10_000)
def _speaks_for_another(word: str, own: str) -> bool:
    """Whether a word is at least as frequent in another language."""
    rarity = frequent.of(own).rarity(word)
    return any(known.rarity(word) <= rarity for known in _with_rules(own).values())


def _term(row: Sequence[re.Match[str]], own: str) -> Iterator[tuple[Span, str]]:
    """The row, if it is in another language; without what no language knows behind it, but for what must follow: "of the …"."""
    while row and not _is_known(row[-1]["word"]) and not (len(row) > 1 and _needs_more(row[-2]["word"])):
        row = row[:-1]
    words = [word for chunk in row for word in _WORD.findall(chunk["word"])]
    if len(row) >= _TERMS.words and (language := _language(words, own, _TERMS)):
        yield (row[0].start(), row[-1].end("word")), language


def _is_known(word: str) -> bool:
    return any(part.casefold() in frequent.of(code).rarities for part in _WORD.findall(word) for code in CODES)


def _needs_more(word: str) -> bool:
    return any(frequent.of(code).rarity(word.casefold()) < _GRAMMATICAL for code in CODES)


def _language(words: Sequence[str], own: str, demand: _Demand) -> str:
    """The language of some words, if it is another than ``own`` and they meet the demand."""
    mine = frequent.of(own)
    small = [word.casefold() for word in words if len(word) > 1 or word.islower()]
    count = sum(len(word) > 1 for word in small)
    if count < demand.words or sum(word in mine.rarities for word in small) > 0.8 * len(small) or _is_name(words):
        return ""
    rarities = [mine.rarity(word) for word in small]
    signs = {code: _signs(small, rarities, known) for code, known in _foreign(own).items()}
    best, second = sorted(signs, key=lambda code: sum(signs[code]), reverse=True)[:2]
    sure = signs[best]
    if best not in CODES or (best not in _CAPITALISING and _is_capitalised(words, best)):
        return ""
    if sum(sure) < max(demand.together, demand.each * count, sum(signs[second]) + 0.5):
        return ""
    known = sum(frequent.of(best).knows(word) for word in small)
    if known < 0.6 * count or sum(sign < -1 for sign in sure) > demand.against * count:
        return ""
    return best if min(sure[0], sure[-1]) > -0.5 else ""


def _is_capitalised(words: Sequence[str], code: str) -> bool:
    """Whether a few words are all capitalised, as those of a name are; an article may open a title: "Le Petit Prince"."""
    if len(words) >= _LENGTH or any(word[0].islower() for word in words) or all(word.isupper() for word in words):
        return False
    return len(words) < 3 or frequent.of(code).rarity(words[0].casefold()) > _GRAMMATICAL


def _signs(words: Sequence[str], rarities: Sequence[float], other: Frequent) -> list[float]:
    """What each word says for the other language; a single letter less."""
    return [
        max(-most, min(most, rarity - other.rarity(word)))
        for word, rarity in zip(words, rarities, strict=True)
        for most in [_SURE if len(word) > 1 else _LETTER]
    ]


@cache
def _with_rules(own: str) -> Mapping[str, Frequent]:
    return {code: frequent.of(code) for code in CODES if code != own}


@cache
def _foreign(own: str) -> Mapping[str, Frequent]:
    """All languages but one's own. Dialects are told from those of which they are none."""
    return {**_with_rules(own), **frequent.others()}


def _is_name(words: Sequence[str]) -> bool:
    """Whether all that is not capitalised is what names have between their parts: "Oscar de la Renta"."""
    first = words[0]
    small = [word for word in words if not word[0].isupper()]
    return bool(small) and first[0].isupper() and first.casefold() not in _PARTICLES and _PARTICLES.issuperset(small)


def _joined(text: str, found: Sequence[tuple[Span, str]], own: str) -> Iterator[tuple[Span, str]]:
    """What is found, with what stands between two stretches in one language and could be in it as well: "Yes. No." """
    (start, end), language = found[0] if found else ((0, 0), "")
    for (next_start, next_end), next_language in found[1:]:
        if next_language == language and _fits(text[end:next_start], language, own):
            end = next_end
            continue
        yield (start, end), language
        start, end, language = next_start, next_end, next_language
    if language:
        yield (start, end), language


def _fits(text: str, language: str, own: str) -> bool:
    words = [word.casefold() for word in _WORD.findall(text)]
    mine, other = frequent.of(own), frequent.of(language)
    return "\n" not in text and len(words) < 4 and all(other.knows(word) >= mine.knows(word) for word in words)


def _emphasised(inlines: Sequence[Inline]) -> list[Span]:
    found: list[Span] = []
    position = 0
    for one in inlines:
        end = position + len(one.text)
        if one.emphasis and not (one.language or one.say):
            found.append((position, end))
        position = end
    return found


def _split(inlines: Sequence[Inline], found: Sequence[tuple[Span, str]]) -> Iterator[Inline]:
    """The inlines cut where another language begins or ends."""
    edges = [(0, ""), *(edge for (start, end), language in found for edge in ((start, language), (end, "")))]
    places = [place for place, _ in edges]
    position = 0
    for one in inlines:
        end = position + len(one.text)
        first = bisect_right(places, position) - 1
        last = max(first + 1, bisect_left(places, end))
        cuts = [position, *places[first + 1 : last], end]
        for (_, language), (start, stop) in zip(edges[first:last], pairwise(cuts), strict=True):
            own = bool(one.language or one.say)
            yield replace(
                one,
                text=one.text[start - position : stop - position],
                language=one.language if own else language,
                footnotes=one.footnotes if stop == end else (),
            )
        position = end
