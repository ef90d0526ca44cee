"""Readers: the bytes of a source → :class:`~audiobuild.importers.document.Document`, one module per format.

A reader keeps what the eye sees (headings, bold, lists, classes of a page) and judges nothing. Readers do not know each
other; :func:`read` chooses between them, by the bytes before the name.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from audiobuild.importers.document import Document, SourceBlock, SourceRun, merge
from audiobuild.importers.readers import charset as encoding
from audiobuild.importers.readers import (
    html,
    mail,
    markdown,
    opendocument,
    pdf,
    refusals,
    replies,
    rtf,
    text,
    times,
    transcript,
    word,
    zip_files,
)
from audiobuild.importers.readers.markdown_tags import Tag
from audiobuild.messages import msg

LIMIT_BYTES = 50_000_000
"""The largest source that is read. The text of a web page is a few hundred kilobytes at most."""

_HTML = frozenset({".html", ".htm", ".xhtml"})
_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mdx", ".qmd"})
_TAG = re.compile(
    r"<(?:!doctype html|html|head|body|div|p|article|section|h[1-6]|table|br|span|title|meta|strong|em|li|!-- wp:\w+)[\s/>]",
    re.IGNORECASE,
)
_MARKED = re.compile(r"^(?:#{1,6} +\S|\*\*[^*\s][^*\n]*\*\*)", re.MULTILINE)


def read(source: bytes | str, *, name: str, media_type: str = "", charset: str = "") -> Document:
    """The document in a source.

    ``name`` is its file name or address, ``media_type`` and ``charset`` what HTTP says. Raises
    :class:`audiobuild.errors.ContentError` if it is too large or no document.
    """
    if len(source) > LIMIT_BYTES:
        remedy = msg("Save the text of the interview alone and import that.")
        raise refusals.refused(name, msg("is larger than {} MB", LIMIT_BYTES // 1_000_000), remedy)
    if not source.strip():
        raise refusals.refused(
            name, msg("is empty"), msg("Save the text of the interview in it, or name another file.")
        )
    suffix = PurePath(name).suffix.lower()
    refusals.by_name(suffix, media_type, name)
    if isinstance(source, bytes):
        document = _of_bytes(source, name, mail_named=suffix == ".eml" or media_type == "message/rfc822")
        if document is not None:
            return document
        source = encoding.text(source, declared=charset, name=name)
    return _of_text(source, suffix, media_type, name)


def _of_bytes(source: bytes, name: str, *, mail_named: bool) -> Document | None:
    """The document in bytes that say what they are; None for text."""
    refusals.by_bytes(source, name)
    if b"%PDF-" in source[:1024]:
        return pdf.read(source, name=name)
    if source[:100].lstrip().startswith(b"{\\rtf"):
        return rtf.read(source, name=name)
    if source.startswith(b"PK\x03\x04"):
        parts = zip_files.parts(source, name=name)
        if "content.xml" in parts:
            return opendocument.read(source, name=name)
        refusals.by_parts(parts, name)
        return word.read(source, name=name)
    return _mail(source, name) if mail_named or mail.is_mail(source) else None


def _of_text(source: str, suffix: str, media_type: str, name: str) -> Document:
    """The document in a text, by its name or what HTTP says of it, else by how it looks."""
    if transcript.is_cues(source) or suffix in (".vtt", ".srt"):
        return transcript.read_cues(source, name=name)
    if suffix == ".json" or "json" in media_type or _looks_like_json(source):
        return transcript.read_json(source, name=name)
    is_markdown = suffix in _MARKDOWN or "markdown" in media_type
    if suffix in _HTML or "html" in media_type or (not is_markdown and _looks_like_html(source)):
        return html.read(source, name=name)
    source = times.without_times(source)
    if is_markdown or _looks_like_markdown(source):
        return _markdown(source, name)
    document = text.read(source)
    found = replies.told(document.blocks)
    return replace(document, blocks=found.blocks, author=found.quoted)


def _mail(source: bytes, name: str) -> Document:
    """The text of a message by the reader for its form, with what the headers say; attached files are named.

    Whoever sends a reply answers: the author of the talk is who is quoted, or to whom it goes.
    """
    message = mail.read(source, name=name)
    if message.is_html:
        document = html.read(message.text, name=name)
    else:
        document = text.read(times.without_times(message.text), is_message=True)
    found = replies.told(document.blocks, sender=message.author, recipient=message.recipient)
    answers = found.quotes or message.is_reply
    last = document.blocks[-1].line if document.blocks else 0
    attached = [
        SourceBlock(runs=merge([SourceRun(text=file)]), line=last, region="attachment") for file in message.attached
    ]
    return replace(
        document,
        blocks=(*found.blocks, *attached),
        title=message.subject or document.title,
        author=found.quoted or ((message.recipient if answers else message.author) or document.author),
        people=message.author if answers else "",
        date=message.day or document.date,
    )


def _markdown(source: str, name: str) -> Document:
    """Markdown is read as the page that it makes; its front matter goes before what the page says of itself."""
    page = markdown.page(source) if markdown.is_readable(source) else None
    if page is None:
        return text.read(source)
    document = html.read(page.html, name=name)
    return replace(document, blocks=tuple(_with_tags(document.blocks, page.tags)), **page.about)


def _with_tags(blocks: Sequence[SourceBlock], tags: Sequence[Tag]) -> Iterator[SourceBlock]:
    """The blocks, with the template's tags where they stood between them."""
    ahead = deque(SourceBlock(runs=merge([SourceRun(text=tag.text)]), line=tag.line, region="template") for tag in tags)
    for block in blocks:
        while ahead and block.line > ahead[0].line and block.region != "footnote":
            yield ahead.popleft()
        yield block
    yield from ahead


def _looks_like_markdown(source: str) -> bool:
    """Pasted Markdown, or a text in which somebody marked the questions by hand: several lines are headings or begin bold."""
    return len(_MARKED.findall(source)) >= 2


def _looks_like_html(source: str) -> bool:
    """Pasted source of a page: it begins with a tag, or has several."""
    return len(_TAG.findall(source[:20_000])) >= 3


def _looks_like_json(source: str) -> bool:
    """Whether the whole text is JSON; a text in brackets is none."""
    start, end = source[:100].lstrip()[:1], source[-100:].rstrip()[-1:]
    if (start, end) not in (("{", "}"), ("[", "]")):
        return False
    try:
        json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return False
    return True
