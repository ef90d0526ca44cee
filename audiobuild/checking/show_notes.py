"""Show notes in a feed: what players show of HTML, and links that lead somewhere."""

from __future__ import annotations

from lxml.etree import LxmlError
from lxml.html import HtmlElement, fromstring

from audiobuild.checking.finding import File, Finding
from audiobuild.messages import msg
from audiobuild.publication import links

ELEMENTS = msg("Apple Podcasts and Spotify, show notes: simple HTML, in which nothing runs")
LINKS = msg("Show notes, links: to the web, a mailbox or a telephone, without passwords")

DESCRIPTION = {"p": (), "ul": (), "ol": (), "li": (), "a": ("href",)}
"""What Apple names for a description, and what each may say of itself."""
ENCODED = {**DESCRIPTION, "br": (), "strong": (), "em": (), "span": ("lang", "dir")}


def told(html: str) -> tuple[str, ...]:
    """The texts between the marks, but for the list of chapters, which is compared as such."""
    try:
        tree: HtmlElement = fromstring(f"<div>{html}</div>")
    except (LxmlError, ValueError):
        return ()
    blocks = [block for block in tree.iter("p", "li") if block.find(".//br") is None]
    return tuple(text for block in blocks for text in block.itertext())


def is_escaped_twice(html: str) -> bool:
    """Whether what were its tags are text."""
    return "<" not in html and html.lstrip().startswith(("&lt;p&gt;", "&lt;ul&gt;", "&lt;ol&gt;"))


def check(
    file: File, html: str, allowed: dict[str, tuple[str, ...]], place: str, findings: list[Finding]
) -> frozenset[str]:
    """Where show notes lead; what is wrong with them is added to ``findings``."""
    try:
        tree: HtmlElement = fromstring(f"<div>{html}</div>")
    except (LxmlError, ValueError):
        return frozenset()
    if is_escaped_twice(html):
        findings.append(file.finding(ELEMENTS, msg("is escaped twice: players show its tags as text"), place=place))
    found = set()
    for element in tree.iterdescendants():
        name = element.tag if isinstance(element.tag, str) else "!"
        if name not in allowed:
            findings.append(file.finding(ELEMENTS, msg("holds <{}>", name), place=place))
            continue
        strange = [attribute for attribute in element.attrib if attribute not in allowed[name]]
        findings += (
            file.finding(ELEMENTS, msg("holds <{} {}>", name, attribute), place=place) for attribute in strange
        )
        if name == "a":
            href = element.get("href") or ""
            found.add(href)
            if fault := links.fault(href) or ("" if links.absolute(href) else "leads nowhere from a player"):
                findings.append(file.finding(LINKS, msg("{!r} {}", href, fault), place=place))
    return frozenset(found)
