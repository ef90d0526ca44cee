"""A publication of ours: what is online held against its manifest, which lies beside the feed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import quote as percent
from urllib.parse import urljoin, urlsplit

from audiobuild.checking import feed, finding
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.statements import agreement
from audiobuild.checking.statements.manifest import intentions
from audiobuild.messages import msg
from audiobuild.network.failures import NetworkError
from audiobuild.online import rules
from audiobuild.online.asking import Answer, Caller, NotAskedError
from audiobuild.online.feed import FeedAddress, OnlineFeed
from audiobuild.online.kinds import Kind
from audiobuild.publication import addresses
from audiobuild.site import manifest
from audiobuild.site.manifest import Manifest

GENERATOR = "audiobuild "
MOST_MANIFEST = 50_000_000


def of(caller: Caller, answer: Answer, read: OnlineFeed) -> Manifest | None:
    """The manifest of the show whose feed that is, where it says that it is ours."""
    if not read.generator.startswith(GENERATOR):
        return None
    try:
        came = caller.ask("GET", _folder(answer) + addresses.MANIFEST, most=MOST_MANIFEST, whole=True)
    except (NetworkError, NotAskedError):
        return None
    found = manifest.parsed(came.body) if came.status == 200 else None
    return found if found and found.feed.link == read.link else None  # a preview names other addresses


def faults(file: File, answer: Answer, known: Manifest, now: datetime) -> Iterator[Finding]:
    """What is wrong with a feed of ours, by all the rules that we keep."""
    ours = File(path=file.path, name=file.name.partition("?")[0], remedy=finding.REBUILD)
    findings: list[Finding] = []
    document = feed.check_opened(ours, io.BytesIO(answer.body), now, findings, frozenset(known.taken_over))
    yield from findings
    if document:
        there = File(path=file.path, name=addresses.MANIFEST)
        said = intentions(ours, document.intentions)
        yield from agreement((*intentions(there, known.feed, "feed"), *said))
    built = known.files.get(addresses.FEED)
    if built and manifest.of(answer.body) != built:
        message = msg("is not the feed that was built: {} bytes, not {}", len(answer.body), built.bytes)
        yield file.finding(rules.BUILT, message, remedy=rules.PUBLISH)


def targets(answer: Answer, known: Manifest, read: OnlineFeed) -> tuple[FeedAddress, ...]:
    """The files of the show, and of its newest episodes, whose lengths are known. Some hosts write into pages."""
    media = known.media_link or _folder(answer)
    slugs = {_slug(target.address) for target in read.targets if target.kind is Kind.SOUND}
    return tuple(
        FeedAddress(
            address=(media if addresses.is_media(name) else _folder(answer)) + percent(name),
            kind=Kind.FILE,
            length=str(said.bytes),
        )
        for name, said in sorted(known.files.items())
        if not name.endswith((".html", addresses.FEED))
        and name.partition("/")[0] in ({addresses.ASSETS, *slugs} if "/" in name else {name})
    )


def _slug(address: str) -> str:
    return urlsplit(address).path.rpartition("/")[0].rpartition("/")[2]


def _folder(answer: Answer) -> str:
    return urljoin(answer.address, ".")
