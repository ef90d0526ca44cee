"""A source imported again over the file that an editor made of it: the text is the source's, what is said about it theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from audiobuild.importers import additions
from audiobuild.importers.additions import plain
from audiobuild.importers.interview_words import InterviewWords, load
from audiobuild.importers.result import Import, Wishes
from audiobuild.languages.registry import base
from audiobuild.model import (
    Date,
    Exchange,
    Interview,
    Paragraph,
    Passage,
    Speaker,
    Turn,
)
from audiobuild.publication.content import Draft, narrator
from audiobuild.text import visible

Words = tuple[str, ...]


def merged(found: Import, there: Draft, wishes: Wishes) -> Import:
    """The import with the front matter that is there: title, date, id, summary and all else, and of each speaker by name the
    voice and the role. What the command says goes before it.

    A paragraph that is there word by word stays as the editor set it, and so do comments, pictures, tables and headings, and
    the footnotes to which something still refers. A pair that is there word by word
    and without a mark has been looked over, so it gets none again.
    """
    known = _renamed(there.about.speakers, found.interview.about.speakers, wishes)
    called = _called(found.interview, known, there)
    speakers = _speakers(tuple(called.values()), known)
    about = replace(
        there.about,
        title=wishes.title or there.about.title,
        date=wishes.date or there.about.date,
        language=wishes.language or there.about.language,
        speakers=speakers,
    )
    right = {_words(exchange) for number, exchange in enumerate(there.body.exchanges) if number not in there.marked}
    looked_over = (number for number, one in enumerate(found.interview.exchanges) if _words(one) in right)
    reads = narrator(speakers, about.language)
    by_name = {one.name: one for one in speakers}
    spoken_by = {name: by_name[speaker.name] for name, speaker in called.items()}
    ours = found.layout[0] == "own"  # such a source has marks of its own
    set_ = () if ours else tuple(one for one in there.body.passages if isinstance(one, Paragraph))
    as_set = {plain(paragraph): paragraph for paragraph in set_}
    interview = _rewritten(replace(found.interview, about=about), spoken_by, reads, as_set)
    tables = {} if ours else additions.tables(interview, there)
    interview = additions.with_tables(interview, tables)
    added = {} if ours else additions.added(interview, there)
    interview = additions.with_added(interview, added, reads)
    return replace(
        found,
        interview=replace(interview, footnotes=additions.footnotes(interview, there)),
        left_out=tuple(replace(one, place=additions.shifted(one.place, tables, added)) for one in found.left_out),
        date_found=True,
        title_found=True,
        known_by={},
        looked_over=frozenset(looked_over),
        comments=additions.comments(interview, there),
    )


def kept(found: Import, there: Draft, wishes: Wishes) -> Iterator[tuple[str, str, str]]:
    """What stays though the source says something else: what it is, how it stays, and what the source says."""
    source, own = found.interview.about, there.about
    if found.title_found and not wishes.title and source.title != own.title:
        yield "title", own.title, source.title
    if found.date_found and not wishes.date and _day(source.date) != _day(own.date):
        yield "date", _day(own.date), _day(source.date)
    known = _renamed(own.speakers, source.speakers, wishes)
    for name, speaker in _called(found.interview, known, there).items():
        if speaker.name != name and not _is_nobody(name, load(base(source.language))):
            yield speaker.role, speaker.name, name


def changed_speakers(there: Draft, now: Import, wishes: Wishes) -> tuple[list[Speaker], list[Speaker]]:
    """Who spoke in the file and speaks no more, and who is new."""
    before, after = there.about.speakers, now.interview.about.speakers
    known = {one.name for one in _renamed(before, after, wishes)}
    heard = {one.name for one in after}
    gone = [one for one in before if one.name in known - heard and one.role != "narrator"]
    return gone, [one for one in after if one.name not in known]


def is_same_talk(found: Interview, there: Draft) -> bool:
    """Whether at least half of what is answered is there word by word: then it is the same interview, whatever it is called."""
    known = {_answers(exchange) for exchange in there.body.exchanges}
    same = [answers in known for exchange in found.exchanges if (answers := _answers(exchange))]
    return bool(same) and sum(same) * 2 >= len(same)


def _renamed(there: Sequence[Speaker], found: Sequence[Speaker], wishes: Wishes) -> tuple[Speaker, ...]:
    """The speakers of the file, the only one of a side by the name that the command gives."""
    names = {}
    for role, wanted in (("question", wishes.question_speaker), ("answer", wishes.answer_speaker)):
        old = [one.name for one in there if one.role == role]
        new = [visible(one.name) for one in found if one.role == role]
        if len(old) == 1 and new == [visible(wanted).strip()] and not any(one.name == new[0] for one in there):
            names[old[0]] = new[0]
    return tuple(replace(one, name=names.get(one.name, one.name)) for one in there)


def _called(found: Interview, known: Sequence[Speaker], there: Draft) -> dict[str, Speaker]:
    """The speakers by the names that the source gives them. The only one of a side, whom the editor calls by another name than
    the source, is still that person: where the source has no name, or a part of it, or the talk is the same. Else it is
    somebody else, who must not speak with another's voice."""
    called = {visible(one.name): replace(one, name=visible(one.name)) for one in found.about.speakers}
    names = {one.name for one in known}
    for role in ("question", "answer"):
        new = [one for one in called.values() if one.role == role]
        old = [one for one in known if one.role == role]
        if len(new) != 1 or len(old) != 1 or new[0].name in names or old[0].name in called:
            continue
        if is_same_talk(found, there) or _may_be(new[0].name, old[0].name, found, there):
            called[new[0].name] = old[0]
    return called


