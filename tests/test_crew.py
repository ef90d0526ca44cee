"""Work goes where its strictest engine runs, and the editor is told once who reads along."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pytest

from audiobuild.model import Voice
from audiobuild.speech import dispatch, engines


@dataclass(frozen=True, kw_only=True, slots=True)
class FakeEngine:
    """Only what the dispatcher asks of an engine."""

    workers: str
    concurrency: int
    service: str = ""

    def sends_text_to(self, voice: Voice) -> str:
        return self.service


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    text: str
    voices: tuple[Voice, ...]
    place: str = "content/x.md:1"


ENGINES = {
    "free": FakeEngine(workers="threads", concurrency=0),
    "strict": FakeEngine(workers="threads", concurrency=1, service="one.example"),
    "lenient": FakeEngine(workers="threads", concurrency=4, service="four.example"),
}
FREE, STRICT, LENIENT = (Voice(name=name, engine=name, language="de") for name in ENGINES)


@pytest.fixture(autouse=True)
def _fake_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "load", ENGINES.__getitem__)


def most_at_once(items: list[Item], *, patience_s: float) -> dict[str, int]:
    """By text, how many items were under way while one with that text was; each waits so long for another to meet."""
    together: list[str] = []
    found: dict[str, int] = {}
    meeting = threading.Barrier(2)

    def work(item: Item) -> None:
        together.append(item.text)
        try:
            meeting.wait(timeout=patience_s)
        except threading.BrokenBarrierError:
            meeting.reset()
        found[item.text] = max(found.get(item.text, 0), len(together))
        together.remove(item.text)

    for _ in dispatch.Dispatcher(8, lambda service: None).run(work, items):
        pass
    return found


def test_a_sentence_is_made_by_the_rules_of_its_strictest_engine() -> None:
    assert most_at_once([Item(text="free", voices=(FREE,))] * 8, patience_s=30)["free"] > 1
    assert most_at_once([Item(text="lenient", voices=(LENIENT, FREE))] * 8, patience_s=30)["lenient"] > 1
    for voices in ((STRICT,), (FREE, STRICT), (LENIENT, FREE, STRICT)):
        assert most_at_once([Item(text="strict", voices=voices)] * 4, patience_s=0.05) == {"strict": 1}


def test_each_service_is_named_once_before_the_first_text() -> None:
    heard: list[str] = []
    items = [
        Item(text="a", voices=(FREE,)),
        Item(text="b", voices=(FREE, STRICT)),
        Item(text="c", voices=(LENIENT,)),
        Item(text="d", voices=(STRICT,)),
    ]
    hands = dispatch.Dispatcher(2, heard.append)
    for _ in range(2):
        for item, _ in hands.run(lambda item: heard.append(item.text), items):
            assert item in items
    assert heard[:2] == ["one.example", "four.example"]
    assert sorted(heard[2:]) == sorted("abcd" * 2)
