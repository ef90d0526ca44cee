"""Where a recording begins and ends to be heard: quiet before and behind it is cut away, and the rest's edges are kept soft."""

from __future__ import annotations

import numpy as np

from audiobuild.sound.quality import levels, noise_and_voice
from audiobuild.sound.recording import SILENT, Recording, part

WINDOW_MS = 10
LEAD_MS, TAIL_MS = 100, 150
"""What is left of the quiet on either side: a breath before the first word, the room behind the last."""

SHORTEST_SOUND_MS = 40
"""Of the loud windows around a moment: a click of the mouse, or of the recorder's button, is shorter, a voice never."""

ABOVE_NOISE = 0.35
"""Speech begins where the level rises so far from the noise to the voice, in dB: soft consonants stand that far above it."""
BELOW_VOICE_DB = 35
"""It is never looked for further below the loud vowels: a room's echo is there, and the neighbours."""


def speech(recording: Recording) -> Recording:
    """The recording without quiet, hiss and clicks before and behind the speech. Where all is loud, it stays whole."""
    found = levels(recording.samples, recording.rate_hz, WINDOW_MS)
    noise, voice = noise_and_voice(found)
    threshold = max(noise + ABOVE_NOISE * (voice - noise), voice - BELOW_VOICE_DB)
    need = SHORTEST_SOUND_MS // WINDOW_MS
    loud = np.convolve(found > threshold, np.ones(need), mode="valid") == need
    places = np.flatnonzero(loud)
    if not len(places):
        return recording
    return _between(recording, int(places[0]) * WINDOW_MS - LEAD_MS, int(places[-1] + need) * WINDOW_MS + TAIL_MS)


def sound(recording: Recording) -> Recording:
    """The recording without true silence before and behind it: music may begin as softly as it likes."""
    heard = np.flatnonzero(np.abs(recording.samples) > SILENT)
    return part(recording, int(heard[0]), int(heard[-1]) + 1) if len(heard) else recording


def _between(recording: Recording, start_ms: int, end_ms: int) -> Recording:
    rate_hz = recording.rate_hz
    return part(recording, max(0, start_ms) * rate_hz // 1000, max(0, end_ms) * rate_hz // 1000)
