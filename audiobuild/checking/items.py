"""An episode in the feed: what RSS 2.0, Apple, the Podcast namespace and Podlove Simple Chapters want of an item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from audiobuild.checking import known, marks, mojibake, polling, show_notes
from audiobuild.checking.elements import all_of, texts
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.marks import Mark
from audiobuild.checking.statements import Statement
from audiobuild.checking.statements import feed as stated_by_feed
from audiobuild.messages import msg, words_of
from audiobuild.publication import addresses
from audiobuild.publication.config import DESCRIPTION_BYTES

RSS = "RSS 2.0"
APPLE = "Apple Podcasts, RSS feed requirements"
PODCAST = "Podcast namespace"
GUID = msg("RSS 2.0, guid: a name that never changes, and that no other episode has")
ENCLOSURE = msg("RSS 2.0 and Apple Podcasts, enclosure: one file, its address, its length in bytes, its type")
TRANSCRIPT = msg("Podcast namespace: podcast:transcript; AntennaPod takes the first type that it knows")
CHAPTERS = "Podcast namespace: podcast:chapters"
PERSON = msg("Podcast namespace: podcast:person; an item's replace the channel's")
IMAGE = msg("Podcast namespace: podcast:image, with a text in place of the picture")
PSC = "Podlove Simple Chapters 1.2"
NOTES = "Spotify and Apple Podcasts, show notes"
DATE = msg("RSS 2.0, pubDate (RFC 2822); players hide what lies in the future")
DISCLOSED = msg("EU AI Act, Article 50, and Podcast namespace: podcast:txt purpose=ai-content")

RFC2822 = (
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-3]?\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"[0-2]\d:[0-5]\d:[0-6]\d ([+-]\d{4}|GMT)"
)
TRANSCRIPTS = tuple(addresses.MEDIA_TYPES[name] for name in addresses.TRANSCRIPTS)
CHAPTERS_TYPE = "application/json+chapters"
ROLES = ("host", "guest")

_TEXTS = (
    ("title", r"\S.*", RSS),
    ("link", r"https?://\S+", RSS),
    ("guid", r"\S+", GUID),
    ("pubDate", RFC2822, DATE),
    ("content:encoded", r"\S.*", NOTES),
    ("itunes:duration", r"\d{1,9}", f"{APPLE}, itunes:duration in whole seconds"),
    ("itunes:episodeType", "full|trailer|bonus", APPLE),
    ("itunes:explicit", "true|false", APPLE),
)
_OPTIONAL = (
    ("itunes:season", r"[1-9]\d*", APPLE),
    ("itunes:episode", r"[1-9]\d*", APPLE),
    ("description", r"\S.*", RSS),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What the feed says of an episode that its files say as well. ``place`` is where in the feed it stands, ``told`` the texts
    of its notes, ``number`` season and number of a whole episode."""

    feed: File
    place: str
    title: str
    link: str
    guid: str
    published: datetime | None
    url: str
    length: str
    duration: str
    files: tuple[str, ...]
    hosts: tuple[str, ...]
    chapters: tuple[Mark, ...]
    notes: tuple[Mark, ...]
    cover: str
    pictures: tuple[str, ...]
    links: frozenset[str]
    told: tuple[str, ...]
    number: tuple[str, str]
    statements: tuple[Statement, ...]


