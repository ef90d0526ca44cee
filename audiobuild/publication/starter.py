"""What ``init`` writes: a small publication that builds at once, in one of the languages we have written one in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from audiobuild.errors import ConfigError, OutputError, Problem
from audiobuild.inputs import files
from audiobuild.languages import registry
from audiobuild.languages.words import table
from audiobuild.publication.config import SHOW_FILE

_SHOW = """\
title = "{title}"
link = "https://example.org/{link}/" # {link_note}
description = "{description}"
language = "{language}"
author = "{author}"
email = "{mailbox}@example.org"
category = "Society & Culture"
licence = "CC-BY-4.0"
announcements = "none" # {announcements_note}
"""
_IGNORED_BY_GIT = ".audiobuild/\n"


def create(folder: Path, language: str) -> tuple[Path, ...]:
    """Write the files below ``folder`` and say which.

    Raises ConfigError where any of them is there already: nothing is overwritten. Raises OutputError.
    """
    wanted = dict(_files(language))
    there = [name for name in wanted if files.there(folder / name)]
    if there:
        others = f" with {len(there) - 1} more" if len(there) > 1 else ""
        remedy = "Choose an empty folder." if SHOW_FILE in there else "Move it away, or choose another folder."
        raise ConfigError(Problem(place=str(folder), message=f"{there[0]} is there already{others}", remedy=remedy))
    written = []
    for name, data in wanted.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except (OSError, ValueError) as error:
            remedy = "Choose a folder in which you may write."
            message = f"cannot be written: {files.reason(error)}"
            raise OutputError(Problem(place=str(folder), message=message, remedy=remedy)) from error
        written.append(path)
    return tuple(written)


def _files(language: str) -> Iterator[tuple[str, bytes]]:
    """Every file's name and content: the language's sample, and around it what is the same everywhere."""
    facts: Mapping[str, str] = table(language)["starter"]
    samples = (registry.folder(language) / "starter").iterdir()
    content = {item.name: item.read_bytes() for item in samples if item.name.endswith(".md")}
    content[Path(SHOW_FILE).name] = _SHOW.format(language=language, **facts).encode()
    yield from ((f"content/{name}", data) for name, data in sorted(content.items()))
    yield ".gitignore", _IGNORED_BY_GIT.encode()
