"""What the HTML says: the episode's page, the list of episodes, the transcript."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import unquote

from lxml.html import HtmlElement

from audiobuild.checking.finding import File
from audiobuild.checking.reading import plain
from audiobuild.checking.statements import Fact, Statement, facts, marked, stated
from audiobuild.publication import addresses

_PLAYED = re.compile(r'<(?:iframe|audio)[^>]* src="([^"]*)"')


def episode(file: File, tree: HtmlElement, address: str) -> Iterator[Statement]:
    """What an episode's page says. ``address`` is where it is served, empty where nobody knows."""
    show = _text(_classed(tree, "header", "site"))
    yield stated(file, "header", facts.SHOW, show)
    yield stated(file, "h1", facts.TITLE, _text(_first(tree, "h1")))
    yield stated(file, "title", facts.TITLE, _text(_first(tree, "title")).removesuffix(f" – {show}"))
    yield stated(file, "meta description", facts.SUMMARY, facts.told(_description(tree)))
    yield stated(file, "html", facts.LANGUAGE, *facts.language(tree.get("lang") or ""))
    yield stated(file, "footer", facts.LICENCE, _licence(tree))
    player = _classed(tree, "section", "player")
    yield stated(file, "player", facts.VOICES, *facts.disclosed(_text(_first(player, "p"))))
    if player is not None:
        yield stated(file, "data-show", facts.SHOW, plain(player.get("data-show") or ""))
        if address:
            cover = facts.address(player.get("data-cover") or "", address)
            yield stated(file, "data-cover", facts.COVER_FILE, cover)
    for part in _printed(tree):
        yield from marked.statements(file, _called(part), part)
    yield from _told(file, _classed(tree, "p", "facts"))
    for bar in tree.iter("div"):
        if re.fullmatch("[0-9]{1,12}", bar.get("data-duration") or ""):
            yield stated(file, "data-duration", facts.DURATION, *facts.length(int(bar.get("data-duration") or "")))
    if address:
        yield from _linked(file, tree, address, facts.PAGE)
        for place, link in _files(tree):
            link = link.removesuffix(addresses.EMBED)
            said, kind = facts.address(link, address), facts.kind(link)
            fact = {".mp3": facts.SOUND, facts.PAGES: facts.PAGE}.get(kind, facts.FILE)
            yield Statement(fact=fact, file=file, place=place, said=(said,), of=kind if fact is facts.FILE else "")


def transcript(file: File, tree: HtmlElement, address: str) -> Iterator[Statement]:
    """What the transcript's head says."""
    yield stated(file, "title", facts.TITLE, _text(_first(tree, "title")))
    yield stated(file, "html", facts.LANGUAGE, *facts.language(tree.get("lang") or ""))
    if address:
        yield from _linked(file, tree, address, facts.PAGE)


def index(file: File, tree: HtmlElement, link: str) -> Iterator[Statement]:
    """What the list of episodes says of the show."""
    lead = _classed(tree, "header", "lead")
    for tag in ("title", "h1"):
        yield stated(file, tag, facts.SHOW, _text(_first(tree, tag)))
    yield stated(file, "html", facts.SHOW_LANGUAGE, *facts.language(tree.get("lang") or ""))
    yield stated(file, "meta description", facts.DESCRIPTION, facts.told(_description(tree)))
    yield stated(file, "p", facts.DESCRIPTION, facts.told(_text(_first(lead, "p"))))
    yield stated(file, "footer", facts.LICENCE, _licence(tree))
    picture = next((one for one in tree.iter("meta") if one.get("property") == "og:image"), None)
    if link:
        yield from _linked(file, tree, link, facts.INTENTIONS["link"])
        if picture is not None:
            yield stated(file, "meta og:image", facts.SHOW_COVER, facts.address(picture.get("content") or "", link))


