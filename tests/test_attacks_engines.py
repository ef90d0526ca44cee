"""Some of what engines may do instead of speaking, through whole builds; ``python -m attacks.engines`` tries all of it."""

from __future__ import annotations

from pathlib import Path

from attacks.engines import attack, cases

EVERY = 140


def test_some_of_all_kinds(tmp_path: Path) -> None:
    chosen = list(cases())[::EVERY]
    tally = attack(tmp_path, chosen, jobs=2)
    assert (tally.tried, tally.faults) == (len(chosen), [])


def test_each_kind_has_a_name_of_its_own() -> None:
    names = [case.name for case in cases()]
    assert len(names) == len(set(names)) > 300
