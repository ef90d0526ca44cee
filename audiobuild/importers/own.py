"""A file of our own format → Import, as it is: it says already who speaks, what is a question, and how words are said."""

from __future__ import annotations

import re
from dataclasses import replace

from audiobuild.errors import ContentError
from audiobuild.importers.result import Import, Wishes
from audiobuild.publication import content, slugs

_SPEAKERS = re.compile(r"\A---[ \t]*\r?\n(?:.*\n)*?speakers:")
_LONGEST_HEAD = 20_000


def interview(source: bytes | str, wishes: Wishes, *, name: str) -> Import | None:
    """The interview in a Markdown file with front matter that lists speakers; None where it is none that can be built."""
    text = _text(source)
    if not _SPEAKERS.match(text[:_LONGEST_HEAD]):
        return None
    try:
        found = content.parse(text, slug="interview", path=name)
    except ContentError:
        return None
    slug = slugs.of_title(found.about.title)
    about = replace(found.about, language=wishes.language or found.about.language)
    return Import(
        interview=replace(found, slug=slug, path=f"content/{slug}.md", about=about),
        confidence=(1.0,) * len(found.exchanges),
        layout=("own",),
        left_out=(),
        date_found=True,
    )


def _text(source: bytes | str) -> str:
    if isinstance(source, str):
        return source
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
