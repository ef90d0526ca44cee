"""The show's page and the small player in a real browser, and what pages say of themselves to other programs.

``node/landing.js`` and ``node/embed.js`` do it and say what they found; each test here asks one thing of that.
"""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from programs import Once, SaidOnce, node, run, tool
from writers.episodes import SHOW, changed
from writers.test_feed import ITEM

from audiobuild.model import Directories
from audiobuild.publication import subscribing
from audiobuild.site.templates import asset
from audiobuild.site.writers import page

LINK = "https://podcast.example.org/gespraeche/"


@pytest.fixture(scope="module")
def landing(samples: Any, once: Once) -> Any:
    tool("chromium")

    def make(folder: Path) -> None:
        (folder / "assets").mkdir(parents=True)
        items = tuple(
            changed(
                ITEM,
                slug=f"folge-{number}",
                title=f"Folge {number}: Bücher und Brücken",
                date=datetime.date(2024, 1, number + 1),
            )
            for number in range(30)
        )
        (folder / "index.html").write_bytes(page.index(SHOW, items, cover="cover.jpg"))
        for name, data in page.assets().items():
            (folder / name).write_bytes(data)
        (folder / "said.json").write_text(json.dumps(node("landing.js", samples / "dist", folder, "tide-mill")))

    folder = once("landing", make)
    return json.loads((folder / "said.json").read_text()) | {"folder": folder}


@pytest.fixture(scope="module")
def embed(samples: Any, said_once: SaidOnce) -> Any:
    tool("chromium")
    return said_once("embed", "embed.js", samples / "dist", "tide-mill")


def test_the_newest_is_played_and_the_address_copied(landing: Any) -> None:
    assert landing["errors"] == []
    assert landing["played"] == "tide-mill/index.html"
    assert landing["copied"] == [f"{LINK}feed.xml", "Adresse kopiert."]


def test_the_code_is_read_by_somebody_else(landing: Any) -> None:
    assert run(tool("zbarimg"), "-q", "--raw", landing["folder"] / "qr.png").stdout.strip() == LINK


def test_search_is_there_for_long_lists_and_finds_letters_without_their_marks(landing: Any) -> None:
    assert landing["search"] is False
    assert landing["found"] == [["Folge 17: Bücher und Brücken"], "1 von 30 Folgen"]
    assert landing["none"] == [[], "0 von 30 Folgen"]
    assert landing["all"] == 30


def test_a_browser_takes_the_cover_that_it_shows_sharp(landing: Any) -> None:
    assert (landing["cover"], landing["sharp"]) == ("cover-300.jpg", "cover-600.jpg")


def test_nobody_is_kept_out(landing: Any) -> None:
    assert [one for one in landing["axe"].items() if one[1]] == []
    assert len(landing["axe"]) == 4
    assert landing["wide 320"] == landing["wide 375"] == 0
    assert landing["scriptless"] == [False, False, True]


def test_every_control_has_a_name_of_its_own(landing: Any) -> None:
    names = re.findall(r"- (link|button|textbox|searchbox|img) \"(.*?)\"", landing["tree"])
    assert len(names) == len(set(names)) == 10
    assert landing["tree"].count("- list:") == 2


@pytest.mark.parametrize("kind", ["free", "trusted", "strict", "still"])
def test_the_small_player_works_in_the_page_of_somebody_else(embed: Any, kind: Any) -> None:
    """Free, in a sandbox, in one without an origin of its own; and where nobody makes its frame grow."""
    found = embed[kind]
    assert found["errors"] == []
    assert found["closed"] <= 180
    assert (found["before"], found["shut"]) == (180, 180)
    assert (found["name"], found["playing"]) == ("Play", "Pause")
    assert found["title"] == "Two neighbours and a tide mill"
    assert found["artwork"] == ["150x150", "300x300", "600x600"]
    assert 9.5 < found["step"] < 11
    assert re.fullmatch(r"1\d seconds of 3 minutes \d+ seconds", found["said"])
    assert (found["open"] > 400) == (kind != "still")
    assert found["bar"] < 180 / 3 or kind != "still"
    assert found["marked"] == [found["target"]]
    assert found["scrolled"] == 0


def test_what_cannot_be_loaded_is_said_and_tried_again(embed: Any) -> None:
    message, name, frame, height = embed["again"]["failed"]
    assert (message, name) == ("The audio cannot be loaded. “Play” tries again.", "Play")
    assert height <= frame == 180
    assert embed["again"]["after"] == ""


