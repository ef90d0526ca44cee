"""What the preview answers, asked by curl; and that pages follow what is written."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from preview import command, serving
from programs import NODE, audiobuild, tool

from audiobuild.preview.bounds import BoundedProtocol, Bounds

LINK = "https://podcast.example.org/gespraeche/"
SLUG = "bibliothek-am-fluss"


@pytest.fixture(scope="module")
def dist(samples: Any) -> Any:
    return samples / "dist"


@pytest.fixture(scope="module")
def server(dist: Any) -> Iterator[Any]:
    with serving(dist) as running:
        yield running


def ask(address: Any, *options: Any) -> Any:
    """Status, headers and body of what curl gets."""
    command = (tool("curl"), "--silent", "--include", "--path-as-is", "--max-time", "20", *options, address)
    done = subprocess.run(command, capture_output=True, check=True)
    head, _, body = done.stdout.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    return int(first.split()[1]), dict(line.split(": ", 1) for line in lines), body


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("feed.xml", "application/rss+xml"),
        ("cover.jpg?v=1.jpg", "image/jpeg"),
        ("assets/style.css", "text/css; charset=utf-8"),
        (f"{SLUG}/", "text/html; charset=utf-8"),
        (f"{SLUG}/{SLUG}.mp3?v=12.mp3", "audio/mpeg"),
        (f"{SLUG}/chapters.json", "application/json+chapters"),
        (f"{SLUG}/transcript.vtt", "text/vtt; charset=utf-8"),
        (f"{SLUG}/transcript.srt", "application/x-subrip"),
        (f"{SLUG}/transcript.json", "application/json"),
    ],
)
def test_head_tells_what_get_gives_and_304_saves_it(server: Any, path: Any, kind: Any) -> None:
    status, headers, body = ask(server.address + path)
    assert (status, headers["content-type"], len(body)) == (200, kind, int(headers["content-length"]))
    told, head, nothing = ask(server.address + path, "--head")
    same = ("content-type", "content-length", "etag")
    assert (told, [head[name] for name in same], nothing) == (200, [headers[name] for name in same], b"")
    for tag in (headers["etag"], f'"other", W/{headers["etag"]}'):
        status, _, body = ask(server.address + path, "--header", f"If-None-Match: {tag}")
        assert (status, body) == (304, b"")


def test_ranges(server: Any, dist: Any) -> None:
    path = f"{SLUG}/{SLUG}.mp3"
    whole = (dist / path).read_bytes()
    size = len(whole)
    for asked, part in {
        "0-9": whole[:10],
        "100-": whole[100:],
        "-500": whole[-500:],
        f"{size - 1}-{size + 100}": whole[-1:],
    }.items():
        status, headers, body = ask(server.address + path, "--range", asked)
        start = size - len(part) if asked != "0-9" else 0
        assert (status, body) == (206, part)
        assert headers["content-range"] == f"bytes {start}-{start + len(part) - 1}/{size}"
        assert ask(server.address + path, "--range", asked, "--head")[1]["content-length"] == str(len(part))
    status, headers, _ = ask(server.address + path, "--range", f"{size}-")
    assert (status, headers["content-range"]) == (416, f"bytes */{size}")
    status, headers, body = ask(server.address + path, "--range", "0-1,-1")
    assert (status, headers["content-type"].split(";")[0]) == (206, "multipart/byteranges")
    stale = ("--range", "0-9", "--header", 'If-Range: "old"')
    assert ask(server.address + path, *stale)[0] == 200


@pytest.mark.parametrize(
    "path", ["feed.xml", "", f"{SLUG}/", f"{SLUG}/chapters.json", f"{SLUG}/transcript.vtt", "cover.jpg"]
)
def test_ranges_of_every_file(server: Any, path: str) -> None:
    """Also of those in which the preview's address stands in place of the show's."""
    status, whole, data = ask(server.address + path)
    assert (status, whole["accept-ranges"]) == (200, "bytes")
    size = len(data)
    same = ("content-type", "etag", "cross-origin-resource-policy")
    for asked, start, end in (
        ("5-9", 5, 10),
        ("-7", size - 7, size),
        (f"{size - 2}-", size - 2, size),
        ("0-99999999", 0, size),
    ):
        status, headers, body = ask(server.address + path, "--range", asked)
        assert (status, body) == (206, data[start:end])
        assert (headers["content-range"], headers["content-length"]) == (
            f"bytes {start}-{end - 1}/{size}",
            str(end - start),
        )
        assert [headers[name] for name in same] == [whole[name] for name in same]
    status, headers, body = ask(server.address + path, "--range", f"{size}-{size + 9}")
    assert (status, headers["content-range"], body) == (416, f"bytes */{size}", b"")
    assert ask(server.address + path, "--range", f"{size}-,-0")[0] == 416
    assert ask(server.address + path, "--range", f"{size}-,0-0")[::2] == (206, data[:1])
    for ignored in ("lines=0-1", "bytes=9-5", "bytes=a-b", "bytes=", "bytes=0-1;q=1"):
        assert ask(server.address + path, "--header", f"Range: {ignored}")[::2] == (200, data)
    current, old = (("--header", f"If-Range: {tag}") for tag in (whole["etag"], '"old"'))
    assert ask(server.address + path, "--range", "0-3", *current)[::2] == (206, data[:4])
    assert ask(server.address + path, "--range", "0-3", *old)[::2] == (200, data)
    assert ask(server.address + path, "--range", f"{size}-", *old)[0] == 200
    fresh = ("--header", f"If-None-Match: {whole['etag']}")
    assert ask(server.address + path, "--range", f"{size}-", *fresh)[0] == 304


def test_what_may_be_done_is_told(server: Any) -> None:
    """Who asks before reading from another site is answered, and gets no leave."""
    asking = ("--header", "Origin: https://elsewhere.example", "--header", "Access-Control-Request-Method: GET")
    for path in ("feed.xml", f"{SLUG}/{SLUG}.mp3", "", ".preview/news.js", "nothing"):
        status, headers, body = ask(server.address + path, "--request", "OPTIONS", *asking)
        assert (status, headers["allow"], body) == (204, "GET, HEAD, OPTIONS", b"")
        assert not [name for name in headers if name.startswith("access-control")]
    foreign = ("--header", "Host: elsewhere.example")
    assert ask(server.address + "feed.xml", "--request", "OPTIONS", *foreign)[0] == 421


def test_no_other_web_site_may_read_what_is_not_published_yet(server: Any) -> None:
    foreign = ("--header", "Origin: https://elsewhere.example")
    for path in (f"{SLUG}/transcript.vtt", f"{SLUG}/chapters.json", f"{SLUG}/{SLUG}.mp3", "feed.xml", f"{SLUG}/"):
        status, headers, _ = ask(server.address + path, "--head", *foreign)
        assert (status, headers["cross-origin-resource-policy"]) == (200, "same-origin")
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "name",
    [
        "elsewhere.example",
        "127.0.0.1.elsewhere.example",
        "localhost.elsewhere.example:80",
        "elsewhere.example@127.0.0.1",
        "127.0.0.2",
        "[::2]",
        "192.168.1.1",
        "",
        "127.0.0.1:80:80",
        "127.0.0.1, elsewhere.example",
        "2130706433",
        "x" * 5000,
    ],
)
def test_who_asks_by_another_name_gets_nothing(name: str, server: Any) -> None:
    """DNS rebinding: a page's own name leads to this machine, and its script asks by that name."""
    for path in ("feed.xml", f"{SLUG}/", ".preview/news.js?now=1", "nothing"):
        status, _, body = ask(server.address + path, "--header", f"Host: {name}" if name else "Host;")
        assert status == 421
        assert SLUG.encode() not in body


