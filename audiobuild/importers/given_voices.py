"""Import → the same with a voice for everybody: of a woman or a man where that is certain, else the one that would be heard.

It is written into the file, so that whoever wants another voice has a place to change it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from audiobuild.importers.interview_words import load
from audiobuild.importers.people import sexes
from audiobuild.importers.result import Import, Voicing
from audiobuild.languages.registry import base
from audiobuild.model import Exchange, Interview, Speaker, Turn, Voice
from audiobuild.publication import casting, show_voices, voices
from audiobuild.publication.config import Publication
from audiobuild.publication.voices import Voices


def given(found: Import, publication: Publication | None, *, known: Collection[str] = ()) -> Import:
    """The import in which everybody has a voice, and what is to be said of it.

    Where the sex is certain it is a built-in one, women and men each with numbers of their own. Who is ``known`` by name was in
    the file before, with a voice or without, and stays so; and so does a file of our own. What the show has for the role stays
    in the show: a voice file where the sex is certain, any voice where it is not.
    """
    chosen, there = (publication.show.voices, publication.voices) if publication else ({}, Voices({}))
    about = found.interview.about
    open_ = () if found.layout[0] == "own" else tuple(
        one for one in about.speakers if not one.voice and one.name not in known
    )  # fmt: skip
    by_sex = _by_sex(found, open_, chosen, there)
    interview = _spoken_by(found.interview, by_sex)
    cast = casting.of(interview.about, interview.path, chosen, there).voices
    voiced: dict[str, Voicing] = {}
    guessed: dict[Speaker, Speaker] = {}
    for speaker in interview.about.speakers:
        voice = cast.get(speaker.name)
        if voice is None:
            continue
        why: Voicing = Voicing(voice=voice.name)
        if not speaker.voice and _chosen(about.speakers, speaker, about.language, chosen, there) == voice:
            why = replace(why, by="show")
        elif speaker in open_ and not found.sexes.get(speaker.name):
            guessed[speaker] = replace(speaker, voice=voice.name)
            why = replace(why, by="chance" if speaker.role != "narrator" else "name")
        voiced[speaker.name] = why
    return replace(found, interview=_spoken_by(interview, guessed), voiced=voiced)


def named(found: Import, publication: Publication | None) -> Import:
    """:func:`given` to somebody whose name was said last: it may show whether a woman or a man speaks."""
    about = found.interview.about
    new = (speaker.name for speaker in about.speakers if not speaker.voice and speaker.name not in found.sexes)
    texts = (passage.text for turn in found.interview.turns for passage in turn.passages)
    certain = sexes.find(new, texts, load(base(about.language)))
    return given(replace(found, sexes={**found.sexes, **certain}), publication)


def _by_sex(
    found: Import, open_: Collection[Speaker], named: Mapping[str, str], there: Voices
) -> dict[Speaker, Speaker]:
    """Those of whom a woman's or a man's voice is certain, each with it."""
    about = found.interview.about
    taken = {speaker.voice for speaker in about.speakers}
    new: dict[Speaker, Speaker] = {}
    for speaker in open_:
        sex = found.sexes.get(speaker.name)
        if speaker.role == "narrator" or not sex:
            continue
        chosen = _chosen(about.speakers, speaker, about.language, named, there)
        if chosen is not None and chosen.name in list(there):
            continue
        side = [one for one in about.speakers if one.role == speaker.role]
        names = (voices.name_for(about.language, speaker.role, sex, number) for number in range(1, len(side) + 1))
        name = next((name for name in names if name and name not in taken), "")
        if name:
            taken.add(name)
            new[speaker] = replace(speaker, voice=name)
    return new


def _chosen(
    speakers: Collection[Speaker], speaker: Speaker, language: str, named: Mapping[str, str], there: Voices
) -> Voice | None:
    """What the show has for a speaker."""
    side = [one.name for one in speakers if one.role == speaker.role]
    return next(show_voices.chosen(named, there, language, speaker.role, side.index(speaker.name) + 1), None)


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
