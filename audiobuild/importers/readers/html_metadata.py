"""What a page says about itself: title, date, author, language, lead image, summary."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
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
_SITE = re.compile(r"\s+(?:[|–—·»•]|-|::)\s+[^|–—·»•]{1,50}$")
"""The name of the site behind that of the text. A colon does not stand before it: it is part of a title."""
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title")
_DATES = (
    "article:published_time", "datepublished", "date", "dc.date", "dcterms.date", "dcterms.created", "dc.date.issued",
    "publish-date", "pubdate", "og:published_time", "parsely-pub-date", "sailthru.date",
)  # fmt: skip
_CHANGES = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
_IN_PATH = re.compile(r"/((?:19|20)\d\d)/(\d\d)/(\d\d)(?=/|$)")
_ELSEWHERE = frozenset({"nav", "aside", "footer", "header"})
_NO_PICTURE = re.compile(r"logo|icon|avatar|pixel|spacer|badge|\.svg|\.gif|^data:", re.IGNORECASE)
_SMALL = range(1, 200)
"""Pixels of a picture that is not one of the text."""


def describe(root: HtmlElement, blocks: tuple[SourceBlock, ...]) -> Document:
    """The document with all that its page says about it. JSON-LD goes before ``meta``, ``meta`` before the page."""
    items = list(_linked_data(root))
    data = next((item for item in items if item.get("headline")), {})
    meta = _meta(root)
    element = root.find(".//title")
    return Document(
        blocks=blocks,
        title=_title(data, meta),
        window_title=tidy("".join(element.itertext())).replace("\n", " ").strip() if element is not None else "",
        site=tidy(meta.get("og:site_name", "")).strip(),
        date=_date(root, items, meta),
        changed=_first_date((data.get("dateModified"), *(meta.get(name) for name in _CHANGES))),
        author=_author(data.get("author")) or tidy(meta.get("author", "")).strip(),
        language=(
            root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or meta.get("og:locale", "")
        )
        .replace("_", "-")
        .strip(),
        image=_image(data.get("image")) or meta.get("og:image", "") or meta.get("twitter:image", "") or _picture(root),
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
            if any(kind in _ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                yield item


def _title(data: dict[str, Any], meta: dict[str, str]) -> str:
    """The title that the page declares; what it shows is for :mod:`audiobuild.importers.about` to judge."""
    for text in (data.get("headline"), *(meta.get(name) for name in _TITLES)):
        if isinstance(text, str) and text.strip():
            return _SITE.sub("", tidy(text).strip())
    return ""


def _date(root: HtmlElement, items: list[dict[str, Any]], meta: dict[str, str]) -> date | datetime | None:
    """The date of publication: as it is declared, in the page's own address, or in its first element for a date."""
    links = (element.get("href") for element in root.iter("link") if element.get("rel") == "canonical")
    times = (
        element.get("datetime")
        for element in root.iter("time")
        if not any(parent.tag in ("aside", "footer", "nav") for parent in element.iterancestors())
    )
    declared = (*(item.get("datePublished") for item in items), *(meta.get(name) for name in _DATES))
    addresses = (_in_path(link or "") for link in (*links, meta.get("og:url")))
    return _first_date((*declared, *addresses, *times))


def _first_date(texts: Iterable[object]) -> date | datetime | None:
    return next((day for text in texts if isinstance(text, str) and (day := parse_date(text))), None)


def _in_path(address: str) -> str:
    match = _IN_PATH.search(address)
    return "-".join(match.groups()) if match else ""


def _picture(root: HtmlElement) -> str:
    """The address of the first picture in the text, if it looks like one: not a sign, not as small as one."""
    for element in root.iter("img"):
        source = element.get("src") or element.get("data-src") or ""
        width = element.get("width") or ""
        if not source or _NO_PICTURE.search(source) or (width.isdecimal() and int(width[:5]) in _SMALL):
            continue
        if not any(parent.tag in _ELSEWHERE for parent in element.iterancestors()):
            return source
    return ""


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
