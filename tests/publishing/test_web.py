"""Reading back over HTTP, as listeners do."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from shipped import NOWHERE, TEXTS, Remote, dist, folder_place, show_at
from werkzeug.wrappers import Response

from attacks import subject
from attacks.remotes import WebServer, line_to, web_server
from audiobuild.publishing import publish as publishing
from audiobuild.publishing.reading_back import read_back

Change = Callable[[str, Response], Response]


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    with web_server(tmp_path_factory.mktemp("web")) as server:
        yield server


@pytest.fixture(scope="module")
def linked(web: WebServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication whose address is that of the web server."""
    show = show_at(web.link)
    root = subject.publication(tmp_path_factory.mktemp("linked") / "p", TEXTS, show=show)
    subject.build(root)
    return root


@pytest.fixture
def place(web: WebServer) -> Iterator[Remote]:
    """The web server's folder, emptied."""
    shutil.rmtree(web.folder)
    web.folder.mkdir()
    web.requests.clear()
    yield folder_place(web.folder, str(web.folder))
    web.change = lambda path, response: response


def test_what_was_sent_is_asked_for_as_players_do(linked: Path, web: WebServer, place: Remote) -> None:
    done = place.publish(linked, read_back="auto")
    assert done.read_back
    assert (done.read_back.by, done.read_back.address, done.read_back.problems) == ("web", web.link, ())
    assert {path for method, path, _ in web.requests if method == "HEAD"} == dist(linked).keys() - {
        "audiobuild-manifest.json"
    }
    assert {path for method, path, ranges in web.requests if ranges == "bytes=1-2"} == {
        "eins/eins.mp3",
        "zwei/zwei.mp3",
    }
    web.requests.clear()
    place.publish(linked, read_back="auto")
    assert web.requests == [("GET", "feed.xml", "")]  # nothing was sent: the feed is looked at all the same


def other(suffix: str, **headers: str) -> Change:
    """Files that end so have other headers, or none where they are empty."""

    def change(path: str, response: Response) -> Response:
        if path.endswith(suffix):
            for name, value in headers.items():
                response.headers.pop(name.replace("_", "-"))
                if value:
                    response.headers[name.replace("_", "-")] = value
        return response

    return change


def without_ranges(path: str, response: Response) -> Response:
    if path.endswith(".mp3") and response.status_code == 206:
        return Response("all of it", 200)
    return response


def old_feed(path: str, response: Response) -> Response:
    return Response("<rss/>", 200, mimetype="application/xml") if path == "feed.xml" else response


def shorter(path: str, response: Response) -> Response:
    return Response("half", 200, mimetype="audio/mpeg") if path == "eins/eins.mp3" else response


def missing(path: str, response: Response) -> Response:
    return Response("no", 403) if path == "zwei/index.html" else response


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (
            other("eins/transcript.vtt", Content_Type="application/octet-stream"),
            [("eins/transcript.vtt", "is served as application/octet-stream, and is text/vtt")],
        ),
        (
            other("eins.epub", Content_Type=""),
            [("eins/eins.epub", "is served as nothing, and is application/epub+zip")],
        ),
        (other("feed.xml", Content_Type="text/xml"), []),
        (other("chapters.json", Content_Type="application/json"), []),
        (
            other("eins/chapters.json", Access_Control_Allow_Origin=""),
            [
                (
                    "eins/chapters.json",
                    "is not given to players on other sites (Access-Control-Allow-Origin is missing)",
                )
            ],
        ),
        (
            without_ranges,
            [
                (name, "does not answer byte ranges with 206 (but 200): nobody can jump in it")
                for name in ("eins/eins.mp3", "zwei/zwei.mp3")
            ],
        ),
        (
            old_feed,
            [("feed.xml", "is not the feed that was sent"), ("feed.xml", "is 6 bytes long, and FEED were sent")],
        ),
        (
            shorter,
            [
                ("eins/eins.mp3", "is 4 bytes long, and SIZE were sent"),
                ("eins/eins.mp3", "does not answer byte ranges with 206 (but 200): nobody can jump in it"),
            ],
        ),
        (missing, [("zwei/index.html", "answers 403 FORBIDDEN")]),
    ],
)
def test_what_is_wrong_is_told(
    linked: Path, web: WebServer, place: Remote, change: Any, wrong: list[tuple[str, str]]
) -> None:
    web.change = change
    done = place.publish(linked, read_back="auto")
    size, feed = (str(len(dist(linked)[name])) for name in ("eins/eins.mp3", "feed.xml"))
    assert done.read_back
    assert [(problem.place, problem.message) for problem in done.read_back.problems] == [
        (web.link + name, message.replace("SIZE", size).replace("FEED", feed)) for name, message in wrong
    ]
    assert place.theirs() == dist(linked)


def test_a_feed_that_is_stale_for_a_while_is_waited_for(linked: Path, web: WebServer, place: Remote) -> None:
    asked = []

    def stale(path: str, response: Response) -> Response:
        asked.append(path)
        return old_feed(path, response) if asked.count("feed.xml") < 3 else response

    web.change = stale
    done = place.publish(linked, read_back="auto")
    assert done.read_back
    assert done.read_back.problems == ()


def test_an_address_that_does_not_answer_is_told_and_the_place_asked(root: Path, place: Remote) -> None:
    """Before a domain is connected, say."""
    done = place.publish(root, read_back="auto")
    assert done.read_back
    assert (done.read_back.by, done.read_back.problems) == ("place", ())
    (note,) = place.notes
    assert note.startswith(f"{NOWHERE} ")
    assert note.endswith("; read back from the place itself")


def test_unless_the_web_was_asked_for(root: Path, place: Remote) -> None:
    done = place.publish(root, read_back="web")
    assert done.read_back
    assert [problem.place for problem in done.read_back.problems] == [NOWHERE]


def test_a_server_that_hangs_up_does_not_answer(linked: Path, web: WebServer, place: Remote, tmp_path: Path) -> None:
    with line_to(web.port, *[1] * 500) as line:
        show = show_at(f"http://127.0.0.1:{line.port}/")
        root = subject.publication(tmp_path / "p", {"eins": TEXTS["eins"]}, show=show)
        subject.build(root)
        done = place.publish(root, read_back="auto")
    assert done.read_back
    assert done.read_back.by == "place"


def test_from_the_place_another_file_is_noticed(linked: Path, place: Remote, monkeypatch: pytest.MonkeyPatch) -> None:
    def touched(*arguments: Any) -> Any:
        place.write("eins/eins.mp3", b"x")
        place.write("feed.xml", b"x")
        return read_back(*arguments)

    monkeypatch.setattr(publishing, "read_back", touched)
    done = place.publish(linked)
    assert done.read_back
    assert {problem.place for problem in done.read_back.problems} == {
        f"{place.address}: feed.xml",
        f"{place.address}: eins/eins.mp3",
    }
