"""Ways of breaking files of dist/. Each gives a function of a path; files are replaced, since they are links to good ones."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from audiobuild.checking import id3
from audiobuild.model import Audio
from audiobuild.publication import addresses
from audiobuild.site import manifest
from audiobuild.sound import decode, layer3, mp3
from audiobuild.sound.checksum import crc16

AUDIO = Audio()
SIZE = AUDIO.frame_bytes
Break = Callable[[Path], None]


def write(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)
    path.write_bytes(data)


def as_written(dist: Path) -> None:
    """As if a faulty build had meant it so: the manifest describes what lies there, and addresses have the versions of that."""
    path = dist / addresses.MANIFEST
    meant = manifest.parsed(path.read_bytes())
    assert meant
    for name, file in meant.files.items():
        if "/" in name and (dist / name).is_file():
            _version(dist, file.digest[:16], manifest.described(dist / name).digest[:16])
    there = {name: manifest.described(dist / name) for name in meant.files if (dist / name).is_file()}
    write(path, manifest.dumped(replace(meant, files=there)))


def _version(dist: Path, old: str, new: str) -> None:
    for feed in dist.glob("feed*.xml"):
        text = feed.read_bytes()
        if new != old and f"?v={old}.".encode() in text:
            write(feed, text.replace(f"?v={old}.".encode(), f"?v={new}.".encode()))


def data(function: Any) -> Break:
    """Its bytes by a function."""
    return lambda path: write(path, function(path.read_bytes()))


def sub(pattern: str, replacement: Any, count: int = 1) -> Break:
    """The first match of a pattern."""

    def change(path: Path) -> None:
        text, found = re.subn(pattern, replacement, path.read_text(), count=count, flags=re.DOTALL)
        assert found, f"nothing to break in {path}"
        write(path, text.encode())

    return change


def both(*changes: Break) -> Break:
    def change(path: Path) -> None:
        for one in changes:
            one(path)

    return change


def gone(path: Path) -> None:
    path.unlink()


def as_json(function: Any) -> Break:
    """What a JSON file holds."""

    def change(path: Path) -> None:
        table = json.loads(path.read_text())
        function(table)
        write(path, json.dumps(table, ensure_ascii=False).encode())

    return change


def later(rows: str, number: int, member: str) -> Break:
    """A time one millisecond later."""

    def change(table: Any) -> None:
        row = table[rows][number]
        row[member] = round(row[member] + 0.001, 3)

    return as_json(change)


def next_digit(found: re.Match[str]) -> str:
    return found[1] + str((int(found[2]) + 1) % 10)


def chapter(number: int, **values: Any) -> Break:
    return as_json(lambda table: table["chapters"][number].update(values))


def segment(number: int, **values: Any) -> Break:
    return as_json(lambda table: table["segments"][number].update(values))


def without(member: str, number: int) -> Break:
    return as_json(lambda table: (table.get("chapters") or table["segments"])[number].pop(member))


def entry(name: str, pattern: str, replacement: str) -> Break:
    """A file in an archive."""

    def change(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            files = {info.filename: archive.read(info) for info in archive.infolist()}
        text, found = re.subn(pattern, replacement, files[name].decode(), count=1)
        assert found
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for file, content in (files | {name: text.encode()}).items():
                archive.writestr(file, content)
        write(path, buffer.getvalue())

    return change


def picture(mode: str = "RGB", size: tuple[int, int] = (1400, 1400), form: str = "JPEG") -> Break:
    """Another picture, with its address in the feeds and in the tags as a build would have them."""

    def change(path: Path) -> None:
        buffer = io.BytesIO()
        Image.new(mode, size, 1).save(buffer, form)
        write(path, buffer.getvalue())
        version = blake2b(buffer.getvalue(), digest_size=8).hexdigest()
        for feed in path.parent.glob("feed*.xml"):
            sub(r"cover\.jpg\?v=\w+", f"cover.jpg?v={version}", 0)(feed)

    return change


# --- the MP3 --------------------------------------------------------------------------------------------------------


def republish(path: Path, whole: bytes) -> None:
    """An MP3 with the length and version in the feed that it should have: the fault is in nothing but the sound."""
    write(path, whole)
    version = manifest.of(whole).digest[:16]
    feed = path.parents[1] / "feed.xml"
    sub(r"\.mp3\?v=\w+\.mp3\" length=\"\d+\"", f'.mp3?v={version}.mp3" length="{len(whole)}"')(feed)


def stream(function: Any) -> Break:
    """What follows the tag, header first."""

    def change(path: Path) -> None:
        whole = path.read_bytes()
        size = layer3.id3v2_bytes(whole)
        republish(path, whole[:size] + function(whole[size:]))

    return change


def header(at: int, patch: bytes, *, signed: bool = True) -> Break:
    """Bytes of the Info header, counted from its name; ``signed`` with CRCs that fit."""

    def patched(frames: bytes) -> bytes:
        frame = frames[: 13 + at] + patch + frames[13 + at + len(patch) : SIZE]
        if signed:
            frame = frame[:167] + crc16(frame[:167]).to_bytes(2, "big") + frame[169:]
        return frame + frames[SIZE:]

    return stream(patched)


def without_a_needed_frame(frames: bytes) -> bytes:
    """Leave out a frame that the next one points back to, with a header that knows it."""
    single = [frames[at : at + SIZE] for at in range(SIZE, len(frames), SIZE)]
    silent = mp3.silent_frame(AUDIO)
    for number in range(40, len(single)):
        joined = b"".join([*single[:number], *single[number + 1 : -mp3.tail_frames(AUDIO)], silent])
        if next(layer3.torn(layer3.frames(joined)), None):
            return mp3.whole(joined, AUDIO)
    raise AssertionError("no frame needs another")


def resounded(function: Any) -> Break:
    """The same length with other samples."""

    def change(path: Path) -> None:
        pcm = b"".join(decode.mp3_file(path))
        samples = function(np.frombuffer(pcm, "<i2").astype(np.float64))
        samples[-mp3.SILENCE_BEHIND :] = 0
        sound = np.clip(samples, -32768, 32767).astype("<i2").tobytes()
        whole = path.read_bytes()
        republish(path, whole[: layer3.id3v2_bytes(whole)] + mp3.whole(mp3.encode(sound, AUDIO), AUDIO))

    return change


def softened(path: Path, speaker: str) -> None:
    """What one of them says, with a quarter of the power."""
    segments = json.loads((path.parent / "transcript.json").read_text())["segments"]

    def change(samples: Any) -> Any:
        for segment in segments:
            if segment["speaker"] == speaker:
                samples[int(segment["startTime"] * 24000) : int(segment["endTime"] * 24000)] *= 0.5
        return samples

    resounded(change)(path)


def with_a_burst(samples: Any) -> Any:
    """A twentieth of a second as loud as can be: the loudness of the whole stays."""
    samples[24000:25200] = 32767 * np.sign(np.sin(np.arange(1200) * 0.3))
    return samples


# --- the tag --------------------------------------------------------------------------------------------------------


def packed(frames: Any) -> bytes:
    body = b"".join(name.encode() + len(held).to_bytes(4, "big") + flags + held for name, flags, held in frames)
    return b"ID3\x03\x00\x00" + bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0)) + body


def tag(function: Any) -> Break:
    """The tag's frames, as lists of name, flags and what they hold; the feed knows the new length."""

    def change(path: Path) -> None:
        whole = path.read_bytes()
        size = layer3.id3v2_bytes(whole)
        frames = [[frame.name, frame.flags.to_bytes(2, "big"), frame.data] for frame in id3.frames(whole[10:size])]
        changed = function(frames)
        republish(path, packed(frames if changed is None else changed) + whole[size:])

    return change


