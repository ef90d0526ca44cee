"""Which parts of a page are not its text, by what the page itself says: elements, roles, and the names it gives them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from audiobuild.importers.document import SourceRun, joined_text
from audiobuild.importers.readers.html_look import BLOCKS

_TAGS: Mapping[str, str] = {
    "nav": "navigation",
    "footer": "footer",
    "aside": "aside",
    "form": "form",
    "dialog": "consent",
    "figcaption": "caption",
    "menu": "navigation",
}
"""Elements whose meaning is not the text. The values are reasons, as :mod:`audiobuild.importers.review` words them."""

_ROLES: Mapping[str, str] = {
    "navigation": "navigation",
    "contentinfo": "footer",
    "search": "navigation",
    "dialog": "consent",
    "alertdialog": "consent",
    "complementary": "aside",
    "menu": "navigation",
    "menubar": "navigation",
    "banner": "navigation",
}

_NAMES: Mapping[str, str] = {
    "consent": "cookie cookies consent gdpr dsgvo cmp onetrust borlabs usercentrics cookiebot cookiebar rgpd privacybar "
    "iubenda didomi quantcast klaro tarteaucitron axeptio "
    "cookieyes complianz cmplz osano truste cookiefirst cookiescript ccwindow qc",
    "navigation": "nav navi navbar navigation menu menue submenu breadcrumb breadcrumbs pagination pager skiplink skiplinks "
    "skip toolbar topbar sitemap toc inhaltsverzeichnis prevnext backlink",
    "sharing": "share shares sharing sharebar social socials socialmedia sharedaddy addtoany addthis shariff follow",
    "teaser": "related teaser teasers recommended recommendation recommendations recirculation trending mostread popular "
    "crosslinks morenews readmore readalso lireaussi outbrain taboola similar jp relatedposts seealso upnext",
    "newsletter": "newsletter subscribe subscription signup mailchimp mailpoet abobox optin donate donation membership",
    "comments": "comments comment commentlist commentform respond disqus replies leserkommentare commentaires reacties",
    "advert": "ad ads adv advert advertisement adsbygoogle adslot adbox anzeige werbung sponsor sponsored cta publicidad "
    "publicite pubblicita reklama reclame advertentie dfp gpt",
    "credit": "credit credits copyright caption captions photocredit imagecredit bildnachweis bildunterschrift fotocredit "
    "photographer didascalia legende",
    "caption": "foto photo bild bilder imagen imagenes immagine zdjecie fotos galeria gallery galerie slider carousel piefoto",
    "repeated": "pullquote blockquotepull pullout",
    "byline": "byline dateline meta metadata postmeta postmetadata entrymeta timestamp readingtime posted lesezeit pubdate",
    "keywords": "tags taglist tagcloud categories keywords schlagworte hashtags",
    "footer": "footer colophon impressum",
    "aside": "sidebar widget widgets infobox factbox",
    "account": "login paywall signin regwall",
    "hidden": "sronly screenreader visuallyhidden assistive",
}
_BY_NAME: Mapping[str, str] = {name: reason for reason, names in _NAMES.items() for name in names.split()}
_PAIRS: Mapping[tuple[str, str], str] = {
    ("pull", "quote"): "repeated",
    ("sr", "only"): "hidden",
    ("screen", "reader"): "hidden",
    ("visually", "hidden"): "hidden",
    ("social", "media"): "sharing",
    ("read", "more"): "teaser",
    ("read", "also"): "teaser",
    ("see", "also"): "teaser",
    ("most", "read"): "teaser",
    ("post", "meta"): "byline",
    ("entry", "meta"): "byline",
    ("article", "meta"): "byline",
    ("author", "box"): "byline",
    ("author", "bio"): "byline",
    ("reading", "time"): "byline",
    ("sign", "up"): "newsletter",
    ("tag", "list"): "keywords",
    ("tag", "links"): "keywords",
    ("back", "link"): "navigation",
    ("entry", "footer"): "footer",
    ("image", "source"): "credit",
    ("to", "action"): "advert",
    ("bookmark", "card"): "teaser",
    ("signup", "card"): "newsletter",
    ("button", "card"): "advert",
    ("cta", "card"): "advert",
    ("gmail", "attr"): "byline",
    ("cite", "prefix"): "byline",
    ("gmail", "signature"): "signature",
    ("moz", "signature"): "signature",
}
_FOLDING = re.compile(
    r"accordion|faq|collaps|panel|toggle|answer|antwort|reponse|risposta|respuesta|detail", re.IGNORECASE
)
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BYLINE = 12
"""Words of the longest line that is taken for a byline because it has a date's element in it."""
_WHOLE = frozenset({"html", "body", "main", "article"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Weight:
    """What an element holds: words (scripts aside), and whether the page's heading or article is in it."""

    words: int
    main: bool


def of_element(element: HtmlElement, weight: Weight, total: int) -> str:
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
    if _hidden(element) and not any(_folds(_names(item)) for item in (element, *_up(element, 3))):
        return "hidden"
    reason = _TAGS.get(tag) or _ROLES.get(element.get("role") or "") or _by_name(names)
    if tag in BLOCKS and weight.words <= _BYLINE and element.find(".//time") is not None:
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
    return bool(_NOT_SHOWN.search(element.get("style") or ""))


def of_links(runs: tuple[SourceRun, ...]) -> str:
    """A line that is a link and no sentence leads to another text."""
    text = joined_text(runs)
    linked = sum(len(run.text) for run in runs if run.href)
    prose = len(text.split()) > 14 and text.rstrip().endswith((".", "!", "…", "”", "“", "»"))
    return "links" if not prose and linked > 0.6 * len(text) else ""


def _by_name(names: str) -> str:
    """The reason that an element's classes and id give, empty if none. ``names`` are separated by spaces.

    A name counts as a whole (``wp-block-pullquote`` holds ``pullquote``) or by two neighbouring parts (``pull-quote``).
    """
    for name in names.split()[:24]:
        parts = [part.lower() for part in _PART.findall(name[:80])]
        whole = "".join(parts)
        if whole in _BY_NAME:
            return _BY_NAME[whole]
        for pair in itertools.pairwise(parts):
            if pair in _PAIRS:
                return _PAIRS[pair]
        if parts and not {"has", "is", "with", "no", "enabled"} & set(parts):
            for part in (parts[0], parts[-1]) if len(parts) > 1 else ():
                if part in _BY_NAME:
                    return _BY_NAME[part]
    return ""


def _folds(names: str) -> bool:
    """Whether an element is one that opens on a click, so that being hidden says nothing against it."""
    return bool(_FOLDING.search(names))
