"""Numbers on the command line. click's own types say in English, and in signs, what may stand there."""

from __future__ import annotations

import math

import click

from audiobuild.messages import Message, msg


class Number(click.ParamType):
    """A number from ``least`` to ``most``, as far as these are given; without ``fraction`` a whole one."""

    name = "number"

    def __init__(self, least: int | None = None, most: int | None = None, *, fraction: bool = False) -> None:
        self.least, self.most, self.fraction = least, most, fraction

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int | float:
        """The number that was typed."""
        try:
            number = float(str(value)) if self.fraction else int(str(value))
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self.fail(self._no_number(str(value)), param, ctx)
        if (self.least is not None and number < self.least) or (self.most is not None and number > self.most):
            self.fail(self._out_of_bounds(str(value)), param, ctx)
        return number

    def _no_number(self, typed: str) -> Message:
        return msg("{!r} is not a number.", typed) if self.fraction else msg("{!r} is not a whole number.", typed)

    def _out_of_bounds(self, typed: str) -> Message:
        if self.most is None:
            return msg("{} is too small: {} or more is allowed.", typed, self.least)
        return msg("{} is out of bounds: {} to {} is allowed.", typed, self.least, self.most)
