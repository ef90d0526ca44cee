"""Transcripts in the three forms that podcast apps read: WebVTT, SRT and Podcasting 2.0 JSON. One cue a sentence."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

from audiobuild.model import Cue, Timeline
from audiobuild.site.templates import clock

VTT_WIDTH = 65
SRT_WIDTH, SRT_LINES = 32, 2


def vtt(sink: BinaryIO, timeline: Timeline) -> None:
    """Write WebVTT with voices and languages to ``sink`` (https://www.w3.org/TR/webvtt1/)."""
    sink.write(b"WEBVTT\n")
    for number, cue in enumerate(timeline.cues, 1):
        times = f"{clock(cue.start_ms, fraction='.')} --> {clock(cue.end_ms, fraction='.')}"
        sink.write(f"\n{number}\n{times}\n<v {_voice_name(cue)}>{_vtt_text(cue)}\n".encode())


def srt(sink: BinaryIO, timeline: Timeline) -> None:
    """Write SubRip to ``sink``: two lines of 32 characters, wherever a word's time is known at which a sentence can be cut."""
    number = 0
    before = ""
    for cue in timeline.cues:
        speaker = cue.utterance.speaker.name
        # AntennaPod takes what precedes a ": " for the speaker, and drops what follows a second colon. So the name is
        # written only before text without one, and in the text a no-break space hides the colon from it.
        named = speaker != before and ":" not in cue.utterance.text
        prefix = f"{speaker.replace(':', '')}: " if named else ""
        before = speaker if named else before
        for start_ms, end_ms, text in _srt_parts(cue, prefix):
            times = f"{clock(start_ms, fraction=',')} --> {clock(end_ms, fraction=',')}"
            text = text if named else text.replace(": ", ":\u00a0")
            number += 1
            gap = "" if number == 1 else "\n"
            sink.write(f"{gap}{number}\n{times}\n{_folded(text, SRT_WIDTH)}\n".encode())


def podcast_json(sink: BinaryIO, timeline: Timeline) -> None:
    """Write Podcasting 2.0 JSON to ``sink``; times in seconds, every segment with an end and a body (AntennaPod drops or
    crashes else)."""
    segments = [
        {
            "speaker": cue.utterance.speaker.name,
            "startTime": cue.start_ms / 1000,
            "endTime": cue.end_ms / 1000,
            "body": cue.utterance.text,
        }
        for cue in timeline.cues
    ]
    table = {"version": "1.0.0", "segments": segments}
    sink.write(json.dumps(table, ensure_ascii=False, indent=1).encode() + b"\n")


def _voice_name(cue: Cue) -> str:
    """An ``&`` here, escaped or not, costs AntennaPod the speaker; ``<`` and ``>`` would end the tag."""
    return re.sub(r"[<>\s]+", " ", cue.utterance.speaker.name.replace("&", "+")).strip()


def _vtt_text(cue: Cue) -> str:
    """The sentence wrapped, then marked: line breaks fall between words of what is printed, not of what is escaped."""
    lines = iter(_folded(cue.utterance.text, VTT_WIDTH))
    marked = []
    for inline in cue.utterance.inlines:
        # The folded text differs from the printed one only in that some spaces are line breaks.
        text = "".join(next(lines) for _ in inline.text)
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        marked.append(f"<lang {inline.language}>{text}</lang>" if inline.language else text)
    return "".join(marked)


def _srt_parts(cue: Cue, prefix: str) -> Iterator[tuple[int, int, str]]:
    """The sentence in parts that fit, cut only before words whose time is known (never interpolated)."""
    text = cue.utterance.text
    cuts = [(word.start, word.time_ms) for word in cue.words if word.start > 0]
    start, start_ms = 0, cue.start_ms
    for (cut, cut_ms), (after, _) in pairwise([*cuts, (len(text), cue.end_ms)]):
        if not _fits(prefix + text[start:after].strip()) and cut > start:
            yield start_ms, cut_ms, prefix + text[start:cut].strip()
            start, start_ms, prefix = cut, cut_ms, ""
    yield start_ms, cue.end_ms, prefix + text[start:].strip()


def _fits(text: str) -> bool:
    return _folded(text, SRT_WIDTH).count("\n") < SRT_LINES


def _folded(text: str, width: int) -> str:
    """Line breaks in place of spaces, as many as the width needs; nothing else changes."""
    lines = textwrap.wrap(
        text, width, break_long_words=False, break_on_hyphens=False, drop_whitespace=True, expand_tabs=False
    )
    return "\n".join(lines)
