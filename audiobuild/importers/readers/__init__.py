"""Readers: the bytes of a source → :class:`~audiobuild.importers.document.Document`, one module per format.

A reader keeps what the eye sees (headings, bold, lists, classes of a page) and judges nothing. Readers do not know each
other; :func:`read` chooses between them, by the bytes before the name.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath

from audiobuild.errors import ContentError, Problem
from audiobuild.importers.document import Document
from audiobuild.importers.readers import charset as encoding
from audiobuild.importers.readers import html, markdown, opendocument, pdf, rtf, text, word, zip_files

LIMIT_BYTES = 50_000_000
"""The largest source that is read. The text of a web page is a few hundred kilobytes at most."""

_TAG = re.compile(
    r"<(?:!doctype html|html|head|body|div|p|article|section|h[1-6]|table|br|span|title|meta)[\s/>]", re.IGNORECASE
)
_MARKED = re.compile(r"^(?:#{1,6} +\S|\*\*[^*\s][^*\n]*\*\*)", re.MULTILINE)


def read(source: bytes | str, *, name: str, media_type: str = "", charset: str = "") -> Document:
    """The document in a source.

    ``name`` is its file name or address, ``media_type`` and ``charset`` what HTTP says. Raises
    :class:`audiobuild.errors.ContentError` if it is too large or no document.
    """
    if len(source) > LIMIT_BYTES:
        remedy = "Save the text of the interview alone and import that."
        raise ContentError(Problem(place=name, message=f"is larger than {LIMIT_BYTES // 1_000_000} MB", remedy=remedy))
    if isinstance(source, bytes):
        if b"%PDF-" in source[:1024]:
            return pdf.read(source, name=name)
        if source.lstrip().startswith(b"{\\rtf"):
            return rtf.read(source, name=name)
        if source.startswith(b"PK\x03\x04"):
            parts = zip_files.parts(source, name=name)
            return (opendocument.read if "content.xml" in parts else word.read)(source, name=name)
        source = encoding.text(source, declared=charset, name=name)
    suffix = PurePath(name).suffix.lower()
    if suffix in (".html", ".htm", ".xhtml") or "html" in media_type or _looks_like_html(source):
        return html.read(source, name=name)
    if suffix in (".md", ".markdown", ".mdown") or "markdown" in media_type or _looks_like_markdown(source):
        return _markdown(source, name)
    return text.read(source)


def _markdown(source: str, name: str) -> Document:
    """Markdown is read as the page that it makes; its front matter goes before what the page says of itself."""
    if not markdown.is_readable(source):
        return text.read(source)
    about = markdown.front_matter(source)
    return replace(html.read(markdown.page(source), name=name), **about)


def _looks_like_markdown(source: str) -> bool:
    """Pasted Markdown, or a text in which somebody marked the questions by hand: several lines are headings or begin bold."""
    return len(_MARKED.findall(source)) >= 2


def _looks_like_html(source: str) -> bool:
    """Pasted source of a page: it begins with a tag, or has several."""
    return len(_TAG.findall(source[:20_000])) >= 3
