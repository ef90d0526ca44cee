"""The nouns. Frozen, keyword-only, without behaviour beyond what follows from their fields.

What editors write in TOML and YAML has the very names of these fields; ``config`` and ``content`` validate against the
annotations given here, so a bound stands once, beside its field.

Units are in the names: ``_ms`` milliseconds, ``_hz`` samples per second, ``_lu``/``_lufs`` loudness (BS.1770), ``_bytes``.
Text positions are counted in characters of the text they belong to, end exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Literal

from annotated_types import Interval, Len, Unit

Role = Literal["question", "answer", "narrator"]
PauseKind = Literal["sentence", "paragraph", "speaker", "chapter"]
Announcements = Literal["none", "number"]
StageDirections = Literal["spoken", "dropped"]
EpisodeType = Literal["full", "trailer", "bonus"]
Date = date | datetime
Text = Annotated[str, Len(1)]
PauseMs = Annotated[int, Interval(ge=100, le=10_000), Unit("ms")]
Count = Annotated[int, Interval(ge=1)]
FRAME_MS = 24
"""One Layer III frame at 24 kHz (576 samples) or 48 kHz (1152 samples): the unit in which audio is joined."""


# --- what the editor wrote ------------------------------------------------------------------------------------------


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
    """One file in ``voices/``. ``options`` holds the keys that only its engine understands.

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
    """``content/show.toml``. ``voices`` maps a role to the name of its voice where an interview names none.

    ``guid`` names the podcast for ever (podcast:guid); :mod:`audiobuild.publication.guids` assigns it. ``licence_url`` is
    needed where ``licence`` is none that everybody knows. ``feed_episodes`` is how many episodes feed.xml lists; older
    ones follow on further pages. ``stage_directions`` says what becomes of "(lacht)" in the audio; it is printed in any case.
    """

    title: Text
    link: Text
    description: Annotated[str, Len(1, 4000)]
    language: Text
    author: Text
    email: Text
    category: Text
    guid: str = ""
    licence: str = ""
    licence_url: str = ""
    copyright: str = ""
    image: str = ""
    convert_image: bool = False
    explicit: bool = False
    locked: bool = False
    type: Literal["episodic", "serial"] = "episodic"
    feed_episodes: Count = 300
    announcements: Announcements = "none"
    stage_directions: StageDirections = "spoken"
    voices: Mapping[Role, str] = field(default_factory=dict)
    colours: Colours = Colours()
    audio: Audio = Audio()
    pauses: Pauses = Pauses()


