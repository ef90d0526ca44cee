"""Elements of a feed, by paths with the prefixes that everybody uses."""

from __future__ import annotations

from typing import Any

from audiobuild.publication import feed_items

NAMESPACES = feed_items.NAMESPACES | {"sy": "http://purl.org/rss/1.0/modules/syndication/"}


def all_of(parent: Any, path: str) -> list[Any]:
    """The elements at a path with our prefixes."""
    elements: list[Any] = parent.findall(path, NAMESPACES)
    return elements


def texts(parent: Any, path: str) -> list[str]:
    """Their texts."""
    return [element.text or "" for element in all_of(parent, path)]
