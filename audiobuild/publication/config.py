"""content/show.toml, voices/*.toml and the show's lexicon → a Publication, or every problem in them at once.

The fields and their bounds are those of the dataclasses in :mod:`audiobuild.model`; pydantic holds a file's table against
them and names each key that does not fit. What a single field cannot know is checked here afterwards.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from pydantic import ValidationError

from audiobuild.errors import ConfigError, Problem
from audiobuild.languages import lexicon, pls
from audiobuild.languages.lexicon import EMPTY, LANGUAGE_TAG, Lexicon, LexiconEntry
from audiobuild.model import Colours, Show, Voice
from audiobuild.publication import categories, colour
from audiobuild.publication.validation import adapter, validate

SHOW_FILE = "content/show.toml"
LEXICON_FILE = "content/lexicon.toml"
VOICES_FOLDER = "voices"
DIST = "dist"
STATE = ".audiobuild"
"""Clips, and what is known of the episodes: may be deleted at any time, and is then made again."""

DESCRIPTION_BYTES = 4000
"""Apple's limit for the description of a show or an episode: https://help.apple.com/itc/podcasts_connect/#/itcb54353390."""

_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Publication:
    """A publication's settings: the show, its voices by name, how it says its words, and the folder they were read from."""

    root: Path
    show: Show
    voices: Mapping[str, Voice]
    lexicon: Lexicon = EMPTY


def load(root: Path) -> Publication:
    """Read the settings of the publication in ``root``.

    Raises :class:`audiobuild.errors.ConfigError` with all problems of all files.
    """
    if not (root / SHOW_FILE).is_file():
        raise ConfigError(
            Problem(
                place=SHOW_FILE,
                message=f"there is no publication in {root}",
                remedy="Go to its folder, name it with -C, or start one with: audiobuild init",
            )
        )
    problems: list[Problem] = []
    table = _toml(root / SHOW_FILE, SHOW_FILE, problems)
    show = None if table is None else validate(Show, table, SHOW_FILE, problems)
    voices = _voices(root, problems)
    if table is not None:
        problems += _show_problems(show or _as_far_as_valid(table), root)
    says = _lexicon(root, show.language if show else "", problems)
    if problems or not show:
        raise ConfigError(problems)
    return Publication(root=root, show=replace(show, link=show.link.rstrip("/") + "/"), voices=voices, lexicon=says)


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


def _toml(path: Path, place: str, problems: list[Problem]) -> dict[str, Any] | None:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        problems.append(
            Problem(place=place, message=f"is not UTF-8 text (byte {error.start})", remedy="Save it as UTF-8.")
        )
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(place=place, message=f"is not valid TOML: {error}", remedy='Texts stand in "quotes".'))
    except OSError as error:
        problems.append(Problem(place=place, message=f"cannot be read: {error.strerror}"))
    return None


def _voices(root: Path, problems: list[Problem]) -> dict[str, Voice]:
    """All voice files. A key that is no field of Voice is an option of its engine, which judges it itself."""
    voices = {}
    own = {field.name for field in fields(Voice)} - {"name", "options"}
    for path in sorted((root / VOICES_FOLDER).glob("*.toml")):
        place = f"{VOICES_FOLDER}/{path.name}"
        table = _toml(path, place, problems)
        if table is None:
            continue
        options = {key: value for key, value in table.items() if key not in own}
        settings = {key: value for key, value in table.items() if key in own}
        voice = validate(Voice, {**settings, "name": path.stem, "options": options}, place, problems)
        if voice:
            voices[voice.name] = voice
            problems += language_problems(voice.language, f"{place}: language")
    for voice in voices.values():
        for language, name in voice.languages.items():
            problems += _voice_problem(name, root, f"{VOICES_FOLDER}/{voice.name}.toml: languages.{language}")
    return voices


def _lexicon(root: Path, language: str, problems: list[Problem]) -> Lexicon:
    """The show's pronunciations: W3C lexicons in content/*.pls, in the order of their names, and lexicon.toml over them."""
    entries: list[LexiconEntry] = []
    for path in sorted((root / LEXICON_FILE).parent.glob("*.pls")):
        place = path.relative_to(root).as_posix()
        try:
            entries += pls.entries(path.read_bytes(), language=language, place=place)
        except ConfigError as error:
            problems += error.problems
        except OSError as error:
            problems.append(Problem(place=place, message=f"cannot be read: {error.strerror}"))
    if (root / LEXICON_FILE).exists():
        table = _toml(root / LEXICON_FILE, LEXICON_FILE, problems) or {}
        try:
            entries += lexicon.parse(table, place=LEXICON_FILE).entries
        except ConfigError as error:
            problems += error.problems
    return Lexicon(tuple(entries))


