"""Page, EPUB and DAISY book read back from dist/: which sentence is printed, and when it is heard.

The proof that the three tell one truth. Validators do not give it: EPUBCheck passes clips that overlap or lie beyond their
audio, sentences that nobody reads, and an active class without a style (docs/standards.md#epub-3).
"""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from audiobuild.check import infotag
from audiobuild.check.finding import File, Finding
from audiobuild.check.majority import most
from audiobuild.check.printed import Printed
from audiobuild.check.reading import THERE
from audiobuild.sound import layer3

_OPF = "{http://www.idpf.org/2007/opf}"
_SMIL = "{http://www.w3.org/ns/SMIL}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
TRUTH = "WCAG 2.2, 1.2.1, and EN 301 549: text and audio of page and books say the same at the same time"
OVERLAY = "EPUB 3.3, 9: media overlays"
BOOK = "DAISY 2.02, 2: ncc.html and SMIL"
WHOLE = "ZIP, XML 1.0, HTML: what reading systems can open"
CONTAINER = "EPUB 3.3, OCF: mimetype is the first file of the archive, and stored"
_MIMETYPE = ("mimetype", zipfile.ZIP_STORED, b"application/epub+zip")
_BROKEN = (
    *(OSError, ValueError, LookupError, SyntaxError, EOFError, NotImplementedError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error, struct.error),
)
"""What zipfile, expat and html.parser raise for damaged files, and we where an element is missing (LookupError)."""

_DRIFT_MS = 500
"""By how much totals may differ from the sum: DAISY 2.02 counts whole seconds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """A sentence as printed, and when it is heard, in milliseconds of the episode."""

    text: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Clip:
    """A sentence of a book: the element ``target`` of ``document`` is heard in ``audio`` from ``begin_ms`` to ``end_ms``."""

    document: str
    target: str
    audio: str
    begin_ms: int
    end_ms: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a publication reads out, in order, and what is wrong with it."""

    heard: tuple[Heard, ...]
    findings: tuple[Finding, ...]


def episode(page_file: File, duration_ms: int | None, findings: list[Finding]) -> tuple[Heard, ...] | None:
    """What the page says, and all that is wrong with page and books, in themselves and beside each other.

    ``duration_ms`` is how long the MP3 is, where it could be read. ``None`` for a page that cannot be read.
    """
    slug = page_file.path.parent.name
    books = ((epub, page_file.beside(f"{slug}.epub")), (daisy, page_file.beside(f"{slug}-daisy.zip")))
    told = _readable(page, page_file, findings)
    said = {page_file: told} | {file: _readable(read, file, findings) for read, file in books}
    readable = {file: heard for file, heard in said.items() if heard is not None}
    usual = most(readable.values()) if readable else ()
    for file, heard in readable.items():
        if heard != usual:
            same = (i for i, pair in enumerate(zip(heard, usual, strict=False)) if pair[0] != pair[1])
            number = next(same, min(len(heard), len(usual))) + 1
            findings.append(file.finding(TRUTH, f"does not say the same as the others, from sentence {number} on"))
    if told and duration_ms is not None and told[-1].end_ms != duration_ms:
        message = f"ends at {told[-1].end_ms} ms, its audio at {duration_ms} ms"
        findings.append(page_file.finding(TRUTH, message))
    return told


def _readable(read: Callable[[File], Reading], file: File, findings: list[Finding]) -> tuple[Heard, ...] | None:
    """What the file says; ``None`` with a finding where it is broken, in whatever way archives and XML can be."""
    try:
        reading = read(file)
    except FileNotFoundError:
        findings.append(file.finding(THERE, "is missing"))
    except _BROKEN as error:
        findings.append(file.finding(WHOLE, f"cannot be read: {error}"))
    else:
        findings += reading.findings
        return reading.heard
    return None


# --- the page -------------------------------------------------------------------------------------------------------


def page(file: File) -> Reading:
    """What the page says: its title, and all in the element ``text``."""
    printed = Printed(
        file.path.read_text(encoding="utf-8"),
        scope=lambda tag, attributes: tag == "h1" or attributes.get("id") == "text",
        narrated=lambda attributes: "data-start" in attributes,
    )
    heard = [
        Heard(text=text, start_ms=int(attributes["data-start"]), end_ms=int(attributes["data-end"]))
        for text, attributes in printed.sentences
    ]
    return Reading(heard=tuple(heard), findings=(*_strays(file, printed), *_tiling(file, heard)))


# --- the books ------------------------------------------------------------------------------------------------------


