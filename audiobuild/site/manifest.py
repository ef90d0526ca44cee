"""dist/audiobuild-manifest.json: what a build meant to publish. The one truth about what is published, read by the next
build and by ``check``; a build that finds none, or one that does not hold, makes everything again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from audiobuild import clock, files
from audiobuild.model import Audio, Book, Directories, Item, Show
from audiobuild.publication import addresses, guids

DIGEST_BYTES = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishedFile:
    """A file's size in bytes, and the BLAKE2b digest of what is in it."""

    bytes: int
    digest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedIntentions:
    """What the feed was meant to tell directories and apps, as the show's settings say it: under which name and address to know
    the show, whose it is, where it stands among others, and whether they may take it over."""

    guid: str = ""
    link: str = ""
    locked: bool = False
    explicit: bool = False
    blocked: bool = False
    complete: bool = False
    moved_to: str = ""
    email: str = ""
    type: str = ""
    category: str = ""
    funding: str = ""
    funding_text: str = ""
    copyright: str = ""
    frequency: str = ""
    verify: str = ""
    title: str = ""
    author: str = ""
    description: str = ""
    language: str = ""
    licence: str = ""
    licence_url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """The episodes by slug, and every file that was written, by its path below dist/ (with slashes). Files of episodes
    that have no interview any more stay in ``files`` while they lie there; other people's files are not in it.
    Of those, ``left_over`` keeps what was known, by slug: an interview that comes back under another name is the same episode.
    ``changed`` is when the feeds last changed, ``media_link`` where the large files are served, if elsewhere, ``timezone``
    where the episodes' dates begin; ``sample`` says that all of it is for trying out. ``taken_over`` are the titles of the
    feed's entries that nobody builds (:mod:`audiobuild.publication.earlier`), by their keys. ``seasons`` are the names of
    seasons by their numbers, ``books`` those that are made of each episode, ``directories`` where the show is listed,
    ``loudness_lufs`` how loud they are meant to be."""

    items: Mapping[str, Item] = field(default_factory=dict)
    files: Mapping[str, PublishedFile] = field(default_factory=dict)
    left_over: Mapping[str, Item] = field(default_factory=dict)
    feed: FeedIntentions = FeedIntentions()
    changed: datetime | None = None
    media_link: str = ""
    timezone: str = ""
    sample: bool = False
    taken_over: Mapping[str, str] = field(default_factory=dict)
    seasons: Mapping[str, str] = field(default_factory=dict)
    books: tuple[Book, ...] = ()
    directories: Directories = field(default_factory=Directories)
    loudness_lufs: float = Audio().loudness_lufs

    def taken_off(self, now: Manifest) -> dict[str, str]:
        """Those of ``taken_over`` that ``now`` are no more, and whose place no interview took by its id."""
        there = {*now.taken_over, *(guids.of(now.feed.guid, item) for item in now.items.values())}
        return {key: title for key, title in self.taken_over.items() if key not in there}


_MANIFEST = TypeAdapter(Manifest)


def intentions(show: Show) -> FeedIntentions:
    """What the feed of ``show`` is meant to say; its guid is assigned."""
    return FeedIntentions(
        guid=show.guid,
        link=show.link,
        locked=show.locked,
        explicit=show.explicit,
        complete=show.complete,
        moved_to=addresses.new_feed(show),
        email=show.email,
        type=show.type,
        category=" > ".join(part.strip() for part in show.category.split(">")),
        funding=show.funding.link,
        funding_text=show.funding.text if show.funding.link else "",
        copyright=show.copyright,
        frequency=show.frequency,
        verify=show.verify,
        title=show.title,
        author=show.author,
        description=show.description,
        language=show.language,
        licence=show.licence,
        licence_url=show.licence_url,
    )


def dumped(manifest: Manifest) -> bytes:
    """The manifest as the bytes of its file, which follow from what it holds."""
    items, files = dict(sorted(manifest.items.items())), dict(sorted(manifest.files.items()))
    left_over = dict(sorted(manifest.left_over.items()))
    ordered = replace(manifest, items=items, files=files, left_over=left_over)
    return _MANIFEST.dump_json(ordered, indent=1) + b"\n"


def parsed(data: bytes) -> Manifest | None:
    """The manifest in ``data``; ``None`` where that is none."""
    try:
        manifest = _MANIFEST.validate_json(data)
    except (ValidationError, RecursionError):
        return None
    known = not manifest.timezone or manifest.timezone in clock.timezones()
    return manifest if known and all(map(addresses.is_below, manifest.files)) else None


def of(data: bytes) -> PublishedFile:
    """A file that holds ``data``, as the manifest describes it."""
    return PublishedFile(bytes=len(data), digest=blake2b(data, digest_size=DIGEST_BYTES).hexdigest())


def described(path: Path) -> PublishedFile:
    """A file as the manifest describes it. Raises OSError."""
    size, digest = files.digest(path, DIGEST_BYTES)
    return PublishedFile(bytes=size, digest=digest)
