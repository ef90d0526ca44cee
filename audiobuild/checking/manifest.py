"""dist/ held against its own manifest: what the build meant to publish, and to tell directories and apps."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from audiobuild.checking.finding import Finding
from audiobuild.checking.site import Site
from audiobuild.checking.statements import facts
from audiobuild.inputs.files import is_file
from audiobuild.messages import msg
from audiobuild.publication import addresses
from audiobuild.site import manifest
from audiobuild.site.manifest import Manifest
from audiobuild.site.writers import page

WRITTEN = msg("audiobuild-manifest.json: what is published is what was built")
LISTED = msg("audiobuild-manifest.json: what lies in dist/ and is published is listed, or it stays behind")
MEANT = facts.MEANT


def identity(dist: Path) -> str:
    """Which edition lies in dist/: the digest of its manifest; empty where there is none."""
    try:
        return manifest.described(dist / addresses.MANIFEST).digest
    except OSError:
        return ""


def read(site: Site, findings: list[Finding]) -> Manifest | None:
    """The manifest that lies in dist/; a finding where there is none."""
    file = site.named(addresses.MANIFEST)
    try:
        found = manifest.parsed(file.path.read_bytes())
    except OSError:
        found = None
    if found is None:
        findings.append(file.finding(WRITTEN, msg("is not there, or is no manifest")))
    return found


def unlisted(site: Site, found: Manifest, slugs: Collection[str]) -> Iterator[Finding]:
    """Files by the names that only a build gives, which the manifest does not list: ``publish`` leaves them out."""
    names = {path.name for path in site.dist.glob("feed*.xml")}
    names |= {addresses.INDEX, addresses.ICON, *addresses.SMALL_COVERS.values(), *page.assets()}
    for slug in slugs:
        item = found.items.get(slug)
        own = {addresses.PAGE, addresses.EMBED, addresses.CHAPTERS, addresses.TIMELINE, *addresses.TRANSCRIPTS}
        own |= addresses.EpisodeFiles(slug).media
        own |= {picture.name for picture in item.pictures} if item else set()
        names |= {f"{slug}/{name}" for name in own} if item else set()
    for name in sorted(names - set(found.files)):
        file = site.named(name)
        if is_file(file.path):
            yield file.finding(LISTED, msg("is published, and the manifest does not list it"))


def written(site: Site, found: Manifest, slugs: Collection[str], blamed: Collection[str]) -> Iterator[Finding]:
    """Files of the show and of the episodes ``slugs`` that are not as they were built. Those that are ``blamed`` for
    something already are not told twice."""
    for name, meant_to_be in sorted(found.files.items()):
        folder = name.partition("/")[0] if "/" in name else ""
        file = site.named(name)
        if file.name in blamed or (folder and folder != addresses.ASSETS and folder not in slugs):
            continue
        try:
            there = manifest.described(file.path) if file.path.is_file() else None
        except OSError:
            there = None
        if there is None:
            yield file.finding(WRITTEN, msg("is not there, or cannot be read"))
        elif there != meant_to_be:
            yield file.finding(WRITTEN, msg("was changed after it had been built"))
