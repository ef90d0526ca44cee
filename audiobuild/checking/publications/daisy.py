"""What a DAISY 2.02 book reads out: the SMIL files that its table of contents (``ncc.html``) names, in its order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from xml.etree import ElementTree as Xml

from audiobuild.checking import mojibake
from audiobuild.checking.finding import REBUILD, File, Finding
from audiobuild.checking.publications import printed, shaped, skipping
from audiobuild.checking.publications.book import DRIFT_MS, Book, Par, length_ms, opened
from audiobuild.checking.publications.narration import Narration, milliseconds
from audiobuild.checking.statements import books
from audiobuild.messages import msg
from audiobuild.site.templates import asset

BOOK = "DAISY 2.02, 2: ncc.html and SMIL"
_XHTML = "{http://www.w3.org/1999/xhtml}"


def read(file: File) -> Narration:
    """The sentences of a DAISY book, and what is wrong with it."""
    findings: list[Finding] = []
    with opened(file) as book:
        ncc = book.xml("ncc.html")
        entries = [item.get("href", "").partition("#") for item in ncc.iter(f"{_XHTML}a")]
        pars: list[Par] = []
        for name in dict.fromkeys(smil for smil, _, _ in entries):
            own = list(book.pars(name, ""))
            metadata = _metadata(book.xml(name), "")
            findings += _total(file, f"{name}: ncc:totalElapsedTime", metadata, length_ms(pars))
            findings += _total(file, f"{name}: ncc:timeInThisSmil", metadata, length_ms(own))
            pars += own
        metadata = _metadata(ncc, _XHTML)
        findings += _total(file, "ncc.html: ncc:totalTime", metadata, length_ms(pars))
        if metadata.get("ncc:tocItems") != str(len(entries)):
            message = msg("ncc:tocItems is {}, there are {}", metadata.get("ncc:tocItems"), len(entries))
            findings.append(file.finding(BOOK, message))
        findings += _counts(book, ncc, metadata)
        findings += _shaped(book, ncc, metadata)
        findings += _headings(book, ncc)
        findings += _master(book, ncc)
        findings += mojibake.findings(file, [("ncc.html", " ".join(metadata.values()))])
        notes = [one for name in dict.fromkeys(par.document for par in pars) for one in _beside(book.xml(name))]
        return book.narration(pars, findings, books.daisy(file, _all_metadata(ncc), length_ms(pars)), notes)


def _beside(text: Xml.Element) -> Iterator[Xml.Element]:
    """What stands behind the talk, to be read only."""
    body = text.find(f"{_XHTML}body")
    for element in () if body is None else body:
        if element.get("class") == "unheard" and element.tag == f"{_XHTML}div":
            yield element


def _metadata(document: Xml.Element, namespace: str) -> dict[str, str]:
    return {meta.get("name", ""): meta.get("content", "") for meta in document.iter(f"{namespace}meta")}


def _all_metadata(ncc: Xml.Element) -> dict[str, list[str]]:
    """What stands there, by name: there may be several creators."""
    found: dict[str, list[str]] = {}
    for meta in ncc.iter(f"{_XHTML}meta"):
        found.setdefault(meta.get("name", ""), []).append(meta.get("content", ""))
    return found


def _total(file: File, name: str, metadata: Mapping[str, str], length: int) -> Iterator[Finding]:
    """Whether a time in the metadata is as long as what it counts, to the second."""
    declared = metadata.get(name.rpartition(" ")[2], "")
    if not declared or abs(milliseconds(declared) - length) > DRIFT_MS:
        yield file.finding(BOOK, msg("{} is {}, its clips take {} ms", name, declared or msg("missing"), length))


def _counts(book: Book, ncc: Xml.Element, metadata: Mapping[str, str]) -> Iterator[Finding]:
    """What players show of the book before it is opened: what it is, and of how much of each sort."""
    elements = list(book.xml("text.html").iter())
    notes = sum(one.get("class") == "footnote" for one in elements)
    described = sum(one.tag == f"{_XHTML}img" and bool(one.get("id")) for one in elements)
    meant = {
        "dc:format": "Daisy 2.02",
        "ncc:charset": "utf-8",
        "ncc:depth": "2" if ncc.find(f".//{_XHTML}h2") is not None else "1",
        "ncc:files": str(len(book.archive.namelist())),
        "ncc:footnotes": str(notes or ""),
        "ncc:multimediaType": "audioFullText",
        "ncc:pageFront": "0",
        "ncc:pageNormal": "0",
        "ncc:pageSpecial": "0",
        "ncc:prodNotes": str(described or ""),
        "ncc:producer": metadata.get("dc:publisher", ""),
        "ncc:setInfo": "1 of 1",
    }
    for name, value in meant.items():
        if metadata.get(name, "") != value:
            yield book.file.finding(
                BOOK, msg("{} is {!r}, not {!r}", name, metadata.get(name, ""), value), place="ncc.html"
            )


def _shaped(book: Book, ncc: Xml.Element, metadata: Mapping[str, str]) -> Iterator[Finding]:
    """Of what its documents are made; and that all are of the same book."""
    yield from shaped.findings(book.file, "ncc.html", ncc, "daisy-ncc")
    yield from shaped.findings(book.file, "text.html", book.xml("text.html"), "daisy-text")
    smils = sorted(name for name in book.archive.namelist() if name.endswith(".smil"))
    for name in smils:
        root = book.xml(name)
        yield from shaped.findings(book.file, name, root, "daisy-smil")
        yield from skipping.daisy(book, name)
        own = _metadata(root, "")
        for element in ("dc:format", "dc:identifier", "dc:title", "ncc:generator"):
            if own.get(element) != metadata.get(element):
                message = msg("{} is {!r}, in ncc.html {!r}", element, own.get(element), metadata.get(element))
                yield book.file.finding(BOOK, message, place=name)
    yield from skipping.entries(book, ncc, smils)
    styles = [asset(f"daisy/{name}.css") for name in ("style", "blocks")]
    if book.archive.read("style.css") not in (styles[0], b"".join(styles)):
        message = msg("its style is not the one of this version of audiobuild")
        yield book.file.finding(BOOK, message, place="style.css", remedy=REBUILD)


def _master(book: Book, ncc: Xml.Element) -> Iterator[Finding]:
    """Players that go by master.smil hear the same in the same order."""
    chapters = [(a.get("href", "").partition("#")[0], a.text or "") for a in ncc.iterfind(f".//{_XHTML}h1/{_XHTML}a")]
    listed = [(ref.get("src", ""), ref.get("title", "")) for ref in book.xml("master.smil").iter("ref")]
    for (smil, title), (source, name) in zip_longest(chapters, listed, fillvalue=("", "")):
        if (smil, title) != (source, name):
            message = msg("master.smil names {!r} in {}, ncc.html {!r} in {}", name, source, title, smil)
            yield book.file.finding(BOOK, message)
            return


def _headings(book: Book, ncc: Xml.Element) -> Iterator[Finding]:
    """Players show the text of a heading of the table of contents by the heading in the text (EasyReader)."""
    for heading in ncc.iter():
        link = heading.find(f"{_XHTML}a")
        if link is None or heading.tag == f"{_XHTML}span":
            continue
        smil, _, name = link.get("href", "").partition("#")
        par = next((par for par in book.xml(smil).iter("par") if par.get("id") == name), None)
        document, _, target = (next(par.iter("text")).get("src", "") if par is not None else "").partition("#")
        tree = book.xml(document) if document else Xml.Element("none")
        headings = [item for item in tree.iter() if re.fullmatch(r"\{.*\}h[1-6]", item.tag)]
        named = [h for h in headings if any(e.get("id") == target for e in h.iter())]
        titles = [printed.text(h) for h in named]
        if titles != [link.text]:
            message = msg("ncc.html: {!r} leads to {}, not to a heading of that text", link.text, titles)
            yield book.file.finding(BOOK, message)
        elif named[0].tag != heading.tag:
            yield book.file.finding(BOOK, msg("ncc.html: {!r} is a heading of another level in the text", link.text))
