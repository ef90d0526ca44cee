"""The entry points of the program: what comes in from outside, how it is made, and the function that takes it.

Each runs what a command runs. What may come out of it is an AudiobuildError, or, where a function says so, a ValueError.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import requests
from requests.structures import CaseInsensitiveDict

from attacks import answers, documents, hostile, mutation, published_sample
from audiobuild import importers
from audiobuild.check import chapters, feed, mp3_file, pages, publications, tags, transcripts
from audiobuild.check.finding import File
from audiobuild.errors import ConfigError
from audiobuild.importers import fetch
from audiobuild.languages import lexicon, pls, registry
from audiobuild.languages.reading import sentences
from audiobuild.languages.report import report
from audiobuild.model import Inline
from audiobuild.preview import server
from audiobuild.publication import config, content, links
from audiobuild.site import artwork
from audiobuild.sound import decode, layer3
from audiobuild.speech.services import client
from audiobuild.text import visible

NOW = datetime(2026, 1, 1, tzinfo=UTC)
WISHES = importers.Wishes(today=date(2026, 1, 1))


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An entry point. ``raises`` is what its function says that it raises besides AudiobuildErrors; ``targets`` are the
    modules, by the beginning of their path, whose lines ``--coverage`` counts."""

    name: str
    make: Callable[[random.Random], Any]
    run: Callable[[Any], object]
    targets: tuple[str, ...]
    raises: tuple[type[Exception], ...] = ()


def all_of(scratch: Path) -> Iterator[Entry]:
    """Every entry point; files are written into ``scratch``."""
    yield from _publication(scratch)
    yield from _imports()
    yield from _languages()
    yield from _sound(scratch)
    yield from _networks(scratch)
    yield from _published(scratch)


def _publication(scratch: Path) -> Iterator[Entry]:
    body = "\n\n".join(hostile.body(place, "Text") for place in hostile.BODY)
    interviews = [hostile.interview(), hostile.interview("correction.note", "x"), hostile.interview(body=body), _README]
    yield Entry(
        name="Markdown",
        make=partial(mutation.of_text, samples=[body, _README.partition("---\n")[2].partition("---\n")[2]]),
        run=lambda text: content.parse(hostile.interview(body=text), slug="a", path="content/a.md"),
        targets=("publication/content", "publication/markdown_reader", "publication/links", "publication/bounds"),
    )
    yield Entry(
        name="front matter",
        make=partial(mutation.of_text, samples=interviews),
        run=lambda text: _rendered(content.parse(text, slug="a", path="content/a.md")),
        targets=("publication/content", "inputs/tables", "publication/names", "publication/markdown_writer"),
    )
    root = scratch / "publication"
    (root / "content").mkdir(parents=True)
    (root / "voices").mkdir()
    files = {
        "show": ("content/show.toml", hostile.show, hostile.SHOW),
        "voices": ("voices/a.toml", hostile.voice, hostile.VOICE),
    }
    for name, (file, make, keys) in files.items():
        samples = [make(), *(make(key, value) for key in keys for value in ('"x"', "1", "1.5", "true"))]
        yield Entry(
            name=name,
            make=partial(mutation.of_either, samples=samples),
            run=partial(_load, root, file),
            targets=(
                "publication/config",
                "publication/validation",
                "inputs/",
                "publication/links",
                "publication/colour",
            ),
        )
    lexicons = ['"KL.digital" = "K L digital"\n"Pipeline" = {language = "en"}\n"x" = {spoken = "Y", case = false}\n']
    yield Entry(
        name="lexicon",
        make=partial(
            mutation.of_text, samples=lexicons + [hostile.lexicon(place, "wort") for place in hostile.LEXICON]
        ),
        run=_speak_with,
        targets=("languages/lexicon", "inputs/tables"),
    )
    yield Entry(
        name="PLS",
        make=partial(mutation.of_either, samples=[_PLS]),
        run=lambda data: pls.entries(data, language="de", place="content/a.pls"),
        targets=("languages/pls",),
    )
    yield Entry(
        name="links",
        make=partial(
            mutation.of_text, samples=["https://a.example:80/b?c#d", "mailto:a@b.example", "tel:+49-1", "../x"]
        ),
        run=links.fault,
        targets=("publication/links",),
    )
    yield Entry(
        name="pictures",
        make=partial(mutation.of_bytes, samples=published_sample.pictures()),
        run=lambda data: (list(artwork.faults(data, "a.jpg")), artwork.converted(data, "#ffffff")),
        targets=("site/artwork",),
        raises=(ValueError,),
    )


