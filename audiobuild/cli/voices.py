"""``audiobuild voices``: list them, and fetch models."""

from __future__ import annotations

import click

from audiobuild.cli import options, terminal
from audiobuild.cli.commands import Group
from audiobuild.cli.completion import VoiceName
from audiobuild.cli.options import Common
from audiobuild.text import shown


@click.group(cls=Group, invoke_without_command=True, epilog="Example: audiobuild voices --json")
@options.as_json
@options.common
def voices(common: Common, as_json: bool) -> None:
    """List the voices at hand, and what is missing for the others."""
    from audiobuild.speech import engines
    from audiobuild.speech.about import about, ask

    if click.get_current_context().invoked_subcommand:
        return
    listing = []
    voices = common.publication().voices.values()
    ask(voices)
    for voice in voices:
        problems = about(voice).problems
        row = {"name": voice.name, "engine": voice.engine, "language": voice.language, "label": voice.label}
        told = about(voice).sends_text_to
        reasons = [{"message": problem.message, "remedy": problem.remedy} for problem in problems]
        listing.append({**row, "ready": not problems, "sends_text_to": told, "problems": reasons})
        if not as_json:
            state = "cannot speak here" if problems else f"ready; sends text to {told}" if told else "ready"
            parts = (voice.name, f"{voice.engine}, {voice.language}", voice.label, state)
            click.echo("  ".join(shown(part, 1000) for part in parts if part))
            for problem in problems:
                terminal.say("\n".join(f"    {line}" for line in str(problem).split("\n")), err=False)
    if as_json:
        click.echo(terminal.as_json({"voices": listing, "engines": list(engines.named())}, indent=1))
    else:
        click.echo(f"Engines installed: {', '.join(engines.named())}")
    for problem in engines.unreadable():
        common.note(str(problem))


@voices.command("install", epilog="Example: audiobuild voices install de_DE-thorsten-medium")
@click.argument("name", type=VoiceName())
@click.option(
    "--source",
    envvar="AUDIOBUILD_PIPER_SOURCE",
    metavar="URL",
    help="Where voices.json and the files are (default: Piper's own at huggingface.co).",
)
@options.common
def voices_install(common: Common, name: str, source: str | None) -> None:
    """Fetch a model for Piper.

    NAME is a voice of this publication that speaks with Piper, or a name of Piper's index such as de_DE-thorsten-medium.
    """
    from audiobuild.inputs import files
    from audiobuild.publication import config
    from audiobuild.speech.engines import piper
    from audiobuild.speech.services import models

    if files.is_file(common.project / config.SHOW_FILE):
        voice = common.publication().voices.get(name)
        if voice and voice.engine == "piper":
            name = str(voice.options.get("model", name))
    for path in models.install(name, piper.models(), source=source or models.SOURCE, note=common.note):
        click.echo(path)
