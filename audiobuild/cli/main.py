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
    completion,
    failures,
    help_,
    help_page,
    import_,
    init,
    interrupts,
    limits,
    moved,
    new,
    options,
    publish,
    remove,
    say,
    serve,
    terminal,
    translation,
    usage,
    voices,
)
from audiobuild.cli.commands import Group, NoCommand
from audiobuild.cli.failures import Failure
from audiobuild.cli.options import Common
from audiobuild.errors import AudiobuildError, Problem
from audiobuild.messages import msg, verbatim

CLOSED = 141
"""What a shell makes of a process that SIGPIPE ended, as programs are whose output nobody reads any more."""


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: audiobuild new interview.docx -C my-show",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@options.shared
def cli() -> None:
    """Turn an interview into audio that everyone can use.

    A publication is a folder: content/show.toml, one content/<slug>.md an interview, voices/*.toml.
    What is built goes to dist/, a static site with the podcast feed, ready to be hosted anywhere.

    Exit codes: 0 done, 1 a fault of the program, 2 usage or configuration, 3 content, 4 speech engine,
    5 output could not be written or another command is at work, 6 check found something, 7 a remote place failed,
    130 interrupted, 141 nobody reads the output any more, 143 terminated.
    """


for _command in (
    new.new,
    init.init,
    import_.import_,
    build.build,
    remove.remove,
    check.check,
    publish.publish,
    moved.moved,
    serve.serve,
    say.say,
    voices.voices,
    cache.cache,
    help_.help_,
):
    cli.add_command(_command)


def run(argv: list[str]) -> int:
    """Run the command of a command line. Its exit code: 0, or that of what went wrong, which was said."""
    terminal.prepare()
    if wanted := completion.instruction():
        return completion.answer(cli, wanted)
    translation.prepare(cli)
    told: list[Common] = []  # the options of the command, once they are read
    try:
        cli.main(argv[1:], standalone_mode=False, obj=told, terminal_width=help_page.columns())
        if sys.stdout:
            sys.stdout.flush()
    except BaseException as error:
        if isinstance(error, BrokenPipeError | SystemExit) and not interrupts.code():
            terminal.results_are_over()  # whoever read them has seen enough (`… | head`); click exits then
            return CLOSED
        failure = _said(error, told[-1] if told else None, argv)
        if failures.is_wanted(argv) and not terminal.has_results():  # `check` has printed what it found
            click.echo(terminal.as_json(failure.as_json(), indent=1))
        return failure.exit_code
    return 0


def _said(error: BaseException, common: Common | None, argv: list[str]) -> Failure:
    """What went wrong, of which the editor was told."""
    match error:
        case _ if code := interrupts.code():  # whatever it led to
            failure = Failure(exit_code=code, problems=(_interrupted(code, argv),))
        case click.Abort():  # of a prompt, behind which nothing need be said
            return Failure(exit_code=interrupts.CODES[signal.SIGINT], problems=(Problem(message=msg("interrupted")),))
        case click.ClickException():
            failure = Failure(exit_code=error.exit_code, problems=(usage.problem(error, argv),))
            if above := usage.shown_above(error):
                click.echo(above, err=True)
            if isinstance(error, NoCommand):
                return failure
        case AudiobuildError():
            failure = Failure(exit_code=error.exit_code, problems=error.problems)
        case Exception():
            limit = limits.reached(error)
            if not limit:
                return _defect(error, common, argv)
            failure = Failure(exit_code=limit.exit_code, problems=limit.problems)
        case _:
            raise error
    terminal.tell(failure.problems)
    return failure


def _interrupted(code: int, argv: list[str]) -> Problem:
    word = msg("interrupted") if code == interrupts.CODES[signal.SIGINT] else msg("terminated")
    if not {"build", "serve"}.intersection(argv[1:]):
        return Problem(message=word)
    return Problem(message=msg("{}; what was spoken so far is kept, the next build goes on from there", word))


def _defect(error: Exception, common: Common | None, argv: list[str]) -> Failure:
    from audiobuild.cli import defects

    report = defects.report(error, common.project if common else Path(), argv)
    terminal.say(report)
    if common and common.verbose:
        click.echo(defects.log(error, argv), err=True)
    return Failure(exit_code=defects.EXIT_CODE, problems=(Problem(message=verbatim(report)),))
