"""A model is fetched only after it is said what it is, and one for research only after somebody has agreed to that."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from audiobuild.cli import asking, model_listing, prompts, suggestions, terminal
from audiobuild.cli.options import Common
from audiobuild.cli.progress import Progress, Style, fetched, in_bytes
from audiobuild.errors import ConfigError, ContentError, Problem, RemoteError
from audiobuild.inputs import near
from audiobuild.messages import Message, msg

if TYPE_CHECKING:
    from audiobuild.cli.model_listing import ListedModel

SOURCE_VARIABLE: Final = "AUDIOBUILD_VOICES_URL"
"""The environment variable that names a copy of Piper's repository of voices."""

_NAME: Final = re.compile(r"[a-z]{2,3}_[A-Z]{2}-[^-/]+-[a-z_]+")
"""What Piper's index calls a model: locale, voice and quality."""


def fetch(
    name: str, common: Common, *, progress: Style = "auto", source: str | None = None, accepted: bool = False
) -> tuple[Path, ...]:
    """Fetch a model; the paths of its files. Raises ContentError where its terms have to be agreed to, ConfigError where the
    source or the name can be none, and as :func:`audiobuild.speech.services.models.install` does."""
    from audiobuild.speech.engines import kokoro, piper
    from audiobuild.speech.services import fetching, kokoro_model, models

    source = _source(source)
    model = model_listing.named(name)
    if not (model or _NAME.fullmatch(name)):
        message = msg("there is no model {!r}", name)
        raise ConfigError(Problem(message=message, remedy=_meant(name)))
    if model:
        _tell(model, common, accepted=accepted)
    shown = _Shown(common=common, style="none" if common.quiet else progress)
    told = fetching.Meanwhile(note=shown.note, progress=shown.progress)
    folder = kokoro.models() if name == kokoro_model.NAME else piper.models()
    try:
        return models.install(name, folder, source=source, told=told)
    except RemoteError as error:
        if model or not (meant := near.remedy(suggestions.meant(name, *_names())[:_MOST])):
            raise
        raise RemoteError(
            (*error.problems, Problem(message=msg("{} is in no list here", name), remedy=meant))
        ) from error
    finally:
        shown.interrupt()


@dataclass(kw_only=True, slots=True)
class _Shown:
    """Files on their way, one behind the other; what is said meanwhile stands in lines of its own."""

    common: Common
    style: Style
    _name: str = ""
    _progress: Progress | None = field(default=None)

    def note(self, text: str) -> None:
        self.interrupt()
        self.common.note(text)

    def progress(self, name: str, done: int, total: int) -> None:
        if name == self._name and self._progress:
            self._progress(done, total)
            return
        self._name, self._progress = name, Progress(sys.stderr, self.style, words=fetched(name))
        self._progress(done, total)
        if done:
            self.common.note(msg("it goes on: {} are there already", in_bytes(done)))

    def interrupt(self) -> None:
        if self._progress:
            self._progress.interrupt()


# --- what is agreed to ----------------------------------------------------------------------------------------------


def _tell(model: ListedModel, common: Common, *, accepted: bool) -> None:
    """The terms of a model; who is asked whether they may be kept sees them, however little else is wanted. Raises
    ContentError."""
    if model.data["use"] != "research" or accepted:
        common.note(model.line())
        return
    if asking.can_ask():
        terminal.say(model.line())
        if prompts.confirmed(msg("Is it for research that you fetch {}?", model.name)):
            return
    else:
        common.note(model.line())
    remedy = msg(
        "If that is what you do with it: --accept-licence. Else choose another: audiobuild voices install --list"
    )
    raise ContentError(Problem(message=msg("{} is for research only: nothing was fetched", model.name), remedy=remedy))


# --- what is named --------------------------------------------------------------------------------------------------

_MOST: Final = 5


def _source(given: str | None) -> str:
    """The address of a copy, or nothing where none is named. Raises ConfigError for one that is none."""
    from audiobuild.network import foreign

    variable = os.environ.get(SOURCE_VARIABLE, "").strip()
    address, place = (given.strip(), "--source") if given is not None else (variable, SOURCE_VARIABLE)
    if not address and given is None:
        return ""
    if wrong := _fault(address):
        remedy = msg("Give the address of a copy of Piper's repository, as in: https://voices.example.org/piper")
        shown = foreign.quote(foreign.without_password(address))
        raise ConfigError(Problem(place=place, message=msg("{!r} {}", shown, wrong), remedy=remedy))
    return address


def _fault(address: str) -> Message:
    """What is wrong with the address of a copy."""
    from audiobuild.network import foreign
    from audiobuild.publication import links

    if not re.match(r"https?:", address, re.IGNORECASE):
        return msg("does not begin with https:// or http://")
    plain = foreign.without_password(address)
    if not re.match(r"https?://[^/?#:]", plain, re.IGNORECASE):
        return msg("names no server")
    if re.search(r"[?#]", plain):
        return msg("has a ? or # in it, behind which no file can stand")
    if plain != address:
        return msg("has a name or a password in it, which would not be sent")
    return links.fault(plain)


def _meant(name: str) -> Message:
    """Which models somebody may mean who named one that there cannot be."""
    from audiobuild.languages import registry

    every = (
        msg("To see what there is: audiobuild voices install --list {}", name)
        if name in registry.CODES
        else msg("To see what there is: audiobuild voices install --list")
    )
    meant = near.remedy(suggestions.meant(name, *_names())[:_MOST])
    return msg("{} {}", meant, every) if meant else every


def _names() -> tuple[Collection[str], dict[str, str]]:
    """The models of our tables, and what else they may be called: without the quality, without the language."""
    from audiobuild.speech.services import known_models, kokoro_model

    others = {kokoro_model.NAME: "kokoro kokoro-v1.0 kokoro-82m"}
    for model in known_models.table().values():
        locale, voice, quality = model.name.split("-")
        language = locale.partition("_")[0]
        whole = f"{locale}-{voice}"
        others[model.name] = f"{voice} {voice}-{quality} {whole} {language}-{voice} {language}-{voice}-{quality}"
    return tuple(others), others
