"""Phrases in other languages: each is marked alike wherever it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from audiobuild.checking import reading
from audiobuild.checking.finding import File
from audiobuild.checking.publications.narration import Narration
from audiobuild.checking.statements import Statement, facts
from audiobuild.checking.transcripts import TranscriptCue


def statements(
    narrations: Mapping[File, Narration], vtt: tuple[File, Sequence[TranscriptCue]] | None
) -> Iterator[Statement]:
    """In which languages each phrase is marked that any file marks, by all of them: in none, where one forgets it."""
    marked = {file: narration.phrases for file, narration in narrations.items()}
    if vtt is not None:
        marked[vtt[0]] = frozenset(phrase for cue in vtt[1] for phrase in cue.phrases)
    printed = {
        file: [reading.bare(sentence.text) for sentence in narrations[file].sentences]
        for file, phrases in marked.items()
        if phrases and file in narrations
    }
    for phrase in sorted({phrase for phrases in marked.values() for phrase, _ in phrases}):
        for file, phrases in marked.items():
            if file in printed and not any(phrase in sentence for sentence in printed[file]):
                continue  # "Picture:" is heard, and not printed
            said = ", ".join(sorted(language for text, language in phrases if text == phrase))
            yield Statement(fact=facts.PHRASE, file=file, place=repr(phrase[:40]), said=(said,), of=phrase)
