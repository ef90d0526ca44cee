"""Several things at once: tried again within bounds, and over in time."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from audiobuild.errors import OutputError, Problem, RemoteError
from audiobuild.messages import msg
from audiobuild.network import crew as room
from audiobuild.network.crew import Crew
from audiobuild.network.failures import NetworkError
from audiobuild.publishing.place import getting_on


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def crew(pauses: list[float]) -> Crew:
    return Crew("sftp://h/a", 3, pauses.append)


def test_all_are_done(crew: Crew) -> None:
    assert sorted(crew.run(range(50), lambda number: number * number)) == [(n, n * n) for n in range(50)]
    assert list(crew.run([], lambda number: number)) == []
    assert crew.one(lambda: "x") == "x"


def test_what_may_help_is_tried_again_with_longer_pauses(crew: Crew, pauses: list[float]) -> None:
    tries = iter([NetworkError(msg("a")), NetworkError(msg("b")), NetworkError(msg("c")), None])

    def action() -> str:
        if error := next(tries):
            raise error
        return "done"

    assert crew.one(action) == "done"
    assert [round(pause / 2**number) for number, pause in enumerate(pauses)] == [1, 1, 1]


@pytest.mark.parametrize(("again", "times"), [(True, 4), (False, 1)])
def test_and_not_more_often(crew: Crew, again: bool, times: int) -> None:
    asked = []

    def action(name: str) -> None:
        asked.append(name)
        raise NetworkError(msg("hung up"), remedy=msg("Call again."), again=again)

    with pytest.raises(RemoteError) as error:
        list(crew.run(["a.mp3"], action, name=str))
    assert error.value.problems == (
        Problem(place="sftp://h/a: a.mp3", message=msg("hung up"), remedy=msg("Call again.")),
    )
    assert asked == ["a.mp3"] * times


def test_other_errors_pass_through_and_the_rest_is_left(crew: Crew) -> None:
    done = []

    def action(number: int) -> None:
        if number == 5:
            raise OutputError(Problem(message=msg("full")))
        done.append(number)

    with pytest.raises(OutputError, match="full"):
        list(crew.run(range(1000), action))
    assert len(done) < 1000


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"STALL_S": 0.3}, "did nothing for 0.3 s"),
        ({"GRACE_S": 0.3}, "did not take what was sent to it in any time"),
    ],
)
def test_what_hangs_is_given_up(
    crew: Crew, monkeypatch: pytest.MonkeyPatch, limits: dict[str, float], message: str
) -> None:
    over = threading.Event()
    for name, value in {**limits, "STRAGGLERS_S": 0.1}.items():
        monkeypatch.setattr(room, name, value)

    def hang(_: Any) -> None:
        while not over.wait(0.05):
            if "GRACE_S" in limits:
                crew.touch()

    with pytest.raises(RemoteError, match=message):
        list(crew.run([1, 2], hang))
    over.set()


def test_getting_on_is_no_attempt() -> None:
    taken = []

    def action() -> str:
        taken.append(1)
        if len(taken) < 20:
            raise NetworkError(msg("broke"))
        return "done"

    assert getting_on(action, lambda: len(taken)) == "done"
    with pytest.raises(NetworkError):
        getting_on(action_that_fails, lambda: 7)


def action_that_fails() -> str:
    raise NetworkError(msg("broke"))
