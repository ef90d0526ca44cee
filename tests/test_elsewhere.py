"""A show without books, or with its large files elsewhere: what is published names the right place, and check knows it."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

import feedparser
import pytest
from checking.mutate import Break, as_written, gone, sub
from lxml.html import HtmlElement, document_fromstring
from preview import serving

from attacks import subject
from audiobuild import checking, pipeline
from audiobuild.checking import items, pages, reading
from audiobuild.checking.statements import facts
from audiobuild.errors import ConfigError
from audiobuild.publication import addresses, config
from audiobuild.site import manifest

LINK, MEDIA = "https://gespraeche.stadt-kai.de/", "https://medien.stadt-kai.de/ton/"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
LARGE = {"eins/eins.mp3", "eins/eins.epub", "eins/eins-daisy.zip"}


def made(root: Path, settings: str) -> Path:
    show = settings + subject.SHOW.replace("gespraeche-am-fluss.de", "gespraeche.stadt-kai.de")
    subject.publication(root, {"eins": subject.interview("Eins")}, show=show)
    with subject.in_process():
        pipeline.build(config.load(root), jobs=1)
    return root


def names(dist: Path) -> set[str]:
    return {path.relative_to(dist).as_posix() for path in dist.rglob("*") if path.is_file()}


def found(root: Path) -> list[tuple[str, str]]:
    return [(one.file, one.rule) for one in checking.check(root, jobs=1, now=NOW).findings]


def page(root: Path) -> HtmlElement:
    return document_fromstring((root / "dist/eins/index.html").read_bytes())


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("usual"), "")


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("elsewhere"), f'media_link = "{MEDIA[:-1].upper().replace("TON", "ton")}"\n')


@pytest.fixture
def broken(elsewhere: Path, tmp_path: Path) -> Path:
    """A copy to be broken."""
    shutil.copytree(elsewhere, tmp_path / "p")
    return tmp_path / "p"


# --- books ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("books", [("epub",), ("daisy",), ()])
def test_a_book_that_is_not_wanted_is_not_made(books: tuple[str, ...], usual: Path, tmp_path: Path) -> None:
    root = made(tmp_path, f"books = {list(books)}\n".replace("'", '"'))
    files = {"epub": "eins/eins.epub", "daisy": "eins/eins-daisy.zip"}
    assert names(root / "dist") == names(usual / "dist") - {files[book] for book in files.keys() - set(books)}
    offered = {link.get("href") for link in page(root).iter("a") if link.get("download") is not None}
    assert offered == {"eins.mp3", *(files[book].removeprefix("eins/") for book in books)}
    assert found(root) == []


def test_books_go_when_they_are_switched_off_and_come_back(tmp_path: Path) -> None:
    root = made(tmp_path, "")
    before = {name: (root / "dist" / name).read_bytes() for name in names(root / "dist")}
    made(root, "books = []\n")
    assert names(root / "dist") == before.keys() - {"eins/eins.epub", "eins/eins-daisy.zip"}
    made(root, "")
    assert {name: (root / "dist" / name).read_bytes() for name in names(root / "dist")} == before


@pytest.mark.parametrize("written", [True, False])
def test_a_book_that_is_gone_is_found_where_it_is_offered(written: bool, usual: Path, tmp_path: Path) -> None:
    shutil.copytree(usual, tmp_path / "p")
    gone(tmp_path / "p/dist/eins/eins.epub")
    if written:
        as_written(tmp_path / "p/dist")
    assert (("dist/eins/eins.epub", reading.THERE)) in found(tmp_path / "p")


def test_a_kind_of_book_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        made(tmp_path, 'books = ["epub", "pdf"]\n')
    assert [str(problem) for problem in caught.value.problems] == [
        "content/show.toml:1: books, entry 2: is 'pdf', not 'epub', 'daisy', 'braille' or 'docx'"
    ]


# --- large files elsewhere ------------------------------------------------------------------------------------------


def test_dist_has_the_same_files(usual: Path, elsewhere: Path) -> None:
    """So it can be uploaded whole to both places, or parted by the names of the large files."""
    assert names(elsewhere / "dist") == names(usual / "dist")
    assert {name for name in names(elsewhere / "dist") if addresses.is_media(name)} == LARGE
    changed = {
        name
        for name in names(usual / "dist")
        if (usual / "dist" / name).read_bytes() != (elsewhere / "dist" / name).read_bytes()
    }
    assert changed == {"feed.xml", "index.html", "eins/index.html", "eins/embed.html", addresses.MANIFEST}


def test_everything_names_the_large_files_where_they_are(elsewhere: Path) -> None:
    dist = elsewhere / "dist"
    (entry,) = feedparser.parse((dist / "feed.xml").read_bytes()).entries
    assert re.fullmatch(rf"{MEDIA}eins/eins\.mp3\?v=[0-9a-f]{{16}}\.mp3", entry.enclosures[0].href)
    assert entry.link == f"{LINK}eins/"
    tree = page(elsewhere)
    links = {link.get("href") or "" for link in tree.iter("a")}
    large = {link.partition("#")[0] for link in links if "eins." in link or "daisy" in link}
    assert large == {f"{MEDIA}{name}" for name in LARGE}
    assert [audio.get("src") for audio in tree.iter("audio")] == [f"{MEDIA}eins/eins.mp3"]
    embeds = [area.text or "" for area in tree.iter("textarea")]
    assert f'src="{LINK}eins/embed.html"' in embeds[0]
    assert f'src="{LINK}eins/"' in embeds[1]
    assert f'src="{MEDIA}eins/eins.mp3"' in embeds[2]
    (policy,) = [meta.get("content") or "" for meta in tree.iter("meta") if meta.get("http-equiv")]
    assert "media-src 'self' https://medien.stadt-kai.de;" in policy
    meant = manifest.parsed((dist / addresses.MANIFEST).read_bytes())
    assert meant
    assert meant.media_link == MEDIA
    assert found(elsewhere) == []


PAGE, FEED, CSS = "eins/index.html", "feed.xml", "assets/style.css"


@pytest.mark.parametrize(
    ("name", "change", "file", "rule"),
    [
        (FEED, sub(MEDIA, LINK), FEED, items.ENCLOSURE),
        (FEED, sub(MEDIA, "https://other.test/"), FEED, items.ENCLOSURE),
        (PAGE, sub(rf'src="{MEDIA}eins/', 'src="'), PAGE, pages.PLAYS),
        (PAGE, sub(rf'src="{MEDIA}eins/eins', f'src="{MEDIA}zwei/zwei'), PAGE, pages.PLAYS),
        (PAGE, sub(" https://medien.stadt-kai.de;", ";"), PAGE, pages.POLICY),
        ("eins/eins-daisy.zip", gone, PAGE, pages.LINKS),
        ("eins/eins.mp3", gone, PAGE, pages.LINKS),
    ],
)
def test_what_names_another_place_is_found(broken: Path, name: str, change: Break, file: str, rule: str) -> None:
    change(broken / "dist" / name)
    as_written(broken / "dist")
    assert (f"dist/{file}", rule) in found(broken)


def test_a_page_that_was_built_before_they_moved_is_found(elsewhere: Path, usual: Path, broken: Path) -> None:
    (broken / "dist" / PAGE).write_bytes((usual / "dist" / PAGE).read_bytes())
    as_written(broken / "dist")
    assert set(found(broken)) == {(f"dist/{PAGE}", pages.PLAYS), (f"dist/{PAGE}", facts.SAME)}


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("medien.test", "'medien.test' is not the address of a folder on the web"),
        ("https://medien.test/?a=1", "'https://medien.test/?a=1' is not the address of a folder on the web"),
        ("https://münchen.test/", "'https://münchen.test/' is not plain ASCII"),
        (
            "http://medien.test/",
            "is not encrypted, but link is: browsers play nothing unencrypted on such a page",
        ),
    ],
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, address: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        made(tmp_path, f'media_link = "{address}"\n')
    assert [(problem.place, problem.message) for problem in caught.value.problems] == [
        ("content/show.toml:1: media_link", message)
    ]


def test_an_address_for_examples_is_told_and_found(tmp_path: Path) -> None:
    root = tmp_path / "p"
    show = f'media_link = "https://media.example.org/"\n{subject.SHOW.replace("gespraeche-am-fluss.de", "gespraeche.stadt-kai.de")}'
    subject.publication(root, {"eins": subject.interview("Eins")}, show=show)
    told: list[str] = []
    with subject.in_process():
        pipeline.build(config.load(root), jobs=1, hooks=pipeline.Hooks(note=told.append))
    message = "https://media.example.org/ is an address for examples: nobody can be reached there"
    assert any(message in one for one in told)
    assert [(one.file, one.place, one.message) for one in checking.check(root, jobs=1, now=NOW).findings] == [
        ("dist/feed.xml", "item: enclosure", message)
    ]


@pytest.mark.parametrize("place", [MEDIA, f"{LINK}ton/", LINK.replace("gespraeche.", "")])
def test_a_preview_plays_what_lies_here(place: str, tmp_path: Path) -> None:
    """Also where one address begins as the other does."""
    root = made(tmp_path, f'media_link = "{place}"\n')
    with serving(root / "dist") as server, urlopen(f"{server.address}eins/") as answer:
        page = answer.read().decode()
        assert LINK not in page
        assert place not in page
        assert f'src="{server.address}eins/eins.mp3"' in page
        with urlopen(f"{server.address}eins/eins.mp3") as sound:
            assert sound.read() == (root / "dist/eins/eins.mp3").read_bytes()
