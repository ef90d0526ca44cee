"""The front matter of an interview: YAML between lines ``---`` ↔ FrontMatter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import yaml
from pydantic import ValidationError

from audiobuild.errors import InputError, Problem
from audiobuild.inputs import tables
from audiobuild.messages import msg
from audiobuild.model import Date, FrontMatter, Speaker
from audiobuild.publication import bounds, dates, links, names, show_notes
from audiobuild.publication.config import description_problems, language_problems
from audiobuild.publication.validation import adapter, validate
from audiobuild.text import shown, visible

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
_BLOCK = re.compile(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)


def length(text: str) -> int:
    """How many characters at the start of a file are its front matter."""
    match = _BLOCK.match(text)
    return match.end() if match else 0


def read(text: str, path: str, problems: list[Problem]) -> FrontMatter | None:
    """What the file ``text`` begins with; what is wrong with it is added to ``problems``."""
    match = _BLOCK.match(text)
    if not match:
        problems.append(
            Problem(
                place=f"{path}:1",
                message=msg("the front matter is missing"),
                remedy=msg("Begin with a line ---, then title, date, language and speakers, then a line ---"),
            )
        )
        return None
    block = match[1] or ""
    found: list[Problem] = []
    try:
        table = tables.from_yaml(block, place=path, first_line=2)
    except InputError as error:
        problems += error.problems
        return None
    matter = validate(FrontMatter, _dated(table, path, found), path, found)
    read_as = _without_blanks(matter) if matter else None
    if matter and read_as:
        found += _matter_problems(read_as, path)
        found += show_notes.problems(matter, path)  # whose lines are those of the file
    problems += tables.placed(found, path, tables.yaml_lines(block, 2))
    return read_as


def _without_blanks(matter: FrontMatter) -> FrontMatter:
    """Without spaces that say nothing: around a text, and at the ends of lines."""
    texts = ("summary", "id", "image", "image_alt", "image_credit")
    stripped = {name: getattr(matter, name).strip() for name in texts}
    notes = "\n".join(line.rstrip() for line in matter.notes.split("\n")).strip()
    return replace(matter, notes=notes, **stripped)


def is_draft(text: str) -> bool:
    """Whether a file says that it is a draft, whatever else is wrong with it."""
    match = _BLOCK.match(text)
    if not (match and "draft" in match[0]):
        return False
    try:
        said = tables.from_yaml(match[1] or "", place="", first_line=2).get("draft")
    except InputError:
        return False
    return str(said).casefold() in ("true", "yes", "on", "1")  # also in quotes


def _dated(table: dict[str, Any], path: str, problems: list[Problem]) -> dict[str, Any]:
    """The table with dates that are none put right, so that what else is wrong can be found."""
    corrected = table.get("corrected")
    if isinstance(corrected, list):
        entries = [
            _dated(entry, f"{path}: corrected.{number}.date", problems) if isinstance(entry, dict) else entry
            for number, entry in enumerate(corrected)
        ]
        table = {**table, "corrected": entries}
    value = table.get("date")
    if value is None or _is_date(value):
        return table
    place = path if ": " in path else f"{path}: date"
    problems.append(
        Problem(place=place, message=msg("is {}, not a date", shown(repr(value), 80)), remedy=dates.remedy(value))
    )
    return {**table, "date": date(2000, 1, 1)}


def _is_date(value: object) -> bool:
    """Whether a value is a date, or one in quotes: a number would be taken for seconds since 1970."""
    if not isinstance(value, str) or not _ISO.match(value):
        return isinstance(value, date)
    try:
        adapter(Date).validate_python(value)
    except ValidationError:
        return False
    return True


def _matter_problems(matter: FrontMatter, path: str) -> Iterator[Problem]:
    yield from language_problems(matter.language, f"{path}: language")
    yield from description_problems(matter.summary, f"{path}: summary")
    if matter.id and not re.fullmatch(r"[^\s<>&]+", matter.id):
        remedy = msg("Copy the guid as the feed has it: without spaces and without <, > and &.")
        yield Problem(place=f"{path}: id", message=msg("{} is no guid", shown(repr(matter.id), 80)), remedy=remedy)
    yield from names.problems(matter.title, f"{path}: title")
    for index, correction in enumerate(matter.corrected):
        yield from bounds.day(correction.date, f"{path}: corrected.{index}.date")
    yield from bounds.day(matter.date, f"{path}: date")
    yield from _beside_problems(matter, path)
    yield from speaker_problems(matter.speakers, path)
    roles = {speaker.role for speaker in matter.speakers}
    for role in () if roles == {"narrator"} else ("question", "answer"):  # an article is read out by a narrator alone
        if role not in roles:
            remedy = msg("Add one: - {{name: …, role: {}, voice: …}}", role)
            yield Problem(
                place=f"{path}: speakers", message=msg("there is no speaker with role {}", role), remedy=remedy
            )


def _beside_problems(matter: FrontMatter, path: str) -> Iterator[Problem]:
    """What is wrong with what is printed beside the interview: links, a picture."""
    there: set[str] = set()
    for index, link in enumerate(matter.links):
        place = f"{path}: links.{index}"
        yield from names.problems(link.title, f"{place}.title")
        if link.title in there:
            message = msg("{} is the title of another link, too", shown(repr(link.title), 80))
            yield Problem(place=f"{place}.title", message=message, remedy=msg("Say where each leads."))
        there.add(link.title)
        if fault := links.away_fault(link.url):
            message = msg("{} {}", shown(repr(link.url), 80), fault)
            yield Problem(place=f"{place}.url", message=message, remedy=links.AWAY_REMEDY)
    for key in ("image_alt", "image_credit"):
        if text := getattr(matter, key):
            yield from names.problems(text, f"{path}: {key}")
            if not matter.image:
                remedy = msg("Name a picture in content/: image: …")
                yield Problem(
                    place=f"{path}: {key}", message=msg("there is no picture to which it belongs"), remedy=remedy
                )
    if matter.image and not matter.image_alt:
        remedy = msg("Add image_alt: and say what is to be seen in it.")
        message = msg("the picture has no description for those who do not see it")
        yield Problem(place=f"{path}: image", message=message, remedy=remedy)


def placed(problems: Iterable[Problem], text: str, path: str) -> Iterator[Problem]:
    """Problems of keys in the block of the file ``text``, each with its line. The block can be read."""
    match = _BLOCK.match(text)
    return tables.placed(problems, path, tables.yaml_lines((match[1] or "") if match else "", 2))


def speaker_problems(speakers: Sequence[Speaker], path: str) -> Iterator[Problem]:
    """What is wrong with the names of an interview's speakers."""
    there: set[str] = set()
    for index, speaker in enumerate(speakers):
        place, name = f"{path}: speakers.{index}.name", visible(speaker.name)
        yield from names.problems(speaker.name, place)
        if name in there:
            message = msg("{} is listed twice", shown(repr(speaker.name), 80))
            yield Problem(place=place, message=message, remedy=msg("Give each speaker one entry."))
        there.add(name)


