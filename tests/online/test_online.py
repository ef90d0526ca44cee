"""What is online, asked for as apps do: right podcasts have no finding, and each fault is found."""

from __future__ import annotations

import json
import re
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import trustme
from podcasts import Change, Online
from preview import serving
from programs import audiobuild
from werkzeug.wrappers import Response

from audiobuild.errors import ConfigError, RemoteError
from audiobuild.network import addresses
from audiobuild.online import check as online
from audiobuild.online import rules
from audiobuild.online import serving as feed_serving

MP3 = "eins/eins.mp3"


def other(path: str, status: int = 0, **headers: str) -> Change:
    """Files that end so have other headers, or none where they are empty; or another status."""

    def change(asked: str, response: Response) -> Response:
        if asked.endswith(path):
            response.status_code = status or response.status_code
            for name, value in headers.items():
                response.headers.pop(name.replace("_", "-"), None)
                if value:
                    response.headers[name.replace("_", "-")] = value
        return response

    return change


def instead(path: str, body: bytes | str, status: int = 200, **headers: str) -> Change:
    """A file is another."""

    def change(asked: str, response: Response) -> Response:
        if asked != path:
            return response
        kept = {name: value for name, value in response.headers.items() if name in ("Content-Type",)}
        allowed = {"Access-Control-Allow-Origin": "*", "ETag": '"x"'}
        return Response(body, status, headers=kept | allowed | {n.replace("_", "-"): v for n, v in headers.items()})

    return change


def plain(text: str) -> str:
    """Without what the feed's addresses have to do with digests."""
    return re.sub(r"\?v=[0-9a-f]+\.\w+", "", text)


def found(podcast: Online) -> list[tuple[str, str]]:
    return [(plain(file), plain(message)) for file, message in podcast.found()]


# --- right ones -------------------------------------------------------------------------------------------------------


def test_one_of_ours_has_no_finding_and_all_that_it_names_was_asked_for(ours: Online) -> None:
    report = ours.report()
    assert (report.findings, report.hints) == ((), ())
    assert (report.feed, report.title, report.episodes, report.newest) == (ours.feed + "feed.xml", "Gespräche", 2, 2)
    asked = {path for _, path, _ in ours.web.requests}
    files = {str(path.relative_to(ours.web.folder)) for path in ours.web.folder.rglob("*") if path.is_file()}
    assert asked >= files - {"assets/player.js", "eins/embed.html", "zwei/embed.html"}
    whole = [path for method, path, ranges in ours.web.requests if method == "GET" and not ranges]
    assert not [path for path in whole if path.endswith((".mp3", ".epub", ".zip"))]
    assert {ranges for _, path, ranges in ours.web.requests if path == MP3} == {"", "bytes=0-63"}


def test_somebody_else_s_is_not_blamed_for_not_being_ours(foreign: Online) -> None:
    report = foreign.report()
    assert [(one.file, one.place, one.message) for one in report.findings] == []
    assert (report.title, report.episodes, report.newest, report.addresses) == ("Harbour Notes", 2, 2, 7)
    assert "podcast/audiobuild-manifest.json" not in {path for _, path, _ in foreign.web.requests}


def test_the_preview_is_right_but_for_other_sites(ours: Online) -> None:
    """It gives nobody else leave to read what is not published yet."""
    with serving(ours.web.folder) as server:
        report = online.check(server.address)
    assert {one.rule for one in report.findings} == {rules.CORS}
    assert report.feed == f"{server.address}feed.xml"


@pytest.mark.parametrize("end", ["feed.xml", "feed.xml?x=1", "index.html", ""])
def test_the_address_of_the_feed_or_of_its_folder(ours: Online, end: str) -> None:
    report = online.check(ours.web.link + end)
    assert (report.findings, report.feed.partition("?")[0]) == ((), ours.web.link + "feed.xml")


# --- faults of a server -----------------------------------------------------------------------------------------------

NO_RANGES = "does not answer byte ranges with 206 (but 200): nobody can jump in it"
NO_CORS = "is not given to players on other sites (Access-Control-Allow-Origin is missing)"


