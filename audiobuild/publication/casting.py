"""Who speaks in which voice: an interview's speakers, the show's voices, and those that are there for everybody.

A speaker has the voice that the interview names. One without gets the show's for the language and the role, else the show's for
the role where it speaks the language, else the built-in one. No two who ask, and no two who answer, get the same by default.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from audiobuild.errors import ConfigError, Problem
from audiobuild.languages.registry import base
from audiobuild.messages import Message, msg
from audiobuild.model import FrontMatter, Interview, Speaker, Voice
from audiobuild.publication import show_voices, voices
from audiobuild.publication.config import Publication
from audiobuild.publication.content import narrator
from audiobuild.publication.voices import Voices


@dataclass(frozen=True, kw_only=True, slots=True)
class Casting:
    """The voice of each speaker, by the speaker's name, and what is wrong with the others."""

    voices: dict[str, Voice]
    problems: tuple[Problem, ...]


def cast(interview: Interview, publication: Publication) -> dict[str, Voice]:
    """The voice of each speaker, by the speaker's name.

    Raises :class:`audiobuild.errors.ConfigError`, in which every speaker without a fitting voice is named.
    """
    found = of(interview.about, interview.path, publication.show.voices, publication.voices)
    if found.problems:
        raise ConfigError(found.problems)
    return found.voices


def of(about: FrontMatter, path: str, named: Mapping[str, str], there: Voices) -> Casting:
    """Who speaks with which voice, of those that are ``there`` and those that the show has ``named`` by role; ``path`` is what
    errors call the interview."""
    speakers = tuple(dict.fromkeys((*about.speakers, narrator(about.speakers, about.language))))
    problems: list[Problem] = []
    cast: dict[str, Voice] = {}
    for speaker in speakers:
        if not speaker.voice:
            continue
        voice = there.get(speaker.voice)
        if voice and base(voice.language) == base(about.language):
            cast[speaker.name] = voice
        else:
            problems.append(_wrong(speaker, voice, about, path, there))
    unheard: list[Speaker] = []
    for speaker in speakers:
        if speaker.voice:
            continue
        side = [one for one in speakers if one.role == speaker.role]
        taken = {cast[one.name].name for one in side if one.name in cast and one.role != "narrator"}
        default = next(_defaults(speaker, side.index(speaker) + 1, about.language, named, there, taken), None)
        if default:
            cast[speaker.name] = default
        else:
            unheard.append(speaker)
    problems += _without(unheard, about, path, there)
    return Casting(voices=cast, problems=tuple(problems))


def _defaults(
    speaker: Speaker, place: int, language: str, named: Mapping[str, str], there: Voices, taken: Collection[str]
) -> Iterator[Voice]:
    """The voices for a speaker who names none, the ``place``th of a role; those that are ``taken`` only where all are."""
    builtin = (there[name] for name in voices.defaults(language, speaker.role, place))
    fitting = [
        *show_voices.chosen(named, there, language, speaker.role, place),
        *(voice for voice in builtin if base(voice.language) == base(language)),
    ]
    yield from (voice for voice in fitting if voice.name not in taken)
    yield from fitting


def _wrong(speaker: Speaker, voice: Voice | None, about: FrontMatter, path: str, there: Voices) -> Problem:
    place = f"{path}: speakers"
    fitting = _fitting(speaker, about.language, there)
    remedy = msg("Give the speaker one of: {}.", ", ".join(fitting)) if fitting else _unspoken(about.language)
    if voice:
        message = msg(
            "the voice {!r} of {} speaks {}, the interview is in {}",
            speaker.voice,
            speaker.name,
            voice.language,
            about.language,
        )
    else:
        message = msg("there is no voice {!r} for {}", speaker.voice, speaker.name)
        if near := voices.near(speaker.voice, there, about.language):
            remedy = msg("Did you mean one of: {}?", ", ".join(near))
    return Problem(place=place, message=message, remedy=remedy)


def _without(unheard: list[Speaker], about: FrontMatter, path: str, there: Voices) -> Iterator[Problem]:
    """Speakers without a voice: only in a language that espeak-ng does not speak."""
    if unheard and not there.speaking(about.language):
        message = msg("no voice speaks {!r}", about.language)
        yield Problem(place=f"{path}: language", message=message, remedy=_unspoken(about.language))
        return
    for speaker in unheard:
        remedy = msg("Give the speaker one of: {}.", ", ".join(_fitting(speaker, about.language, there)))
        if speaker not in about.speakers:
            remedy = msg(
                "List one: - {{name: …, role: narrator, voice: {}}}", _fitting(speaker, about.language, there)[0]
            )
        yield Problem(place=f"{path}: speakers", message=msg("{} has no voice", speaker.name), remedy=remedy)


def _unspoken(language: str) -> Message:
    return msg("Write a voice for it: audiobuild voices add NAME --engine http --language {}", language)


def _fitting(speaker: Speaker, language: str, there: Voices) -> list[str]:
    """The voices that may be proposed to a speaker: the editor's own of the language, and the built-in ones of the role."""
    own = [voice.name for voice in there.speaking(language)]
    builtin = (voices.name_for(language, speaker.role, sex) for sex in voices.SEXES)
    return list(dict.fromkeys((*own, *filter(None, builtin))))
