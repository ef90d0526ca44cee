"""An episode stays the same one through the years: renamed, written anew, imported again; and what is told where it would not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser
import pytest
from programs import audiobuild

from attacks import subject
from audiobuild import pipeline
from audiobuild.errors import ContentError
from audiobuild.publication import config, content, guids

TALK = """\
## Wie war es?

Gut war es, und lang.

Am Ende kam der Regen.

## Und was bleibt?

Ein nasser Hut, sonst nichts.
"""


def text(title: str = "Birke", more: str = "", talk: str = TALK, date: str = "2024-05-01") -> str:
    return subject.interview(title, date).partition("## ")[0].replace("language:", f"{more}language:", 1) + talk


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = subject.publication(tmp_path / "p", {"birch": text(), "elm": subject.interview("Ulme", "2024-06-01")})
    build(folder)
    return folder


def build(root: Path, *slugs: str, **options: Any) -> list[str]:
    said: list[str] = []
    with subject.in_process():
        hooks = pipeline.Hooks(note=said.append, taken_off=lambda problem: said.append(str(problem)))
        pipeline.build(config.load(root), slugs or None, jobs=1, hooks=hooks, **options)
    return said


def refused(root: Path, **options: Any) -> str:
    with pytest.raises(ContentError) as caught:
        build(root, **options)
    return str(caught.value)


def published(root: Path) -> dict[str, str]:
    """The guids in the feed by slug."""
    entries = feedparser.parse((root / "dist/feed.xml").read_bytes()).entries
    return {entry.link.rstrip("/").rpartition("/")[2]: entry.id for entry in entries}


def derived(root: Path, slug: str) -> str:
    """The guid that an interview without an id gets by its name."""
    from writers.episodes import changed
    from writers.test_feed import ITEM

    return guids.episode(config.load(root).show, changed(ITEM, slug=slug))


def rename(root: Path, old: str = "birch", new: str = "silver-birch") -> Path:
    return (root / f"content/{old}.md").rename(root / f"content/{new}.md")


def test_a_renamed_file_stops_the_build_with_the_line_to_write(root: Path) -> None:
    before, old = subject.dist(root), published(root)["birch"]
    path = rename(root)
    expected = (
        "content/silver-birch.md: id: has the text that was content/birch.md, which is gone: under another name it would be "
        "another episode, and podcast apps would show both\n"
        f"    If it is the same episode, write this line into its front matter: id: {old}. "
        f"If it is to be another one: id: {derived(root, 'silver-birch')}"
    )
    assert refused(root) == expected
    assert refused(root, prune="all") == expected
    assert subject.dist(root) == before
    path.write_text(text(more=f"id: {old}\n"))
    assert build(root) == [
        (
            "dist/birch: belongs to no interview: there is no content/birch.md\n"
            "    The episode goes on as content/silver-birch.md. Remove its old files: audiobuild build --prune"
        )
    ]
    assert published(root)["silver-birch"] == old
    assert "birch" not in published(root)


def test_the_command_ends_with_3(root: Path) -> None:
    rename(root)
    done = audiobuild("build", "-C", root, "--json", check=False)
    (problem,) = json.loads(done.stdout)["error"]["problems"]
    assert (done.returncode, problem["place"]) == (3, "content/silver-birch.md: id")
    assert published(root)["birch"] in problem["remedy"]


def test_it_may_be_meant_as_another_one(root: Path) -> None:
    path = rename(root)
    other = derived(root, "silver-birch")
    path.write_text(text(more=f"id: {other}\n"))
    said = build(root)
    assert published(root)["silver-birch"] == other
    assert f"write into its front matter: id: {derived(root, 'birch')}" in said[-1]


@pytest.mark.parametrize(
    ("talk", "same"),
    [
        (TALK.replace("lang.", "kurz."), True),  # one of three paragraphs was mended
        (TALK.replace("## Und was bleibt?", "## Was blieb?").replace("Gut war  es", "gut war es"), True),
        (TALK.replace("lang.", "kurz.").replace("Regen", "Schnee"), False),
        (
            "## Wie war es?\n\nSchlecht.\n\n## Und was bleibt?\n\nDer Sand in den Schuhen.\n",
            False,
        ),  # the same questions
    ],
)
def test_nearly_the_same_talk(root: Path, talk: str, same: bool) -> None:
    rename(root).write_text(text(talk=talk))
    if same:
        assert "has the text that was content/birch.md" in refused(root)
    else:
        build(root)
        assert "silver-birch" in published(root)


def test_it_is_known_as_long_as_its_files_lie_there(root: Path) -> None:
    """The new file may come much later, with builds in between."""
    old, whole = published(root)["birch"], (root / "content/birch.md").read_text()
    (root / "content/birch.md").unlink()
    for _ in range(2):
        assert build(root) == [
            (
                "dist/birch: belongs to no interview: there is no content/birch.md\n    Remove it: audiobuild build --prune. "
                f"If the interview was renamed, write into its front matter: id: {old}"
            )
        ]
    (root / "content/silver-birch.md").write_text(whole)
    assert f"id: {old}." in refused(root)
    (root / "content/silver-birch.md").unlink()
    assert build(root, prune="all") == [
        (
            f"content/birch.md: was published, and is taken off: its text is gone; its guid was {old}\n"
            "    The next audiobuild publish removes it where it is served. If it is to stay, undo that, and build again."
        )
    ]
    (root / "content/silver-birch.md").write_text(whole)
    assert build(root) == []


def test_what_comes_back_under_its_own_name_is_the_same(root: Path) -> None:
    before, whole = published(root), (root / "content/birch.md").read_text()
    (root / "content/birch.md").unlink()
    build(root)
    (root / "content/birch.md").write_text(whole)
    assert build(root) == []
    assert published(root) == before


def test_a_copy_beside_the_old_one_is_another_episode(root: Path) -> None:
    (root / "content/copy.md").write_text(text(date="2024-07-01"))
    assert build(root) == []
    assert published(root)["copy"] == derived(root, "copy")


def test_removing_is_on_purpose_and_previews_are_nobody_s(root: Path) -> None:
    rename(root)
    build(root, drafts=True)
    build(root, prune={"birch"})
    assert published(root).keys() == {"elm", "silver-birch"}


def test_an_article_that_is_read_out_is_known_by_its_paragraphs(root: Path) -> None:
    article = "---\ntitle: A\ndate: 2024-05-03\nlanguage: de\nspeakers:\n  - {name: N, role: narrator}\n---\n## Eins\n\nEin Satz.\n\nNoch einer.\n"
    (root / "content/a.md").write_text(article)
    build(root)
    (root / "content/a.md").rename(root / "content/b.md")
    assert "content/b.md: id: has the text that was content/a.md" in refused(root)


TEXT = """\
A talk with Noor Idris

