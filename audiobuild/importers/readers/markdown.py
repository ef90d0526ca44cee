"""Markdown → the page that it makes, for the HTML reader, and what its front matter says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from audiobuild.importers.document import parse_date, plausible
from audiobuild.importers.interview_words import anywhere
from audiobuild.importers.line_wrapping import is_wrapped
from audiobuild.importers.readers.markdown_tags import Tag, split_front_matter, without_tags

_FIRST_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])")
_DATES = ("date", "published", "publish_date", "publishdate", "published_at", "pubdate", "issued", "created")
_CHANGES = ("updated", "lastmod", "modified", "last_modified_at", "updated_at")
_DEEPEST = 100
"""Levels of blocks that the parser goes down, a list's item being two; what is deeper it leaves out without a word."""
_MOST_BRACKETS = 20_000
"""More than any text has: from there the parser's time grows with their square (20,000: 1 s; 200,000: 60 s)."""


def is_readable(source: str) -> bool:
    """Whether the parser comes to an end with it."""
    return source.count("[") <= _MOST_BRACKETS


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkdownPage:
    """The HTML of a Markdown text, what its front matter says, and the template's tags in it."""

    html: str
    about: dict[str, Any]
    tags: tuple[Tag, ...]


def page(source: str) -> MarkdownPage | None:
    """The page that a Markdown text makes; None if it is nested deeper than the parser goes. ``data-line`` is the line of the
    source in which a block begins.

    A line that ends where the writer wanted it to stays a line; hard-wrapped ones are joined.
    """
    table, body = split_front_matter(source.replace("\r\n", "\n").replace("\r", "\n"))
    body, tags = without_tags(body)
    options = {"html": True, "breaks": not is_wrapped(body), "maxNesting": _DEEPEST}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    tokens = parser.use(footnote_plugin, inline=False, move_to_end=True).parse(body)
    if max((token.level for token in tokens), default=0) >= _DEEPEST - 1:
        return None
    for token in tokens:
        if token.map and token.nesting == 1:
            token.attrSet("data-line", str(token.map[0] + 1))
        elif token.map and token.type == "html_block":
            token.content = _FIRST_TAG.sub(rf"<\1 data-line='{token.map[0] + 1}'", token.content, count=1)
    return MarkdownPage(html=str(parser.renderer.render(tokens, parser.options, {})), about=_about(table), tags=tags)


def _about(table: dict[str, Any]) -> dict[str, Any]:
    """The fields of :class:`~audiobuild.importers.document.Document` that the front matter fills."""
    values = {str(key).lower(): value for key, value in table.items()}

    def first(*keys: str) -> str:
        return next((text for key in keys if (text := _named(values.get(key)))), "")

    fields = {
        "title": first("title", *anywhere("title_keys")),
        "date": _first_day(values, (*_DATES, *anywhere("date_keys"))),
        "changed": _first_day(values, _CHANGES),
        "author": first("author", "authors", "byline", *anywhere("author_keys")),
        "people": first("speakers", "guests", "guest", "interviewees", "interviewee"),
        "language": first("language", "lang", "locale"),
        "image": first("image", "cover", "featured_image"),
        "summary": first("summary", "description", "excerpt", "subtitle", "lead", "teaser"),
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
