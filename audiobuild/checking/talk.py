"""The elements of the talk on a page: the set of those that a build writes, with what each may say of itself.

Whatever else stands in it was put there by somebody else: strikes words out, numbers a list from three, hides a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from audiobuild.checking import footnotes
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.publications import printed
from audiobuild.checking.reading import plain
from audiobuild.languages.words import Words, direction, words
from audiobuild.messages import Message, msg

OURS = msg("One truth: the talk on a page has the elements that a build writes, with their names and roles")
HEADS = msg("WCAG 2.2, 1.3.1: the heads of a table are marked as such (th), each with whom it heads (scope)")
WORDS = msg("One set of times: each word is marked as it stands in its sentence, and while that is heard")


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """An element that a build writes: what it always says of itself, and what it may; ``text`` is what stands in it, where
    that is always the same, and ``begins`` how that begins."""

    tag: str
    always: Mapping[str, str] = field(default_factory=dict)
    must: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    text: str = ""
    begins: str = ""


def findings(file: File, tree: HtmlElement) -> Iterator[Finding]:
    """What is wrong with the elements of an episode's page that are of the talk."""
    language = tree.get("lang") or ""
    own = words(language)
    kinds: dict[str, list[Kind]] = {}
    for kind in _kinds(own):
        kinds.setdefault(kind.tag, []).append(kind)
    for element in _said(tree):
        place = msg("line {}, <{}>", element.sourceline, element.tag)
        if fault := _strange(element, kinds.get(str(element.tag), ()), language):
            yield file.finding(OURS, fault, place=place)
        elif fault := _misheaded(element):
            yield file.finding(HEADS, fault, place=place)
        elif fault := _misworded(element):
            yield file.finding(WORDS, fault, place=place)
    yield from (file.finding(footnotes.RULE, fault, place=place) for place, fault in footnotes.faults(tree))


def _said(tree: HtmlElement) -> Iterator[HtmlElement]:
    for element in tree.iter():
        if element.tag == "h1" or element.get("id") == "text":
            yield from element.iterdescendants()
        elif is_opening(element):
            yield from element.iter()


def is_opening(element: HtmlElement) -> bool:
    """Whether it is music in front of the title."""
    around = element.getparent()
    return element.tag == "p" and element.get("class") == "sound" and around is not None and around.tag == "main"


_TIMED = frozenset(("id", "data-start", "data-end"))
_NAMED = frozenset(("lang", "dir"))


def _kinds(own: Words) -> Iterator[Kind]:
    """All kinds, as :file:`episode.html` and :file:`macros.html` write them."""
    for tag in ("p", "strong", "em", "sup", "ul", "ol", "blockquote", "figcaption", "h2", "thead", "tbody"):
        yield Kind(tag=tag)
    yield Kind(tag="section", must=frozenset(("id",)))
    yield from (Kind(tag="p", always={"class": name}) for name in ("speaker", "sound"))
    yield Kind(tag="p", always={"class": "speaker"}, must=frozenset(("data-who", "data-initials")))
    yield Kind(tag="div", always={"class": "turn"})
    yield Kind(tag="h3", must=_TIMED, may=frozenset(("data-words",)))
    yield Kind(tag="h2", must=_TIMED, may=frozenset(("data-words",)))
    yield Kind(tag="span", must=_TIMED, may=frozenset(("data-words",)))
    yield Kind(tag="span", must=_TIMED, may=frozenset(("data-words",)), always={"class": "announcement"})
    yield Kind(tag="span", must=frozenset(("lang",)), may=_NAMED)
    yield Kind(tag="span")
    yield Kind(tag="a", must=frozenset(("href",)))
    yield Kind(tag="a", always={"class": "hear"}, must=frozenset(("href",)), may=_NAMED, begins=f"{own.hear}: ")
    yield Kind(tag="span", always={"class": "unseen"})
    noteref = {"class": "noteref", "role": "doc-noteref"}
    yield Kind(tag="a", always=noteref, must=frozenset(("id", "href")))
    back = {"class": "back", "role": "doc-backlink", "aria-label": own.back_to_text}
    yield Kind(tag="a", always=back, must=frozenset(("href",)), may=_NAMED, text="↩︎")
    yield Kind(tag="li", may=frozenset(("value",)))
    yield Kind(tag="figure", always={"class": "quotation"})
    shown = frozenset(("src", "alt", "width", "height"))
    for unheard in ("", " unheard"):
        yield Kind(tag="figure", always={"class": f"picture{unheard}"})
        note = {"class": f"footnote{unheard}", "role": "doc-footnote"}
        yield Kind(tag="aside", always=note, must=frozenset(("id",)))
    yield Kind(tag="img", always={"loading": "lazy"}, must=shown, may=_TIMED)
    yield Kind(tag="img", always={"loading": "lazy", "class": "decoration"}, must=shown, may=_TIMED)
    yield Kind(tag="div", always={"class": "table"})
    region = {"role": "region", "aria-label": own.table.rstrip(" :\u00a0"), "tabindex": "0"}
    yield Kind(tag="div", always=region)
    yield Kind(tag="table", must=frozenset(("id",)))
    yield Kind(tag="table", always={"class": "unheard"})
    yield Kind(tag="tr", may=_TIMED)
    for align in ({}, *({"class": side} for side in ("left", "center", "right"))):
        yield Kind(tag="td", always=align)
        yield from (Kind(tag="th", always={**align, "scope": scope}) for scope in ("col", "row"))


