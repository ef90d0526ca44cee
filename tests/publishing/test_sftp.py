"""What is special over SFTP: who the server is, who we are, lines that break, servers that can less."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import asyncssh
import pytest
from shipped import dist, sftp_place

from attacks.remotes import SftpServer, line_to, sftp_server
from audiobuild.errors import AudiobuildError, ConfigError, RemoteError

PASSWORD = "correct horse battery staple"  # noqa: S105


def refused(root: Path, server: SftpServer, kind: type[AudiobuildError] = RemoteError) -> Any:
    place = sftp_place(server)
    with pytest.raises(kind) as error:
        place.publish(root)
    assert (server.done, list(server.folder.iterdir())) == ([], [])
    (problem,) = error.value.problems
    return problem


def fingerprint(server: SftpServer) -> str:
    return asyncssh.import_public_key(server.host_key).get_fingerprint()


def test_a_server_that_is_not_known_gets_nothing(root: Path, home: Path, sftp: SftpServer) -> None:
    (home / ".ssh/known_hosts").unlink()
    problem = refused(root, sftp)
    assert problem.message == f"shows a host key that is not known here (ssh-ed25519 {fingerprint(sftp)})"
    assert problem.remedy == (
        "Nothing was sent. Compare this key with what who runs the server says it is, then make it known: "
        f"ssh-keyscan -p {sftp.port} 127.0.0.1 >> ~/.ssh/known_hosts"
    )
    assert not (home / ".ssh/known_hosts").exists()  # nor is it made known by the way


@pytest.mark.parametrize("kind", ["ssh-ed25519", "ecdsa-sha2-nistp256"])
def test_a_server_with_another_key_gets_nothing(root: Path, home: Path, sftp: SftpServer, kind: str) -> None:
    other = asyncssh.generate_private_key(kind).export_public_key().decode()
    (home / ".ssh/known_hosts").write_text(f"[127.0.0.1]:{sftp.port} {other}")
    problem = refused(root, sftp)
    assert problem.message.startswith("shows another host key than the one that is known")
    assert "Somebody may be listening in, so nothing was sent." in problem.remedy
    assert f'ssh-keygen -R "[127.0.0.1]:{sftp.port}"' in problem.remedy


def test_known_hosts_cannot_be_switched_off(root: Path, home: Path, sftp: SftpServer) -> None:
    """asyncssh would trust everybody then."""
    (home / ".ssh/config").write_text("Host *\n  UserKnownHostsFile none\n  StrictHostKeyChecking no\n")
    assert refused(root, sftp, ConfigError).message == "wants no known hosts (UserKnownHostsFile none)"


def test_a_key_that_the_server_does_not_know(root: Path, home: Path, sftp: SftpServer) -> None:
    asyncssh.generate_private_key("ssh-ed25519").write_private_key(str(home / ".ssh/id_ed25519"))
    (home / ".ssh/id_ed25519.pub").unlink()
    problem = refused(root, sftp)
    assert problem.message == "does not let this user in by a key, and no password was given"
    assert "AUDIOBUILD_SFTP_PASSWORD" in problem.remedy


def test_names_and_keys_of_ssh_config(root: Path, home: Path, sftp: SftpServer) -> None:
    (home / ".ssh/id_ed25519").rename(home / ".ssh/podcast")
    known = (home / ".ssh/known_hosts").rename(home / ".ssh/known_podcast")
    (home / ".ssh/config").write_text(
        f"Host studio\n  HostName 127.0.0.1\n  Port {sftp.port}\n  User redaktion\n"
        f"  IdentityFile {home}/.ssh/podcast\n  UserKnownHostsFile {known}\n"
    )
    place = sftp_place(sftp)
    place.address = "sftp://studio/www"
    place.publish(root)
    assert place.theirs() == dist(root)


def test_a_password_of_the_environment(root: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "other").mkdir()
    with sftp_server(tmp_path / "other", password=PASSWORD) as server:
        (home / ".ssh/known_hosts").write_text(f"[127.0.0.1]:{server.port} {server.host_key}\n")
        monkeypatch.setenv("AUDIOBUILD_SFTP_PASSWORD", "wrong")
        assert refused(root, server).message == "does not take the password in AUDIOBUILD_SFTP_PASSWORD for this user"
        monkeypatch.setenv("AUDIOBUILD_SFTP_PASSWORD", PASSWORD)
        place = sftp_place(server)
        place.publish(root)
        assert place.theirs() == dist(root)


def test_a_folder_below_the_users_own(root: Path, sftp: SftpServer) -> None:
    place = sftp_place(sftp)
    place.address = f"sftp://redaktion@127.0.0.1:{sftp.port}/~/www"
    place.publish(root)
    assert place.theirs() == dist(root)


def test_a_line_that_breaks_is_made_again(root: Path, home: Path, sftp: SftpServer) -> None:
    with line_to(sftp.port, None, *[300_000] * 40) as line:
        (home / ".ssh/known_hosts").write_text(f"[127.0.0.1]:{line.port} {sftp.host_key}\n")
        place = sftp_place(sftp, line.port)
        place.publish(root, workers=2)
        assert line.connections > 6
    assert place.theirs() == dist(root)


def test_and_not_for_ever(root: Path, home: Path, sftp: SftpServer) -> None:
    with line_to(sftp.port, *[60_000] * 100) as line:
        (home / ".ssh/known_hosts").write_text(f"[127.0.0.1]:{line.port} {sftp.host_key}\n")
        with pytest.raises(RemoteError) as error:
            sftp_place(sftp, line.port).publish(root, workers=1)
        assert error.value.problems[0].message == "broke the connection off"
    there = sftp_place(sftp).theirs()
    assert "feed.xml" not in there
    assert {name: data for name, data in there.items() if "-part" not in name}.items() <= dist(root).items()
    (home / ".ssh/known_hosts").write_text(f"[127.0.0.1]:{sftp.port} {sftp.host_key}\n")
    place = sftp_place(sftp)
    place.publish(root)
    assert place.theirs() == dist(root)


def test_nobody_there(root: Path, home: Path, sftp: SftpServer) -> None:
    with line_to(sftp.port) as line:
        pass
    with pytest.raises(RemoteError, match="refused the connection"):
        sftp_place(sftp, line.port).publish(root)


def test_something_else_there(root: Path, home: Path, s3: Any, sftp: SftpServer) -> None:
    with pytest.raises(RemoteError):
        sftp_place(sftp, s3.port).publish(root)


@pytest.mark.parametrize(
    ("raised", "message"),
    [
        (asyncssh.SFTPPermissionDenied("no"), "does not allow this (permission denied)"),
        (asyncssh.SFTPFailure("disk"), "could not do this (disk)"),
        (OSError(28, "No space left on device"), "could not do this (No space left on device)"),
    ],
)
def test_a_server_that_cannot_write(root: Path, sftp: SftpServer, raised: Exception, message: str) -> None:
    place = sftp_place(sftp)
    place.publish(root)
    before = place.theirs()
    (sftp.folder / "www/eins/eins.mp3").write_bytes(b"x")

    def before_move(what: str, name: str) -> None:
        if what == "moved" and name.endswith("eins.mp3"):
            raise raised

    sftp.before = before_move
    with pytest.raises(RemoteError) as error:
        place.publish(root)
    assert [(one.place, one.message) for one in error.value.problems] == [(f"{place.address}: eins/eins.mp3", message)]
    assert place.theirs() == {**before, "eins/eins.mp3": b"x"}  # and no part is left


def test_a_full_disk_leaves_no_empty_lease(root: Path, sftp: SftpServer) -> None:
    place = sftp_place(sftp)

    def full(what: str, name: str) -> None:
        if what == "write":
            raise asyncssh.SFTPFailure("No space left on device")

    sftp.before = full
    with pytest.raises(RemoteError, match="could not do this"):
        place.publish(root)
    assert place.files() == {}


def test_a_server_that_cannot_replace_files(root: Path, sftp: SftpServer) -> None:
    sftp.plain_rename = True
    place = sftp_place(sftp)
    place.publish(root)
    (sftp.folder / "www/feed.xml").write_bytes(b"x")
    place.publish(root)
    assert place.theirs() == dist(root)


def test_modes_stay_and_new_files_may_be_read(root: Path, sftp: SftpServer) -> None:
    place = sftp_place(sftp)
    place.publish(root)
    feed = sftp.folder / "www/feed.xml"
    assert oct(feed.stat().st_mode & 0o777) == "0o644"
    feed.write_bytes(b"x")
    feed.chmod(0o664)
    place.publish(root)
    assert oct(feed.stat().st_mode & 0o777) == "0o664"
