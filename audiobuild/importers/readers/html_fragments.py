"""What stands in the source of a page but is no HTML: short codes of WordPress, paragraphs that WordPress makes of empty
lines."""

from __future__ import annotations

import re

_ATTRIBUTE = r"\s+[\w:-]{1,60}\s?=\s?(?:\"[^\"\]]{0,2000}\"|'[^'\]]{0,2000}'|[^\s\]\"'=]{1,500})"
_CODE = re.compile(rf"\[(/?)([a-z][a-z0-9_-]{{1,40}})((?:{_ATTRIBUTE}){{0,50}})\s*/?\]")
_BARE = frozenset({"gallery", "embed", "toc", "caption", "wp_caption", "playlist", "audio", "video", "contact-form-7"})
"""Codes that stand without attributes, too; others of one word may be what somebody does ("[laughs]")."""
_CAPTION = re.compile(r"\[(wp_)?caption\b([^\]]{0,500})\](.{0,5000}?)\[/(?:wp_)?caption\]", re.DOTALL)
_PARAGRAPHS = re.compile(r"<(?:p|br|html|body|article|main|table)\b", re.IGNORECASE)
_GAP = re.compile(r"\n[ \t]*\n\s*")
_BLOCK = re.compile(
    r"\s*</?(?:h[1-6]|ul|ol|li|dl|dt|dd|div|blockquote|figure|figcaption|pre|hr|section|!--)\b", re.IGNORECASE
)


def prepared(source: str) -> str:
    """The source with paragraphs where WordPress would make them, and without short codes; what is in a caption's stays as
    the caption of a figure."""
    if "[" in source:
        source = _CAPTION.sub(r"<figure>\3</figure>", source)
        closed = {match[2] for match in _CODE.finditer(source) if match[1]}
        source = _CODE.sub(lambda match: _kept(match, closed), source)
    if not _PARAGRAPHS.search(source) and len(_GAP.findall(source)) >= 2:
        source = "\n\n".join(map(_paragraph, _GAP.split(source)))
    return source


def _kept(match: re.Match[str], closed: set[str]) -> str:
    is_code = match[3] or match[2] in closed or match[2] in _BARE
    return " " if is_code else match[0]


def _paragraph(text: str) -> str:
    """A piece between empty lines; its lines stay lines."""
    text = text.strip()
    return text if not text or _BLOCK.match(text) else f"<p>{text.replace(chr(10), '<br>')}</p>"
