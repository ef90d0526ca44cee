"""What ``init`` and ``new`` write: a publication's settings, and where it is asked for a sample that builds at once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from audiobuild.errors import ConfigError, OutputError, Problem
from audiobuild.inputs import files
from audiobuild.languages import registry
from audiobuild.languages.words import table
from audiobuild.messages import msg
from audiobuild.publication import addresses, categories, config, former_settings, guids, links, marks
from audiobuild.publication.config import SHOW_FILE
from audiobuild.publication.earlier import FormerShow
from audiobuild.publication.former_settings import FormerSettings
from audiobuild.system_errors import reason

_IGNORED_BY_GIT = ".audiobuild/\n"
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What only the editor knows of a show. ``language`` is a BCP 47 tag, ``timezone`` empty where nobody knows it."""

    title: str
    link: str
    author: str
    email: str
    description: str
    language: str
    timezone: str = ""
    category: str = "Society & Culture"
    guid: str = ""
    """Of a show that there is already; else it follows from the address."""
    more: Mapping[str, str | bool | Mapping[str, str]] = field(default_factory=dict)
    """Further keys of show.toml, by name."""


def going_on(facts: Facts, former: FormerShow, settings: FormerSettings) -> Facts:
    """The facts with what a show's feed says of it, as far as it is valid here: its guid above all."""
    category = former_settings.plain(former.category)
    more = {
        "copyright": former_settings.plain(former.copyright),
        "type": "serial" if former.type == "serial" else "",
        "explicit": former.explicit,
        "locked": former.locked,
        **settings.keys,
    }
    return replace(
        facts,
        category=facts.category if any(categories.problems(category, "")) else category,
        guid=former.known_as,
        more={key: value for key, value in more.items() if value},
    )


def sample_facts(code: str) -> Facts:
    """Those of the sample in a language of :data:`registry.CODES`: every one is a placeholder."""
    words: Mapping[str, str] = table(code)["starter"]
    return Facts(
        title=words["title"],
        link=f"https://example.org/{words['link']}/",
        author=words["author"],
        email=f"{words['mailbox']}@example.org",
        description=words["description"],
        language=code,
    )


def usual_description(language: str) -> str:
    """What can be said of every show, in its language, or in English."""
    return str(_words(language)["description"])


def create(folder: Path, facts: Facts, voices: Mapping[str, str] = _NONE) -> tuple[Path, ...]:
    """Write a show's settings below ``folder``, with the files of its ``voices`` by their places, and say which files. The
    podcast's guid follows from its address, and is written at once: it names the podcast for ever.

    Raises ConfigError where any of them is there already: nothing is overwritten. Raises OutputError.
    """
    guid = facts.guid or str(guids.podcast(f"{links.folder(facts.link)}{addresses.FEED}"))
    note = marks.guid(facts.language)
    settings = _settings(facts, f'guid = "{guid}" # {note}\n')
    return _write(folder, {SHOW_FILE: settings, **voices, ".gitignore": _IGNORED_BY_GIT})


def create_sample(folder: Path, code: str, voices: Mapping[str, str] = _NONE) -> tuple[Path, ...]:
    """Write the sample publication in a language below ``folder``; otherwise as :func:`create`."""
    samples = dict(_samples(code))
    settings = _settings(sample_facts(code), "sample = true # for trying out: it is never published\n")
    return _write(folder, {**samples, SHOW_FILE: settings, **voices, ".gitignore": _IGNORED_BY_GIT})


def problems(folder: Path) -> Iterator[Problem]:
    """What keeps a publication from being started in ``folder``."""
    if belongs := config.owner_problem(folder):
        yield belongs
    if files.there(folder / SHOW_FILE):
        message = msg("{} is there already", SHOW_FILE)
        yield Problem(place=str(folder), message=message, remedy=msg("Choose an empty folder."))


def _settings(facts: Facts, first: str) -> str:
    words = _words(facts.language)
    lines = [
        ("title", facts.title, ""),
        ("link", facts.link, words["link_note"]),
        ("description", facts.description, ""),
        ("language", facts.language, ""),
        ("author", facts.author, ""),
        ("email", facts.email, ""),
        ("category", facts.category, ""),
        *([("timezone", facts.timezone, "")] if facts.timezone else []),
        *((key, value, "") for key, value in facts.more.items()),
        ("announcements", "none", words["announcements_note"]),
    ]
    return first + "".join(f"{key} = {_quoted(value)}{f' # {note}' if note else ''}\n" for key, value, note in lines)


def _quoted(value: str | bool | Mapping[str, str]) -> str:
    """A basic string, a Boolean or an inline table of TOML. JSON's escapes are among TOML's
    (https://toml.io/en/v1.0.0#string), all but that of DEL."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {_quoted(one)}" for key, one in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _words(language: str) -> Mapping[str, str]:
    code = registry.base(language)
    found: Mapping[str, str] = table(code if code in registry.CODES else registry.FALLBACK)["starter"]
    return found


def _samples(code: str) -> Iterator[tuple[str, str]]:
    for item in sorted((registry.folder(code) / "starter").iterdir(), key=lambda item: item.name):
        if item.name.endswith(".md"):
            yield f"content/{item.name}", item.read_text(encoding="utf-8")


def undo(written: Sequence[Path]) -> None:
    """Take back what was begun, and the folders that hold nothing else."""
    for path in written:
        with suppress(OSError):
            path.unlink()
            path.parent.rmdir()


def _write(folder: Path, texts: Mapping[str, str]) -> tuple[Path, ...]:
    remedy = msg("Move it away, or choose another folder.")
    there = [name for name in texts if name != ".gitignore" and files.there(folder / name)]
    if there:
        raise ConfigError(
            Problem(place=str(folder), message=msg("{} is there already", name), remedy=remedy) for name in there
        )
    written: list[Path] = []
    for name, text in texts.items():
        path = folder / name
        try:
            if files.there(path):  # somebody's .gitignore
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        except (OSError, ValueError) as error:
            undo([*written, path])
            remedy = msg("Choose a folder in which you may write.")
            message = msg("cannot be written: {}", reason(error))
            raise OutputError(Problem(place=str(folder), message=message, remedy=remedy)) from error
        written.append(path)
    return tuple(written)
