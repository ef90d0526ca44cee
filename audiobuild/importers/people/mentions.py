"""Document → candidates: everything in it that may be somebody's name, with the places where it stands."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from audiobuild.importers.document import Document
from audiobuild.importers.evidence import tokens
from audiobuild.importers.first_names import is_first_name
from audiobuild.importers.interview_words import Bending, InterviewWords, choice
from audiobuild.importers.people import names
from audiobuild.importers.people.names import Run
from audiobuild.importers.people.phrases import phrases
from audiobuild.importers.talk import Judged

ABOUT_PEOPLE: Final = frozenset({"byline", "caption", "picture", "credit", "keywords"})
"""Regions of a page that name people."""
_SELF: Final = 3
"""Answers in which somebody may say who they are."""
_BEFORE: Final = 90
_AFTER: Final = 60
_MOST_TEXTS: Final = 4000
"""Texts that are looked through for names."""
_NAMES: Final = frozenset({"title", "window", "author", "people", "label of question", "label of answer"})
"""Where a line may be nothing but a name."""
_UNCOUNTED: Final = frozenset({"menu", "keywords", "picture", "author", "people"})
"""Where names stand in small letters, too."""
Key = tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A line of the document, and ``where`` it stands: its label, its region, or "title" and the like of what the page says of
    itself."""

    text: str
    where: str
    heading: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A place where a name stands: what is before and behind it in the same sentence."""

    run: Run
    where: str
    heading: bool
    before: str
    after: str
    whole: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """What may be somebody's name; ``printed`` as it will be printed."""

    key: Key
    printed: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """What a document names. ``counts`` is how often each word stands in it, as written."""

    texts: tuple[Text, ...]
    candidates: Mapping[Key, Candidate]
    counts: Mapping[str, int]


def find(judged: Sequence[Judged], document: Document, words: InterviewWords) -> Named:
    """All candidates of a document."""
    texts = tuple(_texts(judged, document))
    counts = Counter(
        token.removesuffix("'s") for text in texts if text.where not in _UNCOUNTED for token in tokens(text.text)
    )
    found: dict[Key, list[Mention]] = defaultdict(list)
    self = 0
    later: list[Text] = []
    for text in texts[:_MOST_TEXTS]:
        self += text.where == "answer"
        if text.where == "menu" or (text.where == "answer" and self > _SELF):
            later.append(text)
            continue
        for mention in mentions(text, words):
            if len(mention.run.parts) > 1 or _alone(mention, words):
                found[mention.run.key].append(mention)
    surnames = {entry.turn.speaker for entry in judged if entry.turn.speaker}
    for text in later:
        for mention in mentions(text, words):
            key = mention.run.key
            if key in found or (len(key) > 1 and key[-1] in surnames and is_first_name(key[0])):
                found[mention.run.key].append(mention)
    candidates = {key: _candidate(key, own) for key, own in found.items()}
    return Named(texts=texts, candidates=candidates, counts=counts)


def _candidate(key: Key, mentions: Sequence[Mention]) -> Candidate:
    forms = Counter(" ".join(mention.run.parts) for mention in mentions)
    quiet = [form for form in forms if not form.isupper()] or list(forms)
    best = max(quiet, key=lambda form: (forms[form], form))
    return Candidate(key=key, printed=names.in_print(best), mentions=tuple(mentions))


def _texts(judged: Sequence[Judged], document: Document) -> Iterator[Text]:
    about = {
        "title": document.title,
        "window": document.window_title,
        "summary": document.summary,
        "author": document.author,
        "people": document.people.replace(", ", "\n"),
    }
    for where, told in about.items():
        for text in told.splitlines():
            parts = re.split(r"\s+[|—–·/-]\s+", text)
            whole = [text] if where == "summary" or len(parts) > 1 else []
            for part in [*whole, *(parts if where != "summary" else [])]:
                yield Text(text=tidied(part), where=where, heading=where == "title")
    asked = [index for index, entry in enumerate(judged) if entry.label == "question"] or [0]
    answered = [index for index, entry in enumerate(judged) if entry.label == "answer"] or [0]
    for index, entry in enumerate(judged):
        region = entry.turn.piece.region
        phase = "before" if index < asked[0] else "behind" if index > answered[-1] else "inside"
        where = entry.label if entry.label not in ("page", "aside", "byline") else f"{entry.label} {phase}"
        if entry.label not in ("question", "answer"):
            where = region if region in ABOUT_PEOPLE else "menu" if region else where
        if entry.turn.printed and entry.label in ("question", "answer"):
            yield Text(text=entry.turn.printed, where=f"label of {entry.label}")
        for line in entry.turn.text.splitlines():
            yield Text(text=tidied(line), where=where, heading=entry.turn.piece.kind == "heading")


