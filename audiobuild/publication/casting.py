"""Who speaks in which voice: an interview's speakers and the show's voices."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence

from audiobuild.errors import ConfigError, Problem
from audiobuild.languages.registry import CODES, base, folder
from audiobuild.languages.words import table
from audiobuild.model import Interview, Speaker, Voice
from audiobuild.publication.config import VOICES_FOLDER, Publication
from audiobuild.publication.content import narrator


def cast(interview: Interview, publication: Publication) -> dict[str, Voice]:
    """The voice of each speaker, by the speaker's name.

    Raises :class:`audiobuild.errors.ConfigError`, in which every speaker without a fitting voice is named.
    """
    about = interview.about
    fitting = _fitting(interview, publication)
    problems: list[Problem] = []
    voices = {}
    for speaker in dict.fromkeys((*about.speakers, narrator(about.speakers, about.language))):
        name = speaker.voice or publication.show.voices.get(speaker.role, "")
        voice = publication.voices.get(name)
        if voice and base(voice.language) == base(about.language):
            voices[speaker.name] = voice
            continue
        if not name:
            message = f"{speaker.name} has no voice"
        elif not voice:
            message = f"there is no voice {name!r} for {speaker.name}"
        else:
            message = (
                f"the voice {name!r} of {speaker.name} speaks {voice.language}, the interview is in {about.language}"
            )
        remedy = _remedy(speaker, interview, fitting)
        problems.append(Problem(place=f"{interview.path}: speakers", message=message, remedy=remedy))
    if problems:
        raise ConfigError(problems)
    return voices


def voices_to_add(interview: Interview, publication: Publication) -> str:
    """What to do before an interview in a language can be built that no voice of the publication speaks; else empty."""
    about = interview.about
    if _fitting(interview, publication):
        return ""
    code = base(about.language)
    missing = f"no voice in {VOICES_FOLDER}/ speaks {about.language!r}, so audiobuild build will stop"
    if code not in CODES:
        return (
            f"{missing}. Add a file to {VOICES_FOLDER}/ with language = {code!r}, and name it as each speaker's voice."
        )
    names: Mapping[str, str] = table(code)["starter"]
    speakers = dict.fromkeys((*about.speakers, narrator(about.speakers, about.language)))
    lines = ", ".join(f"{{name: {one.name}, role: {one.role}, voice: {names[one.role]}}}" for one in speakers)
    source = shlex.quote(str(folder(code) / "voices"))
    target = shlex.quote(str(publication.root / VOICES_FOLDER))
    return f"{missing}. Copy those of the program: cp {source}/*.toml {target}/\n    Then list as speakers: {lines}"


def _remedy(speaker: Speaker, interview: Interview, fitting: Sequence[str]) -> str:
    if not fitting:
        return f"Add a file to voices/ with language = {interview.about.language!r}."
    if speaker.role == "narrator" and speaker not in interview.about.speakers:
        return f"List one: - {{name: …, role: narrator, voice: {fitting[0]}}}"
    return f"Give the speaker one of: {', '.join(fitting)}."


def _fitting(interview: Interview, publication: Publication) -> list[str]:
    """The voices of the interview's language, the first to be proposed: embedded ones, which send no text to anybody, that
    nobody speaks with yet."""
    taken = {*(speaker.voice for speaker in interview.about.speakers), *publication.show.voices.values()}
    fitting = [voice for voice in publication.voices.values() if base(voice.language) == base(interview.about.language)]
    return [voice.name for voice in sorted(fitting, key=lambda voice: (voice.engine != "espeak", voice.name in taken))]
