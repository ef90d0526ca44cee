"""Music and recordings: nothing is found in what a build makes of them, and each way of breaking it is."""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import mixed
import numpy as np
import pytest
from programs import Once

from audiobuild import checking
from audiobuild.checking import hearing, publications, sentences, sounds, talk, transcripts
from audiobuild.checking.finding import File
from audiobuild.checking.publications import narration
from audiobuild.checking.statements import facts
from audiobuild.checking.transcripts import TranscriptCue
from audiobuild.model import SoundSpan
from audiobuild.publication import addresses

from .mutate import as_written, sub

NOTICE = (
    "Computererzeugte Stimmen: Erzählstimme, Anna (teilweise), Ben (teilweise). "
    "Mit eigener Stimme: Anna (teilweise), Ben (teilweise)."
)
EPISODE = mixed.SLUG
IN_ONE = mixed.BODY.replace("\n\n".join(map(" ".join, mixed.ANSWER)), " ".join(map(" ".join, mixed.ANSWER)))
"""What is answered as one paragraph: its sentences may be told apart or not."""


@pytest.fixture(scope="session")
def sounding(once: Once) -> Any:
    """Its folder. Not to be changed by tests."""
    return once("sounding", partial(mixed.published, body=IN_ONE))


@pytest.fixture
def broken(sounding: Path, tmp_path: Path) -> Path:
    """A copy to be broken, of links: whoever changes a file must write a new one."""
    shutil.copytree(sounding / "dist", tmp_path / "dist", copy_function=os.link)
    return tmp_path / "dist"


def found(dist: Path) -> set[tuple[str, str]]:
    report = checking.check(dist.parent)
    return {(finding.file.removeprefix("dist/"), str(finding.rule)) for finding in report.findings}


def test_nothing_is_found_in_what_a_build_makes(sounding: Path) -> None:
    assert [str(finding) for finding in checking.check(sounding).findings] == []
    segments = json.loads((sounding / "dist" / EPISODE / addresses.JSON).read_text())["segments"]
    assert [one["body"] for one in segments if "speaker" not in one] == ["[Musik]", "[Glocken der Marienkirche]"]
    assert NOTICE in (sounding / "dist" / EPISODE / "index.html").read_text()


def in_manifest(change: Callable[[dict[str, Any]], None]) -> Callable[[Path], None]:
    """A change of what the manifest keeps of the episode."""

    def breaking(dist: Path) -> None:
        path = dist / addresses.MANIFEST
        meant = json.loads(path.read_text())
        change(meant["items"][EPISODE])
        path.unlink()
        path.write_text(json.dumps(meant, ensure_ascii=False, indent=1) + "\n")

    return breaking


def of(name: str, change: Callable[[Path], None]) -> Callable[[Path], None]:
    """A change of one of the episode's files, as if a faulty build had meant it so."""

    def breaking(dist: Path) -> None:
        change(dist / EPISODE / name)
        as_written(dist)

    return breaking


def swap(old: str, new: str) -> Callable[[Path], None]:
    """Other words in the place of the first of these."""
    return sub(re.escape(old), new)


