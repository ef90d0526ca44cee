"""Pictures in a text, as they are published: upright, bare, no larger than needed; and the same bytes for the same picture."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from audiobuild.checking import pictures as rule
from audiobuild.errors import ContentError
from audiobuild.model import FrontMatter, Interview, Picture, Speaker, Turn
from audiobuild.site import illustrations
from audiobuild.store import Store

ORIENTATION, PLACE = 0x0112, 0x8825


def interview(*sources: str) -> Interview:
    reads = Speaker(name="N", role="narrator")
    passages = tuple(Picture(source=source, alt="a", caption="", line=7 + n) for n, source in enumerate(sources))
    return Interview(
        slug="a",
        path="content/a.md",
        about=FrontMatter(title="T", date=date(2024, 5, 1), language="de", speakers=(reads,)),
        title_line=2,
        introduction=(Turn(speaker=reads, passages=passages),),
        exchanges=(),
        closing=(),
    )


def made(root: Path, name: str, save: Callable[[Path], object]) -> tuple[illustrations.Illustration, bytes]:
    path = root / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    save(path)
    kept = Store(root / "kept")
    one = illustrations.made(root, interview(name), kept)[name]
    return one, illustrations.data(one, kept)


def refused(root: Path, name: str, data: bytes) -> str:
    (root / "content").mkdir(exist_ok=True)
    (root / "content" / name).write_bytes(data)
    with pytest.raises(ContentError) as caught:
        illustrations.made(root, interview(name), Store(root / "kept"))
    (problem,) = caught.value.problems
    with pytest.raises(ContentError) as looked_at:  # as a dry run does, which makes nothing
        illustrations.check(root, interview(name))
    assert looked_at.value.problems == caught.value.problems
    assert problem.place == "content/a.md:7"
    assert problem.remedy
    return problem.message


def _write(data: bytes, path: Path) -> None:
    path.write_bytes(data)


def bytes_of(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def test_a_photograph_is_turned_upright_made_smaller_and_says_nothing_of_who_took_it(tmp_path: Path) -> None:
    photo = Image.new("RGB", (3000, 1000), "#00f")
    photo.paste("#f00", (0, 0, 1500, 1000))
    notes = photo.getexif()
    notes[ORIENTATION] = 6  # its top is at the right
    notes.get_ifd(PLACE).update({1: "N", 2: (54.0, 6.0, 25.0)})
    one, data = made(tmp_path, "a.jpg", lambda path: photo.save(path, exif=notes, comment=b"privat"))
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (533, 1600))
    assert (one.width, one.height, one.media_type) == (533, 1600, "image/jpeg")
    assert (dict(image.getexif()), image.info.keys() & {"exif", "comment", "icc_profile"}) == ({}, set())
    top, bottom = image.getpixel((266, 100)), image.getpixel((266, 1500))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert (top[0] > 200, top[2] < 60, bottom[2] > 200, bottom[0] < 60) == (True,) * 4
    assert [*rule.faults(data, one.name)] == []
    assert b"privat" not in data


def test_colours_of_print_become_those_of_the_web(tmp_path: Path) -> None:
    _, data = made(tmp_path, "a.jpg", lambda path: Image.new("CMYK", (10, 10), (0, 255, 255, 0)).save(path))
    pixel = Image.open(io.BytesIO(data)).convert("RGB").getpixel((5, 5))
    assert isinstance(pixel, tuple)
    assert pixel[0] > 180


def test_what_is_transparent_stays_so(tmp_path: Path) -> None:
    drawn = Image.new("RGBA", (40, 20), (200, 30, 30, 128))
    for name, kind in (("a.png", "PNG"), ("a.webp", "WEBP")):
        data = bytes_of(drawn, kind, **({"lossless": True} if kind == "WEBP" else {}))
        one, found = made(tmp_path, name, partial(_write, data))
        assert (one.media_type, one.name.endswith(".png")) == ("image/png", True)
        assert Image.open(io.BytesIO(found)).convert("RGBA").getpixel((5, 5)) == (200, 30, 30, 128)


def test_print_stays_sharp_and_a_photograph_small(tmp_path: Path) -> None:
    screen = Image.new("RGB", (800, 600), "#fff")
    screen.paste("#000", (100, 100, 700, 110))
    noise = Image.effect_noise((800, 600), 80).convert("RGB")
    assert made(tmp_path, "screen.png", screen.save)[0].media_type == "image/png"
    assert made(tmp_path, "photo.png", noise.save)[0].media_type == "image/jpeg"
    assert made(tmp_path, "photo.webp", noise.save)[0].media_type == "image/jpeg"


def test_the_same_picture_is_made_once_and_has_the_same_name(tmp_path: Path) -> None:
    one, data = made(tmp_path, "fotos/Türme 1.jpg", Image.new("RGB", (30, 20), "#123").save)
    other, same = made(tmp_path, "b.jpg", Image.new("RGB", (30, 20), "#123").save)
    changed, _ = made(tmp_path, "b.jpg", Image.new("RGB", (30, 20), "#124").save)
    assert (one, data) == (other, same)
    assert changed.name != one.name
    assert one.name.isascii()


def test_a_jpeg_with_more_pictures_behind_it_is_the_first_of_them(tmp_path: Path) -> None:
    first, second = Image.new("RGB", (60, 40), "#f00"), Image.new("RGB", (60, 40), "#00f")
    one, data = made(tmp_path, "a.jpg", lambda path: first.save(path, "MPO", save_all=True, append_images=[second]))
    assert one.media_type == "image/jpeg"
    assert b"MPF" not in data
    assert [*rule.faults(data, one.name)] == []


def test_what_is_no_picture_that_can_be_published_is_named_with_its_line(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("#f00", "#00f")]
    moving = bytes_of(frames[0], "PNG", save_all=True, append_images=frames[1:])
    whole = bytes_of(Image.effect_noise((200, 200), 60), "JPEG")
    huge = bytes_of(Image.new("1", (8_000, 8_000)), "PNG")
    assert refused(tmp_path, "a.jpg", b"<svg/>") == "content/a.jpg is no picture"
    assert refused(tmp_path, "b.jpg", b"") == "content/b.jpg is no picture"
    assert refused(tmp_path, "c.jpg", whole[: len(whole) // 2]).startswith("content/c.jpg is broken: ")
    assert refused(tmp_path, "d.png", moving) == "content/d.png moves, which a still page and a book cannot show"
    assert refused(tmp_path, "e.png", bytes_of(frames[0], "TIFF")) == "content/e.png is a TIFF picture"
    assert refused(tmp_path, "f.png", huge) == "content/f.png is far too large"


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.jpg").write_bytes(b"x")
    with pytest.raises(ContentError) as caught:
        illustrations.made(tmp_path, interview("a.jpg", "gone.jpg", "a.jpg"), Store(tmp_path / "kept"))
    assert [(problem.place, problem.message) for problem in caught.value.problems] == [
        ("content/a.md:7", "content/a.jpg is no picture"),
        ("content/a.md:8", "content/gone.jpg cannot be read: no such file or folder"),
        ("content/a.md:9", "content/a.jpg is no picture"),
    ]
