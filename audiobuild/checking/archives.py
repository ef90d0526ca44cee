"""feed.xml and its archives as a chain (RFC 5005), and what holds for all their entries together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from audiobuild.checking.feed import FeedDocument
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.items import DATE, ENCLOSURE, GUID, PERSON
from audiobuild.checking.site import Site
from audiobuild.checking.statements.facts import NUMBERED
from audiobuild.messages import msg

RULE = msg("RFC 5005, 3 and 4: paged and archived feeds")
FEED = "feed.xml"
_PLACE = "channel: atom:link"

_NUMBERS = msg("Give each its own season and episode in its front matter, or none; then build again: audiobuild build")


def pages(site: Site, read: Callable[[File], FeedDocument | None], findings: list[Finding]) -> Iterator[FeedDocument]:
    """feed.xml and the archives that follow from it, newest first, and what is wrong with how they are linked."""
    seen: dict[str, FeedDocument] = {}
    name, newer = FEED, None
    so_far = _EntriesSoFar()
    while name:
        page = read(site.named(name))
        if page is None:
            return
        seen[name] = page
        findings += _linked(page, newer)
        findings += so_far.check(page)
        yield page
        name, newer = _older(page, seen, findings), page
    for path in sorted(site.dist.glob("feed-*.xml")):
        if path.name not in seen:
            findings.append(site.named(path.name).finding(RULE, msg("no feed leads to it")))


def _older(page: FeedDocument, seen: dict[str, FeedDocument], findings: list[Finding]) -> str:
    """The name of the archive that comes before; empty at the end."""
    address = page.links.get("prev-archive", "")
    if not address:
        return ""
    name = address.rpartition("/")[2]
    if name in seen or not address.startswith(page.link):
        findings.append(page.file.finding(RULE, msg("prev-archive leads to {!r}", address), place=_PLACE))
        return ""
    return name


def _linked(page: FeedDocument, newer: FeedDocument | None) -> Iterator[Finding]:
    """Whether its links lead to its neighbours. ``next`` and ``previous`` are those of paged feeds: older and newer."""
    expected: dict[str, str | None] = {"next": page.links.get("prev-archive")}
    if newer:
        expected["current"] = f"{page.link}{FEED}"
        above = f"{page.link}{newer.file.path.name}"
        expected["previous"] = above
        expected["next-archive"] = above if newer.file.path.name != FEED else None
    for rel, address in expected.items():
        if page.links.get(rel) != address:
            yield page.file.finding(
                RULE, msg("rel={} is {!r}, not {!r}", rel, page.links.get(rel), address), place=_PLACE
            )
    if page.archive != bool(newer):
        message = (
            msg("is an archive and does not say so")
            if newer
            else msg("says that it is an archive, which clients never fetch again")
        )
        yield page.file.finding(RULE, message, place="channel: fh:archive")


class _EntriesSoFar:
    """The entries of the pages so far. An entry may stand on two pages, since archives never change (RFC 5005, 4); then both
    say the same of it."""

    def __init__(self) -> None:
        self._facts: dict[str, tuple[str, ...]] = {}
        self._owners: dict[str, str] = {}
        self._newest: datetime | None = None
        self._numbers: dict[tuple[str, str], str] = {}

    def check(self, page: FeedDocument) -> Iterator[Finding]:
        guids: set[str] = set()
        for entry in page.entries:
            facts = (entry.link, entry.title, entry.url, entry.length, entry.duration)
            if entry.guid in guids or self._facts.setdefault(entry.guid, facts) != facts:
                message = msg(
                    "{!r} is also that of {}: players show one of the two", entry.guid, self._facts[entry.guid][0]
                )
                yield page.file.finding(GUID, message, place=msg("{}: {}", entry.place, "guid"))
            path = entry.url.partition("?")[0]
            owner = self._owners.setdefault(path, entry.guid)
            if path and owner != entry.guid:
                message = msg("{!r} is also that of {}", path, self._facts[owner][0])
                yield page.file.finding(ENCLOSURE, message, place=msg("{}: {}", entry.place, "enclosure"))
            taken = self._numbers.setdefault(entry.number, entry.guid) if entry.number[1] else entry.guid
            if taken != entry.guid:
                message = msg("has season and number of {} too", self._facts[taken][0])
                place = msg("{}: {}", entry.place, "itunes:episode")
                yield page.file.finding(NUMBERED, message, place=place, remedy=_NUMBERS)
            guids.add(entry.guid)
            if page.hosts - set(entry.hosts):
                message = msg("leaves out who hosts the show: {}", ", ".join(sorted(page.hosts - set(entry.hosts))))
                yield page.file.finding(PERSON, message, place=msg("{}: {}", entry.place, "podcast:person"))
        yield from self._order(page)

    def _order(self, page: FeedDocument) -> Iterator[Finding]:
        """Newest first on each page, and no page newer than the one before."""
        dated = [(entry.published, entry.place) for entry in page.entries if entry.published]
        limits = [self._newest, *(when for when, _ in dated)]
        for limit, (when, place) in zip(limits, dated, strict=False):
            if limit and when > limit:
                yield page.file.finding(
                    DATE, msg("is newer than the episode above it"), place=msg("{}: {}", place, "pubDate")
                )
        self._newest = dated[0][0] if dated else self._newest