def _may_be(name: str, other: str, found: Interview, there: Draft) -> bool:
    """Whether the source's name is none, in a text of which anything is there; or a part of the other name, or more of it."""
    words = load(base(found.about.language))
    if _is_nobody(name, words):
        known = {plain(passage) for passage in there.body.passages}
        return any(text in known for exchange in found.exchanges for text in _words(exchange))
    parts, others = (frozenset(text.casefold().split()) - words.honorifics for text in (name, other))
    return bool(parts and others) and (parts <= others or others <= parts)


def _is_nobody(name: str, words: InterviewWords) -> bool:
    return name in (words.question_speaker, words.answer_speaker)


def _day(when: Date) -> str:
    return (when.date() if isinstance(when, datetime) else when).isoformat()


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


def _words(exchange: Exchange) -> Words:
    return tuple(plain(one) for turn in (exchange.question, *exchange.answers) for one in turn.paragraphs)


def _answers(exchange: Exchange) -> Words:
    return _words(exchange)[len(exchange.question.paragraphs) :]


def _rewritten(
    interview: Interview, speakers: Mapping[str, Speaker], reads: Speaker, as_set: Mapping[str, Paragraph]
) -> Interview:
    """The interview with the speakers of its front matter, and its paragraphs as they were set."""

    def passage(one: Passage) -> Passage:
        there = as_set.get(plain(one)) if isinstance(one, Paragraph) else None
        if not isinstance(one, Paragraph) or not there:
            return one
        return replace(one, inlines=there.inlines, recording=one.recording or there.recording)

    def turn(one: Turn) -> Turn:
        spoken_by = reads if one.speaker.role == "narrator" else speakers[visible(one.speaker.name)]
        return replace(one, speaker=spoken_by, passages=tuple(map(passage, one.passages)))

    return replace(
        interview,
        introduction=tuple(map(turn, interview.introduction)),
        exchanges=tuple(
            Exchange(question=turn(one.question), answers=tuple(map(turn, one.answers))) for one in interview.exchanges
        ),
        closing=tuple(map(turn, interview.closing)),
    )
