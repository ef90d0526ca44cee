"""Names that never change, by what their standard says and what becomes of a publication that moves."""

from __future__ import annotations

import dataclasses
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from writers.episodes import SHOW

from audiobuild.model import FrontMatter, Speaker
from audiobuild.publication import config, guids
from audiobuild.publication.starter import create_sample


@pytest.fixture
def load(tmp_path: Path) -> Any:
    """A publication whose feed is found at an address."""
    create_sample(tmp_path, "de")
    path = tmp_path / config.SHOW_FILE

    def load(link: Any) -> Any:
        text = path.read_text(encoding="utf-8-sig")
        path.write_text(text.replace(tomllib.loads(text)["link"], link), encoding="utf-8")
        return config.load(tmp_path)

    return load


@pytest.mark.parametrize(
    ("address", "guid"),
    [
        ("https://podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("http://podnews.net/rss//", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("https://mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
    ],
)
def test_the_standard_s_own_examples(address: Any, guid: Any) -> None:
    assert str(guids.podcast(address)) == guid


def test_it_is_assigned_once_and_stays_when_the_feed_moves(load: Any) -> None:
    first = guids.assigned(load("https://podcast.stadt.de/g/"))
    assert first.show.guid == str(guids.podcast("podcast.stadt.de/g/feed.xml"))
    moved = guids.assigned(load("https://anderswo.net/"))
    assert moved.show.guid == first.show.guid
    text = (moved.root / config.SHOW_FILE).read_text()
    assert text.startswith(f'guid = "{first.show.guid}" # ')
    assert text.count("guid") == 1


@pytest.mark.parametrize("link", ["https://example.org/x/", "https://podcast.example.org/", "http://localhost:8000/"])
def test_an_example_s_address_names_nothing_for_ever(load: Any, link: Any) -> None:
    publication = load(link)
    before = (publication.root / config.SHOW_FILE).read_bytes()
    assert guids.assigned(publication).show.guid == str(guids.podcast(f"{link}feed.xml"))
    assert (publication.root / config.SHOW_FILE).read_bytes() == before


def test_a_byte_order_mark_does_no_harm(load: Any, tmp_path: Path) -> None:
    path = tmp_path / config.SHOW_FILE
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    guids.assigned(load("https://stadt.de/"))
    assert config.load(tmp_path).show.guid == str(guids.podcast("stadt.de/feed.xml"))


@dataclasses.dataclass(frozen=True)
class Named:
    slug: str
    about: FrontMatter


def named(slug: str, guid: str = "") -> Named:
    speaker = Speaker(name="Ben", role="answer")
    matter = FrontMatter(title="T", date=date(2024, 5, 1), language="de", speakers=(speaker,), id=guid)
    return Named(slug=slug, about=matter)


def test_an_episode_s_follows_from_the_show_and_the_slug_or_is_given() -> None:
    show = dataclasses.replace(SHOW, guid="9b024349-ccf0-5f69-a609-6b82873eab3c")
    moved = dataclasses.replace(show, link="https://anderswo.net/")
    assert guids.episode(show, named("a")) == guids.episode(moved, named("a")) != guids.episode(show, named("b"))
    assert guids.episode(show, named("a", "tag:x,2020:1")) == "tag:x,2020:1"
    derived = guids.episode(show, named("a"))
    (problem,) = guids.duplicates(show, [named("a"), named("b", derived), named("c")])
    assert (problem.place, problem.message) == ("content/b.md: id", f"{derived!r} is also the id of content/a.md")
