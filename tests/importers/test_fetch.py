"""Web addresses: what comes back, what is refused, and how soon."""

from __future__ import annotations

import gzip
import http.server
import threading
import time
from collections.abc import Iterator

import pytest

from audiobuild.errors import RemoteError
from audiobuild.importers import Wishes, address, fetch, read
from audiobuild.model import Link

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
    page = fetch.page(f"{site}/{path}")
    found = read(page.content, Wishes(), name=page.address, media_type=page.media_type, charset=page.charset)
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
    with pytest.raises(RemoteError, match=said) as caught:
        fetch.page(f"{site}/{path}")
    assert caught.value.problems[0].place == f"{site}/{path}"
    assert caught.value.problems[0].remedy


def test_size_and_time_are_bounded(site: str) -> None:
    with pytest.raises(RemoteError, match="cannot be fetched: the server sent more than 1 MB"):
        fetch.page(f"{site}/bomb", limit_bytes=1_000_000)
    with pytest.raises(RemoteError, match=r"cannot be fetched: the server did not finish its answer within 0\.3 s"):
        fetch.page(f"{site}/drip", whole_s=0.3)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1:1/", "refused the connection"),
        ("http://name.invalid/", "has a name that is not known"),
        ("http://", "has an address that is none"),
        ("http://[::1", "has an address that is none"),
        ("http://a..b/", "has an address that is none"),
        ("http://x:99999/", "has an address that is none"),
    ],
)
def test_what_cannot_be_reached(url: str, reason: str) -> None:
    with pytest.raises(RemoteError) as caught:
        fetch.page(url)
    (problem,) = caught.value.problems
    assert (problem.place, problem.message) == (url, f"cannot be fetched: the server {reason}")


def test_a_password_in_an_address_is_not_repeated(site: str) -> None:
    address = site.replace("://", "://me:geheim@")
    assert fetch.page(f"{address}/page").address == f"{site}/page"
    with pytest.raises(RemoteError) as caught:
        fetch.page(f"{address}/missing")
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "linked"),
    [
        ("https://z.example/2027/a.html?x=1", True),
        ("page.html", False),
        ("http://127.0.0.1:8000/a.html", False),
        ("http://localhost/a.html", False),
        ("https://z.example/ä", False),
    ],
)
def test_the_page_that_a_text_comes_from_is_linked_where_everybody_can_open_it(name: str, linked: bool) -> None:
    page = PAGE.replace("<body>", "<head><title>Am Fluss - Zeitung</title></head><body>")
    links = read(page.encode(), Wishes(), name=name).interview.about.links
    assert links == ((Link(title="Am Fluss - Zeitung", url=name),) if linked else ())


def test_addresses_are_told_from_files() -> None:
    assert address("https://example.org/a.html")
    assert address("HTTP://example.org")
    assert not address("file:///etc/passwd")
    assert not address("interview.txt")