def listed(file: File, tree: HtmlElement) -> dict[str, tuple[Statement, ...]]:
    """What the list of episodes says of each, by slug."""
    found = {}
    for row in tree.iter("li"):
        link = _first(row, "a")
        href = "" if link is None else unquote(link.get("href") or "")
        if slug := href.removesuffix(addresses.PAGE).rstrip("/"):
            found[slug] = tuple(_row(file, row, slug))
    return found


def _row(file: File, row: HtmlElement, slug: str) -> Iterator[Statement]:
    told = _classed(row, "p", "facts")
    summary = "".join(_text(paragraph) for paragraph in row.iter("p") if paragraph is not told)
    yield stated(file, slug, facts.TITLE, _text(_first(row, "a")))
    yield stated(file, slug, facts.SUMMARY, facts.told(summary))
    yield stated(file, slug, facts.LANGUAGE, *facts.language(row.get("lang") or ""))
    yield from _told(file, told, slug)


def _told(file: File, told: HtmlElement | None, place: str = "facts") -> Iterator[Statement]:
    """Date, length, and who speaks, as people read them."""
    if told is None:
        return
    time, spans = _first(told, "time"), told.findall("span")
    if time is not None:
        said = facts.written(time.get("datetime") or "")
        yield stated(file, place, facts.DATE, *said)
        yield stated(file, place, facts.DATE, facts.in_words(said[0], _text(time)))
    for span in spans[:1]:
        yield stated(file, place, facts.IN_MINUTES, *facts.numbers(_text(span)))
    for span in spans[1:2]:
        yield stated(file, place, facts.SPEAKERS, _text(span).partition(": ")[2])


def _linked(file: File, tree: HtmlElement, address: str, fact: Fact) -> Iterator[Statement]:
    """The canonical address, and the feed's."""
    for link in tree.iter("link"):
        said = facts.address(link.get("href") or "", address)
        if link.get("rel") == "canonical":
            yield stated(file, "link canonical", fact, said)
        elif link.get("type") == "application/rss+xml":
            yield stated(file, "link alternate", facts.FEED, said)


def _files(tree: HtmlElement) -> Iterable[tuple[str, str]]:
    """The addresses of sound, books and transcripts on the page, each once and with where it stands; also in what others are
    offered to embed."""
    links = [("audio", element.get("src") or "") for element in tree.iter("audio", "source")]
    downloads = _classed(tree, "section", "downloads")
    offered = set() if downloads is None else set(downloads.iter("a"))
    heard = [link for link in tree.iter("a") if "hear" in _classes(link) or link in offered]
    links += (("a", (link.get("href") or "").partition("#")[0]) for link in heard)
    for snippet in tree.iter("textarea"):
        links += (("textarea", unescape(found)) for found in _PLAYED.findall(_text(snippet)))
    return dict.fromkeys(links)


def _printed(tree: HtmlElement) -> Iterator[HtmlElement]:
    """What books print, too: title and picture, the text, the notes."""
    for element in tree.iter("header", "div", "section"):
        if {*_classes(element)} & {"lead", "text", "notes"}:
            yield element


def _called(element: HtmlElement) -> str:
    return f"{element.tag}.{element.get('class')}"


def _description(tree: HtmlElement) -> str:
    return "".join(one.get("content") or "" for one in tree.iter("meta") if one.get("name") == "description")


def _licence(tree: HtmlElement) -> str:
    """The last that the foot says, but for whose rights these are."""
    paragraphs = (paragraph for foot in tree.iter("footer") for paragraph in foot.iter("p"))
    foots = [_text(paragraph) for paragraph in paragraphs if paragraph.get("class") != "rights"]
    return facts.licence("".join(foots[-1:]))


def _classed(tree: HtmlElement, tag: str, name: str) -> HtmlElement | None:
    return next((one for one in tree.iter(tag) if name in _classes(one)), None)


def _classes(element: HtmlElement) -> list[str]:
    return (element.get("class") or "").split()


def _first(tree: HtmlElement | None, tag: str) -> HtmlElement | None:
    return None if tree is None else next(iter(tree.iter(tag)), None)


def _text(element: HtmlElement | None) -> str:
    return "" if element is None else plain("".join(element.itertext()))
