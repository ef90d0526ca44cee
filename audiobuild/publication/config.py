"""content/show.toml, voices/*.toml and the show's lexicon → a Publication, or every problem in them at once.

The fields and their bounds are those of the dataclasses in :mod:`audiobuild.model`; pydantic holds a file's table against
them and names each key that does not fit. What a single field cannot know is checked here afterwards.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from audiobuild.errors import ConfigError, InputError, Problem
from audiobuild.inputs import files, tables
from audiobuild.languages import lexicon, pls, tags
from audiobuild.languages.lexicon import EMPTY, Lexicon, LexiconEntry
from audiobuild.messages import msg
from audiobuild.model import Colours, Show
from audiobuild.publication import (
    bounds,
    categories,
    colour,
    links,
    misplaced,
    names,
    pictures,
    recordings,
    show_links,
    show_voices,
    targets,
    timezones,
    voice_files,
    whereabouts,
)
from audiobuild.publication.validation import adapter, validate
from audiobuild.publication.voices import FOLDER, Voices
from audiobuild.text import seen, shown

CONTENT = "content"
VOICES_FOLDER = FOLDER
SHOW_FILE = "content/show.toml"
LEXICON_FILE = "content/lexicon.toml"
DIST = "dist"
STATE = ".audiobuild"
"""Clips, and what is known of the episodes: may be deleted at any time, and is then made again."""

DESCRIPTION_BYTES = 4000
"""Apple's limit for the description of a show or an episode: https://help.apple.com/itc/podcasts_connect/#/itcb54353390."""

MOST_SETTINGS = voice_files.MOST_BYTES
"""Bytes of show.toml."""

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
"""RFC 9562, 4; the nil UUID is nobody's name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Publication:
    """A publication's settings: the show, its voices by name, how it says its words, and the folder they were read from."""

    root: Path
    show: Show
    voices: Voices
    lexicon: Lexicon = EMPTY


def load(root: str | os.PathLike[str]) -> Publication:
    """Read the settings of the publication in the folder ``root``.

    Raises :class:`audiobuild.errors.ConfigError` with all problems of all files.
    """
    root = Path(root)
    if not files.there(root / SHOW_FILE):
        raise ConfigError(whereabouts.nowhere(root, SHOW_FILE))
    problems: list[Problem] = []
    table = _toml(root / SHOW_FILE, SHOW_FILE, problems)
    if table is not None:
        table = show_voices.flat(misplaced.put_right(table, Show, SHOW_FILE, problems))
    show = None if table is None else validate(Show, table, SHOW_FILE, problems)
    found = voice_files.load(root, problems)
    for voice in found.voices.values():
        place = f"{VOICES_FOLDER}/{voice.name}.toml"
        problems += language_problems(voice.language, f"{place}: language")
        for language in voice.languages:
            problems += language_problems(language, f"{place}: languages.{language}")
    if table is not None:
        checked = show or _as_far_as_valid(table)
        problems += _show_problems(checked, root)
        problems += show_voices.problems(checked, found, SHOW_FILE)
    says = _lexicon(root, show.language if show else "", problems)
    if problems or not show:
        raise ConfigError(placed(problems, root))
    show = replace(
        show,
        link=links.folder(show.link),
        media_link=show.media_link and links.folder(show.media_link),
        moved_from=tuple(map(links.folder, show.former_links)),
    )
    return Publication(root=root, show=show, voices=found.voices, lexicon=says)


def owner_problem(folder: Path) -> Problem | None:
    """What to say of a folder that belongs to a publication already: no second one begins in its content/ or dist/."""
    return whereabouts.inside(folder, SHOW_FILE, (CONTENT, DIST, VOICES_FOLDER, STATE))


def key_problems(key: str, value: str, place: str) -> Iterator[Problem]:
    """What is wrong with the value of one key of show.toml; ``place`` names it in errors."""
    if not value.strip():
        yield Problem(place=place, message=msg("is empty"), remedy=msg("Write something."))
        return
    found: list[Problem] = []
    validate(Show, {key: value}, SHOW_FILE, found)
    for problem in (*found, *_show_problems(_as_far_as_valid({key: value}), Path(os.devnull))):
        if problem.place.partition(": ")[2] == key:
            yield replace(problem, place=place)


