"""The responses of services: asked for once, kept, and put together to a sentence.

An entry holds one response as it came (an MP3, a WAV), under a hash of all that it depends on. Only usable ones are kept,
and never anything of how they were asked for: no key, no address.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt

from audiobuild.errors import EngineError, Problem
from audiobuild.messages import msg
from audiobuild.model import Speech
from audiobuild.speech.services.client import ServiceError
from audiobuild.store import Store

SHORTEST_MS_PER_LETTER = 25
"""Less is not speech but the beginning of it. espeak-ng at its normal speed takes 39 ms a letter or digit for French
sentences of many silent letters, 53 to 70 for German ones."""

SUSPICIOUS_MS_PER_LETTER = 45
ABRUPT = 0.1
"""So little, if it does not fade out either, broke off: an MP3 may end behind any frame and be whole by its form. Its last
10 ms are then louder than this part of the whole."""

QUIET = 10 ** (-50 / 20) * 32768
JOINT_MS = 120
"""So much of the quiet at the edges is left where two responses are joined: together a short pause between two clauses."""

_locks = tuple(threading.Lock() for _ in range(256))


def speak(
    parts: Sequence[str], *, folder: Path | None, key: str, ask: Callable[[str], bytes], read: Callable[[bytes], Speech]
) -> Speech:
    """The sound of a text that is asked for in ``parts``; ``read`` makes sound of a response or raises ValueError.

    Responses are kept in ``folder``; ``key`` is all that they depend on besides the text. Raises what ``ask`` raises, and
    EngineError if the parts do not fit together.
    """
    speeches = [_part(part, folder, key, ask, read) for part in parts]
    rates = {speech.rate_hz for speech in speeches}
    if len(rates) > 1:
        raise EngineError(
            Problem(message=msg("the service changes its sample rate: {} Hz", ", ".join(map(str, sorted(rates)))))
        )
    last = len(speeches) - 1
    pcm = b"".join(
        _trimmed(speech, front=index > 0, back=index < last).tobytes() for index, speech in enumerate(speeches)
    )
    return Speech(pcm=pcm, rate_hz=rates.pop())


def missing(parts: Sequence[str], *, folder: Path | None, key: str) -> Mapping[str, str]:
    """What is still to be asked for, by the names of the responses: the parts whose responses are not kept in ``folder``;
    without one, all."""
    named = {_name(key, part): part for part in parts}
    return {name: part for name, part in named.items() if folder is None or Store(folder).get(name) is None}


def require_whole(speech: Speech, text: str, *, rate: float = 1.0) -> None:
    """Raises ServiceError if the sound cannot be all of ``text``, spoken ``rate`` times as fast as usual."""
    letters = max(1, sum(character.isalnum() for character in text))
    samples = np.frombuffer(speech.pcm, dtype="<i2").astype(np.float64)
    length_ms = len(samples) * 1000 // speech.rate_hz
    if len(samples) and not samples.any():
        raise ServiceError(msg("sent silence for {!r}", text), again=True)
    if length_ms * rate < letters * SHORTEST_MS_PER_LETTER:
        raise ServiceError(msg("sent only {} ms of sound for {!r}", length_ms, text), again=True)
    end = samples[-speech.rate_hz // 100 :]
    if length_ms * rate < letters * SUSPICIOUS_MS_PER_LETTER and np.std(end) > ABRUPT * np.std(samples):
        raise ServiceError(msg("sent sound that breaks off after {} ms for {!r}", length_ms, text), again=True)


def _name(key: str, text: str) -> str:
    return blake2b(f"{key}\0{text}".encode(), digest_size=20).hexdigest()


def _part(
    text: str, folder: Path | None, key: str, ask: Callable[[str], bytes], read: Callable[[bytes], Speech]
) -> Speech:
    if folder is None:
        return read(ask(text))
    name = _name(key, text)
    store = Store(folder)
    with _locks[int(name[:2], 16)]:  # two threads may want the same part at the same time
        kept = store.get(name)
        if kept is not None:
            try:
                return read(kept)
            except ValueError:  # it was usable once, for a reader of that time
                store.discard(name)
        response = ask(text)
        speech = read(response)
        store.put(name, response)
        return speech


def _trimmed(speech: Speech, *, front: bool, back: bool) -> npt.NDArray[np.int16]:
    """The samples, with no more quiet than :data:`JOINT_MS` in front or at the back."""
    samples = np.frombuffer(speech.pcm, dtype="<i2")
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > QUIET)
    if not len(loud):
        return samples
    left = JOINT_MS * speech.rate_hz // 1000
    begin = max(0, int(loud[0]) - left) if front else 0
    end = int(loud[-1]) + 1 + left if back else len(samples)
    return samples[begin:end]
