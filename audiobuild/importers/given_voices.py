"""Import → the same with voices for those of whom the name shows whether a woman or a man speaks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from audiobuild.importers.result import Import
from audiobuild.model import Exchange, Interview, Speaker, Turn
from audiobuild.publication import show_voices, voices
from audiobuild.publication.config import Publication


def given(found: Import, publication: Publication | None, *, known: Collection[str] = ()) -> Import:
    """The import in which everybody has a built-in voice whose sex is certain, women and men each with numbers of their own.

    Who is ``known`` by name was in the file before, with a voice or without, and stays so. Where the show has a voice file of
    its own for the role, that is what it wants to be heard.
    """
    about = found.interview.about
    taken = {speaker.voice for speaker in about.speakers}
    new: dict[Speaker, Speaker] = {}
    for speaker in about.speakers:
        sex = found.sexes.get(speaker.name)
        if speaker.voice or speaker.role == "narrator" or not sex or speaker.name in known:
            continue
        side = [one for one in about.speakers if one.role == speaker.role]
        if publication and _has_own(publication, about.language, speaker, side.index(speaker) + 1):
            continue
        names = (voices.name_for(about.language, speaker.role, sex, number) for number in range(1, len(side) + 1))
        name = next((name for name in names if name and name not in taken), "")
        if name:
            taken.add(name)
            new[speaker] = replace(speaker, voice=name)
    interview = _spoken_by(found.interview, new)
    return replace(found, interview=interview, voiced=tuple(speaker.name for speaker in new))


def _has_own(publication: Publication, language: str, speaker: Speaker, place: int) -> bool:
    chosen = show_voices.chosen(publication.show, publication.voices, language, speaker.role, place)
    voice = next(chosen, None)
    return voice is not None and voice.name in list(publication.voices)


def _spoken_by(interview: Interview, new: Mapping[Speaker, Speaker]) -> Interview:
    """The interview with other speakers, wherever they speak."""

    def turn(one: Turn) -> Turn:
        return replace(one, speaker=new.get(one.speaker, one.speaker))

    speakers = tuple(new.get(speaker, speaker) for speaker in interview.about.speakers)
    return replace(
        interview,
        about=replace(interview.about, speakers=speakers),
        introduction=tuple(map(turn, interview.introduction)),
        exchanges=tuple(
            Exchange(question=turn(one.question), answers=tuple(map(turn, one.answers))) for one in interview.exchanges
        ),
        closing=tuple(map(turn, interview.closing)),
    )
