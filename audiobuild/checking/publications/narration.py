"""What a publication reads out: its sentences as they are printed, and when each is heard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from audiobuild.checking.finding import File, Finding
from audiobuild.checking.publications.printed import Printed
from audiobuild.checking.publications.setting import Trait
from audiobuild.checking.statements import Statement
from audiobuild.messages import msg

HEADS = msg("WCAG 2.2, 1.3.1: a table names its columns")
TRUTH = msg("WCAG 2.2, 1.2.1, and EN 301 549: text and audio of page and books say the same at the same time")


@dataclass(frozen=True, kw_only=True, slots=True)
class NarratedSentence:
    """A sentence as printed, and when it is heard, in milliseconds of the episode."""

    text: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Narration:
    """What a publication reads out, in order, what else it says of the episode, and what is wrong with it. ``phrases`` are
    those in other languages, each with the one that it is marked with; ``setting`` and ``notes`` are how the talk is set, and
    what stands beside it."""

    sentences: tuple[NarratedSentence, ...]
    findings: tuple[Finding, ...]
    statements: tuple[Statement, ...] = ()
    phrases: frozenset[tuple[str, str]] = frozenset()
    setting: tuple[Trait, ...] = ()
    notes: tuple[Trait, ...] = ()


def strays(file: File, printed: Printed) -> Iterator[Finding]:
    """Text that nobody reads out, and what cannot be read out as it is set."""
    for text in printed.strays:
        yield file.finding(TRUTH, msg("{!r} is printed and not read out", text))
    for problem in printed.problems:
        yield file.finding(HEADS, problem)


def tiling(file: File, sentences: Iterable[NarratedSentence]) -> Iterator[Finding]:
    """Each sentence takes time and begins where the one before ends: players seek across gaps, which is heard."""
    at_ms = 0
    for sentence in sentences:
        if sentence.start_ms != at_ms:
            yield file.finding(
                TRUTH,
                msg("{!r} begins at {} ms, the one before ends at {} ms", sentence.text, sentence.start_ms, at_ms),
            )
        if sentence.end_ms <= sentence.start_ms:
            yield file.finding(TRUTH, msg("{!r} takes no time", sentence.text))
        at_ms = sentence.end_ms


def milliseconds(clock: str) -> int:
    """A SMIL clock value (``0:01:02.345``, ``62.345s``, ``npt=62.345s``) in milliseconds. Raises ValueError for others."""
    match = re.fullmatch(r"(?:npt=)?(?:(?:(\d+):)?(\d+):)?(\d+)(?:\.(\d{1,3}))?s?", clock.strip())
    if not match:
        raise ValueError(msg("{!r} is not a time", clock))
    hours, minutes, seconds, fraction = (match[group] or "0" for group in range(1, 5))
    return (int(hours) * 3600 + int(minutes) * 60 + int(seconds)) * 1000 + int(fraction.ljust(3, "0"))
