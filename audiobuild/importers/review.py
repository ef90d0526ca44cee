"""The import shown to an editor, as JSON and as lines for the terminal. All that this room says to people stands here
and in :mod:`.reasons`."""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from audiobuild.errors import Problem
from audiobuild.importers.reasons import REASONS
from audiobuild.importers.result import Import, LeftOut, Voicing, Wishes
from audiobuild.messages import NOTHING, Message, enumeration, msg, template
from audiobuild.model import Exchange, Role, Speaker, Turn
from audiobuild.publication import marks
from audiobuild.text import shown, visible

LAYOUTS: Mapping[str, str] = {
    "labels": template("questions and answers are told apart by the names or letters before them: {}"),
    "words": template("questions and answers are told apart by their words and by how they are set"),
    "headings": template("each heading is a chapter"),
    "own": template("the file is in audiobuild's own format and taken as it is"),
}


_DOES: Mapping[Role, Message] = {"question": msg("asks"), "answer": msg("answers"), "narrator": msg("reads")}


def no_questions(name: str, *, paragraphs: int, words: int, language: str, headings: int, chapters: bool) -> Problem:
    """What to say of a text without an interview in it."""
    told = language or msg("unknown")
    seen = msg(
        "{}, {}, language {}, {}",
        msg("1 paragraph") if paragraphs == 1 else msg("{} paragraphs", paragraphs),
        msg("1 word") if words == 1 else msg("{} words", words),
        told,
        msg("1 heading") if headings == 1 else msg("{} headings", headings),
    )
    remedy = msg(
        "Mark two questions or more by hand: each as a line that begins with ## and ends with a question mark, its "
        "answer below it; or Q: before each question and A: before each answer."
    )
    if chapters:
        remedy = msg("{} Or import it as an article, one chapter per heading: --as-article", remedy)
    else:
        told = template(
            "{} Or, if nobody asks in it, begin each part with a line ## Title, and import it as an article: --as-article"
        )
        remedy = msg(told, remedy)
    return Problem(place=name, message=msg("no questions found ({})", seen), remedy=remedy)


def no_text(name: str) -> Problem:
    """What to say of a document in which nobody says anything."""
    return Problem(
        place=name, message=msg("has no text in it"), remedy=msg("Save the text of the interview, and import that.")
    )


def too_long(name: str, characters: int, lines: int) -> Problem:
    """What to say of a text that nobody would listen to."""
    remedy = msg("Save the text of the interview alone and import that.")
    return Problem(
        place=name,
        message=msg("is too long for an interview: {} characters, {} lines", characters, lines),
        remedy=remedy,
    )


def no_headings(name: str) -> Problem:
    """What to say of an article that cannot be cut into chapters."""
    return Problem(
        place=name,
        message=msg("there is no heading with text below it, so there are no chapters"),
        remedy=msg("Begin each chapter with a line ## Title."),
    )


def no_date(name: str) -> Problem:
    """What to say of a source that does not tell when it was published."""
    remedy = msg("Say when it was published: --date YYYY-MM-DD")
    return Problem(place=name, message=msg("gives no date"), remedy=remedy)


def same_slug(place: str, names: Sequence[str]) -> Problem:
    """What to say of several sources that would be one file."""
    message = msg("would be made of each of these: {}", ", ".join(names))
    return Problem(place=place, message=message, remedy=msg("Import them one by one, each with a --slug of its own."))


def remarks(found: Import, wishes: Wishes) -> Iterator[Message]:
    """What the editor asked for and did not get: a name that no turn needs, since the text names all who speak."""
    asked: tuple[tuple[str, Role, str], ...] = (
        ("--question-speaker", "question", wishes.question_speaker),
        ("--answer-speaker", "answer", wishes.answer_speaker),
    )
    for option, role, wanted in asked:
        names = [speaker.name for speaker in found.interview.about.speakers if speaker.role == role]
        if wanted and visible(wanted).strip() not in map(visible, names):
            why = (
                msg("the text itself says who {} ({})", _DOES[role], ", ".join(names))
                if names
                else msg("an article is read out")
            )
            yield msg("{} {} is not used: {}", option, shown(repr(wanted), 80), why)


