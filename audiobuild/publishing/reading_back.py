"""What came of it: read back over HTTP where the show's address answers, else from the place itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from audiobuild.errors import Problem
from audiobuild.messages import NOTHING, msg, words_of
from audiobuild.network.crew import Crew
from audiobuild.publication import addresses
from audiobuild.publishing.delivery import Delivery
from audiobuild.publishing.local import Edition, LocalFile
from audiobuild.publishing.place import Place
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


def read_back(edition: Edition, deliveries: Sequence[Delivery], way: Way, sleep: Callable[[float], None]) -> ReadBack:
    """Read back the feed, and the files that were put; the feed's place is the last. Raises RemoteError where a place itself
    fails."""
    sent = {name: edition.files[name] for delivery in deliveries for name in delivery.put}
    link, silent, main = edition.manifest.feed.link, NOTHING, deliveries[-1]
    if way != "place":
        try:
            web = Web(link, edition.manifest.media_link, sleep)
            problems = _from_web(edition, sent.values(), web, main.crew)
            return ReadBack(by="web", address=link, files=len(sent), problems=problems)
        except SilentAddressError as error:
            silent = words_of(error)
    problems = tuple(problem for delivery in deliveries for problem in _from_place(delivery))
    if way == "web":
        remedy = msg("Put the address there, or read back from the place: --read-back place")
        problems = (Problem(place=link, message=silent, remedy=remedy), *problems)
    return ReadBack(by="place", address=main.place.address, files=len(sent), problems=problems, silent=silent)


def _from_web(edition: Edition, sent: Iterable[LocalFile], web: Web, crew: Crew) -> tuple[Problem, ...]:
    problems = list(web.feed(edition.files[addresses.FEED].path.read_bytes()))
    for _, wrong in crew.run([file for file in sent if _is_served(file)], web.file):
        problems += wrong
    return tuple(sorted(problems, key=lambda problem: problem.place))


def _is_served(file: LocalFile) -> bool:
    """Hosts keep files that begin with a dot, and such as CNAME, to themselves."""
    return file.ours and not any(part.startswith(".") for part in file.name.split("/"))


def _from_place(delivery: Delivery) -> Iterator[Problem]:
    place, crew, files = delivery.place, delivery.crew, delivery.edition.files
    feed = files.get(addresses.FEED)
    if feed and crew.one(lambda: place.read(feed.name, feed.bytes + 1)) != feed.path.read_bytes():
        yield _wrong(place, feed.name)
    for name, remote in crew.run(sorted(delivery.put), place.look, name=str):
        said, file = delivery.put[name], files[name]
        same = remote and (remote.bytes, remote.mark) == (file.bytes, said.mark)
        if not remote or not same or remote.digest not in ("", file.digest):
            yield _wrong(place, name)


def _wrong(place: Place, name: str) -> Problem:
    message = msg("is not there as it was sent")
    return Problem(
        place=f"{place.address}: {name}", message=message, remedy=msg("Who else writes there? Publish again.")
    )
