"""content/<slug>.md ↔ Interview: the folder, and a file as a whole; its parts are read and written in :mod:`.front_matter`,
:mod:`.markdown_reader` and :mod:`.markdown_writer`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from audiobuild.errors import ContentError, InputError, Problem
from audiobuild.files import write_atomically, writing
from audiobuild.inputs import files as inputs
from audiobuild.inputs import near
from audiobuild.languages.words import words
from audiobuild.messages import NOTHING, Message, msg
from audiobuild.model import FrontMatter, Interview, Speaker
from audiobuild.publication import (
    bounds,
    earlier,
    front_matter,
    illustrations,
    markdown_reader,
    markdown_writer,
    marks,
    pictures,
    recording_folder,
    recordings,
    slugs,
)
from audiobuild.publication.config import CONTENT
from audiobuild.text import shown

REMOVED = "removed"
"""The folder in content/ with the texts of episodes that were taken out."""

Notes = Mapping[int, Sequence[str]]
"""Texts that are kept and not spoken, by the number of passages before them (:func:`.markdown_writer.write`)."""
NO_NOTES: Notes = MappingProxyType({})


def files(root: Path) -> tuple[Path, ...]:
    """The files of the interviews. Raises ContentError where the folder cannot be read."""
    try:
        return inputs.listed(root / CONTENT, ".md", place=CONTENT)
    except InputError as error:
        raise ContentError(error.problems) from error


def load(root: Path, wanted: Collection[str] | None = None, *, drafts: bool = True) -> tuple[Interview, ...]:
    """The interviews of the publication in ``root``, all or those ``wanted`` by slug, sorted; none is no problem where episodes
    from before are kept. Without ``drafts`` those are
    left out, whatever is wrong with them: one that is half written must not keep the others from being published.

    Raises :class:`audiobuild.errors.ContentError` with every problem of every file.
    """
    paths = {path.stem: path for path in files(root)}
    problems = [no_such_interview(slug, paths) for slug in wanted or () if slug not in paths]
    if not paths and wanted is None and not inputs.there(root / earlier.FILE):
        problems.append(
            Problem(
                place="content", message=msg("there is no interview yet"), remedy=msg("Add one: audiobuild import FILE")
            )
        )
    interviews = []
    for slug in paths if wanted is None else sorted(set(wanted) & set(paths)):
        place = f"{CONTENT}/{slug}.md"
        try:
            text = inputs.text(paths[slug], place=place, inside=root / CONTENT)
            if drafts or not front_matter.is_draft(_lines(text)):
                interview = parse(text, slug=slug, path=place)
                folder: list[Problem] = []
                interview = recording_folder.recorded(root, interview, folder)
                problems += front_matter.placed(folder, _lines(text), place)
                problems += recordings.problems(root, interview)
                problems += illustrations.problems(root, interview)
                problems += _picture_problems(root, interview, text)
                interviews.append(interview)
        except (InputError, ContentError) as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return tuple(interviews)


def _picture_problems(root: Path, interview: Interview, text: str) -> Iterator[Problem]:
    """What keeps an interview's own picture from being read."""
    if image := interview.about.image:
        remedy = msg("Name a picture in content/, or remove the key.")
        place = f"{interview.path}: image"
        found = pictures.problems(root / CONTENT, image, place=place, remedy=remedy)
        yield from front_matter.placed(found, _lines(text), interview.path)


def at_image(root: Path, interview: Interview, message: Message) -> Iterator[Problem]:
    """What to say of a picture that is there and of no use, with the line of the file that names it."""
    problem = Problem(place=f"{interview.path}: image", message=message, remedy=msg("Give another picture."))
    text = there(root / interview.path) or ""
    return front_matter.placed([problem], text, interview.path)


