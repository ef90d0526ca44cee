"""content/<slug>.md ↔ Interview: the folder and the front matter; what stands below it is read in :mod:`.markdown_reader`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from audiobuild.errors import ContentError, InputError, Problem
from audiobuild.files import write_atomically
from audiobuild.inputs import files as inputs
from audiobuild.inputs import tables
from audiobuild.languages.words import words
from audiobuild.model import FrontMatter, Interview, Speaker
from audiobuild.publication import bounds, markdown_reader, markdown_writer, names, slugs
from audiobuild.publication.config import CONTENT, description_problems, language_problems
from audiobuild.publication.validation import validate
from audiobuild.text import shown

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)


def files(root: Path) -> tuple[Path, ...]:
    """The files of the interviews. Raises ContentError where the folder cannot be read."""
    try:
        return inputs.listed(root / CONTENT, ".md", place=CONTENT)
    except InputError as error:
        raise ContentError(error.problems) from error


def load(root: Path, wanted: Collection[str] = ()) -> tuple[Interview, ...]:
    """The interviews of the publication in ``root``, all or those ``wanted`` by slug, sorted.

    Raises :class:`audiobuild.errors.ContentError` with every problem of every file.
    """
    paths = {path.stem: path for path in files(root)}
    problems = [_no_such_interview(slug, paths) for slug in wanted if slug not in paths]
    if not paths:
        problems.append(
            Problem(place="content", message="there is no interview yet", remedy="Add one: audiobuild import FILE")
        )
    interviews = []
    for slug in sorted(set(wanted) & set(paths)) if wanted else paths:
        place = f"{CONTENT}/{slug}.md"
        try:
            interviews.append(
                parse(inputs.text(paths[slug], place=place, inside=root / CONTENT), slug=slug, path=place)
            )
        except (InputError, ContentError) as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return tuple(interviews)


def parse(text: str, *, slug: str, path: str) -> Interview:
    """The interview in ``text``. ``path`` names the file in errors.

    Raises :class:`audiobuild.errors.ContentError` with all that is wrong in it.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = [*bounds.size(text, path), *inputs.hidden(text, path)]
    if problems:
        raise ContentError(problems)
    if fault := slugs.fault(slug):
        remedy = "Rename it with small letters a-z, digits and hyphens only, like neue-leitung.md"
        message = f"the file's name becomes a web address, and {shown(repr(slug), 80)} {fault}"
        problems.append(Problem(place=path, message=message, remedy=remedy))
    matter = _front_matter(text, path, problems)
    match = _FRONT_MATTER.match(text)
    rest, line = (text[match.end() :], text[: match.end()].count("\n") + 1) if match else (text, 1)
    if not matter:  # Without it there are no speakers, and each turn would be one more false alarm.
        raise ContentError(problems)
    if too_large := tuple(bounds.paragraphs(rest, path, line)):
        raise ContentError((*problems, *too_large))
    reads = narrator(matter.speakers, matter.language)
    body = markdown_reader.read(
        rest, path=path, first_line=line, speakers=matter.speakers, narrator=reads, problems=problems
    )
    if problems:
        raise ContentError(problems)
    return Interview(
        slug=slug,
        path=path,
        about=matter,
        title_line=_line_of_title(text),
        introduction=body.introduction,
        exchanges=body.exchanges,
        closing=body.closing,
    )


def save(
    root: Path,
    interview: Interview,
    *,
    slug: str | None = None,
    force: bool = False,
    comments: Mapping[int, Sequence[str]] = MappingProxyType({}),
) -> Path:
    """Write the interview to content/<slug>.md, with ``comments`` as :func:`render` has them, and say where.

    Raises ContentError where that file is there already and says something else (unless ``force``): an editor's corrections
    are never lost. So it does for a slug that cannot be a web address.
    """
    name = slug or interview.slug
    if fault := slugs.fault(name):
        remedy = "Give a --slug of small letters a-z, digits and hyphens only, like neue-leitung"
        raise ContentError(Problem(place=shown(name, 80), message=fault, remedy=remedy))
    if problems := tuple(_speaker_problems(interview.about.speakers, f"{CONTENT}/{name}.md")):
        raise ContentError(problems)
    path = root / CONTENT / f"{name}.md"
    text = render(interview, comments).encode()
    if inputs.there(path) and _differs(path, text) and not force:
        remedy = "Give another --slug, or --force to replace it."
        raise ContentError(Problem(place=f"content/{name}.md", message="is there already", remedy=remedy))
    write_atomically(path, text)
    return path


