"""What day it is: the one place that asks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from programs import audiobuild

from audiobuild import clock
from audiobuild.errors import ConfigError


def test_a_given_time_stands_for_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704067200")
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    assert (clock.given(), clock.now(), clock.today()) == (moment, moment, date(2024, 1, 1))


@pytest.mark.parametrize("value", [None, ""])
def test_without_one_time_passes(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if value is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    assert clock.given() is None
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)


@pytest.mark.parametrize("value", ["abc", "1e9", "9" * 30, "2024-01-01"])
def test_what_is_no_time_is_an_error_for_every_reader(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    for ask in (clock.given, clock.now, clock.today):
        with pytest.raises(ConfigError, match="SOURCE_DATE_EPOCH is"):
            ask()


def test_import_says_so_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "abc")
    (tmp_path / "a.txt").write_text("Was?\n\nDas.\n")
    done = audiobuild("import", "--dry-run", tmp_path / "a.txt", check=False)
    assert (done.returncode, done.stderr) == (
        2,
        "SOURCE_DATE_EPOCH is 'abc', no time\n    It counts the seconds since 1970, like 1704067200.\n",
    )