def parse(text: str, *, slug: str, path: str) -> Interview:
    """The interview in ``text``. ``path`` names the file in errors.

    Raises :class:`audiobuild.errors.ContentError` with all that is wrong in it, and with every mark of doubt that the editor
    has not deleted.
    """
    problems: list[Problem] = []
    text = _lines(text)
    if fault := slugs.fault(slug):
        remedy = msg("Rename it with small letters a-z, digits and hyphens only, like new-director.md")
        message = msg("the file's name becomes a web address, and {} {}", shown(repr(slug), 80), fault)
        problems.append(Problem(place=path, message=message, remedy=remedy))
    about, body = _read(text, path, problems)
    problems += (marks.problem(mark, path, _question(body, mark)) for mark in body.marks)
    if problems:
        raise ContentError(problems)
    return Interview(
        slug=slug,
        path=path,
        about=about,
        title_line=_line_of_title(text),
        introduction=body.introduction,
        exchanges=body.exchanges,
        closing=body.closing,
        footnotes=body.footnotes,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What an editor wrote, whether it can be built or not."""

    about: FrontMatter
    body: markdown_reader.Body

    @property
    def marked(self) -> frozenset[int]:
        """The exchanges, from 0, with a mark of doubt."""
        return frozenset(mark.after for mark in self.body.marks)


def draft(text: str, *, path: str) -> Draft:
    """What stands in ``text``, for an import that is done again. Raises ContentError where its front matter is no more."""
    problems: list[Problem] = []
    text = _lines(text)
    if not front_matter.read(text, path, problems) or problems:
        raise ContentError(problems)
    about, body = _read(text, path, problems)
    return Draft(about=about, body=body)


def said_drafts(root: Path) -> frozenset[str]:
    """The slugs of the interviews that say that they are drafts, whatever else is wrong with them."""
    return frozenset(path.stem for path in files(root) if front_matter.is_draft(_readable(path)))


def _readable(path: Path) -> str:
    """The text of a file; none of one that cannot be read, which is told by whoever reads it for its words."""
    with suppress(ContentError):
        return there(path) or ""
    return ""


def drafts(root: Path) -> Iterator[tuple[str, Draft]]:
    """What stands in the interviews, by slug, as far as it can be read. Raises ContentError where the folder cannot."""
    for path in files(root):
        with suppress(ContentError):
            yield path.stem, draft(_readable(path), path=path.name)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read(text: str, path: str, problems: list[Problem]) -> tuple[FrontMatter, markdown_reader.Body]:
    """The parts of a file. Raises ContentError where one cannot be read; what else is wrong is added to ``problems``."""
    if too_much := [*bounds.size(text, path), *inputs.hidden(text, path)]:
        raise ContentError(too_much)
    matter = front_matter.read(text, path, problems)
    if not matter:  # Without it there are no speakers, and each turn would be one more false alarm.
        raise ContentError(problems)
    length = front_matter.length(text)
    rest, line = text[length:], text[:length].count("\n") + 1
    if too_large := tuple(bounds.paragraphs(rest, path, line)):
        raise ContentError((*problems, *too_large))
    reads = narrator(matter.speakers, matter.language)
    return matter, markdown_reader.read(
        rest, path=path, first_line=line, speakers=matter.speakers, narrator=reads, problems=problems
    )


def _question(body: markdown_reader.Body, mark: marks.DoubtMark) -> str:
    """What the mark stands before."""
    behind = body.exchanges[mark.after : mark.after + 1]
    return behind[0].question.paragraphs[0].text if behind else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedFile:
    """An interview as it will be written; ``place`` names the file in errors. ``before`` is what is there, if anything."""

    path: Path
    place: str
    text: str
    before: str | None

    @property
    def replaces(self) -> bool:
        """Whether something else would be lost."""
        return self.before not in (None, self.text)


def planned(
    root: Path, interview: Interview, *, slug: str | None = None, notes: Notes = NO_NOTES, dated: bool = True
) -> PlannedFile:
    """The file of an interview, with ``notes`` as :func:`render` has them, and the front matter that is there if it says
    the same. ``dated`` says that it must have a date by now.

    Raises ContentError for what no file may hold, such as a slug that cannot be a web address, or no date.
    """
    path, place = location(root, slug or interview.slug)
    problems = [*front_matter.speaker_problems(interview.about.speakers, place)]
    if dated:
        problems += bounds.day(interview.about.date, f"{place}: date")
    if problems:
        raise ContentError(problems)
    before = there(path)
    matter = front_matter.kept(before or "", interview.about)
    return PlannedFile(path=path, place=place, text=f"{matter}\n{_body(interview, notes)}", before=before)


def location(root: Path, slug: str) -> tuple[Path, str]:
    """Where the interview of that name stands, and how errors call it. Raises ContentError."""
    if fault := slugs.fault(slug):
        remedy = msg("Give a --slug of small letters a-z, digits and hyphens only, like new-director")
        raise ContentError(Problem(place=shown(slug, 80), message=fault, remedy=remedy))
    return root / CONTENT / f"{slug}.md", f"{CONTENT}/{slug}.md"


def there(path: Path) -> str | None:
    """The text of a file that may be there. Raises ContentError for one that cannot be read: it might be somebody's work."""
    if not inputs.there(path):
        return None
    try:
        found = inputs.data(path, place=f"{CONTENT}/{path.name}", inside=path.parent)
    except InputError as error:
        raise ContentError(error.problems) from error
    return _lines(found.decode("utf-8-sig", "replace"))


def save(
    root: Path, interview: Interview, *, slug: str | None = None, force: bool = False, notes: Notes = NO_NOTES
) -> Path:
    """Write the interview to content/<slug>.md and say where; the arguments are those of :func:`planned`.

    Raises ContentError where that file is there already and says something else (unless ``force``): an editor's corrections
    are never lost.
    """
    file = planned(root, interview, slug=slug, notes=notes)
    if file.replaces and not force:
        raise ContentError(is_there(file))
    write(file)
    return file.path


def is_there(file: PlannedFile) -> Problem:
    """What to say where a file must not be replaced."""
    remedy = msg("Give another --slug, or --force to replace it.")
    return Problem(place=file.place, message=msg("is there already"), remedy=remedy)


def write(file: PlannedFile) -> None:
    """Put a file in its place. Raises OutputError."""
    write_atomically(file.path, file.text.encode())


def set_aside(root: Path, path: Path) -> Path:
    """Move an interview's file to ``content/removed``, where none is read, and say where. Raises OutputError."""
    folder = root / CONTENT / REMOVED
    with writing(folder):
        folder.mkdir(exist_ok=True)
        names = (path.name, *(f"{path.stem}-{number}.md" for number in range(2, 1000)))
        free = next(folder / name for name in names if not inputs.there(folder / name))
        return path.rename(free)


def narrator(speakers: Iterable[Speaker], language: str) -> Speaker:
    """Who reads introduction and closing: the first listed with that role, else one named in the interview's language."""
    default = Speaker(name=words(language).narrator, role="narrator")
    return next((speaker for speaker in speakers if speaker.role == "narrator"), default)


def render(interview: Interview, notes: Notes = NO_NOTES) -> str:
    """The Markdown file that :func:`parse` reads back as the same interview. ``notes`` become comments at their places."""
    return f"{front_matter.write(interview.about)}\n{_body(interview, notes)}"


def _body(interview: Interview, notes: Notes) -> str:
    body = markdown_reader.Body(
        introduction=interview.introduction,
        exchanges=interview.exchanges,
        closing=interview.closing,
        footnotes=interview.footnotes,
    )
    return markdown_writer.write(body, interview.about.speakers, notes)


def _line_of_title(text: str) -> int:
    return next((number for number, line in enumerate(text.split("\n"), 1) if line.startswith("title")), 1)


def no_such_interview(slug: str, there: Iterable[str]) -> Problem:
    """What to say of a slug that none of the interviews ``there`` has."""
    slugs = [*there]
    told = msg("There are: {}.", ", ".join(slugs[:20])) if slugs else NOTHING
    remedy = near.remedy(near.names(slug, slugs)) or told
    place = f"{CONTENT}/{shown(slug, 80)}.md"
    return Problem(place=place, message=msg("there is no such interview"), remedy=remedy)
