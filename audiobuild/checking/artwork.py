"""The pictures to which feed and pages point: whether they are there, as players want them, and at an address of their own."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from urllib.parse import urlsplit

from audiobuild.checking import pictures, reading
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.site import Site
from audiobuild.inputs.files import is_file
from audiobuild.messages import NOTHING, Message, msg, words_of
from audiobuild.publication import addresses
from audiobuild.publication.addresses import DIGEST_BYTES
from audiobuild.site import artwork

ARTWORK = msg("Apple Podcasts, artwork: square, 1400 to 3000 pixels, RGB, JPEG or PNG; a new address when it changes")
SMALL = msg("HTML, srcset: a small cover has the size that its page says, and is small: 100 kB at most")
BARE = msg("A picture tells nothing but what is seen: not where it was taken, by whom, with what")


def cover(site: Site, feed: File, address: str, *, place: str, remedy: Message) -> Iterator[Finding]:
    """What is wrong with the cover of a show or an episode, to which the feed points at ``place``."""
    yield from _picture(site, feed, address, place=place, remedy=remedy, rules=None)


def picture(site: Site, feed: File, address: str, *, place: str, remedy: Message) -> Iterator[Finding]:
    """What is wrong with a picture of whatever shape."""
    yield from _picture(site, feed, address, place=place, remedy=remedy, rules=("type", "rgb", "upright"))


def small(site: Site, folder: str = "") -> Iterator[Finding]:
    """What is wrong with the covers beside a text that lie in a folder, and with its icon. Those that are not there are missed
    by the pages that name them."""
    sizes = {name: (side, "JPEG") for side, name in addresses.SMALL_COVERS.items()}
    for name, (side, form) in {**sizes, addresses.ICON: (0, "PNG")}.items():
        file, findings = site.named(f"{folder}{name}"), list[Finding]()
        data = reading.data(file, findings) if is_file(file.path) else None
        yield from findings
        if data is None:
            continue
        try:
            image = artwork.read(data)
        except ValueError as error:
            yield file.finding(SMALL, words_of(error))
            continue
        if image.format != form or image.width != image.height or side not in (0, image.width):
            yield file.finding(SMALL, msg("is a {} picture of {} × {} pixels", image.format, *image.size))
        elif wrong := pictures.lost(image):
            yield file.finding(SMALL, wrong)
        elif len(data) > artwork.SMALL_BYTES:
            yield file.finding(SMALL, msg("has {} bytes", len(data)))
        elif artwork.bare(data) != data:
            yield file.finding(BARE, msg("holds notes of a camera or an editor, or something behind its end"))


def _picture(
    site: Site, feed: File, address: str, *, place: str, remedy: Message, rules: tuple[str, ...] | None
) -> Iterator[Finding]:
    """``rules`` are those that it must keep; ``None`` means all."""
    file = site.file(address)
    if file is None:
        yield feed.finding(ARTWORK, msg("{!r} is not below {}", address, site.link), place=place)
        return
    findings: list[Finding] = []
    data = reading.data(file, findings)
    yield from findings
    if data is None:
        return
    sound = True
    for fault in artwork.faults(data, file.name):
        sound = sound and fault.rule != "type"
        if rules is None or fault.rule in rules:
            yield file.finding(ARTWORK, fault.message, place=fault.rule, remedy=remedy)
    if sound:
        image = artwork.read(data)
        if wrong := pictures.lost(image) or (NOTHING if rules else pictures.plain(image)):
            yield file.finding(ARTWORK, wrong, remedy=remedy)
    if sound and artwork.bare(data) != data:
        yield file.finding(BARE, msg("holds notes of a camera or an editor, or something behind its end"))
    version = f"v={blake2b(data, digest_size=DIGEST_BYTES).hexdigest()}.{file.name.rpartition('.')[2]}"
    if urlsplit(address).query != version:
        message = msg("{!r} does not end in ?{}: players keep the old picture", address, version)
        yield feed.finding(ARTWORK, message, place=place)