_STAYS = {
    "title": template("the title stays {}; the source says {}"),
    "date": template("the date stays {}; the source says {} (--date {} takes it)"),
    "question": template("the name of who asks stays {}; the source says {}"),
    "answer": template("the name of who answers stays {}; the source says {}"),
}


def kept(what: str, ours: str, found: str) -> Message:
    """What to say where something of the editor's stays though the source has another."""
    return msg(_STAYS[what], shown(repr(ours)), shown(repr(found)), found)


def other_speakers(gone: Sequence[Speaker], new: Sequence[Speaker]) -> Message:
    """What to say where others speak than in the file that is there."""
    names = [msg("{} ({}), {}", shown(one.name, 80), _DOES[one.role], _voice_of(one)) for one in new]
    lost = [msg("{} (voice {})", shown(one.name, 80), one.voice) if one.voice else shown(one.name, 80) for one in gone]
    told = msg("others speak than in the file. Another interview needs another --slug.")
    there = msg("New: {}.", enumeration(names)) if new else NOTHING
    away = msg("No longer there: {}.", enumeration(lost)) if gone else NOTHING
    return msg("{} {} {}", told, there, away) if new and gone else msg("{} {}", told, there or away)


def _voice_of(speaker: Speaker) -> Message:
    return msg("with the voice {}", speaker.voice) if speaker.voice else msg("without a voice of their own")


def same_interview(slug: str, again: str) -> Problem:
    """What to say of a source whose talk another file holds already; ``again`` is how its import is typed."""
    replacing = f"{again} --slug {shlex.quote(slug)} --force"
    return Problem(
        place=f"content/{slug}.md",
        message=msg("holds this interview already"),
        remedy=msg("To replace it: {}. For a second one beside it: {} --slug ANOTHER-NAME", replacing, again),
    )


def as_json(result: Import) -> dict[str, Any]:
    """The shape of ``import --json``: what will be spoken, what not, and how sure each pair is."""
    interview = result.interview
    return {
        "title": interview.about.title,
        "date": interview.about.date.isoformat() if result.date_found else None,
        "language": interview.about.language,
        "image": result.image,
        "speakers": [
            {"name": speaker.name, "role": speaker.role, "voice": speaker.voice} for speaker in interview.about.speakers
        ],
        "layout": list(result.layout),
        "introduction": _texts(interview.introduction),
        "pairs": [
            {
                "speaker": exchange.question.speaker.name,
                "question": " ".join(_texts([exchange.question])),
                "answers": [{"speaker": turn.speaker.name, "paragraphs": _texts([turn])} for turn in exchange.answers],
                "confidence": marks.percent(confidence) / 100,
                "unsure": unsure,
            }
            for exchange, confidence, unsure in _pairs(result)
        ],
        "closing": _texts(interview.closing),
        "left_out": [item.text for item in result.left_out],
        "reasons": [
            {"line": item.line, "text": item.text, "reason": item.reason, "kept_as_comment": item.doubtful}
            for item in result.left_out
        ],
    }