def _imports() -> Iterator[Entry]:
    everything = ("importers/",)
    texts = {
        "text": ([documents.PLAIN, documents.PLAIN.replace("\n\n", "\n")], "a.txt"),
        "HTML": (
            [f"<html><head><meta charset=utf-8><title>Am Kai</title></head><body>{documents.PAGE}", _PAGE],
            "a.html",
        ),
        "Markdown": ([documents.MARKDOWN], "a.md"),
    }
    for kind, (samples, name) in texts.items():
        yield Entry(
            name=f"import {kind}",
            make=partial(mutation.of_either, samples=samples),
            run=partial(_import, name),
            targets=everything,
        )
    word = [documents.docx(documents.word_paragraphs()), documents.HOSTILE["merged-with-nothing.docx"]()]
    office = [documents.odt(documents.text_paragraphs(), parts={"meta.xml": _META}), documents.HOSTILE["spaces.odt"]()]
    for kind, packed in (("Word", word), ("OpenDocument", office)):
        yield Entry(
            name=f"import {kind}",
            make=partial(mutation.of_zip, samples=packed),
            run=partial(_import, "a.docx"),
            targets=("importers/readers/word", "importers/readers/opendocument", "importers/readers/zip_files"),
        )


def _languages() -> Iterator[Entry]:
    for code in registry.CODES:
        table = Path(__file__).parents[1] / f"tests/languages/{code}.tsv"
        rows = [
            line.split("\t")[0] for line in table.read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")
        ]
        yield Entry(
            name=f"reading {code}",
            make=partial(mutation.of_text, samples=rows),
            run=partial(_read, code),
            targets=(
                f"languages/{code}/",
                "languages/shared/",
                "languages/split",
                "languages/pieces",
                "languages/cleaning",
            ),
        )


def _sound(scratch: Path) -> Iterator[Entry]:
    yield Entry(
        name="WAV",
        make=partial(mutation.of_bytes, samples=published_sample.waves()),
        run=decode.wav,
        targets=("sound/decode",),
        raises=(ValueError,),
    )
    mp3s = published_sample.mp3s(scratch)
    yield Entry(
        name="MP3",
        make=partial(mutation.of_bytes, samples=mp3s),
        run=decode.mp3,
        targets=("sound/decode", "sound/layer3"),
        raises=(ValueError,),
    )
    yield Entry(
        name="MP3 frames",
        make=partial(mutation.of_bytes, samples=mp3s),
        run=lambda data: list(layer3.torn(layer3.frames(data))),
        targets=("sound/layer3",),
        raises=(ValueError,),
    )


def _networks(scratch: Path) -> Iterator[Entry]:
    bodies = ['{"error": {"message": "no"}}', '{"detail": ["x"]}', "[1]", "null", '"x"', "", "<html>"]
    yield Entry(
        name="answers of services",
        make=lambda random_: (
            random_.choice((200, 204, 302, 401, 404, 408, 429, 500, 503, 999, 0)),
            mutation.of_text(random_, ["", "5", "-1", "Fri, 31 Dec 2026 23:59:59 GMT"]),
            mutation.of_either(random_, bodies),
        ),
        run=_service,
        targets=("speech/services/client",),
        raises=(client.ServiceError,),
    )
    web = answers.Answers()
    yield Entry(
        name="answers of the web",
        make=partial(mutation.of_bytes, samples=answers.SAMPLES),
        run=lambda data: fetch.page(web.at(data), whole_s=2),
        targets=("importers/fetch",),
    )
    dist = published_sample.dist(scratch)
    application = server.app(dist)
    yield Entry(
        name="preview requests",
        make=partial(answers.request, paths=published_sample.paths(dist)),
        run=lambda scope: asyncio.run(answers.asked(application, scope)),
        targets=("preview/",),
    )