def check(file: File, item: Any, now: datetime, findings: list[Finding]) -> Entry:
    """The entry, and what is wrong with it by itself."""
    place = msg("line {}, item", item.sourceline)
    findings += forms(file, item, _TEXTS, place)
    for path, pattern, rule in _OPTIONAL:
        if texts(item, path):
            findings += forms(file, item, ((path, pattern, rule),), place)
    published = _published(file, item, now, place, findings)
    url, length = _enclosure(file, item, place, findings)
    _guid(file, item, url, place, findings)
    listed = _linked(file, item, place, findings)
    if not all_of(item, "podcast:person"):
        findings.append(file.finding(PERSON, msg("names nobody"), place=msg("{}: {}", place, "podcast:person")))
    findings += persons(file, item, place)
    findings += polling.item(file, item, place)
    findings += mojibake.findings(file, shown(item, place))
    if not disclosed(item):
        findings.append(file.finding(DISCLOSED, msg("is missing"), place=msg("{}: {}", place, "podcast:txt")))
    for text in texts(item, "description"):
        if len(text.encode()) > DESCRIPTION_BYTES:
            findings.append(
                file.finding(APPLE, msg("is longer than 4000 bytes"), place=msg("{}: {}", place, "description"))
            )
        show_notes.check(file, text, show_notes.DESCRIPTION, msg("{}: {}", place, "description"), findings)
    encoded = "".join(texts(item, "content:encoded"))
    linked = show_notes.check(file, encoded, show_notes.ENCODED, msg("{}: {}", place, "content:encoded"), findings)
    cover, pictures = _pictures(file, item, place, findings)
    notes = marks.notes(encoded)
    if not marks.ascending(notes) and not show_notes.is_escaped_twice(encoded):
        message = msg("has no list of times that begins with 00:00:00 and goes on in order")
        findings.append(file.finding(marks.NOTES, message, place=msg("{}: {}", place, "content:encoded")))
    said = _said(item, url)
    numbered = said["itunes:episodeType"] == "full" and said["itunes:episode"]
    persons_named = [(person.text or "", person.get("role", "")) for person in all_of(item, "podcast:person")]
    transcripts = [(one.get("url", ""), one.get("language", "")) for one in all_of(item, "podcast:transcript")]
    alts = [one.get("alt", "") for one in all_of(item, "podcast:image")]
    season = "".join(one.get("name", "") for one in all_of(item, "podcast:season")[:1])
    findings += known.item(file, item, place)
    return Entry(
        feed=file,
        place=place,
        title="".join(texts(item, "title")[:1]),
        link="".join(texts(item, "link")[:1]),
        guid="".join(texts(item, "guid")[:1]),
        published=published,
        url=url,
        length=length,
        duration="".join(texts(item, "itunes:duration")[:1]),
        files=listed,
        hosts=tuple(p.text or "" for p in all_of(item, "podcast:person") if p.get("role") == "host"),
        chapters=_psc(file, item, place, findings),
        notes=notes,
        cover=cover,
        pictures=pictures,
        links=linked,
        told=show_notes.told(encoded),
        number=(said["itunes:season"], said["itunes:episode"]) if numbered else ("", ""),
        statements=tuple(stated_by_feed.item(file, place, said, published, persons_named, transcripts, alts, season)),
    )


def _said(item: Any, url: str) -> dict[str, str]:
    """The texts of the elements that others say, too; empty where there is none."""
    paths = [path for path, _, _ in (*_TEXTS, *_OPTIONAL)]
    signs = [one.text or "" for one in all_of(item, "podcast:txt") if one.get("purpose") == "ai-content"]
    said = {path: "".join(texts(item, path)[:1]) for path in paths}
    return said | {"enclosure": url, "podcast:txt": "".join(signs[:1])}


def shown(parent: Any, place: str) -> Iterator[tuple[str, str]]:
    """All texts in it for people, each with its place."""
    for element in parent.iter("{*}*"):
        name = element.tag.rpartition("}")[2]
        shown = (element.text or "", *(element.get(attribute) or "" for attribute in ("title", "alt")))
        yield msg("{}: {}", place, name), " ".join(shown)


def key(item: Any) -> str:
    """What clients know an item by: its guid, else its sound's address."""
    sounds = [enclosure.get("url", "") for enclosure in all_of(item, "enclosure")]
    return "".join(texts(item, "guid")[:1]).strip() or "".join(sounds[:1]).strip()


def forms(file: File, parent: Any, expected: Sequence[tuple[str, str, str]], place: str) -> Iterator[Finding]:
    """What is wrong with elements that stand in ``parent`` once, and whose text has a fixed form."""
    for path, pattern, rule in expected:
        values = texts(parent, path)
        if len(values) != 1:
            yield file.finding(
                rule,
                msg("is missing") if not values else msg("is there {} times", len(values)),
                place=msg("{}: {}", place, path),
            )
        elif not re.fullmatch(pattern, values[0], re.DOTALL):
            yield file.finding(rule, msg("says {!r}", values[0][:80]), place=msg("{}: {}", place, path))


def disclosed(parent: Any) -> bool:
    """Whether it says that a synthetic voice speaks."""
    return any(txt.get("purpose") == "ai-content" and txt.text for txt in all_of(parent, "podcast:txt"))


def persons(file: File, parent: Any, place: str) -> Iterator[Finding]:
    """Persons without a name, or with a role that is none of the taxonomy's."""
    for person in all_of(parent, "podcast:person"):
        if not (person.text or "").strip() or person.get("role") not in ROLES:
            message = msg("names {!r} as {!r}", person.text, person.get("role"))
            yield file.finding(PERSON, message, place=msg("{}: {}", place, "podcast:person"))


def _published(file: File, item: Any, now: datetime, place: str, findings: list[Finding]) -> datetime | None:
    date = "".join(texts(item, "pubDate")[:1])
    if not re.fullmatch(RFC2822, date):
        return None
    try:
        when = parsedate_to_datetime(date)
    except ValueError:
        findings.append(file.finding(DATE, msg("says {!r}", date), place=msg("{}: {}", place, "pubDate")))
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    if format_datetime(when)[:3] != date[:3]:
        findings.append(
            file.finding(
                DATE, msg("says {!r}, which is another day of the week", date), place=msg("{}: {}", place, "pubDate")
            )
        )
    if when > now:
        findings.append(file.finding(DATE, msg("{} is not yet", date), place=msg("{}: {}", place, "pubDate")))
    return when


