"""A publication that is published: what tests of that share."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from attacks import subject
from attacks.remotes import S3Server, SftpServer
from audiobuild.publication import config, targets
from audiobuild.publication.config import DIST, STATE
from audiobuild.publishing.lease import Pace
from audiobuild.publishing.publish import Hooks, Options, Published, publish

TEXTS = {"eins": subject.interview("Eins"), "zwei": subject.interview("Zwei", date="2024-05-02", answer="Besser.")}
NOWHERE = "http://127.0.0.1:9/"
"""Where nobody answers: no test asks for an address of the internet."""


def show_at(link: str) -> str:
    """The settings of a show that is served at ``link``."""
    return re.sub(r'(?m)^link = ".*"$', f'link = "{link}"', subject.SHOW)


QUICK = Pace(beat_s=0.05, silent_s=0.5, look_s=0.05, sleep=lambda seconds: None)


def copied(root: Path, to: Path, *, memory: bool = False) -> Path:
    """The publication as another machine has it: without what this one remembers of places."""
    shutil.copytree(root, to)
    if not memory:
        (to / STATE / "places.json").unlink(missing_ok=True)
    return to


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
        options = replace(Options(pace=QUICK, read_back="place"), **wanted)
        target = targets.parse(self.address, place="TARGET", base=root)
        return publish(config.load(root), target, options=options, hooks=Hooks(note=self.notes.append))


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


def make_place(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Remote:
    """A place of this kind, by the fixtures of a test."""
    if kind == "s3":
        request.getfixturevalue("keys")
        server: S3Server = request.getfixturevalue("s3")
        return s3_place(server, server.bucket())
    if kind == "sftp":
        sftp: SftpServer = request.getfixturevalue("sftp")
        return sftp_place(sftp)
    return folder_place(tmp_path / "out", str(tmp_path / "out"))


def dist(root: Path) -> dict[str, bytes]:
    return subject.files(root / DIST)


def edit(root: Path, texts: Mapping[str, str]) -> None:
    """Other interviews, built."""
    subject.publication(root, dict(texts), show=show_at(NOWHERE))
    subject.build(root)
