"""What the feed of a show says beside its episodes, and show.toml has a key for; and what it says and no key takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from audiobuild.errors import Problem
from audiobuild.languages import tags
from audiobuild.messages import msg
from audiobuild.publication import categories, earlier, feed_items, links
from audiobuild.text import shown

FREQUENCIES = {
    "daily": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "biweekly": "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY",
}
"""How often episodes come, as calendars say it (RFC 5545, 3.3.10; the Podcast namespace's updateFrequency)."""

_NAMED = {
    "de": ("german", "deutsch"),
    "en": ("english",),
    "es": ("spanish", "español", "espanol", "castellano"),
    "fr": ("french", "français", "francais"),
    "it": ("italian", "italiano"),
    "nl": ("dutch", "nederlands"),
    "pl": ("polish", "polski"),
    "pt": ("portuguese", "português", "portugues"),
}
"""Languages by the names that some feeds have instead of their codes."""

_ENDS = re.compile(r"(?i)<br\s*/?>|</(?:p|div|li|h[1-6]|tr|blockquote)\s*>")
_TAG = re.compile(r"(?s)<!--.*?-->|</?[a-zA-Z][^<>]*>")


@dataclass(frozen=True, kw_only=True, slots=True)
class FormerSettings:
    """``keys`` are those of show.toml, by name. ``blocked``: directories are asked to leave the show out. ``untaken`` tells of
    the rest, where nothing here takes its place."""

    language: str
    keys: Mapping[str, str | bool | Mapping[str, str]]
    blocked: bool
    untaken: tuple[Problem, ...]


def of(data: bytes, *, place: str) -> FormerSettings:
    """The settings in a feed. Raises ContentError where it cannot be read."""
    channel = earlier.channel_of(data, place)
    keys: Mapping[str, str | bool | Mapping[str, str]] = {
        "frequency": _frequency(channel),
        "funding": _funding(channel),
        **_licence(channel),
        "complete": _says(channel, "itunes:complete"),
    }
    return FormerSettings(
        language=language(_text(channel, "language")),
        keys={key: value for key, value in keys.items() if value},
        blocked=_says(channel, "itunes:block") or _says(channel, "podcast:block"),
        untaken=tuple(_untaken(channel, place)),
    )


def plain(text: str) -> str:
    """A text of a feed without the HTML that some write there, in one line."""
    without = _TAG.sub("", _ENDS.sub(" ", text))
    return " ".join(unescape(without).split())


def language(said: str) -> str:
    """The tag of the language that is meant; empty where none is to be seen."""
    name = said.casefold().partition("(")[0].strip()
    return tags.instead(said) or next((tag for tag, names in _NAMED.items() if name in names), "")


def _untaken(channel: Any, place: str) -> Iterator[Problem]:
    mains = [plain(one.get("text", "")) for one in _all(channel, "itunes:category")]
    if mains and any(categories.problems(mains[0], "")):
        message = msg("the category {} is none of Apple's, and is not taken over", shown(repr(mains[0]), 80))
        yield Problem(place=place, message=message, remedy=msg("Is category in content/show.toml right?"))
    if mains[1:]:
        others = ", ".join(shown(repr(one), 80) for one in mains[1:])
        message = msg("further categories are not taken over: {}", others)
        remedy = msg(
            "A show has one here, and directories go by the first. Change category in content/show.toml if another is better."
        )
        yield Problem(place=place, message=message, remedy=remedy)


def _frequency(channel: Any) -> str:
    rules = [one.get("rrule", "").upper().replace(" ", "") for one in _all(channel, "podcast:updateFrequency")]
    said = {part for rule in rules[:1] for part in rule.split(";")} - {"INTERVAL=1"}
    return next((name for name, rule in FREQUENCIES.items() if {*rule.split(";")} == said), "")


def _funding(channel: Any) -> Mapping[str, str]:
    for one in _all(channel, "podcast:funding"):
        link, text = one.get("url", "").strip(), plain(one.text or "")
        if _is_web(link):
            return {"link": link, "text": text} if 0 < len(text) <= 128 else {"link": link}
    return {}


def _licence(channel: Any) -> Mapping[str, str]:
    for one in _all(channel, "podcast:license"):
        name, url = plain(one.text or ""), one.get("url", "").strip()
        if _is_web(url):
            return {"licence": name, "licence_url": url}
        if re.fullmatch(r"[A-Za-z0-9.+-]+", name):
            return {"licence": name}
    return {}


def _is_web(address: str) -> bool:
    return re.match("https?://", address) is not None and not links.fault(address)


def _says(channel: Any, name: str) -> bool:
    return any((one.text or "").strip().lower() == "yes" for one in _all(channel, name))


def _text(channel: Any, name: str) -> str:
    return next(("".join(one.itertext()).strip() for one in _all(channel, name)), "")


def _all(channel: Any, name: str) -> list[Any]:
    found: list[Any] = channel.findall(feed_items.named(name))
    return found