@dataclass(frozen=True, kw_only=True, slots=True)
class Speaker:
    """Who says something. ``voice`` is the name of a file in ``voices/``; empty means the show's default for the role."""

    name: Text
    role: Role
    voice: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Inline:
    """A run of printed text with one set of marks. ``language`` is empty where it is the interview's own.

    ``say`` is the spoken form that the editor gave for this place, empty where there is none.
    """

    text: str
    language: str = ""
    say: str = ""
    href: str = ""
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """``line`` is where it begins in the source file, counted from 1."""

    inlines: tuple[Inline, ...]
    line: int
    style: Literal["plain", "bullet", "number", "quote"] = "plain"

    @property
    def text(self) -> str:
        return "".join(inline.text for inline in self.inlines)


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """What one speaker says before another does."""

    speaker: Speaker
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """A question with all that is said until the next: one ``##`` heading, one chapter."""

    question: Turn
    answers: tuple[Turn, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """What was put right after an interview had been published, and when."""

    date: Date
    note: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Interview:
    """``content/<slug>.md``. ``path`` is the file as errors name it, relative to the publication.

    ``id`` is the episode's guid where the editor gives one, such as that of the feed it comes from; ``season``,
    ``episode`` and ``type`` are the feed's itunes:season, itunes:episode and itunes:episodeType.
    """

    slug: str
    path: str
    title: Paragraph
    date: Date
    language: str
    summary: str
    speakers: tuple[Speaker, ...]
    introduction: tuple[Turn, ...]
    exchanges: tuple[Exchange, ...]
    closing: tuple[Turn, ...]
    id: str = ""
    season: Count | None = None
    episode: Count | None = None
    type: EpisodeType = "full"
    corrected: tuple[Correction, ...] = ()


# --- what is said ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Printed text beside what is spoken for it.

    The pieces of a sentence in order give the whole printed text and the whole spoken text. Inside a piece whose ``text``
    equals ``spoken`` characters correspond one to one; any other corresponds as a whole. ``rule`` says what changed it
    (``abbreviation``, ``date``, ``lexicon``, ``say``, …), empty where nothing did. ``ipa`` is its pronunciation in the
    International Phonetic Alphabet where the lexicon has one, for engines that read it.
    """

    text: str
    spoken: str
    language: str
    rule: str = ""
    ipa: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """One sentence in one voice: the unit that is synthesised, levelled, encoded and cached.

    ``inlines`` is the sentence as printed, ``pieces`` the same text beside what is spoken; both join to ``text``.
    ``chapter``, ``turn`` and ``paragraph`` count from 0 and say where in the interview it stands, so that a page can
    group sentences again. ``pause`` is the kind of silence after it.
    """

    kind: Literal["title", "announcement", "question", "heading", "text"]
    chapter: int
    turn: int
    paragraph: int
    style: Literal["plain", "bullet", "number", "quote"]
    speaker: Speaker
    voice: Voice
    inlines: tuple[Inline, ...]
    pieces: tuple[Piece, ...]
    pause: PauseKind
    line: int

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def spoken(self) -> str:
        return "".join(piece.spoken for piece in self.pieces)


# --- what is heard --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """Where a word of the spoken text lies in the sound, as the engine itself reported it (never interpolated)."""

    start: int
    end: int
    time_ms: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Speech:
    """What an engine gives back for a text: mono signed 16-bit little-endian PCM, and word times where it knows them."""

    pcm: bytes
    rate_hz: int
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Clip:
    """A finished sentence: ``frames`` whole MP3 frames, the speech in them, and the words of the spoken text.

    ``key`` is its content address in the cache, which holds the frames themselves.
    """

    key: str
    frames: int
    speech_start_ms: int
    speech_end_ms: int
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CueWord:
    """A printed word with the time at which it begins to be spoken; ``start`` and ``end`` count in the segment's text."""

    start: int
    end: int
    time_ms: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Cue:
    """A sentence on the timeline: speech from ``start_ms`` to ``end_ms``."""

    segment: Segment
    start_ms: int
    end_ms: int
    words: tuple[CueWord, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """``start_ms`` is a whole second in silence; ``end_ms`` is the next chapter's start, or the end of the audio.

    ``id`` names it in links (``introduction``, ``q1`` …, ``closing``); ``number`` is the question's, 0 for others.
    """

    id: str
    kind: Literal["introduction", "question", "closing"]
    number: int
    title: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeline:
    """When everything is heard. ``joints`` is the audio itself as a list: a clip's key, or a number of silent frames."""

    cues: tuple[Cue, ...]
    chapters: tuple[Chapter, ...]
    joints: tuple[str | int, ...]
    frames: int

    @property
    def duration_ms(self) -> int:
        return self.frames * FRAME_MS


@dataclass(frozen=True, kw_only=True, slots=True)
class Episode:
    """An interview with its timeline: what is written into its own folder."""

    interview: Interview
    timeline: Timeline


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """What the feed and the list of episodes say of an episode. Kept from build to build, so that building one episode
    needs nothing of the others but this. ``audio_digest`` changes when the sound does, ``settings`` when the show's do."""

    slug: str
    title: str
    summary: str
    language: str
    date: Date
    speakers: tuple[Speaker, ...]
    chapters: tuple[Chapter, ...]
    duration_ms: int
    audio_bytes: int
    audio_digest: str
    id: str
    season: Count | None
    episode: Count | None
    type: EpisodeType
    corrected: tuple[Correction, ...]
    settings: str = ""
