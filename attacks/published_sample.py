"""Good files to begin from: a small publication that is built once, and pictures and sounds as others make them."""

from __future__ import annotations

import io
import struct
import wave
import zipfile
from functools import cache
from pathlib import Path

from PIL import Image

from attacks import hostile
from audiobuild import pipeline
from audiobuild.publication import config
from audiobuild.sound import layer3

SLUG = "am-kai"
_COLOURED = ("JPEG", "PNG", "WEBP", "TIFF", "BMP")


@cache
def dist(scratch: Path) -> Path:
    """dist/ of a small publication."""
    root = scratch / "good"
    for name, text in {
        "content/show.toml": hostile.show(),
        f"content/{SLUG}.md": hostile.interview("summary", "Kurz."),
        "voices/a.toml": hostile.voice(),
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    pipeline.build(config.load(root), jobs=1)
    return root / "dist"


def paths(folder: Path) -> list[str]:
    """The addresses of the published files."""
    return [f"/{path.relative_to(folder).as_posix()}" for path in sorted(folder.rglob("*")) if path.is_file()] + ["/"]


def pictures() -> list[bytes]:
    """Small pictures in the formats that are read."""
    found = []
    for kind, mode in (
        ("JPEG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("GIF", "P"),
        ("WEBP", "RGB"),
        ("TIFF", "RGB"),
        ("BMP", "RGB"),
    ):
        stream = io.BytesIO()
        Image.new(mode, (16, 12)).save(stream, kind)
        found.append(stream.getvalue())
    return found


def waves() -> list[bytes]:
    """Short WAVs: whole, and with a length that was not known."""
    stream = io.BytesIO()
    with wave.open(stream, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(24_000)
        file.writeframes(bytes(480))
    whole = stream.getvalue()
    floats = (
        b"RIFF\0\0\0\0WAVEfmt "
        + struct.pack("<IHHIIHH", 16, 3, 2, 48_000, 384_000, 8, 32)
        + b"data\x80\0\0\0"
        + bytes(128)
    )
    return [whole, whole[:40] + b"\xff\xff\xff\xff" + whole[44:], floats]


@cache
def mp3s(scratch: Path) -> list[bytes]:
    """Short MP3s: with a tag, and frames alone."""
    whole = (dist(scratch) / SLUG / f"{SLUG}.mp3").read_bytes()
    begin = layer3.id3v2_bytes(whole)
    return [whole[begin : begin + 192 * 12], short(whole)]


def short(mp3: bytes) -> bytes:
    """The beginning of an MP3, with its tag's picture left out."""
    begin = layer3.id3v2_bytes(mp3)
    head = b"ID3\x03\0\0\0\0\0\x0aTIT2\0\0\0\0\0\0"
    return head + mp3[begin : begin + 192 * 40]


def tag(mp3: bytes) -> bytes:
    """The tag of an MP3 with a picture of few bytes."""
    data = mp3[: layer3.id3v2_bytes(mp3)]
    at = data.index(b"APIC")
    size = int.from_bytes(data[at + 4 : at + 8], "big")
    body = data[at + 10 : at + 200]
    frames = (
        data[10:at] + b"APIC" + len(body).to_bytes(4, "big") + data[at + 8 : at + 10] + body + data[at + 10 + size :]
    )
    length = bytes(len(frames) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return data[:6] + length + frames


def without_sound(book: bytes) -> bytes:
    """A book whose pictures and sounds are cut short."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(stream, "w") as target:
        for item in source.infolist():
            data = source.read(item)
            large = item.filename.endswith((".mp3", ".jpg"))
            target.writestr(item.filename, data[: 192 * 20] if large else data)
    return stream.getvalue()
