"""content/show.toml, voices/*.toml and the show's lexicon → a Publication, or every problem in them at once.

The fields and their bounds are those of the dataclasses in :mod:`audiobuild.model`; pydantic holds a file's table against
them and names each key that does not fit. What a single field cannot know is checked here afterwards.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from pydantic import ValidationError

from audiobuild.errors import ConfigError, InputError, Problem
from audiobuild.inputs import files, tables
from audiobuild.languages import lexicon, pls
from audiobuild.languages.lexicon import EMPTY, LANGUAGE_TAG, Lexicon, LexiconEntry
from audiobuild.model import Colours, Show, Voice
from audiobuild.publication import bounds, categories, colour, links, names, targets
from audiobuild.publication.validation import adapter, validate
from audiobuild.text import seen, shown

CONTENT = "content"
SHOW_FILE = "content/show.toml"
LEXICON_FILE = "content/lexicon.toml"
VOICES_FOLDER = "voices"
DIST = "dist"
STATE = ".audiobuild"
"""Clips, and what is known of the episodes: may be deleted at any time, and is then made again."""

DESCRIPTION_BYTES = 4000
"""Apple's limit for the description of a show or an episode: https://help.apple.com/itc/podcasts_connect/#/itcb54353390."""

MOST_SETTINGS = 200_000
"""Bytes of show.toml and of a voice file."""

MOST_PICTURE = 30_000_000
"""Bytes of the show's picture."""
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
"""RFC 9562, 4; the nil UUID is nobody's name."""


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
    if not files.there(root / SHOW_FILE):
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
        raise ConfigError(_with_lines(problems, root))
    return Publication(root=root, show=replace(show, link=links.folder(show.link)), voices=voices, lexicon=says)


def _with_lines(problems: Iterable[Problem], root: Path) -> Iterator[Problem]:
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
        content = (
            path.parent if path.parent.name == CONTENT else None
        )  # voices may be shared; what is published may not
        text = files.text(path, place=place, most_bytes=most_bytes, inside=content)
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


def _voices(root: Path, problems: list[Problem]) -> dict[str, Voice]:
    """All voice files. A key that is no field of Voice is an option of its engine, which judges it itself."""
    voices = {}
    own = {field.name for field in fields(Voice)} - {"name", "options"}
    paths = _listed(root / VOICES_FOLDER, ".toml", problems)
    for path in paths:
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
    there = [path.stem for path in paths]
    for voice in voices.values():
        for language, name in voice.languages.items():
            problems += _voice_problem(name, there, f"{VOICES_FOLDER}/{voice.name}.toml: languages.{language}")
    return voices


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
    problems += _link_problems(show)
    for key in ("title", "author"):
        problems += names.problems(getattr(show, key), f"{SHOW_FILE}: {key}")
    if not re.fullmatch(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)+", show.email):
        problems.append(
            Problem(
                place=f"{SHOW_FILE}: email",
                message=f"{shown(repr(show.email), 80)} is not an e-mail address",
                remedy="Directories write to it to verify the feed.",
            )
        )
    problems += categories.problems(show.category, f"{SHOW_FILE}: category")
    problems += _feed_problems(show)
    problems += _colour_problems(show.colours)
    problems += _image_problems(show, root)
    problems += _target_problems(show, root)
    there = [path.stem for path in _listed(root / VOICES_FOLDER, ".toml", [])]
    for role, name in show.voices.items():
        problems += _voice_problem(name, there, f"{SHOW_FILE}: voices.{role}")
    return problems


def picture(publication: Publication) -> bytes:
    """The show's own picture, as the editor gave it. Raises :class:`audiobuild.errors.ConfigError`."""
    content, image = publication.root / CONTENT, publication.show.image
    try:
        return files.data(content / image, place=f"{SHOW_FILE}: image", most_bytes=MOST_PICTURE, inside=content)
    except InputError as error:
        raise ConfigError(error.problems) from error


def _image_problems(show: Show, root: Path) -> Sequence[Problem]:
    """A picture lies in content/, and nowhere else: whatever is named here is published."""
    place, path = f"{SHOW_FILE}: image", root / CONTENT / show.image
    remedy = "Name a picture in content/, or remove the key to have one made."
    if not show.image:
        return ()
    if not files.there(path):
        return [Problem(place=place, message=f"there is no file {CONTENT}/{shown(show.image, 80)}", remedy=remedy)]
    try:
        files.check(path, place=place, most_bytes=MOST_PICTURE, inside=root / CONTENT)
    except InputError as error:
        return [replace(problem, remedy=problem.remedy or remedy) for problem in error.problems]
    return ()


