"""The pictures in an interview as they are published: upright, in sRGB, no larger than a screen shows, and nothing in them but
what is seen. A photograph of a telephone says where it was taken."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from PIL import Image, ImageOps

from audiobuild.errors import ContentError, OutputError, Problem
from audiobuild.messages import msg, words_of
from audiobuild.model import Interview
from audiobuild.publication import illustrations
from audiobuild.site import artwork
from audiobuild.store import Store

_T = TypeVar("_T")

MOST_SIDE = 1600
"""Pixels: twice the width of the page's text, for screens that are as fine."""
_KINDS = ("JPEG", "MPO", "PNG", "WEBP")
"""MPO is a JPEG with further pictures behind it, as telephones make them; the first is what was taken."""
_WHITE = "#ffffff"
_QUALITY = 85


@dataclass(frozen=True, kw_only=True, slots=True)
class Illustration:
    """A picture as it is published: its file's name, which follows from what is in it, and its size in pixels. ``key`` is where
    its bytes are kept."""

    key: str
    name: str
    media_type: str
    width: int
    height: int


def made(root: Path, interview: Interview, kept: Store) -> Mapping[str, Illustration]:
    """The pictures of an interview by their files in content/, made where they are not ``kept``.

    Raises ContentError with all that cannot be published.
    """
    return _each(root, interview, partial(_made, kept=kept))


def check(root: Path, interview: Interview) -> None:
    """Raise what :func:`made` would, and make nothing."""
    _each(root, interview, _bare)


def _each(root: Path, interview: Interview, make: Callable[[bytes], _T]) -> Mapping[str, _T]:
    """What is made of each picture, by its file. Raises ContentError with all of which nothing can be made."""
    found: dict[str, _T] = {}
    problems: list[Problem] = []
    for picture in interview.pictures:
        if picture.source in found:
            continue
        try:
            found[picture.source] = make(illustrations.data(root, interview, picture))
        except ContentError as error:
            problems += error.problems
        except ValueError as error:
            problems.append(illustrations.unusable(interview, picture, words_of(error)))
    if problems:
        raise ContentError(problems)
    return found


def data(illustration: Illustration, kept: Store) -> bytes:
    """The bytes of its file. Raises OutputError if they vanished meanwhile."""
    entry = kept.get(illustration.key)
    if entry is None:
        message = msg("a picture that was made is gone ({})", illustration.key)
        raise OutputError(Problem(place=str(kept.folder), message=message, remedy=msg("Build again.")))
    return entry.partition(b"\n")[2]


def _made(source: bytes, kept: Store) -> Illustration:
    facts = (version("pillow"), MOST_SIDE, _QUALITY)
    key = blake2b(source + repr(facts).encode(), digest_size=16).hexdigest()
    entry = kept.get(key)
    if entry is not None:
        return Illustration(key=key, **json.loads(entry.partition(b"\n")[0]))
    converted, media_type, size = _converted(source)
    digest = blake2b(converted, digest_size=8).hexdigest()
    name = f"picture-{digest}.{'png' if media_type == 'image/png' else 'jpg'}"
    made = Illustration(key=key, name=name, media_type=media_type, width=size[0], height=size[1])
    header = {name: value for name, value in asdict(made).items() if name != "key"}
    kept.put(key, json.dumps(header).encode() + b"\n" + converted)
    return made


def _converted(source: bytes) -> tuple[bytes, str, tuple[int, int]]:
    """The picture as bytes, their type and the size in pixels. What is transparent, or smaller so (drawings, print), is a PNG.
    Raises ValueError."""
    kind, bare = _bare(source)
    made = {}
    if bare.mode == "RGBA" or kind == "PNG":
        made["image/png"] = _png(bare)
    if bare.mode != "RGBA":
        made["image/jpeg"] = _jpeg(bare)
    smallest = min(made, key=lambda media_type: len(made[media_type]))
    return made[smallest], smallest, bare.size


def _bare(source: bytes) -> tuple[str | None, Image.Image]:
    """The format of a picture, and what is published of it. Raises ValueError with what is wrong with it."""
    image = artwork.read(source)
    kind = image.format
    if kind not in _KINDS:
        raise ValueError(msg("is a {} picture", kind))
    if kind != "MPO" and getattr(image, "is_animated", False):
        raise ValueError(msg("moves, which a still page and a book cannot show"))
    try:
        return kind, _stripped(image)
    except Exception as error:  # an Exif block or a colour profile of anybody's
        raise ValueError(msg("is broken: {}", words_of(error))) from None


def _stripped(image: Image.Image) -> Image.Image:
    """Upright, in sRGB, within bounds, and without any note: writers of formats put in what they find beside a picture."""
    image = ImageOps.exif_transpose(image)
    if image.has_transparency_data:
        profile, image = image.info.get("icc_profile"), image.convert("RGBA")
        opaque = image.convert("RGB")
        opaque.info = {"icc_profile": profile} if profile else {}
        clear, image = image.getchannel("A"), artwork.rgb(opaque, _WHITE)
        image.putalpha(clear)
    else:
        image = artwork.rgb(image, _WHITE)
    image.thumbnail((MOST_SIDE, MOST_SIDE), Image.Resampling.LANCZOS)
    image.info = {}
    return image


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return buffer.getvalue()
