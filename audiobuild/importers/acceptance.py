"""What is taken for an interview: short enough to be one, and with questions; else what to say of it."""

from __future__ import annotations

from collections.abc import Sequence

from audiobuild.errors import ContentError
from audiobuild.importers import article, review
from audiobuild.importers.document import Document
from audiobuild.importers.evidence import completes, share, tokens, wants_answer
from audiobuild.importers.interview_words import InterviewWords
from audiobuild.importers.label_names import named_side
from audiobuild.importers.talk import Talk
from audiobuild.importers.turns import Turn

_TALK = 4
"""Pairs of two labels in turn that are a talk though few of them ask: some hosts remark."""
MOST_CHARACTERS = 1_000_000
"""What is read as an interview at most: at 15 characters a second, 18 hours."""
MOST_LINES = 20_000


def measure(document: Document, name: str) -> None:
    """Refuses what no interview is as long as, so that time and memory are bounded."""
    texts = [block.text for block in document.blocks if not block.region]
    characters, lines = sum(map(len, texts)), sum(text.count("\n") + 1 for text in texts)
    if characters > MOST_CHARACTERS or lines > MOST_LINES:
        raise ContentError(review.too_long(name, characters, lines))


def is_interview(talk: Talk, words: InterviewWords) -> bool:
    """Whether there are two questions or more, of which many ask; or whose labels say that they are questions, or their
    answers that they are answers. Without question marks they begin as questions do, and each is a heading, or two labels
    stand in turn: lines of a list, minutes and recipes ask nothing."""
    pairs = talk.pairs
    if len(pairs) < 2:
        return False
    askers = {pair.asked_by for pair in pairs}
    guests = {pair.answers[0].speaker for pair in pairs}
    if {named_side(label, words) for label in askers} == {"question"}:
        return True
    if {named_side(label, words) for label in guests} == {"answer"}:
        return True
    questions = [pair.question.text for pair in pairs]
    in_turn = len(askers) == len(guests) == 1 and "" not in askers | guests
    headings = all(pair.question.piece.kind == "heading" for pair in pairs)
    asking = share(
        wants_answer(pair.question.text, words) or completes(pair.question.text, pair.answers[0].paragraphs[0].text)
        for pair in pairs
    )
    talked = in_turn and len(pairs) >= _TALK and asking > 0
    return asking >= 0.3 or talked or ((in_turn or headings) and article.ask(questions, words))


def refusal(turns: Sequence[Turn], name: str, language: str) -> ContentError:
    """What to say of what is no interview."""
    texts = [turn for turn in turns if not turn.piece.region]
    return ContentError(
        review.no_questions(
            name,
            paragraphs=len({turn.piece.block for turn in texts}),
            words=sum(len(tokens(turn.text)) for turn in texts),
            language=language if texts else "",
            headings=sum(turn.piece.kind == "heading" for turn in texts),
            chapters=article.has_chapters(turns),
        )
    )
