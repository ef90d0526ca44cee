"""Models are fetched whole, as published, or not at all: from a server on this machine that can break off and lie."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from programs import audiobuild

from audiobuild.errors import AudiobuildError, ConfigError, OutputError, RemoteError
from audiobuild.speech.services import client, models

NAME = "de_DE-klein-low"
MODEL = bytes(range(256)) * 400
SETTINGS = b'{"espeak": {"voice": "de"}}'
PLACE = f"de/de_DE/klein/low/{NAME}"


def spec(data: bytes) -> dict[str, object]:
    return {"size_bytes": len(data), "md5_digest": hashlib.md5(data, usedforsecurity=False).hexdigest()}


INDEX = {
    NAME: {
        "key": NAME,
        "language": {"code": "de_DE"},
        "files": {
            f"{PLACE}.onnx": spec(MODEL),
            f"{PLACE}.onnx.json": spec(SETTINGS),
            "de/de_DE/klein/low/MODEL_CARD": spec(b"public domain"),
        },
        "aliases": [],
    },
    "de_DE-groß-high": {"files": {}},
    "en_GB-alan-low": {"files": {"alan.onnx": {"size_bytes": -1}}},
}


class Handler(BaseHTTPRequestHandler):
    """Serves ``files`` with ranges; ``breaks`` are the numbers of bytes after which it hangs up, request by request."""

    server: Server

    def do_GET(self) -> None:
        path = self.path.lstrip("/")
        self.server.asked.append((path, self.headers.get("Range")))
        if self.server.statuses:
            self.send_response(self.server.statuses.pop(0))
            self.end_headers()
            return
        if path not in self.server.files:
            self.send_error(404)
            return
        data = self.server.files[path]
        start = int(self.headers["Range"][6:-1]) if "Range" in self.headers and self.server.ranges else 0
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(data) - start))
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.end_headers()
        whole = path.endswith("json") or not self.server.breaks
        self.wfile.write(data[start:] if whole else data[start : start + self.server.breaks.pop(0)])

    def log_message(self, *arguments: object) -> None:
        """Nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files = {"voices.json": json.dumps(INDEX).encode(), f"{PLACE}.onnx": MODEL, f"{PLACE}.onnx.json": SETTINGS}
        self.asked: list[tuple[str, str | None]] = []
        self.breaks: list[int] = []
        self.statuses: list[int] = []
        self.ranges = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def model_ranges(self) -> list[str | None]:
        return [asked_range for path, asked_range in self.asked if path.endswith(".onnx")]


class NoWaiting(client.Clock):
    def wait(self, seconds: float) -> None:
        assert 0 < seconds <= 120


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def fetch(server: Server, folder: Path, name: str = NAME) -> list[str]:
    """Install; the names of what came."""
    return [path.name for path in models.install(name, folder, source=server.url, clock=NoWaiting())]


def failure(server: Server, folder: Path, kind: type[AudiobuildError] = RemoteError, name: str = NAME) -> str:
    with pytest.raises(kind) as caught:
        fetch(server, folder, name)
    (problem,) = caught.value.problems
    return problem.message.replace(server.url.removeprefix("http://"), "SERVER")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


WHOLE = {f"{NAME}.onnx": MODEL, f"{NAME}.onnx.json": SETTINGS}


def test_a_model_is_fetched(server: Server, tmp_path: Path) -> None:
    assert fetch(server, tmp_path / "new/models") == [f"{NAME}.onnx.json", f"{NAME}.onnx"]
    assert files(tmp_path / "new/models") == WHOLE


def test_what_is_there_is_not_fetched_again(server: Server, tmp_path: Path) -> None:
    fetch(server, tmp_path)
    del server.asked[:]
    fetch(server, tmp_path)
    assert server.asked == [("voices.json", None)]
    (tmp_path / f"{NAME}.onnx").write_bytes(MODEL[::-1])
    fetch(server, tmp_path)
    assert files(tmp_path) == WHOLE


def test_what_broke_off_goes_on(server: Server, tmp_path: Path) -> None:
    server.breaks = [1000, 70_000]
    fetch(server, tmp_path)
    assert files(tmp_path) == WHOLE
    assert server.model_ranges == [None, "bytes=1000-", "bytes=71000-"]


def test_a_later_attempt_goes_on_too(server: Server, tmp_path: Path) -> None:
    server.breaks = [1000] * 4
    assert "sent only a part of its answer" in failure(server, tmp_path)
    assert files(tmp_path) == {f"{NAME}.onnx.json": SETTINGS, f"{NAME}.onnx.part": MODEL[:4000]}
    fetch(server, tmp_path)
    assert files(tmp_path) == WHOLE
    assert server.model_ranges[-1] == "bytes=4000-"


