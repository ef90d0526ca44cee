"""What a text says about itself to those who read it: title, date, author, lead.

A page says much of it in words for machines, and the readers have that; a pasted text or a document says it only in its
first and last lines. Everything here is a judgement over lines (:mod:`~.lines`), each a small function of its own:

``dates``       dates as they are printed, in all languages
``published``   which of them is that of publication
``bylines``     who wrote the text or asked the questions
``titles``      candidates for the title; ``title_evidence``: what speaks for and against each
``summaries``   the lead, where one is set apart
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from audiobuild.importers.about import bylines, dates, lines, published, summaries, titles
from audiobuild.importers.document import Document
from audiobuild.importers.interview_words import InterviewWords
from audiobuild.languages.registry import base


def describe(document: Document, words: InterviewWords, *, name: str = "") -> Document:
    """The document with what it does not declare filled in from its text; where nothing is found, nothing stays.

    ``name`` is the source's file name or address: an address may have the date in its path. A declared title is held
    against what the text shows, which is what a reader knows it by. A declared author gives way to a line that says who
    asked: systems declare who has put the text on the page.
    """
    tag = document.language if base(document.language) == words.language else words.language
    own = lines.of(document, tag)
    title, place = titles.find(document, own, words)
    author, is_told = bylines.find(own, place, words)
    return replace(
        document,
        title=title,
        date=_settled(document.date or dates.in_path(name), published.find(own, place, words)) or document.changed,
        author=author if is_told else document.author or author,
        summary=document.summary or summaries.find(own, place, words),
    )


def _settled(declared: date | datetime | None, shown: date | None) -> date | datetime | None:
    """The declared date; but where the page shows the day before or after, that, for clocks of servers are in other zones."""
    if declared is None or shown is None:
        return declared or shown
    day = declared.date() if isinstance(declared, datetime) else declared
    return shown if abs((day - shown).days) == 1 else declared
