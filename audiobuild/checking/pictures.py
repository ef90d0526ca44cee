"""A picture in a text, as it is published: what everybody can open, and nothing in it but what is seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from audiobuild.messages import Message, msg, words_of
from audiobuild.site import artwork

RULE = msg(
    "HTML, EPUB 3.3 (core media types), DAISY 2.02: a picture is a JPEG or PNG; and it does not say who took it where"
)
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
    if any(size != tuple(map(str, image.size)) for size in sizes):
        yield msg("{} has {} × {} pixels, and the page says otherwise: is it the right picture?", name, *image.size)