def tidied(text: str) -> str:
    """A line with single spaces, letters composed with their marks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def mentions(text: Text, words: InterviewWords) -> Iterator[Mention]:
    """The places of a line where a name may stand."""
    line = text.text
    for run in names.runs(line, words):
        before = re.split(r"[.!?…](?:\s+|$)", _untitled(line[max(0, run.start - _BEFORE) : run.start], words))[
            -1
        ].lower()
        rest = line[run.end :]
        whole = not any(map(str.isalnum, before)) and run.start < _BEFORE and not any(map(str.isalpha, rest))
        mention = Mention(
            run=run, where=text.where, heading=text.heading, before=before, after=rest[:_AFTER], whole=whole
        )
        bent = _bending(mention, words)
        yield replace(mention, run=replace(run, parts=names.unbent(run.parts, bent))) if bent else mention
    if text.where != "menu":
        yield from _polite(text, words)
        yield from _couple(text, words)
        yield from _without_capitals(text)


def _polite(text: Text, words: InterviewWords) -> Iterator[Mention]:
    for match in names.polite(words).finditer(text.text):
        run = Run(parts=tuple(match["name"].split()), start=match.start(), end=match.end(), titled=True)
        before = text.text[max(0, match.start() - _BEFORE) : match.start()].lower()
        yield Mention(
            run=run,
            where=text.where,
            heading=text.heading,
            before=before,
            after=text.text[match.end() :][:_AFTER],
            whole=not before and match.end() == len(text.text),
        )


@cache
def _two(words: InterviewWords) -> re.Pattern[str]:
    name = names.PART
    return re.compile(
        rf"(?<!\w)({name}) (?:{choice(words.conjunctions | {'&'})}) (?:{name}) ({name})(?! {names.CAPITAL})"
    )


def _couple(text: Text, words: InterviewWords) -> Iterator[Mention]:
    """The first of two who share a surname, with it: "Livia e Norma Ferrante" → Livia Ferrante."""
    for match in _two(words).finditer(text.text):
        if is_first_name(match[1]):
            run = Run(parts=(match[1], match[2]), start=match.start(), end=match.end())
            before, after = text.text[: match.start()][-_BEFORE:].lower(), text.text[match.end() :][:_AFTER]
            yield Mention(run=run, where=text.where, heading=text.heading, before=before, after=after, whole=False)


def _without_capitals(text: Text) -> Iterator[Mention]:
    """A heading that may be a name in a script that has no capitals."""
    parts = tuple(text.text.split())
    if text.heading and 2 <= len(parts) <= 3 and all(p.isalpha() and min(p) > names.LAST_LETTER for p in parts):
        run = Run(parts=parts, start=0, end=len(text.text))
        yield Mention(run=run, where=text.where, heading=True, before="", after="", whole=True)


@cache
def _titles_at_end(words: InterviewWords) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<!\w){names.titles(words)})+$")


def _untitled(before: str, words: InterviewWords) -> str:
    return _titles_at_end(words).sub("", before)


def _bending(mention: Mention, words: InterviewWords) -> Bending:
    """The endings that what stands before a name asks for; none where nothing bends it."""
    if not words.endings:
        return ()
    last = mention.before.split()[-2:]
    if any(word.strip(",:…") in words.genitive_after for word in last):
        return words.genitive
    if is_first_name(mention.run.parts[0]):
        return ()
    for endings in (words.genitive, words.endings):
        if is_first_name(names.unbent(mention.run.parts[:1], endings)[0]):
            return endings
    told = phrases(words).guests.at_end(mention.before) is not None
    bent = any(part.endswith(words.oblique_endings) for part in mention.run.parts)
    return words.endings if told or bent else ()


def _alone(mention: Mention, words: InterviewWords) -> bool:
    """Whether one word may be a name by itself: known as one, told as one, or all that a heading says."""
    if len(mention.run.parts[0]) < 2 or mention.run.left or mention.run.right:
        return False
    known = is_first_name(mention.run.parts[0])
    told = 0 in (phrases(words).guests.at_end(mention.before), phrases(words).hosts.at_end(mention.before))
    told = told and not mention.run.titled
    begins = mention.heading and not mention.before and mention.after.lstrip()[:1] == ":"
    return known or told or begins or (mention.whole and (mention.heading or mention.where in _NAMES))