def without_ranges(path: str, response: Response) -> Response:
    return Response(bytes(9), 200, mimetype="audio/mpeg") if path == MP3 and response.status_code == 206 else response


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (other("eins/transcript.vtt", Content_Type="text/plain"), [("eins/transcript.vtt", "is served as text/plain, not as text/vtt")]),
        (other("transcript.vtt", Content_Type="text/vtt; charset=utf-8"), []),
        (other("eins/transcript.srt", Content_Type="text/plain"), [("eins/transcript.srt", "is served as text/plain, not as application/x-subrip or application/srt")]),
        (other("eins/transcript.json", Content_Type="text/plain"), [("eins/transcript.json", "is served as text/plain, not as application/json+chapters or application/json")]),
        (other("eins/chapters.json", Content_Type="application/json"), []),
        (other("eins/chapters.json", Content_Type=""), [("eins/chapters.json", "is served as nothing, not as application/json+chapters or application/json")]),
        (other(MP3, Content_Type="application/octet-stream"), [(MP3, "is served as application/octet-stream, not as audio/mpeg")]),
        (other("cover.jpg", Content_Type="image/png"), [("cover.jpg", "is served as image/png, not as image/jpeg")]),
        (other("feed.xml", Content_Type="text/html"), [("feed.xml", "is served as text/html, not as application/rss+xml or application/xml")]),
        (other("feed.xml", Content_Type="application/xml"), []),
        (other("feed.xml", ETag="", Last_Modified=""), [("feed.xml", "has neither ETag nor Last-Modified")]),
        (other("eins/transcript.vtt", Access_Control_Allow_Origin=""), [("eins/transcript.vtt", NO_CORS)]),
        (other("eins/chapters.json", Access_Control_Allow_Origin="https://x.example"), [("eins/chapters.json", NO_CORS)]),
        (other("eins/chapters.json", Access_Control_Allow_Origin="https://player.example"), []),
        (other(MP3, Access_Control_Allow_Origin=""), []),
        (without_ranges, [(MP3, NO_RANGES)]),
        (other(MP3, Content_Range="bytes 1-64/999"), [(MP3, "does not answer byte ranges with 206 (but 206 bytes 1-64/999): nobody can jump in it")]),
        (other("eins/index.html", 410), [("eins/", "answers 410 GONE")]),
        (other("eins/index.html", 403), []),
        (other("cover.jpg", 404), [("cover.jpg", "answers 404 NOT FOUND")] * 2),
        (other(MP3, 404), [(MP3, "answers 404 NOT FOUND")] * 2),
        (instead("eins/chapters.json", "<p>"), [("eins/chapters.json", "is no JSON"), ("eins/chapters.json", "is 3 bytes long, and was built with SIZE")]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_how_it_is_served(ours: Online, change: Change, wrong: list[tuple[str, str]]) -> None:
    ours.change(change)
    size = str((ours.web.folder / "eins/chapters.json").stat().st_size)
    assert found(ours) == [
        (file.replace("eins/index.html", "eins/"), text.replace("SIZE", size)) for file, text in wrong
    ]


def test_a_finding_says_address_place_rule_and_remedy(ours: Online) -> None:
    ours.change(other("eins/transcript.vtt", Access_Control_Allow_Origin=""))
    (finding,) = ours.report().findings
    assert re.fullmatch(rf"{ours.web.link}eins/transcript\.vtt\?v=\w+\.vtt", finding.file)
    assert re.fullmatch(r"feed, line \d+, item: podcast:transcript", finding.place)
    assert (finding.rule, finding.remedy) == (rules.CORS, rules.SERVER)


def test_a_server_that_does_not_know_head(foreign: Online) -> None:
    """Apple asks for it where sound and pictures are; a page need not."""

    def change(path: str, response: Response) -> Response:
        method = [method for method, asked, _ in foreign.web.requests if asked == path][-1]
        return Response("", 405) if method == "HEAD" else response

    foreign.change(change)
    assert foreign.found() == [
        (file, "answers 405 METHOD NOT ALLOWED to HEAD")
        for file in ("art/1234", "media/2.m4a?source=feed", "media/1.m4a")
    ]


def test_a_length_that_is_not_the_feed_s(foreign: Online) -> None:
    foreign.write("podcast/index.html", foreign.read("podcast/index.html").replace('length="2000"', 'length="1999"', 1))
    assert foreign.found() == [("media/2.m4a?source=feed", "is 2000 bytes long, and the feed says '1999'")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html>Please log in</html>", "is no sound: it begins with '<html>Please log in<'"),
        (b"ID3\x03" + bytes(60), "is audio/mpeg, and the feed says audio/mp4"),
        (b"OggS" + bytes(60), "is audio/ogg, and the feed says audio/mp4"),
        (b"\xff\xfb\x90\x64" + bytes(60), "is audio/mpeg, and the feed says audio/mp4"),
    ],
)
def test_bytes_that_are_not_what_the_feed_says(foreign: Online, data: bytes, said: str) -> None:
    (foreign.web.folder / "media/1.m4a").write_bytes(data.ljust(2000, b" "))
    assert ("media/1.m4a", said) in foreign.found()