def epub(file: File) -> Reading:
    """What the EPUB says: the overlays of its documents, in reading order."""
    findings: list[Finding] = []
    with zipfile.ZipFile(file.path) as archive:
        first = archive.infolist()[0]
        if (first.filename, first.compress_type, archive.read(first)) != _MIMETYPE:
            findings.append(file.finding(CONTAINER, "does not begin with a stored mimetype", place="mimetype"))
        container = _xml(archive, "META-INF/container.xml")
        package = next((item.get("full-path", "") for item in container.iter() if item.get("full-path")), "")
        opf, base = _xml(archive, package), posixpath.dirname(package)
        items = {item.get("id", ""): item for item in opf.iter(f"{_OPF}item")}
        clips: list[Clip] = []
        durations = {}
        for reference in opf.iter(f"{_OPF}itemref"):
            item = items[reference.get("idref", "")]
            overlay = item.get("media-overlay")
            if not overlay:
                findings.append(file.finding(OVERLAY, f"{item.get('href')} is read out by nothing"))
                continue
            found = list(_clips(archive, posixpath.join(base, items[overlay].get("href", "")), _SMIL))
            durations[f"#{overlay}"] = sum(clip.end_ms - clip.begin_ms for clip in found)
            clips += found
        findings += _epub_totals(file, opf, durations)
        findings += _active_class(file, archive, base, opf)
        return _told(file, archive, clips, findings)


def daisy(file: File) -> Reading:
    """What the DAISY book says: the SMIL files that its table of contents names, in its order."""
    with zipfile.ZipFile(file.path) as archive:
        ncc = _xml(archive, "ncc.html")
        entries = [item.get("href", "").partition("#") for item in ncc.iter(f"{_XHTML}a")]
        clips: list[Clip] = []
        findings: list[Finding] = []
        for name in dict.fromkeys(file for file, _, _ in entries):
            found = list(_clips(archive, name, ""))
            facts = _metas(_xml(archive, name), "")
            findings += _close(file, f"{name}: ncc:totalElapsedTime", facts, sum(c.end_ms - c.begin_ms for c in clips))
            findings += _close(file, f"{name}: ncc:timeInThisSmil", facts, sum(c.end_ms - c.begin_ms for c in found))
            clips += found
        facts = _metas(ncc, _XHTML)
        findings += _close(file, "ncc.html: ncc:totalTime", facts, sum(clip.end_ms - clip.begin_ms for clip in clips))
        if facts.get("ncc:tocItems") != str(len(entries)):
            findings.append(
                file.finding(BOOK, f"ncc:tocItems is {facts.get('ncc:tocItems')}, there are {len(entries)}")
            )
        findings += _headings(file, archive, ncc)
        return _told(file, archive, clips, findings)


def _told(file: File, archive: zipfile.ZipFile, clips: Sequence[Clip], findings: list[Finding]) -> Reading:
    """The clips with the sentences that they read, laid one behind the other. Text is compared in document order."""
    if archive.infolist()[0].header_offset:
        findings.append(file.finding(WHOLE, "begins with something that is no archive"))
    lengths = {name: duration_ms(archive.read(name)) for name in dict.fromkeys(clip.audio for clip in clips)}
    offsets, total = {}, 0
    for name, length in lengths.items():
        offsets[name], total = total, total + length
    heard = []
    for document in dict.fromkeys(clip.document for clip in clips):
        own = [clip for clip in clips if clip.document == document]
        targets = [clip.target for clip in own]
        printed = Printed(
            archive.read(document).decode(),
            scope=lambda tag, attributes: tag == "body",
            narrated=lambda attributes, targets=frozenset(targets): attributes.get("id") in targets,  # type: ignore[misc]
        )
        findings += _strays(file, printed)
        if [attributes["id"] for _, attributes in printed.sentences] != targets:
            findings.append(file.finding(TRUTH, f"{document}: the text is not read out once each, in its order"))
            continue
        for (text, _), clip in zip(printed.sentences, own, strict=True):
            if clip.end_ms > lengths[clip.audio]:
                findings.append(
                    file.finding(TRUTH, f"{clip.target} is heard until {clip.end_ms} ms, beyond {clip.audio}")
                )
            start = offsets[clip.audio]
            heard.append(Heard(text=text, start_ms=start + clip.begin_ms, end_ms=start + clip.end_ms))
    return Reading(heard=tuple(heard), findings=(*findings, *_tiling(file, heard)))


def _clips(archive: zipfile.ZipFile, name: str, namespace: str) -> Iterator[Clip]:
    folder = posixpath.dirname(name)
    for par in _xml(archive, name).iter(f"{namespace}par"):
        text, audio = par.find(f".//{namespace}text"), par.find(f".//{namespace}audio")
        if text is None or audio is None:
            raise LookupError(f"{name}: a sentence has no text, or no audio")
        document, _, target = text.get("src", "").partition("#")
        yield Clip(
            document=posixpath.join(folder, document),
            target=target,
            audio=posixpath.join(folder, audio.get("src", "")),
            begin_ms=milliseconds(audio.get("clipBegin") or audio.get("clip-begin") or ""),
            end_ms=milliseconds(audio.get("clipEnd") or audio.get("clip-end") or ""),
        )


