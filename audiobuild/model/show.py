"""What the editor wrote of the show and its voices: ``content/show.toml`` and ``voices/*.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from annotated_types import Interval, Len, Unit

Role = Literal["question", "answer", "narrator"]
Announcements = Literal["none", "number"]
Book = Literal["epub", "daisy", "braille", "docx"]
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
    """The sampling rate of the MP3s: 24000 gives 64 kbit/s, right for speech; 48000 gives 96 kbit/s."""
    loudness_lufs: Annotated[float, Interval(ge=-24, le=-14), Unit("LUFS")] = -16.0
    """How loud everybody speaks. Apple asks for -16."""

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
    """Between two sentences."""
    item_ms: PauseMs = 450
    """Between two items of a list."""
    paragraph_ms: PauseMs = 650
    """Between two paragraphs."""
    speaker_ms: PauseMs = 800
    """Before somebody else speaks, and around a quotation."""
    chapter_ms: PauseMs = 1400
    """Before a chapter, at least: a chapter begins on a whole second."""
    breath_ms: Annotated[int, Interval(ge=0, le=10000), Unit("ms")] = 200
    """How much longer a pause is behind a sentence of 10 s or more; behind one of 2 s or less it is not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sound:
    """Music, or another sound that the show has of its own."""

    file: str = ""
    """A file in `content/`: WAV, FLAC, MP3, Ogg Vorbis, and what [the extra `m4a`](install.md) reads. Without it there is
    none."""
    description: str = ""
    """What is heard, for those who do not hear it: `Bells of the town hall`. Without it an intro and an outro are called music.
    A sting is printed nowhere."""
    credit: str = ""
    """Whose it is, and under which licence: `“Riverside” by Ada Example, CC BY 4.0`. It stands wherever the episode is told
    of."""
    gain_db: Annotated[float, Interval(ge=-20, le=6), Unit("dB")] = 0.0
    """How much louder than speech, or softer (`-6`): 0 is as loud."""
    fade_in_ms: Annotated[int, Interval(ge=0, le=10_000), Unit("ms")] = 0
    """For how long it becomes louder at its beginning."""
    fade_out_ms: Annotated[int, Interval(ge=0, le=10_000), Unit("ms")] = 0
    """For how long it becomes softer at its end."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sounds:
    """The sounds of each episode. They are never heard while somebody speaks."""

    intro: Sound = Sound()
    """A table `[sounds.intro]`: in front of the title."""
    sting: Sound = Sound()
    """A table `[sounds.sting]`: before each question and the closing words."""
    outro: Sound = Sound()
    """A table `[sounds.outro]`: at the end."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """One file in ``voices/``, or built in. ``name`` is the file's; ``options`` holds the keys that only its engine knows."""

    name: Text
    engine: Text
    """What speaks: `espeak`, `piper`, `kokoro`, `http`, `gtts`, or an engine of another package. All keys that are not listed
    here are the engine's."""
    language: Text
    """The language that it speaks, as a BCP 47 tag: `de`, `pt-BR`."""
    label: str = ""
    """Whatever you want to call it, for `audiobuild voices`."""
    rate: Annotated[float, Interval(ge=0.4, le=3)] = 1.0
    """How fast, as a factor: 1 is the engine's normal speed. gTTS cannot change it."""
    pitch: Annotated[float, Interval(ge=-12, le=12), Unit("semitones")] = 0.0
    """How high: 0 is the voice's own. Only espeak-ng can change it, by 7 at most."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """A table `[languages]`: which voice speaks this speaker's phrases in another language, such as `en = "en-answer-male"`."""
    options: Mapping[str, str | int | float | bool] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Colours:
    """The show's colours, ``#rrggbb``, in which a cover is drawn: type in ``ink`` and ``accent`` on ``ground``."""

    ground: str = "#0b4653"
    """What lies behind. The other two stand out from it by at least 4.5 : 1."""
    ink: str = "#ffffff"
    """The title."""
    accent: str = "#f2b84b"
    """Who publishes it, and a bar."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Braille:
    """How a book in braille is set: by default, on sheets of A4."""

    cells: Annotated[int, Interval(ge=20, le=80)] = 30
    """How many cells a line has."""
    lines: Annotated[int, Interval(ge=10, le=60)] = 28
    """How many lines a page has; the last one has its number."""
    grade: Literal[0, 1, 2] | None = None
    """How much is contracted, where a language has that: nothing (0), groups of letters (1, in German *Vollschrift*), or words
    (2). Without it German and English are of grade 2, as most of their books are, and others of grade 0."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Directories:
    """Where directories have the show, once they list it."""

    apple: str = ""
    """The address of its page at Apple Podcasts: `https://podcasts.apple.com/…`."""
    spotify: str = ""
    """The address of its page at Spotify: `https://open.spotify.com/show/…`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Funding:
    """Where listeners can support the show."""

    link: str = ""
    """The address of the page on which they can."""
    text: Annotated[str, Len(0, 128)] = ""
    """What stands on the link: `Become a member`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Show:
    """``content/show.toml``."""

    title: Text
    """The name of the show, in feed, pages and sound files."""
    link: Text
    """The address on the web where `dist/` will be found."""
    description: Annotated[str, Len(1, 4000)]
    """What there is to hear, for directories and the list of episodes. At most 4000 bytes."""
    language: Text
    """The show's language, as a BCP 47 tag: `de`, `pt-BR`."""
    author: Text
    """Who publishes it."""
    email: Text
    """Where directories and listeners write to. It stands in the feed, for all to read."""
    category: Text
    """One of [Apple's categories](https://podcasters.apple.com/support/1691-apple-podcasts-categories), in English:
    `Society & Culture`, or with a subcategory `News > Politics`."""
    guid: str = ""
    """What names the podcast for ever. `audiobuild new` writes it, else the first build. Keep it, also when the show moves."""
    publish: str = ""
    """Where `audiobuild publish` puts `dist/`: `s3://bucket/folder`, `sftp://user@host/folder`, or the path of a folder."""
    publish_media: str = ""
    """Where it puts the large files, if elsewhere: what is served at `media_link`."""
    licence: str = ""
    """What others may do with it: an identifier such as `CC-BY-4.0`. Without it nothing is said."""
    licence_url: str = ""
    """Where the licence is found, if it is none that everybody knows."""
    copyright: str = ""
    """Whose rights these are: `© 2026 City of …`; and whom the licence of a voice wants named. In the feed and on the pages."""
    image: str = ""
    """The cover: a picture in `content/`, square, 1400 to 3000 pixels. Without it one is made."""
    convert_image: bool = False
    """Make a cover of another size or kind fit."""
    episode_covers: bool = False
    """`true`: an episode without a picture has a cover of its own, with its title; without it, it has the show's."""
    explicit: bool = False
    """`true` if it is not for children: podcast apps and directories ask for it."""
    locked: bool = False
    """Whether other hosts are asked not to take the feed over (`podcast:locked`)."""
    type: Literal["episodic", "serial"] = "episodic"
    """`serial`: to be heard from the first to the last, and numbered."""
    complete: bool = False
    """`true` when no episode will ever follow (`itunes:complete`): podcast apps ask for the feed no more, some for good."""
    frequency: Literal["", "daily", "weekly", "biweekly", "monthly"] = ""
    """How often there is a new episode; podcast apps ask for it less often than that in vain (`podcast:updateFrequency`).
    `biweekly` is every two weeks."""
    verify: str = ""
    """A code by which a directory knows that the feed is yours, while it asks for one (Apple's `itunes:applepodcastsverify`,
    others' `podcast:txt`)."""
    sample: bool = False
    """For trying out: it is never published, and what stands for something else is not told one by one."""
    timezone: str = ""
    """Where the show is at home, as IANA calls it: `Europe/Berlin`. A `date` without a time begins at midnight there;
    without the key, at midnight UTC, which is the day before in America."""
    moved_from: Text | Annotated[tuple[str, ...], Len(1)] = ()
    """Where `dist/` was served before: an address or a list of them, the first one first. The feed then says that it has moved
    ([moving a show](hosting.md#moving-a-show))."""
    feed_episodes: Count = 1000
    """How many episodes `feed.xml` lists. Older ones follow on further pages (RFC 5005)."""
    media_link: str = ""
    """Where MP3s and books are served, if not below `link` ([hosting](hosting.md#the-large-files-elsewhere))."""
    books: tuple[Book, ...] = ("epub", "daisy")
    """Which books are made of an episode, of `epub`, `daisy`, `braille` (BRF and PEF, by liblouis, which must be there:
    [braille and Word](braille.md)) and `docx` (a transcript to read and quote); `[]` for none."""
    max_characters: Annotated[int, Interval(ge=0)] | None = None
    """A build that would send more than so many new characters to speech services stops, and sends nothing."""
    announcements: Announcements = "none"
    """`number`: "Question 3 of 15" is said before each question."""
    stage_directions: StageDirections = "spoken"
    """What becomes of "(laughs)" in the sound; it is printed in any case."""
    voices: Mapping[str, Text] = field(default_factory=dict)
    """A table `[voices]`: the voice of each role, for speakers who name none. Roles are `narrator`, `question`, `answer`, and
    `answer-2` to `answer-9` (or `question-2` …) for further ones. `[voices.en]` is the same for interviews in English. Without
    it there are [built-in voices](voices.md)."""
    pictures: Aloud = "spoken"
    """Whether the words of pictures are heard, or printed only."""
    tables: Aloud = "spoken"
    """The same of tables, row by row."""
    footnotes: Aloud = "spoken"
    """The same of footnotes, behind what refers to them."""
    seasons: Mapping[str, Text] = field(default_factory=dict)
    """A table `[seasons]`: the names of seasons by their numbers, such as `1 = "By the river"`."""
    funding: Funding = Funding()
    """A table `[funding]`: where listeners can support the show."""
    directories: Directories = Directories()
    """A table `[directories]`: the show's pages at Apple and Spotify, for the buttons by which listeners follow it."""
    colours: Colours = Colours()
    """A table `[colours]`: those of the cover that is made, as `#rrggbb`."""
    braille: Braille = Braille()
    """A table `[braille]`: how books in braille are set."""
    audio: Audio = Audio()
    """A table `[audio]`: how it sounds."""
    pauses: Pauses = Pauses()
    """A table `[pauses]`: how long the silence is, by what comes next."""
    sounds: Sounds = Sounds()
    """A table `[sounds]`: [music](recordings.md#music), or other sounds that each episode has."""

    @property
    def former_links(self) -> tuple[str, ...]:
        """The addresses of ``moved_from``, in their order."""
        return (self.moved_from,) if isinstance(self.moved_from, str) else self.moved_from
