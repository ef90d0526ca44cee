"""Labels → speakers: who is named around the talk, and whose label is whose."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audiobuild.importers.document import Document
from audiobuild.importers.first_names import is_first_name
from audiobuild.importers.interview_words import InterviewWords
from audiobuild.importers.people import cues, mentions, names, scores
from audiobuild.importers.people.scores import Part
from audiobuild.importers.talk import Judged
from audiobuild.model import Speaker

_ODD: Final = frozenset({"thing", "acronym", "joined", "occupation first"})
"""Cues of a row of capitals that is more than a name."""
SURE: Final[Mapping[Part, float]] = {"answer": 0.4, "question": 0.4}
"""How likely a name must be for turns that have no label: a wrong name is worse than none."""
_MOST: Final = 12
"""Names of which that of a side is one: all others are too unlikely."""
_MARGIN: Final = 4.5
"""How much less may speak for a fuller form of a name: it stands more seldom."""
_NOUN_MARGIN: Final = 1.5
"""The same where a noun behind a name has a capital, too."""
_IMPERSONAL: Final = 0.7
"""How likely a name must be that nothing shows to be a person's."""
_LIKELY: Final = 2.0
"""How much must speak for a name that a label is taken for the surname of."""
_ABBREVIATION: Final = 4
"""Letters of which a label of initials has at most so many."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A name that the document prints, and how much speaks for its answering and for its asking (log odds against nobody)."""

    name: str
    scores: Mapping[str, float]
    odd: bool
    """Whether it has a word that people's names have not."""
    personal: bool
    """Whether anything shows that it is a person at all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class People:
    """Everybody whom a document may name; ``guests`` and ``hosts`` are those of whom it is likely enough that they answer and
    ask, the likeliest first. ``legend`` is what it says that a label stands for."""

    named: Sequence[Person]
    guests: Sequence[str]
    hosts: Sequence[str]
    legend: Mapping[str, str]
    alone: Mapping[str, bool]
    """Whether all labels of a side are one."""


def find(judged: Sequence[Judged], document: Document, words: InterviewWords) -> People:
    """The people whom a document names."""
    named = mentions.find(judged, document, words)
    seen = labels(judged)
    scene = cues.scene(named, seen, words, site=document.site)
    people = []
    for candidate in named.candidates.values():
        own = cues.of(candidate, scene)
        if "surname called inside" in own:
            continue
        both = {part: scores.score(own, part) for part in ("answer", "question")}
        people.append(
            Person(
                name=candidate.printed,
                scores=both,
                odd=not _ODD.isdisjoint(own),
                personal="nothing personal" not in own,
            )
        )
    guests = _likely(people, "answer", words)
    hosts = [name for name in _likely(people, "question", words) if name not in guests]
    return People(
        named=people,
        guests=guests,
        hosts=hosts,
        legend=_legend(named),
        alone={"answer": len(seen.answering) <= 1, "question": len(seen.asking) <= 1},
    )


def labels(judged: Sequence[Judged]) -> cues.Labels:
    """The labels of each side."""
    forms = {
        part: frozenset(e.turn.speaker for e in judged if e.label == part and e.turn.speaker)
        for part in ("question", "answer")
    }
    return cues.Labels(asking=forms["question"], answering=forms["answer"] - forms["question"])


def _likely(people: Sequence[Person], part: Part, words: InterviewWords) -> list[str]:
    """The names that are likely enough, each with what speaks for its parts and for shorter and longer forms of it."""
    sure = scores.likely([person.scores[part] for person in people])
    top = sorted(zip(sure, people, strict=True), key=lambda entry: (-entry[0], entry[1].name))[:_MOST]
    pooled = [(sum(own for own, other in top if _same(person, other)), person) for _, person in top]
    best = [(total, person) for total, person in pooled if total >= (SURE[part] if person.personal else _IMPERSONAL)]
    return list(dict.fromkeys(_fuller(person, [other for _, other in top], part, words) for _, person in best))


def _same(person: Person, other: Person) -> bool:
    """Whether one name may be a form of the other."""
    short, long = sorted((names.key(person.name), names.key(other.name)), key=len)
    return set(short) <= set(long)


def _fuller(person: Person, people: Sequence[Person], part: Part, words: InterviewWords) -> str:
    """The fullest form of a name: of a first name alone the name that begins with it."""
    own = names.key(person.name)
    courteous = {other.name: names.is_title(other.name.split()[0], words) for other in people}
    if len(own) == 1 or courteous[person.name]:
        longer = [other for other in people if len(names.key(other.name)) > 1 and own[-1] in names.key(other.name)]
        longer = [other for other in longer if other.scores[part] > person.scores[part] - _MARGIN]
        if longer:  # somebody's own name rather than "Mr" and a surname
            person = max(longer, key=lambda other: (not courteous[other.name], other.scores[part], other.name))
    return _longest(person, people, part, words)


_LEGEND: Final = re.compile(
    rf"(?<!\w)([A-ZÀ-Ý]{{1,4}})\s?[=:–]\s?((?:{names.PART})(?: (?:{names.PART})){{0,2}})(?=\W*$|\s?[/,;|(])"
)
_IN_BRACKETS: Final = re.compile(rf"((?:{names.PART})(?: (?:{names.PART})){{0,4}}) \(([A-ZÀ-Ý]{{1,4}})\)")
_NICKNAME: Final = re.compile(rf"((?:{names.PART})(?: (?:{names.PART})){{1,3}})[ ,]+[\"„“«‘(]([^\W_]\w+)[\"”“»’)]")


def _legend(named: mentions.Named) -> dict[str, str]:
    """What the text says that labels stand for: "FW = Frau Wernicke", "Frau Wernicke (FW)", 'Jan Kos "Kosi"'."""
    found: dict[str, str] = {}
    for text in named.texts:
        if text.where in ("menu", "question", "answer"):
            continue
        found |= {match[2].casefold(): match[1] for match in _NICKNAME.finditer(text.text)}
        found |= {match[1].casefold(): match[2] for match in _LEGEND.finditer(text.text)}
        found |= {match[2].casefold(): _with_initials(match[1], match[2]) for match in _IN_BRACKETS.finditer(text.text)}
    return found


def _with_initials(name: str, letters: str) -> str:
    """The end of a row of capitals that the letters are the initials of; all of it where they are none."""
    parts = name.split()
    ends = (" ".join(parts[start:]) for start in range(len(parts)))
    return next((end for end in ends if letters.casefold() == names.initials(end)), name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cast:
    """Gives each label its speaker. What the editor says goes before what the text says."""

    words: InterviewWords
    people: People
    names: Mapping[str, str]
    """The fullest name printed for the form of a label."""
    question: str
    answer: str

    def asker(self, label: str) -> Speaker:
        """Who asks under the label, which may be empty."""
        return Speaker(name=self._name(label, "question"), role="question")

    def guest(self, label: str) -> Speaker:
        """Who answers under the label, which may be empty."""
        return Speaker(name=self._name(label, "answer"), role="answer")

    def _name(self, label: str, part: Part) -> str:
        """The name that the label stands for; that of the likeliest person for a label that names but a part, or none."""
        own = {"question": self.question, "answer": self.answer}[part]
        people = {"question": self.people.hosts, "answer": self.people.guests}[part]
        default = {"question": self.words.question_speaker, "answer": self.words.answer_speaker}[part]
        printed = self.names.get(label, label)
        told = self._told(printed, part)
        if told:
            return told
        return own or next(iter(people), "") or default

    def _told(self, printed: str, part: Part) -> str:
        """The name of a label that is one; nothing for one that only says that somebody asks or answers."""
        form = printed.casefold().rstrip(".0123456789 ")
        if not form or form in self.words.parts:
            return ""
        if legend := self.people.legend.get(form):
            return fullest(legend, self.people.named, self.words, part)
        role = part == "answer" and form in self.words.roles
        full = fullest(printed, self.people.named, self.words, part)
        if full.casefold() != printed.casefold() or not (role or len(form) == 1):
            return full
        return "" if self.people.alone[part] else printed if len(form) > 1 else ""


def fullest(label: str, people: Sequence[Person], words: InterviewWords, part: Part) -> str:
    """A label's name without titles, completed from the names in the text: ``Reincke`` → ``Almut Reincke``."""
    bare = names.untitled(label, words)
    fuller = [p for p in people if _completes(p.name, bare, words) or _is_of(p, names.key(bare), part)]
    if fuller:
        best = max(fuller, key=lambda person: (person.scores[part], person.name))
        return _longest(best, people, part, words)
    begun = [person for person in people if _begins(names.key(person.name), bare) and person.scores[part] > 0]
    if begun:
        return max(begun, key=lambda person: (person.scores[part], person.name)).name
    own = next((person for person in people if names.key(person.name) == names.key(bare)), None)
    if own and len(names.key(bare)) > 1:
        return _longest(own, people, part, words)
    return names.in_print(bare) if len(bare) > _ABBREVIATION else bare


