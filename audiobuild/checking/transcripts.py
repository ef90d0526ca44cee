"""The three transcripts, each by itself: WebVTT, SRT, Podcasting 2.0 JSON, and the traps that players set."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from audiobuild.checking import reading
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.marks import clock_ms
from audiobuild.messages import Message, msg

VTT = msg("WebVTT (W3C), 4: cues")
VOICE = msg("WebVTT, 4.2.2: the voice; AntennaPod loses a speaker with & in the name")
ESCAPED = msg("WebVTT, 4.2.2: &, < and > are escaped in text, --> never stands in it")
OURS = msg("WebVTT, 4.2 to 4.4: styles, regions, notes and settings can hide a cue; a build writes none")
VTT_LINES = msg("One line a cue: Pocket Casts shows line breaks as they stand, Anytime loses the third line")
SRT = msg("SubRip: number, times with a comma, text")
SRT_WIDTH = msg("Podcast namespace: SRT lines of at most 32 characters")
COLON = msg("AntennaPod takes 'Word: …' in SRT for a speaker, and loses what follows a second colon")
JSON = msg("Podcast namespace: JSON transcripts; AntennaPod crashes at an empty body and drops segments without an end")
ORDER = msg("WebVTT, 4.1: cues in the order of time, each of some length; sentences are said one after the other")

WIDTHS: dict[str, int] = {SRT_WIDTH: 32}
_CLOCK = r"(\d{2,4}:[0-5]\d:[0-5]\d%s\d{3})"
_VTT_TIMES = re.compile(rf"{_CLOCK % '[.]'} --> {_CLOCK % '[.]'}")
_SRT_TIMES = re.compile(rf"{_CLOCK % ','} --> {_CLOCK % ','}")
_VTT_VOICE = re.compile(r"<v ([^<>\n]*[^<>\s][^<>\n]*)>")
_VTT_TEXT = re.compile(r"(?:[^<>&]|&(?:amp|lt|gt|lrm|rlm|nbsp);|<lang [A-Za-z0-9-]+>|</lang>)*")
_MOST = 20
"""No more findings of one file are given: they would say the same of every cue."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TranscriptCue:
    """A cue: who says what, and when. ``speaker`` is empty for a sound, which nobody says, and where the format does not say;
    ``phrases`` are those in other languages, each with the one that it is marked with."""

    start_ms: int
    end_ms: int
    speaker: str
    text: str
    phrases: tuple[tuple[str, str], ...] = ()


def vtt(file: File, findings: list[Finding]) -> tuple[TranscriptCue, ...] | None:
    """The cues of a WebVTT file and what is wrong with it; ``None`` where there are none to be read."""
    blocks = _blocks(file, findings)
    if blocks is None:
        return None
    signature, _, head = (blocks[0] if blocks else "").removeprefix("\ufeff").partition("WEBVTT")
    if not blocks or signature or not re.match(r"[ \t\n]|$", head):
        findings.append(file.finding(VTT, msg("does not begin with WEBVTT"), place=msg("line 1")))
        return None
    if head.strip():
        findings.append(
            file.finding(OURS, msg("says {!r}, which no build writes", head.strip()[:40]), place=msg("line 1"))
        )
    reader = _CueReader(file, findings)
    for number, block in enumerate(blocks[1:], 1):
        lines = block.split("\n")
        found = [times for line in lines[:2] if (times := _VTT_TIMES.match(line))]
        place = msg("cue {}", number)
        if kind := re.match(r"(NOTE|STYLE|REGION)\b", block):
            reader.add(OURS, place, msg("is a block {}, which no build writes", kind[1]))
            continue
        if not found:
            reader.add(VTT, place, msg("has no line of times such as 00:00:01.000 --> 00:00:02.000"))
            continue
        times = found[0]
        if settings := times.string[times.end() :].strip():
            reader.add(OURS, place, msg("has the settings {!r}, which no build writes", settings[:60]))
        payload = "\n".join(lines[1 if times.string == lines[0] else 2 :])
        reader.cues.append(_vtt_cue(reader, place, times, payload))
    reader.order()
    return tuple(reader.cues)


def srt(file: File, findings: list[Finding]) -> tuple[TranscriptCue, ...] | None:
    """The cues of a SubRip file, speakers in the text, and what is wrong with it."""
    blocks = _blocks(file, findings)
    if blocks is None:
        return None
    reader = _CueReader(file, findings)
    for number, block in enumerate(blocks, 1):
        head, _, rest = block.partition("\n")
        clock, _, text = rest.partition("\n")
        times, place = _SRT_TIMES.fullmatch(clock), msg("cue {}", number)
        if head != str(number):
            reader.add(SRT, place, msg("has the number {!r}", head[:20]))
        if not times:
            reader.add(SRT, place, msg("has no line of times such as 00:00:01,000 --> 00:00:02,000"))
            continue
        if not text.strip():
            reader.add(SRT, place, msg("says nothing"))
        _, colon, rest = text.replace("\n", " ").partition(": ")
        if colon and ":" in rest:
            reader.add(COLON, place, msg("has several colons: {!r}", text))
        reader.width(SRT_WIDTH, place, text)
        reader.cues.append(_cue(times, "", text))
    reader.order()
    return tuple(reader.cues)


