"""What an editor decides of an import: pairs that it is unsure of, a title that is missing, who answers."""

from __future__ import annotations

from dataclasses import replace

from audiobuild.importers.result import Import
from audiobuild.languages.words import words
from audiobuild.model import Exchange, Speaker, Turn
from audiobuild.publication import slugs


def titled(found: Import, title: str) -> Import:
    """The import with a title that somebody said, as the file of that name."""
    about = replace(found.interview.about, title=title)
    named = replace(found, interview=replace(found.interview, about=about), title_found=True)
    return named.called(slugs.of_title(title))


def right(found: Import, number: int) -> Import:
    """The import without the mark before an exchange, counted from 0."""
    return replace(found, looked_over=found.looked_over | {number})


def joined(found: Import, number: int) -> Import:
    """The import with an exchange that is none: its question and its answers go on with the answer before. ``number`` is
    counted from 0, and is not 0. Every paragraph stays, in its order, so comments stay where they are."""
    exchanges = found.interview.exchanges
    before, gone = exchanges[number - 1], exchanges[number]
    speaker = before.answers[-1].speaker if before.answers else before.question.speaker
    turns = (*before.answers, Turn(speaker=speaker, passages=gone.question.passages), *gone.answers)
    whole = Exchange(question=before.question, answers=_together(turns))
    return replace(
        found,
        interview=replace(found.interview, exchanges=(*exchanges[: number - 1], whole, *exchanges[number + 1 :])),
        confidence=found.confidence[:number] + found.confidence[number + 1 :],
        looked_over=frozenset(other - (other > number) for other in found.looked_over if other != number),
    )


def answered_by(found: Import, name: str) -> Import:
    """The import with the name of who answers, whom the text does not name. A voice that was guessed is
    open again: the name may show whether a woman or a man speaks."""
    nobody = words(found.interview.about.language).answer_speaker
    voicing = found.voiced.get(nobody)
    guessed = voicing is not None and voicing.by == "chance"

    def named(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
        return tuple(replace(one, speaker=called(one.speaker)) for one in turns)

    def called(speaker: Speaker) -> Speaker:
        if speaker.name != nobody:
            return speaker
        return replace(speaker, name=name, voice="" if guessed else speaker.voice)

    interview = found.interview
    about = replace(interview.about, speakers=tuple(map(called, interview.about.speakers)))
    exchanges = tuple(replace(one, answers=named(one.answers)) for one in interview.exchanges)
    return replace(found, interview=replace(interview, about=about, exchanges=exchanges), unnamed=False)


def _together(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Neighbours by one speaker as one turn."""
    merged: list[Turn] = []
    for turn in turns:
        if merged and merged[-1].speaker == turn.speaker:
            merged[-1] = replace(turn, passages=(*merged[-1].passages, *turn.passages))
        else:
            merged.append(turn)
    return tuple(merged)
