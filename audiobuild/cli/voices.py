"""``audiobuild voices``: list them, hear one, write one, and fetch models."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audiobuild.cli import options, terminal
from audiobuild.cli.commands import Group
from audiobuild.cli.completion import ModelName, VoiceName
from audiobuild.cli.numbers import Number
from audiobuild.cli.options import Common
from audiobuild.cli.say import hear, spoken
from audiobuild.messages import msg

if TYPE_CHECKING:
    from audiobuild.publication.config import Publication
    from audiobuild.speech.new_voice import Option


@click.group(cls=Group, invoke_without_command=True, epilog="Example: audiobuild voices --language de")
@click.option("--language", default="", metavar="CODE", help="The voices of this language.")
@click.option("--all", "every", is_flag=True, help="The built-in voices of all languages.")
@options.as_json
@options.common
def voices(common: Common, language: str, every: bool, as_json: bool) -> None:
    """List the voices: those in voices/ and the built-in ones of the show's languages, who speaks with which, and what each
    still lacks.

    A speaker's voice is the word behind "voice:" in the list of speakers of an interview. For all interviews it stands under
    [voices] in content/show.toml.
    """
    from audiobuild.cli import voice_listing
    from audiobuild.errors import ConfigError
    from audiobuild.publication import config
    from audiobuild.publication.heard import heard
    from audiobuild.speech import engines

    if click.get_current_context().invoked_subcommand:
        return
    if problems := tuple(config.language_problems(language, "--language") if language else ()):
        raise ConfigError(problems)
    publication = _publication(common)
    spoken = heard(publication) if publication else None
    found = voice_listing.listed(publication, spoken, language, every=every)
    rows = voice_listing.rows(found)
    if as_json:
        click.echo(terminal.as_json({"voices": rows, "engines": list(engines.named())}, indent=1))
    else:
        for line in voice_listing.lines(rows):
            click.echo(line)
        terminal.say(msg("Engines installed: {}", ", ".join(engines.named())), err=False)
    for problem in (*(spoken.problems if spoken else ()), *engines.unreadable()):
        common.note(str(problem))
    if not (as_json or language or every):
        common.note(msg("Built-in voices of other languages: --language CODE, or --all"))


def _publication(common: Common) -> Publication | None:
    """The publication, where there is one: built-in voices are everywhere."""
    from audiobuild.inputs import files
    from audiobuild.publication import config

    return common.publication() if files.there(common.project / config.SHOW_FILE) else None


@voices.command("say", epilog="Example: audiobuild voices say de-answer-female")
@click.argument("name", type=VoiceName())
@click.argument("text", default="")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write a WAV file.")
@click.option("--force", is_flag=True, help="Replace that file, whatever it is.")
@options.common
def voices_say(common: Common, name: str, text: str, output: Path | None, force: bool) -> None:
    """Hear a voice: with TEXT, or with a line or two in its language.

    NAME is a voice in voices/ or a built-in one, such as de-answer-female; those are there without a publication, too.
    """
    from audiobuild.languages.reading import sample_text
    from audiobuild.publication.voices import Voices

    publication = _publication(common)
    voice = (publication.voices if publication else Voices({})).get(name)
    said = text or sample_text(voice.language if voice else "")
    hear(common, spoken(common, said, voice=name), output, force=force)


def _options(_context: click.Context, _option: click.Parameter, pairs: tuple[str, ...]) -> dict[str, Option]:
    from audiobuild.publication.voice_files import OWN_KEYS
    from audiobuild.speech.new_voice import option

    found = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        key = key.strip()
        if not equals or not re.fullmatch(r"[A-Za-z0-9_-]{1,100}", key):
            raise click.BadParameter(msg("{!r} is not of the form key=value.", pair))
        if key in (*OWN_KEYS, "name", "options"):
            raise click.BadParameter(msg("{!r} is no option of an engine. Give it as --{}.", key, key))
        if key in found:
            raise click.BadParameter(msg("{!r} is given twice.", key))
        found[key] = option(value.strip())
    return found


def _name(_context: click.Context, _argument: click.Parameter, name: str) -> str:
    if not re.fullmatch(r"\w[\w.-]{0,99}", name):
        raise click.BadParameter(msg("A voice is called by letters, digits, hyphens and points, such as de-guest."))
    return name


@voices.command("add", epilog="Example: audiobuild voices add de-guest --engine espeak --option variant=f2")
@click.argument("name", callback=_name)
@click.option(
    "--engine", required=True, help="What speaks: espeak, piper, kokoro, http, gtts, or another that is installed."
)
@click.option("--language", default="", metavar="CODE", help="What it speaks (default: by the name, else the show's).")
@click.option("--model", default="", help="The model: for Piper a name of its index, such as de_DE-thorsten-medium.")
@click.option("--rate", type=Number(fraction=True), help="The pace as a factor; 1 is the engine's normal speed.")
@click.option("--pitch", type=Number(fraction=True), help="The pitch in semitones, for engines that have one.")
@click.option("--label", default="", help="What it sounds like, in your words.")
@click.option(
    "--option",
    "given",
    multiple=True,
    metavar="KEY=VALUE",
    callback=_options,
    help="What else the engine takes, such as variant=f2. May be given again.",
)
@options.common
def voices_add(
    common: Common,
    name: str,
    engine: str,
    language: str,
    model: str,
    rate: float | None,
    pitch: float | None,
    label: str,
    given: dict[str, Option],
) -> None:
    """Write a voice: voices/NAME.toml.

    With the name of a built-in voice, such as de-answer-female, the file is spoken in its place.
    """
    from audiobuild.cli import voice_adding

    wanted = voice_adding.Wanted(
        name=name,
        engine=engine,
        language=language,
        rate=rate,
        pitch=pitch,
        label=label,
        options={**({"model": model} if model else {}), **given},
    )
    path, lacking = voice_adding.add(common.publication(), wanted)
    common.note(msg("wrote {}", path))
    for problem in lacking:
        common.note(msg("{} still lacks something: {}", name, problem))
    click.echo(name)


@voices.command("install", epilog="Example: audiobuild voices install --list de")
@click.argument("name", type=ModelName(), required=False)
@click.option(
    "--list",
    "listed",
    is_flag=False,
    flag_value="",
    metavar="[CODE]",
    help="List the models of which more is known, of all languages or of one.",
)
@click.option("--accept-licence", is_flag=True, help="Fetch a model that is for research only.")
@click.option(
    "--source",
    metavar="URL",
    help="A copy of Piper's repository of voices (default: AUDIOBUILD_VOICES_URL, else Piper's own).",
)
@options.progress
@options.as_json
@options.common
def voices_install(
    common: Common,
    name: str | None,
    listed: str | None,
    accept_licence: bool,
    source: str | None,
    progress: Any,
    as_json: bool,
) -> None:
    """Fetch a model for Piper or Kokoro: what its terms allow and what it was trained on is said before.

    NAME is a voice of this publication that speaks with one, one of --list, or another name of Piper's index.
    """
    from audiobuild.cli import model_fetching, model_listing
    from audiobuild.speech import model_files
    from audiobuild.speech.services import kokoro_model

    if listed is not None:
        if name or accept_licence:
            raise click.UsageError(msg("--list fetches nothing: give it alone, or with a language."))
        _list_models(listed, as_json=as_json)
        return
    if not name:
        raise click.UsageError(msg("Say which model. To see some: audiobuild voices install --list"))
    publication = _publication(common)
    voice = publication.voices.get(name) if publication else None
    if voice and voice.engine in ("piper", "kokoro"):
        name = str(voice.options.get("model", kokoro_model.NAME if voice.engine == "kokoro" else name))
    if not model_files.is_name(name):
        raise click.UsageError(msg("{} is a file of yours: there is nothing to fetch. Copy it there.", name))
    paths = model_fetching.fetch(name, common, progress=progress, source=source, accepted=accept_licence)
    model = model_listing.named(name)
    if model and model.credit:
        common.note(msg("Its licence wants this named, as with copyright in content/show.toml: {}", model.credit))
    if as_json:
        files = {"files": list(map(str, paths)), "model": model.row() if model else None}
        click.echo(terminal.as_json({**files, "copyright": model.credit if model else ""}, indent=1))
    else:
        for path in paths:
            click.echo(path)


def _list_models(language: str, *, as_json: bool) -> None:
    from audiobuild.cli import model_listing
    from audiobuild.errors import ConfigError, Problem
    from audiobuild.publication import config

    if problems := tuple(config.language_problems(language, "--list") if language else ()):
        raise ConfigError(problems)
    found = model_listing.of_language(language)
    if as_json:
        click.echo(terminal.as_json({"models": [model.row() for model in found]}, indent=1))
        return
    for model in found:
        for line in model.lines():
            click.echo(line)
    if not found:
        remedy = msg("Piper's index may have some: https://huggingface.co/rhasspy/piper-voices")
        raise ConfigError(Problem(message=msg("no model that speaks {} is known here", language), remedy=remedy))
