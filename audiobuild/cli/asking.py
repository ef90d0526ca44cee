"""What only the editor knows: by options, or asked for on a terminal. Nothing is invented."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from audiobuild.cli import prompts
from audiobuild.cli.translation import local
from audiobuild.errors import ContentError, Problem
from audiobuild.messages import Message, msg, template, verbatim

if TYPE_CHECKING:
    from audiobuild.model import Show
    from audiobuild.publication.starter import Facts


@dataclass(frozen=True, kw_only=True, slots=True)
class _Fact:
    """Something to know of a show: how its option is called, what is asked, what an answer looks like."""

    key: str
    question: Message
    help: str
    example: Message

    @property
    def option(self) -> str:
        return f"--{self.key}"


_FACTS = (
    _Fact(
        key="title",
        question=msg("Name of the show"),
        help=template("Name of the show (default: asked for)."),
        example=msg("Culture Talks"),
    ),
    _Fact(
        key="link",
        question=msg("Address on the web where it will be found"),
        help=template("Address on the web where it will be found (default: asked for)."),
        example=verbatim("https://podcast.example.org/"),
    ),
    _Fact(
        key="author",
        question=msg("Who publishes it"),
        help=template("Who publishes it (default: asked for)."),
        example=msg("City of Springfield"),
    ),
    _Fact(
        key="email",
        question=msg("E-mail address for directories and listeners"),
        help=template("E-mail address for directories and listeners (default: asked for)."),
        example=msg("press@example.org"),
    ),
)


def options(command: Callable[..., None]) -> Callable[..., None]:
    """The options for what only the editor knows of a show."""
    command = click.option("--description", default="", metavar="TEXT", help="What there is to hear.")(command)
    for fact in reversed(_FACTS):
        command = click.option(fact.option, fact.key, default="", metavar=fact.key.upper(), help=fact.help)(command)
    return command


def can_ask() -> bool:
    """Whether somebody sits at a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def facts(given: Mapping[str, str], language: str, *, ask: bool) -> Facts:
    """What is said of a show in ``language``, by options or answers.

    Raises ContentError with all that is missing and cannot be asked for, and ConfigError with all that is given and wrong.
    """
    from audiobuild import clock
    from audiobuild.errors import ConfigError
    from audiobuild.publication import config, starter

    known = {fact.key: _tidied(fact.key, given[fact.key]) for fact in _FACTS if given[fact.key].strip()}
    wrong = [problem for key, value in known.items() for problem in _problems(key, value, f"--{key}")]
    wrong += config.key_problems("description", given["description"].strip() or "-", "--description")
    if wrong:
        raise ConfigError(wrong)
    if not ask and (problems := missing(given)):
        raise ContentError(problems)
    answers = {fact.key: known.get(fact.key) or _asked(fact) for fact in _FACTS}
    description = given["description"].strip() or starter.usual_description(language)
    return starter.Facts(
        title=answers["title"],
        link=answers["link"],
        author=answers["author"],
        email=answers["email"],
        description=description,
        language=language,
        timezone=clock.machine_timezone(),
    )


def missing(given: Mapping[str, str]) -> list[Problem]:
    """What no option says."""
    return [
        Problem(
            place=fact.option,
            message=msg("is missing: {}", fact.question),
            remedy=msg("Give it, as in: {} '{}'", fact.option, fact.example),
        )
        for fact in _FACTS
        if not given[fact.key].strip()
    ]


def others(given: Mapping[str, str], show: Show) -> Iterator[Problem]:
    """Options that say something else than the show that there is already."""
    for key in (*(fact.key for fact in _FACTS), "description"):
        if given[key].strip() and _tidied(key, given[key]) != getattr(show, key):
            message = msg("there is a show here, and its {} stands in content/show.toml", key)
            remedy = msg("Change it there, or begin a show elsewhere: -C FOLDER")
            yield Problem(place=f"--{key}", message=message, remedy=remedy)


def _asked(fact: _Fact) -> str:
    def judged(text: str) -> str:
        answer = _tidied(fact.key, text)
        for problem in _problems(fact.key, answer, ""):
            raise click.BadParameter(local(msg("{}. {}", problem.message, problem.remedy)))
        return answer

    return prompts.line(msg("{} (such as {})", fact.question, fact.example), judged, option=fact.option)


def _tidied(key: str, text: str) -> str:
    """An answer as people type it: an address without https://, or with an ü."""
    from audiobuild.publication import links

    text = " ".join(text.split())
    if key != "link":
        return text
    address = links.typed(text)
    return links.folder(address) if "://" in address and not links.fault(address) else address


def _problems(key: str, value: str, place: str) -> list[Problem]:
    from audiobuild.publication import config, placeholders

    if wrong := [*config.key_problems(key, value, place)]:
        return wrong
    found = placeholders.of_show(_Only(**{key: value}))
    return [Problem(place=place, message=one.message, remedy=one.remedy) for one in found]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Only:
    """A show of which one thing is known."""

    title: str = ""
    link: str = ""
    media_link: str = ""
    author: str = ""
    email: str = ""
    licence_url: str = ""
