"""What a shell is told when somebody presses Tab: by click's own scripts for bash, zsh and fish.

It reads the names of files and nothing else, writes nothing, and says nothing where it knows nothing: whatever it said would
stand in the middle of the line that somebody types.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem, shell_complete

from audiobuild.cli.options import given
from audiobuild.messages import msg

VARIABLE = "_AUDIOBUILD_COMPLETE"
_INSTRUCTION = re.compile(r"\w+_(source|complete)")


def instruction() -> str:
    """What a shell asks for, or nothing. The variable is taken away, so that no other program takes it for its own."""
    wanted = os.environ.pop(VARIABLE, "")
    return wanted if _INSTRUCTION.fullmatch(wanted) else ""


def answer(cli: click.Command, wanted: str) -> int:
    """Print the script for a shell, or what may stand at the cursor. The exit code: 1 for a shell that click does not know."""
    if wanted.endswith("_source"):
        return shell_complete(cli, {}, "audiobuild", VARIABLE, wanted)
    with contextlib.redirect_stderr(io.StringIO()):
        try:
            return shell_complete(cli, {}, "audiobuild", VARIABLE, wanted)
        except Exception:
            return 0


class Slug(click.ParamType):
    """An interview, by its slug or as the shell completes its file: ``content/x.md``."""

    name = "slug"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value).removeprefix("content/").removesuffix(".md")

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        if incomplete.startswith("content/"):
            return files(ctx, param, incomplete)
        named = ctx.params.get(param.name or "") or ()
        return _items((name for name in _stems(ctx, "content", "*.md") if name not in named), incomplete)


class VoiceName(click.ParamType):
    """A voice of the publication, or a built-in one of the languages that the program reads."""

    name = "voice"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name that was typed."""
        if not value.strip():
            self.fail(msg("The name of a voice is empty."), param, ctx)
        return value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from audiobuild.languages.registry import CODES
        from audiobuild.publication import voices

        builtin = (name for code in CODES for name in voices.names(code))
        return _items(dict.fromkeys((*_stems(ctx, "voices", "*.toml"), *builtin)), incomplete)


class ModelName(VoiceName):
    """A model for Piper of which more is known, or a voice of the publication that speaks with one."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from audiobuild.speech.services import known_models

        return _items(dict.fromkeys((*_stems(ctx, "voices", "*.toml"), *known_models.table())), incomplete)


def files(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Files, as the shell itself completes them."""
    return [CompletionItem(incomplete, type="file")]


def commands(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The commands of the program."""
    root = context.find_root().command
    return _items(root.commands if isinstance(root, click.Group) else (), incomplete)


def _stems(context: click.Context, folder: str, pattern: str) -> list[str]:
    """The names of the publication's files of a kind."""
    found: Iterable[Path] = (given(context).project / folder).glob(pattern)
    return sorted(path.stem for path in found)


def _items(names: Iterable[str], incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]