def lines(result: Import, width: int = 100, *, advice: bool = True) -> Iterator[str]:
    """The review for a terminal: people, pairs with their first words, what was left out and why, what to look at, unless
    that is asked right behind it."""
    interview = result.interview
    kind, *seen = result.layout
    date = interview.about.date if result.date_found else msg("no date found")
    yield msg("{}  ({}, {})", interview.about.title, interview.about.language, date)
    if not result.title_found:
        told = template(
            "no title in the source; called it so (another: --episode-title, or the line title: in the file)"
        )
        yield msg(told) if advice else msg("no title in the source; called it so")
    yield msg(LAYOUTS[kind], ", ".join(seen))
    for speaker in interview.about.speakers:
        source = result.known_by.get(speaker.name)
        told = msg("{} ({})", speaker.name, source) if source else speaker.name
        yield msg("{}: {}", _DOES[speaker.role], told)
    for speaker in interview.about.speakers:
        if voicing := result.voiced.get(speaker.name):
            yield heard(speaker.name, voicing)
    if result.image:
        yield msg("a picture is not taken over, save it and name it in the file: {}", shown(result.image, 200))
    yield ""
    blank = " " * 10
    if interview.introduction:
        yield _line(blank, msg("Introduction: "), interview.introduction, width)
    for number, (exchange, confidence, unsure) in enumerate(_pairs(result), start=1):
        sure = msg("{:3} {:3} % {}", number, marks.percent(confidence), msg("unsure: ") if unsure else "")
        yield _line(sure, "", [exchange.question], width)
        for turn in exchange.answers:
            yield _line(blank, f"{turn.speaker.name}: ", [turn], width)
    if interview.closing:
        yield _line(blank, msg("Closing words: "), interview.closing, width)
    yield from _left_out(result.left_out, width)
    if advice:
        yield from _advice(result)


def heard(name: str, voicing: Voicing) -> Message:
    """With which voice somebody speaks, and where to change that."""
    match voicing.by:
        case "show":
            told = template(
                "{} speaks with {}, as [voices] in content/show.toml says; for another write voice: in the file"
            )
        case "chance":
            told = template(
                "{} speaks with {} (guessed: nothing says whether a woman or a man speaks); change it in the speakers line"
            )
        case _:
            told = template("{} speaks with {}; change it in the speakers line")
    return msg(told, name, voicing.voice)


def _left_out(items: Sequence[LeftOut], width: int) -> Iterator[str]:
    for doubtful, title in ((True, msg("Not spoken, kept as comments:")), (False, msg("Left out:"))):
        by_reason: dict[str, list[LeftOut]] = {}
        for item in items:
            if item.doubtful == doubtful:
                by_reason.setdefault(item.reason, []).append(item)
        if by_reason:
            yield ""
            yield title
        for reason in sorted(by_reason):
            yield msg("  {}", REASONS[reason])
            for item in by_reason[reason]:
                yield f"    {item.line:4}  {_short(item.text, width - 10)}"


def _pairs(result: Import) -> Iterator[tuple[Exchange, float, bool]]:
    """Each exchange, how sure it is, and whether it gets a mark."""
    yield from zip(result.interview.exchanges, result.confidence, result.unsure, strict=True)


def _advice(result: Import) -> Iterator[str]:
    unsure = sum(result.unsure)
    if unsure or result.unnamed or not result.date_found:
        yield ""
    if unsure:
        told = template("Pairs that are unsure: {} of {}, each with a mark in the file (<!-- {} … -->).")
        yield msg(told, unsure, len(result.unsure), marks.unsure(result.interview.about.language))
        yield msg("audiobuild build stops until you have looked at them and deleted the marks.")
    if result.unnamed:
        yield msg("The text names nobody who answers. Give --answer-speaker, or write the name in the file.")
    if not result.date_found:
        yield msg("The text gives no date. Give --date YYYY-MM-DD.")


def _texts(turns: Iterable[Turn]) -> list[str]:
    return [passage.text for turn in turns for passage in turn.passages]


def _line(before: str, name: str, turns: Sequence[Turn], width: int) -> Message:
    """The first words of what is said, and how many paragraphs follow."""
    passages = [passage for turn in turns for passage in turn.passages]
    more = len(passages) - 1
    tail = msg("  (+1 paragraph)") if more == 1 else msg("  (+{} paragraphs)", more) if more else ""
    text = _short(passages[0].text, width - len(before) - len(name) - len(tail))
    return msg("{}{}{}{}", before, name, text, tail)


def _short(text: str, width: int) -> str:
    return textwrap.shorten(text, max(width, 20), placeholder=" …") if len(text) > width else text
