"""From printed text to atoms: one walk over the tokens, the lexicon first, then the rules of the token's kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from audiobuild.languages.lexicon import Lexicon
from audiobuild.languages.mechanism import Atom, Change, Kind, Language, Place, Rule

_TOKEN = re.compile(r"\w+|[^\w\s]")


def atoms(
    text: str, start: int, end: int, *, language: Language, tag: str, lexicon: Lexicon, silent: frozenset[str]
) -> Iterator[Atom]:
    """The atoms of ``text[start:end]`` in order; the text around is context only.

    ``tag`` is the text's full language code; what the rules named in ``silent`` find is not spoken.
    """
    position = start
    while token := _TOKEN.search(text, position, end):
        atom = _from_lexicon(text, token, end, tag, lexicon) or _from_rules(text, token, end, tag, language.by_kind)
        if atom is None:
            position = token.end()
            continue
        atom = replace(atom, spoken="") if atom.rule in silent else atom
        atom = _without_gap(text, atom, max(position, start), end)
        yield atom
        position = atom.end


def _from_lexicon(text: str, token: re.Match[str], end: int, tag: str, lexicon: Lexicon) -> Atom | None:
    found = lexicon.find(text, token.start(), token[0])
    if found is None or found[1] > end:
        return None
    entry, stop = found
    printed = text[token.start() : stop]
    return Atom(
        start=token.start(), end=stop, spoken=entry.spoken or printed, language=entry.language or tag, rule="lexicon"
    )


def _from_rules(
    text: str, token: re.Match[str], end: int, tag: str, kinds: Mapping[Kind, tuple[Rule, ...]]
) -> Atom | None:
    start = token.start()
    kind: Kind = "digit" if text[start].isdecimal() else "word" if text[start].isalnum() else "sign"
    for rule in kinds[kind]:
        match = rule.pattern.match(text, start, end)
        if match is None or match.end() == start:
            continue
        answer = rule.speak(Place(match, tag))
        if answer is None:
            continue
        change = answer if isinstance(answer, Change) else Change(spoken=answer)
        stop = change.end or match.end()
        return Atom(
            start=start,
            end=stop,
            spoken=change.spoken,
            language=change.language or tag,
            rule=rule.name,
            ends=change.ends,
        )
    return None


def _without_gap(text: str, atom: Atom, start: int, end: int) -> Atom:
    """Of what is not spoken the white space before goes too (at the beginning that behind), so that no gap remains."""
    if atom.spoken:
        return atom
    begin, stop = atom.start, atom.end
    while begin > start and text[begin - 1].isspace():
        begin -= 1
    while begin == 0 and stop < end and text[stop : stop + 1].isspace():
        stop += 1
    return replace(atom, start=begin, end=stop)
