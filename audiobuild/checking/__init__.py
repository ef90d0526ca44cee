"""dist/ read back: each file is checked against its standard, and the files against each other.

Everything is read from the published files as strangers would read them, never from content/ or from what a build knows:
a fault in what is written is found whoever made it. Each subject is a room of its own; this one goes through them.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from audiobuild import clock, cores, lock
from audiobuild.checking import (
    archives,
    artwork,
    episode,
    feed,
    feed_again,
    index,
    manifest,
    pages,
    placeholders,
    strays,
)
from audiobuild.checking.episode import Checked
from audiobuild.checking.feed import FeedDocument
from audiobuild.checking.finding import Finding
from audiobuild.checking.index import Index
from audiobuild.checking.items import Entry
from audiobuild.checking.site import Site
from audiobuild.checking.statements import Statement, agreement, facts
from audiobuild.checking.statements import manifest as stated_by_manifest
from audiobuild.errors import ConfigError, ContentError, Problem
from audiobuild.inputs.files import there
from audiobuild.messages import msg
from audiobuild.publication import addresses
from audiobuild.publication.config import DIST, STATE
from audiobuild.site import edition, journal
from audiobuild.site.manifest import Manifest
from audiobuild.system_errors import reason

LISTED = index.LISTED

MOST_EDITIONS = 10
"""So many may come while one is checked, before the last is told as it was read."""

__all__ = ["Finding", "Report", "check"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What was checked, and what is wrong with it. ``feeds`` counts feed.xml and its archives, ``entries`` what they list."""

    episodes: tuple[str, ...]
    feeds: int
    entries: int
    findings: tuple[Finding, ...]


def check(
    root: str | os.PathLike[str],
    slugs: Collection[str] = (),
    *,
    jobs: int | None = None,
    now: datetime | None = None,
) -> Report:
    """Check dist/ of the publication in the folder ``root``: feed and pages, and all episodes or those named.

    If a build puts a new edition there meanwhile, that one is checked. ``now`` is what no date may lie behind, this moment
    if nobody says; ``jobs`` is how many work at once, one a core if nobody says. Raises ConfigError where nothing is built,
    ContentError for a slug that is not there, and OutputError where a build was killed while it published and what it left
    cannot be finished; whatever is wrong with files that are there is a finding.
    """
    root, jobs, now = Path(root), jobs or cores.usable(), now or clock.now()
    _finish_publishing(root)
    for _ in range(MOST_EDITIONS):
        before = manifest.identity(root / DIST)
        report = _run(root, slugs, jobs, now)
        if manifest.identity(root / DIST) == before:
            break
    return report


def _page(name: str) -> str:
    """The page beside which a file lies: what is wrong with that is the reason for what is wrong with a small player."""
    return f"{name.removesuffix(addresses.EMBED)}{addresses.PAGE}" if name.endswith(f"/{addresses.EMBED}") else name


def _finish_publishing(root: Path) -> None:
    """What a killed build left unfinished in dist/ is finished, unless one is at work. Raises OutputError."""
    if journal.left(root):
        with lock.held(root / STATE, "check"):
            edition.recover(root)


def _run(root: Path, slugs: Collection[str], jobs: int, now: datetime) -> Report:
    dist = root / DIST
    published = _slugs(root, dist)
    _require(slugs, published)
    chosen = tuple(slug for slug in published if slug in slugs) if slugs else published
    site, listed, findings = Site(dist=dist), set[str](), list[Finding]()
    meant, contents = manifest.read(site, findings), index.read(site)
    told = _Told(site=site, meant=meant, index=contents)
    feeds = entries = 0
    missing = dict.fromkeys(meant.taken_over if meant else ())
    again = feed_again.of(site, meant)
    look = partial(feed.check, now=now, findings=findings, earlier=frozenset(missing), again=again)
    with ThreadPoolExecutor(jobs) as executor:
        for page in archives.pages(site, look, findings):
            if not feeds:
                site = Site(dist=dist, link=page.link, media_link=meant.media_link if meant else "")
                findings += _cover(site, page)
                findings += placeholders.findings(page, meant)
                told.begin(site, page)
            else:
                told.add(page)
            feeds += 1
            entries += len(page.entries) + len(page.earlier)
            missing = dict.fromkeys(key for key in missing if key not in page.earlier)
            named = [(site.slug(entry.link), entry) for entry in page.entries]
            findings += _unpublished(page, named, published)
            new = [(slug, entry) for slug, entry in named if slug in chosen and slug not in listed]
            listed |= {slug for slug, _ in named}
            findings += _episodes(executor, site, page, new, told)
        rest = [slug for slug in chosen if slug not in listed]
        built = [(slug, None) for slug in rest if meant is None or slug in meant.items]
        findings += _episodes(executor, site, None, built, told)
    if feeds:
        findings += (site.named(addresses.FEED).finding(LISTED, msg("leaves out {!r}", key)) for key in missing)
        findings += _unlisted(site, rest, meant)
        findings += agreement(told.statements)
        told.differences += again.differences if again else ()
    if not slugs:
        findings += index.check(site, contents, listed)
        findings += index.assets(site)
        told.differences += index.differences(contents, meant)
    findings += strays.findings(site, meant.files if meant else (), slugs or None)
    if meant:
        blamed = {found.file for found in findings}
        others = {told.manifest.name, *(site.named(name).name for name in addresses.COVERS)}
        findings += (one for one in told.differences if not {one.file, _page(one.file), *others} & blamed)
        findings += manifest.unlisted(site, meant, chosen)
        findings += list(manifest.written(site, meant, chosen, {found.file for found in findings}))
    return Report(episodes=chosen, feeds=feeds, entries=entries, findings=tuple(dict.fromkeys(findings)))


