"""What day and time it is: the one place that asks, so that a build can be repeated on any day.

``SOURCE_DATE_EPOCH`` counts seconds since 1970 and stands for now, where it is set
(https://reproducible-builds.org/specs/source-date-epoch/).
"""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime, time

from audiobuild.errors import ConfigError, Problem
from audiobuild.messages import msg

_VARIABLE = "SOURCE_DATE_EPOCH"
_LATEST = 253_370_764_799
"""The last second of the year 9998: the next has no tomorrow in a calendar of four digits."""


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


def instant(when: date | datetime) -> datetime:
    """A date as a point in time; a day without a time begins at 00:00 UTC."""
    if not isinstance(when, datetime):
        when = datetime.combine(when, time())
    return when if when.tzinfo else when.replace(tzinfo=UTC)
