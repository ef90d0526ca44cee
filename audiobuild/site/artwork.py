"""What a podcast's picture must be, and how one that is not is made so.

Apple: square, 1400 to 3000 pixels, JPEG or PNG, RGB (https://podcasters.apple.com/support/896-artwork-requirements).
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from audiobuild.messages import Message, msg, words_of

LEAST, MOST = 1400, 3000
"""Pixels on each side."""

WIDEST = 1600
"""Pixels of the longer side of a picture on a page: twice what the page gives it, for sharp screens."""

SMALL_BYTES = 100_000
"""Of a cover beside a text: a page is read by telephones, too."""

MOST_PIXELS = 32_000_000
"""Of a picture that is read: a camera's. Each takes a dozen bytes while it is converted."""

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP")
"""What is opened at all. Pillow knows others, among them EPS, for which it starts another program."""

EXTENSIONS = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",)}

_ORIENTATION = 0x0112
_UPRIGHT = 1
_COLOURS = (b"ICC_PROFILE\0", b"Adobe", b"JFIF\0")
"""How the notes in a JPEG begin without which its colours would be others."""
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""What ends the data of a scan."""
_CHUNKS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"pHYs"})
"""What a PNG shows. Others hold texts, dates, places, other pictures."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What is wrong with a picture; ``rule`` names which of the demands it does not meet."""

    rule: str
    message: Message


def faults(data: bytes, name: str) -> Iterator[Fault]:
    """What is wrong with the picture in the file of that name."""
    try:
        image = read(data)
    except ValueError as error:
        yield Fault(rule="type", message=words_of(error))
        return
    if image.format not in EXTENSIONS:
        yield Fault(rule="type", message=msg("is a {} picture, neither JPEG nor PNG", image.format))
    elif not name.lower().endswith(EXTENSIONS[image.format]):
        yield Fault(rule="type", message=msg("is a {} picture by another name", image.format))
    if image.width != image.height:
        yield Fault(rule="square", message=msg("is {} × {} pixels, not square", image.width, image.height))
    if not LEAST <= min(image.size) <= max(image.size) <= MOST:
        message = msg("is {} × {} pixels; {} to {} are allowed", *image.size, LEAST, MOST)
        yield Fault(rule="size", message=message)
    if image.mode != "RGB":
        yield Fault(rule="rgb", message=msg("has the colours {}, not RGB", image.mode))
    if image.getexif().get(_ORIENTATION, _UPRIGHT) != _UPRIGHT:
        yield Fault(
            rule="upright", message=msg("lies on its side: a note in it says how to turn it, which few players read")
        )


def bare(data: bytes) -> bytes:
    """A JPEG or PNG without faults, bit by bit the same picture, and nothing else: no place where it was taken, no camera, no
    comment, no second picture, nothing behind its end."""
    return _bare_jpeg(data) if data.startswith(b"\xff\xd8") else _bare_png(data)


def _bare_jpeg(data: bytes) -> bytes:
    """ITU-T T.81, B.1.1: segments with their lengths; behind a scan's header its data, in which FF is followed by 00 or a
    number of a restart (D0 to D7)."""
    kept, at = [data[:2]], 2
    while at + 4 <= len(data):
        marker, end = data[at + 1], at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xD9:
            break
        if marker == 0xFF:  # a filler
            at += 1
            continue
        if marker == 0xDA:
            following = _MARKER.search(data, end)
            end = following.start() if following else len(data)
        note = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if not note or data[at + 4 : end].startswith(_COLOURS):
            kept.append(data[at:end])
        at = end
    return b"".join([*kept, b"\xff\xd9"])


def _bare_png(data: bytes) -> bytes:
    """PNG, third edition, 5.2: eight bytes, then chunks of a length, a name, the data and a checksum."""
    kept, at = [data[:8]], 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        if name in _CHUNKS:
            kept.append(data[at:end])
        if name == b"IEND":
            break
        at = end
    return b"".join(kept)


def converted(data: bytes, ground: str) -> bytes:
    """The picture as a JPEG without faults: nothing is cut off; transparent parts and the room beside it get the colour
    ``ground`` (``#rrggbb``). Raises ValueError if ``data`` is no picture."""
    image = _turned(data, ground)
    side = min(max(LEAST, *image.size), MOST)
    image = ImageOps.pad(image, (side, side), Image.Resampling.LANCZOS, color=ground)
    return jpeg(image)


def cover(data: bytes, ground: str) -> bytes:
    """The picture as a JPEG without faults: itself where it is one, else :func:`converted`. Raises ValueError."""
    return converted(data, ground) if any(faults(data, "cover.jpg")) else bare(data)


def upright(data: bytes, ground: str) -> bytes:
    """The picture as a JPEG in its own shape, the right way up, at most :data:`WIDEST` pixels wide and high; transparent parts
    get the colour ``ground``. Raises ValueError if ``data`` is no picture."""
    image = _turned(data, ground)
    image.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
    return jpeg(image)


def jpeg(image: Image.Image, *, quality: int = 88, subsampling: int = 0) -> bytes:
    """The picture as the bytes of a JPEG file. Pillow would write the comment of the file that it was read from, too."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, subsampling=subsampling)
    return bare(buffer.getvalue())


def small(data: bytes, side: int) -> bytes:
    """A cover as a JPEG with that ``side``, in as few bytes as it can be shown with, at most :data:`SMALL_BYTES`."""
    image = rgb(read(data), "#ffffff").resize((side, side), Image.Resampling.LANCZOS)
    for quality in (82, 70, 55, 40, 25):
        made = jpeg(image, quality=quality, subsampling=2)
        if len(made) <= SMALL_BYTES:
            break
    return made


def icon(data: bytes, side: int) -> bytes:
    """A cover as a PNG with that ``side``, of few colours."""
    return png(rgb(read(data), "#ffffff").resize((side, side), Image.Resampling.LANCZOS))


def png(image: Image.Image) -> bytes:
    """The picture as the bytes of a PNG file with at most 256 colours."""
    buffer = io.BytesIO()
    image.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _turned(data: bytes, ground: str) -> Image.Image:
    """The picture the right way up, in sRGB. Raises ValueError."""
    image = read(data)
    try:
        return rgb(ImageOps.exif_transpose(image), ground)
    except Exception as error:  # an Exif block or a colour profile of anybody's
        raise ValueError(msg("is broken: {}", words_of(error))) from None


def read(data: bytes) -> Image.Image:
    """The picture, decoded to its end. Raises ValueError if it is none, broken, or too large to be meant."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
            if image.width * image.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            image.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise ValueError(msg("is far too large")) from None
    except UnidentifiedImageError:
        raise ValueError(msg("is no picture")) from None
    except Exception as error:  # Pillow's readers list no errors, and raise whatever they trip over
        raise ValueError(msg("is broken: {}", words_of(error))) from None
    return image


def rgb(image: Image.Image, ground: str) -> Image.Image:
    """In sRGB, by the picture's own colour profile where it has one."""
    if image.mode == "P" or image.has_transparency_data:
        image = image.convert("RGBA")
        whole = Image.new("RGBA", image.size, ground)
        whole.alpha_composite(image)
        whole.info["icc_profile"] = image.info.get("icc_profile")
        image = whole.convert("RGB")
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK"):
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        try:
            done = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except ImageCms.PyCMSError:  # a profile that is not for these colours
            done = None
        if done:
            return done
    return image.convert("RGB")