def _published(scratch: Path) -> Iterator[Entry]:
    dist = published_sample.dist(scratch)
    slug = published_sample.SLUG
    readers: Sequence[tuple[str, str, Callable[[File], object], tuple[str, ...]]] = (
        ("feed", "feed.xml", lambda file: feed.check(file, NOW, []), ("check/feed", "check/items")),
        ("page", f"{slug}/index.html", _page, ("check/pages", "check/publications/")),
        ("chapters", f"{slug}/chapters.json", lambda file: chapters.check(file, []), ("check/chapters",)),
        ("WebVTT", f"{slug}/transcript.vtt", lambda file: transcripts.vtt(file, []), ("check/transcripts",)),
        ("SubRip", f"{slug}/transcript.srt", lambda file: transcripts.srt(file, []), ("check/transcripts",)),
        (
            "transcript",
            f"{slug}/transcript.json",
            lambda file: transcripts.podcast_json(file, []),
            ("check/transcripts",),
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
            targets=("check/publications/",) if make is mutation.of_zip else ("check/mp3_file", "check/infotag"),
        )
    tag = published_sample.tag((dist / slug / f"{slug}.mp3").read_bytes())
    here = File(path=dist / "x.mp3", name="dist/x.mp3")
    yield Entry(
        name="check: ID3",
        make=partial(mutation.of_bytes, samples=[tag]),
        run=lambda data: tags.check(here, data, 1000, []),
        targets=("check/tags", "check/id3", "check/marks"),
    )


# --- what takes it --------------------------------------------------------------------------------------------------


def _rendered(interview: Any) -> None:
    """What is written of an interview is read back as the same."""
    again = content.parse(content.render(interview), slug="a", path="content/a.md")
    if again.about != interview.about:
        raise AssertionError(f"{again.about} is not {interview.about}")


def _load(root: Path, file: str, data: bytes) -> None:
    for name, text in (("content/show.toml", hostile.show()), ("voices/a.toml", hostile.voice())):
        (root / name).write_bytes(data if name == file else text.encode())
    config.load(root)


def _speak_with(text: str) -> None:
    from audiobuild.inputs import tables

    table = tables.from_toml(text, place="content/lexicon.toml")
    found = lexicon.parse(table, place="content/lexicon.toml")
    sentences((Inline(text="Die KL.digital hat eine Pipeline, x, Wort und Nichts."),), language="de", lexicon=found)


def _import(name: str, data: bytes) -> None:
    found = importers.read(data, WISHES, name=name)
    content.render(found.interview, found.comments)


def _read(code: str, text: str) -> None:
    read = sentences((Inline(text=text),), language=code)
    printed = "".join(piece.text for sentence in read for piece in sentence.pieces)
    if "".join(printed.split()) != "".join(text.split()) and (read or visible(text).strip()):
        raise AssertionError(f"{printed!r} is not all of the text")
    for sentence in read:
        list(report(sentence.pieces, language=code))


def _service(answer: tuple[int, str, bytes]) -> None:
    status, pause, body = answer
    request = requests.Request("POST", "http://127.0.0.1/", headers={"Authorization": "Bearer key"}).prepare()
    headers = CaseInsensitiveDict({"Retry-After": pause, "Location": pause})
    client.successful(client.Response(status=status, reason="x", headers=headers, body=body), request)


def _page(file: File) -> None:
    page = file.beside("index.html")
    tree = pages.parse(page, [])
    if tree is not None:
        pages.check(page, tree, "https://podcast.example/kai/am-kai/", [])
        pages.links(page, tree, [])
    publications.check(page, tree, 1000, [])


def _checked(path: Path, read: Callable[[File], object], data: bytes) -> None:
    path.write_bytes(data)
    try:
        read(File(path=path, name=f"dist/{path.name}"))
    except ConfigError as error:
        raise AssertionError("a reader of check has raised") from error


_README = """\
---
title: "Ein: Titel"
date: 2022-02-14
language: de
summary: Worum es geht.
season: 1
corrected:
  - {date: 2022-03-01, note: Ein Satz fehlte.}
speakers:
  - {name: Redaktion, role: question, voice: a}
  - {name: Ilona Benz, role: answer, voice: a}
---
Einleitung.

## Wie waren die ersten Tage?

Da waren viele … in der [Smart City]{lang=en}, sagt die [KL.digital]{say="K L digital"}.

**Redaktion:** Und [dort](https://example.org/)?

> Zitat.

- Eins
- Zwei

<!-- nichts -->

* * *

Schluss.
"""
_PLS = """\
<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="de">
<lexeme><grapheme>Benz</grapheme><alias>Bents</alias></lexeme>
<lexeme><grapheme>Kai</grapheme><phoneme prefer="true">kaɪ</phoneme><phoneme alphabet="x-sampa">kaI</phoneme></lexeme>
</lexicon>
"""
_META = (
    '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>Am Kai</dc:title><meta:creation-date>2024-05-01T00:00:00</meta:creation-date></office:document-meta>"
)
_PAGE = (
    '<!doctype html><html lang="de"><head><meta property="og:title" content="Am Kai"><script type="application/ld+json">'
    '{"@type": ["NewsArticle"], "headline": "Am Kai", "author": [{"name": "Wir"}], "datePublished": "2024-05-01"}</script>'
    '</head><body><nav><a href="/">Start</a></nav><article><h1>Am Kai</h1><time datetime="2024-05-01">1. Mai</time>'
    f'<table><tr><td>Frage</td><td>Antwort</td></tr></table><ol start="3"><li>x</li></ol>{documents.PAGE}</article></body>'
)
