"""Connections that keep to the budget of the request under way.

Every byte of an answer comes through ``recv`` or ``recv_into`` of a socket: the status line, interim answers, headers,
sizes of chunks, the body, the handshake of TLS, the answer of a proxy. So one rule there holds for all of them. A timeout of
a socket alone does not: a byte now and then keeps it from ever running out.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from contextvars import ContextVar
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from audiobuild.messages import msg
from audiobuild.network.addresses import Endpoint, lookup
from audiobuild.network.budget import INSIDE, SLICE_S, Budget, NotAllowedError, ProxyError, SilentError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

under_way: ContextVar[Budget] = ContextVar("under_way")
"""The budget of the request that this thread is at. Connections are kept from request to request, so it cannot be theirs."""

_R = TypeVar("_R")


def _in_time(line: socket.socket, action: Callable[[], _R]) -> _R:
    """``action`` on a line, tried in slices of time until it is done. Raises LateError, SilentError."""
    budget = under_way.get()
    silent_at = time.monotonic() + budget.silence_s
    while True:
        line.settimeout(min(SLICE_S, budget.left()))
        try:
            return action()
        except TimeoutError:
            if time.monotonic() > silent_at:
                raise SilentError(msg("did not answer in time")) from None


class BoundSocket(socket.socket):
    """A socket that keeps to the budget."""

    def recv(self, bufsize: int, flags: int = 0, /) -> bytes:
        data = _in_time(self, partial(super().recv, bufsize, flags))
        under_way.get().spend(len(data))
        return data

    def recv_into(self, buffer: WriteableBuffer, nbytes: int = 0, flags: int = 0) -> int:
        count = _in_time(self, partial(super().recv_into, buffer, nbytes, flags))
        under_way.get().spend(count)
        return count

    def sendall(self, data: ReadableBuffer, flags: int = 0, /) -> None:
        rest = memoryview(data).cast("B")
        while rest:
            rest = rest[_in_time(self, partial(super().send, rest, flags)) :]


class BoundTLSSocket(ssl.SSLSocket):
    """The same within TLS."""

    def do_handshake(self, block: bool = False) -> None:
        _in_time(self, super().do_handshake)

    def recv(self, buflen: int = 1024, flags: int = 0) -> bytes:
        data = _in_time(self, partial(super().recv, buflen, flags))
        under_way.get().spend(len(data))
        return data

    def recv_into(self, buffer: WriteableBuffer, nbytes: int | None = None, flags: int = 0) -> int:
        count = _in_time(self, partial(super().recv_into, buffer, nbytes, flags))
        under_way.get().spend(count)
        return count

    def sendall(self, data: ReadableBuffer, flags: int = 0) -> None:
        rest = memoryview(data).cast("B")
        while rest:
            rest = rest[_in_time(self, partial(super().send, rest, flags)) :]


def connected(host: str, port: int | None, *, judged: bool) -> socket.socket:
    """A line to a host, within the budget. ``judged``: its addresses are looked at, as a proxy's are not.

    Where a name has addresses of the open internet, only they are meant: what else is answered for it leads astray. Raises
    NotAllowedError, and what looking up and connecting raise.
    """
    budget = under_way.get()

    def connect() -> socket.socket:
        endpoints = lookup(host, port)
        if judged:
            public = tuple(endpoint for endpoint in endpoints if endpoint.public)
            if budget.public_only and not public:
                raise NotAllowedError(INSIDE)
            endpoints = public or endpoints
            budget.public_only = bool(public)
        return _first(endpoints, budget)

    return _in_background(connect, budget, discard=socket.socket.close)


def _first(endpoints: tuple[Endpoint, ...], budget: Budget) -> socket.socket:
    """A line to the first address that can be reached. Raises OSError, that of the last address."""
    failed: OSError = OSError("has no address")
    for endpoint in endpoints:
        line = BoundSocket(endpoint.family, socket.SOCK_STREAM)
        try:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line.settimeout(min(budget.connect_s, budget.left()))
            line.connect(endpoint.sockaddr)
        except OSError as error:
            line.close()
            failed = error
        else:
            return line
    raise failed


def _in_background(action: Callable[[], _R], budget: Budget, discard: Callable[[_R], None]) -> _R:
    """``action`` in a thread that is left to itself when the time is over: the question for a name cannot be interrupted."""
    future: Future[_R] = Future()

    def run() -> None:
        try:
            future.set_result(action())
        except BaseException as error:
            future.set_exception(error)

    Thread(target=run, daemon=True).start()
    try:
        while not wait([future], timeout=min(SLICE_S, budget.left())).done:
            pass
    except BaseException:
        future.add_done_callback(lambda done: None if done.exception() else discard(done.result()))
        raise
    return future.result()


class _Connection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _for_connection(self)


class _TLSConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _for_connection(self)


def _for_connection(connection: HTTPConnection) -> socket.socket:
    """urllib3's own errors cannot tell a proxy that is not there from a server behind it that broke off."""
    host = connection._dns_host.strip("[]")
    if connection.proxy is None:
        return connected(host, connection.port, judged=True)
    try:
        return connected(host, connection.port, judged=False)
    except OSError as error:
        raise ProxyError(msg("cannot be reached")) from error


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TLSPool(HTTPSConnectionPool):
    ConnectionCls = _TLSConnection


POOLS = {"http": _Pool, "https": _TLSPool}
