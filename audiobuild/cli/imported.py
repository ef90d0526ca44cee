"""What ``audiobuild import`` does with what it found: held against what is there, shown, dated, written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from audiobuild.cli import review_pairs, terminal
from audiobuild.cli.options import Common
from audiobuild.cli.translation import local
from audiobuild.errors import ContentError
from audiobuild.messages import msg

if TYPE_CHECKING:
    from audiobuild.importers import Import, Wishes
    from audiobuild.publication.config import Publication
    from audiobuild.publication.content import PlannedFile


def same_slugs(found: Mapping[str, Import]) -> Iterator[ContentError]:
    """What is wrong with several sources that would be one file."""
    from audiobuild.importers import review

    by_path: dict[str, list[str]] = {}
    for source, one in found.items():
        by_path.setdefault(one.interview.path, []).append(source)
    for path, sources in by_path.items():
        if len(sources) > 1:
            yield ContentError(review.same_slug(path, sources))


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """What the command was asked for, and the publication as far as there is one; ``ask`` says that somebody can be asked."""

    common: Common
    publication: Publication | None
    wishes: Wishes
    force: bool
    dry_run: bool
    quiet: bool
    ask: bool

    def merged(self, found: Import) -> Import:
        """The import with what the editor wrote in the file of that name, and told what of it stays and what not."""
        from audiobuild.importers import again, given_voices, review
        from audiobuild.publication import content

        path, place = content.location(self.common.project, found.interview.slug)
        text = content.there(path)
        if text is None:
            for other in self._holding(found):
                self.common.note(msg("{}: {}", place, review.same_interview(other)))
            return given_voices.given(found, self.publication)
        there = content.draft(text, path=place)
        for what, ours, source in again.kept(found, there, self.wishes):
            self.common.note(msg("{}: {}", place, review.kept(what, ours, source)))
        merged = again.merged(found, there, self.wishes)
        gone, new = again.changed_speakers(there, merged, self.wishes)
        known = {one.name for one in merged.interview.about.speakers} - {one.name for one in new}
        merged = given_voices.given(merged, self.publication, known=known)
        gone, new = again.changed_speakers(there, merged, self.wishes)
        if gone or new:
            self.common.note(msg("{}: {}", place, review.other_speakers(gone, new)))
        return merged

    def _holding(self, found: Import) -> Iterator[str]:
        """The slugs of the files that hold the same talk under another name."""
        from audiobuild.importers import again
        from audiobuild.publication import content

        for path in content.files(self.common.project):
            with suppress(ContentError):
                if again.is_same_talk(found.interview, content.draft(content.there(path) or "", path=path.name)):
                    yield path.stem

    def planned(self, source: str, found: Import) -> PlannedFile:
        """The file to write, and shown what it would change. Raises ContentError where it may not be replaced, and where
        nobody says its date and nobody can be asked."""
        from audiobuild.importers import changes, review
        from audiobuild.publication import content

        if not (found.date_found or self.dry_run or self.ask):
            raise ContentError(review.no_date(source))
        file = content.planned(self.common.project, found.interview, notes=found.notes, dated=found.date_found)
        if file.before is not None:
            for line in changes.between(file.before, file.text, file.place):
                self.common.note(line)
        if file.replaces and not self.force:
            if not self.dry_run:
                raise ContentError(content.is_there(file))
            self.common.note(str(content.is_there(file)))
        return file

    def remark(self, found: Mapping[str, Import]) -> None:
        """Say what an editor may want to know beside the list: names that are not used, a language without a voice."""
        from audiobuild.importers import review
        from audiobuild.publication import casting

        for source, one in found.items():
            for remark in review.remarks(one, self.wishes):
                self.common.note(msg("{}: {}", source, remark))
            if self.publication:
                cast = casting.of(
                    one.interview.about, one.interview.path, self.publication.show, self.publication.voices
                )
                for problem in cast.problems:
                    self.common.note(str(problem))

    def show(self, found: Mapping[str, Import]) -> None:
        """Print what was found."""
        from audiobuild.importers import review

        if not self.quiet:
            show_lines({source: tuple(review.lines(one, advice=not self.ask)) for source, one in found.items()})

    def settled(self, found: Mapping[str, Import]) -> dict[str, Import]:
        """The imports with all that only the editor can say, who has seen the list by now: date, names, doubtful pairs."""
        return {source: review_pairs.settled(source, one) if self.ask else one for source, one in found.items()}

    def write(self, found: Mapping[str, Import]) -> None:
        """Write all files, once all of them can be."""
        from audiobuild.publication import content, guids

        show, root = self.common.publication().show, self.common.project
        plans = []
        for one in found.values():
            is_new = content.there(content.location(root, one.interview.slug)[0]) is None
            interview = guids.given(show, one.interview) if is_new else one.interview
            plans.append(content.planned(root, interview, notes=one.notes))
        for file in plans:
            if file.text == file.before:
                self.common.note(msg("unchanged: {}", file.path))
            else:
                content.write(file)
                self.common.note(msg("wrote {}", file.path))


@contextmanager
def nothing_is_written() -> Iterator[None]:
    """Say so where whoever is asked has had enough."""
    try:
        yield
    except (click.Abort, KeyboardInterrupt):
        terminal.say(msg("\nnothing was written"))
        raise


def show_lines(found: Mapping[str, Sequence[str]]) -> None:
    """The lines of each source, below its name if there are several."""
    for source, lines in found.items():
        click.echo("\n".join([f"{source}:", *map(local, lines), ""] if len(found) > 1 else map(local, lines)))


def show_json(found: Mapping[str, Import]) -> None:
    """An object of one source, a list of several."""
    from audiobuild.importers import review

    shown = [review.as_json(one) for one in found.values()]
    click.echo(terminal.as_json(shown if len(shown) > 1 else shown[0], indent=1))
