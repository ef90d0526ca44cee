"""Every package that is imported is declared: what merely comes with another may stay away with its next version."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from programs import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
OWN = {"audiobuild", "attacks", "benchmarks", "tests", "tools", *(path.stem for path in (ROOT / "tests").iterdir())}


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower().replace("_", "-") for requirement in requirements}


RUN_TIME = names(PROJECT["project"]["dependencies"])
OPTIONAL = PROJECT["project"]["optional-dependencies"]
EXTRAS = {name for extra in OPTIONAL.values() for name in names(extra)} - {"audiobuild"}
DEVELOPMENT = names(PROJECT["dependency-groups"]["dev"])
TRAINING = names(PROJECT["dependency-groups"]["train"])
CLONES = {"feedvalidator"}
"""What a tool takes from a clone whose path it is told: no registry has it."""


def imported(folder: str) -> dict[str, str]:
    """The packages that the modules in a folder import, each with one place."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / folder).rglob("*.py")):
        if "node_modules" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Import | ast.ImportFrom):
                continue
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            found |= {module.partition(".")[0]: f"{path.relative_to(ROOT)}:{node.lineno}" for module in modules}
    return {name: place for name, place in found.items() if name not in sys.stdlib_module_names | OWN | {"_typeshed"}}


@pytest.mark.parametrize(
    ("folder", "declared"),
    [
        ("audiobuild", RUN_TIME | EXTRAS),
        ("benchmarks", RUN_TIME | EXTRAS | DEVELOPMENT),
        ("attacks", RUN_TIME | EXTRAS | DEVELOPMENT),
        ("tests", RUN_TIME | EXTRAS | DEVELOPMENT),
        ("tools", RUN_TIME | DEVELOPMENT | TRAINING | CLONES),
    ],
)
def test_what_is_imported_is_declared(folder: str, declared: set[str]) -> None:
    distributions = packages_distributions()
    undeclared = {
        name: place
        for name, place in imported(folder).items()
        if not {one.lower().replace("_", "-") for one in distributions.get(name, [name])} & declared
    }
    assert undeclared == {}


def test_what_is_declared_is_imported() -> None:
    """Or stands here with what needs it."""
    needed_by_others = {"audioop-lts", "espeakng-loader", "piper-tts", "tzdata"}
    distributions = packages_distributions()
    used = {one.lower().replace("_", "-") for name in imported("audiobuild") for one in distributions.get(name, [name])}
    assert (RUN_TIME | EXTRAS) - used - needed_by_others == set()


def test_all_is_every_other_extra() -> None:
    (line,) = OPTIONAL["all"]
    assert sorted(re.findall(r"[\w-]+", line.removeprefix("audiobuild"))) == sorted(OPTIONAL.keys() - {"all"})


def test_what_was_asked_for_is_there_without_an_extra() -> None:
    assert {"click", "gtts", "mutagen", "pydub"} <= RUN_TIME


def test_every_minimum_is_said() -> None:
    extras = [line for name, lines in OPTIONAL.items() if name != "all" for line in lines]
    requirements = [*PROJECT["project"]["dependencies"], *extras]
    assert [line for line in requirements if ">=" not in line.partition(";")[0]] == []
