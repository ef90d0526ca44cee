"""A workflow that builds a publication and publishes it with GitHub Pages, where that is its host: github_pages.yml beside this
module says what it does, and why."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files as resources
from pathlib import Path

from audiobuild import __version__
from audiobuild.errors import ConfigError, OutputError, Problem
from audiobuild.inputs import files
from audiobuild.messages import msg
from audiobuild.system_errors import reason

WORKFLOW = ".github/workflows/publish.yml"


def workflow() -> str:
    """The workflow as it is written; it installs this version of the program."""
    text = (resources("audiobuild.publication") / "github_pages.yml").read_text(encoding="utf-8")
    return text.replace("@VERSION@", __version__)


def problems(folder: Path) -> Iterator[Problem]:
    """What keeps the workflow from being written for the publication in ``folder``, or from being found by GitHub."""
    path, whole = folder / WORKFLOW, folder.resolve()
    top = next((place for place in (whole, *whole.parents) if files.there(place / ".git")), whole)
    if top != whole:
        message = msg("lies in the repository {}, and GitHub looks for workflows in its top folder only", top)
        remedy = msg("Make the publication a repository of its own: its folder is then the top folder.")
        yield Problem(place=str(folder), message=message, remedy=remedy)
    if files.there(path) and not (path.is_file() and path.read_bytes() == workflow().encode()):
        remedy = msg("Move it away, or delete it, to have it written anew.")
        yield Problem(place=str(path), message=msg("is there already, and is another"), remedy=remedy)


def create(folder: Path) -> Path:
    """Write the workflow of the publication in ``folder``, and say where. Raises ConfigError, and OutputError."""
    if found := tuple(problems(folder)):
        raise ConfigError(found)
    path = folder / WORKFLOW
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(workflow().encode())
    except (OSError, ValueError) as error:
        message = msg("cannot be written: {}", reason(error))
        remedy = msg("Choose a folder in which you may write.")
        raise OutputError(Problem(place=str(path), message=message, remedy=remedy)) from error
    return path
