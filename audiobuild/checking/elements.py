"""Elements of a feed, by paths with the prefixes that everybody uses."""

from __future__ import annotations

from typing import Any

NAMESPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "psc": "http://podlove.org/simple-chapters",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "fh": "http://purl.org/syndication/history/1.0",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}


def all_of(parent: Any, path: str) -> list[Any]:
    """The elements at a path with our prefixes."""
    elements: list[Any] = parent.findall(path, NAMESPACES)
    return elements


def texts(parent: Any, path: str) -> list[str]:
    """Their texts."""
    return [element.text or "" for element in all_of(parent, path)]
