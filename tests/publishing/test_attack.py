"""A short run of the attack on publishing; docs/reliability.md has the figures of whole ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from attacks import publishing, subject


@pytest.mark.parametrize("kind", publishing.KINDS)
def test_under_fire(tmp_path: Path, kind: str) -> None:
    with publishing.ground(tmp_path) as on:
        assert publishing.attack(on, 1, seed=11, kinds=(kind,)).faults == []


def test_an_attack_that_goes_through_is_counted(tmp_path: Path) -> None:
    """The attack itself must be able to fail."""
    with publishing.ground(tmp_path) as on:
        old, new = (subject.dist(root) for root in (on.old, on.new))
        whole = {**old, **publishing.FOREIGN}
        assert publishing.fault(whole, old, new) is None
        assert publishing.fault({**new, **publishing.FOREIGN}, old, new) is None
        half = {**whole, "alt/alt.mp3": new["alt/alt.mp3"][:-1]}
        assert (publishing.fault(half, old, new) or "").startswith("alt/alt.mp3 is neither the old nor the new one")
        early = publishing.fault({**whole, "feed.xml": new["feed.xml"]}, old, new)
        assert (early or "").startswith("the feed is new, and these are not: ['alt/")
        lost = {name: data for name, data in whole.items() if name != "robots.txt"}
        assert publishing.fault(lost, old, new) == "others' files are lost: ['robots.txt']"
