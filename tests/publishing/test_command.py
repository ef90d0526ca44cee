"""The command as its user runs it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from programs import ROOT, audiobuild, run
from shipped import NOWHERE, TEXTS, Remote, dist, edit, folder_place, s3_place, sftp_place

from attacks.remotes import KEY, SECRET, S3Server, SftpServer, know, line_to
from audiobuild.publication.config import DIST


def command(root: Path, *words: str, check: bool = True) -> Any:
    return audiobuild("publish", "-C", root, *words, check=check)


@pytest.fixture
def out(tmp_path: Path) -> Remote:
    return folder_place(tmp_path / "out", str(tmp_path / "out"))


def test_what_it_says(root: Path, out: Remote) -> None:
    dry = command(root, out.address, "--dry-run").stdout.splitlines()
    assert re.fullmatch(r"new: cover-150\.jpg \(\d\.\d kB\)", dry[0])
    assert re.fullmatch(re.escape(out.address) + r": 39 files \(\d\.\d MB\) to send, 0 to remove, 0 unchanged", dry[-1])
    assert len(dry) == 40
    first = command(root, out.address)
    assert re.fullmatch(r"\S+: 39 files sent \(\d\.\d MB\), 0 removed, 0 unchanged", first.stdout.splitlines()[0])
    assert first.stdout.splitlines()[1] == f"read back from {out.address}: the feed and 39 files are right"
    assert re.match(r"made the folder \S+\nsending \d\.\d MB\n(.*\n)*\d\.\d of \d\.\d MB sent\n", first.stderr)
    assert NOWHERE in first.stderr
    assert out.theirs() == dist(root)


def test_one_file_is_one_file(root: Path, out: Remote) -> None:
    command(root, out.address, "-q")
    out.remove("feed.xml")
    size = f"{len(dist(root)['feed.xml']) / 1e3:.1f} kB"
    dry = command(root, out.address, "--dry-run").stdout.splitlines()
    assert dry[-1] == f"{out.address}: 1 file ({size}) to send, 0 to remove, {len(dist(root)) - 1} unchanged"
    done = command(root, out.address).stdout.splitlines()
    assert done[0] == f"{out.address}: 1 file sent ({size}), 0 removed, {len(dist(root)) - 1} unchanged"
    assert done[1] == f"read back from {out.address}: the feed and 1 file are right"


def test_the_result_as_json(root: Path, out: Remote) -> None:
    command(root, out.address, "-q")
    edit(root, {"eins": TEXTS["eins"]})
    (root / DIST / "zwei/zwei.mp3").unlink()
    edit(root, {"eins": TEXTS["eins"]})
    printed = json.loads(command(root, out.address, "--json", "-q").stdout)
    (place,) = printed["places"]
    sent = {one["file"]: one["reason"] for one in place["sent"]}
    assert sent == dict.fromkeys(("feed.xml", "index.html", "audiobuild-manifest.json"), "changed")
    assert place["removed"] == ["zwei/zwei.mp3"]
    assert printed["read_back"] == {"by": "place", "address": out.address, "files": 3, "problems": []}
    assert (place["place"], printed["dry_run"], place["unchanged"]) == (out.address, False, 35)


def test_the_place_stands_in_the_show(root: Path, out: Remote) -> None:
    show = root / "content/show.toml"
    missing = command(root, check=False)
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "content/show.toml: publish: is missing: nobody says where to publish to" in missing.stderr
    show.write_text(f'publish = "../out"\n{show.read_text()}')
    assert command(root).returncode == 0
    assert out.theirs() == dist(root)
    show.write_text(show.read_text().replace("../out", "sftp://u:geheim@h/a"))
    wrong = command(root, check=False)
    assert wrong.returncode == 2
    assert re.match(r"content/show\.toml:1: publish: holds a password, which everybody could read", wrong.stderr)
    assert "geheim" not in wrong.stderr


def test_where_it_goes_is_nothing_that_an_episode_says(root: Path) -> None:
    """Naming another place changes no file, and makes nothing anew."""
    before = dist(root)
    show = root / "content/show.toml"
    show.write_text(f'publish = "../out"\n{show.read_text()}')
    built = json.loads(audiobuild("build", "-C", root, "--json").stdout)
    assert {one["synthesised"] for one in built["episodes"]} == {0}
    assert dist(root) == before


def test_a_damaged_dist_is_6_and_another_command_at_work_5(root: Path, out: Remote) -> None:
    from audiobuild import lock
    from audiobuild.publication.config import STATE

    with lock.held(root / STATE, "build"):
        busy = command(root, out.address, check=False)
    assert (busy.returncode, "audiobuild build (process" in busy.stderr) == (5, True)
    (root / DIST / "eins/eins.mp3").write_bytes(b"x")
    damaged = command(root, out.address, check=False)
    assert (damaged.returncode, damaged.stderr) == (
        6,
        "dist/eins/eins.mp3: was changed after it had been built\n    Build again: audiobuild build\n",
    )


@pytest.mark.parametrize(("kind", "package"), [("s3", "botocore"), ("sftp", "asyncssh")])
def test_a_missing_extra_is_named(root: Path, tmp_path: Path, kind: str, package: str) -> None:
    code = (
        "import sys, importlib.util as u\n"
        f"find = u.find_spec\nu.find_spec = lambda name, *rest: None if name == {package!r} else find(name, *rest)\n"
        f"sys.argv = ['audiobuild', 'publish', '-C', {str(root)!r}, '{kind}://host-a/b']\n"
        "from audiobuild.cli.start import main\nmain()"
    )
    done = run(sys.executable, "-c", code, check=False)
    message = f"{kind}://host-a/b: publishing there needs the package {package}, which is not installed"
    assert done.returncode == 2
    assert done.stderr.splitlines() == [message, f"    Install it: pip install 'audiobuild[{kind}]'"]


@pytest.mark.parametrize("inside", ["dist", "content/x", ".", ".."])
def test_not_into_the_publication_itself(root: Path, inside: str) -> None:
    done = command(root, str(root / inside), check=False)
    assert (done.returncode, "is a folder of the publication itself" in done.stderr) == (2, True)


def test_a_folder_that_cannot_be_written(root: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/eins").write_text("a file of somebody's")
    done = command(root, str(tmp_path / "out"), check=False)
    assert (done.returncode, "eins: is no folder, and one of ours belongs there" in done.stderr) == (5, True)
    assert (tmp_path / "out/eins").read_text() == "a file of somebody's"
    assert not (tmp_path / "out/feed.xml").exists()


def test_a_full_disk(root: Path) -> None:
    """/dev/full is no folder; a file system of 1 MB is one, where we may have it."""
    mounted = subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("unshare is not installed, or not allowed")
    script = (
        f"mount -t tmpfs -o size=1m none /mnt && {sys.executable} -m audiobuild publish -C {root} /mnt/p; "
        "code=$?; ls -A /mnt/p; ls -A /mnt/p/eins | grep part; exit $code"
    )
    done = subprocess.run(["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 5
    assert "cannot be written: no space is left on the disk\n    Make room there, and start this again." in done.stderr
    assert "Traceback" not in done.stderr
    assert "feed.xml" not in done.stdout
    assert "part" not in done.stdout


def test_a_line_that_breaks_is_nobody_s_noise(root: Path, home: Path, sftp: SftpServer) -> None:
    """What libraries log of it is not printed: neither while it is made again, nor when it is given up."""
    with line_to(sftp.port, None, *[300_000] * 40) as line:
        know(home, sftp)
        (home / ".ssh/known_hosts").write_text(f"[127.0.0.1]:{line.port} {sftp.host_key}\n")
        address = f"sftp://redaktion@127.0.0.1:{line.port}/www"
        done = command(root, address, "--read-back", "place")
        assert re.fullmatch(r"made the folder .*\nsending \d\.\d MB\n(.* MB sent.*\n)+", done.stderr)
    gone = command(root, address, check=False)
    assert (gone.returncode, gone.stderr) == (
        7,
        f"{address}: refused the connection\n    Check the network, or try again later.\n",
    )


def test_no_secret_is_ever_printed(root: Path, s3: S3Server, keys: None, home: Path, sftp: SftpServer) -> None:
    places = [s3_place(s3, s3.bucket()), sftp_place(sftp)]
    said = ""
    for place in places:
        for words in ((), ("--dry-run",), ("--json",), ("-v",)):
            done = audiobuild(
                "publish",
                "-C",
                root,
                place.address,
                *words,
                env={**os.environ, "AUDIOBUILD_SFTP_PASSWORD": "geheim-123"},
            )
            said += done.stdout + done.stderr
        said += "".join(data.decode("utf-8", "replace") for name, data in place.files().items() if "audiobuild" in name)
    state = "".join(path.read_text("utf-8", "replace") for path in (root / ".audiobuild").glob("*.json"))
    assert [secret for secret in (SECRET, KEY, "geheim-123") if secret in said + state] == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_it_is_told_to(root: Path, s3: S3Server, keys: None, number: signal.Signals) -> None:
    place = s3_place(s3, s3.bucket())
    reached, over = threading.Event(), threading.Event()

    def hang(method: str, key: str) -> None:
        if method == "PUT" and key.endswith(".mp3"):
            reached.set()
            over.wait(30)

    s3.answer = hang
    words = [sys.executable, "-m", "audiobuild", "publish", "-C", str(root), place.address]
    try:
        with subprocess.Popen(
            words, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
        ) as process:
            assert reached.wait(60)
            process.send_signal(number)
            _, said = process.communicate(timeout=20)
    finally:
        over.set()
        s3.answer = lambda method, key: None
    assert process.returncode == {signal.SIGINT: 130, signal.SIGTERM: 143}[number]
    assert said.splitlines()[-1] == ("interrupted" if number == signal.SIGINT else "terminated")
    assert "Traceback" not in said
