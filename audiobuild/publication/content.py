"""content/<slug>.md ↔ Interview: the folder and the front matter; what stands below it is read in :mod:`.markdown_reader`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from audiobuild.errors import ContentError, Problem
from audiobuild.files import write_atomically
from audiobuild.languages.words import words
from audiobuild.model import FrontMatter, Interview, Speaker
from audiobuild.publication import markdown_reader, markdown_writer
from audiobuild.publication.config import description_problems, language_problems
from audiobuild.publication.validation import validate
from audiobuild.text import visible

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)


def files(root: Path) -> tuple[Path, ...]:
    """The files of the interviews. Hidden ones are no interviews: editors keep their own beside what is open."""
    return tuple(path for path in sorted((root / "content").glob("*.md")) if not path.name.startswith("."))


def load(root: Path, slugs: Collection[str] = ()) -> tuple[Interview, ...]:
    """The interviews of the publication in ``root``, all or those named, sorted by slug.

    Raises :class:`audiobuild.errors.ContentError` with every problem of every file.
    """
    paths = {path.stem: path for path in files(root)}
    problems = [_no_such_interview(slug, paths) for slug in slugs if slug not in paths]
    if not paths:
        problems.append(
            Problem(place="content", message="there is no interview yet", remedy="Add one: audiobuild import FILE")
        )
    interviews = []
    for slug in sorted(set(slugs) & set(paths)) if slugs else paths:
        try:
            text = paths[slug].read_text(encoding="utf-8-sig")
            interviews.append(parse(text, slug=slug, path=f"content/{slug}.md"))
        except UnicodeDecodeError as error:
            message = f"is not UTF-8 text (byte {error.start})"
            problems.append(Problem(place=f"content/{slug}.md", message=message, remedy="Save it as UTF-8."))
        except OSError as error:
            problems.append(Problem(place=f"content/{slug}.md", message=f"cannot be read: {error.strerror}"))
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return tuple(interviews)


def parse(text: str, *, slug: str, path: str) -> Interview:
    """The interview in ``text``. ``path`` names the file in errors.

    Raises :class:`audiobuild.errors.ContentError` with all that is wrong in it.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems: list[Problem] = []
    if not _SLUG.fullmatch(slug):
        remedy = "Rename it with small letters a-z, digits and hyphens only, like neue-leitung.md"
        problems.append(Problem(place=path, message="the file's name becomes a web address", remedy=remedy))
    matter = _front_matter(text, path, problems)
    match = _FRONT_MATTER.match(text)
    rest, line = (text[match.end() :], text[: match.end()].count("\n") + 1) if match else (text, 1)
    if not matter:  # Without it there are no speakers, and each turn would be one more false alarm.
        raise ContentError(problems)
    reads = narrator(matter.speakers, matter.language)
    body = markdown_reader.read(
        rest, path=path, first_line=line, speakers=matter.speakers, narrator=reads, problems=problems
    )
    if problems:
        raise ContentError(problems)
    return Interview(
        slug=slug,
        path=path,
        about=replace(
            matter,
            title=visible(matter.title),
            summary=visible(matter.summary).strip(),
            id=visible(matter.id).strip(),
            corrected=tuple(replace(one, note=visible(one.note)) for one in matter.corrected),
        ),
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
    if not _SLUG.fullmatch(name):
        remedy = "Give a --slug of small letters a-z, digits and hyphens only, like neue-leitung"
        raise ContentError(Problem(place=name, message="cannot be part of a web address", remedy=remedy))
    path = root / "content" / f"{name}.md"
    text = render(interview, comments).encode()
    if path.exists() and path.read_bytes() != text and not force:
        remedy = "Give another --slug, or --force to replace it."
        raise ContentError(Problem(place=f"content/{name}.md", message="is there already", remedy=remedy))
    write_atomically(path, text)
    return path


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
        table = yaml.safe_load(match[1] or "")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        remedy = 'A text that holds a colon stands in quotes: title: "Energie: ein Gespräch"'
        problems.append(Problem(place=f"{path}:{line}", message=f"is not valid YAML: {error.problem}", remedy=remedy))
        return None
    except (yaml.YAMLError, ValueError) as error:
        problems.append(Problem(place=path, message=f"the front matter is not valid YAML: {error}"))
        return None
    if not isinstance(table, dict) or not all(isinstance(key, str) for key in table):
        remedy = "Write lines like title: …, date: 2024-05-01, language: de"
        problems.append(Problem(place=f"{path}:1", message="the front matter is not a list of keys", remedy=remedy))
        return None
    matter = validate(FrontMatter, table, path, problems)
    if matter:
        problems += _matter_problems(matter, path)
    return matter


def _matter_problems(matter: FrontMatter, path: str) -> Iterator[Problem]:
    yield from language_problems(matter.language, f"{path}: language")
    yield from description_problems(matter.summary, f"{path}: summary")
    if matter.id and not re.fullmatch(r"[^\s<>&]+", matter.id):
        remedy = "Copy the guid as the feed has it: without spaces and without <, > and &."
        yield Problem(place=f"{path}: id", message=f"{matter.id!r} is no guid", remedy=remedy)
    names = [speaker.name for speaker in matter.speakers]
    for index, speaker in enumerate(matter.speakers):
        place = f"{path}: speakers.{index}.name"
        if names.index(speaker.name) != index:
            yield Problem(
                place=place, message=f"{speaker.name!r} is listed twice", remedy="Give each speaker one entry."
            )
    for role in ("question", "answer"):
        if not any(speaker.role == role for speaker in matter.speakers):
            remedy = f"Add one: - {{name: …, role: {role}, voice: …}}"
            yield Problem(place=f"{path}: speakers", message=f"there is no speaker with role {role}", remedy=remedy)


def _line_of_title(text: str) -> int:
    return next((number for number, line in enumerate(text.split("\n"), 1) if line.startswith("title")), 1)


def _no_such_interview(slug: str, paths: Iterable[str]) -> Problem:
    return Problem(
        place=f"content/{slug}.md", message="there is no such interview", remedy=f"There are: {', '.join(paths)}."
    )
