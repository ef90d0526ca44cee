"""A year in the life of a show: what two podcast programs show of it after each thing that an editor does."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from podcatchers import Gpodder, Newsboat
from programs import run

from attacks import subject
from audiobuild import pipeline
from audiobuild.publication import config, guids
from audiobuild.site.published import read
from benchmarks import feed


class _Quiet(SimpleHTTPRequestHandler):
    """What lies in a folder, or where everything has moved to."""

    moved_to = ""

    def do_GET(self) -> None:
        del self.headers["If-Modified-Since"]  # in seconds; months pass faster here
        if self.moved_to:
            self.send_response(301)
            self.send_header("Location", self.moved_to + self.path.lstrip("/"))
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_: Any) -> None:
        """Nobody reads it."""


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, Callable[[str], None]]]:
    """The address of a folder, and how to let it lead elsewhere."""
    handler = type("Handler", (_Quiet,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", lambda address: setattr(handler, "moved_to", address)
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Show:
    """A publication that is edited, and what its listeners see."""

    root: Path
    link: str
    gpodder: Gpodder
    newsboat: Newsboat
    patch: pytest.MonkeyPatch
    title: str = "Gespräche"
    voice: str = "de-answer-male"
    texts: dict[str, str] = field(default_factory=dict)

    def edit(self, day: str, **texts: str | None) -> None:
        """On that day interviews are written, or removed where there is ``None``, and all is built."""
        now = datetime.fromisoformat(day).replace(tzinfo=UTC)
        self.patch.setenv("SOURCE_DATE_EPOCH", str(int(now.timestamp())))
        for name, text in texts.items():
            slug = name.replace("_", "-")
            if text is None:
                del self.texts[slug]
            else:
                self.texts[slug] = text
        show = subject.SHOW.replace("https://gespraeche-am-fluss.de", self.link).replace("Gespräche", self.title, 1)
        show = show.replace("feed_episodes = 2\n", "").replace("de-answer-male", self.voice)
        subject.publication(self.root, self.texts, show=show)
        with subject.in_process():
            pipeline.build(config.load(self.root), jobs=1, prune="all")

    def seen(self) -> list[str]:
        """What both programs list, newest first; neither lists an episode twice."""
        self.gpodder("update")
        self.newsboat.reload()
        for episodes in (self.gpodder.episodes, self.newsboat.episodes):
            names = [guid for guid, _, _ in episodes]
            assert len(names) == len(set(names))
        return list(self.gpodder.titles)

    def guid(self, slug: str) -> str:
        """That of an episode that is built."""
        publication = config.load(self.root)
        return guids.episode(publication.show, read(self.root).manifest.items[slug])


def talk(title: str, day: str, answer: str = "Gut.", **front: str) -> str:
    """An interview with further lines in its front matter."""
    lines = "".join(f"{key}: {value}\n" for key, value in front.items())
    return subject.interview(title, day, answer=answer).replace("language: de\n", f"language: de\n{lines}")


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Show]:
    root = tmp_path / "p"
    (root / "dist").mkdir(parents=True)
    with served(root / "dist") as (link, _):
        for name in ("gpodder", "newsboat"):
            (tmp_path / name).mkdir()
        made = Show(
            root=root,
            link=link,
            gpodder=Gpodder(tmp_path / "gpodder"),
            newsboat=Newsboat(tmp_path / "newsboat", f"{link}feed.xml"),
            patch=monkeypatch,
        )
        made.edit("2024-01-02", hafen=talk("Am Hafen", "2024-01-01"), markt=talk("Am Markt", "2024-01-01"))
        made.gpodder("subscribe", f"{link}feed.xml")
        yield made


def test_a_year(show: Show) -> None:
    """Two on a day, a trailer and a bonus, a day to come, a new name, a new day, corrections, a new title of the show, a new
    voice, and one that is taken back."""
    assert show.seen() == ["Am Hafen", "Am Markt"]

    show.edit(
        "2024-02-01",
        vorschau=talk("Vorschau", "2024-01-20", type="trailer"),
        zugabe=talk("Zugabe", "2024-01-25", type="bonus"),
        sommer=talk("Im Sommer", "2024-06-01"),
    )
    assert show.seen() == ["Zugabe", "Vorschau", "Am Hafen", "Am Markt"]

    guid = show.guid("hafen")
    show.edit("2024-02-10", hafen=None, am_alten_hafen=talk("Am alten Hafen", "2024-01-01", id=guid))
    assert show.seen() == ["Zugabe", "Vorschau", "Am Markt", "Am alten Hafen"]

    show.edit("2024-03-01", markt=talk("Am Markt", "2024-02-20"))
    assert show.seen() == ["Am Markt", "Zugabe", "Vorschau", "Am alten Hafen"]

    for day, answer in (("2024-03-10", "Sehr gut."), ("2024-03-11", "Recht gut.")):
        before = dict(urls(show))
        show.edit(day, am_alten_hafen=talk("Am alten Hafen", "2024-01-01", answer, id=guid))
        assert show.seen() == ["Am Markt", "Zugabe", "Vorschau", "Am alten Hafen"]
        assert {one for one, url in urls(show) if before[one] != url} == {guid}

    before = dict(urls(show))
    show.title = "Gespräche am Fluss"
    show.edit("2024-04-01")
    assert show.seen() == ["Am Markt", "Zugabe", "Vorschau", "Am alten Hafen"]
    assert all(before[one] != url for one, url in urls(show))  # other bytes, other addresses

    before = dict(urls(show))
    show.voice = "de-answer-female"
    show.edit("2024-05-01")
    assert show.seen() == ["Am Markt", "Zugabe", "Vorschau", "Am alten Hafen"]
    assert all(before[one] != url for one, url in urls(show))

    show.edit("2024-06-02")
    assert show.seen() == ["Im Sommer", "Am Markt", "Zugabe", "Vorschau", "Am alten Hafen"]

    show.edit("2024-07-01", zugabe=None)
    assert show.seen() == ["Im Sommer", "Am Markt", "Vorschau", "Am alten Hafen"]
    kept = ["Am Markt", "Am alten Hafen", "Im Sommer", "Vorschau", "Zugabe"]
    assert sorted(show.newsboat.titles) == kept  # Newsboat keeps what it has seen, and its day


def urls(show: Show) -> list[tuple[str, str]]:
    """Guid and address of each sound, as gPodder knows them."""
    return [(guid, url) for guid, url, _ in show.gpodder.episodes]


def test_to_another_address(show: Show, tmp_path: Path) -> None:
    """The old one leads to the new one; who has subscribed there sees the same episodes."""
    before = [guid for guid, _, _ in show.gpodder.episodes]
    with served(tmp_path / "elsewhere/dist") as (link, _), served(show.root / "dist") as (former, moves):
        root, show.root, show.link = show.root, tmp_path / "elsewhere", link
        shutil.copytree(root, show.root)
        show.edit("2024-05-01", neu=talk("Neu", "2024-04-30"))
        moves(link)
        shutil.rmtree(tmp_path / "gpodder")
        show.gpodder("subscribe", f"{former}feed.xml")
        assert show.gpodder.titles == ["Neu", "Am Hafen", "Am Markt"]
        assert {*before} < {guid for guid, _, _ in show.gpodder.episodes}
        assert {urlsplit(url).netloc for _, url in urls(show)} == {urlsplit(link).netloc}
        assert run("curl", "--silent", "--location", f"{former}feed.xml").stdout.count("<item>") == 3


def test_hundreds_of_episodes(tmp_path: Path) -> None:
    """gPodder takes the 200 newest of a new podcast, as it is set to; what comes later it shows with the rest. Newsboat takes
    all. Thousands: ``benchmarks/feed.py``."""
    (tmp_path / "dist").mkdir()
    with served(tmp_path / "dist") as (link, _):
        feed.write(tmp_path / "dist", 400, 1_000)
        (tmp_path / "newsboat").mkdir()
        gpodder, newsboat = Gpodder(tmp_path / "gpodder"), Newsboat(tmp_path / "newsboat", f"{link}feed.xml")
        gpodder("subscribe", f"{link}feed.xml")
        newsboat.reload()
        names = [f"Folge {number}" for number in range(401)]
        assert sorted(gpodder.titles) == sorted(names[200:400])
        assert sorted(newsboat.titles) == sorted(names[:400])
        feed.write(tmp_path / "dist", 401, 1_000)
        gpodder("update")
        newsboat.reload()
        assert sorted(gpodder.titles) == sorted(newsboat.titles) == sorted(names)
