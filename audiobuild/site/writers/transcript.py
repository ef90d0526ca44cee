"""Transcripts in the four forms that podcast apps read: Podcasting 2.0 JSON, WebVTT, SRT, HTML.

A cue is a sentence, and says who speaks. Each form is what most clients read right: docs/standards.md#transcripts has a table.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import BinaryIO

from markupsafe import Markup

from audiobuild.model import Cue, Timeline
from audiobuild.site.templates import clock, write

SRT_WIDTH, SRT_LINES = 32, 2
SRT_COLON = "\ua789"
"""What looks like a colon and is none: in SRT, clients take what stands before a colon for who speaks, and AntennaPod loses
what stands behind a second one."""

_ENDS = re.compile(r"""[.!?…:;,–—。！？؟।۔][\s"'”’“‘»«›‹)\]}>]*\Z|["”’“»«)\]}>]\Z""")
_NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Said:
    """A cue with the name of who speaks, empty for a sound of the show, and the mark that its text ends with and that is not
    printed elsewhere."""

    cue: Cue
    speaker: str
    mark: str

    @property
    def text(self) -> str:
        return self.cue.utterance.text + self.mark


def podcast_json(sink: BinaryIO, timeline: Timeline) -> None:
    """Write Podcasting 2.0 JSON to ``sink``; times in seconds, every segment with an end and a body (AntennaPod drops or
    crashes else)."""
    segments = [
        {
            **({"speaker": said.speaker} if said.speaker else {}),
            "startTime": said.cue.start_ms / 1000,
            "endTime": said.cue.end_ms / 1000,
            "body": said.text,
        }
        for said in _said(timeline)
    ]
    table = {"version": "1.0.0", "segments": segments}
    sink.write(json.dumps(table, ensure_ascii=False, indent=1).encode() + b"\n")


def vtt(sink: BinaryIO, timeline: Timeline) -> None:
    """Write WebVTT with voices and languages to ``sink`` (https://www.w3.org/TR/webvtt1/): each cue on one line, since clients
    show line breaks as they stand, and one of them loses the third."""
    sink.write(b"WEBVTT\n")
    for number, said in enumerate(_said(timeline), 1):
        times = f"{clock(said.cue.start_ms, fraction='.')} --> {clock(said.cue.end_ms, fraction='.')}"
        voice = f"<v {_voice_name(said.speaker)}>" if said.speaker else ""
        sink.write(f"\n{number}\n{times}\n{voice}{_vtt_text(said)}\n".encode())


def srt(sink: BinaryIO, timeline: Timeline) -> None:
    """Write SubRip to ``sink``: each sentence begins with who says it; two lines of 32 characters, wherever a word's time is
    known at which it can be cut."""
    number = 0
    for said in _spoken(timeline):
        name = f"{said.speaker.replace(':', '').strip()}: "
        for start_ms, end_ms, text in _srt_parts(said, name):
            times = f"{clock(start_ms, fraction=',')} --> {clock(end_ms, fraction=',')}"
            number += 1
            gap = "" if number == 1 else "\n"
            sink.write(f"{gap}{number}\n{times}\n{_folded(text)}\n".encode())


def html(sink: BinaryIO, timeline: Timeline, page: str) -> None:
    """Write HTML as the Podcast namespace has it to ``sink``: who, when and what of each turn, right below ``body``; elsewhere
    Podverse finds nothing, and it shows quotation marks and apostrophes as they stand. ``page`` is the address of the episode's
    own, which is for people."""
    turns = []
    for speaker, some in groupby(_spoken(timeline), key=lambda said: said.speaker):
        cues = list(some)
        text = Markup(_escaped(" ".join(said.text for said in cues)))  # noqa: S704 (of a text, not of an attribute)
        turns.append({"speaker": Markup(_escaped(speaker)), "start_ms": cues[0].cue.start_ms, "text": text})  # noqa: S704
    about = timeline.interview.about
    write(sink, "transcript.html", language=about.language, title=about.title, page=page, turns=turns)


def _said(timeline: Timeline) -> Iterator[_Said]:
    """The cues with a mark at the end of each: Pocket Casts joins one without to the next, and gives it both speakers."""
    cues = tuple(timeline.cues)
    for cue, following in zip(cues, (*cues[1:], None), strict=True):
        speaker, text = _who(cue), cue.utterance.text
        another = following is not None and _who(following) != speaker
        mark = " …" if another and text.endswith(":") else "" if _ENDS.search(text) else "."
        yield _Said(cue=cue, speaker=speaker, mark=mark)


def _spoken(timeline: Timeline) -> Iterator[_Said]:
    """What somebody says. Of SRT and HTML, clients take what has no name for the next speaker's words
    (docs/standards.md#transcripts)."""
    return (said for said in _said(timeline) if said.speaker)


def _who(cue: Cue) -> str:
    """Who says it; nobody says a sound of the show."""
    return cue.utterance.speaker.name if cue.utterance.is_said else ""


def _voice_name(name: str) -> str:
    """An ``&`` here, escaped or not, costs AntennaPod the speaker; ``<`` and ``>`` would end the tag."""
    return re.sub(r"[<>\s]+", " ", name.replace("&", "+")).strip()


def _escaped(text: str) -> str:
    """A text between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _vtt_text(said: _Said) -> str:
    marked = []
    for inline in said.cue.utterance.inlines:
        text = _escaped(inline.text)
        marked.append(f"<lang {inline.language}>{text}</lang>" if inline.language else text)
    return "".join(marked) + said.mark


def _srt_parts(said: _Said, name: str) -> Iterator[tuple[int, int, str]]:
    """The sentence in parts that fit, cut only before words whose time is known (never interpolated); the first begins with the
    name of who speaks, and no other holds anything that looks like one."""
    text, cue, prefix = said.text, said.cue, name
    cuts = [(word.start, word.time_ms) for word in cue.words if word.start > 0 and word.time_ms > cue.start_ms]
    start, start_ms = 0, cue.start_ms
    for (cut, cut_ms), (after, _) in pairwise([*cuts, (len(text), cue.end_ms)]):
        if not _fits(_part(prefix, text[start:after])) and cut > start:
            yield start_ms, cut_ms, _part(prefix, text[start:cut])
            start, start_ms, prefix = cut, cut_ms, ""
    yield start_ms, cue.end_ms, _part(prefix, text[start:])


def _part(name: str, text: str) -> str:
    """A part of a sentence without a colon that is taken for that of a name."""
    text = text.strip()
    if name:
        return name + text.replace(":", SRT_COLON)
    return re.sub(r": |:\Z", f":{_NO_BREAK}", text)


def _fits(text: str) -> bool:
    return _folded(text).count("\n") < SRT_LINES


def _folded(text: str) -> str:
    """Line breaks in place of spaces, as many as the width needs, and none in a name; nothing else changes."""
    name, colon, _ = text.partition(": ")
    whole = text.replace(" ", "\0", (name + colon).count(" ")) if colon else text
    lines = textwrap.wrap(
        whole, SRT_WIDTH, break_long_words=False, break_on_hyphens=False, drop_whitespace=True, expand_tabs=False
    )
    return "\n".join(lines).replace("\0", " ")
