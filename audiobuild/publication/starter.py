"""What ``init`` writes: a small publication that builds at once, in one of the languages we have written one in."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

from audiobuild.errors import ConfigError, OutputError, Problem
from audiobuild.languages import registry
from audiobuild.publication.config import SHOW_FILE


def create(folder: Path, language: str) -> tuple[Path, ...]:
    """Write the files below ``folder`` and say which.

    Raises ConfigError where any of them is there already: nothing is overwritten. Raises OutputError.
    """
    wanted = dict(_files(registry.folder(language) / "starter"))
    there = [name for name in wanted if (folder / name).exists()]
    if there:
        remedy = "Choose an empty folder." if SHOW_FILE in there else "Move it away, or choose another folder."
        raise ConfigError(
            Problem(place=str(folder / name), message="is there already", remedy=remedy) for name in there
        )
    written = []
    for name, data in wanted.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError as error:
            raise OutputError(Problem(place=str(path), message=f"cannot be written: {error.strerror}")) from error
        written.append(path)
    return tuple(written)


def _files(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _files(item, f"{prefix}{item.name}/")
        else:
            # A file .gitignore would be taken for ours, in our own repository.
            yield f"{prefix}{'.gitignore' if item.name == 'gitignore' else item.name}", item.read_bytes()
