"""feed.xml and its archives as a chain (RFC 5005), and what holds for all their entries together."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from audiobuild.check.feed import Page
from audiobuild.check.finding import File, Finding
from audiobuild.check.items import DATE, ENCLOSURE, GUID, PERSON, Entry
from audiobuild.check.site import Site

RULE = "RFC 5005, 3 and 4: paged and archived feeds"
FEED = "feed.xml"
_PLACE = "channel: atom:link"


def pages(site: Site, read: Callable[[File], Page | None], findings: list[Finding]) -> Iterator[Page]:
    """feed.xml and the archives that follow from it, newest first, and what is wrong with how they are linked."""
    seen: dict[str, Page] = {}
    name, newer = FEED, None
    known = _Known()
    while name:
        page = read(site.named(name))
        if page is None:
            return
        seen[name] = page
        findings += _linked(page, newer)
        findings += known.entries(page)
        yield page
        name, newer = _older(page, seen, findings), page
    for path in sorted(site.dist.glob("feed-*.xml")):
        if path.name not in seen:
            findings.append(site.named(path.name).finding(RULE, "no feed leads to it"))


def _older(page: Page, seen: dict[str, Page], findings: list[Finding]) -> str:
    """The name of the archive that comes before; empty at the end."""
    address = page.links.get("prev-archive", "")
    if not address:
        return ""
    name = address.rpartition("/")[2]
    if name in seen or not address.startswith(page.link):
        findings.append(page.file.finding(RULE, f"prev-archive leads to {address!r}", place=_PLACE))
        return ""
    return name


def _linked(page: Page, newer: Page | None) -> Iterator[Finding]:
    """Whether its links lead to its neighbours. ``next`` and ``previous`` are those of paged feeds: older and newer."""
    expected: dict[str, str | None] = {"next": page.links.get("prev-archive")}
    if newer:
        expected["current"] = f"{page.link}{FEED}"
        above = f"{page.link}{newer.file.path.name}"
        expected["previous"] = above
        expected["next-archive"] = above if newer.file.path.name != FEED else None
    for rel, address in expected.items():
        if page.links.get(rel) != address:
            yield page.file.finding(RULE, f"rel={rel} is {page.links.get(rel)!r}, not {address!r}", place=_PLACE)
    if page.archive != bool(newer):
        message = (
            "is an archive and does not say so"
            if newer
            else "says that it is an archive, which clients never fetch again"
        )
        yield page.file.finding(RULE, message, place="channel: fh:archive")
    if newer and page.guid != newer.guid:
        yield page.file.finding(RULE, "has another podcast:guid than the feed", place="channel: podcast:guid")


class _Known:
    """What entries of all pages must not share, and the date of the last one."""

    def __init__(self) -> None:
        self._guids: dict[str, str] = {}
        self._urls: dict[str, str] = {}
        self._last: Entry | None = None

    def entries(self, page: Page) -> Iterator[Finding]:
        for entry in page.entries:
            for rule, name, value, seen in (
                (GUID, "guid", entry.guid, self._guids),
                (ENCLOSURE, "enclosure", entry.url.partition("?")[0], self._urls),
            ):
                where = f"{page.file.name}, {entry.place}"
                if value and value in seen:
                    message = f"{value!r} is also that of {seen[value]}: players show one of the two"
                    yield page.file.finding(rule, message, place=f"{entry.place}: {name}")
                seen.setdefault(value, where)
            last = self._last.published if self._last else None
            if entry.published and last and entry.published > last:
                message = "is newer than the episode above it"
                yield page.file.finding(DATE, message, place=f"{entry.place}: pubDate")
            if entry.published:
                self._last = entry
            if page.hosts - set(entry.hosts):
                message = f"leaves out who hosts the show: {', '.join(sorted(page.hosts - set(entry.hosts)))}"
                yield page.file.finding(PERSON, message, place=f"{entry.place}: podcast:person")
