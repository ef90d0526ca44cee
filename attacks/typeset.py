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
from attacks.typeset_style import Style, style

_WIDTH, _HEIGHT = 595, 842
_SYLLABLES = [first + vowel for first in "bdfgklmnprstvwz" for vowel in "aeiou"]


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

    def below(self, base: float, leading: float) -> float:
        """The next base line that is free, from this one on."""
        return self.taken[1] if self.taken[1] < base <= self.taken[0] + leading else base


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
            if last:
                frames = list(self._with_beside(frames))
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
        places = [*frames]
        frame = places.pop(0)
        base = frame.below(frame.top, style.leading)
        while left_over > 0:
            paragraph = self._paragraph("bold" if len(self.text) % 3 == 1 and not style.indent else "plain")
            printed: list[str] = []
            rows = self._rows(paragraph, frame.width)
            while rows:
                base = frame.below(base, style.leading)
                if base < frame.bottom:
                    if not places:
                        break
                    before, frame = frame, places.pop(0)
                    base = frame.top
                    if frame.width != before.width:
                        words = " ".join(word for row in rows for word in row).replace("\u00ad ", "").split()
                        rows = self._rows(replace(paragraph, words=tuple(words)), frame.width)
                    continue
                row = rows.pop(0)
                indent = 0 if printed else style.indent * style.size * LETTER
                self._print(frame, base, paragraph, row, indent=indent, last=not rows)
                printed += row
                low = min(low, base) if frame.page == 0 else low
                base -= style.leading
                left_over -= 1
            if rows and printed and printed[-1].endswith("\u00ad"):
                left, line, font, size, text = self.pages[frame.page].pop()
                self.pages[frame.page].append(
                    (left, line, font, size, text.removesuffix(printed.pop().replace("\u00ad", "-")))
                )
            self._tell(printed)
            if rows:
                break
            base -= style.apart * style.leading
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

    def _with_beside(self, frames: list[_Frame]) -> Sequence[_Frame]:
        """The columns, with room for what stands beside the text, which is set."""
        kind = self.style.beside
        if kind == "inset" and self.style.columns == 1:
            return self._inset(frames[0]) + frames[1:]
        if kind == "note":
            self._note(frames[0])
        elif kind == "band" and self.style.columns > 1:
            return self._band(frames)
        elif kind:
            self._beside(frames)
        return frames

    def _inset(self, frame: _Frame) -> list[_Frame]:
        """A box at the right of a column; the lines beside it are shorter, those above and below are not."""
        style, narrow = self.style, frame.width * self.dice.uniform(0.55, 0.68)
        lines = self.dice.randint(5, 9)
        paragraph = Paragraph(words=tuple(self._words(60)), font="bold", size=style.size - 1)
        width = frame.width - narrow - style.gutter
        rows = self._rows(paragraph, width)[:lines]
        high = (len(rows) + 1) * style.leading
        above = self.dice.choice([0, 0, 3, 6]) * style.leading
        if frame.top - frame.bottom < high + above + 3 * style.leading or width < 90:
            return [frame]
        start = frame.top - above
        beside = replace(frame, left=frame.left + narrow + style.gutter, width=width)
        self._aside(rows, beside, start, paragraph, style.leading)
        parts = [
            replace(frame, bottom=start + 0.5 * style.leading),
            replace(frame, width=narrow, top=start, bottom=start - high + 0.5 * style.leading),
            replace(frame, top=start - (len(rows) + 1) * style.leading),
        ]
        return parts if above else parts[1:]

    def _note(self, frame: _Frame) -> None:
        """A footnote at the foot of the first column."""
        size = self.style.size - 2
        paragraph = Paragraph(words=("1", *self._words(12)), size=size)
        rows = self._rows(paragraph, frame.width)
        rows[-1][-1] += "."
        frame.bottom = max(frame.bottom, 70)
        top = frame.bottom + 1.2 * size * (len(rows) - 1)
        self._aside(rows, frame, top, paragraph, 1.2 * size)
        frame.bottom = top + 2 * self.style.leading

    def _band(self, frames: list[_Frame]) -> list[_Frame]:
        """A quotation in large print across all columns of the first page, over which the text goes on in the next column."""
        style = self.style
        first = [frame for frame in frames if frame.page == 0]
        middle, size = (first[-1].top + first[0].bottom) / 2, style.size + 5
        if first[-1].top - middle < 5 * style.leading:
            return frames
        paragraph = Paragraph(words=tuple(self._words(30)), font="italic", size=size)
        across = replace(first[0], width=_WIDTH - 2 * style.margin)
        self._aside(self._rows(paragraph, across.width)[:1], across, middle, paragraph, size)
        upper = [replace(frame, bottom=middle + 2 * style.leading) for frame in first]
        lower = [replace(frame, top=frame.top - first[0].top + middle - 2.2 * style.leading) for frame in first]
        return [*upper, *lower, *(frame for frame in frames if frame.page)]

    def _aside(self, rows: list[list[str]], frame: _Frame, top: float, paragraph: Paragraph, leading: float) -> None:
        rows[-1][-1] = rows[-1][-1].replace("\u00ad", "")
        for number, row in enumerate(rows):
            self._print(frame, top - number * leading, paragraph, row, indent=0, last=True)
        words = " ".join(word for row in rows for word in row)
        self.aside.append(words.replace("\u00ad ", "").replace("\u00ad", "-"))

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
        self._aside(rows, inner, top - picture - style.leading, paragraph, 1.3 * size)
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
