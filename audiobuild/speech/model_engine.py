"""What engines have in common that speak through a model on this machine, a paragraph in one go."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from audiobuild.model import Speech, Voice


class ModelEngine(ABC):
    """The answers of :class:`audiobuild.speech.engines.Engine` that are the same for all of them: a model speaks one language,
    and no text leaves the machine."""

    workers: Literal["processes", "threads"] = "processes"
    concurrency = 0
    audible = True
    reads_ipa = True
    evenly_loud = True

    def languages(self) -> frozenset[str]:
        return frozenset()

    def sends_text_to(self, voice: Voice) -> str:
        return ""

    def connects(self, voice: Voice) -> bool:
        return True

    def synthesize(self, text: str, *, language: str, voice: Voice, response_cache: Path | None = None) -> Speech:
        (speech,) = self.passage((text,), language=language, voice=voice)
        return speech

    @abstractmethod
    def passage(
        self, texts: Sequence[str], *, language: str, voice: Voice, response_cache: Path | None = None
    ) -> tuple[Speech, ...]: ...