def _slugs(root: Path, dist: Path) -> tuple[str, ...]:
    """The folders of episodes, by what lies in them."""
    if not there(dist):
        remedy = msg("Go to the publication's folder or name it with -C, and build it: audiobuild build")
        raise ConfigError(Problem(place=DIST, message=msg("there is nothing built in {}", root), remedy=remedy))
    try:
        folders = sorted(path for path in dist.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise ConfigError(Problem(place=DIST, message=msg("cannot be read: {}", reason(error)))) from error
    kept = ("index.html", "chapters.json")
    readable = [path for path in folders if os.access(path, os.X_OK)]  # others are not ours, or their files are missed
    return tuple(path.name for path in readable if any(there(path / name) for name in (*kept, f"{path.name}.mp3")))


def _require(slugs: Collection[str], published: Sequence[str]) -> None:
    remedy = msg("There are: {}.", ", ".join(published)) if published else msg("Build it first: audiobuild build")
    problems = [
        Problem(place=f"{DIST}/{slug}", message=msg("there is no such episode"), remedy=remedy)
        for slug in slugs
        if slug not in published
    ]
    if problems:
        raise ContentError(problems)


class _Told:
    """What is said of the show, and of each episode beside its own files; and how pages differ from what templates write."""

    def __init__(self, site: Site, meant: Manifest | None, index: Index) -> None:
        self.manifest, self.meant, self._index = site.named(addresses.MANIFEST), meant, index
        self._author = ""
        self.statements: list[Statement] = []
        self.differences: list[Finding] = []

    def begin(self, site: Site, page: FeedDocument) -> None:
        """The manifest is heard first, then the feed, then the list of episodes."""
        self._author = page.author
        if self.meant:
            self.statements += stated_by_manifest.show(self.manifest, self.meant)
        self.add(page)
        self.statements += index.said(site, self._index)

    def add(self, page: FeedDocument) -> None:
        """What a page of the feed says. Where the feed is now, and whether it goes on, the newest page alone says."""
        said = stated_by_manifest.intentions(page.file, page.intentions)
        newest = {facts.INTENTIONS["moved_to"], facts.INTENTIONS["complete"]}
        self.statements += (one for one in said if not page.archive or one.fact not in newest or any(one.said))
        self.statements += page.statements

    def of(self, slug: str) -> Sequence[Statement]:
        """What manifest and list say of an episode."""
        listed = self._index.episodes.get(slug, ())
        if not self.meant or slug not in self.meant.items:
            return listed
        item = self.meant.items[slug]
        return (*stated_by_manifest.episode(self.manifest, self.meant, item, self._author), *listed)


def _episodes(
    executor: Executor,
    site: Site,
    page: FeedDocument | None,
    chosen: Sequence[tuple[str, Entry | None]],
    told: _Told,
) -> Iterator[Finding]:
    def checked(pair: tuple[str, Entry | None]) -> Checked:
        return episode.check(site, pair[0], page, pair[1], told.of(pair[0]), told.meant)

    for one in executor.map(checked, chosen):
        told.statements += one.statements
        told.differences += one.differences
        yield from one.findings


def _cover(site: Site, page: FeedDocument) -> Iterator[Finding]:
    """The show's picture: whether it is there and as Apple wants it, and whether its address has its hash as version."""
    remedy = msg("Give another picture as image in content/show.toml, or set convert_image = true.")
    for address in dict.fromkeys(page.images):
        yield from artwork.cover(site, page.file, address, place="channel: itunes:image", remedy=remedy)
    yield from artwork.small(site)


def _unpublished(page: FeedDocument, named: Sequence[tuple[str, Entry]], published: Sequence[str]) -> Iterator[Finding]:
    for slug, entry in named:
        if slug not in published:
            message = msg("links to {!r}, where no episode is", entry.link)
            yield page.file.finding(LISTED, message, place=msg("{}: {}", entry.place, "link"))


def _unlisted(site: Site, slugs: Sequence[str], meant: Manifest | None) -> Iterator[Finding]:
    """Episodes that no feed lists: whose day has not come, or whose interview is gone, is not in dist/ either. What is left
    over of one is not judged: it is as it was."""
    for slug in slugs:
        file = site.named(f"{slug}/index.html")
        if meant and slug not in meant.items:
            is_ours = any(name.startswith(f"{slug}/") for name in meant.files)
            remedy = msg("Remove it: audiobuild build --prune") if is_ours else msg("Take it out of dist/.")
            yield site.named(slug).finding(LISTED, msg("is left over: it belongs to no episode"), remedy=remedy)
        elif pages.parse(file, []) is not None:
            remedy = msg("Build again; if there is no content/{}.md any more: audiobuild build --prune.", slug)
            yield file.finding(LISTED, msg("is in no feed"), remedy=remedy)