def _is_of(person: Person, label: tuple[str, ...], part: Part) -> bool:
    """Whether a label is the surname of somebody who most likely speaks, whose first name nobody knows."""
    own = names.key(person.name)
    return len(label) == 1 and len(own) == 2 and own[-1:] == label and not person.odd and person.scores[part] > _LIKELY


def _begins(name: tuple[str, ...], label: str) -> bool:
    """Whether a label is a name with where somebody is from: "Eva Lim da Rovo"."""
    parts = names.key(label)
    return (
        1 < len(name) < len(parts) and parts[: len(name)] == name and " ".join(label.split()[len(name) :])[:1].islower()
    )


def _longest(person: Person, people: Sequence[Person], part: Part, words: InterviewWords) -> str:
    """The fullest form of a name that the text prints, if about as much speaks for that: "Eva Lim" → "Eva M. Lim"."""
    own = names.key(person.name)
    margin = _NOUN_MARGIN if words.nouns_capitalised else _MARGIN
    fuller = [
        other
        for other in people
        if len(own) > 1
        and not other.odd
        and _extends(names.key(other.name), own)
        and other.scores[part] > person.scores[part] - margin
    ]
    return max((person, *fuller), key=lambda other: (len(names.key(other.name)), other.scores[part], other.name)).name


