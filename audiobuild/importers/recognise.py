"""Document → Import: junk out, sides found, talk put together, people named.

:func:`interview` is the whole way. To see why an import went wrong, call its steps one after the other and look at what each
gives to the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audiobuild.errors import ContentError
from audiobuild.importers import review
from audiobuild.importers.document import Document, SourceBlock
from audiobuild.importers.interview import build
from audiobuild.importers.interview_words import InterviewWords, detect, load
from audiobuild.importers.junk import blocks as junk
from audiobuild.importers.people import cast as people
from audiobuild.importers.questions import layouts, units
from audiobuild.importers.questions.evidence import tokens, wants_answer
from audiobuild.importers.questions.markov import sigmoid
from audiobuild.importers.result import NO_DATE, Import, LeftOut, Wishes, places
from audiobuild.importers.talk.article import chapters
from audiobuild.importers.talk.exchanges import assemble
from audiobuild.importers.talk.model import Talk
from audiobuild.languages.registry import FALLBACK, base

MOST_CHARACTERS = 1_000_000
"""What is read as an interview at most: at 15 characters a second, 18 hours."""
MOST_LINES = 20_000
_DOUBTFUL = frozenset({"aside", "info", "byline"})
"""Reasons that an editor may see otherwise: such lines stay in the Markdown as comments."""


def interview(document: Document, wishes: Wishes, *, name: str) -> Import:
    """The interview in a document; the arguments are those of :func:`audiobuild.importers.read`."""
    _measure(document, name)
    tag = _language(document, wishes.language)
    words = load(base(tag or FALLBACK))
    reasons = junk.reasons(document.blocks, words)
    kept = [(index, block) for index, block in enumerate(document.blocks) if not reasons[index]]
    layout = layouts.find(units.split(kept), words)
    around = people.find(layout, document, words)
    page = [index for index, reason in enumerate(reasons) if reason in junk.OF_A_PAGE]
    talk = chapters(kept) if wishes.article else assemble(layout, words, around.guests, page)
    _check(talk, [block for _, block in kept], words, name, tag, article=wishes.article)
    cast = people.Cast(words=words, people=around, question=wishes.question_speaker, answer=wishes.answer_speaker)
    result = build(talk, document, cast, name=name, today=NO_DATE, language=tag or FALLBACK)
    left_out = _left_out(document.blocks, reasons, talk, places(result))
    return Import(
        interview=result,
        confidence=tuple(sigmoid(pair.odds) for pair in talk.pairs),
        layout=("headings",) if wishes.article else (layout.kind, *layout.marks),
        left_out=tuple(item for item in left_out if item.text != result.about.title),
        unnamed=any(speaker.name == words.answer_speaker for speaker in result.about.speakers),
        date_found=document.date is not None,
        image=document.image,
    )


def _measure(document: Document, name: str) -> None:
    """Refuses what no interview is as long as, so that time and memory are bounded."""
    texts = [block.text for block in document.blocks if not block.region]
    characters, lines = sum(map(len, texts)), sum(text.count("\n") + 1 for text in texts)
    if characters > MOST_CHARACTERS or lines > MOST_LINES:
        raise ContentError(review.too_long(name, characters, lines))


def _language(document: Document, wanted: str) -> str:
    """What the editor says, else what the words show, in the page's regional form; else what the page says, or nothing."""
    if wanted:
        return wanted
    detected = detect("\n".join(block.text for block in document.blocks))
    is_tag = re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", document.language)
    declared = document.language if is_tag else ""
    return declared if not detected or base(declared) == detected else detected


def _check(
    talk: Talk, kept: Sequence[SourceBlock], words: InterviewWords, name: str, language: str, *, article: bool
) -> None:
    """Refuses what is no interview: fewer than two questions, or headings and lines of which most ask nothing."""
    if article:
        if not talk.pairs:
            raise ContentError(review.no_headings(name))
        return
    asking = sum(wants_answer(pair.question.text, words) for pair in talk.pairs)
    if len(talk.pairs) < 2 or asking < 0.4 * len(talk.pairs):
        raise ContentError(
            review.no_questions(
                name,
                paragraphs=len(kept),
                words=sum(len(tokens(block.text)) for block in kept),
                language=language if kept else "",
                headings=sum(block.kind == "heading" for block in kept),
            )
        )


def _left_out(
    blocks: Sequence[SourceBlock], reasons: Sequence[str], talk: Talk, places: Sequence[int]
) -> list[LeftOut]:
    """All that is not spoken, in the order of the source. What may be text after all is kept with the interview."""
    left_out = [
        LeftOut(text=item.text, line=item.line, reason=item.reason, place=places[item.after], doubtful=True)
        for item in talk.unspoken
    ]
    pairs = {pair.question.unit.block: number for number, pair in enumerate(talk.pairs, start=1)}
    before = 0
    for index, (block, reason) in enumerate(zip(blocks, reasons, strict=True)):
        before = pairs.get(index, before)
        doubtful = reason in _DOUBTFUL and len(tokens(block.text)) >= 4
        if reason:
            place = places[before]
            left_out.append(LeftOut(text=block.text, line=block.line, reason=reason, place=place, doubtful=doubtful))
    return sorted(left_out, key=lambda item: item.line)
