"""The small player for the pages of others: what it prints is what the episode's page prints, at the same times."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from audiobuild.checking import deeds, mojibake, pages, surroundings
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.reading import plain
from audiobuild.checking.site import Site
from audiobuild.messages import msg
from audiobuild.model import Item
from audiobuild.site.manifest import Manifest

SAME = msg("One truth: the small player prints and plays what the episode's page does")


def check(
    site: Site,
    file: File,
    page: HtmlElement | None,
    meant: Manifest | None,
    item: Item | None,
    differences: list[Finding],
) -> Iterator[Finding]:
    """What is wrong with the player in ``file``; ``page`` is the episode's page, where that can be read. How it is not as the
    template writes it, or the page, is added to ``differences``: that is told where nothing is wrong with the page itself."""
    findings: list[Finding] = []
    tree = pages.parse(file, findings)
    if tree is not None:
        pages.links(site, file, tree, differences)
        findings += deeds.findings(file, tree)
        findings += mojibake.findings(file, [("body", " ".join(tree.itertext()))])
        if page is not None:
            differences += _compared(file, _sentences(tree), _sentences(page))
        if meant and item:
            differences += surroundings.embed(file, tree, meant, item)
    yield from findings


def _compared(file: File, here: list[tuple[str, str]], there: list[tuple[str, str]]) -> Iterator[Finding]:
    for one, other in zip(here, there, strict=False):
        if one != other:
            message = msg("prints {!r} at {} ms, the page {!r} at {} ms", one[1][:60], one[0], other[1][:60], other[0])
            yield file.finding(SAME, message)
            return
    if len(here) != len(there):
        yield file.finding(SAME, msg("prints {} sentences, the page {}", len(here), len(there)))


def _sentences(tree: HtmlElement) -> list[tuple[str, str]]:
    """What is heard of a text, each with its time: a picture is said by its words."""
    return [
        (element.get("data-start") or "", plain(element.get("alt") or "".join(element.itertext())))
        for text in tree.iter("div")
        if text.get("id") == "text"
        for element in text.iter()
        if element.get("data-start")
    ]