def _extends(longer: tuple[str, ...], own: tuple[str, ...]) -> bool:
    """Whether a name has all parts of the other and more, of which none comes before its first but a first name."""
    if len(longer) <= len(own) or not set(own) <= set(longer):
        return False
    return longer[0] == own[0] or (longer[-1] == own[-1] and is_first_name(longer[0]))


def _completes(name: str, label: str, words: InterviewWords) -> bool:
    """Whether the label is a part of the name, or its initials, or both ("J. Kos")."""
    whole, parts = names.key(name), names.key(label)
    if len(whole) < 2 or not parts or whole == parts:
        return False
    if names.is_title(name.split()[0], words) and len(parts) > 1:
        return False
    if len(parts) == 1 and parts[0] in whole:
        return whole[0] == parts[0] or is_first_name(whole[0]) or len(whole[0]) == 1
    if len(parts) == len(whole) and parts[-1] == whole[-1]:
        return all(
            short == full or (len(short) == 1 and full[0] == short) for short, full in zip(parts, whole, strict=True)
        )
    beginnings = re.findall(rf"{names.CAPITAL}[^\W\d_A-ZÀ-Þ]*", label)
    if 1 < len(beginnings) == len(whole) and len(label) <= _ABBREVIATION and "".join(beginnings) == label:
        return all(own.startswith(begin.casefold()) for own, begin in zip(whole, beginnings, strict=True))  # "WCh"
    letters = "".join(parts)
    if len(letters) <= _ABBREVIATION and (label.isupper() or "." in label or len(letters) < 4) and len(letters) > 1:
        return letters in (names.initials(name), names.initials(name, particles=False), _ends(name))
    return False


def _ends(name: str) -> str:
    parts = name.split()
    return (parts[0][0] + parts[-1][0]).casefold()
