"""Web addresses: what comes back, what is refused, and how soon."""

from __future__ import annotations

import gzip
import http.server
import threading
import time
from collections.abc import Iterator
from datetime import date

import pytest

from audiobuild.errors import ContentError
from audiobuild.importers import Wishes, address, fetch, open_address

PAGE = """<html><body><p>Wo wohnen Sie?</p><p>In Köln, seit ich denken kann.</p>
<p>Und warum sind Sie geblieben?</p><p>Weil der Fluss auch geblieben ist.</p></body></html>"""


class Site(http.server.BaseHTTPRequestHandler):
    """A server that behaves as badly as it is asked to."""

    def do_GET(self) -> None:
        name, _, argument = self.path.strip("/").partition("/")
        getattr(self, f"send_{name}", self.send_nothing)(argument)

    def send_page(self, charset: str) -> None:
        self.answer(
            PAGE.encode(charset or "utf-8"),
            {"Content-Type": f"text/html; charset={charset}" if charset else "text/html"},
        )

    def send_gzip(self, _: str) -> None:
        self.answer(gzip.compress(PAGE.encode()), {"Content-Encoding": "gzip", "Content-Type": "text/html"})

    def send_bomb(self, _: str) -> None:
        self.answer(gzip.compress(b"\0" * 20_000_000), {"Content-Encoding": "gzip", "Content-Type": "text/html"})

    def send_to(self, target: str) -> None:
        self.answer(b"", {"Location": target}, 302)

    def send_loop(self, number: str) -> None:
        self.answer(b"", {"Location": f"/loop/{int(number or 0) + 1}"}, 301)

    def send_drip(self, _: str) -> None:
        self.answer(b"", {"Content-Type": "text/html", "Content-Length": "1000"})
        try:
            for _step in range(100):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    def send_nothing(self, _: str) -> None:
        self.answer(b"", {}, 404)

    def answer(self, body: bytes, headers: dict[str, str], status: int = 200) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("path", ["page", "page/iso-8859-1", "page/utf-16", "gzip", "to//page", "to//to//page/cp1252"])
def test_a_page_is_an_interview(site: str, path: str) -> None:
    found = open_address(f"{site}/{path}", Wishes(today=date(2024, 1, 1)))
    assert [exchange.question.paragraphs[0].text for exchange in found.interview.exchanges] == [
        "Wo wohnen Sie?",
        "Und warum sind Sie geblieben?",
    ]
    assert found.interview.exchanges[0].answers[0].paragraphs[0].text == "In Köln, seit ich denken kann."


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("missing", "answers 404"),
        ("loop", "leads on more than 8 times"),
        ("to/file:///etc/passwd", "leads on to file:///etc/passwd"),
        ("to/ftp://example.org/a", "leads on to ftp://example.org/a"),
    ],
)
def test_what_is_refused(site: str, path: str, said: str) -> None:
    with pytest.raises(ContentError, match=said) as caught:
        fetch.page(f"{site}/{path}")
    assert caught.value.problems[0].place == f"{site}/{path}"
    assert caught.value.problems[0].remedy


def test_size_and_time_are_bounded(site: str) -> None:
    with pytest.raises(ContentError, match="is larger than 1 MB"):
        fetch.page(f"{site}/bomb", limit_bytes=1_000_000)
    with pytest.raises(ContentError, match="does not come to an end"):
        fetch.page(f"{site}/drip", whole_s=0.3)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://name.invalid/", "http://", "http://[::1", "http://a..b/"]
)
def test_what_cannot_be_reached(url: str) -> None:
    with pytest.raises(ContentError, match="cannot be fetched"):
        fetch.page(url)


@pytest.mark.parametrize(
    ("url", "inside"),
    [
        ("http://127.0.0.1/", True),
        ("http://localhost:8000/", True),
        ("http://10.0.0.5/", True),
        ("http://192.168.1.1/x", True),
        ("http://169.254.169.254/latest", True),
        ("http://[::1]/", True),
        ("http://[fd00::1]/", True),
        ("http://1.1.1.1/", False),
        ("http://[2606:4700::1111]/", False),
        ("http://name.invalid/", False),
    ],
)
def test_private_networks_are_known(url: str, inside: bool) -> None:
    """A page on the internet may not send an import to a machine that only the editor can reach."""
    assert fetch.private(url) is inside


def test_addresses_are_told_from_files() -> None:
    assert address("https://example.org/a.html")
    assert address("HTTP://example.org")
    assert not address("file:///etc/passwd")
    assert not address("interview.txt")
