"""Why the system did not do something, in words of our own; and numbers as the reader's language writes them."""

from __future__ import annotations

import errno
from collections.abc import Callable

import pytest

from audiobuild.cli import translation
from audiobuild.languages import system
from audiobuild.messages import Message, msg, words_of
from audiobuild.system_errors import by_number, reason


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOENT, "no such file or folder"),
        (errno.EACCES, "permission denied"),
        (errno.EISDIR, "it is a folder"),
        (errno.ENOSPC, "no space is left on the disk"),
        (errno.EROFS, "that place can only be read"),
        (errno.ENAMETOOLONG, "the name is too long"),
        (errno.EMFILE, "this program has too many files open"),
    ],
)
def test_usual_reasons(number: int, words: str) -> None:
    assert reason(OSError(number, "in the words of the C library")) == words
    assert by_number(number) == words


def test_others_are_told_as_they_are() -> None:
    assert reason(OSError(errno.ENOTTY, "Inappropriate ioctl for device")) == "Inappropriate ioctl for device"
    assert reason(OSError("has no address")) == "has no address"
    assert reason(ValueError("embedded null byte")) == "embedded null byte"


def test_an_error_keeps_its_message() -> None:
    inner = msg("{} breaks off", "CHAP")
    assert words_of(ValueError(inner)) is inner
    assert isinstance(words_of(ValueError("x")), Message)


def german(template: str) -> str:
    return {"{} of {:.1f} MB": "{} von {:.1f} MB"}.get(template, template)


@pytest.fixture
def number(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], object]:
    monkeypatch.setattr(system, "language", lambda: "de")
    return translation._numbers.__wrapped__()


def test_numbers_are_the_reader_s(number: Callable[[float], object]) -> None:
    assert msg("{} of {:.1f} MB", 3, 1.25).translated(german, number) == "3 von 1,2 MB"
    assert msg("{:,} characters", 12_345).translated(german, number) == "12.345 characters"
    assert msg("{:3} {:02} {:04X} {}", 7, 5, 0x202E, "1.5").translated(german, number) == "  7 05 202E 1.5"
    assert msg("({})", msg("{:g} s", 0.5)).translated(german, number) == "(0,5 s)"
    assert msg("{!r} {}", 0.5, True).translated(german, number) == "0.5 True"


def test_fields_that_a_template_is_not_for_change_nothing() -> None:
    """Messages come from engines' processes, too."""
    odd = msg("{}", "x")
    odd.template, odd.fields = "{:.1f} {}", ("x",)
    assert odd.translated(german) == "x"
