"""What a feed says of its show beside its episodes, and what becomes of it in show.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from programs import audiobuild

from audiobuild.publication import former_settings

FEED = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:podcast="https://podcastindex.org/namespace/1.0">
<channel><title>Stadt &amp;amp; Fluss</title><link>https://www.stadt-kai.de/</link>
<description><![CDATA[<p>Was uns <b>bewegt</b>.</p><p>Jede&nbsp;Woche &uuml;ber Flüsse, 3 < 4.</p>]]></description>
<language>German</language>
<itunes:author>Stadt Kai</itunes:author><itunes:owner><itunes:email>presse@stadt-kai.de</itunes:email></itunes:owner>
<itunes:category text="News"><itunes:category text="Politics"/></itunes:category><itunes:category text="Arts"/>
<podcast:funding url="https://stadt-kai.de/mit">Mit &amp; für uns</podcast:funding>
<podcast:license url="https://creativecommons.org/licenses/by/4.0/">cc-by-4.0</podcast:license>
<podcast:updateFrequency rrule="FREQ=WEEKLY;INTERVAL=2">alle zwei Wochen</podcast:updateFrequency>
<itunes:complete>Yes</itunes:complete>
<item><title>Am Hafen</title><guid isPermaLink="false">fluss-1</guid><pubDate>Mon, 04 Mar 2019 06:00:00 +0100</pubDate>
<enclosure url="https://media.stadt-kai.de/1.m4a" length="12345" type="audio/x-m4a"/></item>
</channel></rss>
"""


def test_what_a_feed_says_of_its_show_beside_its_episodes() -> None:
    found = former_settings.of(FEED.encode(), place="old.xml")
    assert (found.language, found.blocked) == ("de", False)
    assert found.keys == {
        "frequency": "biweekly",
        "funding": {"link": "https://stadt-kai.de/mit", "text": "Mit & für uns"},
        "licence": "cc-by-4.0",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
        "complete": True,
    }
    assert [problem.message for problem in found.untaken] == ["further categories are not taken over: 'Arts'"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<p>Eins.</p><p>Zwei<br/>Drei &amp; vier</p>", "Eins. Zwei Drei & vier"),
        ("3 < 4 und 5 > 4, wir &amp; ihr", "3 < 4 und 5 > 4, wir & ihr"),
        ("Ohne alles", "Ohne alles"),
    ],
)
def test_a_text_with_html_in_it(text: str, plain: str) -> None:
    assert former_settings.plain(text) == plain


@pytest.mark.parametrize(
    ("said", "tag"),
    [("german", "de"), ("Deutsch", "de"), ("de_AT", "de-AT"), ("English (US)", "en"), ("klingonisch", ""), ("", "")],
)
def test_the_language_that_is_meant(said: str, tag: str) -> None:
    assert former_settings.language(said) == tag


def test_a_show_is_taken_over_with_its_settings(tmp_path: Path) -> None:
    (tmp_path / "old.xml").write_text(FEED)
    done = audiobuild("new", "old.xml", "-C", "p", "--link", "https://hoeren.stadt-kai.de", cwd=tmp_path)
    assert "Stadt & Fluss: 1 episode of 2019-03-04 stays in the feed as it is\n" in done.stderr
    assert "content/show.toml: guid: the feed says neither its podcast:guid nor its own address" in done.stderr
    show = tomllib.loads((tmp_path / "p/content/show.toml").read_text())
    assert {key: show[key] for key in ("title", "description", "language", "complete", "frequency", "funding")} == {
        "title": "Stadt & Fluss",
        "description": "Was uns bewegt. Jede Woche über Flüsse, 3 < 4.",
        "language": "de",
        "complete": True,
        "frequency": "biweekly",
        "funding": {"link": "https://stadt-kai.de/mit", "text": "Mit & für uns"},
    }


@pytest.mark.parametrize(
    ("change", "options", "told"),
    [
        (
            ("<language>", "<itunes:block>Yes</itunes:block><language>"),
            (),
            "old.xml: asks directories not to list the show",
        ),
        (("German", "klingonisch"), (), "old.xml: does not say in which language the show is, or not by a code"),
        (("3 < 4", "lang " * 900), (), "Stadt & Fluss: description: "),
        (("x", "x"), ("--date", "2020-01-01"), "--date is about an interview, and old.xml is the feed of a show"),
    ],
)
def test_what_keeps_a_show_from_being_taken_over(
    tmp_path: Path, change: tuple[str, str], options: tuple[str, ...], told: str
) -> None:
    (tmp_path / "old.xml").write_text(FEED.replace(*change))
    new = ("new", "old.xml", "-C", "p", "--link", "https://hoeren.stadt-kai.de", *options)
    done = audiobuild(*new, cwd=tmp_path, check=False)
    assert done.returncode in (2, 3)
    assert told in done.stderr
    assert "stays in the feed" not in done.stderr
    assert not (tmp_path / "p").exists()
