"""What one request may cost, from the question for a name to the last byte, redirects included."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from audiobuild.messages import Message, msg

SLICE_S = 0.25
"""How long one wait may last: Windows tells of Ctrl-C between two only."""

HEAD_BYTES = 1_000_000
"""What may come besides the body: heads, interim answers, the sizes of chunks."""


INSIDE = msg("leads into a network that is not public")


class LateError(TimeoutError):
    """The whole took too long."""


class SilentError(TimeoutError):
    """Not a byte came for too long."""


class TooMuchError(OSError):
    """More came than was to be taken."""


class NotAllowedError(OSError):
    """An address that this request may not be sent to."""


class ProxyError(OSError):
    """The proxy that the environment names cannot be reached; the cause says why."""


@dataclass(kw_only=True, slots=True)
class Budget:
    """Limits of one request, and how much of them is left. Times are in seconds.

    ``whole_s`` is for all of it. ``silence_s`` is the longest time without a single byte. ``body_bytes`` bounds what comes
    over the line, and what it unpacks to. ``public_only``: as soon as one address was
    of the open internet, all that follow must be.
    """

    whole_s: float
    body_bytes: int
    connect_s: float = 10
    silence_s: float = 20
    public_only: bool = False
    _end: float = field(init=False)
    _bytes: int = field(init=False)

    def __post_init__(self) -> None:
        self._end = time.monotonic() + self.whole_s
        self._bytes = self.body_bytes + HEAD_BYTES

    def left(self) -> float:
        """The seconds that are left, always more than none. Raises LateError."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise LateError(msg("did not finish its answer within {:g} s", self.whole_s))
        return left

    def spend(self, received: int) -> None:
        """So many bytes came. Raises TooMuchError."""
        self._bytes -= received
        if self._bytes < 0:
            raise TooMuchError(msg("sent more than {}", megabytes(self.body_bytes)))


def megabytes(count: int) -> Message:
    """A number of bytes, for people."""
    return msg("{:g} MB", float(f"{count / 1_000_000:.3g}"))
