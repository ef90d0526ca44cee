"""Large files at a place of their own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from programs import audiobuild
from shipped import QUICK, TEXTS, Remote, dist, folder_place, s3_place, show_at

from attacks import subject
from attacks.remotes import S3Server, WebServer, failing, web_server
from audiobuild.errors import ConfigError, OutputError, RemoteError
from audiobuild.publication import config, targets
from audiobuild.publication.addresses import is_media
from audiobuild.publication.config import DIST
from audiobuild.publishing.lease import Pace
from audiobuild.publishing.publish import Hooks, Options, Published, publish

MANIFEST = "audiobuild-manifest.json"


@pytest.fixture(scope="module")
def webs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[WebServer, WebServer]]:
    with (
        web_server(tmp_path_factory.mktemp("pages")) as pages,
        web_server(tmp_path_factory.mktemp("media")) as media,
    ):
        yield pages, media


@pytest.fixture(scope="module")
def built(webs: tuple[WebServer, WebServer], tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages, media = webs
    show = show_at(pages.link)
    root = tmp_path_factory.mktemp("two") / "p"
    subject.publication(root, TEXTS, show=f'media_link = "{media.link}"\n{show}')
    subject.build(root)
    return root


@dataclass
class Two:
    """A publication, and its two places."""

    root: Path
    pages: Remote
    media: Remote
    webs: tuple[WebServer, WebServer]

    def publish(self, **wanted: Any) -> Published:
        options = Options(**({"pace": QUICK} | wanted))
        to, media = (targets.parse(one.address, place="TARGET", base=self.root) for one in (self.pages, self.media))
        return publish(config.load(self.root), to, media, options=options, hooks=Hooks())

    def parted(self) -> tuple[dict[str, bytes], dict[str, bytes]]:
        """What belongs at each."""
        whole = dist(self.root)
        return (
            {name: data for name, data in whole.items() if not is_media(name)},
            {name: data for name, data in whole.items() if is_media(name) or name == MANIFEST},
        )


@pytest.fixture
def two(built: Path, webs: tuple[WebServer, WebServer], tmp_path: Path) -> Two:
    for web in webs:
        shutil.rmtree(web.folder)
        web.folder.mkdir()
        web.requests.clear()
        web.change = lambda path, response: response
    pages, media = (folder_place(web.folder, str(web.folder)) for web in webs)
    return Two(Path(shutil.copytree(built, tmp_path / "p")), pages, media, webs)


def test_each_gets_its_share_and_is_read_back_at_its_address(two: Two) -> None:
    done = two.publish()
    assert (two.pages.theirs(), two.media.theirs()) == two.parted()
    assert [one.address for one in done.places] == [two.media.address, two.pages.address]
    assert done.read_back
    assert (done.read_back.by, done.read_back.problems, done.read_back.files) == ("web", (), len(dist(two.root)))
    asked = [{path for method, path, _ in web.requests if method == "HEAD"} for web in two.webs]
    assert [{is_media(path) for path in paths} for paths in asked] == [{False}, {True}]
    assert [one.plan.steps for one in two.publish().places] == [(), ()]


def test_what_others_have_at_the_media_s_place_stays(two: Two) -> None:
    """Though our manifest, which lies there, names a file of that name."""
    two.publish()
    two.media.write("index.html", b"by others")
    two.media.write("eins/chapters.json", b"by others")
    edit_keeping_show(two)
    done = two.publish()
    assert [name for one in done.places for name in one.plan.removed] == []
    assert two.media.files()["index.html"] == two.media.files()["eins/chapters.json"] == b"by others"


def edit_keeping_show(two: Two, texts: dict[str, str] | None = None) -> None:
    show = (two.root / "content/show.toml").read_text()
    subject.publication(two.root, texts or {**TEXTS, "zwei": subject.interview("Drei", date="2024-05-02")}, show=show)
    subject.build(two.root)


def test_the_media_are_whole_before_the_feed_and_go_behind_it(
    two: Two, s3: S3Server, keys: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = s3.bucket()
    two.pages, two.media = s3_place(s3, bucket), s3_place(s3, bucket)
    two.media.address = two.media.address.replace("/podcast", "/media")
    two.publish(read_back="place")
    edit_keeping_show(two, {"eins": subject.interview("Eins, neu")})
    shutil.rmtree(two.root / DIST / "zwei")
    subject.build(two.root)
    s3.requests.clear()
    two.publish(read_back="place")
    done = [(method, key) for method, key in s3.requests if method in ("PUT", "DELETE") and ".audiobuild" not in key]
    feed = done.index(("PUT", "podcast/feed.xml"))
    assert all(done.index(("PUT", f"media/eins/eins{end}")) < feed for end in (".mp3", ".epub", "-daisy.zip"))
    deleted = [number for number, (method, _) in enumerate(done) if method == "DELETE"]
    assert min(deleted) > feed
    assert {done[number][1] for number in deleted} >= {"media/zwei/zwei.mp3", "podcast/zwei/index.html"}
    keys_there = s3.files(bucket).keys()
    assert {key for key in keys_there if "zwei" in key} == set()


def test_a_media_place_that_fails_keeps_the_feed_back(two: Two, s3: S3Server, keys: None) -> None:
    two.media = s3_place(s3, s3.bucket())
    s3.answer = lambda method, key: failing(500) if key.endswith(".epub") else None
    try:
        with pytest.raises(RemoteError):
            two.publish()
    finally:
        s3.answer = lambda method, key: None
    assert two.pages.files() == {}
    two.publish(read_back="place")
    assert (two.pages.theirs(), two.media.theirs()) == two.parted()


def test_what_speaks_against_it_at_one_place_keeps_both_as_they_were(two: Two) -> None:
    two.pages.write("index.html", b"the town's own page")
    two.media.write("eins/eins.mp3", b"by others")
    with pytest.raises(OutputError) as error:
        two.publish()
    assert [problem.place for problem in error.value.problems] == [
        f"{two.media.address}: eins/eins.mp3",
        f"{two.pages.address}: index.html",
    ]
    assert (two.pages.files(), two.media.files()) == (
        {"index.html": b"the town's own page"},
        {"eins/eins.mp3": b"by others"},
    )


def test_media_that_were_at_the_first_place_go_from_there(two: Two) -> None:
    """Who parts them later leaves nothing behind."""
    target = targets.parse(two.pages.address, place="TARGET", base=two.root)
    publish(config.load(two.root), target, options=Options(pace=QUICK, read_back="place"))
    assert two.pages.theirs() == dist(two.root)
    two.publish()
    assert (two.pages.theirs(), two.media.theirs()) == two.parted()


def test_one_place_written_differently_is_told_at_once(two: Two, tmp_path: Path) -> None:
    first = two.media.address
    (tmp_path / "link").symlink_to(first)
    for address in (f"{first}/../{Path(first).name}", str(tmp_path / "link")):
        two.pages = folder_place(Path(first), address)
        with pytest.raises(ConfigError, match="is the place of the media and of all else"):
            two.publish(dry_run=True)


def test_and_where_the_addresses_do_not_show_it(two: Two, s3: S3Server, keys: None) -> None:
    """Nobody waits for himself to end."""

    def never(seconds: float) -> None:
        raise AssertionError(f"waited {seconds} s for itself")

    bucket = s3.bucket()
    two.media, two.pages = s3_place(s3, bucket), s3_place(s3, bucket)
    two.pages.address = two.pages.address.replace("127.0.0.1", "localhost")
    with pytest.raises(ConfigError, match="is the place of the media and of all else"):
        two.publish(pace=Pace(sleep=never))
    assert two.pages.files() == {}


def test_the_keys_and_the_option(two: Two) -> None:
    show = two.root / "content/show.toml"
    said = show.read_text()
    show.write_text(f'publish = "{two.pages.address}"\npublish_media = "{two.media.address}"\n{said}')
    printed = audiobuild("publish", "-C", two.root).stdout.splitlines()
    assert [line.partition(":")[0] for line in printed[:2]] == [two.media.address, two.pages.address]
    assert (two.pages.theirs(), two.media.theirs()) == two.parted()
    whole = folder_place(two.root.parent / "whole", str(two.root.parent / "whole"))
    audiobuild("publish", "-C", two.root, whole.address, "--read-back", "place")
    assert whole.theirs() == dist(two.root)
    same = audiobuild("publish", "-C", two.root, whole.address, "--media", whole.address, check=False)
    assert (same.returncode, "is the place of the media and of all else" in same.stderr) == (2, True)
    show.write_text(show.read_text().replace("media_link", "# media_link"))
    missing = audiobuild("publish", "-C", two.root, check=False)
    assert missing.returncode == 2
    assert "publish_media: needs media_link, the address at which that place is served" in missing.stderr
