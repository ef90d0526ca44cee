"""Requests that end in time, and fail with the true reason: requests' session over connections that keep to a budget.

Proxies and certificates are the environment's (``HTTPS_PROXY``, ``NO_PROXY``, ``REQUESTS_CA_BUNDLE``): an office may have no
other way out. Behind a proxy it is the proxy that looks names up and connects; we judge only addresses that stand in numbers.
Passwords of ``.netrc`` are not used: nobody said that they are for this.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.util.ssl_ import create_urllib3_context

from audiobuild.messages import msg
from audiobuild.network import addresses
from audiobuild.network.budget import INSIDE, Budget, NotAllowedError, TooMuchError, megabytes
from audiobuild.network.failures import NetworkError, explain
from audiobuild.network.sockets import POOLS, BoundTLSSocket, under_way

REDIRECTS = 8
_PIECE = 1 << 16


class _Adapter(HTTPAdapter):
    """Makes our connections instead of urllib3's."""

    def init_poolmanager(self, *arguments: Any, **settings: Any) -> None:
        super().init_poolmanager(*arguments, **settings, ssl_context=_context())
        self.poolmanager.pool_classes_by_scheme = POOLS

    def proxy_manager_for(self, proxy: str, **settings: Any) -> Any:
        if proxy not in self.proxy_manager:
            super().proxy_manager_for(proxy, **settings, ssl_context=_context()).pool_classes_by_scheme = POOLS
        return self.proxy_manager[proxy]


class Session:
    """Connections to servers, kept for the next request. One for each thread: they are not made to be shared."""

    def __init__(self) -> None:
        self._requests = requests.Session()
        self._requests.auth = lambda request: request  # else that of .netrc
        for scheme in ("http://", "https://"):
            self._requests.mount(scheme, _Adapter())

    @contextmanager
    def send(self, request: requests.PreparedRequest, budget: Budget) -> Iterator[requests.Response]:
        """The response to one request, redirects not followed; its body is there to be read with :func:`pieces`.

        Raises NetworkError, also for what goes wrong while the body is read.
        """
        token = under_way.set(budget)
        try:
            settings = self._requests.merge_environment_settings(request.url, {}, True, None, None)
            _judge_by_name(str(request.url), settings["proxies"], budget)
            with self._requests.send(request, allow_redirects=False, **settings) as response:
                yield response
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise _at(str(request.url), explain(error)) from error
        finally:
            under_way.reset(token)

    @contextmanager
    def get(
        self, address: str, budget: Budget, *, headers: dict[str, str], onward: Callable[[str, str], None]
    ) -> Iterator[requests.Response]:
        """The response to a GET, wherever it leads in the end: all within one budget.

        ``onward(from, to)`` raises where a redirect may not be followed. Raises NetworkError.
        """
        with self._followed("GET", address, budget, headers, onward) as response:
            yield response

    @contextmanager
    def head(
        self, address: str, budget: Budget, *, headers: dict[str, str], onward: Callable[[str, str], None]
    ) -> Iterator[requests.Response]:
        """The same for a HEAD."""
        with self._followed("HEAD", address, budget, headers, onward) as response:
            yield response

    @contextmanager
    def _followed(
        self, method: str, address: str, budget: Budget, headers: dict[str, str], onward: Callable[[str, str], None]
    ) -> Iterator[requests.Response]:
        current = address
        for _ in range(REDIRECTS + 1):
            with self.send(self._prepared(method, current, headers), budget) as response:
                if not response.is_redirect:
                    yield response
                    return
            try:
                following = _target(current, response)
                onward(current, following)
            except NetworkError as error:
                _at(current, error)
                raise
            self._requests.close()  # a kept connection would not be judged again
            current = following
        raise _at(current, NetworkError(msg("leads on more than {} times", REDIRECTS), again=False))

    def _prepared(self, method: str, address: str, headers: dict[str, str]) -> requests.PreparedRequest:
        try:
            return self._requests.prepare_request(requests.Request(method, address, headers=headers))
        except (requests.RequestException, ValueError) as error:
            raise explain(error) from error


class Sessions(threading.local):
    """A session for each thread, made when it first asks."""

    @cached_property
    def own(self) -> Session:
        """That of this thread."""
        return Session()


def pieces(response: requests.Response, budget: Budget) -> Iterator[bytes]:
    """The body, unpacked, as it comes. ``read1`` gives what is there; ``read`` would wait for more. Raises TooMuchError."""
    size = 0
    while piece := response.raw.read1(_PIECE, decode_content=True):
        size += len(piece)
        if size > budget.body_bytes:
            raise TooMuchError(msg("sent more than {}", megabytes(budget.body_bytes)))
        yield piece


def _at(address: str, error: NetworkError) -> NetworkError:
    """The error, which knows where it was."""
    error.address = error.address or address
    return error


def _target(address: str, response: requests.Response) -> str:
    try:
        following = urljoin(address, response.headers["Location"])
        urlsplit(following)
    except ValueError as error:
        raise NetworkError(msg("leads on to something that is no web address"), again=False) from error
    return following


def _judge_by_name(address: str, proxies: Any, budget: Budget) -> None:
    """Behind a proxy, an address in numbers is all that can be judged. Raises NotAllowedError."""
    if requests.utils.select_proxy(address, proxies):
        private = addresses.private_by_name(address)
        if budget.public_only and private:
            raise NotAllowedError(INSIDE)
        budget.public_only = not private


def _context() -> Any:
    context = create_urllib3_context()
    context.sslsocket_class = BoundTLSSocket
    return context
