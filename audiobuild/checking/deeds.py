"""What a page or a document of a book does by itself: plays, runs, leads away, hides from those who search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from audiobuild.checking.finding import File, Finding
from audiobuild.messages import msg
from audiobuild.publication import links, subscribing

AUTOPLAY = msg("WCAG 2.2, 1.4.2: nothing is heard before somebody wants it; it would talk over a screen reader")
RUNS = msg("Content Security Policy 3 and OWASP, cross-site scripting: a link or an attribute runs no script")
MOVES = msg("WCAG 2.2, 2.2.1 and 3.2.5: a page stays until its reader leaves it")
HIDDEN = msg("Robots meta tag (RFC 9309 and search engines' rules): what is published can be found")
SILENCED = msg("WCAG 2.2, 1.3.1 and 4.1.2: what is heard is there for everybody who reads, and is what it is")
ZOOM = msg("WCAG 2.2, 1.4.4: text can be made twice as large")
FRAMED = msg("One truth: a page holds nothing of others that a build did not write")

DATA = "application/ld+json"
"""A script that is none (HTML, 4.12.1: a data block)."""

_SCHEMES = subscribing.SCHEMES.union(links.SCHEMES)
_ADDRESSES = ("href", "src", "action", "formaction", "data", "poster")
_FOREIGN = ("iframe", "frame", "object", "embed", "applet", "base")


def findings(file: File, tree: Any, place: str = "") -> Iterator[Finding]:
    """What is wrong with a parsed page, or a document of a book at ``place``."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.rpartition("}")[2].lower()
        attributes = {name.rpartition("}")[2].lower(): value for name, value in element.attrib.items()}
        where = place or tag
        if "autoplay" in attributes:
            yield file.finding(AUTOPLAY, msg("<{}> plays by itself (autoplay)", tag), place=where)
        for name, value in attributes.items():
            if name.startswith("on"):
                yield file.finding(RUNS, msg("<{}> runs a script ({})", tag, name), place=where)
            elif name in _ADDRESSES and not _published(value):
                yield file.finding(RUNS, msg("<{}> leads to {!r}", tag, value[:80]), place=where)
        yield from _foreign(file, tag, attributes, where)
        if tag == "script" and "src" not in attributes and attributes.get("type") != DATA:
            yield file.finding(RUNS, msg("<{}> runs a script ({})", tag, "script"), place=where)
        yield from _silenced(file, element, tag, attributes, where)
        if tag == "meta":
            yield from _meta(file, attributes, where)


def _silenced(file: File, element: Any, tag: str, attributes: dict[str, str], place: str) -> Iterator[Finding]:
    if tag in ("table", "main", "h1", "h2") and attributes.get("role") in ("presentation", "none"):
        yield file.finding(SILENCED, msg("<{}> hides what it is from screen readers", tag), place=place)
    if _hides(attributes) and any("data-start" in inner.attrib for inner in element.iter()):
        yield file.finding(SILENCED, msg("<{}> hides what is heard", tag), place=place)


def _foreign(file: File, tag: str, attributes: dict[str, str], place: str) -> Iterator[Finding]:
    source = attributes.get("src" if tag == "script" else "href", "")
    if tag in _FOREIGN:
        yield file.finding(FRAMED, msg("holds <{}>", tag), place=place)
    elif (tag == "script" or attributes.get("rel") == "stylesheet") and re.match(r"\w+:|//", source):
        yield file.finding(FRAMED, msg("<{}> takes in {!r}", tag, source[:80]), place=place)


def _hides(attributes: dict[str, str]) -> bool:
    """Whether what is in the element is hidden: from all, or from screen readers."""
    return "hidden" in attributes or "inert" in attributes or attributes.get("aria-hidden") == "true"


def _published(address: str) -> bool:
    """Whether an address leads to the web, a mailbox, a telephone, or within the publication. White space and controls in it
    are left out by browsers, so that ``java script:`` runs."""
    bare = "".join(character for character in address if character > " " and character != "\x7f")
    scheme, colon, _ = bare.partition(":")
    return not colon or not scheme.replace("+", "").isalnum() or scheme.lower() in _SCHEMES


def _meta(file: File, attributes: dict[str, str], place: str) -> Iterator[Finding]:
    content = attributes.get("content", "").lower()
    if attributes.get("http-equiv", "").lower() == "refresh":
        yield file.finding(MOVES, msg("leads away by itself ({})", content), place=place)
    words = content.replace(",", " ").split()
    scales = [float(number) for number in re.findall(r"maximum-scale\s*=\s*(\d+(?:\.\d+)?)", content)]
    if re.search(r"user-scalable\s*=\s*(no|0)", content) or any(scale < 2 for scale in scales):
        yield file.finding(ZOOM, msg("does not let its reader enlarge it ({})", content), place=place)
    robots = attributes.get("name", "").lower()
    if (robots == "robots" or robots.endswith("bot")) and {"noindex", "none"} & set(words):
        yield file.finding(HIDDEN, msg("is hidden from search engines ({})", content), place=place)
