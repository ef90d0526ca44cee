"""An episode's own picture: the square cover that players ask for, and the picture as it is, for page and books.

Both are JPEG pictures in sRGB without notes of a camera, such as where it was taken. What was made of a picture is kept, so
that it is not made again with each correction of the text.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from PIL import Image

from audiobuild.errors import ContentError, InputError, Problem
from audiobuild.messages import words_of
from audiobuild.model import Interview, PictureFile
from audiobuild.publication import content, pictures
from audiobuild.publication.addresses import COVER, DIGEST_BYTES, PICTURE
from audiobuild.publication.config import CONTENT
from audiobuild.site import artwork
from audiobuild.store import Store

_T = TypeVar("_T")

_KINDS = {COVER: artwork.cover, PICTURE: artwork.upright}


@dataclass(frozen=True, kw_only=True, slots=True)
class EpisodePictures:
    """``files`` are the cover and the picture as it is, ``data`` their bytes by name."""

    files: tuple[PictureFile, ...]
    data: Mapping[str, bytes]

    @property
    def cover(self) -> PictureFile:
        return self.files[0]

    @property
    def picture(self) -> PictureFile:
        return self.files[1]


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureMaker:
    """Makes the pictures of the interviews in ``root``; ``ground`` is the colour beside them on covers, ``kept`` what was made
    before."""

    root: Path
    ground: str
    kept: Store

    def digest(self, interview: Interview) -> str:
        """Changes with an interview's picture; empty where it has none. Raises ContentError where it cannot be read."""
        return blake2b(self._source(interview), digest_size=16).hexdigest() if interview.about.image else ""

    def require(self, interviews: Iterable[Interview]) -> None:
        """Make the pictures of all these interviews. Raises ContentError with all that are none."""
        problems: list[Problem] = []
        for interview in interviews:
            try:
                self.of(interview)
            except ContentError as error:
                problems += error.problems
        if problems:
            raise ContentError(problems)

    def check(self, interview: Interview) -> None:
        """Raise what ``of`` would, and make nothing."""
        if interview.about.image:
            self._usable(interview, lambda source: artwork.upright(source, self.ground))

    def _usable(self, interview: Interview, make: Callable[[bytes], _T]) -> _T:
        try:
            return make(self._source(interview))
        except ValueError as error:
            raise ContentError(content.at_image(self.root, interview, words_of(error))) from None

    def of(self, interview: Interview) -> EpisodePictures | None:
        """An interview's pictures, if it has one. Raises ContentError."""
        if not interview.about.image:
            return None
        data = self._usable(interview, lambda source: {name: self._made(name, source) for name in _KINDS})
        return EpisodePictures(files=tuple(_file(name, picture) for name, picture in data.items()), data=data)

    def _made(self, name: str, source: bytes) -> bytes:
        facts = repr((name, self.ground, artwork.WIDEST, version("pillow"))).encode()
        key = blake2b(source, key=blake2b(facts, digest_size=32).digest(), digest_size=12).hexdigest()
        picture = self.kept.get(key)
        if picture is None:
            picture = _KINDS[name](source, self.ground)
            self.kept.put(key, picture)
        return picture

    def _source(self, interview: Interview) -> bytes:
        try:
            return pictures.data(self.root / CONTENT, interview.about.image, place=f"{interview.path}: image")
        except InputError as error:
            raise ContentError(error.problems) from error


def _file(name: str, data: bytes) -> PictureFile:
    with Image.open(io.BytesIO(data)) as image:
        width, height = image.size
    return PictureFile(
        name=name, digest=blake2b(data, digest_size=DIGEST_BYTES).hexdigest(), width=width, height=height
    )
