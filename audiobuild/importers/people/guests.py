"""Who is interviewed and who asks, by the words that stand around their names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache

from audiobuild.importers.evidence import tokens
from audiobuild.importers.interview_words import InterviewWords, choice
from audiobuild.importers.people.names import (
    CAPITAL,
    PART,
    SMALL,
    couples,
    courtesies,
    full_name,
    person,
    plain,
    surname,
    titles,
    until,
)

ENOUGH = 4
"""The score from which a second name is taken for a guest's too: one strong sign or several weak ones."""
_NAME_FIELD = "{name}"


def guests(
    around: Sequence[str],
    questions: Sequence[str],
    asking: Collection[str],
    words: InterviewWords,
    *,
    title: str,
    common: Collection[str],
) -> list[str]:
    """The people who answer, most likely first.

    ``around`` is what stands before and behind the talk, ``questions`` what is asked, ``asking`` the people who ask,
    ``common`` the words that the text also prints small: no name is made of them. A name counts as a guest's if it is
    introduced as one, addressed in a question, described, or the one most often named.
    """
    texts = (title, *around)
    scores = _introduced(texts, words, common)
    for text in texts:
        scores.update(person(name, words, common) for name in (*plain(text, words), *couples(text, words)))
    del scores[""]
    if words.nouns_capitalised:
        scores = _up_to_surnames(scores, questions, words)
    called = _called(questions, words)
    for name in scores:
        if called & {part.casefold() for part in (name.split()[0], surname(name))}:
            scores[name] += 4
    others = {name.casefold() for name in asking}
    ranked = [(name, score) for name, score in scores.most_common() if name.casefold() not in others]
    best = [name for name, score in ranked if score >= ENOUGH]
    if best or not ranked:
        return best or _by_title((*texts, *questions), words)
    alone = len(ranked) == 1 or ranked[0][1] > ranked[1][1]
    return [ranked[0][0]] if alone else _by_title((*texts, *questions), words)


def hosts(around: Sequence[str], words: InterviewWords, common: Collection[str]) -> list[str]:
    """The people who ask, where a byline or a closing line names them."""
    named = [
        person(match["name"], words, common, words.endings)
        for text in around
        for pattern in (_phrases(words.hosts, words), _byline(words))
        for match in pattern.finditer(text)
    ]
    named += [person(match["host"], words, common) for text in around for match in _between(words).finditer(text)]
    return [name for name in dict.fromkeys(named) if name]


def _introduced(texts: Sequence[str], words: InterviewWords, common: Collection[str]) -> Counter[str]:
    """What speaks for each name by the words it stands with: "Interview with …", "… leads", "…, 48,"."""
    scores: Counter[str] = Counter()
    for text in texts:
        for match in _phrases(words.guests, words).finditer(text):
            bent = words.genitive if _before_genitive(words).search(text[: match.start("name")]) else words.endings
            for name in (match["name"], *_and(text[match.end() : match.end() + 200], words)):
                scores[person(name, words, common, bent)] += 6
        for match in _between(words).finditer(text):
            scores[person(match["name"], words, common, words.endings)] += 6
        for match in _described(words).finditer(text):
            scores[person(match["name"], words, common)] += 3
        subject = _subject(words).match(text)
        if subject and (subject["heading"] or len(tokens(text)) >= 8):
            scores[person(subject["name"], words, common)] += 4 if subject["heading"] else 2
    return scores


def _up_to_surnames(scores: Counter[str], questions: Sequence[str], words: InterviewWords) -> Counter[str]:
    """The names, each up to the surname by which a question calls somebody ("Herr Rasch, …")."""
    titled = re.compile(rf"(?<!\w){titles(words)}+({PART})")
    called = {match[1].casefold() for text in questions for match in titled.finditer(text)}
    shortened: Counter[str] = Counter()
    for name, score in scores.items():
        shortened[until(name, called)] += score
    return shortened


def _called(questions: Sequence[str], words: InterviewWords) -> set[str]:
    """The names by which questions call somebody: behind a title, or at the beginning before a comma."""
    pattern = re.compile(rf"(?<!\w){titles(words)}+({PART})|^({PART}),\s")
    return {(match[1] or match[2]).casefold() for text in questions for match in pattern.finditer(text)}


