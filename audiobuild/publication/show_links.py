"""The addresses in show.toml: what must be true of each, and of two of them together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from audiobuild.errors import Problem
from audiobuild.messages import Message, msg
from audiobuild.model import Show
from audiobuild.publication import links
from audiobuild.text import shown

_FILE = re.compile(r"[^/]+\.(?:xml|rss|atom|html?|php)\Z", re.IGNORECASE)


def problems(show: Show, file: str) -> Iterator[Problem]:
    """What is wrong with the addresses of ``show``, which stand in ``file``."""
    remedy = msg("Give the address where dist/ will be served, like https://example.org/podcast/")
    yield from _folder_problems(show.link, f"{file}: link", remedy)
    if show.media_link:
        remedy = msg("Give the address where the large files will be served, like https://media.example.org/podcast/")
        yield from _folder_problems(show.media_link, f"{file}: media_link", remedy)
    if show.link.lower().startswith("https:") and show.media_link.lower().startswith("http:"):
        message = msg("is not encrypted, but link is: browsers play nothing unencrypted on such a page")
        remedy = msg("Give an address that begins with https://")
        yield Problem(place=f"{file}: media_link", message=message, remedy=remedy)
    remedy = msg("Give the address where dist/ was served before, like https://old.example.org/podcast/")
    seen = {_place(show.link)}
    for number, address in enumerate(show.former_links):
        place = f"{file}: moved_from" if isinstance(show.moved_from, str) else f"{file}: moved_from.{number}"
        wrong = [*_folder_problems(address, place, remedy)]
        yield from wrong
        if wrong:
            continue
        if _place(address) == _place(show.link):
            message = msg("is the address that link says: nothing has moved")
            remedy = msg(
                "Give the former address, or remove it. From http to https, a redirect of the server is all it takes."
            )
            yield Problem(place=place, message=message, remedy=remedy)
        elif _place(address) in seen:
            yield Problem(place=place, message=msg("stands there twice"), remedy=msg("Remove it here."))
        seen.add(_place(address))
    pages = (
        (
            "licence_url",
            show.licence_url,
            msg("Give the address of the licence's text, like https://example.org/licence.html"),
        ),
        (
            "directories.apple",
            show.directories.apple,
            msg("Copy the address of the show's page, like https://podcasts.apple.com/podcast/id1234567890"),
        ),
        (
            "directories.spotify",
            show.directories.spotify,
            msg("Copy the address of the show's page, like https://open.spotify.com/show/…"),
        ),
        ("funding.link", show.funding.link, msg("Give the address of the page, like https://example.org/support")),
    )
    for key, address, remedy in pages:
        if address and (fault := _fault(address)):
            yield Problem(place=f"{file}: {key}", message=msg("{} {}", shown(repr(address)), fault), remedy=remedy)


def _place(address: str) -> str:
    """Where a folder is, or the text itself where it is no address, which is told elsewhere."""
    return address if _fault(address, folder=True) else links.place(address)


def _folder_problems(address: str, place: str, remedy: Message) -> Iterator[Problem]:
    """What is wrong with the address of a folder below which others stand."""
    if wrong := links.unwritable(address):
        yield Problem(place=place, message=msg("{} {}", shown(repr(address)), wrong), remedy=remedy)
    elif not address.isascii():
        copied = msg(
            "Copy it from the browser's address line, where ü is xn--… or %C3%BC: players take no other letters."
        )
        yield Problem(place=place, message=msg("{} is not plain ASCII", shown(repr(address))), remedy=copied)
    elif fault := _fault(address, folder=True):
        yield Problem(place=place, message=msg("{} {}", shown(repr(address)), fault), remedy=remedy)
    elif name := _FILE.search(links.folder(address).rstrip("/")):
        message = msg("{} ends in {}, which is a file and no folder", shown(repr(address)), shown(name[0], 80))
        yield Problem(place=place, message=message, remedy=remedy)


def _fault(address: str, *, folder: bool = False) -> Message:
    """What keeps an address from being one on the web, or the ``folder`` below which others stand."""
    if not re.match("https?://", address, re.IGNORECASE):
        return msg("is not the address of a folder on the web") if folder else msg("is no address on the web")
    fault = links.fault(address)
    parts = urlsplit("" if fault else address)
    if folder and (
        parts.query or parts.fragment or fault == "is no address" or {".", ".."} & set(parts.path.split("/"))
    ):
        return msg("is not the address of a folder on the web")
    return fault
