"""What an import is asked for, and what it gives: the interview, and all that an editor needs to judge it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from audiobuild.model import Interview


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """What an editor asks of an import. ``today`` is the date of an interview that gives none; ``question_speaker`` and
    ``answer_speaker`` go before what the text says, ``language`` (BCP 47) too. With ``article`` each heading becomes a
    chapter, whether it asks or not."""

    today: date
    question_speaker: str = ""
    answer_speaker: str = ""
    language: str = ""
    article: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """A line that will not be spoken. ``reason`` is a key of ``review.REASONS``; ``doubtful`` ones stay in the
    Markdown as a comment after the exchange numbered ``after`` (0: before the first).
    """

    text: str
    line: int
    reason: str
    after: int = 0
    doubtful: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Import:
    """The interview found, per exchange how sure that is (0 to 1), and what was left out.

    ``layout`` says what questions were known by; ``date_found`` whether the source gave the date; ``unnamed`` that it names
    nobody who answers.
    """

    interview: Interview
    confidence: tuple[float, ...]
    layout: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    date_found: bool
    unnamed: bool = False
    image: str = ""

    @property
    def comments(self) -> Mapping[int, Sequence[str]]:
        """The doubtful texts as :func:`audiobuild.publication.content.render` takes them."""
        comments: dict[int, list[str]] = {}
        for item in self.left_out:
            if item.doubtful:
                comments.setdefault(item.after, []).append(item.text)
        return comments
