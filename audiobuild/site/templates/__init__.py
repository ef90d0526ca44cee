"""Jinja2 templates of pages and feeds, and the filters they use. What goes into them is escaped unless they say otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from importlib.resources import files
from typing import BinaryIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from audiobuild.clock import instant
from audiobuild.languages.registry import base
from audiobuild.languages.words import direction, words
from audiobuild.model import Block, Cue
from audiobuild.publication import links, nesting, show_notes
from audiobuild.site import turns

# What XML 1.0 cannot hold at all, escaped or not (XML 1.0, 2.2).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# What begins a tag, a comment or a declaration (HTML, 13.2.5.6: tag open state).
_TAG = re.compile("<(?=[A-Za-z/!?])")


def render(template: str, **values: object) -> bytes:
    """The template filled in, as UTF-8. A name that it uses and is not given is an error."""
    return b"".join(_pieces(template, values))


def write(sink: BinaryIO, template: str, **values: object) -> None:
    """Write to ``sink`` what :func:`render` gives, piece by piece: a document of ten hours is never held whole."""
    sink.writelines(_pieces(template, values))


def _pieces(template: str, values: Mapping[str, object]) -> Iterator[bytes]:
    stream = _environment().get_template(template).stream(values)
    stream.enable_buffering(size=200)
    for piece in stream:
        yield _NOT_XML.sub("", piece).encode()


def asset(name: str, *, folder: str = "templates") -> bytes:
    """A file that is published as it is."""
    return (files("audiobuild.site") / folder / name).read_bytes()


def clock(milliseconds: int, *, hours: bool = True, fraction: str = "") -> str:
    """``01:02:03``, with a separator also the milliseconds: ``01:02:03.456``."""
    seconds, ms = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    text = f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"{text}{fraction}{ms:03}" if fraction else text


def rfc2822(when: date | datetime, timezone: str = "") -> str:
    """A date as RSS wants it, in the zone in which it was written."""
    moment = instant(when, timezone)
    whole = not (moment.utcoffset() or timedelta()) % timedelta(
        minutes=1
    )  # before zones were made, a city had its own seconds
    return format_datetime(moment if whole else moment.astimezone(UTC))


def day(when: date | datetime) -> str:
    """A date as YYYY-MM-DD."""
    return when.isoformat()[:10]


def utc(when: datetime) -> str:
    """A moment as EPUB wants it, to the second and in UTC."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def long_date(when: date, language: str) -> str:
    """A date as people write it in that language."""
    own = words(language)
    number = when.day if when.day > 1 else own.first_day
    return own.date.format(day=number, month=own.months[when.month - 1], year=when.year)


def written(language: str, around: str = "en") -> Markup:
    """The attribute that says which way ``language`` is written, where what stands around it is written the other way."""
    way = direction(language)
    return Markup("" if way == direction(around) else f' dir="{way}"')  # noqa: S704 one of two words


def how_long(milliseconds: int, language: str) -> str:
    """A duration in words, in whole minutes, at least one: ``1 Std. 5 Min.``"""
    own = words(language)
    hours, minutes = divmod(max(1, round(milliseconds / 60_000)), 60)
    parts = [own.hours.format(count=hours)] if hours else []
    parts += [own.minutes.format(count=minutes)] if minutes else []
    return " ".join(parts)


def word_times(cue: Cue) -> str:
    """A cue's words for the page's script: for each where it begins, how long it is and when it is heard, in milliseconds
    from the start of the cue's tile. Positions count UTF-16 units, as scripts do."""
    text = cue.utterance.text
    numbers: list[int] = []
    for word in cue.words:
        numbers += (_utf16(text[: word.start]), _utf16(text[word.start : word.end]), word.time_ms - cue.tile_start_ms)
    return " ".join(map(str, numbers))


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def held(text: str) -> str:
    """A dash never begins a line: it holds on to the word before it. No character more or less, since words are counted."""
    return text.replace(" \u2013", "\u00a0\u2013").replace(" \u2014", "\u00a0\u2014")


def inert(text: str) -> str:
    """Plain text for a place that some readers take for HTML, as RSS leaves open: with a space behind it, no ``<`` begins a
    tag there, and it reads the same for those who take it for text."""
    return _TAG.sub("< ", text)


def by_number(text: str) -> Markup:
    """Plain text in which ``&`` and ``<`` are references by number: who looks at a title for HTML finds none, and XML is
    read the same (https://www.rssboard.org/rss-profile#data-types-characterdata)."""
    return Markup(str(escape(text)).replace("&amp;", "&#x26;").replace("&lt;", "&#x3C;"))  # noqa: S704 escaped


def steps(block: Block) -> Iterator[nesting.Step]:
    """What to print of a block of text: its paragraphs, and where lists and quotations around them begin and end."""
    return nesting.steps(block.places or ((),) * len(block.paragraphs))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("audiobuild.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for function in (
        clock,
        rfc2822,
        day,
        utc,
        long_date,
        how_long,
        word_times,
        written,
        base,
        held,
        inert,
        by_number,
        steps,
    ):
        environment.filters[function.__name__] = function
    environment.filters["note_blocks"] = show_notes.blocks
    environment.filters |= {"turns": turns.turns, "first_words": turns.first_words}
    environment.tests |= {"published": lambda address: not links.fault(address), "absolute": links.absolute}
    return environment
