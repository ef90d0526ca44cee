"""What ``say`` plays is heard, or it fails; what it writes replaces its own files only."""

from __future__ import annotations

import array
import ctypes.util
import os
import shlex
import subprocess
import sys
import wave
from pathlib import Path
from typing import Any

import miniaudio
import pytest
from programs import audiobuild, run, tool

from audiobuild.speech import playback

SILENT = {**os.environ, "PULSE_SERVER": "unix:/nowhere", "ALSA_CONFIG_PATH": os.devnull}
"""A machine without a sound device, as far as Linux is asked."""

PLAYERS = ("pw-play", "paplay", "aplay", "afplay", "ffplay")


def say(*arguments: str | Path, cwd: Path, env: dict[str, str] = SILENT) -> Any:
    return audiobuild("say", "Guten Tag.", "--language", "de", *arguments, cwd=cwd, env=env, check=False)


def test_without_a_sound_device_it_fails(tmp_path: Path) -> None:
    done = say(cwd=tmp_path)
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr.splitlines() == [
        "nothing can be heard here: there is no sound device, or it does not answer",
        "    Write a file instead: -o file.wav",
    ]


def test_no_player_is_believed(tmp_path: Path) -> None:
    """ffplay ends with 0 where there is no device."""
    for name in PLAYERS:
        (tmp_path / name).write_text("#!/bin/sh\nexit 0\n")
        (tmp_path / name).chmod(0o755)
    assert say(cwd=tmp_path, env={**SILENT, "PATH": str(tmp_path)}).returncode == 5


def test_all_of_it_is_played(tmp_path: Path) -> None:
    """To a device of ALSA's that writes down what it hears, compared with the file that is written instead."""
    if not ctypes.util.find_library("asound"):
        pytest.skip("libasound is not installed")
    heard = tmp_path / "heard.raw"
    (tmp_path / "asoundrc").write_text(
        f'</usr/share/alsa/alsa.conf>\npcm.!default {{ type file; slave.pcm "null"; file "{heard}"; format "raw" }}\n'
    )
    done = say(cwd=tmp_path, env={**SILENT, "ALSA_CONFIG_PATH": str(tmp_path / "asoundrc")})
    assert (done.returncode, done.stderr) == (0, "")
    assert say("-o", "written.wav", cwd=tmp_path).returncode == 0
    with wave.open(str(tmp_path / "written.wav")) as file:
        written = file.readframes(file.getnframes())
    played = heard.read_bytes()
    assert array.array("h", written).tolist()[-1] == 0
    assert written in played  # device and file have the same rate and format; behind it is silence
    assert not any(played[played.index(written) + len(written) :])


@pytest.mark.parametrize(("outputs", "stand_in"), [([b"auto_null"], True), ([b"alsa_output.pci"], False), ([], False)])
def test_a_stand_in_of_a_sound_server_is_no_device(outputs: list[bytes], stand_in: bool) -> None:
    class Devices:
        def get_playbacks(self) -> list[dict[str, Any]]:
            return [{"id": miniaudio.ffi.new("char[256]", name)} for name in outputs]

    assert playback._is_stand_in(Devices()) is stand_in


def test_a_sound_server_s_own_stand_in(tmp_path: Path) -> None:
    """PulseAudio itself, where it is installed: paplay plays into it and ends with 0."""
    program = tool("pulseaudio")
    modules = ["-L", f"module-native-protocol-unix socket={tmp_path}/sock auth-anonymous=1", "-L", "module-always-sink"]
    home = {**os.environ, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    command = [program, "-n", "--daemonize=no", "--exit-idle-time=-1", *modules]
    with subprocess.Popen(command, env=home, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(100):
                if (tmp_path / "sock").exists():
                    break
                run("sleep", "0.1")
            assert say(cwd=tmp_path, env={**SILENT, "PULSE_SERVER": f"unix:{tmp_path}/sock"}).returncode == 5
        finally:
            server.terminate()


def test_a_device_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert say("-o", "a.wav", cwd=tmp_path).returncode == 0
    (tmp_path / "hangs").write_text("#!/bin/sh\nexec sleep 60\n")
    (tmp_path / "hangs").chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "hangs"))
    monkeypatch.setattr(playback, "PATIENCE_S", 0.2)
    assert playback.play((tmp_path / "a.wav").read_bytes()) is False


def test_a_file_says_who_made_it_and_is_replaced(tmp_path: Path) -> None:
    assert say("-o", "a.wav", cwd=tmp_path).returncode == 0
    first = (tmp_path / "a.wav").read_bytes()
    assert miniaudio.get_file_info(str(tmp_path / "a.wav")).duration > 0.5
    told = run(tool("ffprobe"), "-v", "error", "-show_entries", "format_tags=encoder", tmp_path / "a.wav").stdout
    assert "TAG:encoder=audiobuild\n" in told
    assert audiobuild("say", "Auf Wiedersehen.", "--language", "de", "-o", "a.wav", cwd=tmp_path).returncode == 0
    assert (tmp_path / "a.wav").read_bytes() != first
    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]


def test_what_somebody_else_made_stays(tmp_path: Path) -> None:
    other = tmp_path / "other.wav"
    with wave.open(str(other), "wb") as file:
        file.setparams((1, 2, 24000, 0, "NONE", ""))
        file.writeframes(bytes(2000))
    for path in (other, tmp_path / "thesis.odt", tmp_path / "empty"):
        before = path.read_bytes() if path.exists() else b"" if path.name == "empty" else b"years of work"
        path.write_bytes(before)
        done = say("-o", path.name, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr.splitlines() == [
            f"{path.name}: is there, and no sound of audiobuild say",
            "    Choose another name, or replace it with --force.",
        ]
        assert path.read_bytes() == before
        assert say("-o", path.name, "--force", cwd=tmp_path).returncode == 0
        assert path.read_bytes().startswith(b"RIFF")


def test_a_stream_is_no_file_to_lose(tmp_path: Path) -> None:
    done = run(
        "sh", "-c", f"{shlex.quote(sys.executable)} -m audiobuild say x -o /dev/stdout | head -c 4", cwd=tmp_path
    )
    assert done.stdout == "RIFF"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    done = say("-o", "typo/a.wav", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (5, "typo/a.wav: cannot be written: there is no such folder\n")
    assert list(tmp_path.iterdir()) == []
