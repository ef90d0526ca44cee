"""Parse, call, print. Results go to stdout, everything else to stderr; errors end in one place, :func:`main`.

Only click is imported here at the top: ``audiobuild --help`` answers at once. Each command imports what it needs.
"""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from audiobuild import __version__
from audiobuild.errors import AudiobuildError, CheckError, ConfigError, OutputError, Problem
from audiobuild.languages.registry import CODES, FALLBACK, base

if TYPE_CHECKING:
    from audiobuild.model import Piece, Script, Voice
    from audiobuild.publication.config import Publication
    from audiobuild.remarks import Doubt

INTERRUPTED = 130


@dataclass(frozen=True, kw_only=True, slots=True)
class Common:
    """The options that every command takes."""

    project: Path
    quiet: bool
    verbose: bool

    def note(self, text: str) -> None:
        """Say something that is no result."""
        if not self.quiet:
            click.echo(text, err=True)

    def tell(self, text: str) -> None:
        """Say what only somebody wants to know who looks for a fault."""
        if self.verbose:
            click.echo(text, err=True)

    def note_service(self, name: str) -> None:
        """Say that text leaves the machine."""
        self.note(f"sentences that are new are sent to {name}")

    def publication(self) -> Publication:
        """The publication that the command works on."""
        from audiobuild.publication import config

        return config.load(self.project)


