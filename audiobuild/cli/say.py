"""``audiobuild say``: one line to hear."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from audiobuild.cli import options, script_output, terminal
from audiobuild.cli.completion import VoiceName
from audiobuild.cli.options import Common
from audiobuild.errors import ConfigError, OutputError, Problem
from audiobuild.messages import msg

if TYPE_CHECKING:
    from audiobuild.speech.say import Spoken


@click.command(epilog="Example: audiobuild say 'Das kostet 5,50 €.' --dry-run")
@click.argument("text")
@click.option(
    "--voice", metavar="NAME", type=VoiceName(), help="A voice of the publication (default: espeak in the language)."
)
@click.option("--language", metavar="CODE", help="The text's language (default: the voice's, else the show's).")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write a WAV file.")
@click.option("--force", is_flag=True, help="Replace that file, whatever it is.")
@click.option("--dry-run", is_flag=True, help="Print the text as it will be spoken.")
@options.common
def say(
    common: Common,
    text: str,
    voice: str | None,
    language: str | None,
    output: Path | None,
    force: bool,
    dry_run: bool,
) -> None:
    """Hear one line."""
    found = spoken(common, text, voice=voice, language=language)
    if dry_run:
        click.echo(found.text)
        for piece in found.changed:
            terminal.say(script_output.changed(piece, found.language))
        return
    hear(common, found, output, force=force)


def spoken(common: Common, text: str, *, voice: str | None, language: str | None = None) -> Spoken:
    """A text as it will be spoken. Raises ConfigError."""
    from audiobuild.publication import bounds, config
    from audiobuild.speech import say as audition

    if problems := tuple(bounds.sentence(len(text), "the text")):
        raise ConfigError(problems)
    if problems := tuple(config.language_problems(language, "--language") if language is not None else ()):
        raise ConfigError(problems)
    return audition.spoken(common.project, text, voice=voice, language=language)


def hear(common: Common, found: Spoken, output: Path | None, *, force: bool) -> None:
    """Write a text's sound to a file, or play it where none is named. Raises ConfigError, EngineError and OutputError."""
    from audiobuild import files
    from audiobuild.speech import playback
    from audiobuild.speech import say as audition

    if output:
        _check_place(output, force=force)
    sound = audition.wav(found, common.project, common.note_outgoing)
    if output is None:
        if not playback.play(sound):
            message = msg("nothing can be heard here: there is no sound device, or it does not answer")
            raise OutputError(Problem(message=message, remedy=msg("Write a file instead: -o file.wav")))
    elif output.exists() and not output.is_file():  # a pipe, /dev/stdout
        with files.writing(output):
            output.write_bytes(sound)
    else:
        files.write_atomically(output.resolve(), sound)
        common.note(msg("wrote {}", output))


def _check_place(output: Path, *, force: bool) -> None:
    """Raises OutputError where there is no such folder, and ConfigError where a file is there that ``say`` did not write: only
    such a one can be made again."""
    from audiobuild.speech import say as audition

    if not output.absolute().parent.is_dir():
        raise OutputError(Problem(place=str(output), message=msg("cannot be written: there is no such folder")))
    try:
        ours = force or not output.is_file() or audition.is_ours(output)
    except OSError:
        ours = False
    if not ours:
        remedy = msg("Choose another name, or replace it with --force.")
        raise ConfigError(
            Problem(place=str(output), message=msg("is there, and no sound of audiobuild say"), remedy=remedy)
        )
