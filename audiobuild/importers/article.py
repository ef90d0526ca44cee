"""A text by its headings: an article, as one chapter per heading, read out by one voice; and headings that are questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from audiobuild.importers import page_lines
from audiobuild.importers.evidence import begins_with, share, wants_answer
from audiobuild.importers.interview_words import InterviewWords
from audiobuild.importers.talk import Judged
from audiobuild.importers.turns import Turn
from audiobuild.model import Exchange, Interview
from audiobuild.model import Turn as SpokenTurn
from audiobuild.publication.content import narrator

_GUESSED = 0.5
"""How sure a question is that is one by its place alone."""


def judged(turns: Sequence[Turn], words: InterviewWords, title: str) -> list[Judged]:
    """Headings as questions, what stands below each as its answer; the rest before the first is the introduction, without
    the title, and without bylines and dates, which are on the page and not in the text.

    Of the levels that have a text below them, the highest makes chapters; the page's title stands above all text.
    """
    filled = {id(turn) for turn in _chapters(turns)}
    labels: dict[int, str] = {}
    begun = False
    for turn in _texts(turns):
        begun = begun or id(turn) in filled
        own = "question" if id(turn) in filled else "answer"
        labels[id(turn)] = own if begun else _before(turn, words, title)
    return [Judged(turn=turn, label=labels.get(id(turn), "page")) for turn in turns]


def asked(turns: Sequence[Turn], words: InterviewWords, title: str) -> list[Judged]:
    """:func:`judged` where the headings are questions, as an editor marks them; else nothing. Each that does not end as a
    question is unsure."""
    chapters = _chapters(turns)
    if not ask([turn.text for turn in chapters], words):
        return []
    unsure = {id(turn) for turn in chapters if not wants_answer(turn.text, words)}
    return [
        replace(entry, sure=_GUESSED) if id(entry.turn) in unsure else entry for entry in judged(turns, words, title)
    ]


def ask(texts: Sequence[str], words: InterviewWords) -> bool:
    """Whether at least half of two texts or more ask, or would with a question mark: "Was kostet das", "Und wie geht es"."""

    def may_ask(text: str) -> bool:
        behind_first = text.partition(" ")[2]
        return wants_answer(text, words) or any(
            begins_with(part, words.interrogatives) for part in (text, behind_first)
        )

    return len(texts) >= 2 and share(map(may_ask, texts)) >= 0.5


def has_chapters(turns: Sequence[Turn]) -> bool:
    """Whether there is a heading with text below it."""
    return bool(_chapters(turns))


def read_out(interview: Interview) -> Interview:
    """The interview as an article: nobody asks and nobody answers, and the narrator reads all of it."""
    reader = narrator((), interview.about.language)

    def turn(one: SpokenTurn) -> SpokenTurn:
        return replace(one, speaker=reader)

    return replace(
        interview,
        about=replace(interview.about, speakers=(reader,)),
        introduction=tuple(map(turn, interview.introduction)),
        exchanges=tuple(
            Exchange(question=turn(one.question), answers=tuple(map(turn, one.answers))) for one in interview.exchanges
        ),
        closing=tuple(map(turn, interview.closing)),
    )


def _before(turn: Turn, words: InterviewWords, title: str) -> str:
    if turn.text in title:
        return "title"
    if turn.piece.kind == "heading":
        return "subheading"
    reason = page_lines.reason(turn.text, words, edge=True)
    return "byline" if reason == "byline" else "page" if reason else "introduction"


def _texts(turns: Sequence[Turn]) -> list[Turn]:
    return [turn for turn in turns if not turn.piece.region]


def _chapters(turns: Sequence[Turn]) -> list[Turn]:
    """The headings with text below them, of the level that makes chapters."""
    texts = _texts(turns)
    level = _level(texts)
    headings = [index for index, turn in enumerate(texts) if turn.piece.kind == "heading" and turn.piece.level == level]
    return [
        texts[index]
        for index, following in pairwise([*headings, len(texts)])
        if any(turn.piece.kind != "heading" for turn in texts[index + 1 : following])
    ]


def _level(turns: Sequence[Turn]) -> int:
    """The highest level of which there are at least two headings; else the highest there is."""
    levels = sorted(turn.piece.level for turn in turns if turn.piece.kind == "heading")
    return next((level for level in levels if levels.count(level) >= 2), levels[0] if levels else 0)