def _strange(element: HtmlElement, kinds: Iterable[Kind], language: str) -> Message | None:
    """What no build writes of an element; ``None`` where it is one of its kinds."""
    said, text = dict(element.attrib), plain("".join(element.itertext()))
    around = next((one.get("lang") for one in element.iterancestors() if one.get("lang")), language)
    wanted = direction(said["lang"]) if "lang" in said and direction(said["lang"]) != direction(around) else None
    if said.get("dir") != wanted:
        return msg("is written the other way than its language")
    if any(_is(kind, said, text) for kind in kinds):
        return None
    named = " ".join(f'{name}="{value[:60]}"' for name, value in said.items() if not name.startswith("data-"))
    return msg("is <{}>, which no build writes there", f"{element.tag} {named}".strip())


def _is(kind: Kind, said: Mapping[str, str], text: str) -> bool:
    fixed = {name: value for name, value in said.items() if name in kind.always}
    others = said.keys() - kind.always.keys()
    if not (fixed == kind.always and kind.must <= others <= kind.must | kind.may):
        return False
    return kind.text in ("", text) and text.startswith(kind.begins)


def _misheaded(element: HtmlElement) -> Message | None:
    """The heads of a row: all cells of the first, and the first of each other one, as far as something stands in them."""
    if element.tag != "tr":
        return None
    is_first = element.getparent() is not None and element.getparent().tag == "thead"
    for number, cell in enumerate(element):
        heads = bool(plain("".join(cell.itertext()))) and (is_first or (number == 0 and len(element) > 1))
        wanted = ("th", "col" if is_first else "row") if heads else ("td", None)
        if (cell.tag, cell.get("scope")) != wanted:
            return msg(
                "{!r} is no head of its column or row, or is one of another", plain("".join(cell.itertext()))[:40]
            )
    return None


def _misworded(element: HtmlElement) -> Message | None:
    """What is wrong with the times of the words in a sentence: where each begins in its text, how long it is, and when it is
    heard."""
    try:
        numbers = [int(number) for number in (element.get("data-words") or "").split()]
        length_ms = int(element.get("data-end") or 0) - int(element.get("data-start") or 0)
    except ValueError:
        return msg("has words whose places are no numbers")
    if len(numbers) % 3:
        return msg("has words without a place or a time")
    text, end, before = printed.text(element).encode("utf-16-le"), 0, 0
    cut = 0
    for start, long, time in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
        word = text[2 * start : 2 * (start + long)].decode("utf-16-le", "replace")
        if start < end or long < 1 or 2 * (start + long) > len(text) or not word.strip():
            return msg("has a word at {} to {}, where none stands", start, start + long)
        if not before <= time <= length_ms:
            return msg("has a word at {} ms of {}", time, length_ms)
        end, before = start + long, time
        cut += _cuts(text, 2 * start) + _cuts(text, 2 * end)
    return msg("has words that stand otherwise in its text") if cut * 3 > len(numbers) // 3 else None


def _cuts(text: bytes, at: int) -> bool:
    """Whether a word of small letters goes on across that place."""
    around = (text[at - 2 : at].decode("utf-16-le", "replace"), text[at : at + 2].decode("utf-16-le", "replace"))
    return all(one.islower() for one in around)
