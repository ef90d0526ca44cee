"""Texts for people: English where they are made, and still what they were made of, so that the edge can translate them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial, reduce
from numbers import Integral, Real

_PLAIN = re.compile(r"(?:[^{}]|\{\{|\}\}|\{(?:!r)?\}|\{:\d{0,2},?(?:\.\d)?[dfgxX]?\})*")
"""A template whose fields are printed as they are, or as a number of a few digits and decimals."""


class Message(str):
    """A text for people: ``template`` is its English with fields as :meth:`str.format` has them, ``fields`` what they hold,
    other messages among them."""

    __slots__ = ("fields", "template")

    template: str
    fields: tuple[object, ...]

    def translated(
        self, translate: Callable[[str], str], number: Callable[[float], object] = lambda value: value
    ) -> str:
        """The text in another language; ``translate`` gives the template in it, or itself where it knows none, and ``number``
        what a number is formatted as.

        A template that nobody knows may be that of an engine's process, and what it asks for (a width of a billion) is not
        done.
        """
        template = translate(self.template)
        if template == self.template and not _PLAIN.fullmatch(template):
            return str(self)

        def shown(field: object) -> object:
            if isinstance(field, Message):
                return field.translated(translate, number)
            return number(field) if isinstance(field, int | float) and not isinstance(field, bool) else field

        try:
            return template.format(*map(shown, self.fields))
        except (LookupError, TypeError, ValueError):  # fields that are not what the template is for
            return str(self)

    def __reduce__(self) -> tuple[Callable[..., Message], tuple[object, ...]]:
        """Errors cross from worker processes, which pickles them. Nothing is formatted when they arrive, and they are made of
        plain texts and numbers, whatever an engine put into them: no other class is let in."""
        return restored, (str(self), self.template, tuple(map(_plain, self.fields)))


def _plain(field: object) -> object:
    """A field as a text or a number of Python's own: an array's numbers, a path, a text of a class of its own are none."""
    match field:
        case Message() | bool() | None:
            return field
        case Integral():
            return int(field)
        case Real():
            return float(field)
        case _:
            return str(field)


def msg(template: str, *fields: object) -> Message:
    """A text for people. A ``template`` is a whole sentence or clause, so that another language can order its fields anew."""
    text = Message(template.format(*fields))
    text.template, text.fields = template, fields
    return text


def restored(text: str, template: str, fields: tuple[object, ...]) -> Message:
    """A message that was made elsewhere."""
    message = Message(text)
    message.template, message.fields = template, fields
    return message


def alternatives(names: Sequence[str]) -> Message:
    """What there is to choose from, as a sentence has it: "a", "a or b", "a, b or c"."""
    *first, last = map(verbatim, names)
    return msg("{} or {}", reduce(partial(msg, "{}, {}"), first), last) if first else last


def enumeration(names: Sequence[str]) -> Message:
    """Names as a sentence has them: "a", "a and b", "a, b and c"."""
    *first, last = map(verbatim, names)
    return msg("{} and {}", reduce(partial(msg, "{}, {}"), first), last) if first else last


def template(text: str) -> str:
    """Marks a text with fields that :func:`msg` gets later, so that it is found for the catalogues."""
    return text


def verbatim(text: str) -> Message:
    """A text of somebody else, which stays as it is: the system's, a library's, a service's."""
    return text if isinstance(text, Message) else msg("{}", text)


def words_of(error: BaseException) -> Message:
    """What an error says: a message that it was raised with, or the words of somebody else."""
    first = error.args[0] if len(error.args) == 1 else None
    return first if isinstance(first, Message) else verbatim(str(error))


NOTHING = msg("")
"""Where nothing is to be said."""
