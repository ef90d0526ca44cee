"""Where a show is at home says when a day begins: in the feed, for what is due, at a place."""

from __future__ import annotations

import shutil
import zoneinfo
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from programs import FACTS, audiobuild
from writers.episodes import SHOW

from attacks import subject
from audiobuild import clock
from audiobuild.errors import ConfigError
from audiobuild.publication import config, timezones
from audiobuild.site import manifest
from audiobuild.site.templates import rfc2822
from audiobuild.site.writers import feed


@pytest.mark.parametrize(
    ("when", "timezone", "moment"),
    [
        (date(2024, 5, 1), "", datetime(2024, 5, 1, tzinfo=UTC)),
        (date(2024, 5, 1), "Europe/Berlin", datetime(2024, 4, 30, 22, tzinfo=UTC)),
        (date(2024, 12, 1), "Europe/Berlin", datetime(2024, 11, 30, 23, tzinfo=UTC)),
        (date(2024, 5, 1), "America/Los_Angeles", datetime(2024, 5, 1, 7, tzinfo=UTC)),
        (datetime(2024, 5, 1, 9), "Europe/Berlin", datetime(2024, 5, 1, 7, tzinfo=UTC)),
        (datetime(2024, 5, 1, 9, tzinfo=UTC), "Europe/Berlin", datetime(2024, 5, 1, 9, tzinfo=UTC)),
    ],
)
def test_a_date_begins_where_the_show_is_at_home(when: Any, timezone: str, moment: datetime) -> None:
    assert clock.instant(when, timezone) == moment


def test_the_feed_says_it_with_the_zone() -> None:
    assert rfc2822(date(2024, 5, 1)) == "Wed, 01 May 2024 00:00:00 +0000"
    assert rfc2822(date(2024, 5, 1), "Europe/Berlin") == "Wed, 01 May 2024 00:00:00 +0200"
    assert rfc2822(date(2024, 5, 1), "America/St_Johns") == "Wed, 01 May 2024 00:00:00 -0230"
    assert (
        rfc2822(date(1880, 5, 1), "Europe/Berlin") == "Fri, 30 Apr 1880 23:06:32 +0000"
    )  # 53 min 28 s before Greenwich


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return subject.publication(tmp_path / "p", {"eins": subject.interview("Eins", "2024-05-01")})


def at_home(root: Path, timezone: str) -> None:
    path = root / "content/show.toml"
    lines = [line for line in path.read_text().splitlines(True) if not line.startswith("timezone")]
    path.write_text(f'timezone = "{timezone}"\n' + "".join(lines))


def now(patch: pytest.MonkeyPatch, *when: int) -> None:
    patch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(*when, tzinfo=UTC).timestamp())))  # type: ignore[misc, arg-type]


def test_it_is_due_when_its_day_begins_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_home(root, "America/Los_Angeles")
    now(monkeypatch, 2024, 5, 1, 6, 59)
    (told,) = subject.build(root)
    assert told.startswith("content/eins.md: date: is dated 2024-05-01 00:00 PDT, and not published before")
    now(monkeypatch, 2024, 5, 1, 7)
    assert subject.build(root) == []
    (entry,) = feedparser.parse((root / "dist/feed.xml").read_bytes()).entries
    assert (entry.published, entry.published_parsed[:5]) == ("Wed, 01 May 2024 00:00:00 -0700", (2024, 5, 1, 7, 0))


def test_pages_and_tags_keep_the_day_that_is_written(root: Path) -> None:
    import mutagen

    at_home(root, "Pacific/Auckland")
    subject.build(root)
    for name in ("index.html", "eins/index.html"):
        assert '<time datetime="2024-05-01">1. Mai 2024</time>' in (root / "dist" / name).read_text()
    tags = mutagen.File(root / "dist/eins/eins.mp3").tags
    assert str(tags["TDRC"]) == "2024-05-01"


def test_check_holds_the_feed_against_it(root: Path) -> None:
    at_home(root, "Europe/Berlin")
    subject.build(root)
    known = manifest.parsed((root / "dist/audiobuild-manifest.json").read_bytes())
    assert known
    assert known.timezone == "Europe/Berlin"
    assert audiobuild("check", "-C", root, check=False).returncode == 0
    path = root / "dist/feed.xml"
    path.write_text(path.read_text().replace("00:00:00 +0200</pubDate>", "00:00:00 +0000</pubDate>"))
    said = audiobuild("check", "-C", root, check=False).stdout
    assert (
        "pubDate: date: '2024-05-01T00:00:00+00:00' here, '2024-04-30T22:00:00+00:00' in dist/audiobuild-manif" in said
    )


