"""A book as an archive: its XML, its sentences by SMIL, and their text laid one behind the other.

EPUB and DAISY book have this in common. Whatever cannot be read raises; the caller makes a finding of it.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import unquote
from xml.etree import ElementTree as Xml

from audiobuild.checking import deeds, infotag, pages, pictures
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.publications import setting
from audiobuild.checking.publications.narration import TRUTH, NarratedSentence, Narration, milliseconds, strays, tiling
from audiobuild.checking.publications.printed import Printed
from audiobuild.checking.statements import Statement, books, facts, stated
from audiobuild.messages import msg
from audiobuild.publication import links
from audiobuild.publication.addresses import DIGEST_BYTES
from audiobuild.sound import layer3

WHOLE = msg("ZIP, XML 1.0, HTML: what reading systems can open")

DRIFT_MS = 500
"""By how much totals may differ from the sum: DAISY 2.02 counts whole seconds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Par:
    """A ``par`` of SMIL: the element ``target`` of ``document`` is heard in ``mp3`` from ``begin_ms`` to ``end_ms``."""

    document: str
    target: str
    mp3: str
    begin_ms: int
    end_ms: int


class Book:
    """The archive of a book. Each of its XML files is parsed once, however often it is asked for."""

    def __init__(self, file: File, archive: zipfile.ZipFile) -> None:
        self.file, self.archive = file, archive
        self._trees: dict[str, Xml.Element] = {}
        self._ids: dict[str, frozenset[str]] = {}

    def xml(self, name: str) -> Xml.Element:
        """The root of an XML file. Raises KeyError where it is missing, ParseError where it is not well-formed."""
        if name not in self._trees:
            self._trees[name] = Xml.fromstring(self.archive.read(name))  # noqa: S314 expat loads no entities from outside
        return self._trees[name]

    def pars(self, name: str, namespace: str) -> Iterator[Par]:
        """The sentences of a SMIL file, in order."""
        folder = posixpath.dirname(name)
        for par in self.xml(name).iter(f"{namespace}par"):
            text, sound = par.find(f".//{namespace}text"), par.find(f".//{namespace}audio")
            if text is None or sound is None:
                raise LookupError(msg("{}: a sentence has no text, or no audio", name))
            document, _, target = text.get("src", "").partition("#")
            yield Par(
                document=posixpath.normpath(posixpath.join(folder, document)),
                target=target,
                mp3=posixpath.normpath(posixpath.join(folder, sound.get("src", ""))),
                begin_ms=milliseconds(sound.get("clipBegin") or sound.get("clip-begin") or ""),
                end_ms=milliseconds(sound.get("clipEnd") or sound.get("clip-end") or ""),
            )

    def pictures(self) -> Iterator[Finding]:
        """Pictures in its documents that are not there, have no text in their place, or are none that readers can show."""
        there = set(self.archive.namelist())
        for document in sorted(name for name in there if name.endswith((".xhtml", ".html"))):
            images = [element for element in self.xml(document).iter() if element.tag.endswith("}img")]
            yield from pages.undescribed(self.file, images, document)
            for source in dict.fromkeys(image.get("src", "") for image in images):
                name = posixpath.join(posixpath.dirname(document), source)
                if name not in there:
                    yield self.file.finding(pages.LINKS, msg("{} is not there", source), place=document)
                    continue
                for fault in pictures.faults(self.archive.read(name), source):
                    yield self.file.finding(pictures.RULE, fault, place=document)

    def narration(
        self,
        pars: Sequence[Par],
        findings: list[Finding],
        statements: Iterable[Statement] = (),
        notes: Sequence[Xml.Element] = (),
    ) -> Narration:
        """What the book reads out. Its MP3 files follow each other; text is compared in the order of each document. Its
        metadata make ``statements``; its documents say their language; ``notes`` are what stands beside the talk."""
        if self.archive.infolist()[0].header_offset:
            findings.append(self.file.finding(WHOLE, msg("begins with something that is no archive")))
        names = list(dict.fromkeys(par.mp3 for par in pars))
        sound = blake2b(digest_size=DIGEST_BYTES)
        lengths_ms = {name: self._listen(name, sound, last=name == names[-1]) for name in names}
        offsets_ms, total_ms = {}, 0
        for name, length_ms in lengths_ms.items():
            offsets_ms[name], total_ms = total_ms, total_ms + length_ms
        sentences: list[NarratedSentence] = []
        findings += self.pictures()
        findings += self._empty()
        texts = sorted(name for name in self.archive.namelist() if name.endswith((".xhtml", ".html")))
        spoken = [one for name in texts for one in books.document(self.file, name, self.xml(name))]
        findings += (one for name in texts for one in deeds.findings(self.file, self.xml(name), name))
        phrases: set[tuple[str, str]] = set()
        for document in dict.fromkeys(par.document for par in pars):
            own = [par for par in pars if par.document == document]
            for text, par in self._paired(document, own, findings, phrases):
                if par.end_ms > lengths_ms[par.mp3]:
                    message = msg("{} is heard until {} ms, beyond {}", par.target, par.end_ms, par.mp3)
                    findings.append(self.file.finding(TRUTH, message))
                start_ms = offsets_ms[par.mp3]
                sentences.append(
                    NarratedSentence(text=text, start_ms=start_ms + par.begin_ms, end_ms=start_ms + par.end_ms)
                )
        return Narration(
            sentences=tuple(sentences),
            findings=(*findings, *tiling(self.file, sentences)),
            statements=(*statements, *spoken, stated(self.file, msg("MP3 files"), facts.HEARD, sound.hexdigest())),
            phrases=frozenset(phrases),
            setting=tuple(setting.of_text(self._read(pars, notes), self._digest)),
            notes=tuple(setting.of_notes(notes, self._digest)),
        )

    def _read(self, pars: Iterable[Par], notes: Sequence[Xml.Element]) -> Iterator[Xml.Element]:
        """What is read of the documents that are read out, without the ``notes``."""
        for document in dict.fromkeys(par.document for par in pars):
            for body in self.xml(document):
                if body.tag.endswith("}body"):
                    yield from (element for element in body if not any(element is one for one in notes))

    def _digest(self, name: str) -> str:
        """A picture, by its name in one of the documents; empty where it is not there."""
        found = next(
            (one for one in self.archive.namelist() if posixpath.basename(one) == posixpath.basename(name)), ""
        )
        return facts.digest(self.archive.read(found)) if found else ""

    def _listen(self, name: str, sound: blake2b, *, last: bool) -> int:
        """The length in ms of an MP3 file. Its frames, without what ends it, are added to ``sound``, which so becomes that of
        the episode's MP3, whose frames they are."""
        data = self.archive.read(name)
        recorded = recording(data)
        sound.update(memoryview(data)[recorded.start : None if last else recorded.end])
        return recorded.duration_ms

    def _empty(self) -> Iterator[Finding]:
        """Files that hold nothing."""
        for info in self.archive.infolist():
            if not info.file_size and not info.is_dir():
                yield self.file.finding(WHOLE, msg("holds nothing"), place=info.filename)

    def _paired(
        self, document: str, pars: Sequence[Par], findings: list[Finding], phrases: set[tuple[str, str]]
    ) -> Iterable[tuple[str, Par]]:
        """The sentences of a document with their pars; none where the two do not fit together."""
        targets = [par.target for par in pars]
        names = frozenset(targets)
        printed = Printed(
            self.xml(document),
            scope=lambda tag, attributes: tag == "body",
            narrated=lambda attributes: attributes.get("id") in names,
        )
        findings += strays(self.file, printed)
        phrases |= printed.phrases
        findings += self._links(document)
        if [attributes["id"] for _, attributes in printed.sentences] != targets:
            message = msg("{}: the text is not read out once each, in its order", document)
            findings.append(self.file.finding(TRUTH, message))
            return ()
        return zip((text for text, _ in printed.sentences), pars, strict=True)

    def _links(self, document: str) -> Iterator[Finding]:
        """Links within the book that lead nowhere."""
        folder, names = posixpath.dirname(document), frozenset(self.archive.namelist())
        for element in self.xml(document).iter():
            address = unquote(element.get("href", "")) if element.tag.endswith("}a") else ""
            if not address or links.absolute(address):
                continue
            path, _, fragment = address.partition("#")
            name = posixpath.join(folder, path) if path else document
            if name not in names or (fragment and not self._is_in(name, fragment)):
                yield self.file.finding(pages.LINKS, msg("{} is not in the book", address), place=document)

    def _is_in(self, document: str, name: str) -> bool:
        if document not in self._ids:
            self._ids[document] = frozenset(element.get("id", "") for element in self.xml(document).iter())
        return name in self._ids[document]


@contextmanager
def opened(file: File) -> Iterator[Book]:
    """The book, for as long as it is read."""
    with zipfile.ZipFile(file.path) as archive:
        yield Book(file, archive)


def length_ms(pars: Iterable[Par]) -> int:
    """How long all these sentences take together."""
    return sum(par.end_ms - par.begin_ms for par in pars)


@dataclass(frozen=True, kw_only=True, slots=True)
class Recording:
    """An MP3 file with LAME's Info header: how long it is when it is played without gaps, and where the frames of that lie."""

    duration_ms: int
    start: int
    end: int


def recording(data: bytes) -> Recording:
    """What an MP3 file says of itself. Raises ValueError or StopIteration where it is none."""
    stream = layer3.frames(data)
    first = next(stream)
    start = first.offset + first.header.size
    info = infotag.read(data[first.offset : start], first.header.main_data)
    samples = sum(frame.header.samples for frame in stream) - info.delay - info.padding
    end = start + samples // first.header.samples * first.header.size
    return Recording(duration_ms=samples * 1000 // first.header.rate_hz, start=start, end=end)
