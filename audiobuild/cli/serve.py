"""``audiobuild serve``: a preview on this machine."""

from __future__ import annotations

import sys
from contextlib import suppress

import click

from audiobuild.cli import interrupts, options, terminal
from audiobuild.cli.numbers import Number
from audiobuild.cli.options import Common
from audiobuild.cli.translation import local
from audiobuild.errors import AudiobuildError
from audiobuild.messages import msg

OTHERS_S = 600
"""So long another build may be at work before a rebuild gives up."""


@click.command(epilog="Example: audiobuild serve --port 8080")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; 0.0.0.0: for other machines, too."
)
@click.option("--port", type=Number(0, 65535), default=8000, show_default=True, help="0: any that is free.")
@click.option("--base-url", default="", metavar="URL", help="The preview's address (default: where it listens).")
@click.option("--drafts", is_flag=True, help="Drafts and what is dated later, too; dist/ stays as it is.")
@options.max_characters
@options.jobs
@options.common
def serve(
    common: Common, host: str, port: int, base_url: str, drafts: bool, max_characters: int | None, jobs: int
) -> None:
    """Preview dist/ here, and build again when something is changed.

    Feed and pages name the preview's address in place of the show's link, so that a podcast app can subscribe to it.
    """
    from audiobuild import pipeline
    from audiobuild.preview import server as preview
    from audiobuild.publication.config import DIST

    common.publication()

    def build() -> None:
        try:
            hooks = common.hooks("auto")
            pipeline.build(common.publication(max_characters), jobs=jobs, hooks=hooks, wait_s=OTHERS_S, drafts=drafts)
        except AudiobuildError as error:
            common.show(error)

    def announce(address: str) -> None:
        terminal.say(msg("{}  (feed: {})", address, f"{address}feed.xml"), err=False)
        if sys.stderr and sys.stderr.isatty():
            common.note(msg("It runs until you press Ctrl-C."))

    dist = pipeline.output(common.project, drafts=drafts) / DIST
    with suppress(KeyboardInterrupt):
        preview.run(
            common.project,
            dist,
            host=host,
            base_url=base_url,
            port=port,
            build=build,
            announce=announce,
            report=common.note,
            say=local,
        )
    if interrupts.code():
        interrupts.was_wanted()
