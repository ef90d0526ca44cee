"""The lead of a text, where it is set apart as one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audiobuild.importers.about import lines as line_of
from audiobuild.importers.about import published
from audiobuild.importers.about.bylines import is_byline
from audiobuild.importers.about.lines import Line
from audiobuild.importers.interview_words import InterviewWords

_BEHIND = 6
"""So many lines behind the title a lead may stand, below a date, a byline or a picture."""
_WORDS = range(8, 81)
_NAMED = re.compile(
    r"\b(?:lead|leadtext|teaser(?:text)?|vorspann|anleser|standfirst|subtitle|untertitel|subheadline|dek|chapo|chapeau|"
    r"entradilla|sommario|occhiello|inleiding|podtytuł|subtítulo|abstract|summary|excerpt)\b",
    re.IGNORECASE,
)
"""What stylesheets and word processors call a lead. It is read as whole parts of names: "article-lead", not "leading"."""


def find(lines: Sequence[Line], title: int | None, words: InterviewWords) -> str:
    """The lead below the title; empty where the text goes on as it begins."""
    if title is None:
        return ""
    end = line_of.talk(lines, title + 1, _BEHIND)
    return next((line.text for line in lines[title + 1 : end] if _is_lead(line, words)), "")


def _is_lead(line: Line, words: InterviewWords) -> bool:
    """Named so, or set in bold, italics or as a heading, and long enough to say what the text is about."""
    if line.size not in _WORDS or line.block.region not in ("", "teaser") or line.asks:
        return False
    if next(published.stamps(line, words), None) or is_byline(line, words):
        return False
    return bool(_NAMED.search(line.block.style)) or line.strong or line.block.kind == "heading"
