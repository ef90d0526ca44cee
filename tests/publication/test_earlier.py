"""A podcast that there is already: what is taken over of its feed, and what is said of what cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import feedparser
import podcastparser
import pytest
from programs import audiobuild

from attacks import subject
from audiobuild import pipeline
from audiobuild.errors import ContentError
from audiobuild.publication import config, earlier, guids
from audiobuild.publication.feed_items import NAMESPACES
from audiobuild.site import own

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
    ]
    assert [f"{problem.place}: {problem.message}" for problem in former.remarks] == [
        "old.xml:17: 'Ohne Tag': has no date that can be read"
    ]


def test_what_was_kept_is_read_back_as_it_is(tmp_path: Path) -> None:
    former = earlier.former(FEED.encode(), place="old.xml")
    (tmp_path / "content").mkdir()
    (tmp_path / earlier.FILE).write_bytes(former.kept)
    first, second, third = earlier.load(tmp_path)
    assert (first, second, third) == former.episodes
    assert first.published == datetime(2019, 3, 4, 6, tzinfo=timezone(timedelta(hours=1)))
    assert (first.key, second.key) == ("fluss-1", "https://media.stadt-kai.de/2.mp3")
    assert (second.link, second.published) == ("https://www.stadt-kai.de/2", datetime(2019, 3, 11, 6, tzinfo=UTC))
    assert (third.key, third.published) == ("y", second.published)  # that of its neighbour
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
    assert "3 episodes from 2019-03-04 to 2019-03-11 stay in the feed as they are" in done.stderr
    assert "'Ohne Ton': has no sound" in done.stderr
    (root / "content/neu.md").write_text(subject.interview("Neu", "2024-05-01"))
    subject.build(root)
    before = podcastparser.parse("https://feeds.stadt-kai.de/fluss.xml", (tmp_path / "old.xml").open("rb"))
    after = podcastparser.parse("https://hoeren.stadt-kai.de/feed.xml", (root / "dist/feed.xml").open("rb"))
    assert [one["title"] for one in after["episodes"]] == [
        "Ohne Tag",  # which this parser dates 1970
        "Am Hafen",
        "Ohne guid",
        "Neu",
    ]  # a serial's, oldest first
    kept = {one["title"]: one for one in before["episodes"]}
    for one in after["episodes"][1:3]:
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
    assert audiobuild("check", "-C", root).stdout == "nothing wrong found: 1 episode, 4 entries in 1 feed\n"
    (root / "content/hafen.md").write_text(
        subject.interview("Am Hafen, vorgelesen", "2019-03-04").replace("date:", "id: fluss-1\ndate:")
    )
    subject.build(root)
    after = podcastparser.parse("https://hoeren.stadt-kai.de/feed.xml", (root / "dist/feed.xml").open("rb"))
    assert [(one["title"], one["guid"]) for one in after["episodes"][1:3]] == [
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
    assert len(earlier.load(root)) == 3
    (tmp_path / "old.xml").write_text(FEED.replace("Am Hafen", "Am Ufer"))
    again = audiobuild("import", "old.xml", "-C", root, cwd=tmp_path, check=False)
    assert (again.returncode, again.stderr.splitlines()) == (
        3,
        [
            f"{earlier.FILE}: is there already",
            "    To replace it: --force. What it holds and the feed does not, stays.",
        ],
    )
    audiobuild("import", "old.xml", "-C", root, "--force", cwd=tmp_path)
    assert earlier.load(root)[0].title == "Am Ufer"
    (tmp_path / "old.xml").write_text(FEED.partition("<item><title>Ohne guid")[0] + "</channel></rss>")
    done = audiobuild("import", "old.xml", "-C", root, "--force", cwd=tmp_path)
    assert f"not in the feed, and kept since {earlier.FILE} holds them: 2 episodes. " in done.stderr
    assert [one.title for one in earlier.load(root)] == ["Am Hafen", "Ohne guid", "Ohne Tag"]


def test_our_own_episodes_are_no_earlier_ones(tmp_path: Path) -> None:
    root = subject.publication(tmp_path / "p", {"birch": subject.interview("Birke"), "elm": subject.interview("Ulme")})
    elm = root / "content/elm.md"
    elm.write_text(elm.read_text().replace("language:", "id: ulme\nlanguage:", 1))
    subject.build(root)
    link, guid = config.load(root).show.link, config.load(root).show.guid
    ours = (root / "dist/feed.xml").read_bytes()
    is_ours = own.episodes(root)
    found = earlier.former(ours, place="feed.xml")
    assert [is_ours(one) for one in found.episodes] == [True, True]
    taken = [
        ("x", f"{link}gone/gone.mp3?v=1"),
        ("x", f"{link}uploads/7.mp3"),
        (guids.by_name(guid, "birch"), "https://a.de/1.mp3"),
    ]
    entries = [replace(found.episodes[0], guid=key, sound=sound) for key, sound in taken]
    assert [is_ours(one) for one in entries] == [True, False, True]
    done = audiobuild("import", root / "dist/feed.xml", "-C", root, check=False)
    assert (done.returncode, "holds no other episodes than this show makes itself" in done.stderr) == (3, True)
    assert not (root / earlier.FILE).exists()


def feed(*items: str, head: str = "") -> bytes:
    start = FEED.partition("<item>")[0]
    return (start + head + "".join(items) + "</channel></rss>").encode()


def item(
    title: str, guid: str = "", date: str = "Mon, 04 Mar 2019 06:00:00 GMT", sound: str = "https://m.de/1.mp3"
) -> str:
    known = f"<guid>{guid}</guid>" if guid else ""
    day = f"<pubDate>{date}</pubDate>" if date else ""
    return f'<item><title>{title}</title>{known}{day}<enclosure url="{sound}" length="1" type="audio/mpeg"/></item>'


@pytest.mark.parametrize(
    ("sound", "taken"),
    [
        (" https://m.de/1.mp3\n", "https://m.de/1.mp3"),
        ("https://m.de/Folge 2 über.mp3?x=a b", "https://m.de/Folge%202%20%C3%BCber.mp3?x=a%20b"),
        ("https://müller.de/a%20b.mp3", "https://xn--mller-kva.de/a%20b.mp3"),
        ("/audio/2.mp3", "https://feeds.stadt-kai.de/audio/2.mp3"),
        ("audio/1.mp3", "https://feeds.stadt-kai.de/audio/1.mp3"),
        ("//m.de/1.mp3", "https://m.de/1.mp3"),
    ],
)
def test_the_address_of_a_sound_is_whole(sound: str, taken: str) -> None:
    (one,) = earlier.former(feed(item("A", sound=sound)), place="old.xml").episodes
    assert (one.sound, f'url="{taken}"' in one.entry) == (taken, True)


def test_dates_as_hosts_write_them() -> None:
    dates = (
        "",
        "2020-03-01T10:00:00Z",
        "2020-02-01",
        "gestern",
        "Fri, 1 Mar 20 25:00:00 PST",
        "Mo, 06 Jan 2020 05:00:00 +0100",
    )
    items = [item(f"{number}", f"g{number}", date) for number, date in enumerate(dates)]
    former = earlier.former(feed(*items), place="old.xml")
    assert [f"{one.published:%Y-%m-%dT%H:%M%z}" for one in former.episodes] == [
        "2020-03-01T10:00+0000",
        "2020-03-01T10:00+0000",
        "2020-02-01T00:00+0000",
        "2020-02-01T00:00+0000",
        "2020-02-01T00:00+0000",
        "2020-01-06T05:00+0100",
    ]
    assert "<pubDate>Sun, 01 Mar 2020 10:00:00 +0000</pubDate>" in former.episodes[1].entry
    assert [str(problem.message)[:3] for problem in former.remarks] == ["'0'", "'3'", "'4'"]


def test_a_guid_twice_and_one_that_is_none() -> None:
    head = "<podcast:guid xmlns:podcast='https://podcastindex.org/namespace/1.0'>kein-uuid</podcast:guid>"
    former = earlier.former(feed(item("A", "x"), item("B", "x"), item("C", "y"), head=head), place="old.xml")
    assert [one.title for one in former.episodes] == ["A", "C"]
    assert [str(one.message) for one in former.left_out] == ["'B': has the guid of another item, 'x'"]
    assert [str(one.message) for one in former.remarks] == ["podcast:guid is 'kein-uuid', which is no UUID"]
    assert former.known_as == str(guids.podcast("https://feeds.stadt-kai.de/fluss.xml"))


def test_a_feed_in_utf_16() -> None:
    text = feed(item("Über", "x")).decode().replace("UTF-8", "UTF-16")
    assert earlier.is_feed(text.encode("utf-16"))
    assert [one.title for one in earlier.former(text.encode("utf-16"), place="old.xml").episodes] == ["Über"]


def pages(*names: str, link: str) -> dict[str, bytes]:
    """A paged feed at m.de: each page leads to the next, the last nowhere."""
    heads = [f'<atom:link rel="{link}" href="{name}"/>' for name in names[1:]] + [""]
    return {
        f"https://m.de/{name}": feed(item(name, name), item("both", "both"), head=head)
        for name, head in zip(names, heads, strict=True)
    }


@pytest.mark.parametrize("link", ["next", "prev-archive"])
def test_all_pages_are_taken_over(link: str) -> None:
    stored = pages("1.xml", "2.xml", "3.xml", link=link)

    def load(address: str) -> earlier.FormerShow:
        return earlier.former(stored[address], place=address)

    whole = earlier.whole(load("https://m.de/1.xml"), load)
    assert [one.title for one in whole.episodes] == ["1.xml", "both", "2.xml", "3.xml"]
    stored["https://m.de/3.xml"] = feed(item("3", "3"), head=f'<atom:link rel="{link}" href="1.xml"/>')
    assert len(earlier.whole(load("https://m.de/1.xml"), load).episodes) == 4  # round in a circle
    stored["https://m.de/1.xml"] = feed(
        item("1", "1"), head=f'<fh:complete xmlns:fh="{NAMESPACES["fh"]}"/><atom:link rel="{link}" href="2.xml"/>'
    )
    assert len(earlier.whole(load("https://m.de/1.xml"), load).episodes) == 1


def test_pages_without_end() -> None:
    def load(address: str) -> earlier.FormerShow:
        number = int(address.rpartition("/")[2])
        return earlier.former(feed(item("A", "a"), head=f'<atom:link rel="next" href="{number + 1}"/>'), place=address)

    with pytest.raises(ContentError, match="has more than 300 pages"):
        earlier.whole(load("https://m.de/1"), load)


def test_without_a_page_nothing_is_written(tmp_path: Path) -> None:
    gone = "http://127.0.0.1:9/2.xml"  # nobody answers there, and the editor did not ask for it
    (tmp_path / "old.xml").write_bytes(feed(item("A", "a"), head=f'<atom:link rel="next" href="{gone}"/>'))
    done = audiobuild("new", "old.xml", "-C", "p", "--link", "https://b.de", cwd=tmp_path, check=False)
    assert done.returncode == 7
    assert (
        f"{gone}: holds older episodes of the feed, and cannot be fetched: the server leads into a network that is not public"
        in done.stderr
    )
    assert f"delete the link to {gone} in it, and name that file" in done.stderr
    assert not (tmp_path / "p").exists()


def built(root: Path) -> tuple[list[str], list[str]]:
    """What a build remarks, and what it says of episodes that are taken off."""
    said, off = list[str](), list[str]()
    with subject.in_process():
        hooks = pipeline.Hooks(note=said.append, taken_off=lambda problem: off.append(str(problem)))
        pipeline.build(config.load(root), jobs=1, hooks=hooks)
    return said, off


def test_what_is_left_of_an_earlier_feed_is_told_by_build_and_publish(tmp_path: Path) -> None:
    """A show without an interview of its own is built, too."""
    root, place = subject.publication(tmp_path / "p", {}), tmp_path / "place"
    path = root / earlier.FILE
    path.write_bytes(feed(item("A", "a"), item("B", "b"), item("C", "c")))
    assert built(root) == ([], [])
    assert audiobuild("check", "-C", root).stdout == "nothing wrong found: 0 episodes, 4 entries in 2 feeds\n"
    audiobuild("publish", "-C", root, place, "--read-back", "place")
    path.write_bytes(feed(item("B", "b")))
    told = (
        "content/earlier.xml: episodes from before were published, and are taken off, since they are there no more: "
        "'A' (a) and 'C' (c)\n    The next audiobuild publish takes them out of the feed where it is served. If they are to "
        "stay, undo that or import the former feed again, and build."
    )
    assert built(root) == ([], [told])
    assert built(root) == ([], [])
    dry = audiobuild("publish", "-C", root, place, "--dry-run").stdout.splitlines()
    assert dry[-2:] == ["will be taken offline: the episode 'A'", "will be taken offline: the episode 'C'"]
    path.write_bytes(feed(item("A", "a"), item("B", "b")))
    refused = audiobuild("publish", "-C", root, place, "--read-back", "place", check=False)
    assert (refused.returncode, refused.stderr.splitlines()[-2:]) == (
        5,
        [
            "content/earlier.xml: holds 'A', which is not in this edition: it would go offline",
            "    Build all: audiobuild build",
        ],
    )
    built(root)
    done = audiobuild("publish", "-C", root, place, "--read-back", "place").stdout.splitlines()
    assert done[-1] == "taken offline: the episode 'C'"


def test_they_are_episodes_among_the_others(tmp_path: Path) -> None:
    """Numbers and times are not given twice, and whoever takes a place is told."""
    root = subject.publication(tmp_path / "p", {"birch": subject.interview("Birke", "2019-03-04 06:00:00+00:00")})
    number = "<iTunes:season>1</iTunes:season><iTunes:episode>4</iTunes:episode></item>"
    late = item("L", "l", "Mon, 06 Jan 2031 05:00:00 +0000")
    (root / earlier.FILE).write_bytes(feed(item("A", "a"), item("B", "b").replace("</item>", number), late))
    birch = root / "content/birch.md"
    birch.write_text(birch.read_text().replace("language:", "season: 1\nepisode: 4\nlanguage:", 1))
    future = (
        "content/earlier.xml: 'L': is in the feed already, and dated 2031-01-06: some apps show it at once\n"
        "    To hold it back, take it out of the file until then."
    )
    assert built(root) == (
        [
            (
                "content/birch.md: episode: is season 1, episode 4, and so is content/earlier.xml: 'B'\n"
                "    Podcast apps show these numbers. Give each its own, or none."
            ),
            (
                "content/birch.md: date: is the same time as in content/earlier.xml: 'A' and content/earlier.xml: 'B': podcast apps "
                "show them in any order\n    In the feed the last file name is the newest. To say it yourself, give each a time: "
                "date: 2019-03-04 09:00:00"
            ),
            future,
        ],
        [],
    )
    birch.write_text(subject.interview("Birke", "2024-05-01"))
    (root / "content/b.md").write_text(subject.interview("B", "2024-06-01").replace("language:", "id: b\nlanguage:", 1))
    said, off = built(root)
    assert (said[1:], off) == (
        [
            (
                "content/b.md: id: has the guid of content/earlier.xml: 'B', and takes its place: podcast apps show it as that "
                "episode, dated 2024-06-01 and no more 2019-03-04\n"
                "    If it is another one, delete the line id. The day of the former one: date: 2019-03-04"
            ),
            future,
        ],
        [],
    )
    assert built(root) == ([future], [])
