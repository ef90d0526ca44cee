"""A sound through this machine's own loudspeaker, by miniaudio, which knows the sound systems of Linux, macOS and Windows.

It runs as a program of its own (``python -m audiobuild.speech.playback SECONDS < sound.wav``): a sound system's library writes
to standard error as it likes, and may wait for ever.

The players of a desktop are no way to do this: ffplay ends with 0 where there is no device, paplay and pw-play play into
PulseAudio's and PipeWire's stand-in for one.
"""

from __future__ import annotations

import io
import subprocess
import sys
import time
import wave
from collections.abc import Generator
from typing import Any

PATIENCE_S = 10
"""So long a device may take beyond the sound's own length."""

_NO_DEVICE = 3
_NOBODY = b"auto_null\0"
"""The name of the output that PulseAudio and PipeWire make up where there is none."""
_POLL_S = 0.02


def play(wav: bytes) -> bool:
    """Play a WAV file to its end; whether there is a device, and it did."""
    with wave.open(io.BytesIO(wav)) as file:
        seconds = file.getnframes() / file.getframerate()
    command = [sys.executable, "-m", __name__]
    try:
        done = subprocess.run(command, input=wav, capture_output=True, timeout=seconds + PATIENCE_S, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _samples(pcm: bytes, frame_bytes: int) -> Generator[bytes, int, None]:
    """The sound in pieces of as many frames as are asked for."""
    wanted = yield b""
    position = 0
    while position < len(pcm):
        length = wanted * frame_bytes
        piece = pcm[position : position + length]
        position += length
        wanted = yield piece


def _main() -> int:
    import miniaudio

    left_out = (miniaudio.Backend.NULL, miniaudio.Backend.CUSTOM, miniaudio.Backend.JACK)  # which starts a server
    systems = sorted(miniaudio.get_enabled_backends() - set(left_out), key=lambda one: one.value)  # the best first
    with wave.open(sys.stdin.buffer) as file:
        rate, channels, pcm = file.getframerate(), file.getnchannels(), file.readframes(file.getnframes())
    try:
        if _is_stand_in(miniaudio.Devices(systems)):
            return _NO_DEVICE
        device = miniaudio.PlaybackDevice(miniaudio.SampleFormat.SIGNED16, channels, rate, backends=systems)
    except miniaudio.MiniaudioError:
        return _NO_DEVICE
    samples = _samples(pcm, 2 * channels)
    next(samples)
    with device:
        device.start(samples)
        while device.callback_generator is not None:
            time.sleep(_POLL_S)
        device.stop()  # which waits until all is heard
    return 0


def _is_stand_in(devices: Any) -> bool:
    """Whether all outputs are made up."""
    import miniaudio

    outputs = devices.get_playbacks()
    return bool(outputs) and all(bytes(miniaudio.ffi.buffer(one["id"])).startswith(_NOBODY) for one in outputs)


if __name__ == "__main__":
    sys.exit(_main())
