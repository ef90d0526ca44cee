"""Which elements the documents of our books are made of, with which attributes: whatever else stands there, no build wrote.

A shape is an element's name and its attributes, each with a regular expression of its value; one that may be missing has a
``?`` behind its name. An element must have one of the shapes of its name. So an attribute that hides, turns or locks something
is found whatever it is called, and one that is missing, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from xml.etree import ElementTree as Xml

from audiobuild.checking.finding import File, Finding
from audiobuild.messages import msg

RULE = msg("EPUB 3.3 and DAISY 2.02: a book holds the elements that reading systems know, as a build writes them")

_PREFIXES = {
    "http://www.idpf.org/2007/ops": "epub:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
    "http://purl.org/dc/elements/1.1/": "dc:",
}
_MOST = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class _Shape:
    required: Mapping[str, re.Pattern[str]]
    optional: Mapping[str, re.Pattern[str]]

    def fits(self, attributes: Mapping[str, str]) -> bool:
        known = {**self.required, **self.optional}
        return all(name in attributes for name in self.required) and all(
            name in known and known[name].fullmatch(value) for name, value in attributes.items()
        )


def findings(file: File, place: str, root: Xml.Element, kind: str) -> Iterator[Finding]:
    """The first elements of the document at ``place`` that no document of this ``kind`` has, by the name of its list."""
    shapes = _shapes(kind)
    count = 0
    for element in root.iter():
        name = _name(element.tag)
        attributes = {_name(key): value for key, value in element.attrib.items()}
        if not any(shape.fits(attributes) for shape in shapes.get(name, ())):
            count += 1
            if count <= _MOST:
                written = "".join(f" {key}={value[:60]!r}" for key, value in attributes.items())
                yield file.finding(RULE, msg("<{}> is nothing that a build writes", f"{name}{written}"), place=place)


@cache
def _shapes(kind: str) -> Mapping[str, Sequence[_Shape]]:
    """The shapes in the list of that name, by the names of their elements."""
    text = files(__package__).joinpath("shapes", f"{kind}.txt").read_text("utf-8")
    found: dict[str, list[_Shape]] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            name, *attributes = line.split()
            found.setdefault(name, []).append(_shape(attributes))
    return found


def _shape(attributes: Sequence[str]) -> _Shape:
    required: dict[str, re.Pattern[str]] = {}
    optional: dict[str, re.Pattern[str]] = {}
    for attribute in attributes:
        name, _, value = attribute.partition("=")
        (optional if name.endswith("?") else required)[name.removesuffix("?")] = re.compile(value or ".*", re.DOTALL)
    return _Shape(required=required, optional=optional)


def _name(tag: str) -> str:
    """The name with the prefix that we give its namespace: none for that of the document itself."""
    namespace, _, name = tag.rpartition("}")
    return _PREFIXES.get(namespace.removeprefix("{"), "") + name
