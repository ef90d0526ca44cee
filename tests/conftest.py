"""What many tests share: the publication of the repository, the seed, and other people's programs."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest
from programs import ROOT, audiobuild, build, publication

# A shell lets what it runs in the background ignore an interrupt, and so would every program that a test interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the seed and the annotated cases, which stands beside the project and not in it."""
    path = Path(os.environ.get("AUDIOBUILD_SHARED", ROOT.parent / "shared"))
    if not path.is_dir():
        pytest.skip("the folder ../shared is not there")
    return path


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    """The real interview, imported and built: a publication with dist/. Not to be changed by tests."""
    folder = publication(tmp_path_factory.mktemp("seed") / "p")
    source = shared / "seeds" / "interview-kl-digital.txt"
    audiobuild(
        *("import", "-C", folder, source, "--slug", "interview", "-q"),
        *("--question-speaker", "Redaktion", "--answer-speaker", "Ilona Benz"),
    )
    build(folder)
    return folder


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own publication, built elsewhere. Not to be changed by tests."""
    folder = tmp_path_factory.mktemp("samples")
    for name in ("content", "voices"):
        shutil.copytree(ROOT / name, folder / name)
    build(folder)
    return folder
