"""The script as it is printed: who says what, in which voice, as spoken, and why."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from audiobuild.cli import terminal
from audiobuild.cli.rule_names import DOUBTS, RULES
from audiobuild.cli.translation import local
from audiobuild.languages.registry import base
from audiobuild.messages import msg, verbatim

if TYPE_CHECKING:
    from audiobuild.model import Piece, Script
    from audiobuild.remarks import Doubt


def print_script(script: Script, as_json: bool) -> None:
    """The script: for people with a heading where another one speaks, else one JSON object a line."""
    path, language = script.interview.path, script.interview.about.language
    if as_json:
        for utterance in script.utterances:
            line = {
                "place": f"{path}:{utterance.source.line}",
                "speaker": utterance.speaker.name,
                "voice": utterance.voice.name if utterance.voice else "",
                "file": "" if utterance.voice else utterance.heard_in,
                "text": utterance.text,
                "spoken": utterance.spoken,
                "rules": [[piece.text, piece.spoken, piece.rule] for piece in utterance.pieces if piece.rule],
                "languages": [
                    [piece.text, piece.language] for piece in utterance.pieces if _is_foreign(piece, language)
                ],
                "pause": utterance.pause,
            }
            click.echo(terminal.as_json(line))
        return
    heading = ("", "")
    for utterance in script.utterances:
        who = utterance.speaker.name if utterance.is_said else ""
        if (who, utterance.heard_in) != heading:
            heading = (who, utterance.heard_in)
            click.echo(f"\n{who} ({utterance.heard_in})" if who else f"\n({utterance.heard_in})")
        click.echo(f"{path}:{utterance.source.line}: {utterance.spoken or utterance.text}")
        for piece in utterance.pieces:
            if piece.rule or _is_foreign(piece, language):
                click.echo(changed(piece, utterance.voice.language if utterance.voice else language))


def changed(piece: Piece, language: str) -> str:
    """What is spoken otherwise than printed, or in another language, and by which rule."""
    rule = local(RULES.get(piece.rule) or verbatim(piece.rule))
    foreign = piece.language if _is_foreign(piece, language) else ""
    ipa = f"/{piece.ipa}/" if piece.ipa else ""
    spoken = piece.spoken.strip() or local(msg("(nothing)"))
    return f"    {piece.text.strip()} → {spoken} ({', '.join(filter(None, (rule, foreign, ipa)))})"


def _is_foreign(piece: Piece, language: str) -> bool:
    return base(piece.language) != base(language)


def print_doubts(doubts: tuple[Doubt, ...], as_json: bool) -> None:
    """Words to be looked at: behind the script, since they are few and the script is long."""
    if as_json:
        for doubt in doubts:
            click.echo(terminal.as_json({"look_at": asdict(doubt)}))
    elif doubts:
        terminal.say(
            msg("\nWords to listen to; give those that sound wrong a line in content/lexicon.toml:"), err=False
        )
        for doubt in doubts:
            click.echo(f"{doubt.place}: {doubt.text} → {doubt.spoken} ({local(DOUBTS[doubt.kind])})")
