"""Which types a file may be served as, and how it begins."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

BEGINNING = 64
"""So many bytes show what a file is."""


class Kind(Enum):
    """What a feed names."""

    COVER = "cover"
    PICTURE = "picture"
    SOUND = "sound"
    TRANSCRIPT = "transcript"
    CHAPTERS = "chapters"
    PAGE = "page"
    FILE = "file"


FEED: Final = ("application/rss+xml", "application/xml", "text/xml")
PICTURES: Final = ("image/jpeg", "image/png")
CHAPTERS: Final = ("application/json+chapters", "application/json")
SUBRIP: Final = ("application/x-subrip", "application/srt", "text/srt")
_PAGES: Final = ("text/html", "application/xhtml+xml")

_MPEG: Final = ("audio/mpeg",)
_MP4: Final = ("audio/mp4", "audio/x-m4a", "video/mp4", "video/x-m4v", "video/quicktime")
_OGG: Final = ("audio/ogg", "audio/opus", "audio/vorbis", "video/ogg", "application/ogg")
_FLAC: Final = ("audio/flac", "audio/x-flac")
_WAV: Final = ("audio/wav", "audio/x-wav", "audio/vnd.wave")
_AAC: Final = ("audio/aac", "audio/aacp", "audio/x-aac")
_WEBM: Final = ("audio/webm", "video/webm")
_PDF: Final = ("application/pdf",)

_MEDIA: Final = (_MPEG, _MP4, _OGG, _FLAC, _WAV, _AAC, _WEBM, _PDF)
_BY_ENDING: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys((".mp3",), _MPEG),
    **dict.fromkeys((".m4a", ".m4b", ".mp4", ".m4v", ".mov"), _MP4),
    **dict.fromkeys((".ogg", ".oga", ".opus"), _OGG),
    ".flac": _FLAC,
    ".wav": _WAV,
    ".aac": _AAC,
    ".webm": _WEBM,
    ".pdf": _PDF,
    ".vtt": ("text/vtt",),
    ".srt": SUBRIP,
    ".json": CHAPTERS,
    ".html": _PAGES,
    ".jpg": ("image/jpeg",),
    ".jpeg": ("image/jpeg",),
    ".png": ("image/png",),
}
"""By the end of the path. The first type is the one to recommend; those that IANA does not know are those that Apple names."""

_ALIKE: Final = (*_MEDIA, SUBRIP, _PAGES, CHAPTERS)


def plain(media_type: str) -> str:
    """A type without parameters, in small letters."""
    return media_type.partition(";")[0].strip().lower()


def alike(media_type: str) -> tuple[str, ...]:
    """The types that say the same as one that a feed names, among them itself."""
    named = plain(media_type)
    return next((types for types in _ALIKE if named in types), (named,))


def by_ending(address: str) -> tuple[str, ...]:
    """The types that the end of an address stands for; none where it says nothing."""
    try:
        return _BY_ENDING.get(PurePosixPath(urlsplit(address).path.lower()).suffix, ())
    except ValueError:
        return ()


def known_media(media_type: str) -> bool:
    """Whether a type is one of sound or film."""
    return any(plain(media_type) in types for types in _MEDIA)


def by_bytes(data: bytes) -> tuple[str, ...] | None:
    """The types of sound or film that begins so; none for a text, ``None`` for what cannot be told.

    An MP3 may begin with empty bytes, and with the tail of a frame: only what is certain is said.
    """
    for begins, types in (
        (b"ID3", _MPEG),
        (b"OggS", _OGG),
        (b"fLaC", _FLAC),
        (b"RIFF", _WAV),
        (b"\x1aE\xdf\xa3", _WEBM),
        (b"%PDF", _PDF),
    ):
        if data.startswith(begins):
            return types
    if data[4:8] in (b"ftyp", b"moov", b"mdat"):
        return _MP4
    if len(data) > 2 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0:
        return (
            _MPEG if data[1] & 0x06 else _AAC
        )  # ISO/IEC 13818-3, 2.4.2.3: no layer, and 13818-7: ADTS has the bits 00
    return () if data.lstrip()[:1] in (b"<", b"{", b"[") else None


def is_page(data: bytes) -> bool:
    """Whether bytes are those of a page, where a feed should be."""
    beginning = data[:2000].lower()
    return b"<rss" not in beginning and (b"<!doctype html" in beginning or b"<html" in beginning)
