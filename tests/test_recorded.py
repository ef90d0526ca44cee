"""Recordings and music, from the editor's files to all that is published of them."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import miniaudio
import mixed
import numpy as np
import pytest
from mixed import RATE_HZ, Samples, spoken, tone
from programs import Once, audiobuild, build, run, tool

from audiobuild.sound import layer3

TOLERANCE_MS = 120
ANSWERS = (("Ja.", "Das ist eine lange Antwort auf eine kurze Frage.", "Und sie geht noch weiter.", "Und weiter."),)


@pytest.fixture(scope="module")
def publication(once: Once) -> Path:
    return once("mixed", mixed.published)


@pytest.fixture(scope="module")
def episode(publication: Path) -> Path:
    return publication / "dist" / mixed.SLUG


def heard(episode: Path) -> tuple[Samples, int]:
    """The MP3 as somebody else's decoder gives it, without what its header says is to be left out."""
    data = (episode / f"{mixed.SLUG}.mp3").read_bytes()
    first = next(layer3.frames(data))
    decoded = miniaudio.mp3_read_f32(data[first.offset :])
    return np.asarray(decoded.samples, np.float64)[576 + 529 :], decoded.sample_rate


def segments(episode: Path) -> list[tuple[str, int, int]]:
    read = json.loads((episode / "transcript.json").read_text("utf-8"))["segments"]
    return [(one["body"], round(one["startTime"] * 1000), round(one["endTime"] * 1000)) for one in read]


def likeness(samples: Samples, rate_hz: int, hz: float, start_ms: int, end_ms: int) -> float:
    """The share of the power between two times that lies within 25 Hz of a frequency."""
    part = samples[start_ms * rate_hz // 1000 : end_ms * rate_hz // 1000]
    power = np.square(np.abs(np.fft.rfft(part)))
    frequencies = np.fft.rfftfreq(len(part), 1 / rate_hz)
    return float(power[np.abs(frequencies - hz) < 25].sum() / max(power.sum(), 1e-30))


def test_the_sounds_lie_where_the_timeline_says_and_nowhere_else(episode: Path) -> None:
    samples, rate_hz = heard(episode)
    starts = {text: start for text, start, _ in segments(episode)}
    ends = {text: end for text, _, end in segments(episode)}
    assert likeness(samples, rate_hz, 330, 300, 3500) > 0.9
    assert (
        likeness(samples, rate_hz, 440, starts["[Glocken der Marienkirche]"] + 50, ends["[Glocken der Marienkirche]"])
        > 0.9
    )
    question = starts[mixed.QUESTION]
    introduction = ends["Die Bürgermeisterin antwortet selbst."]
    between = [likeness(samples, rate_hz, 220, at, at + 200) for at in range(introduction, question - 200, 100)]
    assert max(between) > 0.9
    assert likeness(samples, rate_hz, 220, question, ends[mixed.QUESTION]) < 0.2


def test_a_recorded_sentence_is_marked_where_it_is_heard(episode: Path, tmp_path: Path) -> None:
    """The recording's own sentences, as far apart as they were spoken."""
    truth = [span for paragraph in spoken(mixed.ANSWER, tmp_path).sentences for span in paragraph]
    texts = [text for paragraph in mixed.ANSWER for text in paragraph]
    marked = {text: (start, end) for text, start, end in segments(episode)}
    assert [text for text in texts if text in marked] == texts
    shift = marked[texts[0]][0] - truth[0][0]
    for text, (start_ms, end_ms) in zip(texts, truth, strict=True):
        assert abs(marked[text][0] - shift - start_ms) <= TOLERANCE_MS, text
        assert abs(marked[text][1] - shift - end_ms) <= TOLERANCE_MS, text


def test_whoever_is_recorded_is_as_loud_as_a_voice(episode: Path) -> None:
    printed = run(
        tool("ffmpeg"),
        "-hide_banner",
        "-nostats",
        "-i",
        episode / f"{mixed.SLUG}.mp3",
        "-af",
        "ebur128",
        "-f",
        "null",
        "-",
    ).stderr
    loudness = float(printed.rsplit("I:", 1)[1].split()[0])
    assert abs(loudness + 16) <= 0.5


def test_check_finds_nothing(publication: Path) -> None:
    done = audiobuild("check", "-C", publication, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_second_build_makes_nothing_and_a_file_that_is_written_anew_makes_the_episode_anew(tmp_path: Path) -> None:
    root = mixed.publication(tmp_path / "p")
    (first,) = build(root)
    assert (first["unchanged"], first["segments"]) == (False, 15)
    (again,) = build(root)
    assert again["unchanged"]
    sound = root / "content/klang/gong.wav"
    os.utime(sound)
    (touched,) = build(root)
    assert touched["unchanged"]
    mixed.write(sound, tone(1.5, 260))
    (changed,) = build(root)
    assert (changed["unchanged"], changed["synthesised"]) == (False, 0)
    assert changed["duration_ms"] > first["duration_ms"]


def test_the_name_of_a_file_is_not_heard(tmp_path: Path) -> None:
    root = mixed.publication(tmp_path / "p")
    build(root)
    before = (root / "dist" / mixed.SLUG / f"{mixed.SLUG}.mp3").read_bytes()
    (root / "content/aufnahmen/frage.wav").rename(root / "content/aufnahmen/eins.wav")
    text = root / "content" / f"{mixed.SLUG}.md"
    text.write_text(text.read_text("utf-8").replace("frage.wav", "eins.wav"), encoding="utf-8")
    build(root)
    assert (root / "dist" / mixed.SLUG / f"{mixed.SLUG}.mp3").read_bytes() == before


def silent(path: Path) -> None:
    mixed.write(path, np.zeros(RATE_HZ))


def damaged(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:3000] if path.is_file() else b"")


def endless(path: Path) -> None:
    """A WAV of 21 minutes at the lowest rate."""
    mixed.write(path, np.tile(tone(1, 300)[::6], 21 * 60), rate_hz=8000)


def text(path: Path) -> None:
    path.write_text("Das ist kein Klang.", encoding="utf-8")


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (silent, "is silent"),
        (damaged, "breaks off"),
        (endless, "is too long"),
        (text, "is no sound file"),
        (empty, "is empty"),
        (Path.unlink, "there is no file content/aufnahmen/frage.wav"),
    ],
)
def test_what_cannot_be_used_is_an_error_with_its_line(make: Callable[[Path], None], told: str, tmp_path: Path) -> None:
    root = mixed.publication(tmp_path / "p")
    make(root / "content/aufnahmen/frage.wav")
    done = audiobuild("build", "-C", root, check=False)
    assert done.returncode == 3, done.stderr
    assert "content/gemischt.md:11: " in done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert not (root / "dist").exists()


