"""The tag as other people's readers see it: mutagen, eyeD3, ffprobe, mp3val."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import eyed3
import pytest
from mutagen.id3 import ID3
from PIL import Image
from programs import node, run, tool

from audiobuild.model import (
    Block,
    Chapter,
    Cue,
    FrontMatter,
    Inline,
    Interview,
    Piece,
    Script,
    Sentence,
    Show,
    Source,
    Speaker,
    TimedBlock,
    TimedChapter,
    Timeline,
    Utterance,
    Voice,
)
from audiobuild.site.writers import id3
from audiobuild.sound import layer3, mp3
from audiobuild.sound.checksum import crc16
from audiobuild.text import short_title

LINK = "https://example.org/podcast/gespraech/"
LONG = "Wie gelingt es einer Bibliothek auf dem Land, " + "neue Leserinnen und Leser zu gewinnen, " * 9 + "ohne Geld?"
HOSTILE = [
    "a" * 400,
    "Wort " * 80,
    "👩🏽‍🚀 Wer fliegt? " * 20,
    "שלום עולם, מה שלומך היום? " * 10,
    "\u202eגנפל\u202c & <b>\"fett\"</b> 'so' &amp;",
    "e\u0301" * 100,
    "a/b; c\\d = #e",
    LONG,
]

SHOW = Show(
    title="Stadtgespräche",
    link="https://example.org/podcast/",
    description="Gespräche aus der Stadt",
    language="de",
    author="Redaktion Süd",
    email="redaktion@example.org",
    category="News",
)
NARRATOR = Speaker(name="Erzählerin", role="narrator")
EDITOR = Speaker(name="Redaktion", role="question")
GUEST = Speaker(name="Ilona Benz", role="answer")


def cue(speaker: Speaker, text: str, *, announcement: bool = False) -> Cue:
    utterance = Utterance(
        id="s1",
        speaker=speaker,
        sound=Voice(name="v", engine="silence", language="de"),
        sentence=Sentence(start=0, pieces=(Piece(text=text, spoken=text, language="de"),)),
        inlines=(Inline(text=text),),
        source=Source(line=1, lines=1),
        pause="sentence",
        announcement=announcement,
    )
    return Cue(utterance=utterance, start_ms=0, end_ms=1, tile_start_ms=0, tile_end_ms=24, part=0)


def block(*paragraphs: tuple[Cue, ...]) -> TimedBlock:
    speaker = paragraphs[0][0].utterance.speaker
    return TimedBlock(block=Block(speaker=speaker, named=True, paragraphs=()), paragraphs=paragraphs)


def chapter(
    number: int, title: str, heading: tuple[Cue, ...] = (), blocks: tuple[TimedBlock, ...] = ()
) -> TimedChapter:
    return TimedChapter(
        chapter=Chapter(
            id=f"q{number}", kind="question", number=number, title=title, asked_by="", heading=(), blocks=()
        ),
        start_ms=2000 * (number - 1),
        end_ms=2000 * number,
        heading=heading or (cue(EDITOR, title),),
        blocks=blocks,
    )


TOLD = (
    chapter(
        1,
        "Einleitung",
        (cue(NARRATOR, "Ein Gespräch über die Stadt"),),
        (block((cue(NARRATOR, "Ilona Benz leitet das Amt."),)),),
    ),
    chapter(
        2,
        "Wie waren die ersten Tage?",
        (cue(NARRATOR, "Frage 1 von 2", announcement=True), cue(EDITOR, "Wie waren die ersten Tage?")),
        (
            block((cue(GUEST, "Schön."), cue(GUEST, "Und lang\nund laut!")), (cue(GUEST, "Sehr lang."),)),
            block((cue(EDITOR, "Danke."),)),
            block((cue(NARRATOR, "Das war es."),)),
        ),
    ),
)
FULL_TEXT = """Ein Gespräch über die Stadt

Ilona Benz leitet das Amt.

Frage 1 von 2

Redaktion: Wie waren die ersten Tage?

Ilona Benz: Schön. Und lang und laut!

Sehr lang.

Redaktion: Danke.

