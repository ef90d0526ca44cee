"""What came of it: read back over HTTP where the show's address answers, else from the place itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from audiobuild.errors import Problem
from audiobuild.messages import NOTHING, msg, verbatim
from audiobuild.publication import addresses
from audiobuild.publishing.crew import Crew
from audiobuild.publishing.local import Edition, LocalFile
from audiobuild.publishing.place import Place, Remote
from audiobuild.publishing.web import SilentAddressError, Web

Way = Literal["auto", "web", "place"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadBack:
    """What was read back: ``by`` the web or from the place, at which ``address``, how many files besides the feed, and what
    was wrong. ``silent`` says why the show's address did not answer."""

    by: Literal["web", "place"]
    address: str
    files: int
    problems: tuple[Problem, ...]
    silent: str = ""


def read_back(
    edition: Edition, put: Mapping[str, Remote], place: Place, crew: Crew, way: Way, sleep: Callable[[float], None]
) -> ReadBack:
    """Read back the feed, and the files that were ``put``. Raises RemoteError where the place itself fails."""
    sent = [edition.files[name] for name in sorted(put) if name in edition.files]
    link, silent = edition.manifest.feed.link, NOTHING
    if way != "place":
        try:
            problems = _from_web(edition, sent, Web(link, sleep), crew)
            return ReadBack(by="web", address=link, files=len(sent), problems=problems)
        except SilentAddressError as error:
            silent = verbatim(str(error))
    problems = tuple(_from_place(edition, sent, put, place, crew))
    if way == "web":
        remedy = msg("Put the address there, or read back from the place: --read-back place")
        problems = (Problem(place=link, message=silent, remedy=remedy), *problems)
    return ReadBack(by="place", address=place.address, files=len(sent), problems=problems, silent=silent)


def _from_web(edition: Edition, sent: Collection[LocalFile], web: Web, crew: Crew) -> tuple[Problem, ...]:
    problems = list(web.feed(edition.files[addresses.FEED].path.read_bytes()))
    files = [file for file in sent if _is_served(file)]
    for _, wrong in crew.run(files, web.file):
        problems += wrong
    return tuple(sorted(problems, key=lambda problem: problem.place))


def _is_served(file: LocalFile) -> bool:
    """Hosts keep files that begin with a dot, and such as CNAME, to themselves."""
    return file.ours and not any(part.startswith(".") for part in file.name.split("/"))


def _from_place(
    edition: Edition, sent: Collection[LocalFile], put: Mapping[str, Remote], place: Place, crew: Crew
) -> Iterator[Problem]:
    feed = edition.files[addresses.FEED]
    data = crew.one(lambda: place.read(addresses.FEED, feed.bytes + 1))
    if data != feed.path.read_bytes():
        yield _wrong(place, feed.name)
    for file, remote in crew.run(sent, lambda file: place.look(file.name), name=lambda file: file.name):
        before = put[file.name]
        same = remote and (remote.bytes, remote.mark) == (file.bytes, before.mark)
        if not remote or not same or remote.digest not in ("", file.digest):
            yield _wrong(place, file.name)


def _wrong(place: Place, name: str) -> Problem:
    message = msg("is not there as it was sent")
    return Problem(
        place=f"{place.address}: {name}", message=message, remedy=msg("Who else writes there? Publish again.")
    )
