"""Which interviews are published: neither drafts, nor those whose day has not come.

Page and audio of the others stay out of what is published, not only out of the feed: whoever guesses an address would read
what is embargoed.
"""

from __future__ import annotations

from datetime import datetime

from audiobuild.clock import instant
from audiobuild.errors import Problem
from audiobuild.messages import Message, msg
from audiobuild.model import FrontMatter
from audiobuild.publication.guids import Identified


def is_due(about: FrontMatter, timezone: str, now: datetime) -> bool:
    """Whether an interview is to be published at ``now``; its date is one in ``timezone``."""
    return not about.draft and instant(about.date, timezone) <= now


def order(episode: Identified, timezone: str) -> tuple[datetime, str]:
    """What an episode is ordered by: the time that the editor wrote, and among those of the same time its name. Feed and list
    begin with the last."""
    return instant(episode.about.date, timezone), episode.slug


def draft(slug: str) -> Problem:
    """What to say of a draft."""
    remedy = msg("Hear it: audiobuild serve --drafts. To publish it, delete the line draft: true.")
    return Problem(place=f"content/{slug}.md: draft", message=msg("is a draft and not published"), remedy=remedy)


def later(slug: str, about: FrontMatter, timezone: str) -> Problem:
    """What to say of an interview whose day has not come."""
    day = f"{instant(about.date, timezone):%Y-%m-%d %H:%M %Z}"
    remedy = msg("Hear it: audiobuild serve --drafts. The first build after that time publishes it.")
    return Problem(
        place=f"content/{slug}.md: date", message=msg("is dated {}, and not published before", day), remedy=remedy
    )


def unbuilt(slug: str) -> Problem:
    """What to say of an interview that is due, was not asked for, and is in no feed."""
    message = msg("is not in the feed: it was not built")
    return Problem(place=f"content/{slug}.md", message=message, remedy=msg("Build all: audiobuild build"))


def taken_off(slug: str, why: Message) -> Problem:
    """What to say of an episode that was published and is no more."""
    message = msg("was published, and is taken off: {}", why)
    remedy = msg(
        "The next audiobuild publish removes it where it is served. If it is to stay, undo that, and build again."
    )
    return Problem(place=f"content/{slug}.md", message=message, remedy=remedy)
