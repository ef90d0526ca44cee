"""Markdown → Document: front matter read, the rest seen as the page that it makes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import yaml
from markdown_it import MarkdownIt

from audiobuild.importers import html, text
from audiobuild.importers.document import Document
from audiobuild.importers.metadata import parse_date

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def read(source: str) -> Document:
    """The document in Markdown. A line that ends where the writer wanted it to stays a line; hard-wrapped ones are joined."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    match = _FRONT_MATTER.match(source)
    body, skipped = (source[match.end() :], match[0].count("\n")) if match else (source, 0)
    parser = MarkdownIt("commonmark", {"html": True, "breaks": not text.wrapped(body)}).enable(
        ["table", "strikethrough"]
    )
    tokens = parser.parse(body)
    for token in tokens:
        if token.map and token.nesting == 1:
            token.attrSet("data-line", str(token.map[0] + 1 + skipped))
    document = html.read(parser.renderer.render(tokens, parser.options, {}))
    return _described(document, match[1]) if match else document


def _described(document: Document, front_matter: str) -> Document:
    try:
        table = yaml.safe_load(front_matter)
    except (yaml.YAMLError, ValueError, RecursionError):
        return document
    if not isinstance(table, dict):
        return document
    words = {str(key).lower(): value for key, value in table.items() if isinstance(value, (str, date))}

    def first(*keys: str) -> str:
        return next((value for key in keys if isinstance(value := words.get(key), str)), "")

    day = next((value for key in ("date", "published", "datum", "created") if (value := words.get(key))), None)
    return replace(
        document,
        title=first("title", "titel", "titre", "titolo", "titulo", "tytuł") or document.title,
        date=day if isinstance(day, date) else parse_date(day) if day else document.date,
        author=first("author", "autor", "auteur", "autore"),
        language=first("language", "lang", "locale") or document.language,
        image=first("image", "cover", "featured_image") or document.image,
        summary=first("summary", "description", "excerpt") or document.summary,
    )
