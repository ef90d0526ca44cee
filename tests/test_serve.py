"""What the preview answers, asked by curl; and that pages follow what is written."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from preview import command, serving
from programs import NODE, audiobuild, tool

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


def test_web_players_may_read_what_they_need(server: Any) -> None:
    for name in ("transcript.vtt", "transcript.srt", "transcript.json", "chapters.json", f"{SLUG}.mp3"):
        assert ask(f"{server.address}{SLUG}/{name}", "--head")[1]["access-control-allow-origin"] == "*"
    assert ask(server.address + "feed.xml")[1]["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in ask(f"{server.address}{SLUG}/")[1]


@pytest.mark.parametrize("path", ["nothing", ".part/x", f".{SLUG}.part/x", "../content/show.toml", "%2e%2e/x", "a%00b"])
def test_nothing_but_what_is_published(server: Any, path: Any) -> None:
    assert ask(server.address + path)[0] == 404


def test_only_reading(server: Any) -> None:
    assert ask(server.address + "feed.xml", "--request", "POST")[0] == 405


def test_a_folder_s_name_leads_to_its_page(server: Any) -> None:
    status, headers, _ = ask(server.address + SLUG)
    assert (status, headers["location"]) == (307, f"{server.address}{SLUG}/")


def test_every_address_is_the_preview_s(server: Any, dist: Any) -> None:
    for path in ("feed.xml", f"{SLUG}/chapters.json"):
        there = (dist / path).read_text()
        assert there.count(LINK) > 5
        assert ask(server.address + path)[2].decode() == there.replace(LINK, server.address)
    assert LINK not in ask(f"{server.address}{SLUG}/")[2].decode()
    named = ask(server.address + "feed.xml", "--header", "Host: studio.local:1234")[2].decode()
    assert 'rel="self" type="application/rss+xml" href="http://studio.local:1234/feed.xml"' in named


def test_the_base_url_can_be_given(dist: Any) -> None:
    with serving(dist, base_url="https://tunnel.example/p") as server:
        feed = ask(server.address + "feed.xml")[2].decode()
    assert f'<enclosure url="https://tunnel.example/p/{SLUG}/{SLUG}.mp3?v=' in feed
    assert server.address not in feed


def test_a_busy_port_is_named(samples: Any, server: Any) -> None:
    port = server.address.rstrip("/").rpartition(":")[2]
    done = audiobuild("serve", "-C", samples, "-q", "--port", port, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"cannot listen at 127.0.0.1:{port}: ")


def test_it_listens_to_this_machine_only(samples: Any, tmp_path: Path) -> None:
    shutil.copytree(samples, tmp_path / "p")
    with command(tmp_path / "p") as address:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)


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
