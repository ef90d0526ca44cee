"""What is not published yet, and what is no more: drafts, days to come, removed and left-over episodes."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from programs import audiobuild

from attacks import subject
from audiobuild import pipeline
from audiobuild.languages.words import words
from audiobuild.publication import config, guids

DIST = "dist"
TEXTS = {slug: subject.interview(slug.title(), "2024-05-01") for slug in ("eins", "zwei")}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return subject.publication(tmp_path / "p", TEXTS)


def build(root: Path, *slugs: str, **options: Any) -> list[str]:
    said: list[str] = []
    with subject.in_process():
        hooks = pipeline.Hooks(note=said.append)
        pipeline.build(config.load(root), slugs or None, jobs=1, hooks=hooks, **options)
    return said


def published(root: Path) -> set[str]:
    """The episodes in the feed, of which all that is in dist/ is a part."""
    entries = feedparser.parse((root / DIST / "feed.xml").read_bytes()).entries
    slugs = {entry.link.rstrip("/").rpartition("/")[2] for entry in entries}
    assert slugs == {path.parent.name for path in (root / DIST).glob("*/*.mp3")}
    assert slugs == {path.parent.name for path in (root / DIST).glob("*/index.html")}
    index = (root / DIST / "index.html").read_text()
    assert {slug for slug in TEXTS if f"{slug}/" in index} == slugs
    return slugs


def say(root: Path, slug: str, line: str) -> None:
    (root / f"content/{slug}.md").write_text(TEXTS[slug].replace("language:", f"{line}\nlanguage:", 1))


def test_a_draft_is_nowhere_in_dist(root: Path) -> None:
    say(root, "zwei", "draft: true")
    said = build(root)
    assert published(root) == {"eins"}
    assert said == [
        (
            "content/zwei.md: draft: is a draft and not published\n"
            "    Hear it: audiobuild serve --drafts. To publish it, delete the line draft: true."
        )
    ]
    assert not (root / DIST / "zwei").exists()
    say(root, "zwei", "draft: false")
    (same_day,) = build(root)
    assert same_day.startswith("content/zwei.md: date: is the same time as in content/eins.md")
    assert published(root) == {"eins", "zwei"}


def test_what_becomes_a_draft_is_taken_out_again(root: Path) -> None:
    build(root)
    say(root, "zwei", "draft: true")
    build(root)
    assert published(root) == {"eins"}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ("draft: true", "it is a draft now"),
        ("date: 2999-01-01", "its date has not come"),
        ("", "its text is gone; its guid was {}"),
    ],
)
def test_what_is_taken_off_is_told_by_name_once(root: Path, changed: str, why: str) -> None:
    build(root)
    path = root / "content/zwei.md"
    text = path.read_text()
    guid = guids.episode(config.load(root).show, subject_of(root, "zwei"))
    if changed.startswith("date"):
        path.write_text(text.replace("date: 2024-05-01", changed))
    elif changed:
        say(root, "zwei", changed)
    else:
        path.unlink()
    off: list[str] = []
    with subject.in_process():
        for _ in range(2):
            hooks = pipeline.Hooks(taken_off=lambda problem: off.append(str(problem)))
            pipeline.build(config.load(root), jobs=1, hooks=hooks, prune="all")
    remedy = "The next audiobuild publish removes it where it is served. If it is to stay, undo that, and build again."
    assert off == [f"content/zwei.md: was published, and is taken off: {why.format(guid)}\n    {remedy}"]
    assert published(root) == {"eins"}


def test_it_is_the_last_that_a_build_says_and_publish_names_it(root: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"
    audiobuild("build", "-C", root)
    audiobuild("publish", "-C", root, place, "--read-back", "place")
    say(root, "zwei", "draft: true")
    for quiet in ((), ("-q",)):
        told = audiobuild("build", "-C", root, *quiet).stderr.splitlines()
        say(root, "zwei", "draft: false")
        audiobuild("build", "-C", root)
        say(root, "zwei", "draft: true")
        assert told[-2] == "content/zwei.md: was published, and is taken off: it is a draft now"
    audiobuild("build", "-C", root)
    dry = audiobuild("publish", "-C", root, place, "--dry-run").stdout.splitlines()
    assert dry[-1] == "will be taken offline: the episode zwei"
    done = audiobuild("publish", "-C", root, place, "--read-back", "place").stdout.splitlines()
    assert done[-1] == "taken offline: the episode zwei"
    assert not (place / "zwei/zwei.mp3").exists()
    assert not (root / DIST / "zwei").exists()


def test_a_half_written_draft_does_not_keep_the_others_from_being_published(root: Path) -> None:
    (root / "content/zwei.md").write_text("---\ntitle: Bald\ndraft: true\n---\n## Und dann?\n")
    build(root)
    assert published(root) == {"eins"}


def test_drafts_are_heard_in_a_place_of_their_own(root: Path) -> None:
    build(root)
    before = subject.dist(root)
    say(root, "zwei", "draft: true")
    build(root, drafts=True)
    assert subject.dist(root) == before
    assert published(pipeline.output(root, drafts=True)) == {"eins", "zwei"}
    assert subject.hidden(root) == ["drafts"]


def test_what_is_not_published_is_marked_in_its_preview_only(root: Path) -> None:
    """In the page's language; and not when it is published."""
    say(root, "zwei", "draft: true")
    build(root, drafts=True)
    preview = pipeline.output(root, drafts=True) / DIST
    word = words("de").draft

    def marked(folder: Path) -> dict[str, list[str]]:
        pages = ("index.html", "eins/index.html", "zwei/index.html")
        return {name: re.findall('class="draft"[^>]*>([^<]+)', (folder / name).read_text()) for name in pages}

    assert marked(preview) == {"index.html": [word], "eins/index.html": [], "zwei/index.html": [word]}
    (root / "content/zwei.md").write_text(TEXTS["zwei"])
    build(root, drafts=True)
    build(root)
    for folder in (preview, root / DIST):
        assert marked(folder) == {"index.html": [], "eins/index.html": [], "zwei/index.html": []}


