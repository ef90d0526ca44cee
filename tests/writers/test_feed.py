"""The feed, read by the parsers of others."""

import dataclasses
import uuid
from datetime import UTC, date, datetime
from io import BytesIO
from xml.etree import ElementTree

import feedparser
import podcastparser
from conftest import node

from audiobuild.model import Chapter, Item, Speaker
from audiobuild.writers import feed
from writers.episodes import SHOW

ITEM = Item(
    slug="folge",
    title="Titel & <mehr>",
    summary="Worum es geht.",
    language="de",
    date=date(2024, 5, 1),
    speakers=(
        Speaker(name="Anna & Co", role="question"),
        Speaker(name="Ben", role="answer"),
        Speaker(name="N", role="narrator"),
    ),
    chapters=(
        Chapter(id="introduction", kind="introduction", number=0, title="Einleitung", start_ms=0, end_ms=61000),
        Chapter(id="q1", kind="question", number=1, title="Was „ist“ <los>?", start_ms=61000, end_ms=3700500),
    ),
    duration_ms=3700600,
    audio_bytes=123456,
    disclosure="Die Stimmen sind computererzeugt.",
)
OLDER = dataclasses.replace(ITEM, slug="alt", title="Älter", date=datetime(2023, 1, 2, 3, 4, tzinfo=UTC), summary="")
XML = feed.write(SHOW, [OLDER, ITEM], cover="cover.jpg")


def test_podcastparser_reads_it_all():
    found = podcastparser.parse("https://example.org/g/feed.xml", BytesIO(XML))
    assert found["title"] == SHOW.title
    assert found["description"] == SHOW.description
    assert found["link"] == SHOW.link
    assert found["cover_url"] == "https://example.org/g/cover.jpg"
    assert found["itunes_owner"] == {"name": "Wir", "email": "wir@example.org"}
    assert found["type"] == "episodic"
    first, second = found["episodes"]
    assert first["title"] == "Titel & <mehr>"
    assert first["guid"] == str(uuid.uuid5(feed.guid("https://example.org/g/feed.xml"), "folge"))
    assert first["published"] == int(datetime(2024, 5, 1, tzinfo=UTC).timestamp())
    assert second["published"] == int(datetime(2023, 1, 2, 3, 4, tzinfo=UTC).timestamp())
    assert first["total_time"] == 3701
    assert first["link"] == "https://example.org/g/folge/"
    assert first["enclosures"] == [
        {"url": "https://example.org/g/folge/folge.mp3", "file_size": 123456, "mime_type": "audio/mpeg"}
    ]
    assert first["chapters"] == [
        {"start": 0, "title": "Einleitung", "href": "https://example.org/g/folge/#introduction"},
        {"start": 61, "title": "Was „ist“ <los>?", "href": "https://example.org/g/folge/#q1"},
    ]


def test_feedparser_finds_nothing_wrong():
    found = feedparser.parse(XML)
    assert not found.bozo
    assert found.version == "rss20"
    assert [entry.title for entry in found.entries] == ["Titel & <mehr>", "Älter"]
    assert "00:01:01 Was „ist“ &lt;los&gt;?<br />" in found.entries[0].content[0]["value"]


def test_partytime_reads_podcasting_2(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_bytes(XML)
    found = node("read.mjs", "feed", path)
    assert found["guid"] == "5ac2e1c1-fa37-5d49-8abb-c5a9a5a57ed5" or found["guid"] == str(
        feed.guid("https://example.org/g/feed.xml")
    )
    assert (found["medium"], found["locked"], found["explicit"]) == ("podcast", False, False)
    item = found["items"][0]
    assert [(found["url"].rsplit("/", 1)[1], found["type"]) for found in item["podcastTranscripts"]] == [
        ("transcript.vtt", "text/vtt"),
        ("transcript.json", "application/json"),
        ("transcript.srt", "application/srt"),
    ]
    assert [(person["name"], person["role"]) for person in item["podcastPeople"]] == [
        ("Anna & Co", "Host"),
        ("Ben", "Guest"),
    ]
    assert item["podcastChapters"]["type"] == "application/json+chapters"


def test_guid_is_the_namespace_s_own_example():
    assert str(feed.guid("https://podnews.net/rss")) == "9b024349-ccf0-5f69-a609-6b82873eab3c"


def test_prefixes_are_literal_and_self_comes_first():
    text = XML.decode()
    assert "ns0:" not in text
    root = ElementTree.fromstring(XML)
    assert root.find("channel/item/{http://podlove.org/simple-chapters}chapters") is not None


def test_what_xml_cannot_hold_does_not_reach_it():
    bad = dataclasses.replace(ITEM, title="a\x0bb\ufffec\ud800d]]>&amp;")
    found = feedparser.parse(feed.write(SHOW, [bad], cover="cover.jpg"))
    assert not found.bozo
    assert found.entries[0].title == "abcd]]>&amp;"


def test_a_show_without_episodes():
    assert feedparser.parse(feed.write(SHOW, [], cover="cover.jpg")).bozo is False
