"""Short runs of the attacks on publishing; docs/reliability.md has the figures of whole ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from attacks import cache, soak, transaction


@pytest.fixture(scope="module")
def on(tmp_path_factory: pytest.TempPathFactory) -> transaction.Stage:
    return transaction.stage(tmp_path_factory.mktemp("stage"))


@pytest.mark.parametrize("way", transaction.WAYS)
def test_killed_while_publishing(on: transaction.Stage, way: transaction.Way) -> None:
    assert transaction.kill(on, way, step=47).faults == []


@pytest.mark.parametrize("way", transaction.WAYS)
def test_failing_while_publishing(on: transaction.Stage, way: transaction.Way) -> None:
    assert transaction.fail(on, way, step=59).faults == []


def test_two_at_once(on: transaction.Stage) -> None:
    assert transaction.two_at_once(on, 4, seed=3).faults == []


def test_a_damaged_cache() -> None:
    assert cache.attack(12, seed=5).faults == []


def test_edited_and_built_again() -> None:
    assert soak.attack(8, seed=7).faults == []


def test_an_attack_that_goes_through_is_counted(on: transaction.Stage, tmp_path: Path) -> None:
    """The attack itself must be able to fail: a publication that is half of both is told."""
    on.set()
    (on.root / "dist/feed.xml").write_bytes(on.new["feed.xml"])
    assert (on.fault("exchange") or "").startswith("neither the old nor the new publication")
