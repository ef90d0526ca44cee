"""How far a build is: one line that renews itself on a terminal, plain lines anywhere else.

A screen reader reads a line that renews itself again and again, so it is drawn only where somebody can be expected to see
it, and never says anything by colour or movement alone.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from typing import Literal, TextIO

Style = Literal["auto", "bar", "plain", "none"]
PLAIN_EVERY_S = 10
BAR_EVERY_S = 0.1


class Progress:
    """Tells on ``stream`` how many of how many sentences are spoken, and the time left."""

    def __init__(self, stream: TextIO, style: Style, environment: Mapping[str, str] = os.environ) -> None:
        self._stream = stream
        self._style = _resolved(style, stream, environment)
        self._began = self._told = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        """``done`` of ``total`` new sentences are spoken."""
        if not total or self._style == "none":
            return
        now = time.monotonic()
        if done == 0:
            self._began = self._told = now
            self._plain(f"speaking {total} new {'sentence' if total == 1 else 'sentences'}")
        elif self._style == "bar":
            if done == total or now - self._told >= BAR_EVERY_S:
                self._told = now
                self._bar(done, total, self._left(done, total, now))
        elif done == total or now - self._told >= PLAIN_EVERY_S:
            self._told = now
            left = "" if done == total else f", {self._left(done, total, now)}"
            self._plain(f"{done} of {total} sentences{left}")

    def _left(self, done: int, total: int, now: float) -> str:
        seconds = round((now - self._began) / done * (total - done))
        minutes, seconds = divmod(seconds, 60)
        return f"{minutes} min {seconds:02} s left" if minutes else f"{seconds} s left"

    def _bar(self, done: int, total: int, left: str) -> None:
        width = 30
        filled = width * done // total
        self._stream.write(f"\r[{'#' * filled}{'.' * (width - filled)}] {done}/{total} {left:<18}")
        if done == total:
            self._stream.write("\n")
        self._stream.flush()

    def _plain(self, text: str) -> None:
        self._stream.write(text + "\n")
        self._stream.flush()


def _resolved(style: Style, stream: TextIO, environment: Mapping[str, str]) -> Style:
    if style != "auto":
        return style
    seen = stream.isatty() and environment.get("TERM") != "dumb" and not environment.get("NO_COLOR")
    return "bar" if seen else "plain"
