"""What an import asks whoever sits at the terminal: the date, who answers, and whether doubtful pairs are right."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import click

from audiobuild.cli import terminal
from audiobuild.cli.translation import local
from audiobuild.messages import msg
from audiobuild.text import shown

if TYPE_CHECKING:
    from audiobuild.importers import Import
    from audiobuild.model import Exchange

MOST_CHARACTERS = 300
"""Of a question or an answer that is shown to be judged."""


def day(text: str) -> date:
    """A date as an editor types it: in one form, as 05/04/2024 is two days."""
    from audiobuild.publication import bounds, dates

    try:
        day = date.fromisoformat(text.strip()) if re.fullmatch(r"\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*", text) else None
    except ValueError:
        day = None
    if day is None:
        raise click.BadParameter(local(msg("{} is not a date. {}", shown(repr(text), 80), dates.remedy(text))))
    for problem in bounds.day(day, ""):
        raise click.BadParameter(local(msg("{}. {}", problem.message, problem.remedy)))
    return day


def settled(source: str, found: Import) -> Import:
    """The import with the editor's answers. Raises click.Abort."""
    from audiobuild.importers import decide

    if not found.date_found:
        question = msg("{} gives no date. When was it published (YYYY-MM-DD)", shown(source))
        found = found.dated(click.prompt(local(question), value_proc=day, err=True))
    if found.unnamed:
        question = msg("The text names nobody who answers. Who does (Enter: leave it open)")
        name: str = click.prompt(local(question), default="", show_default=False, value_proc=_name, err=True)
        found = decide.answered_by(found, name) if name else found
    return _looked_over(found)


def _looked_over(found: Import) -> Import:
    """Each doubtful pair, in their order: right, no question, or for later."""
    from audiobuild.importers import decide

    number = 0
    if any(found.unsure):
        terminal.say(msg("\nPairs that are unsure: {} of {}.", sum(found.unsure), len(found.unsure)))
    while number < len(found.unsure):
        if found.unsure[number]:
            match _judged(found, number):
                case "y":
                    found = decide.right(found, number)
                case "n":
                    found = decide.joined(found, number)
                    continue  # the next has this number now
                case "l":
                    break
        number += 1
    return found


def _judged(found: Import, number: int) -> str:
    from audiobuild.publication import marks

    exchange = found.interview.exchanges[number]
    head = msg("\nPair {} of {}, {} % sure:", number + 1, len(found.unsure), marks.percent(found.confidence[number]))
    click.echo("\n".join([local(head), *_lines(exchange)]), err=True)
    choices = {
        "y": msg("yes"),
        "n": msg("no, it goes on with the answer before"),
        "l": msg("look at it and all others later"),
    }
    if not number:
        del choices["n"]  # there is no answer before
    told = "; ".join(f"{key}: {local(meaning)}" for key, meaning in choices.items())
    asked = click.Choice(list(choices), case_sensitive=False)
    answer: str = click.prompt(local(msg("Is this a question with its whole answer? {}", told)), type=asked, err=True)
    return answer.lower()


def _lines(exchange: Exchange) -> list[str]:
    turns = (exchange.question, *exchange.answers)
    return [
        f"  {turn.speaker.name}: {shown(' '.join(paragraph.text for paragraph in turn.paragraphs), MOST_CHARACTERS)}"
        for turn in turns
    ]


def _name(text: str) -> str:
    from audiobuild.publication import names

    name = " ".join(text.split())
    for problem in names.problems(name, "") if name else ():
        raise click.BadParameter(local(msg("{}. {}", problem.message, problem.remedy)))
    return name