def test_a_build_names_what_changed_and_tells_its_remarks_last(root: Path) -> None:
    def said() -> list[str]:
        done = audiobuild("build", "-C", root, "-j", "1")
        last = [line for line in done.stderr.splitlines() if not line.startswith(" ")][-1]
        return [*(line.partition("  ")[0] for line in done.stdout.splitlines()), last]

    say(root, "zwei", "draft: true")
    remark = "content/zwei.md: draft: is a draft and not published"
    first = said()
    assert [line for line in first if line.endswith(".mp3")] == ["dist/eins/eins.mp3"]
    assert first[-1] == remark
    again = said()
    assert (again[0], again[-1]) == ("1 episode is unchanged", remark)
    assert not [line for line in again if line.endswith(".mp3")]


@pytest.mark.parametrize("hours", [30, -30])
def test_a_day_to_come(root: Path, hours: int) -> None:
    """A day and a bit: whatever the zone."""
    day = (datetime.now(UTC) + timedelta(hours=hours)).strftime("%Y-%m-%d %H:%M:%S+00:00")
    (root / "content/zwei.md").write_text(TEXTS["zwei"].replace("2024-05-01", day))
    said = build(root)
    due = hours < 0
    assert published(root) == ({"eins", "zwei"} if due else {"eins"})
    assert bool(said) is not due


def test_a_day_that_comes_is_published_by_the_next_build(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "content/zwei.md").write_text(TEXTS["zwei"].replace("2024-05-01", "2024-06-01"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2024, 5, 31, 23, 59, 59, tzinfo=UTC).timestamp())))
    assert build(root) == [
        (
            "content/zwei.md: date: is dated 2024-06-01 00:00 UTC, and not published before\n"
            "    Hear it: audiobuild serve --drafts. The first build after that time publishes it."
        )
    ]
    assert published(root) == {"eins"}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2024, 6, 1, tzinfo=UTC).timestamp())))
    build(root, "eins")  # a build of another one keeps to what was asked
    assert published(root) == {"eins"}
    build(root)
    assert published(root) == {"eins", "zwei"}


def test_prune_removes_what_has_no_interview(root: Path) -> None:
    build(root)
    (root / DIST / "fremd").mkdir()
    (root / DIST / "fremd/x.mp3").write_bytes(b"x")
    (root / "content/zwei.md").unlink()
    said = build(root)
    assert [line.partition(":")[0] for line in said] == ["dist/zwei"]
    assert (root / DIST / "zwei/zwei.mp3").exists()
    assert build(root, prune="all") == []
    assert not (root / DIST / "zwei").exists()
    assert (root / DIST / "fremd/x.mp3").exists()  # somebody's own


def test_an_id_keeps_a_renamed_interview_the_same(root: Path) -> None:
    show = guids.assigned(config.load(root)).show
    guid = guids.episode(show, subject_of(root, "zwei"))
    say(root, "zwei", f"id: {guid}")
    build(root)
    (root / "content/zwei.md").rename(root / "content/drei.md")
    build(root, prune="all")
    entries = feedparser.parse((root / DIST / "feed.xml").read_bytes()).entries
    assert {entry.link.rstrip("/").rpartition("/")[2]: entry.id for entry in entries}["drei"] == guid


def subject_of(root: Path, slug: str) -> Any:
    from audiobuild.publication import content

    return content.load(root, [slug])[0]


def test_remove(root: Path) -> None:
    build(root)
    text = (root / "content/zwei.md").read_bytes()
    refused = audiobuild("remove", "zwei", "-C", root, check=False)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert published(root) == {"eins", "zwei"}
    done = audiobuild("remove", "content/zwei.md", "--yes", "-C", root)
    assert (done.stdout, done.stderr) == ("removed dist/zwei\n", "kept as content/removed/zwei.md\n")
    assert published(root) == {"eins"}
    assert (root / "content/removed/zwei.md").read_bytes() == text
    assert not (root / "content/zwei.md").exists()
    again = audiobuild("remove", "zwei", "eins", "-y", "-C", root, check=False)
    assert again.returncode == 3
    assert again.stderr == "content/zwei.md: there is no such interview\n    There are: eins.\n"
    assert published(root) == {"eins"}
    (root / "content/removed/zwei.md").rename(root / "content/zwei.md")
    build(root)
    audiobuild("remove", "zwei", "eins", "-y", "-C", root)  # the last one, too
    assert published(root) == set()


