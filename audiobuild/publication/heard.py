"""Who speaks with which voice in all interviews, also those that cannot be built yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audiobuild.errors import ContentError, Problem
from audiobuild.model import Speaker, Voice
from audiobuild.publication import casting, content
from audiobuild.publication.config import CONTENT, Publication
from audiobuild.publication.content import narrator


@dataclass(frozen=True, kw_only=True, slots=True)
class Hearing:
    """A speaker of an interview, and the voice that is heard."""

    slug: str
    speaker: Speaker
    voice: Voice


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """All hearings, the languages of the interviews, and the interviews that cannot be read or cast."""

    hearings: Sequence[Hearing]
    languages: Sequence[str]
    problems: Sequence[Problem]


def heard(publication: Publication) -> Heard:
    """What is heard in the interviews of a publication. Raises ContentError where the folder cannot be read."""
    hearings: list[Hearing] = []
    problems: list[Problem] = []
    languages: list[str] = []
    for path in content.files(publication.root):
        place = f"{CONTENT}/{path.name}"
        try:
            about = content.draft(content.there(path) or "", path=place).about
        except ContentError as error:
            problems += error.problems
            continue
        cast = casting.of(about, place, publication.show.voices, publication.voices)
        problems += cast.problems
        languages.append(about.language)
        speakers = dict.fromkeys((*about.speakers, narrator(about.speakers, about.language)))
        hearings += (
            Hearing(slug=path.stem, speaker=speaker, voice=cast.voices[speaker.name])
            for speaker in speakers
            if speaker.name in cast.voices
        )
    return Heard(hearings=hearings, languages=tuple(dict.fromkeys(languages)), problems=problems)
