"""What a feed tells its readers to do: to stop asking, to go elsewhere, to hide it. A build writes none of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from audiobuild.checking.elements import texts
from audiobuild.checking.finding import File, Finding
from audiobuild.messages import msg

ASKED = msg("RSS 2.0, ttl, skipHours and skipDays: clients ask often enough to hear of a new episode on its day")
BUILT = msg("RSS 2.0, lastBuildDate: when what the feed holds last changed; caches go by it")
HIDDEN = msg("Apple Podcasts, RSS feed requirements, itunes:block: what is published is listed")

LONGEST_MINUTES = 24 * 60
_SLOW = ("weekly", "monthly", "yearly")


def channel(file: File, element: Any, newest: datetime | None) -> Iterator[Finding]:
    """What is wrong with how often a feed lets itself be asked for, and when it says that it was made. ``newest`` is
    the date of its newest episode."""
    for minutes in texts(element, "ttl"):
        if not re.fullmatch(r"\s*[0-9]{1,4}\s*", minutes) or int(minutes) > LONGEST_MINUTES:
            yield file.finding(ASKED, msg("lets clients ask once in {} minutes", minutes[:20]), place="channel: ttl")
    for path, all_of_them in (("skipHours/hour", 24), ("skipDays/day", 7)):
        skipped = {text.strip().lower() for text in texts(element, path)}
        if len(skipped) >= all_of_them:
            yield file.finding(ASKED, msg("lets clients never ask"), place=f"channel: {path.partition('/')[0]}")
    for period in texts(element, "sy:updatePeriod"):
        if period.strip().lower() in _SLOW:
            yield file.finding(ASKED, msg("lets clients ask {}", period), place="channel: sy:updatePeriod")
    built = _moment("".join(texts(element, "lastBuildDate")[:1]))
    if newest and built and built < newest:
        message = msg("is {}, before the newest episode of {}", built.isoformat(), newest.isoformat())
        yield file.finding(BUILT, message, place="channel: lastBuildDate")


def item(file: File, element: Any, place: str) -> Iterator[Finding]:
    """Episodes that are listed and hidden."""
    for path in ("itunes:block", "podcast:block"):
        if any(text.strip().lower() == "yes" for text in texts(element, path)):
            yield file.finding(HIDDEN, msg("is hidden from directories"), place=msg("{}: {}", place, path))


def _moment(date: str) -> datetime | None:
    try:
        when = parsedate_to_datetime(date)
    except (ValueError, TypeError):
        return None
    return when if when.tzinfo else None
