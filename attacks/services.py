"""Services that answer anything but speech, for attacks/engines.py: OpenAI's and Google's, on loopback."""

from __future__ import annotations

import base64
import json
import os
import struct
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import trustme

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from engines import services
from engines.services import Asked, Behaviour, Handler, Server

from attacks.plugins import PLACE, Environment

_C = TypeVar("_C")

IMPATIENT = """
import os
from dataclasses import fields, replace
from audiobuild.speech.engines.{module} import MANNERS, {kind}

WISHES = dict(silence_s=1, response_s=2, connect_s=1, deadline_s=2, attempts=2, first_pause_s=0.05, gap_s=0, longest_pause_s=5)

class Engine({kind}):
    def __init__(self):
        known = {{field.name for field in fields(MANNERS)}}
        super().__init__(replace(MANNERS, **{{key: value for key, value in WISHES.items() if key in known}}))
{options}"""
"""The engine itself, with less patience."""
AT_SERVER = """
    def synthesize(self, text, *, voice, **others):
        return super().synthesize(text, voice=_here(voice), **others)
    def problems(self, voice):
        return super().problems(_here(voice))
    def connects(self, voice):
        return False
    def fingerprint(self, voice):
        return "some service"
    def sends_text_to(self, voice):
        return ""

def _here(voice):
    return replace(voice, options={"base_url": os.environ["ROGUE_URL"], "model": "m", "voice": "v"})
"""
"""Its voices have no options, so the server is found by the environment."""


def raw(data: bytes) -> Behaviour:
    """These bytes, whatever they are as HTTP."""

    def behave(handler: Handler, asked: Asked) -> None:
        handler.wfile.write(data)
        handler.close_connection = True

    return behave


def body(make: Callable[[bytes], bytes], kind: str = "audio/wav") -> Behaviour:
    """A body made of the samples that a good service would send."""
    return lambda handler, asked: handler.answer(make(services.tone(asked.text)), Content_Type=kind)


def form(pcm: bytes, *, kind: int = 1, rate_hz: int = 24000, bits: int = 16, channels: int = 1) -> bytes:
    """A WAV that says anything of itself."""
    head = struct.pack("<HHIIHH", kind, channels, rate_hz, 48000, 2, bits)
    return (
        b"RIFF"
        + struct.pack("<I", 36 + len(pcm))
        + b"WAVEfmt \x10\0\0\0"
        + head
        + b"data"
        + struct.pack("<I", len(pcm))
        + pcm
    )


