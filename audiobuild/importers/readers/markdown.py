"""Markdown → the page that it makes, for the HTML reader, and what its front matter says."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from markdown_it import MarkdownIt

from audiobuild.errors import InputError
from audiobuild.importers.document import parse_date, plausible
from audiobuild.importers.interview_words import anywhere
from audiobuild.importers.line_wrapping import is_wrapped
from audiobuild.inputs import tables

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_MOST_BRACKETS = 20_000
"""More than any text has: from there the parser's time grows with their square (20,000: 1 s; 200,000: 60 s)."""


def is_readable(source: str) -> bool:
    """Whether the parser comes to an end with it."""
    return source.count("[") <= _MOST_BRACKETS


def page(source: str) -> str:
    """The HTML of a Markdown text. ``data-line`` is the line of the source in which a block begins.

    A line that ends where the writer wanted it to stays a line; hard-wrapped ones are joined.
    """
    source = _lines(source)
    match = _FRONT_MATTER.match(source)
    body, skipped = (source[match.end() :], match[0].count("\n")) if match else (source, 0)
    parser = MarkdownIt("commonmark", {"html": True, "breaks": not is_wrapped(body)}).enable(["table", "strikethrough"])
    tokens = parser.parse(body)
    for token in tokens:
        if token.map and token.nesting == 1:
            token.attrSet("data-line", str(token.map[0] + 1 + skipped))
    return str(parser.renderer.render(tokens, parser.options, {}))


def front_matter(source: str) -> dict[str, Any]:
    """The fields of :class:`~audiobuild.importers.document.Document` that the front matter fills."""
    match = _FRONT_MATTER.match(_lines(source))
    if not match:
        return {}
    try:
        table = tables.from_yaml(match[1], place="")
    except InputError:
        return {}
    values = {str(key).lower(): value for key, value in table.items() if isinstance(value, (str, date))}

    def first(*keys: str) -> str:
        return next((value for key in keys if isinstance(value := values.get(key), str)), "")

    dates = ("date", "published", "created", *anywhere("date_keys"))
    day = next((value for key in dates if (value := values.get(key))), None)
    fields = {
        "title": first("title", *anywhere("title_keys")),
        "date": (day if isinstance(day, datetime) and plausible(day) else parse_date(str(day))) if day else None,
        "author": first("author", *anywhere("author_keys")),
        "language": first("language", "lang", "locale"),
        "image": first("image", "cover", "featured_image"),
        "summary": first("summary", "description", "excerpt"),
    }
    return {name: value for name, value in fields.items() if value}


def _lines(source: str) -> str:
    return source.replace("\r\n", "\n").replace("\r", "\n")
