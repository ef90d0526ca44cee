"""The group of commands, and the one place where errors become messages and exit codes.

Results go to stdout, everything else to stderr. Only click is imported at the top here and in the commands' modules:
``audiobuild --help`` answers at once. Each command imports what it needs.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from pathlib import Path

import click

from audiobuild import __version__
from audiobuild.cli import build, check, import_, init, interrupts, say, serve, voices
from audiobuild.cli.options import Common
from audiobuild.errors import AudiobuildError, OutputError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
"""Of a stream to which somebody sent our output. What is written to files has errors of its own."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Turn an interview into audio that everyone can use.

    A publication is a folder: content/show.toml, one content/<slug>.md an interview, voices/*.toml.
    What is built goes to dist/, a static site with the podcast feed, ready to be hosted anywhere.

    Exit codes: 0 done, 1 a fault of the program, 2 usage or configuration, 3 content, 4 speech engine,
    5 output could not be written, 6 check found something, 130 interrupted, 143 terminated.
    """


for _command in (init.init, import_.import_, build.build, check.check, serve.serve, say.say, voices.voices):
    cli.add_command(_command)


def run(argv: list[str]) -> int:
    """Run the command of a command line. Its exit code: 0, or that of what went wrong, which was said."""
    told: list[Common] = []  # the options of the command, once they are read
    try:
        try:
            cli.main(argv[1:], standalone_mode=False, obj=told)
            sys.stdout.flush()
        except BaseException as error:
            return _said(error, told[0] if told else None, argv)
    except OSError:  # nobody hears what we say
        return OutputError.exit_code
    finally:
        _let_go()
    return 0


def _said(error: BaseException, common: Common | None, argv: list[str]) -> int:
    """The exit code of an error, about which the editor was told."""
    if code := interrupts.code():  # whatever it led to
        word = "interrupted" if code == interrupts.CODES[signal.SIGINT] else "terminated"
        click.echo(f"{word}; what was spoken so far is kept, the next build goes on from there", err=True)
        return code
    match error:
        case click.ClickException():
            error.show()
            return error.exit_code
        case click.Abort():  # of a prompt
            return interrupts.CODES[signal.SIGINT]
        case AudiobuildError():
            for problem in error.problems:
                click.echo(str(problem), err=True)
            return error.exit_code
        case BrokenPipeError() | SystemExit():  # whoever read our output has seen enough (`… | head`); click exits then
            return OutputError.exit_code
        case OSError() if error.errno in FULL:
            click.echo(f"what was to be said cannot be written: {error.strerror}", err=True)
            return OutputError.exit_code
        case Exception():
            return _defect(error, common, argv)
    raise error


def _defect(error: Exception, common: Common | None, argv: list[str]) -> int:
    from audiobuild.cli import defects

    click.echo(defects.report(error, common.project if common else Path(), argv), err=True)
    if common and common.verbose:
        click.echo(defects.log(error, argv), err=True)
    return defects.EXIT_CODE


def _let_go() -> None:
    """What cannot be written is given up. Python would try again when it ends, and complain."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
