"""Who talks: names that the text gives around the talk itself, where no label names them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache

from audiobuild.importers.evidence import tokens
from audiobuild.importers.words import Words

_CAPITAL = r"[A-ZÀ-ÖØ-ÞŁŚŻŹĆ]"
_PART = rf"(?:{_CAPITAL}['’])?{_CAPITAL}[^\W\d_]+(?:-[^\W\d_]+|[’']{_CAPITAL}[^\W\d_]+)*\b(?!['’]\w)|{_CAPITAL}\."
_PARTICLE = (
    r"von der|von dem|von|van der|van den|van de|van|zu|de la|de las|de los|de|del|della"
    r"|di|da|dos|du|la|le|Le|ten|ter|el"
)  # fmt: skip
_NAME = rf"(?:{_PART})(?: (?:(?:{_PARTICLE}) )?(?:{_PART})){{1,3}}"
_OCCUPATION = re.compile(
    r"(?:in|er|or|ent|ist|eur|chef|chefin|gent|rat|rätin|ter|rice|ista|ore|ata|nik|czka|tka|iste|ienne|ende|ender|ssa"
    r"|graf|gräfin|graaf|wart|wartin|kundige|loge|\w{5}(?:mann|frau|man|vrouw|meister|meester|houder|leider|wachter))$"
)
_INSTITUTION = re.compile(
    r"(?i:school|schule|gymnasium|verein|verband|vereniging|stichting|stiftung|museum|theater|zeitung|krant|bibliothek"
    r"|bibliotheek|gemeinde|gemeente|universität|universiteit|akademie|academie)$"
)
"""How German and Dutch name what is no person, in one word."""
_ACADEMIC = frozenset("dr prof dott dott.ssa ing dipl.-ing mag phd hab inż mgr ir drs".split())  # noqa: SIM905
_AGE = r",? \(?\d{2}\)?(?:,| Jahre| ans| años| anni| jaar| lat|\))"

_GENITIVE = re.compile(r"\bdo\b\W*(?:[^\W\d_]+\W+)?$")
"""The Polish preposition before a name, or before what somebody is: "pytania do dyrektora …"."""
ENOUGH = 4
"""The score from which a second name is taken for a guest's too: one strong sign or several weak ones."""


def guests(
    around: Sequence[str],
    questions: Sequence[str],
    asking: Collection[str],
    words: Words,
    *,
    title: str,
    common: Collection[str],
) -> list[str]:
    """The people who answer, most likely first.

    ``around`` is what stands before and behind the talk, ``questions`` what is asked, ``asking`` the people who ask,
    ``common`` the words that the text also prints small: no name is made of them. A name counts as a guest's if it is
    introduced as one, addressed in a question, described, or the one most often named.
    """
    scores = _introduced((title, *around), words, common)
    for text in (title, *around):
        for match in _plain(words).finditer(text):
            scores[_person(match["name"], words, common)] += 1
        for match in _couple().finditer(text):
            scores[_person(f"{match[1]} {match[2]}", words, common)] += 1
    del scores[""]
    if words.language == "de":
        scores = _ended(scores, questions, words)
    called = _called(questions, words)
    for name in scores:
        if called & {part.casefold() for part in (name.split()[0], surname(name))}:
            scores[name] += 4
    others = {name.casefold() for name in asking}
    ranked = [(name, score) for name, score in scores.most_common() if name.casefold() not in others]
    best = [name for name, score in ranked if score >= ENOUGH]
    if best or not ranked:
        return best or _by_title((title, *around, *questions), words)
    alone = len(ranked) == 1 or ranked[0][1] > ranked[1][1]
    return [ranked[0][0]] if alone else _by_title((title, *around, *questions), words)


def _ended(scores: Counter[str], questions: Sequence[str], words: Words) -> Counter[str]:
    """The names, each up to the surname by which a question calls somebody ("Herr Rasch, …")."""
    titled = re.compile(rf"(?<!\w){_titles(words)}+({_PART})")
    called = {match[1].casefold() for text in questions for match in titled.finditer(text)}
    found: Counter[str] = Counter()
    for name, score in scores.items():
        found[_until(name, called)] += score
    return found


def _until(name: str, surnames: Collection[str]) -> str:
    """A name up to a surname that is known: German prints the noun behind a name with a capital, too ("Seit Jahren löscht
    Ewald Rasch Brände"). What a name begins with is no surname.
    """
    parts = name.split()
    end = next((index for index, part in enumerate(parts) if index and part.casefold() in surnames), len(parts) - 1)
    return " ".join(parts[: end + 1])