def test_a_cover_that_apple_refuses(foreign: Online) -> None:
    from PIL import Image

    Image.new("RGB", (300, 200)).save(foreign.web.folder / "art/1234", "JPEG")
    assert foreign.found() == [
        ("art/1234", "is 300 × 200 pixels, not square"),
        ("art/1234", "is 300 × 200 pixels; 1400 to 3000 are allowed"),
    ]


@pytest.mark.parametrize(
    ("text", "by", "said"),
    [
        ("<title>Harbour Notes</title>", "", "is missing"),
        ("Society &amp; Culture", "society", "'society' is none of them"),
        ("<itunes:explicit>no<", "<itunes:explicit>maybe<", "says 'maybe'"),
        ('<itunes:image href="LINKart/1234"/>\n    <itunes:category', "<itunes:category", "is missing"),
        ("<guid>first-boat</guid>", "", "is missing"),
        ("<guid>first-boat</guid>", '<guid>LINKblog.html?p=2</guid>', "'LINKblog.html?p=2' is that of another episode, too"),
        ('length="2000" type="audio/mp4"', 'length="" type="audio/mp4"', "has the length ''"),
        ('type="audio/mp4"', 'type="text/html"', "has the type 'text/html'"),
        ("1 May 2024 10:00:00 EST", "yesterday", "says 'yesterday', and should be like Mon, 04 Mar 2019 06:00:00 +0100"),
        ("1 May 2024 10:00:00 EST", "1 May 2999 10:00:00 EST", "1 May 2999 10:00:00 EST is not yet"),
        ("LINKmedia/1.m4a", "/media/1.m4a", "'/media/1.m4a' is no web address"),
        ("LINKmedia/2.srt", "2.srt", "'2.srt' is no web address"),
        ("xmlns:podcast", "xmlns:p", "is not well-formed: Namespace prefix podcast on transcript is not defined"),
        ('<rss version="2.0"', '<rss version="0.91"', "is no RSS 2.0 with a channel"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_any_feed(foreign: Online, text: str, by: str, said: str) -> None:
    text, by, said = (one.replace("LINK", foreign.web.link) for one in (text, by, said))
    whole = foreign.read("podcast/index.html")
    assert text in whole
    foreign.write("podcast/index.html", whole.replace(text, by, 1))
    assert ("podcast/", said) in foreign.found()


@pytest.mark.parametrize(
    ("last", "wrong"),
    [
        (4, []),
        (5, [("media/1.m4a", "leads on 6 times")]),
        (50, [("media/1.m4a", "leads on more than 8 times")]),
    ],
)
def test_redirects(foreign: Online, last: int, wrong: list[tuple[str, str]]) -> None:
    def change(path: str, response: Response) -> Response:
        if path == "media/1.m4a":
            return Response("", 302, headers={"Location": "/hop/1"})
        number = int(path.rpartition("/")[2]) if path.startswith("hop/") else 0
        if number:
            return Response("", 302, headers={"Location": "/media/2.m4a" if number == last else f"/hop/{number + 1}"})
        return response

    foreign.change(change)
    assert foreign.found() == wrong


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://x.example/", "gopher:x"])
def test_redirects_lead_to_the_web(foreign: Online, target: str) -> None:
    foreign.change(instead("media/1.m4a", "", 302, Location=target))
    assert foreign.found() == [("media/1.m4a", "leads on to something that is no web address")]


def test_a_feed_that_is_too_large(foreign: Online, monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(foreign.read("podcast/index.html").encode())
    monkeypatch.setattr(feed_serving, "LARGE", size)
    assert foreign.found() == []
    monkeypatch.setattr(feed_serving, "LARGE", size - 1)
    assert foreign.found() == [("podcast/", f"is as large as {float(f'{size / 1_000_000:.3g}'):g} MB")]
    monkeypatch.setattr(feed_serving, "MOST_FEED", 1000)
    assert foreign.found() == [("podcast/", "sent more than 0.001 MB")]


def test_a_length_that_the_feed_does_not_say_is_told_once(foreign: Online) -> None:
    text = foreign.read("podcast/index.html")
    foreign.write("podcast/index.html", text.replace('length="2000" type="audio/mp4"', 'length="0" type="audio/mp4"'))
    assert foreign.found() == [("podcast/", "has the length '0'")]


def test_what_costs_is_a_hint(ours: Online) -> None:
    """A large feed that is sent whole each time; a small one is not worth a word."""
    feed = ours.read("feed.xml")
    ours.write("feed.xml", feed.replace("</channel>", f"<!-- {'x' * feed_serving.COSTS} --></channel>"))
    told = [(one.rule, str(one.message)) for one in ours.report().hints]
    assert [rule for rule, _ in told] == [rules.PACKED]

    def again(path: str, response: Response) -> Response:
        return (
            Response(ours.read("feed.xml"), 200, headers={"ETag": '"x"', "Content-Encoding": ""})
            if path == "feed.xml"
            else response
        )

    ours.change(again)
    assert rules.UNCHANGED in [one.rule for one in ours.report().hints]


def test_what_is_online_is_held_against_the_manifest(ours: Online) -> None:
    feed = ours.read("feed.xml")
    ours.write("feed.xml", feed.replace("<itunes:explicit>false", "<itunes:explicit>true", 1))
    (ours.web.folder / "zwei/zwei.epub").write_bytes(b"short")
    size = len(feed.encode())
    assert [(file, message) for file, message in found(ours) if "long" in message or "built" in message or "mark" in message] == [
        ("feed.xml", "mark as not for children: True here, False in audiobuild-manifest.json: feed"),
        ("feed.xml", f"is not the feed that was built: {size - 1} bytes, not {size}"),
        ("zwei/zwei.epub", f"is 5 bytes long, and was built with {(ours.web.folder.parent / 'p/dist/zwei/zwei.epub').stat().st_size}"),
    ]  # fmt: skip


# --- where it may lead ------------------------------------------------------------------------------------------------


def test_a_feed_of_the_internet_leads_nowhere_inside(foreign: Online, monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.1 plays the internet, 127.0.0.2 a machine behind this one."""
    judge = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda text: text == "127.0.0.1" or judge(text))
    monkeypatch.setattr(addresses, "loopback_by_name", lambda address: False)
    monkeypatch.setattr("audiobuild.online.journey.loopback_by_name", lambda address: False)
    text = foreign.read("podcast/index.html")
    foreign.write("podcast/index.html", text.replace(f"{foreign.web.link}media/1", "http://127.0.0.2:1/media/1"))
    foreign.change(instead("media/2.json", "", 302, Location="http://127.0.0.2:1/inside"))
    inside = [(one.file, one.message) for one in foreign.report().findings if one.rule == rules.PUBLIC]
    assert inside == [
        (f"{foreign.web.link}media/2.json", "leads into a network that is not public"),
        ("http://127.0.0.2:1/media/1.m4a", "leads into a network that is not public"),
    ]
    plain_http = {one.file for one in foreign.report().findings if one.rule == rules.HTTPS}
    assert foreign.feed in plain_http
    assert f"{foreign.web.link}blog.html" not in plain_http


def test_a_feed_behind_this_machine_is_told_to_be_there(foreign: Online, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "loopback_by_name", lambda address: False)
    told = [one for one in foreign.report().findings if one.rule == rules.PUBLIC]
    assert [(one.file, one.message) for one in told] == [(foreign.feed, "is of a network that is not public")]


# --- certificates -----------------------------------------------------------------------------------------------------


@contextmanager
def encrypted(
    authority: trustme.CA, name: str, answer: Callable[[str], tuple[int, dict[str, str], bytes]]
) -> Iterator[int]:
    """A server by https."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answer(self.path)
            self.send_response(status)
            for key, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(b"" if self.command == "HEAD" else body)

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_bad_certificate_is_a_finding_with_a_remedy(
    foreign: Online, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    mine, theirs = trustme.CA(), trustme.CA()
    mine.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    unknown = "shows a certificate of an authority that is not known here"
    with encrypted(theirs, "localhost", lambda path: (200, {}, b"")) as port:
        report = online.check(f"https://localhost:{port}/feed.xml")
        assert [(one.rule, one.message, one.remedy) for one in report.findings] == [
            (rules.CERTIFICATE, unknown, rules.RENEW)
        ]
        text = foreign.read("podcast/index.html")
        foreign.write("podcast/index.html", text.replace(f"{foreign.web.link}media/1", f"https://localhost:{port}/1"))
        assert foreign.found() == [(f"https://localhost:{port}/1.m4a", unknown)]


def test_https_leads_to_no_http(foreign: Online, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    mine = trustme.CA()
    mine.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    away = f"{foreign.web.link}media/1.m4a"
    with encrypted(mine, "localhost", lambda path: (302, {"Location": away}, b"")) as port:
        text = foreign.read("podcast/index.html")
        foreign.write("podcast/index.html", text.replace(f"{foreign.web.link}media/1", f"https://localhost:{port}/1"))
        assert foreign.found() == [(f"https://localhost:{port}/1.m4a", f"leads from https to http: {away}")]


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_command(ours: Online, foreign: Online) -> None:
    done = audiobuild("check", ours.feed)
    assert (
        done.stdout
        == f"nothing wrong found: 2 episodes in the feed {ours.feed}feed.xml, 46 addresses of the newest 2\n"
    )
    assert re.fullmatch(r"asking for 46 addresses\n(46 of 46 addresses\n)", done.stderr)
    foreign.change(other("media/2.srt", Access_Control_Allow_Origin=""))
    wrong = audiobuild("check", foreign.feed, "-q", check=False)
    first, rule, remedy = wrong.stdout.splitlines()
    assert (wrong.returncode, first) == (
        6,
        f"{foreign.web.link}media/2.srt: feed, line 25, item: podcast:transcript: {NO_CORS}",
    )
    assert (rule.strip(), remedy.strip()) == (rules.CORS, rules.SERVER)
    assert (
        wrong.stderr
        == f"1 finding in 1 file (2 episodes in the feed {foreign.feed}, 7 addresses of the newest 2 checked)\n"
    )
    report = json.loads(audiobuild("check", foreign.feed, "-q", "--json", check=False).stdout)
    assert report | {"findings": len(report["findings"])} == {
        "feed": foreign.feed,
        "title": "Harbour Notes",
        "episodes": 2,
        "newest": 2,
        "addresses": 7,
        "findings": 1,
        "hints": [],
    }


def test_an_address_that_is_none_or_does_not_answer(foreign: Online) -> None:
    for words, code, said in (
        (["https://"], 2, "https://: is no web address\n"),
        (["ftp://x.example/feed.xml"], 2, "ftp://x.example/feed.xml: is no web address\n"),
        (["https://me:secret@x.example/"], 2, "https://x.example/: has a name or password in it: "),
        ([foreign.feed, "a-talk"], 2, "an address stands alone behind check\n"),
        (["http://127.0.0.1:1/feed.xml"], 7, "http://127.0.0.1:1/feed.xml: refused the connection\n"),
        (["http://name.invalid/"], 7, "http://name.invalid/: has a name that is not known\n"),
        ([foreign.web.link + "nothing"], 7, f"{foreign.web.link}nothing: answers 404 NOT FOUND\n"),
    ):
        done = audiobuild("check", *words, check=False)
        assert (done.returncode, done.stdout) == (code, "")
        assert done.stderr.startswith(said)
        assert "secret" not in done.stderr
    page = audiobuild("check", foreign.web.link + "blog.html", check=False)
    assert page.returncode == 6
    assert f"{foreign.web.link}blog.html: is a page, and no feed\n" in page.stdout


def test_errors_of_the_api(foreign: Online) -> None:
    with pytest.raises(ConfigError):
        online.check("feed.xml")
    with pytest.raises(RemoteError):
        online.check("http://127.0.0.1:1/")