def test_all_that_is_wrong_is_told_at_once_and_of_a_sound_with_the_line_of_its_settings(tmp_path: Path) -> None:
    root = mixed.publication(tmp_path / "p")
    silent(root / "content/klang/gong.wav")
    damaged(root / "content/aufnahmen/antwort.wav")
    done = audiobuild("build", "-C", root, check=False)
    settings = (root / "content/show.toml").read_text("utf-8").split("\n")
    line = settings.index('file = "klang/gong.wav"') + 1
    assert f"content/show.toml:{line}: sounds.sting.file: content/klang/gong.wav is silent" in done.stderr
    assert "content/gemischt.md:13: content/aufnahmen/antwort.wav breaks off" in done.stderr
    assert done.returncode == 3


@pytest.mark.parametrize(("rate_hz", "channels"), [(8000, 1), (192_000, 2), (44_100, 2), (11_025, 6)])
def test_any_rate_and_number_of_channels(rate_hz: int, channels: int, tmp_path: Path) -> None:
    body = '## Frage?\n\n{recording="a.wav"} Das ist eine Antwort.\n'
    root = mixed.publication(tmp_path / "p", body=body, sounds="")
    samples = spoken((("Das ist eine Antwort.",),), tmp_path).samples
    resampled = np.interp(np.arange(0, len(samples), RATE_HZ / rate_hz), np.arange(len(samples)), samples)
    mixed.write(root / "content/a.wav", resampled, channels=channels, rate_hz=rate_hz)
    (built,) = build(root)
    (start, end) = next((start, end) for text, start, end in segments(root / "dist" / mixed.SLUG) if "Antwort" in text)
    said_ms = spoken((("Das ist eine Antwort.",),), tmp_path).sentences[0][0]
    assert abs((end - start) - (said_ms[1] - said_ms[0])) <= 150
    assert built["segments"] == 4


