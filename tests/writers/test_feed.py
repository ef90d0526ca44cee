"""The feed, read by the parsers of others."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import podcastparser
from programs import node

from audiobuild.model import ChapterMark, Correction, FrontMatter, Funding, Item, Mp3File, Speaker
from audiobuild.publication import guids
from audiobuild.site.writers import feed
from writers.episodes import SHOW as BARE
from writers.episodes import changed

SHOW = dataclasses.replace(BARE, guid=str(guids.podcast("https://example.org/g/feed.xml")))
BUILT = datetime(2024, 6, 1, tzinfo=UTC)

ITEM = Item(
    slug="folge",
    about=FrontMatter(
        title="Titel & <mehr>",
        summary="Worum es geht.",
        language="de",
        date=date(2024, 5, 1),
        speakers=(
            Speaker(name="Anna & Co", role="question"),
            Speaker(name="Ben", role="answer"),
            Speaker(name="N", role="narrator"),
        ),
    ),
    chapters=(
        ChapterMark(id="introduction", title="Einleitung", start_ms=0, end_ms=61000),
        ChapterMark(id="q1", title="Was „ist“ <los>?", start_ms=61000, end_ms=3700500),
    ),
    duration_ms=3700600,
    mp3=Mp3File(bytes=123456, sound="0123456789abcdef"),
)
OLDER = changed(
    ITEM,
    slug="alt",
    title="Älter",
    date=datetime(2023, 1, 2, 3, 4, tzinfo=UTC),
    summary="",
    speakers=(Speaker(name="Anna & Co", role="question"), Speaker(name="Carla", role="answer")),
)


def digest(path: str) -> str:
    """Of a file of an episode: what the address then holds of it begins with its name."""
    return path.rpartition("/")[2].encode().hex().ljust(32, "0")


def files(show: Any = SHOW, items: Any = (OLDER, ITEM)) -> Any:
    return dict(feed.write(show, items, cover="cover.jpg?v=1.jpg", built=BUILT, digest=digest))


XML = files()["feed.xml"]


def test_podcastparser_reads_it_all() -> None:
    found = podcastparser.parse("https://example.org/g/feed.xml", BytesIO(XML))
    assert found["title"] == SHOW.title
    assert found["description"] == "Kurz < b>& gut< /b>."  # no tag where it is taken for HTML
    assert found["link"] == SHOW.link
    assert found["cover_url"] == "https://example.org/g/cover.jpg?v=1.jpg"
    assert found["itunes_owner"] == {"name": "Wir", "email": "wir@example.org"}
    assert found["type"] == "episodic"
    first, second = found["episodes"]
    assert first["title"] == "Titel & <mehr>"
    assert first["guid"] == guids.episode(SHOW, ITEM)
    assert first["published"] == int(datetime(2024, 5, 1, tzinfo=UTC).timestamp())
    assert second["published"] == int(datetime(2023, 1, 2, 3, 4, tzinfo=UTC).timestamp())
    assert first["total_time"] == 3701
    assert first["link"] == "https://example.org/g/folge/"
    assert first["enclosures"] == [
        {
            "url": "https://example.org/g/folge/folge.mp3?v=666f6c67652e6d70.mp3",
            "file_size": 123456,
            "mime_type": "audio/mpeg",
        }
    ]
    assert first["chapters"] == [
        {"start": 0, "title": "Einleitung", "href": "https://example.org/g/folge/#introduction"},
        {"start": 61, "title": "Was „ist“ <los>?", "href": "https://example.org/g/folge/#q1"},
    ]


def test_feedparser_finds_nothing_wrong() -> None:
    found = feedparser.parse(XML)
    assert not found.bozo
    assert found.version == "rss20"
    assert [entry.title for entry in found.entries] == ["Titel & <mehr>", "Älter"]
    assert "00:01:01 Was „ist“ &lt;los&gt;?<br />" in found.entries[0].content[0]["value"]


def test_partytime_reads_podcasting_2(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(XML)
    found = node("read.mjs", "feed", path)
    assert found["guid"] == SHOW.guid
    assert found["license"]["identifier"] == "cc-by-4.0"
    assert [(person["name"], person["role"]) for person in found["podcastPeople"]] == [("Anna & Co", "Host")]
    assert (found["medium"], found["locked"], found["explicit"]) == ("podcast", False, False)
    item = found["items"][0]
    assert [(found["url"].rsplit("/", 1)[1], found["type"]) for found in item["podcastTranscripts"]] == [
        ("transcript.json?v=7472616e73637269.json", "application/json"),
        ("transcript.vtt?v=7472616e73637269.vtt", "text/vtt"),
        ("transcript.srt?v=7472616e73637269.srt", "application/srt"),
        ("transcript.html?v=7472616e73637269.html", "text/html"),
    ]
    assert [(person["name"], person["role"]) for person in item["podcastPeople"]] == [
        ("Anna & Co", "Host"),
        ("Ben", "Guest"),
    ]
    assert item["podcastChapters"] == {
        "url": "https://example.org/g/folge/chapters.json?v=6368617074657273.json",
        "type": "application/json+chapters",
    }


def test_prefixes_are_literal_and_self_comes_first() -> None:
    text = XML.decode()
    assert "ns0:" not in text
    root = ElementTree.fromstring(XML)
    assert root.find("channel/item/{http://podlove.org/simple-chapters}chapters") is not None


def test_what_xml_cannot_hold_does_not_reach_it() -> None:
    bad = changed(ITEM, title="a\x0bb\ufffec\ud800d]]>&amp;")
    found = feedparser.parse(files(items=[bad])["feed.xml"])
    assert not found.bozo
    assert found.entries[0].title == "abcd]]>&amp;"


def test_a_show_without_episodes() -> None:
    assert feedparser.parse(files(items=[])["feed.xml"]).bozo is False


def elements(xml: Any, *path: Any) -> Any:
    """The texts of the elements at a path below the channel."""
    return [found.text for found in ElementTree.fromstring(xml).findall("/".join(("channel", *path)))]


ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"


def test_what_the_editor_gives_is_there_and_nothing_else() -> None:
    show = dataclasses.replace(
        SHOW,
        copyright="© 2024 Wir",
        licence="Hauslizenz",
        licence_url="https://example.org/l",
        explicit=True,
        locked=True,
        type="serial",
    )
    item = changed(ITEM, season=2, episode=7, type="bonus", id="https://old.example/?p=12")
    xml = files(show, [item])["feed.xml"]
    licence = ElementTree.fromstring(xml).find(f"channel/{PODCAST}license")
    assert licence is not None
    assert (licence.text, licence.attrib) == ("Hauslizenz", {"url": "https://example.org/l"})
    found = {
        path: elements(xml, *path.split())
        for path in (
            *("copyright", "lastBuildDate", f"{ITUNES}explicit", f"{ITUNES}type", f"{PODCAST}locked"),
            *("item guid", f"item {ITUNES}season", f"item {ITUNES}episode", f"item {ITUNES}episodeType"),
        )
    }
    assert list(found.values()) == [
        *(["© 2024 Wir"], ["Sat, 01 Jun 2024 00:00:00 +0000"], ["true"], ["serial"], ["yes"]),
        *(["https://old.example/?p=12"], ["2"], ["7"], ["bonus"]),
    ]
    bare = dataclasses.replace(SHOW, licence="")
    plain = files(bare, [changed(ITEM, summary="")])["feed.xml"].decode()
    for unsaid in ("copyright", "license", "itunes:season", "itunes:episode>", "new-feed-url", "summary", "keywords"):
        assert f"<{unsaid}" not in plain
        assert f":{unsaid}" not in plain
    assert plain.count("<description>") == 2


def test_without_a_summary_the_chapters_are_the_description() -> None:
    xml = files(SHOW, [changed(ITEM, summary="")])["feed.xml"]
    assert elements(xml, "item", "description") == ["<ol><li>Einleitung</li><li>Was „ist“ &lt;los&gt;?</li></ol>"]
    many = dataclasses.replace(ITEM, chapters=ITEM.chapters * 1000)
    (described,) = elements(files(SHOW, [changed(many, summary="")])["feed.xml"], "item", "description")
    assert 3900 < len(described.encode()) <= 4000
    assert described.endswith("</li></ol>")


def test_a_title_is_no_html_for_whoever_looks_for_it() -> None:
    assert b"<title>Titel &#x26; &#x3C;mehr&gt;</title>" in XML


def test_a_correction_stands_in_the_show_notes() -> None:
    note = Correction(date=date(2024, 5, 3), note="Es waren <drei>.")
    (entry,) = feedparser.parse(files(items=[changed(ITEM, corrected=(note,))])["feed.xml"]).entries
    assert "<p>Korrigiert am 3. Mai 2024: Es waren &lt;drei&gt;.</p>" in entry.content[0]["value"]


def test_only_who_asks_everywhere_hosts_the_show() -> None:
    other = changed(OLDER, speakers=(Speaker(name="Dora", role="question"), *OLDER.about.speakers[1:]))
    assert elements(files(items=[ITEM, other])["feed.xml"], f"{PODCAST}person") == []


# --- many episodes --------------------------------------------------------------------------------------------------


def numbered(count: Any) -> Any:
    return [changed(ITEM, slug=f"f{number}", date=date(2000 + number, 1, 1)) for number in range(count)]


def links(xml: Any) -> Any:
    found = ElementTree.fromstring(xml).findall("channel/{http://www.w3.org/2005/Atom}link")
    return {link.get("rel"): link.attrib["href"].rpartition("/")[2] for link in found}


def slugs(xml: Any) -> Any:
    return [link.rstrip("/").rpartition("/")[2] for link in elements(xml, "item", "link")]


def test_older_episodes_follow_in_archives() -> None:
    found = files(dataclasses.replace(SHOW, feed_episodes=2), numbered(5))
    assert {name: slugs(xml) for name, xml in found.items()} == {
        "feed-1.xml": ["f1", "f0"],
        "feed-2.xml": ["f3", "f2"],
        "feed.xml": ["f4", "f3"],
    }
    assert {name: links(xml) for name, xml in found.items()} == {
        "feed.xml": {"self": "feed.xml", "next": "feed-2.xml", "prev-archive": "feed-2.xml"},
        "feed-2.xml": {
            "self": "feed-2.xml",
            "current": "feed.xml",
            "previous": "feed.xml",
            "next": "feed-1.xml",
            "prev-archive": "feed-1.xml",
        },
        "feed-1.xml": {
            "self": "feed-1.xml",
            "current": "feed.xml",
            "previous": "feed-2.xml",
            "next-archive": "feed-2.xml",
        },
    }
    archive = "{http://purl.org/syndication/history/1.0}archive"
    assert {name: len(elements(xml, archive)) for name, xml in found.items()} == {
        "feed.xml": 0,
        "feed-1.xml": 1,
        "feed-2.xml": 1,
    }


def test_a_new_episode_changes_no_finished_archive() -> None:
    show = dataclasses.replace(SHOW, feed_episodes=2)
    before, after = files(show, numbered(4)), files(show, numbered(5))
    assert sorted(before) == ["feed-1.xml", "feed.xml"]
    assert slugs(before["feed-1.xml"]) == slugs(after["feed-1.xml"])
    assert slugs(files(show, numbered(2))["feed.xml"]) == ["f1", "f0"]


def test_what_serves_listeners_and_directories() -> None:
    show = dataclasses.replace(
        SHOW,
        language="de",
        frequency="biweekly",
        verify="apple-123",
        funding=Funding(link="https://wir.example.org/mit", text="Mit & für uns"),
        seasons={"2": "Am Fluss"},
    )
    root = ElementTree.fromstring(files(show, [changed(ITEM, season=2), OLDER])["feed.xml"])
    namespaces = {
        "podcast": "https://podcastindex.org/namespace/1.0",
        "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    }

    def found(path: str) -> list[tuple[dict[str, str], str | None]]:
        return [(dict(one.attrib), one.text) for one in root.iterfind(path, namespaces)]

    assert found("channel/podcast:updateFrequency") == [({"rrule": "FREQ=WEEKLY;INTERVAL=2"}, "alle zwei Wochen")]
    assert found("channel/podcast:funding") == [({"url": "https://wir.example.org/mit"}, "Mit & für uns")]
    assert found("channel/itunes:applepodcastsverify") == [({}, "apple-123")]
    assert found("channel/podcast:txt") == [({"purpose": "verify"}, "apple-123"), ({"purpose": "ai-content"}, "true")]
    assert found("channel/podcast:image") == [
        (
            {
                "href": "https://example.org/g/cover.jpg?v=1.jpg",
                "alt": f"Titelbild: {SHOW.title}",
                "aspect-ratio": "1/1",
                "purpose": "artwork",
            },
            None,
        )
    ]
    assert found("channel/item/podcast:season") == [({"name": "Am Fluss"}, "2")]
