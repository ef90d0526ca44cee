"""What is said, compared: three transcripts, the page, the text in the tag, and the chapters' marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from audiobuild.checking.finding import File, Finding
from audiobuild.checking.majority import most
from audiobuild.checking.publications.narration import NarratedSentence
from audiobuild.checking.reading import bare
from audiobuild.checking.transcripts import COLON, TranscriptCue
from audiobuild.messages import Message, msg, template, words_of
from audiobuild.site.writers.transcript import SRT_COLON

AGREE = msg("One text and one set of times: WebVTT, SRT, JSON and the page say the same")
WITHIN = msg("WebVTT, 4.1, and WCAG 2.2, 1.2.1: nothing is said behind the end of the sound")
MARKS = msg("ID3v2 Chapter Frame Addendum: a chapter begins between two sentences, not in one")
LYRICS = msg("ID3v2.3.0, 4.9: USLT holds what is said")
_MOST = 5


def agreement(
    transcripts: Mapping[File, Sequence[TranscriptCue]],
    srt: tuple[File, Sequence[TranscriptCue]] | None,
    page: tuple[File, Sequence[NarratedSentence]] | None,
) -> tuple[Sequence[TranscriptCue], list[Finding]]:
    """What most files say (``transcripts`` are WebVTT and JSON), and where one says something else. Sounds are in it, without a
    speaker; SRT has none."""
    findings: list[Finding] = []
    texts = {file: [said(cue.text) for cue in cues] for file, cues in transcripts.items()}
    if page:
        texts[page[0]] = [said(sentence.text) for sentence in page[1]]
    if not texts:
        return (), findings
    usual = most([tuple(sentences) for sentences in texts.values()])
    for file, sentences in texts.items():
        if tuple(sentences) != usual:
            findings.append(file.finding(AGREE, _where(sentences, usual)))
    same = {file: cues for file, cues in transcripts.items() if tuple(texts[file]) == usual}
    heard = _consensus(list(same.values()))
    if srt:
        try:
            spoken_texts = [text for text, cue in zip(usual, heard, strict=True) if cue.speaker] if heard else usual
            same[srt[0]] = _with_sounds(_joined(srt[1], spoken_texts, _names(transcripts)), heard)
        except _DifferentError as error:
            findings.append(srt[0].finding(error.rule, words_of(error)))
    spoken = _consensus(list(same.values()))
    findings += _times(same, spoken)
    if page and tuple(texts[page[0]]) == usual:
        findings += _on_page(page[0], page[1], spoken)
    return spoken, findings


def within(file: File, cues: Sequence[TranscriptCue], duration_ms: int) -> Iterator[Finding]:
    """The last cue, if it ends later than the sound."""
    if cues and cues[-1].end_ms > duration_ms:
        message = msg("ends at {} ms, the sound at {} ms", cues[-1].end_ms, duration_ms)
        yield file.finding(WITHIN, message, place=msg("cue {}", len(cues)))


def parted(file: File, starts: Sequence[int], cues: Sequence[TranscriptCue]) -> Iterator[Finding]:
    """Marks that lie in a sentence."""
    for number, start in enumerate(starts, 1):
        for cue in cues:
            if cue.start_ms < start < cue.end_ms:
                message = msg("begins at {} ms, in the midst of {!r}", start, cue.text[:40])
                yield file.finding(MARKS, message, place=msg("chapter {}", number))


def labelled(file: File, labels: Sequence[tuple[str, int]], cues: Sequence[TranscriptCue]) -> Iterator[Finding]:
    """Names that stand above what somebody else says; each with where that begins, at most a pause before it is said."""
    starts = [cue.start_ms for cue in cues]
    for name, start_ms in labels:
        at = bisect_left(starts, start_ms)
        if at < len(cues) and cues[at].speaker and _letters(cues[at].speaker) != _letters(name):
            message = msg("names {!r} above what {!r} says", name, cues[at].speaker)
            yield file.finding(AGREE, message, place=repr(cues[at].text[:40]))


def in_lyrics(file: File, text: str, cues: Sequence[TranscriptCue]) -> Iterator[Finding]:
    """The first sentence that the tag's text leaves out."""
    whole, at = bare(text), 0
    for number, cue in enumerate(cues, 1):
        position = whole.find(said(cue.text), at)
        if position < 0:
            yield file.finding(LYRICS, msg("leaves out sentence {}, {!r}", number, cue.text[:40]), place="USLT")
            return
        at = position + len(said(cue.text))


def said(text: str) -> str:
    """A sentence as all formats say it: transcripts end it with a mark where none is printed, and SRT has no second colon."""
    return bare(text).replace(SRT_COLON, ":").rstrip(".…")