def _epub_totals(file: File, opf: Xml.Element, durations: Mapping[str, int]) -> Iterator[Finding]:
    said = {
        meta.get("refines", ""): milliseconds(meta.text or "")
        for meta in opf.iter(f"{_OPF}meta")
        if meta.get("property") == "media:duration"
    }
    for refined, length in {**durations, "": sum(durations.values())}.items():
        if refined not in said or abs(said[refined] - length) > _DRIFT_MS:
            yield file.finding(
                OVERLAY, f"media:duration {refined} is {said.get(refined)} ms, its clips take {length} ms"
            )


def _active_class(file: File, archive: zipfile.ZipFile, base: str, opf: Xml.Element) -> Iterator[Finding]:
    names = [m.text or "" for m in opf.iter(f"{_OPF}meta") if m.get("property") == "media:active-class"]
    styles = [i.get("href", "") for i in opf.iter(f"{_OPF}item") if i.get("media-type") == "text/css"]
    css = "\n".join(archive.read(posixpath.join(base, href)).decode() for href in styles)
    if len(names) != 1 or f".{names[0]}" not in css:
        yield file.finding(OVERLAY, "the sentence that is heard would not be marked: media:active-class has no style")


def _headings(file: File, archive: zipfile.ZipFile, ncc: Xml.Element) -> Iterator[Finding]:
    """Players show the text of a heading of the table of contents by the heading in the text (EasyReader)."""
    for heading in ncc.iter():
        link = heading.find(f"{_XHTML}a")
        if link is None:
            continue
        smil, _, par = link.get("href", "").partition("#")
        found = next((p for p in _xml(archive, smil).iter("par") if p.get("id") == par), None)
        document, _, target = (next(found.iter("text")).get("src", "") if found is not None else "").partition("#")
        text = _xml(archive, document) if document else Xml.Element("none")
        headings = [item for item in text.iter() if re.fullmatch(r"\{.*\}h[1-6]", item.tag)]
        titles = ["".join(h.itertext()) for h in headings if any(e.get("id") == target for e in h.iter())]
        if titles != [link.text]:
            yield file.finding(BOOK, f"ncc.html: {link.text!r} leads to {titles}, not to a heading of that text")


# --- what all have in common ----------------------------------------------------------------------------------------


def _strays(file: File, printed: Printed) -> Iterator[Finding]:
    for text in printed.strays:
        yield file.finding(TRUTH, f"{text!r} is printed and not read out")


def _tiling(file: File, heard: Iterable[Heard]) -> Iterator[Finding]:
    """Each sentence takes time and begins where the one before ends: players seek across gaps, which is heard."""
    at_ms = 0
    for sentence in heard:
        if sentence.start_ms != at_ms:
            yield file.finding(
                TRUTH, f"{sentence.text!r} begins at {sentence.start_ms} ms, the one before ends at {at_ms} ms"
            )
        if sentence.end_ms <= sentence.start_ms:
            yield file.finding(TRUTH, f"{sentence.text!r} takes no time")
        at_ms = sentence.end_ms


def duration_ms(data: bytes) -> int:
    """How long an MP3 with LAME's Info header is when it is played without gaps."""
    stream = layer3.frames(data)
    first = next(stream)
    info = infotag.read(data[first.offset : first.offset + first.header.size], first.header.main_data)
    samples = sum(frame.header.samples for frame in stream) - info.delay - info.padding
    return samples * 1000 // first.header.rate_hz


def milliseconds(clock: str) -> int:
    """A SMIL clock value (``0:01:02.345``, ``62.345s``, ``npt=62.345s``) in milliseconds. Raises ValueError for others."""
    found = re.fullmatch(r"(?:npt=)?(?:(?:(\d+):)?(\d+):)?(\d+)(?:\.(\d{1,3}))?s?", clock.strip())
    if not found:
        raise ValueError(f"{clock!r} is not a time")
    hours, minutes, seconds, fraction = (found[group] or "0" for group in range(1, 5))
    return (int(hours) * 3600 + int(minutes) * 60 + int(seconds)) * 1000 + int(fraction.ljust(3, "0"))


def _metas(document: Xml.Element, namespace: str) -> dict[str, str]:
    return {meta.get("name", ""): meta.get("content", "") for meta in document.iter(f"{namespace}meta")}


def _close(file: File, name: str, facts: Mapping[str, str], length_ms: int) -> Iterator[Finding]:
    said = facts.get(name.rpartition(" ")[2], "")
    if not said or abs(milliseconds(said) - length_ms) > _DRIFT_MS:
        yield file.finding(BOOK, f"{name} is {said or 'missing'}, its clips take {length_ms} ms")


def _xml(archive: zipfile.ZipFile, name: str) -> Xml.Element:
    return Xml.fromstring(archive.read(name))  # noqa: S314 our own files; expat loads no entities from outside
