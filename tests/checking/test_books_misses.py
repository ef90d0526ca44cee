"""Ways of breaking books, sound and manifest that were once not found, and others of their kinds. As in ``test_misses``, the
manifest describes what lies there, so no digest gives it away."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from audiobuild import checking
from audiobuild.checking import artwork, hearing, identity, manifest, publications
from audiobuild.checking.publications import daisy, epub, shaped, skipping
from audiobuild.checking.statements import facts
from audiobuild.model import FRAME_MS
from audiobuild.site.manifest import parsed
from audiobuild.sound import layer3, mp3

from .mutate import AUDIO, SIZE, as_json, as_written, both, entry, write

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MP3, EPUB, DAISY, COVER, MANIFEST = (
    "neu/neu.mp3",
    "neu/neu.epub",
    "neu/neu-daisy.zip",
    "cover.jpg",
    "audiobuild-manifest.json",
)
OPF, NAV, TEXT, OVERLAY = "EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/text1.xhtml", "EPUB/overlays/text1.smil"
COLOPHON = "EPUB/colophon.xhtml"
SILENT = mp3.silent_frame(AUDIO)


def tiles(dist: Path) -> dict[str, tuple[int, int]]:
    """The frames of each sentence, by its id on the page."""
    page = (dist / "neu/index.html").read_text()
    found = re.finditer(r'id="(s\d+)"[^>]*? data-start="(\d+)" data-end="(\d+)"', page)
    return {one[1]: (int(one[2]) // FRAME_MS, int(one[3]) // FRAME_MS) for one in found}


def resound(dist: Path, change: Any, *, books: bool = True) -> None:
    """The frames of the timeline changed: in the MP3, and in both books alike."""
    whole = (dist / MP3).read_bytes()
    start = layer3.id3v2_bytes(whole)
    tail = mp3.tail_frames(AUDIO)
    frames = [whole[at : at + SIZE] for at in range(start + SIZE, len(whole), SIZE)][:-tail]
    before = b"".join(frames)
    change(frames)
    after = b"".join(frames)
    write(dist / MP3, whole[:start] + mp3.whole(after, AUDIO))
    for name in (EPUB, DAISY) if books else ():
        archived(dist / name, lambda held: _parted(held, before, after))
    path = dist / MANIFEST
    meant_to_be = parsed(path.read_bytes())
    assert meant_to_be
    digest = facts.digest((dist / MP3).read_bytes()[start + SIZE :])
    write(path, path.read_bytes().replace(meant_to_be.items["neu"].mp3.sound.encode(), digest.encode()))


def _parted(held: dict[str, bytes], before: bytes, after: bytes) -> dict[str, bytes]:
    for name, data in held.items():
        if name.endswith(".mp3"):
            part = data[SIZE : -mp3.tail_frames(AUDIO) * SIZE]
            at = before.index(part)
            held[name] = mp3.whole(after[at : at + len(part)], AUDIO)
    return held


def archived(path: Path, change: Any) -> None:
    """What an archive holds, changed."""
    with zipfile.ZipFile(path) as archive:
        held = change({info.filename: archive.read(info) for info in archive.infolist()})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    write(path, buffer.getvalue())


def mute(frames: list[bytes], start: int, end: int) -> None:
    frames[start:end] = [SILENT] * (end - start)


def found(dist: Path) -> set[tuple[str, str]]:
    as_written(dist)
    findings = checking.check(dist.parent, jobs=1, now=NOW).findings
    assert all(one.message and one.remedy for one in findings)
    return {(one.file.removeprefix("dist/"), one.rule) for one in findings}


def test_a_silent_sentence_is_found(broken: Path) -> None:
    resound(broken, lambda frames: mute(frames, *tiles(broken)["s5"]))
    assert (MP3, hearing.SPOKEN) in found(broken)


def test_a_sentence_that_lacks_its_end_is_found(broken: Path) -> None:
    start, end = tiles(broken)["s5"]
    resound(broken, lambda frames: mute(frames, start + 8, end))
    assert (MP3, hearing.SPOKEN) in found(broken)


def test_the_sound_of_another_sentence_is_found(broken: Path) -> None:
    tile = tiles(broken)
    (a, b), (c, d) = sorted((tile["s5"], tile["s6"]), key=lambda one: one[1] - one[0])

    def change(frames: list[bytes]) -> None:
        frames[c:d] = frames[a:b] + [SILENT] * (d - c - (b - a))

    resound(broken, change)
    assert {(MP3, hearing.OWN), (MP3, hearing.SPOKEN)} & found(broken)


def test_exchanged_sentences_are_found(broken: Path) -> None:
    (a, b), (c, d) = (tiles(broken)[name] for name in ("s5", "s6"))
    assert b == c

    def change(frames: list[bytes]) -> None:
        frames[a:d] = frames[c:d] + frames[a:b]

    resound(broken, change)
    assert (MP3, hearing.SPOKEN) in found(broken)


def test_books_with_another_sound_than_the_episode_are_found(broken: Path) -> None:
    resound(broken, lambda frames: mute(frames, *tiles(broken)["s5"]), books=False)
    assert {(EPUB, facts.SAME), (DAISY, facts.SAME)} <= found(broken)


@pytest.mark.parametrize("book", [EPUB, DAISY])
def test_a_chapter_with_the_sound_of_another_is_found(broken: Path, book: str) -> None:
    def change(held: dict[str, bytes]) -> dict[str, bytes]:
        one, other = sorted(name for name in held if name.endswith(".mp3"))[1:3]
        frames = len(held[one]) // SIZE - 1 - mp3.tail_frames(AUDIO)
        sound = (held[other][SIZE:] * 9)[: frames * SIZE]
        return held | {one: mp3.whole(sound, AUDIO)}

    archived(broken / book, change)
    assert (book, facts.SAME) in found(broken)


MISSES = [
    ("EPUB: a chapter out of the order", EPUB, entry(OPF, '<itemref idref="text1"/>', '<itemref idref="text1" linear="no"/>'), shaped.RULE),
    ("EPUB: pages turned the wrong way", EPUB, entry(OPF, "<spine>", '<spine page-progression-direction="rtl">'), shaped.RULE),
    ("EPUB: fixed pages", EPUB, entry(OPF, '(<meta property="media:active)', r'<meta property="rendition:layout">pre-paginated</meta>\1'), shaped.RULE),
    ("EPUB: hidden contents", EPUB, entry(NAV, "<nav ", '<nav hidden="hidden" '), shaped.RULE),
    ("EPUB: a chapter for no screen reader", EPUB, entry(TEXT, "<section ", '<section aria-hidden="true" '), shaped.RULE),
    ("EPUB: a style of its own", EPUB, entry(TEXT, "<p>", '<p style="display:none">'), shaped.RULE),
    ("EPUB: a heading of no level", EPUB, entry(TEXT, r"<h2 (.*)</h2>", r"<h5 \1</h5>"), shaped.RULE),
    ("EPUB: another sort of chapter", EPUB, entry(OVERLAY, 'epub:type="conclusion"', 'epub:type="footnote"'), skipping.RULE),
    ("EPUB: a sentence that can be skipped", EPUB, entry(OVERLAY, "<par ", '<par epub:type="figure" '), skipping.RULE),
    ("EPUB: a hazard", EPUB, entry(OPF, 'Hazard">none', 'Hazard">flashing'), epub.CLAIMS),
    ("EPUB: another promise", EPUB, entry(OPF, "Level AA<", "Level AAA<"), epub.CLAIMS),
    ("EPUB: certified by others", EPUB, entry(OPF, '(certifiedBy"[^>]*>)[^<]*', r"\1DAISY Consortium"), epub.CLAIMS),
    ("EPUB: another summary", EPUB, entry(OPF, '(Summary">)[^<]*', r"\1Nur Text, kein Ton."), epub.CLAIMS),
    ("EPUB: another day of change", EPUB, entry(OPF, '(modified">)[^<]*', r"\g<1>2020-01-01T00:00:00Z"), facts.MODIFIED.rule),
    ("EPUB: another speaker", EPUB, entry(TEXT, "(speaker.>)Ben Nord", r"\1Anna Süd"), publications.SET),
    ("EPUB: another author in print", EPUB, entry(TEXT, "(docauthor.>)Ben Nord", r"\1Anna Süd"), facts.SPEAK),
    ("EPUB: the guest is no author", EPUB, entry(OPF, ">aut<", ">edt<"), facts.SPEAK),
    ("EPUB: no colophon", EPUB, both(entry(OPF, '<itemref idref="colophon"/>', ""), entry(OPF, '<item id="colophon".*/>', "")), epub.BOUND),
    ("EPUB: another title in the colophon", EPUB, entry(COLOPHON, "(title.>)[^<]*", r"\1Altes Gespräch"), facts.SAME),
    ("EPUB: another licence in the colophon", EPUB, entry(COLOPHON, "(<p class=.address)", r'<p class="licence" lang="de" xml:lang="de">Lizenz: CC0</p>\n\1'), facts.SAME),
    ("EPUB: other people in the colophon", EPUB, entry(COLOPHON, "(speakers.>)[^<]*", r"\1Udo"), facts.SPEAK),
    ("EPUB: another day in the colophon", EPUB, entry(COLOPHON, 'datetime="20', 'datetime="19'), facts.DATED),
    ("EPUB: people's voices in the colophon", EPUB, entry(COLOPHON, "(voices[^>]*>)[^<]*", r"\1Menschen sprechen."), facts.DISCLOSED),
    ("EPUB: another show in the colophon", EPUB, entry(COLOPHON, "(show[^>]*>)[^<]*", r"\1Land im Ohr"), facts.SAME),
    ("EPUB: another publisher in the colophon", EPUB, entry(COLOPHON, "(publisher[^>]*>)[^<]*", r"\1Niemand"), facts.SAME),
    ("EPUB: words struck out", EPUB, entry(TEXT, "Kaffee", "<em>Kaffee</em>"), publications.SET),
    ("DAISY: another speaker", DAISY, entry("text.html", "Ben Nord", "Anna Süd"), publications.SET),
    ("DAISY: a second disc", DAISY, entry("ncc.html", "1 of 1", "1 of 2"), daisy.BOOK),
    ("DAISY: without text", DAISY, entry("ncc.html", "audioFullText", "audioNcc"), daisy.BOOK),
    ("DAISY: notes that are not there", DAISY, entry("ncc.html", '(<meta name="ncc:gen)', r'<meta name="ncc:footnotes" content="3"/>\1'), daisy.BOOK),
    ("DAISY: a depth that is not there", DAISY, entry("ncc.html", 'depth" content="1"', 'depth" content="6"'), daisy.BOOK),
    ("DAISY: a part of another book", DAISY, entry("s0002.smil", "urn:uuid:.", "urn:uuid:x"), daisy.BOOK),
    ("DAISY: a sentence that can be skipped", DAISY, entry("s0002.smil", '<par endsync="last"', '<par endsync="last" system-required="footnote-on"'), skipping.RULE),
    ("DAISY: hidden speakers", DAISY, entry("style.css", "$", ".speaker { display: none }"), daisy.BOOK),
    ("DAISY: a hidden paragraph", DAISY, entry("text.html", "<p>", '<p hidden="hidden">'), shaped.RULE),
]  # fmt: skip


@pytest.mark.parametrize(("file", "change", "rule"), [one[1:] for one in MISSES], ids=[one[0] for one in MISSES])
def test_a_book_that_differs_from_what_a_build_writes_is_found(broken: Path, file: str, change: Any, rule: str) -> None:
    change(broken / file)
    assert (file, rule) in found(broken)


def test_a_book_without_the_file_that_it_lists_is_found(broken: Path) -> None:
    archived(broken / EPUB, lambda held: held | {"EPUB/extra.js": b"alert(1)"})
    assert (EPUB, epub.CONTAINER_LISTS) in found(broken)


@pytest.mark.parametrize("name", [EPUB, "neu/index.html", "assets/style.css", "index.html"])
def test_a_file_that_the_manifest_forgets_is_found(broken: Path, name: str) -> None:
    as_json(lambda held: held["files"].pop(name) and held)(broken / MANIFEST)
    assert (name, manifest.LISTED) in found(broken)


def _moved(held: Any) -> Any:
    chapters = held["items"]["neu"]["chapters"]
    chapters[0]["end_ms"] = chapters[1]["start_ms"] = chapters[1]["start_ms"] - 1000
    return held


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (_moved, facts.CHAPTERS),
        (lambda held: held["items"]["neu"]["about"].update(draft=True) or held, identity.DRAFT),
        (lambda held: held["items"]["neu"].update(talk=["00000000"]) or held, identity.KNOWN),
    ],
    ids=["chapters", "draft", "talk"],
)
def test_a_manifest_of_another_edition_is_found(broken: Path, change: Any, rule: str) -> None:
    path = broken / MANIFEST
    write(path, json.dumps(change(json.loads(path.read_text()))).encode())
    assert (MANIFEST, rule) in found(broken)


def _plain() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (1400, 1400), "black").save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.mark.parametrize("change", [lambda _: _plain(), lambda cover: cover[: len(cover) // 2] + b"\xff\xd9"])
def test_a_cover_that_shows_nothing_is_found(broken: Path, change: Any) -> None:
    path = broken / COVER
    write(path, change(path.read_bytes()))
    assert (COVER, artwork.ARTWORK) in found(broken)