def test_no_address_is_taken_from_a_request(server: Any) -> None:
    said = (
        "Host: LOCALHOST:1",
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Proto: https",
        "Forwarded: host=evil.example",
    )
    port = server.address.rstrip("/").rpartition(":")[2]
    for path in ("feed.xml", f"{SLUG}/", f"{SLUG}/chapters.json", SLUG):
        headers = [word for line in said for word in ("--header", line)]
        status, answered, body = ask(server.address + path, *headers)
        text = f"{answered}{body.decode()}"
        assert status in (200, 307)
        assert not re.search("evil|LOCALHOST|localhost:1/|https://localhost", text)
        assert path == SLUG or f"http://localhost:{port}/" in text


@pytest.mark.parametrize("path", ["nothing", ".part/x", f".{SLUG}.part/x", "../content/show.toml", "%2e%2e/x", "a%00b"])
def test_nothing_but_what_is_published(server: Any, path: Any) -> None:
    assert ask(server.address + path)[0] == 404


def test_only_reading(server: Any) -> None:
    status, headers, _ = ask(server.address + "feed.xml", "--request", "POST")
    assert (status, headers["allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize(
    "path", [f"{SLUG}/{SLUG}.mp3", "feed.xml", "cover.jpg", f"{SLUG}/index.html", f"{SLUG}/chapters.json"]
)
def test_a_file_is_no_folder(server: Any, path: str) -> None:
    assert ask(server.address + path)[0] == 200
    for end in ("/", "//", "/?x=1", "/index.html", "/x"):
        assert ask(server.address + path + end)[0] == 404


def test_a_folder_s_name_leads_to_its_page(server: Any) -> None:
    status, headers, _ = ask(server.address + SLUG)
    assert (status, headers["location"]) == (307, f"/{SLUG}/")
    for path in (f"/{SLUG}", f"///{SLUG}", f"/evil.example/../{SLUG}", f"/{SLUG}//assets/..", f"{SLUG}?//evil.example"):
        assert ask(server.address + path)[1]["location"] == f"/{SLUG}/"


def test_every_address_is_the_preview_s(server: Any, dist: Any) -> None:
    for path in ("feed.xml", f"{SLUG}/chapters.json"):
        there = (dist / path).read_text()
        assert there.count(LINK) > 5
        assert ask(server.address + path)[2].decode() == there.replace(LINK, server.address)
    assert LINK not in ask(f"{server.address}{SLUG}/")[2].decode()


def test_the_base_url_can_be_given(dist: Any) -> None:
    with serving(dist, base_url="https://tunnel.example/p/") as server:
        feed = ask(server.address + "feed.xml")[2].decode()
        assert ask(server.address + "feed.xml", "--header", "Host: tunnel.example")[2].decode() == feed
    assert f'<enclosure url="https://tunnel.example/p/{SLUG}/{SLUG}.mp3?v=' in feed
    assert server.address not in feed


def test_a_busy_port_is_named(samples: Any, server: Any) -> None:
    port = server.address.rstrip("/").rpartition(":")[2]
    done = audiobuild("serve", "-C", samples, "-q", "--port", port, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"cannot listen at 127.0.0.1:{port}: ")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--host", "no such host"), "cannot listen at no such host:0: "),
        (("--host", ""), "cannot listen at :0: that is no name of a host"),
        (("--host", "a" * 70), "cannot listen at aaaaa"),
        (("--host", "192.0.2.1"), "cannot listen at 192.0.2.1:0: this machine has no such address"),
        (("--base-url", "tunnel.example"), "--base-url 'tunnel.example' is no web address"),
        (("--base-url", "ftp://x/"), "--base-url 'ftp://x/' is no web address"),
        (("--base-url", "http://[x"), "--base-url 'http://[x' is no web address"),
        (("--base-url", "http://me:mine@x/"), "is no web address"),
        (("--base-url", "http://x/<script>"), "is no web address"),
    ],
)
def test_addresses_that_are_none_are_refused(options: Any, said: str, samples: Any) -> None:
    done = audiobuild("serve", "-C", samples, "-q", "--port", "0", *options, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_it_listens_to_this_machine_only(samples: Any, tmp_path: Path) -> None:
    shutil.copytree(samples, tmp_path / "p")
    with command(tmp_path / "p") as address:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)


