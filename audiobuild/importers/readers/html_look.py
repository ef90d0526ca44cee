"""How the text in an element of a page looks: what its tag, style and class change for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from audiobuild.importers.document import Kind

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hgroup", "hr", "label", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
"""Elements that end a paragraph where they begin and where they end."""
_STYLE = re.compile(
    r"(color|background(?:-color)?|text-decoration|font-size|font-family|text-transform)\s*:\s*([^;]+)", re.IGNORECASE
)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_FONT = re.compile(r"(?<![\w-])font-family\s*:\s*([^;]+)", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(bold|bolder|[6-9]00)", re.IGNORECASE)
_LIGHT = re.compile(r"font-weight\s*:\s*(normal|lighter|[1-5]00)", re.IGNORECASE)
_SLANTED = re.compile(r"font-style\s*:\s*(italic|oblique)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
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
    unread: str = ""
    """Why text inside a paragraph is none of its text: "struck", "unseen"."""
    font: str = ""
    """The first font that is asked for."""


def inside(element: HtmlElement, outer: Look) -> Look:
    """What the element changes for the text in it."""
    tag = element.tag
    style = element.get("style") or ""
    strong = outer.strong or tag in ("b", "strong", "th") or bool(_BOLD.search(style))
    if _LIGHT.search(style) and tag not in ("strong", "th"):
        strong = False
    emphasis = outer.emphasis or tag in ("i", "em", "cite", "dfn") or bool(_SLANTED.search(style))
    href = _target(element) if tag == "a" else outer.href
    look = _look(element, style)
    fonts = _FONT.findall(style) or [element.get("face") or outer.font]
    font = fonts[-1].split(",")[0]
    if tag not in BLOCKS:
        return replace(
            outer,
            font=font,
            strong=strong,
            emphasis=emphasis,
            href=href,
            style=f"{outer.style} {look}".strip() if look else outer.style,
        )
    kind, level, ordered = _kind(element, outer)
    column = [f"column:{_column(element)}"] if tag in ("td", "th") else []
    depth = sum(name.startswith("quoted") for name in outer.names) + 1
    quoted = [f"quoted{depth}"] if tag == "blockquote" else []
    own = (f"tag:{tag}", *quoted, *column, *(element.get("class") or "").split()[:8], *([look] if look else []))
    names = (*outer.names[-12:], *own) if tag not in ("html", "body") else ()
    return replace(
        outer,
        font=font,
        strong=strong,
        emphasis=emphasis,
        href=href,
        kind=kind,
        level=level,
        ordered=ordered,
        names=names,
        verbatim=outer.verbatim or tag == "pre",
    )


def struck(element: HtmlElement) -> bool:
    """Whether an element strikes its text out."""
    return element.tag in ("s", "strike", "del") or bool(_STRUCK.search(element.get("style") or ""))


def _kind(element: HtmlElement, outer: Look) -> tuple[Kind, int, bool]:
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


def lone_number(element: HtmlElement) -> str:
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
