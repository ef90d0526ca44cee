"""What README, CONTRIBUTING and the guides say is what the program does: commands, options, keys, exit codes, examples."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from pathlib import Path

import click
import pytest
import yaml
from programs import ROOT

from audiobuild import errors
from audiobuild.cli import defects, interrupts
from audiobuild.cli import main as cli
from audiobuild.languages import lexicon
from audiobuild.model import Audio, Colours, FrontMatter, Funding, Pauses, Show, Speaker, Voice
from audiobuild.publication import content, show_voices
from audiobuild.publication.validation import validate

README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
ONE_PAGE = 110
"""Lines of the README."""
GUIDES = {
    path.stem: path.read_text("utf-8")
    for path in sorted((ROOT / "docs").glob("*.md"))
    if path.stem in ("interviews", "producers", "publishing", "quick-start", "schnellstart", "show", "voices")
}
PAGES = {"README": README, "CONTRIBUTING": CONTRIBUTING, **GUIDES}


def fenced(page: str, language: str) -> list[str]:
    """A guide's examples in that language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDES[page], re.MULTILINE | re.DOTALL)


def names(kind: type) -> set[str]:
    return {field.name for field in dataclasses.fields(kind)}


def test_the_readme_is_one_page() -> None:
    assert len(README.splitlines()) <= ONE_PAGE


def test_each_command_has_its_row() -> None:
    table = README.partition("| Command | Does |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `(\w+)[^`]*` \|", table, re.MULTILINE)
    assert sorted(rows) == sorted(cli.cli.commands)


def test_each_option_that_is_named_exists() -> None:
    options = {"--help", "--version"}
    for command in cli.cli.commands.values():
        group = command.commands.values() if isinstance(command, click.Group) else ()
        for parameter in (parameter for one in (command, *group) for parameter in one.params):
            options |= {*parameter.opts, *parameter.secondary_opts}
    lines = [line for line in README.splitlines() if "audiobuild" in line or line.startswith(("| `", "Each takes"))]
    guides = "\n".join(GUIDES.values())
    lines += [line for line in guides.splitlines() if "audiobuild " in line] + re.findall(r"`(-[^`\n]+)`", guides)
    named = set(re.findall(r"(?<![\w-])--?[a-zA-Z][\w-]*", "\n".join(lines))) - {"--require-hashes"}
    assert {name for name in named if len(name) > 2 or name[0] == "-"} <= options


@pytest.mark.parametrize("page", PAGES)
def test_each_command_that_is_named_exists(page: str) -> None:
    named = set(re.findall(r"(?:`|^\$ |^ {4}|&& )audiobuild ([a-z]+)\b", PAGES[page], re.MULTILINE))
    assert named <= set(cli.cli.commands)


def test_the_exit_codes_are_the_program_s() -> None:
    codes = {
        error.exit_code for error in vars(errors).values() if isinstance(error, type) and hasattr(error, "exit_code")
    }
    codes |= {0, defects.EXIT_CODE, cli.CLOSED, *interrupts.CODES.values()}
    for text in (README, cli.cli.help or ""):
        (sentence,) = re.findall(r"Exit codes: (.*?143 terminated)", text, re.DOTALL)
        assert {int(code) for code in re.findall(r"\b(\d+) [a-z`]", sentence)} == codes


def test_show_toml_is_valid_and_has_every_table() -> None:
    (text,) = fenced("show", "toml")
    table = tomllib.loads(text)
    tables = {"colours": Colours, "funding": Funding, "pauses": Pauses, "audio": Audio}
    assert {key for key, value in table.items() if isinstance(value, dict)} == {*tables, "seasons", "sounds", "voices"}
    assert {key for key in table["voices"] if key in ("narrator", "question", "answer", "answer-2", "en")} == set(
        table["voices"]
    )
    problems: list[errors.Problem] = []
    assert validate(Show, show_voices.flat(table), "docs/show.md", problems)
    assert problems == []


def test_a_voice_file_names_every_key_and_is_valid() -> None:
    (text,) = [text for text in fenced("voices", "toml") if text.startswith('engine = "espeak"')]
    table = tomllib.loads(text)
    assert set(table) == (names(Voice) - {"name", "options", "label"}) | {"variant"}
    problems: list[errors.Problem] = []
    table.pop("variant")
    validate(Voice, {**table, "name": "x"}, "docs/voices.md", problems)
    assert problems == []


def test_the_lexicon_is_one() -> None:
    (text,) = [text for text in fenced("voices", "toml") if "KL.digital" in text]
    assert len(lexicon.parse(tomllib.loads(text), place="docs/voices.md").entries) == 4


def test_an_interview_is_one_and_its_front_matter_names_every_key() -> None:
    (example,) = fenced("interviews", "markdown")
    interview = content.parse(example, slug="x", path="docs/interviews.md")
    assert interview.about.title == "Neue Geschäftsführerin im Gespräch"
    (more,) = fenced("interviews", "yaml")
    first = yaml.safe_load(example.split("---\n")[1])
    matter = first | yaml.safe_load(more)
    told_in_text = {key for key in ("draft", "type") if f"`{key}: " in GUIDES["interviews"] + GUIDES["producers"]}
    assert set(matter) | told_in_text == names(FrontMatter)
    problems: list[errors.Problem] = []
    speakers = [*first["speakers"], *matter.pop("speakers")]
    validate(FrontMatter, {**matter, "speakers": speakers}, "docs/interviews.md", problems)
    assert problems == []
    assert {key for speaker in speakers for key in speaker} == names(Speaker)


@pytest.mark.parametrize("page", PAGES)
def test_each_file_that_is_linked_is_there(page: str) -> None:
    folder = ROOT / "docs" if page in GUIDES else ROOT
    prose = re.sub(r"^```.*?^```$", "", PAGES[page], flags=re.MULTILINE | re.DOTALL)
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", prose) if "://" not in link]
    assert [link for link in links if not (folder / link).exists()] == []


def test_each_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:^    |`)make ([\w-]+)", f"{README}\n{CONTRIBUTING}", re.MULTILINE))
    assert named >= {"build", "test"}
    assert named <= targets


def test_before_a_commit_the_same_is_checked_as_by_make_test() -> None:
    (repository,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    (hook,) = repository["hooks"]
    assert (hook["entry"], hook["language"]) == ("make check-code", "system")
    assert "\t$(MAKE) check-code\n" in Path(ROOT / "Makefile").read_text()
