"""What an EPUB reads out: the media overlays of its documents, in reading order."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as Xml

from audiobuild.checking import mojibake, reading
from audiobuild.checking.finding import REBUILD, File, Finding
from audiobuild.checking.publications import printed
from audiobuild.checking.publications.book import DRIFT_MS, Book, Par, length_ms, opened
from audiobuild.checking.publications.narration import Narration, milliseconds
from audiobuild.checking.statements import Statement, books, facts, stated
from audiobuild.messages import msg
from audiobuild.site.templates import asset

OVERLAY = msg("EPUB 3.3, 9: media overlays")
CONTAINER = msg("EPUB 3.3, OCF: mimetype is the first file of the archive, and stored")
CONTENTS = msg("EPUB 3.3, 5.4: the table of contents leads to what it names, in the order of reading")
_HEADING = re.compile(r"\{.*\}h[1-6]")
_XHTML = "{http://www.w3.org/1999/xhtml}"
_OPF = "{http://www.idpf.org/2007/opf}"
CLAIMS = msg("EPUB Accessibility 1.1, 2.2: a book claims what is true of it")
STYLED = msg("EPUB 3.3, CSS style sheets: who speaks and what is heard can be seen")
_SMIL = "{http://www.w3.org/ns/SMIL}"
_MIMETYPE = ("mimetype", zipfile.ZIP_STORED, b"application/epub+zip")


def read(file: File) -> Narration:
    """The sentences of an EPUB, and what is wrong with it."""
    findings: list[Finding] = []
    with opened(file) as book:
        first = book.archive.infolist()[0]
        if (first.filename, first.compress_type, book.archive.read(first)) != _MIMETYPE:
            findings.append(file.finding(CONTAINER, msg("does not begin with a stored mimetype"), place="mimetype"))
        container = book.xml("META-INF/container.xml")
        package = next((item.get("full-path", "") for item in container.iter() if item.get("full-path")), "")
        opf, base = book.xml(package), posixpath.dirname(package)
        items = {item.get("id", ""): item for item in opf.iter(f"{_OPF}item")}
        pars: list[Par] = []
        durations_ms = {}
        for reference in opf.iter(f"{_OPF}itemref"):
            item = items[reference.get("idref", "")]
            overlay = item.get("media-overlay")
            if not overlay and reference.get("linear") == "no":
                continue  # what is to be read only
            if not overlay:
                findings.append(file.finding(OVERLAY, msg("{} is read out by nothing", item.get("href"))))
                continue
            own = list(book.pars(posixpath.join(base, items[overlay].get("href", "")), _SMIL))
            durations_ms[f"#{overlay}"] = length_ms(own)
            pars += own
        findings += _totals(file, opf, durations_ms)
        findings += _active_class(book, base, opf)
        findings += _features(book, opf)
        findings += _contents(book, base, opf)
        findings += mojibake.findings(file, [(package, " ".join(opf.itertext()))])
        statements = [*books.epub(file, opf, package, length_ms(pars)), *_cover(book, base, opf, findings)]
        return book.narration(pars, findings, statements)


def _totals(file: File, opf: Xml.Element, durations_ms: Mapping[str, int]) -> Iterator[Finding]:
    """Whether the package names the length of each overlay, and of all."""
    declared = {
        meta.get("refines", ""): milliseconds(meta.text or "")
        for meta in opf.iter(f"{_OPF}meta")
        if meta.get("property") == "media:duration"
    }
    for refined, length in {**durations_ms, "": sum(durations_ms.values())}.items():
        if refined not in declared or abs(declared[refined] - length) > DRIFT_MS:
            yield file.finding(
                OVERLAY, msg("media:duration {} is {} ms, its clips take {} ms", refined, declared.get(refined), length)
            )


def _contents(book: Book, base: str, opf: Xml.Element) -> Iterator[Finding]:
    """The table of contents leads to what it names, in the order of reading. A page that is not read out is one more name."""
    items = {item.get("id", ""): item for item in opf.iter(f"{_OPF}item")}
    spine = [items[one.get("idref", "")].get("href", "") for one in opf.iter(f"{_OPF}itemref")]
    name = next((item.get("href", "") for item in items.values() if "nav" in item.get("properties", "").split()), "")
    nav = book.xml(posixpath.join(base, name))
    led = [(item.get("href", ""), printed.text(item)) for item in nav.iter(f"{_XHTML}a")]
    if list(dict.fromkeys(href.partition("#")[0] for href, _ in led)) != spine:
        yield book.file.finding(CONTENTS, msg("does not lead to each document in the order of reading"), place=name)
    for href, title in led:
        document, _, target = href.partition("#")
        if document not in spine:
            continue
        headings = [one for one in book.xml(posixpath.join(base, document)).iter() if _HEADING.fullmatch(one.tag)]
        named = [one for one in headings if not target or any(inner.get("id") == target for inner in one.iter())]
        found = [reading.plain(printed.text(one)) for one in named[:1]]
        if found != [reading.plain(title)]:
            yield book.file.finding(CONTENTS, msg("{!r} leads to {}, where {} stands", title, href, found), place=name)


def _cover(book: Book, base: str, opf: Xml.Element, findings: list[Finding]) -> Iterator[Statement]:
    """The picture on the shelf. That it is the one of the feed and the MP3, which are held against rules, is compared."""
    covers = [i.get("href", "") for i in opf.iter(f"{_OPF}item") if "cover-image" in i.get("properties", "").split()]
    if len(covers) != 1:
        findings.append(book.file.finding(facts.PICTURED, msg("is there {} times", len(covers)), place="cover-image"))
        return
    data = book.archive.read(posixpath.join(base, covers[0]))
    yield stated(book.file, covers[0], facts.COVER, facts.digest(data))


_FEATURES = frozenset(
    ("synchronizedAudioText", "tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability")
) | {"ARIA", "alternativeText"}


def _features(book: Book, opf: Xml.Element) -> Iterator[Finding]:
    """What a book of ours can be; whoever needs more looks for another."""
    for meta in opf.iter(f"{_OPF}meta"):
        if meta.get("property") == "schema:accessibilityFeature" and meta.text not in _FEATURES:
            message = msg("claims {!r}, which a book of ours is not", meta.text)
            yield book.file.finding(CLAIMS, message, place="schema:accessibilityFeature")


def _active_class(book: Book, base: str, opf: Xml.Element) -> Iterator[Finding]:
    names = [m.text or "" for m in opf.iter(f"{_OPF}meta") if m.get("property") == "media:active-class"]
    styles = [i.get("href", "") for i in opf.iter(f"{_OPF}item") if i.get("media-type") == "text/css"]
    css = "\n".join(book.archive.read(posixpath.join(base, href)).decode() for href in styles)
    style, blocks = (asset(f"epub/{name}.css").decode() for name in ("style", "blocks"))
    if css not in (style, style + blocks):
        yield book.file.finding(STYLED, msg("its style is not the one of this version of audiobuild"), remedy=REBUILD)
    if len(names) != 1 or f".{names[0]}" not in css:
        message = msg("the sentence that is heard would not be marked: media:active-class has no style")
        yield book.file.finding(OVERLAY, message)
