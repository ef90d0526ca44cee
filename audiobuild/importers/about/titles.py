"""The title of a text: candidates, what speaks for and against each, and the one for which the most does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from audiobuild.importers.about import bylines, published
from audiobuild.importers.about import lines as line_of
from audiobuild.importers.about.lines import QUOTES, Line
from audiobuild.importers.document import Document
from audiobuild.importers.interview_words import InterviewWords, choice, load
from audiobuild.languages.registry import FALLBACK

SURE = 2.0
"""What a line must have for it to be the title. Below that a text has none: any name is better than a wrong line."""
_DECLARED = 5.0
_WINDOW = 1.5
_MORE = 3
"""So many words more than a page declares its title may have: an occupation, a kicker."""
_ANSWER = 8
"""Words that stand below a question and may be its answer; menus ask, too."""
_MOST_QUESTIONS = 2
"""Behind so many questions no title comes."""
_LOOKS = frozenset({"declared", "name of the page", "heading", "quoted", "speaks of an interview"})
_SITE = re.compile(r"\s+(?:[|–—·»•-]|::)\s+")
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")
_MENU = re.compile(r"\S\s+[|›»>·•/]\s+\S|\S\|\S|^[|›»>·•](?:\s|$)|\S {2,}\S")
_ISSUE = re.compile(r"(?:\bn[r°ºo]?\.?|\bnúm\.?|#)\s?\d|\b\d+/\d{4}\b|\b(?:19|20)\d{2}\s*$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A title that may be, its line (None where the page only declares it), and what counts for or against it."""

    text: str
    line: int | None
    reasons: tuple[tuple[str, float], ...]

    @property
    def score(self) -> float:
        return sum(weight for _, weight in self.reasons)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """What a line is judged among."""

    document: Document
    lines: Sequence[Line]
    words: InterviewWords
    stamped: frozenset[int]
    """Lines that are a date or a byline."""
    repeated: Counter[str]
    headings: frozenset[str]


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
        repeated=Counter(_fold(line.text) for line in lines if line.short),
        headings=frozenset(_fold(line.text) for line in lines if line.block.kind == "heading"),
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
        (document.title, "declared", _DECLARED),
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
    return max(_SITE.split(document.window_title), key=len, default="")


def _reasons(scene: Scene, number: int) -> list[tuple[str, float]]:
    judged = ((name, judge(scene, number)) for name, judge in _EVIDENCE.items())
    return [(name, weight) for name, weight in judged if weight]


def _is_declared(scene: Scene, number: int) -> float:
    """The page says so itself; it may say more or less than it shows."""
    own, declared = _fold(scene.lines[number].text).split(), _fold(scene.document.title).split()
    if not declared or not own:
        return 0.0
    if own == declared:
        return _DECLARED
    more, fewer = (own, declared) if len(own) > len(declared) else (declared, own)
    if len(fewer) < 2 or not set(fewer) <= set(more):
        return 0.0
    return _DECLARED - 1 if len(more) - len(fewer) <= _MORE or more is declared else 1.0


def _is_page_name(scene: Scene, number: int) -> float:
    own = _fold(scene.lines[number].text)
    weight = 2.0 if scene.lines[number].block.kind == "heading" else 1.0
    return weight if len(own) > 8 and own in _fold(scene.document.window_title) else 0.0


def _is_heading(scene: Scene, number: int) -> float:
    level = scene.lines[number].block.level
    return {0: 0.0, 1: 2.5, 2: 1.5}.get(level, 0.75)


def _is_interview(scene: Scene, number: int) -> float:
    return 1.0 if _guests(scene.words).search(scene.lines[number].text) else 0.0


def _is_quoted(scene: Scene, number: int) -> float:
    text = scene.lines[number].text
    return 1.5 if re.match(rf"[{QUOTES}]", text) or re.search(rf":\s[{QUOTES}]", text) else 0.0


def _is_before_stamp(scene: Scene, number: int) -> float:
    """A date or a byline stands right behind it."""
    return 1.75 if number + 1 in scene.stamped else 0.5 if number + 2 in scene.stamped else 0.0


def _is_before_prose(scene: Scene, number: int) -> float:
    """The text begins behind it, perhaps below a date, a byline, a caption. What asks is before its answer."""
    if _asks(scene.lines[number]):
        return 0.0
    behind = [line.prose for line in scene.lines[number + 1 : number + 5]]
    return 1.5 if behind[:1] == [True] else 0.75 if any(behind) else 0.0


def _is_above_interview(scene: Scene, number: int) -> float:
    """The line below says who is interviewed."""
    below = scene.lines[number + 1] if number + 1 < len(scene.lines) else None
    return 1.0 if below and not below.asks and below.size <= 20 and _guests(scene.words).search(below.text) else 0.0


