"""The options that every command takes stand before it or behind it, and every command shows how it is used."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from programs import audiobuild

from audiobuild.cli.commands import Group
from audiobuild.cli.help_page import Context
from audiobuild.cli.main import cli

TALK = "Kai: Wer kocht?\n\nEva: Ich koche.\n\nKai: Wer spült?\n\nEva: Auch ich.\n"


def commands(command: click.Command = cli, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """All commands, groups among them, each by what is typed."""
    yield " ".join(path), command
    for name, below in command.commands.items() if isinstance(command, click.Group) else ():
        yield from commands(below, (*path, name))


ALL = dict(commands())


@pytest.mark.parametrize("path", ALL)
def test_each_takes_them_and_gives_an_example(path: str) -> None:
    command = ALL[path]
    options = {name for parameter in command.params for name in parameter.opts}
    assert options >= {"-C", "--project", "-q", "--quiet", "-v", "--verbose"}
    assert command.context_class is Context
    assert isinstance(command, Group) or not isinstance(command, click.Group)
    assert (command.epilog or "").startswith(f"Example: audiobuild {path}".rstrip())


@pytest.mark.parametrize("path", ALL)
def test_an_example_is_a_command_line(path: str) -> None:
    import shlex

    words = shlex.split((ALL[path].epilog or "").removeprefix("Example: "))[1:]
    context = cli.make_context("audiobuild", words, resilient_parsing=True)
    command: click.Command = cli
    while isinstance(command, click.Group) and words and words[0] in command.commands:
        command, words = command.commands[words[0]], words[1:]
    if not isinstance(command, click.Group):
        command.parse_args(command.context_class(command, parent=context, info_name="x"), words)


@pytest.mark.parametrize(
    "words",
    [
        ("-C", "show", "build", "--dry-run"),
        ("build", "-C", "show", "--dry-run"),
        ("-C", "nowhere", "build", "-C", "show", "--dry-run"),  # the one at the command counts
        ("--project=show", "-q", "build", "--dry-run"),
    ],
)
def test_the_folder(project: Path, words: tuple[str, ...]) -> None:
    done = audiobuild(*words, cwd=project.parent)
    assert done.stdout.splitlines()[-1] == "content/a-talk.md:9: Vieles."


def test_the_folder_of_a_group_and_of_its_command(project: Path) -> None:
    for words in (("-C", "show", "cache", "size"), ("cache", "-C", "show", "size"), ("cache", "size", "-C", "show")):
        assert "0 entries" in audiobuild(*words, cwd=project.parent).stdout


def test_a_folder_that_is_none_is_named(project: Path) -> None:
    done = audiobuild("-C", "nowhere", "build", cwd=project.parent, check=False)
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "-C: there is no folder nowhere")


def test_a_folder_that_is_mistyped(project: Path) -> None:
    done = audiobuild("-C", "shwo", "build", cwd=project.parent, check=False)
    assert (done.returncode, done.stderr) == (2, "-C: there is no folder shwo\n    Did you mean show?\n")


@pytest.mark.parametrize("folder", ["content", "dist", "dist/a-talk"])
def test_a_folder_of_a_publication(project: Path, folder: str) -> None:
    inside = project / folder
    inside.mkdir(parents=True, exist_ok=True)
    up = "/".join([".."] * len(Path(folder).parts))
    done = audiobuild("build", cwd=inside, check=False)
    there = f"There is one in {project}: give -C {up}, or go to that folder."
    assert (done.returncode, done.stderr.splitlines()) == (
        2,
        [f"content/show.toml: there is no publication in {inside}", f"    {there}"],
    )
    (inside / "a.txt").write_text("x")
    for command in (("new", "a.txt"), ("init",)):
        done = audiobuild(*command, cwd=inside, check=False)
        assert (done.returncode, done.stderr.splitlines()) == (
            2,
            [
                f"{inside}: belongs to the publication in {project}",
                f"    Work there: give -C {up}, or go to that folder. A show of its own needs a folder of its own.",
            ],
        )
    assert not (inside / "content").exists()


def test_quiet_and_verbose(project: Path) -> None:
    assert audiobuild("-q", "build", cwd=project).stderr == ""
    told = audiobuild("-v", "cache", "size", cwd=project).stderr.splitlines()
    assert [line.partition(",")[0] for line in told] == [f"audiobuild {told[0].split()[1].rstrip(',')}"]


def test_a_source_is_where_one_stands(project: Path) -> None:
    (project.parent / "talk.txt").write_text(TALK, "utf-8")
    audiobuild("-C", "show", "import", "talk.txt", "--date", "2023-04-05", "--slug", "talk", cwd=project.parent)
    assert (project / "content/talk.md").is_file()
    missing = audiobuild("-C", "show", "import", "content/a-talk.md", cwd=project.parent, check=False)
    assert missing.returncode == 2


def test_a_build_ends_with_what_to_open(project: Path) -> None:
    done = audiobuild("-C", "show", "build", cwd=project.parent)
    told = "To see and hear it, open show/dist/index.html, or run: audiobuild serve -C show"
    assert told in done.stderr.splitlines()
    assert (project.parent / "show/dist/index.html").is_file()
    assert audiobuild("build", "-q", cwd=project).stderr == ""
    assert "index.html" not in audiobuild("build", "--json", cwd=project).stderr
    assert "open dist/index.html, or run: audiobuild serve\n" in audiobuild("build", cwd=project).stderr
    shutil.copy(project / "content/a-talk.md", project / "content/b.md")
    text = (project / "content/b.md").read_text("utf-8").replace("date:", "draft: true\ndate:")
    (project / "content/b.md").write_text(text, "utf-8")
    drafts = audiobuild("build", "--drafts", cwd=project).stderr
    assert "open .audiobuild/drafts/dist/index.html, or run: audiobuild serve --drafts\n" in drafts


def test_without_a_command_there_is_help_and_a_script_ends() -> None:
    done = audiobuild(check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == audiobuild("--help").stdout


def test_help_is_a_command_too() -> None:
    assert audiobuild("help", "build").stdout == audiobuild("build", "--help").stdout
    assert audiobuild("help", "cache", "prune").stdout == audiobuild("cache", "prune", "-h").stdout
    assert audiobuild("help").stdout == audiobuild("-h").stdout
    wrong = audiobuild("help", "bauen", check=False)
    assert (wrong.returncode, "Did you mean build?" in wrong.stderr) == (2, True)
    assert "has no commands" in audiobuild("help", "build", "x", check=False).stderr


def test_a_module_says_how_it_is_run() -> None:
    assert audiobuild("build", "--help").stdout.startswith("Usage: python -m audiobuild build ")
