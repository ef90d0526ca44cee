"""Document → Import: cut into pieces, each labelled by all that is seen of the whole, the talk put together, people named.

:func:`interview` is the whole way. To see why an import went wrong: ``audiobuild import --explain``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from audiobuild.errors import ContentError
from audiobuild.importers import article, features, model, page_lines, pieces, review, turns
from audiobuild.importers.document import Document
from audiobuild.importers.evidence import asks, ends_sentence, share, tokens, wants_answer
from audiobuild.importers.interview import build, printed_title
from audiobuild.importers.interview_words import InterviewWords, detect, load
from audiobuild.importers.label_names import named_side
from audiobuild.importers.people import cast as people
from audiobuild.importers.result import Import, LeftOut, Wishes
from audiobuild.importers.talk import Judged, Talk, Unspoken, assemble
from audiobuild.importers.turns import Labelling, Turn
from audiobuild.languages.registry import FALLBACK, base
from audiobuild.model import Interview

MOST_CHARACTERS = 1_000_000
"""What is read as an interview at most: at 15 characters a second, 18 hours."""
MOST_LINES = 20_000
_NEVER_READ = frozenset({"attachment", "footnote", "picture", "running", "struck", "template", "unseen"})
"""Regions that nobody reads as the text, whatever is in them. All others are evidence: an accordion hides answers."""
_DOUBTFUL = frozenset({"aside", "byline", "biography", "title", "introduction"})
"""Labels that an editor may see otherwise: such lines stay in the Markdown as comments."""
_NAME = re.compile(r"[^\W\d_a-zß-ÿ][^\W\d_]+(?: [^\W\d_a-zß-ÿ][\w.'-]+)+")


def interview(document: Document, wishes: Wishes, *, name: str) -> Import:
    """The interview in a document; the arguments are those of :func:`audiobuild.importers.read`."""
    if not document.blocks:
        raise ContentError(review.no_text(name))
    _measure(document, name)
    tag, words, found = seen(document, wishes)
    judged = article.judged(found.turns, words, document.title) if wishes.article else label(document, found, words)
    talk = assemble(judged)
    if wishes.article and not talk.pairs:
        raise ContentError(review.no_headings(name))
    if not wishes.article and not _is_interview(talk, words):
        raise _refusal(found.turns, name, tag)
    around = people.find(judged, document, words)
    cast = people.Cast(
        words=words, people=around, names=found.names, question=wishes.question_speaker, answer=wishes.answer_speaker
    )
    result = build(talk, document, cast, name=name, language=tag or FALLBACK)
    result = article.read_out(result) if wishes.article else result
    left_out = (_left_out(item, words) for item in talk.unspoken)
    return Import(
        interview=result,
        confidence=tuple(pair.sure for pair in talk.pairs),
        layout=("headings",) if wishes.article else ("labels", *found.names.values()) if found.names else ("words",),
        left_out=tuple(item for item in left_out if item.text != result.about.title),
        title_found=bool(printed_title(talk, document)),
        unnamed=any(speaker.name == words.answer_speaker for speaker in result.about.speakers),
        known_by=dict(_known_by(result, talk, cast, document)),
        date_found=document.date is not None,
        image=document.image,
    )


def seen(document: Document, wishes: Wishes) -> tuple[str, InterviewWords, Labelling]:
    """The document's language (empty if unknown), the words of that language, and what there is to label."""
    tag = language(document, wishes.language)
    words = load(base(tag or FALLBACK))
    return tag, words, turns.find(pieces.numbers_aside(pieces.cut(document.blocks)), words)


def label(document: Document, found: Labelling, words: InterviewWords) -> list[Judged]:
    """Each turn with the label that it has in the best labelling of the whole document."""
    if not found.turns:
        return []
    return settled(judged_by(chained(document, found, words), document, found, words), document, found, words)


def settled(judged: list[Judged], document: Document, found: Labelling, words: InterviewWords) -> list[Judged]:
    """The turns with what is told in so many words: labels that say "question" and "answer"; and where no interview comes of
    it, headings that are questions."""
    judged = _as_labelled(judged, words)
    if _is_interview(assemble(judged), words):
        return judged
    return article.asked(found.turns, words, document.title) or judged


def _as_labelled(judged: list[Judged], words: InterviewWords) -> list[Judged]:
    """A turn whose label says so is a question, or an answer to one, where both are labelled: "A:" alone may be somebody's
    initial."""
    sides = [None if entry.turn.piece.region else named_side(entry.turn.speaker, words) for entry in judged]
    if not {"question", "answer"} <= set(sides):
        return judged
    first = sides.index("question")
    return [
        replace(entry, label=side, sure=min(entry.sure, 0.5))
        if side and index >= first and side != entry.label
        else entry
        for index, (entry, side) in enumerate(zip(judged, sides, strict=True))
    ]


def judged_by(chain: model.Chain, document: Document, found: Labelling, words: InterviewWords) -> list[Judged]:
    """:func:`label` by a chain that is there already."""
    likely = chain.marginals()
    around = "\n".join((document.title, *(turn.text for turn in found.turns if not turn.piece.region)))
    return [
        Judged(
            turn=turn,
            label=_outside(model.STATES[state], turn, words, around),
            sure=float(row[state]),
            asks=float(row[model.QUESTION]),
            answers=float(row[model.ANSWER]),
        )
        for turn, state, row in zip(found.turns, chain.best(), likely, strict=True)
    ]


