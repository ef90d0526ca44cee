"""The title of a text: candidates, what speaks for and against each, and the one for which the most does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from audiobuild.importers.about import bylines, published
from audiobuild.importers.about.lines import Line
from audiobuild.importers.about.title_evidence import DECLARED, EVIDENCE, SITE, Scene, fold, same
from audiobuild.importers.document import Document
from audiobuild.importers.interview_words import InterviewWords

SURE = 2.0
"""What a line must have for it to be the title. Below that a text has none: any name is better than a wrong line."""
_WINDOW = 1.5
_ANSWER = 8
"""Words that stand below a question and may be its answer; menus ask, too."""
_MOST_QUESTIONS = 2
"""Behind so many questions no title comes."""
_LOOKS = frozenset({"declared", "name of the page", "heading", "quoted", "speaks of an interview"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A title that may be, its line (None where the page only declares it), and what counts for or against it."""

    text: str
    line: int | None
    reasons: tuple[tuple[str, float], ...]

    @property
    def score(self) -> float:
        return sum(weight for _, weight in self.reasons)


def find(document: Document, lines: Sequence[Line], words: InterviewWords) -> tuple[str, int | None]:
    """The title, empty if nothing looks like one; and its line, or the likeliest where the page only declares it."""
    found = candidates(document, lines, words)
    best = max(found, key=lambda candidate: candidate.score, default=None)
    if best is None or best.score < SURE:
        return "", None
    shown = [candidate for candidate in found if candidate.line is not None and candidate.score > 0]
    place = best if best.line is not None else max(shown, key=lambda candidate: candidate.score, default=best)
    return best.text, place.line


def candidates(document: Document, lines: Sequence[Line], words: InterviewWords) -> list[Candidate]:
    """All of them with their reasons, those that stand in the text in its order, then those that a page only declares."""
    before = _before_talk(lines)
    stamped = frozenset(number for number in before if _is_stamp(lines[number], words))
    scene = Scene(
        document=document,
        lines=lines,
        words=words,
        stamped=stamped,
        repeated=Counter(fold(line.text) for line in lines if line.short),
        headings=frozenset(fold(line.text) for line in lines if line.block.kind == "heading"),
        asking_headings=sum(line.asks and line.block.kind == "heading" for line in lines),
    )
    found: list[Candidate] = []
    for number, asked in before.items():
        own = _reasons(scene, number)
        if asked:
            own.append(("behind a question", -1.5 * asked))
        if found and found[-1].line == number - 1 and _outshines(found[-1], lines[number]):
            own.append(("below a title", -2.0))
        found.append(Candidate(text=_shown(lines[number], document), line=number, reasons=tuple(own)))
    for text, reason, weight in (
        (document.title, "declared", DECLARED),
        (_window(document), "name of the page", _WINDOW),
    ):
        if text.strip():
            found.append(Candidate(text=" ".join(text.split()), line=None, reasons=((reason, weight),)))
    return found


def _shown(line: Line, document: Document) -> str:
    """The line; of a heading with breaks in it only the part that the page declares, if it declares one."""
    return next((part for part in line.printed if same(part, document.title)), line.text)


def _outshines(above: Candidate, line: Line) -> bool:
    """Whether the line above is a title by its look, so that what stands below it is its second line."""
    looks = {reason for reason, weight in above.reasons if weight > 0} & _LOOKS
    return bool(looks) and above.score >= SURE + 1 and not same(above.text, line.text)


def _before_talk(lines: Sequence[Line]) -> dict[int, int]:
    """The lines that come into question, with how many questions were answered before them."""
    found: dict[int, int] = {}
    asked = 0
    for number, line in enumerate(lines):
        if line.short and not line.prose:
            found[number] = asked
        if line.asks and not line.block.region and number + 1 < len(lines) and lines[number + 1].size >= _ANSWER:
            asked += 1
        if asked > _MOST_QUESTIONS:
            break
    return found


def _is_stamp(line: Line, words: InterviewWords) -> bool:
    return bool(next(published.stamps(line, words), None)) or bylines.is_byline(line, words)


def _window(document: Document) -> str:
    """The name of the page without that of the site: its longest part."""
    return max(SITE.split(document.window_title), key=len, default="")


def _reasons(scene: Scene, number: int) -> list[tuple[str, float]]:
    judged = ((name, judge(scene, number)) for name, judge in EVIDENCE.items())
    return [(name, weight) for name, weight in judged if weight]
