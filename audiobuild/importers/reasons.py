"""Why a line is not spoken, in the words that editors read."""

from __future__ import annotations

from collections.abc import Mapping

REASONS: Mapping[str, str] = {
    "account": "logging in",
    "advert": "advertisement",
    "aside": "beside the text",
    "byline": "who wrote it",
    "caption": "below a picture",
    "comments": "readers' comments",
    "consent": "cookies and consent",
    "credit": "picture credit",
    "date": "date or reading time",
    "footer": "the page's footer",
    "form": "a form",
    "heading": "title or line outside the talk",
    "hidden": "hidden on the page",
    "info": "information about the text",
    "keywords": "keywords",
    "links": "links",
    "narration": "told between the questions",
    "navigation": "navigation",
    "newsletter": "newsletter and subscriptions",
    "no words": "no words",
    "repeated": "repeats the text",
    "sharing": "sharing and printing",
    "subheading": "subheading",
    "teaser": "teaser of another text",
}


def note(reason: str, text: str) -> str:
    """What the Markdown says of a line that is kept and not spoken."""
    return f"not spoken ({REASONS[reason]}): {text}"
