"""``audiobuild moved``: what stays where a show was before."""

from __future__ import annotations

from pathlib import Path

import click

from audiobuild.cli import options, terminal
from audiobuild.cli.options import Common
from audiobuild.messages import msg


@click.command(epilog="Example: audiobuild moved old-place")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--force", is_flag=True, help="Into a folder that holds files, too: those of the same names are replaced."
)
@options.common
def moved(common: Common, folder: Path, force: bool) -> None:
    """Write what stays at the former address of a show.

    The feed, which names its new address, and pages that lead to the new ones: for hosts that cannot redirect. FOLDER is then
    put where the show was before. content/show.toml says where that was (`moved_from`).
    """
    from audiobuild.errors import OutputError, Problem
    from audiobuild.publication import config
    from audiobuild.site import moved as former
    from audiobuild.site.published import read

    publication = common.publication()
    if config.owner_problem(folder / "index.html"):
        message, remedy = msg("is a folder of the publication itself"), msg("Name another folder.")
        raise OutputError(Problem(place=str(folder), message=message, remedy=remedy))
    written = former.write(read(publication.root), publication.show, folder, force=force)
    counted = msg("1 file") if len(written) == 1 else msg("{} files", len(written))
    terminal.say(msg("wrote {} into {}", counted, folder), err=False)
    for address in former.places(publication.show):
        common.note(msg("Put them at {}, for as long as you can", address))
