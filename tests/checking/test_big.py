"""What is good on a large scale: many pages of a feed, more chapters than one table holds, and long sound in flat memory."""

from __future__ import annotations

import dataclasses
import io
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from writers import test_feed as feeds
from writers import test_id3 as id3s
from writers.episodes import changed

from audiobuild.checking import archives, feed, mp3_file, tags
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.site import Site
from audiobuild.model import Audio
from audiobuild.site.writers import id3
from audiobuild.sound import mp3


@pytest.mark.parametrize(("count", "size"), [(1, 1), (4, 2), (5, 2), (7, 3), (9, 1)])
def test_archives_as_they_are_written(tmp_path: Path, count: Any, size: Any) -> None:
    """The newest archive may hold entries that the feed holds as well."""
    show = dataclasses.replace(feeds.SHOW, feed_episodes=size)
    items = [changed(item, date=item.about.date.replace(year=2000 + n)) for n, item in enumerate(feeds.numbered(count))]
    for name, data in feeds.files(show, items).items():
        (tmp_path / name).write_bytes(data)
    findings: list[Finding] = []
    now = datetime(2026, 1, 1, tzinfo=UTC)
    found = list(archives.pages(Site(dist=tmp_path), lambda file: feed.check(file, now, findings), findings))
    assert findings == []
    assert {entry.title for page in found for entry in page.entries} == {feeds.ITEM.about.title}
    assert len({entry.guid for page in found for entry in page.entries}) == count


@pytest.mark.parametrize("count", [1, 255, 256, 600])
def test_tables_in_tables(tmp_path: Path, count: Any) -> None:
    picture = io.BytesIO()
    Image.linear_gradient("L").resize((1400, 1400)).convert("RGB").save(picture, "JPEG")
    made = id3s.episode(*(f"Frage {number}?" for number in range(count)))
    tag = id3.tag(id3s.SHOW, made, picture.getvalue(), link=id3s.LINK)
    findings: list[Finding] = []
    found = tags.check(File(path=tmp_path, name="dist/x.mp3"), tag, count * 2000, findings)
    assert findings == []
    assert found
    assert [mark.start_ms for mark in found.chapters] == [2000 * number for number in range(count)]
    if count > 255:  # the last chapter of a table within the table
        broken = tag.replace(b"chp254\0", b"chp253\0", 1)
        tags.check(File(path=tmp_path, name="dist/x.mp3"), broken, count * 2000, findings)
        assert [finding.rule for finding in findings] == [tags.CTOC]


def test_half_an_hour_is_heard_piece_by_piece(tmp_path: Path) -> None:
    """Decoded it would take 86 MB as 16 bits."""
    settings = Audio()
    path = tmp_path / "lang.mp3"
    path.write_bytes(mp3.whole(mp3.silent_frame(settings) * (30 * 60_000 // 24), settings))
    findings: list[Finding] = []
    tracemalloc.start()
    found = mp3_file.check(File(path=path, name="dist/lang.mp3"), findings)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found
    assert found.duration_ms == 30 * 60_000
    assert [finding.rule for finding in findings] == [mp3_file.LOUDNESS]
    assert peak < 60_000_000