Das war es."""


def headings(titles: Iterable[str]) -> str:
    """The full text of an episode of nothing but questions."""
    return "Redaktion: " + "\n\n".join(" ".join(title.split()) for title in titles)


def episode(*titles: str, **changes: Any) -> Timeline:
    """An episode with a chapter of two seconds for each title."""
    chapters = tuple(chapter(number, title) for number, title in enumerate(titles, 1))
    matter: dict[str, Any] = {
        "title": "Ein Gespräch über die Stadt",
        "date": date(2022, 2, 4),
        "language": "de",
        "summary": "Worum es geht",
        "speakers": (NARRATOR, EDITOR, GUEST),
        "season": 3,
        "episode": 7,
    }
    interview = Interview(
        slug="gespraech",
        path="content/gespraech.md",
        about=FrontMatter(**{**matter, **changes}),
        title_line=1,
        introduction=(),
        exchanges=(),
        closing=(),
    )
    script = Script(interview=interview, chapters=())
    return Timeline(script=script, chapters=chapters, joints=(), parts=(), frames=-(-2000 * len(titles) // 24))


@pytest.fixture(scope="module")
def cover() -> bytes:
    picture = BytesIO()
    Image.new("RGB", (1400, 1400), "navy").save(picture, "JPEG")
    return picture.getvalue()


def with_audio(tag: bytes, frames: int, path: Path) -> Path:
    audio = SHOW.audio
    music = mp3.silent_frame(audio) * (frames + mp3.tail_frames(audio))
    path.write_bytes(tag + mp3.info_frame(audio, frames=frames, music_crc=crc16(music)) + music)
    return path


def ffprobe(path: Path, *show: str) -> Any:
    return json.loads(run(tool("ffprobe"), "-v", "error", *show, "-of", "json", path).stdout)


def top_frames(tag: bytes) -> list[str]:
    """The names of the frames in the order in which they lie in the tag, by the v2.3 structure itself."""
    assert tag[:6] == b"ID3\x03\x00\x00"  # no unsynchronisation, no extended header
    names, at = [], 10
    while at < len(tag):
        names.append(tag[at : at + 4].decode("ascii"))
        assert tag[at + 8 : at + 10] == b"\0\0"
        at += 10 + int.from_bytes(tag[at + 4 : at + 8], "big")
    assert at == len(tag) == layer3.id3v2_bytes(tag)
    return names


# --- everything in it -----------------------------------------------------------------------------------------------


def test_the_frames_lie_in_order(cover: bytes) -> None:
    tag = id3.tag(SHOW, episode("Eins?", LONG, "Drei?"), cover, link=LINK)
    facts = ["TIT2", "TPE1", "TALB", "TRCK", "TPOS", "TCON", "TYER", "TDAT", "TLAN", "COMM", "WOAF", "TXXX"]
    assert top_frames(tag) == [*facts, "CTOC", "CHAP", "CHAP", "CHAP", "USLT", "APIC"]


def test_mutagen_reads_all_of_it(cover: bytes) -> None:
    tag = id3.tag(SHOW, episode("Eins?", LONG), cover, link=LINK)
    read = ID3(BytesIO(tag), translate=False)
    assert (read.version, read.size, read.unknown_frames) == ((2, 3, 0), len(tag), [])
    texts = {name: frame.text for name, frame in read.items() if hasattr(frame, "text") and name[0] == "T"}
    assert texts == {
        "TIT2": ["Ein Gespräch über die Stadt"],
        "TPE1": ["Redaktion Süd"],
        "TALB": ["Stadtgespräche"],
        "TRCK": ["7"],
        "TPOS": ["3"],
        "TCON": ["Podcast"],
        "TYER": ["2022"],
        "TDAT": ["0402"],
        "TLAN": ["deu"],
        "TXXX:ai-content": ["Die Stimmen sind computererzeugt."],
    }
    assert {int(read[name].encoding) for name in texts} == {1}
    assert read["COMM::deu"].text == ["Worum es geht"]
    assert read["WOAF"].url == LINK
    picture = read["APIC:"]
    assert (picture.mime, int(picture.type), picture.desc, picture.data) == ("image/jpeg", 3, "", cover)
    assert int(picture.encoding) == 0
    table = read["CTOC:toc"]
    assert (int(table.flags), table.child_element_ids) == (3, ["chp0", "chp1"])
    assert table.sub_frames["TIT2"].text == ["Kapitel"]
    first, second = read["CHAP:chp0"], read["CHAP:chp1"]
    assert (first.start_time, first.end_time, first.start_offset, first.end_offset) == (0, 2000, 2**32 - 1, 2**32 - 1)
    assert {name: str(frame) for name, frame in first.sub_frames.items()} == {"TIT2": "Eins?", "WXXX:": f"{LINK}#q1"}
    assert (second.start_time, second.end_time) == (2000, 4000)
    assert {name: str(frame) for name, frame in second.sub_frames.items()} == {
        "TIT2": "Wie gelingt es einer Bibliothek auf dem Land, neue…",
        "TIT3": LONG,
        "WXXX:": f"{LINK}#q2",
    }


def test_eyed3_reads_all_of_it(cover: bytes, tmp_path: Path) -> None:
    made = episode("Eins?", LONG)
    path = with_audio(id3.tag(SHOW, made, cover, link=LINK), made.frames, tmp_path / "e.mp3")
    read = eyed3.load(path)
    assert read is not None
    tag = read.tag
    assert (tag.version, tag.title, tag.artist, tag.album) == (
        (2, 3, 0),
        "Ein Gespräch über die Stadt",
        "Redaktion Süd",
        "Stadtgespräche",
    )
    # The day is there (ffprobe reads it); eyeD3 takes TDAT for something else than v2.3's DDMM.
    assert (tag.track_num.count, tag.genre.name, tag.recording_date.year) == (7, "Podcast", 2022)
    # v2.3 allows an end mark behind addresses; eyeD3 does not take it off.
    assert tag.audio_file_url == LINK + "\0"
    assert [(text.description, text.text) for text in tag.user_text_frames] == [
        ("ai-content", "Die Stimmen sind computererzeugt.")
    ]
    assert [(lyrics.lang, lyrics.text) for lyrics in tag.lyrics] == [(b"deu", headings(["Eins?", LONG]))]
    assert [(comment.lang, comment.text) for comment in tag.comments] == [(b"deu", "Worum es geht")]
    assert [(image.picture_type, image.mime_type, image.image_data) for image in tag.images] == [
        (3, "image/jpeg", cover)
    ]
    assert [(table.element_id, table.toplevel, table.ordered, table.child_ids) for table in tag.table_of_contents] == [
        (b"toc", True, True, [b"chp0", b"chp1"])
    ]
    assert [(chapter.element_id, chapter.times, chapter.title, chapter.user_url) for chapter in tag.chapters] == [
        (b"chp0", (0, 2000), "Eins?", f"{LINK}#q1\0"),
        (b"chp1", (2000, 4000), short_title(LONG), f"{LINK}#q2\0"),
    ]
    assert [chapter.subtitle for chapter in tag.chapters] == [None, LONG]
    assert read.info.time_secs == pytest.approx(made.duration_ms / 1000, abs=0.1)


def test_ffprobe_reads_tags_and_chapters_in_file_order(cover: bytes, tmp_path: Path) -> None:
    titles = [*HOSTILE, "Zuletzt?"]
    made = episode(*titles)
    path = with_audio(id3.tag(SHOW, made, cover, link=LINK), made.frames, tmp_path / "e.mp3")
    read = ffprobe(path, "-show_chapters", "-show_format", "-show_streams")
    assert [(chapter["start_time"], chapter["end_time"], chapter["tags"]) for chapter in read["chapters"]] == [
        (
            f"{2 * index}.000000",
            f"{2 * index + 2}.000000",
            {"title": short_title(title.strip())} | ({"TIT3": title.strip()} if len(title.strip()) > 60 else {}),
        )
        for index, title in enumerate(titles)
    ]
    assert read["format"]["tags"] == {
        "title": "Ein Gespräch über die Stadt",
        "artist": "Redaktion Süd",
        "album": "Stadtgespräche",
        "track": "7",
        "disc": "3",
        "genre": "Podcast",
        "date": "2022-02-04",
        "language": "deu",
        "comment": "Worum es geht",
        "ai-content": "Die Stimmen sind computererzeugt.",
        "lyrics-deu": headings(titles),
    }
    assert float(read["format"]["duration"]) == pytest.approx(made.duration_ms / 1000, abs=0.05)
    sound, picture = read["streams"]
    assert sound["codec_name"] == "mp3"
    assert (picture["codec_name"], picture["width"], picture["tags"]["comment"]) == ("mjpeg", 1400, "Cover (front)")


def test_music_metadata_reads_tags_and_chapters(cover: bytes, tmp_path: Path) -> None:
    made = episode(*HOSTILE)
    path = with_audio(id3.tag(SHOW, made, cover, link=LINK), made.frames, tmp_path / "e.mp3")
    read: Any = node("read.mjs", "mp3", path)
    assert read["tags"] == ["ID3v2.3"]
    common = read["common"]
    assert (common["title"], common["artist"], common["album"], common["genre"], common["track"]["no"]) == (
        "Ein Gespräch über die Stadt",
        "Redaktion Süd",
        "Stadtgespräche",
        ["Podcast"],
        7,
    )
    assert [(lyrics["language"], lyrics["text"]) for lyrics in common["lyrics"]] == [("deu", headings(HOSTILE))]
    assert [(picture["format"], picture["type"], picture["data"]) for picture in common["picture"]] == [
        ("image/jpeg", "Cover (front)", {"bytes": len(cover)})
    ]
    assert [
        (chapter["start"], chapter["end"], chapter["title"], chapter["url"]["url"])
        for chapter in read["format"]["chapters"]
    ] == [
        (2 * index, 2 * index + 2, short_title(title.strip()), f"{LINK}#q{index + 1}")
        for index, title in enumerate(HOSTILE)
    ]


def test_mp3val_finds_nothing(cover: bytes, tmp_path: Path) -> None:
    made = episode(*HOSTILE)
    path = with_audio(id3.tag(SHOW, made, cover, link=LINK), made.frames, tmp_path / "e.mp3")
    frames = 1 + made.frames + mp3.tail_frames(SHOW.audio)
    report = run(tool("mp3val"), path).stdout.splitlines()
    assert report[1:] == [f'INFO: "{path}": {frames} MPEG frames (MPEG 2 Layer III), +ID3v2, CBR', "Done!"]


# --- much of it, and odd --------------------------------------------------------------------------------------------


def test_more_chapters_than_a_table_holds(cover: bytes, tmp_path: Path) -> None:
    titles = [f"Frage {number}?" for number in range(1, 301)]
    made = episode(*titles)
    tag = id3.tag(SHOW, made, cover, link=LINK)
    assert [name for name in top_frames(tag) if name in {"CTOC", "CHAP"}] == ["CTOC"] * 3 + ["CHAP"] * 300
    read = eyed3.load(with_audio(tag, made.frames, tmp_path / "e.mp3"))
    assert read is not None
    elements = [b"chp%d" % index for index in range(300)]
    assert {
        table.element_id: (table.toplevel, table.ordered, table.child_ids) for table in read.tag.table_of_contents
    } == {
        b"toc": (True, True, [b"toc1", b"toc2"]),
        b"toc1": (False, True, elements[:255]),
        b"toc2": (False, True, elements[255:]),
    }
    mutagen = ID3(BytesIO(tag), translate=False)
    assert [mutagen[f"CTOC:{name}"].sub_frames["TIT2"].text for name in ("toc", "toc1", "toc2")] == [
        ["Kapitel"],
        ["Kapitel 1–255"],
        ["Kapitel 256–300"],
    ]
    assert [chapter.title for chapter in read.tag.chapters] == titles
    chapters = ffprobe(tmp_path / "e.mp3", "-show_chapters")["chapters"]
    assert [chapter["tags"]["title"] for chapter in chapters] == titles


@pytest.mark.parametrize("count", [1, 255, 256])
def test_each_chapter_is_listed_once(cover: bytes, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def leaves(read: ID3, name: str) -> list[str]:
        table = read.get(f"CTOC:{name}")
        return [leaf for child in table.child_element_ids for leaf in leaves(read, child)] if table else [name]

    for limit in (255, 16, 2):
        monkeypatch.setattr(id3, "TABLE_MAX", limit)
        read = ID3(BytesIO(id3.tag(SHOW, episode(*["Wie?"] * count), cover, link=LINK)), translate=False)
        assert leaves(read, "toc") == [f"chp{index}" for index in range(count)]
        tables = read.getall("CTOC")
        assert [table.element_id for table in tables if table.flags & 2] == ["toc"]
        assert max(len(table.child_element_ids) for table in tables) <= limit


def test_the_full_text_is_a_paragraph_a_line_with_each_speaker_named(cover: bytes) -> None:
    tag = id3.tag(SHOW, replace(episode(), chapters=TOLD), cover, link=LINK)
    assert ID3(BytesIO(tag), translate=False)["USLT::deu"].text == FULL_TEXT


def test_an_episode_without_chapters_has_an_empty_table(cover: bytes) -> None:
    read = ID3(BytesIO(id3.tag(SHOW, episode(), cover, link=LINK)), translate=False)
    assert read["CTOC:toc"].child_element_ids == []


def test_what_a_tag_cannot_hold_is_left_out(cover: bytes) -> None:
    title = "\ufeffA\0B\ud83d C\r\n\tD\x1b\u2028E\uffff\x7f"
    show = replace(SHOW, author="X\0Y", title="\udc00Z")
    made = episode("Q\0u\ud800e?", title=title, summary="a\n\nb\0")
    read = ID3(BytesIO(id3.tag(show, made, cover, link=LINK)), translate=False)
    assert [str(read[name]) for name in ("TIT2", "TPE1", "TALB", "COMM::deu")] == ["AB C D E", "XY", "Z", "a b"]
    assert str(read["CHAP:chp0"].sub_frames["TIT2"]) == "Que?"


@pytest.mark.parametrize(
    ("language", "expected", "table"),
    [
        ("de", "deu", "Kapitel"),
        ("de-AT", "deu", "Kapitel"),
        ("en-GB", "eng", "Chapters"),
        ("fa", "fas", "Chapters"),
        ("grc", "grc", "Chapters"),
        ("x-klingon", "und", "Chapters"),
    ],
)
def test_the_language_is_named_as_iso_639_2(cover: bytes, language: str, expected: str, table: str) -> None:
    read = ID3(BytesIO(id3.tag(SHOW, episode("Wie?", language=language), cover, link=LINK)), translate=False)
    assert read["TLAN"].text == [expected]
    assert [frame.lang for frame in read.getall("USLT")] == [expected]
    assert read["CTOC:toc"].sub_frames["TIT2"].text == [table]


def test_every_two_letter_code_is_known() -> None:
    source = Path("/usr/share/iso-codes/json/iso_639-2.json")
    if not source.exists():
        pytest.skip("iso-codes is not installed")
    codes = {item.get("alpha_2"): item["alpha_3"] for item in json.loads(source.read_text())["639-2"]}
    del codes[None]
    assert codes == id3._LANGUAGES


def test_links_are_ascii_without_plus(cover: bytes) -> None:
    link = "https://example.org/ä+b c/%C3%A4/"
    read = ID3(BytesIO(id3.tag(SHOW, episode("Wie?"), cover, link=link)), translate=False)
    assert read["WOAF"].url == "https://example.org/%C3%A4%2Bb%20c/%C3%A4/"
    assert read["CHAP:chp0"].sub_frames["WXXX:"].url == "https://example.org/%C3%A4%2Bb%20c/%C3%A4/#q1"


def test_the_cover_is_jpeg_or_png(cover: bytes) -> None:
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    read = ID3(BytesIO(id3.tag(SHOW, episode("Wie?"), picture.getvalue(), link=LINK)), translate=False)
    assert read["APIC:"].mime == "image/png"
    for other in (b"", b"GIF89a", cover[1:]):
        with pytest.raises(ValueError, match="neither JPEG nor PNG"):
            id3.tag(SHOW, episode("Wie?"), other, link=LINK)


def test_the_same_episode_gives_the_same_bytes(cover: bytes) -> None:
    made = episode(*HOSTILE)
    assert id3.tag(SHOW, made, cover, link=LINK) == id3.tag(SHOW, made, cover, link=LINK)
