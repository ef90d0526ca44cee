"""The command line in the language of whoever sits before it: one catalogue a language, ``locale/<code>/LC_MESSAGES``.

Messages are English where they are made (:mod:`audiobuild.messages`) and translated here, where they are printed. What no
catalogue knows stays English. ``tools/messages`` keeps the catalogues.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import click

from audiobuild.languages import system
from audiobuild.languages.words import words
from audiobuild.messages import Message

DOMAIN = "audiobuild"
FOLDER = Path(__file__).parents[1] / "locale"


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, FOLDER, [code], fallback=True)


def local(text: str) -> str:
    """A text for people in the reader's language."""
    return _in(system.language(), text)


def everywhere(text: str) -> tuple[str, ...]:
    """A text in the reader's language, in English, and in all others in which there is a catalogue."""
    return (local(text), str(text), *(_in(code, text) for code in _codes()))


@cache
def _codes() -> tuple[str, ...]:
    return tuple(sorted(path.name for path in FOLDER.iterdir() if path.is_dir()))


def _in(code: str, text: str) -> str:
    translate = _catalogue(code).gettext
    if isinstance(text, Message):
        return text.translated(lambda template: translate(template) if template else "", _numbers())
    return translate(text) if text else ""


class _Number:
    """A number that is formatted as a language writes it: 1,2 and 1.234 in German."""

    def __init__(self, value: float, decimal: str) -> None:
        self._value, self._signs = value, str.maketrans(".,", f"{decimal}{'.' if decimal == ',' else ','}")

    def __format__(self, wanted: str) -> str:
        return format(self._value, wanted).translate(self._signs)

    def __str__(self) -> str:
        return format(self)

    def __repr__(self) -> str:
        return repr(self._value)  # as files and programs have it


@cache
def _numbers() -> Callable[[float], object]:
    """How numbers are printed: as in English, unless there is a catalogue of the reader's language."""
    code = system.language()
    if not gettext.find(DOMAIN, FOLDER, [code]):
        return lambda value: value
    decimal = words(code).decimal
    return lambda value: _Number(value, decimal)


def prepare(command: click.Command) -> None:
    """Put a command's help, and click's own words, into the reader's language."""
    code = system.language()
    if not gettext.find(DOMAIN, FOLDER, [code]):
        return
    os.environ["LANGUAGE"] = code  # which click's gettext asks; Windows has no such variables
    gettext.bindtextdomain(DOMAIN, FOLDER)
    gettext.textdomain(DOMAIN)
    _prepare(command)


def _prepare(command: click.Command) -> None:
    command.help = local(_joined(command.help))
    command.epilog = local(_joined(command.epilog))
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            parameter.help = local(parameter.help or "") or None
            parameter.metavar = local(parameter.metavar or "") or None
    if isinstance(command, click.Group):
        for one in command.commands.values():
            _prepare(one)


def _joined(text: str | None) -> str:
    """A help text as its catalogue has it: without indents."""
    import inspect

    return inspect.cleandoc(text or "")
