"""The show notes of an episode: paragraphs and lists with links and emphasis, in Markdown.

They are printed and never heard (docs/standards.md#show-notes).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import accumulate

from audiobuild.errors import Problem
from audiobuild.languages.words import words
from audiobuild.messages import msg
from audiobuild.model import FrontMatter, Inline
from audiobuild.publication.notes_reader import ListStyle, NoteBlock, read

MOST_BYTES = 4000
"""What Apple takes of an episode's description, with its marks: https://help.apple.com/itc/podcasts_connect/#/itcb54353390."""


def blocks(markdown: str) -> tuple[NoteBlock, ...]:
    """The show notes as they are printed."""
    return read(markdown)[0]


def problems(about: FrontMatter, path: str) -> Iterator[Problem]:
    """What is wrong with the notes of an episode, by line, and with the size of what players are given with them."""
    size = len(about.notes.encode())
    if size <= MOST_BYTES:  # in which the parser is done soon, whatever stands there
        for line, message, remedy in read(about.notes)[1]:
            yield Problem(place=f"{path}: notes#{line}", message=message, remedy=remedy)
        size = len(html(about).encode()) if is_marked_up(about) else 0
    if size > MOST_BYTES:
        place = f"{path}: {'notes' if about.notes else 'links'}"
        message = msg("summary, notes and links take {} bytes in the feed", size)
        yield Problem(place=place, message=message, remedy=msg("Apple Podcasts takes {} at most.", MOST_BYTES))


def is_marked_up(about: FrontMatter) -> bool:
    """Whether there is more to tell of an episode than its summary, which is plain text."""
    return bool(about.notes or about.links or about.image_credit)


def html(about: FrontMatter) -> str:
    """Summary, notes, links and the picture's credit as the HTML that Apple takes in a description: p, ol, ul, li, a."""
    parts = [f"<p>{escape(about.summary)}</p>"] if about.summary else []
    for block in blocks(about.notes):
        parts += _block(block.style, map(_anchors, block.paragraphs))
    if about.links:
        parts.append(f"<p>{escape(words(about.language).links)}:</p>")
        parts += _block("bullet", (_anchor(link.url, link.title) for link in about.links))
    if about.image_credit:
        parts.append(f"<p>{escape(about.image_credit)}</p>")
    return "".join(parts)


def with_credits(html: str, language: str, credit_lines: Sequence[str]) -> str:
    """That HTML with the credits of an episode's sounds below, as far as Apple takes it. The show's sounds are none of the
    editor's notes, which may fill it: where their credits have no room, they stand in ``content:encoded`` alone."""
    if not credit_lines:
        return html
    listed = _block("bullet", map(escape, credit_lines))
    whole = "".join((html, f"<p>{escape(words(language).sound_credits)}:</p>", *listed))
    return whole if len(whole.encode()) <= MOST_BYTES else html


def contents(titles: Iterable[str]) -> str:
    """What there is to tell where nobody wrote a summary or notes: the chapters, as many as Apple takes. An item with
    ``content:encoded`` and without a description is frowned upon (https://www.rssboard.org/rss-profile)."""
    items = [f"<li>{escape(title)}</li>" for title in titles]
    sizes = accumulate(len(item.encode()) for item in items)
    kept = "".join(item for item, size in zip(items, sizes, strict=True) if size + len("<ol></ol>") <= MOST_BYTES)
    return f"<ol>{kept}</ol>" if kept else ""


def plain(about: FrontMatter, credit_lines: Sequence[str] = ()) -> str:
    """All of that as text of several lines, with the addresses in it."""
    parts = [" ".join(about.summary.split("\n"))] if about.summary else []
    for block in blocks(about.notes):
        marks = [f"{number}. " if block.style == "number" else "• " for number in range(1, len(block.paragraphs) + 1)]
        texts = map(_with_addresses, block.paragraphs)
        marked = texts if block.style == "plain" else (f"{mark}{text}" for mark, text in zip(marks, texts, strict=True))
        parts.append("\n".join(marked))
    parts += ["\n".join(f"{link.title}: {link.url}" for link in about.links)] if about.links else []
    parts += [about.image_credit] if about.image_credit else []
    parts += ["\n".join((f"{words(about.language).sound_credits}:", *credit_lines))] if credit_lines else []
    return "\n\n".join(parts)


def _with_addresses(inlines: Iterable[Inline]) -> str:
    """A paragraph as text. An address that is printed as it is stands there once."""
    return "".join(
        f"{inline.text} ({inline.href})" if inline.href and inline.href != inline.text else inline.text
        for inline in inlines
    )


def _block(style: ListStyle, items: Iterable[str]) -> list[str]:
    if style == "plain":
        return [f"<p>{item}</p>" for item in items]
    tag = "ul" if style == "bullet" else "ol"
    return [f"<{tag}>", *(f"<li>{item}</li>" for item in items), f"</{tag}>"]


def _anchors(inlines: Iterable[Inline]) -> str:
    return "".join(_anchor(inline.href, inline.text) if inline.href else escape(inline.text) for inline in inlines)


def _anchor(href: str, text: str) -> str:
    return f'<a href="{escape(href)}">{escape(text)}</a>'
