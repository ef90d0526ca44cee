"""The EPUB in somebody else's reader: foliate-js opens it in a real browser and plays its overlays, document after document."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from programs import node, tool

from audiobuild.site import documents

from .books import TITLE, an_epub, hand_made

RATE = 4
LATE_S = 1.6
"""A player looks where it is four times a second: at this rate once a second of the book, later where the machine is busy."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: Any) -> Path:
    path: Path = tmp_path_factory.mktemp("played") / "folge.epub"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents, "MOST_CHARACTERS", 150)
        path.write_bytes(an_epub(hand_made()))
    return path


@pytest.fixture(scope="module")
def played(book: Path) -> Any:
    tool("chromium")
    return node("foliate.js", book, str(RATE))


def test_it_finds_who_is_the_author_who_asks_and_where_the_questions_are(played: Any) -> None:
    found = played["book"]
    assert (found["title"], found["author"]) == (TITLE, {"name": "Ben", "role": ["aut", "ive"]})
    assert found["contributor"] == {"name": "Anna", "role": "ivr"}
    assert found["sections"] == [
        ["EPUB/cover.xhtml", False],
        ["EPUB/text1.xhtml", True],
        ["EPUB/text2.xhtml", True],
        ["EPUB/colophon.xhtml", False],
    ]
    assert [label for label, _ in found["toc"]] == [
        *(TITLE, 'Was ist los? (1 < 2 & "so")', "Noch etwas?", "Schlusswort", "Impressum"),
    ]
    assert found["media"]["duration"] == 32.904


def test_the_sentence_that_is_heard_is_marked_in_each_document(played: Any, book: Path) -> None:
    clips = _clips(book)
    assert played["errors"] == []
    wrong = [
        (audio, second, ids)
        for audio, second, ids in played["marked"]
        if second > LATE_S  # before, the mark may be that of the last file
        and ids not in [[name] for begin, end, name in clips[audio] if begin <= second < end + LATE_S]
    ]
    assert wrong == []
    seen = dict.fromkeys(name for _, _, ids in played["marked"] for name in ids)
    long = [name for some in clips.values() for begin, end, name in some if end - begin > LATE_S]
    assert len(long) > 5
    assert [name for name in seen if name in long] == long


def _clips(book: Path) -> dict[str, list[tuple[float, float, str]]]:
    """When each sentence is heard, by the files of sound."""
    clips: dict[str, list[tuple[float, float, str]]] = {}
    with zipfile.ZipFile(book) as archive:
        overlays = "".join(archive.read(f"EPUB/overlays/text{number}.smil").decode() for number in (1, 2))
    pattern = r'#(\w+)"/><audio src="\.\./(.*?)" clipBegin="00:00:(.*?)" clipEnd="00:00:(.*?)"'
    for name, audio, begin, end in re.findall(pattern, overlays):
        clips.setdefault(f"EPUB/{audio}", []).append((float(begin), float(end), name))
    return clips
