"""A picture in a text, as it is published: what everybody can open, and nothing in it but what is seen."""

from __future__ import annotations

from collections.abc import Iterator

from audiobuild.site import artwork

RULE = (
    "HTML, EPUB 3.3 (core media types), DAISY 2.02: a picture is a JPEG or PNG; and it does not say who took it where"
)
_ENDINGS = {"JPEG": ".jpg", "PNG": ".png"}


def faults(data: bytes, name: str) -> Iterator[str]:
    """What is wrong with the picture in the file of that name."""
    try:
        image = artwork.read(data)
    except ValueError as error:
        yield f"{name} {error}"
        return
    if image.format not in _ENDINGS or not name.endswith(_ENDINGS[image.format]):
        yield f"{name} is a {image.format} picture by another name"
    elif artwork.bare(data) != data:
        yield f"{name} holds more than is seen: a place, a camera, a comment, or another picture"
