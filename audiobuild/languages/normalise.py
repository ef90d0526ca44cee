"""From printed text to atoms: one walk over the tokens, the lexicon first, then the rules of the token's kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from audiobuild.languages.lexicon import Lexicon
from audiobuild.languages.mechanism import Atom, Change, Kind, Language, Place
from audiobuild.languages.pieces import Run

_TOKEN = re.compile(r"\d+|[^\W\d]+|[^\w\s]")


def atoms_in(text: str, run: Run, *, language: Language, lexicon: Lexicon, silent: frozenset[str]) -> Iterator[Atom]:
    """The atoms of a run of the text in order; the text around is context only.

    What the rules named in ``silent`` find is not spoken.
    """
    position = run.start
    while token := _TOKEN.search(text, position, run.end):
        atom = _from_lexicon(text, token, run, lexicon) or _from_rules(text, token, run, language)
        if atom is None:
            position = token.end()
            continue
        if atom.rule in silent:
            atom = replace(atom, spoken="")
        if not atom.spoken:
            atom = _without_gap(text, atom, position, run)
        yield atom
        position = atom.end


def _from_lexicon(text: str, token: re.Match[str], run: Run, lexicon: Lexicon) -> Atom | None:
    found = lexicon.find(text, token.start(), token[0])
    if found is None or found[1] > run.end:
        return None
    entry, end = found
    spoken = entry.spoken or text[token.start() : end]
    return Atom(
        start=token.start(),
        end=end,
        spoken=spoken,
        language=entry.language or run.language,
        rule="lexicon",
        ends="opener",
        ipa=entry.ipa,
    )


def _from_rules(text: str, token: re.Match[str], run: Run, language: Language) -> Atom | None:
    start = token.start()
    first = text[start]
    kind: Kind = "digit" if first.isdecimal() else "word" if first.isalnum() else "sign"
    for rule in language.by_kind[kind]:
        match = rule.pattern.match(text, start, run.end)
        if match is None or match.end() == start:
            continue
        answer = rule.speak(Place(match, run.language))
        if answer is None:
            continue
        change = answer if isinstance(answer, Change) else Change(spoken=answer)
        return Atom(
            start=change.start or start,
            end=change.end or match.end(),
            spoken=change.spoken,
            language=change.language or run.language,
            rule=rule.name,
            ends=change.ends,
            ipa=change.ipa,
        )
    return None


def _without_gap(text: str, atom: Atom, position: int, run: Run) -> Atom:
    """Of what is not spoken the white space before goes too (at the beginning that behind), so that no gap remains."""
    start, end = atom.start, atom.end
    while start > position and text[start - 1].isspace():
        start -= 1
    while start == 0 and end < run.end and text[end].isspace():
        end += 1
    return replace(atom, start=start, end=end)
