"""What many tests share: the publication of the repository, the seed, and other people's programs."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import illustrated as illustrated_text
import pytest
from flagship import OWN, SHARED, published
from programs import ROOT, Once, SaidOnce, build, node

from attacks import subject

# Messages are compared in English, whatever this machine's language is.
os.environ |= {"LC_ALL": "C.UTF-8", "LANGUAGE": ""}

os.environ |= subject.OFFLINE

# A shell lets what it runs in the background ignore an interrupt, and so would every program that a test interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What all workers of a run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def once(run_folder: Path) -> Once:
    """A folder that the first worker who needs it makes, and all others read. Not to be changed by tests."""

    def shared(name: str, make: Callable[[Path], object]) -> Path:
        folder = run_folder / name
        with (run_folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                made = run_folder / f"{name}-being-made"
                make(made)
                made.rename(folder)
        return folder

    return shared


@pytest.fixture(scope="session")
def said_once(once: Once) -> SaidOnce:
    """What a long script in tests/node says, which the first worker asks."""

    def said(name: str, script: str, *arguments: str | Path) -> Any:
        def ask(folder: Path) -> None:
            folder.mkdir()
            (folder / "said.json").write_text(json.dumps(node(script, *arguments)))

        return json.loads((once(name, ask) / "said.json").read_text())

    return said


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the seed and the annotated cases, which stands beside the project and not in it."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared is not there")
    return SHARED


@pytest.fixture(scope="session")
def flagship(once: Once) -> Path:
    """Our own interview with every quirk of a pasted page, imported and built. Not to be changed by tests."""
    return once("flagship", partial(published, OWN))


@pytest.fixture(scope="session")
def samples(once: Once) -> Path:
    """The repository's own publication, built elsewhere. Not to be changed by tests."""

    def make(folder: Path) -> None:
        for name in ("content", "voices"):
            shutil.copytree(ROOT / name, folder / name)
        build(folder)

    return once("samples", make)


@pytest.fixture(scope="session")
def illustrated(once: Once) -> Path:
    """An interview with pictures, tables, footnotes and headings, built; the folder of its publication. Not to be changed by
    tests."""
    return once("illustrated", illustrated_text.published)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A clone alone must mean the same as a clone beside the seed: only tests about the seed and of missing programs may skip."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if SHARED.is_dir() or reporter is None or hasattr(session.config, "workerinput"):
        return
    skipped = [report for report in reporter.stats.get("skipped", ()) if "seed" not in report.keywords]
    missing = [report.nodeid for report in skipped if "not installed" not in report.longrepr[2]]
    if missing:
        reporter.write_line(
            f"skipped, though neither about the seed nor of a missing program: {', '.join(missing)}", red=True
        )
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
