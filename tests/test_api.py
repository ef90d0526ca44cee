"""The Python API: what docs/api.md says of it, as a program of somebody else uses it."""

from __future__ import annotations

import ast
import json
import re
import sys
from pathlib import Path

import pytest
from installed import publication_of_its_own
from plugins import engine
from programs import ROOT, audiobuild, run

import audiobuild as api
from audiobuild import errors

DOCUMENT = (ROOT / "docs/api.md").read_text("utf-8")
BUILDING, HUMMING = re.findall(r"^```python\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)
STUB = ast.parse((ROOT / "audiobuild/__init__.pyi").read_text("utf-8"))
TYPED = {alias.name: f"{node.module}" for node in STUB.body if isinstance(node, ast.ImportFrom) for alias in node.names}


def test_the_types_are_those_of_what_is_imported() -> None:
    assert {name: f"audiobuild.{module}" for name, module in vars(api)["_MODULES"].items()} == TYPED
    for name in TYPED:
        assert getattr(api, name) is vars(sys.modules[TYPED[name]])[name]
    assert set(TYPED) <= set(dir(api))


def test_every_error_is_there() -> None:
    assert {name for name, one in vars(errors).items() if getattr(one, "__module__", "") == errors.__name__} <= set(
        TYPED
    )


def test_every_name_is_documented() -> None:
    assert [name for name in TYPED if not re.search(rf"\b{name}\b", DOCUMENT)] == []


def test_the_documented_exit_codes_are_those_of_the_errors() -> None:
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| (\d) \|", DOCUMENT, re.MULTILINE)
    codes = {name: int(code) for names, code in rows for name in re.findall(r"\w+", names)}
    classes = [getattr(api, name) for name in TYPED if name.endswith("Error") and name != "AudiobuildError"]
    assert codes == {one.__name__: one.exit_code for one in classes}


def test_importing_it_imports_nothing_of_others() -> None:
    """Nor the program itself."""
    code = "import sys; before = {*sys.modules}; import audiobuild; print(*sorted({*sys.modules} - before))"
    imported = set(run(sys.executable, "-c", code).stdout.split())
    assert {name for name in imported if name.partition(".")[0] not in sys.stdlib_module_names} == {"audiobuild"}


def test_what_is_not_there_is_missed() -> None:
    with pytest.raises(AttributeError, match=r"^module 'audiobuild' has no attribute 'nothing'$"):
        api.nothing  # type: ignore[attr-defined] # noqa: B018
    with pytest.raises(ImportError):
        from audiobuild import nothing  # type: ignore[attr-defined] # noqa: F401


def test_the_example_runs_as_it_stands_there(tmp_path: Path) -> None:
    project = publication_of_its_own(tmp_path / "p")
    (tmp_path / "ci.py").write_text(BUILDING, encoding="utf-8")
    done = run(sys.executable, tmp_path / "ci.py", project, cwd=tmp_path)
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("gruss: ")]
    assert re.fullmatch(r"gruss: \d+ s, 3 sentences spoken", line)
    assert audiobuild("check", "-C", project).stdout == "nothing wrong found: 1 episode, 1 entry in 1 feed\n"
    again = run(sys.executable, tmp_path / "ci.py", project, cwd=tmp_path)
    assert ", 0 sentences spoken" in again.stdout


def test_the_example_tells_errors_and_findings(tmp_path: Path) -> None:
    (tmp_path / "ci.py").write_text(BUILDING, encoding="utf-8")
    nowhere = run(sys.executable, tmp_path / "ci.py", tmp_path, check=False)
    assert nowhere.returncode == 2
    assert nowhere.stderr.startswith(f"content/show.toml: there is no publication in {tmp_path}\n    ")
    project = publication_of_its_own(tmp_path / "p")
    show = project / "content/show.toml"
    show.write_text(show.read_text().replace("hoeren.stadt-am-fluss.de", "podcast.example.org"))
    found = run(sys.executable, tmp_path / "ci.py", project, check=False)
    assert found.returncode == 6
    assert "dist/feed.xml: channel: link: " in found.stdout


def test_the_engine_of_the_document_speaks(tmp_path: Path) -> None:
    project = publication_of_its_own(tmp_path / "p")
    environment = engine(tmp_path / "plugin", HUMMING, name="hum", voices=project / "voices")
    (built,) = json.loads(audiobuild("build", "-q", "--json", "-C", project, env=environment).stdout)["episodes"]
    assert (built["slug"], built["synthesised"]) == ("gruss", 3)
    (project / "voices/ruhig.toml").write_text('engine = "hum"\nlanguage = "de"\nloud = true\n')
    refused = audiobuild("build", "-q", "-C", project, env=environment, check=False)
    assert refused.returncode == 4
    assert "hum knows no loud\n    Remove it." in refused.stderr


def test_paths_may_be_texts(tmp_path: Path) -> None:
    project = publication_of_its_own(tmp_path / "p")
    assert api.load(str(project)) == api.load(project)
    (built,) = api.build(api.load(str(project)), ["gruss"])
    assert built.slug == "gruss"
    assert api.check(str(project), ["gruss"]) == api.Report(episodes=("gruss",), feeds=1, entries=1, findings=())
