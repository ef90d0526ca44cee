"""Pieces → pieces whose labels are known: "Anna:", "Q:", "[Redaktion]", a name in bold, a name on a line of its own.

A label is believed where it comes again, where it says "question" or "answer", or where it is the name of somebody of whom the
text speaks. Whose label it is on which side is not decided here: see :mod:`.features`.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from audiobuild.importers.document import SourceRun, cut, joined_text
from audiobuild.importers.evidence import asks, ends_sentence, tokens, wants_answer
from audiobuild.importers.first_names import is_first_name
from audiobuild.importers.interview_words import InterviewWords
from audiobuild.importers.label_names import comparison_form, is_capitalised, named_side
from audiobuild.importers.labels import Label, candidates, fullness
from audiobuild.importers.pieces import Piece

_TIME = re.compile(r"[\[(]\d{1,2}:\d{2}(?::\d{2})?[\])]\s*")
_HEADLINE = 4
_LETTERS = 3
"""A label of so few letters without a colon ("X.", "TV –") is anything, unless it comes often."""
_LONGEST_ASKED = 40
"""Words of a question at most; what is longer introduces the talk."""
_END = r"(?<=[.?!…:\"“”»)\]])\s*"


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """A piece without its label. ``speaker`` is the comparison form of the label right before it, empty where there is none."""

    piece: Piece
    runs: tuple[SourceRun, ...]
    text: str
    speaker: str = ""
    printed: str = ""
    alone: bool = False
    """Whether the label stood on a line of its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Labelling:
    """``turns`` in the order of the document, ``names``: the fullest name printed for each speaker's form, and ``beside``:
    what stands beside the text."""

    turns: tuple[Turn, ...]
    names: Mapping[str, str]
    beside: tuple[Turn, ...] = ()


def find(pieces: Sequence[Piece], words: InterviewWords) -> Labelling:
    """The pieces with their labels taken off. A label alone on its line belongs to what follows it."""
    pieces, possible = _unglued(pieces, _candidates(pieces, words), words)
    labels = _believed(pieces, possible, words)
    names: dict[str, str] = {}
    for known in labels.values():
        names[known.speaker] = max(names.get(known.speaker, ""), known.printed, key=fullness)
    turns: list[Turn] = []
    roles: dict[str, Turn] = {}
    waiting: Label | None = None
    for index, piece in enumerate(pieces):
        label = labels.get(index)
        if label and label.role and label.role.casefold() != label.speaker:
            run = SourceRun(text=label.role)
            roles.setdefault(label.role, Turn(piece=replace(piece, region="role"), runs=(run,), text=label.role))
        runs = cut(piece.runs, label.length) if label else piece.runs
        if time := _TIME.match(joined_text(runs)):
            runs = cut(runs, time.end())
        if not runs:
            waiting = label
            continue
        own = label or waiting
        turns.append(
            Turn(
                piece=piece,
                runs=runs,
                text=joined_text(runs),
                speaker=own.speaker if own else "",
                printed=own.printed if own else "",
                alone=label is None and waiting is not None,
            )
        )
        waiting = None
    return Labelling(turns=tuple(turns), names=names, beside=tuple(roles.values()))


def _believed(pieces: Sequence[Piece], possible: Mapping[int, Label], words: InterviewWords) -> dict[int, Label]:
    """The labels that come again, that say "question" or "answer", that name somebody of whom the text speaks, and the first
    two of a talk, where turns have labels there only."""
    counts = Counter(label.speaker for label in possible.values())
    letters = {label.speaker for label in possible.values() if len(label.printed) <= _LETTERS and not label.colon}
    seldom = max(3, 0.05 * len(pieces))
    recurring = {
        speaker
        for speaker, count in counts.items()
        if count >= (seldom if speaker in letters else 3 if _is_nickname(speaker, possible) else 2)
    }
    dense = len(possible) >= 3 and len(recurring) >= 1
    people = Counter(match for piece in pieces for match in _capitals(piece.text))
    pronouns = words.they | words.first_person
    named = len(recurring - pronouns) >= 2  # whoever says "I:" and "he:" then tells what was said
    believed: dict[int, Label] = {}
    for index, label in possible.items():
        if (named and label.speaker in pronouns) or _is_headline(index, pieces, possible):
            continue
        part = named_side(label.speaker, words) is not None and (label.colon or counts[label.speaker] >= 2)
        several = len(tokens(label.printed)) >= 2 and is_capitalised(label.printed, words)
        known = several and people[label.printed] >= 2 and not _is_phrase(label.printed, words)
        once = (
            dense
            and label.length < len(pieces[index].text)
            and (_is_person(label, words) or _is_short(label, recurring))
        )
        if label.speaker in recurring or part or known or once:
            believed[index] = label
    return believed | _first_two(pieces, possible, words)


def _is_headline(index: int, pieces: Sequence[Piece], labels: Mapping[int, Label]) -> bool:
    """Whether a line that begins with the name of who has just spoken, and then somebody else does, is no sentence: what is
    told of them, "Falk: a stop soon"."""
    before, own, behind = (labels.get(number) for number in (index - 1, index, index + 1))
    return (
        bool(before and own and behind and own.colon)
        and labels[index - 1].speaker == labels[index].speaker != labels[index + 1].speaker
        and not ends_sentence(pieces[index].text)
        and ends_sentence(pieces[index - 1].text)
        and len(tokens(pieces[index].text)) >= _HEADLINE
    )


