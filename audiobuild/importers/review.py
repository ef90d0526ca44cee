"""The import shown to an editor, as JSON and as lines for the terminal. All that this room says to people stands here."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from audiobuild.errors import Problem
from audiobuild.importers.result import Import, LeftOut
from audiobuild.model import Turn

REASONS: Mapping[str, str] = {
    "account": "logging in",
    "advert": "advertisement",
    "aside": "beside the text",
    "attachment": "attached file, which is not read",
    "biography": "about the people",
    "byline": "who wrote it",
    "caption": "below a picture",
    "comments": "readers' comments",
    "consent": "cookies and consent",
    "credit": "picture credit",
    "date": "date or reading time",
    "footer": "the page's footer",
    "footnote": "footnote",
    "form": "a form",
    "heading": "title or line outside the talk",
    "hidden": "hidden on the page",
    "info": "information about the text",
    "keywords": "keywords",
    "links": "links",
    "narration": "told between the questions",
    "navigation": "navigation",
    "newsletter": "newsletter and subscriptions",
    "no words": "no words",
    "page": "the page's own",
    "picture": "what a picture shows",
    "repeated": "repeats the text",
    "running": "running head or page number",
    "sharing": "sharing and printing",
    "signature": "signature",
    "subheading": "subheading",
    "teaser": "teaser of another text",
    "template": "a template's tag",
}
LAYOUTS: Mapping[str, str] = {
    "labels": "questions and answers are told apart by the names or letters before them: {marks}",
    "dashes": "questions and answers take turns, each after a dash",
    "marks": "questions are told apart by how they are set: {marks}",
    "words": "nothing but the words tells questions and answers apart",
    "headings": "each heading is a chapter",
}
UNSURE = 0.8
"""Below this confidence a pair is worth a second look."""


def no_questions(name: str, *, paragraphs: int, words: int, language: str, headings: int) -> Problem:
    """What to say of a text without an interview in it."""
    seen = f"{paragraphs} paragraphs, {words} words, language {language or 'unknown'}, {headings} headings"
    remedy = (
        "Mark the questions by hand: a line that begins with ##, or names and colons before the turns. "
        "Or import it as an article, one chapter per heading: --as-article"
    )
    return Problem(place=name, message=f"no questions found ({seen})", remedy=remedy)


def too_long(name: str, characters: int, lines: int) -> Problem:
    """What to say of a text that nobody would listen to."""
    remedy = "Save the text of the interview alone and import that."
    return Problem(
        place=name, message=f"is too long for an interview: {characters} characters, {lines} lines", remedy=remedy
    )


def no_headings(name: str) -> Problem:
    """What to say of an article that cannot be cut into chapters."""
    return Problem(
        place=name,
        message="there is no heading with text below it, so there are no chapters",
        remedy="Begin each chapter with a line ## Title.",
    )


def as_json(result: Import) -> dict[str, Any]:
    """The shape of ``import --json``: what will be spoken, what not, and how sure each pair is."""
    interview = result.interview
    return {
        "title": interview.about.title,
        "date": interview.about.date.isoformat() if result.date_found else None,
        "language": interview.about.language,
        "image": result.image,
        "speakers": [{"name": speaker.name, "role": speaker.role} for speaker in interview.about.speakers],
        "layout": list(result.layout),
        "introduction": _texts(interview.introduction),
        "pairs": [
            {
                "speaker": exchange.question.speaker.name,
                "question": " ".join(_texts([exchange.question])),
                "answers": [{"speaker": turn.speaker.name, "paragraphs": _texts([turn])} for turn in exchange.answers],
                "confidence": round(confidence, 2),
            }
            for exchange, confidence in zip(interview.exchanges, result.confidence, strict=True)
        ],
        "closing": _texts(interview.closing),
        "left_out": [item.text for item in result.left_out],
        "reasons": [
            {"line": item.line, "text": item.text, "reason": item.reason, "kept_as_comment": item.doubtful}
            for item in result.left_out
        ],
    }


def lines(result: Import, width: int = 100) -> Iterator[str]:
    """The review for a terminal: people, pairs with their first words, what was left out and why, what to look at."""
    interview = result.interview
    kind, *marks = result.layout
    date = interview.about.date if result.date_found else "no date found"
    yield f"{interview.about.title}  ({interview.about.language}, {date})"
    yield LAYOUTS[kind].format(marks=", ".join(marks))
    for speaker in interview.about.speakers:
        yield f"{'asks' if speaker.role == 'question' else 'answers'}: {speaker.name}"
    yield ""
    if interview.introduction:
        yield _short(f"    Introduction: {_first(interview.introduction)}", width)
    for number, (exchange, confidence) in enumerate(zip(interview.exchanges, result.confidence, strict=True), start=1):
        flag = "?" if confidence < UNSURE else " "
        yield _short(f"{number:3}{flag}{exchange.question.paragraphs[0].text}", width)
        for turn in exchange.answers:
            more = len(turn.paragraphs) - 1
            tail = f"  (+{more})" if more else ""
            yield _short(f"      {turn.speaker.name}: {turn.paragraphs[0].text}", width - len(tail)) + tail
    if interview.closing:
        yield _short(f"    Closing words: {_first(interview.closing)}", width)
    yield from _left_out(result.left_out, width)
    yield from _advice(result)


def _left_out(items: Sequence[LeftOut], width: int) -> Iterator[str]:
    for doubtful, title in ((True, "Not spoken, kept as comments:"), (False, "Left out:")):
        by_reason: dict[str, list[LeftOut]] = {}
        for item in items:
            if item.doubtful == doubtful:
                by_reason.setdefault(item.reason, []).append(item)
        if by_reason:
            yield ""
            yield title
        for reason in sorted(by_reason):
            yield f"  {REASONS[reason]}"
            for item in by_reason[reason]:
                yield _short(f"    {item.line:4}  {item.text}", width)


def _advice(result: Import) -> Iterator[str]:
    unsure = sum(confidence < UNSURE for confidence in result.confidence)
    if unsure or result.unnamed or not result.date_found:
        yield ""
    if unsure:
        yield f"Look at the {unsure} marked with ?: they may be no questions."
    if result.unnamed:
        yield "The text names nobody who answers. Give --answer-speaker, or write the name in the file."
    if not result.date_found:
        yield f"The text gives no date; {result.interview.about.date} stands in the file."


def changes(there: str, incoming: str) -> tuple[str, ...]:
    """What a new import would change in an interview that is there already, as lines of a unified diff.

    Lines that begin with ``-`` are what would be lost: an editor's corrections among them.
    """
    return tuple(difflib.unified_diff(there.splitlines(), incoming.splitlines(), "there", "imported", lineterm="", n=1))


def _texts(turns: Iterable[Turn]) -> list[str]:
    return [paragraph.text for turn in turns for paragraph in turn.paragraphs]


def _first(turns: Sequence[Turn]) -> str:
    return turns[0].paragraphs[0].text


def _short(text: str, width: int) -> str:
    indent = text[: len(text) - len(text.lstrip())]
    return (
        indent + textwrap.shorten(text.strip(), max(width - len(indent), 20), placeholder=" …")
        if len(text) > width
        else text
    )
