"""What an EPUB reads out: the media overlays of its documents, in reading order."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree as Xml

from audiobuild.checking import mojibake, reading
from audiobuild.checking.finding import REBUILD, File, Finding
from audiobuild.checking.publications import printed, shaped, skipping
from audiobuild.checking.publications.book import DRIFT_MS, Book, Par, length_ms, opened
from audiobuild.checking.publications.narration import Narration, milliseconds
from audiobuild.checking.statements import Statement, books, facts, stated
from audiobuild.languages.words import direction, words
from audiobuild.messages import msg
from audiobuild.publication import disclosure
from audiobuild.site import books as book_words
from audiobuild.site.templates import asset

OVERLAY = msg("EPUB 3.3, 9: media overlays")
CONTAINER = msg("EPUB 3.3, OCF: mimetype is the first file of the archive, and stored")
CONTAINER_LISTS = msg("EPUB 3.3, 5.3.3: the package lists each file of the book, and no other")
CONTENTS = msg("EPUB 3.3, 5.4: the table of contents leads to what it names, in the order of reading")
_HEADING = re.compile(r"\{.*\}h[1-6]")
_XHTML = "{http://www.w3.org/1999/xhtml}"
_OPF, _DC = "{http://www.idpf.org/2007/opf}", "{http://purl.org/dc/elements/1.1/}"
CLAIMS = msg("EPUB Accessibility 1.1, 2.2: a book claims what is true of it")
BOUND = msg("EU AI Act, Article 50, and ours: a book has a cover, and a colophon that says where its voices come from")
STYLED = msg("EPUB 3.3, CSS style sheets: who speaks and what is heard can be seen")
_SMIL = "{http://www.w3.org/ns/SMIL}"
_FRONT, _COLOPHON = "front", "colophon"
_AROUND = (_FRONT, "about", _COLOPHON)
"""What stands around the talk, and is to be read only: the cover, what is told of the episode, the colophon."""

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
            if not overlay and reference.get("idref") in _AROUND:
                continue  # what is to be read only
            if not overlay:
                findings.append(file.finding(OVERLAY, msg("{} is read out by nothing", item.get("href"))))
                continue
            own = list(book.pars(posixpath.join(base, items[overlay].get("href", "")), _SMIL))
            durations_ms[f"#{overlay}"] = length_ms(own)
            pars += own
        findings += _totals(file, opf, durations_ms)
        findings += _active_class(book, base, opf)
        around = _around(book, base, opf)
        beside = [around["about"]] if "about" in around else []
        findings += (
            file.finding(BOUND, msg("has no {!r}", name), place=package)
            for name in (_FRONT, _COLOPHON)
            if name not in around
        )
        findings += _claims(book, opf, [book.xml(name) for name in dict.fromkeys(par.document for par in pars)], beside)
        findings += _shaped(book, base, package, opf)
        findings += _contents(book, base, opf)
        findings += mojibake.findings(file, [(package, " ".join(opf.itertext()))])
        statements = [*books.epub(file, opf, package, length_ms(pars)), *_cover(book, base, opf, findings)]
        if (root := around.get(_COLOPHON)) is not None:
            statements += books.colophon(file, root)
        return book.narration(pars, findings, statements, beside)


def _around(book: Book, base: str, opf: Xml.Element) -> Mapping[str, Xml.Element]:
    """The documents that are to be read only, by their names in the package."""
    items = [item for item in opf.iter(f"{_OPF}item") if item.get("id") in _AROUND]
    return {item.get("id", ""): book.xml(posixpath.join(base, item.get("href", ""))) for item in items}


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
    order = [one.get("idref", "") for one in opf.iter(f"{_OPF}itemref")]
    spine = [items[name].get("href", "") for name in order if name != _FRONT]
    name = next((item.get("href", "") for item in items.values() if "nav" in item.get("properties", "").split()), "")
    nav = book.xml(posixpath.join(base, name))
    led = [(item.get("href", ""), printed.text(item)) for item in nav.iter(f"{_XHTML}a")]
    if list(dict.fromkeys(href.partition("#")[0] for href, _ in led)) != spine:
        yield book.file.finding(CONTENTS, msg("does not lead to each document in the order of reading"), place=name)
    for href, title in led:
        document, _, target = href.partition("#")
        if document not in spine:
            continue
        found = [reading.plain(name) for name in _named(book.xml(posixpath.join(base, document)), target)]
        if found != [reading.plain(title)]:
            yield book.file.finding(CONTENTS, msg("{!r} leads to {}, where {} stands", title, href, found), place=name)


def _named(document: Xml.Element, target: str) -> list[str]:
    """What the heading says that is ``target``, or the first one in the section that is: without an announcement."""
    there = [one for one in document.iter() if not target or one.get("id") == target]
    headings = [one for part in there[:1] for one in part.iter() if _HEADING.fullmatch(one.tag)]
    texts = (printed.text(one, without=("announcement",)) for one in headings[:1])
    return [" ".join(text.split()) for text in texts]


def _cover(book: Book, base: str, opf: Xml.Element, findings: list[Finding]) -> Iterator[Statement]:
    """The picture on the shelf. That it is the one of the feed and the MP3, which are held against rules, is compared."""
    covers = [i.get("href", "") for i in opf.iter(f"{_OPF}item") if "cover-image" in i.get("properties", "").split()]
    if len(covers) != 1:
        findings.append(book.file.finding(facts.PICTURED, msg("is there {} times", len(covers)), place="cover-image"))
        return
    data = book.archive.read(posixpath.join(base, covers[0]))
    yield stated(book.file, covers[0], facts.COVER, facts.digest(data))


_FEATURES = (
    "synchronizedAudioText",
    "tableOfContents",
    "readingOrder",
    "structuralNavigation",
    "displayTransformability",
)
_CONFORMS = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"


def _claims(
    book: Book, opf: Xml.Element, documents: Sequence[Xml.Element], beside: Sequence[Xml.Element]
) -> Iterator[Finding]:
    """What the package says that the book can be, for those who choose by it, against what its ``documents`` are: those that
    are read out, and those ``beside`` them that are to be read only."""
    said: dict[str, list[str]] = {}
    for meta in opf.iter(f"{_OPF}meta"):
        said.setdefault(meta.get("property", ""), []).append(meta.text or "")
    shown = [element for one in documents for element in one.iter(f"{_XHTML}img")]
    unheard = any("unheard" in element.get("class", "").split() for one in documents for element in one.iter())
    pictured = bool(shown) or any(True for one in beside for _ in one.iter(f"{_XHTML}img"))
    tongue = words(next((one.text or "" for one in opf.iter(f"{_DC}language")), ""))
    notice = disclosure.found(tongue, " ".join(said.get("schema:accessibilitySummary", ())))
    summary = book_words.summary(
        tongue,
        about=bool(beside),
        printed=unheard,
        pictures=pictured,
        notice=notice[0] if notice else tongue.synthetic,  # compared elsewhere
    )
    authors = [one.text or "" for one in opf.iter(f"{_DC}creator")]
    named = ["".join(one.itertext()) for root in documents for one in root.iter() if one.get("class") == "docauthor"]
    meant = {
        "schema:accessMode": ["textual", *(["visual"] if pictured else [])],
        "schema:accessModeSufficient": ["textual", *([] if beside or unheard else ["auditory"])],
        "schema:accessibilityFeature": [*_FEATURES, "ARIA", *(["alternativeText"] if pictured else [])],
        "schema:accessibilityHazard": ["none"],
        "schema:accessibilitySummary": [summary],
        "dcterms:conformsTo": [_CONFORMS],
        "a11y:certifiedBy": [one.text or "" for one in opf.iter(f"{_DC}publisher")],
    }
    for name, values in meant.items():
        if sorted(map(reading.plain, said.get(name, ()))) != sorted(map(reading.plain, values)):
            there = ", ".join(said.get(name, ())) or "–"
            yield book.file.finding(CLAIMS, msg("says {!r}, where {!r} is true", there, ", ".join(values)), place=name)
    if named and sorted(map(reading.plain, named)) != sorted(map(reading.plain, authors)):
        message = msg("says {!r}, where {!r} is true", ", ".join(named), ", ".join(authors))
        yield book.file.finding(facts.SPEAK, message, place="docauthor")


def _shaped(book: Book, base: str, package: str, opf: Xml.Element) -> Iterator[Finding]:
    """What is in the archive, and of what it is made; and which way its pages are turned."""
    items = [(posixpath.join(base, item.get("href", "")), item) for item in opf.iter(f"{_OPF}item")]
    listed = {"mimetype", "META-INF/container.xml", package, *(name for name, _ in items)}
    for name in sorted(listed ^ set(book.archive.namelist())):
        yield book.file.finding(CONTAINER_LISTS, msg("is in the archive or in its list, and not in both"), place=name)
    yield from shaped.findings(book.file, package, opf, "epub-package")
    for name, item in items:
        if name.endswith(".smil"):
            yield from shaped.findings(book.file, name, book.xml(name), "epub-overlay")
            yield from skipping.epub(book, name)
        elif name.endswith(".xhtml"):
            kind = "epub-nav" if item.get("properties") else "epub-document"
            yield from shaped.findings(book.file, name, book.xml(name), kind)
    language = next((one.text or "" for one in opf.iter(f"{_DC}language")), "")
    way = direction(language)
    package_way = opf.get("dir", "ltr")
    turned = next((spine.get("page-progression-direction", "ltr") for spine in opf.iter(f"{_OPF}spine")), "")
    if {turned, package_way} != {way}:
        message = msg("its pages are turned {}, {} is written {}", turned, language, way)
        yield book.file.finding(shaped.RULE, message, place=package)


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