def test_what_is_removed_needs_nothing_of_the_others(root: Path) -> None:
    build(root)
    (root / "content/eins.md").write_text("not an interview any more")
    audiobuild("remove", "zwei", "-y", "-C", root)
    assert published(root) == {"eins"}


def test_the_command_names_where_drafts_are(root: Path) -> None:
    say(root, "zwei", "draft: true")
    done = audiobuild("build", "--drafts", "-C", root, "-j", "1")
    assert [line.partition("  ")[0] for line in done.stdout.splitlines()][:2] == [
        ".audiobuild/drafts/dist/eins/eins.mp3",
        ".audiobuild/drafts/dist/zwei/zwei.mp3",
    ]
    assert not (root / DIST).exists()
    shown = audiobuild("build", "--dry-run", "--json", "--drafts", "zwei", "-C", root)
    assert json.loads(shown.stdout.splitlines()[0])["place"] == "content/zwei.md:2"


def test_a_draft_is_taken_out_though_another_was_asked_for(root: Path) -> None:
    build(root)
    say(root, "zwei", 'draft: "yes"')
    build(root, "eins")
    assert published(root) == {"eins"}


def test_what_was_not_asked_for_and_is_in_no_feed_is_told(root: Path) -> None:
    said = build(root, "eins")
    assert published(root) == {"eins"}
    assert said == ["content/zwei.md: is not in the feed: it was not built\n    Build all: audiobuild build"]


def test_an_id_may_go_on_in_the_text_that_replaces_a_draft(root: Path) -> None:
    say(root, "zwei", "id: die-zweite")
    build(root)
    say(root, "zwei", "id: die-zweite\ndraft: true")
    (root / "content/drei.md").write_text(TEXTS["zwei"].replace("language:", "id: die-zweite\nlanguage:", 1))
    build(root)
    entries = feedparser.parse((root / DIST / "feed.xml").read_bytes()).entries
    assert {entry.id: entry.link.rstrip("/").rpartition("/")[2] for entry in entries}["die-zweite"] == "drei"


def test_nothing_is_half_removed(root: Path) -> None:
    """Another interview is broken, and its sound is lost: the removal fails before a text is moved."""
    build(root)
    (root / "dist/zwei/zwei.mp3").unlink()
    say(root, "zwei", "bogus: 1")
    done = audiobuild("remove", "eins", "-y", "-C", root, check=False)
    assert done.returncode == 3
    assert (root / "content/eins.md").is_file()


def test_what_lies_behind_a_link_is_the_editor_s(root: Path, tmp_path: Path) -> None:
    """An episode's folder was moved to an archive and linked: what is pruned there is not deleted, and builds go on."""
    build(root)
    (root / "dist").rename(tmp_path / "real")
    (root / "dist").symlink_to(tmp_path / "real")
    (tmp_path / "real/zwei").rename(tmp_path / "archive")
    (tmp_path / "real/zwei").symlink_to(tmp_path / "archive")
    (root / "content/zwei.md").unlink()
    there = sorted(path.name for path in (tmp_path / "archive").iterdir())
    build(root, prune="all")
    assert sorted(path.name for path in (tmp_path / "archive").iterdir()) == there
    build(root)


def test_an_edition_of_a_part_takes_nothing_offline(root: Path, tmp_path: Path) -> None:
    """A fresh checkout has no dist/: a build of one episode knows nothing of the other, which is online and due."""
    build(root)
    place = tmp_path / "www"
    audiobuild("publish", "-C", root, place)
    shutil.rmtree(root / DIST)
    shutil.rmtree(root / ".audiobuild")
    build(root, "eins")
    done = audiobuild("publish", "-C", root, place, check=False)
    assert done.returncode == 5
    assert "content/zwei.md: is due, and not in this edition: its episode would go offline" in done.stderr
    assert (place / "zwei/zwei.mp3").is_file()


@pytest.mark.parametrize(
    ("where", "line", "message"),
    [
        ("content/show.toml", "sample = true\n", "content/show.toml: says sample = true"),
        ("content/zwei.md", "draft", "content/zwei.md: draft: is a draft now, and the edition was built before"),
    ],
)
def test_an_edition_of_before_is_not_published(root: Path, tmp_path: Path, where: str, line: str, message: str) -> None:
    build(root)
    if line == "draft":
        say(root, "zwei", "draft: true")
    else:
        (root / where).write_text(line + (root / where).read_text())
    done = audiobuild("publish", "-C", root, tmp_path / "www", check=False)
    assert done.returncode == 6
    assert message in done.stderr
    assert not (tmp_path / "www").exists()
