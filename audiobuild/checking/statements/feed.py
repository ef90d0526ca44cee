"""What a feed says of the show, in its channel, and of an episode, in its item."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from html import unescape
from typing import Any

from audiobuild.checking.elements import all_of, texts
from audiobuild.checking.finding import File
from audiobuild.checking.reading import plain
from audiobuild.checking.statements import Fact, Statement, facts, stated
from audiobuild.messages import msg


def channel(file: File, element: Any) -> Iterator[Statement]:
    """What the channel says of the show."""
    paths = {
        "title": facts.SHOW,
        "image/title": facts.SHOW,
        "itunes:author": facts.AUTHOR,
        "itunes:owner/itunes:name": facts.AUTHOR,
        "description": facts.DESCRIPTION,
        "podcast:license": facts.LICENCE,
    }
    for path, fact in paths.items():
        for text in texts(element, path)[:1]:
            said = facts.told(text) if fact is facts.DESCRIPTION else plain(text)
            yield stated(file, _at("channel", path), fact, said.lower() if fact is facts.LICENCE else said)
    if not all_of(element, "podcast:license"):
        yield stated(file, "channel", facts.LICENCE, "")
    for lock in all_of(element, "podcast:locked"):
        if owner := lock.get("owner"):
            yield stated(file, _at("channel", "podcast:locked"), facts.INTENTIONS["email"], owner)
    for tag in texts(element, "language")[:1]:
        yield stated(file, _at("channel", "language"), facts.SHOW_LANGUAGE, *facts.language(tag.strip()))
    for picture in all_of(element, "itunes:image")[:1]:
        said = facts.address(picture.get("href", ""))
        yield stated(file, _at("channel", "itunes:image"), facts.SHOW_COVER, said)
    for link in texts(element, "image/link")[:1]:
        yield stated(file, _at("channel", "image/link"), facts.INTENTIONS["link"], facts.address(link))


def item(
    file: File,
    place: str,
    texts: Mapping[str, str],
    when: datetime | None,
    persons: Iterable[tuple[str, str]],
    transcripts: Sequence[tuple[str, str]],
    alts: Sequence[str],
    season: str,
) -> Iterator[Statement]:
    """What an item says of its episode: ``texts`` by path, empty where there is none, ``persons`` with their roles, and its
    ``transcripts`` with their languages, ``alts``, the texts in place of its pictures, and what its ``season`` is called."""
    said: dict[tuple[str, Fact], tuple[Hashable, ...]] = {
        ("title", facts.TITLE): (plain(texts["title"]),),
        ("guid", facts.GUID): (texts["guid"],),
        ("link", facts.PAGE): (facts.address(texts["link"]),),
        ("enclosure", facts.SOUND): (facts.address(texts["enclosure"]),),
        ("itunes:season", facts.SEASON): (texts["itunes:season"],),
        ("itunes:episode", facts.EPISODE): (texts["itunes:episode"],),
        ("podcast:season", facts.SEASON_NAME): (season,),
        ("itunes:episodeType", facts.KIND): (texts["itunes:episodeType"],),
        ("itunes:explicit", facts.INTENTIONS["explicit"]): (texts["itunes:explicit"] == "true",),
        ("content:encoded", facts.VOICES): facts.disclosed(unescape(re.sub("<[^>]*>", "", texts["content:encoded"]))),
        ("podcast:txt", facts.ANY_VOICE): (texts["podcast:txt"],),
    }
    if when:
        said["pubDate", facts.DATE] = facts.moment(when)
    if re.fullmatch(r"\d{1,9}", texts["itunes:duration"]):
        said["itunes:duration", facts.DURATION] = (int(texts["itunes:duration"]),)
    if not texts["description"].startswith("<"):  # a summary alone is text, notes are HTML
        said["description", facts.SUMMARY] = (facts.told(texts["description"]),)
    for (path, fact), value in said.items():
        yield stated(file, _at(place, path), fact, *value)
    where = _at(place, "podcast:transcript")
    for url, tag in transcripts:
        yield stated(file, where, facts.LANGUAGE, *facts.language(tag))
        yield Statement(fact=facts.FILE, file=file, place=where, said=(facts.address(url),), of=facts.kind(url))
    for alt in alts:
        yield stated(file, _at(place, "podcast:image"), facts.DESCRIBED, plain(alt))
    yield stated(file, _at(place, "podcast:person"), facts.SPEAKERS, *facts.speakers(persons, ""))


def _at(place: str, path: str) -> str:
    return msg("{}: {}", place, path)