We met at the quay.

Editors: What do you bake?

Noor Idris: Rye, mostly.

Editors: Who eats it?

Noor Idris: The gulls.

Editors: And tomorrow?

Noor Idris: Bread.
"""


def imported(root: Path, *options: str) -> str:
    source = root / "talk.txt"
    if not source.exists():
        source.write_text(TEXT)
    return audiobuild("import", source, "-C", root, "--slug", "talk", "--date", "2025-09-09", *options).stderr


def test_imported_again_it_keeps_id_and_date(root: Path) -> None:
    imported(root)
    path = root / "content/talk.md"
    (about,) = (draft.about for slug, draft in content.drafts(root) if slug == "talk")
    path.write_text(path.read_text().replace("date: 2025-09-09", "date: 2025-09-10\nsummary: Brot."))
    (root / "talk.txt").write_text(TEXT.replace("Rye, mostly", "Wheat"))
    audiobuild("import", root / "talk.txt", "-C", root, "--slug", "talk", "--force")
    (again,) = content.load(root, ["talk"])
    assert (again.about.id, str(again.about.date), again.about.summary) == (about.id, "2025-09-10", "Brot.")
    assert "Wheat" in path.read_text()


def test_a_file_that_was_deleted_and_is_imported_anew_goes_on(root: Path) -> None:
    """It had no id, and the last edition knows its guid."""
    imported(root)
    path = root / "content/talk.md"
    path.write_text("".join(line for line in path.read_text().splitlines(keepends=True) if not line.startswith("id:")))
    build(root)
    old = published(root)["talk"]
    assert old == derived(root, "talk")
    path.unlink()
    told = audiobuild("import", root / "talk.txt", "-C", root, "--slug", "bread", "--date", "2025-09-09").stderr
    assert f"content/bread.md: was published as talk, and stays that episode: id: {old}\n" in told
    build(root)
    assert published(root)["bread"] == old


def test_another_date_is_told_once(root: Path) -> None:
    (root / "content/birch.md").write_text(text(date="2024-07-01"))
    assert build(root) == [
        (
            "content/birch.md: date: is 2024-07-01, and was 2024-05-01: the episode moves in the lists of podcast apps, and some "
            "show it as new\n    If that is not meant, write again: date: 2024-05-01"
        )
    ]
    assert build(root) == []
    (root / "content/birch.md").write_text(text(date="2024-07-01 00:00:00+00:00"))  # the same moment
    assert build(root) == []


def test_another_id_is_told_once(root: Path) -> None:
    old = published(root)["birch"]
    (root / "content/birch.md").write_text(text(more="id: neu\n"))
    assert build(root) == [
        (
            f"content/birch.md: id: is neu, and was {old}: podcast apps show it as another episode\n"
            f"    If it is the same one, write into its front matter: id: {old}"
        )
    ]
    assert build(root) == []


def test_the_same_time_twice_is_told_once_and_ordered_by_name(root: Path) -> None:
    (root / "content/elm.md").write_text(subject.interview("Ulme"))
    said = build(root)
    assert said[0] == (
        "content/elm.md: date: is the same time as in content/birch.md: podcast apps show them in any order\n"
        "    In the feed the last file name is the newest. To say it yourself, give each a time: date: 2024-05-01 09:00:00"
    )
    assert build(root) == []
    assert [*published(root)] == ["elm", "birch"]
    index = (root / "dist/index.html").read_text()
    assert index.index("elm/") < index.index("birch/")
    (root / "content/birch.md").write_text(text(date="2024-05-01 09:00:00"))
    build(root)
    assert [*published(root)] == ["birch", "elm"]
    index = (root / "dist/index.html").read_text()
    assert index.index("birch/") < index.index("elm/")


def test_the_same_number_twice_is_told_with_both_files(root: Path) -> None:
    (root / "content/birch.md").write_text(text(more="season: 1\nepisode: 3\n"))
    ulme = subject.interview("Ulme", "2024-06-01")
    (root / "content/elm.md").write_text(ulme.replace("language:", "season: 1\nepisode: 3\nlanguage:"))
    for _ in range(2):
        assert build(root) == [
            (
                "content/birch.md: episode: is season 1, episode 3, and so is content/elm.md\n"
                "    Podcast apps show these numbers. Give each its own, or none."
            )
        ]
    (root / "content/elm.md").write_text(ulme.replace("language:", "season: 1\nepisode: 3\ntype: bonus\nlanguage:"))
    assert build(root) == []  # which belongs to that episode
    (root / "content/elm.md").write_text(ulme.replace("language:", "season: 2\nepisode: 3\nlanguage:"))
    assert build(root) == []


def test_another_guid_of_the_show_is_told_for_the_show(root: Path) -> None:
    """Not for each of its episodes; and not where the show was at an address for examples."""
    path = root / "content/show.toml"
    old, new = config.load(root).show.guid, "9b024349-ccf0-5f69-a609-6b82873eab3c"
    path.write_text(path.read_text().replace(old, new))
    assert build(root) == [
        (
            f"content/show.toml: guid: is {new}, and was {old}: podcast apps know the show and its episodes by it\n"
            f'    If it is the same show, write again: guid = "{old}"'
        )
    ]
    assert build(root) == []


def test_what_was_tried_out_is_nobody_s(root: Path) -> None:
    path = root / "content/show.toml"
    real = path.read_text()
    path.write_text("".join(line for line in real.splitlines(True) if not line.startswith(("guid", "link"))))
    path.write_text('link = "https://example.org/"\n' + path.read_text())
    build(root)
    path.write_text(real)
    assert [line for line in build(root) if "guid" in line or ": id" in line] == []


OTHER = text("Esche", talk="## Wie alt ist sie?\n\nHundert Jahre.\n\n## Und wie hoch?\n\nDreißig Meter.\n")


def of_its_own(root: Path, slug: str = "birch") -> str:
    """The id that tells an interview from the episode whose name it has."""
    show = config.load(root).show
    (interview,) = content.load(root, [slug])
    return guids.given(show, replace(interview, about=replace(interview.about, id=""))).about.id


def test_another_interview_in_the_same_file_stops_the_build_with_the_line_to_write(root: Path) -> None:
    before, old = subject.dist(root), published(root)["birch"]
    path = root / "content/birch.md"
    path.write_text(OTHER)
    own = of_its_own(root)
    assert refused(root) == (
        "content/birch.md: id: holds another talk than the episode that was published under this name: podcast apps would "
        "take it for that one, and not show it as new\n"
        "    If it is a new episode, give its file another name, or write this line into its front matter: "
        f"id: {own}. If it is the same one with another text: id: {old}"
    )
    assert subject.dist(root) == before
    path.write_text(OTHER.replace("date:", f"id: {own}\ndate:"))
    assert [line.partition("\n")[0] for line in build(root)] == [
        f"content/birch.md: id: is {own}, and was {old}: podcast apps show it as another episode"
    ]
    assert published(root)["birch"] == own


def test_under_the_id_of_another_talk_it_is_told_once(root: Path) -> None:
    old = published(root)["birch"]
    (root / "content/birch.md").write_text(OTHER.replace("date:", f"id: {old}\ndate:"))
    assert build(root) == [
        (
            "content/birch.md: id: is that of another talk, 'Birke': podcast apps take this one for it, and do not show it as "
            f"new\n    If it is a new episode, write: id: {of_its_own(root)}"
        )
    ]
    assert build(root) == []


@pytest.mark.parametrize("changed", [text("Die Birke"), text(talk="## Wie?\n\nSchön war es.\n\n## Und?\n\nEin Hut.\n")])
def test_another_title_or_other_words_alone_make_no_other_talk(root: Path, changed: str) -> None:
    before = published(root)
    (root / "content/birch.md").write_text(changed)
    assert build(root) == []
    assert published(root) == before


def test_a_name_that_became_free_keeps_its_guid_to_itself(root: Path) -> None:
    """As long as the files of the episode lie there."""
    path = root / "content/birch.md"
    whole = path.read_text()
    path.unlink()
    build(root)
    path.write_text(OTHER)
    assert f"or write this line into its front matter: id: {of_its_own(root)}." in refused(root)
    path.write_text(whole)
    assert build(root) == []


def test_another_timezone_of_the_show_is_told_once(root: Path) -> None:
    path = root / "content/show.toml"
    path.write_text(f'timezone = "Europe/Berlin"\n{path.read_text()}')
    assert build(root)[:1] == [
        (
            "content/show.toml: timezone: is Europe/Berlin, and was UTC: the time of 2 episodes in the feed moves by that\n"
            "    Podcast apps may order them anew. If that is not meant: remove the line"
        )
    ]
    assert build(root) == []