def test_it_ends_with_ctrl_c_and_nothing_went_wrong(samples: Any, tmp_path: Path) -> None:
    shutil.copytree(samples, tmp_path / "p")
    arguments = [sys.executable, "-m", "audiobuild", "serve", "-C", str(tmp_path / "p"), "--port", "0"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout
        assert running.stdout.readline().startswith("http://127.0.0.1:")
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=30)
    assert running.returncode == 0
    assert "interrupted" not in said
    assert "Traceback" not in said


def test_an_open_page_is_reloaded_when_the_text_changes(samples: Any, tmp_path: Path) -> None:
    """In a browser, under the page's own content security policy."""
    if not (NODE / "node_modules/playwright-core").is_dir():
        pytest.skip("playwright-core is not installed")
    project = tmp_path / "p"
    shutil.copytree(samples, project)
    source = project / "content" / f"{SLUG}.md"
    text = source.read_text(encoding="utf-8")
    with command(project) as address:
        page = f"{address}{SLUG}/"
        browser = subprocess.Popen(
            [tool("node"), NODE / "reload.mjs", tool("chromium"), page], stdout=subprocess.PIPE, text=True
        )
        assert browser.stdout
        with browser:
            before = json.loads(browser.stdout.readline())
            source.write_text(text.replace("title: ", "title: Neu – ", 1), encoding="utf-8")
            after = json.loads(browser.stdout.readline())
    assert after == {"title": f"Neu – {before['title']}", "refused": []}
    assert before["refused"] == []