def kept(text: str, about: FrontMatter) -> str:
    """The block of the file ``text`` as the editor set it, comments and all, if it says the same; else a new one."""
    problems: list[Problem] = []
    same = read(text, "", problems) == about and not problems
    return text[: length(text)].rstrip("\n") + "\n" if same else write(about)


def write(about: FrontMatter) -> str:
    """The block that :func:`read` reads back as the same."""
    speakers = [
        {key: value for key in ("name", "role", "voice") if (value := getattr(speaker, key))}
        for speaker in about.speakers
    ]
    matter = {
        "title": about.title,
        "date": about.date,
        "language": about.language,
        **{key: value for key in ("summary", "id", "season", "episode") if (value := getattr(about, key))},
        **({"type": about.type} if about.type != "full" else {}),
        **({"draft": True} if about.draft else {}),
        **({"recordings": about.recordings} if about.recordings else {}),
        **{key: value for key in ("image", "image_alt", "image_credit") if (value := getattr(about, key))},
        "speakers": speakers,
    }
    if about.corrected:
        matter["corrected"] = [{"date": one.date, "note": one.note} for one in about.corrected]
    if about.notes:
        matter["notes"] = _Lines(f"{about.notes}\n")
    if about.links:
        matter["links"] = [{"title": link.title, "url": link.url} for link in about.links]
    block = yaml.dump(matter, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    return f"---\n{block}---\n"


class _Lines(str):
    """A text that is written line by line, as it is."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Block style with one speaker, correction or link a line, as docs/interviews.md shows it."""


def _flow_mapping(dumper: yaml.SafeDumper, data: dict[str, Any]) -> yaml.Node:
    return dumper.represent_mapping(
        "tag:yaml.org,2002:map", data, flow_style=data.keys() & {"role", "note", "url"} != set()
    )


def _literal(dumper: yaml.SafeDumper, data: _Lines) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(data), style="|")


_Dumper.add_representer(dict, _flow_mapping)
_Dumper.add_representer(_Lines, _literal)
