"""What speaks for a candidate, and against it: a set of cues by name, whose weights are in ``people.json``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from audiobuild.importers.first_names import is_first_name
from audiobuild.importers.interview_words import InterviewWords
from audiobuild.importers.people import contexts, names
from audiobuild.importers.people.mentions import Candidate, Key, Named

_LOOSE: Final = frozenset({"window", "summary", "author", "people", "menu"})
"""Where a name stands once more that stands in the text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """The labels that ask and that answer, as comparison forms."""

    asking: frozenset[str]
    answering: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """What the cues of all candidates of a document look at."""

    named: Named
    labels: Labels
    words: InterviewWords
    called: frozenset[str]
    """Surnames behind a title in a question."""
    spoken_to: frozenset[Key]
    """Names by which somebody is spoken to."""
    often: Key
    first: Key
    """The name of at least two words that stands most often, and the first of which a part is known as a first name."""
    introduced: frozenset[Key]
    """The names before the talk of which a part is known as a first name."""
    site: frozenset[Key]

    def occurs(self, part: str) -> int:
        """How often a word stands in the document, as written."""
        return self.named.counts.get(part, 0)


def scene(named: Named, labels: Labels, words: InterviewWords, *, site: str) -> Scene:
    """What is seen of the whole."""
    full = [candidate for candidate in named.candidates.values() if len(candidate.key) > 1]
    people = [candidate for candidate in full if is_first_name(candidate.key[0]) and _in_text(candidate)]
    return Scene(
        named=named,
        labels=labels,
        words=words,
        called=frozenset(_called(named, words)),
        spoken_to=frozenset(_spoken_to(named)),
        often=max(people, key=lambda candidate: (_count(candidate), len(candidate.key)), default=_NOBODY).key,
        first=people[0].key if people else (),
        introduced=frozenset(candidate.key for candidate in people if _introduced(candidate)),
        site=frozenset({names.key(site)}),
    )


_NOBODY: Final = Candidate(key=(), printed="", mentions=())


def _count(candidate: Candidate) -> int:
    return sum(mention.where not in _LOOSE for mention in candidate.mentions)


def _in_text(candidate: Candidate) -> bool:
    return _count(candidate) > 0


def _called(named: Named, words: InterviewWords) -> Iterator[str]:
    titled = re.compile(rf"(?<!\w){names.titles(words)}+({names.PART})")
    for text in named.texts:
        if text.where == "question":
            yield from (match[1].casefold() for match in titled.finditer(text.text))


@cache
def _vocative() -> re.Pattern[str]:
    name = rf"{names.PART}(?: {names.PART})?"
    return re.compile(rf"(?:^|[.!?¡¿] )(?P<a>{name})[,!] |, (?P<b>{name}) ?[!?.,]|^\w+ (?P<c>{name})[!,]")


def _spoken_to(named: Named) -> Iterator[Key]:
    for text in named.texts:
        if text.where in ("question", "closing"):
            for match in _vocative().finditer(text.text):
                yield names.key(next(filter(None, match.groups())))


def of(candidate: Candidate, scene: Scene) -> dict[str, float]:
    """All cues that hold for a candidate: 1, or for those of :data:`_SHARES` the share of the places where it stands."""
    counts = Counter(cue for mention in candidate.mentions for cue in set(contexts.of(mention, scene.words)))
    own = [mention for mention in candidate.mentions if mention.where not in _LOOSE]
    found = {"anybody": 1.0}
    for cue, count in counts.items():
        found[cue] = min(1.0, count / max(1, len(own))) if cue in _SHARES else 1.0
    found |= {cue: 1.0 for cue, holds in _BY_NAME.items() if holds(candidate, scene)}
    found |= dict.fromkeys(_counted(candidate), 1.0)
    if "nothing known" in found and not any(_PERSONAL.match(cue) for cue in found):
        found["nothing personal"] = 1.0
    return found


_PERSONAL: Final = re.compile(
    r"(?!.*near).*phrase|all of (?:title|heading|window|people)|in people|titled|role before|surname called$|called|age"
    r"|birth|says I|label|told|interview before|polite|initials"
)
"""Cues that only people have."""


_SHARES: Final = frozenset(
    {"in answer", "in question", "in menu", "in aside inside", "small word before", "capital before", "capital behind"}
    | {"quoted", "quote behind", "genitive", "comma", "occupation joined"}
)
"""Cues of which a single place says little where a name stands often."""


