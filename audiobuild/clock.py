"""What day and time it is: the one place that asks, so that a build can be repeated on any day; and when a date begins.

``SOURCE_DATE_EPOCH`` counts seconds since 1970 and stands for now, where it is set
(https://reproducible-builds.org/specs/source-date-epoch/).
"""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime, time, tzinfo
from pathlib import Path

from audiobuild.errors import ConfigError, Problem
from audiobuild.messages import msg

_VARIABLE = "SOURCE_DATE_EPOCH"
_LATEST = 253_370_764_799
"""The last second of the year 9998: the next has no tomorrow in a calendar of four digits."""
_LOCAL_TIME = Path("/etc/localtime")
_NO_PLACES = frozenset({"Factory", "localtime", "posixrules"})
"""Names that some systems have beside those of zones: what they mean is another thing on each."""
_OF_A_PLACE = re.compile("(?!Etc/)[A-Z].*/.+")


def given() -> datetime | None:
    """The time that a reproducible build takes for now, in UTC. Raises ConfigError where the variable holds no time."""
    text = os.environ.get(_VARIABLE)
    if not text:
        return None
    if not re.fullmatch("[0-9]{1,12}", text) or int(text) > _LATEST:
        remedy = msg("It counts the seconds since 1970, like 1704067200.")
        raise ConfigError(Problem(message=msg("{} is {!r}, no time", _VARIABLE, text[:80]), remedy=remedy))
    return datetime.fromtimestamp(int(text), UTC)


def now() -> datetime:
    """This moment in UTC. Raises ConfigError."""
    return given() or datetime.now(UTC)


def today() -> date:
    """The date where the editor is, or that of the given time in UTC. Raises ConfigError."""
    moment = given()
    return moment.date() if moment else datetime.now().astimezone().date()


def instant(when: date | datetime, timezone: str) -> datetime:
    """A date as a point in time. A day without a time begins at midnight there, and a time without a zone is one there:
    ``timezone`` is one of :func:`timezones`, or empty for UTC."""
    if not isinstance(when, datetime):
        when = datetime.combine(when, time())
    return when if when.tzinfo else when.replace(tzinfo=_zone(timezone))


def timezones() -> frozenset[str]:
    """The names of time zones, as IANA has them: those of the system, and where it has none those of the package tzdata."""
    from zoneinfo import available_timezones  # here, since it loads much, and few commands ask

    return frozenset(available_timezones()) - _NO_PLACES


def machine_timezone() -> str:
    """The name of the time zone that this machine is set to, by TZ or the system; empty where that is none of a place: servers
    are in UTC, wherever they stand."""
    said = os.environ.get("TZ", "").removeprefix(":") or _link()
    name = said.partition("/zoneinfo/")[2] or said
    return name if _OF_A_PLACE.fullmatch(name) and name in timezones() else ""


def _link() -> str:
    """The system's zone is a link into the folder of all (tzfile(5)); one step, since names of the same zone are links, too."""
    try:
        return str(_LOCAL_TIME.readlink())
    except OSError:
        return ""


def _zone(name: str) -> tzinfo:
    if not name:
        return UTC
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)
