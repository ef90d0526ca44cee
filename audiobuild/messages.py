"""Texts for people: English where they are made, and still what they were made of, so that the edge can translate them."""

from __future__ import annotations

from collections.abc import Callable


class Message(str):
    """A text for people: ``template`` is its English with fields as :meth:`str.format` has them, ``fields`` what they hold,
    other messages among them."""

    __slots__ = ("fields", "template")

    template: str
    fields: tuple[object, ...]

    def translated(self, translate: Callable[[str], str]) -> str:
        """The text in another language; ``translate`` gives the template in it."""
        fields = (one.translated(translate) if isinstance(one, Message) else one for one in self.fields)
        return translate(self.template).format(*fields)

    def __reduce__(self) -> tuple[Callable[..., Message], tuple[object, ...]]:
        """Errors cross from worker processes, which pickles them."""
        return msg, (self.template, *self.fields)


def msg(template: str, *fields: object) -> Message:
    """A text for people. A ``template`` is a whole sentence or clause, so that another language can order its fields anew."""
    text = Message(template.format(*fields))
    text.template, text.fields = template, fields
    return text


def template(text: str) -> str:
    """Marks a text with fields that :func:`msg` gets later, so that it is found for the catalogues."""
    return text


def verbatim(text: str) -> Message:
    """A text of somebody else, which stays as it is: the system's, a library's, a service's."""
    return text if isinstance(text, Message) else msg("{}", text)


NOTHING = msg("")
"""Where nothing is to be said."""
