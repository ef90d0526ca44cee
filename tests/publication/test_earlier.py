"""A podcast that there is already: what is taken over of its feed, and what is said of what cannot be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import feedparser
import podcastparser
import pytest
from programs import audiobuild

from attacks import subject
from audiobuild.errors import ContentError
from audiobuild.publication import earlier, guids

FEED = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:iTunes="http://www.itunes.com/DTDs/PodCast-1.0.dtd"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Stadt &amp; Fluss</title><link>https://www.stadt-kai.de/</link><description>Was uns bewegt.</description>
<language>de-de</language><atom:link rel="self" href="https://feeds.stadt-kai.de/fluss.xml"/>
<iTunes:author>Stadt Kai</iTunes:author><iTunes:owner><iTunes:email>presse@stadt-kai.de</iTunes:email></iTunes:owner>
<iTunes:category text="News"><iTunes:category text="Politics"/></iTunes:category><iTunes:explicit>no</iTunes:explicit>
<iTunes:image href="https://feeds.stadt-kai.de/cover.png"/><iTunes:type>serial</iTunes:type>
<item><title>Am Hafen</title><guid isPermaLink="false">fluss-1</guid><pubDate>Mon, 04 Mar 2019 06:00:00 +0100</pubDate>
<enclosure url="https://media.stadt-kai.de/1.m4a?a=1&amp;b=2" length="12345" type="audio/x-m4a"/>
<iTunes:duration>31:12</iTunes:duration><media:thumbnail url="https://a.b/c.jpg"/>
<content:encoded><![CDATA[<p xmlns:x="y">Am <b>Hafen</b>.</p>]]></content:encoded></item>
<item><title>Ohne guid</title><pubDate>Mon, 11 Mar 2019 06:00:00 GMT</pubDate><link>https://www.stadt-kai.de/2</link>
<enclosure url="https://media.stadt-kai.de/2.mp3" length="0" type="audio/mpeg"/></item>
<item><title>Ohne Ton</title><guid>x</guid><pubDate>Mon, 18 Mar 2019 06:00:00 GMT</pubDate></item>
<item><title>Ohne Tag</title><guid>y</guid><enclosure url="https://media.stadt-kai.de/3.mp3" length="0" type="audio/mpeg"/></item>
</channel></rss>
"""


def test_what_a_feed_says_of_its_show() -> None:
    former = earlier.former(FEED.encode(), place="old.xml")
    assert (former.title, former.description, former.language) == ("Stadt & Fluss", "Was uns bewegt.", "de-de")
    assert (former.author, former.email, former.category) == ("Stadt Kai", "presse@stadt-kai.de", "News > Politics")
    assert (former.type, former.explicit, former.image) == ("serial", False, "https://feeds.stadt-kai.de/cover.png")
    assert former.known_as == str(guids.podcast("https://feeds.stadt-kai.de/fluss.xml"))
    told = [f"{problem.place}: {problem.message}" for problem in former.left_out]
    assert told == [
        "old.xml:16: 'Ohne Ton': has no sound with an address on the web",
        "old.xml:17: 'Ohne Tag': has no date that can be read",
    ]


def test_what_was_kept_is_read_back_as_it_is(tmp_path: Path) -> None:
    former = earlier.former(FEED.encode(), place="old.xml")
    (tmp_path / "content").mkdir()
    (tmp_path / earlier.FILE).write_bytes(former.kept)
    first, second = earlier.load(tmp_path)
    assert (first, second) == former.episodes
    assert first.published == datetime(2019, 3, 4, 6, tzinfo=timezone(timedelta(hours=1)))
    assert (first.key, second.key) == ("fluss-1", "https://media.stadt-kai.de/2.mp3")
    assert (second.link, second.published) == ("https://www.stadt-kai.de/2", datetime(2019, 3, 11, 6, tzinfo=UTC))
    assert "thumbnail" not in first.entry
    assert '<p xmlns:x="y"&gt;Am &lt;b&gt;Hafen' in first.entry.replace("&lt;p", "<p", 1)
    assert "<itunes:duration>31:12</itunes:duration>" in first.entry


@pytest.mark.parametrize(
    ("feed", "told"),
    [
        ("<rss><channel>", "old.xml:1: is not well-formed: "),
        ("<feed/>", "old.xml: is no RSS 2.0 with a channel"),
        (
            '<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>',
            "old.xml: has a DOCTYPE with entities, which no feed needs",
        ),
        ("<rss><channel><item/></channel></rss>", "old.xml: holds no episode with a sound"),
    ],
)
def test_what_is_no_feed(feed: str, told: str) -> None:
    with pytest.raises(ContentError) as caught:
        earlier.former(feed.encode(), place="old.xml")
    first = caught.value.problems[0]
    assert f"{first.place}: {first.message}".startswith(told)