def _by_title(texts: Sequence[str], words: InterviewWords) -> list[str]:
    """Somebody who is only ever called Mr or Mrs, as in a school's magazine; or else only by what they are, where that has
    a capital as a name has.
    """
    named = re.compile(rf"(?<!\w)((?:{courtesies(words)}) (?:{PART}))(?! {CAPITAL})")
    counts = Counter(match[1] for text in texts for match in named.finditer(text))
    if not counts and words.nouns_capitalised:
        counts = Counter(token for text in texts for token in tokens(text) if token.lower() in words.roles)
    return [name for name, _ in counts.most_common(1)]


def _and(rest: str, words: InterviewWords) -> list[str]:
    """Further names of a list that begins with one: ", Jan Kos und Eva Lim …"."""
    match = re.match(rf"(?:(?:,| (?:{choice(words.conjunctions)})) {titles(words)}*{full_name()})+", rest)
    return re.findall(full_name(), match[0]) if match else []


@cache
def _before_genitive(words: InterviewWords) -> re.Pattern[str]:
    """The preposition before a name, or before what somebody is: "pytania do dyrektora …"."""
    return re.compile(rf"\b(?:{choice(words.genitive_after)})\b\W*(?:[^\W\d_]+\W+)?$")


@cache
def _phrases(phrases: tuple[str, ...], words: InterviewWords) -> re.Pattern[str]:
    """The phrases of two words or more that stand before a name, with an occupation between or not."""
    before = [phrase.removesuffix(_NAME_FIELD).rstrip() for phrase in phrases if phrase.endswith(_NAME_FIELD)]
    several = [phrase for phrase in before if " " in phrase or phrase.endswith(":")]
    name = rf"{titles(words)}*(?:[^\W\d_]\w+ )?{titles(words)}*(?P<name>{full_name()})"
    return re.compile(rf"(?<!\w)(?i:{choice(several)})[\s….]*{name}")


@cache
def _between(words: InterviewWords) -> re.Pattern[str]:
    """The phrases that stand behind a guest's name and before the name of who asks: "Z Ewą Lis rozmawia Jan Kos"; what the
    guest is may stand between commas: "Z Ewą Lis, dyrektorką szkoły, rozmawia Jan Kos".
    """
    behind = choice(
        phrase.removeprefix(_NAME_FIELD).strip() for phrase in words.guests if phrase.startswith(_NAME_FIELD)
    )
    name = full_name()
    return re.compile(rf"(?<!\w)(?P<name>{name})(?:, [^.?!:]{{1,150}},)? (?i:{behind}) (?=(?P<host>{name}))")


@cache
def _byline(words: InterviewWords) -> re.Pattern[str]:
    """A short line that begins with the one word for "by"."""
    by = choice(
        phrase.removesuffix(_NAME_FIELD).strip()
        for phrase in words.hosts
        if phrase.count(" ") == 1 and ":" not in phrase
    )
    return re.compile(rf"^(?i:{by}) (?P<name>{full_name()})(?=\W*$|[,|·•(]|\s\W|\s\d)")


@cache
def _described(words: InterviewWords) -> re.Pattern[str]:
    """A name with an age, a verb or a birth behind it."""
    age = rf",? \(?\d{{2}}\)?(?:,| (?:{choice(words.years)})|\))"
    verb = rf",? (?:\([^()]{{1,60}}\) ?)?(?:{choice(verb for verb in words.third_person if verb[0].isalpha())})(?!\w)"
    birth = rf",? \((?:\*|{choice(words.born)}|[A-ZÀ-Þ][^()\d]{{0,25}}, ?\d{{4}})"
    return re.compile(rf"(?<!\w)(?P<name>{full_name()})(?:{age}|{verb}|{birth})")


@cache
def _subject(words: InterviewWords) -> re.Pattern[str]:
    """Who a paragraph begins with, and so tells of, or whose words a title quotes."""
    behind = rf"(?P<heading>\s?:(?!:))|,? (?:{SMALL}|\()"
    return re.compile(rf"{titles(words)}*(?P<name>{full_name()})(?:{behind})")
