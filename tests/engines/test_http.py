"""The OpenAI-compatible engine against a local service."""

from __future__ import annotations

import logging
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Semaphore

import pytest

from audiobuild.errors import EngineError, Problem
from audiobuild.model import Speech, Voice
from audiobuild.speech.engines.http import MANNERS, Http
from engines.services import (
    Asked,
    Behaviour,
    Handler,
    Server,
    SkippingClock,
    broken_off,
    drip,
    faster,
    openai,
    reset,
    stall,
    status,
    tone,
    wav,
)

TEXT = "Die Stadt hat das Projekt gefördert."
KEY = "sk-secret-0123456789"
IMPATIENT = replace(MANNERS, silence_s=0.3, response_s=0.5)


@pytest.fixture
def voice(openai_server: Server) -> Voice:
    options = {"base_url": openai_server.url, "model": "kokoro", "voice": "af_heart"}
    return Voice(name="gast", engine="http", language="en", options=options)


@pytest.fixture
def engine(clock: SkippingClock, request: pytest.FixtureRequest) -> Http:
    slow = getattr(request.node, "callspec", None) and request.node.callspec.params.get("behaviour") in (stall, drip)
    return Http(IMPATIENT if slow else MANNERS, clock)


def with_options(voice: Voice, /, **options: str | int) -> Voice:
    return replace(voice, options={**voice.options, **options})


def speak(engine: Http, voice: Voice, text: str = TEXT, response_cache: Path | None = None) -> Speech:
    return engine.synthesize(text, language=voice.language, voice=voice, response_cache=response_cache)


def failure(engine: Http, voice: Voice, text: str = TEXT) -> Problem:
    with pytest.raises(EngineError) as caught:
        speak(engine, voice, text)
    (problem,) = caught.value.problems
    return problem