def _letters(name: str) -> str:
    """The letters and digits of a name, which all formats keep; & and colons have a meaning in some."""
    return "".join(filter(str.isalnum, name))


def _names(transcripts: Mapping[File, Sequence[TranscriptCue]]) -> frozenset[str]:
    return frozenset(_letters(cue.speaker) for cues in transcripts.values() for cue in cues if cue.speaker)


def _with_sounds(spoken: Sequence[TranscriptCue], heard: Sequence[TranscriptCue]) -> list[TranscriptCue]:
    """What a file says that has no sounds, with those of the others."""
    waiting = iter(spoken)
    return [next(waiting) if cue.speaker else cue for cue in heard] if heard else list(spoken)


def _where(texts: Sequence[str], usual: Sequence[str]) -> Message:
    for number, (one, other) in enumerate(zip(texts, usual, strict=False), 1):
        if one != other:
            return msg("says something else than the other files, from sentence {} on", number)
    return msg("has {} sentences, the other files {}", len(texts), len(usual))


class _DifferentError(Exception):
    """The SRT file differs from the others; this is the first place."""

    def __init__(self, rule: str, message: Message) -> None:
        self.rule = rule
        super().__init__(message)


def _joined(cues: Sequence[TranscriptCue], texts: Sequence[str], names: frozenset[str]) -> list[TranscriptCue]:
    """The parts of each sentence as one cue, of which the first names who speaks, and no other. Raises _DifferentError."""
    waiting = list(cues[::-1])
    joined = []
    for number, text in enumerate(texts, 1):
        parts: list[TranscriptCue] = []
        words = ""
        while waiting and len(words) < len(text):
            cue = waiting.pop()
            name, colon, rest = (cue.text if parts else cue.text.replace("\n", " ", 1)).partition(": ")
            place = len(cues) - len(waiting)
            if parts and colon:
                raise _DifferentError(COLON, msg("cue {}: {!r} before a colon is nobody who speaks", place, name))
            if not parts and (not colon or _letters(name) not in names):
                raise _DifferentError(COLON, msg("cue {}: says nobody who speaks", place))
            parts.append(cue if parts else replace(cue, text=rest, speaker=name))
            words += bare(parts[-1].text).replace(SRT_COLON, ":")
        if said(words) != text:
            raise _DifferentError(AGREE, msg("says something else than the other files, from sentence {} on", number))
        joined.append(
            TranscriptCue(start_ms=parts[0].start_ms, end_ms=parts[-1].end_ms, speaker=parts[0].speaker, text=text)
        )
    if waiting:
        place = len(cues) - len(waiting) + 1
        raise _DifferentError(AGREE, msg("says more than the other files, from cue {} on", place))
    return joined


def _consensus(transcripts: Sequence[Sequence[TranscriptCue]]) -> tuple[TranscriptCue, ...]:
    """Each sentence with the times and the speaker that most files give it."""
    return tuple(
        TranscriptCue(
            start_ms=most([cue.start_ms for cue in row]),
            end_ms=most([cue.end_ms for cue in row]),
            speaker=most([cue.speaker for cue in row if cue.speaker] or [""]),
            text=row[0].text,
        )
        for row in zip(*transcripts, strict=True)
    )


def _times(transcripts: Mapping[File, Sequence[TranscriptCue]], usual: Sequence[TranscriptCue]) -> Iterator[Finding]:
    """The first few cues of each file that have another time or speaker than in most others."""
    for file, cues in transcripts.items():
        count = 0
        for number, (cue, other) in enumerate(zip(cues, usual, strict=True), 1):
            differences = [
                (template("begins at {}, in the other files {}"), cue.start_ms, other.start_ms),
                (template("ends at {}, in the other files {}"), cue.end_ms, other.end_ms),
                (
                    template("is said by {}, in the other files {}"),
                    _letters(cue.speaker) or "–",
                    _letters(other.speaker) or "–",
                ),
            ]
            for what, value, usual_value in differences:
                if value != usual_value and count < _MOST:
                    count += 1
                    message = msg(what, value, usual_value)
                    yield file.finding(AGREE, message, place=msg("sentence {}", number))


def _on_page(file: File, heard: Sequence[NarratedSentence], cues: Sequence[TranscriptCue]) -> Iterator[Finding]:
    for number, (sentence, cue) in enumerate(zip(heard, cues, strict=False), 1):
        if not sentence.start_ms <= cue.start_ms < cue.end_ms <= sentence.end_ms:
            message = msg(
                "is marked from {} to {} ms, and said from {} to {} ms",
                sentence.start_ms,
                sentence.end_ms,
                cue.start_ms,
                cue.end_ms,
            )
            yield file.finding(AGREE, message, place=msg("sentence {}", number))
            return
