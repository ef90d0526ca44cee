"""``--voices neural`` of ``new`` and ``init``: a show begins with natural voices, fetched and written in the same step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from audiobuild.cli import model_fetching, model_listing
from audiobuild.cli.options import Common
from audiobuild.cli.translation import local
from audiobuild.errors import ConfigError, EngineError, Problem
from audiobuild.messages import msg

if TYPE_CHECKING:
    from audiobuild.model import Role
    from audiobuild.publication.starter import Facts
    from audiobuild.speech.services.known_models import KnownModel, Person

_SIDES: tuple[tuple[Role, ...], ...] = (("narrator", "question"), ("answer",))
"""Roles that one voice may have in the same talk, and those that need another."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cast:
    """Who speaks with the built-in voices' names, by those; and the built-in ones that stay as they are."""

    people: Mapping[str, Person]
    left: tuple[str, ...]

    @property
    def models(self) -> tuple[KnownModel, ...]:
        return tuple(dict.fromkeys(person.model for person in self.people.values()))


def option(command: Callable[..., None]) -> Callable[..., None]:
    """The option by which a show begins with natural voices."""
    return click.option(
        "--voices",
        "sound",
        type=click.Choice(["built-in", "neural"]),
        default="built-in",
        help="Who speaks: espeak-ng, which is there, or Piper's natural voices, which are fetched.",
    )(command)


def check(sound: str) -> None:
    """Raises EngineError where natural voices are wanted and Piper is not there."""
    from audiobuild.speech.engines import piper

    if sound == "neural" and (problems := tuple(piper.extra_problems())):
        raise EngineError(problems)


def voices(common: Common, sound: str, language: str) -> tuple[Mapping[str, str], str]:
    """The voice files of a show in a language, by their places, with the models fetched; and whom it has to name for them.

    Raises ConfigError where no voice of the language is recommended, and as :func:`model_fetching.fetch` does."""
    if sound != "neural":
        return {}, ""
    from audiobuild.model import Voice
    from audiobuild.publication.voice_files import SUFFIX
    from audiobuild.publication.voices import FOLDER, code
    from audiobuild.speech import new_voice

    chosen = cast(language)
    if not chosen.people:
        remedy = msg("To see what there is: audiobuild voices install --list {}", language)
        message = msg("no natural voice that speaks {} can be recommended", language)
        raise ConfigError(Problem(place="--voices", message=message, remedy=remedy))
    for model in chosen.models:
        model_fetching.fetch(model.name, common)
    if chosen.left:
        common.note(msg("These stay built in, since no other voice is recommended: {}", ", ".join(chosen.left)))
    files = {}
    for name, person in chosen.people.items():
        voice = Voice(name=name, engine="piper", language=code(language), options=person.options)
        files[f"{FOLDER}/{name}{SUFFIX}"] = new_voice.text(voice, local)
    credit = "; ".join(filter(None, (model_listing.of_piper(model).credit for model in chosen.models)))
    if credit:
        common.note(msg("copyright in content/show.toml names whom a licence wants named: {}", credit))
    return files, credit


def cast(language: str) -> Cast:
    """Who speaks which role of a show in a language: of women, the first one asks and the second answers; of men, the other way
    round, as the built-in voices do. Nobody does both, since they would be heard in one talk."""
    from audiobuild.publication.voices import SEXES, name_for
    from audiobuild.speech.services import known_models

    people = {
        name_for(language, role, sex): person
        for sex in SEXES
        for roles, person in zip(
            _in_turn(sex), filter(_is_recommended, known_models.people(language, sex)), strict=False
        )
        for role in roles
    }
    every = (name_for(language, role, sex) for roles in _SIDES for role in roles for sex in SEXES)
    return Cast(people=people, left=tuple(name for name in every if name and name not in people))


def _in_turn(sex: str) -> Iterator[tuple[Role, ...]]:
    """The sides of a talk, the one first on which the built-in voices begin with that sex."""
    from audiobuild.publication.voices import FIRST

    return iter(sorted(_SIDES, key=lambda roles: FIRST[roles[-1]] != sex))


def _is_recommended(person: Person) -> bool:
    return person.model.recommended


def named(facts: Facts, credit: str) -> Facts:
    """The facts of a show that names where its voices come from: in its copyright, which the feed says."""
    before = str(facts.more.get("copyright", ""))
    text = "; ".join(filter(None, (before, credit)))
    return replace(facts, more={**facts.more, "copyright": text}) if credit else facts
