"""WAVs as services send them: the right sound, or the reason why not. MP3s are in test_mp3.py."""

from __future__ import annotations

import io
import re
import struct
import wave

import numpy as np
import pytest

from audiobuild.model import Speech
from audiobuild.sound import decode

RATE_HZ = 24000
TONE = np.rint(8000 * np.sin(np.arange(RATE_HZ // 4) / 7)).astype("<i2")
PCM = struct.pack("<HHIIHH", 1, 1, RATE_HZ, 2 * RATE_HZ, 2, 16)
FLOAT = struct.pack("<HHIIHH", 3, 1, RATE_HZ, 4 * RATE_HZ, 4, 32)
STEREO = struct.pack("<HHIIHH", 1, 2, RATE_HZ, 4 * RATE_HZ, 4, 16)


def wav(data: bytes, *, form: bytes = PCM, size: int | None = None, before: bytes = b"") -> bytes:
    length = len(data) if size is None else size
    chunks = before + b"fmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", length) + data
    return b"RIFF" + struct.pack("<I", min(4 + len(chunks), 0xFFFFFFFF) if size is None else size) + b"WAVE" + chunks


def by_the_standard_library() -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(TONE.tobytes())
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(by_the_standard_library(), id="by the standard library"),
        pytest.param(wav(TONE.tobytes(), size=0xFFFFFFFF), id="streamed, 0xFFFFFFFF"),
        pytest.param(wav(TONE.tobytes(), size=0x7FFFFFFF), id="streamed, 0x7FFFFFFF"),
        pytest.param(wav(TONE.tobytes(), size=2_000_000_000), id="streamed, two milliards"),
        pytest.param(wav(TONE.tobytes(), size=0), id="streamed, 0"),
        pytest.param(wav(TONE.tobytes(), before=b"LIST" + struct.pack("<I", 5) + b"INFOx\0"), id="other chunks before"),
        pytest.param(wav(TONE.tobytes()) + b"LIST" + struct.pack("<I", 4) + b"INFO", id="other chunks behind"),
        pytest.param(wav((TONE / 32768).astype("<f4").tobytes(), form=FLOAT), id="floats"),
        pytest.param(wav(np.repeat(TONE, 2).tobytes(), form=STEREO), id="stereo"),
    ],
)
def test_a_wav_is_decoded(data: bytes) -> None:
    speech = decode.wav(data)
    assert speech.rate_hz == RATE_HZ
    difference = np.frombuffer(speech.pcm, "<i2").astype(int) - TONE
    assert len(difference) == len(TONE)
    assert np.abs(difference).max() <= 1  # of floats, rounded elsewhere


def test_a_wav_without_sound_is_silent() -> None:
    assert decode.wav(wav(b"")) == Speech(pcm=b"", rate_hz=RATE_HZ)


def test_what_is_no_whole_wav_is_refused() -> None:
    whole = wav(TONE.tobytes())
    cases = {
        b"": "is empty",
        b"<html>captcha</html>": "is no WAV",
        b"RIFF": "is no WAV",
        whole[:20]: "is a WAV without sound",
        whole[:30]: "is a WAV without sound",
        whole[: len(whole) // 2]: f"breaks off {len(whole) - len(whole) // 2} bytes before its end",
        whole + whole: "is several WAVs behind each other",
        wav(TONE.tobytes(), form=struct.pack("<HHIIHH", 0x55, 1, RATE_HZ, 4000, 1, 0)): "cannot be decoded",
    }
    for data, message in cases.items():
        with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
            decode.wav(data)


def form(*, kind: int = 1, rate_hz: int = RATE_HZ, bits: int = 16) -> bytes:
    return struct.pack("<HHIIHH", kind, 1, rate_hz, rate_hz * bits // 8 % 2**32, bits // 8, bits)


@pytest.mark.parametrize("rate_hz", [0, 1, 7999, 192_001, 0xFFFFFFFF])
def test_a_rate_that_is_none(rate_hz: int) -> None:
    with pytest.raises(ValueError, match=f"^has {rate_hz} samples a second$"):
        decode.wav(wav(TONE.tobytes(), form=form(rate_hz=rate_hz)))


@pytest.mark.parametrize("bits", [32, 64])
@pytest.mark.parametrize("extensible", [False, True])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_samples_that_are_no_numbers(value: float, extensible: bool, bits: int) -> None:
    samples = (TONE / 32768).astype(f"<f{bits // 8}")
    samples[100] = value
    written = form(kind=3, bits=bits)
    if extensible:  # cbSize, wValidBitsPerSample, dwChannelMask, SubFormat
        written = form(kind=0xFFFE, bits=bits) + struct.pack("<HHIH", 22, bits, 4, 3) + bytes(14)
    with pytest.raises(ValueError, match=r"^holds samples that are no numbers$"):
        decode.wav(wav(samples.tobytes(), form=written))


def test_a_wav_without_a_format() -> None:
    with pytest.raises(ValueError, match=r"^is a WAV that does not say its format$"):
        decode.wav(wav(TONE.tobytes(), form=b""))


@pytest.mark.parametrize(("kind", "bits"), [(1, 0), (1, 3), (1, 12), (1, 64), (3, 16), (3, 24)])
def test_samples_of_a_size_that_there_is_not(kind: int, bits: int) -> None:
    with pytest.raises(ValueError, match=f"^has samples of {bits} bits$"):
        decode.wav(wav(TONE.tobytes(), form=form(kind=kind, bits=bits)))
