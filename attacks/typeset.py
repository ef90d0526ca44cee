"""Pages set at random, with what is printed on them known: which words, in which order, in which paragraphs.

Words are nonsense, each printed once, so that one that is lost, glued or out of order shows. The layouts are those of leaflets
and magazines: one to three columns under a headline, sections one below the other, a box or a caption between the lines, heads
and numbers in the margins, words divided, lines justified or not, columns that do not stand on the same base lines.
"""

from __future__ import annotations

import random
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from attacks.printed import LETTER, Print

_WIDTH, _HEIGHT = 595, 842
_SYLLABLES = [first + vowel for first in "b d f g k l m n p r s t v w z".split() for vowel in "a e i o u".split()]


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """How a document is set. ``apart`` is the space between paragraphs and ``indent`` that of their first lines, in lines and
    letters; ``offset`` is by how much of a line each column stands lower than the one before."""

    columns: int
    gutter: float
    margin: float
    size: float
    leading: float
    apart: float
    indent: int
    justified: bool
    divided: bool
    offset: float
    headline: int
    headline_size: float
    subtitle: int
    sections: int
    pages: int
    room: tuple[float, ...]
    beside: str
    heads: bool
    order: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """Words in one font."""

    words: tuple[str, ...]
    font: str = "plain"
    size: float = 0

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True, kw_only=True, slots=True)
class Typeset:
    """Pages, the paragraphs of the text in reading order, and what stands beside it."""

    pages: tuple[tuple[Print, ...], ...]
    text: tuple[str, ...]
    aside: tuple[str, ...]


@dataclass(slots=True)
class _Frame:
    """A column, with the place of its first base line; what is ``taken`` (top, bottom) holds a box."""

    page: int
    left: float
    width: float
    top: float
    bottom: float
    taken: tuple[float, float] = (0, 0)


def style(dice: random.Random) -> Style:
    """A style at random."""
    size = dice.choice([8, 8.5, 9, 9.5, 10, 10.5, 11])
    columns = dice.choice([1, 2, 2, 2, 3, 3])
    indented = dice.random() < 0.3
    return Style(
        columns=columns,
        gutter=dice.uniform(1.3, 3) * size,
        margin=dice.choice([36, 46, 60]),
        size=size,
        leading=round(size * dice.uniform(1.15, 1.45), 1),
        apart=0 if indented else dice.choice([0.4, 0.5, 0.7, 1]),
        indent=2 if indented else 0,
        justified=dice.random() < 0.5,
        divided=dice.random() < 0.5,
        offset=dice.choice([0, 0, 0, 0.3, 0.5, 0.8]),
        headline=dice.choice([0, 1, 1, 2, 2, 3]),
        headline_size=dice.choice([14, 16, 18, 20, 24, 30]),
        subtitle=dice.choice([0, 0, 1, 2]),
        sections=dice.choice([1, 1, 1, 2]),
        pages=dice.choice([1, 1, 1, 2, 3]),
        room=tuple(dice.uniform(0.4, 1) for _ in range(8)),
        beside=dice.choice(["", "", "box", "caption"]),
        heads=dice.random() < 0.6,
        order=dice.choice(["as read", "as read", "backwards", "shuffled"]),
    )