def test_an_error_does_not_end_the_preview(samples: Any, tmp_path: Path) -> None:
    project = tmp_path / "p"
    shutil.copytree(samples, project)
    (project / "content" / "kaputt.md").write_text("kein Interview")
    with command(project) as address:
        assert ask(address + "feed.xml")[0] == 200


# --- what may lie in dist/, and what may happen to it -----------------------------------------------------------------


@pytest.fixture
def odd(tmp_path: Path) -> Iterator[Any]:
    """A dist/ with all that nobody expects, and beside it what nobody may read."""
    dist = tmp_path / "dist"
    (dist / "a").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("geheim")
    (dist / "feed.xml").mkdir()
    os.mkfifo(dist / "pipe.mp3")
    os.mkfifo(dist / "pipe.html")
    (dist / "a/index.html").mkdir()
    (dist / "out.txt").symlink_to(tmp_path / "secret.txt")
    (dist / "away").symlink_to(tmp_path)
    (dist / "zero.mp3").symlink_to("/dev/zero")
    (dist / "circle").symlink_to(dist / "circle")
    (dist / "gone.xml").symlink_to(dist / "nothing")
    (dist / "in.txt").symlink_to(dist / "ümläut & <b>.txt")
    (dist / "ümläut & <b>.txt").write_text("da")
    (dist / "back\\slash.txt").write_text("da")
    (dist / "latin.html").write_bytes("<head></head>ä".encode("latin-1"))
    (dist / os.fsdecode(b"b\xff.html")).write_text("<head></head>")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(dist / "socket.mp3"))
    with serving(dist) as server:
        yield server


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *((path, 404) for path in ("feed.xml/", "pipe.mp3", "pipe.html", "socket.mp3", "a/", "out.txt", "zero.mp3")),
        *((path, 404) for path in ("away/", "away/secret.txt", "circle", "gone.xml", "", "b%FF.html", "%ff", "a%00b")),
        *((path, 404) for path in ("..%5c..%5csecret.txt", "%c0%ae%c0%ae/secret.txt", "%2e%2e/secret.txt", "a/%2e%2e/%2e%2e/secret.txt")),
        *((path, 404) for path in ("x" * 4000, "/".join("a" * 1000), "%61" * 1000, "in.txt/x")),
        ("in.txt", 200),
        ("%C3%BCml%C3%A4ut%20%26%20%3Cb%3E.txt", 200),
        ("back%5Cslash.txt", 200),
        ("latin.html", 200),
    ],
)  # fmt: skip
def test_whatever_lies_in_dist(path: str, status: int, odd: Any) -> None:
    answered, _, body = ask(odd.address + path)
    assert answered == status
    assert b"geheim" not in body
    assert b"Traceback" not in body


