"""The samples in docs/hosting/, in the servers that they are for, and what those answer by request."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from hosting import Host, running

SLUG = "bibliothek-am-fluss"
OLD = "https://podcast.example.org"
LONG, SHORT = "public, max-age=31536000, immutable", "public, max-age=300"

TYPES = {
    "": "text/html; charset=utf-8",
    "index.html": "text/html; charset=utf-8",
    "feed.xml": "application/rss+xml",
    "cover.jpg": "image/jpeg",
    "assets/style.css": "text/css; charset=utf-8",
    "assets/player.js": "text/javascript; charset=utf-8",
    "audiobuild-manifest.json": "application/json",
    f"{SLUG}/": "text/html; charset=utf-8",
    f"{SLUG}/{SLUG}.mp3": "audio/mpeg",
    f"{SLUG}/{SLUG}.epub": "application/epub+zip",
    f"{SLUG}/{SLUG}-daisy.zip": "application/zip",
    f"{SLUG}/chapters.json": "application/json+chapters",
    f"{SLUG}/transcript.vtt": "text/vtt; charset=utf-8",
    f"{SLUG}/transcript.srt": "application/x-subrip; charset=utf-8",
    f"{SLUG}/transcript.json": "application/json",
}
MEDIA = [name for name in TYPES if name.endswith((".mp3", ".epub", ".zip", ".jpg"))]
TEXTS = [name for name in TYPES if name not in MEDIA]
MP3 = f"/{SLUG}/{SLUG}.mp3"


@pytest.fixture(scope="module")
def dist(samples: Path) -> Path:
    return samples / "dist"


@pytest.fixture(scope="module", params=["nginx", "nginx with brotli", "apache", "apache without brotli", "caddy"])
def host(request: pytest.FixtureRequest, dist: Path) -> Iterator[Host]:
    with running(request.param, dist) as running_host:
        yield running_host


def data(dist: Path, name: str) -> bytes:
    return (dist / (f"{name}index.html" if name.endswith("/") or not name else name)).read_bytes()


@pytest.mark.parametrize("name", TYPES)
def test_everything_is_there_with_its_type(host: Host, dist: Path, name: str) -> None:
    answer = host.ask(f"/{name}")
    assert (answer.status, answer.body) == (200, data(dist, name))
    assert answer.headers["content-type"] == TYPES[name]
    assert answer.headers["x-content-type-options"] == "nosniff"
    head = host.ask(f"/{name}", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert {key: head.headers.get(key) for key in ("content-type", "etag", "last-modified")} == {
        key: answer.headers.get(key) for key in ("content-type", "etag", "last-modified")
    }


@pytest.mark.parametrize("path", [MP3, f"{MP3}?v=0123456789abcdef.mp3"])
def test_any_part_of_the_audio_can_be_had(host: Host, dist: Path, path: str) -> None:
    whole = data(dist, MP3[1:])
    size = len(whole)
    for asked, first, end in (
        ("0-1", 0, 2),
        ("100-199", 100, 200),
        (f"{size - 9}-", size - 9, size),
        ("-7", size - 7, size),
    ):
        part = host.ask(path, Range=f"bytes={asked}", Origin="https://player.example")
        assert (part.status, part.body) == (206, whole[first:end])
        assert part.headers["content-range"] == f"bytes {first}-{end - 1}/{size}"
        assert part.headers["access-control-allow-origin"] == "*"
        assert part.headers["content-type"] == "audio/mpeg"
    assert host.ask(path, "HEAD").headers["accept-ranges"] == "bytes"
    assert host.ask(path, "HEAD").headers["content-length"] == str(size)
    assert host.ask(path, Range=f"bytes={size}-").status == 416
    tag = host.ask(path, "HEAD").headers["etag"]
    assert host.ask(path, Range="bytes=0-1", If_Range=tag).status == 206
    assert host.ask(path, Range="bytes=0-1", If_Range='"another"').status == 200


@pytest.mark.parametrize("name", TYPES)
def test_players_on_other_sites_may_read_it(host: Host, name: str) -> None:
    answer = host.ask(f"/{name}", Origin="https://player.example")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert {"Content-Range", "Content-Length"} <= set(answer.headers["access-control-expose-headers"].split(", "))


def test_players_that_ask_for_leave_get_it(host: Host) -> None:
    answer = host.ask(
        MP3,
        "OPTIONS",
        Origin="https://player.example",
        Access_Control_Request_Method="GET",
        Access_Control_Request_Headers="range,if-range",
    )
    assert answer.status in (200, 204)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "GET" in answer.headers["access-control-allow-methods"]
    assert {"range", "if-range"} <= set(answer.headers["access-control-allow-headers"].lower().split(", "))


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("packed", ["identity", "gzip", "br"])
def test_what_did_not_change_is_not_sent_again(host: Host, name: str, packed: str) -> None:
    answer = host.ask(f"/{name}", Accept_Encoding=packed)
    asked = {"If_None_Match": answer.headers["etag"]}, {"If_Modified_Since": answer.headers["last-modified"]}
    for condition in asked:
        again = host.ask(f"/{name}", Accept_Encoding=packed, **condition)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["access-control-allow-origin"] == "*"
        assert again.headers["cache-control"] == answer.headers["cache-control"]
    assert host.ask(f"/{name}", Accept_Encoding=packed, If_None_Match='"another"').status == 200


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/feed.xml", SHORT),
        ("/", SHORT),
        (f"/{SLUG}/", SHORT),
        (f"/{SLUG}/transcript.vtt", SHORT),
        (MP3, SHORT),
        (f"{MP3}?v=0123456789abcdef.mp3", LONG),
        (f"{MP3}?from=a&v=0123456789abcdef.mp3", LONG),
        (f"{MP3}?give=up", SHORT),
        ("/cover.jpg?v=0123456789abcdef.jpg", LONG),
        ("/cover.jpg", SHORT),
        ("/feed.xml?v=1", SHORT),
    ],
)
def test_how_long_it_may_be_kept(host: Host, path: str, kept: str) -> None:
    assert host.ask(path).headers["cache-control"] == kept


@pytest.mark.parametrize("name", TYPES)
def test_text_is_packed_and_sound_is_not(host: Host, dist: Path, name: str) -> None:
    whole = data(dist, name)
    answer = host.ask(f"/{name}", Accept_Encoding="gzip")
    if name in TEXTS:
        assert answer.headers["content-encoding"] == "gzip"
        assert gzip.decompress(answer.body) == whole
        assert len(answer.body) < len(whole)
        assert "accept-encoding" in answer.headers["vary"].lower()
    else:
        assert "content-encoding" not in answer.headers
        assert answer.body == whole
    best = host.ask(f"/{name}", Accept_Encoding="gzip, br, zstd").headers.get("content-encoding")
    wanted = {
        "nginx": "gzip",
        "nginx with brotli": "br",
        "apache": "br",
        "apache without brotli": "gzip",
        "caddy": "zstd",
    }
    assert best == (wanted[host.name] if name in TEXTS else None)


@pytest.mark.parametrize("path", ["feed.xml", f"{SLUG}/{SLUG}.mp3?v=1.mp3", ""])
def test_a_show_that_moved_is_found(host: Host, path: str) -> None:
    answer = host.ask(f"/old-show/{path}")
    assert (answer.status, answer.headers["location"]) == (301, f"{OLD}/{path}")


def test_a_folder_is_found_without_its_slash(host: Host) -> None:
    answer = host.ask(f"/{SLUG}")
    assert answer.status in (301, 308)
    assert answer.headers["location"].endswith(f"/{SLUG}/")


@pytest.mark.parametrize("path", ["/.hidden", "/.htaccess", "/.git/config", "/assets/", "/nobody"])
def test_nothing_else_is_shown(host: Host, path: str) -> None:
    answer = host.ask(path)
    assert answer.status in (403, 404)
    assert b"secret" not in answer.body
    assert b"style.css" not in answer.body


def test_why_nginx_needs_a_table_of_types(dist: Path) -> None:
    """What docs/hosting.md says of nginx as Debian has it. If this fails, the page is out of date."""
    with running("bare nginx", dist) as bare:
        kinds = {name: bare.ask(f"/{name}").headers["content-type"] for name in TYPES}
    unknown = {name.rpartition(".")[2] for name, kind in kinds.items() if kind == "application/octet-stream"}
    assert unknown == {"vtt", "srt", "epub"}
    assert kinds[f"{SLUG}/chapters.json"] == "application/json"
    assert kinds[f"{SLUG}/"] == "text/html"  # without its charset
