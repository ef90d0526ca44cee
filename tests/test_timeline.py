"""When everything is heard."""

import dataclasses
from pathlib import Path

from test_script import SHOW, TEXT, VOICES

from audiobuild import script, timeline
from audiobuild.model import FRAME_MS, Chapter, Clip, CueWord, Pauses, Piece, Word
from audiobuild.publication import content
from audiobuild.publication.config import Publication

INTERVIEW = content.parse(TEXT, slug="a", path="content/a.md")
SEGMENTS = script.write(INTERVIEW, Publication(root=Path(), show=SHOW, voices=VOICES))
PAUSES = Pauses(sentence_ms=300, paragraph_ms=600, speaker_ms=900, chapter_ms=1500)


def clip(number: int, frames: int = 50) -> Clip:
    """Speech from 36 ms until 60 ms before the end."""
    return Clip(key=f"c{number}", frames=frames, speech_start_ms=36, speech_end_ms=frames * FRAME_MS - 60)


CLIPS = [clip(number) for number in range(len(SEGMENTS))]
LAID = timeline.lay(INTERVIEW, SEGMENTS, CLIPS, PAUSES)


def test_chapters_begin_on_whole_seconds_and_fill_the_time():
    assert LAID.chapters == (
        Chapter(id="introduction", kind="introduction", number=0, title="Einleitung", start_ms=0, end_ms=6000),
        Chapter(id="q1", kind="question", number=1, title="Was ist los?", start_ms=6000, end_ms=15000),
        Chapter(id="closing", kind="closing", number=0, title="Schlusswort", start_ms=15000, end_ms=19560),
    )
    assert LAID.duration_ms == LAID.frames * FRAME_MS == 19560


def test_the_first_word_follows_each_mark_within_a_third_of_a_second():
    first = {}
    for cue in LAID.cues:
        first.setdefault(cue.segment.chapter, cue.start_ms)
    waits = [start - chapter.start_ms for chapter, start in zip(LAID.chapters, first.values(), strict=True)]
    assert all(timeline.CHAPTER_LEAD_MS <= wait <= 300 for wait in waits)


def test_pauses_are_what_the_show_asks_for_to_half_a_frame():
    wanted = {"sentence": 300, "paragraph": 600, "speaker": 900}
    gaps = [
        (after.start_ms - before.end_ms, wanted[before.segment.pause])
        for before, after in zip(LAID.cues, LAID.cues[1:], strict=False)
        if before.segment.pause != "chapter"
    ]
    assert len(gaps) == 6
    assert all(abs(gap - pause) <= FRAME_MS / 2 for gap, pause in gaps)


def test_the_joints_are_the_audio():
    position = 0
    starts = {}
    for joint in LAID.joints:
        if isinstance(joint, int):
            assert joint > 0
            position += joint
        else:
            starts[joint] = position * FRAME_MS
            position += 50
    assert position == LAID.frames
    assert [starts[f"c{index}"] + 36 for index in range(len(SEGMENTS))] == [cue.start_ms for cue in LAID.cues]


def words_of(pieces: list[tuple[str, str]], spoken_words: list[tuple[int, int]]) -> list[tuple[str, int]]:
    segment = dataclasses.replace(
        SEGMENTS[0], pieces=tuple(Piece(text=text, spoken=spoken, language="de") for text, spoken in pieces)
    )
    words = tuple(Word(start=start, end=end, time_ms=start) for start, end in spoken_words)
    laid = timeline.lay(INTERVIEW, [segment], [dataclasses.replace(CLIPS[0], words=words)], PAUSES)
    begin = laid.cues[0].start_ms - 36
    found = laid.cues[0].words
    assert all(isinstance(word, CueWord) for word in found)
    return [(segment.text[word.start : word.end], word.time_ms - begin) for word in found]


def test_words_are_those_that_are_printed():
    pieces = [("Wie ", "Wie "), ("z. B.", "zum Beispiel"), (" „am ", " „am "), ("3.", "dritten"), (" Mai“.", " Mai“.")]
    spoken = "".join(said for _, said in pieces)
    assert spoken == "Wie zum Beispiel „am dritten Mai“."
    spans = [(0, 3), (4, 7), (8, 16), (17, 20), (21, 28), (29, 34)]
    assert words_of(pieces, spans) == [("Wie", 0), ("z. B.", 4), ("„am", 17), ("3.", 21), ("Mai“.", 29)]


def test_a_word_across_pieces_is_one():
    pieces = [("(", "("), ("BBB", "B B B"), (")-Tag", ")-Tag")]
    assert words_of(pieces, [(0, 2), (3, 4), (5, 11)]) == [("(BBB)-Tag", 0)]