def untagged(path: Path) -> None:
    whole = path.read_bytes()
    republish(path, whole[layer3.id3v2_bytes(whole) :])


def frame(name: str, function: Any, number: int = 0) -> Break:
    """What one frame holds."""

    def change(frames: Any) -> None:
        found = [one for one in frames if one[0] == name][number]
        before = found[2]
        found[2] = function(before)
        assert found[2] != before

    return tag(change)


def no_frame(name: str) -> Break:
    return tag(lambda frames: [one for one in frames if one[0] != name])


def chap(number: int, at: int, value: int | None = None) -> Break:
    """One of the four numbers of a CHAP; without a value, one more than it is."""

    def change(held: bytes) -> bytes:
        start = held.index(b"\0") + 1 + 4 * at
        new = int.from_bytes(held[start : start + 4], "big") + 1 if value is None else value
        return held[:start] + new.to_bytes(4, "big") + held[start + 4 :]

    return frame("CHAP", change, number)


def utf16(text: str) -> bytes:
    return b"\x01" + text.encode("utf-16")


def inner(name: str, held: bytes) -> bytes:
    return name.encode() + len(held).to_bytes(4, "big") + b"\0\0" + held


def swapped(name: str, one: int, other: int) -> Any:
    def change(frames: Any) -> None:
        places = [number for number, found in enumerate(frames) if found[0] == name]
        frames[places[one]], frames[places[other]] = frames[places[other]], frames[places[one]]

    return tag(change)
