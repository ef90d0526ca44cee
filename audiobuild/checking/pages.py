"""The HTML pages: what an episode's page lists, and whether everything that pages link to is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

from lxml.etree import LxmlError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from audiobuild.checking import deeds, mojibake, reading, talk
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.marks import Mark, clock_ms
from audiobuild.checking.site import Site
from audiobuild.checking.statements import facts
from audiobuild.inputs.files import is_file
from audiobuild.messages import msg
from audiobuild.model import FRAME_MS
from audiobuild.publication import addresses

HTML = msg("HTML: a page that browsers read")
LINKS = msg("HTML, links: what a page names is there")
ALT = msg("WCAG 2.2, 1.1.1: a picture has a text in its place, for those who do not see it")
PLAYS = facts.PLAYS
POLICY = msg("Content Security Policy, media-src: browsers play only what it allows")
SECTIONS = msg("Media Fragments URI 1.0 (#t=): what is marked begins where it is heard")
HEADED = msg("WCAG 2.2, 1.3.1 and 2.4.6: each question is a heading, by which screen readers go on")


@dataclass(frozen=True, kw_only=True, slots=True)
class EpisodePage:
    """An episode's page: the address of its audio and whence its policy lets audio come, its list of chapters, where the first
    sentence of each is heard, and the names above what somebody says, each with where it begins."""

    audio: str
    allowed: tuple[str, ...] | None
    chapters: tuple[Mark, ...]
    sections: tuple[tuple[str, int], ...]
    labels: tuple[tuple[str, int], ...]


def parse(file: File, findings: list[Finding]) -> HtmlElement | None:
    """A page, parsed once for all that is checked of it; ``None`` with a finding where it cannot be read."""
    text = reading.text(file, findings)
    if text is None:
        return None
    try:
        tree: HtmlElement = document_fromstring(text.encode(), parser=HTMLParser(encoding="utf-8"))
    except (LxmlError, ValueError):
        findings.append(file.finding(HTML, msg("holds nothing")))
        return None
    return tree


def check(file: File, tree: HtmlElement, address: str, findings: list[Finding]) -> EpisodePage:
    """An episode's page, and what is wrong with its links to chapters and times."""
    starts = {_number(element.get("data-start")) for element in tree.iter() if element.get("data-start")}
    for link in tree.iter("a"):
        fragment = (link.get("href") or "").partition("#t=")[2]
        if fragment and _milliseconds(fragment) not in starts:
            findings.append(file.finding(SECTIONS, msg("{!r} is the begin of no sentence", link.get("href"))))
    findings += undescribed(file, tree.iter("img"))
    findings += deeds.findings(file, tree)
    findings += talk.findings(file, tree)
    findings += mojibake.findings(file, _beside_the_talk(tree))
    chapters = []
    sections = []
    for link in _chapter_links(tree):
        name = (link.get("href") or "").removeprefix("#")
        spans = ["".join(span.itertext()) for span in link.iterchildren("span")]
        try:
            chapters.append(
                Mark(start_ms=clock_ms(spans[1]), full=spans[0], url=f"{address}#{name}" if address else "")
            )
        except (IndexError, ValueError):
            findings.append(
                file.finding(HTML, msg("{!r} is no chapter and time", "".join(link.itertext())[:60]), place="chapters")
            )
            continue
        sections.append((name, _first_start(tree, name)))
        if not _headed(tree, name):
            findings.append(file.finding(HEADED, msg("the chapter has no heading"), place=f"#{name}"))
    return EpisodePage(
        audio="".join(audio.get("src") or "" for audio in list(tree.iter("audio"))[:1]),
        allowed=_allowed(tree),
        chapters=tuple(chapters),
        sections=tuple(sections),
        labels=tuple(_labels(tree)),
    )


