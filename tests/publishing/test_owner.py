"""Whose place it is: by guid, by address where there is none, by the record where no publish got as far as a manifest."""

from __future__ import annotations

import pytest

from audiobuild.publishing.owner import another
from audiobuild.publishing.record import Record
from audiobuild.site.manifest import FeedIntentions

ONE, OTHER = "0b4a1c1e-26c1-5a9c-8d4c-0f2f9d3b6a11", "0b4a1c1e-26c1-5a9c-8d4c-0f2f9d3b6a12"
HERE, THERE = "https://hier.de/", "https://dort.de/"


@pytest.mark.parametrize(
    ("ours", "theirs", "kept", "name"),
    [
        ((ONE, HERE), ("", ""), ("", ""), None),
        ((ONE, HERE), (ONE, HERE), ("", ""), None),
        ((ONE, HERE), (ONE, THERE), ("", ""), None),
        ((ONE, HERE), (ONE.upper(), HERE), ("", ""), None),
        ((ONE, HERE), (ONE, HERE), (OTHER, THERE), None),
        ((ONE, HERE), ("", HERE), ("", ""), None),
        (("", HERE), (ONE, HERE), ("", ""), None),
        ((ONE, HERE), (OTHER, HERE), ("", ""), f"{HERE} ({OTHER})"),
        ((ONE, HERE), (OTHER, ""), (ONE, HERE), OTHER),
        ((ONE, HERE), ("", THERE), ("", ""), THERE),
        (("", HERE), (OTHER, THERE), ("", ""), f"{THERE} ({OTHER})"),
        ((ONE, HERE), ("", ""), (OTHER, THERE), f"{THERE} ({OTHER})"),
        ((ONE, HERE), ("", ""), (ONE, THERE), None),
    ],
)
def test_whose_it_is(ours: tuple[str, str], theirs: tuple[str, str], kept: tuple[str, str], name: str | None) -> None:
    said, there = (FeedIntentions(guid=guid, link=link) for guid, link in (ours, theirs))
    found = another(said, there, Record(guid=kept[0], link=kept[1]), place="/srv/p")
    assert (found and (found.place, found.message)) == (name and ("/srv/p", f"another show is published there: {name}"))
