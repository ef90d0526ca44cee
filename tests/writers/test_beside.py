"""What stands beside an interview (notes, links, a picture of its own) in each format, read by the programs of others."""

from __future__ import annotations

import io
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import eyed3
import feedparser
import podcastparser
import pytest
from lxml import html
from mutagen.id3 import ID3
from PIL import Image
from programs import node

from audiobuild.model import Link, PictureFile, Timeline
from audiobuild.publication import addresses
from audiobuild.site.pictures import EpisodePictures
from audiobuild.site.writers import daisy, epub, id3, page

from .books import BODY, COVER, an_epub, hand_made, silence
from .episodes import SHOW, about, changed, episode, written
from .test_feed import ITEM, files

NOTES = "Hallo *du*, **[hier](https://a.example/x?a=1&b=2)** & mehr: [Open Lab]{lang=en}.\n\n- eins\n- zwei"
LINKS = (
    Link(title="Satzung <1>", url="https://a.example/s.pdf?x=1&y=a+b"),
    Link(title="Ä", url="mailto:a@b.example"),
)
BESIDE = {
    "notes": NOTES,
    "links": LINKS,
    "image": "foto.png",
    "image_alt": 'Ein "Haus" & ein Baum',
    "image_credit": "Foto: <Wir>",
}
PLAIN = (
    "Worum es geht & <was>.\n\nHallo du, hier (https://a.example/x?a=1&b=2) & mehr: Open Lab.\n\n• eins\n• zwei\n\n"
    "Satzung <1>: https://a.example/s.pdf?x=1&y=a+b\nÄ: mailto:a@b.example\n\nFoto: <Wir>"
)
FILES = (
    PictureFile(name="cover.jpg", digest="c0", width=1400, height=1400),
    PictureFile(name="picture.jpg", digest="d1", width=300, height=200),
    *(PictureFile(name=f"cover-{side}.jpg", digest=f"e{side}", width=side, height=side) for side in (150, 300, 600)),
)
PAGE = "https://example.org/g/folge/"
XHTML = "{http://www.w3.org/1999/xhtml}"
ITEM_BESIDE = changed(ITEM, pictures=FILES, **BESIDE)


def jpeg(size: tuple[int, int]) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size).save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.fixture(scope="module")
def own() -> EpisodePictures:
    data = {one.name: jpeg((one.width, one.height)) for one in FILES}
    return EpisodePictures(files=FILES, data=data)


@pytest.fixture(scope="module")
def made() -> Timeline:
    return about(episode(BODY), **BESIDE)


def feed() -> Any:
    return files(items=[ITEM_BESIDE])["feed.xml"]


# --- feed -----------------------------------------------------------------------------------------------------------


def test_feedparser_reads_notes_links_and_picture() -> None:
    found = feedparser.parse(feed())
    assert not found.bozo
    (item,) = found.entries
    described: Any = html.fromstring(f"<div>{item.summary}</div>")
    encoded: Any = html.fromstring(f"<div>{item.content[0].value}</div>")
    for shown in (described, encoded):
        text = " ".join(shown.text_content().split())
        assert text.startswith("Worum es geht.")
        for part in ("Hallo du, hier & mehr: Open Lab.", "eins", "zwei", "Links:", "Satzung <1>", "Ä", "Foto: <Wir>"):
            assert part in text
        wanted = ["https://a.example/x?a=1&b=2", "https://a.example/s.pdf?x=1&y=a+b", "mailto:a@b.example"]
        assert [link.get("href") for link in shown.iter("a")][:3] == wanted
    assert {element.tag for element in described.iterdescendants()} == {"p", "ul", "li", "a"}
    assert [element.text_content() for element in encoded.iter("em", "strong", "span")] == ["du", "hier", "Open Lab"]
    assert item.image.href == f"{PAGE}cover.jpg?v=c0.jpg"


