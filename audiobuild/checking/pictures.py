"""A picture in a text, as it is published: what everybody can open, and nothing in it but what is seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

import numpy as np
from PIL import Image

from audiobuild.messages import NOTHING, Message, msg, words_of
from audiobuild.site import artwork

RULE = msg(
    "HTML, EPUB 3.3 (core media types), DAISY 2.02: a picture is a JPEG or PNG; and it does not say who took it where"
)
_FILLED, _BLOCK = 128, 16
"""The grey, and the lines of pixels that are coded together at most."""
_SAME = 8
"""So far apart may the values of one colour be behind a JPEG."""
_COARSE = 8
_ENDINGS = {"JPEG": ".jpg", "PNG": ".png"}


def faults(data: bytes, name: str, sizes: Iterable[tuple[str | None, str | None]] = ()) -> Iterator[Message]:
    """What is wrong with the picture in the file of that name; ``sizes`` are the widths and heights that pages give it."""
    try:
        image = artwork.read(data)
    except ValueError as error:
        yield msg("{} {}", name, words_of(error))
        return
    if image.format not in _ENDINGS or not name.endswith(_ENDINGS[image.format]):
        yield msg("{} is a {} picture by another name", name, image.format)
    elif artwork.bare(data) != data:
        yield msg("{} holds more than is seen: a place, a camera, a comment, or another picture", name)
    if fault := lost(image):
        yield msg("{} {}", name, fault)
    if any(size != tuple(map(str, image.size)) for size in sizes):
        yield msg("{} has {} × {} pixels, and the page says otherwise: is it the right picture?", name, *image.size)


def lost(image: Image.Image) -> Message:
    """Whether the lower part of a JPEG was lost, while what ends it is there: decoders fill it with the grey in the middle
    between black and white (ITU-T T.81: all coefficients 0), and say nothing."""
    if image.format != "JPEG" or image.mode not in ("RGB", "L"):
        return NOTHING
    lowest = image.crop((0, max(0, image.height - _BLOCK), *image.size))
    if not all(band == (_FILLED, _FILLED) for band in _extremes(lowest)):
        return NOTHING
    rows = np.asarray(image).reshape(image.height, -1)
    shown = np.flatnonzero((rows != _FILLED).any(axis=1))
    missing = image.height - 1 - int(shown[-1]) if len(shown) else 0
    return msg("has lost its lowest {} lines of pixels: it is not whole", missing) if missing else NOTHING


def plain(image: Image.Image) -> Message:
    """Whether all of it is one colour."""
    if all(highest - lowest <= _SAME for lowest, highest in _extremes(image.reduce(_COARSE).convert("RGB"))):
        return msg("is of one colour: there is nothing to be seen")
    return NOTHING


def _extremes(image: Image.Image) -> Iterator[tuple[float, float]]:
    """The lowest and the highest value of each band."""
    for band in image.split():
        yield cast("tuple[float, float]", band.getextrema())