def _link_problems(show: Show) -> Iterator[Problem]:
    place, link = f"{SHOW_FILE}: link", shown(repr(show.link))
    if not re.fullmatch(r"[!-~]*", show.link):
        remedy = "Copy it from the browser's address line, where ü is xn--… or %C3%BC: players take no other letters."
        yield Problem(place=place, message=f"{link} is not plain ASCII", remedy=remedy)
    elif fault := _address_fault(show.link, folder=True):
        remedy = "Give the address where dist/ will be served, like https://example.org/podcast/"
        yield Problem(place=place, message=f"{link} {fault}", remedy=remedy)
    if show.licence_url and (fault := _address_fault(show.licence_url)):
        message = f"{shown(repr(show.licence_url))} {fault}"
        remedy = "Give the address of the licence's text, like https://example.org/licence.html"
        yield Problem(place=f"{SHOW_FILE}: licence_url", message=message, remedy=remedy)


def _address_fault(address: str, *, folder: bool = False) -> str:
    """What keeps an address from being one on the web, or the ``folder`` below which others stand."""
    if not re.match("https?://", address, re.IGNORECASE):
        return "is not the address of a folder on the web" if folder else "is no address on the web"
    fault = links.fault(address)
    parts = urlsplit("" if fault else address)
    if folder and (
        parts.query or parts.fragment or fault == "is no address" or {".", ".."} & set(parts.path.split("/"))
    ):
        return "is not the address of a folder on the web"
    return fault


def _feed_problems(show: Show) -> Iterator[Problem]:
    yield from description_problems(show.description, f"{SHOW_FILE}: description")
    if show.guid and not re.fullmatch(_UUID, show.guid):
        remedy = "Copy the podcast:guid of the feed as it is, or remove the key to have one made."
        yield Problem(
            place=f"{SHOW_FILE}: guid", message=f"{shown(repr(show.guid), 80)} is not a podcast:guid", remedy=remedy
        )
    if show.licence and not show.licence_url and not re.fullmatch(r"[A-Za-z0-9.+-]+", show.licence):
        remedy = "Write a licence's identifier such as CC-BY-4.0, or add licence_url, where its text is found."
        message = f"{shown(repr(show.licence), 80)} is no licence that everybody knows"
        yield Problem(place=f"{SHOW_FILE}: licence", message=message, remedy=remedy)


def _target_problems(show: Show, root: Path) -> Sequence[Problem]:
    try:
        if show.publish:
            targets.parse(show.publish, place=f"{SHOW_FILE}: publish", base=root)
    except ConfigError as error:
        return error.problems
    return ()


def _colour_problems(colours: Colours) -> Iterator[Problem]:
    """Type on a cover must stand out: 4.5 : 1 (WCAG 2.2, 1.4.3), since the cover is mostly seen small."""
    place = f"{SHOW_FILE}: colours"
    wrong = [name for name in ("ground", "ink", "accent") if not re.fullmatch(colour.HEX, getattr(colours, name))]
    for name in wrong:
        message = f"{shown(repr(getattr(colours, name)), 80)} is not a colour"
        yield Problem(place=f"{place}.{name}", message=message, remedy="Write one like #0b4653.")
    for name in () if wrong else ("ink", "accent"):
        contrast = colour.contrast(getattr(colours, name), colours.ground)
        if contrast < 4.5:
            message = f"has a contrast of {contrast:.1f} : 1 to the ground"
            yield Problem(place=f"{place}.{name}", message=message, remedy="Choose colours with 4.5 : 1 or more.")


def language_problems(tag: str, place: str) -> Iterator[Problem]:
    """What is wrong with the code of a language, of a show, a voice or an interview."""
    if not LANGUAGE_TAG.fullmatch(tag):
        message, remedy = f"{shown(repr(tag), 80)} is not a language code", "Write a code such as de, en or pt-BR."
        yield Problem(place=place, message=message, remedy=remedy)


def description_problems(text: str, place: str) -> Iterator[Problem]:
    """What is wrong with what a feed says of a show or an episode."""
    if text and not seen(text):
        yield Problem(place=place, message="has nothing that can be seen", remedy="Say what there is to hear.")
    if (size := len(text.encode())) > DESCRIPTION_BYTES:
        remedy = f"Apple Podcasts takes {DESCRIPTION_BYTES} at most."
        yield Problem(place=place, message=f"is {size} bytes long", remedy=remedy)


def _voice_problem(name: str, there: Sequence[str], place: str) -> list[Problem]:
    """A voice without a file; what is wrong with a file that is there is told of itself."""
    if name in there:
        return []
    near = difflib.get_close_matches(name[:100], there[:1000], n=3) or there[:20]
    remedy = f"Voices here: {', '.join(near)}." if near else f"Add {VOICES_FOLDER}/{shown(name, 60)}.toml."
    return [Problem(place=place, message=f"there is no voice {shown(repr(name), 60)}", remedy=remedy)]
