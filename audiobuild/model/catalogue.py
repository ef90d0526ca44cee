"""What feed and list of episodes say of an episode that is published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from audiobuild.model.interview import FrontMatter, Inline


@dataclass(frozen=True, kw_only=True, slots=True)
class ChapterMark:
    """A chapter as lists show it; ``id`` names it in links. ``runs`` are the pieces of its title with their languages, where
    some of it is in another one than the interview."""

    id: str
    title: str
    start_ms: int
    end_ms: int
    runs: tuple[tuple[str, str], ...] = ()

    @property
    def inlines(self) -> tuple[Inline, ...]:
        """The title, piece by piece."""
        return tuple(Inline(text=text, language=language) for text, language in self.runs or ((self.title, ""),))


@dataclass(frozen=True, kw_only=True, slots=True)
class SoundSpan:
    """A stretch of the audio that is no single sentence of a voice: a ``speaker``'s recording with its sentences, or a sound of
    the show, while which nobody speaks."""

    kind: Literal["recording", "sound"]
    start_ms: int
    end_ms: int
    speaker: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mp3File:
    """An episode's MP3: its size, and a digest of its frames, without tag and header: of what is heard."""

    bytes: int
    sound: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureFile:
    """A picture beside an episode's page: its file name, a digest of its bytes, and its size in pixels."""

    name: str
    digest: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """An episode in the catalogue, which is kept from build to build, so that building one episode needs nothing of the
    others but this. ``settings`` is a digest that changes when the show's settings do. ``pictures`` are the episode's own:
    none, or its cover and the picture as it is. ``sample`` says that the talk is a starter's, for trying out. ``talk`` are
    digests by which the same talk is known again under another name. ``written`` is a digest of all that the editor wrote that
    is heard, ``sound`` one of how the version that spoke it says that: while the first is the same, the published sound stays,
    though the second would be another by now. ``synthetic`` are the names of those whom voices
    speak, ``recorded`` those of who is heard in person, ``credits`` whose the ``sounds`` are, which lie there with the
    recordings."""

    slug: str
    about: FrontMatter
    chapters: tuple[ChapterMark, ...]
    duration_ms: int
    mp3: Mp3File
    settings: str = ""
    pictures: tuple[PictureFile, ...] = ()
    sample: bool = False
    talk: tuple[str, ...] = ()
    written: str = ""
    sound: str = ""
    synthetic: tuple[str, ...] = ()
    recorded: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    sounds: tuple[SoundSpan, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class EarlierEpisode:
    """An episode from before audiobuild made the show: what lists say of it, the addresses of its page and its ``sound``, its
    numbers, whether it is a ``whole`` episode, and its ``entry`` in the feed, an ``item`` of XML in our prefixes."""

    guid: str
    title: str
    link: str
    sound: str
    published: datetime
    season: int | None
    episode: int | None
    whole: bool
    entry: str

    @property
    def key(self) -> str:
        """What clients know it by: its guid, else its sound's address."""
        return self.guid or self.sound
