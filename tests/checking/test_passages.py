"""What stands between paragraphs: each way of publishing it wrongly is found in the file in which it is."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from published import published

from audiobuild import checking
from audiobuild.checking import pages, pictures, publications, sentences
from audiobuild.checking.finding import Finding
from audiobuild.checking.publications import daisy, narration, shaped, skipping
from audiobuild.checking.site import Site

from .mutate import as_written, data, entry, sub, write

NOW = datetime(2026, 12, 1, tzinfo=UTC)
PAGE, EPUB, DAISY = "index.html", "turm.epub", "turm-daisy.zip"
Break = Callable[[Path], None]


@pytest.fixture
def broken(illustrated: Path, tmp_path: Path) -> Path:
    """A copy to be broken, of links: whoever changes a file must write a new one."""
    shutil.copytree(illustrated / "dist", tmp_path / "dist", copy_function=os.link)
    return tmp_path / "dist" / "turm"


def photograph(path: Path) -> None:
    """With a place in it, as telephones make them."""
    image = Image.open(io.BytesIO(path.read_bytes()))
    notes = image.getexif()
    notes.get_ifd(0x8825).update({1: "N", 2: (54.0, 6.0, 25.0)})
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=notes)
    write(path, buffer.getvalue())


def test_nothing_is_wrong_with_it(broken: Path) -> None:
    report = checking.check(broken.parents[1], jobs=1, now=NOW)
    assert (report.findings, report.episodes) == ((), ("turm",))


FAULTS: list[tuple[str, str, Break, str]] = [
    ("another description", PAGE, sub('alt="Der Turm bei', 'alt="Das Tor bei'), narration.TRUTH),
    ("no description", PAGE, sub(' alt="Karte[^"]*"', ""), pages.ALT),
    ("a decoration that is none", PAGE, sub(' class="decoration"', ""), pages.ALT),
    ("a described picture that nobody hears", PAGE, sub(r' alt=""(?= width="\d+" height="\d+" loading)', ' alt="Zierde"'), narration.TRUTH),
    ("a caption that nobody hears", PAGE, sub("<figcaption>", "<figcaption>Foto: "), narration.TRUTH),
    ("a picture that is not there", PAGE, sub(r'src="picture-\w+\.png"', 'src="picture-0.png"'), pages.LINKS),
    ("another cell", PAGE, sub("380 €", "381 €"), narration.TRUTH),
    ("another head", PAGE, sub(">2023<", ">2022<"), narration.TRUTH),
    ("cells in another order", PAGE, sub(r"(<th[^>]*>Haus</th>\n)(<td.*>\n)(<td.*>\n)", r"\1\3\2"), narration.TRUTH),
    ("a head that is none", PAGE, sub('<th scope="col"([^>]*)>2023</th>', r"<td\1></td>"), narration.HEADS),
    ("no scope", PAGE, lambda path: sub(' scope="col"', "", 3)(path), narration.HEADS),
    ("a row that is not heard", PAGE, sub(r'<tr id="s\d+" data-start="\d+" data-end="\d+">\n<th scope="row">Haus', '<tr><th scope="row">Haus'), narration.TRUTH),
    ("a footnote that leads nowhere", PAGE, sub('href="#fn2"', 'href="#fn9"'), pages.LINKS),
    ("no way back", PAGE, sub('href="#fnref3"', 'href="#fnref9"'), pages.LINKS),
    ("a mark that is read out", PAGE, sub('class="noteref" ', ""), narration.TRUTH),
    ("a heading that nobody hears", PAGE, sub(r'<h2 id="s\d+" data-start="\d+" data-end="\d+"[^>]*>Was', "<h2>Was"), narration.TRUTH),
    ("EPUB: another description", EPUB, entry("EPUB/text1.xhtml", 'alt="Der Turm bei', 'alt="Das Tor bei'), narration.TRUTH),
    ("EPUB: no description", EPUB, entry("EPUB/text1.xhtml", ' alt="Karte[^"]*"', ""), pages.ALT),
    ("EPUB: another cell", EPUB, entry("EPUB/text1.xhtml", "380 €", "381 €"), narration.TRUTH),
    ("EPUB: a footnote that leads nowhere", EPUB, entry("EPUB/text1.xhtml", 'href="#fn2"', 'href="#fn9"'), pages.LINKS),
    ("EPUB: a footnote in no document", EPUB, entry("EPUB/text1.xhtml", 'href="#fn', 'href="text9.xhtml#fn'), pages.LINKS),
    ("EPUB: a picture that is not there", EPUB, entry("EPUB/text1.xhtml", r'src="images/picture-\w+', 'src="images/picture-0'), pages.LINKS),
    ("DAISY: a picture that is not there", DAISY, entry("text.html", 'src="p0002.jpg"', 'src="p0009.jpg"'), pages.LINKS),
    ("DAISY: another name of a heading", DAISY, entry("ncc.html", "Was vorher geschah", "Was nachher geschah"), daisy.BOOK),
    ("DAISY: a note without an entry", DAISY, entry("ncc.html", '<span class="noteref" id="nav-s8">.*</span>', ""), skipping.RULE),
    ("DAISY: an entry of another kind", DAISY, entry("ncc.html", '"noteref" id="nav-s8"', '"optional-prodnote" id="nav-s8"'), skipping.RULE),
    ("DAISY: what the format's schema does not know", DAISY, entry("s0002.smil", 'id="text-s8"', 'id="text-s8" region="textView"'), shaped.RULE),
    ("DAISY: a table of contents with a direction", DAISY, entry("ncc.html", "<html ", '<html dir="ltr" '), shaped.RULE),
    ("DAISY: no scope", DAISY, entry("text.html", '<th scope="col">Ort', "<th>Ort"), narration.TRUTH),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "change", "rule"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_each_fault_is_found(broken: Path, file: str, change: Break, rule: str) -> None:
    change(broken / file)
    findings: list[Finding] = []
    site, whole = Site(dist=broken.parent), published(broken / PAGE)
    tree = pages.parse(whole, findings)
    assert tree is not None
    pages.links(site, whole, tree, findings)
    findings += pages.undescribed(whole, tree.iter("img"))
    publications.check(whole, tree, None, findings)
    assert (f"dist/turm/{file}", rule) in [(found.file, found.rule) for found in findings]


def test_a_row_that_a_transcript_says_otherwise_is_found(broken: Path) -> None:
    sub(r"Turm \(2023", "Turm (2022")(broken / "transcript.vtt")
    as_written(broken.parent)
    found = [(one.file, one.rule) for one in checking.check(broken.parents[1], jobs=1, now=NOW).findings]
    assert found == [("dist/turm/transcript.vtt", sentences.AGREE)]


def test_a_picture_that_says_where_it_was_taken_is_found(broken: Path) -> None:
    path = min(broken.glob("picture-*.jpg"))
    photograph(path)
    as_written(broken.parent)
    found, other = checking.check(broken.parents[1], jobs=1, now=NOW).findings
    assert (found.file, found.rule) == (f"dist/turm/{path.name}", pictures.RULE)
    assert (other.file, other.rule) == ("dist/turm/index.html", publications.SET)  # the books have another picture
    assert found.message == f"{path.name} holds more than is seen: a place, a camera, a comment, or another picture"


def as_jpeg(path: Path) -> bytes:
    """The same picture, of the same size."""
    out = io.BytesIO()
    Image.open(path).convert("RGB").save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (data(lambda _: b"<svg/>"), "is no picture"),
        (data(lambda whole: whole[: len(whole) // 2]), "is broken"),
        (lambda path: write(path, as_jpeg(path)), "is a JPEG picture by another name"),
    ],
    ids=["no picture", "cut off", "another kind"],
)
def test_a_file_that_is_no_picture_is_found(broken: Path, change: Break, message: str) -> None:
    (path,) = broken.glob("picture-*.png")
    change(path)
    as_written(broken.parent)
    findings = checking.check(broken.parents[1], jobs=1, now=NOW).findings
    assert [found.rule for found in findings] == [pictures.RULE, publications.SET]
    assert re.search(message, findings[0].message)
