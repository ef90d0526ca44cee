"""Sounds that can, and that cannot, be what a text sounds like. benchmarks/plausible.py judges tens of thousands of real ones."""

from __future__ import annotations

import numpy as np
import pytest

from audiobuild.model import Speech, Voice
from audiobuild.sound import plausible
from audiobuild.speech.engines.espeak import Espeak

TEXT = "Die Bücherei hat rund zwanzigtausend Bände, und sie wächst weiter."
SPEECH = Espeak().synthesize(TEXT, language="de", voice=Voice(name="x", engine="espeak", language="de"))
SAMPLES = np.frombuffer(SPEECH.pcm, "<i2")


def doubt(pcm: bytes, *, text: str = TEXT, language: str = "de", rate: float = 1.0, rate_hz: int = 22050) -> str:
    return plausible.doubt(Speech(pcm=pcm, rate_hz=rate_hz), text, language=language, rate=rate)


def seconds(length: float) -> bytes:
    """A tone."""
    return bytes(np.rint(8000 * np.sin(np.arange(int(22050 * length)) / 15)).astype("<i2"))


def test_speech_is_not_doubted() -> None:
    assert doubt(SPEECH.pcm) == ""


def test_the_quiet_at_its_ends_does_not_count() -> None:
    assert doubt(bytes(22050 * 40) + SPEECH.pcm + bytes(22050 * 40)) == ""


def muffled(pcm: bytes) -> bytes:
    """Without the highest frequencies, as an MP3 of few bits has it."""
    smooth = np.convolve(np.frombuffer(pcm, "<i2"), [0.15, 0.85], "same")
    return bytes(np.rint(smooth).astype("<i2"))


@pytest.mark.parametrize(
    ("name", "pcm", "complaint"),
    [
        ("the beginning", SPEECH.pcm[: len(SPEECH.pcm) // 20 * 2], "is too short: 0."),
        ("again and again", SPEECH.pcm * 10, "is too long: "),
        ("for hours", SPEECH.pcm * 3000, "is too long: "),
        ("a pause without end", SPEECH.pcm[:20_000] + bytes(1_000_000) + SPEECH.pcm[20_000:], "is too long: "),
        ("a pause for the most of it", SPEECH.pcm[:8_000] + bytes(80_000) + SPEECH.pcm[8_000:16_000], "is too short: "),
        ("nothing", b"", "is silent"),
        ("silence", bytes(len(SPEECH.pcm)), "is silent"),
        ("hardly audible", (SAMPLES // 500).tobytes(), "is almost silent"),
        ("a click", bytes(60_000) + b"\xff\x7f" + bytes(60_000), "is too short: 0.02 s, where at least "),
        ("noise", np.random.default_rng(1).bytes(len(SPEECH.pcm)), "is noise"),
        (
            "quieter noise",
            np.random.default_rng(1).integers(-4000, 4000, len(SAMPLES)).astype("<i2").tobytes(),
            "is noise",
        ),
        ("noise through an MP3", muffled(np.random.default_rng(1).bytes(len(SPEECH.pcm))), "is noise"),
        ("full scale", b"\xff\x7f" * len(SAMPLES), "is noise"),
        ("floats", (SAMPLES / 32768).astype("<f4").tobytes(), "is noise"),
        ("other byte order", SAMPLES.byteswap().tobytes(), "is noise"),
    ],
)
def test_what_cannot_be(name: str, pcm: bytes, complaint: str) -> None:
    assert doubt(pcm).startswith(complaint), name


@pytest.mark.parametrize("text", ["", " ", "…", "😀", "– —", "\u200b"])
def test_a_text_with_nothing_to_say_may_be_silent(text: str) -> None:
    assert doubt(b"", text=text) == ""
    assert doubt(bytes(20_000), text=text) == ""


def test_slow_and_fast_voices() -> None:
    assert doubt(seconds(2.0), rate=2.5) == ""
    assert doubt(seconds(1.2), rate=1.0).startswith("is too short")
    assert doubt(seconds(19), rate=0.5) == ""
    assert doubt(seconds(19), rate=1.0).startswith("is too long")


def test_a_voice_that_does_not_heed_its_rate_is_not_broken() -> None:
    for rate in (0.5, 0.7, 1.5, 2.5):
        assert doubt(SPEECH.pcm, rate=rate) == ""


@pytest.mark.parametrize(
    ("language", "text", "shortest", "longest"),
    [
        ("de", "ja", 47, 1484),
        ("en", "ja", 43, 1460),
        ("xx", "ja", 47, 1480),
        ("de", "XQZ", 71, 3720),
        ("de", "777", 60, 5400),
        ("ja", "図書館", 70, 2160),
        ("de", "Ja.", 47, 2284),
    ],
)
def test_bounds(language: str, text: str, shortest: int, longest: int) -> None:
    limits = plausible.bounds(text, language=language, rate=1)
    assert (round(limits.shortest), round(limits.longest)) == (shortest, longest)
