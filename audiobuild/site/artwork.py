"""What a podcast's picture must be, and how one that is not is made so.

Apple: square, 1400 to 3000 pixels, JPEG or PNG, RGB (https://podcasters.apple.com/support/896-artwork-requirements).
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

LEAST, MOST = 1400, 3000
"""Pixels on each side."""

MOST_PIXELS = 32_000_000
"""Of a picture that is read: a camera's. Each takes a dozen bytes while it is converted."""

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP")
"""What is opened at all. Pillow knows others, among them EPS, for which it starts another program."""

EXTENSIONS = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What is wrong with a picture; ``rule`` names which of the demands it does not meet."""

    rule: str
    message: str


def faults(data: bytes, name: str) -> Iterator[Fault]:
    """What is wrong with the picture in the file of that name."""
    try:
        image = _read(data)
    except ValueError as error:
        yield Fault(rule="type", message=str(error))
        return
    if image.format not in EXTENSIONS:
        yield Fault(rule="type", message=f"is a {image.format} picture, neither JPEG nor PNG")
    elif not name.lower().endswith(EXTENSIONS[image.format]):
        yield Fault(rule="type", message=f"is a {image.format} picture by another name")
    if image.width != image.height:
        yield Fault(rule="square", message=f"is {image.width} × {image.height} pixels, not square")
    if not LEAST <= min(image.size) <= max(image.size) <= MOST:
        yield Fault(rule="size", message=f"is {image.width} × {image.height} pixels; {LEAST} to {MOST} are allowed")
    if image.mode != "RGB":
        yield Fault(rule="rgb", message=f"has the colours {image.mode}, not RGB")


def converted(data: bytes, ground: str) -> bytes:
    """The picture as a JPEG without faults: nothing is cut off; transparent parts and the room beside it get the colour
    ``ground`` (``#rrggbb``). Raises ValueError if ``data`` is no picture."""
    image = _read(data)
    try:
        image = _rgb(ImageOps.exif_transpose(image), ground)
    except Exception as error:  # an Exif block or a colour profile of anybody's
        raise ValueError(f"is broken: {error}") from None
    side = min(max(LEAST, *image.size), MOST)
    image = ImageOps.pad(image, (side, side), Image.Resampling.LANCZOS, color=ground)
    return jpeg(image)


def jpeg(image: Image.Image) -> bytes:
    """The picture as the bytes of a JPEG file."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=88, subsampling=0)
    return buffer.getvalue()


def _read(data: bytes) -> Image.Image:
    """The picture, decoded to its end. Raises ValueError if it is none, broken, or too large to be meant."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
            if image.width * image.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            image.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise ValueError("is far too large") from None
    except UnidentifiedImageError:
        raise ValueError("is no picture") from None
    except Exception as error:  # Pillow's readers list no errors, and raise whatever they trip over
        raise ValueError(f"is broken: {error}") from None
    return image


def _rgb(image: Image.Image, ground: str) -> Image.Image:
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
