"""One request as a client makes it, within bounds, and what came of it."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests

from audiobuild import __version__
from audiobuild.messages import Message, msg
from audiobuild.network import addresses
from audiobuild.network.budget import Budget
from audiobuild.network.failures import NetworkError
from audiobuild.network.foreign import quote
from audiobuild.network.session import Sessions, pieces

ORIGIN = "https://player.example"
"""Who asks, where a player on another site would."""

AGENT = f"audiobuild/{__version__}"
WHOLE_S = 20.0
"""For one address, redirects included: who listens does not wait longer either."""

SILENCE_S = 10.0
PATIENCE = 3
"""So often a host may not answer, before it is not asked any more."""


class NotAskedError(Exception):
    """An address that is not asked for any more: its host did not answer, or the time for all is over."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What came back. ``hops`` are the addresses that it led on to, ``headers`` by their names in small letters; ``body`` is
    its beginning, or all of it if ``whole``."""

    asked: str
    hops: tuple[str, ...]
    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes
    whole: bool

    @property
    def address(self) -> str:
        """Where it came from in the end."""
        return self.hops[-1] if self.hops else self.asked

    @property
    def media_type(self) -> str:
        """What the server says that it is, without parameters; empty where it says nothing."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def said(self) -> Message:
        """The status, for people."""
        return answers(self.status, self.reason)


def answers(status: int, reason: str) -> Message:
    """A status and what the server says of it."""
    said = quote(reason)
    return msg("answers {} {}", status, said) if said else msg("answers {}", status)


def require_web(_: str, following: str) -> None:
    """A redirect leads to the web. Raises NetworkError."""
    if not following.lower().startswith(("http://", "https://")):
        raise NetworkError(msg("leads on to something that is no web address"), again=False)


def host(address: str) -> str:
    """The host in an address; empty where there is none."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".").lower()
    except ValueError:
        return ""


class Caller:
    """Asks for what was ``given`` and what it names. One session for each thread.

    A feed of the open internet leads nowhere inside. One at loopback may name all that there is; one of a network behind this
    machine may name its own host, and the open internet.
    """

    def __init__(self, given: str, *, each_s: float = WHOLE_S) -> None:
        self._given = host(given)
        self._each_s = each_s
        self._end = math.inf
        self._sessions = Sessions()
        self._silent: Counter[str] = Counter()
        self._open = False
        self.here = addresses.loopback_by_name(given)

    def end_in(self, whole_s: float) -> None:
        """From now on so long is left for all that is asked for."""
        self._end = time.monotonic() + whole_s

    @property
    def inside(self) -> bool:
        """Whether what was given, and answered, is of a network behind this machine, which others do not reach."""
        return not self._open and not self.here

    def ask(
        self,
        method: str,
        address: str,
        *,
        headers: Mapping[str, str] | None = None,
        most: int = 0,
        whole: bool = False,
        within_s: float | None = None,
    ) -> Answer:
        """The answer to a GET or HEAD with at most ``most`` bytes of its body, unpacked. ``whole``: more are too much; else the
        rest is left. Raises NetworkError, NotAskedError."""
        name = host(address)
        if self._silent[name] >= PATIENCE or time.monotonic() > self._end:
            raise NotAskedError
        wanted = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "identity", **(headers or {})}
        began = time.monotonic()
        limit_s = within_s or self._each_s
        try:
            try:
                answer = self._asked(method, address, wanted, most, whole, limit_s)
            except NetworkError as error:
                if not error.again or time.monotonic() - began > limit_s / 4:
                    raise
                answer = self._asked(method, address, wanted, most, whole, limit_s)
        except NetworkError as error:
            self._silent[name] += error.again
            raise
        self._silent[name] = 0
        return answer

    def _asked(
        self, method: str, address: str, headers: dict[str, str], most: int, whole: bool, limit_s: float
    ) -> Answer:
        budget = Budget(
            whole_s=limit_s,
            body_bytes=max(most, 1),
            silence_s=min(SILENCE_S, limit_s),
            public_only=self._open or self._elsewhere(address),
        )
        hops: list[str] = []

        def onward(current: str, following: str) -> None:
            require_web(current, following)
            budget.public_only = budget.public_only or self._elsewhere(following)
            hops.append(following)

        call = self._sessions.own.head if method == "HEAD" else self._sessions.own.get
        with call(address, budget, headers=headers, onward=onward) as response:
            body, all_of_it = _body(response, budget, most, whole)
            if not self._elsewhere(address):
                self._open = self._open or (budget.public_only and not self.here)
            return Answer(
                asked=address,
                hops=tuple(hops),
                status=response.status_code,
                reason=str(response.reason or ""),
                headers={name.lower(): value for name, value in response.headers.items()},
                body=body,
                whole=all_of_it,
            )

    def _elsewhere(self, address: str) -> bool:
        """Whether an address may only be of the open internet."""
        return not self.here and host(address) != self._given


def _body(response: requests.Response, budget: Budget, most: int, whole: bool) -> tuple[bytes, bool]:
    """The beginning of a body, and whether that is all. Raises TooMuchError."""
    if not most:
        return b"", False
    if whole:
        return b"".join(pieces(response, budget)), True
    came = b""
    budget.body_bytes = max(budget.body_bytes, most + (1 << 17))  # one piece more than is looked at
    for piece in pieces(response, budget):
        came += piece
        if len(came) >= most:
            return came[:most], False
    return came, True
