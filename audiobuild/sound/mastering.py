"""The last step of a sentence: frames that, decoded, have no peak above the limit.

A limiter before the encoder cannot promise that, since the encoder moves peaks: by up to 2 dB in speech at 24 kHz, and how far
is seen when it is done. So each sentence is heard again, and where it is too high it is turned down there, and encoded anew.
"""

from __future__ import annotations

import numpy as np

from audiobuild.model import Audio
from audiobuild.sound import decode, level, mp3, peaks
from audiobuild.sound.loudness import Samples, from_pcm

HIGHEST = 10 ** ((peaks.HIGHEST_DBTP - 0.5) / 20)
"""A little below the limit, since decoders differ at 24 kHz: a band of the spectrum begins at line 330 for ffmpeg and at 332
for LAME, mpg123 and ours, which moves peaks by up to 0.25 dB (measured with espeak, Piper and Kokoro)."""

STEP = 10 ** (-0.1 / 20)
"""By how much more it is turned down each turn, so that there is a last one."""


def encode(pcm: bytes, audio: Audio) -> bytes:
    """The frames of one sentence, as of :func:`mp3.encode`, none of whose peaks is above the limit when they are decoded."""
    ceiling = HIGHEST
    while True:
        frames = mp3.encode(pcm, audio)
        heard = _heard(frames, audio)
        if heard.max() <= HIGHEST:
            return frames
        pcm = level.to_pcm(level.held(from_pcm(pcm), heard, ceiling, audio.sample_rate_hz))
        ceiling *= STEP


def _heard(frames: bytes, audio: Audio) -> Samples:
    """How high the decoded sound goes from each sample of what was encoded to the next."""
    sound = np.append(decode.frames(frames), np.zeros(mp3.SILENCE_BEHIND, np.float32))
    return peaks.magnitudes(sound, audio.sample_rate_hz, HIGHEST)[mp3.SILENCE_BEHIND :]
