"""What speaks for a name at one place: where it stands, and what is before and behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from audiobuild.importers.interview_words import InterviewWords, anywhere, choice
from audiobuild.importers.people import names
from audiobuild.importers.people.mentions import Mention
from audiobuild.importers.people.phrases import phrases

_AGE: Final = re.compile(r",? \(?\d{2}\)?(?:,|\)| [^\W\d_]+)")


def of(mention: Mention, words: InterviewWords) -> Iterator[str]:
    """The cues of one place."""
    where = mention.where
    yield f"in {where}"
    place = "heading" if mention.heading else where
    if mention.whole:
        yield f"all of {place}"
    elif not mention.before.strip(" „“\"'«»-–—[(:"):
        yield f"begins {place}"
    if where == "menu":
        return
    talk = " in talk" if where in ("question", "answer") else ""
    yield from _before(mention, words, "heading " if mention.heading or where in ("window", "title") else "", talk)
    yield from _behind(mention, words, talk)


def _before(mention: Mention, words: InterviewWords, place: str, talk: str) -> Iterator[str]:
    known = phrases(words)
    phrase = list(_phrases(mention, words, place, talk))
    yield from phrase
    told = any("near" not in cue for cue in phrase)
    if known.hosts.single_at_end(mention.before):
        yield "by, alone" if len(mention.before.split()) == 1 and len(mention.after.split()) <= 4 else "by"
    before = mention.before.split()[-3:]
    last = before[-1] if before else ""
    if last.strip(":") in known.foreign_guests.first:
        told = True
        yield f"{place}interview before{talk}"
    if last in known.guests.last:
        yield f"with{talk}"
    if mention.run.titled:
        yield f"titled{talk}"
    if last and names.is_occupation(last.strip(","), words):
        yield f"role before{talk}"
    if mention.run.left:
        yield "occupation joined" if names.is_occupation(mention.run.left, words) else "capital before"
    if mention.where == "answer" and any(
        word.strip(",'’") in words.first_person or word[:2] in ("i'", "i’") for word in before
    ):
        yield "says I"
    if last in words.conjunctions:
        yield "and before"
    if last[-1:] in tuple("„“\"«‚'‘"):
        yield "quoted"
    if last in anywhere("stopwords") and not told and last not in known.guests.last:
        yield "small word before"


def _phrases(mention: Mention, words: InterviewWords, place: str, talk: str) -> Iterator[str]:
    """The phrases by which the text introduces people: those of other languages only where its own has none."""
    known = phrases(words)
    for name, own, foreign in (
        ("guest", known.guests, known.foreign_guests),
        ("host", known.hosts, known.foreign_hosts),
    ):
        between, kind = own.at_end(mention.before), ""
        if between is None:
            between, kind = foreign.at_end(mention.before), "foreign "
        if between is not None:
            yield f"{place}{kind}{name} phrase{talk}" if between == 0 else f"{place}{kind}{name} phrase near{talk}"


def _behind(mention: Mention, words: InterviewWords, talk: str) -> Iterator[str]:
    after = mention.after
    if mention.run.right:
        yield "capital behind"
    if _AGE.match(after):
        yield f"age{talk}"
    if _born(words).match(after):
        yield f"birth{talk}"
    if _told(words).match(after):
        yield f"told {mention.where}"
    if phrases(words).behind_guests.at_start(after):
        yield "guest phrase behind"
    if re.match(r", [^\W\d_]", after):
        yield "apposition" if mention.where != "answer" else "comma"
    elif after[:2] == " (":
        yield "bracket"
    elif re.match(r"\s?:", after):
        yield f"colon {'heading' if mention.heading else mention.where}"
    elif re.match(r"['’]s\b", after):
        yield "genitive"
    elif re.match(r"[\"”“»’]", after):
        yield "quote behind"


@cache
def _born(words: InterviewWords) -> re.Pattern[str]:
    return re.compile(rf",? \((?:\*|(?:{choice(words.born)})|[^\W\d_a-z][^()\d]{{0,25}}, ?\d{{4}})")


@cache
def _told(words: InterviewWords) -> re.Pattern[str]:
    verbs = choice(verb for verb in words.third_person if verb[0].isalpha())
    return re.compile(rf",? (?:\([^()]{{1,60}}\) ?)?(?:{verbs})(?!\w)")
