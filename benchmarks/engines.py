"""What each engine's path costs apart from the engine itself: everything of ours between a sentence and its sound.

    .venv/bin/python benchmarks/engines.py

gTTS and HTTP ask a service on this machine that answers at once (its own time is in the figures); a kept answer is read
without asking. Piper speaks with the small voice of the tests, given its noise as we have it, and as Piper has it;
with --model FILE.onnx, with a real one.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import trustme

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from engines import piper_voice, services

from audiobuild.model import Speech, Voice
from audiobuild.speech.engines.gtts import MANNERS, Gtts
from audiobuild.speech.engines.http import Http
from audiobuild.speech.engines.piper import Piper

SENTENCE = "Da waren viele neue Gesichter, und alle wollten wissen, wie es nun weitergeht ({})."
SENTENCES = 50


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, help="A real voice for Piper.")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        gtts(Path(folder))
        http(Path(folder))
        piper(arguments.model or piper_voice.write(Path(folder)))


def measure(name: str, speak: Callable[[str], Speech]) -> None:
    """Print the milliseconds a sentence, and how many times faster than real time that is."""
    speak(SENTENCE.format("vorher"))
    begin = time.perf_counter()
    speeches = [speak(SENTENCE.format(number)) for number in range(SENTENCES)]
    took = time.perf_counter() - begin
    sound = sum(len(speech.pcm) / 2 / speech.rate_hz for speech in speeches)
    print(f"{name:42} {1000 * took / SENTENCES:7.2f} ms a sentence, {sound / took:6.0f} times real time")


def gtts(folder: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    server = services.Server(
        services.understand_google, services.google(), tls=services.context(authority, "translate.google.com")
    )
    os.environ |= {"HTTPS_PROXY": server.url, "REQUESTS_CA_BUNDLE": str(folder / "ca.pem")}
    voice = Voice(name="gast", engine="gtts", language="de")
    engine = Gtts(replace(MANNERS, gap_s=0))
    with server.running():
        for name in ("gTTS, asked", "gTTS, kept"):
            measure(
                name, lambda text: engine.synthesize(text, language="de", voice=voice, response_cache=folder / "gtts")
            )


def http(folder: Path) -> None:
    server = services.Server(services.understand_openai, services.openai())
    options = {"base_url": server.url, "model": "kokoro", "voice": "af_heart"}
    voice = Voice(name="gast", engine="http", language="de", options=options)
    engine = Http()
    with server.running():
        for name in ("HTTP, asked", "HTTP, kept"):
            measure(
                name, lambda text: engine.synthesize(text, language="de", voice=voice, response_cache=folder / "http")
            )


def piper(model: Path) -> None:
    from piper import PiperVoice, SynthesisConfig

    voice = Voice(name="gast", engine="piper", language="de", options={"model": str(model)})
    engine = Piper()
    measure("Piper, given its noise", lambda text: engine.synthesize(text, language="de", voice=voice))
    theirs = PiperVoice.load(model)
    wanted = SynthesisConfig(normalize_audio=False)

    def bare(text: str) -> Speech:
        pcm = b"".join(chunk.audio_int16_bytes for chunk in theirs.synthesize(text, wanted))
        return Speech(pcm=pcm, rate_hz=theirs.config.sample_rate)

    measure("Piper itself", bare)


if __name__ == "__main__":
    main()
