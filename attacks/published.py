"""What is published, looked at with a stranger's eyes: is anything in it active, private, or hidden?"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from lxml import etree
from lxml.html import fromstring

SECRET = "MARKER-OF-WHAT-IS-PRIVATE"  # noqa: S105
"""Stands in files that lie outside of the publication."""

_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*)\s*:")
_ALLOWED = ("http", "https", "mailto", "tel", "urn", "antennapod-subscribe", "overcast", "pktc", "podcast")
_ADDRESSES = ("href", "src", "action", "formaction", "poster", "data", "url", "xlink:href")
_OURS = re.compile(r"(^|/)assets/(player|list|embed|grow)\.js$")
_ACTIVE = ("script", "iframe", "object", "embed", "applet", "base", "form", "frame")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\u034f\u115f\u1160\u3164\uffa0]"
    "|(?<![\U0001f3f4\U000e0000-\U000e007f])[\U000e0000-\U000e007f]|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2}"
)
_PLAIN = ("description", "copyright")
"""Of a feed. A title is text to all that specify it, and is escaped as text."""


def faults(dist: Path) -> Iterator[str]:
    """What of dist/ should not be there."""
    for path in sorted(path for path in dist.rglob("*") if path.is_file()):
        name = path.relative_to(dist).as_posix()
        for found in _of_file(name, path.read_bytes()):
            yield f"{name}: {found}"


def _of_file(name: str, data: bytes) -> Iterator[str]:
    suffix = PurePosixPath(name).suffix
    if SECRET.encode() in data:
        yield "what is private"
    if suffix in (".epub", ".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for item in archive.infolist():
                if item.filename.startswith(("/", "..")) or "/../" in item.filename:
                    yield f"a file of the name {item.filename!r}"
                yield from _of_file(item.filename, archive.read(item))
        return
    if suffix in (".mp3", ".jpg", ".png", ".css", ".js", ".woff2") or name == "mimetype":
        return
    text = data.decode("utf-8")
    if match := _HIDDEN.search(text):
        yield f"U+{ord(match[0]):04X}"
    if suffix == ".json":
        yield from _of_json(json.loads(text))
    elif suffix == ".html" and not text.startswith("<?xml"):
        yield from _of_tree(fromstring(text))
    elif suffix in (".html", ".xhtml", ".smil", ".opf", ".xml"):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(data, parser=parser)
        yield from _of_tree(root)
        if root.tag == "rss":
            yield from _of_feed(root)


def _of_tree(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        tag = etree.QName(element).localname.lower()
        if tag in _ACTIVE and not (tag == "script" and _is_ours(element)):
            yield f"<{tag}>"
        if tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
            yield "a page that leads away"
        for key, value in element.attrib.items():
            if str(key).lower().startswith("on"):
                yield f"{key!s}={value!r}"
            if etree.QName(str(key)).localname.lower() in _ADDRESSES:
                yield from _of_address(str(value))


def _is_ours(script: etree._Element) -> bool:
    """A script of the tool's, or data that no browser runs."""
    if script.get("type") == "application/ld+json":
        return isinstance(json.loads(script.text or ""), dict) and not len(script)
    return _OURS.search(script.get("src") or "") is not None and not script.text


def _of_address(address: str) -> Iterator[str]:
    scheme = _SCHEME.match(re.sub("[\t\n\r]", "", address))
    if scheme and scheme[1].lower() not in _ALLOWED:
        yield f"a link to {address!r}"
    if re.match(r"(https?:)?//[^/?#]*@", address):
        yield f"a password in {address!r}"


_LISTED = frozenset({"ol", "li"})
"""Where nobody wrote a summary, the chapters stand there as a list."""


def _of_feed(root: etree._Element) -> Iterator[str]:
    """Readers take a description for HTML, or for text: RSS leaves it open."""
    for element in root.iter(*_PLAIN):
        if element.text and "<" in element.text:
            tree = fromstring(f"<div>{element.text}</div>")
            if found := [str(inner.tag) for inner in tree.iterdescendants() if inner.tag not in _LISTED]:
                yield f"<{element.tag}> makes elements: {found}"
    for element in root.iter("{http://purl.org/rss/1.0/modules/content/}encoded"):
        yield from _of_tree(fromstring(f"<div>{element.text}</div>"))


def _of_json(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "url" and isinstance(inner, str):
                yield from _of_address(inner)
            yield from _of_json(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _of_json(inner)
