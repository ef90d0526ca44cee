"""Markdown → the page that it makes, for the HTML reader, and what its front matter says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from markdown_it import MarkdownIt

from audiobuild.errors import InputError
from audiobuild.importers.document import parse_date, plausible
from audiobuild.importers.interview_words import anywhere
from audiobuild.importers.line_wrapping import is_wrapped
from audiobuild.inputs import tables

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_DATES = ("date", "published", "publish_date", "publishdate", "published_at", "pubdate", "issued", "created")
_CHANGES = ("updated", "lastmod", "modified", "last_modified_at", "updated_at")
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
    values = {str(key).lower(): value for key, value in table.items()}

    def first(*keys: str) -> str:
        return next((text for key in keys if (text := _named(values.get(key)))), "")

    fields = {
        "title": first("title", *anywhere("title_keys")),
        "date": _first_day(values, (*_DATES, *anywhere("date_keys"))),
        "changed": _first_day(values, _CHANGES),
        "author": first("author", "authors", "byline", *anywhere("author_keys")),
        "language": first("language", "lang", "locale"),
        "image": first("image", "cover", "featured_image"),
        "summary": first("summary", "description", "excerpt"),
    }
    return {name: value for name, value in fields.items() if value}


def _named(value: object) -> str:
    """A text; of a list its texts, of a table its name."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_named(item) for item in value if not isinstance(item, list))))
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split()) if isinstance(value, str) else ""


def _first_day(values: Mapping[str, object], keys: Iterable[str]) -> date | datetime | None:
    """The first of the keys that gives a day; of a time of day its zone stays."""
    for value in filter(None, map(values.get, keys)):
        if isinstance(value, datetime) and plausible(value):
            return value
        if isinstance(value, (str, date)) and (day := parse_date(str(value))):
            return day
    return None


def _lines(source: str) -> str:
    return source.replace("\r\n", "\n").replace("\r", "\n")
