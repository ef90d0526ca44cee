"""What an import is asked for, and what it gives: the interview, and all that an editor needs to judge it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import accumulate
from typing import Literal

from audiobuild.model import Date, Interview
from audiobuild.publication import marks
from audiobuild.publication.voices import Sex

NO_DATE = date.min
"""Stands in an interview whose date nobody has said yet. No file is written with it: its year is out of bounds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """What an editor asks of an import. What is given goes before what the text says: ``title``, ``date``,
    ``question_speaker`` and ``answer_speaker``, ``language`` (BCP 47). With ``article`` each heading becomes a
    chapter, whether it asks or not."""

    title: str = ""
    date: date | None = None
    question_speaker: str = ""
    answer_speaker: str = ""
    language: str = ""
    article: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """A line that will not be spoken. ``reason`` is a key of ``reasons.REASONS``; ``doubtful`` ones stay in the Markdown as a
    comment at their ``place``: the number of spoken paragraphs before it, those of the introduction, each question, those of
    the answers and of the closing words, in the order of reading.
    """

    text: str
    line: int
    reason: str
    place: int = 0
    doubtful: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Voicing:
    """The voice that a speaker is heard with, and by what: the ``name`` and all that the file says, the ``show``, or mere
    ``chance``, since nothing says whether a woman or a man speaks."""

    voice: str
    by: Literal["name", "show", "chance"] = "name"


@dataclass(frozen=True, kw_only=True, slots=True)
class Import:
    """The interview found, per exchange how sure that is (0 to 1), and what was left out.

    ``layout`` says what questions were known by; ``date_found`` whether anybody said the date (else it is :data:`NO_DATE`);
    ``title_found`` whether the source has a title, or it was made up; ``unnamed`` that the text names nobody who answers.
    ``known_by`` says of speakers whose name no label tells what it was taken from. ``looked_over`` are the exchanges, from 0,
    that the editor has found right in an import before, ``comments`` what they wrote between paragraphs. ``sexes`` are those
    of the people whose it is certain, by name; ``voiced`` says with which voice each speaker is heard.
    """

    interview: Interview
    confidence: tuple[float, ...]
    layout: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    date_found: bool
    title_found: bool = True
    unnamed: bool = False
    known_by: Mapping[str, str] = field(default_factory=dict)
    image: str = ""
    looked_over: frozenset[int] = frozenset()
    comments: Mapping[int, Sequence[str]] = field(default_factory=dict)
    sexes: Mapping[str, Sex] = field(default_factory=dict)
    voiced: Mapping[str, Voicing] = field(default_factory=dict)

    @property
    def unsure(self) -> tuple[bool, ...]:
        """Per exchange, whether it gets a mark of doubt."""
        return tuple(
            confidence < marks.SURE and number not in self.looked_over
            for number, confidence in enumerate(self.confidence)
        )

    @property
    def notes(self) -> Mapping[int, Sequence[str]]:
        """What is kept and not spoken, comments and the marks of doubt, as :func:`audiobuild.publication.content.render` takes
        them."""
        language = self.interview.about.language
        notes = {place: [*texts] for place, texts in self.comments.items()}
        for item in self.left_out:
            if item.doubtful:
                notes.setdefault(item.place, []).append(marks.not_spoken(item.text, language))
        for place, unsure, confidence in zip(places(self.interview), self.unsure, self.confidence, strict=False):
            if unsure:
                notes.setdefault(place, []).append(marks.text(confidence, language))
        return notes

    def called(self, slug: str) -> Import:
        """The same, as a file of that name."""
        return replace(self, interview=replace(self.interview, slug=slug, path=f"content/{slug}.md"))

    def dated(self, day: Date) -> Import:
        """The same, with a date that somebody said."""
        about = replace(self.interview.about, date=day)
        return replace(self, interview=replace(self.interview, about=about), date_found=True)


def places(interview: Interview) -> tuple[int, ...]:
    """How many passages stand before each question, and last, before the closing words."""
    introduction = sum(len(turn.passages) for turn in interview.introduction)
    exchanges = (
        sum(len(turn.passages) for turn in (exchange.question, *exchange.answers)) for exchange in interview.exchanges
    )
    return tuple(accumulate(exchanges, initial=introduction))
