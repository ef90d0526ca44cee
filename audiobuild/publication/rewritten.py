"""A file that another interview was written into. Its guid is that of the episode before: players would not show it as new."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from audiobuild.errors import Problem
from audiobuild.messages import msg
from audiobuild.model import Interview, Item, Show, Speaker
from audiobuild.publication import guids, placeholders, talks

FEW = 2
"""Answers that a talk must have had for half of them to say something."""


def problems(show: Show, interviews: Iterable[Interview], known: Iterable[Item]) -> Iterator[Problem]:
    """A problem for each interview that would go on as an episode with another talk, and does not say that it is that one.
    ``known`` are the episodes of the last edition, those that were taken back included while their files lie there.
    ``show.guid`` is assigned; nobody knows the episodes of a show at an example's address."""
    if placeholders.is_reserved(show.link):
        return
    before = {guids.episode(show, item): item for item in known}
    for interview in interviews:
        guid = guids.episode(show, interview)
        old = before.get(guid)
        if interview.about.id or not old or not is_another(interview, old):
            continue
        message = msg(
            "holds another talk than the episode that was published under this name: podcast apps would take it for that "
            "one, and not show it as new"
        )
        remedy = msg(
            "If it is a new episode, give its file another name, or write this line into its front matter: id: {}. If it is "
            "the same one with another text: id: {}",
            guids.given(show, interview).about.id,
            guid,
        )
        yield Problem(place=f"{interview.path}: id", message=message, remedy=remedy)


def remarks(show: Show, interviews: Iterable[Interview], known: Iterable[Item]) -> Iterator[Problem]:
    """What is to be said of those that say so themselves, by their id: once, with the edition in which the text changes."""
    before = {guids.episode(show, item): item for item in known}
    for interview in interviews:
        old = before.get(interview.about.id)
        if not old or not is_another(interview, old):
            continue
        message = msg(
            "is that of another talk, {!r}: podcast apps take this one for it, and do not show it as new",
            old.about.title,
        )
        other = guids.given(show, interview, (interview.about.id,)).about.id
        yield Problem(
            place=f"{interview.path}: id", message=message, remedy=msg("If it is a new episode, write: id: {}", other)
        )


def is_another(interview: Interview, old: Item) -> bool:
    """Whether an interview is another than what was published: little is the same in it, and its title or its guests are not.
    One that was only put into better words keeps those."""
    if not _differs(interview, old.talk):
        return False
    now, was = ((about.title.casefold(), {*_guests(about.speakers)}) for about in (interview.about, old.about))
    return now != was


def _guests(speakers: Iterable[Speaker]) -> Iterator[str]:
    return (speaker.name for speaker in speakers if speaker.role != "question")


def _differs(interview: Interview, talk: Collection[str]) -> bool:
    """Whether a talk that is known is another. Of one that is very short, one correction changes most."""
    return len(talk) >= FEW and not talks.is_same(talks.digests(interview), talk)
