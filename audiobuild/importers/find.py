"""Document → Import: junk out, layout found, people named."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import Literal

from audiobuild.errors import ContentError
from audiobuild.importers import junk, layout, pairs, people, review, units
from audiobuild.importers.article import chapters
from audiobuild.importers.chain import sigmoid
from audiobuild.importers.document import Block, Document, Run
from audiobuild.importers.evidence import (
    addresses,
    asks,
    puts,
    questionness,
    sentences,
    tokens,
)
from audiobuild.importers.result import Import, LeftOut
from audiobuild.importers.talk import Part, Talk, Text
from audiobuild.importers.words import Words, detect, load
from audiobuild.languages.registry import base
from audiobuild.model import Exchange, FrontMatter, Inline, Interview, Paragraph, Speaker, Turn
from audiobuild.publication.content import narrator

MOST_CHARACTERS = 1_000_000
"""What is read as an interview at most: at 15 characters a second, 18 hours."""
MOST_LINES = 20_000
_PAGE = frozenset(
    {
        "account",
        "aside",
        "comments",
        "consent",
        "footer",
        "form",
        "links",
        "navigation",
        "newsletter",
        "sharing",
        "teaser",
    }
)
"""Reasons that are a page's, not a text's."""
_DOUBTFUL = frozenset({"aside", "info", "byline"})
"""Reasons that an editor may see otherwise: such lines stay in the Markdown as comments."""
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe"})


def interview(
    document: Document,
    *,
    name: str,
    today: date,
    question_speaker: str = "",
    answer_speaker: str = "",
    language: str = "",
    article: bool = False,
) -> Import:
    """The interview in a document; the arguments are those of :func:`audiobuild.importers.read`."""
    _measure(document, name)
    known = _language(document, language)
    code = known or "en"
    words = load(base(code))
    reasons = _reasons(document.blocks, words)
    kept = [(index, block) for index, block in enumerate(document.blocks) if not reasons[index]]
    found = layout.find(units.split(kept), words)
    around = people.find(found, document, words)
    kind = ("headings",) if article else (found.kind, *found.marks)
    page = [index for index, reason in enumerate(reasons) if reason in _PAGE]
    talk = chapters(kept) if article else pairs.assemble(found, words, around.guests, page)
    _check(talk, kept, words, name, known, article=article)
    cast = people.Cast(words=words, people=around, question=question_speaker, answer=answer_speaker)
    result = _interview(talk, document, cast, name, today, code)
    left_out = _left_out(document.blocks, reasons, talk)
    return Import(
        interview=result,
        confidence=tuple(sigmoid(pair.odds) for pair in talk.pairs),
        layout=kind,
        left_out=tuple(item for item in left_out if item.text != result.title.text),
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


def _check(
    talk: Talk, kept: Sequence[tuple[int, Block]], words: Words, name: str, language: str, *, article: bool
) -> None:
    """Refuses what is no interview: fewer than two questions, or headings and lines of which most ask nothing."""
    if article:
        if not talk.pairs:
            raise ContentError(review.no_headings(name))
        return
    asking = sum(puts(pair.question.text, words) for pair in talk.pairs)
    if len(talk.pairs) < 2 or asking < 0.4 * len(talk.pairs):
        raise ContentError(
            review.no_questions(
                name,
                paragraphs=len(kept),
                words=sum(len(tokens(block.text)) for _, block in kept),
                language=language if kept else "",
                headings=sum(block.kind == "heading" for _, block in kept),
            )
        )


def _language(document: Document, wanted: str) -> str:
    """What the editor says, else what the words show, in the page's regional form; else what the page says, or nothing."""
    seen = detect("\n".join(block.text for block in document.blocks))
    said = document.language if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", document.language) else ""
    if not seen or base(said) == seen:
        return wanted or said
    return wanted or seen


