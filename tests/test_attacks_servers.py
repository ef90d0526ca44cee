"""A short run of ``python -m attacks.servers``: what is promised of networks holds."""

from __future__ import annotations

import random

import pytest

from attacks.clients import imports
from attacks.hostile_answers import Answer, serving
from attacks.hostile_keys import KEY, shown
from attacks.servers import against_clients, against_preview
from audiobuild.network import sockets


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


def test_hostile_servers() -> None:
    tally = against_clients(40, random.Random(3), every=9)
    assert tally.faults == []
    assert tally.tried > 100


def test_hostile_requests_and_slow_clients() -> None:
    tally = against_preview(100, random.Random(3))
    assert tally.faults == []
    assert tally.tried > 300


def test_the_attack_finds_what_it_looks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the deadline, a dripping server holds the command; a key that is shown is seen."""
    assert shown(f"The key {KEY[:14]} is wrong")
    assert shown("The key is wrong") is None
    with serving(Answer(name="a slow status line", pieces=lambda: [b"H"] * 80, pause_s=0.05)) as port:
        monkeypatch.setattr(sockets, "_in_time", lambda line, action: action())
        outcome = imports(port)
    assert outcome.took_s > 3
