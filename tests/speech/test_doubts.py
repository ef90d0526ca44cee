"""Sounds that were refused: named, kept to be listened to, and taken when they are accepted, through whole builds."""

from __future__ import annotations

import re
import wave
from pathlib import Path

import pytest
from plugins import engine
from programs import FRONT_MATTER, audiobuild, publication

from audiobuild.model import Speech
from audiobuild.speech import doubts

STUTTERING_ENGINE = """\
import os
from dataclasses import replace
from audiobuild.speech.engines.espeak import Espeak

class Stuttering(Espeak):
    "espeak-ng, but one sentence does not end."

    def problems(self, voice):
        return ()

    def synthesize(self, text, **options):
        speech = super().synthesize(text, **options)
        times = int(os.environ.get("TIMES", "20"))
        return replace(speech, pcm=speech.pcm * times) if "lesen hier" in text else speech
"""
TEXT = f"""\
{FRONT_MATTER}## Was macht ihr?

Wir alle lesen hier viel. Manchmal auch nicht.
"""


def test_a_refused_sound_is_told_kept_and_taken_when_it_is_accepted(tmp_path: Path) -> None:
    project = publication(tmp_path / "p")
    (project / "content/a.md").write_text(TEXT)
    environment = engine(tmp_path / "plugin", STUTTERING_ENGINE, name="stuttering", voices=project / "voices")

    def build(*options: str, times: int = 20) -> tuple[int, str]:
        done = audiobuild("build", "-C", project, "-q", *options, check=False, env=environment | {"TIMES": str(times)})
        return done.returncode, done.stderr

    def kept() -> list[str]:
        return sorted(path.name for path in (project / ".audiobuild/doubtful").glob("*"))

    code, said = build()
    match = re.fullmatch(
        r"content/a\.md:11: the sound of the voice 'de-answer-male' is too long: \d+ s, where [\d.]+ s are enough "
        r"\(spoken: 'Wir alle lesen hier viel\.'\) \(engine: stuttering, sentence: 'Wir alle lesen hier viel\.'\)\n"
        r"    Listen to (\S+)\. If it is right, build with --accept-sound (\w{16}); if it is not: build again, "
        r'give it a spoken form, \[text\]\{say="…"\}, or use another voice\.\n',
        said,
    )
    assert match, said
    assert code == 4
    path, name = Path(match[1]), match[2]
    assert kept() == [f"{name}.wav"] == [path.name]
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22050)
        assert file.getnframes() > 20 * 22050

    code, said = build(times=30)  # another sound has another name
    assert code == 4
    assert kept() != [f"{name}.wav"]
    assert len(kept()) == 1
    assert build("--accept-sound", name, times=30)[0] == 4
    assert build("--accept-sound", "0" * 16)[0] == 4
    assert not (project / "dist").exists()

    assert build("--accept-sound", "f" * 16, "--accept-sound", name) == (0, "")
    assert kept() == []
    assert build() == (0, "")  # it is kept as any other


def test_a_better_sound_leaves_nothing(tmp_path: Path) -> None:
    project = publication(tmp_path / "p")
    (project / "content/a.md").write_text(TEXT)
    environment = engine(tmp_path / "plugin", STUTTERING_ENGINE, name="stuttering", voices=project / "voices")
    assert audiobuild("build", "-C", project, "-q", check=False, env=environment).returncode == 4
    audiobuild("build", "-C", project, "-q", env=environment | {"TIMES": "1"})
    assert not (project / ".audiobuild/doubtful").exists()


def test_the_name_is_of_this_sound_for_this_text_alone() -> None:
    speech = Speech(pcm=b"abcd", rate_hz=8000)
    others = [Speech(pcm=b"abce", rate_hz=8000), Speech(pcm=b"abcd", rate_hz=16000)]
    names = {doubts.name_of(speech, "a"), doubts.name_of(speech, "b"), *(doubts.name_of(one, "a") for one in others)}
    assert len(names) == 4
    assert doubts.name_of(speech, "a") == doubts.name_of(Speech(pcm=b"abcd", rate_hz=8000), "a")


def test_of_a_sound_without_end_the_beginning_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubts, "LONGEST_KEPT_BYTES", 1000)
    doubts.refused(
        Speech(pcm=bytes(5000), rate_hz=8000), "x", doubt="is long", voice="v", folder=doubts.folder(tmp_path)
    )
    (path,) = tmp_path.iterdir()
    assert path.stat().st_size == 1044


def test_a_folder_that_cannot_be_written_changes_only_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    speech = Speech(pcm=bytes(100), rate_hz=8000)
    error = doubts.refused(speech, "x", doubt="is long", voice="v", folder=doubts.folder(tmp_path / "file"))
    (problem,) = error.problems
    assert problem.remedy.startswith(f"If it is meant so, build with --accept-sound {doubts.name_of(speech, 'x')};")


def test_a_folder_is_found_from_any_other_and_called_as_the_editor_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = doubts.folder(Path("p/doubtful"))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    speech = Speech(pcm=bytes(5000), rate_hz=8000)
    error = doubts.refused(speech, "x", doubt="is long", voice="v", folder=folder)
    (kept,) = tmp_path.rglob("*.wav")
    assert kept == tmp_path / "p/doubtful" / kept.name
    assert f"Listen to p/doubtful/{kept.name}." in error.problems[0].remedy
