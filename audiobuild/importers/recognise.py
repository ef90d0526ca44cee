"""Document → Import: cut into pieces, each labelled by all that is seen of the whole, the talk put together, people named.

:func:`interview` is the whole way. To see why an import went wrong: ``audiobuild import --explain``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from audiobuild.errors import ContentError
from audiobuild.importers import acceptance, article, features, model, page_lines, pieces, review, turns
from audiobuild.importers.document import Document
from audiobuild.importers.evidence import addresses, asks, ends_sentence, first_person, sentences, tokens
from audiobuild.importers.first_names import is_first_name
from audiobuild.importers.interview import build, printed_title
from audiobuild.importers.interview_words import InterviewWords, detect, load
from audiobuild.importers.label_names import named_side
from audiobuild.importers.people import cast as people
from audiobuild.importers.people import sexes
from audiobuild.importers.result import Import, LeftOut, Wishes
from audiobuild.importers.talk import Judged, Talk, Unspoken, assemble
from audiobuild.importers.turns import Labelling, Turn
from audiobuild.languages import tags
from audiobuild.languages.registry import FALLBACK, base
from audiobuild.messages import msg
from audiobuild.model import Interview

_BESIDE = frozenset(
    "account advert aside attachment attribution caption comment comments consent deleted footer footnote form head keywords "  # noqa: SIM905
    "newsletter picture running sharing struck symbol teaser template unseen".split()
)
"""Regions in which nobody speaks: of 6,000 pieces of 581 documents 14 do. All others are evidence: an accordion hides answers.
What is in these stands in no talk's way: to the best labelling, an answer and the next question are neighbours whatever a page
shows between them."""
_TOLD = 12
"""Words that tell of somebody."""
_LEAST = 2
"""Questions that are left to a talk whose first is none."""
_LONGEST_TITLE = 20
_SENTENCE = 8
"""Words of a sentence that tells something."""
_KEPT = 0.2
"""How likely a sentence within the talk must be an answer to be kept in it."""
_DOUBTFUL = frozenset({"aside", "byline", "biography", "title", "introduction"})
"""Labels that an editor may see otherwise: such lines stay in the Markdown as comments."""
_NAME = re.compile(r"[^\W\d_a-zß-ÿ][^\W\d_]+(?: [^\W\d_a-zß-ÿ][\w.'-]+)+")


def interview(document: Document, wishes: Wishes, *, name: str) -> Import:
    """The interview in a document; the arguments are those of :func:`audiobuild.importers.read`."""
    if not document.blocks:
        raise ContentError(review.no_text(name))
    acceptance.measure(document, name)
    tag, words, found = seen(document, wishes)
    if wishes.article:
        judged = _with_beside(article.judged(found.turns, words, document.title), found)
    else:
        judged = label(document, found, words)
    talk = assemble(judged)
    if wishes.article and not talk.pairs:
        raise ContentError(review.no_headings(name))
    if not wishes.article and not acceptance.is_interview(talk, words):
        raise acceptance.refusal(found.turns, name, tag)
    around = people.find(judged, document, words)
    if not wishes.article and (told := _told_of(judged, around.guests, words)):
        judged = told
        talk = assemble(judged)
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
        sexes=sexes.find(
            (speaker.name for speaker in result.about.participants), (block.text for block in document.blocks), words
        ),
    )


def seen(document: Document, wishes: Wishes) -> tuple[str, InterviewWords, Labelling]:
    """The document's language (empty if unknown), the words of that language, and what there is to label."""
    tag = language(document, wishes.language)
    words = load(base(tag or FALLBACK))
    every = pieces.numbers_aside(pieces.cut(document.blocks))
    found = turns.find([piece for piece in every if piece.region not in _BESIDE], words)
    beside = tuple(Turn(piece=p, runs=p.runs, text=p.text) for p in every if p.region in _BESIDE)
    return tag, words, replace(found, beside=(*found.beside, *beside))


def label(document: Document, found: Labelling, words: InterviewWords) -> list[Judged]:
    """Each turn with the label that it has in the best labelling of the whole document, and what stands beside it."""
    inside = judged_by(chained(document, found, words), document, found, words) if found.turns else []
    return _with_beside(settled(inside, document, found, words), found)


def _with_beside(judged: Sequence[Judged], found: Labelling) -> list[Judged]:
    """What is weighed, with what is not at its place."""
    beside = [Judged(turn=turn, label="page", weighed=False) for turn in found.beside]
    return sorted([*judged, *beside], key=lambda entry: entry.turn.piece.block)


def _titled(judged: list[Judged], document: Document) -> list[Judged]:
    """The title of the document is not its introduction. Where it has none, the first line of the introduction is it, if it is
    short and no sentence but a question."""
    told = next((index for index, entry in enumerate(judged) if entry.label == "introduction"), None)
    if told is not None and judged[told].turn.text == document.title:
        return [*judged[:told], replace(judged[told], label="title"), *judged[told + 1 :]]
    if told is None or document.title or any(entry.label == "title" for entry in judged):
        return judged
    text = judged[told].turn.text
    if len(tokens(text)) > _LONGEST_TITLE or (ends_sentence(text) and not asks(text)):
        return judged
    return [*judged[:told], replace(judged[told], label="title"), *judged[told + 1 :]]


