"""A publish that is killed in the middle goes on where it stopped, from any machine; and nobody sees half of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from programs import ROOT
from shipped import QUICK, TEXTS, Remote, copied, dist, edit, s3_place, sftp_place

from attacks import subject
from attacks.remotes import S3Server, SftpServer, failing
from audiobuild.files import PART
from audiobuild.publication.config import DIST
from audiobuild.publishing import record
from audiobuild.publishing.lease import Pace
from audiobuild.publishing.sending import Sending

CODE = """\
import sys
import time
from collections.abc import Callable
from pathlib import Path
from audiobuild.publication import config, targets
from audiobuild.publishing.lease import Pace
from audiobuild.publishing.publish import Options, publish
root = Path(sys.argv[1])
target = targets.parse(sys.argv[2], place="TARGET", base=root)
publish(config.load(root), target, options=Options(pace=Pace(beat_s=0.05), read_back="place", workers=2))
"""
"""The command, with more signs of life than usual: what was put is known within a twentieth of a second."""


class Killer:
    """Kills a publish when ``at`` files have been put, in the middle of the next."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.reached = threading.Event()
        self.dead = threading.Event()

    def held(self, put: int) -> bool:
        """Whether the kill came in the middle of this one."""
        if put > self.at and not self.dead.is_set():
            self.reached.set()
            return self.dead.wait(30)
        return False

    def run(self, root: Path, address: str, known: Callable[[], bool] = lambda: True) -> None:
        """``known``: whether the place has heard of all that was put."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen([sys.executable, "-c", CODE, str(root), address], env=environment)
        assert self.reached.wait(60)
        for _ in range(300):
            if known():
                break
            time.sleep(0.1)
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.dead.set()


def published(names: list[str]) -> list[str]:
    return [name for name in names if not name.startswith(".audiobuild")]


@pytest.fixture(params=["same machine", "another"])
def survivor(request: pytest.FixtureRequest, root: Path, tmp_path: Path) -> Any:
    """Who goes on: the same machine, which knows that the lease was its own, or another."""

    def never(seconds: float) -> None:
        raise AssertionError(f"waited {seconds} s for itself")

    def go_on(place: Remote) -> Any:
        if request.param == "same machine":
            return place.publish(root, pace=Pace(beat_s=0.05, sleep=never))
        return place.publish(copied(root, tmp_path / "other"), pace=QUICK)

    return go_on


@pytest.mark.parametrize("at", [3, 20])
def test_s3_goes_on_where_it_stopped(root: Path, s3: S3Server, keys: None, survivor: Any, at: int) -> None:
    place = s3_place(s3, s3.bucket())
    killer = Killer(at)

    def answer(method: str, key: str) -> Any:
        ours = method == "PUT" and ".audiobuild" not in key
        return failing(500) if ours and killer.held(len(published(place.put_names()))) else None

    s3.answer = answer
    try:
        killer.run(root, place.address)
    finally:
        s3.answer = lambda method, key: None
    before = place.theirs()
    assert ("feed.xml" in before, "audiobuild-manifest.json" in before) == (at > 20, False)
    assert before.items() <= dist(root).items()
    s3.requests.clear()
    done = survivor(place)
    again = set(published(place.put_names())) & set(before)
    assert again == set()  # an object says itself what is in it
    assert len(done.places[0].plan.kept) == len(before)
    assert place.theirs() == dist(root)


@pytest.mark.parametrize("at", [3, 20])
def test_sftp_goes_on_where_it_stopped(root: Path, sftp: SftpServer, survivor: Any, at: int) -> None:
    place = sftp_place(sftp)
    killer = Killer(at)

    def holds(data: bytes) -> bool:
        if len(published(place.put_names())) < at or data.startswith(b'{"'):  # our notes go through
            return False
        killer.reached.set()
        return True

    sftp.holds = holds

    def known() -> bool:
        return len(record.parsed(place.files()[record.FILE]).marks) >= at - 1  # one worker may wait behind the other

    killer.run(root, place.address, known)
    sftp.holds = lambda data: False
    before = {name: data for name, data in place.theirs().items() if not name.endswith(PART)}
    assert before.items() <= dist(root).items()  # no half file at any address
    recorded = record.parsed(place.files()[record.FILE]).marks.keys()
    assert len(recorded) >= at - 1
    sftp.done.clear()
    done = survivor(place)
    assert set(done.places[0].plan.kept) == recorded
    assert set(published(place.put_names())) == dist(root).keys() - recorded
    assert place.theirs() == dist(root)  # and no part is left


def interrupted(*_: Any) -> None:
    raise KeyboardInterrupt


def test_killed_before_the_removal_it_is_done_by_the_next(
    root: Path, place: Remote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record knows what is ours, though the manifest does not name it any more."""
    place.publish(root)
    place.write("zwei/notiz.txt", b"by others")
    edit(root, {"eins": TEXTS["eins"]})
    for path in (root / DIST / "zwei").glob("*"):
        path.unlink()
    subject.build(root)
    with monkeypatch.context() as patch:
        patch.setattr(Sending, "_remove", interrupted)
        with pytest.raises(KeyboardInterrupt):
            place.publish(root)
    assert "zwei/zwei.mp3" in place.theirs()
    done = place.publish(copied(root, tmp_path / "other"))
    assert "zwei/zwei.mp3" in done.places[0].plan.removed
    assert place.theirs() == {**dist(root), "zwei/notiz.txt": b"by others"}