def test_a_sound_bad_to_hear_is_used_and_told(tmp_path: Path) -> None:
    body = '## Frage?\n\n{recording="a.wav"} Das ist eine Antwort.\n'
    root = mixed.publication(tmp_path / "p", body=body, sounds="")
    samples = spoken((("Das ist eine Antwort.",),), tmp_path).samples
    mixed.write(root / "content/a.wav", np.clip(20 * samples, -1, 1))
    done = audiobuild("build", "-C", root)
    assert "content/gemischt.md:11: content/a.wav is clipped" in done.stderr


def test_published_sound_stays_with_recordings_and_music(publication: Path, tmp_path: Path) -> None:
    """Another title of the show writes all files anew, around the same sound, with nothing of the cache."""
    root = tmp_path / "p"
    shutil.copytree(publication, root)
    shutil.rmtree(root / ".audiobuild")
    before = json.loads((root / "dist/audiobuild-manifest.json").read_text("utf-8"))["items"][mixed.SLUG]
    settings = root / "content/show.toml"
    settings.write_text(re.sub("(?m)^title = .*", 'title = "Neu"', settings.read_text("utf-8")), encoding="utf-8")
    (built,) = build(root)
    assert (built["unchanged"], built["synthesised"]) == (False, 0)
    assert not list((root / ".audiobuild/cache/clips").glob("*/*"))
    after = json.loads((root / "dist/audiobuild-manifest.json").read_text("utf-8"))["items"][mixed.SLUG]
    assert after["mp3"]["sound"] == before["mp3"]["sound"]
    assert after["sounds"] == before["sounds"]
    done = audiobuild("check", "-C", root, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_piece_far_longer_than_its_text_is_told_and_a_file_once(tmp_path: Path) -> None:
    body = '## A?\n\n{recording="a.wav#t=,8"} Ja.\n\n## B?\n\n{recording="a.wav#t=1,9"} Ja.\n'
    root = mixed.publication(tmp_path / "p", body=body, sounds="")
    mixed.write(root / "content/a.wav", spoken(ANSWERS, tmp_path).samples)
    told = audiobuild("build", "-C", root).stderr
    assert re.search(
        r"content/gemischt\.md:11: content/a\.wav takes \d s, and its text 0 to \d s: is it the right piece\?", told
    )


def test_fades_longer_than_a_sound_become_shorter(tmp_path: Path) -> None:
    sounds = '\n[sounds.intro]\nfile = "klang/gong.wav"\nfade_in_ms = 9000\nfade_out_ms = 9000\n'
    root = mixed.publication(tmp_path / "p", sounds=sounds)
    build(root)
    assert audiobuild("check", "-C", root, check=False).returncode == 0


def test_music_in_a_language_that_has_no_words_of_its_own(tmp_path: Path) -> None:
    root = mixed.publication(tmp_path / "p", body="## Kio?\n\nJes.\n")
    text = root / "content" / f"{mixed.SLUG}.md"
    matter = text.read_text("utf-8").replace("language: de", "language: eo")
    text.write_text(re.sub(", voice: [a-z-]+", "", matter), encoding="utf-8")
    build(root)
    assert "<lang en>[music]</lang>" in (root / "dist" / mixed.SLUG / "transcript.vtt").read_text("utf-8")
    assert audiobuild("check", "-C", root, check=False).returncode == 0


def test_all_files_that_cannot_be_used_are_told_in_one_go(tmp_path: Path) -> None:
    body = "".join(f'## Frage {n}?\n\n{{recording="a{n}.wav"}} Ja.\n\n' for n in range(9))
    root = mixed.publication(tmp_path / "p", body=body, sounds="")
    for number in range(9):
        silent(root / f"content/a{number}.wav")
    done = audiobuild("build", "-C", root, check=False)
    assert re.findall(r"content/a(\d)\.wav is silent", done.stderr) == [*"012345678"]
