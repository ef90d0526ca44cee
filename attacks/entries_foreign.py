"""Entry points for what others made: documents to import, sound, answers over the network, requests."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import requests
from requests.structures import CaseInsensitiveDict

from attacks import answers, documents, mutation, published_sample
from attacks.entry import Entry
from audiobuild import importers
from audiobuild.errors import ContentError
from audiobuild.importers import fetch
from audiobuild.preview import news, server
from audiobuild.publication import content
from audiobuild.sound import decode, layer3
from audiobuild.speech.services import client

WISHES = importers.Wishes(date=date(2026, 1, 1))


def all_of(scratch: Path) -> Iterator[Entry]:
    """Every entry point; files are written into ``scratch``."""
    yield from _imports()
    yield from _sound(scratch)
    yield from _networks(scratch)


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
    for kind, packed, reader in (("Word", word, "word"), ("OpenDocument", office, "opendocument")):
        yield Entry(
            name=f"import {kind}",
            make=partial(mutation.of_zip, samples=packed),
            run=partial(_import, "a.docx"),
            targets=(f"importers/readers/{reader}", "importers/readers/zip_files"),
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
        make=partial(answers.request, paths=[news.ADDRESS, *published_sample.paths(dist)]),
        run=lambda scope: asyncio.run(answers.asked(application, scope)),
        targets=("preview/files", "preview/hosts", "preview/news"),
    )


def _import(name: str, data: bytes) -> None:
    """What is found is written so that it is read back, once the editor has looked it over."""
    found = importers.read(data, WISHES, name=name)
    right = replace(found, looked_over=frozenset(range(len(found.confidence))))
    written = content.render(right.interview, right.notes)
    try:
        content.parse(written, slug="a", path="content/a.md")
    except ContentError as error:
        raise AssertionError(f"what was imported cannot be built: {error}") from error


def _service(answer: tuple[int, str, bytes]) -> None:
    status, pause, body = answer
    request = requests.Request("POST", "http://127.0.0.1/", headers={"Authorization": "Bearer key"}).prepare()
    headers = CaseInsensitiveDict({"Retry-After": pause, "Location": pause})
    client.successful(client.Response(status=status, reason="x", headers=headers, body=body), request)


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