@pytest.mark.parametrize("before", ["\n\n", "\ufeff ", "Warning: Undefined variable $x in feed.php<br>\n"])
@pytest.mark.parametrize(
    "doctype", ["", "<!DOCTYPE rss>", '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://a.b/c.dtd">']
)
def test_what_stands_before_a_feed_does_no_harm(before: str, doctype: str) -> None:
    data = (before + FEED.replace("<rss", f"{doctype}<rss", 1)).encode()
    assert earlier.is_feed(data)
    assert earlier.former(data, place="old.xml").episodes == earlier.former(FEED.encode(), place="old.xml").episodes


def test_a_show_goes_on_and_an_interview_takes_a_place(tmp_path: Path) -> None:
    """From the old feed to the new one, as the two parsers of clients read it."""
    (tmp_path / "old.xml").write_text(FEED)
    root = tmp_path / "p"
    missing = audiobuild("new", "old.xml", "-C", root, cwd=tmp_path, check=False)
    assert (missing.returncode, missing.stderr.splitlines()[0]) == (
        3,
        "--link: is missing: Address on the web where it will be found",
    )
    assert not root.exists()
    done = audiobuild("new", "old.xml", "-C", root, "--link", "https://hoeren.stadt-kai.de", cwd=tmp_path)
    assert "2 episodes from 2019-03-04 to 2019-03-11 stay in the feed as they are" in done.stderr
    assert "'Ohne Ton': has no sound" in done.stderr
    (root / "content/neu.md").write_text(subject.interview("Neu", "2024-05-01"))
    subject.build(root)
    before = podcastparser.parse("https://feeds.stadt-kai.de/fluss.xml", (tmp_path / "old.xml").open("rb"))
    after = podcastparser.parse("https://hoeren.stadt-kai.de/feed.xml", (root / "dist/feed.xml").open("rb"))
    assert [one["title"] for one in after["episodes"]] == ["Am Hafen", "Ohne guid", "Neu"]  # a serial's, oldest first
    kept = {one["title"]: one for one in before["episodes"]}
    for one in after["episodes"][:2]:
        same = ("guid", "link", "published", "enclosures", "description_html", "title")
        assert [one.get(name) for name in same] == [kept[one["title"]].get(name) for name in same]
    found = feedparser.parse((root / "dist/feed.xml").read_bytes())
    assert not found.bozo
    assert (
        f"<podcast:guid>{guids.podcast('https://feeds.stadt-kai.de/fluss.xml')}<"
        in (root / "dist/feed.xml").read_text()
    )
    index = (root / "dist/index.html").read_text()
    assert 'href="https://media.stadt-kai.de/1.m4a?a=1&amp;b=2">Am Hafen</a>' in index
    assert audiobuild("check", "-C", root).stdout == "nothing wrong found: 1 episode, 3 entries in 1 feed\n"
    (root / "content/hafen.md").write_text(
        subject.interview("Am Hafen, vorgelesen", "2019-03-04").replace("date:", "id: fluss-1\ndate:")
    )
    subject.build(root)
    after = podcastparser.parse("https://hoeren.stadt-kai.de/feed.xml", (root / "dist/feed.xml").open("rb"))
    assert [(one["title"], one["guid"]) for one in after["episodes"][:2]] == [
        ("Am Hafen, vorgelesen", "fluss-1"),
        ("Ohne guid", kept["Ohne guid"]["guid"]),
    ]


def test_import_adds_episodes_to_a_show_and_keeps_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "old.xml").write_text(FEED)
    root = subject.publication(tmp_path / "p", {})
    done = audiobuild("import", "old.xml", "-C", root, cwd=tmp_path, check=False)
    guid = guids.podcast("https://feeds.stadt-kai.de/fluss.xml")
    assert done.returncode == 2
    assert f'Write at its top: guid = "{guid}"' in done.stderr
    assert not (root / earlier.FILE).exists()
    show = root / "content/show.toml"
    show.write_text(show.read_text().replace("0b4a1c1e-26c1-5a9c-8d4c-0f2f9d3b6a11", str(guid)))
    audiobuild("import", "old.xml", "-C", root, cwd=tmp_path)
    assert len(earlier.load(root)) == 2
    (tmp_path / "old.xml").write_text(FEED.replace("Am Hafen", "Am Ufer"))
    again = audiobuild("import", "old.xml", "-C", root, cwd=tmp_path, check=False)
    assert (again.returncode, again.stderr.splitlines()) == (
        3,
        [f"{earlier.FILE}: is there already", "    To replace it: --force"],
    )
    audiobuild("import", "old.xml", "-C", root, "--force", cwd=tmp_path)
    assert earlier.load(root)[0].title == "Am Ufer"