class Compositor:
    """Sets the pages of one style."""

    def __init__(self, style: Style, dice: random.Random) -> None:
        self.style = style
        self.dice = dice
        self.pages: list[list[Print]] = [[] for _ in range(style.pages)]
        self.text: list[str] = []
        self.aside: list[str] = []
        self.numbers = iter(dice.sample(range(100, len(_SYLLABLES) ** 2), 5_000))

    def compose(self) -> Typeset:
        """The pages."""
        style, top = self.style, _HEIGHT - 80.0
        if style.headline:
            top = self._headline(top, style.headline, style.headline_size, centred=self.dice.random() < 0.2)
        if style.subtitle:
            top = self._across(top, style.subtitle)
        for section in range(style.sections):
            last = section == style.sections - 1
            room = (top - 70) if last else (top - 70) * self.dice.uniform(0.3, 0.5)
            columns = self.dice.choice([1, 2]) if style.sections > 1 and section == 0 else style.columns
            frames = list(self._frames(columns, top, max(room * style.room[section], 60), more=last))
            if style.beside and last:
                self._beside(frames)
            low = self._fill(frames, self.dice.uniform(0.45, 1.0))
            if not last:
                space = self.dice.uniform(1.6, 3) * style.leading
                top = self._headline(low - space, 1, 1.5 * style.size, centred=False)
        if style.heads:
            self._heads()
        for page in self.pages:
            if style.order == "backwards":
                page.reverse()
            elif style.order == "shuffled":
                self.dice.shuffle(page)
        return Typeset(pages=tuple(map(tuple, self.pages)), text=tuple(self.text), aside=tuple(self.aside))

    def _frames(self, columns: int, top: float, room: float, *, more: bool) -> Iterator[_Frame]:
        """The columns of a section; with ``more``, those of the pages behind it, too."""
        style = self.style
        width = (_WIDTH - 2 * style.margin - (columns - 1) * style.gutter) / columns
        for page in range(style.pages if more else 1):
            high = top if page == 0 else _HEIGHT - 80.0
            low = max(high - room, 70) if page == 0 else 70.0
            for column in range(columns):
                start = high - column * style.offset * style.leading
                left = style.margin + column * (width + style.gutter)
                yield _Frame(page=page, left=left, width=width, top=start, bottom=low)

    def _fill(self, frames: Sequence[_Frame], part: float) -> float:
        """Set paragraphs into the columns until that part of their lines is full. The lowest base line of the first page."""
        style, low = self.style, min(frame.top for frame in frames if frame.page == 0)
        lines = sum(int((frame.top - frame.bottom) / style.leading) + 1 for frame in frames)
        left_over = max(int(lines * part), 3)
        places = iter(frames)
        frame = next(places)
        base = frame.top
        while left_over > 0:
            paragraph = self._paragraph("bold" if len(self.text) % 3 == 1 and not style.indent else "plain")
            set_words: list[str] = []
            rows = self._rows(paragraph, frame.width)
            for number, row in enumerate(rows):
                if frame.taken[0] >= base - style.leading and base > frame.taken[1]:
                    base = frame.taken[1]
                if base < frame.bottom:
                    following = next(places, None)
                    if following is None:
                        break
                    frame, base = following, following.top
                    if frame.taken[0] >= base - style.leading and base > frame.taken[1]:
                        base = frame.taken[1]
                indent = style.indent * style.size * LETTER * (number == 0)
                self._print(frame, base, paragraph, row, indent=indent, last=number == len(rows) - 1)
                set_words += row
                low = min(low, base) if frame.page == 0 else low
                base -= style.leading
                left_over -= 1
            else:
                self._tell(set_words)
                base -= style.apart * style.leading
                continue
            self._tell(set_words)
            break
        return low

    def _tell(self, pieces: Sequence[str]) -> None:
        """Note what was printed: divided words whole."""
        if pieces:
            self.text.append(" ".join(pieces).replace("\u00ad ", "").replace("\u00ad", "-"))

    def _print(
        self, frame: _Frame, base: float, paragraph: Paragraph, row: Sequence[str], *, indent: float, last: bool
    ) -> None:
        size, letter = paragraph.size, paragraph.size * LETTER
        left = frame.left + indent
        words = [word.replace("\u00ad", "-") for word in row]
        page = self.pages[frame.page]
        if not self.style.justified or last or len(words) < 2:
            page.append((left, base, paragraph.font, size, " ".join(words)))
            return
        gap = (frame.width - indent - sum(map(len, words)) * letter) / (len(words) - 1)
        for word in words:
            page.append((left, base, paragraph.font, size, word))
            left += len(word) * letter + gap

    def _rows(self, paragraph: Paragraph, width: float) -> list[list[str]]:
        """The words as lines. A soft hyphen marks where a word was divided."""
        room = int(width / (paragraph.size * LETTER))
        rows: list[list[str]] = [[]]
        used = self.style.indent if paragraph.size == self.style.size else 0
        for word in paragraph.words:
            part = 2 * max(len(word) // 4, 1)
            if used + len(word) <= room:
                rows[-1].append(word)
                used += len(word) + 1
            elif self.style.divided and len(word) >= 7 and used + part + 1 <= room:
                rows[-1].append(word[:part] + "\u00ad")
                rows.append([word[part:]])
                used = len(word) - part + 1
            else:
                rows.append([word])
                used = len(word) + 1
        return [row for row in rows if row]

    def _headline(self, top: float, lines: int, size: float, *, centred: bool) -> float:
        """A headline of so many lines across the page; the place of the next base line."""
        room = int((_WIDTH - 2 * self.style.margin) / (size * LETTER))
        words = self._words(40)
        rows = textwrap.wrap(" ".join(words), room)[:lines]
        last = rows[-1].split()
        rows[-1] = " ".join(last[: self.dice.randint(1, len(last))])
        base = top
        for row in rows:
            left = (_WIDTH - len(row) * size * LETTER) / 2 if centred else self.style.margin
            self.pages[0].append((left, base, "bold", size, row))
            base -= 1.2 * size
        self.text.append(" ".join(rows))
        return base - self.dice.uniform(0, 1) * self.style.leading

    def _across(self, top: float, lines: int) -> float:
        """A subtitle across the page."""
        style = self.style
        frame = _Frame(page=0, left=style.margin, width=_WIDTH - 2 * style.margin, top=top, bottom=0)
        words = self._words(60)
        rows = self._rows(Paragraph(words=tuple(words), size=style.size), frame.width)[:lines]
        rows[-1] = [*rows[-1][: self.dice.randint(1, len(rows[-1]))]]
        rows[-1][-1] = rows[-1][-1].replace("\u00ad", "") + "."
        paragraph = Paragraph(words=(), font=self.dice.choice(["plain", "italic"]), size=style.size)
        for number, row in enumerate(rows):
            self._print(frame, top - number * style.leading, paragraph, row, indent=0, last=number == len(rows) - 1)
        self._tell([word for row in rows for word in row])
        return top - (len(rows) + self.dice.choice([1, 1.5, 3])) * style.leading

    def _beside(self, frames: Sequence[_Frame]) -> None:
        """A box or a caption in one of the columns: other print, with room around it."""
        style = self.style
        frame = self.dice.choice(frames)
        size = style.size - 1.5 if style.beside == "caption" else style.size + self.dice.choice([-1.5, 2])
        font = "italic" if style.beside == "caption" else "bold"
        lines = self.dice.randint(1, 3) if style.beside == "caption" else self.dice.randint(3, 6)
        picture = self.dice.choice([20, 70]) if style.beside == "caption" else 0
        inner = replace_frame(frame, 6 if style.beside == "box" else 0)
        paragraph = Paragraph(words=tuple(self._words(40)), font=font, size=size)
        rows = self._rows(paragraph, inner.width)[:lines]
        rows[-1][-1] = rows[-1][-1].replace("\u00ad", "") + "."
        high = 1.3 * size * len(rows) + picture + 2 * style.leading
        if frame.top - frame.bottom < high + 4 * style.leading:
            return
        top = self.dice.choice([frame.top, frame.bottom + high, self.dice.uniform(frame.bottom + high, frame.top)])
        for number, row in enumerate(rows):
            base = top - picture - 1.3 * size * number - style.leading
            self._print(inner, base, paragraph, row, indent=0, last=True)
        words = " ".join(word for row in rows for word in row)
        self.aside.append(words.replace("\u00ad ", "").replace("\u00ad", "-"))
        frame.taken = (top, top - high - 0.2 * style.leading)

    def _heads(self) -> None:
        head = " ".join(self._words(3))
        for number, page in enumerate(self.pages):
            page.append((self.style.margin, 815, "plain", 7, head))
            page.append((_WIDTH - self.style.margin - 10, 25, "plain", 7, str(number + 14)))
            self.aside += [head, str(number + 14)]

    def _paragraph(self, font: str) -> Paragraph:
        count = self.dice.randint(3, 12) if font == "bold" else self.dice.randint(8, 60)
        words = self._words(count)
        ends = [number for number in range(count) if number == count - 1 or (self.dice.random() < 0.1 and number)]
        for number in ends:
            words[number] += "?" if font == "bold" else "."
            if number + 1 < count:
                words[number + 1] = words[number + 1].capitalize()
        return Paragraph(words=tuple(words), font=font, size=self.style.size)

    def _words(self, count: int) -> list[str]:
        words = [_word(next(self.numbers), self.dice) for _ in range(count)]
        return [words[0].capitalize(), *words[1:]]


def replace_frame(frame: _Frame, inner: float) -> _Frame:
    """The column, narrower by so much on both sides."""
    return replace(frame, left=frame.left + inner, width=frame.width - 2 * inner)


def _word(number: int, dice: random.Random) -> str:
    """The number in syllables, a few more behind it; every fifth with a capital, as German nouns have."""
    base = len(_SYLLABLES)
    word = _SYLLABLES[number // base % base] + _SYLLABLES[number % base] + dice.choice(["", "", "n", "xa", "xaxon"])
    return word.capitalize() if dice.random() < 0.2 else word


def typeset(seed: int) -> tuple[Style, Typeset]:
    """The document that follows from the seed."""
    dice = random.Random(seed)
    chosen = style(dice)
    return chosen, Compositor(chosen, dice).compose()
