"""What the README and CONTRIBUTING say is what the program does: commands, options, keys, exit codes, examples."""

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
from audiobuild.model import Audio, Colours, FrontMatter, Pauses, Show, Speaker, Voice
from audiobuild.publication import content, show_voices
from audiobuild.publication.validation import validate

README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def fenced(language: str) -> list[str]:
    """The README's examples in that language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def names(kind: type) -> set[str]:
    return {field.name for field in dataclasses.fields(kind)}


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
    commands = [line for line in README.splitlines() if "audiobuild" in line or line.startswith(("| `", "Each takes"))]
    named = set(re.findall(r"(?<![\w-])--?[a-zA-Z][\w-]*", "\n".join(commands))) - {"--require-hashes"}
    assert {name for name in named if len(name) > 2 or name[0] == "-"} <= options


def test_the_exit_codes_are_the_program_s() -> None:
    codes = {
        error.exit_code for error in vars(errors).values() if isinstance(error, type) and hasattr(error, "exit_code")
    }
    codes |= {0, defects.EXIT_CODE, *interrupts.CODES.values()}
    for text in (README, cli.cli.help or ""):
        (sentence,) = re.findall(r"Exit codes: (.*?143 terminated)", text, re.DOTALL)
        assert {int(code) for code in re.findall(r"\b(\d+) [a-z`]", sentence)} == codes


def test_show_toml_names_every_key_and_is_valid() -> None:
    (text,) = [text for text in fenced("toml") if text.startswith("title =")]
    keys = set(re.findall(r"^(?:# )?(\w+) = ", text, re.MULTILINE)) | set(re.findall(r"(?:and|[,#]) (\w+) = ", text))
    tables = {"colours": Colours, "voices": None, "pauses": Pauses, "audio": Audio}
    assert set(re.findall(r"^\[(\w+)\]", text, re.MULTILINE)) == set(tables)
    known = (
        (names(Show) - set(tables)) | names(Colours) | names(Pauses) | names(Audio) | {"narrator", "question", "answer"}
    )
    assert keys == known
    problems: list[errors.Problem] = []
    validate(Show, show_voices.flat(tomllib.loads(text)), "README", problems)
    assert problems == []


def test_a_voice_file_names_every_key_and_is_valid() -> None:
    (text,) = [text for text in fenced("toml") if text.startswith('engine = "espeak"')]
    table = tomllib.loads(text.replace("# [languages]", "[languages]").replace("# en =", "en ="))
    assert set(table) == (names(Voice) - {"name", "options", "label"}) | {"variant"}
    problems: list[errors.Problem] = []
    table.pop("variant")
    validate(Voice, {**table, "name": "x"}, "README", problems)
    assert problems == []


def test_the_lexicon_is_one() -> None:
    (text,) = [text for text in fenced("toml") if "KL.digital" in text]
    assert len(lexicon.parse(tomllib.loads(text), place="README").entries) == 4


def test_an_interview_is_one_and_its_front_matter_names_every_key() -> None:
    (example,) = fenced("markdown")
    interview = content.parse(example, slug="x", path="README.md")
    assert interview.about.title == "Neue Geschäftsführerin im Gespräch"
    (more,) = fenced("yaml")
    matter = yaml.safe_load(example.split("---\n")[1]) | yaml.safe_load(more)
    keys = set(matter) | set(re.findall(r"and (\w+):|, (\w+):", more)[0]) - {""}
    keys |= set(re.findall(r"(?:and|,) (\w+): ", more))
    assert names(FrontMatter) <= keys
    problems: list[errors.Problem] = []
    speakers = [*yaml.safe_load(example.split("---\n")[1])["speakers"], *matter.pop("speakers")]
    validate(FrontMatter, {**matter, "speakers": speakers}, "README", problems)
    assert problems == []
    assert {key for speaker in speakers for key in speaker} == names(Speaker)


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_each_file_that_is_linked_is_there(text: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []


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
