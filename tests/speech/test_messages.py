"""What crosses between the processes is ours, whole, and of our own types; anything else is no message."""

from __future__ import annotations

import decimal
import pickle
import socket
from typing import Any

import numpy as np
import pytest

from audiobuild.errors import EngineError, OutputError, Problem
from audiobuild.messages import msg
from audiobuild.model import Clip, Word
from audiobuild.speech import messages
from audiobuild.speech.guard import About

TOKEN = messages.new_token()
PROBLEM = Problem(place="content/a.md:1", message=msg("no"), remedy=msg("Wait."))
CLIP = Clip(key="x", frames=3, speech_start_ms=1, speech_end_ms=2, words=(Word(start=0, end=1, time_ms=2),))
VALUES = [
    1.5,
    (7, 8, None),
    (CLIP, b"frames"),
    About(languages=frozenset({"de"}), problems=(PROBLEM,)),
    messages.Defect(message="x", traceback="y", errno=24),
]


@pytest.mark.parametrize("value", VALUES)
def test_what_may_cross(value: Any) -> None:
    (payload,) = messages.Inbox(TOKEN).take(messages.packed(value, TOKEN))
    assert messages.answer(payload) == value


def test_errors_cross() -> None:
    error = messages.answer(pickle.dumps(EngineError(PROBLEM)))
    assert (type(error), error.problems) == (EngineError, (PROBLEM,))


class Text(str):
    __slots__ = ()


@pytest.mark.parametrize(
    "value", [Text("x"), np.float64(1), np.int64(1), OutputError(PROBLEM), decimal.Decimal(1), print, messages.Inbox]
)
def test_classes_of_others_are_not_made(value: Any) -> None:
    with pytest.raises(messages.BrokenMessageError):
        messages.answer(pickle.dumps((1, value)))


def test_in_pieces_and_several_at_once() -> None:
    stream = messages.packed("one", TOKEN) + messages.packed("two", TOKEN)
    for size in (1, 7, len(stream)):
        inbox = messages.Inbox(TOKEN)
        pieces = (stream[at : at + size] for at in range(0, len(stream), size))
        assert [messages.answer(payload) for piece in pieces for payload in inbox.take(piece)] == ["one", "two"]


def broken() -> dict[str, bytes]:
    good = messages.packed("x" * 100, TOKEN)
    enormous = messages._HEADER.pack(TOKEN, messages.MOST_BYTES + 1, bytes(16))
    return {
        "behind something else": b"\x00\x10\x00\x00abc" + good,
        "with another token": messages.packed("x", messages.new_token()),
        "with something else in it": good[:80] + b"abc" + good[80:],
        "with a letter changed": good[:-1] + b"?",
        "without end": enormous,
    }


@pytest.mark.parametrize("how", broken())
def test_what_is_no_message(how: str) -> None:
    with pytest.raises(messages.BrokenMessageError):
        list(messages.Inbox(TOKEN).take(broken()[how]))


def test_the_other_way() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(messages.packed((1, CLIP), TOKEN) + messages.packed(2, TOKEN)[:5])
        assert messages.received(theirs, TOKEN) == (1, CLIP)
        ours.close()
        with pytest.raises(EOFError):
            messages.received(theirs, TOKEN)
