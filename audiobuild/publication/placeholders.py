"""What stands for something else until an editor says it: addresses that nobody owns, and the sample's names and texts.

None of it may be published. A city's feed said ``https://example.org`` and "Unser Verein", held the sample interview, and
every check passed. A publication that is nothing but a sample says ``sample = true``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Protocol
from unicodedata import normalize
from urllib.parse import urlsplit

from audiobuild.languages.registry import CODES, folder
from audiobuild.languages.words import table, words
from audiobuild.messages import Message, msg
from audiobuild.model import FrontMatter, Interview
from audiobuild.publication.show_notes import blocks
from audiobuild.text import shown

RESERVED = ("test", "example", "invalid", "localhost", "example.com", "example.net", "example.org", "example.edu")
"""Names that nobody owns (RFC 2606, RFC 6761), and what is below them. The last is IANA's own, too."""

_ADDRESS = re.compile(r"https?://[^\s<>\"'()]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
"""An address in a text, which players make a link of."""


class ShowFacts(Protocol):
    """What only the editor knows of a show: its settings, or what a feed says."""

    @property
    def title(self) -> str: ...
    @property
    def author(self) -> str: ...
    @property
    def media_link(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def link(self) -> str: ...
    @property
    def licence_url(self) -> str: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Placeholder:
    """A key whose value stands for something else, and what to do about it."""

    key: str
    message: Message
    remedy: Message


def is_reserved(address: str) -> bool:
    """Whether an address on the web or of e-mail is at a name that nobody owns."""
    try:
        host = (urlsplit(address).hostname or "") if "://" in address else address.partition("?")[0].rpartition("@")[2]
    except ValueError:
        return False
    host = normalize("NFKC", host).casefold().rstrip(".")
    return any(host == name or host.endswith(f".{name}") for name in RESERVED)


def of_show(show: ShowFacts) -> Iterator[Placeholder]:
    """The placeholders in what is said of a show."""
    for key, remedy in (
        ("link", msg("Give the address where dist/ is served.")),
        ("media_link", msg("Give the address where the large files are served.")),
        ("email", msg("Give the address that is read.")),
        ("licence_url", msg("Give the address of the licence.")),
    ):
        value = getattr(show, key)
        if value and is_reserved(value):
            message = msg("{} is an address for examples: nobody can be reached there", value)
            yield Placeholder(key=key, message=message, remedy=remedy)
    names = (("title", msg("Give the name of the show.")), ("author", msg("Give the name of who publishes it.")))
    for key, remedy in names:
        value = getattr(show, key)
        if _alike(value) in _sample_facts("title") | _sample_facts("author"):
            yield Placeholder(key=key, message=msg("{!r} is the name in the sample", value), remedy=remedy)


def of_episode(about: FrontMatter) -> Iterator[Placeholder]:
    """The placeholders in what is told of an episode beside the talk, and a guest whom nobody named. The words of the talk
    itself are its speakers'."""
    for speaker in about.speakers:
        if speaker.role == "answer" and speaker.name == words(about.language).answer_speaker:
            message = msg("{!r} stands for a guest whom the text did not name", speaker.name)
            remedy = msg("Write the name, here and in **Name:** if it stands there.")
            yield Placeholder(key="speakers", message=message, remedy=remedy)
    named = [("links", link.url) for link in about.links]
    inlines = (inline for block in blocks(about.notes) for paragraph in block.paragraphs for inline in paragraph)
    for inline in inlines:
        named += [("notes", address) for address in (inline.href, *_ADDRESS.findall(inline.text)) if address]
    for key, address in dict.fromkeys(named):
        if is_reserved(address):
            message = msg("{} is an address for examples: nobody can be reached there", shown(address, 80))
            yield Placeholder(key=key, message=message, remedy=msg("Give the address that is meant, or remove it."))


def is_sample(interview: Interview) -> bool:
    """Whether an interview is that of a starter: more than half of its questions or of its answers, or its guest under its
    title. A title alone is anybody's."""
    about = interview.about
    names = {_alike(speaker.name) for speaker in about.speakers}
    said = {_alike(passage.text) for turn in interview.turns for passage in turn.passages}
    return any(
        (_alike(about.title) == sample.title and sample.guests & names)
        or any(len(some & said) * 2 > len(some) for some in (sample.questions, sample.answers))
        for sample in _samples()
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sample:
    title: str
    guests: frozenset[str]
    questions: frozenset[str]
    answers: frozenset[str]


@cache
def _samples() -> tuple[_Sample, ...]:
    texts = (path.read_text("utf-8") for code in CODES for path in (folder(code) / "starter").iterdir())
    return tuple(
        _Sample(
            title=_alike("".join(re.findall("(?m)^title: (.+)$", text)[:1])),
            guests=frozenset(map(_alike, re.findall("(?m)name: ([^,}]+), role: answer", text))),
            questions=frozenset(map(_alike, re.findall("(?m)^## (.+)$", text))),
            answers=frozenset(map(_alike, re.findall(r"(?m)^(\w.+)$", text.split("\n---\n", 1)[-1]))),
        )
        for text in texts
    )


def _alike(text: str) -> str:
    """A text as it is compared: its letters and digits, however it is spaced and marked."""
    return "".join(filter(str.isalnum, normalize("NFKC", text).casefold()))


@cache
def _sample_facts(key: str) -> frozenset[str]:
    return frozenset(_alike(str(table(code)["starter"][key])) for code in CODES)