def _is_name(scene: Scene, number: int) -> float:
    """It is a name above a date: who wrote the text."""
    return -2.0 if number + 1 in scene.stamped and bylines.is_name(scene.lines[number].text, scene.words) else 0.0


def _is_timed(scene: Scene, number: int) -> float:
    """It has a time in it, as what is heard has."""
    return -3.0 if _CLOCK.search(scene.lines[number].text) else 0.0


def _is_of_length(scene: Scene, number: int) -> float:
    size, heading = scene.lines[number].size, scene.lines[number].block.kind == "heading"
    return (
        (-0.5 if heading else -2.0)
        if size == 1
        else 0.0
        if size == 2
        else 0.5
        if size <= 20
        else -1.0
        if size <= 25
        else -3.0
    )


def _is_set_apart(scene: Scene, number: int) -> float:
    line = scene.lines[number]
    return 0.5 * line.strong + 0.25 * (line.block.apart or number == 0)


def _is_first(scene: Scene, number: int) -> float:
    """Nothing stands before it, and behind it the text or its date: else it may be the name of a paper."""
    if number or len(scene.lines) < 2:
        return 0.0
    return 0.75 if 1 in scene.stamped or scene.lines[1].prose or scene.lines[1].asks else 0.0


def _is_repeated(scene: Scene, number: int) -> float:
    line = scene.lines[number]
    return 1.0 if line.size >= 4 and scene.repeated[_fold(line.text)] > 1 else 0.0


def _is_stamped(scene: Scene, number: int) -> float:
    return -6.0 if number in scene.stamped else 0.0


def _is_of_page(scene: Scene, number: int) -> float:
    line = scene.lines[number]
    if line_of.page_part(line.text, scene.words):
        return -5.0
    return -3.0 if line.block.region else 0.0


def _is_menu(scene: Scene, number: int) -> float:
    return -3.0 if _MENU.search(scene.lines[number].text) or scene.lines[number].block.kind == "item" else 0.0


def _is_open(scene: Scene, number: int) -> float:
    """It leads to something, or is a sentence."""
    text = scene.lines[number].text
    if text.endswith((":", ",", ";")):
        return -2.5
    return -1.0 if text.endswith(".") and not text.endswith("..") else 0.0


def _is_asking(scene: Scene, number: int) -> float:
    """A question is a title only where it is set as one, or a date stands below it."""
    return -1.0 if _asks(scene.lines[number]) and number + 1 not in scene.stamped else 0.0


def _asks(line: Line) -> bool:
    return line.asks and line.block.kind != "heading"


def _is_turn(scene: Scene, number: int) -> float:
    return -4.0 if scene.lines[number].spoken else 0.0


def _is_issue(scene: Scene, number: int) -> float:
    return -2.0 if _ISSUE.search(scene.lines[number].text) else 0.0


def _is_site(scene: Scene, number: int) -> float:
    """It is the name of the site, by its own word or behind a heading in the name of the page; or it stands in
    what a page says at its end about its rights."""
    own, document = _fold(scene.lines[number].text), scene.document
    first, *others = map(_fold, _SITE.split(document.window_title))
    behind = others[-1:] if first in scene.headings else []
    if own and own in (*behind, _fold(document.site)):
        return -5.0
    tail = [_fold(line.text) for line in scene.lines[-6:] if "©" in line.text]
    return -3.0 if any(own in text for text in tail) else 0.0


_EVIDENCE: dict[str, Callable[[Scene, int], float]] = {
    "declared": _is_declared,
    "name of the page": _is_page_name,
    "heading": _is_heading,
    "speaks of an interview": _is_interview,
    "quoted": _is_quoted,
    "before date or byline": _is_before_stamp,
    "before the text": _is_before_prose,
    "above who is interviewed": _is_above_interview,
    "name": _is_name,
    "time": _is_timed,
    "length": _is_of_length,
    "set apart": _is_set_apart,
    "first": _is_first,
    "repeated": _is_repeated,
    "date or byline": _is_stamped,
    "of the page": _is_of_page,
    "menu": _is_menu,
    "goes further": _is_open,
    "question": _is_asking,
    "turn": _is_turn,
    "issue": _is_issue,
    "site": _is_site,
}


@cache
def _guests(words: InterviewWords) -> re.Pattern[str]:
    """What introduces who answers: "interview with"."""
    phrases = {phrase.split("{name}")[0].strip() for own in (words, load(FALLBACK)) for phrase in own.guests}
    return re.compile(rf"(?<!\w)(?:{choice(phrase for phrase in phrases if len(phrase) > 3)})", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    """The form in which titles are compared: letters and figures."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def same(first: str, second: str) -> bool:
    """Whether two texts say the same title."""
    return _fold(first) == _fold(second)
