"""A model is fetched only after it is said what it is, and one for research only after somebody has agreed to that."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from audiobuild.cli import asking, model_listing, prompts
from audiobuild.errors import ContentError, Problem
from audiobuild.messages import msg

if TYPE_CHECKING:
    from audiobuild.speech.services.known_models import KnownModel

SOURCE_VARIABLE = "AUDIOBUILD_VOICES_URL"
"""The environment variable that names a copy of Piper's repository of voices."""


def fetch(
    name: str, note: Callable[[str], None], *, source: str | None = None, accepted: bool = False
) -> tuple[Path, ...]:
    """Fetch a model; the paths of its files. Raises ContentError where its terms have to be agreed to, and as
    :func:`audiobuild.speech.services.models.install` does."""
    from audiobuild.speech.engines import piper
    from audiobuild.speech.services import known_models, models

    model = known_models.known(name)
    if model:
        note(model_listing.told(model))
        if model.use == "research" and not accepted:
            _agree(model)
    source = source or os.environ.get(SOURCE_VARIABLE) or models.SOURCE
    return models.install(name, piper.models(), source=source, note=note)


def _agree(model: KnownModel) -> None:
    if asking.can_ask() and prompts.confirmed(msg("Is it for research?")):
        return
    remedy = msg(
        "If that is what you do with it: --accept-licence. Else choose another: audiobuild voices install --list"
    )
    raise ContentError(Problem(message=msg("{} is for research only: nothing was fetched", model.name), remedy=remedy))
