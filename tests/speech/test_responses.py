"""Parts put together to a sentence, and sound that cannot be all of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from audiobuild.errors import EngineError
from audiobuild.model import Speech
from audiobuild.speech.services import responses
from audiobuild.speech.services.client import ServiceError
from audiobuild.store import Store

RATE_HZ = 1000


def sound(*spans: tuple[int, int], rate_hz: int = RATE_HZ) -> bytes:
    """Spans of (milliseconds, amplitude)."""
    return np.concatenate([np.full(ms * rate_hz // 1000, loud) for ms, loud in spans]).astype("<i2").tobytes()


def read(data: bytes) -> Speech:
    if not data or len(data) % 2:
        raise ValueError("broken")
    return Speech(pcm=data, rate_hz=RATE_HZ)


def test_the_quiet_between_parts_is_shortened() -> None:
    heard = {
        "a": sound((300, 20), (500, 9000), (400, -20)),
        "b": sound((50, 0), (500, 8000), (121, 0)),
        "c": sound((500, 0)),
        "d": sound((200, 0), (500, 7000), (300, 0)),
    }
    speech = responses.speak(list("abcd"), folder=None, key="", ask=heard.__getitem__, read=read)
    assert speech == Speech(
        rate_hz=RATE_HZ,
        pcm=sound(
            *((300, 20), (500, 9000), (120, -20)),
            *((50, 0), (500, 8000), (120, 0)),
            (500, 0),
            *((120, 0), (500, 7000), (300, 0)),
        ),
    )


def test_parts_of_different_rates_do_not_fit() -> None:
    rates = iter([1000, 2000])
    with pytest.raises(EngineError, match="sample rate: 1000, 2000 Hz"):
        responses.speak(
            ["a", "b"], folder=None, key="", ask=str.encode, read=lambda _: Speech(pcm=b"\1\1", rate_hz=next(rates))
        )


def test_each_key_has_its_own_answer(tmp_path: Path) -> None:
    asked: list[str] = []

    def ask(part: str) -> bytes:
        asked.append(part)
        return bytes([len(asked)] * 2)

    def speak(key: str, *parts: str) -> bytes:
        return responses.speak(parts, folder=tmp_path, key=key, ask=ask, read=read).pcm

    assert speak("one", "a") == b"\1\1"
    assert speak("two", "a") == b"\2\2"
    assert speak("one", "a", "b", "a") == b"\1\1\3\3\1\1"
    assert asked == ["a", "a", "b"]
    store = Store(tmp_path)
    assert sorted(store.get(key) or b"" for key, _ in store.entries()) == [b"\1\1", b"\2\2", b"\3\3"]


TEN = "zehnLetter"


@pytest.mark.parametrize(
    ("pcm", "rate"),
    [
        (sound((250, 9000), (50, 10)), 1),
        (sound((650, 9000)), 1),
        (sound((600, 9000), (50, 10)), 1),
        (sound((100, 9000), (149, 10)), 1.5),
    ],
)
def test_a_length_that_fits(pcm: bytes, rate: float) -> None:
    responses.require_whole(Speech(pcm=pcm, rate_hz=RATE_HZ), TEN, rate=rate)


@pytest.mark.parametrize(
    ("pcm", "rate", "message"),
    [
        (b"", 1, "sent only 0 ms of sound for 'zehnLetter'"),
        (sound((650, 0)), 1, "sent silence for 'zehnLetter'"),
        (sound((100, 9000), (149, 10)), 1, "sent only 249 ms of sound for 'zehnLetter'"),
        (sound((250, 9000), (50, 10)), 0.5, "sent only 300 ms of sound for 'zehnLetter'"),
    ],
)
def test_a_length_that_cannot_be(pcm: bytes, rate: float, message: str) -> None:
    with pytest.raises(ServiceError) as caught:
        responses.require_whole(Speech(pcm=pcm, rate_hz=RATE_HZ), TEN, rate=rate)
    assert (caught.value.message, caught.value.again) == (message, True)


def test_sound_that_breaks_off() -> None:
    wave = np.rint(9000 * np.sin(np.arange(350))).astype("<i2").tobytes()
    with pytest.raises(ServiceError, match="breaks off after 350 ms"):
        responses.require_whole(Speech(pcm=wave, rate_hz=RATE_HZ), TEN)
    responses.require_whole(Speech(pcm=wave + sound((10, 0)), rate_hz=RATE_HZ), TEN)
    responses.require_whole(Speech(pcm=wave + wave, rate_hz=RATE_HZ), TEN)
