"""``audiobuild say``: one line to hear."""

from __future__ import annotations

from pathlib import Path

import click

from audiobuild.cli import options, script_output, terminal
from audiobuild.cli.options import Common
from audiobuild.errors import ConfigError, OutputError, Problem


@click.command()
@click.argument("text")
@click.option("--voice", metavar="NAME", help="A voice of the publication (default: espeak in the language).")
@click.option("--language", metavar="CODE", help="The text's language (default: the voice's, else the show's).")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write a WAV file.")
@click.option("--dry-run", is_flag=True, help="Print the text as it will be spoken.")
@options.common
def say(common: Common, text: str, voice: str | None, language: str | None, output: Path | None, dry_run: bool) -> None:
    """Hear one line."""
    from audiobuild.publication import bounds, config
    from audiobuild.speech import say as audition

    if problems := tuple(bounds.sentence(len(text), "the text")):
        raise ConfigError(problems)
    if problems := tuple(config.language_problems(language, "--language") if language is not None else ()):
        raise ConfigError(problems)
    spoken = audition.spoken(common.project, text, voice=voice, language=language)
    if dry_run:
        click.echo(spoken.text)
        for piece in spoken.changed:
            terminal.say(script_output.changed(piece, spoken.language))
        return
    sound = audition.wav(spoken, common.project, common.note_service)
    if output:
        try:
            output.write_bytes(sound)
        except OSError as error:
            raise OutputError(Problem(place=str(output), message=f"cannot be written: {error.strerror}")) from error
        common.note(f"wrote {output}")
    elif not audition.play(sound):
        remedy = "Write a file instead: -o file.wav"
        raise ConfigError(Problem(message="there is no program here that plays sound", remedy=remedy))