def test_podcastparser_reads_notes_and_picture() -> None:
    (item,) = podcastparser.parse("https://example.org/g/feed.xml", BytesIO(feed()))["episodes"]
    assert item["episode_art_url"] == f"{PAGE}cover.jpg?v=c0.jpg"
    assert '<a href="https://a.example/x?a=1&amp;b=2"><strong>hier</strong></a>' in item["description_html"]
    assert "zwei" in item["description"]


def test_podcast_partytime_reads_notes_and_picture(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(feed())
    (item,) = node("read.mjs", "feed", path)["items"]
    assert item["image"] == f"{PAGE}cover.jpg?v=c0.jpg"
    assert '<a href="https://a.example/x?a=1&b=2">hier</a>' in item["description"]  # it undoes one escape more


def test_each_picture_says_what_is_seen_in_it() -> None:
    (item,) = Xml.fromstring(feed()).iter("item")
    found = [dict(one.attrib) for one in item.iter("{https://podcastindex.org/namespace/1.0}image")]
    common = {"alt": 'Ein "Haus" & ein Baum', "type": "image/jpeg", "purpose": "artwork"}
    assert found == [
        {**common, "href": f"{PAGE}cover.jpg?v=c0.jpg", "width": "1400", "height": "1400"},
        {**common, "href": f"{PAGE}picture.jpg?v=d1.jpg", "width": "300", "height": "200"},
    ]


def test_a_picture_alone_leaves_the_description_as_it_is() -> None:
    item = changed(ITEM, pictures=FILES, image="foto.png", image_alt="x")
    (found,) = Xml.fromstring(files(items=[item])["feed.xml"]).iter("item")
    assert found.findtext("description") == "Worum es geht."


def test_a_feed_without_them_is_as_it_was() -> None:
    text = files()["feed.xml"].decode()
    assert "podcast:image" not in text.partition("<item>")[2]
    assert text.count("itunes:image") == 1


# --- tag ------------------------------------------------------------------------------------------------------------


def test_mutagen_and_eyed3_read_comment_links_and_cover(made: Timeline, own: EpisodePictures, tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(id3.tag(SHOW, made, own.data["cover.jpg"], link=PAGE) + b"\xff\xfb\x90\x00" + bytes(413))
    tag = ID3(path)
    assert [frame.text for frame in tag.getall("COMM")] == [[PLAIN]]
    assert [(frame.desc, frame.url) for frame in tag.getall("WXXX")] == [(link.title, link.url) for link in LINKS]
    assert [frame.url for frame in tag.getall("WOAF")] == [PAGE]
    assert [(frame.type, frame.data) for frame in tag.getall("APIC")] == [(3, own.data["cover.jpg"])]
    other = eyed3.load(str(path)).tag
    assert [comment.text for comment in other.comments] == [PLAIN]
    assert [(frame.description, frame.url.rstrip("\0")) for frame in other.user_url_frames] == [
        (link.title, link.url) for link in LINKS
    ]


# --- page and books -------------------------------------------------------------------------------------------------


def test_the_page_shows_picture_notes_and_links(made: Timeline, own: EpisodePictures) -> None:
    tree: Any = html.document_fromstring(written(page.episode, SHOW, made, cover="cover.jpg", own=own))
    (figure,) = tree.iter("figure")
    (picture,) = figure.iter("img")
    assert dict(picture.attrib) == {
        "src": "picture.jpg?v=d1.jpg",
        "alt": 'Ein "Haus" & ein Baum',
        "width": "300",
        "height": "200",
    }
    assert "".join(figure.itertext()).strip() == "Foto: <Wir>"
    (section,) = tree.xpath("//section[@class='notes']")
    assert [(one.tag, one.text_content()) for one in section.iter("h2", "h3", "p", "li")] == [
        *(("h2", "Zu dieser Folge"), ("p", "Hallo du, hier & mehr: Open Lab."), ("li", "eins"), ("li", "zwei")),
        *(("h3", "Links"), ("li", "Satzung <1>"), ("li", "Ä")),
    ]
    assert [link.get("href") for link in section.iter("a")] == [
        "https://a.example/x?a=1&b=2",
        *(one.url for one in LINKS),
    ]
    assert section.xpath(".//span/@lang") == ["en"]
    assert tree.xpath("//section[contains(@class, 'player')]/@data-cover") == ["cover.jpg?v=c0.jpg"]


def test_an_episode_without_them_is_as_it_was() -> None:
    laid = hand_made()
    text = written(page.episode, SHOW, laid, cover="cover.jpg").decode()
    assert not any(part in text for part in ("<figure", 'class="notes"', "Zu dieser Folge"))
    with zipfile.ZipFile(io.BytesIO(an_epub(laid))) as archive:
        assert "EPUB/about.xhtml" not in archive.namelist()
        assert b"visual" not in archive.read("EPUB/package.opf")


def test_the_epub_has_a_page_to_be_read_only(made: Timeline, own: EpisodePictures) -> None:
    book = written(epub.write, SHOW, made, cover=own.data["cover.jpg"], cover_name="cover.jpg", mp3_of=silence, own=own)
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(("html", "opf"))}
        assert archive.read("EPUB/images/picture.jpg") == own.data["picture.jpg"]
        assert archive.read("EPUB/images/cover.jpg") == own.data["cover.jpg"] != COVER
    document = Xml.fromstring(texts["EPUB/about.xhtml"])
    (picture,) = document.iter(f"{XHTML}img")
    assert (picture.get("src"), picture.get("alt")) == ("images/picture.jpg", 'Ein "Haus" & ein Baum')
    assert " ".join("".join(document.find(f"{XHTML}body").itertext()).split()) == (  # type: ignore[union-attr]
        "Zu dieser Folge Foto: <Wir> Hallo du, hier & mehr: Open Lab. eins zwei Links Satzung <1> Ä"
    )
    opf = texts["EPUB/package.opf"]
    assert '<itemref idref="about"/>' in opf
    assert '<meta property="schema:accessMode">visual</meta>' in opf
    assert '<meta property="schema:accessibilityFeature">alternativeText</meta>' in opf
    assert '"schema:accessModeSufficient">auditory' not in opf
    assert "Auch die Seite „Zu dieser Folge“ ist nur zu lesen." in opf
    assert '<a href="about.xhtml"><span lang="de" xml:lang="de">Zu dieser Folge</span></a>' in texts["EPUB/nav.xhtml"]


def test_the_daisy_book_has_them_at_the_end_of_its_text(made: Timeline, own: EpisodePictures) -> None:
    with zipfile.ZipFile(io.BytesIO(written(daisy.write, SHOW, made, mp3_of=silence, own=own))) as archive:
        names = archive.namelist()
        assert archive.read("picture.jpg") == own.data["picture.jpg"]
        text, ncc = Xml.fromstring(archive.read("text.html")), Xml.fromstring(archive.read("ncc.html"))
        smil = "".join(archive.read(name).decode() for name in names if name.endswith(".smil"))
    body = text.find(f"{XHTML}body")
    assert body is not None
    assert body[-1].get("class") == "unheard"
    assert " ".join("".join(body[-1].itertext()).split()) == (
        "Zu dieser Folge Foto: <Wir> Hallo du, hier & mehr: Open Lab. eins zwei Satzung <1> Ä"
    )
    assert [one.get("alt") for one in body[-1].iter(f"{XHTML}img")] == ['Ein "Haus" & ein Baum']
    (count,) = [meta.get("content") for meta in ncc.iter(f"{XHTML}meta") if meta.get("name") == "ncc:files"]
    assert count == str(len(names))
    assert "Hallo" not in smil


def test_an_address_changes_with_what_is_there() -> None:
    assert addresses.versioned("cover.jpg", "ab") == "cover.jpg?v=ab.jpg"
