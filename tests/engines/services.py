"""Services on this machine that speak a service's protocol, and misbehave on command."""

from __future__ import annotations

import base64
import json
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import lameenc
import numpy as np
import trustme

from audiobuild.speech.services import client

RATE_HZ = 24000
MS_PER_LETTER = 70


class SkippingClock(client.Clock):
    """Time that goes on as always, except that waiting takes none. ``waits`` are the seconds that were waited for."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self._skipped = 0.0

    def now(self) -> float:
        return time.monotonic() + self._skipped

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self._skipped += seconds


def tone(text: str) -> bytes:
    """Something to hear for a text, of a speaking length and different for different texts: s16le at 24 kHz."""
    samples = RATE_HZ * MS_PER_LETTER * sum(c.isalnum() for c in text) // 1000
    pitch_hz = 200 + sum(map(ord, text)) % 400
    return bytes(np.rint(8000 * np.sin(np.arange(samples) * 2 * np.pi * pitch_hz / RATE_HZ)).astype("<i2"))


@cache
def mp3(text: str) -> bytes:
    """:func:`tone` as an MP3 of the kind that Google sends."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_in_sample_rate(RATE_HZ)
    encoder.set_out_sample_rate(RATE_HZ)
    encoder.set_channels(1)
    encoder.set_bit_rate(32)
    return bytes(encoder.encode(tone(text))) + bytes(encoder.flush())


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as it came in. ``text`` is what it wants to be spoken; ``data`` the whole of its parameters."""

    path: str
    headers: dict[str, str]
    text: str
    data: dict[str, object]


Behaviour = Callable[["Handler", Asked], None]


class Handler(BaseHTTPRequestHandler):
    """One connection. ``CONNECT`` makes it a tunnel to any host, whose server it then is itself."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def setup(self) -> None:
        super().setup()
        self.server.open.add(self)

    def do_CONNECT(self) -> None:
        self.server.hosts.append(self.path)
        self.send_response(200, "Connection established")
        self.end_headers()
        assert self.server.tls
        try:
            self.connection = self.server.tls.wrap_socket(self.connection, server_side=True)
        except OSError:
            self.close_connection = True
            return
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)
        self.close_connection = False

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        text, data = self.server.understand(body)
        asked = Asked(path=self.path, headers=dict(self.headers), text=text, data=data)
        self.server.take(asked)(self, asked)

    def answer(self, body: bytes, *, status: int = 200, **headers: str) -> None:
        """A whole answer."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def finish(self) -> None:
        """Also closes the tunnel, which the server does not know of."""
        with suppress(OSError):
            super().finish()
        self.connection.close()
        self.server.open.discard(self)

    def log_message(self, *args: object) -> None:
        """Nothing."""


@dataclass
class Server(ThreadingHTTPServer):
    """``plan`` is how it behaves, request by request; then it does ``usually``. ``asked`` is what it was asked for."""

    understand: Callable[[bytes], tuple[str, dict[str, object]]]
    usually: Behaviour
    tls: ssl.SSLContext | None = None
    plan: list[Behaviour] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)
    open: set[Handler] = field(default_factory=set)
    daemon_threads = False

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def texts(self) -> list[str]:
        return [asked.text for asked in self.asked]

    def take(self, asked: Asked) -> Behaviour:
        with self._lock:
            self.asked.append(asked)
            return self.plan.pop(0) if self.plan else self.usually

    @contextmanager
    def running(self) -> Iterator[Server]:
        thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield self
        finally:
            self.stopped.set()
            self.shutdown()
            thread.join()
            for handler in tuple(self.open):  # clients keep connections for the next request
                with suppress(OSError):
                    handler.connection.shutdown(socket.SHUT_RDWR)
            self.server_close()


# --- Google Translate -----------------------------------------------------------------------------------------------


def understand_google(body: bytes) -> tuple[str, dict[str, object]]:
    """The remote call: JSON within JSON within a form."""
    (((call, parameters, _, kind),),) = json.loads(parse_qs(body.decode())["f.req"][0])
    assert (call, kind) == ("jQ1olc", "generic")
    text, language, slow, _ = json.loads(parameters)
    return text, {"language": language, "slow": slow}


def google_body(sound: bytes | None) -> bytes:
    """What the remote call gives back."""
    result = None if sound is None else json.dumps([base64.b64encode(sound).decode()])
    rows = [["wrb.fr", "jQ1olc", result, None, None, None, "generic"], ["di", 57], ["af.httprm", 56, "-7", 5]]
    return b")]}'\n\n" + json.dumps(rows, separators=(",", ":")).replace("=", "\\u003d").encode()


def google(sound: Callable[[str], bytes | None] = mp3) -> Behaviour:
    """Speaks as Google does; ``sound`` makes the MP3 for a text."""
    return lambda handler, asked: handler.answer(
        google_body(sound(asked.text)), Content_Type="application/json; charset=utf-8"
    )


# --- OpenAI's speech service ----------------------------------------------------------------------------------------


def understand_openai(body: bytes) -> tuple[str, dict[str, object]]:
    data = json.loads(body)
    return data.pop("input"), data


def wav(pcm: bytes, size: int | None = None) -> bytes:
    """A WAV, with the length that one gives which is sent before it is known."""
    length = len(pcm) if size is None else size
    form = struct.pack("<HHIIHH", 1, 1, RATE_HZ, 2 * RATE_HZ, 2, 16)
    head = b"RIFF" + struct.pack("<I", min(36 + length, 0xFFFFFFFF)) + b"WAVEfmt " + struct.pack("<I", 16) + form
    return head + b"data" + struct.pack("<I", length) + pcm


def openai(size: int | None = None) -> Behaviour:
    """Speaks as Kokoro-FastAPI does: in WAV or PCM, at the speed that is asked for."""

    def behave(handler: Handler, asked: Asked) -> None:
        pcm = faster(tone(asked.text), float(str(asked.data["speed"])))
        if asked.data["response_format"] == "pcm":
            handler.answer(pcm, Content_Type="audio/pcm")
        else:
            handler.answer(wav(pcm, size), Content_Type="audio/wav")

    return behave


def faster(pcm: bytes, speed: float) -> bytes:
    samples = np.frombuffer(pcm, "<i2")
    return bytes(samples[np.arange(0, len(samples), speed).astype(int)])


# --- misbehaviour ---------------------------------------------------------------------------------------------------


def status(code: int, body: bytes = b"", **headers: str) -> Behaviour:
    return lambda handler, asked: handler.answer(body, status=code, **headers)


def later(seconds: int, code: int = 429) -> Behaviour:
    """Too many requests, with a date for the next."""
    return lambda handler, asked: handler.answer(
        b"", status=code, Retry_After=formatdate(time.time() + seconds, usegmt=True)
    )


def captcha(handler: Handler, asked: Asked) -> None:
    page = b"<!doctype html><html><body>Our systems have detected unusual traffic</body></html>"
    handler.answer(page, Content_Type="text/html; charset=utf-8")


def stall(handler: Handler, asked: Asked) -> None:
    handler.server.stopped.wait(30)
    handler.close_connection = True


def drip(handler: Handler, asked: Asked) -> None:
    """A byte now and then: no read ever times out."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.close_connection = True
    try:
        while not handler.server.stopped.wait(0.05):
            handler.wfile.write(b" ")
    except OSError:
        pass


def reset(handler: Handler, asked: Asked) -> None:
    """The connection breaks without a good-bye (TCP RST)."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.close_connection = True
    handler.rfile.close()
    handler.wfile.close()
    handler.connection.close()


def broken_off(body: Callable[[str], bytes]) -> Behaviour:
    """Half of the body that was announced."""

    def behave(handler: Handler, asked: Asked) -> None:
        whole = body(asked.text)
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(whole)))
        handler.end_headers()
        handler.wfile.write(whole[: len(whole) // 2])
        handler.close_connection = True

    return behave


def context(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    """A server's side of TLS, as one of these names."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(made)
    return made
