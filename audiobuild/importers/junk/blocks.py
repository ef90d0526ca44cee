"""Which blocks of a document are no text, and why: by what the page says, by their words, by where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from audiobuild.importers.document import SourceBlock
from audiobuild.importers.interview_words import InterviewWords
from audiobuild.importers.junk import lines
from audiobuild.importers.junk.repeats import repeated
from audiobuild.importers.questions.evidence import addresses, asks, questionness, sentences, tokens

OF_A_PAGE = frozenset(
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
"""Reasons that are a page's, not a text's: where one of these stands, the text has ended."""
_TEASERS = 6
"""Blocks below "Read also" that may belong to it."""


def reasons(blocks: Sequence[SourceBlock], words: InterviewWords) -> list[str]:
    """For each block why it is no text; empty if it may be."""
    named = _by_words(blocks, words)
    edge = max(5, len(blocks) // 8)
    for index in (*range(min(edge, len(blocks))), *range(max(len(blocks) - edge, 0), len(blocks))):
        named[index] = named[index] or lines.by_stems(blocks[index].text, words)
    named = _with_comments(blocks, _with_teasers(blocks, named, words))
    open_ones = [index for index, reason in enumerate(named) if not reason]
    texts, quotes = [blocks[index].text for index in open_ones], [blocks[index].kind == "quote" for index in open_ones]
    for position in repeated(texts, quotes):
        named[open_ones[position]] = "repeated"
    return named


def _by_words(blocks: Sequence[SourceBlock], words: InterviewWords) -> list[str]:
    """What the page or its words say of each block. A part that stands there twice ("Question") is a label, not junk."""
    asking = [i for i, block in enumerate(blocks) if not block.region and _begins_asking(block.text, words)]
    inside = range(asking[0], asking[-1] + 2) if asking else range(len(blocks))
    labels = Counter(_label(block) for block in blocks if not block.region)
    parts = words.question_labels | words.answer_labels
    return [
        ""
        if labels[_label(block)] >= 2 and _label(block) in parts
        else block.region or lines.reason(block.text, words, edge=index not in inside)
        for index, block in enumerate(blocks)
    ]


def _label(block: SourceBlock) -> str:
    return block.text.strip(" :").casefold()


def _begins_asking(text: str, words: InterviewWords) -> bool:
    """Whether it is a question, or one with its answer behind it."""
    first, *_ = sentences(text) or [""]
    return questionness(text, words) > 2 or questionness(first, words) > 2


def _with_teasers(blocks: Sequence[SourceBlock], named: Sequence[str], words: InterviewWords) -> list[str]:
    """What stands below "Read also": one line, whatever it is, and further ones that are titles. None speaks to the guest.

    Where links follow, they are what it announces, and what is no link comes after them.
    """
    reasons = list(named)
    for index, block in enumerate(blocks):
        if named[index] != "teaser" or block.region or len(tokens(block.text)) > 5 or asks(block.text):
            continue
        linked = False
        for following in range(index + 1, min(index + 1 + _TEASERS, len(blocks))):
            text = blocks[following].text
            linked = linked or reasons[following] == "links"
            if reasons[following]:
                continue
            is_sentence = following > index + 1 and text.endswith(".")
            if linked or is_sentence or len(tokens(text)) > 14 or addresses(text, words):
                break
            reasons[following] = "teaser"
    return reasons


def _with_comments(blocks: Sequence[SourceBlock], named: list[str]) -> list[str]:
    """Behind the line that opens the comments, all is comments."""
    for index, reason in enumerate(named):
        if reason == "comments" and index > len(blocks) / 2 and not blocks[index].region:
            return [*named[:index], *(later or "comments" for later in named[index:])]
    return named
