"""Published sound that is not here: a build in a fresh checkout asks for it at the show's address.

Only what is needed is fetched: not what this version would say in the very same way, out of the cache. What cannot be had is
spoken anew, and that is told before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from audiobuild.errors import Problem
from audiobuild.messages import msg
from audiobuild.model import Chapter, FootnoteBlock, Show, TableBlock, printed
from audiobuild.network.failures import NetworkError
from audiobuild.pipeline.plan import Voiced
from audiobuild.pipeline.staying import Stay
from audiobuild.publication import addresses, placeholders
from audiobuild.publication.addresses import EpisodeFiles
from audiobuild.remarks import named
from audiobuild.site.manifest import Manifest
from audiobuild.site.published import Published
from audiobuild.site.served import Served
from audiobuild.site.stamps import Stamps
from audiobuild.speech import clips, takes
from audiobuild.speech.cache import Cache

MOST_TIMELINE, MOST_SOUND = 20_000_000, 2_000_000_000
"""Bytes: more than two days of talk."""
ATTEMPTS = 2
PATIENCE = 2
"""After so many episodes in a row that a host did not send, it is not asked any more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Elsewhere:
    """Looks for published sound at the addresses of ``show``, and keeps it in ``folder`` while it is needed. ``tell`` says at
    once what is to be known before anything is spoken."""

    show: Show
    cache: Cache
    folder: Path
    tell: Callable[[str], None]

    def published(self, some: Sequence[Voiced]) -> Published | None:
        """What is published there, with those files of ``some`` that are needed and could be had."""
        if not some or not self._is_real():
            return None
        spoken = [one.slug for one in some if not self._cached(one)]
        try:
            found = next(filter(None, map(self._manifest, self._addresses())), None)
        except NetworkError as error:
            self._tell_unknown(error, spoken)
            return None
        if not found:
            return None
        served, manifest = found
        there = Published(dist=self.folder, data=b"", manifest=manifest, stamps=Stamps(), ours=frozenset())
        self._fetch(served, manifest, [one for one in some if self._is_needed(one, manifest, spoken)])
        return there

    def _is_real(self) -> bool:
        """Whether the show may be published: one without a guid was not, nor is a sample, nor one at an example's address."""
        return bool(self.show.guid) and not self.show.sample and not placeholders.is_reserved(self.show.link)

    def _addresses(self) -> Iterator[Served]:
        """Where the show is, and where it was: the last first."""
        for link in (self.show.link, *reversed(self.show.former_links)):
            yield Served(link, self.show.media_link)

    def _manifest(self, served: Served) -> tuple[Served, Manifest] | None:
        found = served.manifest()
        if found and found.feed.guid != self.show.guid:
            raise NetworkError(msg("has another show there, whose guid is {}", found.feed.guid or "–"), again=False)
        return (served, found) if found else None

    def _cached(self, one: Voiced) -> bool:
        recorded = takes.cached(one.takes, cache=self.cache)
        return recorded is not None and clips.cached(one.lines, recorded, audio=self.show.audio, cache=self.cache)

    def _is_needed(self, one: Voiced, manifest: Manifest, spoken: Sequence[str]) -> bool:
        """Whether a published episode is the same, and would not come out of the cache as it is."""
        item = manifest.items.get(one.slug)
        return bool(item and item.written == one.written and (item.sound != one.sound or one.slug in spoken))

    def _fetch(self, served: Served, manifest: Manifest, needed: Sequence[Voiced]) -> None:
        if not needed:
            return
        size = sum(manifest.items[one.slug].mp3.bytes for one in needed)
        slugs = named([one.slug for one in needed])
        message = msg("published sound stays, and is fetched: {} ({:.1f} MB)", slugs, size / 1e6)
        self.tell(str(Problem(place=served.link, message=message)))
        failed: dict[str, NetworkError] = {}
        silent = 0
        for one in needed:
            try:
                if silent < PATIENCE:
                    self._episode(served, manifest, one)
                    silent = 0
                else:
                    failed[one.slug] = next(reversed(failed.values()))
            except NetworkError as error:
                failed[one.slug] = error
                silent += error.again
        if failed:
            self._tell_spoken(next(iter(failed.values())), [*failed])

    def _episode(self, served: Served, manifest: Manifest, one: Voiced) -> None:
        """Fetch what is needed of an episode. Raises NetworkError."""
        stay = Stay(folder=self.folder / one.slug, item=manifest.items[one.slug])
        self._file(served, manifest, f"{one.slug}/{addresses.TIMELINE}", MOST_TIMELINE)
        timeline = stay.timeline(one.script)
        if not timeline:
            raise NetworkError(msg("has a timeline that cannot be read by this version"), again=False)
        if _printed(timed.chapter for timed in timeline.chapters) != _printed(one.script.chapters):
            raise NetworkError(msg("has a timeline of another text"), again=False)
        self._file(served, manifest, f"{one.slug}/{EpisodeFiles(one.slug).mp3}", MOST_SOUND)

    def _file(self, served: Served, manifest: Manifest, name: str, most: int) -> None:
        meant = manifest.files.get(name)
        if meant is None or meant.bytes > most:
            raise NetworkError(msg("has no {} that can be used", name), again=False)
        for attempt in range(1, ATTEMPTS + 1):
            try:
                served.fetch(name, meant, self.folder / name)
                return
            except NetworkError as error:
                if attempt == ATTEMPTS or not error.again:
                    raise

    def _tell_unknown(self, why: NetworkError, slugs: Sequence[str]) -> None:
        """Nobody knows whether there is anything; a show that is not published yet has an address at which nobody answers."""
        if slugs:
            message = msg("what is published there is not known: the server {}. Spoken: {}", why.message, named(slugs))
            remedy = msg(
                "If nothing is published yet, all is well; else it gets new sound: break off (Ctrl-C), build where dist/ is."
            )
            self.tell(
                str(Problem(place=why.address.partition("?")[0] or self.show.link, message=message, remedy=remedy))
            )

    def _tell_spoken(self, why: NetworkError, slugs: Sequence[str]) -> None:
        if slugs:
            message = msg("published sound cannot be had: the server {}. Spoken anew: {}", why.message, named(slugs))
            remedy = msg(
                "What is published of them gets new sound. If that is not meant, break off (Ctrl-C), and build where dist/ is."
            )
            place = why.address.partition("?")[0] or self.show.link
            self.tell(str(Problem(place=place, message=message, remedy=remedy)))


def _printed(chapters: Iterable[Chapter]) -> str:
    """The letters of all that is printed of them, however it is cut into sentences."""
    return "".join(filter(str.isalnum, "".join(text for chapter in chapters for text in _texts(chapter))))


def _texts(chapter: Chapter) -> Iterator[str]:
    yield from (chapter.title, chapter.asked_by, *(utterance.text for utterance in chapter.utterances))
    for block in chapter.blocks:
        match block:
            case TableBlock():
                yield from (printed(cell) for row in block.rows for cell in row)
            case FootnoteBlock():
                yield printed(block.inlines)
