"""A show that moves: what its feed says, and what stays where it was."""

from __future__ import annotations

import tomllib
from io import BytesIO
from pathlib import Path

import feedparser
import podcastparser
import pytest
from lxml import html
from programs import audiobuild

from attacks import subject
from audiobuild.errors import ConfigError
from audiobuild.languages.words import words
from audiobuild.publication import config, guids
from audiobuild.site import manifest

NEW = "https://gespraeche-am-fluss.de/"
MOVED = 'moved_from = "https://alt-am-fluss.de/radio"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return subject.publication(
        tmp_path / "p", {slug: subject.interview(slug.title()) for slug in ("eins", "zwei", "drei")}
    )


def say(root: Path, line: str = MOVED, without: str = "") -> None:
    path = root / "content/show.toml"
    path.write_text(
        line + "".join(one for one in path.read_text().splitlines(True) if not (without and one.startswith(without)))
    )


def test_the_feed_says_where_it_is_and_check_knows_that(root: Path) -> None:
    subject.build(root)
    before = feedparser.parse((root / "dist/feed.xml").read_bytes())
    say(root)
    subject.build(root)
    data = (root / "dist/feed.xml").read_bytes()
    assert podcastparser.parse(NEW, BytesIO(data))["new_url"] == f"{NEW}feed.xml"
    after = feedparser.parse(data)
    assert [entry.id for entry in after.entries] == [entry.id for entry in before.entries]
    assert b"new-feed-url" not in (root / "dist/feed-1.xml").read_bytes()  # an archive has not moved to the feed
    known = manifest.parsed((root / "dist/audiobuild-manifest.json").read_bytes())
    assert known
    assert known.feed.moved_to == f"{NEW}feed.xml"
    assert audiobuild("check", "-C", root, check=False).returncode == 0
    path = root / "dist/feed.xml"
    path.write_bytes(data.replace(b"<itunes:new-feed-url>https://gespraeche", b"<itunes:new-feed-url>https://anderes"))
    assert (
        "new address of the feed: 'https://anderes-am-fluss.de/feed.xml' here"
        in audiobuild("check", "-C", root, check=False).stdout
    )


def test_the_podcast_keeps_the_name_of_its_first_address(root: Path) -> None:
    say(root, 'moved_from = ["https://ganz-alt.de/p/", "https://alt-am-fluss.de/"]\n', without="guid")
    subject.build(root)
    first = str(guids.podcast("ganz-alt.de/p/feed.xml"))
    assert tomllib.loads((root / "content/show.toml").read_text())["guid"] == first


def test_what_stays_at_the_old_place(root: Path, tmp_path: Path) -> None:
    say(root)
    subject.build(root)
    done = audiobuild("moved", tmp_path / "old", "-C", root)
    assert (done.stdout, done.stderr) == (
        f"wrote 5 files into {tmp_path / 'old'}\n",
        "Put them at https://alt-am-fluss.de/radio/, for as long as you can\n",
    )
    found = subject.files(tmp_path / "old")
    assert found.keys() == {"feed.xml", "index.html", *(f"{slug}/index.html" for slug in ("eins", "zwei", "drei"))}
    assert found["feed.xml"] == (root / "dist/feed.xml").read_bytes()
    for name, address, title in (("index.html", NEW, "Gespräche"), ("eins/index.html", f"{NEW}eins/", "Eins")):
        page = html.fromstring(found[name])
        assert page.get("lang") == "de"
        assert page.xpath("string(//title)") == page.xpath("string(//h1)") == title
        assert page.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={address}"]
        assert page.xpath("//link[@rel='canonical']/@href") == page.xpath("//a/@href") == [address]
        assert page.xpath("string(//p/span)") == words("de").moved


def test_nothing_is_lost_at_the_old_place(root: Path, tmp_path: Path) -> None:
    say(root)
    subject.build(root)
    old = tmp_path / "old"
    (old / "eins").mkdir(parents=True)
    (old / "eins/eins.mp3").write_bytes(b"sound")
    (old / "index.html").write_text("before")
    refused = audiobuild("moved", old, "-C", root, check=False)
    assert (refused.returncode, refused.stderr) == (
        5,
        f"{old}: is there already\n    Name a new folder; or --force, to replace what has the same names in it.\n",
    )
    assert (old / "index.html").read_text() == "before"
    audiobuild("moved", old, "-C", root, "--force")
    assert (old / "eins/eins.mp3").read_bytes() == b"sound"
    assert "umgezogen" in (old / "index.html").read_text()


