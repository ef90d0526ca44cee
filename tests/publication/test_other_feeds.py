"""What is no podcast's feed is called by its name, and what to give instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from programs import audiobuild

from audiobuild.publication import links, other_feeds

HEAD = '<?xml version="1.0"?>\n<!-- made by hand -->\n'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (f'{HEAD}<feed xmlns="http://www.w3.org/2005/Atom"/>', "is an Atom feed"),
        (f'{HEAD}<rdf:RDF xmlns="http://purl.org/rss/1.0/"/>', "is an RSS 1.0 feed"),
        ('{"version": "https:\\/\\/jsonfeed.org\\/version\\/1.1"}', "is a JSON feed"),
        (f"{HEAD}<opml><body/></opml>", "is a list of feeds (OPML), and none itself"),
        (f"{HEAD}<rss><channel/></rss>", "is a feed without an episode that has a sound"),
        (f'{HEAD}<rss><channel><item><enclosure url="x"/></item></channel></rss>', ""),
        ("<!DOCTYPE html><html><p>Das Atom-<feed>.</html>", ""),
        ("<!DOCTYPE rss [ ]>\n<rss></rss>", "is a feed without an episode that has a sound"),
        ("## Wie?\n\nSo.", ""),
    ],
)
def test_what_it_is(data: str, said: str) -> None:
    for coding in ("utf-8", "utf-16"):
        found = other_feeds.of(data.encode(coding))
        assert (found.message if found else "") == said


def test_one_of_a_list_is_named() -> None:
    found = other_feeds.of(b'<opml><outline xmlUrl="https://a.de/f?a=1&amp;b=2"/></opml>')
    assert found is not None
    assert found.remedy == "Give the address of one of them, such as https://a.de/f?a=1&b=2"


def test_the_feed_that_a_page_names() -> None:
    page = b"""<html><link rel=alternate type="application/rss+xml" title="Kommentare" href="/comments/feed/">
    <link rel="alternate" type="application/rss+xml; charset=utf-8" href="../feed.xml"><p>Text</html>"""
    assert other_feeds.named(page, "https://a.de/b/c") == "https://a.de/feed.xml"
    assert other_feeds.named(b"<p>Text", "https://a.de/") == other_feeds.named(b"", "https://a.de/") == ""


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("feed://a.de/f", "https://a.de/f"),
        ("feed:http://a.de/f", "http://a.de/f"),
        ("www.zeitung.de/feed", "https://www.zeitung.de/feed"),
        ("localhost:8901/x", "http://localhost:8901/x"),
        ("https://a.de/f", "https://a.de/f"),
        ("interview.docx", "interview.docx"),
        ("texte/feed.md", "texte/feed.md"),
        ("www", "www"),
        ("-", "-"),
    ],
)
def test_an_address_without_its_beginning(word: str, meant: str) -> None:
    assert links.meant(word) == meant


FEED = (
    '<rss><channel><title>T</title><item><title>E</title><enclosure url="https://a.de/1.mp3"/></item></channel></rss>'
)


def test_what_to_type_instead(tmp_path: Path) -> None:
    (tmp_path / "atom.xml").write_text(f'{HEAD}<feed xmlns="http://www.w3.org/2005/Atom"/>')
    (tmp_path / "a.xml").write_text(FEED)
    (tmp_path / "b.xml").write_text(FEED)
    (tmp_path / "p.html").write_text(
        '<html><link rel="alternate" type="application/rss+xml" href="https://a.de/feed.xml"><p>Nichts.</html>'
    )

    def told(*sources: str) -> list[str]:
        done = audiobuild("import", *sources, "--dry-run", cwd=tmp_path, check=False)
        assert done.returncode == 3
        return done.stderr.splitlines()

    assert told("atom.xml") == [
        "atom.xml: is an Atom feed",
        "    Podcasts go by RSS 2.0. Give the address of the RSS feed: the show's host or page names it.",
    ]
    assert told("a.xml", "b.xml") == [
        "a.xml: is the feed of a show",
        "    Give it alone: audiobuild import a.xml",
        "b.xml: is the feed of a show",
        "    Give it alone: audiobuild import b.xml",
    ]
    assert told("p.html")[-2:] == [
        "p.html: the page names a feed",
        "    If the show is meant: audiobuild import https://a.de/feed.xml",
    ]
