"""What else lies in dist/, where dist/ is no plain folder, and who may write."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from attacks import subject, transaction
from audiobuild import checking, clock, files, lock
from audiobuild.errors import OutputError
from audiobuild.publication import config, guids
from audiobuild.publication.config import DIST, STATE
from audiobuild.site import manifest, publish
from audiobuild.site.manifest import PublishedFile
from audiobuild.site.published import read

LAST_CHANGE = "1767225600"
"""Given, since the same content is to be the same edition, whatever was built before."""
TEXTS = {"eins": subject.interview("Eins"), "zwei": subject.interview("Zwei", answer="Besser.")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small publication, built. Not to be changed by tests."""
    root = subject.publication(tmp_path_factory.mktemp("built"), TEXTS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", LAST_CHANGE)
        subject.build(root)
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", LAST_CHANGE)
    shutil.copytree(built, tmp_path / "p")
    return tmp_path / "p"


@pytest.fixture(params=["exchange", "journal"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How dist/ is changed: at once, or as where folders cannot be exchanged."""
    if request.param == "journal":

        def impossible(one: Path, other: Path) -> None:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

        monkeypatch.setattr(files, "exchange", impossible)
    return str(request.param)


def change(root: Path, title: str = "Drei") -> None:
    subject.publication(root, {**TEXTS, "zwei": subject.interview(title, answer="Besser.")})


def states(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_nothing_new_changes_nothing(root: Path) -> None:
    before = states(root / DIST)  # a copy has other numbers than the stamps say: what lies there is read, once
    subject.build(root)
    assert states(root / DIST) == before
    subject.build(root)
    assert states(root / DIST) == before


def test_building_one_leaves_the_other_in_the_feed_without_reading_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject.build(root)
    read: list[Path] = []
    described = manifest.described

    def noted(path: Path) -> PublishedFile:
        read.append(path)
        return described(path)

    monkeypatch.setattr(manifest, "described", noted)
    change(root)
    subject.build(root, "zwei")
    assert not [path for path in read if "eins" in path.parts]
    feed = (root / DIST / "feed.xml").read_text()
    assert (feed.count("<item>"), "Drei" in feed) == (2, True)


def test_what_is_unchanged_keeps_its_date(root: Path, way: str) -> None:
    before = {name: mtime for name, (_, mtime) in states(root / DIST).items()}
    change(root)
    subject.build(root)
    after = {name: mtime for name, (_, mtime) in states(root / DIST).items()}
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {
        *(
            "feed.xml",
            "index.html",
            "audiobuild-manifest.json",
            "zwei/index.html",
            "zwei/embed.html",
            "zwei/zwei.mp3",
            "zwei/chapters.json",
            "zwei/timeline.json",
        ),
        *(
            "zwei/zwei.epub",
            "zwei/zwei-daisy.zip",
            "zwei/transcript.vtt",
            "zwei/transcript.srt",
            "zwei/transcript.json",
            "zwei/transcript.html",
        ),
    }


def test_other_peoples_files_are_carried_over(root: Path, way: str) -> None:
    dist = root / DIST
    for name, text in {"CNAME": "a.test", ".nojekyll": "", ".git/objects/ab/cd": "x", "zwei/notiz.txt": "y"}.items():
        (dist / name).parent.mkdir(parents=True, exist_ok=True)
        (dist / name).write_text(text)
    (dist / "leer").mkdir(mode=0o750)
    (dist / "verweis").symlink_to("nirgends")
    os.mkfifo(dist / "rohr")
    os.link(dist / "CNAME", root / "CNAME-hier")
    change(root)
    subject.build(root)
    assert (dist / "CNAME").read_text() == "a.test"
    assert (dist / "CNAME").stat().st_ino == (root / "CNAME-hier").stat().st_ino
    assert (dist / ".git/objects/ab/cd").read_text() == "x"
    assert (dist / "zwei/notiz.txt").read_text() == "y"
    assert (dist / "leer").stat().st_mode & 0o777 == 0o750
    assert (dist / "verweis").readlink() == Path("nirgends")
    assert (dist / "rohr").is_fifo()
    assert "Drei" in (dist / "index.html").read_text()
    assert subject.hidden(root) == []


def test_a_file_that_came_while_dist_was_exchanged_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exchange = files.exchange

    def late(one: Path, other: Path) -> None:
        (root / DIST / "spaet.txt").write_text("da")
        (root / DIST / "CNAME").unlink()
        (root / DIST / "CNAME").write_text("new")
        exchange(one, other)

    (root / DIST / "CNAME").write_text("old")
    monkeypatch.setattr(files, "exchange", late)
    change(root)
    subject.build(root)
    assert ((root / DIST / "spaet.txt").read_text(), (root / DIST / "CNAME").read_text()) == ("da", "new")


@pytest.mark.parametrize("kind", ["file", "folder", "link", "link for the folder", "file for the folder"])
def test_nobodys_file_is_overwritten(root: Path, way: str, kind: str) -> None:
    place = root / DIST / "neu"
    if kind == "link for the folder":
        (root / "woanders").mkdir()
        place.symlink_to(root / "woanders")
    elif kind == "file for the folder":
        place.write_text("mine")
    else:
        place.mkdir()
        if kind == "file":
            (place / "index.html").write_text("mine")
        elif kind == "folder":
            (place / "index.html").mkdir()
        else:
            (place / "index.html").symlink_to(root / "content/show.toml")
    before = subject.dist(root)
    subject.publication(root, {**TEXTS, "neu": subject.interview("Neu")})
    with pytest.raises(OutputError) as raised:
        subject.build(root)
    assert all("was not written by audiobuild" in problem.message for problem in raised.value.problems)
    assert raised.value.problems[0].place.startswith("dist/neu/")
    assert subject.dist(root) == before
    assert subject.hidden(root) == []


def test_files_that_are_not_needed_any_more_go(root: Path, way: str) -> None:
    texts = TEXTS | {f"f{number}": subject.interview(f"F{number}", "2024-06-01") for number in range(3)}
    subject.publication(root, texts)
    subject.build(root)
    assert (root / DIST / "feed-2.xml").is_file()
    for number in range(3):
        shutil.rmtree(root / DIST / f"f{number}")
    subject.publication(root, TEXTS)
    subject.build(root)
    assert not (root / DIST / "feed-2.xml").exists()


def test_an_episode_whose_interview_is_gone_stays_until_it_is_deleted(root: Path, way: str) -> None:
    first = subject.dist(root)
    subject.publication(root, {"eins": TEXTS["eins"]})
    said = subject.build(root)
    assert any("belongs to no interview" in text for text in said)
    assert (root / DIST / "zwei/zwei.mp3").is_file()
    assert "zwei" not in (root / DIST / "feed.xml").read_text()
    subject.publication(root, TEXTS)  # and when the interview comes back, it is the same again
    subject.build(root)
    assert subject.dist(root) == first


@pytest.mark.parametrize("victim", ["audiobuild-manifest.json", "zwei/zwei.mp3", "zwei/transcript.vtt", "feed.xml"])
@pytest.mark.parametrize("damage", ["gone", "changed", "changed in place"])
def test_what_is_damaged_in_dist_is_made_again(root: Path, victim: str, damage: str) -> None:
    subject.build(root)
    good, path = subject.dist(root), root / DIST / victim
    status = path.stat()
    path.unlink()
    if damage != "gone":
        path.write_bytes(good[victim][:-1] + b"x")
    if damage == "changed in place":  # and its time put back
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    subject.build(root, "eins")
    assert subject.dist(root) == good


def test_a_manifest_of_an_enemy_deletes_nothing(root: Path) -> None:
    path = root / DIST / "audiobuild-manifest.json"
    path.write_text(path.read_text().replace('"eins/eins.mp3"', '"../content/show.toml"'))
    subject.build(root)
    assert (root / "content/show.toml").is_file()


def test_dist_may_be_a_link(root: Path, tmp_path: Path) -> None:
    (root / DIST).rename(tmp_path / "web")
    (root / DIST).symlink_to(tmp_path / "web")
    change(root)
    subject.build(root)
    assert (root / DIST).is_symlink()
    assert "Drei" in (tmp_path / "web/index.html").read_text()
    (root / DIST).unlink()
    (root / DIST).symlink_to(tmp_path / "neu" / "web")
    subject.build(root)
    assert "Drei" in (tmp_path / "neu/web/index.html").read_text()


@pytest.mark.parametrize("target", ["content", ".", STATE, "content/folder"])
def test_dist_is_no_folder_of_the_publication(root: Path, target: str) -> None:
    shutil.rmtree(root / DIST)
    (root / target).mkdir(exist_ok=True)
    (root / DIST).symlink_to(target)
    content = subject.files(root / "content")
    with pytest.raises(OutputError, match="the publication's own files"):
        subject.build(root)
    assert subject.files(root / "content") == content


def test_a_mount_in_dist_is_not_moved(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / DIST / "bilder").mkdir()
    monkeypatch.setattr(files, "mount_points", lambda: (Path("/"), root / DIST / "bilder"))
    number = (root / DIST / "bilder").stat().st_ino
    change(root)
    subject.build(root)
    assert (root / DIST / "bilder").stat().st_ino == number
    assert "Drei" in (root / DIST / "index.html").read_text()


def test_folders_are_really_exchanged(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    files.exchange(tmp_path / "a", tmp_path / "b")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


def test_what_is_changed_while_a_build_runs_is_not_taken_for_good(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = root / DIST / "eins/index.html"
    good = page.read_bytes()
    write = publish.write_show

    def late(*arguments: Any, **named: Any) -> None:
        page.write_bytes(good + b"vandal")
        write(*arguments, **named)

    change(root)
    monkeypatch.setattr(publish, "write_show", late)
    with pytest.raises(OutputError, match=r"dist/eins/index\.html: was changed while this build ran"):
        subject.build(root)
    monkeypatch.undo()
    subject.build(root)
    assert page.read_bytes() == good


def test_a_left_over_episode_that_was_changed_is_made_anew_when_it_comes_back(root: Path) -> None:
    first, page = subject.dist(root), root / DIST / "zwei/index.html"
    subject.publication(root, {"eins": TEXTS["eins"]})
    page.write_bytes(page.read_bytes() + b"vandal")
    subject.build(root)
    subject.publication(root, TEXTS)
    subject.build(root)
    assert subject.dist(root) == first


def test_the_first_build_overwrites_nobodys_file(tmp_path: Path) -> None:
    root = subject.publication(tmp_path / "p", TEXTS)
    (root / DIST).mkdir()
    (root / DIST / "index.html").write_text("my landing page")
    with pytest.raises(OutputError, match=r"dist/index\.html: was not written by audiobuild"):
        subject.build(root)
    assert (root / DIST / "index.html").read_text() == "my landing page"


def test_a_folder_in_the_place_of_a_file_is_named(root: Path, way: str) -> None:
    for name in ("index.html", "eins/chapters.json"):
        (root / DIST / name).unlink()
        (root / DIST / name).mkdir()
        (root / DIST / name / "mine").touch()
    with pytest.raises(OutputError) as raised:
        subject.build(root, "zwei")
    assert [problem.place for problem in raised.value.problems] == ["dist/eins/chapters.json", "dist/index.html"]
    assert (root / DIST / "index.html/mine").exists()


def test_read_only_folders_of_others_are_no_hindrance(root: Path, way: str) -> None:
    (root / DIST / "mine").mkdir()
    (root / DIST / "mine/f").write_text("draft")
    (root / DIST / "mine").chmod(0o555)
    for title in ("Drei", "Vier"):
        change(root, title)
        as_somebody(lambda: subject.build(root), root)
        assert subject.hidden(root) == []
    assert (root / DIST / "mine").stat().st_mode & 0o777 == 0o555
    (root / DIST / "mine").chmod(0o755)
    shutil.rmtree(root / DIST / "mine")
    change(root, "Fünf")
    as_somebody(lambda: subject.build(root), root)
    assert not (root / DIST / "mine").exists()


def as_somebody(function: Callable[[], object], root: Path) -> None:
    """Without the rights of the superuser, who may do everything."""
    if os.getuid():
        function()
        return
    for path in (root, *root.rglob("*")):
        os.chown(path, 65534, 65534, follow_symlinks=False)

    def child() -> int:
        os.chdir(root)
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
        return subject.outcome(function)

    for parent in root.parents:  # pytest's own folders are its own
        if parent != Path("/") and parent.stat().st_mode & 0o005 != 0o005:
            parent.chmod(parent.stat().st_mode | 0o055)
    assert transaction.in_child(child) == 0


def test_a_renamed_interview_keeps_its_guid(root: Path) -> None:
    guid = guids.episode(config.load(root).show, read(root).manifest.items["zwei"])
    renamed = TEXTS["zwei"].replace("date:", f"id: {guid}\ndate:")
    subject.publication(root, {"eins": TEXTS["eins"], "drei": renamed})
    said = subject.build(root)
    assert guid in (root / DIST / "feed.xml").read_text()
    assert any("dist/zwei: belongs to no interview" in text for text in said)


def test_a_new_title_of_the_show_is_told_with_what_is_loaded_again(root: Path) -> None:
    before = read(root).manifest
    subject.publication(root, TEXTS, show=subject.SHOW.replace('title = "', 'title = "Neue '))
    said = subject.build(root)
    after = read(root).manifest
    names = [f"{slug}/{slug}.mp3" for slug in TEXTS]
    assert all(before.files[name] != after.files[name] for name in names)
    size = sum(after.files[name].bytes for name in names) / 1e6
    expected = f"what sound files say of the show has changed: 2 episodes ({size:.1f} MB) at new addresses"
    assert [text for text in said if expected in text] == said
    assert subject.build(root) == []


@pytest.mark.parametrize("name", [".99999999999999999999-x", ".0-x", ".1-", ".x", ".99999999-alt"])
def test_files_named_like_our_parts(root: Path, name: str) -> None:
    (root / "content" / f"{name}{files.PART}").touch()
    (root / DIST / f"{name}{files.PART}").mkdir()
    change(root)
    subject.build(root)
    assert (root / DIST / f"{name}{files.PART}").is_dir()


def test_parts_of_the_dead_are_swept(tmp_path: Path) -> None:
    names = [f".{process}-a{files.PART}" for process in (0, 999_999_999, os.getpid())]
    for name in names:
        (tmp_path / name).touch()
    files.sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == names[2:]
    os.utime(tmp_path / names[2], (0, 0))
    files.sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_check_tells_of_one_edition(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build puts another edition there while it reads."""
    change(root)
    cover = checking._cover

    def late(*arguments: Any) -> Any:
        subject.build(root)
        return cover(*arguments)

    monkeypatch.setattr(checking, "_cover", late)
    assert checking.check(root, jobs=1, now=clock.now()).findings == ()


# --- one at a time --------------------------------------------------------------------------------------------------


def test_who_comes_second_is_told_who_is_at_work(root: Path) -> None:
    with lock.held(root / STATE, "serve"), pytest.raises(OutputError) as raised:
        subject.build(root)
    (problem,) = raised.value.problems
    assert problem.message.startswith(f"audiobuild serve (process {os.getpid()}), since ")
    assert problem.message.endswith(" is at work on this publication")
    subject.build(root)


def test_a_lock_of_the_dead_is_no_lock(root: Path) -> None:
    (root / STATE / "lock").write_text("audiobuild build (process 1), since 03:00")
    subject.build(root)
    assert (root / STATE / "lock").read_text() == ""


def test_a_build_whose_lock_was_taken_away_publishes_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = subject.dist(root)
    require = lock.Held.require

    def taken(held: lock.Held) -> None:
        held.path.unlink()
        require(held)

    monkeypatch.setattr(lock.Held, "require", taken)
    change(root)
    with pytest.raises(OutputError, match="was taken away while this command ran"):
        subject.build(root)
    assert subject.dist(root) == before


def test_a_file_in_the_place_of_dist_is_told_before_anything_is_spoken(root: Path) -> None:
    shutil.rmtree(root / DIST)
    (root / DIST).write_text("x")
    change(root, title="Ganz anders")
    clips = set((root / STATE / "clips").rglob("*"))
    with pytest.raises(OutputError, match="dist: is no folder, and the publication is to be written there"):
        subject.build(root)
    assert set((root / STATE / "clips").rglob("*")) == clips
    assert (root / DIST).read_text() == "x"
