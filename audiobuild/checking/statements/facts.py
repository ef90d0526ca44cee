"""The facts that are compared, each with who asks for it; and how they are written down, so that formats can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache
from hashlib import blake2b
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from audiobuild.checking.reading import plain
from audiobuild.checking.statements import Fact
from audiobuild.languages.registry import CODES
from audiobuild.languages.words import words
from audiobuild.messages import msg
from audiobuild.publication import disclosure
from audiobuild.publication.addresses import DIGEST_BYTES
from audiobuild.site.templates import long_date
from audiobuild.site.writers.id3 import language_code

SAME = msg("One truth: what feed, page, tag and books say of the same thing is the same")
IN_LANGUAGE = msg("WCAG 2.2, 3.1.1, and EPUB 3.3, dc:language: voices of screen readers are chosen by the language")
IN_PART = msg("WCAG 2.2, 3.1.2: a phrase in another language says in which")
DATED = msg("RSS 2.0, pubDate, and EPUB 3.3, dc:date: players and libraries sort by one date")
LASTS = msg("Apple Podcasts, RSS feed requirements, itunes:duration: as long as the sound")
SPEAK = msg("Podcast namespace: podcast:person; and MARC relators: who speaks is named, with the role that is theirs")
PLAYS = msg("One truth: the page plays what the feed encloses")
DISCLOSED = msg("EU AI Act, Article 50: each output says which voices are synthetic")
CANONICAL = msg("RFC 6596: a canonical address is the page's own; and tags, books and feeds lead there")
PICTURED = msg("Apple Podcasts, artwork, and ID3v2.3.0, 4.15: an episode has one cover")
NUMBERED = msg("Apple Podcasts, RSS feed requirements, itunes:episode; and ID3v2.3.0, TRCK and TPOS: one number")
MEANT = msg("audiobuild-manifest.json: the feed tells directories and apps what the show's settings mean")
CHAPTERS = msg("One set of chapters: clients merge ID3, JSON and psc by comparing them (AntennaPod#7688)")

TITLE = Fact(name=msg("title"), rule=SAME)
SUMMARY = Fact(name=msg("summary"), rule=SAME)
LANGUAGE = Fact(name=msg("language"), rule=IN_LANGUAGE)
PHRASE = Fact(name=msg("language of a phrase"), rule=IN_PART)
COMMENT = Fact(name=msg("comment"), rule=SAME, meant=True)
MARKED = Fact(name=msg("mark, link or picture"), rule=SAME, several=True)
DATE = Fact(name=msg("date"), rule=DATED)
MODIFIED = Fact(
    name=msg("moment of the last change"),
    rule=msg("EPUB 3.3, dcterms:modified: libraries know by it which edition a book is"),
)
DURATION = Fact(name=msg("length"), rule=LASTS)
IN_MINUTES = Fact(name=msg("length in hours and minutes"), rule=LASTS)
SPEAKERS = Fact(name=msg("speakers"), rule=SPEAK)
HEARD = Fact(name=msg("sound, by its digest,"), rule=SAME)
SOUND = Fact(name=msg("address of the sound"), rule=PLAYS)
FILE = Fact(name=msg("address of a file"), rule=SAME)
VOICES = Fact(name=msg("kind of voices"), rule=DISCLOSED)
ANY_VOICE = Fact(name=msg("whether a voice is synthetic"), rule=DISCLOSED, meant=True)
PAGE = Fact(name=msg("address of the page"), rule=CANONICAL)
DESCRIBED = Fact(name=msg("text in place of the picture"), rule=msg("WCAG 2.2, 1.1.1: what a picture shows is said"))
COVER = Fact(name=msg("digest of the cover"), rule=PICTURED)
COVER_FILE = Fact(name=msg("file of the cover"), rule=PICTURED)
GUID = Fact(name=msg("name for players (guid)"), rule=msg("RSS 2.0, guid: a name that never changes"))
IDENTIFIED = Fact(
    name=msg("identifier"),
    rule=msg("EPUB 3.3 and DAISY 2.02, dc:identifier: libraries know a book by a name of its own"),
)
SEASON = Fact(name=msg("season"), rule=NUMBERED)
EPISODE = Fact(name=msg("number of the episode"), rule=NUMBERED)
SEASON_NAME = Fact(name=msg("name of the season"), rule=NUMBERED)
KIND = Fact(name=msg("kind of episode"), rule=NUMBERED)

SHOW = Fact(name=msg("title of the show"), rule=SAME)
AUTHOR = Fact(name=msg("author of the show"), rule=SAME)
DESCRIPTION = Fact(name=msg("description of the show"), rule=SAME)
SHOW_LANGUAGE = Fact(name=msg("language of the show"), rule=IN_LANGUAGE)
SHOW_COVER = Fact(name=msg("picture of the show"), rule=PICTURED)
LICENCE = Fact(name=msg("licence"), rule=SAME)
FEED = Fact(name=msg("address of the feed"), rule=SAME)

SHOWS = frozenset({SHOW, AUTHOR, DESCRIPTION, SHOW_LANGUAGE, SHOW_COVER, LICENCE, FEED})
"""What is said of the show, also by its episodes."""

START = Fact(name=msg("begin of a chapter in ms"), rule=CHAPTERS)
CHAPTER = Fact(name=msg("title of a chapter"), rule=CHAPTERS)
QUESTION = Fact(name=msg("question of a chapter"), rule=CHAPTERS)
LEADS = Fact(name=msg("link of a chapter"), rule=CHAPTERS)

INTENTIONS = {
    "guid": Fact(name=msg("guid of the podcast"), rule=MEANT, meant=True),
    "link": Fact(name=msg("address of the show"), rule=MEANT, meant=True),
    "locked": Fact(name=msg("lock against other hosts"), rule=MEANT, meant=True),
    "explicit": Fact(name=msg("mark as not for children"), rule=MEANT, meant=True),
    "blocked": Fact(name=msg("wish not to be listed"), rule=MEANT, meant=True),
    "complete": Fact(name=msg("sign that no episode follows"), rule=MEANT, meant=True),
    "moved_to": Fact(name=msg("new address of the feed"), rule=MEANT, meant=True),
    "email": Fact(name=msg("mailbox of the show"), rule=MEANT, meant=True),
    "type": Fact(name=msg("order of the episodes"), rule=MEANT, meant=True),
    "category": Fact(name=msg("category"), rule=MEANT, meant=True),
    "funding": Fact(name=msg("address for support"), rule=MEANT, meant=True),
    "funding_text": Fact(name=msg("words of the link for support"), rule=MEANT, meant=True),
    "copyright": Fact(name=msg("copyright"), rule=MEANT, meant=True),
    "frequency": Fact(name=msg("how often episodes come"), rule=MEANT, meant=True),
    "verify": Fact(name=msg("code by which a directory knows the show"), rule=MEANT, meant=True),
    "licence_url": Fact(name=msg("address of the licence"), rule=MEANT, meant=True),
}
"""By the fields of the manifest's :class:`~audiobuild.site.manifest.FeedIntentions`."""

