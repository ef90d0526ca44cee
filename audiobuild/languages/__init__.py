"""Per language: what is spoken for what is printed, where sentences end, and the words that the tool itself says.

The room's one question is answered by :func:`sentences`: a printed paragraph in, its sentences as pieces out, each
piece printed text beside spoken text. One file per language over one shared mechanism.
"""

from __future__ import annotations

from audiobuild.languages.lexicon import Lexicon, LexiconEntry
from audiobuild.languages.reading import StageDirections, calibration_text, sentences
from audiobuild.languages.report import Finding, report

__all__ = ["Finding", "Lexicon", "LexiconEntry", "StageDirections", "calibration_text", "report", "sentences"]
