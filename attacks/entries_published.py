"""Entry points for what is published and read back by ``check``: anybody may have changed it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from attacks import mutation, published_sample
from attacks.entry import Entry
from audiobuild.checking import chapters, feed, mp3_file, pages, publications, tags, transcripts
from audiobuild.checking.finding import File
from audiobuild.checking.site import Site
from audiobuild.checking.statements import pages as stated
from audiobuild.errors import AudiobuildError

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def all_of(scratch: Path) -> Iterator[Entry]:
    """Every entry point; files are written into ``scratch``."""
    dist = published_sample.dist(scratch)
    yield from _texts(scratch, dist)
    yield from _books(scratch, dist)


def _texts(scratch: Path, dist: Path) -> Iterator[Entry]:
    slug = published_sample.SLUG
    readers: Sequence[tuple[str, str, Callable[[File], object], tuple[str, ...]]] = (
        ("feed", "feed.xml", lambda file: feed.check(file, NOW, []), ("checking/feed", "checking/items")),
        ("page", f"{slug}/index.html", _page, ("checking/pages", "checking/publications/")),
        ("chapters", f"{slug}/chapters.json", _chapters, ("checking/chapters",)),
        ("WebVTT", f"{slug}/transcript.vtt", lambda file: transcripts.vtt(file, []), ("checking/transcripts",)),
        ("SubRip", f"{slug}/transcript.srt", lambda file: transcripts.srt(file, []), ("checking/transcripts",)),
        (
            "transcript",
            f"{slug}/transcript.json",
            lambda file: transcripts.podcast_json(file, []),
            ("checking/transcripts",),
        ),
    )
    for name, file, read, targets in readers:
        samples = [(dist / file).read_text(encoding="utf-8")]
        path = scratch / f"fuzzed-{name}" / slug / Path(file).name
        path.parent.mkdir(parents=True)
        yield Entry(
            name=f"check: {name}",
            make=partial(mutation.of_either, samples=samples),
            run=partial(_checked, path, read),
            targets=targets,
        )


def _books(scratch: Path, dist: Path) -> Iterator[Entry]:
    slug = published_sample.SLUG
    for name, file, read_book, make in (
        ("EPUB", f"{slug}.epub", _page, mutation.of_zip),
        ("DAISY", f"{slug}-daisy.zip", _page, mutation.of_zip),
        ("MP3", f"{slug}.mp3", lambda file: mp3_file.check(file, []), mutation.of_bytes),
    ):
        path = scratch / f"fuzzed-{name}" / slug / file
        path.parent.mkdir(parents=True)
        (path.parent / "index.html").write_bytes((dist / slug / "index.html").read_bytes())
        book = (dist / slug / file).read_bytes()
        short = published_sample.without_sound(book) if make is mutation.of_zip else published_sample.short(book)
        yield Entry(
            name=f"check: {name}",
            make=partial(make, samples=[short]),
            run=partial(_checked, path, read_book),
            targets=("checking/publications/",)
            if make is mutation.of_zip
            else ("checking/mp3_file", "checking/infotag"),
        )
    tag = published_sample.tag((dist / slug / f"{slug}.mp3").read_bytes())
    here = File(path=dist / "x.mp3", name="dist/x.mp3")
    yield Entry(
        name="check: ID3",
        make=partial(mutation.of_bytes, samples=[tag]),
        run=lambda data: tags.check(here, data, 1000, []),
        targets=("checking/tags", "checking/id3", "checking/marks"),
    )


def _chapters(file: File) -> None:
    chapters.check(Site(dist=file.path.parents[1]), file, [])


def _page(file: File) -> None:
    page = file.beside("index.html")
    tree = pages.parse(page, [])
    if tree is not None:
        link = "https://podcast.stadt-am-kai.de/kai/"
        site = Site(dist=page.path.parents[1], link=link, media_link="https://media.example/")
        list(pages.may_play(site, page, pages.check(page, tree, f"{link}am-kai/", [])))
        list(stated.episode(page, tree, f"{link}am-kai/"))
        pages.links(site, page, tree, [])
    publications.check(page, tree, 1000, [])


def _checked(path: Path, read: Callable[[File], object], data: bytes) -> None:
    path.write_bytes(data)
    try:
        read(File(path=path, name=f"dist/{path.name}"))
    except AudiobuildError as error:
        raise AssertionError("a reader of check has raised") from error