def test_a_request_as_openai_documents_it(
    engine: Http, voice: Voice, openai_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPEECH_KEY", f" {KEY}\n")
    faster_voice = replace(with_options(voice, key_env="SPEECH_KEY"), rate=1.25)
    assert speak(engine, faster_voice) == Speech(pcm=faster(tone(TEXT), 1.25), rate_hz=24000)
    (asked,) = openai_server.asked
    assert (asked.path, asked.text) == ("/v1/audio/speech", TEXT)
    assert asked.data == {"model": "kokoro", "voice": "af_heart", "response_format": "wav", "speed": 1.25}
    assert asked.headers["Authorization"] == f"Bearer {KEY}"
    assert asked.headers["Content-Type"] == "application/json"


def test_without_a_key_none_is_sent(
    engine: Http, voice: Voice, openai_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password mine")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    speak(engine, voice)
    assert "Authorization" not in openai_server.asked[0].headers


@pytest.mark.parametrize(
    ("options", "rate_hz"),
    [({"response_format": "pcm"}, 24000), ({"response_format": "pcm", "sample_rate_hz": 16000}, 16000)],
)
def test_pcm(options: dict[str, str | int], rate_hz: int, engine: Http, voice: Voice) -> None:
    assert speak(engine, with_options(voice, **options)) == Speech(pcm=tone(TEXT), rate_hz=rate_hz)


@pytest.mark.parametrize("size", [0, 0x7FFFFFFF, 2_000_000_000, 0xFFFFFFFF])
def test_a_wav_whose_length_was_not_known(size: int, engine: Http, voice: Voice, openai_server: Server) -> None:
    openai_server.usually = openai(size)
    assert speak(engine, voice) == Speech(pcm=tone(TEXT), rate_hz=24000)


@pytest.mark.parametrize("ending", ["/", "/v1", "/v1/"])
def test_the_address_with_and_without_version(ending: str, engine: Http, voice: Voice, openai_server: Server) -> None:
    speak(engine, with_options(voice, base_url=openai_server.url + ending))
    assert openai_server.asked[0].path == "/v1/audio/speech"


def test_a_text_beyond_the_limit_of_one_request(engine: Http, voice: Voice, openai_server: Server) -> None:
    text = "Und er ging weiter, und weiter, " * 200
    speak(engine, voice, text)
    assert len(openai_server.texts) == 2
    assert " ".join(openai_server.texts) == text.strip()
    assert max(map(len, openai_server.texts)) <= 4096


def test_what_stands_around_a_sentence_is_told_where_the_service_has_fields_for_it(
    engine: Http, voice: Voice, openai_server: Server, tmp_path: Path
) -> None:
    texts = ("Wer kommt?", "Alle.", "Und dann?")
    assert not engine.connects(voice)
    knowing = with_options(voice, before_field="previous_text", behind_field="next_text")
    assert engine.connects(knowing)
    announced = engine.requests(texts, language="de", voice=knowing, response_cache=tmp_path)
    assert [*announced.values()] == [*texts]
    spoken = engine.passage(texts, language="de", voice=knowing, response_cache=tmp_path)
    assert [speech.pcm for speech in spoken] == [tone(text) for text in texts]
    usual = {"model": "kokoro", "voice": "af_heart", "response_format": "wav", "speed": 1.0}
    assert [asked.data for asked in openai_server.asked] == [
        {**usual, "next_text": "Alle."},
        {**usual, "previous_text": "Wer kommt?", "next_text": "Und dann?"},
        {**usual, "previous_text": "Alle."},
    ]
    # What is kept is the sound in its place: beside other sentences it is another's.
    assert engine.requests(texts, language="de", voice=knowing, response_cache=tmp_path) == {}
    others = engine.requests((*texts[:2], "Nein."), language="de", voice=knowing, response_cache=tmp_path)
    assert [*others.values()] == ["Alle.", "Nein."]
    alone = engine.requests(texts[:1], language="de", voice=knowing, response_cache=tmp_path)
    assert [*alone.values()] == ["Wer kommt?"]


# --- trouble --------------------------------------------------------------------------------------------------------

RECOVERS: dict[str, Behaviour] = {
    "429": status(429),
    "429, Retry-After": status(429, Retry_After="7"),
    "500": status(500, b'{"detail":"CUDA out of memory"}'),
    "503": status(503),
    "stall": stall,
    "drip": drip,
    "reset": reset,
    "half a WAV, length known": lambda handler, asked: handler.answer(wav(tone(asked.text))[:9000]),
    "half a body": broken_off(lambda text: wav(tone(text))),
    "half a streamed WAV": lambda handler, asked: handler.answer(
        wav(tone(asked.text), 0xFFFFFFFF)[: 44 + len(tone(asked.text)) // 2]
    ),
    "a WAV for each piece": lambda handler, asked: handler.answer(wav(tone(asked.text)) * 2),
    "an MP3": status(200, b"\xff\xf3\x84\xc4" + bytes(9000)),
    "nothing": status(200),
    "no samples": status(200, wav(b"")),
    "silence": lambda handler, asked: handler.answer(wav(bytes(len(tone(asked.text))))),
}


@pytest.mark.parametrize("behaviour", RECOVERS.values(), ids=RECOVERS)
def test_a_passing_trouble_passes(
    behaviour: Behaviour, engine: Http, voice: Voice, openai_server: Server, tmp_path: Path
) -> None:
    openai_server.plan = [behaviour]
    for _ in range(2):
        assert speak(engine, voice, response_cache=tmp_path) == Speech(pcm=tone(TEXT), rate_hz=24000)
    assert openai_server.texts == [TEXT, TEXT]


NAME = "the speech service 127.0.0.1:[0-9]+"
LASTS: dict[str, tuple[Behaviour, int, str, str]] = {
    "401": (
        status(401, b'{"error":{"message":"Incorrect API key provided: sk-secret-0123456789"}}'),
        1,
        "answered 401 Unauthorized",
        "Check the key in the environment variable SPEECH_KEY and base_url",
    ),
    "403": (status(403), 1, "answered 403 Forbidden", "Check the key"),
    "404": (status(404, b'{"detail":"Not Found"}'), 1, "answered 404 Not Found: Not Found", ""),
    "400, in OpenAI's words": (
        status(400, b'{"error":{"message":"Voice \\"x\\"\\n  not found","type":"invalid"}}'),
        1,
        'answered 400 Bad Request: Voice "x" not found',
        "",
    ),
    "400, with the key in it": (
        status(400, b'{"error":{"message":"The key sk-secret-0123456789 has run out"}}'),
        1,
        "answered 400 Bad Request: The key … has run out",
        "",
    ),
    "422, in FastAPI's words": (
        status(422, b'{"detail":[{"loc":["body"],"msg":"field required"}]}'),
        1,
        "answered 422 .*field required",
        "",
    ),
    "400, in nobody's words": (status(400, b"\xff<html>"), 1, "answered 400 Bad Request", ""),
    "429": (status(429, b'{"error":{"message":"quota"}}'), 3, "answered 429 Too Many Requests", "Check the key"),
    "500": (status(500, b'{"detail":"CUDA out of memory"}'), 3, "answered 500 .*: CUDA out of memory", ""),
    "a redirect": (status(308, Location="https://elsewhere/v1"), 1, "answered 308 .*, to https://elsewhere/v1", "Check"),
    "a web page": (status(200, b"<html>", Content_Type="text/html"), 1, "sent text/html instead of sound", "Check base_url"),
    "JSON": (status(200, b"{}", Content_Type="application/json"), 1, "sent application/json instead", "Check base_url"),
    "an MP3": (status(200, b"\xff\xf3" + bytes(9000)), 3, "sent a wav that is no WAV", ""),
    "stall": (stall, 3, "did not answer in time", "Try again later"),
    "drip": (drip, 3, "did not finish its answer within 0.5 s", ""),
}  # fmt: skip


@pytest.mark.parametrize(("behaviour", "requests", "message", "remedy"), LASTS.values(), ids=LASTS)
def test_a_lasting_trouble_is_an_error(
    behaviour: Behaviour,
    requests: int,
    message: str,
    remedy: str,
    engine: Http,
    voice: Voice,
    openai_server: Server,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SPEECH_KEY", KEY)
    openai_server.usually = behaviour
    problem = failure(engine, with_options(voice, key_env="SPEECH_KEY"))
    assert re.fullmatch(f"{NAME} {message}.*", problem.message)
    assert KEY not in str(problem)
    assert problem.remedy.startswith(remedy)
    assert problem.remedy.endswith("What is spoken already is kept: build again, and only the rest is asked for.")
    assert len(openai_server.asked) == requests


def test_nobody_there(engine: Http, voice: Voice, openai_server: Server) -> None:
    with Server(lambda body: ("", {}), openai()) as unused:
        pass
    problem = failure(engine, with_options(voice, base_url=unused.url))
    assert re.fullmatch(rf"{NAME} refused the connection", problem.message)


def test_a_name_that_does_not_exist(engine: Http, voice: Voice) -> None:
    problem = failure(engine, with_options(voice, base_url="http://speech.invalid"))
    assert problem.message == "the speech service speech.invalid has a name that is not known"


def test_not_more_than_a_few_at_once(engine: Http, voice: Voice, openai_server: Server) -> None:
    together = Semaphore(MANNERS.concurrency)
    too_many: list[Asked] = []

    def behave(handler: Handler, asked: Asked) -> None:
        if together.acquire(blocking=False):
            time.sleep(0.01)
            together.release()
        else:
            too_many.append(asked)
        openai()(handler, asked)

    openai_server.usually = behave
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda number: speak(engine, voice, f"Satz {number}."), range(64)))
    assert len(openai_server.asked) == 64
    assert not too_many


# --- the key --------------------------------------------------------------------------------------------------------


def test_the_key_is_nowhere(
    engine: Http,
    voice: Voice,
    openai_server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("SPEECH_KEY", KEY)
    keyed = with_options(voice, key_env="SPEECH_KEY")
    speak(engine, keyed, response_cache=tmp_path)
    openai_server.usually = status(500, KEY.encode())
    problem = failure(engine, keyed, "Etwas anderes.")
    assert (
        KEY not in f"{problem} {engine.fingerprint(keyed)} {engine.problems(keyed)} {caplog.text} {capsys.readouterr()}"
    )
    assert all(KEY.encode() not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_another_key_is_the_same_voice(
    engine: Http, voice: Voice, openai_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, key in (("ONE", "one"), ("TWO", "two")):
        monkeypatch.setenv(name, key)
        speak(engine, with_options(voice, key_env=name), response_cache=tmp_path)
    assert len(openai_server.asked) == 1


# --- voice files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "messages"),
    [
        ({}, []),
        ({"base_url": "https://api.openai.com", "key_env": "SPEECH_KEY"}, []),
        ({"base_url": "http://[::1]:8880", "key_env": "SPEECH_KEY"}, []),
        ({"base_url": "localhost:8880"}, ["base_url is not the address of a service"]),
        ({"base_url": "http://"}, ["base_url is not the address of a service"]),
        ({"base_url": "http://x:99999"}, ["base_url is not the address of a service"]),
        ({"base_url": "http://[x"}, ["base_url is not the address of a service"]),
        ({"base_url": "http://x/?key=1"}, ["base_url is not the address of a service"]),
        ({"base_url": "http://me:mine@x"}, ["base_url holds a password"]),
        ({"base_url": "http://192.0.2.1", "key_env": "SPEECH_KEY"}, ["the key would travel unencrypted"]),
        ({"key_env": "UNSET_KEY"}, ["the environment variable 'UNSET_KEY' is not set"]),
        ({"key_env": "ODD_KEY"}, ["the environment variable 'ODD_KEY' holds something that is no key"]),
        ({"response_format": "mp3"}, ["response_format is 'mp3', not 'wav' or 'pcm'"]),
        ({"model": "", "voice": 7}, [
            "model is empty",
            "voice is 7, not a text",
        ]),
        ({"format": "wav"}, ["format is not a known key"]),
        ({"before_field": "previous_text", "behind_field": "next_text"}, []),
        ({"before_field": "input"}, ["before_field is 'input', which holds something else"]),
        ({"before_field": "context", "behind_field": "context"}, [
            "before_field is 'context', which holds something else",
            "behind_field is 'context', which holds something else",
        ]),
    ],
)  # fmt: skip
def test_problems_of_a_voice_file(
    options: dict[str, str | int],
    messages: list[str],
    engine: Http,
    voice: Voice,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SPEECH_KEY", KEY)
    monkeypatch.setenv("ODD_KEY", "two\nlines")
    monkeypatch.delenv("UNSET_KEY", raising=False)
    assert [problem.message for problem in engine.problems(with_options(voice, **options))] == messages


def test_a_voice_file_without_options(engine: Http) -> None:
    bare = Voice(name="gast", engine="http", language="en", pitch=1)
    assert [problem.message for problem in engine.problems(bare)] == [
        "base_url is missing",
        "model is missing",
        "voice is missing",
    ]


@pytest.mark.parametrize(
    ("base_url", "told"),
    [
        ("http://localhost:8880", ""),
        ("http://127.0.0.1:8880/v1", ""),
        ("http://[::1]", ""),
        ("https://api.openai.com/v1", "api.openai.com"),
        ("http://192.168.1.7:8880", "192.168.1.7"),
    ],
)
def test_who_gets_the_text(base_url: str, told: str, engine: Http, voice: Voice) -> None:
    assert engine.sends_text_to(with_options(voice, base_url=base_url)) == told
