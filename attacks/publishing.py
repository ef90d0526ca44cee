"""What is published at a place is the old edition or the new one, whatever happens on the way there.

Servers answer with faults, lines break, publishes are killed, several times in a row and at random; then another machine
publishes in peace. After each: no half file at an address, a new feed only with all that it names, and what others put there
as it was.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncssh

from attacks import subject, transaction
from attacks.remotes import KEY, SECRET, S3Server, SftpServer, failing, home_of, know, line_to, s3_server, sftp_server
from attacks.tally import Tally, finish
from audiobuild.errors import AudiobuildError
from audiobuild.files import PART
from audiobuild.publication import addresses, config, targets
from audiobuild.publication.config import STATE
from audiobuild.publishing.lease import Pace
from audiobuild.publishing.publish import Hooks, Options, publish

PACE = Pace(beat_s=0.05, silent_s=0.3, look_s=0.05, sleep=lambda seconds: time.sleep(min(seconds, 0.05)))
FOREIGN = {"robots.txt": b"User-agent: *", "fort/notiz.txt": b"by others", "fremd/index.html": b"by others"}
MOST_DISTURBED = 4


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Both editions, each in a publication of its own, and the servers."""

    old: Path
    new: Path
    s3: S3Server
    sftp: SftpServer
    home: Path


