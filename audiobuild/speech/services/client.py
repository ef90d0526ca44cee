"""Asking a service politely, and giving up in time: what all engines that work over a network share.

One :class:`Service` stands for one service in this process, whatever the number of threads that ask it: they queue before
it, keep a distance between requests, wait together when it wants peace, and stop together when it refuses.
"""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import NoReturn, TypeVar

import requests

from audiobuild.errors import EngineError, Problem
from audiobuild.messages import NOTHING, Message, msg
from audiobuild.network.budget import Budget
from audiobuild.network.failures import NetworkError
from audiobuild.network.foreign import quote, without_password
from audiobuild.network.session import Sessions, pieces

KEPT = msg("What is spoken already is kept: build again, and only the rest is asked for.")
LONGEST_PEACE_S = 86_400.0
"""A service that wants longer peace is heard as if it had said a day."""

MOST_DIGITS = 9
"""Of a number in a header that is meant."""

_R = TypeVar("_R")
_sessions = Sessions()


@dataclass(frozen=True, kw_only=True, slots=True)
class Manners:
    """How a service is asked. Times are in seconds."""

    concurrency: int
    gap_s: float
    """Between the beginnings of two requests."""
    connect_s: float = 10
    silence_s: float = 20
    """The longest time without a single byte."""
    response_s: float = 60
    """The longest time for a whole request, from the question for the service's address to the last byte."""
    response_bytes: int = 32_000_000
    attempts: int = 4
    first_pause_s: float = 2
    """After the first failed attempt; doubled with every other, and varied by half."""
    longest_pause_s: float = 120
    """If the service asks for a longer peace, it is not asked again."""
    closed_s: float = 900
    """So long a service that refused is left alone by this process."""


class Clock:
    """Time, and waiting."""

    def now(self) -> float:
        """Seconds since any moment."""
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        """Wait so long. Who calls a build off ends the worker that waits."""
        time.sleep(seconds)


