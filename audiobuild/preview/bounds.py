"""How many connections there may be, and how long each may take: a client that is slow on purpose must not use us up.

uvicorn bounds neither the time for the head of a request nor that of a reader who takes nothing.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import ClassVar, cast

from uvicorn.protocols.http.h11_impl import H11Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """Times are in seconds. A browser has six connections to a server, a podcast program two or three."""

    connections: int = 100
    head_s: float = 10
    """From the connection, or the last answer, to the end of the next request's head."""
    stall_s: float = 60
    """Until a reader has taken what is on its way to him: some ten kilobytes."""
    life_s: float = 3600
    """Of a connection. Players go on with a new one, from where they are."""


class BoundedProtocol(H11Protocol):
    """A connection of uvicorn that ends by itself."""

    bounds: ClassVar[Bounds] = Bounds()
    _head: asyncio.TimerHandle | None = None
    _stall: asyncio.TimerHandle | None = None
    _life: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast("asyncio.Transport", transport))
        if len(self.connections) > self.bounds.connections:
            self.transport.abort()
            return
        self._life = self.loop.call_later(self.bounds.life_s, self.transport.abort)
        self._wait_for_head()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._head is not None and self.cycle is not None and not self.cycle.response_complete:
            self._head.cancel()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if not self.transport.is_closing() and (self.cycle is None or self.cycle.response_complete):
            self._wait_for_head()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stall = self.loop.call_later(self.bounds.stall_s, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._stall is not None:
            self._stall.cancel()

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in (self._head, self._stall, self._life):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def _wait_for_head(self) -> None:
        if self._head is not None:
            self._head.cancel()
        self._head = self.loop.call_later(self.bounds.head_s, self.transport.abort)
