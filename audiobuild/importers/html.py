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
from audiobuild.importers import metadata, regions
from audiobuild.importers.document import Block, Document, Kind, Run, bulleted, merge

MOST_ELEMENTS = 100_000
"""A long newspaper page has 5,000."""
_LONG_TAG = re.compile(r"<([a-zA-Z]\w*)[^<>]{20000,}>")
_NESTING = re.compile(r"<(?!/?(?:p|br|h[1-6]|title|script|style)\b)[^<>]*>", re.IGNORECASE)
_SKIPPED = frozenset({
    "audio", "canvas", "datalist", "embed", "head", "iframe", "map", "math", "noscript", "object", "script",
    "select", "style", "svg", "template", "textarea", "video",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hgroup", "hr", "label", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_BYLINE = 12
"""Words of the longest line that is taken for a byline because it has a date's element in it."""
_WHOLE = frozenset({"html", "body", "main", "article"})
_STYLE = re.compile(
    r"(color|background(?:-color)?|text-decoration|font-size|font-family|text-transform)\s*:\s*([^;]+)", re.IGNORECASE
)
_BOLD = re.compile(r"font-weight\s*:\s*(bold|bolder|[6-9]00)", re.IGNORECASE)
_LIGHT = re.compile(r"font-weight\s*:\s*(normal|lighter|[1-5]00)", re.IGNORECASE)
_SLANTED = re.compile(r"font-style\s*:\s*(italic|oblique)", re.IGNORECASE)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Context:
    """What holds for text at a place in the tree."""

    strong: bool = False
    emphasis: bool = False
    href: str = ""
    style: str = ""
    kind: Kind = "paragraph"
    level: int = 0
    ordered: bool = False
    names: tuple[str, ...] = ()
    region: str = ""
    verbatim: bool = False


def read(source: str, *, name: str = "") -> Document:
    """The document in a page. ``source`` is decoded already; an encoding that it names itself is ignored.

    Raises :class:`audiobuild.errors.ContentError` for a page of more elements than any text has.
    """
    root = _parsed(_cleaned(source))
    if root is None:
        return Document(blocks=())
    weights = _weigh(root)
    if len(weights) > MOST_ELEMENTS:
        remedy = "Save the text of the interview alone and import that."
        raise ContentError(
            Problem(place=name, message=f"has {len(weights)} elements, too many for a text", remedy=remedy)
        )
    walk = _Walk(weights=weights)
    walk.run(root)
    return metadata.describe(root, tuple(walk.blocks))


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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Weight:
    """What an element holds: words (scripts aside), and whether the page's heading or article is in it."""

    words: int
    main: bool


def _weigh(root: HtmlElement) -> dict[HtmlElement, _Weight]:
    weights: dict[HtmlElement, _Weight] = {}
    nothing = _Weight(words=0, main=False)
    for _, element in etree.iterwalk(root, events=("end",)):
        if element.tag in _SKIPPED:
            continue
        inside = [weights.get(child, nothing) for child in element]
        own = len((element.text or "").split()) + sum(len((child.tail or "").split()) for child in element)
        weights[element] = _Weight(
            words=own + sum(child.words for child in inside),
            main=any(child.main for child in inside) or element.tag in ("h1", "article", "main"),
        )
    return weights


@dataclass(kw_only=True, slots=True)
class _Walk:
    """One pass over the tree, collecting runs into blocks."""

    weights: dict[HtmlElement, _Weight]
    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    stack: list[_Context] = field(default_factory=lambda: [_Context()])
    line: int = 0
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
        if element.tag in _BLOCKS:
            self._flush(context)
            self.line = int(element.get("data-line") or element.sourceline or 0)
        if element.tag == "br":
            self.runs.append(Run(text="\n"))
        elif element.tag == "hr":
            self.rule = True
        inside = _context(element, context)
        if element.tag == "li" and (number := _lone_number(element)):
            inside = replace(inside, kind="paragraph")
            self.runs.append(Run(text=f"{number}. "))
        if not inside.region:
            weight = self.weights[element]
            inside = replace(inside, region=_region(element, weight, total))
        self.stack.append(inside)
        self._add(element.text)

    def _end(self, element: HtmlElement) -> None:
        context = self.stack.pop()
        if element.tag in _BLOCKS:
            self._flush(context)
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        context = self.stack[-1]
        text = text if context.verbatim else _SPACE.sub(" ", text)
        self.runs.append(
            Run(text=text, strong=context.strong, emphasis=context.emphasis, href=context.href, style=context.style)
        )

    def _flush(self, context: _Context) -> None:
        """Ends the paragraph. An empty line in it (two ``br``) is the end of one, too."""
        for runs in _at_empty_lines(self.runs):
            merged = merge(runs)
            if not merged:
                continue
            self.blocks.append(
                bulleted(
                    Block(
                        runs=merged,
                        line=self.line,
                        kind=context.kind,
                        level=context.level,
                        ordered=context.ordered,
                        style=" ".join(dict.fromkeys(context.names)),
                        region=context.region or _linked(merged),
                        rule=self.rule,
                    )
                )
            )
            self.rule = False
        self.runs = []


def _at_empty_lines(runs: list[Run]) -> Iterator[list[Run]]:
    found: list[Run] = []
    for run in runs:
        last = next((item.text for item in reversed(found) if item.text.strip(" ")), "")
        if run.text == "\n" and last == "\n":
            yield found
            found = []
        else:
            found.append(run)
    yield found


def _context(element: HtmlElement, outer: _Context) -> _Context:
    """What the element changes for the text in it."""
    tag = element.tag
    style = element.get("style") or ""
    strong = outer.strong or tag in ("b", "strong", "th") or bool(_BOLD.search(style))
    if _LIGHT.search(style) and tag not in ("strong", "th"):
        strong = False
    emphasis = outer.emphasis or tag in ("i", "em", "cite", "dfn") or bool(_SLANTED.search(style))
    href = _target(element) if tag == "a" else outer.href
    look = _look(element, style)
    if tag not in _BLOCKS:
        return replace(
            outer,
            strong=strong,
            emphasis=emphasis,
            href=href,
            style=f"{outer.style} {look}".strip() if look else outer.style,
        )
    kind, level, ordered = _kind(element, outer)
    column = [f"column:{_column(element)}"] if tag in ("td", "th") else []
    own = (f"tag:{tag}", *column, *(element.get("class") or "").split()[:8], *([look] if look else []))
    names = (*outer.names[-12:], *own) if tag not in ("html", "body") else ()
    return replace(
        outer,
        strong=strong,
        emphasis=emphasis,
        href=href,
        kind=kind,
        level=level,
        ordered=ordered,
        names=names,
        verbatim=outer.verbatim or tag == "pre",
    )


def _kind(element: HtmlElement, outer: _Context) -> tuple[Kind, int, bool]:
    tag = element.tag
    if re.fullmatch(r"h[1-6]", tag):
        return "heading", int(tag[1]), False
    if tag == "li":
        parent = element.getparent()
        return "item", 0, parent is not None and parent.tag == "ol"
    if tag == "blockquote":
        return "quote", 0, False
    if tag in ("p", "div", "span", "label"):
        return outer.kind, outer.level, outer.ordered
    return "paragraph", 0, False


def _column(cell: HtmlElement) -> int:
    """Which cell of its row it is; from the ninth on all are alike."""
    return sum(1 for _ in zip(range(8), cell.itersiblings(preceding=True), strict=False))


def _lone_number(element: HtmlElement) -> str:
    """The number of a list of one item that does not begin with 1: Markdown makes one of "1990. It was closed"."""
    parent = element.getparent()
    if parent is None or parent.tag != "ol" or element.getnext() is not None or element.getprevious() is not None:
        return ""
    start = parent.get("start") or ""
    return start if start.isdigit() and start != "1" else ""


def _look(element: HtmlElement, style: str) -> str:
    """What sets an element apart to the eye besides bold and italics, as one word."""
    parts = [f"{name.lower()}:{value.strip().lower()}" for name, value in _STYLE.findall(style)]
    if element.tag == "font":
        parts += [
            f"{name}:{(element.get(name) or '').lower()}" for name in ("color", "size", "face") if element.get(name)
        ]
    if element.tag in ("u", "mark", "small", "big", "ins"):
        parts.append(element.tag)
    if element.tag == "span" and element.get("class"):
        parts += sorted((element.get("class") or "").split()[:4])
    return ",".join(re.sub(r"\s+", "", part) for part in parts)


def _target(element: HtmlElement) -> str:
    """Where a link leads, if away from this page and safe to keep."""
    href = (element.get("href") or "").strip()
    return href if re.match(r"https?://|mailto:|/|\.|\w[\w./-]*(?:[?#]|$)", href) else ""


def _region(element: HtmlElement, weight: _Weight, total: int) -> str:
    """Why the element is not the text, by its own word; nothing that holds the text can be.

    ``total`` is how many words the page has: what has more than half of them is the text, whatever it is called, comments
    aside. Few words around an element for a date are who wrote it and when.
    """
    tag, share = element.tag, weight.words / total
    if (
        tag == "article"
        and share < 0.2
        and any(len(heading.findall(".//a[@href]")) for heading in element.iter("h2", "h3", "h4"))
    ):
        return "teaser"
    if tag in _WHOLE or weight.main:
        return ""
    names = " ".join(element.get(name) or "" for name in ("class", "id", "aria-label"))
    if _hidden(element) and not any(regions.folds(_names(item)) for item in (element, *_up(element, 3))):
        return "hidden"
    reason = regions.TAGS.get(tag) or regions.ROLES.get(element.get("role") or "") or regions.by_name(names)
    if tag in _BLOCKS and weight.words <= _BYLINE and element.find(".//time") is not None:
        reason = reason or "byline"
    if reason == "teaser" and element.find(".//a[@href]") is None:
        reason = ""  # what leads nowhere is the lead, which some call a teaser
    if tag == "header" and not any(item.tag in ("article", "main", "section") for item in _up(element, 20)):
        reason = reason or "navigation"
    if tag == "figure" and element.find(".//table") is None and element.find(".//blockquote") is None:
        reason = reason or "caption"
    return "" if share > 0.5 and reason != "comments" else reason


def _names(element: HtmlElement) -> str:
    return f"{element.tag} {element.get('class') or ''} {element.get('id') or ''}"


def _up(element: HtmlElement, steps: int) -> list[HtmlElement]:
    return [item for _, item in zip(range(steps), element.iterancestors(), strict=False)]


def _hidden(element: HtmlElement) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_INVISIBLE.search(element.get("style") or ""))


def _linked(runs: tuple[Run, ...]) -> str:
    """A line that is a link and no sentence leads to another text."""
    text = "".join(run.text for run in runs)
    linked = sum(len(run.text) for run in runs if run.href)
    prose = len(text.split()) > 14 and text.rstrip().endswith((".", "!", "…", "”", "“", "»"))
    return "links" if not prose and linked > 0.6 * len(text) else ""
