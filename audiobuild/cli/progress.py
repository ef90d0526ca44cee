"""How far a build is: one line that renews itself on a terminal, plain lines anywhere else.

A screen reader reads a line that renews itself again and again, so it is drawn only where somebody can be expected to see
it, and never says anything by colour or movement alone.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TextIO

from audiobuild.cli.translation import local
from audiobuild.messages import Message, msg

Style = Literal["auto", "bar", "plain", "none"]
PLAIN_EVERY_S = 10
BAR_EVERY_S = 0.1


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """What is said of so many things: at the beginning, of how many are done, and how the bar counts them."""

    begin: Callable[[int], str]
    done: Callable[[int, int], str]
    count: Callable[[int, int], str]


SENTENCES = Words(
    begin=lambda total: msg("speaking 1 new sentence") if total == 1 else msg("speaking {} new sentences", total),
    done=lambda done, total: msg("{} of {} sentences", done, total),
    count=lambda done, total: f"{done}/{total}",
)
BYTES = Words(
    begin=lambda total: msg("sending {:.1f} MB", total / 1e6),
    done=lambda done, total: msg("{:.1f} of {:.1f} MB sent", done / 1e6, total / 1e6),
    count=lambda done, total: msg("{:.1f}/{:.1f} MB", done / 1e6, total / 1e6),
)


def fetched(name: str) -> Words:
    """Of the bytes of a file."""
    return Words(
        begin=lambda total: msg("fetching {}, {}", name, in_bytes(total)),
        done=lambda done, total: msg("{} of {}", in_bytes(done), in_bytes(total)),
        count=lambda done, total: msg("{} of {}", in_bytes(done), in_bytes(total)),
    )


def in_bytes(count: int) -> Message:
    """A number of bytes, for people."""
    if count >= 10_000_000:
        return msg("{:.0f} MB", count / 1e6)
    return msg("{:.1f} MB", count / 1e6) if count >= 1_000_000 else msg("{:.0f} kB", max(1, count / 1e3))


ADDRESSES = Words(
    begin=lambda total: msg("asking for 1 address") if total == 1 else msg("asking for {} addresses", total),
    done=lambda done, total: msg("{} of {} addresses", done, total),
    count=lambda done, total: f"{done}/{total}",
)


class Progress:
    """Tells on ``stream`` how many of how many sentences are spoken (or what else ``words`` say), and the time left."""

    def __init__(
        self, stream: TextIO, style: Style, environment: Mapping[str, str] = os.environ, words: Words = SENTENCES
    ) -> None:
        self._stream = stream
        self._words = words
        self._style = _resolved(style, stream, environment)
        self._began = self._told = time.monotonic()
        self._first: int | None = None  # what was done before
        self._open = False  # whether a line renews itself

    def __call__(self, done: int, total: int) -> None:
        """``done`` of ``total`` are done."""
        if not total or self._style == "none":
            return
        now = time.monotonic()
        if done == 0 or self._first is None:
            self._began = self._told = now
            self._first = done
            self._plain(local(self._words.begin(total)))
        elif self._style == "bar":
            if done == total or now - self._told >= BAR_EVERY_S:
                self._told = now
                self._bar(done, total, self._left(done, total, now))
        elif done == total or now - self._told >= PLAIN_EVERY_S:
            self._told = now
            left = "" if done == total else f", {self._left(done, total, now)}"
            self._plain(f"{local(self._words.done(done, total))}{left}")

    def interrupt(self) -> None:
        """Something else is going to be said: it does not stand behind the line that renews itself."""
        if self._open:
            self._plain("")
        self._open = False

    def _left(self, done: int, total: int, now: float) -> str:
        seconds = round((now - self._began) / max(1, done - (self._first or 0)) * (total - done))
        minutes, seconds = divmod(seconds, 60)
        told = msg("{} min {:02} s left", minutes, seconds) if minutes else msg("{} s left", seconds)
        return local(told)

    def _bar(self, done: int, total: int, left: str) -> None:
        width = 30
        filled = width * done // total
        self._stream.write(
            f"\r[{'#' * filled}{'.' * (width - filled)}] {local(self._words.count(done, total))} {left:<18}"
        )
        self._open = done != total
        if not self._open:
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
