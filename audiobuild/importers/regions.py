"""Which parts of a page are not its text, by what the page itself says: elements, roles, and the names it gives them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping

TAGS: Mapping[str, str] = {
    "nav": "navigation",
    "footer": "footer",
    "aside": "aside",
    "form": "form",
    "dialog": "consent",
    "figcaption": "caption",
    "menu": "navigation",
}
"""Elements whose meaning is not the text. The values are reasons, as :mod:`audiobuild.importers.review` words them."""

ROLES: Mapping[str, str] = {
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
}
_FOLDING = re.compile(
    r"accordion|faq|collaps|panel|toggle|answer|antwort|reponse|risposta|respuesta|detail", re.IGNORECASE
)
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


def by_name(names: str) -> str:
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


def folds(names: str) -> bool:
    """Whether an element is one that opens on a click, so that being hidden says nothing against it."""
    return bool(_FOLDING.search(names))
