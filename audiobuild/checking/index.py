"""The list of all episodes, and the files that all pages share."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from audiobuild.checking import deeds, finding, mojibake, pages, reading, surroundings
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.site import Site
from audiobuild.checking.statements import Statement
from audiobuild.checking.statements import pages as stated
from audiobuild.messages import msg
from audiobuild.publication import addresses
from audiobuild.site.manifest import Manifest
from audiobuild.site.writers import page

LISTED = msg("RSS 2.0: what is published is in the feed, and what is in the feed is published")
ASSETS = msg("HTML: a style and a script that pages name hold one, and do what a build meant them to")

_COMMENTS = re.compile(rb"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Index:
    """The list as it was read. ``tree`` is missing where it cannot be; ``findings`` say so."""

    file: File
    tree: HtmlElement | None
    findings: tuple[Finding, ...]
    episodes: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)


def read(site: Site) -> Index:
    """dist/index.html, and what it says of each episode."""
    file, findings = site.named(addresses.INDEX), list[Finding]()
    tree = pages.parse(file, findings)
    episodes = {} if tree is None else stated.listed(file, tree)
    return Index(file=file, tree=tree, findings=tuple(findings), episodes=episodes)


def said(site: Site, index: Index) -> Iterator[Statement]:
    """What it says of the show."""
    if index.tree is not None:
        yield from stated.index(index.file, index.tree, site.link)


def check(site: Site, index: Index, listed: Collection[str]) -> Iterator[Finding]:
    """What is wrong with it by itself; it leads to all episodes that are ``listed`` in the feeds."""
    findings = list(index.findings)
    if index.tree is not None:
        links = pages.links(site, index.file, index.tree, findings)
        findings += deeds.findings(index.file, index.tree)
        findings += mojibake.findings(index.file, _own(index.tree))
        there = {link.removesuffix(addresses.PAGE).rstrip("/") for link in links}
        for slug in sorted(set(listed) - there) if links else ():
            findings.append(index.file.finding(LISTED, msg("does not list {}", slug)))
    yield from findings


def differences(index: Index, meant: Manifest | None) -> Iterator[Finding]:
    """What is not as the template writes it around what it says of the episodes."""
    if meant and index.tree is not None:
        yield from surroundings.index(index.file, index.tree, meant)


def _own(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """What it says of the show and of episodes that were built; those from before are called what they were called."""
    for element in tree.iter("title", "header", "footer", "li"):
        if element.get("class") != "earlier":
            yield element.tag, " ".join(element.itertext())


def assets(site: Site) -> Iterator[Finding]:
    """Styles, scripts and typeface, if they are there; where they are not, pages name what is missing."""
    for name, written in page.assets().items():
        file, findings = site.named(name), list[Finding]()
        data = reading.data(file, findings) if file.path.is_file() else None
        yield from findings
        if data is not None and not _COMMENTS.sub(b"", data).strip():
            yield file.finding(ASSETS, msg("holds nothing"))
        elif data is not None and data != written:
            yield file.finding(ASSETS, msg("is not the one of this version of audiobuild"), remedy=finding.REBUILD)
