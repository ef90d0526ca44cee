"""Several sources in one command: all, or none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from programs import audiobuild, publication

INTRODUCTION = "Seit mehr als zwanzig Jahren kocht Eva Lind im Gasthaus am Fluss. Wir haben sie in ihrer Küche besucht."
TALK = "{title}\n\n" + INTRODUCTION + "\n\nKai: Wer kocht?\n\nEva: Ich koche.\n\nKai: Wer spült?\n\nEva: Auch ich.\n"
DAY = ("--date", "2024-05-01")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, title in (("a", "Am Herd"), ("b", "Am Becken"), ("c", "Am Herd")):
        (tmp_path / f"{name}.txt").write_text(TALK.format(title=title), encoding="utf-8")
    (tmp_path / "prices.txt").write_text("Brot 3,20\n", encoding="utf-8")
    return publication(tmp_path / "show")


def started(project: Path, *arguments: str) -> tuple[int, str, str]:
    done = audiobuild("import", "-C", project, *arguments, check=False, cwd=project.parent)
    return done.returncode, done.stdout, done.stderr


def written(project: Path) -> list[str]:
    return sorted(path.name for path in (project / "content").glob("*.md"))


def test_each_becomes_an_interview(project: Path) -> None:
    code, out, err = started(project, "a.txt", "b.txt", *DAY)
    assert code == 0, err
    assert written(project) == ["am-becken.md", "am-herd.md"]
    assert [line for line in out.splitlines() if line.endswith(":")] == ["a.txt:", "b.txt:"]
    assert all("date: 2024-05-01" in path.read_text("utf-8") for path in (project / "content").glob("*.md"))


def test_json_is_a_list_of_several_and_an_object_of_one(project: Path) -> None:
    _, out, _ = started(project, "a.txt", "b.txt", "--dry-run", "--json", "--answer-speaker", "Eva")
    assert [one["title"] for one in json.loads(out)] == ["Am Herd", "Am Becken"]
    _, out, _ = started(project, "a.txt", "--dry-run", "--json")
    assert json.loads(out)["title"] == "Am Herd"


def test_all_that_is_wrong_is_told_and_nothing_is_written(project: Path) -> None:
    code, out, err = started(project, "a.txt", "prices.txt", "gone.txt", "show", *DAY)
    assert (code, out, written(project)) == (3, "", [])
    assert [line for line in err.splitlines() if not line.startswith(" ")] == [
        "prices.txt: no questions found (1 paragraph, 3 words, language unknown, 0 headings)",
        "gone.txt: cannot be read: no such file or folder",
        "show: is a folder, no file",
    ]
    assert "    Name the files in it, as in: audiobuild import show/*" in err.splitlines()


def test_a_missing_date_is_told_with_what_else_is_wrong(project: Path) -> None:
    code, out, err = started(project, "a.txt", "prices.txt", "gone.txt", "b.txt", "c.txt")
    assert (code, out, written(project)) == (3, "", [])
    assert [line for line in err.splitlines() if not line.startswith(" ")] == [
        "prices.txt: no questions found (1 paragraph, 3 words, language unknown, 0 headings)",
        "gone.txt: cannot be read: no such file or folder",
        "content/am-herd.md: would be made of each of these: a.txt, c.txt",
        "a.txt: gives no date",
        "b.txt: gives no date",
        "c.txt: gives no date",
    ]


def test_nothing_is_written_where_one_may_not_be_replaced(project: Path) -> None:
    started(project, "a.txt", *DAY)
    path = project / "content/am-herd.md"
    path.write_text(path.read_text("utf-8").replace("Ich koche", "Ich brate"), encoding="utf-8")
    code, _, err = started(project, "a.txt", "b.txt", *DAY)
    assert (code, "content/am-herd.md: is there already" in err) == (3, True)
    assert written(project) == ["am-herd.md"]


def test_every_source_without_a_date_is_named(project: Path) -> None:
    code, _, err = started(project, "a.txt", "b.txt")
    assert code == 3
    assert [line for line in err.splitlines() if line.endswith("gives no date")] == [
        "a.txt: gives no date",
        "b.txt: gives no date",
    ]


def test_two_of_one_name_are_refused(project: Path) -> None:
    code, _, err = started(project, "a.txt", "b.txt", "c.txt", *DAY)
    assert (code, written(project)) == (3, [])
    assert err.splitlines()[0] == "content/am-herd.md: would be made of each of these: a.txt, c.txt"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("a.txt", "b.txt", "--slug", "x"), "--slug names one file"),
        (("-", "a.txt", "-"), "Standard input (-) can be read once only."),
        (("a.txt", "b.txt", "a.txt"), "Named twice: a.txt"),
        ((), "Missing argument 'SOURCE…'"),
    ],
)
def test_what_makes_no_sense_with_several(project: Path, arguments: tuple[str, ...], complaint: str) -> None:
    code, _, err = started(project, *arguments)
    assert (code, complaint in err, written(project)) == (2, True, [])
