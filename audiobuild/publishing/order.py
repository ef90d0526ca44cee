"""An older edition over a newer one is noticed.

Who published here last knows what lies here, and goes on from it. Whoever does not know it must not be behind it: neither an
edition that was published here and followed by another, nor one whose interviews are older. Editions themselves have no date:
the same content gives the same bytes on any day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from audiobuild.clock import instant
from audiobuild.errors import Problem
from audiobuild.messages import msg
from audiobuild.publishing.local import Edition
from audiobuild.publishing.record import Record
from audiobuild.site import manifest, stamps

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
    theirs = manifest.parsed(there)
    for slug, item in sorted(theirs.items.items()) if theirs else ():
        ours = edition.manifest.items.get(slug)
        newest = max(map(instant, item.about.dates))
        if newest > (max(map(instant, ours.about.dates)) if ours else _newest(edition)):
            message = msg("has a newer edition: its {} is of {:%Y-%m-%d}", slug, newest)
            yield Problem(place=place, message=message, remedy=REMEDY)


def _newest(edition: Edition) -> datetime:
    """The latest date of any of its episodes."""
    dates = [instant(date) for item in edition.manifest.items.values() for date in item.about.dates]
    return max(dates, default=instant(datetime.min))
