"""``audiobuild build``: the main job."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audiobuild.cli import options, script_output, terminal
from audiobuild.cli.completion import Slug
from audiobuild.cli.options import Common
from audiobuild.messages import msg

if TYPE_CHECKING:
    from audiobuild.errors import Problem
    from audiobuild.pipeline import Built
    from audiobuild.publication.config import Publication


def _hashes(_context: click.Context, _option: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    """One that is mistyped would accept nothing, and nobody would know."""
    for name in names:
        if not re.fullmatch("[0-9a-f]{16}", name):
            raise click.BadParameter(
                msg("{!r} is not the name of a sound; the error that refused it gives that.", name)
            )
    return names


@click.command(epilog="Example: audiobuild build --dry-run")
@click.argument("slugs", metavar="[SLUG…]", nargs=-1, type=Slug())
@click.option("--dry-run", is_flag=True, help="Print the script: who says what, in which voice, as spoken.")
@click.option("--drafts", is_flag=True, help="Drafts and what is dated later, too: into .audiobuild/drafts/dist.")
@click.option("--renew", is_flag=True, help="Speak published episodes anew that were not changed: those named, or all.")
@click.option("--prune", is_flag=True, help="Remove from dist/ the episodes whose interviews are gone.")
@click.option(
    "--accept-sound",
    "accepted",
    multiple=True,
    metavar="HASH",
    callback=_hashes,
    help="Take a doubtful sound that you have listened to; its error names it. May be given again.",
)
@options.progress
@options.max_characters
@options.jobs
@options.as_json
@options.common
def build(
    common: Common,
    slugs: tuple[str, ...],
    dry_run: bool,
    drafts: bool,
    renew: bool,
    prune: bool,
    accepted: tuple[str, ...],
    progress: Any,
    max_characters: int | None,
    jobs: int,
    as_json: bool,
) -> None:
    """Build all interviews, or those named, into dist/."""
    from audiobuild import pipeline

    wanted = [*slugs] or None
    publication = common.publication(max_characters)
    if dry_run:
        _dry_run(common, publication, wanted, drafts=drafts, as_json=as_json)
        return
    if common.verbose:
        _tell_voices(common, publication)
    remarks: list[str] = []
    taken_off: list[Problem] = []
    try:
        built = pipeline.build(
            publication,
            wanted,
            jobs=jobs,
            hooks=replace(common.hooks(progress, taken_off.append), note=remarks.append),
            accepted=accepted,
            drafts=drafts,
            prune="all" if prune else (),
            renew=renew,
        )
        _tell_built(common, built, drafts=drafts, as_json=as_json)
    finally:  # last, where they are seen
        for remark in remarks:
            common.note(remark)
        terminal.tell(taken_off)


def _tell_built(common: Common, built: Sequence[Built], *, drafts: bool, as_json: bool) -> None:
    """What was made, and how much is as it was."""
    from audiobuild import pipeline
    from audiobuild.publication.config import DIST

    if as_json:
        click.echo(json.dumps({"episodes": [asdict(episode) for episode in built]}, indent=1))
        return
    folder = (pipeline.output(Path(), drafts=drafts) / DIST).as_posix()
    for episode in built:
        if episode.unchanged:
            continue
        minutes, seconds = divmod(round(episode.duration_ms / 1000), 60)
        told = msg(
            "{}  {} min {:02} s, {} sentences ({} new), {:.1f} MB",
            f"{folder}/{episode.slug}/{episode.slug}.mp3",
            minutes,
            seconds,
            episode.segments,
            episode.synthesised,
            episode.bytes / 1e6,
        )
        terminal.say(told, err=False)
    if same := sum(episode.unchanged for episode in built):
        unchanged = msg("1 episode is unchanged") if same == 1 else msg("{} episodes are unchanged", same)
        terminal.say(unchanged, err=False)
    _tell_where(common, common.project / folder, drafts=drafts)


def _tell_where(common: Common, dist: Path, *, drafts: bool) -> None:
    """Which file to open, to see and hear what was built."""
    if (dist / "index.html").is_file():
        command = f"audiobuild serve{common.where}{' --drafts' if drafts else ''}"
        common.note(msg("To see and hear it, open {}, or run: {}", dist / "index.html", command))


def _dry_run(
    common: Common, publication: Publication, wanted: Sequence[str] | None, *, drafts: bool, as_json: bool
) -> None:
    """Print the scripts, and say what a build would send to services; too much of it is an error, as in the build."""
    from audiobuild import pipeline, remarks
    from audiobuild.speech.outgoing import require

    stale: list[Problem] = []
    scripts = pipeline.scripts(publication, wanted, drafts=drafts, note=stale.append)
    for script in scripts:
        script_output.print_script(script, as_json)
        script_output.print_doubts(remarks.doubts(script, publication), as_json)
        for remark in remarks.of_script(script):
            common.note(str(remark))
    for remark in (*stale, *remarks.placeholders_of(publication.show, [script.interview for script in scripts])):
        common.note(str(remark))
    plan = pipeline.outgoing(publication, scripts, drafts=drafts)
    require(plan, publication.show.max_characters)
    for one in plan:
        common.note_outgoing(one)


def _tell_voices(common: Common, publication: Publication) -> None:
    """Of each voice all that its sound depends on, or what is missing."""
    from audiobuild.publication.heard import heard
    from audiobuild.publication.voices import place
    from audiobuild.speech.about import about, ask
    from audiobuild.text import shown

    spoken = (one.voice for one in heard(publication).hearings)
    voices = {voice.name: voice for voice in (*publication.voices.values(), *spoken)}
    ask(voices.values())
    for voice in voices.values():
        known = about(voice)
        made_by = "; ".join(problem.message for problem in known.problems) or known.fingerprint
        common.tell(f"{place(voice)}: {shown(made_by, 1000)}")