def _introduced(texts: Sequence[str], words: Words, common: Collection[str]) -> Counter[str]:
    """What speaks for each name by the words it stands with: "Interview with …", "… leads", "…, 48,"."""
    scores: Counter[str] = Counter()
    for text in texts:
        for match in _phrases(words.guests, words).finditer(text):
            bent = words.genitive if _GENITIVE.search(text[: match.start("name")]) else words.endings
            for name in (match["name"], *_and(text[match.end() : match.end() + 200], words)):
                scores[_person(name, words, common, bent)] += 6
        for match in _between(words).finditer(text):
            scores[_person(match["name"], words, common, words.endings)] += 6
        for match in _described(words).finditer(text):
            scores[_person(match["name"], words, common)] += 3
        subject = _subject(words).match(text)
        if subject and (subject["heading"] or len(tokens(text)) >= 8):
            scores[_person(subject["name"], words, common)] += 4 if subject["heading"] else 2
    return scores


def names(texts: Sequence[str], words: Words, common: Collection[str]) -> list[str]:
    """Every full name in the texts, whoever it is."""
    found = [_person(match["name"], words, common) for text in texts for match in _plain(words).finditer(text)]
    pairs = [_person(f"{match[1]} {match[2]}", words, common) for text in texts for match in _couple().finditer(text)]
    return [name for name in dict.fromkeys([*found, *pairs]) if name]


def hosts(around: Sequence[str], words: Words, common: Collection[str]) -> list[str]:
    """The people who ask, where a byline or a closing line names them."""
    found = [
        _person(match["name"], words, common, words.endings)
        for text in around
        for pattern in (_phrases(words.hosts, words), _byline(words))
        for match in pattern.finditer(text)
    ]
    found += [_person(match["host"], words, common) for text in around for match in _between(words).finditer(text)]
    return [name for name in dict.fromkeys(found) if name]


def fullest(label: str, people: Sequence[str], words: Words) -> str:
    """A label's name without titles, completed from the names in the text: ``Reincke`` → ``Almut Reincke``."""
    bare = _bare(label, words)
    parts = bare.casefold().split()
    fuller = [name for name in people if len(name.split()) > 1 and set(parts) <= set(name.casefold().split())]
    if words.language == "de":
        fuller = list(dict.fromkeys(_until(name, parts) for name in fuller))
    if len(fuller) > 1:  # of "Even Maud" and "Maud Hollis" the one that she begins
        fuller = [name for name in fuller if name.casefold().startswith(parts[0])]
    if len(fuller) == 1 and len(parts) == 1:
        return fuller[0]
    initials = [
        name for name in people if len(name.split()) > 1 and _initials(name) == re.sub(r"[\W\d_]", "", label).casefold()
    ]
    if len(initials) == 1:
        return initials[0]
    return bare.title() if bare.isupper() and len(bare) > 4 else bare


@cache
def _couple() -> re.Pattern[str]:
    """Two who share a surname: "Livia e Norma Ferrante"."""
    return re.compile(rf"(?<!\w)({_PART}) (?:und|and|et|y|e|i|en|&) (?:{_PART}) ({_PART})")


@cache
def _subject(words: Words) -> re.Pattern[str]:
    """Who a paragraph begins with, and so tells of, or whose words a title quotes."""
    return re.compile(rf"{_titles(words)}*(?P<name>{_NAME})(?:(?P<heading>\s?:(?!:))|,? [a-zà-ÿąćęłńóśźż(])")


def _initials(name: str) -> str:
    return "".join(part[0] for part in name.split()).casefold()


def surname(full: str) -> str:
    """The last word of a name."""
    return full.split()[-1]


def _person(found: str, words: Words, common: Collection[str], bent: Sequence[tuple[str, str]] = ()) -> str:
    """A name as it will be printed; empty if it is that of a thing.

    Words of the language before the name do not belong to it ("Wenn Ewald Rasch"), nor does an occupation, which German
    writes in capitals ("Direktorin Swantje Tamme"). ``bent`` are the endings that a preposition before it asks for, in
    languages that bend names.
    """
    parts = found.replace("’", "'").split()
    function_words = words.stopwords | words.things | _single(words) | words.roles | words.honorifics
    while len(parts) > 1 and (
        parts[0].lower() in function_words or (len(parts) > 2 and len(parts[0]) > 6 and _OCCUPATION.search(parts[0]))
    ):
        parts = parts[1:]
    if len(parts) < 2 or _INSTITUTION.search(parts[0]) or any(part.isupper() and len(part) > 2 for part in parts):
        return ""
    if any(part.lower() in function_words | set(common) for part in (parts[0], parts[-1])):
        return ""
    if not bent and any(part.endswith(("ą", "em")) for part in parts):
        bent = words.endings
    return " ".join(_undeclined(part, bent) for part in parts)


def _undeclined(part: str, bent: Sequence[tuple[str, str]]) -> str:
    for ending, base in bent:
        if part.endswith(ending) and len(part) > len(ending) + 1:
            return part[: -len(ending)] + base
    return part


@cache
def _single(words: Words) -> frozenset[str]:
    """Words that open sentences in talk, and so get a capital without being a name."""
    phrases = (*words.interrogatives, *words.requests, *words.openers, *words.thanks, *words.greetings)
    phrases += (*words.hosts, *words.guests)
    return frozenset(phrase.split()[0].strip(",") for phrase in phrases) | frozenset(
        word.lower() for word in words.address
    )