@dataclass(frozen=True, kw_only=True, slots=True)
class Response:
    """A whole HTTP response, whatever its status."""

    status: int
    reason: str
    headers: requests.structures.CaseInsensitiveDict[str]
    body: bytes = field(repr=False)

    @property
    def text(self) -> str:
        """The body as UTF-8, with a sign for every byte that is none."""
        return self.body.decode("utf-8", "replace")

    @property
    def media_type(self) -> str:
        """The content type without its parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()


class ServiceError(Exception):
    """A request brought nothing usable. ``again``: another attempt may help. ``closes``: after the last attempt, no other
    request need be tried either. ``pause_s`` is what the service asked for; ``address`` is where it failed, if known."""

    def __init__(
        self,
        message: Message,
        *,
        remedy: Message = NOTHING,
        again: bool = False,
        closes: bool = False,
        pause_s: float | None = None,
        address: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.again = again
        self.closes = closes
        self.pause_s = pause_s
        self.address = address


class Service:
    """``name`` is what errors call it; ``refusal`` tells the editor what to do when it will not serve us."""

    def __init__(self, name: str, manners: Manners, *, refusal: str, clock: Clock | None = None) -> None:
        self._name = name
        self._manners = manners
        self._refusal = refusal
        self._clock = clock or Clock()
        self._queue = threading.Lock()
        self._places = threading.BoundedSemaphore(manners.concurrency)
        self._state = threading.Lock()
        self._free_at = 0.0
        self._closed_until = 0.0
        self._closed_by = Problem(message=NOTHING)

    def ask(self, request: requests.PreparedRequest, read: Callable[[Response], _R]) -> _R:
        """Send ``request`` until ``read`` makes something of the response, and give that back.

        ``read`` sees responses of status 200 only, and raises :class:`ServiceError` where it cannot use one.
        Raises EngineError with what happened and what to do.
        """
        manners = self._manners
        for attempt in range(1, manners.attempts + 1):
            try:
                with self._places:
                    self._wait_for_turn()
                    return read(successful(self._send(request), request))
            except ServiceError as error:
                pause_s = error.pause_s
                if pause_s is None:
                    pause_s = manners.first_pause_s * 2 ** (attempt - 1) * random.uniform(0.5, 1.5)  # noqa: S311
                if pause_s > manners.longest_pause_s:
                    self._close(error, pause_s)
                elif not error.again or attempt == manners.attempts:
                    self._close(error, manners.closed_s if error.closes else 0)
                self._rest(pause_s)
        raise AssertionError("the last attempt returns or raises")

    def _wait_for_turn(self) -> None:
        """One thread waits at the head of the queue, the others behind it. Raises EngineError where waiting is in vain."""
        with self._queue:
            while True:
                with self._state:
                    now = self._clock.now()
                    if now < self._closed_until:
                        raise EngineError(self._closed_by)
                    left = self._free_at - now
                    if left <= 0:
                        self._free_at = now + self._manners.gap_s
                        return
                self._clock.wait(left)

    def _rest(self, seconds: float) -> None:
        """Nobody asks for so long: a service that is overloaded for one request is so for all."""
        with self._state:
            self._free_at = max(self._free_at, self._clock.now() + seconds)

    def _close(self, error: ServiceError, seconds: float) -> NoReturn:
        """Give up. For so long every other request fails with the same problem, and is not sent."""
        remedy = error.remedy or (self._refusal if seconds else NOTHING)
        problem = Problem(
            message=msg("{} {}", self._name, error.message), remedy=msg("{} {}", remedy, KEPT) if remedy else KEPT
        )
        if seconds:
            with self._state:
                self._closed_until = max(self._closed_until, self._clock.now() + seconds)
                self._closed_by = problem
        raise EngineError(problem) from error

    def _send(self, request: requests.PreparedRequest) -> Response:
        """Redirects are not followed: they lead to captcha pages."""
        manners = self._manners
        budget = Budget(
            whole_s=manners.response_s,
            body_bytes=manners.response_bytes,
            connect_s=manners.connect_s,
            silence_s=manners.silence_s,
        )
        try:
            with _sessions.own.send(request, budget) as response:
                return Response(
                    status=response.status_code,
                    reason=response.reason or "",
                    headers=response.headers,
                    body=b"".join(pieces(response, budget)),
                )
        except NetworkError as error:
            raise failure(error) from error


def successful(response: Response, request: requests.PreparedRequest) -> Response:
    """The response, if its status is 200. Raises ServiceError with what can be done about any other."""
    status, secrets = response.status, _secrets(request)
    if status == 200:
        return response
    reason = quote(response.reason, secrets)
    answered = msg("answered {} {}", status, reason) if reason else msg("answered {}", status)
    if status in (429, 503):
        pause_s = _retry_after(response)
        said = msg("{} and wants no request for {:.0f} s", answered, pause_s) if pause_s else answered
        raise ServiceError(said, again=True, closes=status == 429, pause_s=pause_s)
    if status in (401, 403) or 300 <= status < 400:
        location = without_password(response.headers.get("Location", "").partition("?")[0])
        target = quote(location, secrets)
        raise ServiceError(msg("{}, to {}", answered, target) if target else answered, closes=True)
    explanation = quote(_explanation(response), secrets)
    message = msg("{}: {}", answered, explanation) if explanation else answered
    raise ServiceError(message, again=status >= 500 or status == 408)


def _secrets(request: requests.PreparedRequest) -> tuple[str, ...]:
    """What of a request nobody else may read."""
    scheme, _, key = request.headers.get("Authorization", "").rpartition(" ")
    return (key,) if scheme else ()


def _retry_after(response: Response) -> float | None:
    """What Retry-After says, in seconds from now; a number or a date (RFC 9110, section 10.2.3)."""
    wish = response.headers.get("Retry-After", "").strip()
    if wish.isascii() and wish.isdigit():
        return LONGEST_PEACE_S if len(wish) > MOST_DIGITS else min(float(wish), LONGEST_PEACE_S)
    try:
        moment = parsedate_to_datetime(wish)
        seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - time.time()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(seconds, 0), LONGEST_PEACE_S)


def _explanation(response: Response) -> str:
    """The service's own explanation, where it gives one as JSON (OpenAI: error.message; FastAPI: detail)."""
    try:
        body = json.loads(response.body)
        error = body.get("error", body.get("detail", body))
        message = error.get("message", "") if isinstance(error, dict) else error
        return str(message)
    except (ValueError, AttributeError, RecursionError):
        return ""


def failure(error: NetworkError) -> ServiceError:
    """The failure of a service, for that of a request. Who cannot be reached for one sentence cannot be for any."""
    return ServiceError(
        error.message, remedy=error.remedy, again=error.again, closes=not error.alone, address=error.address
    )