def test_who_waits_is_told(embed: Any) -> None:
    assert embed["late"] == {"waiting": ["Loading …", "true"], "after": ["", "false"]}


def test_the_small_player_fits_and_plays_without_script(embed: Any) -> None:
    (fits, height, native), (fits_too, height_too, native_too) = embed["narrow"], embed["scriptless"]
    assert fits
    assert fits_too
    assert max(height, height_too) <= 180
    assert (native, native_too) == (False, True)


# --- what other programs read ---------------------------------------------------------------------------------------


class Head(HTMLParser):
    """The meta elements and links of a page, and its data."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.data: dict[str, Any] = {}
        self._inside = False
        self.feed(path.read_text())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.meta[said.get("property") or said.get("name") or ""] = said.get("content", "")
        if tag == "link":
            self.links[said["rel"]] = said["href"]
        self._inside = tag == "script" and said.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.data = json.loads(data)
            self._inside = False


def test_a_show_and_its_episodes_are_known_by_those_who_list_and_share_them(samples: Any) -> None:
    show, episode = (Head(samples / "dist" / name) for name in ("index.html", "tide-mill/index.html"))
    assert show.data["@type"] == "PodcastSeries"
    assert (show.data["name"], show.data["webFeed"]) == ("Gespräche zum Hören", f"{LINK}feed.xml")
    assert episode.data["@type"] == "PodcastEpisode"
    assert episode.data["datePublished"] == "2024-06-20"
    assert re.fullmatch(r"PT2\d\dS", episode.data["timeRequired"])
    assert episode.data["associatedMedia"]["contentUrl"] == f"{LINK}tide-mill/tide-mill.mp3"
    assert episode.data["partOfSeries"]["url"] == show.data["url"] == LINK
    assert [one["name"] for one in episode.data["contributor"]] == ["The editors", "Ruth Abernathy", "Tomos Vaughan"]
    for head in (show, episode):
        assert head.meta["og:title"] == head.data["name"]
        assert head.meta["og:description"] == head.meta["description"] == head.data["description"]
        assert head.meta["og:url"] == head.links["canonical"] == head.data["url"]
        assert head.meta["og:image"] == head.data["image"] == f"{LINK}cover.jpg"
    assert episode.meta["og:audio"] == episode.data["associatedMedia"]["contentUrl"]
    assert (show.links["icon"], episode.links["icon"]) == ("icon.png", "../icon.png")


def test_nothing_that_an_editor_writes_ends_the_data() -> None:
    title = "</script><script>alert('&')</script>"
    document = page.index(replace(SHOW, title=title), (), cover="cover.jpg").decode()
    assert "alert('" not in document
    data = re.findall(r"ld\+json\">(.*?)</script>", document)
    assert json.loads(data[0])["name"] == title


def test_apps_are_handed_the_feed_in_their_own_way() -> None:
    show = replace(SHOW, link="https://example.org/g/")
    assert {way.name: way.href for way in subscribing.ways(show)} == {
        "AntennaPod": "antennapod-subscribe://example.org/g/feed.xml",
        "Apple Podcasts": "podcast://example.org/g/feed.xml",
        "Overcast": "overcast://x-callback-url/add?url=https%3A%2F%2Fexample.org%2Fg%2Ffeed.xml",
        "Pocket Casts": "pktc://subscribe/example.org/g/feed.xml",
    }
    listed = Directories(apple="https://podcasts.apple.com/podcast/id1", spotify="https://open.spotify.com/show/a")
    named = {way.name: way.href for way in subscribing.ways(replace(show, directories=listed))}
    assert (named["Apple Podcasts"], named["Spotify"]) == (listed.apple, listed.spotify)


def test_each_title_summary_and_name_is_in_its_own_language_and_direction() -> None:
    hebrew = changed(ITEM, title="שלום", summary="שיחה", language="he")
    document = page.index(replace(SHOW, language="de"), (hebrew,), cover="c.jpg").decode()
    row = document[document.index('<ul class="episodes"') :]
    assert '<li lang="he" dir="rtl"' in row
    assert '<p class="facts" lang="de" dir="ltr">' in row
    assert '<bdi lang="he">' in row


def test_small_files_stay_small() -> None:
    sizes = {name: len(asset(name)) for name in ("list.js", "embed.css", "embed.js", "grow.js")}
    assert sizes["list.js"] <= 2_600
    assert sizes["embed.css"] <= 4_400
    assert sizes["embed.js"] <= 6_400
    assert sizes["grow.js"] <= 500