def _reasons(blocks: Sequence[Block], words: Words) -> list[str]:
    """For each block why it is no text; empty if it may be."""
    asking = [i for i, block in enumerate(blocks) if not block.region and _begins_asking(block.text, words)]
    inside = range(asking[0], asking[-1] + 2) if asking else range(len(blocks))
    reasons = [
        block.region or junk.reason(block.text, words, edge=index not in inside) for index, block in enumerate(blocks)
    ]
    labels = Counter(block.text.strip(" :").casefold() for block in blocks if not block.region)
    for index, block in enumerate(blocks):
        label = block.text.strip(" :").casefold()
        if labels[label] >= 2 and label in words.question_labels | words.answer_labels:
            reasons[index] = ""
    edge = max(5, len(blocks) // 8)
    for index in (*range(min(edge, len(blocks))), *range(max(len(blocks) - edge, 0), len(blocks))):
        reasons[index] = reasons[index] or junk.by_stems(blocks[index].text, words)
    reasons = _ended(blocks, _with_teasers(blocks, reasons, words))
    open_ones = [index for index, reason in enumerate(reasons) if not reason]
    for position in junk.repeated([blocks[i].text for i in open_ones], [blocks[i].kind == "quote" for i in open_ones]):
        reasons[open_ones[position]] = "repeated"
    return reasons


def _begins_asking(text: str, words: Words) -> bool:
    """Whether it is a question, or one with its answer behind it."""
    return questionness(text, words) > 2 or questionness(sentences(text)[0] if text.strip() else "", words) > 2


def _with_teasers(blocks: Sequence[Block], reasons: list[str], words: Words) -> list[str]:
    """What stands below "Read also": one line, whatever it is, and further ones that are titles. None speaks to the guest.

    Where links follow, they are what it announces, and what is no link comes after them.
    """
    found = list(reasons)
    for index, block in enumerate(blocks):
        if reasons[index] != "teaser" or block.region or len(tokens(block.text)) > 5 or asks(block.text):
            continue
        linked = False
        for following in range(index + 1, min(index + 7, len(blocks))):
            text = blocks[following].text
            if found[following] == "links":
                linked = True
            if found[following]:
                continue
            if (
                linked
                or len(tokens(text)) > 14
                or addresses(text, words)
                or (following > index + 1 and text.endswith("."))
            ):
                break
            found[following] = "teaser"
    return found


def _left_out(blocks: Sequence[Block], reasons: Sequence[str], talk: Talk) -> list[LeftOut]:
    """All that is not spoken, in the order of the source. What may be text after all is kept with the interview."""
    after = {pair.question.unit.block: number for number, pair in enumerate(talk.pairs, start=1)}
    found = [
        LeftOut(text=aside.text, line=aside.line, reason=aside.reason, after=aside.after, doubtful=True)
        for aside in talk.asides
    ]
    before = 0
    for index, (block, reason) in enumerate(zip(blocks, reasons, strict=True)):
        before = after.get(index, before)
        doubtful = reason in _DOUBTFUL and len(tokens(block.text)) >= 4
        if reason:
            found.append(LeftOut(text=block.text, line=block.line, reason=reason, after=before, doubtful=doubtful))
    return sorted(found, key=lambda item: item.line)


def _ended(blocks: Sequence[Block], reasons: list[str]) -> list[str]:
    """Behind the line that opens the comments, all is comments."""
    for index, reason in enumerate(reasons):
        if reason == "comments" and index > len(blocks) / 2 and not blocks[index].region:
            return [*reasons[:index], *(later or "comments" for later in reasons[index:])]
    return reasons


# --- the interview ------------------------------------------------------------------------------------------------


def _interview(talk: Talk, document: Document, cast: people.Cast, name: str, today: date, language: str) -> Interview:
    flat = sum(t.unit.kind == "item" for p in talk.pairs for t in (p.question,)) > len(talk.pairs) / 2
    exchanges = tuple(
        Exchange(
            question=Turn(speaker=cast.asker(pair.asked_by), paragraphs=(_paragraph(pair.question, flat=True),)),
            answers=tuple(_turn(part, cast.guest(part.speaker), flat=flat) for part in pair.answers),
        )
        for pair in talk.pairs
    )
    asked = [exchange.question.speaker for exchange in exchanges]
    answered = [turn.speaker for exchange in exchanges for turn in exchange.answers]
    heard = tuple(dict.fromkeys((*_most(asked), *_most(answered))))
    listed = tuple(dict.fromkeys((*heard, *(_closes(part, heard, cast) for part in talk.closing if part.speaker))))
    reads = narrator(listed, language)
    title = document.title or _headline(talk, cast)
    slug = slugify(title or PurePath(name).stem)
    return Interview(
        slug=slug,
        path=f"content/{slug}.md",
        about=FrontMatter(
            title=title or PurePath(name).stem,
            date=document.date or today,
            language=language,
            summary=document.summary,
            speakers=listed,
        ),
        title_line=1,
        introduction=(
            (Turn(speaker=reads, paragraphs=tuple(_paragraph(text) for text in talk.introduction)),)
            if talk.introduction
            else ()
        ),
        exchanges=exchanges,
        closing=tuple(
            _turn(part, _closes(part, listed, cast) if part.speaker else reads) for part in talk.closing if part.texts
        ),
    )


def _most(found: Sequence[Speaker]) -> list[Speaker]:
    """Those of one side, the one that speaks most often first: the default that needs no label in the Markdown."""
    return sorted(dict.fromkeys(found), key=lambda speaker: -found.count(speaker))


def _closes(part: Part, listed: Sequence[Speaker], cast: people.Cast) -> Speaker:
    candidates = (cast.asker(part.speaker), cast.guest(part.speaker))
    return next((speaker for speaker in candidates if speaker in listed), candidates[0])


def _headline(talk: Talk, cast: people.Cast) -> str:
    """The last short line before the introduction, else what the language calls an interview with the guest."""
    lines = [
        item.text
        for item in talk.asides
        if item.after == 0 and item.reason == "heading" and len(tokens(item.text)) <= 20
    ]
    if lines:
        return lines[-1]
    return cast.words.interview_with.format(name=cast.people.guests[0]) if cast.people.guests else ""


def slugify(text: str) -> str:
    """The part of a web address that a title makes: small letters, digits, hyphens; at most about 60 of them."""
    folded = unicodedata.normalize("NFC", text.lower()).translate(_FOLDED)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return (slug if len(slug) <= 60 else slug[:61].rpartition("-")[0] or slug[:60]) or "interview"


def _turn(part: Part, speaker: Speaker, *, flat: bool = False) -> Turn:
    return Turn(speaker=speaker, paragraphs=tuple(_paragraph(text, flat=flat) for text in part.texts))


def _paragraph(text: Text, *, flat: bool = False) -> Paragraph:
    return Paragraph(
        inlines=_inlines(text.runs), line=max(text.unit.line, 1), style="plain" if flat else _style(text.unit)
    )


def _style(unit: units.Unit) -> Literal["plain", "bullet", "number", "quote"]:
    if unit.kind == "item":
        return "number" if unit.ordered else "bullet"
    return "quote" if unit.kind == "quote" else "plain"


def _inlines(runs: Sequence[Run]) -> tuple[Inline, ...]:
    """The runs as inlines. A bold beginning that ends in a colon would be read as a speaker's name, so it is not bold."""
    if runs and runs[0].strong and runs[0].text.rstrip().endswith(":"):
        runs = (replace(runs[0], strong=False), *runs[1:])
    return tuple(
        Inline(text=run.text.replace("\n", " "), href=run.href, strong=run.strong, emphasis=run.emphasis)
        for run in runs
    )
