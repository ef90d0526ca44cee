"""Why a line is not spoken, in the words that editors read."""

from __future__ import annotations

from collections.abc import Mapping

REASONS: Mapping[str, str] = {
    "account": "logging in",
    "advert": "advertisement",
    "aside": "beside the text",
    "attachment": "attached file, which is not read",
    "attribution": "who is quoted",
    "biography": "about the people",
    "byline": "who wrote it",
    "caption": "below a picture",
    "comment": "comment",
    "comments": "readers' comments",
    "consent": "cookies and consent",
    "credit": "picture credit",
    "date": "date or reading time",
    "deleted": "deleted",
    "footer": "the page's footer",
    "footnote": "footnote",
    "form": "a form",
    "head": "the head of a table's column",
    "heading": "title or line outside the talk",
    "hidden": "hidden on the page",
    "info": "information about the text",
    "keywords": "keywords",
    "links": "links",
    "narration": "told between the questions",
    "navigation": "navigation",
    "newsletter": "newsletter and subscriptions",
    "no words": "no words",
    "page": "the page's own",
    "picture": "what a picture shows",
    "repeated": "repeats the text",
    "role": "who speaks",
    "running": "running head or page number",
    "sharing": "sharing and printing",
    "signature": "signature",
    "struck": "struck out",
    "subheading": "subheading",
    "symbol": "letters of a font that draws pictures",
    "teaser": "teaser of another text",
    "template": "a template's tag",
    "unseen": "hidden inside a line",
}


def note(reason: str, text: str) -> str:
    """What the Markdown says of a line that is kept and not spoken."""
    return f"not spoken ({REASONS[reason]}): {text}"
