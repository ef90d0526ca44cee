"""How long the feed of a big show takes, to write, to check and for others to parse, and how much memory.

    .venv/bin/python benchmarks/feed.py [--episodes 10000] [--page 300]

Episodes of sixteen chapters each, made up; feed.xml and its archives are written to a folder and read back by the rules of
``check`` (the feed alone: there is no audio), by the parsers of gPodder and of many servers, and by gPodder and Newsboat
themselves, where they are installed: at first sight, and when an episode has come. Each part runs in a process of its own,
whose largest memory is printed (that of a program that it starts, where that is larger).
"""

from __future__ import annotations

import argparse
import gzip
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.append(str(Path(__file__).parents[1] / "tests"))  # podcatchers

if TYPE_CHECKING:
    from audiobuild.model import Item

CHAPTERS = 16


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--episodes", type=int, default=10_000)
    parser.add_argument("--page", type=int, default=300)
    parser.add_argument("--part", choices=[*PARTS], help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.part:
        began = time.perf_counter()
        done = PARTS[arguments.part](arguments.folder, arguments.episodes, arguments.page)
        seconds = time.perf_counter() - began
        used = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        peak = max(used) / 1024
        print(f"{arguments.part:13} {done}: {seconds:.1f} s, peak {peak:.0f} MB")
        return
    with tempfile.TemporaryDirectory() as folder:
        for name in PARTS:
            options = ("--part", name, "--folder", folder, "--episodes", arguments.episodes, "--page", arguments.page)
            subprocess.run([sys.executable, __file__, *map(str, options)], check=True)


def write(folder: Path, episodes: int, page: int) -> str:
    from audiobuild.model import Show
    from audiobuild.publication import guids
    from audiobuild.site.writers import feed

    link = "https://podcast.example.org/gross/"
    show = Show(
        title="Große Sammlung",
        link=link,
        description="Zehntausend Gespräche.",
        language="de",
        author="Redaktion",
        email="redaktion@example.org",
        category="Society & Culture",
        guid=str(guids.podcast(f"{link}feed.xml")),
        feed_episodes=page,
    )
    made = tuple(items(episodes))
    count = size = packed = 0
    for name, data in feed.write(
        show, made, cover="cover.jpg", built=datetime.now(UTC), digest=lambda path: f"{hash(path):032x}"
    ):
        (folder / name).write_bytes(data)
        count, size = count + 1, size + len(data)
        packed = len(gzip.compress(data)) if name == "feed.xml" else packed
    of_feed = (folder / "feed.xml").stat().st_size
    return f"{episodes} episodes, {count} feeds of {size / 1e6:.1f} MB; feed.xml {of_feed:,} bytes, {packed:,} packed"


def items(count: int) -> Iterator[Item]:
    from audiobuild.model import ChapterMark, FrontMatter, Item, Mp3File, Speaker

    speakers = (Speaker(name="Anna", role="question"), Speaker(name="Ben", role="answer"))
    chapters = tuple(
        ChapterMark(
            id=f"q{number}",
            title=f"Wie war es im Jahr {2000 + number}, und was ist daraus geworden?",
            start_ms=60_000 * (number - 1),
            end_ms=60_000 * number,
        )
        for number in range(1, CHAPTERS + 1)
    )
    for number in range(count):
        yield Item(
            slug=f"folge-{number}",
            about=FrontMatter(
                title=f"Folge {number}",
                summary="Ein Gespräch über dies und das, und was sonst noch war.",
                language="de",
                date=datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=number),
                speakers=speakers,
            ),
            chapters=chapters,
            duration_ms=60_000 * CHAPTERS,
            mp3=Mp3File(bytes=8000 * 60 * CHAPTERS, sound=f"{number:016x}"),
        )


def check(folder: Path, episodes: int, page: int) -> str:
    from audiobuild.checking import archives, feed
    from audiobuild.checking.finding import Finding
    from audiobuild.checking.site import Site

    findings: list[Finding] = []
    entries = pages = 0
    for found in archives.pages(
        Site(dist=folder), lambda file: feed.check(file, datetime.now(UTC), findings), findings
    ):
        entries += len(found.entries)
        pages += 1
    if findings or entries < episodes:  # the newest archive may share entries with the feed
        raise SystemExit(f"{entries} entries, and found: {findings[:3]}")
    return f"{entries} entries in {pages} feeds"


def podcastparser(folder: Path, episodes: int, page: int) -> str:
    import podcastparser

    with (folder / "feed.xml").open("rb") as feed:
        return f"{len(podcastparser.parse('https://example.org/', feed)['episodes'])} episodes"


def feedparser(folder: Path, episodes: int, page: int) -> str:
    import feedparser

    return f"{len(feedparser.parse((folder / 'feed.xml').read_bytes()).entries)} episodes"


def gpodder(folder: Path, episodes: int, page: int) -> str:
    from podcatchers import Gpodder

    with served(folder) as address, tempfile.TemporaryDirectory() as home:
        program = Gpodder(Path(home))
        program("subscribe", address)
        first = len(program.episodes)
        write(folder, episodes + 1, page)
        program("update")
        return told(first, program.titles, episodes)


def newsboat(folder: Path, episodes: int, page: int) -> str:
    from podcatchers import Newsboat

    with served(folder) as address, tempfile.TemporaryDirectory() as home:
        program = Newsboat(Path(home), address)
        program.reload()
        first = len(program.episodes)
        write(folder, episodes + 1, page)
        program.reload()
        return told(first, program.titles, episodes)


def told(first: int, titles: Sequence[str], episodes: int) -> str:
    if len(titles) != len(set(titles)) or titles[0] != f"Folge {episodes}":
        raise SystemExit(f"{len(titles)} episodes, {len(set(titles))} of them different; the newest is {titles[0]}")
    return f"{first} episodes, then {len(titles)}"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/feed.xml"
        server.shutdown()


PARTS: Mapping[str, Callable[[Path, int, int], str]] = {
    "write": write,
    "check": check,
    "podcastparser": podcastparser,
    "feedparser": feedparser,
    **({"gpodder": gpodder} if shutil.which("gpo") else {}),
    **({"newsboat": newsboat} if shutil.which("newsboat") else {}),
}


if __name__ == "__main__":
    main()
