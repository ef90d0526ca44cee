"""What a feed tells directories and apps of the show's settings, read back; and whether it says so in the show's words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from audiobuild.checking.elements import all_of, texts
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.reading import plain
from audiobuild.checking.statements import facts
from audiobuild.languages.words import words
from audiobuild.messages import msg
from audiobuild.site.manifest import FeedIntentions
from audiobuild.site.writers.feed import RULES

_CATEGORIES = ("itunes:category", "itunes:category/itunes:category")
_FREQUENCIES = {rule: frequency for frequency, rule in RULES.items()}


def read(channel: Any) -> FeedIntentions:
    """What the channel says; empty where it says nothing."""
    return FeedIntentions(
        guid=_text(channel, "podcast:guid"),
        link=_text(channel, "link"),
        locked=texts(channel, "podcast:locked") == ["yes"],
        explicit=texts(channel, "itunes:explicit") == ["true"],
        blocked="yes" in [text.strip().lower() for text in _blocks(channel)],
        complete=_complete(channel),
        moved_to=_text(channel, "itunes:new-feed-url"),
        email=_text(channel, "itunes:owner/itunes:email"),
        type=_text(channel, "itunes:type"),
        category=" > ".join(one.get("text", "") for path in _CATEGORIES for one in all_of(channel, path)[:1]),
        funding=_attribute(channel, "podcast:funding", "url"),
        funding_text=_text(channel, "podcast:funding"),
        copyright=_text(channel, "copyright"),
        frequency=_frequency(channel),
        verify=_text(channel, "itunes:applepodcastsverify"),
        title=_text(channel, "title"),
        author=_text(channel, "itunes:author"),
        description=_text(channel, "description"),
        language=_text(channel, "language"),
        licence=_text(channel, "podcast:license"),
        licence_url=_attribute(channel, "podcast:license", "url"),
    )


def worded(file: File, channel: Any, said: FeedIntentions) -> Iterator[Finding]:
    """What this program says of the show in its language, and the feed says otherwise."""
    own = words(said.language)
    wanted = {
        "podcast:image": (
            [one.get("alt", "") for one in all_of(channel, "podcast:image")],
            own.cover.format(title=said.title),
        ),
        "podcast:updateFrequency": (texts(channel, "podcast:updateFrequency"), own.frequencies.get(said.frequency, "")),
        "podcast:txt": (
            [one.text or "" for one in all_of(channel, "podcast:txt") if one.get("purpose") == "verify"],
            said.verify,
        ),
    }
    for path, (there, meant) in wanted.items():
        for text in there:
            if meant and plain(text) != plain(meant):
                message = msg("says {!r}; a build writes {!r}", text, meant)
                yield file.finding(facts.MEANT, message, place=f"channel: {path}")


def _text(channel: Any, path: str) -> str:
    return "".join(texts(channel, path)[:1])


def _attribute(channel: Any, path: str, name: str) -> str:
    return "".join(one.get(name, "") for one in all_of(channel, path)[:1])


def _frequency(channel: Any) -> str:
    """As the settings call it; a rule that no build writes says itself."""
    rule = _attribute(channel, "podcast:updateFrequency", "rrule")
    return _FREQUENCIES.get(rule, rule)


def _blocks(channel: Any) -> list[str]:
    return [*texts(channel, "itunes:block"), *texts(channel, "podcast:block")]


def _complete(channel: Any) -> bool:
    """Whether it says that no episode follows: clients then never ask again."""
    said = [text.strip().lower() == "yes" for text in texts(channel, "itunes:complete")]
    said += [one.get("complete") == "true" for one in all_of(channel, "podcast:updateFrequency")]
    return any(said) or bool(all_of(channel, "fh:complete"))