def test_a_server_without_ranges_begins_anew(server: Server, tmp_path: Path) -> None:
    server.ranges = False
    server.breaks = [1000]
    fetch(server, tmp_path)
    assert files(tmp_path) == WHOLE


def test_a_beginning_of_another_version_is_thrown_away(server: Server, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.onnx.part").write_bytes(b"x" * 5000)
    fetch(server, tmp_path)
    assert files(tmp_path) == WHOLE
    assert server.model_ranges == ["bytes=5000-", None]


@pytest.mark.parametrize("wrong", [MODEL[::-1], MODEL + b"x"], ids=["other bytes", "more bytes"])
def test_another_file_than_described(wrong: bytes, server: Server, tmp_path: Path) -> None:
    server.files[f"{PLACE}.onnx"] = wrong
    message = f"SERVER gave another {NAME}.onnx than its index describes (http://SERVER/{PLACE}.onnx)"
    assert failure(server, tmp_path) == message
    assert files(tmp_path) == {f"{NAME}.onnx.json": SETTINGS}


def test_less_than_described(server: Server, tmp_path: Path) -> None:
    server.files[f"{PLACE}.onnx"] = MODEL[:-1]
    assert "SERVER" in failure(server, tmp_path)
    assert f"{NAME}.onnx" not in files(tmp_path)


def test_passing_trouble_passes(server: Server, tmp_path: Path) -> None:
    server.statuses = [500, 503, 429]
    fetch(server, tmp_path)
    assert files(tmp_path) == WHOLE


@pytest.mark.parametrize(
    ("statuses", "message"),
    [
        ([404], "SERVER answered 404 Not Found (http://SERVER)"),
        ([403], "SERVER answered 403 Forbidden (http://SERVER)"),
        ([500] * 4, "SERVER answered 500 Internal Server Error (http://SERVER)"),
    ],
)
def test_lasting_trouble(statuses: list[int], message: str, server: Server, tmp_path: Path) -> None:
    server.statuses = statuses
    assert failure(server, tmp_path) == message
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("index", [b"", b"[]", b"<html>", b"\xff", b'"x"'])
def test_no_index(index: bytes, server: Server, tmp_path: Path) -> None:
    server.files["voices.json"] = index
    assert failure(server, tmp_path) == "http://SERVER/voices.json is not an index of voices"


@pytest.mark.parametrize("name", ["de_DE-groß-high", "en_GB-alan-low"])
def test_an_index_that_does_not_describe_the_files(name: str, server: Server, tmp_path: Path) -> None:
    message = f"the index at http://SERVER does not describe the files of {name!r}"
    assert failure(server, tmp_path, name=name) == message


@pytest.mark.parametrize("name", ["de_DE-kleine-low", "../../etc/passwd", ""])
def test_a_voice_that_does_not_exist(name: str, server: Server, tmp_path: Path) -> None:
    assert failure(server, tmp_path, ConfigError, name) == f"there is no voice {name!r} at http://SERVER"


def test_nobody_there(server: Server, tmp_path: Path) -> None:
    with Server() as unused:
        pass
    assert failure(unused, tmp_path) == "SERVER refused the connection (http://SERVER)"


def test_a_folder_that_cannot_be_written(server: Server, tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file")
    assert failure(server, tmp_path / "models", OutputError).startswith("cannot be written")


def test_the_command(server: Server, tmp_path: Path) -> None:
    audiobuild("init", tmp_path / "show", "--language", "de", "-q", "--sample")
    voice = f'engine = "piper"\nlanguage = "de"\nmodel = "{NAME}"\n'
    (tmp_path / "show/voices").mkdir()
    (tmp_path / "show/voices/de-neu.toml").write_text(voice)
    environment = {**os.environ, "AUDIOBUILD_MODELS": str(tmp_path / "models"), "AUDIOBUILD_PIPER_SOURCE": server.url}
    done = audiobuild("voices", "install", "de-neu", "-C", tmp_path / "show", env=environment)
    assert done.stdout.splitlines() == [str(tmp_path / "models" / name) for name in sorted(WHOLE, reverse=True)]
    assert done.stderr.splitlines() == [
        f"fetching {NAME}.onnx.json, 0.0 MB",
        f"fetching {NAME}.onnx, 0.1 MB",
        f"under which terms it may be used: {server.url}/de/de_DE/klein/low/MODEL_CARD",
    ]
    assert files(tmp_path / "models") == WHOLE
    refused = audiobuild("voices", "install", "xx_XX-x-low", "-C", tmp_path, env=environment, check=False)
    assert refused.returncode == 2
    assert "there is no voice 'xx_XX-x-low'" in refused.stderr
