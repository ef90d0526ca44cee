"""A source imported again over the file that an editor made of it: the text is the source's, what is said about it theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audiobuild.importers.result import Import, Wishes
from audiobuild.model import Exchange, Interview, Speaker, Turn
from audiobuild.publication.content import Draft, narrator
from audiobuild.text import visible


def merged(found: Import, there: Draft, wishes: Wishes) -> Import:
    """The import with the front matter that is there: title, date, id, summary and all else, and of each speaker by name the
    voice and the role. What the command says goes before it.

    A pair that is there word by word and without a mark has been looked over, so it gets none again.
    """
    called = _called(found.interview.about.speakers, there.about.speakers, wishes)
    speakers = _speakers(tuple(called.values()), there.about.speakers)
    about = replace(
        there.about,
        date=wishes.date or there.about.date,
        language=wishes.language or there.about.language,
        speakers=speakers,
    )
    right = {_words(exchange) for number, exchange in enumerate(there.exchanges) if number not in there.marked}
    looked_over = (number for number, one in enumerate(found.interview.exchanges) if _words(one) in right)
    reads = narrator(speakers, about.language)
    by_name = {one.name: one for one in speakers}
    spoken_by = {name: by_name[speaker.name] for name, speaker in called.items()}
    interview = _spoken_by(replace(found.interview, about=about), spoken_by, reads)
    return replace(found, interview=interview, date_found=True, looked_over=frozenset(looked_over))


def _called(found: Sequence[Speaker], there: Sequence[Speaker], wishes: Wishes) -> dict[str, Speaker]:
    """The speakers by the names that the source gives them. The only one of a role, whom the editor calls by another name
    than the source, is still that person."""
    called = {visible(one.name): replace(one, name=visible(one.name)) for one in found}
    known = {one.name for one in there}
    for role, wanted in (("question", wishes.question_speaker), ("answer", wishes.answer_speaker)):
        new = [one for one in called.values() if one.role == role]
        old = [one for one in there if one.role == role]
        if len(new) == len(old) == 1 and not wanted and new[0].name not in known and old[0].name not in called:
            called[new[0].name] = old[0]
    return called


def _speakers(found: Sequence[Speaker], there: Sequence[Speaker]) -> tuple[Speaker, ...]:
    """Those who are heard, in the order that is there, then the new ones; and whoever reads.

    Roles that would leave nobody to ask or nobody to answer are not kept: such an interview could not be built.
    """
    heard = {speaker.name: speaker for speaker in found}
    kept = [speaker for speaker in there if speaker.name in heard or speaker.role == "narrator"]
    new = [speaker for name, speaker in heard.items() if all(name != other.name for other in kept)]
    if {"question", "answer"} <= {speaker.role for speaker in (*kept, *new)}:
        return (*kept, *new)
    return tuple(replace(one, role=heard[one.name].role) if one.name in heard else one for one in (*kept, *new))


def _words(exchange: Exchange) -> tuple[str, ...]:
    """What is said in a pair, however it is set."""
    turns = (exchange.question, *exchange.answers)
    return tuple(" ".join(visible(paragraph.text).split()) for turn in turns for paragraph in turn.paragraphs)


def _spoken_by(interview: Interview, speakers: dict[str, Speaker], reads: Speaker) -> Interview:
    """The interview with the speakers of its front matter."""

    def turn(one: Turn) -> Turn:
        kept = reads if one.speaker.role == "narrator" else speakers[visible(one.speaker.name)]
        return replace(one, speaker=kept)

    return replace(
        interview,
        introduction=tuple(map(turn, interview.introduction)),
        exchanges=tuple(
            Exchange(question=turn(one.question), answers=tuple(map(turn, one.answers))) for one in interview.exchanges
        ),
        closing=tuple(map(turn, interview.closing)),
    )
