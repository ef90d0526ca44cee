"""A small publication, and the three kinds of places to put it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from remotes import KEY, SECRET, S3Server, SftpServer, home_of, s3_server, sftp_server

from attacks import subject
from audiobuild.publication import config, targets
from audiobuild.publication.config import DIST, STATE
from audiobuild.publishing.lease import Pace
from audiobuild.publishing.publish import Hooks, Options, Published, publish

TEXTS = {"eins": subject.interview("Eins"), "zwei": subject.interview("Zwei", date="2024-05-02", answer="Besser.")}
QUICK = Pace(beat_s=0.05, silent_s=0.5, look_s=0.05, sleep=lambda seconds: None)


@pytest.fixture(scope="session")
def built_show(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication of two interviews, built. Not to be changed by tests."""
    root = subject.publication(tmp_path_factory.mktemp("published") / "p", TEXTS)
    subject.build(root)
    return root


@pytest.fixture
def root(built_show: Path, tmp_path: Path) -> Path:
    return copied(built_show, tmp_path / "p")


def copied(root: Path, to: Path, *, memory: bool = False) -> Path:
    """The publication as another machine has it: without what this one remembers of places."""
    shutil.copytree(root, to)
    if not memory:
        (to / STATE / "places.json").unlink(missing_ok=True)
    return to


@pytest.fixture(scope="session")
def s3() -> Iterator[S3Server]:
    with s3_server() as server:
        yield server


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor's home folder, with a key for SSH."""
    folder = home_of(tmp_path / "home")
    monkeypatch.setenv("HOME", str(folder))
    for name in ("SSH_AUTH_SOCK", "AWS_PROFILE", "AUDIOBUILD_SFTP_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def sftp(tmp_path: Path, home: Path) -> Iterator[SftpServer]:
    """A server that the editor knows and that knows the editor's key."""
    (tmp_path / "server").mkdir()
    with sftp_server(tmp_path / "server", user_keys=home / ".ssh/id_ed25519.pub") as server:
        (home / ".ssh/known_hosts").write_text(f"[127.0.0.1]:{server.port} {server.host_key}\n")
        yield server


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)


@dataclass
class Remote:
    """A place of some kind: its address, what lies there, and what others do to it."""

    address: str
    files: Callable[[], dict[str, bytes]]
    write: Callable[[str, bytes], None]
    remove: Callable[[str], None]
    put_names: Callable[[], list[str]] = list
    notes: list[str] = field(default_factory=list)

    def theirs(self) -> dict[str, bytes]:
        """All that lies there but our own notes."""
        return {name: data for name, data in self.files().items() if not name.startswith(".audiobuild")}

    def publish(self, root: Path, **wanted: Any) -> Published:
        """Publish into it, reading back from it."""
        options = Options(**({"pace": QUICK, "read_back": "place"} | wanted))
        target = targets.parse(self.address, place="TARGET", base=root)
        return publish(config.load(root), target, options=options, hooks=Hooks(note=self.notes.append))


@pytest.fixture(params=["folder", "s3", "sftp"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Remote:
    return make_place(request, request.param, tmp_path)


def make_place(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Remote:
    if kind == "s3":
        request.getfixturevalue("keys")
        server: S3Server = request.getfixturevalue("s3")
        return s3_place(server, server.bucket())
    if kind == "sftp":
        sftp: SftpServer = request.getfixturevalue("sftp")
        return sftp_place(sftp)
    return folder_place(tmp_path / "out", str(tmp_path / "out"))


def folder_place(folder: Path, address: str) -> Remote:
    def write(name: str, data: bytes) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)

    return Remote(
        address=address,
        files=lambda: subject.files(folder) if folder.is_dir() else {},
        write=write,
        remove=lambda name: (folder / name).unlink(),
    )


def sftp_place(server: SftpServer, port: int | None = None) -> Remote:
    remote = folder_place(server.folder / "www", f"sftp://redaktion@127.0.0.1:{port or server.port}/www")
    remote.put_names = lambda: [name.removeprefix("/www/") for name in server.put_names()]
    return remote


def s3_place(server: S3Server, bucket: str, port: int | None = None) -> Remote:
    def write(name: str, data: bytes) -> None:
        server.client.put_object(Bucket=bucket, Key=f"podcast/{name}", Body=data)

    def files() -> dict[str, bytes]:
        return {key.removeprefix("podcast/"): data for key, data in server.files(bucket).items()}

    return Remote(
        address=f"s3://{bucket}/podcast?endpoint=http://127.0.0.1:{port or server.port}",
        files=files,
        write=write,
        remove=lambda name: server.client.delete_object(Bucket=bucket, Key=f"podcast/{name}"),
        put_names=lambda: [key.removeprefix("podcast/") for key in server.put_names()],
    )


def dist(root: Path) -> dict[str, bytes]:
    return subject.files(root / DIST)


def edit(root: Path, texts: Mapping[str, str]) -> None:
    """Other interviews, built."""
    subject.publication(root, dict(texts))
    subject.build(root)