def floats(pcm: bytes, value: float) -> bytes:
    """As floats, all of them of one value."""
    return form(np.full(len(pcm) // 2, value, "<f4").tobytes(), kind=3, bits=32)


def shape(pcm: bytes, name: str) -> bytes:
    """Sound that is none."""
    samples = np.frombuffer(pcm, "<i2")
    return {
        "silence": bytes(len(pcm)),
        "hardly audible": (samples // 500).astype("<i2").tobytes(),
        "a tenth": pcm[: len(pcm) // 20 * 2],
        "ten times": pcm * 10,
        "noise": np.random.default_rng(1).bytes(len(pcm)),
        "a word of silence and a click": bytes(len(pcm)) + b"\xff\x7f" * 20,
    }[name]


SHAPES = ("silence", "hardly audible", "a tenth", "ten times", "noise", "a word of silence and a click")

ANY: dict[str, Behaviour] = {
    "500": services.status(500),
    "503 and a long pause": services.status(503, Retry_After="99999999999999999999"),
    "429": services.status(429),
    "429 and a pause that is none": services.status(429, Retry_After="soon"),
    "404 with an explanation": services.status(404, b'{"error": {"message": ["x", {}]}}'),
    "400 with a list": services.status(400, b"[]"),
    "400 with deep JSON": services.status(400, b"[" * 100_000),
    "204": services.status(204),
    "302": services.status(302, Location="http://127.0.0.1:1/"),
    "a page": services.captcha,
    "no answer": services.stall,
    "an answer that drips": services.drip,
    "a reset": services.reset,
    "no HTTP": raw(b"hello\r\n\r\n"),
    "no status": raw(b"HTTP/1.1 \r\n\r\n"),
    "a status that is none": raw(b"HTTP/1.1 two OK\r\n\r\n"),
    "a length that is none": raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx"),
    "two lengths": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nxxxxx"),
    "a chunk that is none": raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nxx\r\n"),
    "bad gzip": raw(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd"),
    "a header without end": raw(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000),
    "empty": services.status(200),
    "nonsense": services.status(200, b"\x00\xff" * 5000, Content_Type="audio/wav"),
    "JSON": services.status(200, b'{"audio": null}', Content_Type="application/json"),
}


def shaped(name: str) -> Behaviour:
    """A WAV of sound that is none."""
    return body(lambda pcm: services.wav(shape(pcm, name)))


def at_rate(rate_hz: int) -> Behaviour:
    """A WAV that says it has that rate."""
    return body(lambda pcm: form(pcm, rate_hz=rate_hz))


def of_value(value: float) -> Behaviour:
    """A WAV of floats that are all the same."""
    return body(lambda pcm: floats(pcm, value))


OPENAI: dict[str, Behaviour] = {
    **{f"a WAV, {name}": shaped(name) for name in SHAPES},
    **{f"a WAV at {rate} Hz": at_rate(rate) for rate in (0, 1, 100, 2000, 1_000_000, 0xFFFFFFFF)},
    **{f"a WAV of {value}": of_value(value) for value in (np.nan, np.inf, -np.inf, 1e30)},
    "a WAV of no channels": body(lambda pcm: form(pcm, channels=0)),
    "a WAV of 60,000 channels": body(lambda pcm: form(pcm, channels=60_000)),
    "a WAV of 3 bits": body(lambda pcm: form(pcm, bits=3)),
    "a WAV of an unknown kind": body(lambda pcm: form(pcm, kind=0x55)),
    "a WAV cut off": body(lambda pcm: services.wav(pcm)[: len(pcm) // 2]),
    "a WAV's head": body(lambda pcm: services.wav(pcm)[:30]),
    "two WAVs": body(lambda pcm: services.wav(pcm) * 2),
    "an MP3 for a WAV": body(lambda pcm: services.mp3("Jetzt kommt der Sommer.")),
    "40 MB": body(lambda pcm: services.wav(pcm * (40_000_000 // len(pcm)))),
    "half of it": services.broken_off(lambda text: services.wav(services.tone(text))),
}


def google(make: Callable[[bytes], bytes]) -> Behaviour:
    """Google's answer with an MP3 made of a good one."""
    return lambda handler, asked: handler.answer(services.google_body(make(services.mp3(asked.text))))


def wrapped(result: Any) -> Behaviour:
    """Google's answer with something that is no MP3."""
    rows = [
        ["wrb.fr", "jQ1olc", result if isinstance(result, str) else json.dumps(result), None, None, None, "generic"]
    ]
    return services.status(200, b")]}'\n\n" + json.dumps(rows, separators=(",", ":")).encode())


def encoded(pcm: bytes) -> bytes:
    """As an MP3."""
    import lameenc

    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_in_sample_rate(services.RATE_HZ)
    encoder.set_channels(1)
    encoder.set_bit_rate(32)
    return bytes(encoder.encode(pcm)) + bytes(encoder.flush())


def encoded_shape(name: str) -> Behaviour:
    """An MP3 of sound that is none."""
    return services.google(lambda text: encoded(shape(services.tone(text), name)))


GOOGLE: dict[str, Behaviour] = {
    "no sound": services.google(lambda text: None),
    **{f"an MP3, {name}": encoded_shape(name) for name in SHAPES},
    "an empty MP3": google(lambda mp3: b""),
    "half an MP3": google(lambda mp3: mp3[: len(mp3) // 2 - 7]),
    "a tag and no MP3": google(lambda mp3: b"ID3\x04\0\0\0\0\0\x0a" + bytes(10)),
    "bits turned over": google(lambda mp3: bytes(byte ^ 0x55 for byte in mp3)),
    "no base 64": wrapped(["&&&"]),
    "a number": wrapped([5]),
    "nothing in it": wrapped([]),
    "an object": wrapped({"0": base64.b64encode(b"x").decode()}),
    "deep JSON in it": wrapped("[" * 50_000),
    "half of it": services.broken_off(lambda text: services.google_body(services.mp3(text))),
}


ENGINES = {
    "http": IMPATIENT.format(module="http", kind="Http", options=AT_SERVER),
    "gtts": IMPATIENT.format(module="gtts", kind="Gtts", options=""),
}


def cases(make: Callable[..., _C]) -> Iterator[_C]:
    """Each for one sentence; ``make`` is the class of a case."""
    for service, some in (("http", {**ANY, **OPENAI}), ("gtts", {**ANY, **GOOGLE})):
        for name, behaviour in some.items():
            yield make(
                name=f"{service} answers with {name}",
                code=ENGINES[service],
                place=PLACE,
                primed=service,
                around=_around(service, behaviour),
            )


class Quiet(Server):
    """A client that is put off hangs up, which is nothing to tell."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing."""


def _around(service: str, behaviour: Behaviour) -> Callable[[], AbstractContextManager[Environment]]:
    return lambda: (_openai if service == "http" else _google)(behaviour)


def _sometimes(bad: Behaviour, good: Behaviour) -> Behaviour:
    return lambda handler, asked: (bad if "Sommer" in asked.text else good)(handler, asked)


@contextmanager
def _openai(behaviour: Behaviour) -> Iterator[Environment]:
    server = Quiet(services.understand_openai, _sometimes(behaviour, services.openai()))
    with server.running():
        yield {"ROGUE_URL": server.url, "HTTP_PROXY": "", "http_proxy": "", "ALL_PROXY": "", "all_proxy": ""}


@contextmanager
def _google(behaviour: Behaviour) -> Iterator[Environment]:
    authority = trustme.CA()
    tls = services.context(authority, "translate.google.com")
    server = Quiet(services.understand_google, _sometimes(behaviour, services.google()), tls=tls)
    with tempfile.TemporaryDirectory() as folder, server.running():
        path = os.path.join(folder, "ca.pem")  # noqa: PTH118
        authority.cert_pem.write_to_path(path)
        yield {
            "REQUESTS_CA_BUNDLE": path,
            "HTTPS_PROXY": server.url,
            "https_proxy": server.url,
            "NO_PROXY": "",
            "no_proxy": "",
        }


PRIMING = {
    "http": (ENGINES["http"], _around("http", services.openai())),
    "gtts": (ENGINES["gtts"], _around("gtts", services.google())),
}
"""By service, its engine and a server that does as it should."""