def _beside_the_talk(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """What a page says of itself and of the episode: the talk is compared with its sound."""
    for tag in ("title", "footer"):
        for element in tree.iter(tag):
            yield tag, "".join(element.itertext())
    for meta in tree.iter("meta"):
        yield "meta", meta.get("content") or ""


def undescribed(file: File, pictures: Iterable[Any], place: str = "") -> Iterator[Finding]:
    """Pictures without a text in their place. A decoration has an empty one, so that no screen reader names it."""
    for picture in pictures:
        alt = picture.get("alt")
        if not (alt or "").strip() and not (alt == "" and picture.get("class") == "decoration"):
            yield file.finding(ALT, msg("{!r} has no alt text", picture.get("src")), place=place)


def sections(file: File, page: EpisodePage, starts: Sequence[int]) -> Iterator[Finding]:
    """Chapters whose text on the page is not heard from their mark on. The two may differ by less than a frame."""
    for (name, start_ms), mark in zip(page.sections, starts, strict=False):
        if not start_ms <= mark < start_ms + FRAME_MS:
            message = msg("is heard from {} ms on, its chapter begins at {} ms", start_ms, mark)
            yield file.finding(SECTIONS, message, place=f"#{name}")


def may_play(site: Site, file: File, page: EpisodePage) -> Iterator[Finding]:
    """Whether the page's policy lets it play what it plays."""
    if not site.link or page.allowed is None:
        return
    folder = f"{site.link}{quote(file.path.parent.name)}/"
    try:
        address = urljoin(folder, page.audio)
        parts = urlsplit(address)
    except ValueError:
        address, parts = "", urlsplit("")
    own = "'self'" if address.startswith(site.link) else ""
    if not {own, f"{parts.scheme}://{parts.netloc}"} & set(page.allowed):
        yield file.finding(POLICY, msg("does not allow {!r}", page.audio), place="Content-Security-Policy")


def all_text(tree: HtmlElement) -> str:
    """What the page prints, and what it says of itself to those who list it."""
    meta = [one.get("content") or "" for one in tree.iter("meta") if one.get("name") == "description"]
    return " ".join((*meta, *tree.itertext()))


def _allowed(tree: HtmlElement) -> tuple[str, ...] | None:
    """The sources of media-src; ``None`` where the page has no such rule."""
    for meta in tree.iter("meta"):
        if (meta.get("http-equiv") or "").lower() == "content-security-policy":
            for rule in (meta.get("content") or "").split(";"):
                if rule.split()[:1] == ["media-src"]:
                    return tuple(rule.split()[1:])
    return None


def links(site: Site, file: File, tree: HtmlElement, findings: list[Finding]) -> frozenset[str]:
    """What a page links to, as paths relative to it; what is not there is a finding, also of what is served elsewhere."""
    names = {element.get("id") for element in tree.iter() if element.get("id")}
    named = frozenset(filter(None, (value for element in tree.iter() for value in _named(element))))
    for value in sorted(named):
        try:
            parts = urlsplit(value)
        except ValueError:
            continue
        if parts.scheme or parts.netloc:
            large = site.media(value) if site.media_link else None
            if large and addresses.is_media(large.path.relative_to(site.dist).as_posix()) and not is_file(large.path):
                findings.append(file.finding(LINKS, msg("{} is not there", value)))
            continue
        path = unquote(parts.path)
        if not path:
            if parts.fragment and unquote(parts.fragment) not in names:
                findings.append(file.finding(LINKS, msg("#{} is nowhere on the page", parts.fragment)))
            continue
        target = file.path.parent / (f"{path}index.html" if path.endswith("/") else path)
        if not is_file(target):
            findings.append(file.finding(LINKS, msg("{} is not there", value)))
    return named


def _named(element: HtmlElement) -> Iterator[str | None]:
    """The addresses that an element names. In a srcset each stands before its width."""
    yield element.get("href")
    yield element.get("src")
    for candidate in (element.get("srcset") or "").split(","):
        yield next(iter(candidate.split()), None)


def _chapter_links(tree: HtmlElement) -> Iterator[HtmlElement]:
    for nav in tree.iter("nav"):
        if nav.get("class") == "chapters":
            yield from nav.iter("a")


def _headed(tree: HtmlElement, name: str) -> bool:
    """Whether a chapter begins with a heading, by which people with a screen reader go from question to question. Music, which
    is listed as one, has none."""
    for element in tree.iter():
        if element.get("id") == name:
            around = element.getparent()
            if around is not None and around.get("class") == "sound":
                return True
            return any(inner.tag in ("h1", "h2") for inner in element.iter())
    return True  # a link that leads nowhere is told by itself


def _labels(tree: HtmlElement) -> Iterator[tuple[str, int]]:
    label = ""
    for element in tree.iter():
        if element.get("class") == "speaker":
            label = "".join(element.itertext())
        elif label and element.get("data-start") and element.get("class") != "announcement":
            yield label, _number(element.get("data-start"))
            label = ""


def _first_start(tree: HtmlElement, name: str) -> int:
    """Where the first sentence of an element is heard; -1 where there is none."""
    for element in tree.iter():
        if element.get("id") == name:
            for inner in element.iter():
                if inner.get("data-start"):
                    return _number(inner.get("data-start"))
    return -1


def _number(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() else -1


def _milliseconds(seconds: str) -> int:
    try:
        return round(float(seconds) * 1000)
    except (ValueError, OverflowError):
        return -1
