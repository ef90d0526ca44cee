"""The nouns. Frozen, keyword-only, without behaviour beyond what follows from their fields.

They stand in the order of the flow: :mod:`.show` and :mod:`.interview` are what the editor wrote, :mod:`.script` is what is
said, :mod:`.speech` is how it sounds, :mod:`.timeline` is when it is heard, :mod:`.catalogue` is what is kept of it.

What editors write in TOML and YAML has the very names of these fields; :mod:`audiobuild.publication.validation` holds it
against the annotations given here, so a bound stands once, beside its field.

Units are in the names: ``_ms`` milliseconds, ``_hz`` samples per second, ``_lu``/``_lufs`` loudness (BS.1770), ``_bytes``.
Text positions are counted in characters of the text they belong to, end exclusive.
"""

from audiobuild.model.catalogue import ChapterMark, Item, Mp3File, PictureFile
from audiobuild.model.interview import (
    Correction,
    Date,
    EpisodeType,
    Exchange,
    FrontMatter,
    Inline,
    Interview,
    Link,
    Paragraph,
    Speaker,
    Style,
    Turn,
)
from audiobuild.model.script import Block, Chapter, ChapterKind, PauseKind, Piece, Script, Sentence, Source, Utterance
from audiobuild.model.show import (
    FRAME_MS,
    Announcements,
    Audio,
    Book,
    Colours,
    Count,
    PauseMs,
    Pauses,
    Role,
    Show,
    StageDirections,
    Text,
    Voice,
)
from audiobuild.model.speech import FASTEST_HZ, SLOWEST_HZ, Clip, Speech, Word
from audiobuild.model.timeline import Cue, CueWord, Part, TimedBlock, TimedChapter, Timeline

__all__ = [
    "FASTEST_HZ",
    "FRAME_MS",
    "SLOWEST_HZ",
    "Announcements",
    "Audio",
    "Block",
    "Book",
    "Chapter",
    "ChapterKind",
    "ChapterMark",
    "Clip",
    "Colours",
    "Correction",
    "Count",
    "Cue",
    "CueWord",
    "Date",
    "EpisodeType",
    "Exchange",
    "FrontMatter",
    "Inline",
    "Interview",
    "Item",
    "Link",
    "Mp3File",
    "Paragraph",
    "Part",
    "PauseKind",
    "PauseMs",
    "Pauses",
    "PictureFile",
    "Piece",
    "Role",
    "Script",
    "Sentence",
    "Show",
    "Source",
    "Speaker",
    "Speech",
    "StageDirections",
    "Style",
    "Text",
    "TimedBlock",
    "TimedChapter",
    "Timeline",
    "Turn",
    "Utterance",
    "Voice",
    "Word",
]
