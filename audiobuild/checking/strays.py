"""Files in dist/ that no build wrote and that nobody wants to be published: copies of editors, drafts, what systems leave."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import PurePosixPath

from audiobuild.checking import host_rules
from audiobuild.checking.finding import Finding
from audiobuild.checking.site import Site
from audiobuild.messages import Message, msg
from audiobuild.publication import addresses

RULE = msg("OWASP WSTG-CONF-04: old copies, drafts and what systems leave in folders are not published")

_UNFINISHED = (".part", ".partial", ".filepart", ".crdownload", ".download")
_COPIES = (".bak", ".bck", ".orig", ".old", ".rej", ".tmp", ".temp", ".swp", ".swo", ".swn", ".save", "~", *_UNFINISHED)
_LEFT = frozenset({"thumbs.db", "ehthumbs.db", ".ds_store", "desktop.ini"})
_DRAFTS = (".md", ".markdown", ".docx", ".odt", ".doc", ".rtf")
_SECRET = re.compile(
    r"\.env(\..+)?|\.netrc|\.npmrc|\.pypirc|\.pgpass|\.git-credentials|id_(rsa|ecdsa|ed25519)|.+\.(pem|p12|pfx|key)"
)
_SETTINGS = frozenset({"show.toml"})
_TEXTS = frozenset((".xml", ".rss", ".atom", ".js", ".mjs"))
_MOST = 1 << 20
"""Bytes that are read of a file that nobody knows."""

_TOLD = ("readme", "license", "licence", "copying")
"""What a repository says of itself."""

WELL_KNOWN = ".well-known"


def findings(site: Site, written: Collection[str], folders: Collection[str] | None) -> Iterator[Finding]:
    """Strays in dist/, or in its ``folders`` alone; what was ``written`` by a build is none."""
    for name in sorted(_below(site, "")):
        folder = name.partition("/")[0] if "/" in name else ""
        if name in written or (folders is not None and folder not in folders):
            continue
        path = PurePosixPath(name.casefold())
        remedy = msg("Take it out of dist/, or publish it under another name if it is meant.")
        if path.name in _LEFT:
            yield site.named(name).finding(RULE, msg("is what a system left in the folder"), remedy=remedy)
        elif path.name.endswith(_COPIES) or (path.name.startswith("#") and path.name.endswith("#")):
            yield site.named(name).finding(RULE, msg("is a copy that an editor or a program left"), remedy=remedy)
        elif _SECRET.fullmatch(path.name):
            yield site.named(name).finding(
                RULE, msg("may hold keys or passwords, which everybody could read"), remedy=remedy
            )
        elif path.name in _SETTINGS or (path.suffix in _DRAFTS and path.stem not in _TOLD):
            yield site.named(name).finding(RULE, msg("is what a publication is made of, not part of it"), remedy=remedy)
        elif path.suffix in _TEXTS:
            yield from _acting(site, name, remedy)
        else:
            yield from host_rules.findings(site, name, written)


def _acting(site: Site, name: str, remedy: Message) -> Iterator[Finding]:
    """Another feed, which apps find, and a script that answers in the place of the server. A feed that says that it has moved
    to ours is one that an editor keeps for those who still read it."""
    with suppress(OSError):
        with site.named(name).path.open("rb") as opened:
            text = opened.read(_MOST)
        moved = f"new-feed-url>{site.link}{addresses.FEED}<".encode()
        if re.search(rb"<(rss|feed)\b", text) and moved not in text:
            yield site.named(name).finding(
                RULE, msg("is another feed, which apps may find and take for the show's"), remedy=remedy
            )
        elif re.search(rb"addEventListener\(\s*[\"'`]fetch|\bonfetch\s*=", text):
            message = msg("is a script that answers in the place of the server (a service worker)")
            yield site.named(name).finding(RULE, message, remedy=remedy)


def _below(site: Site, prefix: str) -> Iterator[str]:
    """The files that are served: those in hidden folders are not."""
    try:
        entries = list(os.scandir(site.dist / prefix))
    except OSError:  # said elsewhere, where it is ours
        return
    for entry in entries:
        name = f"{prefix}{entry.name}"
        if not entry.is_dir(follow_symlinks=False):
            yield name
        elif not entry.name.startswith(".") or name == WELL_KNOWN:
            yield from _below(site, f"{name}/")
