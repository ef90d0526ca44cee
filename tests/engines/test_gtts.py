"""The real package's requests against a server that speaks Google's protocol over TLS, and does not always want to."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import trustme

from audiobuild.errors import EngineError, Problem
from audiobuild.model import Speech, Voice
from audiobuild.sound import decode, layer3
from audiobuild.speech.engines.gtts import MANNERS, Gtts
from audiobuild.store import Store
from engines.services import (
    Behaviour,
    Server,
    SkippingClock,
    broken_off,
    captcha,
    context,
    drip,
    google,
    google_body,
    later,
    mp3,
    reset,
    stall,
    status,
)

VOICE = Voice(name="gast", engine="gtts", language="de")
TEXT = "Die Stadt hat das Projekt gefördert."
LONG = (
    "Als wir damals angefangen haben, war von alldem noch nichts zu sehen; erst nach und nach, mit jedem neuen "
    "Haus und jeder neuen Familie, ist daraus das geworden, was Sie heute hier sehen: ein Stadtteil."
)
PARTS = [
    "Als wir damals angefangen haben, war von alldem noch nichts zu sehen; erst nach und nach,",
    "mit jedem neuen Haus und jeder neuen Familie, ist daraus das geworden, was Sie heute hier sehen:",
    "ein Stadtteil.",
]
IMPATIENT = replace(MANNERS, silence_s=0.3, response_s=0.5)


@pytest.fixture
def engine(clock: SkippingClock, request: pytest.FixtureRequest) -> Gtts:
    slow = getattr(request.node, "callspec", None) and request.node.callspec.params.get("behaviour") in (stall, drip)
    return Gtts(IMPATIENT if slow else MANNERS, clock)


def speak(engine: Gtts, text: str = TEXT, *, voice: Voice = VOICE, response_cache: Path | None = None) -> Speech:
    return engine.synthesize(text, language=voice.language, voice=voice, response_cache=response_cache)


def frames(text: str, part: float) -> bytes:
    """The first of an MP3's frames."""
    offsets = [frame.offset for frame in layer3.frames(mp3(text))]
    return mp3(text)[: offsets[round(len(offsets) * part)]]


def failure(engine: Gtts, text: str = TEXT, *, response_cache: Path | None = None) -> Problem:
    with pytest.raises(EngineError) as caught:
        speak(engine, text, response_cache=response_cache)
    (problem,) = caught.value.problems
    return problem


def test_a_sentence_is_spoken(engine: Gtts, google_server: Server) -> None:
    assert speak(engine) == decode.mp3(mp3(TEXT))
    (asked,) = google_server.asked
    assert google_server.hosts == ["translate.google.com:443"]
    assert asked.path == "/_/TranslateWebserverUi/data/batchexecute"
    assert (asked.text, asked.data) == (TEXT, {"language": "de", "slow": None})


def test_options_reach_google(engine: Gtts, google_server: Server) -> None:
    voice = replace(VOICE, language="en-GB", options={"tld": "co.uk", "slow": True})
    speak(engine, voice=voice)
    assert google_server.hosts == ["translate.google.co.uk:443"]
    assert google_server.asked[0].data == {"language": "en", "slow": True}
    assert engine.sends_text_to(voice) == "Google (translate.google.co.uk)"


def test_a_long_sentence_is_asked_for_in_clauses(engine: Gtts, google_server: Server) -> None:
    speech = speak(engine, LONG)
    assert google_server.texts == PARTS
    assert speech == Speech(pcm=b"".join(decode.mp3(mp3(part)).pcm for part in PARTS), rate_hz=24000)


def test_nothing_to_say_asks_nobody(engine: Gtts, google_server: Server) -> None:
    for text in ("", " \n", "…", "– (…) !", "😀 👍🏽", "\u200b\x07"):
        assert speak(engine, text) == Speech(pcm=b"", rate_hz=24000)
    assert google_server.asked == []


def test_what_has_no_sound_is_not_sent(engine: Gtts, google_server: Server) -> None:
    speak(engine, "Gut\x00 ge\u200bmacht 👍🏽,\n Ilona\ud800!")
    assert google_server.texts == ["Gut gemacht , Ilona!"]


# --- a server that does not always want to ---------------------------------------------------------------------------

