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
from audiobuild.model import Interview, PictureFile, Show
from audiobuild.publication import addresses, content, pictures
from audiobuild.publication.addresses import COVER, DIGEST_BYTES, PICTURE
from audiobuild.publication.config import CONTENT
from audiobuild.site import artwork, cover
from audiobuild.site.cover import Face
from audiobuild.store import Store

_T = TypeVar("_T")

Maker = Callable[[bytes, str], bytes]

_KINDS: Mapping[str, Maker] = {COVER: artwork.cover, PICTURE: artwork.upright}
"""What is made of the editor's picture."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EpisodePictures:
    """``files`` are the cover, the picture as it is where the editor gave one, and the cover in small; ``data`` their bytes by
    name."""

    files: tuple[PictureFile, ...]
    data: Mapping[str, bytes]

    @property
    def cover(self) -> PictureFile:
        return self.files[0]

    @property
    def picture(self) -> PictureFile | None:
        return next((file for file in self.files if file.name == PICTURE), None)

    @property
    def small(self) -> tuple[PictureFile, ...]:
        """The cover in small, the smallest first."""
        return tuple(file for file in self.files if file.name in addresses.SMALL_COVERS.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureMaker:
    """Makes the pictures of the interviews in ``root``, in the colours of the ``show``; ``kept`` is what was made before."""

    root: Path
    show: Show
    kept: Store

    def digest(self, interview: Interview) -> str:
        """Changes with an interview's picture; empty where it has none. Raises ContentError where it cannot be read."""
        if interview.about.image:
            return blake2b(self._source(interview), digest_size=16).hexdigest()
        return cover.fingerprint(cover.of_episode(self.show, interview)) if self.show.episode_covers else ""

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
            self._usable(interview, lambda source: artwork.upright(source, self.show.colours.ground))

    def _usable(self, interview: Interview, make: Callable[[bytes], _T]) -> _T:
        try:
            return make(self._source(interview))
        except ValueError as error:
            raise ContentError(content.at_image(self.root, interview, words_of(error))) from None

    def of(self, interview: Interview) -> EpisodePictures | None:
        """An interview's pictures: the editor's, or a cover that is made where the show has such. Raises ContentError."""
        if interview.about.image:
            data = self._usable(interview, lambda source: {name: self._made(name, source) for name in _KINDS})
        elif self.show.episode_covers:
            data = {COVER: drawn(cover.of_episode(self.show, interview), self.kept)}
        else:
            return None
        data |= small(data[COVER], self.kept)
        return EpisodePictures(files=tuple(_file(name, picture) for name, picture in data.items()), data=data)

    def _made(self, name: str, source: bytes) -> bytes:
        facts = (name, self.show.colours.ground, artwork.WIDEST)
        return _once(facts, source, self.kept, lambda: _KINDS[name](source, self.show.colours.ground))

    def _source(self, interview: Interview) -> bytes:
        try:
            return pictures.data(self.root / CONTENT, interview.about.image, place=f"{interview.path}: image")
        except InputError as error:
            raise ContentError(error.problems) from error


def drawn(face: Face, covers: Store) -> bytes:
    """A cover that is made, and kept in ``covers``."""
    key = cover.fingerprint(face)
    data = covers.get(key)
    if data is None:
        data = cover.draw(face)
        covers.put(key, data)
    return data


def small(large: bytes, kept: Store) -> dict[str, bytes]:
    """The ``large`` cover in small, by file names; ``kept`` is what was made before."""

    def made(name: str, side: int) -> bytes:
        return _once((name, artwork.SMALL_BYTES), large, kept, lambda: artwork.small(large, side))

    return {name: made(name, side) for side, name in addresses.SMALL_COVERS.items()}


def _once(facts: tuple[object, ...], source: bytes, kept: Store, make: Callable[[], bytes]) -> bytes:
    """What is made of a ``source`` by ``facts``, made once."""
    digest = blake2b(repr((*facts, version("pillow"))).encode(), digest_size=32).digest()
    key = blake2b(source, key=digest, digest_size=12).hexdigest()
    picture = kept.get(key)
    if picture is None:
        picture = make()
        kept.put(key, picture)
    return picture


def _file(name: str, data: bytes) -> PictureFile:
    with Image.open(io.BytesIO(data)) as image:
        width, height = image.size
    return PictureFile(
        name=name, digest=blake2b(data, digest_size=DIGEST_BYTES).hexdigest(), width=width, height=height
    )
