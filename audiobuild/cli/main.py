"""The group of commands, and the one place where errors become messages and exit codes.

Results go to stdout, everything else to stderr. Only click is imported at the top here and in the commands' modules:
``audiobuild --help`` answers at once. Each command imports what it needs.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click

from audiobuild import __version__
from audiobuild.cli import (
    build,
    cache,
    check,
    import_,
    init,
    interrupts,
    limits,
    publish,
    remove,
    say,
    serve,
    terminal,
    voices,
)
from audiobuild.cli.options import Common
from audiobuild.errors import AudiobuildError, OutputError

_SPEAKING = (["build"], ["serve"])


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Turn an interview into audio that everyone can use.

    A publication is a folder: content/show.toml, one content/<slug>.md an interview, voices/*.toml.
    What is built goes to dist/, a static site with the podcast feed, ready to be hosted anywhere.

    Exit codes: 0 done, 1 a fault of the program, 2 usage or configuration, 3 content, 4 speech engine,
    5 output could not be written or another command is at work, 6 check found something, 7 a remote place failed,
    130 interrupted, 143 terminated.
    """


for _command in (
    init.init,
    import_.import_,
    build.build,
    remove.remove,
    check.check,
    publish.publish,
    serve.serve,
    say.say,
    voices.voices,
    cache.cache,
):
    cli.add_command(_command)


def run(argv: list[str]) -> int:
    """Run the command of a command line. Its exit code: 0, or that of what went wrong, which was said."""
    terminal.prepare()
    told: list[Common] = []  # the options of the command, once they are read
    try:
        cli.main(argv[1:], standalone_mode=False, obj=told)
        if sys.stdout:
            sys.stdout.flush()
    except BaseException as error:
        return _said(error, told[0] if told else None, argv)
    return 0


def _said(error: BaseException, common: Common | None, argv: list[str]) -> int:
    """The exit code of an error, about which the editor was told."""
    if code := interrupts.code():  # whatever it led to
        word = "interrupted" if code == interrupts.CODES[signal.SIGINT] else "terminated"
        kept = "; what was spoken so far is kept, the next build goes on from there" if argv[1:2] in _SPEAKING else ""
        click.echo(f"{word}{kept}", err=True)
        return code
    match error:
        case click.ClickException():
            error.show()
            return error.exit_code
        case click.Abort():  # of a prompt
            return interrupts.CODES[signal.SIGINT]
        case AudiobuildError():
            terminal.tell(error.problems)
            return error.exit_code
        case BrokenPipeError() | SystemExit():  # whoever read our output has seen enough (`… | head`); click exits then
            terminal.results_are_over()
            return OutputError.exit_code
        case Exception():
            if limit := limits.reached(error):
                terminal.tell(limit.problems)
                return limit.exit_code
            return _defect(error, common, argv)
    raise error


def _defect(error: Exception, common: Common | None, argv: list[str]) -> int:
    from audiobuild.cli import defects

    click.echo(defects.report(error, common.project if common else Path(), argv), err=True)
    if common and common.verbose:
        click.echo(defects.log(error, argv), err=True)
    return defects.EXIT_CODE