def settled(judged: list[Judged], document: Document, found: Labelling, words: InterviewWords) -> list[Judged]:
    """The turns with what is told in so many words: labels that say "question" and "answer"; where no interview comes of it,
    headings that are questions; and a title."""
    judged = _as_labelled(judged, words)
    if judged and not acceptance.is_interview(assemble(judged), words):
        judged = article.asked(found.turns, words, document.title) or judged
    return _titled(judged, document)


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


def _told_of(judged: Sequence[Judged], guests: Sequence[str], words: InterviewWords) -> list[Judged] | None:
    """The pieces with an introduction that asks as the introduction: the first question and its answer, if the answer tells of
    the guest by name and in nobody's own words ("How does one live without power? Ingo Baumann has for ten years."), or the
    first paragraph of the first question, if that does. None if nothing of the kind is there."""
    asked = [index for index, entry in enumerate(judged) if entry.label == "question"]
    answered = [index for index, entry in enumerate(judged) if entry.label == "answer"]
    later = [index for index in asked if answered and index > answered[0]]
    if len([index for index in later if index - 1 not in asked]) < _LEAST:
        return None
    head = [index for index in asked if index < answered[0]]
    block = judged[head[0]].turn.piece.block
    lead = [index for index, entry in enumerate(judged) if entry.weighed and entry.turn.piece.block == block]
    first = [index for index in answered if index < later[0]]
    if head[-1] not in lead and _tells([judged[index].turn for index in lead], guests, words):
        opening = lead
    elif _tells([judged[index].turn for index in first], guests, words) and not judged[head[0]].turn.speaker:
        opening = [*head, *first]
    else:
        return None
    return [replace(entry, label="introduction") if index in opening else entry for index, entry in enumerate(judged)]


def _tells(turns: Sequence[Turn], guests: Sequence[str], words: InterviewWords) -> bool:
    """Whether a text without a label tells of a guest by the whole name, in a sentence that speaks to nobody; and nobody says
    of himself what it tells."""
    text = " ".join(turn.text for turn in turns)
    named = [name for name in guests if " " in name] or _names_in(text)
    if any(turn.speaker for turn in turns) or first_person(text, words):
        return False
    told = [sentence for sentence in sentences(text) if not addresses(sentence, words)]
    return any(name in sentence for name in named for sentence in told)


def _names_in(text: str) -> list[str]:
    """The names of people in a text of some length."""
    found = _NAME.findall(text) if len(tokens(text)) >= _TOLD else []
    return [name for name in found if is_first_name(name.split()[0])]


def judged_by(chain: model.Chain, document: Document, found: Labelling, words: InterviewWords) -> list[Judged]:
    """:func:`label` by a chain that is there already."""
    likely = chain.marginals()
    around = "\n".join((document.title, *(turn.text for turn in found.turns if not turn.piece.region)))
    return [
        Judged(
            turn=turn,
            label=_inside(model.STATES[state][1], float(row[model.ANSWER]), turn)
            if model.STATES[state][0] == 1
            else _outside(model.STATES[state], turn, words, around),
            sure=float(row[state]),
            asks=float(row[model.QUESTION]),
            answers=float(row[model.ANSWER]),
        )
        for turn, state, row in zip(found.turns, chain.best(), likely, strict=True)
    ]


def _inside(label: str, answers: float, turn: Turn) -> str:
    """Between the first question and the last answer a sentence is left out only if it is most unlikely to be answered: what
    is too much is marked and seen, what is lost is not."""
    prose = ends_sentence(turn.text) and len(tokens(turn.text)) >= _SENTENCE and not turn.piece.region
    return "answer" if label in ("aside", "page") and prose and answers >= _KEPT else label


def _outside(state: tuple[int, str], turn: Turn, words: InterviewWords, around: str) -> str:
    """Before and behind the talk, a line that pages carry is not read out: there it costs no answer. Who somebody is of whom
    the text speaks (``around``) is read out behind it, if it is told in sentences."""
    phase, label = state
    told = label in ("introduction", "closing")
    if not told and phase == 0:
        return label
    if page_lines.reason(turn.text, words, edge=True):
        return "page" if told else label
    name = _NAME.match(turn.text)
    prose = ends_sentence(turn.text) and len(tokens(turn.text)) >= _SENTENCE and not turn.piece.region
    known = bool(name and around.count(name[0]) >= 2)
    return "closing" if prose and (label == "biography" or (phase == 2 and known)) else label


def chained(document: Document, found: Labelling, words: InterviewWords) -> model.Chain:
    """All labellings with their weights, of which who has a label is on one side."""
    chain = model.trained().chain(features.of(document, found, words), features.edges(found))
    heads = {index for index, turn in enumerate(found.turns) if turn.piece.first}
    chain = model.one_side(chain, [turn.speaker for turn in found.turns], heads)

    def is_notice(index: int) -> bool:
        text = found.turns[index].text
        return not asks(text) and bool(page_lines.reason(text, words, edge=True))

    return model.ended(chain, is_notice)


def language(document: Document, wanted: str) -> str:
    """What the editor says, else what the words show, in the page's regional form; else what the page says, or nothing."""
    if wanted:
        return wanted
    detected = detect("\n".join(block.text for block in document.blocks))
    declared = tags.instead(document.language)
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
            found_in = msg("from the byline") if speaker.name in document.author else msg("from the text")
            yield speaker.name, found_in


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