@contextmanager
def ground(folder: Path) -> Iterator[Ground]:
    """All that the attack needs, below ``folder``. The environment is that of an editor who may publish there."""
    old = subject.publication(folder / "old", transaction.OLD)
    subject.build(old)
    new = Path(shutil.copytree(old, folder / "new"))
    shutil.rmtree(new / "dist/fort")
    subject.publication(new, transaction.NEW)
    subject.build(new)
    home, kept = home_of(folder / "home"), dict(os.environ)
    (folder / "server").mkdir()
    with s3_server() as s3, sftp_server(folder / "server", user_keys=home / ".ssh/id_ed25519.pub") as sftp:
        os.environ |= {"HOME": str(home), "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
        os.environ.pop("SSH_AUTH_SOCK", None)
        try:
            yield Ground(old=old, new=new, s3=s3, sftp=sftp, home=home)
        finally:
            os.environ.clear()
            os.environ.update(kept)


class Bucket:
    """A new bucket, behind a line that may break."""

    def __init__(self, on: Ground) -> None:
        self._server, self._name = on.s3, on.s3.bucket()

    def address(self, port: int) -> str:
        """How it is reached over the line at ``port``."""
        return f"s3://{self._name}/p?endpoint=http://127.0.0.1:{port}"

    @property
    def port(self) -> int:
        return self._server.port

    def files(self) -> dict[str, bytes]:
        """All that lies there."""
        return {key.removeprefix("p/"): data for key, data in self._server.files(self._name).items()}

    def write(self, name: str, data: bytes) -> None:
        """Somebody else puts a file there."""
        self._server.client.put_object(Bucket=self._name, Key=f"p/{name}", Body=data)

    def disturb(self, dice: random.Random, share: float) -> None:
        """A share of the requests fails, in one way or another; none if that is 0."""

        def answer(method: str, key: str) -> Any:
            return failing(dice.choice([500, 503, 403, 404, 400])) if dice.random() < share else None

        self._server.answer = answer if share else lambda method, key: None


class Folder:
    """A new folder of the server, behind a line that may break."""

    def __init__(self, on: Ground) -> None:
        self._on, self._server = on, on.sftp
        self._name = f"p{len(list(on.sftp.folder.iterdir()))}"
        (on.sftp.folder / self._name).mkdir()

    def address(self, port: int) -> str:
        """How it is reached over the line at ``port``."""
        (self._on.home / ".ssh/known_hosts").write_text(f"[127.0.0.1]:{port} {self._server.host_key}\n")
        return f"sftp://redaktion@127.0.0.1:{port}/{self._name}"

    @property
    def port(self) -> int:
        return self._server.port

    def files(self) -> dict[str, bytes]:
        """All that lies there."""
        return subject.files(self._server.folder / self._name)

    def write(self, name: str, data: bytes) -> None:
        """Somebody else puts a file there."""
        path = self._server.folder / self._name / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def disturb(self, dice: random.Random, share: float) -> None:
        """A share of what is asked for fails, in one way or another; none if that is 0."""
        errors = (asyncssh.SFTPFailure("no"), asyncssh.SFTPPermissionDenied("no"), OSError(28, "full"))

        def before(what: str, name: str) -> None:
            if dice.random() < share:
                raise dice.choice(errors)

        self._server.before = before if share else lambda what, name: None


Remote = Bucket | Folder
KINDS: dict[str, Callable[[Ground], Remote]] = {"s3": Bucket, "sftp": Folder}


def attack(on: Ground, times: int, seed: int, kinds: tuple[str, ...] = ("s3", "sftp")) -> Tally:
    """So many places, each published to under fire until somebody gets through."""
    tally = Tally("publishing")
    for number in range(times):
        kind = kinds[number % len(kinds)]
        tally.count(f"{kind}, seed {seed + number}", _tried(on, KINDS[kind](on), random.Random(seed + number)))
    return tally


def _tried(on: Ground, place: Remote, dice: random.Random) -> str | None:
    old, new = (subject.dist(root) for root in (on.old, on.new))
    _publish(on.old, place.address(place.port))
    for name, data in FOREIGN.items():
        place.write(name, data)
    for _ in range(dice.randint(1, MOST_DISTURBED)):
        _disturbed(on, place, dice)
        if wrong := fault(place.files(), old, new):
            return wrong
    try:
        _publish(on.new, place.address(place.port))
    except AudiobuildError as error:
        return f"in peace: {error}"
    left = place.files()
    whole = {name: data for name, data in left.items() if not name.startswith(".audiobuild")}
    return None if whole == {**new, **FOREIGN} else f"in the end: {sorted(whole.keys() ^ {**new, **FOREIGN}.keys())}"


def _disturbed(on: Ground, place: Remote, dice: random.Random) -> None:
    """A publish under fire; what it raises is its right, unless that is no AudiobuildError."""
    killed_at = dice.choice([None, dice.random()])

    def progress(done: int, total: int) -> None:
        if killed_at is not None and done >= killed_at * total:
            raise KeyboardInterrupt

    cuts = [dice.randrange(1_000, 400_000) for _ in range(dice.choice([0, 2, 60]))]
    place.disturb(dice, dice.choice([0.01, 0.05, 0.3]) if dice.random() < 0.8 else 0)
    before = set(threading.enumerate())
    with line_to(place.port, *cuts) as line, suppress(AudiobuildError, KeyboardInterrupt):
        _publish(on.new, place.address(line.port), progress)
    place.disturb(dice, 0)
    for thread in set(threading.enumerate()) - before:  # of a killed publish none would be left
        with suppress(RuntimeError):  # one that has not even begun
            thread.join(timeout=5)


def _publish(root: Path, address: str, progress: Callable[[int, int], None] = lambda done, total: None) -> None:
    """As a machine does that has never been there."""
    (root / STATE / "places.json").unlink(missing_ok=True)
    target = targets.parse(address, place="TARGET", base=root)
    options = Options(pace=PACE, read_back="place", older=True)
    publish(config.load(root), target, options=options, hooks=Hooks(progress=progress))


def fault(there: dict[str, bytes], old: dict[str, bytes], new: dict[str, bytes]) -> str | None:
    """What is wrong with what listeners get."""
    for name, data in there.items():
        notes = name.rpartition("/")[2].startswith(".audiobuild") or name.endswith(PART)
        if not notes and data not in (old.get(name), new.get(name), FOREIGN.get(name)):
            return f"{name} is neither the old nor the new one ({len(data)} bytes)"
    if lost := sorted(name for name in FOREIGN if there.get(name) != FOREIGN[name]):
        return f"others' files are lost: {lost}"
    feed = there.get(addresses.FEED)
    if feed == new[addresses.FEED]:
        wrong = [name for name in new if name != addresses.MANIFEST and there.get(name) != new[name]]
        return f"the feed is new, and these are not: {sorted(wrong)}" if wrong else None
    if feed is None:
        return "there is no feed"
    missing = sorted(name for name in old if name not in there and name != addresses.MANIFEST)
    return f"the feed is old, and these are gone: {missing}" if missing else None


def main() -> None:
    """Run it, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=KINDS, action="append")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ground(Path(folder)) as on:
        know(on.home, on.sftp)
        finish(attack(on, words.times, words.seed, tuple(words.kind or KINDS)))


if __name__ == "__main__":
    main()