PAGES = "/"
"""The end of the addresses of pages."""

SYNTHETIC = "synthetic"
ROLES = {"question": "host", "answer": "guest"}
"""As the feed calls them."""


def language(tag: str) -> tuple[str, ...]:
    """The language that tags hold, of three letters, and the whole BCP 47 tag."""
    return (language_code(tag), tag.lower())


def moment(when: date | datetime) -> tuple[str, ...]:
    """The day as it is written, and the moment where there is one."""
    day = when.isoformat()[:10]
    if not isinstance(when, datetime) or when.tzinfo is None:
        return (day,)
    try:
        return (day, when.astimezone(UTC).replace(microsecond=0).isoformat())
    except OverflowError:  # on the first or the last day of all
        return (day,)


def written(when: str) -> tuple[str, ...]:
    """The same of a date in ISO 8601; what is none says itself."""
    for kind in (date, datetime):
        try:
            return moment(kind.fromisoformat(when))
        except ValueError:
            continue
    return (when,)


def length(duration_ms: int) -> tuple[int, ...]:
    """Whole seconds, as feeds have them, and milliseconds."""
    return (round(duration_ms / 1000), duration_ms)


def in_minutes(duration_ms: int) -> tuple[str, ...]:
    """The numbers by which people are told a length."""
    hours, minutes = divmod(max(1, round(duration_ms / 60_000)), 60)
    return (" ".join(str(number) for number in (hours, minutes) if number),)


