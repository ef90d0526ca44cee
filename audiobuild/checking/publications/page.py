"""What an episode's page reads out: its title, and all in the element ``text``."""

from __future__ import annotations

from lxml.html import HtmlElement

from audiobuild.checking.finding import File
from audiobuild.checking.publications.narration import NarratedSentence, Narration, strays, tiling
from audiobuild.checking.publications.printed import Printed


def read(file: File, tree: HtmlElement | None) -> Narration:
    """The sentences of a page that was parsed. Raises ValueError or LookupError where one has no times.

    Without a tree, its text cannot be read, which is raised here (OSError, UnicodeDecodeError), or it holds no sentence.
    """
    if tree is None:
        file.path.read_text(encoding="utf-8")
        return Narration(sentences=(), findings=())
    printed = Printed(
        tree,
        scope=lambda tag, attributes: tag == "h1" or attributes.get("id") == "text",
        narrated=lambda attributes: "data-start" in attributes,
    )
    sentences = tuple(
        NarratedSentence(text=text, start_ms=int(attributes["data-start"]), end_ms=int(attributes["data-end"]))
        for text, attributes in printed.sentences
    )
    return Narration(sentences=sentences, findings=(*strays(file, printed), *tiling(file, sentences)))
