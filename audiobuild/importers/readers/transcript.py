"""Transcripts with times → Document: WebVTT, SubRip and JSON of podcasts.

Cues become turns and paragraphs. Who speaks stands before the turn, as in any interview ("Name: …"); the times go.
"""

from __future__ import annotations

import html
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import webvtt

from audiobuild.importers.document import Document, SourceBlock, SourceRun, merge
from audiobuild.importers.readers import refusals
from audiobuild.importers.readers.zip_files import broken, reading
from audiobuild.messages import msg

MOST_CUES = 40_000
"""Of one second each: 11 hours."""
MOST_LINES = 400_000
MOST_CHARACTERS = 5_000_000
MOST_WORDS = 400_000
"""Of JSON that has each word with its time: 40 hours."""
PAUSE_S = 2.0
"""Silence behind a sentence from which on a new paragraph begins."""
_TIMING = re.compile(r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}[ \t]*-->[ \t]*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}")
_VOICE = re.compile(r"<v(?:\.[^ \t>]*)?[ \t]+([^>\n]{1,100})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>|<\d[\d:.]{0,20}>|\{\\[^{}\n]{0,100}\}")
_LABEL = re.compile(
    r"(?:(?:>>+|[-–—])\s*)?(?:\[([^\]\n]{1,40})\]\s*:?|([^\W\d_][^:\[\]\n?!.;]{0,40}(?:\.[^:\n?!;]{0,20})?):)\s+(?=\S)"
)
_CHANGE = re.compile(r">>+\s*|[-–—]\s+(?=\S)")
_SOUND = re.compile(r"[\[(][^\])\n]{1,60}[\])]|♪.*")
_END = re.compile(r"[.!?…][\"”“»')\]]*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Cue:
    """What is said at a time; ``speaker`` is empty where the cue does not say. ``change`` says that somebody else begins."""

    text: str
    start: float
    end: float
    number: int
    speaker: str = ""
    change: bool = False


def is_cues(source: str) -> bool:
    """Whether a text is WebVTT or SubRip, whatever its name."""
    start = source.lstrip("\ufeff \t\r\n")[:2_000]
    return start.startswith("WEBVTT") or bool(re.match(r"(?:\d{1,6}[ \t]*\r?\n)?" + _TIMING.pattern, start))


def read_cues(source: str, *, name: str) -> Document:
    """The document in WebVTT or SubRip.

    Raises :class:`audiobuild.errors.ContentError` for one without end.
    """
    source = source.lstrip("\ufeff \t\r\n").replace("\r\n", "\n").replace("\r", "\n")
    if source.count("\n") > MOST_LINES or len(source) > MOST_CHARACTERS or len(_TIMING.findall(source)) > MOST_CUES:
        raise broken(name, msg("is longer than any talk"))
    kind = "vtt" if source.startswith("WEBVTT") else "srt"
    with reading(name):
        captions = webvtt.from_buffer(io.BytesIO(source.encode("utf-8", "replace")), format=kind)
    cues: list[_Cue] = []
    for number, caption in enumerate(captions.captions, start=1):
        cues += _parts(caption.raw_text, caption.start_in_seconds, caption.end_in_seconds, number)
    return Document(blocks=tuple(_blocks(_labelled(cues))))


def _parts(text: str, start: float, end: float, number: int) -> Iterator[_Cue]:
    """A cue by who speaks in it, and by the dashes with which subtitles tell that somebody else does."""
    pieces = _VOICE.split(text)
    for speaker, said in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        lines: list[str] = []
        plain = html.unescape(_TAG.sub("", said))
        for line in filter(None, map(str.strip, plain.split("\n"))):
            if lines and not _CHANGE.match(line) and not _LABEL.match(line):
                lines[-1] += f" {line}"
            else:
                lines.append(line)
        for line in lines:
            yield _Cue(text=line, start=start, end=end, number=number, speaker=html.unescape(speaker).strip())


def _labelled(cues: Sequence[_Cue]) -> Iterator[_Cue]:
    """The cues with who speaks in a field of its own, where the text says so ("Anna: …", "[Anna] …", ">> Anna: …").

    A name counts if it is there twice or more ("[laughs]" is none), or beside such names if it looks like one.
    """
    counts = Counter(label for cue in cues if (label := _label(cue.text)))
    recur = any(count >= 2 for count in counts.values())
    for cue in cues:
        label, match = _label(cue.text), _LABEL.match(cue.text)
        if (
            match
            and label
            and not cue.speaker
            and (counts[label] >= 2 or (recur and match[2] and (label.istitle() or label.isupper())))
        ):
            yield replace(cue, text=cue.text[match.end() :], speaker=label)
        elif change := _CHANGE.match(cue.text):
            text = cue.text[change.end() :] if cue.text.startswith(">") else cue.text
            yield replace(cue, text=text, change=True)
        else:
            yield cue


def _label(text: str) -> str:
    match = _LABEL.match(text)
    name = (match[1] or match[2] or "").strip() if match else ""
    return name if name[:1].isupper() and len(name.split()) <= 5 else ""


def _blocks(cues: Iterable[_Cue]) -> Iterator[SourceBlock]:
    """Turns of one paragraph or more. A sound ("[music]") is no text."""
    paragraph: list[_Cue] = []
    speaker = ""
    for cue in cues:
        if not cue.text:
            continue
        if _SOUND.fullmatch(cue.text):
            yield from _paragraph(paragraph)
            paragraph = []
            yield SourceBlock(runs=merge([SourceRun(text=cue.text)]), line=cue.number, region="no words")
            continue
        begins = cue.change or cue.speaker not in ("", speaker)
        if paragraph and (begins or _pauses(paragraph[-1], cue)):
            yield from _paragraph(paragraph)
            paragraph = []
        named = cue.speaker not in ("", speaker)
        speaker = cue.speaker or ("" if cue.change else speaker)
        paragraph.append(cue if named else replace(cue, speaker=""))
    yield from _paragraph(paragraph)


def _pauses(before: _Cue, cue: _Cue) -> bool:
    """Whether a paragraph ends between two cues of one turn: behind a sentence, where it was silent or a question was put."""
    if not _END.search(before.text):
        return False
    return cue.start - before.end >= PAUSE_S or (not before.speaker and before.text.rstrip("\"”“»')").endswith("?"))


def _paragraph(cues: Sequence[_Cue]) -> Iterator[SourceBlock]:
    if cues:
        label = f"{cues[0].speaker}: " if cues[0].speaker else ""
        text = label + " ".join(cue.text for cue in cues)
        yield SourceBlock(runs=merge([SourceRun(text=text)]), line=cues[0].number)


# --- JSON ---------------------------------------------------------------------------------------------------------


def read_json(source: str, *, name: str) -> Document:
    """The document in JSON: Podcasting 2.0 (``segments`` with ``speaker``, ``startTime`` and ``body``), and what recognisers
    of speech write (``text``, ``start``; ``utterances``).

    Raises :class:`audiobuild.errors.ContentError` for any other JSON.
    """
    if source.count("{") > MOST_WORDS:
        raise broken(name, msg("is longer than any talk"))
    try:
        data = json.loads(source, strict=False)
    except (ValueError, RecursionError) as error:
        raise refusals.no_transcript(name) from error
    table = data if isinstance(data, dict) else {}
    items = next((table[key] for key in ("segments", "utterances") if isinstance(table.get(key), list)), data)
    if not isinstance(items, list):
        raise refusals.no_transcript(name)
    cues = [cue for number, item in enumerate(items, start=1) if (cue := _segment(item, number))]
    if len(cues) < 0.5 * len(items) or not cues:
        raise refusals.no_transcript(name)
    language = table.get("language")
    return Document(blocks=tuple(_blocks(_whole(cues))), language=language if isinstance(language, str) else "")


def _segment(item: Any, number: int) -> _Cue | None:
    if not isinstance(item, dict):
        return None
    text = next((item[key] for key in ("body", "text", "transcript") if isinstance(item.get(key), str)), None)
    if text is None:
        return None
    speaker = next((item[key] for key in ("speaker", "speakerName", "name") if item.get(key) not in (None, "")), "")
    start, end = (_seconds(item, *keys) for keys in (("startTime", "start"), ("endTime", "end")))
    named = f"Speaker {speaker}" if isinstance(speaker, int) else speaker if isinstance(speaker, str) else ""
    return _Cue(text=text, start=start, end=max(start, end), number=number, speaker=named.strip()[:100])


def _seconds(item: dict[str, Any], *keys: str) -> float:
    value = next((item[key] for key in keys if isinstance(item.get(key), int | float)), 0)
    return float(value) if abs(value) < 10**9 else 0.0


def _whole(cues: Sequence[_Cue]) -> Iterator[_Cue]:
    """Segments of a word or part of one, put together: one that begins with a space or a sign goes on with the last."""
    gathered: list[_Cue] = []
    for cue in cues:
        if gathered and cue.speaker == gathered[0].speaker and not _END.search(gathered[-1].text.rstrip()):
            gathered.append(cue)
            continue
        if gathered:
            yield _one(gathered)
        gathered = [cue]
    if gathered:
        yield _one(gathered)


def _one(cues: Sequence[_Cue]) -> _Cue:
    spaced = any(cue.text[:1] == " " or cue.text[-1:] == " " for cue in cues)
    text = ("" if spaced else " ").join(cue.text for cue in cues)
    text = re.sub(r"\s+", " ", re.sub(r" (?=[,.;:!?…])", "", text))
    return replace(cues[0], text=text.strip(), end=cues[-1].end)
