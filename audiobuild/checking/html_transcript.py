"""The transcript as HTML: who, when and what of each turn, as the Podcast namespace has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml.html import HtmlElement

from audiobuild.checking.finding import File, Finding
from audiobuild.checking.marks import clock_ms
from audiobuild.checking.sentences import AGREE, said
from audiobuild.checking.transcripts import TranscriptCue
from audiobuild.messages import msg

RULE = msg(
    "Podcast namespace: HTML transcripts are cite, time and p, right below body; elsewhere Podverse finds nothing"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """What somebody says without anybody else between; ``start_ms`` is in whole seconds."""

    speaker: str
    start_ms: int
    text: str


def check(file: File, tree: HtmlElement | None, findings: list[Finding]) -> tuple[Turn, ...] | None:
    """The turns of a page that was parsed; ``None`` where there are none to be read."""
    if tree is None:
        return None
    elements = [(element.tag, "".join(element.itertext())) for element in tree.iterfind("./body/*")]
    turns: list[Turn] = []
    for (cite, name), (time, clock), (p, text) in zip(elements[::3], elements[1::3], elements[2::3], strict=False):
        try:
            if (cite, time, p) != ("cite", "time", "p") or not name.endswith(":"):
                raise ValueError
            turns.append(Turn(speaker=name[:-1], start_ms=clock_ms(clock), text=text))
        except ValueError:
            findings.append(file.finding(RULE, msg("is no turn: {!r}", f"{name} {clock} {text}"[:60])))
            return None
    if not turns or len(elements) % 3:
        findings.append(file.finding(RULE, msg("holds no turns, or something beside them")))
        return None
    return tuple(turns)


def agreement(file: File, turns: Sequence[Turn], spoken: Sequence[TranscriptCue]) -> Iterator[Finding]:
    """Where it says something else than the other transcripts, or another speaks."""
    expected = [(name, list(cues)) for name, cues in groupby(spoken, key=lambda cue: cue.speaker)]
    for number, (turn, (name, cues)) in enumerate(zip(turns, expected, strict=False), 1):
        text = "".join(said(cue.text) for cue in cues)
        here = (_letters(turn.speaker), _letters(turn.text), turn.start_ms // 1000)
        if here != (_letters(name), _letters(text), cues[0].start_ms // 1000):
            yield file.finding(AGREE, msg("says something else than the other files, from turn {} on", number))
            return
    if len(turns) != len(expected):
        yield file.finding(AGREE, msg("has {} turns, the other files {}", len(turns), len(expected)))


def _letters(text: str) -> str:
    """What is compared of names and texts: & and colons have a meaning in some formats, and sentences end with other marks."""
    return "".join(filter(str.isalnum, text))