def in_words(day: str, text: str) -> str:
    """The day, if the text is how it is written out in any of our languages; else the text."""
    try:
        when = date.fromisoformat(day)
    except ValueError:
        return text
    return day if any(plain(long_date(when, code)) == text for code in CODES) else text


def numbers(text: str) -> tuple[str, ...]:
    """The numbers in a text."""
    return (" ".join(re.findall(r"\d+", text)),)


def speakers(named: Iterable[tuple[str, str]], author: str) -> tuple[str, ...]:
    """Names, and names with their roles. Where nobody talks, the show's author stands for who does."""
    pairs = [(plain(name), role) for name, role in named] or [(plain(author), "host")]
    return (", ".join(name for name, _ in pairs), ", ".join(f"{name} ({role})" for name, role in pairs))


def told(text: str) -> str:
    """Plain text that some places hold with a space behind ``<``, so that nobody takes it for a tag there."""
    return plain(text).replace("< ", "<")


def address(link: str, below: str = "") -> str:
    """A whole address in ASCII without what is behind its path; ``below`` is that of the page on which it stands. What is none
    says itself."""
    try:
        parts = urlsplit(urljoin(below, link.strip()))
    except ValueError:
        return link
    return ascii_address(urlunsplit(parts._replace(query="", fragment="")))


def ascii_address(link: str) -> str:
    """An address as tags can hold it."""
    return quote(link, safe="%/:?#[]@!$&'()*,;=~", errors="replace")


def kind(address: str) -> str:
    """What sort of file an address leads to, by its end: each episode has one of each sort beside its page."""
    path = address.partition("#")[0].partition("?")[0]
    return PAGES if path.endswith("/") else "." + path.rpartition(".")[2].lower()


def digest(data: bytes) -> str:
    """What stands for a picture's bytes."""
    return blake2b(data, digest_size=DIGEST_BYTES).hexdigest()


def disclosed(text: str) -> tuple[str, ...]:
    """Whether a text says in any of our languages that the voices are synthetic; or who is heard in person, and all that it
    says of the voices."""
    said = plain(text)
    if any(sentence in said for sentence in sentences()):
        return (SYNTHETIC,)
    notices = (disclosure.found(words(code), said) for code in CODES)
    return next(((names, notice) for notice, names in filter(None, notices)), ("",))


def licence(text: str) -> str:
    """What a text names as licence, at its end; empty where it names none. Feeds have it in small letters."""
    return next((text.rpartition(name)[2].strip().lower() for name in _licences() if name in text), "")


def narrated(voices: Iterable[str]) -> tuple[str, ...]:
    """The same of the narrators that a book names: a person's own name is that of who is heard in person."""
    named = [plain(voice) for voice in voices]
    recorded = [voice for voice in named if not voice.startswith(_narrators())]
    return (", ".join(recorded) or (SYNTHETIC if named else ""),)


@cache
def sentences() -> tuple[str, ...]:
    """What says so, in each of our languages."""
    return tuple(plain(words(code).synthetic) for code in CODES)


@cache
def _narrators() -> tuple[str, ...]:
    return tuple(plain(words(code).synthetic_voice) for code in CODES)


@cache
def _licences() -> tuple[str, ...]:
    return tuple(f"{words(code).licence}:" for code in CODES)
