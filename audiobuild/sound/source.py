"""A sound file as it is decoded: its rate, its channels, and its sound piece by piece, from any place on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from audiobuild.messages import msg
from audiobuild.model import FASTEST_HZ, SLOWEST_HZ
from audiobuild.sound.loudness import Samples

MOST_CHANNELS = 16
"""More has nobody's recorder; a head may say 65535, and each piece that is decoded would be as much larger."""


class BreaksOff(Exception):  # noqa: N818 - an end, of which others judge whether it is an error
    """From here on a file cannot be decoded."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A sound file that can be decoded.

    ``frames`` is how many moments of sound the file says it holds, None where it says nothing; ``slack`` of them may be missing
    (an MP3's encoder counts what decoders drop); ``broken`` means that its end is known to be missing. ``pieces`` decodes from
    a frame on: arrays of a row for each moment and a column for each channel, full scale ±1.0. It gives none from behind
    the end on, and raises BreaksOff where the file cannot be decoded any further.
    """

    AT_ONCE: ClassVar[int] = 16384
    """Moments that are decoded at a time."""

    rate_hz: int
    channels: int
    frames: int | None
    pieces: Callable[[int], Iterator[Samples]]
    slack: int = 0
    broken: bool = False


def required(source: Source) -> Source:
    """The same, if anybody's sound is like that."""
    if not SLOWEST_HZ <= source.rate_hz <= FASTEST_HZ:
        raise ValueError(msg("has {} samples a second", source.rate_hz))
    if not 1 <= source.channels <= MOST_CHANNELS:
        raise ValueError(msg("has {} channels", source.channels))
    return source
