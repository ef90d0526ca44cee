"""What an episode's page reads out: its title, music in front of it, and all in the element ``text``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from urllib.parse import unquote

from lxml.html import HtmlElement

from audiobuild.checking import pictures, reading
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.publications import setting
from audiobuild.checking.publications.narration import NarratedSentence, Narration, strays, tiling
from audiobuild.checking.publications.printed import Printed
from audiobuild.checking.statements import facts
from audiobuild.inputs.files import is_file


def read(file: File, tree: HtmlElement | None) -> Narration:
    """The sentences of a page that was parsed. Raises ValueError or LookupError where one has no times.

    Without a tree, its text cannot be read, which is raised here (OSError, UnicodeDecodeError), or it holds no sentence.
    """
    if tree is None:
        file.path.read_text(encoding="utf-8")
        return Narration(sentences=(), findings=())
    printed = Printed(
        tree,
        scope=lambda tag, attributes: (
            tag == "h1" or attributes.get("id") == "text" or attributes.get("class") == "sound"
        ),
        narrated=lambda attributes: "data-start" in attributes,
    )
    sentences = tuple(
        NarratedSentence(text=text, start_ms=int(attributes["data-start"]), end_ms=int(attributes["data-end"]))
        for text, attributes in printed.sentences
    )
    findings = (*strays(file, printed), *tiling(file, sentences), *_pictures(file, tree))
    shown = partial(_digest, file)
    return Narration(
        sentences=sentences,
        findings=findings,
        phrases=frozenset(printed.phrases),
        setting=tuple(setting.of_text(tree.xpath(".//main/p[@class='sound'] | (.//h1)[1] | .//*[@id='text']"), shown)),
        notes=tuple(setting.of_notes(tree.xpath(".//main/header/figure | .//section[@class='notes']"), shown)),
    )


def _digest(page: File, source: str) -> str:
    """A picture of the page; empty where it is not there, which is said elsewhere."""
    with suppress(OSError):
        return facts.digest(page.beside(unquote(source.partition("?")[0])).path.read_bytes())
    return ""


def _pictures(file: File, tree: HtmlElement) -> Iterator[Finding]:
    """What is wrong with the pictures that are there; those that are not are missing links."""
    sources = [image.get("src") or "" for image in tree.iter("img")]
    for name in dict.fromkeys(source for source in sources if source and "/" not in source):
        shown, findings = file.beside(name), list[Finding]()
        data = reading.data(shown, findings) if is_file(shown.path) else None
        yield from findings
        sizes = [(one.get("width"), one.get("height")) for one in tree.iter("img") if one.get("src") == name]
        for fault in pictures.faults(data, name, sizes) if data is not None else ():
            yield shown.finding(pictures.RULE, fault)
