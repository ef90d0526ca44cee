"""The import shown to an editor: as JSON and as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from audiobuild.importers.result import Import
from audiobuild.model import Turn


def as_json(found: Import) -> dict[str, Any]:
    """The shape of ``import --json``: what will be spoken, what not, and how sure each pair is."""
    interview = found.interview
    return {
        "title": interview.title.text,
        "language": interview.language,
        "speakers": [{"name": speaker.name, "role": speaker.role} for speaker in interview.speakers],
        "layout": list(found.layout),
        "introduction": _texts(interview.introduction),
        "pairs": [
            {
                "speaker": exchange.question.speaker.name,
                "question": " ".join(_texts([exchange.question])),
                "answers": [{"speaker": turn.speaker.name, "paragraphs": _texts([turn])} for turn in exchange.answers],
                "confidence": round(confidence, 3),
            }
            for exchange, confidence in zip(interview.exchanges, found.confidence, strict=True)
        ],
        "closing": _texts(interview.closing),
        "left_out": [item.text for item in found.left_out],
        "reasons": [item.reason for item in found.left_out],
    }


def _texts(turns: Iterable[Turn]) -> list[str]:
    return [paragraph.text for turn in turns for paragraph in turn.paragraphs]
