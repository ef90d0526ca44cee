"""The group of commands, and the one place where errors become messages and exit codes.

Results go to stdout, everything else to stderr. Only click is imported at the top here and in the commands' modules:
``audiobuild --help`` answers at once. Each command imports what it needs.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from audiobuild import __version__
from audiobuild.cli import build, cache, check, import_, init, say, serve, terminal, voices
from audiobuild.cli.options import Common
from audiobuild.errors import AudiobuildError, OutputError

INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Turn an interview into audio that everyone can use.

    A publication is a folder: content/show.toml, one content/<slug>.md an interview, voices/*.toml.
    What is built goes to dist/, a static site with the podcast feed, ready to be hosted anywhere.

    Exit codes: 0 done, 1 a fault of the program, 2 usage or configuration, 3 content, 4 speech engine,
    5 output could not be written, 6 check found something, 7 a remote place failed, 130 interrupted.
    """


for _command in (
    init.init,
    import_.import_,
    build.build,
    check.check,
    serve.serve,
    say.say,
    voices.voices,
    cache.cache,
):
    cli.add_command(_command)


def main() -> NoReturn:
    """Run the command that was typed, and exit: 0, or with the code of what went wrong."""
    terminal.prepare()
    sys.exit(_exit_code(sys.argv))


def _exit_code(argv: list[str]) -> int:
    told: list[Common] = []  # the options of the command, once they are read
    try:
        cli.main(argv[1:], standalone_mode=False, obj=told)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; what was spoken so far is kept, the next build goes on from there", err=True)
        return INTERRUPTED
    except AudiobuildError as error:
        terminal.tell(error.problems)
        return error.exit_code
    except BrokenPipeError:
        terminal.results_are_over()  # whoever read our output has seen enough (`… | head`)
        return OutputError.exit_code
    except Exception as error:
        from audiobuild.cli import defects

        project = told[0].project if told else Path()
        click.echo(defects.report(error, project, argv), err=True)
        if told and told[0].verbose:
            click.echo(defects.log(error, argv), err=True)
        return defects.EXIT_CODE
    return 0
