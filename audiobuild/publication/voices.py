"""The voices of a publication: those that are there by name for everybody, and over them the editor's files in ``voices/``.

A built-in voice is no file but a pattern: ``de-answer-2-female`` is the second of the women who answer, in German. There is one
for each language that espeak-ng speaks, so none is listed or read where a publication is loaded. A file of that name is the
voice instead, whatever its engine.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from audiobuild import espeak_data
from audiobuild.languages.registry import base
from audiobuild.model import Role, Voice

ENGINE: Final = "espeak"
FOLDER: Final = "voices"
Sex = Literal["female", "male"]
SEXES: Final[tuple[Sex, ...]] = get_args(Sex)
ROLES: Final[tuple[Role, ...]] = get_args(Role)


@dataclass(frozen=True, kw_only=True, slots=True)
class Timbre:
    """How one of the built-in voices sounds: espeak-ng's variant, the pace as a factor, the pitch in semitones."""

    variant: str
    rate: float
    pitch: float


def _timbre(variant: str, rate: float, pitch: float) -> Timbre:
    return Timbre(variant=variant, rate=rate, pitch=float(pitch))


TIMBRES: Final[Mapping[tuple[Role, Sex], tuple[Timbre, ...]]] = {
    ("narrator", "female"): (_timbre("f2", 0.95, -5),),
    ("narrator", "male"): (_timbre("michel", 0.9, -3),),
    ("question", "female"): (_timbre("f1", 0.95, 2), _timbre("f5", 0.97, -1)),
    ("question", "male"): (_timbre("Henrique", 0.92, 3), _timbre("m1", 0.92, 0)),
    ("answer", "female"): (
        _timbre("f3", 0.95, -5),
        _timbre("linda", 0.93, 0),
        _timbre("steph", 0.92, 0),
        _timbre("Annie", 0.92, -2),
        _timbre("f1", 0.95, 5),
        _timbre("linda", 0.93, -3),
    ),
    ("answer", "male"): (
        _timbre("robosoft3", 0.78, 0),
        _timbre("klatt5", 0.92, 3),
        _timbre("Diogo", 0.92, 0),
        _timbre("m8", 0.92, 2),
        _timbre("pablo", 0.94, 4),
        _timbre("m7", 0.92, 0),
    ),
}
"""In the order of their numbers, the same in every language: languages hardly differ in which variants sound better.
Chosen by judges of speech (``benchmarks/timbres.py``; docs/decisions.md#built-in-voices) and so that they are told apart, since
all are heard beside each other: in pitch (2 semitones count as one) and in the shape of the spectrum, each is farther from any
other voice than from itself in another text (``tests/test_voices.py``). All speak at one pace; robosoft3 lengthens what is
stressed, hence its rate."""

FIRST: Final[Mapping[Role, Sex]] = {"narrator": "female", "question": "female", "answer": "male"}
"""Who speaks where nothing says whether a woman or a man does; the next has the other sex."""

_NAME: Final = re.compile(
    rf"(?P<language>[a-z]{{2,8}}(?:-[a-z0-9]+)*?)-(?P<role>{'|'.join(ROLES)})(?:-(?P<number>[2-9]))?-(?P<sex>{'|'.join(SEXES)})"
)


def code(language: str) -> str:
    """The code by which built-in voices of a language are called; empty where there are none. For a BCP 47 tag it is the whole
    tag, or what is left of it that espeak-ng knows: ``pt-BR`` → pt-br, ``de-AT`` → de."""
    subtags = language.lower().replace("_", "-").split("-")
    known = espeak_data.languages()
    tags = ("-".join(subtags[:count]) for count in range(len(subtags), 0, -1))
    return next((tag for tag in tags if tag in known), "")


def builtin(name: str) -> Voice | None:
    """The built-in voice of that name."""
    match = _NAME.fullmatch(name)
    if not match or match["language"] not in espeak_data.languages():
        return None
    role = next(role for role in ROLES if role == match["role"])
    sex = next(sex for sex in SEXES if sex == match["sex"])
    timbres = TIMBRES[role, sex]
    number = int(match["number"] or 1)
    if number > len(timbres):
        return None
    timbre = timbres[number - 1]
    return Voice(
        name=name,
        engine=ENGINE,
        language=match["language"],
        rate=timbre.rate,
        pitch=timbre.pitch,
        options={"variant": timbre.variant},
    )


def name_for(language: str, role: Role, sex: Sex, number: int = 1) -> str:
    """The name of a built-in voice; empty where there is none, for the language or for so high a number."""
    spoken = code(language)
    there = spoken and 1 <= number <= len(TIMBRES[role, sex])
    return f"{spoken}-{role}{f'-{number}' if number > 1 else ''}-{sex}" if there else ""


def names(language: str) -> tuple[str, ...]:
    """The names of all built-in voices of a language, none where espeak-ng does not speak it."""
    spoken = code(language)
    every = (
        name_for(spoken, role, sex, number)
        for role in ROLES
        for sex in SEXES
        for number in range(1, len(TIMBRES[role, sex]) + 1)
    )
    return tuple(every) if spoken else ()


def defaults(language: str, role: Role, place: int) -> Iterator[str]:
    """The built-in voices for the speaker who is the first, second, … of a role, the likeliest first. Women and men take turns,
    so that neighbours are easily told apart."""
    count = len(TIMBRES[role, FIRST[role]])
    first, other = sorted(SEXES, key=lambda sex: sex != FIRST[role])
    turns = [
        (1 + index % count, first if (index % count + index // count) % 2 == 0 else other) for index in range(2 * count)
    ]
    start = (place - 1) % len(turns)
    if code(language):
        yield from (name_for(language, role, sex, number) for number, sex in (*turns[start:], *turns[:start]))


def place(voice: Voice) -> str:
    """What errors call a voice: its file, or its name where it has none."""
    return f"the built-in voice {voice.name}" if is_builtin(voice) else f"{FOLDER}/{voice.name}.toml"


def is_builtin(voice: Voice) -> bool:
    """Whether it is as it is without a file."""
    return builtin(voice.name) == voice


def near(name: str, own: Iterable[str], language: str) -> list[str]:
    """Voices that somebody may have meant who wrote another name: the editor's and the built-in ones of a language."""
    spoken = names(code(name.partition("-")[0]) or language)
    candidates = dict.fromkeys((*list(own)[:1000], *spoken, *names(language)))
    return difflib.get_close_matches(name[:100], [*candidates], n=3)


class Voices(Mapping[str, Voice]):
    """Voices by name: those of the editor's files, which alone are listed, and every built-in one where it is asked for."""

    def __init__(self, own: Mapping[str, Voice]) -> None:
        self._own = dict(own)

    def __getitem__(self, name: str) -> Voice:
        voice = self._own.get(name) or builtin(name)
        if voice is None:
            raise KeyError(name)
        return voice

    def __iter__(self) -> Iterator[str]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)

    def speaking(self, language: str) -> list[Voice]:
        """The editor's own voices of a language."""
        return [voice for voice in self._own.values() if base(voice.language) == base(language)]