def _by_title(texts: Sequence[str], words: Words) -> list[str]:
    """Somebody who is only ever called Mr or Mrs, as in a school's magazine; or else only by what they are."""
    named = re.compile(rf"(?<!\w)((?:{_courtesies(words)}) (?:{_PART}))(?! {_CAPITAL})")
    counts = Counter(match[1] for text in texts for match in named.finditer(text))
    if counts:
        return [counts.most_common(1)[0][0]]
    roles = Counter(token for text in texts for token in tokens(text) if token.lower() in words.roles)
    return [roles.most_common(1)[0][0]] if roles and words.language == "de" else []


@cache
def _courtesies(words: Words) -> str:
    """The titles that go before a surname, as they are printed."""
    titles = [title for title in words.honorifics if title.rstrip(".") not in _ACADEMIC and title != "herrn"]
    return "|".join(re.escape(form) for title in titles for form in {title, title.capitalize()})


def _bare(label: str, words: Words) -> str:
    """A label without academic titles; "Herr" and the like stay where the name would be a surname alone."""
    parts = label.split()
    while len(parts) > 1 and parts[0].lower().rstrip(".") in _ACADEMIC:
        parts = parts[1:]
    polite = {title for title in words.honorifics if title.rstrip(".") not in _ACADEMIC}
    return " ".join(parts[1:] if len(parts) > 2 and parts[0].lower() in polite else parts)


def _called(questions: Sequence[str], words: Words) -> set[str]:
    """The names by which questions call somebody: behind a title, or at the beginning before a comma."""
    pattern = re.compile(rf"(?<!\w){_titles(words)}+({_PART})|^({_PART}),\s")
    return {(match[1] or match[2]).casefold() for text in questions for match in pattern.finditer(text)}


def _and(rest: str, words: Words) -> list[str]:
    """Further names of a list that begins with one: ", Jan Kos und Eva Lim …"."""
    match = re.match(rf"(?:(?:,| und| and| et| y| e| en| i) {_titles(words)}*{_NAME})+", rest)
    return re.findall(_NAME, match[0]) if match else []


@cache
def _titles(words: Words) -> str:
    titles = "|".join(re.escape(title) for title in sorted(words.honorifics, key=len, reverse=True))
    return rf"(?:(?i:{titles}|dr\.|prof\.)\s+)"


@cache
def _phrases(phrases: tuple[str, ...], words: Words) -> re.Pattern[str]:
    """The phrases of two words or more that stand before a name, with an occupation between or not."""
    before = [re.escape(phrase[: -len("{name}")].rstrip()) for phrase in phrases if phrase.endswith("{name}")]
    several = [phrase for phrase in before if r"\ " in phrase or phrase.endswith(":")]
    return re.compile(
        rf"(?<!\w)(?i:{'|'.join(several)})[\s….]*{_titles(words)}*(?:[^\W\d_]\w+ )?{_titles(words)}*(?P<name>{_NAME})"
    )


@cache
def _between(words: Words) -> re.Pattern[str]:
    """The phrases that stand behind a guest's name and before the name of who asks: "Z Ewą Lis rozmawia Jan Kos"; what the
    guest is may stand between commas: "Z Ewą Lis, dyrektorką szkoły, rozmawia Jan Kos".
    """
    behind = [
        re.escape(phrase.removeprefix("{name}").strip()) for phrase in words.guests if phrase.startswith("{name}")
    ]
    return re.compile(
        rf"(?<!\w)(?P<name>{_NAME})(?:, [^.?!:]{{1,150}},)? (?i:{'|'.join(behind) or '(?!)'}) (?=(?P<host>{_NAME}))"
    )


@cache
def _byline(words: Words) -> re.Pattern[str]:
    """A short line that begins with the one word for "by"."""
    single = [
        phrase[: -len("{name}")].strip() for phrase in words.hosts if phrase.count(" ") == 1 and ":" not in phrase
    ]
    return re.compile(rf"^(?i:{'|'.join(map(re.escape, single))}) (?P<name>{_NAME})(?=\W*$|[,|·•(]|\s\W|\s\d)")


@cache
def _described(words: Words) -> re.Pattern[str]:
    verbs = "|".join(re.escape(verb) for verb in words.third_person if verb[0].isalpha())
    life = r"\((?:\*|geb|born|née?|nat[oa]|nacid[oa]|ur\b|[A-ZÀ-Þ][^()\d]{0,25}, ?\d{4})"
    return re.compile(rf"(?<!\w)(?P<name>{_NAME})(?:{_AGE}|,? (?:\([^()]{{1,60}}\) ?)?(?:{verbs})(?!\w)|,? {life})")


@cache
def _plain(words: Words) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_titles(words)}*(?P<name>{_NAME})")