def _differs(path: Path, text: bytes) -> bool:
    try:
        return inputs.data(path, place=str(path)) != text
    except InputError:
        return True


def narrator(speakers: Iterable[Speaker], language: str) -> Speaker:
    """Who reads introduction and closing: the first listed with that role, else one named in the interview's language."""
    default = Speaker(name=words(language).narrator, role="narrator")
    return next((speaker for speaker in speakers if speaker.role == "narrator"), default)


def render(interview: Interview, comments: Mapping[int, Sequence[str]] = MappingProxyType({})) -> str:
    """The Markdown file that :func:`parse` reads back as the same interview.

    ``comments`` are texts that are kept and not spoken, by the number of exchanges that they stand behind.
    """
    about = interview.about
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
        "speakers": speakers,
    }
    if about.corrected:
        matter["corrected"] = [{"date": one.date, "note": one.note} for one in about.corrected]
    block = yaml.dump(matter, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    body = markdown_reader.Body(
        introduction=interview.introduction, exchanges=interview.exchanges, closing=interview.closing
    )
    return f"---\n{block}---\n\n{markdown_writer.write(body, about.speakers, comments)}"


class _Dumper(yaml.SafeDumper):
    """Block style with one speaker or correction a line, as README.md shows it."""


def _flow_mapping(dumper: yaml.SafeDumper, data: dict[str, Any]) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=data.keys() & {"role", "note"} != set())


_Dumper.add_representer(dict, _flow_mapping)


# --- reading --------------------------------------------------------------------------------------------------------


def _front_matter(text: str, path: str, problems: list[Problem]) -> FrontMatter | None:
    match = _FRONT_MATTER.match(text)
    if not match:
        problems.append(
            Problem(
                place=f"{path}:1",
                message="the front matter is missing",
                remedy="Begin with a line ---, then title, date, language and speakers, then a line ---",
            )
        )
        return None
    try:
        table = tables.from_yaml(match[1] or "", place=path, first_line=2)
    except InputError as error:
        problems += error.problems
        return None
    matter = validate(FrontMatter, table, path, problems)
    if not matter:
        return None
    problems += _matter_problems(matter, path)
    return replace(matter, summary=matter.summary.strip(), id=matter.id.strip())


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
    yield from _speaker_problems(matter.speakers, path)
    for role in ("question", "answer"):
        if not any(speaker.role == role for speaker in matter.speakers):
            remedy = f"Add one: - {{name: …, role: {role}, voice: …}}"
            yield Problem(place=f"{path}: speakers", message=f"there is no speaker with role {role}", remedy=remedy)


def _speaker_problems(speakers: Sequence[Speaker], path: str) -> Iterator[Problem]:
    there: set[str] = set()
    for index, speaker in enumerate(speakers):
        place = f"{path}: speakers.{index}.name"
        yield from names.problems(speaker.name, place)
        if speaker.name in there:
            message = f"{shown(repr(speaker.name), 80)} is listed twice"
            yield Problem(place=place, message=message, remedy="Give each speaker one entry.")
        there.add(speaker.name)


def _line_of_title(text: str) -> int:
    return next((number for number, line in enumerate(text.split("\n"), 1) if line.startswith("title")), 1)


def _no_such_interview(slug: str, paths: Iterable[str]) -> Problem:
    there = ", ".join(list(paths)[:20])
    place = f"{CONTENT}/{shown(slug, 80)}.md"
    return Problem(place=place, message="there is no such interview", remedy=f"There are: {there}.")
