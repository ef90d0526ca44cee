"""Why a line is not spoken, in the words that editors read."""

from __future__ import annotations

from collections.abc import Mapping

from audiobuild.messages import Message, msg

REASONS: Mapping[str, Message] = {
    "account": msg("logging in"),
    "advert": msg("advertisement"),
    "aside": msg("beside the text"),
    "attachment": msg("attached file, which is not read"),
    "attribution": msg("who is quoted"),
    "biography": msg("about the people"),
    "byline": msg("who wrote it"),
    "caption": msg("below a picture"),
    "comment": msg("comment"),
    "comments": msg("readers' comments"),
    "consent": msg("cookies and consent"),
    "credit": msg("picture credit"),
    "date": msg("date or reading time"),
    "deleted": msg("deleted"),
    "footer": msg("the page's footer"),
    "footnote": msg("footnote"),
    "form": msg("a form"),
    "head": msg("the head of a table's column"),
    "heading": msg("title or line outside the talk"),
    "hidden": msg("hidden on the page"),
    "info": msg("information about the text"),
    "keywords": msg("keywords"),
    "links": msg("links"),
    "narration": msg("told between the questions"),
    "navigation": msg("navigation"),
    "newsletter": msg("newsletter and subscriptions"),
    "no words": msg("no words"),
    "page": msg("the page's own"),
    "picture": msg("what a picture shows"),
    "repeated": msg("repeats the text"),
    "role": msg("who speaks"),
    "running": msg("running head or page number"),
    "sharing": msg("sharing and printing"),
    "signature": msg("signature"),
    "struck": msg("struck out"),
    "subheading": msg("subheading"),
    "symbol": msg("letters of a font that draws pictures"),
    "teaser": msg("teaser of another text"),
    "template": msg("a template's tag"),
    "unseen": msg("hidden inside a line"),
}
