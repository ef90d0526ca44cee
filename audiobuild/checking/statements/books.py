"""What the metadata of books say: an EPUB's package, a DAISY book's ``ncc.html``, the heads of braille and documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree as Xml

from audiobuild.checking.finding import File
from audiobuild.checking.reading import plain
from audiobuild.checking.statements import Fact, Statement, facts, marked, stated

_OPF, _DC = "{http://www.idpf.org/2007/opf}", "{http://purl.org/dc/elements/1.1/}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_RELATORS = {"ivr": "host", "ive": "guest"}
"""MARC's, as EPUB has them, and what the feed calls them."""

_AUTHOR = "aut"

_OWN = ("cover.xhtml", "colophon.xhtml")
"""What is marked there is none of the editor's."""

_TITLED = ("nav.xhtml", "ncc.html", "text.html")

_FACTS: Mapping[str, Fact] = {
    "title": facts.TITLE,
    "identifier": facts.IDENTIFIED,
    "publisher": facts.AUTHOR,
    "description": facts.SUMMARY,
    "source": facts.PAGE,
    "rights": facts.LICENCE,
    "date": facts.DATE,
    "language": facts.LANGUAGE,
}


_COLOPHON: Mapping[str, Fact] = {
    "title": facts.TITLE,
    "speakers": facts.SPEAKERS,
    "show": facts.SHOW,
    "publisher": facts.AUTHOR,
    "licence": facts.LICENCE,
    "address": facts.PAGE,
}


def epub(file: File, opf: Xml.Element, name: str, duration_ms: int) -> Iterator[Statement]:
    """What the package ``name`` says; ``duration_ms`` is how long its clips take together."""
    said = {fact: [one.text or "" for one in opf.iter(f"{_DC}{fact}")] for fact in _FACTS}
    properties: dict[str, list[str]] = {}
    for meta in opf.iter(f"{_OPF}meta"):
        properties.setdefault(meta.get("property", ""), []).append(meta.text or "")
    yield from _dublin_core(file, name, said)
    for moment in properties.get("dcterms:modified", ("",)):
        yield stated(file, f"{name}: dcterms:modified", facts.MODIFIED, moment)
    for show in properties.get("belongs-to-collection", ()):
        yield stated(file, f"{name}: belongs-to-collection", facts.SHOW, plain(show))
    yield stated(file, f"{name}: media:narrator", facts.VOICES, *facts.narrated(properties.get("media:narrator", ())))
    for summary in properties.get("schema:accessibilitySummary", ()):
        yield stated(file, f"{name}: accessibilitySummary", facts.VOICES, *facts.disclosed(summary))
    yield stated(file, f"{name}: media:duration", facts.DURATION, *facts.length(duration_ms))
    people = list(_people(opf))
    named = facts.speakers(people, "".join(said["publisher"][:1]))
    yield stated(file, f"{name}: dc:creator and dc:contributor", facts.SPEAKERS, *named)
    yield stated(file, f"{name}: xml:lang", facts.LANGUAGE, *facts.language(opf.get(_LANG) or ""))


def daisy(file: File, metadata: Mapping[str, Sequence[str]], duration_ms: int) -> Iterator[Statement]:
    """What the ``metadata`` of ncc.html say, by name."""
    name = "ncc.html"
    said = {fact: list(metadata.get(f"dc:{fact}", ())) for fact in (*_FACTS, "creator")}
    yield from _dublin_core(file, name, said)
    for date in metadata.get("ncc:producedDate", ()):
        yield stated(file, f"{name}: ncc:producedDate", facts.DATE, *facts.written(date))
    yield stated(file, f"{name}: ncc:narrator", facts.VOICES, *facts.narrated(metadata.get("ncc:narrator", ())))
    yield stated(file, f"{name}: ncc:totalTime", facts.DURATION, *facts.length(duration_ms))
    yield from _named(file, f"{name}: dc:creator", said["creator"], said["publisher"])


def colophon(file: File, root: Xml.Element) -> Iterator[Statement]:
    """What the last page of an EPUB says: it has a place for each fact."""
    name = "colophon.xhtml"
    said = {one.get("class", one.tag.rpartition("}")[2]): one for one in root.iter() if one.tag != f"{_XHTML}title"}
    for place, fact in _COLOPHON.items():
        if (element := said.get(place)) is not None or place == "licence":
            text = "" if element is None else "".join(element.itertext())
            yield stated(
                file, f"{name}: {place}", fact, *_value(fact, facts.licence(text) if place == "licence" else text)
            )
    if (date := said.get("time")) is not None:
        yield stated(file, f"{name}: time", facts.DATE, *facts.written(date.get("datetime", "")))
    if (voices := said.get("voices")) is not None:
        yield stated(file, f"{name}: voices", facts.VOICES, *facts.disclosed("".join(voices.itertext())))


