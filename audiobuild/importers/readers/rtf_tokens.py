"""RTF → events: text with its marks, ends of paragraphs and cells, beginnings and ends of what stands beside the text.

Which control words begin what is no text, and which encoding a font's charset means, are striprtf's tables; its own reader
gives a string without bold or italics, takes a match for each letter, and loses footnotes' places.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from striprtf.striprtf import charset_map, destinations, specialchars

_TOKEN = re.compile(
    r"\\bin(\d{1,10}) ?|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_LINK = re.compile(r'HYPERLINK\s+"([^"]{1,2000})"')
_BESIDE = {
    "footnote": "footnote", "annotation": "comment", "shptxt": "box",
    "header": "running", "headerl": "running", "headerr": "running", "headerf": "running",
    "footer": "running", "footerl": "running", "footerr": "running", "footerf": "running",
}  # fmt: skip
"""Parts with paragraphs of their own, by what they are."""
_CONTAINERS = frozenset({"shp", "shpinst", "shpgrp", "shppict", "pict", "picprop", "sp"})
"""Parts that are no text but may hold a box with text, or what a picture shows."""
_OTHERS = _CONTAINERS | {"fldrslt"} | destinations
_KEPT = frozenset({"title", "author", "stylesheet", "fonttbl", "colortbl", "fldinst", "listtext", "pntext", "sn", "sv"})
"""Parts whose text tells something about the document."""
_ENDS = {
    "par": "paragraph",
    "sect": "paragraph",
    "page": "paragraph",
    "cell": "cell",
    "nestcell": "cell",
    "row": "row",
    "nestrow": "row",
}
_LOOKS = {
    "b": "strong", "i": "emphasis", "ul": "underlined",
    "v": "hidden", "deleted": "deleted", "strike": "struck", "striked": "struck",
}  # fmt: skip
_MOST_DEPTH = 10
"""Footnotes in boxes in footnotes."""
_CODE_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """What holds at a place; a group gives it back at its end. ``part`` is the part of the file, empty for the text;
    ``beside`` what kind of text it is, empty for the main one, and ``depth`` how many of those are around it."""

    strong: bool = False
    emphasis: bool = False
    underlined: bool = False
    hidden: bool = False
    deleted: bool = False
    struck: bool = False
    colour: int = 0
    font: str = ""
    href: str = ""
    part: str = ""
    beside: str = ""
    depth: int = 0
    ignored: bool = False
    skipped: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """``kind`` is ``text``, ``paragraph``, ``cell``, ``row``, ``begin``, ``end``, ``group`` (of a table that tells something
    ends) or the control word that changes a paragraph; ``text`` is its text or number."""

    kind: str
    state: State
    text: str = ""


_PARAGRAPH_WORDS = frozenset({"pard", "s", "outlinelevel", "trowd", "trhdr", "ls", "red", "green", "blue"})


@dataclass(kw_only=True, slots=True)
class _Reader:
    encoding: str = "cp1252"
    fonts: dict[str, str] = field(default_factory=dict)
    link: str = ""
    state: State = field(default_factory=State)
    stack: list[State] = field(default_factory=list)
    pending: bytearray = field(default_factory=bytearray)
    skip: int = 0

    def run(self, source: str) -> Iterator[Event]:
        position = 0
        while match := _TOKEN.match(source, position):
            position = match.end()
            binary, word, number, code, sign, brace, text = match.groups()
            if binary:
                position += int(binary)
            elif code:
                self._byte(int(code, 16))
            elif text:
                yield from self._text(text)
            else:
                yield from self._settled()
                if brace:
                    yield from self._group(brace)
                elif sign:
                    yield from self._sign(sign)
                elif word:
                    yield from self._word(word, number)
        yield from self._settled()

    def _byte(self, value: int) -> None:
        if self.skip:
            self.skip -= 1
        elif not self.state.ignored:
            self.pending.append(value)

    def _text(self, text: str) -> Iterator[Event]:
        """Text as it stands; a byte that is no ASCII counts like one in hexadecimal."""
        skipped = min(self.skip, len(text))
        self.skip -= skipped
        text = text[skipped:]
        if self.state.ignored or not text:
            return
        self.pending += text.encode("latin-1", "replace")
        yield from self._settled()

    def _settled(self) -> Iterator[Event]:
        """What has gathered, decoded as its font says."""
        if self.pending:
            encoding = self.fonts.get(self.state.font, self.encoding)
            text = bytes(self.pending).decode(encoding, "replace")
            self.pending.clear()
            if self.state.part == "fldinst":
                self.link += text
            yield Event(kind="text", state=self.state, text=text)

    def _group(self, brace: str) -> Iterator[Event]:
        self.skip = 0
        if brace == "{":
            self.stack.append(self.state)
            return
        inner, self.state = self.state, self.stack.pop() if self.stack else replace(self.state, ignored=True)
        if inner.part in _KEPT and not inner.ignored:
            yield Event(kind="group", state=inner)
        for _ in range(inner.depth - self.state.depth):
            yield Event(kind="end", state=inner)

    def _sign(self, sign: str) -> Iterator[Event]:
        self.skip = 0
        if sign == "*":
            self.state = replace(self.state, ignored=self.state.ignored or not self.state.part)
        elif sign in "\r\n" and not self.state.ignored:
            yield Event(kind="paragraph", state=self.state)
        elif sign in specialchars and not self.state.ignored:
            yield Event(kind="text", state=self.state, text=specialchars[sign])

    def _word(self, word: str, number: str | None) -> Iterator[Event]:
        self.skip = 0
        if word in _BESIDE or word in _KEPT or word in _OTHERS:
            yield from self._part(word)
        elif self.state.ignored:
            return
        elif word in _ENDS:
            yield Event(kind=_ENDS[word], state=self.state)
        elif word in _LOOKS:
            self.state = replace(self.state, **{_LOOKS[word]: number != "0"})  # type: ignore[arg-type] # all are bool
        elif word in _PARAGRAPH_WORDS:
            yield Event(kind=word, state=self.state, text=number or "")
        elif word in specialchars:
            yield Event(kind="text", state=self.state, text=specialchars[word])
        elif word in _SETTINGS:
            yield from _SETTINGS[word](self, number or "")
        elif word in _CODE_PAGES:
            self.encoding = _CODE_PAGES[word]

    def _part(self, word: str) -> Iterator[Event]:
        """A part of its own begins. What ``\\*`` said may be passed over is read after all where we know it."""
        before = self.state
        if before.ignored and before.part and before.part not in _CONTAINERS:
            return
        if word == "fldrslt":
            href = _LINK.search(self.link)
            self.link = ""
            self.state = replace(before, href=href[1] if href else "", part="")
        elif word in _BESIDE and before.depth < _MOST_DEPTH:
            self.state = replace(before, depth=before.depth + 1, beside=_BESIDE[word], ignored=False, part="")
            yield Event(kind="begin", state=self.state)
        else:
            self.state = replace(before, part=word, ignored=word not in _KEPT)

    def _unicode(self, number: str) -> Iterator[Event]:
        self.skip = self.state.skipped
        if number:
            yield Event(kind="text", state=self.state, text=chr(int(number) % 0x10000))

    def _set_font(self, number: str) -> Iterator[Event]:
        self.state = replace(self.state, font=number)
        return iter(())

    def _set_charset(self, number: str) -> Iterator[Event]:
        if self.state.part == "fonttbl" and number and int(number) in charset_map and len(self.fonts) < 5_000:
            self.fonts[self.state.font] = charset_map[int(number)] if number != "0" else self.encoding
        return iter(())

    def _set_code_page(self, number: str) -> Iterator[Event]:
        try:
            codecs.lookup(f"cp{number}")
        except LookupError:
            return iter(())
        self.encoding = f"cp{number}"
        return iter(())

    def _set_skipped(self, number: str) -> Iterator[Event]:
        self.state = replace(self.state, skipped=min(max(int(number or 1), 0), 10))
        return iter(())

    def _set_colour(self, number: str) -> Iterator[Event]:
        self.state = replace(self.state, colour=int(number or 0))
        return iter(())

    def _plain(self, _: str) -> Iterator[Event]:
        self.state = replace(
            self.state,
            strong=False,
            emphasis=False,
            underlined=False,
            hidden=False,
            struck=False,
            colour=0,
            font="",
        )
        return iter(())

    def _not_underlined(self, _: str) -> Iterator[Event]:
        self.state = replace(self.state, underlined=False)
        return iter(())


_SETTINGS: dict[str, Callable[[_Reader, str], Iterator[Event]]] = {
    "u": _Reader._unicode,
    "f": _Reader._set_font,
    "fcharset": _Reader._set_charset,
    "ansicpg": _Reader._set_code_page,
    "uc": _Reader._set_skipped,
    "cf": _Reader._set_colour,
    "plain": _Reader._plain,
    "ulnone": _Reader._not_underlined,
}


def events(source: bytes) -> Iterator[Event]:
    """What an RTF file says, in its order."""
    return _Reader().run(source.decode("latin-1"))
