"""Progress: one line that renews itself where somebody sees it, plain lines everywhere else."""

from __future__ import annotations

import io
from typing import Any

import pytest

from audiobuild.cli.progress import Progress, fetched, in_bytes


class Terminal(io.StringIO):
    def isatty(self) -> Any:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second passes with each look at it."""
    seconds = iter(range(1000))
    monkeypatch.setattr("audiobuild.cli.progress.time.monotonic", lambda: next(seconds))


def told(stream: Any, style: Any = "auto", environment: Any = None, total: Any = 40) -> Any:
    tell = Progress(stream, style, environment or {})
    for done in range(total + 1):
        tell(done, total)
    return stream.getvalue()


PLAIN = [
    "speaking 40 new sentences",
    "10 of 40 sentences, 30 s left",
    "20 of 40 sentences, 20 s left",
    "30 of 40 sentences, 10 s left",
    "40 of 40 sentences",
]


@pytest.mark.parametrize(
    ("stream", "style", "environment"),
    [
        (io.StringIO, "auto", {"TERM": "xterm"}),
        (Terminal, "auto", {"TERM": "dumb"}),
        (Terminal, "auto", {"NO_COLOR": "1"}),
        (Terminal, "plain", {"TERM": "xterm"}),
    ],
)
def test_plain_lines(clock: Any, stream: Any, style: Any, environment: Any) -> None:
    assert told(stream(), style, environment).splitlines() == PLAIN


def test_the_bar_says_in_words_how_far_it_is(clock: Any) -> None:
    lines = told(Terminal(), environment={"TERM": "xterm"}).split("\r")
    assert lines[0] == "speaking 40 new sentences\n"
    assert lines[1].rstrip() == "[..............................] 1/40 39 s left"
    assert lines[-1].split() == ["[##############################]", "40/40", "0", "s", "left"]
    assert lines[-1].endswith("\n")
    assert len(lines) == 41


def test_long_work_is_told_in_minutes(clock: Any) -> None:
    assert "] 1/400 6 min 39 s left" in told(Terminal(), "bar", total=400)


def test_none_and_nothing_to_do_are_silent(clock: Any) -> None:
    assert told(io.StringIO(), "none") == ""
    assert told(io.StringIO(), total=0) == ""


def test_what_goes_on_is_not_counted_as_done_now(clock: Any) -> None:
    stream = io.StringIO()
    tell = Progress(stream, "plain", {}, fetched("a.onnx"))
    for done in range(40, 61, 1):
        tell(done * 1_000_000, 60_000_000)
    assert stream.getvalue().splitlines() == [
        "fetching a.onnx, 60 MB",
        "50 MB of 60 MB, 10 s left",
        "60 MB of 60 MB",
    ]


def test_what_is_said_meanwhile_has_a_line_of_its_own(clock: Any) -> None:
    stream = Terminal()
    tell = Progress(stream, "bar", {}, fetched("a.onnx"))
    for done in (0, 500_000, 1_500_000):
        tell(done, 3_000_000)
    tell.interrupt()
    tell.interrupt()
    stream.write("hung up\n")
    tell(3_000_000, 3_000_000)
    assert [line.rpartition("\r")[2].rstrip() for line in stream.getvalue().rstrip().split("\n")] == [
        "fetching a.onnx, 3.0 MB",
        "[###############...............] 1.5 MB of 3.0 MB 2 s left",
        "hung up",
        "[##############################] 3.0 MB of 3.0 MB 0 s left",
    ]


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "1 kB"),
        (9_400, "9 kB"),
        (999_400, "999 kB"),
        (1_000_000, "1.0 MB"),
        (9_900_000, "9.9 MB"),
        (63_201_294, "63 MB"),
    ],
)
def test_a_number_of_bytes(count: int, told: str) -> None:
    assert in_bytes(count) == told
