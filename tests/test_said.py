"""What an exception says stays a message on its way to people, so that it is printed in their language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import audiobuild
from audiobuild.messages import Message, msg, restored, words_of

PACKAGE = Path(audiobuild.__file__).parent
DEFECTS = {"AssertionError", "AttributeError", "KeyError", "NotImplementedError", "RuntimeError"}
"""Errors of the program itself, which end in a log."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def plain(node: ast.expr) -> bool:
    """A text that no catalogue can know."""
    if isinstance(node, ast.IfExp):
        return plain(node.body) or plain(node.orelse)
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def test_no_error_is_raised_with_plain_text() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and name(node.exc.func).endswith(("Error", "BadParameter"))
        and name(node.exc.func) not in DEFECTS
        and any(map(plain, node.exc.args))
    ]
    assert found == []


def test_no_message_is_made_of_the_text_of_an_error() -> None:
    """``str(error)`` is plain text, whatever the error was raised with: there is :func:`words_of`."""
    found = [
        f"{path}:{node.lineno}"
        for path, tree in modules()
        if path != "messages.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and name(node.func) in ("verbatim", "msg")
        for argument in node.args
        if isinstance(argument, ast.Call)
        and name(argument.func) == "str"
        and name(argument.args[0]) in ("error", "cause")
    ]
    assert found == []


GERMAN = {"is broken: {}": "ist beschädigt: {}", "no end": "kein Ende", "entry": "Eintrag"}


def german(text: Message) -> str:
    return text.translated(lambda template: GERMAN.get(template, template))


def test_an_error_in_a_message_is_what_it_says() -> None:
    error = ValueError(msg("no end"))
    text = msg("is broken: {}", words_of(error))
    assert (text, german(text)) == ("is broken: no end", "ist beschädigt: kein Ende")


def test_other_people_s_errors_say_what_they_say() -> None:
    assert words_of(ValueError("boom")) == "boom"
    assert german(words_of(ValueError(msg("no end")))) == "kein Ende"


def test_fields_are_translated_in_a_template_that_is_the_same_everywhere() -> None:
    assert german(msg("{:3} {:10}|", 7, msg("entry"))) == "  7 Eintrag   |"
    foreign = restored("short", "{:1000000000}", ("x",))
    assert german(foreign) == "short"
    assert german(restored("short", "{0.__class__} {:{}}", ("x", 9))) == "short"