def podcast_json(file: File, findings: list[Finding]) -> tuple[TranscriptCue, ...] | None:
    """The segments of a JSON transcript and what is wrong with it."""
    table = reading.table(file, findings)
    if table is None:
        return None
    reader = _CueReader(file, findings)
    if table.get("version") != "1.0.0":
        reader.add(JSON, "version", msg("is {!r}", table.get("version")))
    segments = table.get("segments")
    if not isinstance(segments, list) or not segments:
        reader.add(JSON, "segments", msg("there are none"))
        return None
    for number, segment in enumerate(segments, 1):
        cue = _segment(segment)
        if isinstance(cue, Message):
            reader.add(JSON, msg("segment {}", number), cue)
        else:
            reader.cues.append(cue)
    reader.order()
    return tuple(reader.cues)


class _CueReader:
    """The cues of one file, and what is wrong with them: the first ``_MOST`` findings."""

    def __init__(self, file: File, findings: list[Finding]) -> None:
        self.cues: list[TranscriptCue] = []
        self._file, self._findings, self._count = file, findings, 0

    def add(self, rule: str, place: str, message: Message) -> None:
        self._count += 1
        if self._count <= _MOST:
            self._findings.append(self._file.finding(rule, message, place=place))

    def width(self, rule: str, place: str, text: str) -> None:
        for line in text.split("\n"):
            words = line.partition(": ")[2] or line  # whose name is long has a long line
            if len(line) > WIDTHS[rule] and " " in words.strip():
                self.add(rule, place, msg("has a line of {} characters", len(line)))

    def order(self) -> None:
        for number, cue in enumerate(self.cues, 1):
            if cue.end_ms <= cue.start_ms:
                self.add(
                    ORDER, msg("cue {}", number), msg("ends at {} ms, having begun at {} ms", cue.end_ms, cue.start_ms)
                )
        for number, (one, other) in enumerate(pairwise(self.cues), 2):
            if other.start_ms < one.end_ms:
                message = msg("begins at {} ms, the one before ends at {} ms", other.start_ms, one.end_ms)
                self.add(ORDER, msg("cue {}", number), message)


def _blocks(file: File, findings: list[Finding]) -> list[str] | None:
    """What stands between blank lines; ``None`` where the file cannot be read."""
    text = reading.text(file, findings)
    if text is None:
        return None
    if "\0" in text:
        findings.append(
            file.finding(
                reading.UTF8, msg("has a NUL"), place=msg("line {}", text[: text.index(chr(0))].count(chr(10)) + 1)
            )
        )
        return None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not lines:
        findings.append(file.finding(reading.THERE, msg("is empty")))
        return None
    return re.split(r"\n{2,}", lines)


def _vtt_cue(reader: _CueReader, place: str, times: re.Match[str], payload: str) -> TranscriptCue:
    voice = _VTT_VOICE.match(payload)
    text = payload[voice.end() :] if voice else payload
    name = voice[1] if voice else ""
    if not (voice or is_sound(re.sub(r"<[^>]*>", "", text))) or "&" in name:
        reader.add(VOICE, place, msg("names no voice that players read: {!r}", payload[:40]))
    text = text.removesuffix("</v>")
    if "-->" in text or not _VTT_TEXT.fullmatch(text) or text.count("<lang ") != text.count("</lang>"):
        reader.add(ESCAPED, place, msg("has a payload that breaks off or is not escaped: {!r}", payload))
    printed = html.unescape(re.sub(r"</?lang[^>]*>", "", text))
    if not printed.strip():
        reader.add(VTT, place, msg("says nothing"))
    if "\n" in payload:
        reader.add(VTT_LINES, place, msg("has {} lines", payload.count("\n") + 1))
    marked = re.findall("<lang ([A-Za-z0-9-]+)>([^<]*)</lang>", text)
    phrases = tuple((reading.bare(html.unescape(phrase)), language.lower()) for language, phrase in marked)
    return replace(_cue(times, html.unescape(name), printed), phrases=phrases)


def _segment(segment: Any) -> TranscriptCue | Message:
    """A segment, or what is wrong with it."""
    if not isinstance(segment, dict):
        return msg("is no object")
    start, end = segment.get("startTime"), segment.get("endTime")
    if not reading.seconds(start) or not reading.seconds(end):
        return msg("has the times {!r} and {!r}, not seconds", start, end)
    speaker, body = segment.get("speaker"), segment.get("body")
    if not isinstance(body, str) or not body.strip():
        return msg("has no body")
    if not (isinstance(speaker, str) and speaker.strip()) and ("speaker" in segment or not is_sound(body)):
        return msg("has no speaker")
    return TranscriptCue(start_ms=round(start * 1000), end_ms=round(end * 1000), speaker=speaker or "", text=body)


def is_sound(text: str) -> bool:
    """Whether it describes a sound, as captions do: in brackets."""
    return re.fullmatch(r"\[.*\S.*\]", text.strip()) is not None


def _cue(times: re.Match[str], speaker: str, text: str) -> TranscriptCue:
    start, end = (clock_ms(times[group].replace(",", ".")) for group in (1, 2))
    return TranscriptCue(start_ms=start, end_ms=end, speaker=speaker, text=text)
