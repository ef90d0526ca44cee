"""The MP3's ID3 tag: what players show of an episode, and its chapters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from audiobuild.checking import id3, known_frames, mojibake
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.marks import Mark
from audiobuild.checking.reading import plain
from audiobuild.checking.statements import Statement, facts, stated
from audiobuild.messages import Message, msg, words_of
from audiobuild.site import artwork

HEADER = msg("ID3v2.3.0, 3.1; FFmpeg drops long chapter titles from v2.4 tags")
FRAMES = msg("ID3v2.3.0, 3.3: frames")
TEXT = msg("ID3v2.3.0, 3.3: texts in UTF-16 with its byte order mark")
FACTS = msg("ID3v2.3.0, 4: what players show of a file")
DISCLOSED = msg("EU AI Act, Article 50: synthetic speech is marked as such (TXXX ai-content)")
COVER = msg("ID3v2.3.0, 4.15: APIC with the front cover")
CHAP = msg("ID3v2 Chapter Frame Addendum 1.0, 3.1: CHAP")
CTOC = msg("ID3v2 Chapter Frame Addendum 1.0, 3.2: CTOC")
ORDER = msg("FFmpeg lists chapters in the order of the file: CTOC, then CHAP by time")
SHORT = msg("Players show 60 characters of a chapter's title")

SHORT_TEXTS = ("TIT2", "TPE1", "TALB")
SHOWN = 60
LONGEST_ELEMENT = 100
"""AntennaPod loses all chapters of a file with a longer name of an element."""

NO_OFFSET = 0xFFFFFFFF
_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """What the tag says that other files say, too; ``addresses`` are those in its comment."""

    text: str
    links: tuple[str, ...]
    addresses: tuple[str, ...]
    chapters: tuple[Mark, ...]
    statements: tuple[Statement, ...]


def check(file: File, data: bytes, duration_ms: int | None, findings: list[Finding]) -> Tag | None:
    """Add what is wrong with the tag; ``None`` where there is none that can be read."""
    if len(data) < 10 or data[:4] != b"ID3\x03" or data[4:6] != b"\0\0":
        findings.append(file.finding(HEADER, msg("has no plain ID3v2.3 tag"), place=msg("ID3 tag")))
        return None
    try:
        frames = tuple(id3.frames(data[10:]))
    except ValueError as error:
        findings.append(file.finding(FRAMES, words_of(error), place=msg("ID3 tag")))
        return None
    reader = _TagReader(file, frames, findings)
    reader.required()
    findings += mojibake.findings(file, ((name, reader.text(name)) for name in SHORT_TEXTS))
    chapters = reader.each("CHAP", id3.chapter, CHAP)
    tables = reader.each("CTOC", id3.contents, CTOC)
    reader.order()
    reader.elements(chapters, tables)
    reader.tables(chapters, tables)
    findings += known_frames.findings(file, frames, reader.notes(), reader.comments(), (*chapters, *tables))
    return Tag(
        text=reader.lyrics(),
        links=reader.each("WXXX", id3.titled_link, FACTS),
        addresses=tuple(reader.addresses()),
        chapters=tuple(reader.chapter(chapter, duration_ms) for chapter in chapters),
        statements=tuple(_said(file, reader)),
    )


def _said(file: File, reader: _TagReader) -> Iterator[Statement]:
    """What it says of the episode and the show; what is missing is a finding of its own."""
    for name, fact in (("TIT2", facts.TITLE), ("TALB", facts.SHOW), ("TPE1", facts.AUTHOR)):
        if text := plain(reader.text(name)):
            yield stated(file, name, fact, text)
    for name, fact in (("TRCK", facts.EPISODE), ("TPOS", facts.SEASON)):
        yield stated(file, name, fact, reader.text(name))
    year, day = reader.text("TYER"), re.fullmatch(r"(\d\d)(\d\d)", reader.text("TDAT"))
    if year and day:
        yield stated(file, "TYER, TDAT", facts.DATE, f"{year}-{day[2]}-{day[1]}")
    for name, code in reader.languages():
        yield stated(file, name, facts.LANGUAGE, code)
    yield stated(file, "COMM", facts.COMMENT, plain(reader.comment()))
    if page := reader.page():
        yield stated(file, "WOAF", facts.PAGE, facts.address(page))
    yield stated(file, "TXXX", facts.VOICES, *facts.disclosed(reader.disclosure()))
    if cover := reader.cover():
        yield stated(file, "APIC", facts.COVER, facts.digest(cover))


class _TagReader:
    """The frames of one tag, and what is wrong with them."""

    def __init__(self, file: File, frames: id3.Frames, findings: list[Finding]) -> None:
        self._file, self._frames, self._findings = file, frames, findings

    def _add(self, rule: str, place: str, message: Message) -> None:
        self._findings.append(self._file.finding(rule, message, place=place))

    def named(self, name: str) -> list[id3.Id3Frame]:
        return [frame for frame in self._frames if frame.name == name]

    def read(self, frame: id3.Id3Frame, how: Callable[[id3.Id3Frame], _T], rule: str) -> _T | None:
        """The frame as ``how`` reads it, or ``None`` with a finding."""
        try:
            return how(frame)
        except ValueError as error:  # UnicodeError is one
            self._add(rule, frame.name, words_of(error))
            return None

    def each(self, name: str, how: Callable[[id3.Id3Frame], _T], rule: str) -> tuple[_T, ...]:
        """All frames of that name that can be read."""
        results = (self.read(frame, how, rule) for frame in self.named(name))
        return tuple(one for one in results if one is not None)

    def required(self) -> None:
        """The frames that must be there, once each, without flags; those with a fixed form have it."""
        for name in known_frames.ONCE:
            if len(self.named(name)) != 1:
                self._add(FACTS, name, msg("is there {} times, not once", len(self.named(name))))
        for frame in self._frames:
            if frame.flags:
                self._add(FRAMES, frame.name, msg("is compressed, encrypted or otherwise set apart"))
        forms = {"TCON": "Podcast", "TYER": "[0-9]{4}", "TDAT": "[0-3][0-9][01][0-9]", "TLAN": "[a-z]{3}"}
        for name in ("TIT2", "TPE1", "TALB", *forms, "TRCK", "TPOS"):
            for frame in self.named(name):
                text = self.read(frame, id3.text, TEXT)
                if text is not None and not re.fullmatch(forms.get(name, r"(?s)\S.*"), text):
                    self._add(FACTS, name, msg("says {!r}", text))
        if not self.disclosure():
            self._add(DISCLOSED, "TXXX", msg("does not say that the voices are synthetic"))

    def disclosure(self) -> str:
        """What it says of the voices."""
        return "".join(text for _, name, text in self.notes() if name == known_frames.DISCLOSING)

    def notes(self) -> tuple[tuple[str, str, str], ...]:
        return self.each("TXXX", lambda frame: id3.described(frame, language=False), TEXT)

    def comment(self) -> str:
        """What players show of the episode."""
        return "".join(text for _, _, text in self.comments()[:1])

    def comments(self) -> tuple[tuple[str, str, str], ...]:
        return self.each("COMM", lambda frame: id3.described(frame, language=True), TEXT)

    def addresses(self) -> Iterator[str]:
        """Those of the web that stand in the comment; what may be punctuation behind one is left out."""
        for _, _, comment in self.comments():
            yield from re.findall(r"https?://[^\s<>\"'()\[\]{}]*[\w/]", comment)

    def languages(self) -> Iterator[tuple[str, str]]:
        """The languages that frames name, each with its frame."""
        if code := self.text("TLAN"):
            yield "TLAN", code
        for name in ("USLT", "COMM"):
            for frame in self.named(name):
                yield name, frame.data[1:4].decode("latin-1")

    def text(self, name: str, within: Sequence[id3.Id3Frame] | None = None) -> str:
        """What the first text frame of that name says, empty where it is missing or broken."""
        for frame in self._frames if within is None else within:
            if frame.name == name:
                try:
                    return id3.text(frame)
                except ValueError:
                    return ""
        return ""

    def page(self) -> str:
        for frame in self.named("WOAF"):
            return self.read(frame, id3.link, FACTS) or ""
        return ""

    def lyrics(self) -> str:
        for frame in self.named("USLT"):
            lyrics = self.read(frame, lambda frame: id3.described(frame, language=True), TEXT)
            return lyrics[2] if lyrics else ""
        return ""

    def cover(self) -> bytes:
        for frame in self.named("APIC"):
            picture = self.read(frame, id3.picture, COVER)
            if picture is None:
                return b""
            if picture.type != 3:
                self._add(COVER, "APIC", msg("is a picture of type {}, not the front cover", picture.type))
            name = {"image/jpeg": "cover.jpg", "image/png": "cover.png"}.get(picture.mime)
            if name is None:
                self._add(COVER, "APIC", msg("calls itself {!r}", picture.mime))
            for fault in artwork.faults(picture.data, name) if name else ():
                self._add(COVER, "APIC", fault.message)
            if name and artwork.bare(picture.data) != picture.data:
                self._add(
                    COVER,
                    "APIC",
                    msg("holds more than the picture: notes of a camera or an editor, or something behind it"),
                )
            return picture.data
        return b""

    def order(self) -> None:
        """Whether all tables of contents stand before all chapters. The order by time is checked in ``elements``."""
        names = [frame.name for frame in self._frames if frame.name in ("CTOC", "CHAP")]
        if names != sorted(names, reverse=True):
            self._add(ORDER, "CTOC", msg("stands behind a CHAP"))

    def elements(self, chapters: Sequence[id3.Chap], tables: Sequence[id3.Ctoc]) -> None:
        names = [table.element for table in tables] + [chapter.element for chapter in chapters]
        for name in dict.fromkeys(names):
            if names.count(name) > 1:
                self._add(CHAP, name, msg("is the name of several elements"))
            if not name or not name.isascii() or len(name) > LONGEST_ELEMENT:
                self._add(CHAP, name[:20], msg("is no short name in ASCII: AntennaPod loses all chapters"))
        for one, other in pairwise(chapters):
            if other.start_ms <= one.start_ms:
                self._add(ORDER, other.element, msg("does not begin later than the chapter before it in the file"))
            if other.start_ms != one.end_ms:
                self._add(
                    CHAP,
                    other.element,
                    msg("begins at {} ms, the one before ends at {} ms", other.start_ms, one.end_ms),
                )

    def chapter(self, chapter: id3.Chap, duration_ms: int | None) -> Mark:
        place = chapter.element
        if chapter.end_ms <= chapter.start_ms:
            self._add(CHAP, place, msg("ends at {} ms, before it begins at {} ms", chapter.end_ms, chapter.start_ms))
        if duration_ms is not None and chapter.end_ms > duration_ms:
            self._add(CHAP, place, msg("ends at {} ms, behind the sound at {} ms", chapter.end_ms, duration_ms))
        if chapter.offsets != (NO_OFFSET, NO_OFFSET):
            self._add(
                CHAP, place, msg("names bytes of the file, which players take for the truth: 0xFFFFFFFF says none")
            )
        title = self.text("TIT2", chapter.frames)
        if not title.strip():
            self._add(CHAP, place, msg("has no title (TIT2)"))
        if len(title) > SHOWN:
            self._add(SHORT, place, msg("has a title of {} characters", len(title)))
        url = ""
        for frame in chapter.frames:
            if frame.name == "WXXX":
                url = self.read(frame, id3.link, CHAP) or ""
        if not url.isascii() or "+" in url or not url:
            self._add(CHAP, place, msg("links to {!r}: ASCII without '+' is what AntennaPod reads", url))
        return Mark(
            start_ms=chapter.start_ms,
            end_ms=chapter.end_ms,
            title=title,
            full=self.text("TIT3", chapter.frames) or title,
            url=url,
        )

    def tables(self, chapters: Sequence[id3.Chap], tables: Sequence[id3.Ctoc]) -> None:
        """One table on top, from which each chapter is found once, in the order of time."""
        tops = [table for table in tables if table.top]
        if len(tops) != 1:
            self._add(CTOC, "CTOC", msg("there are {} tables of contents on top, not one", len(tops)))
            return
        for table in tables:
            if not table.ordered:
                self._add(CTOC, table.element, msg("does not say that its chapters are in order"))
            if not self.text("TIT2", table.frames).strip():
                self._add(CTOC, table.element, msg("has no title: Overcast and Apple Podcasts then show no chapters"))
        by_name = {table.element: table for table in tables}
        listed: list[str] = []
        open_tables, waiting = {tops[0].element}, list(tops[0].children[::-1])
        while waiting:
            name = waiting.pop()
            if name in open_tables:
                self._add(CTOC, name, msg("is listed twice, or in itself"))
            elif name in by_name:
                open_tables.add(name)
                waiting += by_name[name].children[::-1]
            else:
                listed.append(name)
        if listed != [chapter.element for chapter in sorted(chapters, key=lambda chapter: chapter.start_ms)]:
            self._add(CTOC, tops[0].element, msg("does not list each chapter once, by time"))
        for name in by_name.keys() - open_tables:
            self._add(CTOC, name, msg("is a table that no other lists"))
