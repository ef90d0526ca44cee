"""The names of reading rules and of doubts about words, as people read them. JSON keeps those of the program."""

from __future__ import annotations

from collections.abc import Mapping

from audiobuild.messages import Message, msg

RULES: Mapping[str, Message] = {
    "abbreviation": msg("abbreviation"),
    "acronym": msg("acronym"),
    "bank account": msg("bank account"),
    "century": msg("century"),
    "date": msg("date"),
    "domain": msg("domain"),
    "duration": msg("duration"),
    "e-mail": msg("e-mail"),
    "emoji": msg("emoji"),
    "file name": msg("file name"),
    "formula": msg("formula"),
    "fraction": msg("fraction"),
    "hashtag": msg("hashtag"),
    "initial": msg("initial"),
    "large number": msg("large number"),
    "lexicon": msg("pronunciation list"),
    "mention": msg("mention"),
    "money": msg("money"),
    "name": msg("name"),
    "number": msg("number"),
    "ordinal": msg("ordinal"),
    "phone number": msg("phone number"),
    "postcode": msg("postcode"),
    "range": msg("range"),
    "ratio": msg("ratio"),
    "roman numeral": msg("roman numeral"),
    "say": msg("as you wrote"),
    "sign": msg("sign"),
    "stage direction": msg("stage direction"),
    "time": msg("time"),
    "unicode": msg("unseen sign"),
    "unit": msg("unit"),
    "url": msg("web address"),
    "weekday": msg("weekday"),
    "year": msg("year"),
}
"""All that languages have, and what comes before them: the lexicon, and what an editor marked."""

DOUBTS: Mapping[str, Message] = {
    "abbreviation": msg("abbreviation"),
    "acronym": msg("acronym"),
    "foreign name": msg("foreign name"),
    "mixed word": msg("mixed word"),
    "number": msg("number"),
    "other script": msg("in another script"),
    "sign": msg("sign"),
    "ipa not read by this voice": msg("ipa not read by this voice"),
}
