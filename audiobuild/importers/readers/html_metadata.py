"""What a page says about itself: title, date, author, language, lead image, summary."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from lxml.html import HtmlElement

from audiobuild.importers.document import Document, SourceBlock, parse_date, tidy

_ARTICLES = (
    "Article",
    "NewsArticle",
    "BlogPosting",
    "Report",
    "WebPage",
    "FAQPage",
    "Interview",
    "ReportageNewsArticle",
)
_SITE = re.compile(r"\s+(?:[|–—·»:•]|-|::)\s+[^|–—·»•]{1,50}$")
_PARTS = re.compile(r"\s+(?:[|–—·»:•]|-|::)\s+")
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title")
_DATES = (
    "article:published_time", "datepublished", "date", "dc.date", "dcterms.date", "dcterms.created", "dc.date.issued",
    "publish-date", "pubdate", "og:published_time", "parsely-pub-date", "sailthru.date", "last-modified",
)  # fmt: skip


def describe(root: HtmlElement, blocks: tuple[SourceBlock, ...]) -> Document:
    """The document with all that its page says about it. JSON-LD goes before ``meta``, ``meta`` before the page."""
    data = next(_linked_data(root), {})
    meta = _meta(root)
    return Document(
        blocks=blocks,
        title=_title(root, data, meta, blocks),
        date=_date(root, data, meta),
        author=_author(data.get("author")) or tidy(meta.get("author", "")).strip(),
        language=(
            root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or meta.get("og:locale", "")
        )
        .replace("_", "-")
        .strip(),
        image=_image(data.get("image")) or meta.get("og:image", "") or meta.get("twitter:image", ""),
        summary=tidy(meta.get("og:description") or meta.get("description") or "").strip(),
    )


def _meta(root: HtmlElement) -> dict[str, str]:
    values: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        if name and element.get("content"):
            values.setdefault(name, element.get("content") or "")
    return values


def _linked_data(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD scripts that describe an article; what is no JSON is passed over."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        items = data if isinstance(data, list) else [data]
        graph = [item.get("@graph") for item in items if isinstance(item, dict)]
        for item in (*items, *(entry for part in graph if isinstance(part, list) for entry in part)):
            if not isinstance(item, dict):
                continue
            kinds = item.get("@type")
            if item.get("headline") and any(
                kind in _ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                yield item


def _title(root: HtmlElement, data: dict[str, Any], meta: dict[str, str], blocks: tuple[SourceBlock, ...]) -> str:
    element = root.find(".//title")
    named = tidy("".join(element.itertext())).replace("\n", " ").strip() if element is not None else ""
    for text in (data.get("headline"), *(meta.get(name) for name in _TITLES)):
        if isinstance(text, str) and text.strip():
            return _SITE.sub("", tidy(text).strip())
    headings = [block for block in blocks if block.kind == "heading" and not block.region]
    titles = [block.text.replace("\n", " ") for block in headings if block.level == 1]
    within = [text for block in headings if (text := block.text.replace("\n", " ")) in named and len(text) > 8]
    if within or titles:
        return max(within, key=len) if within else titles[0]
    if headings:
        return min(headings, key=lambda block: block.level).text.replace("\n", " ")
    return max(_PARTS.split(named), key=len)


def _date(root: HtmlElement, data: dict[str, Any], meta: dict[str, str]) -> date | datetime | None:
    times = (element.get("datetime") for element in root.iter("time"))
    for text in (data.get("datePublished"), *(meta.get(name) for name in _DATES), *times):
        if isinstance(text, str) and (day := parse_date(text)):
            return day
    return None


def _author(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, (_author(item) for item in value if not isinstance(item, list))))
    if isinstance(value, dict):
        value = value.get("name")
    return tidy(value).strip() if isinstance(value, str) else ""


def _image(value: object) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("url")
    return value if isinstance(value, str) else ""
