"""A small publication, and the three kinds of places to put it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from shipped import NOWHERE, TEXTS, Remote, copied, make_place, show_at

from attacks import subject
from attacks.remotes import KEY, SECRET, S3Server, SftpServer, home_of, s3_server, sftp_server


@pytest.fixture(scope="session")
def built_show(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication of two interviews, built. Not to be changed by tests."""
    root = subject.publication(tmp_path_factory.mktemp("published") / "p", TEXTS, show=show_at(NOWHERE))
    subject.build(root)
    return root


@pytest.fixture
def root(built_show: Path, tmp_path: Path) -> Path:
    return copied(built_show, tmp_path / "p")


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
    shutil.copy(home / ".ssh/id_ed25519.pub", tmp_path / "authorized_keys")
    with sftp_server(tmp_path / "server", user_keys=tmp_path / "authorized_keys") as server:
        (home / ".ssh/known_hosts").write_text(f"[127.0.0.1]:{server.port} {server.host_key}\n")
        yield server


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)


@pytest.fixture(params=["folder", "s3", "sftp"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Remote:
    return make_place(request, request.param, tmp_path)
