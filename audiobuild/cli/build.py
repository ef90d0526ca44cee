"""``audiobuild build``: the main job."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audiobuild.cli import options, script_output
from audiobuild.cli.options import Common

if TYPE_CHECKING:
    from audiobuild.publication.config import Publication


def _hashes(_context: click.Context, _option: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    """One that is mistyped would accept nothing, and nobody would know."""
    for name in names:
        if not re.fullmatch("[0-9a-f]{16}", name):
            raise click.BadParameter(f"{name!r} is not the name of a sound; the error that refused it gives that.")
    return names


@click.command()
@click.argument("slugs", metavar="[SLUG…]", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Print the script: who says what, in which voice, as spoken.")
@click.option("--drafts", is_flag=True, help="Drafts and what is dated later, too: into .audiobuild/drafts/dist.")
@click.option("--prune", is_flag=True, help="Remove from dist/ the episodes whose interviews are gone.")
@click.option(
    "--accept-sound",
    "accepted",
    multiple=True,
    metavar="HASH",
    callback=_hashes,
    help="Take a doubtful sound that you have listened to; its error names it. May be given again.",
)
@click.option(
    "--progress",
    type=click.Choice(["auto", "bar", "plain", "none"]),
    default="auto",
    help="How to show progress (auto: a bar on a terminal, else plain lines).",
)
@options.jobs
@options.as_json
@options.common
def build(
    common: Common,
    slugs: tuple[str, ...],
    dry_run: bool,
    drafts: bool,
    prune: bool,
    accepted: tuple[str, ...],
    progress: Any,
    jobs: int,
    as_json: bool,
) -> None:
    """Build all interviews, or those named, into dist/."""
    from audiobuild import build as pipeline
    from audiobuild import remarks
    from audiobuild.publication.config import DIST

    wanted = [slug.removeprefix("content/").removesuffix(".md") for slug in slugs] or None  # as shells complete them
    publication = common.publication()
    if dry_run:
        for script in pipeline.scripts(publication, wanted, drafts=drafts):
            script_output.print_script(script, as_json)
            script_output.print_doubts(remarks.doubts(script, publication), as_json)
            for remark in remarks.of_script(script):
                common.note(str(remark))
        return
    if common.verbose:
        _tell_voices(common, publication)
    built = pipeline.build(
        publication,
        wanted,
        jobs=jobs,
        hooks=common.hooks(progress),
        accepted=accepted,
        drafts=drafts,
        prune="all" if prune else (),
    )
    if as_json:
        click.echo(json.dumps({"episodes": [asdict(episode) for episode in built]}, indent=1))
        return
    folder = (pipeline.output(Path(), drafts=drafts) / DIST).as_posix()
    for episode in built:
        minutes, seconds = divmod(round(episode.duration_ms / 1000), 60)
        click.echo(
            f"{folder}/{episode.slug}/{episode.slug}.mp3  {minutes} min {seconds:02} s, {episode.segments} sentences "
            f"({episode.synthesised} new), {episode.bytes / 1e6:.1f} MB"
        )


def _tell_voices(common: Common, publication: Publication) -> None:
    """Of each voice all that its sound depends on, or what is missing."""
    from audiobuild.speech.about import about, ask
    from audiobuild.text import shown

    ask(publication.voices.values())
    for voice in publication.voices.values():
        known = about(voice)
        made_by = "; ".join(problem.message for problem in known.problems) or known.fingerprint
        common.tell(f"voices/{voice.name}.toml: {shown(made_by, 1000)}")
