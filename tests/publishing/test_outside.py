"""Nothing outside of a place is written or removed, whatever lies there: names that lead out, links that do."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from shipped import Remote, dist, folder_place, make_place

from audiobuild.errors import OutputError
from audiobuild.publication.config import DIST
from audiobuild.publishing import record
from audiobuild.publishing.fence import Fenced
from audiobuild.publishing.place import Headers, content
from audiobuild.publishing.places.folder import Folder
from audiobuild.publishing.record import Record
from audiobuild.site import manifest

OUTSIDE = [
    "../victim/data.txt",
    "/etc/passwd",
    "a/../../b",
    "a//b",
    ".",
    "",
    "a\\b",
    "a\0b",
    "ä" * 128,
    "a/" * 512 + "a",
]


@dataclass
class There:
    """A place with folders, and where it lies on this machine."""

    remote: Remote
    folder: Path


@pytest.fixture(params=["folder", "sftp"])
def there(request: pytest.FixtureRequest, tmp_path: Path) -> There:
    remote = make_place(request, request.param, tmp_path)
    folder = tmp_path / ("out" if request.param == "folder" else "server/www")
    (folder.parent / "victim").mkdir()
    (folder.parent / "victim/data.txt").write_bytes(b"by others")
    folder.mkdir()
    return There(remote, folder)


def untouched(there: There) -> bool:
    victim = there.folder.parent / "victim"
    return {path.name: path.read_bytes() for path in victim.iterdir()} == {"data.txt": b"by others"}


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_record_or_a_manifest_that_names_what_is_outside_is_none(name: str) -> None:
    mark = {"bytes": 1, "digest": "", "mark": "", "headers": {}}
    assert record.parsed(json.dumps({"ours": ["a/b.mp3", name]}).encode()) == Record()
    assert record.parsed(json.dumps({"marks": {"a/b.mp3": mark, name: mark}}).encode()) == Record()
    assert manifest.parsed(json.dumps({"files": {name: {"bytes": 1, "digest": ""}}}).encode()) is None
    assert record.parsed(json.dumps({"ours": ["a/b.mp3"]}).encode()) == Record(ours=frozenset({"a/b.mp3"}))


def test_what_it_names_is_not_removed(root: Path, there: There) -> None:
    there.remote.write(record.FILE, json.dumps({"ours": ["../victim/data.txt"]}).encode())
    there.remote.publish(root)
    assert untouched(there)
    assert there.remote.theirs() == dist(root)


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize(
    "ask",
    [
        lambda place, name: place.delete(name),
        lambda place, name: place.put(name, content(b"x"), Headers()),
        lambda place, name: place.create(name, b"x"),
        lambda place, name: place.read(name, 9),
        lambda place, name: place.look(name),
        lambda place, name: place.clean(frozenset({name})),
    ],
)
def test_the_fence(tmp_path: Path, name: str, ask: Callable[[Any, str], object]) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "victim").mkdir()
    (tmp_path / "victim/data.txt").write_bytes(b"by others")
    with pytest.raises(OutputError, match="leads out of the place"):
        ask(Fenced(Folder(tmp_path / "out")), name)
    assert {path.name for path in tmp_path.rglob("*")} == {"out", "victim", "data.txt"}


@pytest.mark.parametrize("to", ["../victim/data.txt", "../victim/none.html"])
def test_links_of_others_are_not_replaced(root: Path, there: There, to: str) -> None:
    (there.folder / "index.html").symlink_to(to)
    with pytest.raises(OutputError) as error:
        there.remote.publish(root)
    assert [(one.place, one.message) for one in error.value.problems] == [
        (f"{there.remote.address}: index.html", "is a link, and audiobuild did not put it there")
    ]
    assert [path.name for path in there.folder.iterdir()] == ["index.html"]
    there.remote.publish(root, overwrite=True)
    assert not (there.folder / "index.html").is_symlink()
    assert there.remote.theirs() == dist(root)
    assert untouched(there)


@pytest.mark.parametrize("name", ["audiobuild-manifest.json", record.FILE])
def test_nor_those_that_have_the_names_of_our_notes(root: Path, there: There, name: str) -> None:
    (there.folder / name).symlink_to("../victim/data.txt")
    with pytest.raises(OutputError, match="is a link, and audiobuild did not put it there"):
        there.remote.publish(root)
    assert [path.name for path in there.folder.iterdir()] == [name]
    there.remote.publish(root, overwrite=True)
    assert untouched(there)


def test_a_link_to_a_folder_is_not_followed(root: Path, there: There) -> None:
    (there.folder / "eins").symlink_to("../victim")
    with pytest.raises(OutputError) as error:
        there.remote.publish(root, overwrite=True)
    assert [(one.place, one.message) for one in error.value.problems] == [
        (f"{there.remote.address}: eins", "is a link, and a folder of ours belongs there")
    ]
    assert untouched(there)


def test_a_link_where_the_lease_belongs_is_nobody_at_work(root: Path, there: There) -> None:
    (there.folder / ".audiobuild-publishing").symlink_to("../victim/data.txt")
    with pytest.raises(OutputError, match="is no plain file"):
        there.remote.publish(root)
    assert untouched(there)


def test_a_link_in_the_place_of_what_is_gone_stays(root: Path, there: There) -> None:
    there.remote.publish(root)
    known = record.parsed((there.folder / record.FILE).read_bytes())
    more = record.dumped(Record(ours=known.ours | {"alt.html"}, marks=known.marks, editions=known.editions))
    there.remote.write(record.FILE, more)
    (there.folder / "alt.html").symlink_to("../victim/data.txt")
    assert there.remote.publish(root).places[0].plan.removed == ()
    assert (there.folder / "alt.html").is_symlink()


def test_a_folder_in_the_place_of_a_file_is_found_before_anything_is_sent(root: Path, there: There) -> None:
    place = there.remote
    place.write("feed.xml/x", b"by others")
    place.write("eins", b"by others")
    for options in ({}, {"overwrite": True}, {"dry_run": True}):
        with pytest.raises(OutputError) as error:
            place.publish(root, **options)
        blocked = [
            (f"{place.address}: eins", "is no folder, and one of ours belongs there"),
            (f"{place.address}: feed.xml", "is a folder, and a file of ours belongs there"),
        ]
        assert [(one.place, one.message) for one in error.value.problems] == blocked
        assert place.files() == {"feed.xml/x": b"by others", "eins": b"by others"}


def test_a_folder_with_the_name_of_the_lease_is_nobody_at_work(root: Path, there: There) -> None:
    place = there.remote
    place.write(".audiobuild-publishing/x", b"by others")
    with pytest.raises(OutputError) as error:
        place.publish(root)
    assert [(one.place, one.message) for one in error.value.problems] == [
        (f"{place.address}: .audiobuild-publishing", "is a folder")
    ]
    assert place.files() == {".audiobuild-publishing/x": b"by others"}


def test_others_files_that_are_what_the_editor_s_were_stay(root: Path, tmp_path: Path) -> None:
    """Who did not put it there does not remove it, though it was the same."""
    place = folder_place(tmp_path / "out", str(tmp_path / "out"))
    place.write("robots.txt", b"the same")
    (root / DIST / "robots.txt").write_bytes(b"the same")
    place.publish(root)
    (root / DIST / "robots.txt").unlink()
    assert place.publish(root).places[0].plan.removed == ()
    assert place.theirs() == {**dist(root), "robots.txt": b"the same"}
