"""The front matter of an interview: YAML between lines ``---`` ↔ FrontMatter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import yaml

from audiobuild.errors import InputError, Problem
from audiobuild.inputs import tables
from audiobuild.model import FrontMatter, Speaker
from audiobuild.publication import bounds, names
from audiobuild.publication.config import description_problems, language_problems
from audiobuild.publication.validation import validate
from audiobuild.text import shown, visible

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
_POINTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})")
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
                message="the front matter is missing",
                remedy="Begin with a line ---, then title, date, language and speakers, then a line ---",
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
    found += _matter_problems(matter, path) if matter else ()
    problems += tables.placed(found, path, tables.yaml_lines(block, 2))
    return replace(matter, summary=matter.summary.strip(), id=matter.id.strip()) if matter else None


def is_draft(text: str) -> bool:
    """Whether a file says that it is a draft, whatever else is wrong with it."""
    match = _BLOCK.match(text)
    if not (match and "draft" in match[0]):
        return False
    try:
        return tables.from_yaml(match[1] or "", place="", first_line=2).get("draft") is True
    except InputError:
        return False


def _dated(table: dict[str, Any], path: str, problems: list[Problem]) -> dict[str, Any]:
    """The table with dates that are none put right, as far as what else is wrong can be found: a number would be taken for
    seconds since 1970."""
    corrected = table.get("corrected")
    if isinstance(corrected, list):
        entries = [
            _dated(entry, f"{path}: corrected.{number}.date", problems) if isinstance(entry, dict) else entry
            for number, entry in enumerate(corrected)
        ]
        table = {**table, "corrected": entries}
    value = table.get("date")
    if value is None or isinstance(value, date) or _ISO.match(str(value)):
        return table
    place = path if ": " in path else f"{path}: date"
    problems.append(
        Problem(place=place, message=f"is {shown(repr(value), 80)}, not a date", remedy=_date_remedy(value))
    )
    return {**table, "date": date(2000, 1, 1)}


def _date_remedy(value: object) -> str:
    """How to write a date; where figures say which it is, that one. 3/1/2024 may be two days."""
    example = "2024-05-01 (year, month, day)"
    if match := _POINTED.fullmatch(str(value).strip()):
        with suppress(ValueError):
            example = date(int(match[3]), int(match[2]), int(match[1])).isoformat()
    return f"Write {example}."


def _matter_problems(matter: FrontMatter, path: str) -> Iterator[Problem]:
    yield from language_problems(matter.language, f"{path}: language")
    yield from description_problems(matter.summary, f"{path}: summary")
    if matter.id and not re.fullmatch(r"[^\s<>&]+", matter.id):
        remedy = "Copy the guid as the feed has it: without spaces and without <, > and &."
        yield Problem(place=f"{path}: id", message=f"{shown(repr(matter.id), 80)} is no guid", remedy=remedy)
    yield from names.problems(matter.title, f"{path}: title")
    for index, correction in enumerate(matter.corrected):
        yield from bounds.day(correction.date, f"{path}: corrected.{index}.date")
    yield from bounds.day(matter.date, f"{path}: date")
    yield from speaker_problems(matter.speakers, path)
    roles = {speaker.role for speaker in matter.speakers}
    for role in () if roles == {"narrator"} else ("question", "answer"):  # an article is read out by a narrator alone
        if role not in roles:
            remedy = f"Add one: - {{name: …, role: {role}, voice: …}}"
            yield Problem(place=f"{path}: speakers", message=f"there is no speaker with role {role}", remedy=remedy)


def speaker_problems(speakers: Sequence[Speaker], path: str) -> Iterator[Problem]:
    """What is wrong with the names of an interview's speakers."""
    there: set[str] = set()
    for index, speaker in enumerate(speakers):
        place, name = f"{path}: speakers.{index}.name", visible(speaker.name)
        yield from names.problems(speaker.name, place)
        if name in there:
            message = f"{shown(repr(speaker.name), 80)} is listed twice"
            yield Problem(place=place, message=message, remedy="Give each speaker one entry.")
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
        "speakers": speakers,
    }
    if about.corrected:
        matter["corrected"] = [{"date": one.date, "note": one.note} for one in about.corrected]
    block = yaml.dump(matter, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    return f"---\n{block}---\n"


class _Dumper(yaml.SafeDumper):
    """Block style with one speaker or correction a line, as README.md shows it."""


def _flow_mapping(dumper: yaml.SafeDumper, data: dict[str, Any]) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=data.keys() & {"role", "note"} != set())


_Dumper.add_representer(dict, _flow_mapping)
