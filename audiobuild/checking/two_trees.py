"""A document as it is, and as a build writes it: the first element in which the two differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice, zip_longest
from typing import Any

from audiobuild.checking.elements import NAMESPACES
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.reading import plain
from audiobuild.messages import msg

Skip = Callable[[Any], bool]
"""Whether an element is left out of both."""

_TELLING = ("id", "class", "data-do", "name", "rel", "http-equiv")
"""Attributes by which one element is told from others of its kind, the best first."""

_SHOWN = 100
_PREFIXES = {address: prefix for prefix, address in NAMESPACES.items()}


def first(file: File, rule: str, here: Any, meant: Any, skip: Skip) -> Iterator[Finding]:
    """The first difference of what is ``here`` from what was meant, as a finding of ``rule``."""
    yield from islice(chain(_beside(file, rule, here, meant), _differences(file, rule, here, meant, skip)), 1)


def _beside(file: File, rule: str, here: Any, meant: Any) -> Iterator[Finding]:
    """What stands before or behind the whole document."""
    if here.getparent() is not None:
        return
    for one in (*here.itersiblings(preceding=True), *here.itersiblings()):
        place = msg("line {}", one.sourceline)
        yield file.finding(rule, msg("holds {}, which no build writes", _short(plain(str(one)))), place=place)
    doctypes = [one.getroottree().docinfo.doctype for one in (here, meant)]
    yield from _said(file, rule, "DOCTYPE", *doctypes)


def _differences(file: File, rule: str, here: Any, meant: Any, skip: Skip) -> Iterator[Finding]:
    place = msg("line {}, {}", here.sourceline, _called(here))
    for name in sorted({*here.attrib, *meant.attrib}):
        yield from _said(file, rule, msg("{}: {}", place, name), here.get(name), meant.get(name))
    yield from _said(file, rule, place, plain(here.text or ""), plain(meant.text or ""))
    these, those = ([one for one in element if not skip(one)] for element in (here, meant))
    for one, other in zip_longest(these, those):
        if one is None or other is None or _kind(one) != _kind(other):
            yield from _another(file, rule, place, one, other, len(these) - len(those))
            return
        yield from _differences(file, rule, one, other, skip)
        yield from _said(file, rule, place, plain(one.tail or ""), plain(other.tail or ""))


def _another(file: File, rule: str, place: str, here: Any | None, meant: Any | None, more: int) -> Iterator[Finding]:
    """What is said where the elements part that are ``here`` and meant; there are so many ``more`` than are meant."""
    if meant is not None and (here is None or more < 0):
        yield file.finding(rule, msg("lacks {}", _called(meant)), place=place)
    elif here is not None and (meant is None or more > 0):
        yield file.finding(rule, msg("holds {}, which no build writes", _called(here)), place=place)
    elif here is not None and meant is not None:
        yield file.finding(rule, msg("holds {} where {} belongs", _called(here), _called(meant)), place=place)


def _said(file: File, rule: str, place: str, here: str | None, meant: str | None) -> Iterator[Finding]:
    """What an attribute or a text says, if it is not what is meant; ``None`` for an attribute that is not there."""
    if here == meant:
        return
    if here is None:
        message = msg("is missing; a build writes {!r}", _short(meant or ""))
    elif meant is None:
        message = msg("says {!r}, where a build writes nothing", _short(here))
    else:
        message = msg("says {!r}; a build writes {!r}", _short(here), _short(meant))
    yield file.finding(rule, message, place=place)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _kind(element: Any) -> tuple[str, ...]:
    return (_tag(element), *(element.get(name) or "" for name in _TELLING))


def _called(element: Any) -> str:
    named = next((f" {name}={element.get(name)}" for name in _TELLING if element.get(name)), "")
    return f"<{_tag(element)}{named}>"


def _tag(element: Any) -> str:
    if not isinstance(element.tag, str):
        return "!--"
    address, _, local = element.tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(address, address)}:{local}" if address else local
