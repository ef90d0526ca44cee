"""The runs of a paragraph: put together, and written so that they are read back wherever they stand.

CommonMark reads asterisks by what stands beside them (https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run):
``a**"b"**c`` is all text. There an empty comment, which is neither printed nor spoken, stands between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace

from audiobuild.model import Inline

TILDES = r"~~|(?<=\w)~\w+~"
"""How struck-out and lowered text is marked elsewhere."""
_APART = "<!-- -->"


def marked(inlines: Iterable[Inline]) -> str:
    """The runs with their marks."""
    parts = [part for inline in inlines for part in _parts(inline)]
    written = ""
    for index, (text, delimited) in enumerate(parts):
        before = parts[index - 1][1] if index else False
        written += _APART if written and _clash(written, text, before=before, here=delimited) else ""
        # With a bracket behind it, the mark would begin a picture.
        written = re.sub(r"!\Z", r"\\!", written) if text.startswith("[") else written
        written += text
    return written


def _clash(written: str, text: str, *, before: bool, here: bool) -> bool:
    """Whether asterisks at this place would be read as text, or as part of the ones beside them."""
    if before and here:
        return True
    if before:
        return not _is_space(text[0]) and not _is_mark(text[0]) and _is_mark(_beside(written, -1))
    return here and not _is_space(written[-1]) and not _is_mark(written[-1]) and _is_mark(_beside(text, 1))


def _beside(text: str, step: int) -> str:
    """The first character within asterisks that stand at the start of a text, or with −1 at its end."""
    return text[::step].lstrip("*")[0]


def _is_space(character: str) -> bool:
    return isWhiteSpace(ord(character))


def _is_mark(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _parts(inline: Inline) -> Iterable[tuple[str, bool]]:
    """A run in up to three parts, each with whether asterisks begin and end it: white space stays outside of them."""
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
    parts = ((around[0], False), (core, bare), (around[1], False))
    return [part for part in parts if part[0]]


def escape(text: str) -> str:
    """Characters that mean something inside a paragraph. ``_`` within a word and a lone ``!`` mean nothing."""
    text = re.sub(r"([\\`*\[\]<{}])", r"\\\1", text)
    text = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", text)
    text = re.sub(rf"(?=(?:{TILDES}))~", r"\\~", text)
    return re.sub(r"&(?=#?\w+;)", r"\\&", text)


def escape_start(text: str) -> str:
    """A paragraph that begins like a heading, a list item, a quotation or a rule, and is none."""
    text = re.sub(r"^([#>+=~-])", r"\\\1", text)
    return re.sub(r"^(\d+)([.)])(?= |$)", r"\1\\\2", text)


def escape_end(text: str) -> str:
    """A heading that ends in ``#``, which would close it."""
    return re.sub(r"(?:(?<= )|^)#(?=#*\Z)", r"\\#", text)


def joined(runs: Iterable[Inline]) -> tuple[Inline, ...]:
    """Neighbours with the same marks as one run; white space folded to single spaces, none at the ends."""
    merged: list[Inline] = []
    for run in runs:
        text = re.sub(r"[ \t\n]+", " ", run.text)
        if not merged or merged[-1].text.endswith(" "):
            text = text.removeprefix(" ")
        if not text:
            continue
        if merged and replace(merged[-1], text="") == replace(run, text=""):
            merged[-1] = replace(merged[-1], text=merged[-1].text + text)
        else:
            merged.append(replace(run, text=text))
    if merged and merged[-1].text.endswith(" "):
        merged[-1] = replace(merged[-1], text=merged[-1].text.rstrip(" "))
    return tuple(run for run in merged if run.text)
