"""Places to publish to, on this machine: S3 (moto), SFTP (asyncssh), a web server, and a line that breaks."""

from __future__ import annotations

import asyncio
import io
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import asyncssh
import botocore.session
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.exceptions import HTTPException
from werkzeug.security import safe_join
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.utils import send_file
from werkzeug.wrappers import Request, Response

from audiobuild.publication import addresses

logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
logging.getLogger("asyncssh").setLevel(logging.CRITICAL)

KEY, SECRET = "AKIDEXAMPLE", "wJalrXUtnFEMI-never-to-be-seen-EXAMPLEKEY"


class _Handler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"  # which answers `Expect: 100-continue`; botocore would wait a second for that


@contextmanager
def served(app: Any) -> Iterator[int]:
    """A WSGI application on this machine; its port."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


# --- S3 ---------------------------------------------------------------------------------------------------------------


@dataclass
class S3Server:
    """``requests`` that came, as (method, key with query). ``answer`` may give an answer of its own to one."""

    port: int = 0
    requests: list[tuple[str, str]] = field(default_factory=list)
    answer: Callable[[str, str], Any] = lambda method, key: None
    buckets: int = 0

    def bucket(self) -> str:
        """A new bucket."""
        self.buckets += 1
        name = f"bucket-{self.buckets}"
        self.client.create_bucket(Bucket=name)
        self.requests.clear()
        return name

    @cached_property
    def client(self) -> Any:
        return botocore.session.Session().create_client(
            "s3",
            endpoint_url=f"http://127.0.0.1:{self.port}",
            region_name="us-east-1",
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
        )

    def files(self, bucket: str) -> dict[str, bytes]:
        listed = self.client.list_objects_v2(Bucket=bucket).get("Contents", ())
        return {one["Key"]: self.client.get_object(Bucket=bucket, Key=one["Key"])["Body"].read() for one in listed}

    def put_names(self) -> list[str]:
        """The keys that were put, in the order of the requests."""
        return [key for method, key in self.requests if method == "PUT"]


@contextmanager
def s3_server() -> Iterator[S3Server]:
    """S3 on this machine."""
    server = S3Server()
    moto = DomainDispatcherApplication(create_backend_app)

    def app(environ: Any, start: Any) -> Any:
        query = f"?{environ['QUERY_STRING']}" if environ["QUERY_STRING"] else ""
        method, key = environ["REQUEST_METHOD"], environ["PATH_INFO"].lstrip("/").partition("/")[2] + query
        server.requests.append((method, key))
        own = server.answer(method, key)
        return (own or moto)(environ, start)

    with served(app) as port:
        server.port = port
        yield server


def failing(status: int) -> Response:
    """What an S3 that is unwell answers."""
    return Response(
        f"<Error><Code>E{status}</Code><Message>unwell</Message></Error>", status, mimetype="application/xml"
    )


# --- SFTP -------------------------------------------------------------------------------------------------------------


@dataclass
class SftpServer:
    """``done``: what was done, in order. ``before`` is asked before each, and may raise."""

    folder: Path
    port: int = 0
    host_key: str = ""
    password: str = ""
    user_keys: Path | None = None
    done: list[tuple[str, str]] = field(default_factory=list)
    before: Callable[[str, str], None] = lambda what, name: None
    holds: Callable[[bytes], bool] = lambda data: False
    """Whether what is written is not answered yet."""
    plain_rename: bool = False
    written_bytes: int = 0

    def note(self, what: str, name: Any) -> None:
        text = name.decode() if isinstance(name, bytes) else str(name)
        self.done.append((what, text))
        self.before(what, text)

    def put_names(self) -> list[str]:
        return [name for what, name in self.done if what == "moved"]


def _handler(server: SftpServer) -> Any:
    class Handler(asyncssh.SFTPServer):
        def __init__(self, channel: Any) -> None:
            super().__init__(channel, chroot=str(server.folder).encode())

        async def open(self, path: Any, pflags: int, attrs: Any) -> Any:
            server.note("open", path)
            return super().open(path, pflags, attrs)

        async def write(self, file_obj: Any, offset: int, data: bytes) -> int:
            while server.holds(data):
                await asyncio.sleep(0.01)
            server.written_bytes += len(data)
            server.note("write", "")
            written: Any = super().write(file_obj, offset, data)
            return int(written)

        async def posix_rename(self, oldpath: Any, newpath: Any) -> None:
            if server.plain_rename:
                raise asyncssh.SFTPOpUnsupported("not here")
            server.note("moved", newpath)
            super().posix_rename(oldpath, newpath)

        async def rename(self, oldpath: Any, newpath: Any) -> None:
            server.note("moved", newpath)
            super().rename(oldpath, newpath)

        async def remove(self, path: Any) -> None:
            server.note("removed", path)
            super().remove(path)

    return Handler


@contextmanager
def sftp_server(folder: Path, password: str = "", user_keys: Path | None = None) -> Iterator[SftpServer]:
    """SFTP on this machine: ``folder`` is all that it shows."""
    server = SftpServer(folder, password=password, user_keys=user_keys)
    key = asyncssh.generate_private_key("ssh-ed25519")
    loop = asyncio.new_event_loop()

    def serve() -> None:
        loop.run_forever()
        loop.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()

    class Login(asyncssh.SSHServer):
        def password_auth_supported(self) -> bool:
            return bool(server.password)

        def validate_password(self, username: str, password: str) -> bool:
            return password == server.password

    async def listen() -> Any:
        return await asyncssh.listen(
            "127.0.0.1",
            0,
            server_factory=Login,
            server_host_keys=[key],
            sftp_factory=_handler(server),
            authorized_client_keys=str(user_keys) if user_keys else None,
        )

    listener = asyncio.run_coroutine_threadsafe(listen(), loop).result(10)
    server.port = listener.get_port()
    server.host_key = key.export_public_key().decode().strip()

    async def close() -> None:
        listener.close()
        await listener.wait_closed()
        await asyncio.sleep(0.05)  # connections that are on their way out

    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(close(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def home_of(user: Path, *servers: SftpServer) -> Path:
    """A home folder whose ``~/.ssh`` has a key, and knows the servers."""
    (user / ".ssh").mkdir(parents=True, mode=0o700)
    key = asyncssh.generate_private_key("ssh-ed25519")
    key.write_private_key(str(user / ".ssh/id_ed25519"))
    key.write_public_key(str(user / ".ssh/id_ed25519.pub"))
    know(user, *servers)
    return user


def know(user: Path, *servers: SftpServer) -> None:
    """From now on the user knows these servers, and no others."""
    lines = [f"[127.0.0.1]:{server.port} {server.host_key}\n" for server in servers]
    (user / ".ssh/known_hosts").write_text("".join(lines))


# --- a line that breaks -----------------------------------------------------------------------------------------------


@dataclass
class Line:
    """A port that leads to another. ``cut_after``: so many bytes towards the server, then the connection breaks; for each
    connection the next number, ``None`` for one that holds."""

    port: int
    cut_after: list[int | None]
    connections: int = 0


@contextmanager
def line_to(port: int, *cut_after: int | None) -> Iterator[Line]:
    """A line to a port of this machine."""
    listener = socket.create_server(("127.0.0.1", 0))
    line = Line(listener.getsockname()[1], list(cut_after))

    def pump(one: socket.socket, other: socket.socket, most: int | None) -> None:
        sent = 0
        try:
            while data := one.recv(1 << 14):
                other.sendall(data)
                sent += len(data)
                if most is not None and sent >= most:
                    break
        except OSError:
            pass
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)  # for the thread that waits at the other end
            end.close()

    def accept() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            line.connections += 1
            most = line.cut_after.pop(0) if line.cut_after else None
            server = socket.create_connection(("127.0.0.1", port))
            threading.Thread(target=pump, args=(client, server, most), daemon=True).start()
            threading.Thread(target=pump, args=(server, client, None), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield line
    finally:
        listener.shutdown(socket.SHUT_RDWR)  # also for the thread that waits
        listener.close()


# --- the web ----------------------------------------------------------------------------------------------------------


@dataclass
class WebServer:
    """A folder as a web server shows it. ``change`` may make another answer of the one to a path."""

    folder: Path
    port: int = 0
    change: Callable[[str, Response], Response] = lambda path, response: response
    requests: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def link(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


@contextmanager
def web_server(folder: Path) -> Iterator[WebServer]:
    """A folder on the web of this machine."""
    web = WebServer(folder)

    @Request.application
    def app(request: Request) -> Any:
        path = request.path.lstrip("/") or "index.html"
        path = f"{path}index.html" if path.endswith("/") else path
        web.requests.append((request.method, path, request.headers.get("Range", "")))
        found = safe_join(str(folder), path)
        try:
            if found is None or not Path(found).is_file():
                return web.change(path, Response("not here", 404))
            data = io.BytesIO(Path(found).read_bytes())
            response = send_file(data, request.environ, addresses.media_type(path), conditional=True, etag="x")
        except HTTPException as error:
            return error
        response.headers["Access-Control-Allow-Origin"] = "*"
        return web.change(path, response)

    with served(app) as port:
        web.port = port
        yield web
