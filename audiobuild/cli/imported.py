"""What ``audiobuild import`` does with what it found: held against what is there, shown, dated, written."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import click

from audiobuild.cli import review_pairs, terminal
from audiobuild.cli import sources as from_sources
from audiobuild.cli.options import Common
from audiobuild.cli.translation import local
from audiobuild.errors import ContentError, Problem
from audiobuild.messages import enumeration, msg, template

if TYPE_CHECKING:
    from audiobuild.importers import Import, Wishes
    from audiobuild.model import Interview, Item
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
    slug: str | None
    force: bool
    dry_run: bool
    quiet: bool
    ask: bool

    def merged(self, source: str, found: Import) -> Import:
        """The import with what the editor wrote in the file of that name, and told what of it stays and what not. Raises
        ContentError where another file holds the same talk, unless the command names the file."""
        from audiobuild.importers import again, given_voices, review
        from audiobuild.publication import content

        path, place = content.location(self.common.project, found.interview.slug)
        text = content.there(path)
        there = None if text is None else content.draft(text, path=place)
        if not (self.slug or (there and again.is_same_talk(found.interview, there))):
            self._refuse_a_second(source, found)
        if there is None:
            return given_voices.given(found, self.publication)
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

    def _refuse_a_second(self, source: str, found: Import) -> None:
        """The file of an interview may have another name by now. A second file would be a second episode of the same talk."""
        from audiobuild.importers import again, review
        from audiobuild.publication import content

        there = content.drafts(self.common.project)
        holding = [slug for slug, draft in there if again.is_same_talk(found.interview, draft)]
        if not holding:
            return
        typed = f"{from_sources.command()} {shlex.quote(source)}{self.common.where}"
        problems = [review.same_interview(slug, typed) for slug in holding]
        if not self.dry_run:
            raise ContentError(problems)
        for problem in problems:
            self.common.note(str(problem))

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
                    one.interview.about, one.interview.path, self.publication.show.voices, self.publication.voices
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
        if not self.ask:
            return dict(found)
        settled = dict(found)
        for source, one in found.items():
            others = {other.interview.path for name, other in settled.items() if name != source}
            called = partial(self._called, others=others)
            answered = review_pairs.settled(source, one, called, alone=len(found) == 1)
            settled[source] = self._voiced(answered) if one.unnamed and not answered.unnamed else answered
        return settled

    def _voiced(self, found: Import) -> Import:
        """The import in which whoever was named at last has a voice by that name, and told which."""
        from audiobuild.importers import given_voices, review

        voiced = given_voices.named(found, self.publication)
        for name, voicing in voiced.voiced.items():
            if name not in found.voiced:
                self.common.note(review.heard(name, voicing))
        return voiced

    def _called(self, found: Import, title: str, *, others: Collection[str]) -> Import:
        """The import with a title, as the file that the command names or the title does. Raises ContentError where that is
        there already, or another's of this import."""
        from audiobuild.importers import decide
        from audiobuild.publication import content

        titled = decide.titled(found, title or found.interview.about.title)
        titled = titled.called(found.interview.slug) if self.slug else titled
        path, place = content.location(self.common.project, titled.interview.slug)
        if titled.interview.path != found.interview.path and (place in others or content.there(path) is not None):
            raise ContentError(Problem(place=place, message=msg("is there already")))
        return titled

    def write(self, found: Mapping[str, Import]) -> None:
        """Write all files, once all of them can be."""
        from audiobuild.publication import content, guids
        from audiobuild.site.published import read

        show, root = self.common.publication().show, self.common.project
        plans = []
        new = []
        taken = {draft.about.id for _, draft in content.drafts(root)}
        published = read(root)
        gone = published.gone({path.stem for path in content.files(root)})
        for one in found.values():
            interview = one.interview
            if content.there(content.location(root, interview.slug)[0]) is None:
                interview = guids.given(show, self._again(interview, gone, published.manifest.feed.guid), taken)
                taken.add(interview.about.id)
                new.append(interview)
            plans.append(content.planned(root, interview, notes=one.notes))
        for file in plans:
            if file.text == file.before:
                self.common.note(msg("unchanged: {}", file.path))
            else:
                content.write(file)
                self.common.note(msg("wrote {}", file.path))
        if silent := [interview.path for interview in new if not interview.about.summary]:
            told = template(
                "without a summary, podcast apps show the questions instead: {}. Write one at the top of the file: summary: …"
            )
            self.common.note(msg(told, enumeration(silent)))

    def _again(self, interview: Interview, gone: Mapping[str, Item], podcast_guid: str) -> Interview:
        """A new file of a talk that was published, and is ``gone``: it goes on as the episode that it was."""
        from audiobuild.publication import guids, renamed

        if interview.about.id or not (old := renamed.before(interview, gone)):
            return interview
        guid = guids.of(podcast_guid, old)
        self.common.note(msg("{}: was published as {}, and stays that episode: id: {}", interview.path, old.slug, guid))
        return replace(interview, about=replace(interview.about, id=guid))


def show_lines(found: Mapping[str, Sequence[str]]) -> None:
    """The lines of each source, below its name if there are several."""
    for source, lines in found.items():
        click.echo("\n".join([f"{source}:", *map(local, lines), ""] if len(found) > 1 else map(local, lines)))


def show_json(found: Mapping[str, Import]) -> None:
    """An object of one source, a list of several."""
    from audiobuild.importers import review

    shown = [review.as_json(one) for one in found.values()]
    click.echo(terminal.as_json(shown if len(shown) > 1 else shown[0], indent=1))