RECOVERS: dict[str, tuple[Behaviour, float, float]] = {
    "429": (status(429), 1, 3),
    "429, Retry-After in seconds": (status(429, Retry_After="33"), 32, 33),
    "429, Retry-After as a date": (later(44), 42, 44),
    "429, nonsense in Retry-After": (status(429, Retry_After="soon"), 1, 3),
    "503, Retry-After in seconds": (status(503, Retry_After="33"), 32, 33),
    "500": (status(500), 1, 3),
    "502 with a page": (status(502, b"<html>bad gateway</html>", Content_Type="text/html"), 1, 3),
    "stall": (stall, 0.1, 3),
    "drip": (drip, 0.1, 3),
    "connection reset": (reset, 1, 3),
    "body broken off": (broken_off(lambda text: google_body(mp3(text))), 1, 3),
    "no body": (status(200), 1, 3),
    "no sound": (google(lambda text: None), 1, 3),
    "empty sound": (google(lambda text: b""), 1, 3),
    "an MP3 cut between frames": (google(lambda text: frames(text, 0.5)), 1, 3),
    "an MP3 cut in a frame": (google(lambda text: frames(text, 0.5) + mp3(text)[:50]), 1, 3),
    "too short": (google(lambda text: mp3("kurz")), 1, 3),
    "silence": (google(lambda text: mp3("")), 1, 3),
    "no MP3": (google(lambda text: b"RIFF" + bytes(5000)), 1, 3),
    "no base 64": (status(200, b'[["wrb.fr","jQ1olc","[\\"???\\"]"]]'), 1, 3),
    "another result": (status(200, b'[["wrb.fr","jQ1olc","{}"]]'), 1, 3),
}


@pytest.mark.parametrize(("behaviour", "least", "most"), RECOVERS.values(), ids=RECOVERS)
def test_a_passing_trouble_passes(
    behaviour: Behaviour,
    least: float,
    most: float,
    engine: Gtts,
    google_server: Server,
    clock: SkippingClock,
    tmp_path: Path,
) -> None:
    google_server.plan = [behaviour]
    assert speak(engine, response_cache=tmp_path / "responses") == decode.mp3(mp3(TEXT))
    assert google_server.texts == [TEXT, TEXT]
    assert least <= sum(clock.waits) <= most
    assert speak(engine, response_cache=tmp_path / "responses") == decode.mp3(mp3(TEXT))
    assert len(google_server.asked) == 2


LASTS: dict[str, tuple[Behaviour, int, str, str]] = {
    "429": (status(429), 4, "answered 429 Too Many Requests", "Wait some hours"),
    "429, Retry-After": (status(429, Retry_After="30"), 4, "answered 429 .* no request for 30 s", "Wait some hours"),
    "429, Retry-After beyond patience": (
        status(429, Retry_After="3600"),
        1,
        "answered 429 .* no request for 3600 s",
        "Wait some hours",
    ),
    "403": (status(403), 1, "answered 403 Forbidden", "Wait some hours"),
    "a redirect": (
        status(302, Location="https://www.google.com/sorry/index?continue=x&q=secret"),
        1,
        "answered 302 Found, to https://www.google.com/sorry/index$",
        "Wait some hours",
    ),
    "captcha": (captcha, 1, "sent a web page instead of sound, probably a captcha", "Wait some hours"),
    "stall": (stall, 4, "did not answer in time", "Try again later"),
    "drip": (drip, 4, "did not finish its answer within 0.5 s", ""),
    "connection reset": (reset, 4, "(broke the connection off|hung up without an answer)$", "Check the network"),
    "500": (status(500), 4, "answered 500 Internal Server Error", ""),
    "404": (status(404), 1, "answered 404 Not Found", ""),
    "no sound": (google(lambda text: None), 4, "sent broken sound", ""),
    "an MP3 cut between frames": (
        google(lambda text: frames(text, 0.5)),
        4,
        "sent sound that breaks off after [0-9]+ ms",
        "",
    ),
    "an MP3 cut in a frame": (google(lambda text: frames(text, 0.5) + mp3(text)[:50]), 4, "sent broken sound", ""),
    "too short": (google(lambda text: mp3("kurz")), 4, "sent only [0-9]+ ms of sound", ""),
    "too much": (status(200, bytes(40_000_000)), 1, "sent more than 32 MB", ""),
}


@pytest.mark.parametrize(("behaviour", "requests", "message", "remedy"), LASTS.values(), ids=LASTS)
def test_a_lasting_trouble_is_an_error(
    behaviour: Behaviour,
    requests: int,
    message: str,
    remedy: str,
    engine: Gtts,
    google_server: Server,
    tmp_path: Path,
) -> None:
    google_server.usually = behaviour
    problem = failure(engine, response_cache=tmp_path / "responses")
    assert re.search(f"^Google {message}", problem.message)
    assert problem.remedy.startswith(remedy)
    assert problem.remedy.endswith("What is spoken already is kept: build again, and only the rest is asked for.")
    assert len(google_server.asked) == requests
    assert not (tmp_path / "responses").exists()


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(status(429), id="429"),
        pytest.param(status(429, Retry_After="3600"), id="429, Retry-After"),
        pytest.param(status(403), id="403"),
        pytest.param(captcha, id="captcha"),
        pytest.param(reset, id="reset"),
    ],
)
def test_a_service_that_refused_is_left_alone(
    behaviour: Behaviour, engine: Gtts, google_server: Server, clock: SkippingClock
) -> None:
    google_server.usually = behaviour
    first = failure(engine)
    asked = len(google_server.asked)
    assert failure(engine, "Etwas anderes.") == first
    assert len(google_server.asked) == asked
    clock.wait(4000)
    google_server.usually = google()
    assert speak(engine).pcm


