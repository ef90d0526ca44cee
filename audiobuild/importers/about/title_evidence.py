"""What speaks for a line as the title and what against it, each a small function with its weight.

Weights were set by hand on the cases in sight (``tests/importers/score_about.py``), in quarters: what stands in a page's own
words or in its look counts more than where a line stands, and a line that is surely something else is out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from audiobuild.importers.about import bylines
from audiobuild.importers.about import lines as line_of
from audiobuild.importers.about.lines import QUOTES, Line
from audiobuild.importers.document import Document
from audiobuild.importers.interview_words import InterviewWords, choice, load
from audiobuild.languages.registry import FALLBACK

DECLARED = 5.0
SITE = re.compile(r"\s+(?:[|–—·»•-]|::)\s+")
"""What stands between a title and the name of its site."""
_MORE = 3
"""So many words more than a page declares its title may have: an occupation, a kicker."""
_FEW = 2
"""More headings than that which ask are the questions."""
_ISSUE = re.compile(r"(?:\bn[r°ºo]?\.?|\bnúm\.?|#)\s?\d|\b\d+/\d{4}\b|\b(?:19|20)\d{2}\s*$", re.IGNORECASE)
_MENU = re.compile(r"\S\s+[|›»>·•/]\s+\S|\S\|\S|^[|›»>·•](?:\s|$)|\S {2,}\S")
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")


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
    asking_headings: int


def _is_declared(scene: Scene, number: int) -> float:
    """The page says so itself; it may say more or less than it shows."""
    own, declared = fold(scene.lines[number].text).split(), fold(scene.document.title).split()
    if not declared or not own:
        return 0.0
    if own == declared:
        return DECLARED
    more, fewer = (own, declared) if len(own) > len(declared) else (declared, own)
    if len(fewer) < 2 or not set(fewer) <= set(more):
        return 0.0
    return DECLARED - 1 if len(more) - len(fewer) <= _MORE or more is declared else 1.0


def _is_page_name(scene: Scene, number: int) -> float:
    own = fold(scene.lines[number].text)
    weight = 2.0 if scene.lines[number].block.kind == "heading" else 1.0
    return weight if len(own) > 8 and own in fold(scene.document.window_title) else 0.0


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
    below = _below(scene, number)
    if below and below[0].reads_on:
        return 1.5
    return 0.75 if any(line.reads_on for line in below) else 0.0


def _below(scene: Scene, number: int) -> list[Line]:
    """The next lines, without dates, bylines and what else a page says of a text, the word for its kind among it."""
    numbers = range(number + 1, min(number + 5, len(scene.lines)))
    return [
        scene.lines[place]
        for place in numbers
        if place not in scene.stamped
        and scene.lines[place].size > 1
        and not line_of.page_part(scene.lines[place].text, scene.words)
    ]


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
    line = scene.lines[number]
    if line.size == 1:
        return -0.5 if line.block.kind == "heading" else -2.0
    return next(weight for most, weight in ((2, 0.25), (20, 0.5), (25, -1.0), (line.size, -3.0)) if line.size <= most)


def _is_set_apart(scene: Scene, number: int) -> float:
    line = scene.lines[number]
    return 0.5 * line.strong + 0.25 * (line.block.apart or number == 0)


def _is_first(scene: Scene, number: int) -> float:
    """Nothing stands before it, and behind it the text or its date: else it may be the name of a paper."""
    below = _below(scene, number)[:1]
    return 0.75 if number == 0 and (1 in scene.stamped or (below and (below[0].reads_on or below[0].asks))) else 0.0


def _is_repeated(scene: Scene, number: int) -> float:
    line = scene.lines[number]
    return 1.0 if line.size >= 4 and scene.repeated[fold(line.text)] > 1 else 0.0


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
    """A question is a title only where it is set as one, alone among the headings, or a date stands below it."""
    line = scene.lines[number]
    if line.asks and line.block.kind == "heading":
        return -3.0 if scene.asking_headings > _FEW and line.block.level > 1 else 0.0
    return -1.0 if line.asks and number + 1 not in scene.stamped else 0.0


def _asks(line: Line) -> bool:
    return line.asks and line.block.kind != "heading"


def _is_turn(scene: Scene, number: int) -> float:
    return -4.0 if scene.lines[number].spoken else 0.0


def _is_issue(scene: Scene, number: int) -> float:
    return -2.0 if _ISSUE.search(scene.lines[number].text) else 0.0


def _is_site(scene: Scene, number: int) -> float:
    """It is the name of the site, by its own word or behind a heading in the name of the page; or it stands in
    what a page says at its end about its rights."""
    own, document = fold(scene.lines[number].text), scene.document
    first, *others = map(fold, SITE.split(document.window_title))
    behind = others[-1:] if first in scene.headings else []
    if own and own in (*behind, fold(document.site)):
        return -5.0
    tail = [fold(line.text) for line in scene.lines[-6:] if "©" in line.text]
    return -3.0 if any(own in text for text in tail) else 0.0


EVIDENCE: Mapping[str, Callable[[Scene, int], float]] = {
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
def fold(text: str) -> str:
    """The form in which titles are compared: letters and figures."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def same(first: str, second: str) -> bool:
    """Whether two texts say the same title."""
    return fold(first) == fold(second)
