"""Where a show is at home, which says when a day begins."""

from __future__ import annotations

from collections.abc import Iterator

from audiobuild import clock
from audiobuild.errors import Problem
from audiobuild.inputs import near
from audiobuild.messages import msg
from audiobuild.text import shown


def problems(name: str, place: str) -> Iterator[Problem]:
    """What is wrong with the name of a time zone; none is UTC. A zone has the name of a city, which many write alone."""
    known = clock.timezones() if name else frozenset()
    if name and not known:
        remedy = msg("Install them, in Debian and others as the package tzdata; or remove the key, for UTC.")
        yield Problem(place=place, message=msg("cannot be looked up: this system has no time zones"), remedy=remedy)
    elif name not in known and name:
        city = name.rpartition("/")[2].strip().replace(" ", "_").casefold()
        cities = sorted(one for one in known if "/" in one and one.rpartition("/")[2].casefold() == city)
        example = msg("Write one as IANA names it, like Europe/Berlin.")
        remedy = near.remedy((cities or near.names(name, sorted(known)))[:3]) or example
        message = msg("{} is no time zone", shown(repr(name), 80))
        yield Problem(place=place, message=message, remedy=remedy)