def in_book(name: str, document: str, old: str, new: str) -> Callable[[Path], None]:
    """A change of a document in a book."""

    def change(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            entries = [(info, archive.read(info)) for info in archive.infolist()]
        path.unlink()
        with zipfile.ZipFile(path, "w") as archive:
            for info, data in entries:
                assert info.filename != document or old.encode() in data
                changed = data.replace(old.encode(), new.encode(), 1) if info.filename == document else data
                archive.writestr(info, changed, info.compress_type)

    return of(name, change)


def spans(item: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one for one in item["sounds"] if one["kind"] == kind]


def longer(item: dict[str, Any]) -> None:
    """Music goes on while the title is said, says the manifest."""
    spans(item, "sound")[0]["end_ms"] += 2000


def shorter(item: dict[str, Any]) -> None:
    """The recording ends before its last sentence."""
    spans(item, "recording")[0]["end_ms"] -= 3000


MANIFEST, PAGE, MP3 = addresses.MANIFEST, f"{EPISODE}/index.html", f"{EPISODE}/{EPISODE}.mp3"


@pytest.mark.parametrize(
    ("breaking", "file", "rule"),
    [
        (in_manifest(longer), MANIFEST, sounds.APART),
        (in_manifest(shorter), MANIFEST, sounds.APART),
        (in_manifest(lambda item: item["sounds"].pop(0)), MANIFEST, sounds.APART),
        (in_manifest(lambda item: spans(item, "recording")[0].update(speaker="Udo")), MANIFEST, sounds.APART),
        (in_manifest(lambda item: item["sounds"].remove(spans(item, "sound")[1])), MP3, hearing.SPOKEN),
        (in_manifest(lambda item: item["sounds"].remove(spans(item, "recording")[0])), MANIFEST, facts.DISCLOSED),
        (in_manifest(lambda item: item.update(recorded=["Anna"])), MANIFEST, facts.DISCLOSED),
        (in_manifest(lambda item: item.update(synthetic=["Anna"])), MANIFEST, facts.DISCLOSED),
        (in_manifest(lambda item: item.update(credits=["Eva West"])), PAGE, sounds.CREDITED),
        (in_manifest(lambda item: item.update(credits=["Eva West"])), "feed.xml", sounds.CREDITED),
        (of("index.html", swap(NOTICE, "Die Stimmen sind computererzeugt.")), PAGE, facts.DISCLOSED),
        (of("index.html", swap("Mit eigener Stimme: Anna", "Mit eigener Stimme: Udo")), PAGE, facts.DISCLOSED),
        (of("index.html", swap("<li>Glocken: Stadtarchiv</li>\n", "")), PAGE, sounds.CREDITED),
        (of("index.html", swap('<p class="sound">', '<p class="sound" hidden>')), PAGE, talk.OURS),
        (of("index.html", swap('class="sound"', 'class="speaker"')), PAGE, publications.SET),
        (of("transcript.vtt", swap("[Musik]", "<v Anna>[Musik]")), f"{EPISODE}/transcript.json", sentences.AGREE),
        (of("transcript.vtt", swap("[Musik]", "Musik")), f"{EPISODE}/transcript.vtt", transcripts.VOICE),
        (of("transcript.vtt", swap("[Musik]", "[Regen]")), f"{EPISODE}/transcript.vtt", sentences.AGREE),
        (of("transcript.json", swap('"body": "[Musik]"', '"body": "Musik"')), f"{EPISODE}/transcript.json", transcripts.JSON),
        (
            in_book(f"{EPISODE}.epub", "EPUB/package.opf", "Mit eigener Stimme: Anna", "Mit eigener Stimme: Udo"),
            f"{EPISODE}/{EPISODE}.epub",
            facts.DISCLOSED,
        ),
        (
            in_book(f"{EPISODE}-daisy.zip", "ncc.html", 'narrator" content="Anna', 'narrator" content="Udo'),
            f"{EPISODE}/{EPISODE}-daisy.zip",
            facts.DISCLOSED,
        ),
        (
            in_book(f"{EPISODE}.epub", "EPUB/text1.xhtml", "[Musik]", "[Regen]"),
            f"{EPISODE}/{EPISODE}.epub",
            narration.TRUTH,
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(breaking: Any, file: str, rule: str, broken: Path) -> None:
    breaking(broken)
    assert (file, str(rule)) in found(broken)


# --- silence and sound ----------------------------------------------------------------------------------------------

FILE = File(path=Path("a.mp3"), name="dist/a/a.mp3")
SPOKEN = (
    TranscriptCue(start_ms=1000, end_ms=3000, speaker="Ben", text="Eins."),
    TranscriptCue(start_ms=4000, end_ms=9000, speaker="Ben", text="Zwei."),
)


def heard(*loud: tuple[int, int], spans: Sequence[SoundSpan] = ()) -> list[str]:
    """What is found of ten seconds that are loud from time to time."""
    windows = np.zeros(10_000 // hearing.WINDOW_MS, np.bool_)
    for start_ms, end_ms in loud:
        windows[start_ms // hearing.WINDOW_MS : end_ms // hearing.WINDOW_MS] = True
    whole = hearing.Heard(windows=windows, prints=np.zeros(0, np.uint64), frame_ms=24)
    return [str(finding.message) for finding in hearing.findings(FILE, whole, SPOKEN, spans)]


def test_a_recording_has_room_and_takes_its_time() -> None:
    recording = SoundSpan(kind="recording", start_ms=500, end_ms=9500, speaker="Ben")
    quiet = ((1000, 3000), (4500, 5000), (7500, 9000))
    assert heard((500, 9500), spans=(recording,)) == heard(*quiet, spans=(recording,)) == []
    assert heard((500, 9500)) == [
        "'Eins.' goes on for 1000 ms behind its end at 3000 ms",
        "'Zwei.' goes on for 500 ms behind its end at 9000 ms",
    ]
    assert heard(*quiet) == ["'Zwei.' begins with 500 ms of silence"]
    assert heard((1000, 3000), spans=(recording,)) == ["'Zwei.' is silent, from 4000 to 9000 ms"]
    assert heard((500, 10_000), spans=(recording,)) == ["'Zwei.' goes on for 500 ms behind its end at 9000 ms"]


def test_music_lies_between_sentences_and_is_heard() -> None:
    music = SoundSpan(kind="sound", start_ms=3200, end_ms=3900)
    spoken = ((1000, 3000), (4000, 9000))
    assert heard(*spoken, (3200, 3900), spans=(music,)) == []
    assert heard(*spoken, (3200, 3900)) == ["'Eins.' goes on for 700 ms behind its end at 3000 ms"]
    assert heard(*spoken, spans=(music,)) == ["is silent, from 3200 to 3900 ms"]
