"""The frames that a tag of ours has, as :mod:`.known` has the elements of a feed.

Players act on many that no build writes: they make a file louder (ReplayGain), or show a comment of somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audiobuild.checking import id3
from audiobuild.checking.finding import File, Finding
from audiobuild.messages import msg

OURS = msg("One truth: a tag says what a build wrote, and players act on whatever else it says")

ONCE = ("TIT2", "TPE1", "TALB", "TCON", "TYER", "TDAT", "TLAN", "WOAF", "USLT", "APIC")
DISCLOSING = "ai-content"
"""The one TXXX: that the voices are synthetic."""

_AT_MOST_ONCE = ("COMM", "TRCK", "TPOS")
_SEVERAL = ("WXXX", "CHAP", "CTOC", "TXXX")
_WITHIN = ("TIT2", "TIT3", "WXXX")
"""In chapters, and in tables of contents."""

Described = tuple[str, str, str]
"""Language, name and text of a frame that has them."""


def findings(
    file: File,
    frames: id3.Frames,
    notes: Sequence[Described],
    comments: Sequence[Described],
    elements: Sequence[id3.Chap | id3.Ctoc],
) -> Iterator[Finding]:
    """The frames that no build writes, or not so often, or not under that name; ``notes`` are TXXX."""
    names = [frame.name for frame in frames]
    for name in dict.fromkeys(names):
        if name not in (*ONCE, *_AT_MOST_ONCE, *_SEVERAL):
            yield file.finding(OURS, msg("is a frame that no build writes"), place=name)
        elif name in _AT_MOST_ONCE and names.count(name) > 1:
            yield file.finding(OURS, msg("is there {} times, not once", names.count(name)), place=name)
    for place, known, described in (("TXXX", DISCLOSING, notes), ("COMM", "", comments)):
        for _, name, text in described:
            if name != known:
                message = msg("says {!r}: {!r}, which no build writes", name[:40], text[:40])
                yield file.finding(OURS, message, place=place)
    for element in elements:
        for name in dict.fromkeys(frame.name for frame in element.frames):
            if name not in _WITHIN:
                yield file.finding(OURS, msg("is a frame that no build writes"), place=f"{element.element}: {name}")