def _is_person(label: Label, words: InterviewWords) -> bool:
    """Whether a label of several words looks like a name: it begins with a first name, or has no word that is none."""
    parts = tokens(label.printed)
    if len(parts) < 2 or not is_capitalised(label.printed, words) or _is_phrase(label.printed, words):
        return False
    things = words.things | words.stopwords
    return is_first_name(parts[0]) or not (words.nouns_capitalised or any(part.lower() in things for part in parts))


def _is_short(label: Label, speakers: Collection[str]) -> bool:
    """Whether a label is a part of another: "Adler" of "Paul Adler"."""
    return any(set(label.speaker.split()) < set(other.split()) for other in speakers)


def _is_phrase(printed: str, words: InterviewWords) -> bool:
    """Whether what stands before a colon begins as a phrase does: "Im Gegenteil: …"."""
    return tokens(printed)[0].lower() in words.stopwords


def _is_nickname(speaker: str, possible: Mapping[int, Label]) -> bool:
    return all(label.printed.islower() for label in possible.values() if label.speaker == speaker)


def _first_two(pieces: Sequence[Piece], possible: Mapping[int, Label], words: InterviewWords) -> dict[int, Label]:
    """A question with a label, and right behind it an answer with another."""
    colon = [(index, label) for index, label in sorted(possible.items()) if label.colon]
    for (first, asker), (second, guest) in itertools.pairwise(colon):
        if any(
            asks(piece.text) and len(tokens(piece.text)) <= _LONGEST_ASKED
            for piece in pieces[:first]
            if not piece.region
        ):
            break  # it is not the first question any more
        asked = pieces[first].text[asker.length :]
        between = pieces[first + 1 : second]
        if (
            asker.speaker != guest.speaker
            and not guest.printed.islower()
            and (not asker.printed.islower() or "." in asker.printed or is_capitalised(guest.printed, words))
            and (not asked or all(piece.block == pieces[first].block for piece in between))
            and wants_answer(" ".join([asked, *(piece.text for piece in between)]), words)
            and len(between) <= 2
            and second - first <= 3
            and not wants_answer(pieces[second].text[guest.length :], words)
            and guest.length < len(pieces[second].text)
        ):
            return {first: asker, second: guest}
    return {}


def _candidates(pieces: Sequence[Piece], words: InterviewWords) -> dict[int, Label]:
    """What may be a label before a piece. A whole piece that is a name again and again is one, whatever it begins with."""
    found = dict(candidates(pieces, words))
    whole = Counter(piece.text for piece in pieces if len(piece.text) <= 40)
    for index, piece in enumerate(pieces):
        text = piece.text.rstrip(" :")
        if (
            whole[piece.text] >= 3
            and len(text.split()) <= 4
            and is_capitalised(text, words)
            and (piece.kind == "heading" or piece.text.endswith(":") or "strong" in piece.marks)
        ):
            found[index] = Label(
                printed=text, speaker=comparison_form(text, words) or text.casefold(), length=len(piece.text)
            )
    return found


def _capitals(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_a-zß-ÿ][\w'’-]+(?: [^\W\d_a-zß-ÿ][\w'’-]+)+", text))


def _unglued(
    pieces: Sequence[Piece], possible: Mapping[int, Label], words: InterviewWords
) -> tuple[list[Piece], Mapping[int, Label]]:
    """Pieces cut before a label that stands in the middle of one, where it is a label elsewhere, or twice such a one."""
    colon = {label.printed for label in possible.values() if label.colon and not label.printed.islower()}
    inside = Counter(
        match[1]
        for piece in pieces
        for match in re.finditer(rf"{_END}([^\W\d_a-zß-ÿ][^\W\d_]*(?: [^\W\d_a-zß-ÿ][\w.]*){{0,2}}):\s", piece.text)
    )
    often = {name for name, count in inside.items() if count >= 2 and not _is_phrase(name, words)}
    known = {name for name in colon if len(name) > 1} | often
    if not known:
        return list(pieces), possible
    names = "|".join(sorted(map(re.escape, known), key=lambda name: (-len(name), name)))
    pattern = re.compile(rf"{_END}(?=(?:{names})\s?:)")
    cuttings: list[Piece] = []
    changed = False
    for piece in pieces:
        at = [match.end() for match in pattern.finditer(piece.text) if match.end() > 1]
        if not at:
            cuttings.append(piece)
            continue
        changed = True
        for number, (start, end) in enumerate(zip([0, *at], [*at, None], strict=True)):
            runs = cut(piece.runs, start, end)
            if runs and not number:
                cuttings.append(replace(piece, runs=runs, text=joined_text(runs)))
            elif runs:
                part = replace(piece, runs=runs, text=joined_text(runs), part=piece.part + number, cut="sentence")
                cuttings.append(replace(part, apart=False, rule=False))
    return cuttings, (_candidates(cuttings, words) if changed else possible)
