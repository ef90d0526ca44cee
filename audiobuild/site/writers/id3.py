"""The ID3 tag in front of an episode's MP3: what players show of it, its chapters, its cover and its full text.

Version 2.3, since FFmpeg drops chapters with longer titles from 2.4 tags (docs/standards.md#id3). Texts are UTF-16, addresses
and the picture's empty description Latin-1: iTunes and Finder do not show a picture whose description is empty UTF-16
(beetbox/beets#899, Zazama/node-id3#101, nicfit/eyeD3#343).

Standards: id3v2.3.0 and the ID3v2 Chapter Frame Addendum 1.0, both at https://mutagen-specs.readthedocs.io/en/latest/id3/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from urllib.parse import quote

from mutagen.id3 import (
    APIC,
    CHAP,
    COMM,
    CTOC,
    ID3,
    TALB,
    TCON,
    TDAT,
    TIT2,
    TIT3,
    TLAN,
    TPE1,
    TPOS,
    TRCK,
    TXXX,
    TYER,
    USLT,
    WOAF,
    WXXX,
    CTOCFlags,
    Encoding,
    Frame,
    PictureType,
)

from audiobuild.languages.registry import base
from audiobuild.languages.words import words
from audiobuild.messages import msg
from audiobuild.model import ChapterMark, Cue, Show, TimedChapter, Timeline
from audiobuild.publication import disclosure, show_notes
from audiobuild.text import short_title

TABLE_MAX = 255
"""A table of contents counts its children in one byte."""

_UTF16 = {"encoding": Encoding.UTF16}

# Control characters, half surrogate pairs (which make AntennaPod's decoder drop all chapters), byte order marks.
_UNFIT = re.compile("[\0-\x08\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")

# ISO 639-1 beside ISO 639-2/T: "de" "deu". Source: Debian's iso-codes.
_ISO_639 = """
aaaar ababk aeave afafr akaka amamh anarg arara asasm avava ayaym azaze babak bebel bgbul bhbih bibis bmbam bnben bobod
brbre bsbos cacat ceche chcha cocos crcre csces cuchu cvchv cycym dadan dedeu dvdiv dzdzo eeewe elell eneng eoepo esspa
etest eueus fafas ffful fifin fjfij fofao frfra fyfry gagle gdgla glglg gngrn guguj gvglv hahau heheb hihin hohmo hrhrv
hthat huhun hyhye hzher iaina idind ieile igibo iiiii ikipk ioido isisl itita iuiku jajpn jvjav kakat kgkon kikik kjkua
kkkaz klkal kmkhm knkan kokor krkau kskas kukur kvkom kwcor kykir lalat lbltz lglug lilim lnlin lolao ltlit lulub lvlav
mgmlg mhmah mimri mkmkd mlmal mnmon mrmar msmsa mtmlt mymya nanau nbnob ndnde nenep ngndo nlnld nnnno nonor nrnbl nvnav
nynya ococi ojoji omorm orori ososs papan pipli plpol pspus ptpor quque rmroh rnrun roron rurus rwkin sasan scsrd sdsnd
sesme sgsag sisin skslk slslv smsmo snsna sosom sqsqi srsrp ssssw stsot susun svswe swswa tatam tetel tgtgk ththa titir
tktuk tltgl tntsn toton trtur tstso tttat twtwi tytah uguig ukukr ururd uzuzb veven vivie vovol wawln wowol xhxho yiyid
yoyor zazha zhzho zuzul
"""
_LANGUAGES = {codes[:2]: codes[2:] for codes in _ISO_639.split()}


def tag(show: Show, timeline: Timeline, cover: bytes, *, link: str) -> bytes:
    """The tag, without padding. ``cover`` is a JPEG or PNG picture, ``link`` the episode's page.

    Players that read a file while it arrives find the chapters before the long text and the picture. Each frame is
    written alone, since mutagen sorts those of a tag by size (mutagen#506) and FFmpeg lists chapters as they come.
    Raises ValueError if ``cover`` is neither JPEG nor PNG.
    """
    frames = b"".join(
        _written(frame)
        for frame in (
            *_facts(show, timeline, link),
            *_tables(timeline),
            *(_chapter(number, mark, link) for number, mark in enumerate(timeline.marks)),
            *_long(timeline, cover),
        )
    )
    size = bytes(len(frames) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + frames


def _facts(show: Show, timeline: Timeline, link: str) -> Iterator[Frame]:
    about, origins = timeline.interview.about, disclosure.of_timeline(timeline, show)
    language = language_code(about.language)
    yield TIT2(text=_line(about.title), **_UTF16)
    yield TPE1(text=_line(show.author), **_UTF16)
    yield TALB(text=_line(show.title), **_UTF16)
    if about.episode:
        yield TRCK(text=str(about.episode), **_UTF16)
    if about.season:
        yield TPOS(text=str(about.season), **_UTF16)
    yield TCON(text="Podcast", **_UTF16)
    yield TYER(text=f"{about.date.year:04}", **_UTF16)
    yield TDAT(text=f"{about.date:%d%m}", **_UTF16)
    yield TLAN(text=language, **_UTF16)
    if told := show_notes.plain(about, origins.credits):
        yield COMM(lang=language, desc="", text="\n".join(map(_line, told.split("\n"))), **_UTF16)
    yield WOAF(url=_address(link))
    for further in about.links:
        yield WXXX(desc=_line(further.title), url=further.url, **_UTF16)
    # The name under which podcast:txt has it in the feed (https://podcasting2.org/docs/podcast-namespace/tags/txt).
    yield TXXX(desc="ai-content", text=_line(disclosure.notice(words(about.language), origins)), **_UTF16)


def _tables(timeline: Timeline) -> list[Frame]:
    """The table of contents, top first, with tables between it and the chapters where one cannot hold them all."""
    title = words(timeline.interview.about.language).chapters
    tables: list[Frame] = []
    # What the next table above lists: an element, and the first and last chapter in it.
    listed = [(_element(number), number, number) for number in range(len(timeline.marks))]
    while len(listed) > TABLE_MAX:
        parts = [listed[start : start + TABLE_MAX] for start in range(0, len(listed), TABLE_MAX)]
        listed = [(f"toc{len(tables) + index}", part[0][1], part[-1][2]) for index, part in enumerate(parts, 1)]
        tables[:0] = [
            _table(name, CTOCFlags.ORDERED, part, f"{title} {first + 1}–{last + 1}")
            for part, (name, first, last) in zip(parts, listed, strict=True)
        ]
    return [_table("toc", CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED, listed, title), *tables]


def _table(name: str, flags: int, listed: Sequence[tuple[str, int, int]], title: str) -> Frame:
    return CTOC(
        element_id=name,
        flags=flags,
        child_element_ids=[element for element, _, _ in listed],
        sub_frames=[TIT2(text=title, **_UTF16)],  # without it Overcast and Apple show no chapters
    )


def _chapter(number: int, mark: ChapterMark, link: str) -> Frame:
    """A chapter with a title that fits, the whole question where that is longer, and its place on the page."""
    title = _line(mark.title)
    short = short_title(title)
    return CHAP(
        element_id=_element(number),
        start_time=mark.start_ms,
        end_time=mark.end_ms,
        start_offset=0xFFFFFFFF,
        end_offset=0xFFFFFFFF,
        sub_frames=[
            TIT2(text=short, **_UTF16),
            *([TIT3(text=title, **_UTF16)] if short != title else []),
            WXXX(encoding=Encoding.LATIN1, desc="", url=_address(f"{link}#{mark.id}")),
        ],
    )


def _element(number: int) -> str:
    return f"chp{number}"


def _long(timeline: Timeline, cover: bytes) -> Iterator[Frame]:
    language = language_code(timeline.interview.about.language)
    yield USLT(lang=language, desc="", text=_full_text(timeline.chapters), **_UTF16)
    yield APIC(encoding=Encoding.LATIN1, mime=_mime(cover), type=PictureType.COVER_FRONT, desc="", data=cover)


def _full_text(chapters: Iterable[TimedChapter]) -> str:
    """All that is said, a paragraph a line with a blank line between, each speaker named where another one begins."""
    paragraphs = []
    before = None
    for cues in _paragraphs(chapters):
        text = _line(" ".join(cue.utterance.text for cue in cues))
        speaker = cues[0].utterance.speaker
        named = speaker != before and speaker.role != "narrator"
        paragraphs.append(f"{_line(speaker.name)}: {text}" if named else text)
        before = speaker
    return "\n\n".join(paragraphs)


def _paragraphs(chapters: Iterable[TimedChapter]) -> Iterator[Sequence[Cue]]:
    """The paragraphs as they are read; an announcement is one of its own in front of its question."""
    for timed in chapters:
        if announced := [cue for cue in timed.heading if cue.utterance.announcement]:
            yield announced
        yield [cue for cue in timed.heading if not cue.utterance.announcement]
        for block in timed.blocks:
            if block.block.kind != "sound":
                yield from block.paragraphs


def _written(frame: Frame) -> bytes:
    """One frame as bytes: a tag that holds it alone, less the tag's own ten."""
    alone = BytesIO()
    single = ID3()
    single.add(frame)
    single.save(alone, v1=0, v2_version=3, padding=lambda info: 0)
    return alone.getvalue()[10:]


def _line(text: str) -> str:
    """One line without what a tag cannot hold: v2.3 allows no line breaks but in long texts, and NUL ends a text."""
    return re.sub(r"[ \t\n\v\f\r\x85\u2028\u2029]+", " ", _UNFIT.sub("", text)).strip()


def _address(link: str) -> str:
    """ASCII, and without ``+``, which AntennaPod takes for a space."""
    return quote(link, safe="%/:?#[]@!$&'()*,;=~")


def language_code(tag: str) -> str:
    """ISO 639-2 for a BCP 47 tag; ``und`` where it has none."""
    code = base(tag)
    return _LANGUAGES.get(code, code if re.fullmatch("[a-z]{3}", code) else "und")


def _mime(cover: bytes) -> str:
    if cover.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if cover.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    raise ValueError(msg("the cover is neither JPEG nor PNG"))