def test_it_is_refused_where_nothing_moved_or_nothing_says_so_yet(root: Path, tmp_path: Path) -> None:
    subject.build(root)
    none = audiobuild("moved", tmp_path / "old", "-C", root, check=False)
    assert (none.returncode, none.stderr) == (
        2,
        (
            "content/show.toml: moved_from: is missing\n    Say where it was before, and build again: "
            'moved_from = "https://old.example.org/podcast/"\n'
        ),
    )
    say(root)
    early = audiobuild("moved", tmp_path / "old", "-C", root, check=False)
    assert (early.returncode, early.stderr) == (
        5,
        "dist/feed.xml: does not say yet that the show has moved\n    Build again: audiobuild build\n",
    )
    subject.build(root)
    own = audiobuild("moved", root / "dist", "-C", root, "--force", check=False)
    assert (own.returncode, own.stderr) == (
        5,
        f"{root / 'dist'}: is a folder of the publication itself\n    Name another folder.\n",
    )
    assert not (tmp_path / "old").exists()


def test_that_a_show_moved_says_nothing_new_of_its_episodes(root: Path) -> None:
    subject.build(root)
    before = subject.dist(root)
    say(root)
    subject.build(root)
    assert {name for name, data in subject.dist(root).items() if data != before[name]} == {
        "feed.xml",
        "feed-1.xml",  # when the feeds last changed
        "audiobuild-manifest.json",
    }


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            'moved_from = "alt.de"',
            "content/show.toml:1: moved_from: 'alt.de' is not the address of a folder on the web",
        ),
        ('moved_from = ["https://alt.de/", "x"]', "moved_from, entry 2: 'x' is not the address of a folder on the web"),
        (
            'moved_from = "https://gespraeche-am-fluss.de"',
            "moved_from: is the address that link says: nothing has moved",
        ),
        (
            'moved_from = "http://Gespraeche-am-Fluss.de:80/feed.xml"',
            "moved_from: is the address that link says: nothing has moved",
        ),
        (
            'moved_from = ["https://alt.de/", "http://alt.de:80/index.html"]',
            "moved_from, entry 2: stands there twice",
        ),
        (
            'moved_from = "https://alt.de/show.xml"',
            "moved_from: 'https://alt.de/show.xml' ends in show.xml, which is a file and no folder",
        ),
        ('moved_from = ""', "content/show.toml:1: moved_from: is empty"),
        ("moved_from = []", "content/show.toml:1: moved_from: is empty"),
        ("moved_from = 3", "content/show.toml:1: moved_from: is 3, not a text or a list"),
    ],
)
def test_addresses_that_are_none(root: Path, line: str, message: str) -> None:
    say(root, f"{line}\n")
    with pytest.raises(ConfigError) as caught:
        config.load(root)
    assert message in str(caught.value)


def test_no_page_leads_to_itself(root: Path, tmp_path: Path) -> None:
    say(root, 'moved_from = "https://www.gespraeche-am-fluss.de/"\n')
    subject.build(root)
    assert b"<itunes:new-feed-url>" in (root / "dist/feed.xml").read_bytes()
    done = audiobuild("moved", tmp_path / "old", "-C", root, check=False)
    assert (done.returncode, done.stderr) == (
        2,
        (
            "content/show.toml: moved_from: https://www.gespraeche-am-fluss.de/ and link differ by www. alone, and are the "
            "same files nearly everywhere\n    The pages would lead to themselves. Let the server lead on from it (301): "
            "docs/hosting.md says how.\n"
        ),
    )
    assert not (tmp_path / "old").exists()


def test_a_show_ends(root: Path) -> None:
    """Each page of its feed says so, and check knows what was meant."""
    say(root, "complete = true\nfeed_episodes = 1\n", without="feed_episodes")
    subject.build(root)
    assert b"<itunes:complete>yes</itunes:complete>" in (root / "dist/feed.xml").read_bytes()
    assert b"<itunes:complete>yes</itunes:complete>" in (root / "dist/feed-1.xml").read_bytes()
    assert audiobuild("check", "-C", root, check=False).returncode == 0
    say(root, "", without="complete")
    subject.build(root)
    assert b"itunes:complete" not in (root / "dist/feed.xml").read_bytes()
