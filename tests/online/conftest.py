"""Podcasts on a web server of this machine: one of ours, and one that another program made."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from podcasts import Online
from shipped import TEXTS, show_at
from werkzeug.wrappers import Response

from attacks import subject
from attacks.remotes import WebServer, web_server

M4A = b"\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom\0\0\0\0" + bytes(1968)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(scope="session")
def our_web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[WebServer, Path]]:
    folder = tmp_path_factory.mktemp("online")
    (folder / "web").mkdir()
    with web_server(folder / "web") as web:
        root = subject.publication(folder / "p", TEXTS, show=show_at(web.link))
        subject.build(root)
        yield web, root / "dist"


@pytest.fixture
def ours(our_web: tuple[WebServer, Path]) -> Iterator[Online]:
    """A publication of ours of two episodes, served rightly."""
    web, dist = our_web
    shutil.rmtree(web.folder)
    shutil.copytree(dist, web.folder)
    web.requests.clear()
    online = Online(web, web.link, lambda path, response: response)
    online.change(lambda path, response: response)
    yield online
    web.change = lambda path, response: response


def _foreign_types(path: str, response: Response) -> Response:
    kinds = {".m4a": "audio/x-m4a", "1234": "image/jpeg", ".srt": "application/srt", "podcast/": "text/xml"}
    for ending, kind in kinds.items():
        if path.removesuffix("index.html").endswith(ending) and response.status_code in (200, 206):
            response.headers["Content-Type"] = kind
    return response


@pytest.fixture(scope="session")
def foreign_web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    with web_server(tmp_path_factory.mktemp("foreign") / "web") as web:
        yield web


@pytest.fixture(scope="session")
def cover() -> bytes:
    picture = io.BytesIO()
    Image.linear_gradient("L").resize((1400, 1400)).convert("RGB").save(picture, "JPEG")
    return picture.getvalue()


@pytest.fixture
def foreign(foreign_web: WebServer, cover: bytes) -> Online:
    """Somebody else's."""
    web, folder = foreign_web, foreign_web.folder
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("podcast", "media", "art"):
        (folder / name).mkdir(parents=True)
    (folder / "art/1234").write_bytes(cover)
    (folder / "media/1.m4a").write_bytes(M4A)
    (folder / "media/2.m4a").write_bytes(M4A)
    web.requests.clear()
    online = Online(web, web.link + "podcast/", _foreign_types)
    online.write("media/2.srt", "1\n00:00:00,000 --> 00:00:01,000\nAhoy.\n")
    online.write("media/2.json", '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Ahoy"}]}')
    online.write("blog.html", "<html><body>Harbour Notes</body></html>")
    feed = (Path(__file__).parent / "foreign.xml").read_text("utf-8").replace("LINK", web.link.rstrip("/"))
    online.write("podcast/index.html", feed)
    online.change(lambda path, response: response)
    return online
