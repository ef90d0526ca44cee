"""Work goes where its strictest engine runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pytest

from audiobuild.messages import Message
from audiobuild.model import Voice
from audiobuild.speech import dispatch
from audiobuild.speech.guard import About
from audiobuild.speech.jobs import BLAMED


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    text: str
    voices: tuple[Voice, ...]
    place: str = "content/x.md:1"
    engines: str = "'some'"
    remedy: Message = BLAMED


ENGINES = {
    "free": About(workers="threads", concurrency=0),
    "strict": About(workers="threads", concurrency=1, sends_text_to="one.example"),
    "lenient": About(workers="threads", concurrency=4, sends_text_to="four.example"),
}
FREE, STRICT, LENIENT = (Voice(name=name, engine=name, language="de") for name in ENGINES)


@pytest.fixture(autouse=True)
def _fake_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "about", lambda voice: ENGINES[voice.engine])


def pools(items: list[Item], monkeypatch: pytest.MonkeyPatch, jobs: int = 8) -> list[tuple[str, int, list[str]]]:
    """The pools that are opened for the items: their kind, how many work at once, and on which texts."""
    opened: list[tuple[str, int, list[str]]] = []

    def run(function: Callable[[Item], None], work: Iterable[Item], *, workers: str, jobs: int) -> Iterator[object]:
        opened.append((workers, jobs, [item.text for item in work]))
        return iter(())

    monkeypatch.setattr(dispatch, "run", run)
    assert list(dispatch.Dispatcher(jobs).run(lambda item: None, items)) == []
    return opened


@pytest.mark.parametrize(
    ("voices", "at_once"),
    [
        ((FREE,), 8),
        ((LENIENT, FREE), 4),
        ((STRICT,), 1),
        ((FREE, STRICT), 1),
        ((LENIENT, FREE, STRICT), 1),
    ],
)
def test_a_sentence_is_made_by_the_rules_of_its_strictest_engine(
    voices: tuple[Voice, ...], at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [Item(text=str(number), voices=voices) for number in range(20)]
    assert pools(items, monkeypatch) == [("threads", at_once, [item.text for item in items])]


def test_there_are_no_more_workers_than_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    items = [Item(text="a", voices=(FREE,)), Item(text="b", voices=(LENIENT,)), Item(text="c", voices=(FREE,))]
    assert pools(items, monkeypatch) == [("threads", 2, ["a", "c"]), ("threads", 1, ["b"])]
