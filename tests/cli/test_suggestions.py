"""What is said to who mistypes a command or an option."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from programs import audiobuild

from audiobuild.cli import suggestions
from audiobuild.cli.main import cli

COMMANDS = list(cli.commands)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *(("biuld", "build"), ("buidl", "build"), ("Build", "build"), ("bild", "build"), ("bauen", "build")),
        *(("importieren", "import"), ("imporieren", "import"), ("import_", "import"), ("prüfen", "check")),
        *(("pruefen", "check"), ("PRÜFEN", "check"), ("chekc", "check"), ("vorschau", "serve"), ("preview", "serve")),
        *(("stimmen", "voices"), ("voice", "voices"), ("sprechen", "say"), ("hilfe", "help"), ("löschen", "remove")),
        *(("neu", "new"), ("hinzufügen", "import"), ("clean", "cache")),
    ],
)
def test_a_command(word: str, meant: str) -> None:
    assert suggestions.for_command([word], "audiobuild", COMMANDS).startswith(f"Did you mean {meant}")


@pytest.mark.parametrize("word", ["xyzzy", "status"])
def test_what_looks_like_nothing_is_told_what_there_is(word: str) -> None:
    told = suggestions.for_command([word], "audiobuild", COMMANDS)
    assert told == f"Commands here: {', '.join(COMMANDS)}. What each does: audiobuild --help"


def test_a_name_with_spaces_needs_quotes(tmp_path: Path) -> None:
    (tmp_path / "Hallenbad Interview final.docx").write_text("x")
    words = ("Hallenbad", "Interview", "final.docx")
    for command in ("new", "import"):
        done = audiobuild(command, *words, cwd=tmp_path, check=False)
        assert (done.returncode, done.stderr.splitlines()) == (
            2,
            [
                "Hallenbad Interview final.docx: is a name with spaces",
                f'    Put the name in quotes: audiobuild {command} "Hallenbad Interview final.docx"',
            ],
        )
    done = audiobuild(*words, cwd=tmp_path, check=False)
    assert done.stderr.splitlines()[-1].endswith(' new "Hallenbad Interview final.docx"')


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("interview", "interview.docx"),
        ("intervew.docx", "interview.docx"),
        ("interview.doc", "interview.docx"),
        ("Mein Text.text", '"Mein Text.txt"'),
    ],
)
def test_a_file_that_is_mistyped(tmp_path: Path, typed: str, meant: str) -> None:
    for name in ("interview.docx", "Mein Text.txt", "other.pdf"):
        (tmp_path / name).write_text("x")
    done = audiobuild("import", "--dry-run", typed, cwd=tmp_path, check=False)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, f"    Did you mean {meant}?")


def test_an_interview_that_is_mistyped(project: Path) -> None:
    for command in (("build",), ("remove", "--yes")):
        done = audiobuild(*command, "a-tlak", cwd=project, check=False)
        assert (done.returncode, done.stderr) == (
            3,
            "content/a-tlak.md: there is no such interview\n    Did you mean a-talk?\n",
        )


def test_a_document_where_a_command_should_stand(tmp_path: Path) -> None:
    for source in ("https://stadt-am-fluss.de/a", str(tmp_path / "a.txt")):
        (tmp_path / "a.txt").write_text("x")
        told = suggestions.for_command([source], "audiobuild", COMMANDS)
        assert told == f"To make an episode of it: audiobuild new {source}"


@pytest.mark.parametrize(
    ("words", "message", "remedy"),
    [
        (["biuld"], "there is no command 'biuld'", "Did you mean build?"),
        (["voices", "instal", "x"], "there is no command 'instal'", "Did you mean install?"),
        (["build", "--dryrun"], "there is no option --dryrun", "Did you mean --dry-run?"),
        (["build", "-dry-run"], "there is no option -dry-run", "Did you mean --dry-run?"),
        (["import", "x", "--sprache=de"], "there is no option --sprache", "Did you mean --language?"),
        (["build", "--ordner", "x"], "there is no option --ordner", "Did you mean --project?"),
        (["--dry-run", "build"], "there is no option --dry-run", "It stands behind its command: PROGRAM build --dry-run"),
        (["import", "x", "--title", "y"], "there is no option --title", "Did you mean --episode-title?"),
        (["cache", "size", "--sprache"], "there is no option --sprache", "Did you mean --language? Commands that take it: PROGRAM new, PROGRAM init, PROGRAM import, PROGRAM say, PROGRAM voices, PROGRAM voices add"),
        (["serve", "--as-article"], "there is no option --as-article", "Commands that take it: PROGRAM new, PROGRAM import"),
        (["serve", "--xyzzy"], "there is no option --xyzzy", "How it is called: PROGRAM serve --help"),
        (["serve", "--port", "x"], "--port: 'x' is not a whole number.", "How it is called: PROGRAM serve --help"),
        (["import"], "Missing argument 'SOURCE…'.", "How it is called: PROGRAM import --help"),
    ],
)  # fmt: skip
def test_each_is_a_line_with_its_remedy_below(words: list[str], message: str, remedy: str) -> None:
    done = audiobuild(*words, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    remedy = remedy.replace("PROGRAM", "python -m audiobuild")
    assert done.stderr.splitlines()[0].startswith("Usage: python -m audiobuild")
    assert done.stderr.splitlines()[-2:] == [message, f"    {remedy}"]


def test_nothing_is_done_on_a_guess(project: Path) -> None:
    assert audiobuild("bauen", cwd=project, check=False).returncode == 2
    assert not (project / "dist").exists()


def names(command: click.Command) -> set[str]:
    found = {name for parameter in command.params if isinstance(parameter, click.Option) for name in parameter.opts}
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        found |= names(below)
    return found | {"--help", "--version"}


def test_the_tables_name_what_there_is() -> None:
    known = {
        *COMMANDS,
        *(name for one in cli.commands.values() if isinstance(one, click.Group) for name in one.commands),
    }
    assert set(suggestions.COMMANDS) <= known
    assert set(suggestions.OPTIONS) <= names(cli)
    others = " ".join(suggestions.OPTIONS.values()).split()
    assert [name for name in others if name in names(cli)] == []
