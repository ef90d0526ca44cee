"""What is said, held against itself: three transcripts, the page, the text in the tag, and the chapters' marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from audiobuild.check.finding import File, Finding
from audiobuild.check.publications import Heard
from audiobuild.check.reading import bare
from audiobuild.check.transcripts import COLON, Said

AGREE = "One text and one set of times: WebVTT, SRT, JSON and the page say the same"
WITHIN = "WebVTT, 4.1, and WCAG 2.2, 1.2.1: nothing is said behind the end of the sound"
MARKS = "ID3v2 Chapter Frame Addendum: a chapter begins between two sentences, not in one"
LYRICS = "ID3v2.3.0, 4.9: USLT holds what is said"
_MOST = 5


def agreement(
    told: Mapping[File, Sequence[Said]],
    srt: tuple[File, Sequence[Said]] | None,
    page: tuple[File, Sequence[Heard]] | None,
) -> tuple[Sequence[Said], list[Finding]]:
    """What most files say (``told`` are WebVTT and JSON), and where one says something else."""
    findings: list[Finding] = []
    texts = {file: [bare(cue.text) for cue in cues] for file, cues in told.items()}
    if page:
        texts[page[0]] = [bare(sentence.text) for sentence in page[1]]
    if not texts:
        return (), findings
    usual = _most([tuple(found) for found in texts.values()])
    for file, found in texts.items():
        if tuple(found) != usual:
            findings.append(file.finding(AGREE, _where(found, usual)))
    same = {file: cues for file, cues in told.items() if tuple(texts[file]) == usual}
    if srt:
        joined = _joined(srt[1], usual, _names(told))
        if isinstance(joined, str):
            findings.append(srt[0].finding(AGREE, joined))
        else:
            same[srt[0]] = joined
    findings += _times(same)
    spoken = next((cues for cues in same.values()), ())
    if page and tuple(texts[page[0]]) == usual:
        findings += _on_page(page[0], page[1], spoken)
    return spoken, findings


def within(file: File, cues: Sequence[Said], duration_ms: int) -> Iterator[Finding]:
    """A cue that goes on behind the sound."""
    if cues and cues[-1].end_ms > duration_ms:
        message = f"ends at {cues[-1].end_ms} ms, the sound at {duration_ms} ms"
        yield file.finding(WITHIN, message, place=f"cue {len(cues)}")


def parted(file: File, starts: Sequence[int], cues: Sequence[Said]) -> Iterator[Finding]:
    """Marks that lie in a sentence."""
    for number, start in enumerate(starts, 1):
        for cue in cues:
            if cue.start_ms < start < cue.end_ms:
                message = f"begins at {start} ms, in the midst of {cue.text[:40]!r}"
                yield file.finding(MARKS, message, place=f"chapter {number}")


def in_lyrics(file: File, text: str, cues: Sequence[Said]) -> Iterator[Finding]:
    """The first sentence that the tag's text leaves out."""
    whole, at = bare(text), 0
    for number, cue in enumerate(cues, 1):
        found = whole.find(bare(cue.text), at)
        if found < 0:
            yield file.finding(LYRICS, f"leaves out sentence {number}, {cue.text[:40]!r}", place="USLT")
            return
        at = found + len(bare(cue.text))


def _letters(name: str) -> str:
    """Of a name what all formats keep: & and colons mean something in one or the other."""
    return "".join(filter(str.isalnum, name))


def _names(told: Mapping[File, Sequence[Said]]) -> frozenset[str]:
    return frozenset(_letters(cue.speaker) for cues in told.values() for cue in cues)


def _most(values: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return Counter(values).most_common(1)[0][0]


def _where(found: Sequence[str], usual: Sequence[str]) -> str:
    for number, (one, other) in enumerate(zip(found, usual, strict=False), 1):
        if one != other:
            return f"says something else than the other files, from sentence {number} on"
    return f"has {len(found)} sentences, the other files {len(usual)}"


def _joined(cues: Sequence[Said], texts: Sequence[str], names: frozenset[str]) -> list[Said] | str:
    """The parts of each sentence as one cue, or what is wrong. A first part may begin with who speaks."""
    waiting = list(cues[::-1])
    joined = []
    for number, text in enumerate(texts, 1):
        parts: list[Said] = []
        said = ""
        while waiting and len(said) < len(text):
            cue = waiting.pop()
            name, colon, rest = cue.text.partition(": ")
            if not parts and colon and not text.startswith(bare(cue.text)):
                if _letters(name) not in names:
                    return f"cue {len(cues) - len(waiting)}: {name!r} before a colon is nobody who speaks. {COLON}"
                cue = replace(cue, text=rest, speaker=name)
            parts.append(cue)
            said += bare(cue.text)
        if said != text:
            return f"says something else than the other files, from sentence {number} on"
        joined.append(Said(start_ms=parts[0].start_ms, end_ms=parts[-1].end_ms, speaker=parts[0].speaker, text=text))
    return f"says more than the other files, from cue {len(cues) - len(waiting) + 1} on" if waiting else joined


def _times(told: Mapping[File, Sequence[Said]]) -> Iterator[Finding]:
    """The first few cues of each file that have another time or speaker than in most others."""
    counts = Counter[str]()
    for number, row in enumerate(zip(*told.values(), strict=True), 1):
        for name in ("start_ms", "end_ms", "speaker"):
            values = [_letters(cue.speaker) if name == "speaker" else getattr(cue, name) for cue in row]
            known = [value for value in values if value != ""]
            usual = Counter(known).most_common(1)[0][0] if known else ""
            for file, value in zip(told, values, strict=True):
                if value not in (usual, "") and counts[file.name] < _MOST:
                    counts[file.name] += 1
                    what = {"start_ms": "begins at", "end_ms": "ends at", "speaker": "is said by"}[name]
                    message = f"{what} {value}, in the other files {usual}"
                    yield file.finding(AGREE, message, place=f"sentence {number}")


def _on_page(file: File, heard: Sequence[Heard], cues: Sequence[Said]) -> Iterator[Finding]:
    for number, (sentence, cue) in enumerate(zip(heard, cues, strict=False), 1):
        if not sentence.start_ms <= cue.start_ms < cue.end_ms <= sentence.end_ms:
            message = (
                f"is marked from {sentence.start_ms} to {sentence.end_ms} ms, "
                f"and said from {cue.start_ms} to {cue.end_ms} ms"
            )
            yield file.finding(AGREE, message, place=f"sentence {number}")
            return