def pef(file: File, root: Xml.Element) -> Iterator[Statement]:
    """What a book in braille says of itself."""
    said = {fact: [one.text or "" for one in root.iter(f"{_DC}{fact}")] for fact in (*_FACTS, "creator")}
    yield from _dublin_core(file, "head", said)
    yield from _named(file, "head: dc:creator", said["creator"], said["publisher"])


def docx(file: File, core: Xml.Element) -> Iterator[Statement]:
    """What the properties of a document say, docProps/core.xml."""
    name = "core.xml"
    said = {one.tag.rpartition("}")[2]: one.text or "" for one in core}
    yield stated(file, f"{name}: dc:title", facts.TITLE, plain(said.get("title", "")))
    yield stated(file, f"{name}: dc:description", facts.SUMMARY, facts.told(said.get("description", "")))
    yield stated(file, f"{name}: dc:identifier", facts.PAGE, facts.address(said.get("identifier", "")))
    yield stated(file, f"{name}: dc:language", facts.LANGUAGE, *facts.language(language_of(core)))
    names = said.get("creator", "").split("; ")
    yield from _named(file, f"{name}: dc:creator", names, [said.get("lastModifiedBy", "")])


def language_of(core: Xml.Element) -> str:
    """The language of a document."""
    return core.findtext(f"{_DC}language") or ""


def document(file: File, name: str, root: Xml.Element) -> Iterator[Statement]:
    """The language of a document in a book, which HTML names twice; what is marked in it; and the title of the book, where it
    is that of a file."""
    if name.rpartition("/")[2] in _TITLED:
        title = next((one.text or "" for one in root.iter() if one.tag.endswith("}title")), "")
        yield stated(file, f"{name}: title", facts.TITLE, plain(title))
    if not name.endswith(_OWN):
        yield from marked.statements(file, name, root)
    for attribute in ("lang", _LANG):
        if tag := root.get(attribute):
            yield stated(file, name, facts.LANGUAGE, *facts.language(tag))


def _dublin_core(file: File, name: str, said: Mapping[str, Sequence[str]]) -> Iterator[Statement]:
    """Each element that is there once; a licence and a summary also where there is none."""
    for element, fact in _FACTS.items():
        optional = [""] if element in ("description", "rights") else []
        for text in (said[element] or optional)[:1]:
            of = file.path.name if fact is facts.IDENTIFIED else ""
            yield Statement(fact=fact, file=file, place=f"{name}: dc:{element}", said=_value(fact, text), of=of)


def _value(fact: Fact, text: str) -> tuple[str, ...]:
    if fact is facts.DATE:
        return facts.written(text)
    if fact is facts.LANGUAGE:
        return facts.language(text)
    if fact is facts.PAGE:
        return (facts.address(text),)
    if fact is facts.LICENCE:
        return (plain(text).lower(),)
    return (facts.told(text) if fact is facts.SUMMARY else plain(text),)


def _named(file: File, place: str, names: Sequence[str], publishers: Sequence[str]) -> Iterator[Statement]:
    """Who speaks, where a format does not say in which role."""
    said = facts.speakers([(name, "") for name in names], "".join(publishers[:1]))
    yield stated(file, place, facts.SPEAKERS, *(said[:1] if names else said))


def _people(opf: Xml.Element) -> Iterator[tuple[str, str]]:
    """Who speaks, in which role; an author who does neither is the show's, and speaks not."""
    roles: dict[str, list[str]] = {}
    for meta in opf.iter(f"{_OPF}meta"):
        if meta.get("property") == "role":
            roles.setdefault(meta.get("refines", ""), []).append(meta.text or "")
    for one in opf.iter():
        if one.tag in (f"{_DC}creator", f"{_DC}contributor"):
            own = roles.get(f"#{one.get('id')}", [])
            if own != [_AUTHOR]:
                yield one.text or "", ", ".join(_RELATORS.get(role, role) for role in own if role != _AUTHOR)
