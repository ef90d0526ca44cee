"""Document → Import: junk out, layout found, people named."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date
from pathlib import PurePath

from audiobuild.errors import ContentError, Problem
from audiobuild.importers import junk, layout, pairs, speakers, units
from audiobuild.importers.document import Block, Document, Run
from audiobuild.importers.evidence import questionness
from audiobuild.importers.pairs import Talk, Text
from audiobuild.importers.result import Import, LeftOut
from audiobuild.importers.words import Words, detect, load
from audiobuild.model import Exchange, Inline, Interview, Paragraph, Speaker, Turn

UNKNOWN = "???"
"""The name of a speaker whom the text does not name; ``build`` asks for it."""


def interview(
    document: Document,
    *,
    name: str,
    today: date,
    question_speaker: str = "",
    answer_speaker: str = "",
    language: str = "",
) -> Import:
    """The interview in a document.

    ``name`` is the source's, for messages and the slug; ``today`` the date that an interview without one gets.
    Raises :class:`audiobuild.errors.ContentError` if no question is found.
    """
    spoken = "\n".join(block.text for block in document.blocks)
    code = language or document.language or detect(spoken) or "en"
    words = load(code[:2].lower())
    kept, left = _sorted(document.blocks, words)
    found = layout.find(units.split(kept), words)
    texts = [document.title, *(block.text for _, block in kept)]
    asking = speakers.hosts(texts, words)
    people = speakers.guests(texts, asking, words)
    talk = pairs.assemble(found, words, people)
    if not talk.pairs:
        raise ContentError(Problem(message="no questions found", place=name))
    left.extend(LeftOut(text=a.text, line=a.line, reason=a.reason, after=a.after, doubtful=True) for a in talk.asides)
    answering = answer_speaker or (people[0] if people else UNKNOWN)
    result = _interview(talk, document, name, today, code, question_speaker or words.question_speaker, answering)
    return Import(
        interview=result,
        confidence=tuple(1 / (1 + math.exp(-pair.odds)) for pair in talk.pairs),
        layout=(found.kind, *found.marks),
        left_out=tuple(sorted(left, key=lambda item: item.line)),
        date_found=document.date is not None,
        image=document.image,
    )


def _sorted(blocks: Sequence[Block], words: Words) -> tuple[list[tuple[int, Block]], list[LeftOut]]:
    kept: list[tuple[int, Block]] = []
    left: list[LeftOut] = []
    asking = [index for index, block in enumerate(blocks) if questionness(block.text, words) > 2]
    inside = range(asking[0], asking[-1] + 2) if asking else range(len(blocks))
    for index, block in enumerate(blocks):
        reason = block.region or junk.reason(block.text, words, edge=index not in inside)
        if reason:
            left.append(LeftOut(text=block.text, line=block.line, reason=reason))
        else:
            kept.append((index, block))
    return kept, left


def _interview(
    talk: Talk, document: Document, name: str, today: date, language: str, asking: str, answering: str
) -> Interview:
    asker = Speaker(name=asking, role="question")
    guest = Speaker(name=answering, role="answer")
    narrator = Speaker(name="", role="narrator")
    exchanges = tuple(
        Exchange(
            question=Turn(speaker=asker, paragraphs=(_paragraph(pair.question),)),
            answers=tuple(
                Turn(speaker=guest, paragraphs=tuple(_paragraph(t) for t in part.texts)) for part in pair.answers
            ),
        )
        for pair in talk.pairs
    )
    slug = re.sub(r"\W+", "-", PurePath(name).stem.lower()).strip("-")
    return Interview(
        slug=slug,
        path=f"content/{slug}.md",
        title=Paragraph(inlines=(Inline(text=document.title or slug),), line=1),
        date=document.date or today,
        language=language,
        summary=document.summary,
        speakers=(asker, guest),
        introduction=_turns(narrator, talk.introduction),
        exchanges=exchanges,
        closing=_turns(narrator, talk.closing),
    )


def _turns(narrator: Speaker, texts: Sequence[Text]) -> tuple[Turn, ...]:
    return (Turn(speaker=narrator, paragraphs=tuple(_paragraph(text) for text in texts)),) if texts else ()


def _paragraph(text: Text) -> Paragraph:
    style = {"item": "number" if text.unit.ordered else "bullet", "quote": "quote"}.get(text.unit.kind, "plain")
    return Paragraph(inlines=tuple(_inline(run) for run in text.runs), line=text.unit.line, style=style)  # type: ignore[arg-type]


def _inline(run: Run) -> Inline:
    return Inline(text=run.text.replace("\n", " "), href=run.href, strong=run.strong, emphasis=run.emphasis)
