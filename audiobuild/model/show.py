"""What the editor wrote of the show and its voices: ``content/show.toml`` and ``voices/*.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from annotated_types import Interval, Len, Unit

Role = Literal["question", "answer", "narrator"]
Announcements = Literal["none", "number"]
Book = Literal["epub", "daisy"]
StageDirections = Literal["spoken", "dropped"]
Aloud = Literal["spoken", "printed"]
Text = Annotated[str, Len(1)]
PauseMs = Annotated[int, Interval(ge=100, le=10_000), Unit("ms")]
Count = Annotated[int, Interval(ge=1)]
FRAME_MS = 24
"""One Layer III frame at 24 kHz (576 samples) or 48 kHz (1152 samples): the unit in which audio is joined."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Audio:
    """How the show sounds: 24 kHz/64 kbit/s or 48 kHz/96 kbit/s mono, because there one frame is exactly 24 ms."""

    sample_rate_hz: Literal[24000, 48000] = 24000
    loudness_lufs: Annotated[float, Interval(ge=-24, le=-14)] = -16.0

    @property
    def bitrate_kbps(self) -> int:
        return 64 if self.sample_rate_hz == 24000 else 96

    @property
    def frame_samples(self) -> int:
        return self.sample_rate_hz * FRAME_MS // 1000

    @property
    def frame_bytes(self) -> int:
        return self.bitrate_kbps * FRAME_MS // 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Pauses:
    """The silence that follows, by what comes next. Before a chapter it is stretched to the next whole second."""

    sentence_ms: PauseMs = 350
    paragraph_ms: PauseMs = 650
    speaker_ms: PauseMs = 800
    chapter_ms: PauseMs = 1400


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """One file in ``voices/``, or built in. ``options`` holds the keys that only its engine understands.

    ``rate`` is a factor (1.0 is the engine's normal speed); ``pitch`` is in semitones (0 is the voice's own).
    ``languages`` names, per language code, the voice that speaks foreign phrases for this speaker.
    """

    name: Text
    engine: Text
    language: Text
    label: str = ""
    rate: Annotated[float, Interval(ge=0.4, le=3)] = 1.0
    pitch: Annotated[float, Interval(ge=-12, le=12)] = 0.0
    languages: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str | int | float | bool] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Colours:
    """The show's colours, ``#rrggbb``, in which a cover is drawn: type in ``ink`` and ``accent`` on ``ground``."""

    ground: str = "#0b4653"
    ink: str = "#ffffff"
    accent: str = "#f2b84b"


@dataclass(frozen=True, kw_only=True, slots=True)
class Show:
    """``content/show.toml``. ``voices`` maps a role, ``answer`` or ``de.answer``, to the name of its voice where an interview
    names none (:mod:`audiobuild.publication.show_voices`).

    ``guid`` names the podcast for ever (podcast:guid); :mod:`audiobuild.publication.guids` assigns it. ``licence_url`` is
    needed where ``licence`` is none that everybody knows. ``feed_episodes`` is how many episodes feed.xml lists; older
    ones follow on further pages. The large files are served below ``media_link`` where it is given, all others below ``link``;
    ``books`` are the kinds of book that are made; ``max_characters`` is how many a build may send to speech services. A
    ``sample`` is for trying out, and never published. ``stage_directions`` says what becomes of "(lacht)" in the audio; it is
    printed in any case. ``pictures``, ``tables`` and ``footnotes`` say whether these are heard, or printed only.
    ``publish`` is where dist/ is put, ``publish_media`` where its large files are, if elsewhere
    (:mod:`audiobuild.publication.targets`).
    """

    title: Text
    link: Text
    description: Annotated[str, Len(1, 4000)]
    language: Text
    author: Text
    email: Text
    category: Text
    guid: str = ""
    publish: str = ""
    publish_media: str = ""
    licence: str = ""
    licence_url: str = ""
    copyright: str = ""
    image: str = ""
    convert_image: bool = False
    explicit: bool = False
    locked: bool = False
    type: Literal["episodic", "serial"] = "episodic"
    sample: bool = False
    feed_episodes: Count = 300
    media_link: str = ""
    books: tuple[Book, ...] = ("epub", "daisy")
    max_characters: Annotated[int, Interval(ge=0)] | None = None
    announcements: Announcements = "none"
    stage_directions: StageDirections = "spoken"
    voices: Mapping[str, Text] = field(default_factory=dict)
    pictures: Aloud = "spoken"
    tables: Aloud = "spoken"
    footnotes: Aloud = "spoken"
    colours: Colours = Colours()
    audio: Audio = Audio()
    pauses: Pauses = Pauses()
