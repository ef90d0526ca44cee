"""What an import asks whoever sits at the terminal: title, date, who answers, and whether doubtful pairs are right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import click

from audiobuild.cli import prompts, terminal
from audiobuild.cli.translation import local
from audiobuild.errors import ContentError
from audiobuild.messages import msg
from audiobuild.text import shown

if TYPE_CHECKING:
    from audiobuild.importers import Import
    from audiobuild.model import Exchange

MOST_CHARACTERS = 300
"""Of a question or an answer that is shown to be judged."""


def day(text: str) -> date:
    """A date as an editor types it, in a form that is one day: 05/04/2024 is two."""
    from audiobuild.publication import bounds, dates

    day = dates.typed(text)
    if day is None:
        raise click.BadParameter(local(msg("{} is not a date. {}", shown(repr(text), 80), dates.remedy(text))))
    for problem in bounds.day(day, ""):
        raise click.BadParameter(local(msg("{}. {}", problem.message, problem.remedy)))
    return day


def settled(source: str, found: Import, called: Callable[[Import, str], Import], *, alone: bool) -> Import:
    """The import with the editor's answers. ``called`` gives it a title, and raises ContentError where no file can be called
    so. Of the only source, which is ``alone``, options say the same as answers. Raises click.Abort."""
    from audiobuild.importers import decide

    if not found.title_found:
        found = _titled(source, found, called, option="--episode-title" if alone else "")
    if not found.date_found:
        question = msg("{} gives no date. When was it published (YYYY-MM-DD)", shown(source))
        found = found.dated(prompts.line(question, day, option="--date" if alone else ""))
    if found.unnamed:
        question = msg("The text names nobody who answers. Who does (Enter: leave it open)")
        answer = prompts.line(question, name, option="--answer-speaker" if alone else "", default="")
        found = decide.answered_by(found, answer) if answer else found
    return _looked_over(found)


def _titled(source: str, found: Import, called: Callable[[Import, str], Import], option: str) -> Import:
    """The import with the title that somebody types; Enter takes the one that was made up."""

    def judged(text: str) -> Import:
        try:
            return called(found, name(text))
        except ContentError as error:
            problem = error.problems[0]
            told = msg("{} {}. Choose another title.", problem.place, problem.message)
            raise click.BadParameter(local(told)) from error

    question = msg("{} has no title. What is the episode called", shown(source))
    return prompts.line(question, judged, option=option, default=found.interview.about.title)


def _looked_over(found: Import) -> Import:
    """Each doubtful pair, in their order: right, no question, or for later."""
    from audiobuild.importers import decide

    number = 0
    if any(found.unsure):
        terminal.say(msg("\nPairs that are unsure: {} of {}.", sum(found.unsure), len(found.unsure)))
    while number < len(found.unsure):
        if found.unsure[number]:
            match _judged(found, number):
                case prompts.YES:
                    found = decide.right(found, number)
                case prompts.NO:
                    found = decide.joined(found, number)
                    continue  # the next has this number now
                case prompts.LATER:
                    break
        number += 1
    return found


def _judged(found: Import, number: int) -> str:
    from audiobuild.publication import marks

    exchange = found.interview.exchanges[number]
    head = msg("\nPair {} of {}, {} % sure:", number + 1, len(found.unsure), marks.percent(found.confidence[number]))
    click.echo("\n".join([local(head), *_lines(exchange)]), err=True)
    meanings = {
        prompts.YES: prompts.YES,
        prompts.NO: msg("no, it goes on with the answer before"),
        prompts.LATER: msg("later, and all others too"),
    }
    if not number:
        del meanings[prompts.NO]
        terminal.say(
            msg(
                "(It is the first, so there is no answer before that it could go on with. If it is no question: later.)"
            )
        )
    return prompts.choice(msg("Is this a question with its whole answer?"), meanings)


def _lines(exchange: Exchange) -> list[str]:
    turns = (exchange.question, *exchange.answers)
    return [
        f"  {turn.speaker.name}: {shown(' '.join(paragraph.text for paragraph in turn.paragraphs), MOST_CHARACTERS)}"
        for turn in turns
    ]


def name(text: str) -> str:
    """A name or a title as an editor types it; nothing stays nothing."""
    from audiobuild.publication import names

    typed = " ".join(text.split())
    for problem in names.problems(typed, "") if typed else ():
        raise click.BadParameter(local(msg("{}. {}", problem.message, problem.remedy)))
    return typed