def main() -> NoReturn:
    """The one place where errors become messages and exit codes."""
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; what was spoken so far is kept, the next build goes on from there", err=True)
        sys.exit(INTERRUPTED)
    except AudiobuildError as error:
        _show(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # Whoever read our output has seen enough (`… | head`). Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(OutputError.exit_code)
    sys.exit(0)


def _show(error: AudiobuildError) -> None:
    for problem in error.problems:
        click.echo(str(problem), err=True)


def _common(command: Callable[..., None]) -> Callable[..., None]:
    @click.option(
        "-C",
        "--project",
        type=click.Path(path_type=Path, file_okay=False),
        default=".",
        metavar="DIR",
        help="The publication's folder (default: this one).",
    )
    @click.option("-q", "--quiet", is_flag=True, help="Only results and errors.")
    @click.option("-v", "--verbose", is_flag=True, help="Tell more, for a report of a fault.")
    @functools.wraps(command)
    def wrapped(project: Path, quiet: bool, verbose: bool, **arguments: Any) -> None:
        common = Common(project=project, quiet=quiet, verbose=verbose)
        common.tell(
            f"audiobuild {__version__}, Python {sys.version.split()[0]}, {sys.platform}, in {project.resolve()}"
        )
        command(common, **arguments)

    return wrapped


def _jobs(command: Callable[..., None]) -> Callable[..., None]:
    """Not more workers than this process may use: a container may allow fewer cores than the machine has."""
    return click.option(
        "-j",
        "--jobs",
        type=click.IntRange(1, 256),
        default=lambda: len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        metavar="N",
        help="How many workers (default: one a core).",
    )(command)


_as_json = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Turn an interview into audio that everyone can use.

    A publication is a folder: content/show.toml, one content/<slug>.md an interview, voices/*.toml.
    What is built goes to dist/, a static site with the podcast feed, ready to be hosted anywhere.

    Exit codes: 0 done, 2 usage or configuration, 3 content, 4 speech engine, 5 output could not be written,
    6 check found something, 130 interrupted.
    """


@cli.command()
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--language", type=click.Choice(CODES), default=FALLBACK, show_default=True, help="Of the sample.")
@_common
def init(common: Common, folder: Path, language: str) -> None:
    """Start a publication with a sample interview that builds at once."""
    from audiobuild.publication import starter

    target = common.project / folder
    for path in starter.create(target, language):
        common.note(f"wrote {path}")
    common.note(f"Next: audiobuild build -C {target}")


def _tag(_context: click.Context, _option: click.Parameter, code: str) -> str:
    from audiobuild.languages.lexicon import LANGUAGE_TAG

    if code and not LANGUAGE_TAG.fullmatch(code):
        raise click.BadParameter(f"{code!r} is not a language code, such as de, en or pt-BR.")
    return code


@cli.command("import")
@click.argument("source")
@click.option("--slug", help="Name of the new file, content/<slug>.md (default: from the source's).")
@click.option("--question-speaker", default="", metavar="NAME", help="Who asks (default: found in the text).")
@click.option("--answer-speaker", default="", metavar="NAME", help="Who answers (default: found in the text).")
@click.option("--language", default="", metavar="CODE", callback=_tag, help="The text's language (default: found out).")
@click.option("--as-article", is_flag=True, help="Take a text without questions: one chapter a heading.")
@click.option("--force", is_flag=True, help="Replace the interview of that name.")
@click.option("--dry-run", is_flag=True, help="Show what was found and write nothing.")
@_as_json
@_common
def import_(
    common: Common, source: str, slug: str | None, force: bool, dry_run: bool, as_json: bool, **options: Any
) -> None:
    """Make an interview of a text, HTML or Word file, or of a web page.

    SOURCE is a file, an address, or - for standard input. Prints the questions and answers found and the lines left out:
    look them over before you build.
    """
    from audiobuild import importers
    from audiobuild.importers import review
    from audiobuild.publication import content

    if not dry_run:
        common.publication()
    how = {"today": _today(), "article": options.pop("as_article"), **options}
    if importers.address(source):
        found = importers.open_address(source, **how)
    else:
        found = importers.read(_source(source), name=source, **how)
    if not dry_run:
        there = common.project / "content" / f"{slug or found.interview.slug}.md"
        if there.is_file():
            incoming = content.render(found.interview, found.comments)
            for line in review.changes(there.read_text("utf-8", "replace"), incoming):
                common.note(line)
        path = content.save(common.project, found.interview, slug=slug, force=force, comments=found.comments)
        common.note(f"wrote {path}")
    if as_json:
        click.echo(json.dumps(review.as_json(found), ensure_ascii=False, indent=1))
    elif not common.quiet:
        click.echo("\n".join(review.lines(found)))


def _source(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        remedy = "Name a file, a web address, or - for standard input."
        raise ConfigError(Problem(place=name, message=f"cannot be read: {error.strerror}", remedy=remedy)) from error


def _today() -> date:
    """The date that an interview gets whose source has none; SOURCE_DATE_EPOCH, in seconds, makes it repeatable."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now().astimezone().date()


def _now() -> datetime:
    return datetime.now(UTC)


@cli.command()
@click.argument("slugs", metavar="[SLUG…]", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Print the script: who says what, in which voice, as spoken.")
@click.option(
    "--progress",
    type=click.Choice(["auto", "bar", "plain", "none"]),
    default="auto",
    help="How to show progress (auto: a bar on a terminal, else plain lines).",
)
@_jobs
@_as_json
@_common
def build(common: Common, slugs: tuple[str, ...], dry_run: bool, progress: Any, jobs: int, as_json: bool) -> None:
    """Build all interviews, or those named, into dist/."""
    from audiobuild import build as pipeline
    from audiobuild import remarks
    from audiobuild.cli.progress import Progress

    publication = common.publication()
    if dry_run:
        for script in pipeline.scripts(publication, slugs):
            _print_script(script, as_json)
            _print_doubts(remarks.doubts(script, publication), as_json)
            for remark in remarks.of_script(script):
                common.note(str(remark))
        return
    for voice in publication.voices.values() if common.verbose else ():
        common.tell(f"voices/{voice.name}.toml: {_made_by(voice)}")
    built = pipeline.build(
        publication,
        slugs,
        jobs=jobs,
        hooks=pipeline.Hooks(
            progress=Progress(sys.stderr, "none" if common.quiet else progress),
            notify=common.note_service,
            note=common.note,
        ),
    )
    if as_json:
        click.echo(json.dumps({"episodes": [asdict(episode) for episode in built]}, indent=1))
        return
    for episode in built:
        minutes, seconds = divmod(round(episode.duration_ms / 1000), 60)
        click.echo(
            f"dist/{episode.slug}/{episode.slug}.mp3  {minutes} min {seconds:02} s, {episode.segments} sentences "
            f"({episode.synthesised} new), {episode.bytes / 1e6:.1f} MB"
        )


def _made_by(voice: Voice) -> str:
    """All that the voice's sound depends on, or what is missing."""
    from audiobuild.speech import engines

    problems = engines.problems(voice)
    return "; ".join(problem.message for problem in problems) or engines.load(voice.engine).fingerprint(voice)


def _print_script(script: Script, as_json: bool) -> None:
    path = script.interview.path
    if as_json:
        for utterance in script.utterances:
            line = {
                "place": f"{path}:{utterance.source.line}",
                "speaker": utterance.speaker.name,
                "voice": utterance.voice.name,
                "text": utterance.text,
                "spoken": utterance.spoken,
                "rules": [[piece.text, piece.spoken, piece.rule] for piece in utterance.pieces if piece.rule],
                "pause": utterance.pause,
            }
            click.echo(json.dumps(line, ensure_ascii=False))
        return
    heading = ("", "")
    for utterance in script.utterances:
        if (utterance.speaker.name, utterance.voice.name) != heading:
            heading = (utterance.speaker.name, utterance.voice.name)
            click.echo(f"\n{utterance.speaker.name} ({utterance.voice.name})")
        click.echo(f"{path}:{utterance.source.line}: {utterance.spoken}")
        for piece in utterance.pieces:
            if piece.rule:
                click.echo(_changed(piece, utterance.voice.language))


def _changed(piece: Piece, language: str) -> str:
    """What is spoken otherwise than printed, or in another language, and by which rule."""
    foreign = f", {piece.language}" if base(piece.language) != base(language) else ""
    ipa = f", /{piece.ipa}/" if piece.ipa else ""
    return f"    {piece.text.strip()} → {piece.spoken or '(nothing)'} ({piece.rule}{foreign}{ipa})"


def _print_doubts(doubts: tuple[Doubt, ...], as_json: bool) -> None:
    """Words to be looked at: behind the script, since they are few and the script is long."""
    if as_json:
        for doubt in doubts:
            click.echo(json.dumps({"look_at": asdict(doubt)}, ensure_ascii=False))
    elif doubts:
        click.echo("\nWords to listen to; give those that sound wrong a line in content/lexicon.toml:")
        for doubt in doubts:
            click.echo(f"{doubt.place}: {doubt.text} → {doubt.spoken} ({doubt.kind})")


@cli.command()
@click.argument("slugs", metavar="[SLUG…]", nargs=-1)
@_jobs
@_as_json
@_common
def check(common: Common, slugs: tuple[str, ...], jobs: int, as_json: bool) -> None:
    """Read dist/ back and hold it against the standards.

    The feed is always checked, and all episodes or those named. Each finding says the file, the place, the rule with its
    source, and what to do about it.
    """
    from audiobuild import check as checking

    report = checking.run(common.project, slugs, jobs=jobs, now=_now())
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False, indent=1))
    else:
        for finding in report.findings:
            click.echo(str(finding))
    checked = (
        f"{_count(len(report.episodes), 'episode', 'episodes')}, "
        f"{_count(report.entries, 'entry', 'entries')} in {_count(report.feeds, 'feed', 'feeds')}"
    )
    if report.findings:
        files = len({finding.file for finding in report.findings})
        found = f"{_count(len(report.findings), 'finding', 'findings')} in {_count(files, 'file', 'files')}"
        raise CheckError(Problem(message=f"{found} ({checked} checked)"))
    if not as_json:
        click.echo(f"nothing wrong found: {checked}")


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


@cli.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; 0.0.0.0: for other machines, too."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any that is free.")
@click.option("--base-url", default="", metavar="URL", help="The preview's address (default: as the client names it).")
@_jobs
@_common
def serve(common: Common, host: str, port: int, base_url: str, jobs: int) -> None:
    """Preview dist/ here, and build again when something is changed.

    Feed and pages name the preview's address in place of the show's link, so that a podcast app can subscribe to it.
    """
    from audiobuild import build as pipeline
    from audiobuild.cli.progress import Progress
    from audiobuild.preview import server as preview

    common.publication()

    def build() -> None:
        progress = Progress(sys.stderr, "none" if common.quiet else "auto")
        hooks = pipeline.Hooks(progress=progress, notify=common.note_service, note=common.note)
        try:
            pipeline.build(common.publication(), jobs=jobs, hooks=hooks)
        except AudiobuildError as error:
            _show(error)

    def announce(address: str) -> None:
        click.echo(f"{address}  (feed: {address}feed.xml)")

    preview.run(common.project, host=host, port=port, base_url=base_url, build=build, announce=announce)


@cli.command()
@click.argument("text")
@click.option("--voice", metavar="NAME", help="A voice of the publication (default: espeak in the language).")
@click.option("--language", metavar="CODE", help="The text's language (default: the voice's, else the show's).")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write a WAV file.")
@click.option("--dry-run", is_flag=True, help="Print the text as it will be spoken.")
@_common
def say(common: Common, text: str, voice: str | None, language: str | None, output: Path | None, dry_run: bool) -> None:
    """Hear one line."""
    from audiobuild.speech import say as audition

    spoken = audition.spoken(common.project, text, voice=voice, language=language)
    if dry_run:
        click.echo(spoken.text)
        for piece in spoken.changed:
            click.echo(_changed(piece, spoken.language), err=True)
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


@cli.group(invoke_without_command=True)
@_as_json
@_common
def voices(common: Common, as_json: bool) -> None:
    """List the voices at hand, and what is missing for the others."""
    from audiobuild.speech import engines

    if click.get_current_context().invoked_subcommand:
        return
    listing = []
    for voice in common.publication().voices.values():
        problems = engines.problems(voice)
        row = {"name": voice.name, "engine": voice.engine, "language": voice.language, "label": voice.label}
        told = "" if problems else engines.load(voice.engine).sends_text_to(voice)
        reasons = [{"message": problem.message, "remedy": problem.remedy} for problem in problems]
        listing.append({**row, "ready": not problems, "sends_text_to": told, "problems": reasons})
        if not as_json:
            state = "cannot speak here" if problems else f"ready; sends text to {told}" if told else "ready"
            click.echo("  ".join(filter(None, (voice.name, f"{voice.engine}, {voice.language}", voice.label, state))))
            for problem in problems:
                click.echo(f"    {problem}")
    if as_json:
        click.echo(json.dumps({"voices": listing, "engines": list(engines.names())}, ensure_ascii=False, indent=1))
    else:
        click.echo(f"Engines installed: {', '.join(engines.names())}")


@voices.command("install")
@click.argument("name")
@click.option(
    "--source",
    envvar="AUDIOBUILD_PIPER_SOURCE",
    metavar="URL",
    help="Where voices.json and the files are (default: Piper's own at huggingface.co).",
)
@_common
def voices_install(common: Common, name: str, source: str | None) -> None:
    """Fetch a model for Piper.

    NAME is a voice of this publication that speaks with Piper, or a name of Piper's index such as de_DE-thorsten-medium.
    """
    from audiobuild.publication import config
    from audiobuild.speech.engines import piper
    from audiobuild.speech.services import models as install

    if (common.project / config.SHOW_FILE).is_file():
        voice = common.publication().voices.get(name)
        if voice and voice.engine == "piper":
            name = str(voice.options.get("model", name))
    for path in install.install(name, piper.models(), source=source or install.SOURCE, note=common.note):
        click.echo(path)