def test_a_manifest_with_an_unknown_zone_is_none(root: Path) -> None:
    subject.build(root)
    data = (root / "dist/audiobuild-manifest.json").read_bytes()
    assert manifest.parsed(data)
    assert manifest.parsed(data.replace(b'"timezone": ""', b'"timezone": "../../etc/passwd"')) is None


def test_publish_knows_what_is_due_there(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would go offline here, and its day has come there; in UTC it has not."""
    (root / "content/zwei.md").write_text(subject.interview("Zwei", "2024-06-01"))
    subject.build(root)
    audiobuild("publish", "-C", root, tmp_path / "www", "--read-back", "place")
    for folder in ("dist", ".audiobuild"):
        shutil.rmtree(root / folder)
    now(monkeypatch, 2024, 5, 31, 23)
    for timezone, code in (("Europe/Berlin", 5), ("Europe/London", 5), ("Atlantic/Azores", 0)):
        at_home(root, timezone)
        subject.build(root, "eins")
        done = audiobuild("publish", "-C", root, tmp_path / "www", "--dry-run", "--older", check=False)
        assert done.returncode == code, timezone


def test_the_order_is_that_of_moments() -> None:
    import dataclasses

    from writers.episodes import changed
    from writers.test_feed import ITEM

    show = dataclasses.replace(SHOW, guid="0b4a1c1e-26c1-5a9c-8d4c-0f2f9d3b6a11", timezone="Asia/Tokyo")
    items = (
        changed(ITEM, slug="day", date=date(2024, 5, 2)),
        changed(ITEM, slug="evening", date=datetime(2024, 5, 1, 16, tzinfo=UTC)),  # an hour into the day there
        changed(ITEM, slug="local", date=datetime(2024, 5, 2, 2)),
    )
    files = dict(
        feed.write(show, items, cover="c.jpg", built=datetime(2024, 6, 1, tzinfo=UTC), digest=lambda _: "0" * 32)
    )
    links = [entry.link for entry in feedparser.parse(files["feed.xml"]).entries]
    assert [link.rstrip("/").rpartition("/")[2] for link in links] == ["local", "evening", "day"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Berlin", "'Berlin' is no time zone\n    Did you mean Europe/Berlin?"),
        ("europe/berlin", "'europe/berlin' is no time zone\n    Did you mean Europe/Berlin?"),
        ("Europe/Berlni", "'Europe/Berlni' is no time zone\n    Did you mean Europe/Berlin, "),
        ("CEST", "'CEST' is no time zone\n    Did you mean"),
        ("localtime", "'localtime' is no time zone\n    Write one as IANA names it, like Europe/Berlin."),
        ("../../etc/passwd", "'../../etc/passwd' is no time zone\n    Write one as IANA names it, like Europe/Berlin."),
    ],
)
def test_what_is_no_time_zone(root: Path, name: str, message: str) -> None:
    at_home(root, name)
    with pytest.raises(ConfigError) as caught:
        config.load(root)
    assert f"content/show.toml:1: timezone: {message}" in str(caught.value)


def test_a_system_without_time_zones_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zoneinfo, "available_timezones", set)
    (problem,) = timezones.problems("Europe/Berlin", "here")
    assert problem.message == "cannot be looked up: this system has no time zones"
    assert [*timezones.problems("", "here")] == []


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (":America/Argentina/Salta", "America/Argentina/Salta"),
        ("/usr/share/zoneinfo/Europe/Vienna", "Europe/Vienna"),
        ("CET-1CEST", ""),
        ("UTC", ""),
        ("Etc/UTC", ""),
        ("Nowhere/Atall", ""),
    ],
)
def test_the_machine_s_zone_if_it_has_a_name(monkeypatch: pytest.MonkeyPatch, said: str, name: str) -> None:
    monkeypatch.setenv("TZ", said)
    assert clock.machine_timezone() == name


def test_the_machine_s_zone_by_its_link(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr(clock, "_LOCAL_TIME", tmp_path / "localtime")
    assert clock.machine_timezone() == ""
    (tmp_path / "localtime").symlink_to("../usr/share/zoneinfo/Europe/Amsterdam")
    assert clock.machine_timezone() == "Europe/Amsterdam"


@pytest.mark.parametrize(("zone", "line"), [("Europe/Vienna", 'timezone = "Europe/Vienna"\n'), ("UTC", "")])
def test_a_new_show_says_where_its_editor_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str, line: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    audiobuild("init", tmp_path / "p", "--language", "de", "-q", *FACTS)
    text = (tmp_path / "p/content/show.toml").read_text()
    assert [one for one in text.splitlines(True) if one.startswith("timezone")] == ([line] if line else [])
    assert config.load(tmp_path / "p").show.timezone == (zone if line else "")
