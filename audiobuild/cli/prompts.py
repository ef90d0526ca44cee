"""How somebody at a terminal is asked: a line, or one of a few words, which all languages of the program are understood in.

What was answered is remembered as the option that says it, so that nobody has to type it again who stopped half-way.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

import click

from audiobuild.cli import terminal
from audiobuild.cli.suggestions import plain
from audiobuild.cli.translation import everywhere, local
from audiobuild.messages import Message, msg
from audiobuild.text import shown

YES, NO, LATER = msg("yes"), msg("no"), msg("later")
WORDS = f"{__name__}.words"
"""Where the context of a command line keeps its words, without the program's name."""

_ANSWERS = f"{__name__}.answers"

Answer = TypeVar("Answer")


def line(question: Message, judged: Callable[[str], Answer], *, option: str = "", default: str | None = None) -> Answer:
    """What somebody types, as ``judged`` takes it, which raises click.BadParameter: then it is asked again. ``option`` would
    have said the same. Of a ``default`` that is empty nothing is shown. Raises click.Abort."""
    typed: list[str] = []

    def taken(text: str) -> Answer:
        answer = judged(text)
        typed.append(text.strip())
        return answer

    answer: Answer = click.prompt(
        local(question), default=default, show_default=bool(default), value_proc=taken, err=True
    )
    context = click.get_current_context(silent=True)
    if context and option and typed and typed[-1]:
        context.meta.setdefault(_ANSWERS, []).extend((option, typed[-1]))
    return answer


def choice(question: Message, meanings: Mapping[Message, Message], default: Message | None = None) -> Message:
    """Which of the words that are keys is meant, each with what it means here. It may be typed in any language, whole or by its
    first letter. Raises click.Abort."""
    accepted = _accepted(tuple(meanings))

    def judged(text: str) -> Message:
        if found := accepted.get(plain(text.strip())):
            return found
        valid = ", ".join(f"{_letter(word)} ({local(word)})" for word in meanings)
        raise click.BadParameter(local(msg("{} is none of these: {}.", shown(repr(text.strip()), 80), valid)))

    told = "; ".join(f"{_letter(word)}: {local(meaning)}" for word, meaning in meanings.items())
    return line(msg("{} ({})", question, told), judged, default=_letter(default) if default else None)


def confirmed(question: Message) -> bool:
    """Whether somebody says yes; who presses Enter says no. Raises click.Abort."""
    return choice(question, {YES: YES, NO: NO}, default=NO) == YES


@contextmanager
def nothing_is_written() -> Iterator[None]:
    """Where whoever is asked has had enough, say that nothing was written, and how to go on with what was answered."""
    try:
        yield
    except (click.Abort, KeyboardInterrupt):
        terminal.say(msg("\nnothing was written"))
        if command := _again():
            terminal.say(msg("To go on with your answers:"))
            click.echo(f"    {command}", err=True)
        raise


def _again() -> str:
    """The command line with what was answered, ready to be pasted; nothing where there was no answer."""
    context = click.get_current_context(silent=True)
    meta = context.meta if context else {}
    words: Sequence[str] = meta.get(WORDS, ())
    answers: Sequence[str] = meta.get(_ANSWERS, ())
    end = words.index("--") if "--" in words else len(words)  # behind it nothing is an option
    return shlex.join(["audiobuild", *words[:end], *answers, *words[end:]]) if words and answers else ""


def _letter(word: Message) -> str:
    return local(word)[0]


def _accepted(words: Sequence[Message]) -> dict[str, Message]:
    """What may be typed for each of the words. The reader's language goes before English, and that before others."""
    accepted: dict[str, Message] = {}
    for texts in zip(*map(everywhere, words), strict=True):
        for word, text in zip(words, texts, strict=True):
            accepted.setdefault(plain(text), word)
            accepted.setdefault(plain(text)[0], word)
    return accepted
