"""An interview whose file got another name. Without an id it would be another episode by that, which players show twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID, uuid5

from audiobuild.errors import Problem
from audiobuild.messages import msg
from audiobuild.model import Interview, Item, Show
from audiobuild.publication import guids, talks


def before(interview: Interview, gone: Mapping[str, Item]) -> Item | None:
    """What the interview was published as, among the episodes whose interviews are ``gone``: the likest."""
    talk = talks.digests(interview)
    same = [item for item in gone.values() if talks.is_same(talk, item.talk)]
    return max(same, key=lambda item: talks.alike(talk, item.talk), default=None)


def problems(show: Show, new: Iterable[Interview], gone: Mapping[str, Item]) -> Iterator[Problem]:
    """A problem for each ``new`` interview that was published under another name and does not say which episode it is.
    ``show.guid`` is assigned."""
    for interview in new:
        if interview.about.id or not (old := before(interview, gone)):
            continue
        message = msg(
            "has the text that was content/{}.md, which is gone: under another name it would be another episode, and podcast "
            "apps would show both",
            old.slug,
        )
        remedy = msg(
            "If it is the same episode, write this line into its front matter: id: {}. If it is to be another one: id: {}",
            guids.episode(show, old),
            uuid5(UUID(show.guid), interview.slug),
        )
        yield Problem(place=f"{interview.path}: id", message=message, remedy=remedy)
