"""Footnotes of a page, or of a document of a book: each mark leads to its note, each note back to its first mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from audiobuild.messages import Message, msg

RULE = msg(
    "DPUB-ARIA 1.0, doc-noteref and doc-backlink: a mark leads to its own note, and the note back to where it was read"
)


def faults(root: Any) -> Iterator[tuple[str, Message]]:
    """What is wrong with the marks and the notes below ``root``, each with its place. Documents of a book may lead to others:
    of their links only what is behind ``#`` is told."""
    for element in root.iter():
        kinds = (element.get("class") or "").split() if isinstance(element.tag, str) else ()
        if "noteref" in kinds:
            number = "".join(element.itertext()).strip()
            yield from _leads(element, f"fn{number}")
            if not re.fullmatch(rf"fnref{re.escape(number)}(-[2-9]|-[1-9]\d+)?", element.get("id") or ""):
                yield (
                    element.get("id") or "",
                    msg("is the mark {!r}, whose id is {!r}", number, element.get("id") or ""),
                )
        elif "footnote" in kinds:
            name = element.get("id") or ""
            backs = [one for one in element.iter() if "back" in (one.get("class") or "").split()]
            if len(backs) != 1:
                yield name, msg("has {} links back to the text, not one", len(backs))
            for back in backs:
                yield from _leads(back, f"fnref{name.removeprefix('fn')}")


def _leads(link: Any, name: str) -> Iterator[tuple[str, Message]]:
    there = (link.get("href") or "").partition("#")[2]
    if there != name:
        yield f"#{name}", msg("a link {!r} leads to #{}", "".join(link.itertext()).strip(), there)
