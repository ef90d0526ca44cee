"""HTML → Document: the page as a reader sees it, block by block, with what each block is said to be.

Parsed by lxml (libxml2): it forgives everything, its time is linear and its depth bounded, where the HTML5 parsers tried
are not (100,000 nested elements: selectolax 54 s, lxml 0.01 s). Nothing is fetched or executed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from audiobuild.errors import ContentError, Problem
from audiobuild.importers.document import Document, SourceBlock, SourceRun, bulleted, merge
from audiobuild.importers.readers import (
    html_fragments,
    html_look,
    html_metadata,
    html_notes,
    html_regions,
    rows,
    symbols,
)
from audiobuild.importers.readers.html_look import BLOCKS, Look
from audiobuild.importers.readers.html_regions import Weight
from audiobuild.messages import Message, msg

MOST_ELEMENTS = 100_000
"""A long newspaper page has 5,000."""
MOST_TAGS = 1_000_000
"""What looks like one, scripts included, before it is known."""
_TAG = re.compile("<[a-zA-Z]")
_LONG_TAG = re.compile(r"<([a-zA-Z]\w*)[^<>]{20000,}>")
_NESTING = re.compile(r"<(?!/?(?:p|br|h[1-6]|title|script|style)\b)[^<>]*>", re.IGNORECASE)
_SKIPPED = frozenset({
    "audio", "canvas", "datalist", "embed", "head", "iframe", "map", "math", "noscript", "object", "script",
    "select", "style", "svg", "template", "textarea", "video",
})  # fmt: skip
_LINE = re.compile("[0-9]{1,9}")
_SPACE = re.compile(r"[ \t\r\n\f]+")


def read(source: str, *, name: str = "") -> Document:
    """The document in a page. ``source`` is decoded already; an encoding that it names itself is ignored.

    Raises :class:`audiobuild.errors.ContentError` for a page of more elements than any text has.
    """
    _measure(len(_TAG.findall(source)), MOST_TAGS, msg("tags"), name)
    root = _parsed(html_fragments.prepared(_cleaned(source)))
    if root is None:
        return Document(blocks=())
    _measure(sum(1 for element in root.iter() if element.tag not in _SKIPPED), MOST_ELEMENTS, msg("elements"), name)
    html_notes.give_heads(root)
    weights = _weigh(root)
    notes = html_notes.footnotes(root, {element: weight.words for element, weight in weights.items()})
    walk = _Walk(weights=weights, notes=notes)
    walk.run(root)
    return html_metadata.describe(root, tuple(walk.blocks))


def _measure(count: int, most: int, meaning: Message, name: str) -> None:
    if count > most:
        remedy = msg("Save the text of the interview alone and import that.")
        raise ContentError(
            Problem(place=name, message=msg("has {} {}, too many for a text", count, meaning), remedy=remedy)
        )


def _cleaned(source: str) -> str:
    """Without what trips the parser: an encoding in the text, NUL, and tags longer than any reader needs.

    A picture may stand in its tag; but a tag of 100,000 attributes takes a minute, since each is compared with all.
    """
    source = re.sub(r"^\s*<\?xml[^>]*>", "", source.replace("\x00", ""), count=1)
    return _LONG_TAG.sub(r"<\1>", source)


def _parsed(source: str) -> HtmlElement | None:
    """The tree; of a page nested deeper than the parser goes (2048 levels), only paragraphs, headings and lines."""
    parser = HTMLParser(huge_tree=True, remove_comments=True)
    try:
        root = document_fromstring(source, parser=parser)
        if any("depth" in entry.message for entry in parser.error_log):
            root = document_fromstring(_NESTING.sub(" ", source), parser=parser)
    except etree.ParserError:
        return None
    return root


def _weigh(root: HtmlElement) -> dict[HtmlElement, Weight]:
    weights: dict[HtmlElement, Weight] = {}
    nothing = Weight(words=0, main=False)
    for _, element in etree.iterwalk(root, events=("end",)):
        if element.tag in _SKIPPED:
            continue
        inside = [weights.get(child, nothing) for child in element]
        own = len((element.text or "").split()) + sum(len((child.tail or "").split()) for child in element)
        weights[element] = Weight(
            words=own + sum(child.words for child in inside),
            main=any(child.main for child in inside) or element.tag in ("h1", "article", "main"),
        )
    return weights


@dataclass(kw_only=True, slots=True)
class _Walk:
    """One pass over the tree, collecting runs into blocks."""

    weights: dict[HtmlElement, Weight]
    notes: set[HtmlElement]
    pictures: list[SourceBlock] = field(default_factory=list)
    blocks: list[SourceBlock] = field(default_factory=list)
    runs: list[SourceRun] = field(default_factory=list)
    unread: dict[str, list[SourceRun]] = field(default_factory=dict)
    stack: list[Look] = field(default_factory=lambda: [Look()])
    line: int = 0
    numbered: bool = False
    rule: bool = False

    def run(self, root: HtmlElement) -> None:
        walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        total = max(self.weights[root].words, 1)
        for event, element in walker:
            if event == "start":
                if element.tag in _SKIPPED:
                    walker.skip_subtree()
                    self.stack.append(self.stack[-1])
                    continue
                self._start(element, total)
            elif event == "end":
                self._end(element)
            else:
                self._add(element.tail)
        self._flush(self.stack[-1])

    def _start(self, element: HtmlElement, total: int) -> None:
        context = self.stack[-1]
        if element.tag in BLOCKS:
            self._flush(context)
            self._place(element)
        if element.tag == "br":
            self.runs.append(SourceRun(text="\n"))
        elif element.tag == "hr":
            self.rule = True
        elif element.tag == "img":
            self._picture(element, context)
        inside = html_look.inside(element, context)
        if element.tag == "li" and (number := html_look.lone_number(element)):
            inside = replace(inside, kind="paragraph")
            self.runs.append(SourceRun(text=f"{number}. "))
        if not inside.region:
            weight = self.weights[element]
            noted = "footnote" if element in self.notes else rows.HEAD if html_notes.is_head_alone(element) else ""
            inside = replace(inside, region=noted or html_regions.of_element(element, weight, total))
        inside = replace(inside, unread=self._unread(element, inside, total))
        if inside.unread and not context.unread:
            self.unread.setdefault(inside.unread, []).append(SourceRun(text=" "))
        self.stack.append(inside)
        self._add(element.text)

    def _unread(self, element: HtmlElement, inside: Look, total: int) -> str:
        """Why the text in the element is no part of its paragraph. A whole block that is hidden has a region; what has more
        than half of the words is the text, however it is set."""
        if inside.unread and element.tag in BLOCKS:
            return inside.unread if inside.unread == "struck" else ""
        if inside.unread or self.weights[element].words > total / 2:
            return inside.unread
        if html_look.struck(element):
            return "struck"
        return "unseen" if inside.region == "hidden" != self.stack[-1].region and element.tag not in BLOCKS else ""

    def _end(self, element: HtmlElement) -> None:
        context = self.stack.pop()
        if element.tag in BLOCKS:
            self._flush(context)
        self._add(element.tail)

    def _place(self, element: HtmlElement) -> None:
        """The line of the source, which a page made of Markdown says itself; HTML in it goes on with the last one."""
        given = element.get("data-line") or ""
        if _LINE.fullmatch(given):
            self.line, self.numbered = int(given), True
        elif not self.numbered:
            self.line = element.sourceline or 0

    def _picture(self, element: HtmlElement, context: Look) -> None:
        """What a picture shows is a block behind its paragraph, unless it is a sign of the text (an emoji)."""
        text = _SPACE.sub(" ", element.get("alt") or "").strip()
        if not any(map(str.isalnum, text)):
            self._add(text)
            return
        runs = merge([SourceRun(text=text)])
        self.pictures.append(SourceBlock(runs=runs, line=element.sourceline or 0, region=context.region or "picture"))

    def _add(self, text: str | None) -> None:
        if not text:
            return
        context = self.stack[-1]
        text, rest = text if context.verbatim else _SPACE.sub(" ", text), ""
        if symbols.is_font(context.font):
            text, rest = symbols.drawn(text, context.font)
        look = SourceRun(
            text=text, strong=context.strong, emphasis=context.emphasis, href=context.href, style=context.style
        )
        if context.unread:
            self.unread.setdefault(context.unread, []).append(look)
            self.runs.append(replace(look, text=" " if text[:1] == " " or text[-1:] == " " else ""))
        else:
            self.runs.append(look)
        if rest:
            self.unread.setdefault(symbols.REGION, []).append(replace(look, text=rest))

    def _flush(self, context: Look) -> None:
        """Ends the paragraph. An empty line in it (two ``br``) is the end of one, too."""
        for runs in _at_empty_lines(self.runs):
            merged = merge(runs)
            if not merged:
                continue
            self.blocks.append(
                bulleted(
                    SourceBlock(
                        runs=merged,
                        line=self.line,
                        kind=context.kind,
                        level=context.level,
                        ordered=context.ordered,
                        style=" ".join(dict.fromkeys(context.names)),
                        region=context.region or html_regions.of_links(merged),
                        rule=self.rule,
                    )
                )
            )
            self.rule = False
        self.runs = []
        self.blocks += [
            SourceBlock(runs=merged, line=self.line, region=region)
            for region, runs in self.unread.items()
            if (merged := merge(runs))
        ]
        self.unread = {}
        self.blocks += [replace(block, line=self.line or block.line) for block in self.pictures if block.runs]
        self.pictures = []


def _at_empty_lines(runs: list[SourceRun]) -> Iterator[list[SourceRun]]:
    paragraph: list[SourceRun] = []
    for run in runs:
        last = next((item.text for item in reversed(paragraph) if item.text.strip(" ")), "")
        if run.text == "\n" and last == "\n":
            yield paragraph
            paragraph = []
        else:
            paragraph.append(run)
    yield paragraph