def _show_problems(show: Show, root: Path) -> list[Problem]:
    problems = list(language_problems(show.language, f"{SHOW_FILE}: language"))
    parts = urlsplit(show.link)
    if not re.fullmatch(r"[!-~]*", show.link):
        remedy = "Copy it from the browser's address line, where ü is xn--… or %C3%BC: players take no other letters."
        problems.append(Problem(place=f"{SHOW_FILE}: link", message=f"{show.link!r} is not plain ASCII", remedy=remedy))
    elif parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        problems.append(
            Problem(
                place=f"{SHOW_FILE}: link",
                message=f"{show.link!r} is not the address of a folder on the web",
                remedy="Give the address where dist/ will be served, like https://example.org/podcast/",
            )
        )
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", show.email):
        problems.append(
            Problem(
                place=f"{SHOW_FILE}: email",
                message=f"{show.email!r} is not an e-mail address",
                remedy="Directories write to it to verify the feed.",
            )
        )
    problems += categories.problems(show.category, f"{SHOW_FILE}: category")
    problems += _feed_problems(show)
    problems += _colour_problems(show.colours)
    if show.image and not (root / "content" / show.image).is_file():
        problems.append(
            Problem(
                place=f"{SHOW_FILE}: image",
                message=f"there is no file content/{show.image}",
                remedy="Name a picture relative to content/, or remove the key to have one made.",
            )
        )
    for role, name in show.voices.items():
        problems += _voice_problem(name, root, f"{SHOW_FILE}: voices.{role}")
    return problems


def _feed_problems(show: Show) -> Iterator[Problem]:
    yield from description_problems(show.description, f"{SHOW_FILE}: description")
    if show.guid and not re.fullmatch(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", show.guid):
        remedy = "Copy the podcast:guid of the feed as it is, or remove the key to have one made."
        yield Problem(place=f"{SHOW_FILE}: guid", message=f"{show.guid!r} is not a podcast:guid", remedy=remedy)
    if show.licence and not show.licence_url and not re.fullmatch(r"[A-Za-z0-9.+-]+", show.licence):
        remedy = "Write a licence's identifier such as CC-BY-4.0, or add licence_url, where its text is found."
        message = f"{show.licence!r} is no licence that everybody knows"
        yield Problem(place=f"{SHOW_FILE}: licence", message=message, remedy=remedy)


def _colour_problems(colours: Colours) -> Iterator[Problem]:
    """Type on a cover must stand out: 4.5 : 1 (WCAG 2.2, 1.4.3), since the cover is mostly seen small."""
    place = f"{SHOW_FILE}: colours"
    wrong = [name for name in ("ground", "ink", "accent") if not re.fullmatch(colour.HEX, getattr(colours, name))]
    for name in wrong:
        message = f"{getattr(colours, name)!r} is not a colour"
        yield Problem(place=f"{place}.{name}", message=message, remedy="Write one like #0b4653.")
    for name in () if wrong else ("ink", "accent"):
        contrast = colour.contrast(getattr(colours, name), colours.ground)
        if contrast < 4.5:
            message = f"has a contrast of {contrast:.1f} : 1 to the ground"
            yield Problem(place=f"{place}.{name}", message=message, remedy="Choose colours with 4.5 : 1 or more.")


def language_problems(tag: str, place: str) -> Iterator[Problem]:
    """What is wrong with the code of a language, of a show, a voice or an interview."""
    if not LANGUAGE_TAG.fullmatch(tag):
        message, remedy = f"{tag!r} is not a language code", "Write a code such as de, en or pt-BR."
        yield Problem(place=place, message=message, remedy=remedy)


def description_problems(text: str, place: str) -> Iterator[Problem]:
    """What is wrong with what a feed says of a show or an episode."""
    if (size := len(text.encode())) > DESCRIPTION_BYTES:
        remedy = f"Apple Podcasts takes {DESCRIPTION_BYTES} at most."
        yield Problem(place=place, message=f"is {size} bytes long", remedy=remedy)


def _voice_problem(name: str, root: Path, place: str) -> list[Problem]:
    """A voice without a file; what is wrong with a file that is there is told of itself."""
    names = sorted(path.stem for path in (root / VOICES_FOLDER).glob("*.toml"))
    if name in names:
        return []
    there = difflib.get_close_matches(name, names, n=3) or names
    remedy = f"Voices here: {', '.join(there)}." if there else f"Add {VOICES_FOLDER}/{name}.toml."
    return [Problem(place=place, message=f"there is no voice {name!r}", remedy=remedy)]