def _outside(state: tuple[int, str], turn: Turn, words: InterviewWords, around: str) -> str:
    """Before and behind the talk, a line that pages carry is not read out: there it costs no answer. Who somebody is of whom
    the text speaks (``around``) is read out behind it, if it is told in sentences."""
    phase, label = state
    told = label in ("introduction", "closing")
    if phase == 1 or (not told and phase == 0):
        return label
    if page_lines.reason(turn.text, words, edge=True):
        return "page" if told else label
    name = _NAME.match(turn.text)
    prose = ends_sentence(turn.text) and len(tokens(turn.text)) >= 8 and not turn.piece.region
    known = bool(name and around.count(name[0]) >= 2)
    return "closing" if prose and (label == "biography" or (phase == 2 and known)) else label


def chained(document: Document, found: Labelling, words: InterviewWords) -> model.Chain:
    """All labellings with their weights. What nobody reads is never spoken, and who has a label is on one side."""
    chain = model.trained().chain(features.of(document, found, words), features.edges(found))
    unread = [index for index, turn in enumerate(found.turns) if turn.piece.region in _NEVER_READ]
    chain = model.one_side(chain.without(unread, model.SPOKEN), [turn.speaker for turn in found.turns])

    def is_notice(index: int) -> bool:
        text = found.turns[index].text
        return not asks(text) and bool(page_lines.reason(text, words, edge=True))

    return model.ended(chain, is_notice)


def _measure(document: Document, name: str) -> None:
    """Refuses what no interview is as long as, so that time and memory are bounded."""
    texts = [block.text for block in document.blocks if not block.region]
    characters, lines = sum(map(len, texts)), sum(text.count("\n") + 1 for text in texts)
    if characters > MOST_CHARACTERS or lines > MOST_LINES:
        raise ContentError(review.too_long(name, characters, lines))


def language(document: Document, wanted: str) -> str:
    """What the editor says, else what the words show, in the page's regional form; else what the page says, or nothing."""
    if wanted:
        return wanted
    detected = detect("\n".join(block.text for block in document.blocks))
    is_tag = re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", document.language)
    declared = document.language if is_tag else ""
    return declared if not detected or base(declared) == detected else detected


def _known_by(interview: Interview, talk: Talk, cast: people.Cast, document: Document) -> Iterator[tuple[str, str]]:
    """What the name of each speaker was taken from whom neither a label nor the editor names."""
    asked = {pair.asked_by for pair in talk.pairs}
    answered = {turn.speaker for pair in talk.pairs for turn in pair.answers}
    for speaker in interview.about.speakers:
        labels, named = (asked, cast.asker) if speaker.role == "question" else (answered, cast.guest)
        told = {named(label).name for label in labels if label and not named_side(label, cast.words)}
        given = (cast.question, cast.answer, cast.words.question_speaker, cast.words.answer_speaker)
        if speaker.role != "narrator" and speaker.name not in told and speaker.name not in given:
            yield speaker.name, "from the byline" if speaker.name in document.author else "from the text"


def _refusal(turns: Sequence[Turn], name: str, language: str) -> ContentError:
    """What to say of what is no interview."""
    texts = [turn for turn in turns if not turn.piece.region]
    return ContentError(
        review.no_questions(
            name,
            paragraphs=len({turn.piece.block for turn in texts}),
            words=sum(len(tokens(turn.text)) for turn in texts),
            language=language if texts else "",
            headings=sum(turn.piece.kind == "heading" for turn in texts),
            chapters=article.has_chapters(turns),
        )
    )


def _is_interview(talk: Talk, words: InterviewWords) -> bool:
    """Whether there are two questions or more, of which many ask; or whose labels say that they are questions, or their
    answers that they are answers. Without question marks they begin as questions do, and each is a heading, or two labels
    stand in turn: lines of a list, minutes and recipes ask nothing."""
    pairs = talk.pairs
    if len(pairs) < 2:
        return False
    askers = {pair.asked_by for pair in pairs}
    guests = {pair.answers[0].speaker for pair in pairs}
    if {named_side(label, words) for label in askers} == {"question"}:
        return True
    if {named_side(label, words) for label in guests} == {"answer"}:
        return True
    questions = [pair.question.text for pair in pairs]
    in_turn = len(askers) == len(guests) == 1 and "" not in askers | guests
    headings = all(pair.question.piece.kind == "heading" for pair in pairs)
    asking = share(wants_answer(question, words) for question in questions)
    return asking >= 0.3 or ((in_turn or headings) and article.ask(questions, words))


def _left_out(item: Unspoken, words: InterviewWords) -> LeftOut:
    """A piece that is not spoken, with a reason: a comment inside the talk, and wherever it may be text after all."""
    turn = item.turn
    reason = turn.piece.region or page_lines.reason(turn.text, words, edge=not item.inside) or _REASONS[item.label]
    doubtful = item.inside or (item.label in _DOUBTFUL and len(tokens(turn.text)) >= 4)
    return LeftOut(text=turn.text, line=turn.piece.line, reason=reason, place=item.place, doubtful=doubtful)


_REASONS = {
    "title": "heading",
    "byline": "byline",
    "subheading": "subheading",
    "aside": "aside",
    "page": "page",
    "biography": "biography",
}
