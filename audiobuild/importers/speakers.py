"""Who talks: names that the text gives around the talk itself, where no label names them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from audiobuild.importers.words import Words

_PART = r"(?:[A-ZÀ-ÖØ-ÞŁŚŻŹĆ]['’])?[A-ZÀ-ÖØ-ÞŁŚŻŹĆ][^\W\d_]+(?:[-’'][^\W\d_]+)*|[A-Z]\."
_PARTICLE = r"von der|von dem|von|van der|van den|van de|van|zu|de la|de las|de los|de|del|della|di|da|dos|du|la|le|Le|ten|ter|el"
_NAME = rf"(?:{_PART})(?: (?:(?:{_PARTICLE}) )?(?:{_PART})){{1,3}}"
_LEADING = re.compile(
    r"(?:in|er|or|ent|ist|eur|chef|chefin|gent|rat|rätin|ter|rice|ista|ore|ata|ore|arz|nik|czka|tka|iste|ienne)$"
)

ENOUGH = 4
"""The score from which a name is taken for a guest's: two weak signs or one strong one."""


def guests(
    around: Sequence[str], questions: Sequence[str], asking: Sequence[str], words: Words, *, title: str = ""
) -> list[str]:
    """The people who answer, most likely first.

    ``around`` is what stands before and behind the talk, ``questions`` what is asked, ``asking`` the people who ask. A name
    counts as a guest's if it is introduced as one, addressed in a question, described, or the only one there is.
    """
    scores: Counter[str] = Counter()
    for text in (title, *around):
        for match in _pattern(words, "guests").finditer(text):
            scores[_person(match["name"], words)] += 6
            scores.update({_person(name, words): 6 for name in _and(text[match.end() :], words)})
        for match in _described(words).finditer(text):
            scores[_person(match["name"], words)] += 3
        for match in _plain(words).finditer(text):
            scores[_person(match["name"], words)] += 2 if text is title else 1
    del scores[""]
    called = _called(questions, words)
    for name in scores:
        if called & {part.casefold() for part in (name.split()[0], surname(name))}:
            scores[name] += 4
    others = {name.casefold() for name in asking}
    rest = [(name, score) for name, score in scores.most_common() if name.casefold() not in others]
    if len(rest) == 1:
        return [rest[0][0]]
    return [name for name, score in rest if score >= ENOUGH]


def hosts(around: Sequence[str], words: Words) -> list[str]:
    """The people who ask, where a byline or a closing line names them."""
    found = [_person(match["name"], words) for text in around for match in _pattern(words, "hosts").finditer(text)]
    return [name for name in dict.fromkeys(found) if name]


def fullest(label: str, people: Sequence[str], words: Words) -> str:
    """A label's name without titles, completed from the names in the text: ``Reincke`` → ``Almut Reincke``."""
    bare = _bare(label, words)
    parts = bare.casefold().split()
    fuller = [name for name in people if len(name.split()) > 1 and set(parts) <= set(name.casefold().split())]
    if len(fuller) == 1 and len(parts) == 1:
        return fuller[0]
    return bare.title() if bare.isupper() and len(bare) > 4 else bare


def surname(full: str) -> str:
    """The last word of a name."""
    return full.split()[-1]


def _person(found: str, words: Words) -> str:
    """A name as it will be printed; empty if it is that of a thing.

    Things are named with an article or with a word that the language uses for other purposes. A German noun before the
    name ("Direktorin Swantje Tamme") is an occupation.
    """
    parts = found.replace("’", "'").split()
    while len(parts) > 2 and (parts[0].lower() in words.roles or (len(parts[0]) > 6 and _LEADING.search(parts[0]))):
        parts = parts[1:]
    known = words.stopwords | words.things | set(words.interrogatives) | words.roles
    if len(parts) < 2 or any(part.lower() in known for part in (parts[0], parts[-1])):
        return ""
    return " ".join(parts)


def _bare(label: str, words: Words) -> str:
    """A label without academic titles; "Herr" and the like stay where the name would be a surname alone."""
    parts = label.split()
    while len(parts) > 1 and parts[0].lower().rstrip(".") in _ACADEMIC:
        parts = parts[1:]
    polite = {title for title in words.honorifics if title.rstrip(".") not in _ACADEMIC}
    return " ".join(parts[1:] if len(parts) > 2 and parts[0].lower() in polite else parts)


_ACADEMIC = frozenset(
    ["dr", "prof", "dott", "dott.ssa", "ing", "dipl.-ing", "mag", "phd", "hab", "inż", "mgr", "ir", "drs"]
)


def _called(questions: Sequence[str], words: Words) -> set[str]:
    """The names by which questions call somebody: behind a title, or at the beginning before a comma."""
    titles = "|".join(re.escape(title) for title in sorted(words.honorifics, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?i:{titles})\s+(?:(?i:{titles})\s+)*({_PART})|^({_PART}),\s")
    return {(match[1] or match[2]).casefold() for text in questions for match in pattern.finditer(text)}


def _and(rest: str, words: Words) -> list[str]:
    """Further names of a list that begins with one: ", Jan Kos und Eva Lim …"."""
    match = re.match(rf"(?:(?:,| und| and| et| y| e| en| i) {_titled(words)}{_NAME})+", rest)
    return re.findall(_NAME, match[0]) if match else []


@cache
def _titled(words: Words) -> str:
    titles = "|".join(re.escape(title) for title in sorted(words.honorifics, key=len, reverse=True))
    return rf"(?:(?i:{titles}|dr\.|prof\.)\s+)*"


@cache
def _pattern(words: Words, which: str) -> re.Pattern[str]:
    """The phrases by which a text introduces guests or names hosts, with the name behind or before them."""
    phrases = words.guests if which == "guests" else words.hosts
    titled = f"{_titled(words)}(?P<name>{_NAME})"
    before: list[str] = []
    behind: list[str] = []
    for phrase in phrases:
        lead, tail = phrase.split("{name}", 1)
        if "{name}" not in tail:
            (before if lead else behind).append(re.escape(lead or tail).replace(r"\ ", r"\s+"))
    forms = [rf"(?<!\w)(?i:{'|'.join(before)}){titled}"]
    if behind:
        forms.append(rf"{titled.replace('P<name>', 'P<other>')}(?i:{'|'.join(behind)})")
    return re.compile(forms[0])


@cache
def _described(words: Words) -> re.Pattern[str]:
    verbs = "|".join(re.escape(verb) for verb in words.third_person)
    return re.compile(rf"(?<!\w){_titled(words)}(?P<name>{_NAME})(?:,? (?:\([^)]*\)|\d+),?)?,? ?(?:{verbs})(?!\w)")


@cache
def _plain(words: Words) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_titled(words)}(?P<name>{_NAME})")