def _enclosure(file: File, item: Any, place: str, findings: list[Finding]) -> tuple[str, str]:
    place = msg("{}: {}", place, "enclosure")
    enclosures = all_of(item, "enclosure")
    if len(enclosures) != 1:
        findings.append(file.finding(ENCLOSURE, msg("is there {} times", len(enclosures)), place=place))
        return "", ""
    url, length, kind = (enclosures[0].get(name, "") for name in ("url", "length", "type"))
    if kind != "audio/mpeg":
        findings.append(file.finding(ENCLOSURE, msg("has the type {!r}", kind), place=place))
    if not re.fullmatch(r"[1-9]\d*", length):
        findings.append(file.finding(ENCLOSURE, msg("has the length {!r}", length), place=place))
    if not url.isascii() or not re.match(r"https?://", url) or " " in url or not _path(url).endswith(".mp3"):
        findings.append(
            file.finding(ENCLOSURE, msg("{!r} is no address in ASCII of a path that ends in .mp3", url), place=place)
        )
    return url, length


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _guid(file: File, item: Any, url: str, place: str, findings: list[Finding]) -> None:
    for guid in all_of(item, "guid")[:1]:
        if guid.get("isPermaLink") != "false":
            message = msg("does not say isPermaLink=false: readers take it for an address")
            findings.append(file.finding(GUID, message, place=msg("{}: {}", place, "guid")))
        if guid.text and guid.text in (url, url.partition("?")[0]):
            message = msg("is the address of the audio, which changes with each correction")
            findings.append(file.finding(GUID, message, place=msg("{}: {}", place, "guid")))


def _linked(file: File, item: Any, place: str, findings: list[Finding]) -> tuple[str, ...]:
    """The addresses of transcripts and chapters."""
    transcripts = all_of(item, "podcast:transcript")
    kinds = tuple(transcript.get("type", "") for transcript in transcripts)
    if kinds != TRANSCRIPTS:
        message = msg("has the types {}, not {}", ", ".join(kinds) or msg("of none"), ", ".join(TRANSCRIPTS))
        findings.append(file.finding(TRANSCRIPT, message, place=msg("{}: {}", place, "podcast:transcript")))
    chapters = all_of(item, "podcast:chapters")
    if [chapter.get("type") for chapter in chapters] != [CHAPTERS_TYPE]:
        message = msg("is not there once with the type {}", CHAPTERS_TYPE)
        findings.append(file.finding(CHAPTERS, message, place=msg("{}: {}", place, "podcast:chapters")))
    return tuple(element.get("url", "") for element in (*transcripts, *chapters))


def _pictures(file: File, item: Any, place: str, findings: list[Finding]) -> tuple[str, tuple[str, ...]]:
    """The addresses of the episode's own cover, if it has one, and of its pictures."""
    covers = all_of(item, "itunes:image")
    if len(covers) > 1:
        findings.append(
            file.finding(APPLE, msg("is there {} times", len(covers)), place=msg("{}: {}", place, "itunes:image"))
        )
    findings += described(file, item, place)
    pictures = all_of(item, "podcast:image")
    return "".join(one.get("href", "") for one in covers[:1]), tuple(one.get("href", "") for one in pictures)


def described(file: File, parent: Any, place: str) -> Iterator[Finding]:
    """Pictures without a text in their place."""
    for picture in all_of(parent, "podcast:image"):
        if not picture.get("alt", "").strip():
            yield file.finding(IMAGE, msg("has no alt text"), place=msg("{}: {}", place, "podcast:image"))


def _psc(file: File, item: Any, place: str, findings: list[Finding]) -> tuple[Mark, ...]:
    place = msg("{}: {}", place, "psc:chapters")
    lists = all_of(item, "psc:chapters")
    if [element.get("version") for element in lists] != ["1.2"]:
        findings.append(file.finding(PSC, msg("is not there once with version 1.2"), place=place))
    chapters = []
    for number, chapter in enumerate(all_of(item, "psc:chapters/psc:chapter"), 1):
        try:
            start = marks.clock_ms(chapter.get("start", ""))
        except ValueError as error:
            findings.append(
                file.finding(PSC, msg("{} (Normal Play Time)", words_of(error)), place=msg("{} {}", place, number))
            )
            continue
        if not chapter.get("title", "").strip():
            findings.append(file.finding(PSC, msg("has no title"), place=msg("{} {}", place, number)))
        chapters.append(Mark(start_ms=start, title=chapter.get("title", ""), url=chapter.get("href", "")))
    if not marks.ascending(chapters):
        findings.append(file.finding(PSC, msg("does not begin at 0 and go on in the order of time"), place=place))
    return tuple(chapters)
