"""The same promises at each kind of place: a folder, S3, SFTP."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shipped import NOWHERE, QUICK, TEXTS, Remote, copied, dist, edit

from attacks import subject
from audiobuild.errors import CheckError, OutputError
from audiobuild.publication import config, targets
from audiobuild.publication.config import DIST
from audiobuild.publishing import record
from audiobuild.publishing.lease import Pace
from audiobuild.publishing.publish import Hooks, Options, Published, publish
from audiobuild.publishing.reading_back import ReadBack

CHANGED = {**TEXTS, "zwei": subject.interview("Drei", date="2024-05-02", answer="Besser.")}
OUR_GUID = "0b4a1c1e-26c1-5a9c-8d4c-0f2f9d3b6a11"
OTHER_GUID = "0b4a1c1e-26c1-5a9c-8d4c-0f2f9d3b6a12"
OF_ZWEI = {
    *(
        "zwei/zwei.mp3",
        "zwei/zwei.epub",
        "zwei/zwei-daisy.zip",
        "zwei/index.html",
        "zwei/embed.html",
        "zwei/chapters.json",
        "zwei/timeline.json",
    ),
    *(f"zwei/transcript.{form}" for form in ("vtt", "srt", "json", "html")),
}


def sent(done: Published) -> list[str]:
    return [step.file.name for step in done.places[0].plan.steps]


def test_all_of_dist_and_nothing_else(root: Path, place: Remote) -> None:
    done = place.publish(root)
    assert place.theirs() == dist(root)
    assert sorted(sent(done)) == sorted(dist(root))
    assert done.read_back == ReadBack(by="place", address=place.address, files=len(dist(root)), problems=())
    assert record.parsed(place.files()[record.FILE]).ours == frozenset(dist(root)) - {"audiobuild-manifest.json"}
    assert ".audiobuild-publishing" not in place.files()


def test_nothing_is_sent_twice(root: Path, place: Remote) -> None:
    place.publish(root)
    before = len(place.put_names())
    again = place.publish(root)
    assert (sent(again), len(again.places[0].plan.kept), again.places[0].plan.bytes) == ([], len(dist(root)), 0)
    new = place.put_names()[before:]
    assert [name for name in new if not name.startswith(".audiobuild")] == []


def test_another_machine_sends_nothing_either(root: Path, place: Remote, tmp_path: Path) -> None:
    place.publish(root)
    assert sent(place.publish(copied(root, tmp_path / "other"))) == []


def test_only_what_changed_is_sent_and_the_feed_last(root: Path, place: Remote) -> None:
    place.publish(root)
    edit(root, CHANGED)
    done = place.publish(root)
    assert set(sent(done)) == OF_ZWEI | {"feed.xml", "index.html", "audiobuild-manifest.json"}
    assert {step.reason for step in done.places[0].plan.steps} == {"changed"}
    assert sent(done)[-3:] == ["index.html", "feed.xml", "audiobuild-manifest.json"]
    assert place.theirs() == dist(root)


def test_what_is_gone_is_removed_last_and_others_files_stay(root: Path, place: Remote) -> None:
    place.publish(root)
    for name in ("robots.txt", "zwei/notiz.txt", "fremd/x.html"):
        place.write(name, b"by others")
    edit(root, {"eins": TEXTS["eins"]})
    for path in sorted((root / DIST / "zwei").glob("*")):
        path.unlink()  # as build --prune does
    (root / DIST / "zwei").rmdir()
    subject.build(root)
    done = place.publish(root)
    assert set(done.places[0].plan.removed) == OF_ZWEI
    assert place.theirs() == {
        **dist(root),
        **dict.fromkeys(("robots.txt", "zwei/notiz.txt", "fremd/x.html"), b"by others"),
    }
    assert sent(place.publish(root)) == []


def test_others_files_in_dist_are_sent_and_hidden_folders_are_not(root: Path, place: Remote, tmp_path: Path) -> None:
    wanted = {"CNAME": b"a.test", ".nojekyll": b"", ".well-known/x.json": b"{}", "zwei/notiz.txt": b"y"}
    unwanted = {".git/config": b"secret", ".DS_Store": b"x", "zwei/.cache/a": b"x", ".git/objects/ab": b"z"}
    for name, data in {**wanted, **unwanted}.items():
        (root / DIST / name).parent.mkdir(parents=True, exist_ok=True)
        (root / DIST / name).write_bytes(data)
    (root / DIST / "link").symlink_to(tmp_path / "home")
    place.publish(root)
    assert place.theirs() == {name: data for name, data in dist(root).items() if name not in unwanted}
    assert wanted.items() <= place.theirs().items()
    assert place.notes[0] == "dist/link is not sent: it is no plain file"
    (root / DIST / "CNAME").unlink()
    done = place.publish(root)
    assert (done.places[0].plan.removed, "CNAME" in place.theirs()) == (("CNAME",), False)
    place.write(".well-known/x.json", b"by others")
    (root / DIST / ".well-known/x.json").unlink()
    done = place.publish(root)
    assert (done.places[0].plan.removed, place.theirs()[".well-known/x.json"]) == ((), b"by others")
    assert ".well-known/x.json" not in record.parsed(place.files()[record.FILE]).marks


def test_our_own_notes_in_dist_are_no_files_of_the_editor_s(root: Path, place: Remote) -> None:
    """As they are where dist/ was published into a folder, and that was copied back."""
    for name in (".audiobuild-publishing", record.FILE, ".Audiobuild-Publishing"):
        (root / DIST / name).write_bytes(b'{"token": "x"}')
    done = place.publish(root)
    assert [name for name in sent(done) if "audiobuild-publi" in name.lower()] == []


def test_a_file_that_was_touched_there_is_sent_again(root: Path, place: Remote) -> None:
    place.publish(root)
    same_size = bytes(len(dist(root)["eins/eins.mp3"]))
    place.write("eins/eins.mp3", same_size)
    place.remove("feed.xml")
    done = place.publish(root)
    assert [(step.file.name, step.reason) for step in done.places[0].plan.steps] == [
        ("eins/eins.mp3", "not as it was sent"),
        ("feed.xml", "new"),
    ]
    assert place.theirs() == dist(root)


def test_without_its_record_nothing_wrong_is_taken_for_right(root: Path, place: Remote) -> None:
    """What the place cannot vouch for is sent again; size and name prove nothing."""
    place.publish(root)
    place.remove(record.FILE)
    place.write("eins/eins.mp3", bytes(len(dist(root)["eins/eins.mp3"])))
    done = place.publish(root)
    assert "eins/eins.mp3" in sent(done)
    assert len(sent(done)) == (len(dist(root)) if place.address.startswith("sftp") else 1)
    assert place.theirs() == dist(root)


def test_others_files_in_our_places_are_not_replaced(root: Path, place: Remote) -> None:
    place.write("index.html", b"the town's own page")
    with pytest.raises(OutputError) as error:
        place.publish(root)
    assert [(one.place, one.message) for one in error.value.problems] == [
        (f"{place.address}: index.html", "is there, and audiobuild did not put it there")
    ]
    assert place.files() == {"index.html": b"the town's own page"}
    place.publish(root, overwrite=True)
    assert place.theirs() == dist(root)


def test_another_show_s_place_is_not_taken(root: Path, place: Remote) -> None:
    place.publish(root)
    theirs = place.files()["audiobuild-manifest.json"].replace(OUR_GUID.encode(), OTHER_GUID.encode())
    place.write("audiobuild-manifest.json", theirs)
    place.write("alt/alt.mp3", b"theirs")
    before = place.files()
    for options in ({}, {"dry_run": True}):
        with pytest.raises(OutputError) as error:
            place.publish(root, **options)
        (problem,) = error.value.problems
        assert (problem.place, problem.message) == (
            place.address,
            f"another show is published there: {NOWHERE} ({OTHER_GUID})",
        )
        assert place.files() == before
    place.publish(root, overwrite=True)
    assert place.theirs() == {**dist(root), "alt/alt.mp3": b"theirs"}
    place.publish(root)


def test_a_show_that_moved_takes_its_place_along(root: Path, place: Remote) -> None:
    place.publish(root)
    theirs = place.files()["audiobuild-manifest.json"].replace(NOWHERE.encode(), b"https://before.net/")
    place.write("audiobuild-manifest.json", theirs)
    place.remove(record.FILE)
    place.publish(root)
    assert place.theirs() == dist(root)


def test_a_dry_run_changes_nothing(root: Path, place: Remote) -> None:
    done = place.publish(root, dry_run=True)
    assert (len(sent(done)), place.files(), done.read_back) == (len(dist(root)), {}, None)
    place.publish(root)
    before = place.files()
    edit(root, CHANGED)
    assert len(sent(place.publish(root, dry_run=True))) == len(OF_ZWEI) + 3
    assert place.files() == before


@pytest.mark.parametrize("damage", ["changed", "missing", "no manifest"])
def test_a_dist_that_is_not_what_was_built_stays_at_home(root: Path, place: Remote, damage: str) -> None:
    name = "audiobuild-manifest.json" if damage == "no manifest" else "eins/eins.mp3"
    if damage == "changed":
        (root / DIST / name).write_bytes(b"x")
    else:
        (root / DIST / name).unlink()
    with pytest.raises(CheckError) as error:
        place.publish(root)
    assert [problem.place for problem in error.value.problems] == [f"{DIST}/{name}"]
    assert [problem.remedy for problem in error.value.problems] == ["Build again: audiobuild build"]
    assert place.files() == {}


def test_an_older_edition_is_noticed(root: Path, place: Remote, tmp_path: Path) -> None:
    older = copied(root, tmp_path / "older")
    place.publish(root)
    edit(root, CHANGED)
    place.publish(root)
    with pytest.raises(OutputError, match="has a newer edition: this one was published before it"):
        place.publish(older)
    assert place.theirs() == dist(root)
    place.publish(older, older=True)
    assert place.theirs() == dist(older)


def test_older_content_that_was_never_published_is_noticed(root: Path, place: Remote, tmp_path: Path) -> None:
    other = copied(root, tmp_path / "other")
    edit(root, {**TEXTS, "drei": subject.interview("Drei", date="2024-06-01")})
    place.publish(root)
    edit(other, {**TEXTS, "zwei": subject.interview("Anders", date="2024-05-02")})
    with pytest.raises(OutputError, match="has a newer edition: its drei is of 2024-06-01"):
        place.publish(other)
    assert place.theirs() == dist(root)


def test_who_published_last_may_take_the_newest_back(root: Path, place: Remote) -> None:
    edit(root, {**TEXTS, "drei": subject.interview("Drei", date="2024-06-01")})
    place.publish(root)
    edit(root, TEXTS)
    assert "feed.xml" in sent(place.publish(root))


def test_another_publish_at_work_is_noticed(root: Path, place: Remote) -> None:
    beats = iter(range(1000))

    def beat(_: float) -> None:
        place.write(".audiobuild-publishing", json.dumps({"token": "other", "beat": next(beats)}).encode())

    beat(0)
    with pytest.raises(OutputError, match="another publish is at work here"):
        place.publish(root, pace=Pace(silent_s=5, look_s=1, sleep=beat))
    assert place.theirs() == {}


@pytest.mark.parametrize("left", [b'{"token": "gone", "beat": 3}', b""])
def test_a_publish_that_died_is_not_waited_for_for_ever(root: Path, place: Remote, left: bytes) -> None:
    place.write(".audiobuild-publishing", left)
    place.publish(root)
    assert place.theirs() == dist(root)


def test_who_loses_the_lease_stops_before_the_feed(root: Path, place: Remote) -> None:
    place.publish(root)
    old = place.theirs()
    edit(root, CHANGED)

    def lost(done: int, total: int) -> None:
        place.write(".audiobuild-publishing", b'{"token": "other", "beat": 1}')

    target = targets.parse(place.address, place="TARGET", base=root)
    with pytest.raises(OutputError, match="another publish is at work here"):
        publish(config.load(root), target, options=Options(pace=QUICK), hooks=Hooks(progress=lost))
    assert {name: place.theirs()[name] for name in ("feed.xml", "index.html")} == {
        name: old[name] for name in ("feed.xml", "index.html")
    }
    assert place.files()[".audiobuild-publishing"] == b'{"token": "other", "beat": 1}'