def placed(problems: Iterable[Problem], root: Path) -> Iterator[Problem]:
    """The problems of keys in show.toml and in voice files, each with its line."""
    for problem in problems:
        name, _, key = problem.place.partition(": ")
        if key and name.endswith(".toml"):
            lines = tables.toml_lines(files.text(root / name, place=name, most_bytes=MOST_SETTINGS))
            yield from tables.placed([problem], name, lines)
        else:
            yield problem


def _as_far_as_valid(table: Mapping[str, Any]) -> Show:
    """The show with what is wrong in a single key replaced by something sound, to find what else is wrong with it."""
    sound = {
        **dict.fromkeys(("title", "description", "author"), "x"),
        "link": "https://example.org/",
        "language": "en",
        "email": "x@example.org",
        "category": "News",
    }
    try:
        return cast("Show", adapter(Show).validate_python({**sound, **table}))
    except ValidationError as error:
        wrong = {str(fault["loc"][0]) for fault in error.errors()}
        valid = {key: value for key, value in table.items() if key not in wrong}
        return cast("Show", adapter(Show).validate_python({**sound, **valid}))


def _toml(path: Path, place: str, problems: list[Problem], most_bytes: int = MOST_SETTINGS) -> dict[str, Any] | None:
    try:
        text = files.text(path, place=place, most_bytes=most_bytes, inside=path.parent)
        return tables.from_toml(text, place=place)
    except InputError as error:
        problems += error.problems
    return None


def _listed(folder: Path, suffix: str, problems: list[Problem]) -> tuple[Path, ...]:
    try:
        return files.listed(folder, suffix, place=f"{folder.name}/")
    except InputError as error:
        problems += error.problems
    return ()


def _lexicon(root: Path, language: str, problems: list[Problem]) -> Lexicon:
    """The show's pronunciations: W3C lexicons in content/*.pls, in the order of their names, and lexicon.toml over them."""
    entries: list[LexiconEntry] = []
    content = root / CONTENT
    for path in _listed(content, ".pls", problems):
        place = path.relative_to(root).as_posix()
        try:
            entries += pls.entries(files.data(path, place=place, inside=content), language=language, place=place)
        except (ConfigError, InputError) as error:
            problems += error.problems
    if files.there(root / LEXICON_FILE):
        table = _toml(root / LEXICON_FILE, LEXICON_FILE, problems, files.MOST_BYTES) or {}
        try:
            entries += lexicon.parse(table, place=LEXICON_FILE).entries
        except ConfigError as error:
            problems += error.problems
    problems += bounds.entries(len(entries), CONTENT)
    return Lexicon(tuple(entries))


def _show_problems(show: Show, root: Path) -> list[Problem]:
    problems = list(language_problems(show.language, f"{SHOW_FILE}: language"))
    problems += show_links.problems(show, SHOW_FILE)
    for key in ("title", "author"):
        problems += names.problems(getattr(show, key), f"{SHOW_FILE}: {key}")
    if not re.fullmatch(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)+", show.email):
        problems.append(
            Problem(
                place=f"{SHOW_FILE}: email",
                message=msg("{} is not an e-mail address", shown(repr(show.email), 80)),
                remedy=msg("Give one like press@example.org: directories write to it to verify the feed."),
            )
        )
    problems += categories.problems(show.category, f"{SHOW_FILE}: category")
    problems += timezones.problems(show.timezone, f"{SHOW_FILE}: timezone")
    problems += _feed_problems(show)
    problems += _name_problems(show)
    problems += _colour_problems(show.colours)
    problems += _image_problems(show, root)
    problems += _target_problems(show, root)
    problems += recordings.sound_problems(root, show.sounds, SHOW_FILE)
    return problems


def picture(publication: Publication) -> bytes:
    """The show's own picture, as the editor gave it. Raises :class:`audiobuild.errors.ConfigError`."""
    try:
        return pictures.data(publication.root / CONTENT, publication.show.image, place=f"{SHOW_FILE}: image")
    except InputError as error:
        raise ConfigError(error.problems) from error


def _image_problems(show: Show, root: Path) -> Iterator[Problem]:
    if show.image:
        remedy = msg("Name a picture in content/, or remove the key to have one made.")
        yield from pictures.problems(root / CONTENT, show.image, place=f"{SHOW_FILE}: image", remedy=remedy)


