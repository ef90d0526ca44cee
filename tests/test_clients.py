"""Real podcast programs subscribe to the preview, download, and meet a correction."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from podcatchers import Gpodder, Newsboat
from preview import command, serving
from programs import build, run, tool


@pytest.fixture(scope="module")
def project(flagship: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A publication of one episode: a copy that may be changed."""
    folder = tmp_path_factory.mktemp("clients") / "p"
    shutil.copytree(flagship, folder)
    return folder


@pytest.fixture(scope="module")
def slug(project: Path) -> Any:
    return min(path.stem for path in (project / "content").glob("*.md"))


def guids_and_dates(episodes: Any) -> Any:
    return [(guid, published) for guid, _, published in episodes]


def test_they_subscribe_download_and_take_a_correction_for_the_same_episode(
    project: Path, slug: Any, tmp_path: Path
) -> None:
    source = project / "content" / f"{slug}.md"
    mp3 = project / "dist" / slug / f"{slug}.mp3"
    with command(project) as address:
        feed = f"{address}feed.xml"
        listener, waiting = Gpodder(tmp_path / "listener"), Gpodder(tmp_path / "waiting")
        (tmp_path / "reader").mkdir()
        reader = Newsboat(tmp_path / "reader", feed)

        for gpodder in (listener, waiting):
            assert "Successfully added" in gpodder("subscribe", feed)
        listener("download", feed)
        reader.reload()
        first = mp3.read_bytes()
        assert reader.download(slug) == first
        assert listener.downloaded(slug) == first
        before = listener.episodes
        assert before == reader.episodes == waiting.episodes

        build(project)
        assert "0 new episodes" in listener("update")
        assert listener.episodes == before

        text = source.read_text(encoding="utf-8")
        corrected = text.replace("speakers:", "corrected:\n- {date: 2022-03-01, note: Ein Satz fehlte.}\nspeakers:", 1)
        paragraph = text.rstrip().rpartition("\n\n")[2]
        source.write_text(corrected.replace(paragraph, f"{paragraph}\n\nDieser Satz fehlte."), encoding="utf-8")
        known = max(url for _, url, _ in before if f"/{slug}.mp3?v=" in url)
        until(lambda: known not in run(tool("curl"), "--silent", feed).stdout)

        assert "0 new episodes" in listener("update")
        assert "1 new episode" in waiting("update")  # the one that it has not downloaded yet
        reader.reload()
        after = listener.episodes
        assert after == waiting.episodes == reader.episodes
        assert guids_and_dates(after) == guids_and_dates(before)
        changed = [(old, new) for (_, old, _), (_, new, _) in zip(before, after, strict=True) if old != new]
        assert [old for old, _ in changed] == [known]
        second = mp3.read_bytes()
        assert second != first
        assert "0 episodes downloaded" in listener("download", feed)
        waiting("download", feed)
        assert waiting.downloaded(slug) == second


def test_mpv_jumps_to_a_chapter_without_loading_what_is_before(project: Path, slug: Any, tmp_path: Path) -> None:
    chapters = json.loads((project / "dist" / slug / "chapters.json").read_text())["chapters"]
    with serving(project / "dist") as server:
        control = tmp_path / "control"
        # By default FFmpeg reads all that lies before; so told, it trusts the Info header, as players on phones do. Without
        # a cache, for over the loopback the whole episode may be in it before anybody has asked for a chapter.
        options = (
            "--no-config",
            "--ao=null",
            "--vo=null",
            "--pause",
            "--cache=no",
            "--demuxer-lavf-o=fflags=+fastseek",
        )
        player = subprocess.Popen(
            [tool("mpv"), *options, f"--input-ipc-server={control}", f"{server.address}{slug}/{slug}.mp3"],
            stdout=subprocess.DEVNULL,
        )
        try:
            ask = remote(control)
            listed = until(lambda: ask("get_property", "chapter-list"))
            # mpv counts from the first sound behind the encoder's delay, and moves the marks with it.
            assert [(entry["title"], entry["time"]) for entry in listed] == [
                (chapter["title"], pytest.approx(chapter["startTime"], abs=0.05)) for chapter in chapters
            ]
            target = len(chapters) - 2
            ask("set_property", "chapter", target)
            begins, ends = chapters[target]["startTime"], chapters[target]["endTime"]
            until(lambda: (ask("get_property", "time-pos") or 0) >= begins - 0.05)
            assert begins - 0.05 <= ask("get_property", "time-pos") < ends
        finally:
            player.terminate()
            player.wait()
    jumps = [int(ranged[6:].partition("-")[0]) for _, ranged, status in server.asked if status == 206]
    # 64 kbit/s are 8 bytes a millisecond; mpv lands a little before the mark.
    assert max(jumps) > chapters[target - 1]["startTime"] * 8000


def remote(control: Path) -> Any:
    """Ask mpv over its socket."""
    until(control.exists)
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(control))

    def ask(*words: Any) -> Any:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(control))
            with connection.makefile("rw") as stream:
                stream.write(json.dumps({"command": words, "request_id": 1}) + "\n")
                stream.flush()
                while True:
                    answer = json.loads(stream.readline())
                    if answer.get("request_id") == 1:
                        return answer.get("data")

    return ask


def until(done: Any) -> Any:
    """The first true answer, within a minute."""
    stop = time.monotonic() + 60
    while time.monotonic() < stop:
        if answer := done():
            return answer
        time.sleep(0.05)
    raise AssertionError("nothing came")
