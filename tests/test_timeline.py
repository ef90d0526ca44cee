"""When everything is heard."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import pytest
from test_script import TEXT, write
from writers.episodes import episode

from audiobuild import timeline
from audiobuild.model import FRAME_MS, Clip, CueWord, Pauses, Piece, Script, Sentence, Timeline, Word

SCRIPT = write(TEXT)
PAUSES = Pauses(sentence_ms=300, paragraph_ms=600, speaker_ms=900, chapter_ms=1500)


def clip(name: str, frames: int = 50) -> Clip:
    """Speech from 36 ms until 60 ms before the end."""
    return Clip(key=name, frames=frames, speech_start_ms=36, speech_end_ms=frames * FRAME_MS - 60)


CLIPS = {utterance.id: clip(utterance.id) for utterance in SCRIPT.utterances}
LAID = timeline.lay(SCRIPT, CLIPS, PAUSES)

BODY = """\
Erster Satz. Zweiter Satz.

**Anna:** Ich unterbreche.

## Eine Frage? Und noch eine!

Ja. Nein.

- Erstens.
- Zweitens.

> Ein Zitat.

* * *

Schluss.
"""


def test_the_tree_is_the_script_s() -> None:
    laid = episode(BODY)
    assert laid.script.chapters == tuple(timed.chapter for timed in laid.chapters)
    for timed in laid.chapters:
        assert [cue.utterance for cue in timed.heading] == list(timed.chapter.heading)
        assert [block.block for block in timed.blocks] == list(timed.chapter.blocks)
        assert [[cue.utterance for cue in some] for block in timed.blocks for some in block.paragraphs] == [
            list(some) for block in timed.chapter.blocks for some in block.paragraphs
        ]
        for block in timed.blocks:
            assert [*block.cues] == [cue for some in block.paragraphs for cue in some]
    assert [timed.heading_text for timed in laid.chapters] == ["Ein Titel", "Eine Frage? Und noch eine!", "Schlusswort"]


def test_chapters_begin_on_whole_seconds_and_fill_the_time() -> None:
    assert [(timed.chapter.id, timed.start_ms, timed.end_ms) for timed in LAID.chapters] == [
        ("introduction", 0, 6000),
        ("q1", 6000, 15000),
        ("closing", 15000, 19560),
    ]
    assert LAID.duration_ms == LAID.frames * FRAME_MS == 19560


def test_the_first_word_follows_each_mark_within_a_third_of_a_second() -> None:
    waits = [next(timed.cues).start_ms - timed.start_ms for timed in LAID.chapters]
    assert all(timeline.CHAPTER_LEAD_MS <= wait <= 300 for wait in waits)


def test_pauses_are_what_the_show_asks_for_to_half_a_frame() -> None:
    """Rounded to the nearest frame: rounding down would make one of these a whole frame too short."""
    wanted = {"sentence": 300, "paragraph": 600, "speaker": 900}
    gaps = [
        (after.start_ms - before.end_ms, wanted[before.utterance.pause])
        for timed in LAID.chapters
        for before, after in pairwise(timed.cues)
    ]
    assert len(gaps) == 6
    assert all(abs(gap - pause) <= FRAME_MS / 2 for gap, pause in gaps)
    assert {gap for gap, _ in gaps} == {288, 600, 912}


@pytest.mark.parametrize(
    ("speech_ms", "longer_ms"), [(240, 0), (2000, 0), (4000, 50), (6000, 100), (10_000, 200), (30_000, 200)]
)
def test_the_pause_is_longer_behind_a_long_sentence(speech_ms: int, longer_ms: int) -> None:
    frames = (speech_ms + 96) // FRAME_MS + 1
    long = Clip(key="long", frames=frames, speech_start_ms=36, speech_end_ms=36 + speech_ms)
    first, second = list(SCRIPT.utterances)[1:3]
    assert first.pause == "sentence"
    for breath_ms, expected_ms in ((0, 300), (200, 300 + longer_ms)):
        pauses = dataclasses.replace(PAUSES, breath_ms=breath_ms)
        laid = timeline.lay(SCRIPT, {**CLIPS, first.id: long}, pauses)
        cues = {cue.utterance.id: cue for timed in laid.chapters for cue in timed.cues}
        assert abs(cues[second.id].start_ms - cues[first.id].end_ms - expected_ms) <= FRAME_MS // 2


def test_the_joints_are_the_audio() -> None:
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
    assert {name: start + 36 for name, start in starts.items()} == {cue.utterance.id: cue.start_ms for cue in LAID.cues}


def test_tiles_fill_the_audio_and_each_begins_a_tenth_of_a_second_before_its_speech() -> None:
    laid = episode(BODY)
    cues = list(laid.cues)
    assert (cues[0].tile_start_ms, cues[-1].tile_end_ms) == (0, laid.duration_ms)
    assert all(before.tile_end_ms == after.tile_start_ms for before, after in pairwise(cues))
    assert all(cue.tile_start_ms <= cue.start_ms and cue.end_ms <= cue.tile_end_ms for cue in cues)
    for timed in laid.chapters:
        _, *later = timed.cues
        # To the frame of 24 ms: a decoder that is sent there takes up to two of them to start.
        assert all(76 < cue.start_ms - cue.tile_start_ms <= 100 for cue in later)


def test_a_part_begins_where_its_chapter_does_to_the_frame() -> None:
    laid = episode(BODY)
    assert sum(part.frames for part in laid.parts) == laid.frames
    for number, (part, timed) in enumerate(zip(laid.parts, laid.chapters, strict=True)):
        assert (part.start_ms, part.duration_ms) == (timed.tile_start_ms, timed.tile_duration_ms)
        assert 0 <= timed.start_ms - part.start_ms < FRAME_MS
        assert {cue.part for cue in timed.cues} == {number}


def test_a_very_long_chapter_is_cut_between_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "PART_FRAMES", 100)
    laid = episode("## Frage?\n\n" + "Ein Satz mit ein paar Wörtern. " * 10)
    introduction, *parts = laid.parts
    assert [part.frames for part in parts] == [142, 180, 180, 180, 180, 137]
    assert [part.start_frame for part in parts] == [
        introduction.frames + sum(part.frames for part in parts[:index]) for index in range(6)
    ]
    cues = list(laid.chapters[1].cues)
    assert {part.start_ms for part in parts} <= {cue.tile_start_ms for cue in cues}
    for cue in cues:
        part = laid.parts[cue.part]
        assert part.start_ms <= cue.tile_start_ms < cue.tile_end_ms <= part.start_ms + part.duration_ms


def test_a_chapter_of_ordinary_length_is_one_part() -> None:
    laid = episode("## Frage?\n\n" + "Ein Satz. " * 300)
    assert laid.duration_ms > 290_000
    assert len(laid.parts) == 2


def words_of(pieces: list[tuple[str, str]], spoken_words: list[tuple[int, int]]) -> list[tuple[str, int]]:
    some = tuple(Piece(text=text, spoken=spoken, language="de") for text, spoken in pieces)
    utterance = dataclasses.replace(next(SCRIPT.utterances), sentence=Sentence(start=0, pieces=some))
    chapter = dataclasses.replace(SCRIPT.chapters[0], heading=(utterance,), blocks=())
    words = tuple(Word(start=start, end=end, time_ms=start) for start, end in spoken_words)
    clips = {utterance.id: dataclasses.replace(clip("c"), words=words)}
    laid: Timeline = timeline.lay(Script(interview=SCRIPT.interview, chapters=(chapter,)), clips, PAUSES)
    (cue,) = laid.cues
    assert all(isinstance(word, CueWord) for word in cue.words)
    return [(utterance.text[word.start : word.end], word.time_ms - (cue.start_ms - 36)) for word in cue.words]


def test_words_are_those_that_are_printed() -> None:
    pieces = [("Wie ", "Wie "), ("z. B.", "zum Beispiel"), (" „am ", " „am "), ("3.", "dritten"), (" Mai“.", " Mai“.")]
    assert "".join(spoken for _, spoken in pieces) == "Wie zum Beispiel „am dritten Mai“."
    spans = [(0, 3), (4, 7), (8, 16), (17, 20), (21, 28), (29, 34)]
    assert words_of(pieces, spans) == [("Wie", 0), ("z. B.", 4), ("„am", 17), ("3.", 21), ("Mai“.", 29)]


def test_a_word_across_pieces_is_one() -> None:
    pieces = [("(", "("), ("BBB", "B B B"), (")-Tag", ")-Tag")]
    assert words_of(pieces, [(0, 2), (3, 4), (5, 11)]) == [("(BBB)-Tag", 0)]
