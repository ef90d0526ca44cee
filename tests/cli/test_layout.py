"""Lines on a terminal: as wide as it is, whatever stands in them; elsewhere as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from programs import audiobuild
from terminal import session

from audiobuild.cli import layout

LONG = "Write the answer below it, or make it part of the next question."


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        *(
            ("Größe", 5),
            ("Gro\u0308ße", 5),
            ("日本語", 6),
            ("e\u0301\u0323", 1),
            ("a\u200db\u00ad", 2),
            ("ｆｕｌｌ", 8),
            ("", 0),
        ),
        ("한글", 4),
    ],
)
def test_width(text: str, columns: int) -> None:
    assert layout.width(text) == columns


@pytest.mark.parametrize("columns", range(1, 90, 7))
def test_no_word_is_lost_or_cut_and_no_line_too_long(columns: int) -> None:
    text = f"{LONG} 日本語 の 文章 Gro\u0308ße --dry-run https://stadt-am-fluss.de/a/b/c/d/e/f/g"
    lines = layout.wrap(text, columns, rest="  ").split("\n")
    assert " ".join(line.strip() for line in lines) == text
    assert all(layout.width(line) <= columns or " " not in line.strip() for line in lines)


def test_what_goes_on_stands_below_what_it_belongs_to() -> None:
    text = f"content/a.md:3: the question 'Was?' has no answer\n    {LONG}"
    assert layout.message(text, 40).split("\n") == [
        "content/a.md:3: the question 'Was?' has",
        "  no answer",
        "    Write the answer below it, or make",
        "    it part of the next question.",
    ]


@pytest.mark.parametrize(("asked", "columns"), [(20, 40), (40, 40), (72, 72), (100, 100), (120, 120), (300, 120)])
def test_help_is_as_wide_as_the_terminal_within_bounds(tmp_path: Path, asked: int, columns: int) -> None:
    for words in ((), ("build",), ("import",), ("cache", "prune")):
        lines = session(*words, "--help", cwd=tmp_path, columns=asked).text.splitlines()
        assert columns - 25 < max(map(layout.width, lines)) <= columns
        assert not [line for line in lines if re.search(r"\w-$", line)]  # no option is parted


@pytest.mark.parametrize("columns", [40, 80])
def test_a_message_is_wrapped_on_a_terminal_only(project: Path, columns: int) -> None:
    text = (
        (project / "content/a-talk.md")
        .read_text("utf-8")
        .replace("Vieles.", "")
        .replace("Was", "Was 日本語の文章 " * 3 + "was")
    )
    (project / "content/a-talk.md").write_text(text, "utf-8")
    seen = session("build", cwd=project, columns=columns)
    piped = audiobuild("build", cwd=project, check=False)
    assert seen.exit_code == piped.returncode == 3
    assert piped.stderr.splitlines() == [
        f"content/a-talk.md:7: the question '{'Was 日本語の文章 ' * 3}was gibt es?' has no answer",
        f"    {LONG}",
    ]
    assert max(map(layout.width, seen.text.splitlines())) <= columns
    assert len(seen.text.splitlines()) > 2
    assert " ".join(seen.text.split()) == " ".join(piped.stderr.split())


def test_a_terminal_that_is_read_aloud_has_whole_sentences(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    (project / "content/a-talk.md").write_text("Nothing")
    seen = session("build", cwd=project, columns=40)
    assert seen.text == audiobuild("build", cwd=project, check=False).stderr


def test_an_unknown_option_on_a_narrow_terminal(project: Path) -> None:
    seen = session("build", "--xyzzy", cwd=project, columns=40)
    assert seen.exit_code == 2
    assert max(map(len, seen.text.splitlines())) <= 40
