"""The engine that says nothing, for as long as saying it would take: for drafts of the timeline, and for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from audiobuild.errors import Problem
from audiobuild.messages import msg
from audiobuild.model import Speech, Voice

RATE_HZ = 24000
MS_PER_CHARACTER = 60


class Silence:
    """60 ms a character, about the pace of read German; scaled by the voice's rate. No options."""

    workers: Literal["processes", "threads"] = "threads"
    concurrency = 0
    audible = False
    reads_ipa = False
    reads_figures = True
    evenly_loud = True

    def problems(self, voice: Voice) -> tuple[Problem, ...]:
        return tuple(
            Problem(message=msg("the silence engine has no option {!r}", key), remedy=msg("Remove it."))
            for key in voice.options
        )

    def languages(self) -> frozenset[str]:
        return frozenset()

    def fingerprint(self, voice: Voice) -> str:
        return f"silence-1 rate={voice.rate}"

    def sends_text_to(self, voice: Voice) -> str:
        return ""

    def synthesize(self, text: str, *, language: str, voice: Voice, response_cache: Path | None = None) -> Speech:
        samples = round(len(text.strip()) * MS_PER_CHARACTER * RATE_HZ / 1000 / voice.rate)
        return Speech(pcm=bytes(2 * samples), rate_hz=RATE_HZ)
