"""What keeps an edition at home: the one place that says so, asked before anything is sent or a place is reached."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from audiobuild.checking import placeholders
from audiobuild.errors import Problem
from audiobuild.messages import msg
from audiobuild.publication import addresses, content
from audiobuild.publication.config import DIST, SHOW_FILE, Publication
from audiobuild.site import manifest
from audiobuild.site.manifest import Manifest

_BUILD = msg("Build again: audiobuild build")


def refusals(publication: Publication, known: Manifest | None) -> Iterator[Problem]:
    """Why the edition in dist/, whose manifest is ``known`` (``None``: there is none), is not to be published."""
    if known is None:
        message = msg("is not there, or is no manifest: nobody can tell what is to be published")
        yield Problem(place=f"{DIST}/{addresses.MANIFEST}", message=message, remedy=_BUILD)
        return
    yield from _damaged(publication.root / DIST, known)
    if not known.feed.link:
        message = msg("names no address at which dist/ is served")
        yield Problem(place=f"{DIST}/{addresses.MANIFEST}", message=message, remedy=_BUILD)
    elif known.feed.link != publication.show.link:
        message = msg("was built for {}, and {} says {}", known.feed.link, SHOW_FILE, publication.show.link)
        yield Problem(place=f"{DIST}/{addresses.FEED}", message=message, remedy=_BUILD)
    if addresses.FEED not in known.files:
        yield Problem(place=f"{DIST}/{addresses.FEED}", message=msg("is not part of what was built"), remedy=_BUILD)
    if publication.show.sample and not known.sample:
        message = msg("says sample = true, and the edition was built before: it is not published")
        yield Problem(place=SHOW_FILE, message=message, remedy=_BUILD)
    for slug in sorted(content.said_drafts(publication.root) & known.items.keys()):
        message = msg("is a draft now, and the edition was built before")
        yield Problem(place=f"content/{slug}.md: draft", message=message, remedy=_BUILD)
    for found in placeholders.in_dist(publication.root / DIST, known):
        yield Problem(place=f"{found.file}: {found.place}", message=found.message, remedy=found.remedy)


def _damaged(dist: Path, known: Manifest) -> Iterator[Problem]:
    """Files that are not what was built. All of them are read."""
    for name, said in sorted(known.files.items()):
        path = dist / name
        try:
            there = manifest.described(path) if path.is_file() else None
        except OSError:
            there = None
        if there is None:
            yield Problem(place=f"{DIST}/{name}", message=msg("is not there, or cannot be read"), remedy=_BUILD)
        elif there != said:
            yield Problem(place=f"{DIST}/{name}", message=msg("was changed after it had been built"), remedy=_BUILD)