def test_a_file_that_shrinks_while_it_is_sent_is_broken_off(tmp_path: Path) -> None:
    """Never filled up with something else, and told on the terminal in one line."""
    (tmp_path / "long.mp3").write_bytes(bytes(50_000_000))
    told: list[str] = []
    with serving(tmp_path, report=told.append) as server, raw(server) as line:
        line.sendall(b"GET /long.mp3 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        line.recv(1000)
        os.truncate(tmp_path / "long.mp3", 10)
        received = sum(len(piece) for piece in iter(lambda: line.recv(1 << 16), b""))
        assert received < 50_000_000
        assert ask(server.address + "long.mp3")[0] == 200
    assert told == ["a file could not be sent whole: '/long.mp3' (LocalProtocolError)"]


def test_what_goes_wrong_inside_is_not_told_to_who_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Any:
        raise RuntimeError(f"{tmp_path}: secret")

    monkeypatch.setattr("audiobuild.preview.files.found", broken)
    told: list[str] = []
    with serving(tmp_path, report=told.append) as server:
        status, _, body = ask(server.address + "feed.xml")
    assert (status, body) == (500, b"Internal Server Error")
    assert told == ["a file could not be sent whole: '/feed.xml' (RuntimeError)"]


# --- clients that are slow, or many -----------------------------------------------------------------------------------


@contextmanager
def raw(server: Any) -> Iterator[socket.socket]:
    """A line to the server, on which anything can be said."""
    with socket.create_connection(
        ("127.0.0.1", int(server.address.rstrip("/").rpartition(":")[2])), timeout=20
    ) as line:
        yield line


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    bounds = Bounds(connections=10, head_s=0.5, stall_s=0.5, life_s=5)
    monkeypatch.setattr(BoundedProtocol, "bounds", bounds)


def ends(line: socket.socket) -> bool:
    """Whether the server hangs up."""
    try:
        while line.recv(1 << 16):
            pass
    except ConnectionError:
        pass
    return True


@pytest.mark.parametrize(
    "said", [b"", b"GET / HTTP/1.1\r\nHost: local", b"GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\nGET"]
)
def test_who_does_not_finish_a_request_is_hung_up_on(said: bytes, hasty: None, tmp_path: Path) -> None:
    with serving(tmp_path) as server, raw(server) as line:
        line.sendall(said)
        assert ends(line)


def test_who_drips_a_request_is_hung_up_on(hasty: None, tmp_path: Path) -> None:
    with serving(tmp_path) as server, raw(server) as line:

        def drip() -> None:
            for _ in range(200):
                line.sendall(b"G")
                time.sleep(0.05)

        with pytest.raises(ConnectionError):
            drip()


def test_who_takes_nothing_is_hung_up_on(hasty: None, tmp_path: Path) -> None:
    (tmp_path / "long.mp3").write_bytes(bytes(50_000_000))
    with serving(tmp_path, report=lambda line: None) as server, raw(server) as line:
        line.sendall(b"GET /long.mp3 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(3)
        received = 0
        with suppress(ConnectionError):
            while piece := line.recv(1 << 20):
                received += len(piece)
        assert received < 50_000_000


def test_many_who_wait_do_not_keep_others_out_for_long(hasty: None, tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a")
    with serving(tmp_path) as server, ExitStack() as stack:
        lines = [stack.enter_context(raw(server)) for _ in range(60)]
        assert all(ends(line) for line in lines)
        assert ask(server.address + "a.css")[2] == b"a"
