"""Web servers of other people on this machine, set up by the samples in docs/hosting/."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

import pytest
from programs import ROOT

SAMPLES = ROOT / "docs/hosting"
LAST_WEEK = time.time() - 7 * 86_400
MODULES = Path("/usr/lib/apache2/modules")


@dataclass
class Answer:
    status: int
    headers: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass
class Host:
    """A server that runs."""

    name: str
    port: int

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """What it answers to one request; names of headers as in Python, ``If_None_Match``."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        named = {name.lower(): value for name, value in response.getheaders()}
        assert len(named) == len(response.getheaders()), "a header is there twice"
        answer = Answer(response.status, named, response.read())
        connection.close()
        return answer


def program(name: str) -> str:
    """A server's program, which Debian puts where only root looks; the test is skipped where the machine has none."""
    path = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if not path:
        pytest.skip(f"{name} is not installed")
    return path


def sample(name: str, *changes: tuple[str, str]) -> str:
    """A sample with what its user is told to change, changed."""
    text = (SAMPLES / name).read_text()
    for before, after in changes:
        assert before in text, f"{name} has no {before!r}"
        text = text.replace(before, after)
    return text


@contextmanager
def public(dist: Path) -> Iterator[Path]:
    """A folder with a copy of dist/ and room for a server's own files, which another user may read."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copytree(dist, folder / "dist")
        (folder / "dist/.hidden").write_text("secret")
        for path in (folder / "dist").rglob("*"):
            os.utime(path, (LAST_WEEK, LAST_WEEK))  # a server is unsure of what was changed a second ago
        yield folder


@contextmanager
def running(name: str, dist: Path) -> Iterator[Host]:
    """The server of that name with our sample; ``bare nginx`` has none."""
    with public(dist) as folder, socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        free.close()
        command, environment = _SERVERS[name](folder, port)
        log = folder / "log"
        with (
            log.open("w") as said,
            subprocess.Popen(
                command, stdout=said, stderr=said, env={**os.environ, **environment}, cwd=folder
            ) as process,
        ):
            try:
                _wait(port, process, log)
                yield Host(name, port)
            finally:
                process.terminate()
                process.wait(20)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(f"it does not answer:\n{log.read_text()}")


Command = tuple[Sequence[str], dict[str, str]]


def _nginx(folder: Path, port: int, server: str, modules: str = "") -> Command:
    """nginx with Debian's own table of types, which a sample stands beside."""
    binary = program("nginx")
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "server.conf").write_text(server)
    (folder / "nginx.conf").write_text(
        f"{modules}daemon off; pid {folder}/pid; error_log stderr; {user} events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; default_type application/octet-stream; access_log off; {temporary} include {folder}/server.conf; }}\n"
    )
    return [binary, "-p", str(folder), "-c", str(folder / "nginx.conf")], {}


def _nginx_sample(folder: Path, port: int) -> Command:
    changes = [("listen 80;", f"listen 127.0.0.1:{port};"), ("/var/www/podcast;", f"{folder}/dist;")]
    return _nginx(folder, port, sample("nginx.conf", *changes))


def _nginx_brotli(folder: Path, port: int) -> Command:
    """With the lines for the module."""
    module = Path("/usr/lib/nginx/modules/ngx_http_brotli_filter_module.so")
    if not module.exists():
        pytest.skip("nginx's module for brotli is not installed")
    changes = [("listen 80;", f"listen 127.0.0.1:{port};"), ("/var/www/podcast;", f"{folder}/dist;")]
    lines = [("# brotli on", "brotli on"), ("# brotli_types", "brotli_types"), ("    #              app", "    app")]
    return _nginx(folder, port, sample("nginx.conf", *changes, *lines), f"load_module {module};\n")


def _nginx_bare(folder: Path, port: int) -> Command:
    return _nginx(folder, port, f"server {{ listen 127.0.0.1:{port}; root {folder}/dist; }}")


def _apache(folder: Path, port: int, *, brotli: bool = True) -> Command:
    binary = program("apache2")
    modules = ["mpm_event", "authz_core", "dir", "mime", "alias", "filter", "deflate", "headers"]
    modules += ["brotli"] if brotli else []
    loaded = "".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so\n" for name in modules)
    user = "User www-data\nGroup www-data\n" if os.geteuid() == 0 else ""
    (folder / "dist/.htaccess").write_text(sample("apache.htaccess"))
    (folder / "apache.conf").write_text(
        f"{loaded}{user}ServerRoot {folder}\nServerName 127.0.0.1\nListen 127.0.0.1:{port}\nPidFile {folder}/pid\n"
        f"ErrorLog /dev/stderr\nTypesConfig /dev/null\nDocumentRoot {folder}/dist\n"
        f"<Directory {folder}/dist>\nAllowOverride FileInfo Indexes Options=Indexes\nRequire all granted\n</Directory>\n"
    )
    return [binary, "-X", "-f", str(folder / "apache.conf")], {}


def _caddy(folder: Path, port: int) -> Command:
    binary = program("caddy")
    changes = [("podcast.example.org {", f"http://127.0.0.1:{port} {{"), ("/var/www/podcast", f"{folder}/dist")]
    settings = "{\n\tadmin off\n\tauto_https off\n}\n"
    (folder / "Caddyfile").write_text(settings + sample("Caddyfile", *changes))
    homes = {name: str(folder / "home") for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    return [binary, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"], homes


_SERVERS: dict[str, Callable[[Path, int], Command]] = {
    "nginx": _nginx_sample,
    "nginx with brotli": _nginx_brotli,
    "bare nginx": _nginx_bare,
    "apache": _apache,
    "apache without brotli": partial(_apache, brotli=False),
    "caddy": _caddy,
}
