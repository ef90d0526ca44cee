"""Where the publication is, seen from a folder that is none: that folder may lie in one, or be mistyped."""

from __future__ import annotations

import os
import shlex
from collections.abc import Collection
from pathlib import Path

from audiobuild.errors import Problem
from audiobuild.inputs import files, near
from audiobuild.messages import msg


def whole(folder: Path) -> Path:
    """The folder by its whole name: "." tells nobody where they are."""
    try:
        return folder.resolve()
    except (OSError, RuntimeError):  # the current folder is gone
        return folder


def around(folder: Path, settings: str) -> Path | None:
    """The nearest publication that ``folder`` lies in; ``settings`` is the file that makes one."""
    return next((above for above in whole(folder).parents if files.is_file(above / settings)), None)


def inside(folder: Path, settings: str, own: Collection[str]) -> Problem | None:
    """What to say of a folder that belongs to a publication, in which none can begin; ``own`` are the folders that do."""
    above = around(folder, settings)
    if above is None or whole(folder).relative_to(above).parts[0] not in own:
        return None
    message = msg("belongs to the publication in {}", above)
    remedy = msg(
        "Work there: give -C {}, or go to that folder. A show of its own needs a folder of its own.", _to(above)
    )
    return Problem(place=str(whole(folder)), message=message, remedy=remedy)


def nowhere(folder: Path, settings: str) -> Problem:
    """What to say of a folder that is no publication."""
    if not files.there(folder):
        go = msg("Go to the publication's folder, name it with -C, or start one: audiobuild new ARTICLE")
        remedy = near.remedy(near.paths(folder, folders=True)) or go
        return Problem(place="-C", message=msg("there is no folder {}", folder), remedy=remedy)
    message = msg("there is no publication in {}", whole(folder))
    if above := around(folder, settings):
        remedy = msg("There is one in {}: give -C {}, or go to that folder.", above, _to(above))
    else:
        remedy = msg("Go to its folder, name it with -C, or start one: audiobuild new ARTICLE")
    return Problem(place=settings, message=message, remedy=remedy)


def _to(folder: Path) -> str:
    """The folder as it is typed behind -C here."""
    try:
        return shlex.quote(os.path.relpath(folder))
    except (OSError, ValueError):  # another drive of Windows
        return shlex.quote(str(folder))