def _counted(candidate: Candidate) -> Iterator[str]:
    yield f"{min(len(candidate.key), 4)} parts"
    count = _count(candidate)
    yield (
        "stands never"
        if not count
        else "stands once"
        if count == 1
        else "stands often"
        if count > 3
        else "stands again"
    )


def _longer(candidate: Candidate, scene: Scene) -> bool:
    """Whether nearly always more words with a capital stand beside it that are part of a name, too."""
    joined = sum(bool(mention.run.right or mention.run.left) for mention in candidate.mentions)
    return joined > 0.6 * len(candidate.mentions)


def _part_alone(candidate: Candidate, scene: Scene, index: int) -> bool:
    part = candidate.printed.split()[index]
    return len(candidate.key) > 1 and len(part) > 2 and scene.occurs(part) > len(candidate.mentions)


def _common(candidate: Candidate, scene: Scene) -> bool:
    """Whether the document prints one of its words small about as often."""
    parts = [part for part in candidate.printed.split() if part[:1].isupper()]
    return any(2 * scene.occurs(part.lower()) > scene.occurs(part) for part in parts)


def _introduced(candidate: Candidate) -> bool:
    return any(
        mention.where in ("introduction", "title", "page before", "aside before") for mention in candidate.mentions
    )


def _form(candidate: Candidate) -> str:
    return " ".join(candidate.key)


def _within(candidate: Candidate, forms: frozenset[str]) -> bool:
    return any(set(form.split()) < set(candidate.key) for form in forms if len(form) > 2)


def _initials(candidate: Candidate, forms: frozenset[str]) -> bool:
    short = {form.replace(" ", "") for form in forms if len(form.replace(" ", "")) <= 4}
    return len(candidate.key) > 1 and bool(
        short & {names.initials(candidate.printed), names.initials(candidate.printed, particles=False)}
    )


_BY_NAME: Final[Mapping[str, Callable[[Candidate, Scene], bool]]] = {
    "first name known": lambda c, s: is_first_name(c.key[0]),
    "only a first name": lambda c, s: len(c.key) == 1 and is_first_name(c.key[0]),
    "later part known": lambda c, s: len(c.key) > 1 and is_first_name(c.key[-1]),
    "nothing known": lambda c, s: not any(map(is_first_name, c.key)),
    "has an initial": lambda c, s: any(part.endswith(".") for part in c.printed.split()),
    "particle": lambda c, s: any(part[:1].islower() for part in c.printed.split()),
    "thing": lambda c, s: any(names.is_thing(part, s.words) for part in c.key),
    "occupation first": lambda c, s: (
        len(c.key) > 1 and names.is_occupation(c.printed.split()[0], s.words) and not is_first_name(c.key[0])
    ),
    "common word": _common,
    "acronym": lambda c, s: any(part.isupper() and len(part) > 1 and part[-1] != "." for part in c.printed.split()),
    "polite": lambda c, s: names.is_title(c.printed.split()[0], s.words),
    "joined": _longer,
    "surname alone": lambda c, s: _part_alone(c, s, -1),
    "first name alone": lambda c, s: _part_alone(c, s, 0),
    "surname called": lambda c, s: c.key[-1] in s.called,
    "surname called inside": lambda c, s: bool(s.called & set(c.key[1:-1])),
    "called by first name": lambda c, s: c.key[:1] in s.spoken_to and len(c.key) > 1,
    "called": lambda c, s: c.key in s.spoken_to,
    "most often": lambda c, s: c.key == s.often,
    "first": lambda c, s: c.key == s.first,
    "introduced": lambda c, s: c.key in s.introduced,
    "alone introduced": lambda c, s: {c.key} == s.introduced,
    "first introduced and often": lambda c, s: c.key == s.first and c.key == s.often,
    "site": lambda c, s: c.key in s.site,
    "label answers": lambda c, s: _form(c) in s.labels.answering,
    "label asks": lambda c, s: _form(c) in s.labels.asking,
    "part answers": lambda c, s: _within(c, s.labels.answering),
    "part asks": lambda c, s: _within(c, s.labels.asking),
    "initials answer": lambda c, s: _initials(c, s.labels.answering),
    "initials ask": lambda c, s: _initials(c, s.labels.asking),
    "only in menus": lambda c, s: all(mention.where in _LOOSE for mention in c.mentions),
    "title and question": lambda c, s: {"title", "question"} <= {mention.where for mention in c.mentions},
    "title and introduction": lambda c, s: {"title", "introduction"} <= {mention.where for mention in c.mentions},
}
