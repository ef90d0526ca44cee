"""The runs of a paragraph: put together, and written so that they are read back wherever they stand.

CommonMark reads asterisks by what stands beside them (https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run):
``a**"b"**c`` is all text. There an empty comment, which is neither printed nor spoken, stands between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace

from audiobuild.model import FootnoteReference, Inline

TILDES = r"~~|(?<=\w)~\w+~"
"""How struck-out and lowered text is marked elsewhere."""
_APART = "<!-- -->"


def marked(inlines: Iterable[Inline]) -> str:
    """The runs with their marks."""
    written: list[str] = []
    before, delimited_before = "", False
    for text, delimited in (part for inline in inlines for part in _parts(inline)):
        if before and _clash(before, text, closes=delimited_before, opens=delimited):
            written.append(_APART)
        elif before.endswith("!") and text.startswith("["):  # together they would begin a picture
            written[-1] = f"{before[:-1]}\\!"
        elif before.startswith("[^") and text.startswith("("):  # a footnote's mark would become a link
            text = f"\\{text}"
        written.append(text)
        before, delimited_before = text, delimited
    return "".join(written)


def _clash(before: str, text: str, *, closes: bool, opens: bool) -> bool:
    """Whether the asterisks between two parts would be read as text, or as one with their neighbours."""
    if closes and opens:
        return True
    if closes:
        return _is_letter(text[0]) and not _is_letter(before.rstrip("*")[-1])
    return opens and _is_letter(before[-1]) and not _is_letter(text.lstrip("*")[0])


def _is_letter(character: str) -> bool:
    """What is neither white space nor punctuation."""
    code = ord(character)
    return not (isWhiteSpace(code) or isMdAsciiPunct(code) or isPunctChar(character))


def _parts(inline: Inline) -> Iterable[tuple[str, bool]]:
    """A run in its parts, each with whether asterisks begin and end it: white space stays outside of them, and so do the
    marks of footnotes."""
    text = escape(inline.text)
    inner = text.strip()
    if not inner:
        return [(text, False)] if text else []
    start = text.index(inner)
    around = (text[:start], text[start + len(inner) :])
    asterisks = "*" * (inline.emphasis + 2 * inline.strong)
    attributes = [f"lang={inline.language}"] if inline.language else []
    attributes += [f'say="{inline.say}"'] if inline.say else []
    core = f"{asterisks}{inner}{asterisks}"
    if inline.href:
        core = f"[{core}](<{inline.href}>)"
    elif attributes:
        core = f"[{core}]"
    core += f"{{{' '.join(attributes)}}}" if attributes else ""
    bare = bool(asterisks) and not inline.href and not attributes
    references = ((f"[^{reference.label}]", False) for reference in inline.footnotes)
    parts = ((around[0], False), (core, bare), (around[1], False), *references)
    return [part for part in parts if part[0]]


def escape(text: str) -> str:
    """Characters that mean something inside a paragraph. ``_`` within a word and a lone ``!`` mean nothing."""
    text = re.sub(r"([\\`*\[\]<{}])", r"\\\1", text)
    text = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", text)
    text = re.sub(rf"(?=(?:{TILDES}))~", r"\\~", text)
    return re.sub(r"&(?=#?\w+;)", r"\\&", text)


def escape_start(text: str) -> str:
    """A paragraph that begins like a heading, a list item, a quotation, a rule or a table, and is none."""
    text = re.sub(r"^([#>+=~|-])", r"\\\1", text)
    return re.sub(r"^(\d+)([.)])(?= |$)", r"\1\\\2", text)


def escape_end(text: str) -> str:
    """A heading that ends in ``#``, which would close it."""
    return re.sub(r"(?:(?<= )|^)#(?=#*\Z)", r"\\#", text)


def joined(runs: Iterable[Inline]) -> tuple[Inline, ...]:
    """Neighbours with the same marks as one run; white space folded to single spaces, none at the ends, and none before the
    mark of a footnote, which belongs to the word before it."""
    merged: list[Inline] = []
    for run in runs:
        text = re.sub(r"[ \t\n]+", " ", run.text)
        if not merged or merged[-1].text.endswith(" "):
            text = text.removeprefix(" ")
        if text and merged and replace(merged[-1], text="") == replace(run, text="", footnotes=()):
            merged[-1] = replace(merged[-1], text=merged[-1].text + text)
        elif text:
            merged.append(replace(run, text=text, footnotes=()))
        if run.footnotes:
            _refer(merged, run.footnotes)
    if merged and merged[-1].text.endswith(" "):
        merged[-1] = replace(merged[-1], text=merged[-1].text.rstrip(" "))
    return tuple(run for run in merged if run.text)


def _refer(runs: list[Inline], footnotes: tuple[FootnoteReference, ...]) -> None:
    """Put marks of footnotes behind the last word of the runs; the white space behind it follows them."""
    behind: list[Inline] = []
    while runs and not (word := runs[-1].text.rstrip()):
        behind.append(runs.pop())
    if not runs:
        runs += behind[::-1]
        return
    last = runs[-1]
    runs[-1] = replace(last, text=word, footnotes=(*last.footnotes, *footnotes))
    if len(word) < len(last.text):
        behind.append(replace(last, text=last.text[len(word) :], footnotes=()))
    runs += behind[::-1]
