"""Another show at a place is noticed: publishing into its folder would remove it.

A show is known by its guid, which it keeps when it moves to another address; by its address where one of the two has no guid.
"""

from __future__ import annotations

from audiobuild.errors import Problem
from audiobuild.messages import msg
from audiobuild.publishing.record import Record
from audiobuild.site.manifest import FeedIntentions


def another(ours: FeedIntentions, theirs: FeedIntentions, record: Record, *, place: str) -> Problem | None:
    """What speaks against publishing ``ours`` at ``place``, where the manifest says ``theirs``: that it is another show's.
    Where no publish has got as far as a manifest, the record says whose it was."""
    known = theirs.guid or theirs.link
    guid, link = (theirs.guid, theirs.link) if known else (record.guid, record.link)
    same = guid.casefold() == ours.guid.casefold() if guid and ours.guid else link in ("", ours.link)
    if same:
        return None
    name = f"{link} ({guid})" if link and guid else link or guid
    message = msg("another show is published there: {}", name)
    remedy = msg("Name another folder; or, if that show is to be replaced and removed: publish --overwrite")
    return Problem(place=place, message=message, remedy=remedy)