def _feed_problems(show: Show) -> Iterator[Problem]:
    yield from description_problems(show.description, f"{SHOW_FILE}: description")
    if show.guid and not re.fullmatch(_UUID, show.guid):
        remedy = msg("Copy the podcast:guid of the feed as it is, or remove the key to have one made.")
        yield Problem(
            place=f"{SHOW_FILE}: guid",
            message=msg("{} is not a podcast:guid", shown(repr(show.guid), 80)),
            remedy=remedy,
        )
    if show.licence and not show.licence_url and not re.fullmatch(r"[A-Za-z0-9.+-]+", show.licence):
        remedy = msg("Write a licence's identifier such as CC-BY-4.0, or add licence_url, where its text is found.")
        message = msg("{} is no licence that everybody knows", shown(repr(show.licence), 80))
        yield Problem(place=f"{SHOW_FILE}: licence", message=message, remedy=remedy)


def _name_problems(show: Show) -> Iterator[Problem]:
    """What is wrong with names of seasons, and with what directories and listeners are shown beside."""
    for number in show.seasons:
        if not re.fullmatch("[1-9][0-9]{0,4}", number):
            message = msg("{} is not the number of a season", shown(repr(number), 80))
            yield Problem(place=f"{SHOW_FILE}: seasons", message=message, remedy=msg('Write one like 1 = "Its name".'))
    if bool(show.funding.link) != bool(show.funding.text):
        message = msg("needs both, link and text")
        remedy = msg("Write [funding] with link, an address, and text, which stands on the link.")
        yield Problem(place=f"{SHOW_FILE}: funding", message=message, remedy=remedy)
    if not re.fullmatch(r"[!-~]{0,200}", show.verify):
        remedy = msg("Copy the code from the directory's page as it is.")
        yield Problem(place=f"{SHOW_FILE}: verify", message=msg("is no code"), remedy=remedy)


def _target_problems(show: Show, root: Path) -> Iterator[Problem]:
    for key, address in (("publish", show.publish), ("publish_media", show.publish_media)):
        try:
            if address:
                targets.parse(address, place=f"{SHOW_FILE}: {key}", base=root)
        except ConfigError as error:
            yield from error.problems
    if show.publish_media and not show.media_link:
        message, remedy = msg("needs media_link, the address at which that place is served"), msg("Add media_link.")
        yield Problem(place=f"{SHOW_FILE}: publish_media", message=message, remedy=remedy)


def _colour_problems(colours: Colours) -> Iterator[Problem]:
    """Type on a cover must stand out: 4.5 : 1 (WCAG 2.2, 1.4.3), since the cover is mostly seen small."""
    place = f"{SHOW_FILE}: colours"
    wrong = [name for name in ("ground", "ink", "accent") if not re.fullmatch(colour.HEX, getattr(colours, name))]
    for name in wrong:
        message = msg("{} is not a colour", shown(repr(getattr(colours, name)), 80))
        yield Problem(place=f"{place}.{name}", message=message, remedy=msg("Write one like #0b4653."))
    for name in () if wrong else ("ink", "accent"):
        contrast = colour.contrast(getattr(colours, name), colours.ground)
        if contrast < 4.5:
            message = msg("has a contrast of {:.1f} : 1 to the ground", contrast)
            yield Problem(place=f"{place}.{name}", message=message, remedy=msg("Choose colours with 4.5 : 1 or more."))


def language_problems(tag: str, place: str) -> Iterator[Problem]:
    """What is wrong with the code of a language, of a show, a voice or an interview."""
    yield from tags.problems(tag, place)


def description_problems(text: str, place: str) -> Iterator[Problem]:
    """What is wrong with what a feed says of a show or an episode."""
    if text and not seen(text):
        yield Problem(
            place=place, message=msg("has nothing that can be seen"), remedy=msg("Say what there is to hear.")
        )
    if (size := len(text.encode())) > DESCRIPTION_BYTES:
        remedy = msg("Apple Podcasts takes {} at most.", DESCRIPTION_BYTES)
        yield Problem(place=place, message=msg("is {} bytes long", size), remedy=remedy)
