"""What the manifest keeps of an episode for the next build: it is of this edition, and of this talk."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from audiobuild.checking.finding import File, Finding
from audiobuild.checking.marks import Listing, Mark
from audiobuild.checking.publications.printed import text
from audiobuild.messages import msg
from audiobuild.model import Item
from audiobuild.publication import talks

KNOWN = msg("audiobuild-manifest.json: the next build knows an episode again by what is said in it")
DRAFT = msg("audiobuild: a draft is published nowhere")


def findings(file: File, item: Item, tree: HtmlElement | None) -> Iterator[Finding]:
    """What the manifest ``file`` says of the episode and its page, ``tree``, does not."""
    place = f"items.{item.slug}"
    if item.about.draft:
        yield file.finding(DRAFT, msg("calls a draft what is published"), place=place)
    if tree is None:
        return
    printed = {talks.digest(text(one)) for root in tree.xpath(".//*[@id='text']") for one in _elements(root)}
    if len(printed.intersection(item.talk)) * 2 < len(item.talk):
        yield file.finding(KNOWN, msg("knows it by words that are not on its page"), place=place)


def listing(file: File, item: Item) -> Listing:
    """The chapters that the manifest lists."""
    marks = tuple(Mark(start_ms=one.start_ms, end_ms=one.end_ms, full=one.title) for one in item.chapters)
    return Listing(file=file, what=f"items.{item.slug}", marks=marks)


def _elements(root: HtmlElement) -> Iterator[HtmlElement]:
    return (one for one in root.iter() if isinstance(one.tag, str))
