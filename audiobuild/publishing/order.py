"""An older edition over a newer one is noticed.

Who published here last knows what lies here, and goes on from it. Whoever does not know it must not be behind it: neither an
edition that was published here and followed by another, nor one whose interviews are older. Editions themselves have no date:
the same content gives the same bytes on any day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from audiobuild.clock import instant
from audiobuild.errors import Problem
from audiobuild.messages import msg
from audiobuild.model import Date
from audiobuild.publishing.local import Edition
from audiobuild.publishing.record import Record
from audiobuild.site import manifest, stamps
from audiobuild.site.manifest import Manifest

REMEDY = msg("Get the newest content and build again; or, if this is what you want: publish --older")


def behind(edition: Edition, there: bytes | None, record: Record, last_seen: str, *, place: str) -> Iterator[Problem]:
    """Why ``edition`` seems to be older than what is published at ``place``, whose manifest is ``there``.

    ``last_seen`` is the edition that this machine left there, or found there.
    """
    now = stamps.digest(there) if there else ""
    own = stamps.digest(edition.data)
    if not there or now in (own, last_seen):
        return
    if own in record.editions:
        message = msg("has a newer edition: this one was published before it")
        yield Problem(place=place, message=message, remedy=REMEDY)
        return
    theirs, mine = manifest.parsed(there), edition.manifest
    if not theirs:
        return
    for slug, item in sorted(theirs.items.items()):
        ours = mine.items.get(slug)
        newest = _last(item.about.dates, theirs.timezone)
        if newest > (_last(ours.about.dates, mine.timezone) if ours else _newest(mine)):
            message = msg("has a newer edition: its {} is of {:%Y-%m-%d}", slug, newest)
            yield Problem(place=place, message=message, remedy=REMEDY)


def _newest(edition: Manifest) -> datetime:
    """The latest date of any of its episodes."""
    dates = (_last(item.about.dates, edition.timezone) for item in edition.items.values())
    return max(dates, default=datetime.min.replace(tzinfo=UTC))


def _last(dates: Iterable[Date], timezone: str) -> datetime:
    return max(instant(date, timezone) for date in dates)