def test_many_threads_do_not_hammer(engine: Gtts, google_server: Server) -> None:
    google_server.usually = status(429)
    with ThreadPoolExecutor(8) as pool:
        problems = set(pool.map(lambda number: failure(engine, f"Satz Nummer {number}."), range(40)))
    assert len(problems) == 1
    assert len(google_server.asked) <= MANNERS.concurrency * MANNERS.attempts  # so many were under way


def test_requests_keep_their_distance(engine: Gtts, google_server: Server, clock: SkippingClock) -> None:
    for number in range(5):
        speak(engine, f"Satz Nummer {number}.")
    assert len(clock.waits) == 4
    assert sum(clock.waits) <= 4 * MANNERS.gap_s


# --- TLS ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", ["name", "authority"])
def test_a_wrong_certificate_gets_no_text(
    wrong: str, engine: Gtts, google_server: Server, authority: trustme.CA
) -> None:
    google_server.tls = (
        context(authority, "translate.example.com")
        if wrong == "name"
        else context(trustme.CA(), "translate.google.com")
    )
    problem = failure(engine)
    shown = {"name": "that is not its own", "authority": "of an authority that is not known here"}
    assert problem.message == f"Google shows a certificate {shown[wrong]}"
    assert problem.remedy.startswith("Somebody may be listening in, so nothing was sent.")
    assert google_server.asked == []
    assert len(google_server.hosts) == 1
    failure(engine, "Noch ein Satz.")
    assert len(google_server.hosts) == 1


# --- nothing is asked twice -----------------------------------------------------------------------------------------


def test_what_was_answered_is_kept_when_a_later_part_fails(
    engine: Gtts, google_server: Server, clock: SkippingClock, tmp_path: Path
) -> None:
    google_server.plan = [google(), google(), *[status(500)] * 4]
    failure(engine, LONG, response_cache=tmp_path)
    speak(engine, LONG, response_cache=tmp_path)
    assert google_server.texts == [PARTS[0], PARTS[1], *[PARTS[2]] * 4, PARTS[2]]


def test_two_threads_ask_once(engine: Gtts, google_server: Server, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        spoken = set(pool.map(lambda _: speak(engine, response_cache=tmp_path), range(8)))
    assert spoken == {decode.mp3(mp3(TEXT))}
    assert google_server.texts == [TEXT]


def test_a_damaged_answer_is_asked_for_again(engine: Gtts, google_server: Server, tmp_path: Path) -> None:
    speak(engine, response_cache=tmp_path)
    ((key, _),) = Store(tmp_path).entries()
    path = tmp_path / key[:2] / key[2:]
    path.write_bytes(path.read_bytes()[:-50])
    assert speak(engine, response_cache=tmp_path) == decode.mp3(mp3(TEXT))
    assert Store(tmp_path).get(key) == mp3(TEXT)
    assert google_server.texts == [TEXT, TEXT]


@pytest.mark.parametrize(
    "change", [{"options": {"slow": True}}, {"options": {"tld": "co.uk"}}, {"language": "en"}], ids=str
)
def test_another_voice_is_asked_for_anew(
    change: dict[str, Any], engine: Gtts, google_server: Server, tmp_path: Path
) -> None:
    other = replace(VOICE, **change)
    assert engine.fingerprint(VOICE) != engine.fingerprint(other)
    speak(engine, response_cache=tmp_path)
    speak(engine, voice=other, response_cache=tmp_path)
    assert google_server.texts == [TEXT, TEXT]


# --- voice files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("voice", "messages"),
    [
        (VOICE, []),
        (replace(VOICE, language="de-AT"), []),
        (replace(VOICE, language="he"), []),
        (replace(VOICE, options={"tld": "co.uk", "slow": False}), []),
        (replace(VOICE, language="tlh"), ["gTTS has no voice for the language 'tlh'"]),
        (replace(VOICE, rate=0.9), ["gTTS has neither rate nor pitch"]),
        (replace(VOICE, pitch=-2.0), ["gTTS has neither rate nor pitch"]),
        (
            replace(VOICE, options={"tld": "example.com/x", "slow": "slowly", "speed": 2}),
            [
                r"tld is 'example.com/x', not of the form ^[a-z]{2,3}(\.[a-z]{2})?$",
                "slow is 'slowly', not true or false",
                "speed is not a known key",
            ],
        ),
    ],
)
def test_problems_of_a_voice_file(voice: Voice, messages: list[str], engine: Gtts) -> None:
    assert [problem.message for problem in engine.problems(voice)] == messages
