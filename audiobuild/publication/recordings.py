"""Recordings and sounds that an editor names: files in content/, and nowhere else, since whatever is named is published.

A recording is named where it is heard, ``{recording="voices/mayor.wav"}``, or by its own name in a folder
(:mod:`.recording_folder`). What lies between two times of a long one is meant by a media fragment, ``mayor.wav#t=12.5,1:48``
(https://www.w3.org/TR/media-frags/#naming-time).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from audiobuild.errors import InputError, Problem
from audiobuild.inputs import files, near
from audiobuild.messages import NOTHING, Message, msg
from audiobuild.model import Interview, Recording, Sound, Sounds
from audiobuild.text import shown

CONTENT = "content"
MOST_BYTES = 2_000_000_000
"""Of a sound file: three hours as a studio records it, in stereo at 96 kHz and 16 bits."""

MARK = r"\{recording=[\"“„]([^\"“”„{}\n]*)[\"“”]\}"
TIMES = msg('Write the times in seconds, or as players show them: {{recording="voices/mayor.wav#t=12.5,1:48"}}')
REMEDY = msg('Put the file into content/ and name it there: {{recording="voices/mayor.wav"}}')

_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_TIME = r"(?:(?:(\d+):)?([0-5]?\d):)?(\d+(?:\.\d+)?)"
_FRAGMENT = re.compile(rf"t=(?:npt:)?(?:{_TIME})?(?:,{_TIME})?")


# --- one recording --------------------------------------------------------------------------------------------------


def read(text: str) -> Recording:
    """The recording that ``text`` names: a file, and the part of it that is meant. Raises ValueError with what is wrong."""
    file, cut, fragment = text.strip().partition("#")
    if fault := fault_of(file):
        raise ValueError(fault)
    if not cut:
        return Recording(file=file)
    times = _FRAGMENT.fullmatch(fragment)
    if not times or fragment == "t=":
        raise ValueError(msg("has behind # no times like t=12.5,48 or t=1:02,1:48"))
    start_ms, end_ms = _ms(*times.group(1, 2, 3)) or 0, _ms(*times.group(4, 5, 6))
    if end_ms is not None and end_ms <= start_ms:
        raise ValueError(msg("ends before it begins"))
    return Recording(file=file, start_ms=start_ms, end_ms=end_ms)


def written(recording: Recording) -> str:
    """A recording as it stands in an interview."""
    return f'{{recording="{recording.name}"}}'


def _ms(hours: str | None, minutes: str | None, seconds: str | None) -> int | None:
    return None if seconds is None else round((int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds)) * 1000)


def fault_of(file: str) -> Message:
    """What keeps a name from being that of a file in content/; empty if nothing does."""
    if _ELSEWHERE.match(file):
        return msg("lies elsewhere, where it may change or vanish")
    if file.startswith(f"{CONTENT}/"):
        return msg("begins with content/, which goes without saying: leave that out")
    if file.startswith("/") or "\\" in file or any(part in ("", ".", "..") for part in file.split("/")):
        return msg("is not the name of a file in content/")
    return NOTHING if file.isprintable() else msg("holds characters that nobody sees")


# --- those of an interview ------------------------------------------------------------------------------------------


def of(interview: Interview) -> Iterator[tuple[int, Recording]]:
    """The recordings of an interview, each with its line."""
    for turn in interview.turns:
        for paragraph in turn.paragraphs:
            if paragraph.recording:
                yield paragraph.line, paragraph.recording


def problems(root: Path, interview: Interview) -> Iterator[Problem]:
    """What is wrong with the files of an interview's recordings, without looking into them."""
    for line, recording in of(interview):
        yield from _file_problems(root, recording.file, f"{interview.path}:{line}", REMEDY)


def sound_problems(root: Path, sounds: Sounds, place: str) -> Iterator[Problem]:
    """What is wrong with the files of the show's sounds; ``place`` names the settings."""
    for name, sound in named(sounds).items():
        where, remedy = f"{place}: sounds.{name}.file", msg("Put the file into content/ and name it there.")
        if fault := fault_of(sound.file):
            yield Problem(place=where, message=msg("{} {}", shown(repr(sound.file), 80), fault), remedy=remedy)
        else:
            yield from _file_problems(root, sound.file, where, remedy)


def named(sounds: Sounds) -> Mapping[str, Sound]:
    """The sounds that there are, by their names."""
    every = {"intro": sounds.intro, "sting": sounds.sting, "outro": sounds.outro}
    return {name: sound for name, sound in every.items() if sound.file}


def _file_problems(root: Path, file: str, place: str, remedy: Message) -> Iterator[Problem]:
    path = root / CONTENT / file
    if not files.there(path):
        folder = path.parent
        there = sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []
        inside = Path(file).parent
        likely = near.remedy((inside / name).as_posix() for name in near.names(path.name, there)) or remedy
        yield Problem(place=place, message=msg("there is no file {}/{}", CONTENT, shown(file, 80)), remedy=likely)
        return
    try:
        files.check(path, place=place, most_bytes=MOST_BYTES, inside=root / CONTENT)
    except InputError as error:
        for problem in error.problems:
            message = msg("{}/{} {}", CONTENT, shown(file, 80), problem.message)
            yield replace(problem, message=message, remedy=problem.remedy or remedy)
